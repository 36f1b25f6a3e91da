/* peal-tail.c: a view that stays where it is while its content grows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-tail.h"

/* As close to the end is at the end. */
#define CLOSE 12

struct _PealTail
{
  GObject parent_instance;
  GtkScrolledWindow *scroller; /* weak */
  gboolean at_end;
  gboolean is_moved;           /* the height has changed since the last layout */
  double from_bottom;          /* where the view was before more came in above; -1 = nothing comes */
};

G_DEFINE_FINAL_TYPE (PealTail, peal_tail, G_TYPE_OBJECT)

enum
{
  NEAR_START,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef enum
{
  PROP_AT_END = 1,
} PealTailProp;

static GParamSpec *props[PROP_AT_END + 1];

static GtkAdjustment *
get_adjustment (PealTail *self)
{
  return gtk_scrolled_window_get_vadjustment (self->scroller);
}

static void
set_at_end (PealTail *self,
            gboolean  at_end)
{
  if (self->at_end == at_end)
    return;
  self->at_end = at_end;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AT_END]);
}

static void
scroll_to_bottom (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment)
                                          - gtk_adjustment_get_page_size (adjustment));
}

/* Following -------------------------------------------------------------------------------------- */

/* Something came, the window was resized, more came in above. */
static void
size_changed_cb (PealTail *self)
{
  self->is_moved = TRUE;
}

/* The frame's layout is done, and is done again before anything is drawn if this moves the view. While
 * it is under way a new value would be lost. */
static void
layout_cb (PealTail *self)
{
  GtkAdjustment *adjustment;

  if (!self->is_moved || self->scroller == NULL)
    return;
  adjustment = get_adjustment (self);
  self->is_moved = FALSE;
  if (self->from_bottom >= 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - self->from_bottom);
  else if (self->at_end)
    scroll_to_bottom (adjustment);
  self->from_bottom = -1;
}

static void
value_changed_cb (PealTail      *self,
                  GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (self->is_moved)
    return;
  set_at_end (self, value + page >= gtk_adjustment_get_upper (adjustment) - CLOSE);
  if (value < page)
    g_signal_emit (self, signals[NEAR_START], 0);
}

static void
realized_cb (PealTail  *self,
             GtkWidget *scroller)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (scroller), "layout", G_CALLBACK (layout_cb), self,
                           G_CONNECT_AFTER | G_CONNECT_SWAPPED);
}

static void
unrealized_cb (PealTail  *self,
               GtkWidget *scroller)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (scroller), layout_cb, self);
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_tail_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch ((PealTailProp) prop_id)
    {
    case PROP_AT_END:
      g_value_set_boolean (value, PEAL_TAIL (object)->at_end);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_tail_dispose (GObject *object)
{
  g_clear_weak_pointer (&PEAL_TAIL (object)->scroller);
  G_OBJECT_CLASS (peal_tail_parent_class)->dispose (object);
}

static void
peal_tail_class_init (PealTailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = peal_tail_get_property;
  object_class->dispose = peal_tail_dispose;
  signals[NEAR_START] = g_signal_new ("near-start", PEAL_TYPE_TAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  props[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
peal_tail_init (PealTail *self)
{
  self->at_end = TRUE;
  self->from_bottom = -1;
}

PealTail *
peal_tail_new (GtkScrolledWindow *scroller)
{
  PealTail *self;
  GtkAdjustment *adjustment;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  self = g_object_new (PEAL_TYPE_TAIL, NULL);
  g_set_weak_pointer (&self->scroller, scroller);
  adjustment = get_adjustment (self);
  g_signal_connect_object (adjustment, "notify::upper", G_CALLBACK (size_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (size_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroller, "realize", G_CALLBACK (realized_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (scroller, "unrealize", G_CALLBACK (unrealized_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
peal_tail_is_at_end (PealTail *self)
{
  g_return_val_if_fail (PEAL_IS_TAIL (self), FALSE);

  return self->at_end;
}

void
peal_tail_go_to_end (PealTail *self)
{
  g_return_if_fail (PEAL_IS_TAIL (self));

  set_at_end (self, TRUE);
  if (self->scroller != NULL)
    scroll_to_bottom (get_adjustment (self));
}

void
peal_tail_hold (PealTail *self)
{
  g_return_if_fail (PEAL_IS_TAIL (self));

  if (self->scroller != NULL)
    self->from_bottom = gtk_adjustment_get_upper (get_adjustment (self))
                        - gtk_adjustment_get_value (get_adjustment (self));
}

void
peal_tail_reset (PealTail *self)
{
  g_return_if_fail (PEAL_IS_TAIL (self));

  self->from_bottom = -1;
  set_at_end (self, TRUE);
}

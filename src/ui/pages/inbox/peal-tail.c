/* peal-tail.c: a view that stays where it is while its content changes.
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
  gboolean is_moved;           /* the content has changed since the last layout */
  GtkWidget *anchor;           /* weak; what keeps its place, or is gone to */
  double anchor_y;             /* where in the content it was; -1 = it is gone to */
  double align;
};

G_DEFINE_FINAL_TYPE (PealTail, peal_tail, G_TYPE_OBJECT)

enum
{
  NEAR_START,
  NEAR_END,
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

static gboolean
is_at (GtkAdjustment *adjustment,
       double         from_end)
{
  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
         >= gtk_adjustment_get_upper (adjustment) - from_end;
}

static void
look_around (PealTail *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double page = gtk_adjustment_get_page_size (adjustment);

  set_at_end (self, is_at (adjustment, CLOSE));
  if (gtk_adjustment_get_value (adjustment) < page)
    g_signal_emit (self, signals[NEAR_START], 0);
  if (is_at (adjustment, page))
    g_signal_emit (self, signals[NEAR_END], 0);
}

static void
value_changed_cb (PealTail *self)
{
  if (!self->is_moved)
    look_around (self);
}

/* Following -------------------------------------------------------------------------------------- */

/* Something came, the window was resized, more came in above. */
static void
size_changed_cb (PealTail *self)
{
  self->is_moved = TRUE;
}

/* Where @widget stands in the content. FALSE: it is not in it. */
static gboolean
find_place (PealTail  *self,
            GtkWidget *widget,
            double    *y,
            double    *height)
{
  GtkWidget *viewport = gtk_scrolled_window_get_child (self->scroller);
  GtkWidget *content = GTK_IS_VIEWPORT (viewport) ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  graphene_rect_t bounds;

  if (content == NULL || !gtk_widget_compute_bounds (widget, content, &bounds))
    return FALSE;
  *y = bounds.origin.y;
  *height = bounds.size.height;
  return TRUE;
}

static void
forget_anchor (PealTail *self)
{
  g_clear_weak_pointer (&self->anchor);
}

static void
place_anchor (PealTail      *self,
              GtkAdjustment *adjustment)
{
  double page = gtk_adjustment_get_page_size (adjustment);
  double y, height;

  if (!find_place (self, self->anchor, &y, &height))
    return;
  if (self->anchor_y >= 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - self->anchor_y);
  else
    gtk_adjustment_set_value (adjustment, y - MAX (page - height, page / 2) * self->align);
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
  if (gtk_adjustment_get_page_size (adjustment) <= 0)
    return;
  if (self->anchor != NULL)
    place_anchor (self, adjustment);
  else if (self->at_end)
    scroll_to_bottom (adjustment);
  self->is_moved = FALSE;
  forget_anchor (self);
  look_around (self);
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
  forget_anchor (PEAL_TAIL (object));
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
  signals[NEAR_END] = g_signal_new ("near-end", PEAL_TYPE_TAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  props[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
peal_tail_init (PealTail *self)
{
  self->at_end = TRUE;
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

gboolean
peal_tail_is_near_end (PealTail *self)
{
  g_return_val_if_fail (PEAL_IS_TAIL (self), FALSE);

  return self->at_end
         || (self->scroller != NULL
             && is_at (get_adjustment (self), gtk_adjustment_get_page_size (get_adjustment (self))));
}

void
peal_tail_go_to_end (PealTail *self)
{
  g_return_if_fail (PEAL_IS_TAIL (self));

  forget_anchor (self);
  set_at_end (self, TRUE);
  if (self->scroller != NULL)
    scroll_to_bottom (get_adjustment (self));
}

/* At the next layout, which there will be. */
static void
set_anchor (PealTail  *self,
            GtkWidget *anchor,
            double     y)
{
  g_set_weak_pointer (&self->anchor, anchor);
  self->anchor_y = y;
  self->is_moved = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self->scroller));
}

void
peal_tail_hold (PealTail  *self,
                GtkWidget *anchor)
{
  double y, height;

  g_return_if_fail (PEAL_IS_TAIL (self));
  g_return_if_fail (anchor == NULL || GTK_IS_WIDGET (anchor));

  if (self->scroller == NULL || self->anchor != NULL) /* which has not come to its place yet */
    return;
  if (anchor != NULL && find_place (self, anchor, &y, &height) && height > 0)
    set_anchor (self, anchor, y);
}

void
peal_tail_go_to (PealTail  *self,
                 GtkWidget *row,
                 double     align)
{
  g_return_if_fail (PEAL_IS_TAIL (self));
  g_return_if_fail (GTK_IS_WIDGET (row));

  if (self->scroller == NULL)
    return;
  self->align = align;
  set_at_end (self, FALSE);
  set_anchor (self, row, -1);
}

void
peal_tail_reset (PealTail *self)
{
  g_return_if_fail (PEAL_IS_TAIL (self));

  forget_anchor (self);
  set_at_end (self, TRUE);
}

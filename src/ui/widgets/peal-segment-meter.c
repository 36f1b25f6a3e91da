/* peal-segment-meter.c: what a text costs, while it is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-segment-meter.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-smart.h"

#include <glib/gi18n.h>

/* A text this far from its first full part is nobody's worry. */
#define WORTH_SAYING 40

struct _PealSegmentMeter
{
  AdwBin parent_instance;
  char *text;
  gint64 price;
  char *currency;
  guint n_replaced;          /* in the text shown now */
  guint n_to_come;           /* in the text that is set next */
  PealSegments *costly;      /* of the text, if something makes it dearer; else NULL */

  GtkLabel *count;
  GtkLabel *hint;
  GtkWidget *replace;
  GtkWidget *undo;
};

G_DEFINE_FINAL_TYPE (PealSegmentMeter, peal_segment_meter, ADW_TYPE_BIN)

enum
{
  REPLACE,
  UNDO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_count (PealSegmentMeter   *self,
            const PealSegments *segments)
{
  g_autofree char *price = NULL;
  g_autofree char *messages = g_strdup_printf (ngettext ("%u message", "%u messages", segments->n_segments),
                                               segments->n_segments);
  g_autofree char *room = NULL;
  g_autofree char *text = NULL;

  /* Translators: used and available characters: "142 of 160". */
  room = g_strdup_printf (_("%u of %u"), segments->n_units, segments->n_units + segments->n_remaining);
  if (*self->currency != '\0')
    price = peal_format_money (self->price * segments->n_segments, self->currency);
  text = price != NULL ? g_strjoin (" · ", messages, room, price, NULL)
                       : g_strjoin (" · ", messages, room, NULL);
  gtk_label_set_text (self->count, text);
}

/* The first character that costs, where it costs anything. NULL: none does. Caller frees. */
static char *
dup_hint (const PealSegments *segments,
          const PealSmart    *smart)
{
  g_autoptr(PealSegments) cheaper = smart != NULL ? peal_segments_new (smart->text, PEAL_SEGMENTS_DEFAULT) : NULL;
  guint cheap = cheaper != NULL ? cheaper->n_segments : 1;

  if (segments->n_forcing == 0 || segments->n_segments <= cheap)
    return NULL;
  /* Translators: %s is the character. */
  return g_strdup_printf (ngettext ("“%s” makes this %u message.", "“%s” makes this %u messages.",
                                    segments->n_segments),
                          segments->forcing[0].text, segments->n_segments);
}

static void
update (PealSegmentMeter *self)
{
  g_autoptr(PealSegments) segments = peal_segments_new (self->text, PEAL_SEGMENTS_DEFAULT);
  g_autoptr(PealSmart) smart = peal_smart_new (self->text);
  g_autofree char *hint = dup_hint (segments, smart);
  g_autofree char *replaced = NULL;

  show_count (self, segments);
  if (self->n_replaced > 0)
    replaced = g_strdup_printf (ngettext ("%u character replaced.", "%u characters replaced.", self->n_replaced),
                                self->n_replaced);
  gtk_label_set_text (self->hint, replaced != NULL ? replaced : hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), replaced != NULL || hint != NULL);
  gtk_widget_set_visible (self->replace, hint != NULL && smart != NULL);
  gtk_widget_set_visible (self->undo, replaced != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), hint != NULL || replaced != NULL || segments->n_segments > 1
                                               || (segments->n_segments == 1 && segments->n_remaining < WORTH_SAYING));
  g_clear_pointer (&self->costly, peal_segments_free);
  if (hint != NULL)
    self->costly = g_steal_pointer (&segments);
}

static void
replace_clicked_cb (PealSegmentMeter *self)
{
  g_signal_emit (self, signals[REPLACE], 0);
}

static void
undo_clicked_cb (PealSegmentMeter *self)
{
  g_signal_emit (self, signals[UNDO], 0);
}

static void
peal_segment_meter_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_SEGMENT_METER);
  G_OBJECT_CLASS (peal_segment_meter_parent_class)->dispose (object);
}

static void
peal_segment_meter_finalize (GObject *object)
{
  PealSegmentMeter *self = PEAL_SEGMENT_METER (object);

  g_clear_pointer (&self->costly, peal_segments_free);
  g_free (self->text);
  g_free (self->currency);
  G_OBJECT_CLASS (peal_segment_meter_parent_class)->finalize (object);
}

static void
peal_segment_meter_class_init (PealSegmentMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_segment_meter_dispose;
  object_class->finalize = peal_segment_meter_finalize;

  signals[REPLACE] = g_signal_new ("replace", PEAL_TYPE_SEGMENT_METER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[UNDO] = g_signal_new ("undo", PEAL_TYPE_SEGMENT_METER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-segment-meter.ui");
  gtk_widget_class_bind_template_child (widget_class, PealSegmentMeter, count);
  gtk_widget_class_bind_template_child (widget_class, PealSegmentMeter, hint);
  gtk_widget_class_bind_template_child (widget_class, PealSegmentMeter, replace);
  gtk_widget_class_bind_template_child (widget_class, PealSegmentMeter, undo);
  gtk_widget_class_bind_template_callback (widget_class, replace_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
}

static void
peal_segment_meter_init (PealSegmentMeter *self)
{
  self->text = g_strdup ("");
  self->currency = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_segment_meter_set_text (PealSegmentMeter *self,
                             const char       *text)
{
  g_return_if_fail (PEAL_IS_SEGMENT_METER (self));
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->text, text))
    return;
  self->n_replaced = self->n_to_come;
  self->n_to_come = 0;
  update (self);
}

const PealSegments *
peal_segment_meter_get_costly (PealSegmentMeter *self)
{
  g_return_val_if_fail (PEAL_IS_SEGMENT_METER (self), NULL);

  return self->costly;
}

gboolean
peal_segment_meter_can_replace (PealSegmentMeter *self)
{
  g_return_val_if_fail (PEAL_IS_SEGMENT_METER (self), FALSE);

  return gtk_widget_get_visible (self->replace);
}

void
peal_segment_meter_set_price (PealSegmentMeter *self,
                              gint64            micros,
                              const char       *currency)
{
  g_return_if_fail (PEAL_IS_SEGMENT_METER (self));
  g_return_if_fail (currency != NULL);

  self->price = micros;
  g_set_str (&self->currency, currency);
  update (self);
}

void
peal_segment_meter_set_replaced (PealSegmentMeter *self,
                                 guint             n_replaced)
{
  g_return_if_fail (PEAL_IS_SEGMENT_METER (self));

  self->n_to_come = n_replaced;
}

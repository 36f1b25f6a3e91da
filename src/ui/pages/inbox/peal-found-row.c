/* peal-found-row.c: one message among those that were searched for, with the words that were found.
 *
 * What was found is bold by attributes: the text is never read as markup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-found-row.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-message-search.h"
#include "peal-messages.h"

#include <glib/gi18n.h>

/* In characters: two lines of a wide list. */
#define SNIPPET_LENGTH 110

struct _PealFoundRow
{
  AdwBin parent_instance;
  PealMessageFinder *finder;
  PealClock *clock;
  PealIdItem *item;
  char *description;

  GtkLabel *name;
  GtkLabel *time;
  GtkLabel *body;
};

G_DEFINE_FINAL_TYPE (PealFoundRow, peal_found_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_DESCRIPTION = 1,
} PealFoundRowProp;

static GParamSpec *props[PROP_DESCRIPTION + 1];

/* @start: bytes before @spans. */
static PangoAttrList *
make_attributes (const GArray *spans,
                 gsize         start)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < spans->len; i++)
    {
      const PealTextSpan *span = &g_array_index (spans, PealTextSpan, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = (guint) start + span->start;
      bold->end_index = (guint) start + span->end;
      pango_attr_list_insert (attributes, bold);
    }
  return attributes;
}

static void
show_body (PealFoundRow         *self,
           const PealMessageRow *row)
{
  const PealMessageQuery *query = peal_message_finder_get_query (self->finder);
  g_autoptr(GArray) spans = query != NULL ? peal_message_query_find (query, row->body)
                                          : g_array_new (FALSE, FALSE, sizeof (PealTextSpan));
  g_autofree char *snippet = peal_message_snippet (row->body, spans, SNIPPET_LENGTH);
  g_autoptr(PangoAttrList) attributes = NULL;
  g_autofree char *text = NULL;

  if (row->direction == PEAL_DIRECTION_OUTBOUND)
    text = g_strdup_printf (_("You: %s"), snippet);
  else
    text = g_strdup (snippet);
  attributes = make_attributes (spans, (gsize) (strstr (text, snippet) - text));
  gtk_label_set_text (self->body, text);
  gtk_label_set_attributes (self->body, attributes);
}

static void
update (PealFoundRow *self)
{
  const PealMessageRow *row = self->item != NULL ? peal_id_item_get_row (self->item) : NULL;
  g_autofree char *when = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_opacity (GTK_WIDGET (self), row != NULL ? 1 : 0);
  if (row == NULL)
    return;
  name = g_str_equal (row->display, row->theirs) ? peal_format_number (row->theirs) : g_strdup (row->display);
  when = peal_format_when (row->created_at, peal_clock_get_now (self->clock));
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->time, when);
  show_body (self, row);
  text = g_strdup_printf ("%s. %s. %s", name, gtk_label_get_text (self->body), when);
  if (g_set_str (&self->description, text))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCRIPTION]);
}

static void
peal_found_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((PealFoundRowProp) prop_id)
    {
    case PROP_DESCRIPTION:
      g_value_set_string (value, PEAL_FOUND_ROW (object)->description);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_found_row_dispose (GObject *object)
{
  PealFoundRow *self = PEAL_FOUND_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->finder);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_FOUND_ROW);
  G_OBJECT_CLASS (peal_found_row_parent_class)->dispose (object);
}

static void
peal_found_row_finalize (GObject *object)
{
  g_free (PEAL_FOUND_ROW (object)->description);
  G_OBJECT_CLASS (peal_found_row_parent_class)->finalize (object);
}

static void
peal_found_row_class_init (PealFoundRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_found_row_get_property;
  object_class->dispose = peal_found_row_dispose;
  object_class->finalize = peal_found_row_finalize;

  props[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-found-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealFoundRow, name);
  gtk_widget_class_bind_template_child (widget_class, PealFoundRow, time);
  gtk_widget_class_bind_template_child (widget_class, PealFoundRow, body);
}

static void
peal_found_row_init (PealFoundRow *self)
{
  self->description = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_found_row_new (PealMessageFinder *finder,
                    PealClock         *clock)
{
  PealFoundRow *self;

  g_return_val_if_fail (PEAL_IS_MESSAGE_FINDER (finder), NULL);
  g_return_val_if_fail (PEAL_IS_CLOCK (clock), NULL);

  self = g_object_new (PEAL_TYPE_FOUND_ROW, NULL);
  self->finder = g_object_ref (finder);
  self->clock = g_object_ref (clock);
  /* Another answer may have the same message, found by other words. */
  g_signal_connect_object (finder, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
peal_found_row_set_item (PealFoundRow *self,
                         PealIdItem   *item)
{
  g_return_if_fail (PEAL_IS_FOUND_ROW (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify::row", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

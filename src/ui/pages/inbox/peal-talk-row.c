/* peal-talk-row.c: one conversation in the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-row.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-talk.h"

#include <glib/gi18n.h>

struct _PealTalkRow
{
  AdwBin parent_instance;
  PealClock *clock;
  PealIdItem *item;
  char *description;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *time;
  GtkWidget *draft;
  GtkLabel *body;
  GtkWidget *opted_out;
  GtkWidget *warning;
  GtkLabel *unread;
};

G_DEFINE_FINAL_TYPE (PealTalkRow, peal_talk_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_DESCRIPTION = 1,
} PealTalkRowProp;

static GParamSpec *props[PROP_DESCRIPTION + 1];

/* Initials are taken from it; a number has none, and its colour comes from the digits. */
static void
show_person (PealTalkRow               *self,
             const PealConversationRow *row)
{
  gboolean is_number = row->contact_id == 0;
  g_autofree char *number = is_number ? peal_format_number (row->display) : NULL;

  gtk_label_set_text (self->name, is_number ? number : row->display);
  adw_avatar_set_text (self->avatar, row->display);
  adw_avatar_set_show_initials (self->avatar, !is_number);
}

static void
show_last (PealTalkRow               *self,
           const PealConversationRow *row)
{
  const char *draft = row->draft;
  g_autofree char *when = row->last_at != 0 ? peal_format_when (row->last_at, peal_clock_get_now (self->clock))
                                            : g_strdup ("");
  g_autofree char *own = NULL;

  if (row->last_direction == PEAL_DIRECTION_OUTBOUND)
    /* Translators: the last message, which the person wrote: "You: See you at ten". */
    own = g_strdup_printf (_("You: %s"), row->last_body);
  gtk_label_set_text (self->body, *draft != '\0' ? draft : own != NULL ? own : row->last_body);
  gtk_widget_set_visible (self->draft, *draft != '\0');
  gtk_label_set_text (self->time, when);
}

static void
show_marks (PealTalkRow               *self,
            const PealConversationRow *row)
{
  g_autofree char *count = peal_format_count (row->unread);

  gtk_label_set_text (self->unread, count);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), row->unread > 0);
  gtk_widget_set_visible (self->warning, row->failed > 0);
  gtk_widget_set_visible (self->opted_out, row->consent == PEAL_CONSENT_OPTED_OUT);
  if (row->unread > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "heading");
}

static void
describe (PealTalkRow               *self,
          const PealConversationRow *row)
{
  g_autoptr(GString) text = g_string_new (gtk_label_get_text (self->name));

  if (row->unread > 0)
    g_string_append_printf (text, ngettext (", %u unread", ", %u unread", row->unread), row->unread);
  if (row->failed > 0)
    g_string_append (text, _(", not delivered"));
  if (row->consent == PEAL_CONSENT_OPTED_OUT)
    g_string_append (text, _(", asked to stop"));
  g_string_append_printf (text, ". %s. %s", gtk_label_get_text (self->body), gtk_label_get_text (self->time));
  if (g_set_str (&self->description, text->str))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCRIPTION]);
}

static void
update (PealTalkRow *self)
{
  const PealConversationRow *row = self->item != NULL ? peal_id_item_get_row (self->item) : NULL;

  gtk_widget_set_opacity (GTK_WIDGET (self), row != NULL ? 1 : 0);
  if (row == NULL)
    return;
  show_person (self, row);
  show_last (self, row);
  show_marks (self, row);
  describe (self, row);
}

static void
peal_talk_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((PealTalkRowProp) prop_id)
    {
    case PROP_DESCRIPTION:
      g_value_set_string (value, PEAL_TALK_ROW (object)->description);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_talk_row_dispose (GObject *object)
{
  PealTalkRow *self = PEAL_TALK_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_TALK_ROW);
  G_OBJECT_CLASS (peal_talk_row_parent_class)->dispose (object);
}

static void
peal_talk_row_finalize (GObject *object)
{
  g_free (PEAL_TALK_ROW (object)->description);
  G_OBJECT_CLASS (peal_talk_row_parent_class)->finalize (object);
}

static void
peal_talk_row_class_init (PealTalkRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_talk_row_get_property;
  object_class->dispose = peal_talk_row_dispose;
  object_class->finalize = peal_talk_row_finalize;

  props[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-talk-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, name);
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, time);
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, draft);
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, body);
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, opted_out);
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, warning);
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, unread);
}

static void
peal_talk_row_init (PealTalkRow *self)
{
  self->description = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_talk_row_new (PealClock *clock)
{
  PealTalkRow *self;

  g_return_val_if_fail (PEAL_IS_CLOCK (clock), NULL);

  self = g_object_new (PEAL_TYPE_TALK_ROW, NULL);
  self->clock = g_object_ref (clock);
  return GTK_WIDGET (self);
}

void
peal_talk_row_set_item (PealTalkRow *self,
                        PealIdItem  *item)
{
  g_return_if_fail (PEAL_IS_TALK_ROW (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify::row", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

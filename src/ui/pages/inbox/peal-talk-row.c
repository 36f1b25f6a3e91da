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
  PealDrafts *drafts;
  PealClock *clock;
  PealIdItem *item;
  char *description;
  guint shows;               /* of PealTalkRowShows */

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *time;
  GtkWidget *draft;
  GtkLabel *body;
  GtkWidget *opted_out;
  GtkWidget *warning;
  GtkLabel *unread;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (PealTalkRow, peal_talk_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_DESCRIPTION = 1,
  PROP_SHOWS,
} PealTalkRowProp;

static GParamSpec *props[PROP_SHOWS + 1];

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

/* "2 h"; caller frees. */
static char *
dup_span (gint64 span)
{
  if (span < PEAL_HOUR)
    /* Translators: minutes, for the end of a row. */
    return g_strdup_printf (_("%d min"), (int) MAX (span / PEAL_MINUTE, 1));
  if (span < 48 * PEAL_HOUR)
    /* Translators: hours, for the end of a row. */
    return g_strdup_printf (_("%d h"), (int) (span / PEAL_HOUR));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) (span / (24 * PEAL_HOUR))),
                          (int) (span / (24 * PEAL_HOUR)));
}

/* What stands at its end: when it was last active, comes back, or began to wait. Caller frees. */
static char *
dup_time (PealTalkRow               *self,
          const PealConversationRow *row)
{
  gint64 now = peal_clock_get_now (self->clock);
  g_autofree char *text = NULL;

  if (row->snoozed_until != 0)
    {
      text = peal_format_moment (row->snoozed_until, now);
      /* Translators: %s is a time: a conversation is put aside "Until tomorrow 8:00". */
      return g_strdup_printf (_("Until %s"), text);
    }
  if (row->unanswered_since != 0 && (self->shows & PEAL_TALK_ROW_WAITING) != 0)
    {
      text = dup_span (now - row->unanswered_since);
      /* Translators: %s is how long: somebody is "Waiting 2 h" for an answer. */
      return g_strdup_printf (_("Waiting %s"), text);
    }
  return row->last_at != 0 ? peal_format_when (row->last_at, now) : g_strdup ("");
}

static void
show_details (PealTalkRow               *self,
              const PealConversationRow *row)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  g_autofree char *text = NULL;

  if (row->is_blocked)
    g_strv_builder_add (parts, _("Blocked"));
  if (*row->staff != '\0')
    g_strv_builder_add (parts, row->staff);
  if ((self->shows & PEAL_TALK_ROW_OURS) != 0 && *row->ours != '\0')
    g_strv_builder_take (parts, peal_format_number (row->ours));
  texts = g_strv_builder_end (parts);
  text = g_strjoinv (" · ", texts);
  gtk_label_set_text (self->details, text);
  gtk_widget_set_visible (GTK_WIDGET (self->details), *text != '\0');
}

static void
show_last (PealTalkRow               *self,
           const PealConversationRow *row)
{
  const char *draft = peal_drafts_get (self->drafts, row->id);
  g_autofree char *when = dup_time (self, row);
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
  if (row->is_blocked)
    g_string_append (text, _(", blocked"));
  if (gtk_widget_get_visible (self->draft))
    g_string_append (text, _(", draft"));
  if (*row->staff != '\0')
    /* Translators: %s is the name of whoever looks after a conversation. */
    g_string_append_printf (text, _(", looked after by %s"), row->staff);
  g_string_append_printf (text, ". %s. %s", gtk_label_get_text (self->body), gtk_label_get_text (self->time));
  if ((self->shows & PEAL_TALK_ROW_OURS) != 0 && *row->ours != '\0')
    {
      g_autofree char *ours = peal_format_number (row->ours);

      g_string_append_printf (text, ". %s", ours);
    }
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
  show_details (self, row);
  describe (self, row);
}

static void
draft_changed_cb (PealTalkRow *self,
                  gint64       conversation_id)
{
  if (self->item != NULL && peal_id_item_get_id (self->item) == conversation_id)
    update (self);
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
    case PROP_SHOWS:
      g_value_set_uint (value, PEAL_TALK_ROW (object)->shows);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
set_shows (PealTalkRow *self,
           guint        shows)
{
  if (self->shows == shows)
    return;
  self->shows = shows;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWS]);
}

static void
peal_talk_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((PealTalkRowProp) prop_id)
    {
    case PROP_SHOWS:
      set_shows (PEAL_TALK_ROW (object), g_value_get_uint (value));
      return;
    case PROP_DESCRIPTION:
      break;
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
  g_clear_object (&self->drafts);
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
  object_class->set_property = peal_talk_row_set_property;
  object_class->dispose = peal_talk_row_dispose;
  object_class->finalize = peal_talk_row_finalize;

  props[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOWS] = g_param_spec_uint ("shows", NULL, NULL, 0, G_MAXUINT, 0,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
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
  gtk_widget_class_bind_template_child (widget_class, PealTalkRow, details);
}

static void
peal_talk_row_init (PealTalkRow *self)
{
  self->description = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_talk_row_new (PealDrafts *drafts,
                   PealClock  *clock)
{
  PealTalkRow *self;

  g_return_val_if_fail (PEAL_IS_DRAFTS (drafts), NULL);
  g_return_val_if_fail (PEAL_IS_CLOCK (clock), NULL);

  self = g_object_new (PEAL_TYPE_TALK_ROW, NULL);
  self->drafts = g_object_ref (drafts);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (drafts, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
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

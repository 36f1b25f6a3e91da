/* peal-talk-pane-rows.c: the rows of a conversation's side pane.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-pane-rows.h"

#include "peal-consent-text.h"
#include "peal-format.h"
#include "peal-reason-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static GtkWidget *
row_new (const char *title,
         const char *subtitle,
         int         title_lines)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), title_lines);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/* @id: what the action is about; 0 = it asks for nothing. */
static GtkWidget *
button_new (const char *icon,
            const char *tooltip,
            const char *action,
            gint64      id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (id != 0)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  return button;
}

GtkWidget *
peal_talk_number_row_new (const PealConsent *consent,
                          gboolean           is_this,
                          gint64             now)
{
  g_autofree char *number = peal_format_number (consent->e164);
  g_autofree char *sentence = peal_consent_sentence (consent, now);
  GtkWidget *row = row_new (number, sentence, 1);

  gtk_widget_add_css_class (row, "numeric");
  if (consent->state == PEAL_CONSENT_OPTED_OUT)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("action-unavailable-symbolic"));
  if (is_this)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               button_new ("edit-copy-symbolic", _("Copy Number"), "conversation.copy-number", 0));
  return row;
}

GtkWidget *
peal_talk_note_row_new (const PealTalkNote *note,
                        gint64              now)
{
  g_autofree char *when = peal_format_when (note->created_at, now);
  /* Translators: who wrote a note, and when: "Maria · Yesterday". */
  g_autofree char *subtitle = *note->staff != '\0' ? g_strdup_printf (_("%s · %s"), note->staff, when) : g_strdup (when);
  GtkWidget *row = row_new (note->body, subtitle, 0);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             button_new ("document-edit-symbolic", _("Edit Note"), "pane.edit-note", note->id));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             button_new ("user-trash-symbolic", _("Delete Note"), "pane.delete-note", note->id));
  return row;
}

GtkWidget *
peal_talk_upcoming_row_new (const PealMessageRow *message,
                            gint64                now)
{
  g_autofree char *text = peal_message_text (message, NULL, now);
  GtkWidget *row = row_new (message->body, text, 3);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             button_new ("edit-undo-symbolic", _("Take Back"), "pane.take-back", message->id));
  return row;
}

GtkWidget *
peal_talk_campaign_row_new (const PealTimelineEntry *entry,
                            const PealMessageRow    *message,
                            gint64                   now)
{
  g_autofree char *when = peal_format_when (entry->at, now);
  g_autofree char *became = NULL;
  g_autofree char *subtitle = NULL;

  if (message == NULL && entry->source != PEAL_TIMELINE_OF_RECIPIENT)
    return NULL;
  became = message != NULL ? peal_message_text (message, NULL, now) : peal_reason_text (entry->reason, 0, NULL, now);
  /* Translators: when somebody got a campaign, and what became of it: "12 Mar · Delivered 9:41". */
  subtitle = g_strdup_printf (_("%s · %s"), when, became);
  return row_new (message != NULL ? message->campaign : entry->text, subtitle, 2);
}

/* peal-timeline-row.c: one thing that happened with a person, as a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-timeline-row.h"

#include "peal-config.h"
#include "peal-change-text.h"
#include "peal-event-text.h"
#include "peal-format.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY "peal-timeline-day"

/* What a row says; owned. */
typedef struct
{
  const char *icon;
  char *title;
  char *subtitle;
  char *subject;             /* the place; NULL = none */
} Words;

static void
words_clear (Words *words)
{
  g_free (words->title);
  g_free (words->subtitle);
  g_free (words->subject);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* "A · B", of what is not empty. Caller frees. */
static char *
join (const char *a,
      const char *b)
{
  return g_strconcat (a, *a != '\0' && *b != '\0' ? " · " : "", b, NULL);
}

static const char *
message_icon (const PealMessageRow *message)
{
  if (message->direction == PEAL_DIRECTION_INBOUND)
    return "peal-inbox-symbolic";
  if (peal_message_has_failed (message->state))
    return "dialog-warning-symbolic";
  if (message->state == PEAL_STATE_QUEUED)
    return "alarm-symbolic";
  return message->campaign_id != 0 ? "peal-campaigns-symbolic" : "peal-outbox-symbolic";
}

static void
tell_message (const PealTimelineEntry *entry,
              const PealMessageRow    *message,
              gint64                   now,
              Words                   *words)
{
  g_autofree char *state = NULL;

  words->subject = g_strdup_printf ("message:%" G_GINT64_FORMAT, entry->id);
  words->icon = "peal-outbox-symbolic";
  if (message == NULL)
    {
      words->title = g_strdup (_("Message"));
      return;
    }
  state = message->direction == PEAL_DIRECTION_INBOUND ? g_strdup (_("They wrote")) : peal_message_text (message, NULL, now);
  words->icon = message_icon (message);
  words->title = g_strdup (message->body);
  words->subtitle = join (message->campaign, state);
}

/* Which of the messages holds the proof; the proof itself where it stands elsewhere, in words. */
static char *
dup_proof (const char *proof,
           char      **subject)
{
  if (*proof == '\0')
    return g_strdup ("");
  if (g_str_has_prefix (proof, "message:"))
    {
      *subject = g_strdup (proof);
      return g_strdup ("");
    }
  /* Translators: where something is written down; %s is a file and a row, or somebody's words. */
  return g_strdup_printf (_("Proof: %s"), proof);
}

static void
tell_consent (const PealTimelineEntry *entry,
              Words                   *words)
{
  const PealConsentEvent event = { .e164 = entry->e164, .act = entry->act, .at = entry->at, .how = entry->event,
                                   .wording = entry->text, .rule = (char *) "", .proof = entry->detail,
                                   .actor = entry->actor };
  g_autofree char *number = peal_format_number (entry->e164);
  g_autofree char *proof = dup_proof (entry->detail, &words->subject);
  gboolean is_told = FALSE;
  g_autofree char *wording = NULL;
  g_autofree char *words_and_proof = NULL;

  words->icon = entry->act == PEAL_CONSENT_ACT_OPT_OUT ? "action-unavailable-symbolic" : "object-select-symbolic";
  words->title = peal_consent_event_text (&event);
  is_told = *entry->text == '\0' || strstr (words->title, entry->text) != NULL;
  /* Translators: somebody's own words. */
  wording = is_told ? g_strdup ("") : g_strdup_printf (_("“%s”"), entry->text);
  words_and_proof = join (wording, proof);
  words->subtitle = join (number, words_and_proof);
}

static void
tell_event (const PealTimelineEntry *entry,
            const char              *name,
            Words                   *words)
{
  const gboolean has_joined = g_str_equal (entry->event, "group.joined");

  words->icon = peal_event_icon (entry->event);
  if (!has_joined && !g_str_equal (entry->event, "group.left"))
    {
      words->title = peal_event_text (entry->event, 1, name);
      words->subtitle = *entry->text != '\0' ? g_strdup (entry->text) : peal_change_texts (entry->changes, entry->detail);
      return;
    }
  if (*entry->text == '\0')
    words->title = g_strdup (has_joined ? _("Joined a group that is gone") : _("Left a group that is gone"));
  else
    /* Translators: %s is the name of a group. */
    words->title = g_strdup_printf (has_joined ? _("Joined “%s”") : _("Left “%s”"), entry->text);
}

static void
tell (const PealTimelineEntry *entry,
      const PealMessageRow    *message,
      const char              *name,
      gint64                   now,
      Words                   *words)
{
  switch (entry->source)
    {
    case PEAL_TIMELINE_OF_MESSAGE:
      tell_message (entry, message, now, words);
      return;
    case PEAL_TIMELINE_OF_RECIPIENT:
      words->icon = "peal-campaigns-symbolic";
      words->title = g_strdup (entry->text);
      words->subtitle = peal_reason_text (entry->reason, 0, NULL, now);
      return;
    case PEAL_TIMELINE_OF_CONSENT:
      tell_consent (entry, words);
      return;
    case PEAL_TIMELINE_OF_LEDGER:
      tell_event (entry, name, words);
      return;
    case PEAL_TIMELINE_OF_IMPORT:
      words->icon = "document-open-symbolic";
      /* Translators: %s is the name of a file. */
      words->title = *entry->text != '\0' ? g_strdup_printf (_("Imported from “%s”"), entry->text) : g_strdup (_("Imported"));
      return;
    }
  g_return_if_reached ();
}

static GtkWidget *
new_image (const char *icon)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return image;
}

/* Two again of what a merge made one. */
static GtkWidget *
new_separate_button (const PealTimelineEntry *entry)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Separate Them Again"));
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "history.separate");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", entry->id);
  return button;
}

GtkWidget *
peal_timeline_row_new (const PealTimelineEntry *entry,
                       const PealMessageRow    *message,
                       const char              *name,
                       gint64                   now)
{
  g_auto(Words) words = { NULL };
  g_autofree char *when = peal_format_clock (entry->at);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *time = gtk_label_new (when);

  g_object_set_data_full (G_OBJECT (row), DAY, peal_format_day (entry->at, now), g_free);
  tell (entry, message, name, now, &words);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words.title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  if (words.subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words.subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_image (words.icon));
  gtk_widget_add_css_class (time, "dimmed");
  gtk_widget_add_css_class (time, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  if (entry->can_undo)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_separate_button (entry));
  if (words.subject != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", words.subject);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_image ("go-next-symbolic"));
    }
  return row;
}

void
peal_timeline_row_head (GtkListBoxRow *row,
                        GtkListBoxRow *before,
                        gpointer       data)
{
  const char *day = g_object_get_data (G_OBJECT (row), DAY);
  GtkWidget *label;

  if (before != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (before), DAY), day) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  label = gtk_label_new (day);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "day-head");
  gtk_list_box_row_set_header (row, label);
}

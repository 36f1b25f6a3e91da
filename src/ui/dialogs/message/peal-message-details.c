/* peal-message-details.c: all that is known of one message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-message-details.h"

#include "peal-attempts.h"
#include "peal-config.h"
#include "peal-format.h"
#include "peal-main-window.h"
#include "peal-reason-text.h"
#include "peal-retry.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* A fact: what it is, and what it says. Neither is markup, and what it says can be copied. */
static void
add_fact (AdwPreferencesGroup *group,
          const char          *title,
          const char          *text)
{
  if (text == NULL || *text == '\0')
    return;
  adw_preferences_group_add (group, g_object_new (ADW_TYPE_ACTION_ROW,
                                                  "title", title,
                                                  "subtitle", text,
                                                  "use-markup", FALSE,
                                                  "subtitle-selectable", TRUE,
                                                  "css-classes", (const char *[]) { "property", NULL },
                                                  NULL));
}

static void
add_moment (AdwPreferencesGroup *group,
            const char          *title,
            gint64               time,
            gint64               now)
{
  g_autofree char *moment = NULL;

  if (time == 0 || time == PEAL_TIME_NEVER)
    return;
  moment = peal_format_moment (time, now);
  add_fact (group, title, moment);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);
  return group;
}

/* What it is -------------------------------------------------------------------------------------- */

static void
add_state (AdwPreferencesPage   *page,
           PealEngine           *engine,
           const PealMessageRow *message,
           gint64                now)
{
  AdwPreferencesGroup *group = add_group (page, "");
  g_autoptr(PealAccountHealth) health = peal_engine_dup_health (engine, message->account_id);
  g_autofree char *state = peal_message_text (message, health, now);
  gboolean is_own = message->direction == PEAL_DIRECTION_OUTBOUND;

  add_fact (group, _("State"), is_own ? state : _("Received"));
  add_moment (group, is_own ? _("Written") : _("Sent"), is_own ? message->created_at : message->submitted_at, now);
  if (is_own && message->state == PEAL_STATE_QUEUED && message->not_before > now)
    add_moment (group, _("Not Before"), message->not_before, now);
  if (is_own)
    add_moment (group, _("Not After"), message->not_after, now);
  if (is_own)
    add_fact (group, _("What It Is About"), peal_kind_text (message->kind));
  add_fact (group, _("Campaign"), message->campaign);
}

static void
add_cost (AdwPreferencesGroup  *group,
          const PealMessageRow *message)
{
  g_autofree char *segments = peal_format_count (message->segments);
  g_autofree char *price = NULL;

  if (message->segments > 0)
    /* Translators: how many messages the network counts a long text as. */
    add_fact (group, _("Counted as Messages"), segments);
  if (*message->currency == '\0')
    return;
  price = peal_format_money (message->price_micros, message->currency);
  add_fact (group, _("Price"), price);
}

static void
add_network (AdwPreferencesPage   *page,
             const PealMessageRow *message)
{
  AdwPreferencesGroup *group = add_group (page, _("Network"));
  g_autofree char *ours = peal_format_number (message->ours);
  g_autofree char *theirs = peal_format_number (message->theirs);

  add_fact (group, _("Our Number"), ours);
  add_fact (group, _("Their Number"), theirs);
  add_cost (group, message);
  add_fact (group, _("Name at the Gateway"), message->remote_id);
  add_fact (group, _("Code of the Gateway"), message->provider_code);
}

/* Attempts ---------------------------------------------------------------------------------------- */

static const char *
outcome_text (const PealAttempt *attempt)
{
  switch (attempt->outcome)
    {
    case PEAL_ATTEMPT_OPEN:
      return _("On its way to the gateway");
    case PEAL_ATTEMPT_ACCEPTED:
      return _("The gateway took it.");
    case PEAL_ATTEMPT_NOT_ACCEPTED:
      return peal_failure_text (peal_failure_class_from_db (attempt->failure), attempt->provider_code);
    case PEAL_ATTEMPT_UNKNOWN:
      return _("The gateway did not answer.");
    }
  return "";
}

static void
add_attempt (AdwPreferencesGroup *group,
             const PealAttempt   *attempt,
             gint64               now)
{
  g_autofree char *when = peal_format_moment (attempt->started_at, now);
  /* Translators: when something was tried, and through which account: "14:05, Front desk". */
  g_autofree char *title = g_strdup_printf (_("%s, %s"), when, attempt->account);

  add_fact (group, title, outcome_text (attempt));
}

static void
attempts_read_cb (gpointer      owner,
                  const GValue *value)
{
  AdwPreferencesGroup *group = owner;
  const GPtrArray *attempts = g_value_get_boxed (value);
  gint64 now = *(const gint64 *) g_object_get_data (owner, "now");

  for (guint i = 0; i < attempts->len; i++)
    add_attempt (group, g_ptr_array_index (attempts, i), now);
  gtk_widget_set_visible (GTK_WIDGET (group), attempts->len > 0);
}

/* Dialog ------------------------------------------------------------------------------------------ */

AdwDialog *
peal_message_details_new (PealEngine           *engine,
                          const PealMessageRow *message)
{
  AdwDialog *dialog;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *attempts;
  GtkWidget *view;
  gint64 now;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (message != NULL, NULL);

  now = peal_clock_get_now (peal_engine_get_clock (engine));
  page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  add_state (page, engine, message, now);
  attempts = add_group (page, _("Attempts"));
  gtk_widget_set_visible (GTK_WIDGET (attempts), FALSE);
  g_object_set_data_full (G_OBJECT (attempts), "now", g_memdup2 (&now, sizeof now), g_free);
  add_network (page, message);
  peal_when (peal_attempts_list (peal_engine_get_store (engine), message->id), attempts, attempts_read_cb,
             peal_main_window_show_error_cb);

  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  dialog = adw_dialog_new ();
  adw_dialog_set_title (dialog, _("Message"));
  adw_dialog_set_content_width (dialog, 440);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  return dialog;
}

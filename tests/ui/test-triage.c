/* test-triage.c: the inbox decided through by keyboard: done, snoozed, given to somebody, blocked; and what is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-desk.h"
#include "peal-inbox-page.h"
#include "peal-scene.h"
#include "peal-send-later.h"
#include "peal-staff.h"
#include "peal-talk-filters.h"
#include "peal-talk.h"
#include "window-fixture.h"

/* Of the scene. */
#define ANNA "+12125550101"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static GtkWidget *
get_page (UiFixture *fixture)
{
  return ui_get (fixture->window, ui_is_of_type, "PealInboxPage");
}

static GtkWidget *
get_list (UiFixture *fixture)
{
  return ui_get (get_page (fixture), ui_is_of_type, "GtkListView");
}

static gint64
now_of (UiFixture *fixture)
{
  return peal_clock_get_now (peal_engine_get_clock (fixture->engine));
}

/* Opens Anna's conversation, in the list of all; its id. */
static gint64
open_anna (UiFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "number:" ANNA);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealConversation"), "Anna Berg");
  ui_wait_for_text (get_list (fixture), "Anna Berg");
  return peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (get_page (fixture)));
}

static PealConversationRow *
load (UiFixture *fixture,
      gint64     id)
{
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_talk_load_rows (get_store (fixture), &id, 1));

  return g_steal_pointer (&rows->pdata[0]);
}

static void
act (UiFixture  *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_page (fixture), action, NULL));
}

static void
choose (UiFixture  *fixture,
        const char *action,
        const char *value)
{
  g_assert_true (gtk_widget_activate_action (get_page (fixture), action, "s", value));
}

static gboolean
is_snoozed (gpointer fixture)
{
  g_autoptr(PealConversationRow) row = load (fixture, peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (get_page (fixture))));

  return row->snoozed_until != 0;
}

static gboolean
is_not_snoozed (gpointer fixture)
{
  return !is_snoozed (fixture);
}

/* It leaves for the shelf of its own, where it says until when; the next one is read. */
static void
test_snooze (UiFixture    *fixture,
             gconstpointer data)
{
  gint64 anna = open_anna (fixture);
  GtkWidget *later;

  act (fixture, "inbox.snooze");
  ui_wait_for_text (fixture->window, "Snooze");
  later = ui_get (fixture->window, ui_is_of_type, "PealSendLater");
  adw_action_row_activate (ADW_ACTION_ROW (ui_get (later, ui_is_row_titled, "Tomorrow Morning")));
  ui_wait_for_text (fixture->window, "Snoozed until tomorrow 9:00");
  ui_wait_for_no_text (get_list (fixture), "Anna Berg");
  g_assert_cmpint (peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (get_page (fixture))), !=, anna);

  choose (fixture, "filter.shelf", "snoozed");
  ui_wait_for_text (get_list (fixture), "Anna Berg");
  ui_wait_for_text (get_list (fixture), "Until tomorrow 9:00");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (get_page (fixture), "Nothing Snoozed");
}

/* What is put aside comes back at once when somebody wants it; that, too, is taken back. */
static void
test_wake (UiFixture    *fixture,
           gconstpointer data)
{
  gint64 anna = open_anna (fixture);

  peal_scene_await (peal_desk_snooze (get_store (fixture), anna, now_of (fixture) + PEAL_HOUR, "test"));
  ui_wait_until (is_snoozed, fixture);
  ui_wait_for_no_text (get_list (fixture), "Anna Berg");
  act (fixture, "inbox.wake");
  ui_wait_until (is_not_snoozed, fixture);
  ui_wait_for_text (fixture->window, "Not snoozed any more");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_until (is_snoozed, fixture);
}

typedef struct
{
  UiFixture *fixture;
  gint64 id;
  gint64 since;
} Waiting;

static gboolean
waits_since (gpointer data)
{
  const Waiting *waiting = data;
  g_autoptr(PealConversationRow) row = load (waiting->fixture, waiting->id);

  return row->unanswered_since == waiting->since;
}

/* Who waited for an answer waits as long as before when a "done" is taken back. */
static void
test_done_undo (UiFixture    *fixture,
                gconstpointer data)
{
  g_autoptr(GArray) waiting = peal_scene_await_boxed (peal_talk_snapshot (get_store (fixture),
                                                                          &(PealTalkFilter) { .shelf = PEAL_TALK_UNANSWERED }));
  gint64 id = g_array_index (waiting, gint64, 0);
  g_autoptr(PealConversationRow) before = load (fixture, id);
  g_autofree char *subject = g_strdup_printf ("conversation:%" G_GINT64_FORMAT, id);

  g_assert_cmpint (before->unanswered_since, !=, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", subject);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealConversation"), before->display);
  act (fixture, "inbox.done");
  ui_wait_until (waits_since, &(Waiting) { fixture, id, 0 });
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_until (waits_since, &(Waiting) { fixture, id, before->unanswered_since });
}

static gboolean
is_on_screen (gpointer data)
{
  return ui_find_widget (data, ui_is_of_type, "PealStaffDialog") != NULL;
}

/* Somebody new is added under the name that is typed, and looks after it: the row says so. What is yours is a shelf of
 * its own once you have said who you are. */
static void
test_assign (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *entry;
  g_autoptr(PealConversationRow) row = NULL;
  gint64 anna = open_anna (fixture);

  act (fixture, "inbox.assign");
  ui_wait_until (is_on_screen, fixture->window);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealStaffDialog"), "Nobody");
  entry = ui_get (ui_get (fixture->window, ui_is_of_type, "PealStaffDialog"), ui_is_of_type, "GtkSearchEntry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Maria <b>&");
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealStaffDialog"), "Add “Maria <b>&”");
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for_text (fixture->window, "Maria <b>& looks after it");
  ui_wait_for_text (get_list (fixture), "Maria <b>&");
  row = load (fixture, anna);
  g_assert_cmpstr (row->staff, ==, "Maria <b>&");

  peal_scene_await (peal_staff_set_me (get_store (fixture), row->staff_id, "test"));
  choose (fixture, "filter.shelf", "mine");
  ui_wait_for_text (get_list (fixture), "Maria <b>&");
  ui_wait_for_no_text (get_list (fixture), "Chloé Dubois");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (get_page (fixture), "Nothing Is Yours");
}

static void
test_block (UiFixture    *fixture,
            gconstpointer data)
{
  open_anna (fixture);
  act (fixture, "inbox.block");
  ui_wait_for_no_text (get_list (fixture), "Anna Berg");
  choose (fixture, "filter.shelf", "blocked");
  ui_wait_for_text (get_list (fixture), "Anna Berg");
  ui_wait_for_text (get_list (fixture), "Blocked");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (get_page (fixture), "Nobody Is Blocked");
}

/* On the shelf of those who wait, a row tells how long. */
static void
test_waiting (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(GArray) ids = peal_scene_await_boxed (peal_talk_snapshot (get_store (fixture),
                                                                      &(PealTalkFilter) { .shelf = PEAL_TALK_UNANSWERED }));
  g_autoptr(PealConversationRow) row = load (fixture, g_array_index (ids, gint64, 0));
  gint64 span = now_of (fixture) - row->unanswered_since;
  g_autofree char *text = span < PEAL_HOUR ? g_strdup_printf ("Waiting %d min", (int) MAX (span / PEAL_MINUTE, 1))
                                           : g_strdup_printf ("Waiting %d h", (int) (span / PEAL_HOUR));

  g_assert_cmpint (span, <, 48 * PEAL_HOUR);
  peal_main_window_go (fixture->window, "inbox");
  ui_wait_for_text (get_page (fixture), row->display);
  g_assert_null (ui_find_widget (get_page (fixture), ui_shows_text, text));
  choose (fixture, "filter.shelf", "waiting");
  ui_wait_for_text (get_list (fixture), text);
}

/* What was chosen is there again in the next window; what is kept has a name, and what replaces it has none. */
static void
test_filters (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(GPtrArray) kept = NULL;
  g_autofree char *id = NULL;
  PealTalkFilter filter = { .shelf = PEAL_TALK_DONE };

  peal_main_window_go (fixture->window, "inbox");
  ui_wait_for_text (get_page (fixture), "Anna Berg");
  choose (fixture, "filter.tag", "vip");
  ui_wait_for_text (get_page (fixture), "Open · vip");
  choose (fixture, "inbox.shelf", "all");
  ui_wait_for_text (get_page (fixture), "All · vip");
  ui_close_window (fixture);
  ui_open_window (fixture, 1100);
  ui_wait_until (ui_has_page, fixture->window);
  peal_main_window_go (fixture->window, "inbox");
  ui_wait_for_text (get_page (fixture), "All · vip");

  id = g_strdup_printf ("%" G_GINT64_FORMAT,
                        peal_scene_await_int (peal_talk_filters_save (get_store (fixture), 0, "Old_ones", &filter)));
  choose (fixture, "filter.kept", id);
  ui_wait_for_text (get_page (fixture), "Old_ones");
  act (fixture, "inbox.delete-filter");
  ui_wait_for_text (get_page (fixture), "All · vip");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  kept = peal_scene_await_boxed (peal_talk_filters_list (get_store (fixture)));
  g_assert_cmpuint (kept->len, ==, 1);
}

/* A name is asked for, and the filter is in the menu under it. */
static void
test_keep (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog;

  peal_main_window_go (fixture->window, "inbox");
  ui_wait_for_text (get_page (fixture), "Anna Berg");
  choose (fixture, "filter.shelf", "failed");
  act (fixture, "inbox.keep-filter");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "keep"));
  ui_type_into (GTK_WIDGET (dialog), "Name", "Trouble & <i>");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "keep"));
  ui_click (GTK_WIDGET (dialog), "_Keep");
  ui_wait_for_text (get_page (fixture), "Trouble & <i>");
  choose (fixture, "filter.shelf", "open");
  ui_wait_for_text (get_page (fixture), "Open");
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/triage/snooze", TRUE, test_snooze);
  ui_add ("/triage/wake", TRUE, test_wake);
  ui_add ("/triage/done-undo", TRUE, test_done_undo);
  ui_add ("/triage/assign", TRUE, test_assign);
  ui_add ("/triage/block", TRUE, test_block);
  ui_add ("/triage/waiting", TRUE, test_waiting);
  ui_add ("/triage/filters", TRUE, test_filters);
  ui_add ("/triage/keep", TRUE, test_keep);
  return ui_run ();
}

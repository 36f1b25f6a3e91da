/* test-hand-over.c: an account goes at which messages wait: moved to another, or left in sight, never forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-accounts.h"
#include "peal-hand-over.h"
#include "peal-outbox-shelves.h"
#include "peal-preferences.h"
#include "peal-scene.h"
#include "peal-scheduler.h"
#include "window-fixture.h"

#define SALON 1

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static gint64
count (UiFixture *fixture,
       gint64     account_id)
{
  g_autoptr(PealHandOver) count = peal_scene_await_boxed (peal_hand_over_count (get_store (fixture), account_id));

  return count->n_messages;
}

static gint64
add_other (UiFixture *fixture)
{
  g_autoptr(PealAccount) account = peal_account_new ("simulator", PEAL_SCENE_HOSTILE);
  g_autoptr(PealAccount) stored = NULL;

  g_set_str (&account->sender, "+15005550009");
  stored = peal_scene_await_boxed (peal_account_save (get_store (fixture), account, "test"));
  return stored->id;
}

static void
add_schedule (UiFixture *fixture)
{
  g_autoptr(PealSchedule) schedule = peal_schedule_new ("Class", "See you");

  schedule->account_id = SALON;
  g_assert_true (peal_civil_time_parse ("2035-01-08 09:00", &schedule->start));
  g_strfreev (schedule->numbers);
  schedule->numbers = g_strsplit ("+12125550123", ",", -1);
  peal_scene_await_int (peal_engine_save_schedule (fixture->engine, schedule, "test"));
}

static gboolean
has_tooltip (GtkWidget  *widget,
             const char *text)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

/* The preferences, and in front of them the question that removing Salon raises. */
static AdwDialog *
ask (UiFixture  *fixture,
     AdwDialog **preferences)
{
  GtkWidget *row;

  add_schedule (fixture);
  *preferences = ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings));
  ui_present_dialog (fixture, preferences);
  ui_wait_for_text (*preferences, "Salon");
  row = ui_get (*preferences, ui_is_row_titled, "Salon");
  g_signal_emit_by_name (ui_get (row, has_tooltip, "Stop Using This Account"), "clicked");
  ui_wait_for_text (fixture->window, "Stop Using This Account?");
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static void
close_preferences (AdwDialog **preferences)
{
  adw_dialog_force_close (*preferences);
  ui_wait_for_close (preferences);
}

typedef struct
{
  UiFixture *fixture;
  gint64 account_id;
  gint64 n;
} Wanted;

static gboolean
has_count (gpointer data)
{
  const Wanted *wanted = data;

  return count (wanted->fixture, wanted->account_id) == wanted->n;
}

static void
wait_for_count (UiFixture *fixture,
                gint64     account_id,
                gint64     n)
{
  ui_wait_until (has_count, &(Wanted) { fixture, account_id, n });
}

static void
test_move (UiFixture    *fixture,
           gconstpointer data)
{
  gint64 other = add_other (fixture), n = count (fixture, SALON);
  AdwDialog *preferences, *dialog;

  g_assert_cmpint (n, ==, 2);
  dialog = ask (fixture, &preferences);
  ui_wait_for_text (dialog, "Still waiting at “Salon”: 2 messages, 1 schedule. Another account can take over. What you leave "
                            "there waits until you move it or take it back.");
  ui_wait_for_text (dialog, PEAL_SCENE_HOSTILE);
  ui_click (GTK_WIDGET (dialog), "_Move");
  ui_wait_for_text (preferences, "“Salon” is not used any more");
  g_assert_cmpint (count (fixture, SALON), ==, 2); /* until the offer to undo has passed */
  close_preferences (&preferences);
  wait_for_count (fixture, other, 2);
  g_assert_cmpint (count (fixture, SALON), ==, 0);
}

static void
test_cancel (UiFixture    *fixture,
             gconstpointer data)
{
  AdwDialog *preferences, *dialog;

  add_other (fixture);
  dialog = ask (fixture, &preferences);
  ui_click (GTK_WIDGET (dialog), "_Cancel");
  ui_spin (200);
  ui_get (preferences, ui_is_row_titled, "Salon");
  close_preferences (&preferences);
  ui_spin (200);
  g_assert_cmpint (count (fixture, SALON), ==, 2);
  g_assert_cmpint (count (fixture, 0), ==, 0);
}

static gboolean
has_shelves (gpointer window)
{
  return ui_find_widget (window, ui_is_of_type, "AdwToggleGroup") != NULL;
}

/* Left, they are told everywhere with what to do, and moved when it is done. */
static void
test_leave (UiFixture    *fixture,
            gconstpointer data)
{
  AdwDialog *preferences, *dialog = ask (fixture, &preferences);
  GtkWidget *page;
  gint64 other;

  ui_wait_for_text (dialog, "Still waiting at “Salon”: 2 messages, 1 schedule. No other account can take over. What you leave "
                            "there waits until you move it to another account or take it back.");
  ui_click (GTK_WIDGET (dialog), "_Stop Using");
  ui_wait_for_text (preferences, "“Salon” is not used any more");
  close_preferences (&preferences);
  wait_for_count (fixture, 0, 2);

  peal_main_window_go (fixture->window, "home");
  ui_wait_for_text (fixture->window, "2 messages wait at an account that was removed");
  ui_wait_for_text (fixture->window, "1 schedule has no account that can send");
  peal_main_window_go (fixture->window, "outbox");
  ui_wait_until (has_shelves, fixture->window);
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_get (fixture->window, ui_is_of_type, "AdwToggleGroup")),
                               PEAL_SHELF_WAITING);
  ui_wait_for_text (fixture->window, "Waits: its account was removed. Move it to another, or take it back");
  peal_main_window_go (fixture->window, "health");
  page = ui_get (fixture->window, ui_is_of_type, "PealHealthPage");
  ui_wait_for_text (page, "Move the messages to another account, or take them back.");

  ui_click (page, "_Move Messages…");
  ui_wait_for_text (fixture->window, "Move What Waits?");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  ui_wait_for_text (dialog, "Still waiting at an account that was removed: 2 messages, 1 schedule. Connect another one, then it "
                            "can take over.");
  ui_click (GTK_WIDGET (dialog), "_Cancel");
  ui_spin (300);

  other = add_other (fixture);
  ui_click (page, "_Move Messages…");
  ui_wait_for_text (fixture->window, "Still waiting at an account that was removed: 2 messages, 1 schedule.");
  ui_click (GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window))), "_Move");
  wait_for_count (fixture, other, 2);
  ui_wait_for_text (fixture->window, "Moved: 2 messages, 1 schedule");
  ui_wait_for_no_text (page, "2 messages wait at an account that was removed");
  ui_wait_for_no_text (page, "1 schedule has no account that can send");
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/hand-over/move", TRUE, test_move);
  ui_add ("/hand-over/cancel", TRUE, test_cancel);
  ui_add ("/hand-over/leave", TRUE, test_leave);
  return ui_run ();
}

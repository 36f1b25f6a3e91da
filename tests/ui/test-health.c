/* test-health.c: the page that tells how everything is doing, and its words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-health-account-row.h"
#include "peal-health-problem.h"
#include "peal-health-text.h"
#include "peal-outbox-shelves.h"
#include "peal-scene.h"
#include "peal-send.h"
#include "window-fixture.h"

static GtkWidget *
open_page (UiFixture *fixture)
{
  peal_main_window_go (fixture->window, "health");
  ui_wait_for_text (fixture->window, "Sending");
  return ui_get (fixture->window, ui_is_of_type, "PealHealthPage");
}

static GtkWidget *
get_row (GtkWidget  *page,
         const char *title)
{
  return ui_get (page, ui_is_row_titled, title);
}

/* What is wrong is told with the button that leads to the mend; once it is mended, all is well. */
static void
test_mend (UiFixture    *fixture,
           gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  GtkWidget *page = open_page (fixture);
  g_autoptr(GArray) ids = peal_scene_await_boxed (peal_outbox_snapshot (store, PEAL_SHELF_DECIDE));

  ui_wait_for_text (page, "1 message may have been sent");
  ui_wait_for_text (page, "The gateway did not answer. Say what is true.");
  ui_wait_for_text (page, "1 for you to decide");
  ui_wait_for_no_text (page, "All is well");
  ui_click (ui_get (page, ui_is_of_type, "PealHealthProblem"), "Show _Messages");
  g_assert_cmpstr (peal_main_window_get_page (fixture->window), ==, "outbox");

  peal_scene_await (peal_engine_decide_unknown (fixture->engine, g_array_index (ids, gint64, 0), 1, TRUE, "test"));
  page = open_page (fixture);
  ui_wait_for_text (page, "All is well");
  ui_wait_for_no_text (page, "Problems");
}

/* It follows while somebody looks: here by itself, without an event that tells it. */
static void
test_live (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *page = open_page (fixture);
  GtkWidget *row = get_row (page, "Salon");
  GtkWidget *problem = ui_get (page, ui_shows_text, "1 message may have been sent");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  ui_wait_for_text (page, "Not heard from yet");
  peal_scene_trouble (fixture->engine);
  ui_wait_for_text (page, "Salon cannot be reached");
  ui_wait_for_text (page, "Could not connect to 127.0.0.1: Connection refused");
  ui_wait_for_text (page, "84 ms");
  ui_wait_for_text (page, "This computer’s clock is 7 minutes fast");
  ui_wait_for_text (page, "This window");

  /* Rows are the same and as open, though others came before them: only their words are new. */
  g_assert_true (ui_get (page, ui_shows_text, "1 message may have been sent") == problem);
  g_assert_true (get_row (page, "Salon") == row);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));

  /* By now nothing is under way that would read it anyway. */
  peal_store_unlock_engine (peal_engine_get_store (fixture->engine));
  ui_wait_for_text (page, "Nobody");
}

static void
test_hostile (UiFixture    *fixture,
              gconstpointer data)
{
  g_autofree char *refused = g_strconcat (PEAL_SCENE_HOSTILE, " is refused by its provider", NULL);
  GtkWidget *page, *row;

  peal_scene_trouble (fixture->engine);
  page = open_page (fixture);
  ui_wait_for_text (page, refused);
  row = get_row (page, PEAL_SCENE_HOSTILE);
  ui_wait_for_text (row, PEAL_SCENE_HOSTILE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  ui_wait_for_text (row, "7 minutes ahead of theirs");
}

static void
test_open_account (UiFixture    *fixture,
                   gconstpointer data)
{
  GtkWidget *page;
  AdwDialog *dialog;

  peal_scene_trouble (fixture->engine);
  page = open_page (fixture);
  ui_wait_for_text (page, "Check the credentials in the account, and the credit with the provider.");
  ui_click (page, "_Open Account…");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_nonnull (dialog);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (dialog), ==, "PealAccountDialog");
  adw_dialog_force_close (dialog);
  ui_spin (300);
}

/* A check that is asked for replaces what the last one found. */
static void
test_check (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *page;

  peal_scene_trouble (fixture->engine);
  page = open_page (fixture);
  ui_wait_for_text (page, "The history was changed, or some of it is gone");
  ui_wait_for_text (get_row (page, "History"), "1 fault was found");
  ui_wait_for_text (get_row (page, "File"), "Not checked yet");
  g_assert_true (gtk_widget_activate_action (page, "health.check", NULL));
  ui_wait_for_text (get_row (page, "History"), "Sound, checked 12:00");
  ui_wait_for_text (get_row (page, "File"), "Sound, checked 12:00");
  ui_wait_for_no_text (page, "The history was changed, or some of it is gone");
}

static void
test_failures (UiFixture    *fixture,
               gconstpointer data)
{
  GtkWidget *page = open_page (fixture);

  ui_wait_for_text (page, "The number does not take texts. Ask for another one.");
  ui_wait_for_text (page, "1 since yesterday, 1 in seven days");
}

/* A workspace with nothing in it. */
static void
test_empty (UiFixture    *fixture,
            gconstpointer data)
{
  ui_open_window (fixture, 1200);
  ui_wait_for_text (fixture->window, "Welcome to Peal");
  ui_wait_for_text (open_page (fixture), "No gateway account is in use");
}

/* Words -------------------------------------------------------------------------------------------- */

static void
test_words (UiFixture    *fixture,
            gconstpointer data)
{
  g_autoptr(PealHealth) health = NULL;

  peal_scene_trouble (fixture->engine);
  health = peal_scene_await_boxed (peal_health_read (fixture->engine));
  for (guint code = 0; code < PEAL_N_FINDINGS; code++)
    {
      PealFailureCount failure = { .failure = PEAL_FAILURE_CONTENT, .provider_code = (char *) "" };
      PealFinding finding = { .code = (PealFindingCode) code, .number = 3 * PEAL_HOUR, .account_id = 1 };
      g_autofree char *text = NULL;
      g_autofree char *advice = NULL;
      PealMend mend = peal_finding_mend (&finding);

      if (code == PEAL_FINDING_FAILURES)
        finding.failure = &failure;
      text = peal_finding_text (health, &finding);
      advice = peal_finding_advice (&finding);
      g_test_message ("%s: %s. %s", peal_finding_code_to_string (finding.code), text, advice);
      g_assert_cmpuint (strlen (text), >, 10);
      g_assert_false (g_str_has_suffix (text, "."));
      g_assert_true (g_str_has_suffix (advice, "."));
      g_assert_true (mend.label == NULL || mend.action != NULL);
    }
}

static void
test_spans (UiFixture    *fixture,
            gconstpointer data)
{
  static const struct
  {
    gint64 span;
    const char *text;
  } rows[] = {
    { 0, "0 seconds" },
    { PEAL_SECOND, "1 second" },
    { 2 * PEAL_MINUTE - 1, "119 seconds" },
    { 2 * PEAL_MINUTE, "2 minutes" },
    { 2 * PEAL_HOUR - 1, "119 minutes" },
    { 2 * PEAL_HOUR, "2 hours" },
    { 2 * PEAL_DAY - 1, "47 hours" },
    { 2 * PEAL_DAY, "2 days" },
  };
  static const struct
  {
    gint64 skew;
    const char *text;
  } clocks[] = {
    { PEAL_TIME_NEVER, "Not known yet" },
    { 0, "Agrees with theirs" },
    { -2 * PEAL_SECOND, "Agrees with theirs" },
    { 4 * PEAL_SECOND, "4 seconds ahead of theirs" },
    { -5 * PEAL_MINUTE, "5 minutes behind theirs" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = peal_span_text (rows[i].span);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *text = peal_clock_text (clocks[i].skew);

      g_assert_cmpstr (text, ==, clocks[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/health/mend", TRUE, test_mend);
  ui_add ("/health/live", TRUE, test_live);
  ui_add ("/health/hostile", TRUE, test_hostile);
  ui_add ("/health/open-account", TRUE, test_open_account);
  ui_add ("/health/check", TRUE, test_check);
  ui_add ("/health/failures", TRUE, test_failures);
  ui_add ("/health/empty", FALSE, test_empty);
  ui_add ("/health/words", TRUE, test_words);
  ui_add ("/health/spans", FALSE, test_spans);
  return ui_run ();
}

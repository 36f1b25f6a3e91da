/* test-questions.c: what a person is asked after an absence, a wrong clock or a restored backup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-answering.h"
#include "peal-lineage.h"
#include "peal-outbox.h"
#include "peal-overdue.h"
#include "peal-questions-dialog.h"
#include "peal-scene.h"
#include "peal-settings.h"
#include "store-fixture.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static void
set (UiFixture  *fixture,
     const char *name,
     const char *value)
{
  peal_scene_await (peal_setting_set (get_store (fixture), name, value, "test"));
}

/* @n more messages, which are due. */
static void
queue_many (UiFixture *fixture,
            guint      n)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  for (guint i = 0; i < n; i++)
    {
      PealQueued *queued = peal_queued_new ("+15552000000", "+12125550101", "See you");

      queued->account_id = 1;
      g_ptr_array_add (messages, queued);
    }
  g_array_unref (peal_scene_await_boxed (peal_outbox_enqueue (get_store (fixture), messages, "test")));
}

/* How many messages wait for a person's word. */
static guint
count (UiFixture *fixture)
{
  g_autoptr(PealQuestions) questions = peal_scene_await_boxed (peal_engine_get_questions (fixture->engine));

  return (guint) questions->n_messages;
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

static gboolean
has_no_dialog (gpointer window)
{
  return !has_dialog (window);
}

static gboolean
is_disabled (gpointer action)
{
  return !g_action_get_enabled (action);
}

static void
answer (UiFixture  *fixture,
        const char *heading,
        const char *label)
{
  ui_wait_until (has_dialog, fixture->window);
  ui_wait_for_text (fixture->window, heading);
  ui_click (GTK_WIDGET (fixture->window), label);
  ui_wait_for_no_text (fixture->window, heading);
}

/* The questions that are open, until they are those of @data. */
typedef struct
{
  UiFixture *fixture;
  gboolean clock, copy, messages;
} Open;

static gboolean
is_open (gpointer data)
{
  const Open *open = data;
  g_autoptr(PealQuestions) questions = peal_scene_await_boxed (peal_engine_get_questions (open->fixture->engine));

  return questions->clock == open->clock && questions->copy == open->copy
         && (questions->n_messages > 0) == open->messages;
}

static void
wait_for_open (UiFixture *fixture,
               gboolean   clock,
               gboolean   copy,
               gboolean   messages)
{
  Open open = { fixture, clock, copy, messages };

  ui_wait_until (is_open, &open);
}

/* One after the other, each once, and each answered. The one that comes first is there first: the window asks as
 * soon as there is something to ask. */
static void
test_questions (UiFixture    *fixture,
                gconstpointer data)
{
  set (fixture, PEAL_SETTING_SOLE_SINCE, "never");
  queue_many (fixture, 1);
  peal_scene_await (peal_overdue_doubt_copy (get_store (fixture)));
  set (fixture, "engine.alive_at", "1");
  wait_for_open (fixture, TRUE, TRUE, TRUE);
  answer (fixture, "Is This the Only Copy?", "This Is the _Only Copy");
  answer (fixture, "Is the Clock Right?", "The Clock Is _Right");
  wait_for_open (fixture, FALSE, FALSE, TRUE);
  ui_wait_until (has_dialog, fixture->window);
  ui_click (GTK_WIDGET (fixture->window), "_Send Now");
  ui_wait_until (has_no_dialog, fixture->window);
  wait_for_open (fixture, FALSE, FALSE, FALSE);
}

/* Put off, it waits in the menu, and nobody is asked again by itself. */
static void
test_later (UiFixture    *fixture,
            gconstpointer data)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "questions");

  g_assert_true (is_disabled (action));
  peal_scene_await (peal_overdue_doubt_copy (get_store (fixture)));
  ui_wait_until (has_dialog, fixture->window);
  ui_click (GTK_WIDGET (fixture->window), "_Not Now");
  ui_wait_until (has_no_dialog, fixture->window);
  set (fixture, "anything", "else");
  ui_spin (1000);
  g_assert_false (has_dialog (fixture->window));
  g_assert_false (is_disabled (action));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.questions", NULL);
  ui_wait_until (has_dialog, fixture->window);
  ui_click (GTK_WIDGET (fixture->window), "_Leave Out");
  ui_wait_until (has_no_dialog, fixture->window);
  wait_for_open (fixture, FALSE, FALSE, FALSE);
  ui_wait_until (is_disabled, action);
}

/* R-DATA-3: an answer is taken back, and then the question is open again, and asked. */
static void
test_undo (UiFixture    *fixture,
           gconstpointer data)
{
  guint n_messages;

  queue_many (fixture, 2);
  peal_scene_await (peal_overdue_doubt_copy (get_store (fixture)));
  n_messages = count (fixture);
  g_assert_cmpuint (n_messages, >=, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *toast = g_strdup_printf (i == 0 ? "%u messages left out" : "%u messages go now", n_messages);

      ui_wait_until (has_dialog, fixture->window);
      ui_click (GTK_WIDGET (fixture->window), i == 0 ? "_Leave Out" : "_Send Now");
      ui_wait_until (has_no_dialog, fixture->window);
      ui_wait_for_text (fixture->window, toast);
      g_assert_cmpuint (count (fixture), ==, 0);
      ui_click (GTK_WIDGET (fixture->window), "_Undo");
      ui_wait_until (has_dialog, fixture->window);
      g_assert_cmpuint (count (fixture), ==, n_messages);
      ui_wait_for_no_text (fixture->window, toast);
    }
}

/* The disk is full after a thousand of them: that is told, undone if need be, and the others are asked about. */
static void
test_full_disk (UiFixture    *fixture,
                gconstpointer data)
{
  Fixture disk = { .dir = fixture->directory, .store = get_store (fixture) };
  guint n_messages;

  queue_many (fixture, 1500);
  run_sql (&disk, "CREATE TABLE ballast (load BLOB);"
                  "CREATE TRIGGER heavy AFTER UPDATE OF state ON message WHEN NEW.id = (SELECT max (id) FROM message)"
                  " BEGIN INSERT INTO ballast VALUES (zeroblob (10000000)); END");
  fixture_leave_room (&disk, 1000);
  peal_scene_await (peal_overdue_doubt_copy (get_store (fixture)));
  n_messages = count (fixture);

  ui_wait_until (has_dialog, fixture->window);
  ui_click (GTK_WIDGET (fixture->window), "_Leave Out");
  ui_wait_for_text (fixture->window,
                    "1000 messages left out. Not the others: The disk is full. Make room, then go on.");
  g_assert_cmpuint (count (fixture), ==, n_messages - 1000);
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_until (has_dialog, fixture->window);
  g_assert_cmpuint (count (fixture), ==, n_messages);
}

/* An answer that takes its time says how far it is, and can be stopped. */
static void
test_stop (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(PealProgress) progress = peal_progress_new ();
  AdwDialog *dialog = peal_answering_new (progress, FALSE);
  GtkProgressBar *bar;

  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (fixture->window, "Leaving Messages Out…");
  bar = GTK_PROGRESS_BAR (ui_get (dialog, ui_is_of_type, "GtkProgressBar"));
  peal_progress_set (progress, 5000, 20000);
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (bar), ==, 0.25);
  g_assert_false (peal_progress_is_stopped (progress));
  ui_click (GTK_WIDGET (dialog), "_Stop");
  g_assert_true (peal_progress_is_stopped (progress));
  ui_wait_for_close (&dialog);
  peal_progress_set (progress, 6000, 20000); /* nobody looks any more */
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/questions/all", TRUE, test_questions);
  ui_add ("/questions/later", TRUE, test_later);
  ui_add ("/questions/undo", TRUE, test_undo);
  ui_add ("/questions/full-disk", TRUE, test_full_disk);
  ui_add ("/questions/stop", TRUE, test_stop);
  return ui_run ();
}

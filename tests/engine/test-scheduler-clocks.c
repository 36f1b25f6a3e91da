/* test-scheduler-clocks.c: schedules where clocks are set and workspaces are copied: R-SEND-2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "schedule-fixture.h"

#include "peal-scheduler-private.h"
#include "peal-settings.h"
#include "peal-test-util.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* Clocks ------------------------------------------------------------------------------------------ */

/* Set forward by two days over an occurrence, and back again: as if nothing had been. */
static void
test_clock_forward_and_back (LifeFixture  *fixture,
                             gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, 10 * PEAL_DAY);
  life_begin (fixture);
  peal_clock_set_now (fixture->base.clock, NOON + 2 * PEAL_DAY);
  schedule_look (fixture);
  assert_tally (fixture, "0/0/0");
  assert_questions (fixture, TRUE, FALSE, 0);
  peal_clock_set_now (fixture->base.clock, NOON);
  schedule_look (fixture);
  assert_questions (fixture, FALSE, FALSE, 0);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* The same, set back while a look is under way, wherever it is: what it began with is not the clock to go by. */
static void
test_clock_back_during_a_look (LifeFixture  *fixture,
                               gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, 10 * PEAL_DAY);
  life_begin (fixture);
  schedule_look (fixture);
  for (guint n_steps = 0; n_steps < 30; n_steps++)
    {
      DexFuture *look;

      peal_clock_set_now (fixture->base.clock, NOON + 2 * PEAL_DAY);
      look = peal_scheduler_look (fixture->engine);
      for (guint i = 0; i < n_steps && dex_future_is_pending (look); i++)
        g_main_context_iteration (NULL, TRUE);
      peal_clock_set_now (fixture->base.clock, NOON);
      await_int (look);
      schedule_look (fixture);
      assert_questions (fixture, FALSE, FALSE, 0);
    }
  assert_tally (fixture, "0/0/0");
}

/* Set back by less than a doubt: nothing is made before the clock shows its time. */
static void
test_clock_a_little_back (LifeFixture  *fixture,
                          gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, 10 * PEAL_DAY);
  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR - PEAL_MINUTE);
  schedule_look (fixture);
  peal_clock_set_now (fixture->base.clock, NOON + PEAL_HOUR - 2 * PEAL_MINUTE);
  peal_clock_advance (fixture->base.clock, 90 * PEAL_SECOND); /* it would be due by half a minute */
  schedule_look (fixture);
  assert_questions (fixture, FALSE, FALSE, 0);
  assert_tally (fixture, "0/0/0");
  peal_clock_advance (fixture->base.clock, 30 * PEAL_SECOND);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* Only a person takes the doubt away: no sign of life that was stored meanwhile. */
static void
test_clock_stays_in_doubt (LifeFixture  *fixture,
                           gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, 10 * PEAL_DAY);
  life_begin (fixture);
  life_quit (fixture);
  peal_clock_advance (fixture->base.clock, 30 * PEAL_SECOND);
  life_begin (fixture);
  peal_clock_set_now (fixture->base.clock, NOON + 2 * PEAL_DAY);
  for (guint i = 0; i < 3; i++)
    {
      schedule_look (fixture);
      assert_questions (fixture, TRUE, FALSE, 0);
    }
  assert_tally (fixture, "0/0/0");
  await_true (peal_engine_confirm_clock (fixture->engine, "test"));
  schedule_look (fixture);
  assert_questions (fixture, FALSE, FALSE, 0);
  assert_tally (fixture, "1/0/0");
}

/* Set forward for good: a person says so, and the policy decides. */
static void
test_clock_forward (LifeFixture  *fixture,
                    gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SKIP, 0);
  life_begin (fixture);
  peal_clock_set_now (fixture->base.clock, NOON + 2 * PEAL_HOUR);
  schedule_look (fixture);
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  schedule_look (fixture);
  assert_tally (fixture, "0/0/0");
  await_true (peal_engine_confirm_clock (fixture->engine, "test"));
  schedule_look (fixture);
  assert_questions (fixture, FALSE, FALSE, 0);
  assert_tally (fixture, "0/1/0");
}

/* Set back after the occurrence: it is not made again when the clock comes there once more. */
static void
test_clock_back (LifeFixture  *fixture,
                 gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, PEAL_DAY);
  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
  peal_clock_set_now (fixture->base.clock, NOON);
  schedule_look (fixture);
  assert_questions (fixture, FALSE, FALSE, 0);
  peal_clock_advance (fixture->base.clock, 2 * PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* Set back before the occurrence, which should have been by now: is the clock right? */
static void
test_clock_back_before (LifeFixture  *fixture,
                        gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, PEAL_DAY);
  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR - PEAL_SECOND);
  schedule_look (fixture);
  peal_clock_set_now (fixture->base.clock, NOON - 10 * PEAL_HOUR);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "0/0/0");
  assert_questions (fixture, TRUE, FALSE, 0);
  peal_clock_set_now (fixture->base.clock, NOON + PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* Off for longer than a month, by the clock; and begun with a clock that is behind. */
static void
test_clock_at_start (LifeFixture  *fixture,
                     gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, PEAL_DAY);
  life_begin (fixture);
  life_quit (fixture);
  peal_clock_advance (fixture->base.clock, 40 * PEAL_DAY + 2 * PEAL_HOUR);
  for (guint i = 0; i < 2; i++)
    {
      life_begin (fixture);
      assert_tally (fixture, "0/0/0");
      assert_questions (fixture, TRUE, FALSE, 0);
      if (i == 0)
        life_quit (fixture);
    }
  await_true (peal_engine_confirm_clock (fixture->engine, "test"));
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
  assert_questions (fixture, FALSE, FALSE, 0);
}

/* Copies ------------------------------------------------------------------------------------------ */

static void
copy_file (LifeFixture *fixture,
           const char  *from,
           const char  *to)
{
  g_autofree char *source = fixture_path (&fixture->base, from);
  g_autofree char *target = fixture_path (&fixture->base, to);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &content, &length, NULL));
  g_assert_true (g_file_set_contents (target, content, (gssize) length, NULL));
}

/* A backup from before the occurrence is put back after it: nothing that the lost days may have sent is
 * sent before a person has said so, and what is still to come goes as planned. */
static void
test_restored (LifeFixture  *fixture,
               gconstpointer data)
{
  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, PEAL_DAY);
  life_begin (fixture);
  life_send_one (fixture, NOON + 90 * PEAL_MINUTE);
  life_send_one (fixture, NOON + 9 * PEAL_HOUR);
  life_quit (fixture);
  copy_file (fixture, "peal.db", "backup");
  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, 2 * PEAL_HOUR);
  life_wait_for_sql (fixture, "SELECT count(*) FROM message WHERE remote_id IS NOT NULL", "2");
  life_quit (fixture);

  copy_file (fixture, "backup", "peal.db");
  life_begin (fixture);
  assert_questions (fixture, FALSE, TRUE, 2);
  assert_tally (fixture, "0/0/2");
  life_quit (fixture);
  life_begin (fixture);
  assert_questions (fixture, FALSE, TRUE, 2);
  g_assert_cmpint (life_send_one (fixture, 0), ==, 3); /* what is written now, nobody else has sent */
  life_wait_for_sql (fixture, "SELECT group_concat (id) FROM message WHERE remote_id IS NOT NULL", "3");

  await_true (peal_engine_confirm_only_copy (fixture->engine, "test"));
  schedule_look (fixture);
  assert_tally (fixture, "1/0/2");
  assert_questions (fixture, FALSE, FALSE, 2);
  assert_sql (&fixture->base, "SELECT group_concat (reason) FROM message WHERE state = 1", "10,1,10");
  schedule_answer (fixture, FALSE, 2);
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  life_wait_for_sql (fixture, "SELECT count(*) FROM message WHERE remote_id IS NOT NULL", "3");
  life_wait_for_sql (fixture, TALLY, "2/0/0");
}

static char *
read_note (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* The note outside keeps up with the ledger: while the engine is at work, and once more at its end. */
static void
test_note (LifeFixture  *fixture,
           gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autofree char *path = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  life_begin (fixture);
  uuid = await_string (peal_setting_get (peal_engine_get_store (fixture->engine), PEAL_SETTING_WORKSPACE_UUID));
  path = g_build_filename (g_get_user_state_dir (), "peal", "workspaces", uuid, NULL);
  schedule_look (fixture);
  peal_test_spin (100);
  first = read_note (path);
  life_send_one (fixture, NOON + PEAL_DAY);
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  schedule_look (fixture);
  while ((second = read_note (path), g_strcmp0 (first, second) == 0) && g_get_monotonic_time () < limit)
    {
      g_free (second);
      peal_test_spin (5);
    }
  g_assert_cmpstr (first, !=, second);
  life_send_one (fixture, NOON + PEAL_DAY);
  life_quit (fixture);
  third = read_note (path);
  g_assert_cmpstr (second, !=, third);
}

/* A workspace that was at work elsewhere, and that this computer has never seen. */
static void
test_copied (LifeFixture  *fixture,
             gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autofree char *note = NULL;

  schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, PEAL_DAY);
  life_begin (fixture);
  uuid = await_string (peal_setting_get (peal_engine_get_store (fixture->engine), PEAL_SETTING_WORKSPACE_UUID));
  life_quit (fixture);
  note = g_build_filename (g_get_user_state_dir (), "peal", "workspaces", uuid, NULL);
  g_assert_cmpint (g_unlink (note), ==, 0);
  life_begin (fixture);
  assert_questions (fixture, FALSE, TRUE, 0);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR + PEAL_MINUTE);
  /* the answer may come from another process: it is looked for again soon */
  g_assert_cmpint (await_int (peal_scheduler_look (fixture->engine)), ==, NOON + PEAL_HOUR + 2 * PEAL_MINUTE);
  assert_tally (fixture, "0/0/0");
  await_true (peal_engine_confirm_only_copy (fixture->engine, "test"));
  schedule_look (fixture);
  assert_tally (fixture, "1/0/1");
}

#define ADD(path, function) \
  g_test_add ("/scheduler-clocks/" path, LifeFixture, NULL, life_set_up, function, life_tear_down)

int
main (int    argc,
      char **argv)
{
  g_setenv ("PEAL_SECRET", "a-secret-for-tests", TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("clock-forward-and-back", test_clock_forward_and_back);
  ADD ("clock-back-during-a-look", test_clock_back_during_a_look);
  ADD ("clock-a-little-back", test_clock_a_little_back);
  ADD ("clock-stays-in-doubt", test_clock_stays_in_doubt);
  ADD ("clock-forward", test_clock_forward);
  ADD ("clock-back", test_clock_back);
  ADD ("clock-back-before", test_clock_back_before);
  ADD ("clock-at-start", test_clock_at_start);
  ADD ("restored", test_restored);
  ADD ("note", test_note);
  ADD ("copied", test_copied);
  return g_test_run ();
}

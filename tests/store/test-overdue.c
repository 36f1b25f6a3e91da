/* test-overdue.c: messages whose time came while nobody could send them: R-SEND-2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-outbox.h"
#include "peal-overdue-answer.h"
#include "peal-overdue.h"

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture_set_up (fixture, data);
  fixture_add_account (fixture);
  fixture_open_gate (fixture);
  await_int (peal_overdue_begin (fixture->store));
}

static gint64
queue (Fixture         *fixture,
       gint64           not_before,
       gboolean         promised,
       PealMissedPolicy policy,
       gint64           grace)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;
  PealQueued *queued = peal_queued_new ("+15550001111", "+15555550101", "Hello");

  queued->account_id = 1;
  queued->not_before = not_before;
  queued->promised = promised;
  queued->missed_policy = policy;
  queued->missed_grace = grace;
  g_ptr_array_add (messages, queued);
  ids = await_boxed (peal_outbox_enqueue (fixture->store, messages, "test"));
  return g_array_index (ids, gint64, 0);
}

/* "1/10/policy": state, reason, explanation. */
static void
assert_message (Fixture    *fixture,
                const char *expected)
{
  assert_sql (fixture, "SELECT state || '/' || reason || '/' || explanation FROM message ORDER BY id DESC LIMIT 1",
              expected);
}

static gint64
claim (Fixture *fixture)
{
  PealClaimed *claimed = await_boxed (peal_outbox_next (fixture->store, 1, NULL));
  gint64 id = claimed->message_id;

  peal_claimed_unref (claimed);
  return id;
}

/* How many were answered for. */
static guint
answer (Fixture *fixture,
        GArray  *ids,
        gboolean send)
{
  g_autoptr(PealOverdueAnswer) done = await_boxed (peal_overdue_answer (fixture->store, ids, send, "test", NULL));

  return done->moved->len;
}

/* A message for one hour from noon; how late the program is back, and what that means. */
static void
test_off (Fixture      *fixture,
          gconstpointer data)
{
  static const struct
  {
    gboolean promised;
    PealMissedPolicy policy;
    gint64 grace;
    gint64 back;
    const char *expected;
  } rows[] = {
    { TRUE, PEAL_MISSED_ASK, 4 * PEAL_HOUR, PEAL_MINUTE, "1/1/" },
    { TRUE, PEAL_MISSED_ASK, 4 * PEAL_HOUR, 5 * PEAL_HOUR, "1/1/" },
    { TRUE, PEAL_MISSED_ASK, 4 * PEAL_HOUR, 5 * PEAL_HOUR + PEAL_SECOND, "1/10/policy" },
    { TRUE, PEAL_MISSED_ASK, 0, PEAL_HOUR + 5 * PEAL_MINUTE, "1/1/" },
    { TRUE, PEAL_MISSED_ASK, 0, PEAL_HOUR + 6 * PEAL_MINUTE, "1/10/policy" },
    { TRUE, PEAL_MISSED_SEND_LATE, PEAL_HOUR, 2 * PEAL_HOUR, "1/1/" },
    { TRUE, PEAL_MISSED_SEND_LATE, PEAL_HOUR, 3 * PEAL_HOUR, "9/30/too_late" },
    { TRUE, PEAL_MISSED_SKIP, 0, 2 * PEAL_HOUR, "9/30/too_late" },
    { FALSE, PEAL_MISSED_SKIP, 0, 30 * PEAL_DAY, "1/1/" },
    /* after so long the clock may be wrong; so may it be where it went back */
    { TRUE, PEAL_MISSED_SKIP, 0, 40 * PEAL_DAY, "1/10/clock" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      peal_clock_set_now (fixture->clock, NOON);
      await_true (peal_overdue_stay_alive (fixture->store));
      run_sql (fixture, "UPDATE message SET state = 10");
      queue (fixture, NOON + PEAL_HOUR, rows[i].promised, rows[i].policy, rows[i].grace);
      peal_clock_advance (fixture->clock, rows[i].back);
      g_test_message ("row %u", i);
      g_assert_cmpint (await_int (peal_overdue_begin (fixture->store)), ==, !g_str_equal (rows[i].expected, "1/1/"));
      assert_message (fixture, rows[i].expected);
      /* a clock that may be wrong is no sign of life */
      g_assert_cmpint (await_int (peal_overdue_last_alive (fixture->store)), ==,
                       NOON + (g_str_has_suffix (rows[i].expected, "clock") ? 0 : rows[i].back));
    }
}

/* What is paused, or asked about already, waits for a person as it is. */
static void
test_waits_for_person (Fixture      *fixture,
                       gconstpointer data)
{
  queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_SKIP, 0);
  run_sql (fixture, data);
  await_true (peal_overdue_stay_alive (fixture->store));
  peal_clock_advance (fixture->clock, PEAL_DAY);
  g_assert_cmpint (await_int (peal_overdue_begin (fixture->store)), ==, 0);
  assert_sql (fixture, "SELECT state = 1 AND reason IN (8, 10) FROM message", "1");
}

/* What waited its turn before the program was off for a moment is not late by that. */
static void
test_waited_before (Fixture      *fixture,
                    gconstpointer data)
{
  queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_ASK, 0);
  peal_clock_advance (fixture->clock, 10 * PEAL_HOUR);
  await_true (peal_overdue_stay_alive (fixture->store));
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  g_assert_cmpint (await_int (peal_overdue_begin (fixture->store)), ==, 0);
  peal_clock_advance (fixture->clock, PEAL_HOUR);
  g_assert_cmpint (await_int (peal_overdue_begin (fixture->store)), ==, 1);
  assert_message (fixture, "1/10/policy");
}

/* Nothing is claimed that the computer slept through. */
static void
test_sleep (Fixture      *fixture,
            gconstpointer data)
{
  gint64 id = queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_ASK, PEAL_HOUR);

  g_assert_cmpint (claim (fixture), ==, 0);
  peal_clock_sleep (fixture->clock, 6 * PEAL_HOUR);
  g_assert_cmpint (claim (fixture), ==, 0);
  assert_message (fixture, "1/10/policy");

  g_assert_cmpint (await_int (peal_overdue_count (fixture->store)), ==, 1);
  g_assert_cmpuint (answer (fixture, NULL, TRUE), ==, 1);
  g_assert_cmpint (await_int (peal_overdue_begin (fixture->store)), ==, 0);
  g_assert_cmpint (claim (fixture), ==, id);
}

/* Time that passes while somebody looks makes nothing late. */
static void
test_awake (Fixture      *fixture,
            gconstpointer data)
{
  gint64 id = queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_SKIP, 0);

  g_assert_cmpint (claim (fixture), ==, 0);
  peal_clock_advance (fixture->clock, 20 * PEAL_HOUR);
  g_assert_cmpint (claim (fixture), ==, id);
}

/* The clock is set forward over the time, and over that of another that is due anyway. */
static void
test_clock_forward (Fixture      *fixture,
                    gconstpointer data)
{
  gint64 due = queue (fixture, NOON, TRUE, PEAL_MISSED_SKIP, 0);

  queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_SEND_LATE, 4 * PEAL_HOUR);
  peal_overdue_look (fixture->store);
  peal_clock_set_now (fixture->clock, NOON + 2 * PEAL_HOUR);
  g_assert_cmpint (claim (fixture), ==, due);
  g_assert_cmpint (claim (fixture), ==, 0);
  assert_message (fixture, "1/10/clock");
  peal_clock_set_now (fixture->clock, NOON);
  g_assert_cmpint (claim (fixture), ==, 0);
  g_assert_cmpuint (answer (fixture, NULL, FALSE), ==, 1);
  assert_message (fixture, "9/30/clock");
}

/* Set back and forward again, and an hour passes before the writer comes to what that look has found: what was not due
 * when the clock was looked at is not judged by it. */
static void
test_due_since (Fixture      *fixture,
                gconstpointer data)
{
  gint64 id = queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_ASK, 0);
  DexFuture *kept;
  GMutex busy;

  peal_clock_set_now (fixture->clock, NOON - PEAL_DAY);
  peal_overdue_look (fixture->store);
  kept = keep_writer_busy (fixture->store, &busy);
  peal_clock_set_now (fixture->clock, NOON);
  peal_overdue_look (fixture->store);
  peal_clock_advance (fixture->clock, PEAL_HOUR);
  g_mutex_unlock (&busy);
  await_true (kept);
  g_mutex_clear (&busy);
  g_assert_cmpint (claim (fixture), ==, id);
}

/* Set back, a message waits for its time by the clock; it is not sent twice, nor forgotten. */
static void
test_clock_back (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 id = queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_SKIP, 0);

  peal_overdue_look (fixture->store);
  peal_clock_set_now (fixture->clock, NOON - PEAL_DAY);
  g_assert_cmpint (claim (fixture), ==, 0);
  peal_clock_advance (fixture->clock, PEAL_DAY + PEAL_HOUR);
  g_assert_cmpint (claim (fixture), ==, id);
  g_assert_cmpint (claim (fixture), ==, 0);
}

/* Everything that is queued may have been sent by the other copy. */
static void
test_copy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now = queue (fixture, 0, FALSE, PEAL_MISSED_ASK, 0);
  gint64 paused = queue (fixture, 0, FALSE, PEAL_MISSED_ASK, 0);
  gint64 later = queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_ASK, 0);

  run_sql (fixture, "UPDATE message SET reason = 8 WHERE id = 2");
  g_assert_cmpint (await_int (peal_overdue_doubt_copy (fixture->store)), ==, 3);
  g_assert_cmpint (claim (fixture), ==, 0);
  assert_sql (fixture, "SELECT group_concat (reason || explanation) FROM message", "10copy,10copy,10copy");
  g_assert_cmpint (await_int (peal_overdue_release_copy (fixture->store, "test")), ==, 1);
  g_assert_cmpint (claim (fixture), ==, 0);
  g_array_append_val (one, now);
  g_assert_cmpuint (answer (fixture, one, TRUE), ==, 1);
  g_assert_cmpuint (answer (fixture, one, TRUE), ==, 0);
  g_assert_cmpint (claim (fixture), ==, now);
  g_assert_cmpuint (answer (fixture, NULL, FALSE), ==, 1);
  g_assert_cmpint (query_by_id (fixture, "SELECT state FROM message WHERE id = ?1", paused), ==, 9);
  peal_clock_advance (fixture->clock, PEAL_HOUR);
  g_assert_cmpint (claim (fixture), ==, later);
}

/* What waited for no time may have gone elsewhere too. Allowed, it is claimed, which says what it waits for; taken back,
 * it is asked about as before. */
static void
test_copy_held (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(PealOverdueAnswer) done = NULL;
  gint64 id = queue (fixture, 0, FALSE, PEAL_MISSED_ASK, 0);

  run_sql (fixture, "UPDATE message SET reason = 12, not_before = 9223372036854775807");
  await_int (peal_overdue_doubt_copy (fixture->store));
  g_assert_cmpint (await_int (peal_overdue_release_copy (fixture->store, "test")), ==, 0);
  assert_message (fixture, "1/10/copy");
  done = await_boxed (peal_overdue_answer (fixture->store, NULL, TRUE, "test", NULL));
  assert_sql (fixture, "SELECT not_before - 1795262400000000 FROM message", "0");
  g_assert_cmpint (await_int (peal_overdue_undo (fixture->store, done, "test")), ==, 1);
  assert_message (fixture, "1/10/copy");
  assert_sql (fixture, "SELECT not_before FROM message", "9223372036854775807");
  answer (fixture, NULL, TRUE);
  g_assert_cmpint (claim (fixture), ==, id);
}

/* Allowed while its campaign is paused, it waits with the others; pausing does not answer for it. */
static void
test_paused_campaign (Fixture      *fixture,
                      gconstpointer data)
{
  queue (fixture, 0, FALSE, PEAL_MISSED_ASK, 0);
  run_sql (fixture, "INSERT INTO campaign (name, body, kind, created_at) VALUES ('a', 'b', 2, 1);"
                    "UPDATE message SET campaign_id = 1");
  await_int (peal_overdue_doubt_copy (fixture->store));
  await_int (peal_outbox_pause_campaign (fixture->store, 1, "test"));
  assert_message (fixture, "1/10/copy");
  await_int (peal_outbox_resume_campaign (fixture->store, 1, "test"));
  assert_message (fixture, "1/10/copy");
  await_int (peal_outbox_pause_campaign (fixture->store, 1, "test"));
  answer (fixture, NULL, TRUE);
  assert_message (fixture, "1/8/");
  await_int (peal_outbox_resume_campaign (fixture->store, 1, "test"));
  g_assert_cmpint (claim (fixture), ==, 1);
}

/* R-DATA-3: what happened between an answer and its undo, and how the message stands then. */
static void
test_undo (Fixture      *fixture,
           gconstpointer data)
{
  static const struct
  {
    gboolean send;
    const char *between;
    const char *expected;
  } rows[] = {
    { FALSE, NULL, "1/10/policy" },
    { FALSE, "UPDATE message SET settled_at = settled_at + 1 WHERE state = 9", "9/30/policy" },
    { FALSE, "UPDATE message SET state = 10 WHERE state = 9", "10/30/policy" },
    { FALSE, "UPDATE campaign SET state = 4", "9/30/policy" },
    { TRUE, NULL, "1/10/policy" },
    { TRUE, "UPDATE message SET reason = 2, held_at = 5, not_before = not_before + 1 WHERE reason = 0", "1/10/policy" },
    { TRUE, "UPDATE message SET reason = 12, held_at = 5, not_before = not_before + 1 WHERE reason = 0", "1/10/policy" },
    { TRUE, "UPDATE message SET not_before = not_before + 1 WHERE reason = 0", "1/0/" },
    { TRUE, "UPDATE message SET missed_policy = 2 WHERE reason = 0", "1/0/" },
    { TRUE, "UPDATE message SET attempts = 1 WHERE reason = 0", "1/0/" },
    { TRUE, "UPDATE message SET state = 2 WHERE reason = 0", "2/0/" },
    { TRUE, "UPDATE message SET reason = 10, explanation = 'copy' WHERE reason = 0", "1/10/copy" },
  };

  run_sql (fixture, "INSERT INTO campaign (name, body, kind, created_at) VALUES ('a', 'b', 2, 1)");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealOverdueAnswer) done = NULL;
      gint64 id;

      g_test_message ("row %u", i);
      run_sql (fixture, "UPDATE campaign SET state = 1; DELETE FROM message");
      id = queue (fixture, peal_clock_get_now (fixture->clock) + PEAL_HOUR, TRUE, PEAL_MISSED_ASK, PEAL_HOUR);
      run_sql (fixture, "UPDATE message SET campaign_id = 1");
      await_true (peal_overdue_stay_alive (fixture->store));
      peal_clock_advance (fixture->clock, 6 * PEAL_HOUR);
      await_int (peal_overdue_begin (fixture->store));
      done = await_boxed (peal_overdue_answer (fixture->store, NULL, rows[i].send, "test", NULL));
      g_assert_cmpuint (done->moved->len, ==, 1);
      g_assert_cmpint (g_array_index (done->moved, PealOverdueStood, 0).id, ==, id);
      if (rows[i].between != NULL)
        run_sql (fixture, rows[i].between);
      g_assert_cmpint (await_int (peal_overdue_undo (fixture->store, done, "test")), ==,
                       g_str_equal (rows[i].expected, "1/10/policy"));
      assert_message (fixture, rows[i].expected);
    }
}

/* Asked again, it is as it was: not claimed, counted, answered for another time, and the ledger tells. */
static void
test_undone (Fixture      *fixture,
             gconstpointer data)
{
  gint64 id = queue (fixture, NOON + PEAL_HOUR, TRUE, PEAL_MISSED_ASK, PEAL_HOUR);

  await_true (peal_overdue_stay_alive (fixture->store));
  peal_clock_advance (fixture->clock, 6 * PEAL_HOUR);
  await_int (peal_overdue_begin (fixture->store));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(PealOverdueAnswer) done = await_boxed (peal_overdue_answer (fixture->store, NULL, i, "test", NULL));

      g_assert_cmpint (await_int (peal_overdue_count (fixture->store)), ==, 0);
      g_assert_cmpint (await_int (peal_overdue_undo (fixture->store, done, "test")), ==, 1);
      g_assert_cmpint (await_int (peal_overdue_undo (fixture->store, done, "test")), ==, 0);
      g_assert_cmpint (await_int (peal_overdue_count (fixture->store)), ==, 1);
      g_assert_cmpint (claim (fixture), ==, 0);
      assert_sql (fixture, "SELECT missed_policy || ifnull (settled_at, '-') FROM message", "2-");
      assert_sql (fixture, "SELECT event || actor || payload FROM ledger ORDER BY seq DESC LIMIT 1",
                  "message.heldtest{\"reason\":\"ask\",\"explanation\":\"policy\"}");
    }
  g_assert_cmpuint (answer (fixture, NULL, TRUE), ==, 1);
  g_assert_cmpint (claim (fixture), ==, id);
}

#define ADD(path, func) g_test_add ("/store/overdue/" path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("off", test_off);
  g_test_add ("/store/overdue/paused", Fixture, "UPDATE message SET reason = 8", set_up, test_waits_for_person,
              fixture_tear_down);
  g_test_add ("/store/overdue/asked", Fixture, "UPDATE message SET reason = 10", set_up, test_waits_for_person,
              fixture_tear_down);
  ADD ("waited-before", test_waited_before);
  ADD ("sleep", test_sleep);
  ADD ("awake", test_awake);
  ADD ("clock-forward", test_clock_forward);
  ADD ("due-since", test_due_since);
  ADD ("clock-back", test_clock_back);
  ADD ("copy", test_copy);
  ADD ("copy-held", test_copy_held);
  ADD ("paused-campaign", test_paused_campaign);
  ADD ("undo", test_undo);
  ADD ("undone", test_undone);

  return g_test_run ();
}

/* test-dispatcher.c: each message leaves once, is settled before anything else, and never holds up
 * another: R-SEND-1, R-SEND-2, R-SEND-4, R-SEND-5, R-LAW-1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-consent.h"
#include "peal-test-util.h"

static const PealFakeAnswer silent = { .outcome = PEAL_SEND_ACCEPTED, .is_recorded = TRUE, .is_silent = TRUE };
static const PealFakeAnswer late = { .outcome = PEAL_SEND_ACCEPTED, .is_recorded = TRUE, .delay = 20 };

#define NOT_ACCEPTED(why) { .outcome = PEAL_SEND_NOT_ACCEPTED, .failure = PEAL_FAILURE_##why }

static const PealFakeAnswer bad_number = NOT_ACCEPTED (NUMBER);
static const PealFakeAnswer refused = NOT_ACCEPTED (ACCOUNT);
static const PealFakeAnswer unreachable = NOT_ACCEPTED (TRANSPORT);
static const PealFakeAnswer objection = NOT_ACCEPTED (OBJECTION);
static const PealFakeAnswer throttled = {
  .outcome = PEAL_SEND_NOT_ACCEPTED, .failure = PEAL_FAILURE_THROTTLED, .retry_after = 60 * PEAL_SECOND,
};

static void
advance (EngineFixture *fixture,
         gint64         span)
{
  peal_clock_advance (fixture->base.clock, span);
  peal_dispatcher_wake (fixture->dispatcher);
}

/* Once ---------------------------------------------------------------------------------------------- */

static guint most_at_once;

static void
count_claimed (const PealOutgoing *outgoing,
               gpointer            user_data)
{
  EngineFixture *fixture = user_data;
  guint n = (guint) query_by_id (&fixture->base, "SELECT count (*) FROM message WHERE state = 2 AND ?1", 1);

  most_at_once = MAX (most_at_once, n);
}

static void
test_each_once (EngineFixture *fixture,
                gconstpointer  data)
{
  peal_fake_account_set_hook (fixture->gateway, count_claimed, fixture);
  peal_fake_account_set_answer (fixture->gateway, NULL, &late);
  engine_queue_many (fixture, 200);
  engine_begin (fixture, 8);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "200");
  engine_wait_for_rest (fixture);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201555%04u", i);

      g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, theirs), ==, 1);
    }
  g_assert_cmpuint (peal_fake_account_count_at_once (fixture->gateway), ==, 8);
  g_assert_cmpuint (most_at_once, >=, 8);
  g_assert_cmpuint (most_at_once, <=, 3 * 8);
  assert_sql (&fixture->base, "SELECT count (*) FROM attempt WHERE outcome = 1", "200");
}

static void
check_journal (const PealOutgoing *outgoing,
               gpointer            user_data)
{
  EngineFixture *fixture = user_data;

  engine_assert_state (fixture, outgoing->message_id, PEAL_STATE_SUBMITTING);
  g_assert_cmpint (query_by_id (&fixture->base,
                                "SELECT count (*) FROM attempt WHERE message_id = ?1 AND outcome = 0 AND ended_at IS NULL",
                                outgoing->message_id), ==, 1);
  /* One worker: what it sent before is settled, in the file. */
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 2", "1");
}

/* R-SEND-1: recorded before the request leaves, settled before the next one does. */
static void
test_journal (EngineFixture *fixture,
              gconstpointer  data)
{
  peal_fake_account_set_hook (fixture->gateway, check_journal, fixture);
  engine_queue_many (fixture, 10);
  engine_begin (fixture, 1);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "10");
}

/* R-SEND-2: an answer that cannot be written is kept until it can, and nothing is sent meanwhile. */
static void
test_disk_full (EngineFixture *fixture,
                gconstpointer  data)
{
  gint64 id = engine_queue (fixture, THEIRS, "Hello");

  peal_fake_account_set_answer (fixture->gateway, NULL, &silent);
  engine_queue (fixture, ANOTHER, "Hello");
  engine_begin (fixture, 1);
  engine_wait_for_sends (fixture, 1);
  engine_fill_disk (fixture, TRUE);
  g_test_expect_message ("peal-engine", G_LOG_LEVEL_WARNING, "*full*");
  peal_fake_account_set_answer (fixture->gateway, NULL, NULL);
  peal_fake_account_release (fixture->gateway);
  peal_test_spin (300);
  g_test_assert_expected_messages ();
  engine_assert_state (fixture, id, PEAL_STATE_SUBMITTING);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 1);

  engine_fill_disk (fixture, FALSE);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3 AND remote_id IS NOT NULL", "2");
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, THEIRS), ==, 1);
}

/* An id that another message has: a person decides, and the others go on. */
static void
test_contested_id (EngineFixture *fixture,
                   gconstpointer  data)
{
  static const PealFakeAnswer same = { .outcome = PEAL_SEND_ACCEPTED, .remote_id = "FMsame" };
  gint64 first, second, third;

  first = engine_queue (fixture, THEIRS, "One");
  second = engine_queue (fixture, THEIRS, "Two");
  third = engine_queue (fixture, ANOTHER, "Three");
  peal_fake_account_set_answer (fixture->gateway, THEIRS, &same);
  g_test_expect_message ("peal-engine", G_LOG_LEVEL_WARNING, "*");
  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, third, PEAL_STATE_ACCEPTED);
  g_test_assert_expected_messages ();
  engine_assert_state (fixture, first, PEAL_STATE_ACCEPTED);
  engine_assert_state (fixture, second, PEAL_STATE_UNKNOWN);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT look_at IS NULL FROM message WHERE id = ?1", second), ==, 1);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 3);
}

/* A gateway that does not even say that it does not know: that is no proof either. */
static void
test_rejected (EngineFixture *fixture,
               gconstpointer  data)
{
  static const PealFakeAnswer rejected = { .is_rejected = TRUE };
  gint64 id = engine_queue (fixture, THEIRS, "Hello");

  peal_fake_account_set_answer (fixture->gateway, NULL, &rejected);
  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, id, PEAL_STATE_UNKNOWN);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 1);
}

/* The row is not what it was when it was claimed, whoever did that: it stays as it is, and the others go on. */
static void
test_changed_row (EngineFixture *fixture,
                  gconstpointer  data)
{
  gint64 changed = engine_queue (fixture, THEIRS, "Hello");
  gint64 next = engine_queue (fixture, ANOTHER, "Hello");

  peal_fake_account_set_answer (fixture->gateway, THEIRS, &silent);
  engine_begin (fixture, 1);
  engine_wait_for_sends (fixture, 1);
  run_sql (&fixture->base, "UPDATE message SET state = 8 WHERE id = 1");
  for (guint i = 0; i < 2; i++) /* what it answered, and that nobody knows */
    g_test_expect_message ("peal-engine", G_LOG_LEVEL_WARNING, "*");
  peal_fake_account_release (fixture->gateway);
  engine_wait_for_state (fixture, next, PEAL_STATE_ACCEPTED);
  g_test_assert_expected_messages ();
  engine_assert_state (fixture, changed, PEAL_STATE_FAILED);
}

/* Stopping ------------------------------------------------------------------------------------------ */

/* R-SEND-3: no answer is no proof. */
static void
test_stop_cuts (EngineFixture *fixture,
                gconstpointer  data)
{
  gint64 id = engine_queue (fixture, THEIRS, "Hello");
  gint64 next = engine_queue (fixture, ANOTHER, "Hello");

  peal_fake_account_set_answer (fixture->gateway, NULL, &silent);
  engine_begin (fixture, 1);
  engine_wait_for_sends (fixture, 1);
  engine_stop (fixture, PEAL_SECOND / 100);
  engine_assert_state (fixture, id, PEAL_STATE_UNKNOWN);
  engine_assert_state (fixture, next, PEAL_STATE_QUEUED);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT look_at FROM message WHERE id = ?1", id), ==,
                   NOON + 5 * PEAL_SECOND);
}

static void
test_stop_waits (EngineFixture *fixture,
                 gconstpointer  data)
{
  gint64 id = engine_queue (fixture, THEIRS, "Hello");

  peal_fake_account_set_answer (fixture->gateway, NULL, &late);
  engine_queue (fixture, ANOTHER, "Hello");
  engine_begin (fixture, 1);
  engine_wait_for_sends (fixture, 1);
  engine_stop (fixture, 30 * PEAL_SECOND);
  engine_assert_state (fixture, id, PEAL_STATE_ACCEPTED);
  assert_sql (&fixture->base, "SELECT group_concat (state) FROM message", "3,1");
}

/* Claimed ahead, and still waiting for a connection when the account stops: those have not left, and do not leave any
 * more, however long what holds the connections is waited for. The first ones teach how far ahead to claim. */
static void
test_stop_before_a_connection (EngineFixture *fixture,
                               gconstpointer  data)
{
  engine_queue_many (fixture, 20);
  engine_begin (fixture, 2);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "20");
  peal_fake_account_set_answer (fixture->gateway, NULL, &silent);
  engine_queue_many (fixture, 20);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 2", "6");
  engine_wait_for_sends (fixture, 22);
  engine_stop (fixture, PEAL_SECOND / 10);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 22);
  assert_sql (&fixture->base, "SELECT group_concat (state || ' ' || n) FROM"
                              " (SELECT state, count (*) AS n FROM message GROUP BY state ORDER BY state)", "1 18,3 20,5 2");
}

/* Stopped at once after the start: whatever was claimed by then has not left, and is not lost. */
static void
test_stop_at_once (EngineFixture *fixture,
                   gconstpointer  data)
{
  engine_queue_many (fixture, 50);
  engine_begin (fixture, 8);
  engine_stop (fixture, PEAL_SECOND);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state NOT IN (1, 3)", "0");
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT count (*) FROM message WHERE state = 3 AND id > ?1", 0), ==,
                   peal_fake_account_count_sent (fixture->gateway, NULL));
}

/* One never stops another --------------------------------------------------------------------------- */

static void
test_bad_number (EngineFixture *fixture,
                 gconstpointer  data)
{
  gint64 bad = engine_queue (fixture, THEIRS, "Hello");

  peal_fake_account_set_answer (fixture->gateway, THEIRS, &bad_number);
  engine_queue_many (fixture, 20);
  engine_begin (fixture, 2);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "20");
  engine_assert_state (fixture, bad, PEAL_STATE_FAILED);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, THEIRS), ==, 1);
}

static void
test_slow_account (EngineFixture *fixture,
                   gconstpointer  data)
{
  PealFakeAccount *slow = peal_fake_account_new ();
  g_autoptr(PealAccount) account = engine_add_account (fixture, "Slow");
  g_autoptr(PealDispatcher) dispatcher = NULL;
  PealQueued *queued = peal_queued_new (OURS, THEIRS, "Hello");
  gint64 waiting;

  account->workers = 2;
  queued->account_id = account->id;
  waiting = engine_queue_full (fixture, queued);
  peal_fake_account_set_answer (slow, NULL, &silent);
  dispatcher = peal_dispatcher_new (fixture->base.store, fixture->base.clock, PEAL_GATEWAY (slow),
                                    peal_provider_find ("twilio"), account, NULL, NULL);
  peal_dispatcher_start (dispatcher);
  engine_wait_for_state (fixture, waiting, PEAL_STATE_SUBMITTING);

  engine_queue_many (fixture, 20);
  engine_begin (fixture, 2);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "20");
  engine_assert_state (fixture, waiting, PEAL_STATE_SUBMITTING);
  await_true (peal_dispatcher_stop (dispatcher, 1));
  engine_assert_state (fixture, waiting, PEAL_STATE_UNKNOWN);
  g_clear_pointer (&dispatcher, peal_dispatcher_unref);
  engine_stop (fixture, PEAL_SECOND);
  peal_test_drain ();
  g_assert_finalize_object (slow);
}

static void
test_scheduled_do_not_block (EngineFixture *fixture,
                             gconstpointer  data)
{
  PealQueued *later = peal_queued_new (OURS, ANOTHER, "Later");
  gint64 scheduled, now;

  later->not_before = NOON + PEAL_HOUR;
  scheduled = engine_queue_full (fixture, later);
  now = engine_queue (fixture, THEIRS, "Now");
  engine_begin (fixture, 2);
  engine_wait_for_state (fixture, now, PEAL_STATE_ACCEPTED);
  engine_wait_for_rest (fixture);
  engine_assert_state (fixture, scheduled, PEAL_STATE_QUEUED);
  g_assert_cmpint (peal_dispatcher_get_next_due (fixture->dispatcher), ==, NOON + PEAL_HOUR);
  advance (fixture, PEAL_HOUR);
  engine_wait_for_state (fixture, scheduled, PEAL_STATE_ACCEPTED);
}

static int n_judged;

/* PealGateFunc: lets everything go. */
static void
count_judged (const PealClaim *claim,
              gpointer         data,
              PealVerdict     *verdict)
{
  g_atomic_int_inc (&n_judged);
}

/* Whatever waits for later, and however urgent it will be then: it is not even looked at on the way to
 * what is due. */
static void
test_backlog (EngineFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) backlog = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  peal_outbox_set_gate (fixture->base.store, count_judged, NULL, NULL);
  g_atomic_int_set (&n_judged, 0);
  for (guint i = 0; i < 500; i++)
    {
      PealQueued *later = peal_queued_new (OURS, ANOTHER, "Next year");

      later->account_id = fixture->account->id;
      later->segments = 1;
      later->not_before = NOON + 365 * PEAL_DAY + i;
      g_ptr_array_add (backlog, later);
    }
  g_array_unref (await_boxed (peal_outbox_enqueue (fixture->base.store, backlog, "test")));
  for (guint i = 0; i < 3; i++)
    {
      PealQueued *now = peal_queued_new (OURS, THEIRS, "Now");

      now->priority = PEAL_PRIORITY_CAMPAIGN;
      engine_queue_full (fixture, now);
    }

  engine_begin (fixture, 2);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "3");
  engine_wait_for_rest (fixture);
  g_assert_cmpint (g_atomic_int_get (&n_judged), ==, 3);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 3);
  g_assert_cmpint (peal_dispatcher_get_next_due (fixture->dispatcher), ==, NOON + 365 * PEAL_DAY);
}

/* R-SEND-5: several hundred fall due at once, and are being sent. What somebody writes now is next: only
 * the one that is in the air already is answered before it. */
static void
test_backlog_lets_pass (EngineFixture *fixture,
                        gconstpointer  data)
{
  gint64 now;

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201555%04u", i);
      PealQueued *later = peal_queued_new (OURS, theirs, "Later");

      later->not_before = NOON + PEAL_HOUR;
      later->priority = PEAL_PRIORITY_CAMPAIGN;
      engine_queue_full (fixture, later);
    }
  engine_begin (fixture, 1);
  engine_wait_for_rest (fixture);
  advance (fixture, PEAL_HOUR);
  engine_wait_for_sql (fixture, "SELECT count (*) >= 20 FROM message WHERE state = 3", "1");
  now = engine_queue (fixture, ANOTHER, "Now");
  engine_wait_for_state (fixture, now, PEAL_STATE_ACCEPTED);

  g_assert_cmpint (query_by_id (&fixture->base,
                                "SELECT count (*) FROM ledger WHERE event = 'message.accepted' AND seq BETWEEN"
                                " (SELECT seq FROM ledger WHERE event = 'message.queued' AND subject = 'message:' || ?1) AND"
                                " (SELECT seq - 1 FROM ledger"
                                "  WHERE event = 'message.accepted' AND subject = 'message:' || ?1)", now), <=, 1);
  assert_sql (&fixture->base, "SELECT count (*) > 0 FROM message WHERE state = 1", "1");
}

/* The account as a whole ---------------------------------------------------------------------------- */

/* Asked to wait: nobody is sent to before, and a clock that is set back makes it no longer. */
static void
test_retry_after (EngineFixture *fixture,
                  gconstpointer  data)
{
  gint64 until;

  engine_queue_many (fixture, 5);
  peal_fake_account_set_answer (fixture->gateway, NULL, &throttled);
  engine_begin (fixture, 1);
  engine_wait_for_sql (fixture, "SELECT reason FROM message WHERE attempts = 1 AND state = 1", "4");
  g_assert_cmpint (peal_dispatcher_get_condition (fixture->dispatcher, &until, NULL), ==, PEAL_ACCOUNT_WAITING);
  g_assert_cmpint (until, ==, NOON + PEAL_MINUTE);
  peal_fake_account_set_answer (fixture->gateway, NULL, NULL);

  advance (fixture, PEAL_MINUTE - 1);
  peal_test_spin (50);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 1);
  peal_dispatcher_get_condition (fixture->dispatcher, &until, NULL);
  g_assert_cmpint (until, ==, NOON + PEAL_MINUTE);
  advance (fixture, -PEAL_DAY);
  peal_dispatcher_get_condition (fixture->dispatcher, &until, NULL);
  g_assert_cmpint (until, ==, NOON - PEAL_DAY + PEAL_MINUTE);

  advance (fixture, PEAL_DAY + PEAL_HOUR);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "5");
  g_assert_cmpint (peal_dispatcher_get_condition (fixture->dispatcher, NULL, NULL), ==, PEAL_ACCOUNT_READY);
}

/* Carriers count segments, and a look that finds nothing is none. */
static void
test_rate (EngineFixture *fixture,
           gconstpointer  data)
{
  PealQueued *longer = peal_queued_new (OURS, THEIRS, "Ten parts");
  gint64 until;

  fixture->account->rate_per_sec = 1;
  longer->segments = 10;
  engine_queue_full (fixture, longer);
  engine_begin (fixture, 1);
  engine_wait_for_sql (fixture, "SELECT state FROM message", "3");
  peal_dispatcher_get_condition (fixture->dispatcher, &until, NULL);
  g_assert_cmpint (until, ==, NOON + 10 * PEAL_SECOND);

  advance (fixture, 10 * PEAL_SECOND);
  engine_wait_for_rest (fixture);
  peal_dispatcher_get_condition (fixture->dispatcher, &until, NULL);
  g_assert_cmpint (until, ==, 0);
}

/* Wrong credentials, no credit: held for the account's sake, and sent when it works again. */
static void
test_refused (EngineFixture *fixture,
              gconstpointer  data)
{
  const char *detail;

  engine_queue_many (fixture, 3);
  peal_fake_account_set_answer (fixture->gateway, NULL, &refused);
  engine_begin (fixture, 1);
  engine_wait_for_sql (fixture, "SELECT reason FROM message WHERE attempts = 1 AND state = 1", "5");
  g_assert_cmpint (peal_dispatcher_get_condition (fixture->dispatcher, NULL, &detail), ==, PEAL_ACCOUNT_REFUSED);
  g_assert_cmpstr (detail, ==, "as told");
  engine_wait_for_rest (fixture);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 1);

  peal_fake_account_set_answer (fixture->gateway, NULL, NULL);
  advance (fixture, 5 * PEAL_MINUTE);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "3");
  g_assert_cmpint (peal_dispatcher_get_condition (fixture->dispatcher, NULL, NULL), ==, PEAL_ACCOUNT_READY);
}

/* Nobody answers: after five the account is left alone, then asked with one message at a time; and a
 * permission to ask that finds nothing due is not lost. */
static void
test_breaker (EngineFixture *fixture,
              gconstpointer  data)
{
  engine_queue_many (fixture, 8);
  peal_fake_account_set_answer (fixture->gateway, NULL, &unreachable);
  engine_begin (fixture, 1);
  engine_wait_for_sends (fixture, 5);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE attempts = 1 AND state = 1", "5");
  g_assert_cmpint (peal_dispatcher_get_condition (fixture->dispatcher, NULL, NULL), ==, PEAL_ACCOUNT_OFFLINE);
  advance (fixture, 29 * PEAL_SECOND);
  peal_test_spin (50);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 5);

  advance (fixture, PEAL_SECOND);
  engine_wait_for_sends (fixture, 6);
  peal_test_spin (50);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 6);

  peal_fake_account_set_answer (fixture->gateway, NULL, NULL);
  run_sql (&fixture->base, "UPDATE message SET not_before = not_before + 7200000000");
  advance (fixture, PEAL_HOUR);
  engine_wait_for_rest (fixture);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 6);
  run_sql (&fixture->base, "UPDATE message SET not_before = not_before - 7200000000");
  peal_dispatcher_wake (fixture->dispatcher);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 3", "8");
}

/* The law ------------------------------------------------------------------------------------------- */

static void
record_opt_out (EngineFixture *fixture,
                const char    *number)
{
  PealConsentEntry entry = {
    .e164 = number, .act = PEAL_CONSENT_ACT_OPT_OUT, .how = PEAL_CONSENT_HOW_KEYWORD, .wording = "STOP", .actor = "test",
  };

  peal_consent_free (await_boxed (peal_consent_record (fixture->base.store, &entry)));
}

/* R-LAW-1: what counts is the moment of sending. */
static void
test_gate_when_sending (EngineFixture *fixture,
                        gconstpointer  data)
{
  gint64 id = engine_queue (fixture, THEIRS, "Hello");

  record_opt_out (fixture, THEIRS);
  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, id, PEAL_STATE_LEFT_OUT);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT reason FROM message WHERE id = ?1", id), ==,
                   PEAL_HOLD_OPTED_OUT);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 0);
}

/* R-LAW-2: the gateway knows of an opt-out that we did not: it counts from now on. */
static void
test_objection (EngineFixture *fixture,
                gconstpointer  data)
{
  gint64 first = engine_queue (fixture, THEIRS, "One"), second;

  peal_fake_account_set_answer (fixture->gateway, THEIRS, &objection);
  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, first, PEAL_STATE_FAILED);
  engine_wait_for_sql (fixture, "SELECT state FROM consent WHERE e164 = '" THEIRS "'", "2");
  assert_sql (&fixture->base, "SELECT how FROM consent_event", "gateway");
  second = engine_queue (fixture, THEIRS, "Two");
  engine_wait_for_state (fixture, second, PEAL_STATE_LEFT_OUT);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 1);
}

/* R-LAW-3: in Florida's 850 at 7 in the morning, marketing waits for 9 Eastern, and nothing else does. */
static void
test_window (EngineFixture *fixture,
             gconstpointer  data)
{
  PealQueued *marketing = peal_queued_new (OURS, "+18505550123", "Sale");
  PealConsentEntry entry = {
    .e164 = "+18505550123", .act = PEAL_CONSENT_ACT_OPT_IN, .how = PEAL_CONSENT_HOW_FORM, .actor = "test",
  };
  gint64 sale, answer;

  peal_consent_free (await_boxed (peal_consent_record (fixture->base.store, &entry)));
  marketing->kind = PEAL_MESSAGE_MARKETING;
  marketing->priority = PEAL_PRIORITY_CAMPAIGN;
  sale = engine_queue_full (fixture, marketing);
  answer = engine_queue (fixture, "+18505550123", "Your order is ready");
  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, answer, PEAL_STATE_ACCEPTED);
  engine_wait_for_rest (fixture);
  engine_assert_state (fixture, sale, PEAL_STATE_QUEUED);
  assert_sql (&fixture->base, "SELECT reason FROM message WHERE state = 1", "2");
  g_assert_cmpint (peal_dispatcher_get_next_due (fixture->dispatcher), ==, NOON + 2 * PEAL_HOUR);
  advance (fixture, 2 * PEAL_HOUR);
  engine_wait_for_state (fixture, sale, PEAL_STATE_ACCEPTED);
}

#define ADD(path, function) \
  g_test_add ("/dispatcher/" path, EngineFixture, NULL, engine_set_up, function, engine_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("each-once", test_each_once);
  ADD ("journal", test_journal);
  ADD ("disk-full", test_disk_full);
  ADD ("contested-id", test_contested_id);
  ADD ("rejected", test_rejected);
  ADD ("changed-row", test_changed_row);
  ADD ("stop-cuts", test_stop_cuts);
  ADD ("stop-waits", test_stop_waits);
  ADD ("stop-before-a-connection", test_stop_before_a_connection);
  ADD ("stop-at-once", test_stop_at_once);
  ADD ("bad-number", test_bad_number);
  ADD ("slow-account", test_slow_account);
  ADD ("scheduled-do-not-block", test_scheduled_do_not_block);
  ADD ("backlog", test_backlog);
  ADD ("backlog-lets-pass", test_backlog_lets_pass);
  ADD ("retry-after", test_retry_after);
  ADD ("rate", test_rate);
  ADD ("refused", test_refused);
  ADD ("breaker", test_breaker);
  ADD ("gate-when-sending", test_gate_when_sending);
  ADD ("objection", test_objection);
  ADD ("window", test_window);
  return g_test_run ();
}

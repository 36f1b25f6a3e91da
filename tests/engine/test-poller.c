/* test-poller.c: what comes in is stored once, obeyed at once, and harmless when it comes again:
 * R-LAW-1, R-LAW-2, R-SEND-2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-consent.h"
#include "peal-poller.h"
#include "peal-test-util.h"

static PealPoller *
new_poller (EngineFixture *fixture)
{
  return peal_poller_new (fixture->base.store, fixture->base.clock, PEAL_GATEWAY (fixture->gateway), fixture->account,
                          NULL, NULL);
}

static gint64
get_polled_at (PealPoller *poller)
{
  PealPollTimes times;

  peal_poller_get_times (poller, &times);
  return times.polled_at;
}

static void
poll (EngineFixture *fixture,
      guint          rounds)
{
  g_autoptr(PealPoller) poller = new_poller (fixture);

  for (guint i = 0; i < rounds; i++)
    await_true (peal_poller_poll (poller));
}

static void
add_reply (EngineFixture *fixture,
           const char    *from,
           const char    *body)
{
  peal_fake_account_add (peal_fake_account_get_inbound (fixture->gateway), NULL, from, OURS, body, NOON);
}

typedef struct
{
  const char *from;
  const char *body;
  PealConsentState state;
  gboolean review;
} Reply;

/* A word counts in the languages of the number's country. */
static const Reply replies[] = {
  { "+12015550101", "STOP", PEAL_CONSENT_OPTED_OUT, FALSE },
  { "+12015550102", "Thank you", PEAL_CONSENT_UNKNOWN, FALSE },
  { "+12015550103", "START", PEAL_CONSENT_OPTED_IN, FALSE },
  { "+905012345678", "RED", PEAL_CONSENT_OPTED_OUT, FALSE },
  { "+12015550104", "Red", PEAL_CONSENT_UNKNOWN, FALSE },
  { "+12015550105", "stop?", PEAL_CONSENT_UNKNOWN, TRUE },
  { "+33612345678", "stop svp", PEAL_CONSENT_OPTED_OUT, FALSE },
  { "12345", "Hello", PEAL_CONSENT_UNKNOWN, FALSE },
};

static void
test_replies (EngineFixture *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    add_reply (fixture, replies[i].from, replies[i].body);
  poll (fixture, 10);
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr(PealConsent) consent = await_boxed (peal_consent_get (fixture->base.store, replies[i].from));

      g_test_message ("%s from %s", replies[i].body, replies[i].from);
      g_assert_cmpint (consent->state, ==, replies[i].state);
      g_assert_cmpint (consent->review, ==, replies[i].review);
    }
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE direction = 2", "8");
}

/* Pages overlap, a second program polls the same: each message is there once. */
static void
test_replayed (EngineFixture *fixture,
               gconstpointer  data)
{
  for (guint i = 0; i < 5; i++)
    add_reply (fixture, THEIRS, "Hello");
  add_reply (fixture, THEIRS, "STOP");
  poll (fixture, 8);
  run_sql (&fixture->base, "DELETE FROM cursor");
  poll (fixture, 8);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE direction = 2", "6");
  assert_sql (&fixture->base, "SELECT count (*) FROM consent_event", "1");
}

/* STOP stops what is in the queue already. */
static void
test_stop_in_time (EngineFixture *fixture,
                   gconstpointer  data)
{
  PealQueued *later = peal_queued_new (OURS, THEIRS, "Second part");
  gint64 id;

  later->not_before = NOON + PEAL_HOUR;
  id = engine_queue_full (fixture, later);
  add_reply (fixture, THEIRS, "STOP");
  poll (fixture, 1);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, id, PEAL_STATE_LEFT_OUT);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 0);
}

/* Receipts: forwards only, again harmless, of what is not ours ignored. */
static void
test_receipts (EngineFixture *fixture,
               gconstpointer  data)
{
  gint64 id = engine_queue (fixture, THEIRS, "Hello");
  PealRemoteMessage *remote;

  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, id, PEAL_STATE_ACCEPTED);
  poll (fixture, 1);
  engine_assert_state (fixture, id, PEAL_STATE_ACCEPTED);

  remote = g_ptr_array_index (peal_fake_account_get_record (fixture->gateway), 0);
  remote->state = PEAL_STATE_DELIVERED;
  poll (fixture, 2);
  engine_assert_state (fixture, id, PEAL_STATE_DELIVERED);
  remote->state = PEAL_STATE_SENT;
  poll (fixture, 1);
  engine_assert_state (fixture, id, PEAL_STATE_DELIVERED);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.delivered'", "1");
}

/* While a message is in the air nobody asks for its receipt, and what a page says of it is harmless. */
static void
test_receipt_before_answer (EngineFixture *fixture,
                            gconstpointer  data)
{
  static const PealFakeAnswer silent = { .outcome = PEAL_SEND_ACCEPTED, .is_recorded = TRUE, .is_silent = TRUE };
  gint64 id = engine_queue (fixture, THEIRS, "Hello");
  PealRemoteMessage *remote;

  peal_fake_account_set_answer (fixture->gateway, NULL, &silent);
  engine_begin (fixture, 1);
  engine_wait_for_sends (fixture, 1);
  remote = g_ptr_array_index (peal_fake_account_get_record (fixture->gateway), 0);
  remote->state = PEAL_STATE_DELIVERED;
  poll (fixture, 1);
  engine_assert_state (fixture, id, PEAL_STATE_SUBMITTING);
  peal_fake_account_release (fixture->gateway);
  engine_wait_for_state (fixture, id, PEAL_STATE_ACCEPTED);
  poll (fixture, 1);
  engine_assert_state (fixture, id, PEAL_STATE_DELIVERED);
}

static void
test_refused (EngineFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(PealPoller) poller = new_poller (fixture);
  g_autoptr(GError) error = NULL;
  gint64 micros;
  char currency[4];

  peal_fake_account_set_error (fixture->gateway, PEAL_GATEWAY_ERROR_AUTH);
  g_assert_false (peal_future_run (peal_poller_poll (poller), &error));
  g_assert_error (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_AUTH);
  g_assert_cmpint (get_polled_at (poller), ==, 0);
  g_assert_false (peal_poller_get_balance (poller, &micros, currency));

  peal_fake_account_set_error (fixture->gateway, -1);
  await_true (peal_poller_poll (poller));
  g_assert_cmpint (get_polled_at (poller), ==, NOON);
  g_assert_true (peal_poller_get_balance (poller, &micros, currency));
  g_assert_cmpint (micros, ==, 5000000);
  g_assert_cmpstr (currency, ==, "USD");
}

static void
told_cb (PealPoller   *poller,
         const GError *error,
         gpointer      user_data)
{
  g_string_append (user_data, error == NULL ? "answers, " : "is silent, ");
}

/* A round that takes its time does not stand over what was found after it: the next one waits for it. Who asks
 * while that one has yet to begin shares it. */
static void
test_one_at_a_time (EngineFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr(GString) told = g_string_new (NULL);
  g_autoptr(PealPoller) poller = peal_poller_new (fixture->base.store, fixture->base.clock,
                                                  PEAL_GATEWAY (fixture->gateway), fixture->account, told_cb, told);
  DexFuture *first, *second, *third;
  g_autoptr(GError) error = NULL;

  peal_fake_account_hold_inbound (fixture->gateway, TRUE);
  peal_fake_account_set_error (fixture->gateway, PEAL_GATEWAY_ERROR_UNREACHABLE);
  first = peal_poller_poll (poller);
  engine_wait_for_held (fixture, 1);
  peal_fake_account_set_error (fixture->gateway, -1);
  second = peal_poller_poll (poller);
  third = peal_poller_poll (poller);
  peal_test_spin (20);
  g_assert_cmpuint (peal_fake_account_count_held (fixture->gateway), ==, 1);

  peal_fake_account_hold_inbound (fixture->gateway, FALSE);
  await_true (third);
  g_assert_true (dex_future_is_resolved (second));
  g_assert_false (peal_future_run (first, &error));
  g_assert_error (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNREACHABLE);
  g_assert_cmpstr (told->str, ==, "is silent, answers, ");
  dex_unref (second);
}

/* Stopped in mid-question: nothing of it goes on. */
static void
test_stop (EngineFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(PealPoller) poller = new_poller (fixture);

  peal_poller_start (poller);
  await_true (peal_poller_stop (poller));
  peal_test_drain ();
  g_assert_cmpint (get_polled_at (poller), ==, 0);
}

#define ADD(path, function) g_test_add ("/poller/" path, EngineFixture, NULL, engine_set_up, function, engine_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("replies", test_replies);
  ADD ("replayed", test_replayed);
  ADD ("stop-in-time", test_stop_in_time);
  ADD ("receipts", test_receipts);
  ADD ("receipt-before-answer", test_receipt_before_answer);
  ADD ("refused", test_refused);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("stop", test_stop);
  return g_test_run ();
}

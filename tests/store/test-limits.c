/* test-limits.c: no more is claimed than the limits of account, number and class allow, over restarts too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-accounts.h"
#include "peal-clock.h"
#include "peal-fiber.h"
#include "peal-limits.h"
#include "peal-outbox.h"

#define ONE "+15005550006"
#define TWO "+15005550007"
#define PACIFIC "America/Los_Angeles"

/* From NOON (12:00 UTC, 4:00 Pacific) until midnight Pacific. */
#define TO_MIDNIGHT (20 * PEAL_HOUR)

static PealLimit
per_day (PealLimitUnit unit,
         gint64        n)
{
  return (PealLimit) { .unit = unit, .n = n, .burst = 1, .zone = PACIFIC };
}

static PealLimit
per_span (gint64 n,
          gint64 span,
          gint64 burst)
{
  return (PealLimit) { .unit = PEAL_LIMIT_MESSAGES, .n = n, .span = span, .burst = burst, .zone = "" };
}

static void
set_limit (AccountFixture *fixture,
           PealLimitScope  scope,
           const char     *name,
           PealLimit       limit)
{
  g_autoptr(GPtrArray) limits = await_boxed (peal_limits_list (fixture->base.store, fixture->account_id));

  g_ptr_array_add (limits, peal_account_limit_new (scope, name, &limit));
  await_true (peal_limits_replace (fixture->base.store, fixture->account_id, limits, "test"));
}

/* How many go until nothing may go any more, each of @segments. */
static guint
send_all (AccountFixture *fixture,
          guint           segments)
{
  return account_send_all (fixture, PEAL_ATTEMPT_ACCEPTED, segments, NULL);
}

/* A day of the account, in segments: what is left waits until the day begins anew, and says so. */
static void
test_day (AccountFixture *fixture,
          gconstpointer   data)
{
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, NOON + TO_MIDNIGHT);

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_SEGMENTS, 10));
  account_queue (fixture, ONE, 8, 3);
  g_assert_cmpuint (send_all (fixture, 3), ==, 3);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 9", "5");
  assert_sql (&fixture->base, "SELECT DISTINCT not_before FROM message WHERE state = 1", until);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.held'", "5");

  peal_clock_advance (fixture->base.clock, TO_MIDNIGHT - 1);
  g_assert_cmpuint (send_all (fixture, 3), ==, 0);
  peal_clock_advance (fixture->base.clock, 1);
  g_assert_cmpuint (send_all (fixture, 3), ==, 3);
}

/* What was used is in the file: another program, or the same after a crash, goes on from it. */
static void
test_restart (AccountFixture *fixture,
              gconstpointer   data)
{
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_MESSAGES, 5));
  account_queue (fixture, ONE, 3, 1);
  g_assert_cmpuint (send_all (fixture, 1), ==, 3);
  fixture_close (&fixture->base);
  fixture_open (&fixture->base, 0);
  fixture_open_gate (&fixture->base);
  account_queue (fixture, ONE, 9, 1);
  g_assert_cmpuint (send_all (fixture, 1), ==, 2);
}

/* The limits of an account in another order, and one more before them: each keeps its own use. */
static void
test_reordered (AccountFixture *fixture,
                gconstpointer   data)
{
  const PealLimit messages = per_day (PEAL_LIMIT_MESSAGES, 5), segments = per_day (PEAL_LIMIT_SEGMENTS, 100);
  g_autoptr(GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", messages);
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", segments);
  account_queue (fixture, ONE, 3, 20);
  g_assert_cmpuint (send_all (fixture, 20), ==, 3);
  g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &segments));
  g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &messages));
  await_true (peal_limits_replace (fixture->base.store, fixture->account_id, limits, "test"));
  account_queue (fixture, ONE, 9, 1);
  g_assert_cmpuint (send_all (fixture, 1), ==, 2);
  assert_sql (&fixture->base, "SELECT DISTINCT reason FROM message WHERE state = 1", "9");
}

/* A short wait of the account is not written into each message: it is said to whoever asks. */
static void
test_minute (AccountFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(PealClaimed) none = NULL;

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_span (60, PEAL_MINUTE, 10));
  account_queue (fixture, ONE, 15, 1);
  g_assert_cmpuint (account_send_all (fixture, PEAL_ATTEMPT_ACCEPTED, 1, &none), ==, 10);
  g_assert_true (none->is_limited);
  g_assert_cmpint (none->next_due, ==, NOON + PEAL_SECOND);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 0", "5");
  peal_clock_advance (fixture->base.clock, 3 * PEAL_SECOND);
  g_assert_cmpuint (send_all (fixture, 1), ==, 3);
}

/* A limit of each number stops one number and not the others; a class joins numbers. */
static void
test_numbers (AccountFixture *fixture,
              gconstpointer   data)
{
  set_limit (fixture, PEAL_LIMIT_OF_NUMBER, "", per_day (PEAL_LIMIT_MESSAGES, 2));
  account_queue (fixture, ONE, 5, 1);
  account_queue (fixture, TWO, 1, 1);
  g_assert_cmpuint (send_all (fixture, 1), ==, 3);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 9", "3");

  set_limit (fixture, PEAL_LIMIT_OF_CLASS, "Low volume", per_day (PEAL_LIMIT_MESSAGES, 3));
  await_true (peal_limits_set_class (fixture->base.store, fixture->account_id, TWO, "Low volume", "test"));
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  account_queue (fixture, TWO, 5, 1);
  /* two of each number; the class would allow TWO a third one, its number does not */
  g_assert_cmpuint (send_all (fixture, 1), ==, 4);
  set_limit (fixture, PEAL_LIMIT_OF_NUMBER, TWO, per_day (PEAL_LIMIT_MESSAGES, 9));
  await_true (peal_limits_set_class (fixture->base.store, fixture->account_id, TWO, "", "test"));
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  g_assert_cmpuint (send_all (fixture, 1), ==, 3); /* the last of ONE; two of TWO, for both limits hold */
}

/* A short wait of one number is written into its messages, and the others go on. */
static void
test_number_minute (AccountFixture *fixture,
                    gconstpointer   data)
{
  set_limit (fixture, PEAL_LIMIT_OF_NUMBER, ONE, per_span (1, PEAL_SECOND, 1));
  account_queue (fixture, ONE, 3, 1);
  account_queue (fixture, TWO, 2, 1);
  g_assert_cmpuint (send_all (fixture, 1), ==, 3);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 4", "2");
  assert_sql (&fixture->base, "SELECT count (*) FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id"
                              " WHERE m.state = 1 AND c.ours = '" ONE "'", "2");
}

/* What was provably not accepted is given back; what was billed as longer is spent. */
static void
test_corrections (AccountFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr(PealClaimed) claimed = NULL;
  PealSettlement *refused;

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_SEGMENTS, 4));
  account_queue (fixture, ONE, 5, 1);
  claimed = await_boxed (peal_outbox_next (fixture->base.store, fixture->account_id, NULL));
  refused = peal_settlement_new (claimed->message_id, 1, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_FAILED);
  refused->failure = PEAL_FAILURE_NUMBER;
  await_true (peal_outbox_settle (fixture->base.store, refused));
  g_assert_cmpuint (send_all (fixture, 1), ==, 4);

  /* another day: each turns out to be two long */
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  account_queue (fixture, ONE, 6, 1);
  g_assert_cmpuint (send_all (fixture, 2), ==, 2);
}

static void
test_never (AccountFixture *fixture,
            gconstpointer   data)
{
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_SEGMENTS, 2));
  account_queue (fixture, ONE, 1, 3);
  account_queue (fixture, ONE, 1, 1);
  g_assert_cmpuint (send_all (fixture, 1), ==, 1);
  assert_sql (&fixture->base, "SELECT reason FROM message WHERE state = 9", "27");
}

/* A limit that is lifted lets go what waited for it. */
static void
test_lifted (AccountFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_MESSAGES, 1));
  account_queue (fixture, ONE, 4, 1);
  g_assert_cmpuint (send_all (fixture, 1), ==, 1);
  await_true (peal_limits_replace (fixture->base.store, fixture->account_id, none, "test"));
  g_assert_cmpuint (send_all (fixture, 1), ==, 3);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'account.limits_changed'", "2");
}

static void
test_invalid (AccountFixture *fixture,
              gconstpointer   data)
{
  static const PealLimit bad[] = {
    { .unit = PEAL_LIMIT_MESSAGES, .n = 0, .span = PEAL_MINUTE, .burst = 1, .zone = "" },
    { .unit = PEAL_LIMIT_MESSAGES, .n = 5, .span = -1, .burst = 1, .zone = "" },
    { .unit = PEAL_LIMIT_MESSAGES, .n = 5, .span = 0, .zone = "Mars/Olympus" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);

      g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &bad[i]));
      await_error (peal_limits_replace (fixture->base.store, fixture->account_id, limits, "test"), PEAL_STORE_ERROR_INVALID);
    }
  assert_sql (&fixture->base, "SELECT count (*) FROM account_limit", "0");
}

/* When the last one goes: by the rate alone, by the day, behind what waits already. */
static void
test_estimate (AccountFixture *fixture,
               gconstpointer   data)
{
  PealStore *store = fixture->base.store;
  gint64 id = fixture->account_id;

  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 500, 500)), ==, NOON);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 2, 101, 101)), ==, NOON + 50 * PEAL_SECOND - PEAL_SECOND / 2);
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_MESSAGES, 100));
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 100, 100)), ==, NOON);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 101, 101)), ==, NOON + TO_MIDNIGHT);
  account_queue (fixture, ONE, 50, 1);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 51, 51)), ==, NOON + TO_MIDNIGHT);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 0, 0)), ==, NOON);
}

#define ADD(name, func) g_test_add ("/limits/" name, AccountFixture, NULL, account_set_up, func, account_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("day", test_day);
  ADD ("restart", test_restart);
  ADD ("reordered", test_reordered);
  ADD ("minute", test_minute);
  ADD ("numbers", test_numbers);
  ADD ("number-minute", test_number_minute);
  ADD ("corrections", test_corrections);
  ADD ("never", test_never);
  ADD ("lifted", test_lifted);
  ADD ("invalid", test_invalid);
  ADD ("estimate", test_estimate);
  return g_test_run ();
}

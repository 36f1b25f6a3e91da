/* test-limits.c: no more is claimed than the limits of account, number and class allow, over restarts too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

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

typedef struct
{
  Fixture base;
  gint64 account_id;
} LimitFixture;

static void
gate_cb (const PealClaim *claim,
         gpointer         data,
         PealVerdict     *verdict)
{
}

static void
set_up (LimitFixture *fixture,
        gconstpointer data)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");
  g_autoptr(PealAccount) saved = NULL;

  fixture_set_up (&fixture->base, NULL);
  saved = await_boxed (peal_account_save (fixture->base.store, account, "test"));
  fixture->account_id = saved->id;
  peal_outbox_set_gate (fixture->base.store, gate_cb, NULL, NULL);
}

static void
tear_down (LimitFixture *fixture,
           gconstpointer data)
{
  fixture_tear_down (&fixture->base, NULL);
}

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
set_limit (LimitFixture  *fixture,
           PealLimitScope scope,
           const char    *name,
           PealLimit      limit)
{
  g_autoptr(GPtrArray) limits = await_boxed (peal_limits_list (fixture->base.store, fixture->account_id));

  g_ptr_array_add (limits, peal_account_limit_new (scope, name, &limit));
  await_true (peal_limits_replace (fixture->base.store, fixture->account_id, limits, "test"));
}

static void
enqueue (LimitFixture *fixture,
         const char   *ours,
         guint         n,
         guint         segments)
{
  static guint count;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201555%04u", count++ % 10000);
      PealQueued *queued = peal_queued_new (ours, theirs, "Hello");

      queued->account_id = fixture->account_id;
      queued->segments = segments;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
}

static PealSettlement *
settle (const PealClaimed *claimed,
        guint              segments)
{
  PealSettlement *settlement = peal_settlement_new (claimed->message_id, claimed->attempt,
                                                    PEAL_ATTEMPT_ACCEPTED, PEAL_STATE_ACCEPTED);

  g_free (settlement->remote_id);
  settlement->remote_id = g_strdup_printf ("SM%" G_GINT64_FORMAT, claimed->message_id);
  settlement->segments = segments;
  return settlement;
}

/* Sends until nothing may go any more; returns how many went, and sets @last (nullable). */
static guint
send_all (LimitFixture *fixture,
          guint         segments,
          PealClaimed **last)
{
  PealSettlement *settlement = NULL;
  guint n = 0;

  for (;;)
    {
      g_autoptr(PealClaimed) claimed = await_boxed (peal_outbox_next (fixture->base.store, fixture->account_id, settlement));

      if (claimed->message_id == 0)
        {
          if (last != NULL)
            *last = g_steal_pointer (&claimed);
          return n;
        }
      settlement = settle (claimed, segments);
      n++;
    }
}

/* A day of the account, in segments: what is left waits until the day begins anew, and says so. */
static void
test_day (LimitFixture *fixture,
          gconstpointer data)
{
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, NOON + TO_MIDNIGHT);

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_SEGMENTS, 10));
  enqueue (fixture, ONE, 8, 3);
  g_assert_cmpuint (send_all (fixture, 3, NULL), ==, 3);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 9", "5");
  assert_sql (&fixture->base, "SELECT DISTINCT not_before FROM message WHERE state = 1", until);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.held'", "5");

  peal_clock_advance (fixture->base.clock, TO_MIDNIGHT - 1);
  g_assert_cmpuint (send_all (fixture, 3, NULL), ==, 0);
  peal_clock_advance (fixture->base.clock, 1);
  g_assert_cmpuint (send_all (fixture, 3, NULL), ==, 3);
}

/* What was used is in the file: another program, or the same after a crash, goes on from it. */
static void
test_restart (LimitFixture *fixture,
              gconstpointer data)
{
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_MESSAGES, 5));
  enqueue (fixture, ONE, 3, 1);
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 3);
  fixture_close (&fixture->base);
  fixture_open (&fixture->base, 0);
  peal_outbox_set_gate (fixture->base.store, gate_cb, NULL, NULL);
  enqueue (fixture, ONE, 9, 1);
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 2);
}

/* A short wait of the account is not written into each message: it is said to whoever asks. */
static void
test_minute (LimitFixture *fixture,
             gconstpointer data)
{
  g_autoptr(PealClaimed) none = NULL;

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_span (60, PEAL_MINUTE, 10));
  enqueue (fixture, ONE, 15, 1);
  g_assert_cmpuint (send_all (fixture, 1, &none), ==, 10);
  g_assert_true (none->is_limited);
  g_assert_cmpint (none->next_due, ==, NOON + PEAL_SECOND);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 0", "5");
  peal_clock_advance (fixture->base.clock, 3 * PEAL_SECOND);
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 3);
}

/* A limit of each number stops one number and not the others; a class joins numbers. */
static void
test_numbers (LimitFixture *fixture,
              gconstpointer data)
{
  set_limit (fixture, PEAL_LIMIT_OF_NUMBER, "", per_day (PEAL_LIMIT_MESSAGES, 2));
  enqueue (fixture, ONE, 5, 1);
  enqueue (fixture, TWO, 1, 1);
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 3);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 9", "3");

  set_limit (fixture, PEAL_LIMIT_OF_CLASS, "Low volume", per_day (PEAL_LIMIT_MESSAGES, 3));
  await_true (peal_limits_set_class (fixture->base.store, fixture->account_id, TWO, "Low volume", "test"));
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  enqueue (fixture, TWO, 5, 1);
  /* two of each number; the class would allow TWO a third one, its number does not */
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 4);
  set_limit (fixture, PEAL_LIMIT_OF_NUMBER, TWO, per_day (PEAL_LIMIT_MESSAGES, 9));
  await_true (peal_limits_set_class (fixture->base.store, fixture->account_id, TWO, "", "test"));
}

/* What was provably not accepted is given back; what was billed as longer is spent. */
static void
test_corrections (LimitFixture *fixture,
                  gconstpointer data)
{
  g_autoptr(PealClaimed) claimed = NULL;
  PealSettlement *refused;

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_SEGMENTS, 4));
  enqueue (fixture, ONE, 5, 1);
  claimed = await_boxed (peal_outbox_next (fixture->base.store, fixture->account_id, NULL));
  refused = peal_settlement_new (claimed->message_id, 1, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_FAILED);
  refused->failure = PEAL_FAILURE_NUMBER;
  await_true (peal_outbox_settle (fixture->base.store, refused));
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 4);

  /* another day: each turns out to be two long */
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  enqueue (fixture, ONE, 6, 1);
  g_assert_cmpuint (send_all (fixture, 2, NULL), ==, 2);
}

static void
test_never (LimitFixture *fixture,
            gconstpointer data)
{
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_SEGMENTS, 2));
  enqueue (fixture, ONE, 1, 3);
  enqueue (fixture, ONE, 1, 1);
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 1);
  assert_sql (&fixture->base, "SELECT reason FROM message WHERE state = 9", "27");
}

/* A limit that is lifted lets go what waited for it. */
static void
test_lifted (LimitFixture *fixture,
             gconstpointer data)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_MESSAGES, 1));
  enqueue (fixture, ONE, 4, 1);
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 1);
  await_true (peal_limits_replace (fixture->base.store, fixture->account_id, none, "test"));
  g_assert_cmpuint (send_all (fixture, 1, NULL), ==, 3);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'account.limits_changed'", "2");
}

static void
test_invalid (LimitFixture *fixture,
              gconstpointer data)
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
test_estimate (LimitFixture *fixture,
               gconstpointer data)
{
  PealStore *store = fixture->base.store;
  gint64 id = fixture->account_id;

  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 500, 500)), ==, NOON);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 2, 101, 101)), ==, NOON + 50 * PEAL_SECOND - PEAL_SECOND / 2);
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", per_day (PEAL_LIMIT_MESSAGES, 100));
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 100, 100)), ==, NOON);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 101, 101)), ==, NOON + TO_MIDNIGHT);
  enqueue (fixture, ONE, 50, 1);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 51, 51)), ==, NOON + TO_MIDNIGHT);
  g_assert_cmpint (await_int (peal_limits_estimate (store, id, ONE, 0, 0, 0)), ==, NOON);
}

#define ADD(name, func) g_test_add ("/limits/" name, LimitFixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("day", test_day);
  ADD ("restart", test_restart);
  ADD ("minute", test_minute);
  ADD ("numbers", test_numbers);
  ADD ("corrections", test_corrections);
  ADD ("never", test_never);
  ADD ("lifted", test_lifted);
  ADD ("invalid", test_invalid);
  ADD ("estimate", test_estimate);
  return g_test_run ();
}

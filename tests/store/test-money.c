/* test-money.c: an account costs no more in a day than it may, and nothing is guessed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-accounts.h"
#include "peal-allowance.h"
#include "peal-clock.h"
#include "peal-limits.h"
#include "peal-money.h"
#include "peal-outbox.h"
#include "peal-receipts.h"

#define OURS "+15005550006"

/* From NOON until midnight in Berlin. */
#define TO_MIDNIGHT (11 * PEAL_HOUR)

static PealMoneyCap
make_cap (gint64 micros)
{
  return (PealMoneyCap) { .micros = micros, .currency = "USD", .zone = (char *) "Europe/Berlin" };
}

static void
set_cap (AccountFixture *fixture,
         gint64          micros)
{
  PealMoneyCap cap = make_cap (micros);

  await_true (peal_money_set_cap (fixture->base.store, fixture->account_id, &cap, "test"));
}

static void
set_price (AccountFixture *fixture,
           const char     *region,
           gint64          micros)
{
  await_true (peal_price_record (fixture->base.store, fixture->account_id, region, micros, "USD", "test"));
}

static gint64
queue (AccountFixture *fixture,
       guint           n,
       guint           segments)
{
  return account_queue (fixture, OURS, n, segments);
}

/* How many go until nothing may go any more. */
static guint
send_all (AccountFixture    *fixture,
          PealAttemptOutcome outcome)
{
  return account_send_all (fixture, outcome, 0, NULL);
}

/* What is left waits until the day begins anew, and says why. */
static void
test_day (AccountFixture *fixture,
          gconstpointer   data)
{
  g_autoptr(PealMoneyCap) cap = NULL;

  set_price (fixture, "US", 8000);
  set_cap (fixture, 50000);
  queue (fixture, 8, 2);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 3); /* of 16000 each */
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 11 AND explanation LIKE '%spent'", "5");

  cap = await_boxed (peal_money_get_cap (fixture->base.store, fixture->account_id));
  g_assert_cmpint (cap->micros, ==, 50000);
  g_assert_cmpint (cap->spent, ==, 48000);
  g_assert_cmpint (cap->renews_at, ==, NOON + TO_MIDNIGHT);
  g_assert_cmpstr (cap->zone, ==, "Europe/Berlin");

  peal_clock_advance (fixture->base.clock, TO_MIDNIGHT - PEAL_SECOND);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 0);
  fixture_close (&fixture->base);
  fixture_open (&fixture->base, 0);
  fixture_open_gate (&fixture->base);
  peal_clock_advance (fixture->base.clock, PEAL_SECOND);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 3);
}

static void
test_not_accepted_costs_nothing (AccountFixture *fixture,
                                 gconstpointer   data)
{
  g_autoptr(PealMoneyCap) cap = NULL;

  set_price (fixture, "", 8000); /* everywhere */
  set_cap (fixture, 8000);
  queue (fixture, 5, 1);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_NOT_ACCEPTED), ==, 5);
  cap = await_boxed (peal_money_get_cap (fixture->base.store, fixture->account_id));
  g_assert_cmpint (cap->spent, ==, 0);
}

/* What was spent yesterday is not today's when it comes back. */
static void
test_given_back_too_late (AccountFixture *fixture,
                          gconstpointer   data)
{
  g_autoptr(PealClaimed) claimed = NULL;
  g_autoptr(PealMoneyCap) cap = NULL;

  set_price (fixture, "", 8000);
  set_cap (fixture, 50000);
  queue (fixture, 3, 1);
  claimed = await_boxed (peal_outbox_next (fixture->base.store, fixture->account_id, NULL));
  peal_clock_advance (fixture->base.clock, TO_MIDNIGHT);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 2);
  await_true (peal_outbox_settle (fixture->base.store, account_settle (claimed, PEAL_ATTEMPT_NOT_ACCEPTED, 0)));
  cap = await_boxed (peal_money_get_cap (fixture->base.store, fixture->account_id));
  g_assert_cmpint (cap->spent, ==, 16000);
}

/* Nothing is guessed; when somebody says the price, what waited for it is looked at again. */
static void
test_no_price (AccountFixture *fixture,
               gconstpointer   data)
{
  set_cap (fixture, 50000);
  queue (fixture, 1, 1);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 0);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE reason = 11 AND explanation LIKE '%nobody knows%'", "1");
  set_price (fixture, "US", 8000);
  assert_sql (&fixture->base, "SELECT event || payload FROM ledger WHERE event = 'account.price_set'",
              "account.price_set{\"country\":\"US\",\"micros\":8000,\"currency\":\"USD\"}");
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 1);
}

/* What costs more than a whole day allows waits for no day, but for another cap; what stands behind it goes. */
static void
test_too_dear (AccountFixture *fixture,
               gconstpointer   data)
{
  set_price (fixture, "US", 8000);
  set_cap (fixture, 20000);
  queue (fixture, 1, 3);
  queue (fixture, 2, 1);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 2);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE reason = 11 AND explanation LIKE '%whole day'"
                              " AND not_before = 9223372036854775807", "1");
  peal_clock_advance (fixture->base.clock, 3 * PEAL_DAY);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 0);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.held'", "1");
  set_cap (fixture, 30000);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 1);
}

static void
test_too_dear_no_cap (AccountFixture *fixture,
                      gconstpointer   data)
{
  set_price (fixture, "US", 8000);
  set_cap (fixture, 20000);
  queue (fixture, 1, 3);
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 0);
  set_cap (fixture, 0); /* none */
  g_assert_cmpuint (send_all (fixture, PEAL_ATTEMPT_ACCEPTED), ==, 1);
}

/* The limits on messages are set anew: the money stays, and is no limit among them. */
static void
test_beside_limits (AccountFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) limits = NULL;
  g_autoptr(PealMoneyCap) cap = NULL;

  set_cap (fixture, 50000);
  await_true (peal_limits_replace (fixture->base.store, fixture->account_id, none, "test"));
  limits = await_boxed (peal_limits_list (fixture->base.store, fixture->account_id));
  g_assert_cmpuint (limits->len, ==, 0);
  cap = await_boxed (peal_money_get_cap (fixture->base.store, fixture->account_id));
  g_assert_cmpint (cap->micros, ==, 50000);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'account.money_changed'", "1");
}

static void
test_refused_caps (AccountFixture *fixture,
                   gconstpointer   data)
{
  static const PealMoneyCap caps[] = {
    { .micros = -1, .currency = "USD", .zone = (char *) "UTC" },
    { .micros = 1, .currency = "", .zone = (char *) "UTC" },
    { .micros = 1, .currency = "USD", .zone = (char *) "Moon/Crater" },
    { .micros = 1, .currency = "USD", .zone = (char *) "UTC", .reset_minute = 1440 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (caps); i++)
    await_error (peal_money_set_cap (fixture->base.store, fixture->account_id, &caps[i], "test"), PEAL_STORE_ERROR_INVALID);
}

/* What a message turned out to cost, at once or with its receipt, is what the next one costs. */
static void
test_learns_prices (AccountFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr(PealClaimed) claimed = NULL;
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_receipt_free);
  g_autofree char *remote_id = NULL;
  PealSettlement *settlement;
  PealReceipt *receipt;

  queue (fixture, 1, 2);
  claimed = await_boxed (peal_outbox_next (fixture->base.store, fixture->account_id, NULL));
  settlement = account_settle (claimed, PEAL_ATTEMPT_ACCEPTED, 0);
  settlement->price_micros = 15000;
  g_set_str (&settlement->currency, "USD");
  await_true (peal_outbox_settle (fixture->base.store, settlement));
  assert_sql (&fixture->base, "SELECT region || micros || currency FROM price", "US7500USD");

  run_sql (&fixture->base, "UPDATE message SET currency = ''");
  remote_id = query_sql (&fixture->base, "SELECT remote_id FROM message");
  receipt = peal_receipt_new (remote_id, PEAL_STATE_DELIVERED);
  receipt->price_micros = 16600;
  g_set_str (&receipt->currency, "USD");
  g_ptr_array_add (receipts, receipt);
  g_assert_cmpint (await_int (peal_outbox_apply_receipts (fixture->base.store, fixture->account_id, receipts)), ==, 1);
  assert_sql (&fixture->base, "SELECT region || micros || currency FROM price", "US8300USD");
}

#define add(path, func) g_test_add ("/money/" path, AccountFixture, NULL, account_set_up, func, account_tear_down)

/* Account, limits and money go in together or not at all. */
static void
test_allowance (AccountFixture *fixture,
                gconstpointer   data)
{
  static const PealLimit none = { .unit = PEAL_LIMIT_MESSAGES, .n = 1, .zone = "Nowhere/Atall" };
  const PealLimit limit = peal_limit_per_second (PEAL_LIMIT_MESSAGES, 2);
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (fixture->base.store, fixture->account_id));
  g_autoptr(PealAllowance) allowance = peal_allowance_new ();
  g_autoptr(PealAllowance) wrong = peal_allowance_new ();
  g_autoptr(PealAllowance) stored = NULL;
  g_autoptr(PealAccount) saved = NULL;

  set_price (fixture, "US", 8000);
  g_ptr_array_add (allowance->limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &limit));
  peal_money_cap_free (allowance->cap);
  allowance->cap = peal_money_cap_copy (&(PealMoneyCap) { .micros = 7, .currency = "USD", .zone = (char *) "UTC" });
  g_set_str (&account->label, "Renamed");
  saved = await_boxed (peal_allowance_save (fixture->base.store, account, allowance, "test"));
  g_assert_cmpstr (saved->label, ==, "Renamed");
  stored = await_boxed (peal_allowance_get (fixture->base.store, fixture->account_id));
  g_assert_cmpuint (stored->limits->len, ==, 1);
  g_assert_cmpint (stored->cap->micros, ==, 7);
  g_assert_true (stored->has_price);
  g_assert_cmpstr (stored->currency, ==, "USD");

  g_set_str (&account->label, "Again");
  g_ptr_array_add (wrong->limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &none));
  await_error (peal_allowance_save (fixture->base.store, account, wrong, "test"), PEAL_STORE_ERROR_INVALID);
  assert_sql (&fixture->base, "SELECT label FROM account", "Renamed");
  assert_sql (&fixture->base, "SELECT count (*) FROM account_limit", "2");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  add ("day", test_day);
  add ("not-accepted-costs-nothing", test_not_accepted_costs_nothing);
  add ("given-back-too-late", test_given_back_too_late);
  add ("no-price", test_no_price);
  add ("too-dear", test_too_dear);
  add ("too-dear-no-cap", test_too_dear_no_cap);
  add ("beside-limits", test_beside_limits);
  add ("refused-caps", test_refused_caps);
  add ("learns-prices", test_learns_prices);
  add ("allowance", test_allowance);
  return g_test_run ();
}

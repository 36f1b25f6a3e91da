/* test-credit.c: whether accounts can pay for what waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-accounts.h"
#include "peal-credit.h"
#include "peal-outbox.h"

#define CENT 10000

static void
test_low (void)
{
  static const struct
  {
    gint64 balance;
    gint64 price;
    gint64 n_waiting;
    gint64 cost;
    gboolean low;
  } rows[] = {
    { 25 * 100 * CENT, CENT, 0, 0, FALSE },
    { 20 * CENT, CENT, 0, 0, FALSE },
    { 20 * CENT - 1, CENT, 0, 0, TRUE },
    { 0, CENT, 0, 0, TRUE },
    { 100 * CENT, CENT, 100, 100 * CENT, FALSE },
    { 100 * CENT, CENT, 101, 101 * CENT, TRUE },
    { -1, CENT, 101, 101 * CENT, FALSE }, /* paid afterwards */
    { 0, 0, 0, 0, FALSE },
    { 0, 0, 1, 0, TRUE },
    { 1, 0, 1000, 0, FALSE },             /* nobody knows what they cost */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCredit credit = {
        .balance_micros = rows[i].balance,
        .price_micros = rows[i].price,
        .n_waiting = rows[i].n_waiting,
        .cost_micros = rows[i].cost,
      };

      g_test_message ("row %u", i);
      g_assert_true (peal_credit_is_low (&credit) == rows[i].low);
    }
}

static gint64
add_account (Fixture    *fixture,
             const char *label)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", label);
  g_autoptr(PealAccount) stored = await_boxed (peal_account_save (fixture->store, account, "test"));

  return stored->id;
}

static void
queue (Fixture *fixture,
       gint64   account_id,
       guint    n,
       guint    segments)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1555555%04u", i);
      PealQueued *queued = peal_queued_new ("+15550001111", theirs, "Hello");

      queued->account_id = account_id;
      queued->segments = segments;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->store, messages, "test"));
  g_assert_cmpuint (ids->len, ==, n);
}

static void
assert_credit (Fixture *fixture,
               guint    index,
               gint64   balance,
               gint64   price,
               gint64   n_waiting,
               gint64   cost)
{
  g_autoptr(GPtrArray) credits = await_boxed (peal_credit_load (fixture->store));
  const PealCredit *credit;

  g_assert_cmpuint (credits->len, >, index);
  credit = g_ptr_array_index (credits, index);
  g_assert_cmpint (credit->balance_micros, ==, balance);
  g_assert_cmpint (credit->price_micros, ==, price);
  g_assert_cmpint (credit->n_waiting, ==, n_waiting);
  g_assert_cmpint (credit->cost_micros, ==, cost);
}

static void
test_load (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 main_id = add_account (fixture, "Main");
  gint64 other_id = add_account (fixture, "Another");
  gint64 silent_id = add_account (fixture, "Silent");
  g_autoptr(GPtrArray) credits = NULL;

  await_true (peal_balance_record (fixture->store, main_id, 900 * CENT, "USD"));
  await_true (peal_balance_record (fixture->store, main_id, 50 * CENT, "USD"));
  await_true (peal_balance_record (fixture->store, other_id, 7 * CENT, "EUR"));
  queue (fixture, main_id, 4, 2);
  queue (fixture, other_id, 1, 1);
  queue (fixture, silent_id, 1, 1);
  credits = await_boxed (peal_credit_load (fixture->store));
  g_assert_cmpuint (credits->len, ==, 2); /* of one nothing is known */
  g_assert_cmpstr (((PealCredit *) g_ptr_array_index (credits, 0))->label, ==, "Another");
  g_assert_cmpstr (((PealCredit *) g_ptr_array_index (credits, 1))->currency, ==, "USD");
  assert_credit (fixture, 1, 50 * CENT, 0, 4, 0);

  /* the dearest of the list; in another currency it says nothing */
  await_true (peal_price_record (fixture->store, main_id, "US", CENT, "USD", "test"));
  await_true (peal_price_record (fixture->store, main_id, "FR", 3 * CENT, "USD", "test"));
  await_true (peal_price_record (fixture->store, other_id, "US", CENT, "USD", "test"));
  assert_credit (fixture, 1, 50 * CENT, 3 * CENT, 4, 24 * CENT);
  assert_credit (fixture, 0, 7 * CENT, 0, 1, 0);

  /* what two of them did cost, which wait no more; one is paused */
  run_sql (fixture, "UPDATE message SET state = 6, price_micros = 30000, currency = 'USD' WHERE id IN (1, 2);"
                    "UPDATE message SET reason = 8 WHERE id = 3");
  assert_credit (fixture, 1, 50 * CENT, 15000, 1, 3 * CENT);
}

/* More than are looked at: by what the first ones are. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 id = add_account (fixture, "Main");

  await_true (peal_balance_record (fixture->store, id, CENT, "USD"));
  await_true (peal_price_record (fixture->store, id, "", CENT, "USD", "test"));
  queue (fixture, id, 1500, 2);
  assert_credit (fixture, 0, CENT, CENT, 1500, 3000 * CENT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/credit/low", test_low);
  g_test_add ("/credit/load", Fixture, NULL, fixture_set_up, test_load, fixture_tear_down);
  g_test_add ("/credit/many", Fixture, NULL, fixture_set_up, test_many, fixture_tear_down);
  return g_test_run ();
}

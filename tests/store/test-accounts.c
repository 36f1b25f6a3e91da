/* test-accounts.c: accounts and what their gateways told us.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-accounts.h"

static PealAccount *
save_new (Fixture    *fixture,
          const char *label)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", label);

  return await_boxed (peal_account_save (fixture->store, account, "test"));
}

static void
assert_n_accounts (Fixture *fixture,
                   guint    n)
{
  g_autoptr(GPtrArray) accounts = await_boxed (peal_accounts_list (fixture->store));

  g_assert_cmpuint (accounts->len, ==, n);
}

static void
test_save_and_get (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(PealAccount) account = save_new (fixture, "Main");
  g_autoptr(PealAccount) again = NULL;
  g_autoptr(PealAccount) found = NULL;

  g_assert_true (g_uuid_string_is_valid (account->uuid));
  g_assert_cmpint (account->settle_after, ==, PEAL_TIME_NEVER);
  g_set_str (&account->base_url, "http://127.0.0.1:8080");
  account->settle_after = 5 * PEAL_MINUTE;
  account->rate_per_sec = 2.5;
  account->workers = 32;
  account->list_exact = TRUE;
  account->enabled = FALSE;
  again = await_boxed (peal_account_save (fixture->store, account, "test"));
  g_assert_cmpint (again->id, ==, account->id);

  found = await_boxed (peal_account_find (fixture->store, "MAIN"));
  g_assert_cmpstr (found->uuid, ==, account->uuid);
  g_assert_cmpstr (found->base_url, ==, "http://127.0.0.1:8080");
  g_assert_cmpint (found->settle_after, ==, 5 * PEAL_MINUTE);
  g_assert_cmpfloat (found->rate_per_sec, ==, 2.5);
  g_assert_cmpuint (found->workers, ==, 32);
  g_assert_true (found->list_exact);
  g_assert_false (found->enabled);
  assert_sql (fixture, "SELECT group_concat (event) FROM ledger", "account.added,account.changed");
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PealAccount) first = save_new (fixture, "Main");
  g_autoptr(PealAccount) same_label = peal_account_new ("twilio", "main");
  g_autoptr(PealAccount) no_json = peal_account_new ("twilio", "Other");

  await_error (peal_account_save (fixture->store, same_label, "test"), PEAL_STORE_ERROR_EXISTS);
  g_set_str (&no_json->settings, "{");
  await_error (peal_account_save (fixture->store, no_json, "test"), PEAL_STORE_ERROR_INVALID);
  first->id = 99;
  await_error (peal_account_save (fixture->store, first, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_account_get (fixture->store, 99), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_account_find (fixture->store, "nobody"), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_account_remove (fixture->store, 99, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  assert_n_accounts (fixture, 1);
  assert_sql (fixture, "SELECT count (*) FROM ledger", "1");
}

static void
test_remove_and_restore (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr(PealAccount) account = save_new (fixture, "Main");
  g_autoptr(PealAccount) second = NULL;

  await_true (peal_account_remove (fixture->store, account->id, "test"));
  assert_n_accounts (fixture, 0);
  await_error (peal_account_remove (fixture->store, account->id, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_true (peal_account_restore (fixture->store, account->id, "test"));
  assert_n_accounts (fixture, 1);

  /* the label was taken meanwhile */
  await_true (peal_account_remove (fixture->store, account->id, "test"));
  second = save_new (fixture, "Main");
  await_error (peal_account_restore (fixture->store, account->id, "test"), PEAL_STORE_ERROR_EXISTS);
}

static void
test_numbers (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PealAccount) account = save_new (fixture, "Main");
  static const char *const rounds[][3] = {
    { "+15005550006", "+15005550007", NULL },
    { "+15005550008", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_number_free);
      g_autoptr(GPtrArray) listed = NULL;

      for (guint j = 0; rounds[i][j] != NULL; j++)
        g_ptr_array_add (numbers, peal_number_new (rounds[i][j]));
      await_true (peal_numbers_replace (fixture->store, account->id, numbers));
      listed = await_boxed (peal_numbers_list (fixture->store, 0));
      g_assert_cmpuint (listed->len, ==, numbers->len);
      for (guint j = 0; j < listed->len; j++)
        g_assert_cmpstr (((PealNumber *) g_ptr_array_index (listed, j))->e164, ==, rounds[i][j]);
    }
}

static void
test_cursors (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PealAccount) account = save_new (fixture, "Main");
  g_autofree char *before = await_string (peal_cursor_get (fixture->store, account->id, "inbound"));
  g_autofree char *after = NULL;
  g_autofree char *other = NULL;

  g_assert_cmpstr (before, ==, "");
  await_true (peal_cursor_set (fixture->store, account->id, "inbound", "page:7"));
  await_true (peal_cursor_set (fixture->store, account->id, "inbound", "page:8"));
  after = await_string (peal_cursor_get (fixture->store, account->id, "inbound"));
  other = await_string (peal_cursor_get (fixture->store, account->id, "receipts"));
  g_assert_cmpstr (after, ==, "page:8");
  g_assert_cmpstr (other, ==, "");
  await_error (peal_cursor_set (fixture->store, 99, "inbound", "x"), PEAL_STORE_ERROR_INVALID);
}

static PealBalanceReading
get_balance (Fixture *fixture,
             gint64   account_id)
{
  g_autofree PealBalanceReading *reading = await_boxed (peal_balance_get (fixture->store, account_id));

  return *reading;
}

static void
test_money (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(PealAccount) account = save_new (fixture, "Main");
  g_autoptr(GPtrArray) prices = NULL;

  g_assert_cmpint (get_balance (fixture, account->id).at, ==, 0);
  await_true (peal_balance_record (fixture->store, account->id, 12500000, "USD"));
  peal_clock_advance (fixture->clock, PEAL_HOUR);
  await_true (peal_balance_record (fixture->store, account->id, 12500000, "USD"));
  g_assert_cmpint (get_balance (fixture, account->id).at, ==, NOON);
  await_true (peal_balance_record (fixture->store, account->id, 12400000, "USD"));
  g_assert_cmpint (get_balance (fixture, account->id).at, ==, NOON + PEAL_HOUR);
  g_assert_cmpint (get_balance (fixture, account->id).micros, ==, 12400000);
  assert_sql (fixture, "SELECT count (*) FROM balance_reading", "2");

  await_true (peal_price_record (fixture->store, account->id, "US", 7900, "USD", "test"));
  await_true (peal_price_record (fixture->store, account->id, "US", 8300, "USD", "test"));
  prices = await_boxed (peal_prices_list (fixture->store, account->id));
  g_assert_cmpuint (prices->len, ==, 1);
  g_assert_cmpint (((PealPrice *) g_ptr_array_index (prices, 0))->micros, ==, 8300);
}

#define ADD(path, function) \
  g_test_add ("/accounts/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("save-and-get", test_save_and_get);
  ADD ("refused", test_refused);
  ADD ("remove-and-restore", test_remove_and_restore);
  ADD ("numbers", test_numbers);
  ADD ("cursors", test_cursors);
  ADD ("money", test_money);
  return g_test_run ();
}

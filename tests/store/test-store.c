/* test-store.c: opening, group commit, closing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-ledger-private.h"
#include "peal-settings.h"

static void
test_new_workspace (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *uuid = await_string (peal_setting_get (fixture->store, PEAL_SETTING_WORKSPACE_UUID));
  g_autofree char *again = NULL;

  g_assert_cmpint (peal_store_get_condition (fixture->store), ==, PEAL_STORE_READY);
  g_assert_true (g_uuid_string_is_valid (uuid));
  assert_sql (fixture, "PRAGMA journal_mode", "wal");

  fixture_close (fixture);
  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  again = await_string (peal_setting_get (fixture->store, PEAL_SETTING_WORKSPACE_UUID));
  g_assert_cmpstr (again, ==, uuid);
}

static void
test_settings (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *before = await_string (peal_setting_get (fixture->store, PEAL_SETTING_ZONE));
  g_autofree char *after = NULL;
  g_autofree char *cleared = NULL;

  g_assert_cmpstr (before, ==, "");
  await_true (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "Europe/Paris", "test"));
  after = await_string (peal_setting_get (fixture->store, PEAL_SETTING_ZONE));
  g_assert_cmpstr (after, ==, "Europe/Paris");
  await_true (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "", "test"));
  cleared = await_string (peal_setting_get (fixture->store, PEAL_SETTING_ZONE));
  g_assert_cmpstr (cleared, ==, "");
  assert_sql (fixture, "SELECT group_concat (event) FROM ledger", "setting.changed,setting.changed");
}

/* Fails if it is odd; else writes a ledger row with its number. */
static void
odd_fails_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  guint number = GPOINTER_TO_UINT (data);

  peal_ledger_append_about (db, number, "test", "test.ran", "number", number, "{}");
  if (number % 2 == 1)
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "%u is odd", number);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
}

static void
test_group_commit (Fixture      *fixture,
                   gconstpointer data)
{
  DexFuture *futures[1000];

  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    futures[i] = peal_store_write (fixture->store, odd_fails_job, GUINT_TO_POINTER (i + 1), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    {
      if ((i + 1) % 2 == 1)
        await_error (futures[i], PEAL_STORE_ERROR_INVALID);
      else
        g_assert_cmpint (await_int (futures[i]), ==, i + 1);
    }
  assert_sql (fixture, "SELECT count(*) || ' ' || max (seq) || ' ' || sum (at % 2) FROM ledger", "500 500 0");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/new-workspace", Fixture, NULL, fixture_set_up, test_new_workspace, fixture_tear_down);
  g_test_add ("/store/settings", Fixture, NULL, fixture_set_up, test_settings, fixture_tear_down);
  g_test_add ("/store/group-commit", Fixture, NULL, fixture_set_up, test_group_commit, fixture_tear_down);
  return g_test_run ();
}

/* test-store.c: opening, group commit, closing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-ledger-private.h"
#include "peal-settings.h"

#include <unistd.h>

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

/* The error of a job that fails is its own; what was committed with it stands. */
static void
test_alone (Fixture      *fixture,
            gconstpointer data)
{
  await_error (peal_store_write (fixture->store, odd_fails_job, GUINT_TO_POINTER (1), NULL), PEAL_STORE_ERROR_INVALID);
  g_assert_cmpint (await_int (peal_store_write (fixture->store, odd_fails_job, GUINT_TO_POINTER (2), NULL)), ==, 2);
  assert_sql (fixture, "SELECT group_concat (seq || ':' || at) FROM ledger", "1:2");
}

static void
change_conversation_job (PealDb  *db,
                         gpointer data,
                         GValue  *result)
{
  gint64 id = GPOINTER_TO_INT (data);

  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, id);
  peal_db_touch_conversation (db, id);
  if (id == 13)
    peal_db_fail (db, PEAL_STORE_ERROR_FAILED, "No luck");
}

typedef struct
{
  guint n_signals;
  guint changes;
  guint n_conversations; /* in all signals; G_MAXUINT once any may have changed */
} Heard;

static void
changed_cb (PealStore *store,
            guint      changes,
            GArray    *conversations,
            Heard     *heard)
{
  heard->n_signals++;
  heard->changes |= changes;
  heard->n_conversations = conversations == NULL ? G_MAXUINT : heard->n_conversations + conversations->len;
}

static void
test_changed (Fixture      *fixture,
              gconstpointer data)
{
  Heard heard = { 0 };

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &heard);
  await_true (peal_store_write (fixture->store, change_conversation_job, GINT_TO_POINTER (7), NULL));
  g_assert_cmpuint (heard.n_signals, ==, 1);
  g_assert_cmpuint (heard.changes, ==, PEAL_CHANGE_TALK);
  g_assert_cmpuint (heard.n_conversations, ==, 1);
  await_error (peal_store_write (fixture->store, change_conversation_job, GINT_TO_POINTER (13), NULL),
               PEAL_STORE_ERROR_FAILED);
  g_assert_cmpuint (heard.n_signals, ==, 1);
}

/* Runs the main context until @heard has a signal or the span of a few polls is over. */
static void
wait_for_signal (Heard *heard)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (heard->n_signals == 0 && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
test_other_process (Fixture      *fixture,
                    gconstpointer data)
{
  Heard heard = { 0 };
  g_autofree char *value = NULL;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &heard);
  run_sql (fixture, "INSERT INTO setting VALUES ('x', 'from outside')");
  wait_for_signal (&heard);
  g_assert_cmpuint (heard.n_signals, ==, 1);
  g_assert_cmpuint (heard.changes, ==, PEAL_CHANGE_ALL);
  g_assert_cmpuint (heard.n_conversations, ==, G_MAXUINT);
  value = await_string (peal_setting_get (fixture->store, "x"));
  g_assert_cmpstr (value, ==, "from outside");
}

static void
test_engine_lock (Fixture      *fixture,
                  gconstpointer data)
{
  Fixture other = { .dir = fixture->dir, .clock = fixture->clock };
  g_autoptr(GError) error = NULL;
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  gint64 holder;

  fixture_open (&other, PEAL_STORE_OPEN_EXISTING);
  g_assert_false (peal_store_find_engine (fixture->dir, &holder));
  g_assert_true (peal_store_try_lock_engine (fixture->store, NULL));
  g_assert_true (peal_store_try_lock_engine (fixture->store, NULL));
  g_assert_true (peal_store_find_engine (fixture->dir, &holder));
  g_assert_cmpint (holder, ==, getpid ());
  g_assert_true (peal_store_has_engine_lock (fixture->store));
  g_assert_false (peal_store_try_lock_engine (other.store, &error));
  g_assert_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, pid));
  peal_store_unlock_engine (fixture->store);
  g_assert_false (peal_store_find_engine (fixture->dir, &holder));
  g_assert_cmpint (holder, ==, 0);
  g_assert_true (peal_store_try_lock_engine (other.store, NULL));
  fixture_close (&other);
  g_assert_true (peal_store_try_lock_engine (fixture->store, NULL));
}

static void
test_close (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *wal = fixture_path (fixture, "peal.db-wal");
  DexFuture *last = peal_store_write (fixture->store, odd_fails_job, GUINT_TO_POINTER (2), NULL);
  DexFuture *closed = peal_store_close (fixture->store);

  /* what was queued before is done; what comes after is refused */
  await_error (peal_store_write (fixture->store, odd_fails_job, GUINT_TO_POINTER (4), NULL), PEAL_STORE_ERROR_CLOSED);
  await_error (peal_setting_get (fixture->store, "x"), PEAL_STORE_ERROR_CLOSED);
  g_assert_cmpint (await_int (last), ==, 2);
  await_true (closed);
  await_true (peal_store_close (fixture->store));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

/* Nobody waits any more: the work is done all the same. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer data)
{
  dex_unref (peal_store_write (fixture->store, odd_fails_job, GUINT_TO_POINTER (2), NULL));
  g_clear_object (&fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_sql (fixture, "SELECT at FROM ledger", "2");
}

#define ADD(path, function) \
  g_test_add ("/store/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("new-workspace", test_new_workspace);
  ADD ("settings", test_settings);
  ADD ("group-commit", test_group_commit);
  ADD ("alone", test_alone);
  ADD ("changed", test_changed);
  ADD ("other-process", test_other_process);
  ADD ("engine-lock", test_engine_lock);
  ADD ("close", test_close);
  ADD ("dropped", test_dropped);
  return g_test_run ();
}

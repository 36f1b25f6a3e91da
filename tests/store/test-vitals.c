/* test-vitals.c: how the workspace is doing, counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-accounts.h"
#include "peal-outbox.h"
#include "peal-vitals.h"

#define OURS "+15550001111"

/* Where a message is counted. */
typedef enum
{
  NOWHERE,
  WAITING,
  LATER,
  NO_ROUTE,
  TOO_DEAR,
  PAUSED,
  IN_AIR,
  ASKING,
  DECIDING,
} Place;

/* One message in each state; NOON is now. */
static const struct
{
  const char *set;
  Place place;
  guint in_minute;
  guint in_hour;
  guint in_day;              /* failed */
  guint in_week;
} rows[] = {
  { "state = 1, not_before = 1795262400000000 - 300000000, created_at = 5", WAITING, 0, 0, 0, 0 },
  { "state = 1, not_before = 1795262400000000", WAITING, 0, 0, 0, 0 },
  { "state = 1, not_before = 1795262400000001, reason = 1", LATER, 0, 0, 0, 0 },
  { "state = 1, not_before = 9223372036854775807, reason = 12", NO_ROUTE, 0, 0, 0, 0 },
  { "state = 1, not_before = 9223372036854775807, reason = 12, priority = 2", NO_ROUTE, 0, 0, 0, 0 },
  { "state = 1, not_before = 9223372036854775807, reason = 11, priority = 1", TOO_DEAR, 0, 0, 0, 0 },
  { "state = 10, not_before = 9223372036854775807, reason = 12", NOWHERE, 0, 0, 0, 0 },
  { "state = 1, not_before = 5, reason = 8, campaign_id = 1", PAUSED, 0, 0, 0, 0 },
  { "state = 2, not_before = 5, submitted_at = 1795262400000000", IN_AIR, 0, 0, 0, 0 },
  { "state = 5, look_at = NULL, submitted_at = 1795262400000000", DECIDING, 0, 0, 0, 0 },
  { "state = 5, look_at = 50", ASKING, 0, 0, 0, 0 },
  { "state = 3, submitted_at = 1795262400000000 - 10000000", NOWHERE, 1, 1, 0, 0 },
  { "state = 6, submitted_at = 1795262400000000 - 59000000", NOWHERE, 1, 1, 0, 0 },
  { "state = 4, submitted_at = 1795262400000000 - 61000000", NOWHERE, 0, 1, 0, 0 },
  { "state = 6, submitted_at = 1795262400000000 - 3601000000", NOWHERE, 0, 0, 0, 0 },
  { "state = 8, submitted_at = 1795262400000000, settled_at = 1795262400000000 - 3600000000, failure = 5,"
    " provider_code = '30005'", NOWHERE, 0, 0, 1, 1 },
  { "state = 7, settled_at = 1795262400000000 - 90000000000, failure = 5, provider_code = '30005'", NOWHERE, 0, 0, 0, 1 },
  { "state = 8, settled_at = 1795262400000000 - 60000000, failure = 8", NOWHERE, 0, 0, 1, 1 },
  { "state = 8, settled_at = 1795262400000000 - 8 * 86400000000, failure = 8", NOWHERE, 0, 0, 0, 0 },
  { "state = 9, reason = 20", NOWHERE, 0, 0, 0, 0 },
  { "state = 10", NOWHERE, 0, 0, 0, 0 },
};

static void
enqueue (Fixture *fixture,
         gint64   account_id,
         guint    n)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1555555%04u", i);
      PealQueued *queued = peal_queued_new (OURS, theirs, "Hello");

      queued->account_id = account_id;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->store, messages, "test"));
  g_assert_cmpuint (ids->len, ==, n);
}

static gint64
add_account (Fixture *fixture)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");
  g_autoptr(PealAccount) stored = await_boxed (peal_account_save (fixture->store, account, "test"));

  return stored->id;
}

static void
fill (Fixture *fixture)
{
  enqueue (fixture, add_account (fixture), G_N_ELEMENTS (rows));
  run_sql (fixture, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (1, 'C', 'Hello', 3, 2, 0)");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *which = g_strdup_printf (" WHERE id = %u", i + 1);
      g_autofree char *sql = g_strconcat ("UPDATE message SET ", rows[i].set, which, NULL);

      run_sql (fixture, sql);
    }
  run_sql (fixture, "INSERT INTO attempt (message_id, ordinal, account_id, started_at)"
                    " SELECT id, 1, account_id, 0 FROM message WHERE state = 2");
}

static gint64
count_place (Place place)
{
  gint64 n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    n += rows[i].place == place;
  return n;
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(PealVitals) vitals = await_boxed (peal_vitals_read (fixture->store));

  g_assert_cmpint (vitals->at, ==, NOON);
  g_assert_cmpint (vitals->n_waiting + vitals->n_later + vitals->n_held + vitals->n_no_route + vitals->n_too_dear
                   + vitals->n_paused + vitals->n_in_air + vitals->n_asking
                   + vitals->n_deciding + vitals->n_last_minute + vitals->n_last_hour, ==, 0);
  g_assert_cmpint (vitals->oldest_due, ==, 0);
  g_assert_cmpuint (vitals->failures->len, ==, 0);
  g_assert_cmpuint (vitals->sightings->len, ==, 0);
  g_assert_false (vitals->failures_cut);
  g_assert_cmpint (vitals->ledger_rows, ==, 0);
  g_assert_cmpint (vitals->ledger->began_at, ==, 0);
  g_assert_cmpint (vitals->file->began_at, ==, 0);
}

static void
test_counts (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(PealVitals) vitals = NULL;
  g_autofree char *ledger_rows = NULL;
  gint64 in_minute = 0, in_hour = 0;

  fill (fixture);
  vitals = await_boxed (peal_vitals_read (fixture->store));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      in_minute += rows[i].in_minute;
      in_hour += rows[i].in_hour;
    }
  g_assert_cmpint (vitals->n_waiting, ==, count_place (WAITING));
  g_assert_cmpint (vitals->n_later, ==, count_place (LATER));
  g_assert_cmpint (vitals->n_held, ==, count_place (NO_ROUTE) + count_place (TOO_DEAR));
  g_assert_cmpint (vitals->n_no_route, ==, count_place (NO_ROUTE));
  g_assert_cmpint (vitals->n_too_dear, ==, count_place (TOO_DEAR));
  g_assert_cmpint (vitals->n_paused, ==, count_place (PAUSED));
  g_assert_cmpint (vitals->n_in_air, ==, count_place (IN_AIR));
  g_assert_cmpint (vitals->n_asking, ==, count_place (ASKING));
  g_assert_cmpint (vitals->n_deciding, ==, count_place (DECIDING));
  g_assert_cmpint (vitals->n_last_minute, ==, in_minute);
  g_assert_cmpint (vitals->n_last_hour, ==, in_hour);
  g_assert_cmpint (vitals->oldest_due, ==, NOON - 5 * PEAL_MINUTE);
  ledger_rows = query_sql (fixture, "SELECT max (seq) FROM ledger");
  g_assert_cmpint (vitals->ledger_rows, ==, g_ascii_strtoll (ledger_rows, NULL, 10));
}

/* A message that was due before it was written waits since it was written. */
static void
test_oldest (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(PealVitals) vitals = NULL;

  enqueue (fixture, add_account (fixture), 2);
  run_sql (fixture, "UPDATE message SET not_before = 5, priority = 2 WHERE id = 1");
  vitals = await_boxed (peal_vitals_read (fixture->store));
  g_assert_cmpint (vitals->oldest_due, ==, NOON);
}

static void
test_failures (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(PealVitals) vitals = NULL;
  const PealFailureCount *first, *second;

  fill (fixture);
  vitals = await_boxed (peal_vitals_read (fixture->store));
  g_assert_cmpuint (vitals->failures->len, ==, 2);
  first = g_ptr_array_index (vitals->failures, 0);
  second = g_ptr_array_index (vitals->failures, 1);
  g_assert_cmpstr (first->provider_code, ==, "30005");
  g_assert_cmpint (first->failure, ==, PEAL_FAILURE_NUMBER);
  g_assert_cmpint (first->n_day, ==, 1);
  g_assert_cmpint (first->n_week, ==, 2);
  g_assert_cmpint (first->last_at, ==, NOON - PEAL_HOUR);
  g_assert_cmpstr (second->provider_code, ==, "");
  g_assert_cmpint (second->failure, ==, PEAL_FAILURE_ACCOUNT);
  g_assert_cmpint (second->n_day, ==, 1);
  g_assert_cmpint (second->n_week, ==, 1);
}

static void
test_sightings (Fixture      *fixture,
                gconstpointer data)
{
  PealSighting sighting = {
    .condition = (char *) "offline", .until = 3, .detail = (char *) "<b>No route", .replies_at = 4, .receipts_at = 5,
    .answered_at = 6, .latency = -1, .skew = PEAL_TIME_NEVER, .balance_at = 7,
  };
  g_autoptr(PealVitals) vitals = NULL;
  const PealSighting *kept;

  sighting.account_id = add_account (fixture);
  await_true (peal_sighting_record (fixture->store, &sighting));
  vitals = await_boxed (peal_vitals_read (fixture->store));
  g_assert_cmpuint (vitals->sightings->len, ==, 1);
  kept = g_ptr_array_index (vitals->sightings, 0);
  g_assert_cmpint (kept->latency, ==, -1);
  g_assert_cmpint (kept->skew, ==, PEAL_TIME_NEVER);
  g_clear_pointer (&vitals, peal_vitals_unref);

  sighting.latency = 8;
  sighting.skew = -9;
  await_true (peal_sighting_record (fixture->store, &sighting));
  vitals = await_boxed (peal_vitals_read (fixture->store));
  g_assert_cmpuint (vitals->sightings->len, ==, 1);
  kept = g_ptr_array_index (vitals->sightings, 0);
  g_assert_cmpint (kept->account_id, ==, sighting.account_id);
  g_assert_cmpint (kept->seen_at, ==, NOON);
  g_assert_cmpstr (kept->condition, ==, "offline");
  g_assert_cmpint (kept->until, ==, 3);
  g_assert_cmpstr (kept->detail, ==, "<b>No route");
  g_assert_cmpint (kept->replies_at, ==, 4);
  g_assert_cmpint (kept->receipts_at, ==, 5);
  g_assert_cmpint (kept->answered_at, ==, 6);
  g_assert_cmpint (kept->latency, ==, 8);
  g_assert_cmpint (kept->skew, ==, -9);
  g_assert_cmpint (kept->balance_at, ==, 7);
}

/* The queue is counted in its index alone, however many messages it holds: SQLite opens the table first, as
 * cursor 0, and must read no column of it. */
static void
test_queue_plan (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN ", peal_query_texts[PEAL_QUERY_VITALS_QUEUE].sql, NULL);
  g_autofree char *path = fixture_path (fixture, "peal.db");
  guint n_columns = 0;
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    if (g_str_equal ((const char *) sqlite3_column_text (stmt, 1), "Column"))
      {
        g_assert_cmpint (sqlite3_column_int (stmt, 2), !=, 0);
        n_columns++;
      }
  g_assert_cmpuint (n_columns, >, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
}

#define add(path, func) g_test_add ("/vitals/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add ("empty", test_empty);
  add ("counts", test_counts);
  add ("oldest", test_oldest);
  add ("failures", test_failures);
  add ("sightings", test_sightings);
  add ("queue-plan", test_queue_plan);
  return g_test_run ();
}

/* test-queries.c: every named query prepares on a fresh schema, and none walks a table unasked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

static sqlite3 *
open_schema (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  return handle;
}

/* An index with a WHERE of its own holds just what is asked for: to walk it is no waste. */
static gboolean
walks_partial_index (sqlite3    *handle,
                     const char *step)
{
  const char *name = strstr (step, "INDEX ");
  sqlite3_stmt *stmt = NULL;
  gboolean partial;

  if (name == NULL)
    return FALSE;
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT 1 FROM sqlite_schema AS s, pragma_index_list (s.tbl_name) AS i "
                                       "WHERE s.name = ?1 AND i.name = ?1 AND i.partial",
                                       -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (stmt, 1, name + strlen ("INDEX "), -1, SQLITE_STATIC);
  partial = sqlite3_step (stmt) == SQLITE_ROW;
  sqlite3_finalize (stmt);
  return partial;
}

static void
check_plan (sqlite3             *handle,
            const PealQueryText *query)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", query->sql, NULL);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *step = (const char *) sqlite3_column_text (stmt, 3);

      if (!g_str_has_prefix (step, "SCAN ") || query->scan_ok || walks_partial_index (handle, step))
        continue;
      /* Rows that are in the query itself, not in a table; and a search in a virtual table's own index. */
      if (strstr (step, "CONSTANT ROW") != NULL || strstr (step, "SUBQUERY") != NULL
          || strstr (step, "json_each") != NULL || strstr (step, "VIRTUAL TABLE INDEX") != NULL)
        continue;
      g_test_message ("%s: %s", query->name, step);
      g_test_fail ();
    }
  sqlite3_finalize (stmt);
}

static void
test_queries (Fixture      *fixture,
              gconstpointer data)
{
  sqlite3 *handle = open_schema (fixture);

  for (guint i = 0; i < PEAL_N_QUERIES; i++)
    {
      const PealQueryText *query = &peal_query_texts[i];
      sqlite3_stmt *stmt = NULL;
      const char *rest = NULL;

      if (sqlite3_prepare_v2 (handle, query->sql, -1, &stmt, &rest) != SQLITE_OK)
        g_error ("%s: %s", query->name, sqlite3_errmsg (handle));
      g_assert_cmpint (strspn (rest, " \n"), ==, strlen (rest));
      sqlite3_finalize (stmt);
      check_plan (handle, query);
    }
  sqlite3_close (handle);
}

static void
test_migrations_in_order (void)
{
  int version = 0;

  for (const PealMigration *migration = peal_migrations; migration->version != 0; migration++)
    {
      g_assert_cmpint (migration->version, ==, version + 1);
      version = migration->version;
    }
  g_assert_cmpint (version, >=, 1);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/queries/all", Fixture, NULL, fixture_set_up, test_queries, fixture_tear_down);
  g_test_add_func ("/queries/migrations-in-order", test_migrations_in_order);
  return g_test_run ();
}

/* peal-migrate.c: is this file ours, and is its schema today's?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-migrate.h"

#include <glib/gstdio.h>

/* "Peal", as in db_set_application_id */
#define APPLICATION_ID 0x5065616c

static gint64
query_number (PealDb   *db,
              PealQuery query)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  return peal_stmt_next (stmt) ? peal_stmt_get_int (stmt, 0) : 0;
}

static gboolean
run_query (PealDb   *db,
           PealQuery query)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  return peal_stmt_run (stmt);
}

static int
newest_version (const PealMigration *migrations)
{
  int version = 0;

  for (; migrations->version != 0; migrations++)
    version = migrations->version;
  return version;
}

PealSchemaAge
peal_schema_inspect (PealDb              *db,
                     const PealMigration *migrations)
{
  gint64 application = query_number (db, PEAL_QUERY_DB_APPLICATION_ID);
  gint64 version = query_number (db, PEAL_QUERY_DB_USER_VERSION);
  gint64 n_objects = query_number (db, PEAL_QUERY_DB_SCHEMA_COUNT);
  int newest = newest_version (migrations);

  if (application == 0 && version == 0 && n_objects == 0)
    return PEAL_SCHEMA_EMPTY;
  if (application != APPLICATION_ID)
    return PEAL_SCHEMA_FOREIGN;
  if (version == newest)
    return PEAL_SCHEMA_CURRENT;
  return version < newest ? PEAL_SCHEMA_OLDER : PEAL_SCHEMA_NEWER;
}

/* A half-made copy must never pass for a good one: it gets its name when it is complete. */
static gboolean
copy_before (PealDb     *db,
             const char *path,
             int         version)
{
  g_autofree char *copy = g_strdup_printf ("%s.before-v%d", path, version);
  g_autofree char *partial = g_strconcat (copy, ".partial", NULL);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DB_COPY_INTO);

  g_unlink (partial);
  peal_stmt_bind_text (stmt, ":path", partial);
  if (!peal_stmt_run (stmt))
    {
      g_unlink (partial);
      return FALSE;
    }
  if (g_chmod (partial, 0600) != 0 || g_rename (partial, copy) != 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NO_ACCESS, "The copy %s cannot be made; check the folder", copy);
  return !peal_db_has_failed (db);
}

/* One step, one transaction. Another process may have made it while we waited for the lock. */
static gboolean
run_step (PealDb              *db,
          const PealMigration *step,
          GError             **error)
{
  if (run_query (db, PEAL_QUERY_TXN_BEGIN)
      && query_number (db, PEAL_QUERY_DB_USER_VERSION) == step->version - 1)
    {
      int rc = sqlite3_exec (peal_db_get_handle (db), step->sql, NULL, NULL, NULL);

      if (rc != SQLITE_OK)
        peal_db_fail_sqlite (db, rc);
      run_query (db, PEAL_QUERY_DB_SET_APPLICATION_ID);
    }
  run_query (db, PEAL_QUERY_TXN_COMMIT);
  if (!peal_db_has_failed (db))
    return TRUE;

  g_propagate_prefixed_error (error, peal_db_steal_error (db), "Updating the workspace (%s): ", step->name);
  if (!sqlite3_get_autocommit (peal_db_get_handle (db)))
    run_query (db, PEAL_QUERY_TXN_ROLLBACK);
  return FALSE;
}

gboolean
peal_schema_migrate (PealDb              *db,
                     const char          *path,
                     const PealMigration *migrations,
                     GError             **error)
{
  gint64 version = query_number (db, PEAL_QUERY_DB_USER_VERSION);

  if (version > 0 && version < newest_version (migrations)
      && !copy_before (db, path, newest_version (migrations)))
    {
      g_propagate_error (error, peal_db_steal_error (db));
      return FALSE;
    }
  for (; migrations->version != 0; migrations++)
    if (migrations->version > version && !run_step (db, migrations, error))
      return FALSE;
  return TRUE;
}

/* store-fixture.c: a workspace in a folder of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-fiber.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>

void
fixture_set_up (Fixture      *self,
                gconstpointer data)
{
  self->dir = g_dir_make_tmp ("peal-store-XXXXXX", NULL);
  g_assert_nonnull (self->dir);
  self->clock = peal_clock_new_test (NOON);
  fixture_open (self, PEAL_STORE_OPEN_CREATE);
}

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                kind,
           struct FTW        *ftw)
{
  return remove (path);
}

void
fixture_tear_down (Fixture      *self,
                   gconstpointer data)
{
  fixture_close (self);
  nftw (self->dir, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->dir, g_free);
}

void
fixture_open (Fixture       *self,
              PealStoreFlags flags)
{
  g_autoptr(GError) error = NULL;
  DexFuture *future = peal_store_open (self->dir, self->clock, flags);

  peal_future_run (dex_ref (future), &error);
  g_assert_no_error (error);
  self->store = g_value_dup_object (dex_future_get_value (future, NULL));
  dex_unref (future);
}

void
fixture_close (Fixture *self)
{
  if (self->store == NULL)
    return;
  await_true (peal_store_close (self->store));
  g_assert_finalize_object (g_steal_pointer (&self->store));
}

char *
fixture_path (Fixture    *self,
              const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

/* Full disks --------------------------------------------------------------------------------------- */

gboolean
fixture_mount (const char *dir,
               const char *size)
{
  g_autofree char *options = g_strconcat ("size=", size, NULL);

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  if (unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
      && mount ("tmpfs", dir, "tmpfs", 0, options) == 0)
    return TRUE;
  g_test_skip ("no file system of its own");
  return FALSE;
}

void
fixture_unmount (const char *dir)
{
  g_assert_cmpint (umount (dir), ==, 0);
}

static void
limit_pages_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (peal_db_get_handle (db), data, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  sqlite3_finalize (stmt);
}

void
fixture_leave_room (Fixture *self,
                    guint    n_pages)
{
  g_autofree char *now = query_sql (self, "SELECT page_count FROM pragma_page_count");
  gint64 most = g_ascii_strtoll (now, NULL, 10) + n_pages;

  await_true (peal_store_write (self->store, limit_pages_job,
                                g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, most), g_free));
}

/* Waiting ------------------------------------------------------------------------------------------ */

static const GValue *
await (DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  peal_future_run (dex_ref (future), &error);
  g_assert_no_error (error);
  return dex_future_get_value (future, NULL);
}

void
await_true (DexFuture *future)
{
  g_assert_true (g_value_get_boolean (await (future)));
  dex_unref (future);
}

gint64
await_int (DexFuture *future)
{
  gint64 value = g_value_get_int64 (await (future));

  dex_unref (future);
  return value;
}

char *
await_string (DexFuture *future)
{
  char *value = g_value_dup_string (await (future));

  dex_unref (future);
  return value;
}

gpointer
await_boxed (DexFuture *future)
{
  gpointer value = g_value_dup_boxed (await (future));

  dex_unref (future);
  return value;
}

void
await_error (DexFuture         *future,
             PealStoreErrorCode code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (peal_future_run (future, &error));
  g_assert_error (error, PEAL_STORE_ERROR, (int) code);
}

static sqlite3 *
open_other (Fixture *self)
{
  g_autofree char *path = fixture_path (self, "peal.db");
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);
  return handle;
}

static void
wait_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_mutex_lock (data);
  g_mutex_unlock (data);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
}

DexFuture *
keep_writer_busy (PealStore *store,
                  GMutex    *busy)
{
  g_mutex_init (busy);
  g_mutex_lock (busy);
  return peal_store_write (store, wait_job, busy, NULL);
}

void
run_sql (Fixture    *self,
         const char *sql)
{
  sqlite3 *handle = open_other (self);
  char *message = NULL;

  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

char *
query_sql (Fixture    *self,
           const char *sql)
{
  sqlite3 *handle = open_other (self);
  sqlite3_stmt *stmt = NULL;
  char *value = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return value;
}

void
assert_sql (Fixture    *self,
            const char *sql,
            const char *expected)
{
  g_autofree char *value = query_sql (self, sql);

  g_assert_cmpstr (value, ==, expected);
}

gint64
query_by_id (Fixture    *self,
             const char *sql,
             gint64      id)
{
  sqlite3 *handle = open_other (self);
  sqlite3_stmt *stmt = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, id);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return value;
}

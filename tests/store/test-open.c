/* test-open.c: good files, bad files, old files, new files, full and read-only disks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-fiber.h"
#include "peal-ledger.h"
#include "peal-migrate.h"
#include "peal-settings.h"
#include "peal-verify.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
assert_open_fails (Fixture           *fixture,
                   PealStoreFlags     flags,
                   PealStoreErrorCode code)
{
  await_error (peal_store_open (fixture->dir, fixture->clock, flags), code);
}

static void
put_file (Fixture      *fixture,
          gconstpointer data,
          gsize         length)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

static char *
hash_file (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

/* Which files ---------------------------------------------------------------------------------------- */

static void
test_permissions (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "a", "b", NULL);
  Fixture nested = { .dir = dir, .clock = fixture->clock };
  g_autofree char *path = fixture_path (&nested, "peal.db");
  GStatBuf info;

  fixture_open (&nested, PEAL_STORE_OPEN_CREATE);
  g_assert_cmpint (g_stat (dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  fixture_close (&nested);
}

static void
test_no_workspace (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "nowhere", NULL);
  g_autofree char *file = fixture_path (fixture, "peal.db");
  Fixture other = { .dir = dir, .clock = fixture->clock };

  assert_open_fails (&other, PEAL_STORE_OPEN_EXISTING, PEAL_STORE_ERROR_NO_WORKSPACE);
  g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
  /* a file where the folder should be */
  other.dir = file;
  assert_open_fails (&other, PEAL_STORE_OPEN_CREATE, PEAL_STORE_ERROR_NO_ACCESS);
}

static void
test_bad_files (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GString) noise = g_string_new (NULL);
  static const gsize lengths[] = { 1, 15, 16, 99, 100, 511, 512, 4096, 9000 };

  fixture_close (fixture);
  for (guint i = 0; i < 9000; i++)
    g_string_append_c (noise, (char) (i * 7 + i / 251));
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      put_file (fixture, noise->str, lengths[i]);
      before = hash_file (fixture);
      assert_open_fails (fixture, PEAL_STORE_OPEN_CREATE, PEAL_STORE_ERROR_NOT_A_DATABASE);
      after = hash_file (fixture);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_empty_file_is_new (Fixture      *fixture,
                        gconstpointer data)
{
  g_autofree char *uuid = NULL;

  fixture_close (fixture);
  put_file (fixture, "", 0);
  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  uuid = await_string (peal_setting_get (fixture->store, PEAL_SETTING_WORKSPACE_UUID));
  g_assert_true (g_uuid_string_is_valid (uuid));
}

static void
test_other_program (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_close (fixture);
  put_file (fixture, "", 0);
  run_sql (fixture, "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
  before = hash_file (fixture);
  assert_open_fails (fixture, PEAL_STORE_OPEN_CREATE, PEAL_STORE_ERROR_NOT_A_DATABASE);
  after = hash_file (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");
  guint8 noise[4096];
  g_autofd int fd = -1;
  GStatBuf info;

  for (guint i = 0; i < 500; i++)
    await_int (peal_ledger_record (fixture->store, "test", "test.ran", "x", "{\"text\":\"some words to fill pages\"}"));
  fixture_close (fixture);
  memset (noise, 0xa5, sizeof noise);
  fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (fstat (fd, &info), ==, 0);
  for (off_t at = info.st_size - 10 * (off_t) sizeof noise; at < info.st_size; at += (off_t) sizeof noise)
    g_assert_cmpint (pwrite (fd, noise, sizeof noise, at), ==, sizeof noise);
  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  await_error (peal_store_verify (fixture->store), PEAL_STORE_ERROR_CORRUPT);
}

/* Versions ------------------------------------------------------------------------------------------- */

static void
test_newer (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *zone = NULL;

  await_true (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "Europe/Paris", "test"));
  fixture_close (fixture);
  run_sql (fixture, "PRAGMA user_version = 99");
  fixture_open (fixture, PEAL_STORE_OPEN_CREATE);
  g_assert_cmpint (peal_store_get_condition (fixture->store), ==, PEAL_STORE_NEWER);
  zone = await_string (peal_setting_get (fixture->store, PEAL_SETTING_ZONE));
  g_assert_cmpstr (zone, ==, "Europe/Paris");
  await_error (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "UTC", "test"), PEAL_STORE_ERROR_READ_ONLY);
  g_assert_false (peal_store_try_lock_engine (fixture->store, &error));
  g_assert_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_READ_ONLY);
}

/* The steps of these tests follow the first of the real ones. */
#define FIRST_VERSION "PRAGMA user_version = 1"

static const PealMigration good_steps[] = {
  { 1, "0001-workspace.sql", "SELECT this is never run" },
  { 2, "0002-pets.sql", "CREATE TABLE pet (name TEXT) STRICT; PRAGMA user_version = 2;" },
  { 3, "0003-toys.sql", "CREATE TABLE toy (name TEXT) STRICT; PRAGMA user_version = 3;" },
  { 0, NULL, NULL },
};

static const PealMigration bad_steps[] = {
  { 1, "0001-workspace.sql", "SELECT this is never run" },
  { 2, "0002-pets.sql", "CREATE TABLE pet (name TEXT) STRICT; PRAGMA user_version = 2;" },
  { 3, "0003-toys.sql", "CREATE TABLE toy (name TEXT) STRICT; UPDATE setting SET value = 'gone';"
                        "PRAGMA user_version = 3; INSERT INTO nothing VALUES (1);" },
  { 0, NULL, NULL },
};

static gboolean
migrate (Fixture             *fixture,
         const PealMigration *steps,
         GError             **error)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");
  g_autoptr(PealDb) db = peal_db_open (path, PEAL_DB_WRITER, FALSE, fixture->clock, error);

  g_assert_nonnull (db);
  peal_db_begin_job (db);
  g_assert_cmpint (peal_schema_inspect (db, steps), ==, PEAL_SCHEMA_OLDER);
  return peal_schema_migrate (db, path, steps, error);
}

static void
test_migrate (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = fixture_path (fixture, "peal.db.before-v3");
  g_autofree char *partial = fixture_path (fixture, "peal.db.before-v3.partial");

  await_true (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "Europe/Paris", "test"));
  fixture_close (fixture);
  run_sql (fixture, FIRST_VERSION);
  /* a copy that a power cut left half made */
  g_assert_true (g_file_set_contents (partial, "half", -1, NULL));
  g_assert_true (migrate (fixture, good_steps, &error));
  g_assert_no_error (error);
  assert_sql (fixture, "PRAGMA user_version", "3");
  assert_sql (fixture, "SELECT count (*) FROM sqlite_schema WHERE name IN ('pet', 'toy')", "2");
  assert_sql (fixture, "SELECT value FROM setting WHERE name = 'business.zone'", "Europe/Paris");

  g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
  {
    g_autofree char *path = fixture_path (fixture, "peal.db");

    g_assert_cmpint (g_rename (copy, path), ==, 0);
    assert_sql (fixture, "PRAGMA user_version", "1");
    assert_sql (fixture, "SELECT value FROM setting WHERE name = 'business.zone'", "Europe/Paris");
  }
}

/* A workspace of the first schema, with a message that waits for its time. */
static void
test_migrate_put_off (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");

  fixture_close (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  run_sql (fixture, peal_migrations[0].sql);
  run_sql (fixture, "PRAGMA application_id = 0x5065616c; PRAGMA journal_mode = WAL;"
                    "INSERT INTO conversation (id, ours, theirs) VALUES (1, 'a', 'b');"
                    "INSERT INTO message (uuid, conversation_id, direction, kind, state, reason, body, not_before, created_at)"
                    " VALUES ('u', 1, 1, 1, 1, 1, 'Later', 9, 1), ('v', 1, 1, 1, 1, 0, 'Now', 1, 1)");
  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  assert_sql (fixture, "SELECT group_concat (body || missed_policy || '/' || missed_grace) FROM message",
              "Later2/14400000000");
}

static void
test_migration_fails (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = fixture_path (fixture, "peal.db.before-v3");

  await_true (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "Europe/Paris", "test"));
  fixture_close (fixture);
  run_sql (fixture, FIRST_VERSION);
  g_assert_false (migrate (fixture, bad_steps, &error));
  g_assert_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "0003-toys.sql"));
  /* the second step stands, the third left nothing */
  assert_sql (fixture, "PRAGMA user_version", "2");
  assert_sql (fixture, "SELECT count (*) FROM sqlite_schema WHERE name = 'toy'", "0");
  assert_sql (fixture, "SELECT value FROM setting WHERE name = 'business.zone'", "Europe/Paris");
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static char *
read_schema (Fixture *fixture)
{
  return query_sql (fixture, "SELECT group_concat (type || ' ' || name || ' ' || coalesce (sql, ''), char (10))"
                             " FROM (SELECT * FROM sqlite_schema ORDER BY type, name)");
}

/* R-DATA-2: a workspace of each older version becomes what a new one is. */
static void
test_every_version (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");
  g_autofree char *newest = read_schema (fixture);

  for (const PealMigration *last = peal_migrations; last->version != 0; last++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree PealMigration *steps = g_memdup2 (peal_migrations, (last - peal_migrations + 2) * sizeof *last);
      g_autofree char *schema = NULL;

      fixture_close (fixture);
      g_assert_cmpint (g_unlink (path), ==, 0);
      steps[last - peal_migrations + 1] = (PealMigration) { 0, NULL, NULL };
      {
        g_autoptr(PealDb) db = peal_db_open (path, PEAL_DB_WRITER, TRUE, fixture->clock, &error);

        peal_db_begin_job (db);
        g_assert_true (peal_schema_migrate (db, path, steps, &error));
      }
      fixture_open (fixture, 0);
      schema = read_schema (fixture);
      g_assert_cmpstr (schema, ==, newest);
    }
}

/* Disks ---------------------------------------------------------------------------------------------- */

static void
test_read_only_flag (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *uuid = NULL;

  fixture_close (fixture);
  fixture_open (fixture, PEAL_STORE_OPEN_READ_ONLY);
  g_assert_cmpint (peal_store_get_condition (fixture->store), ==, PEAL_STORE_READ_ONLY);
  uuid = await_string (peal_setting_get (fixture->store, PEAL_SETTING_WORKSPACE_UUID));
  g_assert_true (g_uuid_string_is_valid (uuid));
  await_error (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "UTC", "test"), PEAL_STORE_ERROR_READ_ONLY);
}

/* As somebody who may read the folder and not write it; root may do anything, so it steps down. */
static void
test_read_only_disk (Fixture      *fixture,
                     gconstpointer data)
{
  static const mode_t file_modes[] = { 0444, 0666 };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 30 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (file_modes); i++)
    {
      g_autofree char *path = fixture_path (fixture, "peal.db");

      fixture_close (fixture);
      g_assert_cmpint (g_chmod (path, file_modes[i]), ==, 0);
      g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
      if (geteuid () == 0)
        g_assert_cmpint (seteuid (65534), ==, 0);
      fixture_open (fixture, PEAL_STORE_OPEN_CREATE);
      g_assert_cmpint (peal_store_get_condition (fixture->store), ==, PEAL_STORE_READ_ONLY);
      g_clear_pointer (&path, g_free);
      path = await_string (peal_setting_get (fixture->store, PEAL_SETTING_WORKSPACE_UUID));
      g_assert_true (g_uuid_string_is_valid (path));
      await_error (peal_setting_set (fixture->store, PEAL_SETTING_ZONE, "UTC", "test"), PEAL_STORE_ERROR_READ_ONLY);
      fixture_close (fixture);
      if (getuid () == 0)
        g_assert_cmpint (seteuid (0), ==, 0);
      g_assert_cmpint (g_chmod (fixture->dir, 0755), ==, 0);
      fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
    }
}

/* Writes rows until the disk is full; returns how many were acknowledged. */
static gint64
fill_disk (Fixture *fixture)
{
  g_autofree char *padding = g_strnfill (20000, 'x');
  g_autofree char *payload = g_strconcat ("{\"text\":\"", padding, "\"}", NULL);
  gint64 n_acknowledged = 0;

  for (;;)
    {
      g_autoptr(GError) error = NULL;

      if (!peal_future_run (peal_ledger_record (fixture->store, "test", "test.ran", "x", payload), &error))
        {
          g_assert_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_FULL);
          return n_acknowledged;
        }
      n_acknowledged++;
      g_assert_cmpint (n_acknowledged, <, 10000);
    }
}

/* On a file system of 4 MB of its own, where the kernel lets us make one. */
static void
test_full_disk (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "small", NULL);
  g_autofree char *ballast = g_build_filename (dir, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (1 << 20);
  Fixture small = { .dir = dir, .clock = fixture->clock };
  g_autoptr(PealVerifyReport) report = NULL;
  gint64 n_acknowledged;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  if (!fixture_mount (dir, "6m"))
    return;
  g_assert_true (g_file_set_contents (ballast, zeros, 1 << 20, NULL));
  fixture_open (&small, PEAL_STORE_OPEN_CREATE);
  n_acknowledged = fill_disk (&small);
  g_assert_cmpint (n_acknowledged, >, 0);

  /* it goes on when there is room again */
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  await_int (peal_ledger_record (small.store, "test", "test.ran", "x", "{}"));
  report = await_boxed (peal_store_verify (small.store));
  g_assert_true (peal_verify_report_is_sound (report));
  g_assert_cmpint (report->ledger_rows, ==, n_acknowledged + 1);
  fixture_close (&small);
  fixture_unmount (dir);
}

#define ADD(path, function) \
  g_test_add ("/open/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("permissions", test_permissions);
  ADD ("no-workspace", test_no_workspace);
  ADD ("bad-files", test_bad_files);
  ADD ("empty-file-is-new", test_empty_file_is_new);
  ADD ("other-program", test_other_program);
  ADD ("damaged", test_damaged);
  ADD ("newer", test_newer);
  ADD ("migrate", test_migrate);
  ADD ("migrate-put-off", test_migrate_put_off);
  ADD ("migration-fails", test_migration_fails);
  ADD ("every-version", test_every_version);
  ADD ("read-only-flag", test_read_only_flag);
  ADD ("read-only-disk", test_read_only_disk);
  ADD ("full-disk", test_full_disk);
  return g_test_run ();
}

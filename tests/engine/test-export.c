/* test-export.c: contacts into a file that is there whole or not at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-contacts.h"
#include "peal-export.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-import.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BEFORE "what was there before"

typedef struct
{
  Fixture base;
  PealEngine *engine;
  char *path;
} ExportFixture;

static void
set_up (ExportFixture *self,
        gconstpointer  data)
{
  fixture_set_up (&self->base, data);
  fixture_close (&self->base);
  self->engine = engine_open (&self->base);
  self->path = fixture_path (&self->base, "out");
}

static void
tear_down (ExportFixture *self,
           gconstpointer  data)
{
  await_true (peal_engine_shutdown (self->engine, 0));
  g_object_unref (self->engine);
  g_free (self->path);
  fixture_tear_down (&self->base, data);
}

static gint64
add_contact (ExportFixture *self,
             const char    *name,
             const char    *number)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, name);
  g_ptr_array_add (contact->phones, peal_contact_phone_new (number));
  return await_int (peal_contacts_save (peal_engine_get_store (self->engine), contact, "test"));
}

/* 1,200, each with a kilobyte of notes. */
static void
add_many (ExportFixture *self)
{
  run_sql (&self->base, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
                        "INSERT INTO contact (uuid, display, sort_name, notes, created_at, updated_at) "
                        "SELECT 'u' || i, 'Person ' || i, printf ('person %06d', i), hex (zeroblob (512)), 1, 1 FROM n");
}

static char *
read_out (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* How many files there are beside the workspace's own. */
static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, "export") != NULL || g_str_equal (name, "out");
  return n;
}

static GError *
export_in_vain (ExportFixture           *self,
                const char              *path,
                const PealExportOptions *options,
                PealProgress            *progress)
{
  GError *error = NULL;

  g_assert_false (peal_future_run (peal_engine_export_contacts (self->engine, path, options, progress), &error));
  return error;
}

/* What goes out ----------------------------------------------------------------------------------- */

static void
test_formats (ExportFixture *self,
              gconstpointer  data)
{
  static const char *const begins[PEAL_N_EXPORT_FORMATS] = {
    [PEAL_EXPORT_CSV] = "Peal ID,Name,",
    [PEAL_EXPORT_XLSX] = "PK",
    [PEAL_EXPORT_VCARD] = "BEGIN:VCARD\r\nVERSION:4.0\r\n",
    [PEAL_EXPORT_JSON] = "{\"format\":\"peal-contacts\"",
  };

  add_contact (self, "Ann", "+12015550101");
  add_contact (self, "Bob", "+12015550102");
  for (guint i = 0; i < PEAL_N_EXPORT_FORMATS; i++)
    {
      PealExportOptions options = { .format = (PealExportFormat) i, .actor = "test" };
      g_autofree char *text = NULL;

      g_assert_cmpint (await_int (peal_engine_export_contacts (self->engine, self->path, &options, NULL)), ==, 2);
      text = read_out (self->path);
      g_assert_true (g_str_has_prefix (text, begins[i]));
      g_assert_cmpuint (count_files (self->base.dir), ==, 1);
    }
  assert_sql (&self->base, "SELECT group_concat ((payload ->> '$.format') || (payload ->> '$.contacts')) FROM ledger "
                           "WHERE event = 'contact.exported' AND actor = 'test'", "csv2,xlsx2,vcf2,json2");
}

static void
test_choice (ExportFixture *self,
             gconstpointer  data)
{
  PealStore *store = peal_engine_get_store (self->engine);
  gint64 ids[] = { add_contact (self, "Cy", "+12015550103"), add_contact (self, "Ann", "+12015550101"),
                   add_contact (self, "Gone", "+12015550109") };
  gint64 group = await_int (peal_groups_ensure (store, "Some", "test"));
  g_autoptr(GArray) chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  const struct
  {
    PealExportOptions options;
    const char *names;
  } rows[] = {
    { { 0 }, "Ann Cy" },
    { { .search = "cy" }, "Cy" },
    { { .group_id = group }, "Cy" },
    { { .ids = chosen }, "Cy Ann" },
    { { .search = "nobody" }, "" },
  };

  g_array_append_vals (chosen, ids, G_N_ELEMENTS (ids));
  g_array_unref (await_boxed (peal_groups_add_members (store, group, ids, 1, "test")));
  g_array_unref (await_boxed (peal_groups_add_members (store, group, &ids[2], 1, "test")));
  await_int (peal_contacts_delete (store, &ids[2], 1, "test"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) names = g_string_new (NULL);
      g_auto(GStrv) lines = NULL;
      g_autofree char *text = NULL;

      await_int (peal_engine_export_contacts (self->engine, self->path, &rows[i].options, NULL));
      text = read_out (self->path);
      lines = g_strsplit (text, "\r\n", -1);
      for (guint l = 1; *lines[l] != '\0'; l++)
        {
          g_auto(GStrv) cells = g_strsplit (lines[l], ",", -1);

          g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", cells[1]);
        }
      g_assert_cmpstr (names->str, ==, rows[i].names);
    }
}

static void
test_byte_order_mark (ExportFixture *self,
                      gconstpointer  data)
{
  PealExportOptions options = { .byte_order_mark = TRUE };
  g_autofree char *text = NULL;

  await_int (peal_engine_export_contacts (self->engine, self->path, &options, NULL));
  text = read_out (self->path);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfPeal ID,"));
}

/* Progress and Stop ------------------------------------------------------------------------------- */

static void
stop_cb (PealProgress *progress,
         gpointer      data)
{
  guint *n_changes = data;

  ++*n_changes;
  peal_progress_stop (progress);
}

static void
test_stop (ExportFixture *self,
           gconstpointer  data)
{
  g_assert_true (g_file_set_contents (self->path, BEFORE, -1, NULL));
  add_many (self);
  for (guint i = 0; i < PEAL_N_EXPORT_FORMATS; i++)
    {
      PealExportOptions options = { .format = (PealExportFormat) i };
      g_autoptr(PealProgress) progress = peal_progress_new ();
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      guint n_changes = 0;

      g_signal_connect (progress, "changed", G_CALLBACK (stop_cb), &n_changes);
      error = export_in_vain (self, self->path, &options, progress);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (n_changes, ==, 1);
      g_assert_cmpfloat (peal_progress_get_fraction (progress), >, 0.4);
      g_assert_cmpfloat (peal_progress_get_fraction (progress), <, 0.5);
      text = read_out (self->path);
      g_assert_cmpstr (text, ==, BEFORE);
      g_assert_cmpuint (count_files (self->base.dir), ==, 1);
    }
  assert_sql (&self->base, "SELECT count(*) FROM ledger WHERE event = 'contact.exported'", "0");
}

/* Whoever waits no longer stops it as well. */
static void
test_cancel (ExportFixture *self,
             gconstpointer  data)
{
  PealExportOptions options = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  DexFuture *future;
  GError *error = NULL;

  add_many (self);
  future = peal_until_cancelled (peal_engine_export_contacts (self->engine, self->path, &options, NULL), cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (peal_future_run (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  while (peal_fiber_count_running () > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_files (self->base.dir), ==, 0);
}

static void
test_many (ExportFixture *self,
           gconstpointer  data)
{
  PealExportOptions options = { .format = PEAL_EXPORT_JSON };
  g_autoptr(PealProgress) progress = peal_progress_new ();
  g_autofree char *text = NULL;

  add_many (self);
  g_assert_cmpint (await_int (peal_engine_export_contacts (self->engine, self->path, &options, progress)), ==, 1200);
  g_assert_cmpfloat (peal_progress_get_fraction (progress), ==, 1);
  text = read_out (self->path);
  for (guint i = 1; i <= 1200; i++)
    {
      g_autofree char *name = g_strdup_printf ("\"Person %u\"", i);

      g_assert_nonnull (strstr (text, name));
    }
}

/* Where it goes ----------------------------------------------------------------------------------- */

static void
test_file (ExportFixture *self,
           gconstpointer  data)
{
  PealExportOptions options = { 0 };
  g_autofree char *link = fixture_path (&self->base, "link");
  GStatBuf status;

  await_int (peal_engine_export_contacts (self->engine, self->path, &options, NULL));
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_true (g_file_set_contents (self->path, BEFORE, -1, NULL));
  g_assert_cmpint (symlink (self->path, link), ==, 0);
  await_int (peal_engine_export_contacts (self->engine, link, &options, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  {
    g_autofree char *text = read_out (self->path);

    g_assert_true (g_str_has_prefix (text, "Peal ID,"));
  }
}

static void
test_no_place (ExportFixture *self,
               gconstpointer  data)
{
  g_autofree char *nowhere = fixture_path (&self->base, "no/such/folder/out");
  const char *const paths[] = { self->base.dir, nowhere };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      PealExportOptions options = { 0 };
      g_autoptr(GError) error = export_in_vain (self, paths[i], &options, NULL);

      g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_WRITE);
    }
}

/* A disk of its own, which has room for a part of it. */
static void
test_full_disk (ExportFixture *self,
                gconstpointer  data)
{
  g_autofree char *dir = fixture_path (&self->base, "small");
  g_autofree char *path = g_build_filename (dir, "out", NULL);

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 120 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  if (!fixture_mount (dir, "1200k"))
    return;
  add_many (self);
  g_assert_true (g_file_set_contents (path, BEFORE, -1, NULL));
  for (guint i = 0; i < PEAL_N_EXPORT_FORMATS; i++)
    {
      PealExportOptions options = { .format = (PealExportFormat) i };
      g_autoptr(GError) error = export_in_vain (self, path, &options, NULL);
      g_autofree char *text = read_out (path);

      g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_FULL);
      g_assert_cmpstr (text, ==, BEFORE);
      g_assert_cmpuint (count_files (dir), ==, 1);
    }
  g_unlink (path);
  fixture_unmount (dir);
}

/* There and back again --------------------------------------------------------------------------- */

#define PEOPLE "SELECT group_concat (display || '/' || label || '/' || e164, ' ') FROM (SELECT * FROM contact AS c " \
               "JOIN phone AS p ON p.contact_id = c.id WHERE c.deleted_at IS NULL ORDER BY display)"
#define IDS "SELECT group_concat (uuid ORDER BY display) FROM contact WHERE deleted_at IS NULL"

/* "new updated unchanged", of the rehearsal and of the import, which must agree. */
static void
assert_imported (ExportFixture *self,
                 const char    *expected)
{
  for (gboolean dry_run = TRUE; dry_run >= FALSE; dry_run--)
    {
      PealImportOptions options = { .region = "US", .dry_run = dry_run, .actor = "test" };
      g_autoptr(PealImportReport) report = await_boxed (peal_engine_import_file (self->engine, self->path, &options, NULL,
                                                                                 NULL));
      g_autofree char *counts = NULL;

      counts = g_strdup_printf ("%u %u %u", peal_import_report_count (report, PEAL_IMPORT_NEW),
                                peal_import_report_count (report, PEAL_IMPORT_UPDATED),
                                peal_import_report_count (report, PEAL_IMPORT_UNCHANGED));
      g_assert_cmpstr (counts, ==, expected);
    }
}

/* Two people of one household come back as two, with their own words for the number, from each of our formats; once
 * more, and nobody is new; without one of them, that one comes back alone. */
static void
test_shared_number (ExportFixture *self,
                    gconstpointer  data)
{
  static const PealExportFormat formats[] = { PEAL_EXPORT_CSV, PEAL_EXPORT_VCARD, PEAL_EXPORT_JSON };
  const gint64 ids[] = { add_contact (self, "Ann", "+12015550101"), add_contact (self, "Bob", "+12015550101") };
  g_autofree char *before = NULL;

  run_sql (&self->base, "UPDATE phone SET label = 'Laube 🌻, 2 \"<b>&' WHERE contact_id = 2");
  g_assert_cmpint (ids[1], ==, 2);
  before = query_sql (&self->base, IDS);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      PealExportOptions options = { .format = formats[i], .actor = "test" };

      g_test_message ("format %d", formats[i]);
      await_int (peal_engine_export_contacts (self->engine, self->path, &options, NULL));
      run_sql (&self->base, "PRAGMA foreign_keys = ON; DELETE FROM contact");
      assert_imported (self, "2 0 0");
      assert_sql (&self->base, PEOPLE, "Ann//+12015550101 Bob/Laube 🌻, 2 \"<b>&/+12015550101");
      assert_sql (&self->base, IDS, before);
      assert_imported (self, "0 0 2");
      run_sql (&self->base, "PRAGMA foreign_keys = ON; DELETE FROM contact WHERE display = 'Bob'");
      assert_imported (self, "1 0 1");
      assert_sql (&self->base, IDS, before);
    }
}

/* Whoever is deleted stays so, and comes back as somebody new; somebody of the workspace who has the number, and is not
 * in the file, takes in the first of the two only. */
static void
test_shared_with_others (ExportFixture *self,
                         gconstpointer  data)
{
  PealStore *store = peal_engine_get_store (self->engine);
  const gint64 ids[] = { add_contact (self, "Ann", "+12015550101"), add_contact (self, "Bob", "+12015550101") };
  PealExportOptions options = { .format = PEAL_EXPORT_JSON, .actor = "test" };

  await_int (peal_engine_export_contacts (self->engine, self->path, &options, NULL));
  await_int (peal_contacts_delete (store, &ids[1], 1, "test"));
  assert_imported (self, "1 0 1");
  assert_sql (&self->base, "SELECT group_concat (display || (deleted_at IS NOT NULL), ' ') FROM contact", "Ann0 Bob1 Bob0");
  assert_sql (&self->base, "SELECT count (DISTINCT uuid) FROM contact", "3");

  run_sql (&self->base, "PRAGMA foreign_keys = ON; DELETE FROM contact; "
                        "INSERT INTO contact (uuid, display, sort_name, given, created_at, updated_at) "
                        "VALUES ('x', 'Ann', 'ann', '', 1, 1); "
                        "INSERT INTO phone (contact_id, position, e164) SELECT id, 1, '+12015550101' FROM contact");
  {
    PealImportOptions again = { .region = "US", .actor = "test" };

    peal_import_report_unref (await_boxed (peal_engine_import_file (self->engine, self->path, &again, NULL, NULL)));
  }
  assert_sql (&self->base, "SELECT group_concat (display || (uuid = 'x'), ' ') FROM contact", "Ann1 Bob0");
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, ExportFixture, NULL, set_up, func, tear_down)
  ADD ("/export/formats", test_formats);
  ADD ("/export/choice", test_choice);
  ADD ("/export/byte-order-mark", test_byte_order_mark);
  ADD ("/export/stop", test_stop);
  ADD ("/export/cancel", test_cancel);
  ADD ("/export/many", test_many);
  ADD ("/export/file", test_file);
  ADD ("/export/no-place", test_no_place);
  ADD ("/export/full-disk", test_full_disk);
  ADD ("/export/shared-number", test_shared_number);
  ADD ("/export/shared-with-others", test_shared_with_others);
  return g_test_run ();
}

/* peal-import-save.c: what an import left out, or all that it found, into a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-save.h"

#include "peal-config.h"
#include "peal-fiber.h"
#include "peal-import-text.h"
#include "peal-thread.h"

#include <glib/gi18n.h>
#include <string.h>

/* Spreadsheets take a file without it for one of an old encoding. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  GFile *file;
  PealImportReport *report;
  gboolean all;     /* the whole report, not what was left out */
  char *row_header; /* these two of what was left out */
  char *why_header;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->file);
  peal_import_report_unref (save->report);
  g_free (save->row_header);
  g_free (save->why_header);
  g_free (save);
}

/* PealThreadFunc */
static gboolean
write_file (gpointer data,
            GError **error)
{
  const Save *save = data;
  g_autoptr(GFileOutputStream) file = g_file_replace (save->file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  GOutputStream *out = (GOutputStream *) file;
  g_autoptr(GCancellable) give_up = g_cancellable_new ();

  if (file == NULL)
    return FALSE;
  if (save->all ? peal_import_report_write_json (save->report, out, error)
                : g_output_stream_write_all (out, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK), NULL, NULL, error)
                    && peal_import_report_write_rejected (save->report, out, save->row_header, save->why_header,
                                                          peal_import_reason_text, error))
    return g_output_stream_close (out, NULL, error);
  g_cancellable_cancel (give_up); /* what was there stays */
  g_output_stream_close (out, give_up, NULL);
  return FALSE;
}

static DexFuture *
save_fiber (gpointer      data,
            GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (!dex_await (peal_thread_run (write_file, data), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static DexFuture *
start_saving (PealImportReport *report,
              GFile            *file,
              gboolean          all)
{
  Save *save = g_new0 (Save, 1);

  save->file = g_object_ref (file);
  save->report = peal_import_report_ref (report);
  save->all = all;
  save->row_header = g_strdup (_("Row"));
  save->why_header = g_strdup (_("Why It Was Left Out"));
  return peal_fiber_spawn (save_fiber, save, save_free);
}

/* The name of the file at @path without its ending. Caller frees. */
static char *
dup_stem (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_steal_pointer (&name);
}

char *
peal_import_dup_save_name (const char *path)
{
  g_autofree char *stem = dup_stem (path);

  /* Translators: the name of a file with what was left out of the file "%s". */
  return g_strdup_printf (_("%s-left-out.csv"), stem);
}

char *
peal_import_dup_report_name (const char *path)
{
  g_autofree char *stem = dup_stem (path);

  /* Translators: the name of a file with what was found in the file "%s". */
  return g_strdup_printf (_("%s-report.json"), stem);
}

DexFuture *
peal_import_save_rejected (PealImportReport *report,
                           GFile            *file)
{
  peal_return_reject_if_fail (report != NULL);
  peal_return_reject_if_fail (G_IS_FILE (file));

  return start_saving (report, file, FALSE);
}

DexFuture *
peal_import_save_report (PealImportReport *report,
                         GFile            *file)
{
  peal_return_reject_if_fail (report != NULL);
  peal_return_reject_if_fail (G_IS_FILE (file));

  return start_saving (report, file, TRUE);
}

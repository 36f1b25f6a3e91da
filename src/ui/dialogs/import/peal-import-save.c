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
  char *text;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->file);
  g_free (save->text);
  g_free (save);
}

/* PealThreadFunc */
static gboolean
write_file (gpointer data,
            GError **error)
{
  Save *save = data;

  return g_file_replace_contents (save->file, save->text, strlen (save->text), NULL, FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error);
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

/* @text is taken. */
static DexFuture *
start_saving (char  *text,
              GFile *file)
{
  Save *save = g_new0 (Save, 1);

  save->file = g_object_ref (file);
  save->text = text;
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
peal_import_save_rejected (const PealImportReport *report,
                           GFile                  *file)
{
  g_autofree char *table = NULL;

  peal_return_reject_if_fail (report != NULL);
  peal_return_reject_if_fail (G_IS_FILE (file));

  table = peal_import_report_dup_rejected (report, _("Row"), _("Why It Was Left Out"), peal_import_reason_text);
  return start_saving (g_strconcat (BYTE_ORDER_MARK, table, NULL), file);
}

DexFuture *
peal_import_save_report (const PealImportReport *report,
                         GFile                  *file)
{
  peal_return_reject_if_fail (report != NULL);
  peal_return_reject_if_fail (G_IS_FILE (file));

  return start_saving (peal_import_report_dup_json (report), file);
}

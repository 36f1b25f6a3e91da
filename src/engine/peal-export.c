/* peal-export.c: contacts out of the workspace, into a file.
 *
 * The store lends a few hundred contacts at a time; another thread turns them
 * into text and writes it, while the main thread goes on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-export.h"

#include "peal-contact-table.h"
#include "peal-contacts-export.h"
#include "peal-engine-private.h"
#include "peal-export-file.h"
#include "peal-export-workbook.h"
#include "peal-fiber.h"
#include "peal-json-contacts.h"
#include "peal-ledger.h"
#include "peal-thread.h"
#include "peal-vcard-write.h"

#include <string.h>

#define BATCH 500
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Formats ----------------------------------------------------------------------------------------- */

static const struct
{
  const char *suffix;
  const char *mime_type;
} formats[PEAL_N_EXPORT_FORMATS] = {
  [PEAL_EXPORT_CSV] = { "csv", "text/csv" },
  [PEAL_EXPORT_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  [PEAL_EXPORT_VCARD] = { "vcf", "text/vcard" },
  [PEAL_EXPORT_JSON] = { "json", "application/json" },
};

const char *
peal_export_format_get_suffix (PealExportFormat format)
{
  g_return_val_if_fail (format < PEAL_N_EXPORT_FORMATS, NULL);

  return formats[format].suffix;
}

const char *
peal_export_format_get_mime_type (PealExportFormat format)
{
  g_return_val_if_fail (format < PEAL_N_EXPORT_FORMATS, NULL);

  return formats[format].mime_type;
}

gboolean
peal_export_format_from_suffix (const char       *suffix,
                                PealExportFormat *format)
{
  for (guint i = 0; i < PEAL_N_EXPORT_FORMATS; i++)
    if (g_ascii_strcasecmp (formats[i].suffix, suffix) == 0)
      {
        *format = (PealExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
peal_export_format_from_path (const char       *path,
                              PealExportFormat *format)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');

  return dot != NULL && peal_export_format_from_suffix (dot + 1, format);
}

/* One export -------------------------------------------------------------------------------------- */

typedef struct
{
  PealEngine *engine;
  char *path;
  PealExportOptions options; /* its strings and ids are owned */
  PealProgress *progress;    /* may be NULL */

  /* of the thread that writes, while it does */
  PealExportExtent *extent;
  PealContactTable *table;       /* CSV only */
  PealExportFile *file;
  PealExportWorkbook *workbook;  /* XLSX only */
  GString *text;
  GPtrArray *batch;
  guint n_written;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->engine);
  g_free (export->path);
  g_clear_pointer ((GArray **) &export->options.ids, g_array_unref);
  g_free ((char *) export->options.search);
  g_free ((char *) export->options.tag);
  g_free ((char *) export->options.actor);
  g_clear_object (&export->progress);
  g_clear_pointer (&export->workbook, peal_export_workbook_free);
  g_clear_pointer (&export->file, peal_export_file_free);
  g_clear_pointer (&export->table, peal_contact_table_free);
  g_clear_pointer (&export->extent, peal_export_extent_free);
  g_clear_pointer (&export->batch, g_ptr_array_unref);
  g_string_free (export->text, TRUE);
  g_free (export);
}

/* Writes what was collected. */
static gboolean
flush (Export  *export,
       GError **error)
{
  gboolean good = peal_export_file_write (export->file, export->text->str, export->text->len, error);

  g_string_truncate (export->text, 0);
  return good;
}

/* PealThreadFunc */
static gboolean
begin_file (gpointer data,
            GError **error)
{
  Export *export = data;

  export->file = peal_export_file_new (export->path, error);
  if (export->file == NULL)
    return FALSE;
  switch (export->options.format)
    {
    case PEAL_EXPORT_CSV:
      export->table = peal_contact_table_new (export->extent->n_phones, export->extent->n_emails,
                                               export->extent->values);
      if (export->options.byte_order_mark)
        g_string_append (export->text, BYTE_ORDER_MARK);
      peal_contact_table_append_header (export->table, export->text);
      break;
    case PEAL_EXPORT_XLSX:
      export->workbook = peal_export_workbook_new (export->file, export->extent->values, error);
      return export->workbook != NULL;
    case PEAL_EXPORT_JSON:
      peal_json_contacts_append_head (export->text);
      break;
    case PEAL_EXPORT_VCARD:
    case PEAL_N_EXPORT_FORMATS:
      break;
    }
  return flush (export, error);
}

static void
append_contact (Export                  *export,
                const PealExportContact *contact)
{
  switch (export->options.format)
    {
    case PEAL_EXPORT_CSV:
      peal_contact_table_append_row (export->table, contact, export->text);
      break;
    case PEAL_EXPORT_VCARD:
      peal_vcard_append (export->text, contact, export->options.old_vcard ? PEAL_VCARD_3_0 : PEAL_VCARD_4_0);
      break;
    case PEAL_EXPORT_JSON:
      if (export->n_written > 0)
        peal_json_contacts_append_separator (export->text);
      peal_json_contacts_append (export->text, contact);
      break;
    case PEAL_EXPORT_XLSX:
    case PEAL_N_EXPORT_FORMATS:
      break;
    }
}

/* PealThreadFunc */
static gboolean
write_batch (gpointer data,
             GError **error)
{
  Export *export = data;

  for (guint i = 0; i < export->batch->len; i++)
    {
      const PealExportContact *contact = g_ptr_array_index (export->batch, i);

      if (export->workbook == NULL)
        append_contact (export, contact);
      else if (!peal_export_workbook_add (export->workbook, contact, error))
        return FALSE;
      export->n_written++;
    }
  g_clear_pointer (&export->batch, g_ptr_array_unref);
  return flush (export, error);
}

/* PealThreadFunc */
static gboolean
finish_file (gpointer data,
             GError **error)
{
  Export *export = data;

  if (export->workbook != NULL && !peal_export_workbook_close (g_steal_pointer (&export->workbook), error))
    return FALSE;
  if (export->options.format == PEAL_EXPORT_JSON)
    peal_json_contacts_append_foot (export->text);
  return flush (export, error) && peal_export_file_finish (export->file, error);
}

/* PealThreadFunc */
static gboolean
drop_file (gpointer data,
           GError **error)
{
  Export *export = data;

  g_clear_pointer (&export->workbook, peal_export_workbook_free);
  g_clear_pointer (&export->file, peal_export_file_free);
  return TRUE;
}

static gboolean
is_stopped (Export       *export,
            GCancellable *cancellable,
            GError      **error)
{
  if (!g_cancellable_is_cancelled (cancellable)
      && (export->progress == NULL || !peal_progress_is_stopped (export->progress)))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The export was stopped. No file was left.");
  return TRUE;
}

static GArray *
list_ids (Export  *export,
          GError **error)
{
  PealContactFilter filter = {
    .search = export->options.search,
    .group_id = export->options.group_id,
    .tag = export->options.tag,
    .sort = PEAL_CONTACT_SORT_NAME,
  };

  if (export->options.ids != NULL)
    return g_array_ref ((GArray *) export->options.ids);
  return dex_await_boxed (peal_contacts_snapshot (export->engine->store, &filter), error);
}

static gboolean
write_all (Export       *export,
           GArray       *ids,
           GCancellable *cancellable,
           GError      **error)
{
  PealStore *store = export->engine->store;

  export->extent = dex_await_boxed (peal_contacts_get_extent (store), error);
  if (export->extent == NULL || !dex_await (peal_thread_run (begin_file, export), error))
    return FALSE;
  for (guint i = 0; i < ids->len; i += BATCH)
    {
      guint n = MIN (BATCH, ids->len - i);

      if (is_stopped (export, cancellable, error))
        return FALSE;
      export->batch = dex_await_boxed (peal_contacts_load_for_export (store, &g_array_index (ids, gint64, i), n, FALSE),
                                       error);
      if (export->batch == NULL || !dex_await (peal_thread_run (write_batch, export), error))
        return FALSE;
      if (export->progress != NULL)
        peal_progress_set (export->progress, i + n, ids->len);
    }
  return !is_stopped (export, cancellable, error) && dex_await (peal_thread_run (finish_file, export), error);
}

/* The file is there whatever becomes of this. */
static void
record (Export *export)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *payload = g_strdup_printf ("{\"format\":\"%s\",\"contacts\":%u}",
                                              peal_export_format_get_suffix (export->options.format), export->n_written);

  if (peal_store_get_condition (export->engine->store) != PEAL_STORE_READY)
    return;
  if (!dex_await (peal_ledger_record (export->engine->store, export->options.actor, "contact.exported", "workspace", payload),
                  &error))
    g_warning ("An export was not recorded: %s", error->message);
}

static DexFuture *
export_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Export *export = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = list_ids (export, &error);

  if (ids == NULL || !write_all (export, ids, cancellable, &error))
    {
      dex_await (peal_thread_run (drop_file, export), NULL); /* best effort: it cannot fail */
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  record (export);
  return dex_future_new_for_int64 (export->n_written);
}

DexFuture *
peal_engine_export_contacts (PealEngine              *self,
                             const char              *path,
                             const PealExportOptions *options,
                             PealProgress            *progress)
{
  Export *export;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (path != NULL && options != NULL);
  peal_return_reject_if_fail (options->format < PEAL_N_EXPORT_FORMATS);

  export = g_new0 (Export, 1);
  export->engine = g_object_ref (self);
  export->path = g_strdup (path);
  export->options = *options;
  export->options.ids = options->ids != NULL ? g_array_ref ((GArray *) options->ids) : NULL;
  export->options.search = g_strdup (options->search);
  export->options.tag = g_strdup (options->tag);
  export->options.actor = g_strdup (options->actor != NULL ? options->actor : "");
  g_set_object (&export->progress, progress);
  export->text = g_string_new (NULL);
  return peal_fiber_spawn (export_fiber, export, export_free);
}

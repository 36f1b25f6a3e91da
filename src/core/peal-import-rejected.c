/* peal-import-rejected.c: what was refused of a contact file, as a table.
 *
 * The cells are the file's own, so whoever mends one of them can import the
 * table as it is; the two columns in front mean nothing to an import.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-batch.h"

#include <string.h>

static void
append_cell (GString    *out,
             const char *text,
             char        delimiter)
{
  g_string_append_c (out, delimiter);
  peal_csv_append_field (out, text, delimiter);
}

/* A file without headers gets the names of what its columns were taken for. */
static void
append_headers (GString          *out,
                const PealCsvMap *map,
                char              delimiter)
{
  for (guint i = 0; i < map->n_columns; i++)
    {
      const PealCsvColumn *column = &map->columns[i];
      gboolean is_named = map->has_header || column->field == PEAL_FIELD_IGNORED;

      append_cell (out, is_named ? column->header : peal_field_to_string (column->field), delimiter);
    }
}

/* All cells of the record, also those behind the last column. The apostrophe that guarded a formula
 * in the file guards it again. */
static void
append_cells (GString    *out,
              const char *raw,
              char        delimiter)
{
  g_autoptr(GBytes) text = g_bytes_new_static (raw, strlen (raw));
  g_autoptr(PealCsvReader) reader = peal_csv_reader_new (text, delimiter);
  PealCsvRecord record;

  if (!peal_csv_reader_next (reader, &record))
    return;
  for (guint i = 0; i < record.n_fields; i++)
    {
      g_autofree char *cell = g_strndup (record.fields[i].text, record.fields[i].length);

      append_cell (out, peal_csv_unguard (cell), delimiter);
    }
}

char *
peal_import_batch_dup_rejected (const PealImportBatch *self,
                                const GPtrArray       *rejected,
                                const char            *record_header,
                                const char            *reason_header,
                                const char          *(*describe) (PealImportReason reason))
{
  GString *out = g_string_new (NULL);
  char delimiter = peal_import_batch_get_delimiter (self);
  const PealCsvMap *map = peal_import_batch_get_map (self);

  g_return_val_if_fail (map != NULL && rejected != NULL, g_string_free_and_steal (out));

  peal_csv_append_field (out, record_header, delimiter);
  append_cell (out, reason_header, delimiter);
  append_headers (out, map, delimiter);
  g_string_append (out, "\r\n");
  for (guint i = 0; i < rejected->len; i++)
    {
      const PealImportRejection *rejection = g_ptr_array_index (rejected, i);

      g_string_append_printf (out, "%u", rejection->record);
      append_cell (out, describe (rejection->reason), delimiter);
      append_cells (out, rejection->raw, delimiter);
      g_string_append (out, "\r\n");
    }
  return g_string_free_and_steal (out);
}

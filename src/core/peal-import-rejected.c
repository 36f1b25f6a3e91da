/* peal-import-rejected.c: what was refused of a contact file, as a table.
 *
 * The cells are the file's own, so whoever mends one of them can import the
 * table as it is; the two columns in front mean nothing to an import.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-batch.h"

#include "peal-import-card.h"

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

/* Cards: what can be mended in a table. */
static const struct
{
  PealField field;
  const char *name; /* of the property; NULL: the name of the person */
} card_columns[] = {
  { PEAL_FIELD_DISPLAY, NULL },
  { PEAL_FIELD_PHONE, "TEL" },
  { PEAL_FIELD_ORG, "ORG" },
  { PEAL_FIELD_EMAIL, "EMAIL" },
};

/* All that @card has of @name, as several numbers stand in one cell. Caller frees. */
static char *
join_properties (const PealVcard *card,
                 const char      *name)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < card->properties->len; i++)
    {
      const PealVcardProperty *property = g_ptr_array_index (card->properties, i);
      g_autofree char *value = peal_vcard_unescape (property->value);

      if (g_str_equal (property->name, name) && *value != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? " ::: " : "", value);
    }
  return g_string_free_and_steal (out);
}

static void
append_card (GString                   *out,
             const PealImportRejection *rejection,
             char                       delimiter)
{
  g_autoptr(GBytes) raw = g_bytes_new_static (rejection->raw, strlen (rejection->raw));
  g_autoptr(PealVcardReader) reader = peal_vcard_reader_new (raw);
  g_autoptr(PealVcard) card = peal_vcard_reader_next (reader);
  g_autofree char *name = card != NULL ? peal_import_card_dup_name (card) : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (card_columns); i++)
    {
      g_autofree char *text = NULL;

      if (card_columns[i].name == NULL)
        text = g_strdup (*name != '\0' ? name : rejection->text);
      else
        text = card != NULL ? join_properties (card, card_columns[i].name) : g_strdup ("");
      append_cell (out, text, delimiter);
    }
}

static void
append_card_headers (GString *out,
                     char     delimiter)
{
  for (guint i = 0; i < G_N_ELEMENTS (card_columns); i++)
    append_cell (out, peal_field_to_string (card_columns[i].field), delimiter);
}

static gboolean
has_cards (const PealImportBatch *self)
{
  return peal_import_batch_has_cards (self) || peal_import_batch_has_objects (self);
}

void
peal_import_batch_append_rejected_head (const PealImportBatch *self,
                                        GString               *out,
                                        const char            *record_header,
                                        const char            *reason_header)
{
  char delimiter = peal_import_batch_get_delimiter (self);

  g_return_if_fail (has_cards (self) || peal_import_batch_get_map (self) != NULL);

  peal_csv_append_field (out, record_header, delimiter);
  append_cell (out, reason_header, delimiter);
  if (has_cards (self))
    append_card_headers (out, delimiter);
  else
    append_headers (out, peal_import_batch_get_map (self), delimiter);
  g_string_append (out, "\r\n");
}

void
peal_import_batch_append_rejected (const PealImportBatch     *self,
                                   GString                   *out,
                                   const PealImportRejection *rejection,
                                   const char                *reason)
{
  char delimiter = peal_import_batch_get_delimiter (self);

  g_string_append_printf (out, "%u", rejection->record);
  append_cell (out, reason, delimiter);
  if (has_cards (self))
    append_card (out, rejection, delimiter);
  else
    append_cells (out, rejection->raw, delimiter);
  g_string_append (out, "\r\n");
}

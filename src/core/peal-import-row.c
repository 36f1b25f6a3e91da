/* peal-import-row.c: one record of a contact file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-row.h"

#include "peal-country.h"
#include "peal-import-cells.h"
#include "peal-import-fill.h"
#include "peal-import-phones.h"
#include "peal-key.h"

#include <string.h>

/* How much of a rejected record is shown. */
#define MAX_TEXT 400

/* The cell of @record in @column, clean; "" if the row is too short. The apostrophe that guards a
 * formula, and the ="..." that keeps a spreadsheet from reading digits as a number, are taken off;
 * everything else that looks like a formula stays (P10). */
static char *
dup_cell (const PealCsvRecord *record,
          guint                column,
          gboolean             keep_lines)
{
  const PealCsvField *field;
  g_autofree char *cell = NULL;
  gsize length;

  if (column >= record->n_fields)
    return g_strdup ("");
  field = &record->fields[column];
  cell = keep_lines ? peal_text_clean_lines (field->text, (gssize) field->length)
                    : peal_text_clean (field->text, (gssize) field->length);
  length = strlen (cell);
  if (length >= 3 && g_str_has_prefix (cell, "=\"") && cell[length - 1] == '"' && strchr (cell + 2, '"') == cell + length - 1)
    return g_strndup (cell + 2, length - 3);
  if (*cell == '\'')
    return g_strdup (peal_csv_unguard (cell));
  return g_steal_pointer (&cell);
}

static char *
dup_raw (const PealCsvRecord *record)
{
  g_autofree char *start = g_strndup (record->raw, MIN (record->raw_length, MAX_TEXT));
  g_autofree char *valid = g_utf8_make_valid (start, -1);

  return peal_text_clean (valid, -1);
}

/* Is it a record at all? -------------------------------------------------------------------------- */

static gboolean
repeats_header (const PealCsvRecord *record,
                const PealCsvMap    *map)
{
  if (!map->has_header || record->n_fields != map->n_columns)
    return FALSE;
  for (guint i = 0; i < map->n_columns; i++)
    {
      g_autofree char *cell = peal_text_clean (record->fields[i].text, (gssize) record->fields[i].length);

      if (!g_str_equal (cell, map->columns[i].header))
        return FALSE;
    }
  return TRUE;
}

/* A program that writes a table writes its delimiters; a line without one, below a table of several
 * columns, is a remark. In a table of two it may as well be a name without a number. */
static gboolean
is_remark (const PealCsvRecord *record,
           const PealCsvMap    *map,
           const char          *cell)
{
  if (peal_phone_looks_like (cell, strlen (cell)))
    return FALSE;
  if (peal_import_is_footer (cell))
    return TRUE;
  return record->n_fields == 1 && (map->n_columns > 2 || (map->n_columns == 2 && record->after_blank));
}

static gboolean
is_record (const PealCsvRecord *record,
           const PealCsvMap    *map)
{
  guint n_filled = 0;
  gboolean is_doubtful = FALSE;

  for (guint i = 0; i < record->n_fields; i++)
    {
      g_autofree char *cell = peal_text_clean (record->fields[i].text, (gssize) record->fields[i].length);

      if (*cell == '\0')
        continue;
      if (n_filled++ == 0)
        is_doubtful = is_remark (record, map, cell);
      else if (!is_doubtful)
        break;
      else if (strchr (cell, '@') != NULL || peal_phone_looks_like (cell, strlen (cell)))
        is_doubtful = FALSE;
    }
  return n_filled > 0 && !is_doubtful && !repeats_header (record, map);
}

/* Filling in ---------------------------------------------------------------------------------------- */

static gboolean
is_calling_code (const char *cell)
{
  gsize n;

  cell += *cell == '+';
  n = strspn (cell, "0123456789");
  return n > 0 && n < 4 && cell[n] == '\0' && *cell != '0';
}

static void
add_cells (PealImportContact   *self,
           const PealCsvRecord *record,
           const PealCsvMap    *map)
{
  for (guint i = 0; i < MIN (map->n_columns, record->n_fields); i++)
    {
      const PealField field = map->columns[i].field;
      g_autofree char *cell = NULL;

      if (field == PEAL_FIELD_IGNORED || record->fields[i].length == 0)
        continue;
      cell = dup_cell (record, i, field == PEAL_FIELD_NOTES || field == PEAL_FIELD_TAGS);
      if (*cell != '\0')
        peal_import_fill_cell (self, field, cell);
    }
  for (guint i = map->n_columns; i < record->n_fields; i++)
    if (record->fields[i].length > 0)
      {
        g_autofree char *cell = dup_cell (record, i, FALSE);

        peal_import_contact_add_warning (self, PEAL_IMPORT_WARN_EXTRA_FIELDS, cell);
        break;
      }
}

/* The country of the row, which says how its numbers are meant, and the calling code if it has a
 * column of its own. Returns the region to read numbers in. */
static const char *
add_country (PealImportContact   *self,
             const PealCsvRecord *record,
             const PealCsvMap    *map,
             const char          *region,
             char                *calling_code)
{
  for (guint i = 0; i < map->n_columns; i++)
    {
      const PealField field = map->columns[i].field;
      g_autofree char *cell = NULL;
      const char *country;

      if (field != PEAL_FIELD_COUNTRY && field != PEAL_FIELD_CALLING_CODE)
        continue;
      cell = dup_cell (record, i, FALSE);
      country = peal_country_from_name (cell);
      if (country != NULL)
        peal_import_fill_text (self, PEAL_FIELD_COUNTRY, country);
      else if (is_calling_code (cell))
        g_strlcpy (calling_code, cell + (*cell == '+'), 4);
      else if (*cell != '\0' && field == PEAL_FIELD_COUNTRY)
        peal_import_contact_add_warning (self, PEAL_IMPORT_WARN_COUNTRY_UNKNOWN, cell);
    }
  return self->texts[PEAL_FIELD_COUNTRY] != NULL ? self->texts[PEAL_FIELD_COUNTRY] : region;
}

static void
add_birthday (PealImportContact   *self,
              const PealCsvRecord *record,
              const PealCsvMap    *map,
              const char          *region)
{
  for (guint i = 0; i < map->n_columns; i++)
    if (map->columns[i].field == PEAL_FIELD_BIRTHDAY)
      {
        g_autofree char *cell = dup_cell (record, i, FALSE);

        peal_import_fill_birthday (self, cell, region);
      }
}

static GArray *
collect_phones (const PealCsvRecord *record,
                const PealCsvMap    *map)
{
  GArray *candidates = peal_phone_candidates_new ();

  for (guint i = 0; i < MIN (map->n_columns, record->n_fields); i++)
    {
      const PealCsvColumn *column = &map->columns[i];
      g_autofree char *cell = NULL;
      g_autofree char *label = NULL;

      if (column->field != PEAL_FIELD_PHONE || record->fields[i].length == 0)
        continue;
      /* a number keeps its ="..." and its apostrophe: peal-phone reads them */
      cell = peal_text_clean_lines (record->fields[i].text, (gssize) record->fields[i].length);
      label = column->label_column >= 0 ? dup_cell (record, (guint) column->label_column, FALSE) : g_strdup ("");
      if (*cell != '\0')
        peal_phone_candidates_add (candidates, cell, column->role, label);
    }
  return candidates;
}

PealImportContact *
peal_import_read_row (const PealCsvRecord  *record,
                      guint                 number,
                      const PealCsvMap     *map,
                      const char           *region,
                      PealImportRejection **rejection)
{
  g_autoptr(PealImportContact) contact = NULL;
  g_autoptr(PealImportRejection) refused = NULL;
  g_autoptr(GArray) candidates = NULL;
  char calling_code[4] = "";

  g_return_val_if_fail (record != NULL && map != NULL && region != NULL && rejection != NULL, NULL);

  refused = g_new0 (PealImportRejection, 1);
  refused->record = number;
  contact = peal_import_contact_new (number);
  if (record->is_unterminated)
    refused->reason = PEAL_IMPORT_UNTERMINATED_QUOTE;
  else if (!is_record (record, map))
    refused->reason = PEAL_IMPORT_NOT_A_RECORD;
  else
    {
      region = add_country (contact, record, map, region, calling_code);
      candidates = collect_phones (record, map);
      if (peal_import_choose_phones (contact, candidates, region, calling_code, refused))
        {
          add_cells (contact, record, map);
          add_birthday (contact, record, map, region);
          peal_import_fill_display (contact);
          *rejection = NULL;
          return g_steal_pointer (&contact);
        }
    }
  if (refused->text == NULL)
    refused->text = dup_raw (record);
  refused->raw = g_strndup (record->raw, record->raw_length);
  *rejection = g_steal_pointer (&refused);
  return NULL;
}

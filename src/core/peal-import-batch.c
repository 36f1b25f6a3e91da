/* peal-import-batch.c: a whole contact file, record by record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-batch.h"

#include "peal-import-card.h"
#include "peal-import-own.h"
#include "peal-import-row.h"
#include "peal-json-contacts.h"
#include "peal-key.h"

#include <string.h>

/* How much of a rejected object is shown. */
#define MAX_TEXT 400

struct _PealImportBatch
{
  PealImportFileError error;
  PealDecoded *decoded;   /* NULL if it is no text */
  PealCsvReader *reader;  /* these two: NULL if it is no table */
  PealCsvMap *map;
  PealVcardReader *cards; /* NULL if it is none of cards */
  PealJsonReader *objects; /* NULL if it is no JSON */
  PealOwnTable *own;      /* NULL if it is none of our tables, or the columns are taken for something else */
  PealCsvMap *found;      /* what the columns of our own table were taken for at first */
  char *region;
  GArray *warnings;
  GHashTable *seen;       /* the number to text, or our own id → the record that had it first */
};

static PealImportFileError
error_from_decoding (PealDecodeResult result)
{
  switch (result)
    {
    case PEAL_DECODE_OK:
      return PEAL_IMPORT_FILE_OK;
    case PEAL_DECODE_EMPTY:
      return PEAL_IMPORT_FILE_EMPTY;
    case PEAL_DECODE_BINARY:
      return PEAL_IMPORT_FILE_BINARY;
    case PEAL_DECODE_SPREADSHEET:
      return PEAL_IMPORT_FILE_SPREADSHEET;
    case PEAL_DECODE_HTML:
      return PEAL_IMPORT_FILE_HTML;
    }
  g_return_val_if_reached (PEAL_IMPORT_FILE_BINARY);
}

/* Each property of a card may have a charset of its own, so cards are read from what the file holds
 * (UTF-16 apart), not from what the whole of it was taken for. */
static GBytes *
get_card_bytes (const PealDecoded *decoded,
                GBytes            *bytes)
{
  static const char mark[] = "\xef\xbb\xbf";
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (decoded->charset == PEAL_CHARSET_UTF_16LE || decoded->charset == PEAL_CHARSET_UTF_16BE)
    return g_bytes_ref (decoded->text);
  if (length >= 3 && memcmp (data, mark, 3) == 0)
    return g_bytes_new_from_bytes (bytes, 3, length - 3);
  return g_bytes_ref (bytes);
}

static void
open_cards (PealImportBatch *self,
            GBytes          *bytes)
{
  g_autoptr(GBytes) cards = get_card_bytes (self->decoded, bytes);

  self->cards = peal_vcard_reader_new (cards);
}

static void
warn_about_file (PealImportBatch *self)
{
  const PealCsvMap *map = self->map;

  if (self->decoded->repairs & PEAL_DECODE_MIXED)
    peal_import_warnings_add (self->warnings, 0, PEAL_IMPORT_WARN_MIXED_ENCODING, "");
  if (self->decoded->repairs & PEAL_DECODE_CONTROLS)
    peal_import_warnings_add (self->warnings, 0, PEAL_IMPORT_WARN_CONTROL_CHARACTERS, "");
  if (self->decoded->repairs & PEAL_DECODE_REPLACED)
    peal_import_warnings_add (self->warnings, 0, PEAL_IMPORT_WARN_REPLACED_CHARACTERS, "");
  if (!map->has_header)
    peal_import_warnings_add (self->warnings, 0, PEAL_IMPORT_WARN_NO_HEADER, "");
  if (map->n_skipped > 1)
    peal_import_warnings_add (self->warnings, 0, PEAL_IMPORT_WARN_PREAMBLE, "");
  for (guint i = 0; map->has_header && self->own == NULL && i < map->n_columns; i++)
    if (map->columns[i].is_guessed)
      peal_import_warnings_add (self->warnings, 0, PEAL_IMPORT_WARN_COLUMN_GUESSED, map->columns[i].header);
}

/* Whether the table is one that Peal wrote: its header is the first record. */
static void
look_for_own (PealImportBatch *self)
{
  PealCsvRecord header;

  if (!self->map->has_header || self->map->n_skipped != 1)
    return;
  peal_csv_reader_rewind (self->reader);
  if (peal_csv_reader_next (self->reader, &header))
    self->own = peal_own_table_new (&header);
  if (self->own != NULL)
    self->found = peal_csv_map_copy (self->map);
}

/* Whether nobody has said that a column of our own table is something else. */
static gboolean
is_as_written (const PealImportBatch *self)
{
  if (self->own == NULL)
    return FALSE;
  for (guint i = 0; i < self->map->n_columns; i++)
    if (self->map->columns[i].field != self->found->columns[i].field || self->map->columns[i].role != self->found->columns[i].role)
      return FALSE;
  return TRUE;
}

PealImportBatch *
peal_import_batch_new (GBytes     *bytes,
                       const char *region)
{
  PealImportBatch *self;

  g_return_val_if_fail (bytes != NULL && region != NULL, NULL);

  self = g_new0 (PealImportBatch, 1);
  self->region = g_strdup (region);
  self->warnings = peal_import_warnings_new ();
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->error = error_from_decoding (peal_decode (bytes, &self->decoded));
  if (self->error != PEAL_IMPORT_FILE_OK)
    return self;
  if (peal_vcard_is_one (self->decoded->text))
    {
      open_cards (self, bytes);
      return self;
    }
  if (peal_json_contacts_is_one (self->decoded->text))
    {
      self->objects = peal_json_reader_new (self->decoded->text);
      return self;
    }

  self->reader = peal_csv_reader_new (self->decoded->text, 0);
  self->map = peal_csv_map_new (self->reader);
  look_for_own (self);
  warn_about_file (self);
  peal_import_batch_rewind (self);
  return self;
}

void
peal_import_batch_free (PealImportBatch *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->seen);
  g_array_unref (self->warnings);
  peal_csv_map_free (self->map);
  peal_csv_reader_free (self->reader);
  peal_vcard_reader_free (self->cards);
  peal_json_reader_free (self->objects);
  peal_own_table_free (self->own);
  peal_csv_map_free (self->found);
  peal_decoded_free (self->decoded);
  g_free (self->region);
  g_free (self);
}

PealImportFileError
peal_import_batch_get_file_error (const PealImportBatch *self)
{
  if (self->map != NULL && !peal_csv_map_has_field (self->map, PEAL_FIELD_PHONE))
    return PEAL_IMPORT_FILE_NO_PHONE_COLUMN;
  return self->error;
}

PealCharset
peal_import_batch_get_charset (const PealImportBatch *self)
{
  return self->decoded != NULL ? self->decoded->charset : PEAL_CHARSET_UTF_8;
}

char
peal_import_batch_get_delimiter (const PealImportBatch *self)
{
  return self->reader != NULL ? peal_csv_reader_get_delimiter (self->reader) : ',';
}

PealCsvMap *
peal_import_batch_get_map (const PealImportBatch *self)
{
  return self->map;
}

char *
peal_import_batch_dup_sample (PealImportBatch *self,
                              guint            column)
{
  g_autofree char *sample = g_strdup ("");
  PealCsvRecord record;

  peal_import_batch_rewind (self);
  for (guint i = 0; *sample == '\0' && i < PEAL_CSV_MAP_SAMPLE && self->reader != NULL
                    && peal_csv_reader_next (self->reader, &record); i++)
    if (column < record.n_fields)
      {
        g_free (sample);
        sample = peal_text_clean (record.fields[column].text, (gssize) record.fields[column].length);
      }
  peal_import_batch_rewind (self);
  return g_steal_pointer (&sample);
}

const GArray *
peal_import_batch_get_warnings (const PealImportBatch *self)
{
  return self->warnings;
}

double
peal_import_batch_get_fraction (const PealImportBatch *self)
{
  if (self->cards != NULL)
    return peal_vcard_reader_get_fraction (self->cards);
  if (self->objects != NULL)
    return peal_json_reader_get_fraction (self->objects);
  return self->reader != NULL ? peal_csv_reader_get_fraction (self->reader) : 1;
}

void
peal_import_batch_rewind (PealImportBatch *self)
{
  PealCsvRecord record;

  g_hash_table_remove_all (self->seen);
  if (self->cards != NULL)
    peal_vcard_reader_rewind (self->cards);
  if (self->objects != NULL)
    peal_json_reader_rewind (self->objects);
  if (self->reader == NULL)
    return;
  peal_csv_reader_rewind (self->reader);
  for (guint i = 0; i < self->map->n_skipped; i++)
    peal_csv_reader_next (self->reader, &record);
}

gboolean
peal_import_batch_has_cards (const PealImportBatch *self)
{
  return self->cards != NULL;
}

gboolean
peal_import_batch_has_objects (const PealImportBatch *self)
{
  return self->objects != NULL;
}

/* What stands in the file, for who mends it. */
static void
keep_raw (PealImportItem *item,
          const char     *raw,
          gsize           length)
{
  if (item->rejection != NULL)
    item->rejection->raw = g_strndup (raw, length);
}

static gboolean
read_object (PealImportBatch *self,
             PealImportItem  *item)
{
  PealExportContact *own;
  PealJsonItem object;

  if (!peal_json_reader_next (self->objects, &object))
    return FALSE;
  own = peal_json_contacts_read (object.text, object.length);
  if (own != NULL)
    item->contact = peal_import_take_own (own, object.number, &item->rejection);
  else
    {
      item->rejection = g_new0 (PealImportRejection, 1);
      item->rejection->record = object.number;
      item->rejection->reason = PEAL_IMPORT_NOT_A_RECORD;
      item->rejection->text = peal_text_clean (object.text, (gssize) MIN (object.length, MAX_TEXT));
    }
  keep_raw (item, object.text, object.length);
  return TRUE;
}

static gboolean
read_row (PealImportBatch *self,
          PealImportItem  *item)
{
  PealCsvRecord record;

  if (!peal_csv_reader_next (self->reader, &record))
    return FALSE;
  if (is_as_written (self) && !record.is_unterminated)
    {
      item->contact = peal_import_take_own (peal_own_table_read (self->own, &record), record.number - self->map->n_skipped,
                                            &item->rejection);
      keep_raw (item, record.raw, record.raw_length);
      return TRUE;
    }
  item->contact = peal_import_read_row (&record, record.number - self->map->n_skipped, self->map, self->region,
                                        &item->rejection);
  return TRUE;
}

static gboolean
read_card (PealImportBatch *self,
           PealImportItem  *item)
{
  g_autoptr(PealVcard) card = peal_vcard_reader_next (self->cards);

  if (card == NULL)
    return FALSE;
  if (peal_own_card_is_one (card))
    {
      item->contact = peal_import_take_own (peal_own_card_read (card), card->number, &item->rejection);
      keep_raw (item, card->raw, card->raw_length);
      return TRUE;
    }
  item->contact = peal_import_read_card (card, self->region, &item->rejection);
  return TRUE;
}

/* P8; what we wrote ourselves says by its id who is who: two people may share a number. */
static void
find_first (PealImportBatch *self,
            PealImportItem  *item)
{
  const PealExportContact *own = item->contact->own;
  const char *number = peal_import_contact_get_phone (item->contact)->e164;
  const char *keys[] = { own != NULL && *own->uuid != '\0' ? own->uuid : number, number };

  item->merges_into = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, keys[0]));
  for (gsize i = 0; item->merges_into == 0 && i < G_N_ELEMENTS (keys); i++)
    if (!g_hash_table_contains (self->seen, keys[i]))
      g_hash_table_insert (self->seen, g_strdup (keys[i]), GUINT_TO_POINTER (item->contact->record));
}

gboolean
peal_import_batch_next (PealImportBatch *self,
                        PealImportItem  *item)
{
  g_return_val_if_fail (self != NULL && item != NULL, FALSE);

  *item = (PealImportItem) { 0 };
  if (peal_import_batch_get_file_error (self) != PEAL_IMPORT_FILE_OK
      || !(self->cards != NULL     ? read_card (self, item)
           : self->objects != NULL ? read_object (self, item)
                                   : read_row (self, item)))
    return FALSE;
  if (item->contact != NULL)
    find_first (self, item);
  return TRUE;
}

GPtrArray *
peal_import_batch_read_all (PealImportBatch *self,
                            GPtrArray      **rejected)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_import_contact_free);
  g_autoptr(GHashTable) by_record = g_hash_table_new (NULL, NULL);
  PealImportItem item;

  g_return_val_if_fail (self != NULL && rejected != NULL, contacts);

  *rejected = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_import_rejection_free);
  while (peal_import_batch_next (self, &item))
    {
      PealImportContact *first = g_hash_table_lookup (by_record, GUINT_TO_POINTER (item.merges_into));

      if (item.rejection != NULL)
        g_ptr_array_add (*rejected, item.rejection);
      else if (first != NULL)
        {
          peal_import_contact_merge (first, item.contact);
          peal_import_contact_free (item.contact);
        }
      else
        {
          peal_import_contact_pack (item.contact);
          g_ptr_array_add (contacts, item.contact);
          g_hash_table_insert (by_record, GUINT_TO_POINTER (item.contact->record), item.contact);
        }
    }
  return contacts;
}

const char *
peal_import_file_error_to_string (PealImportFileError error)
{
  switch (error)
    {
    case PEAL_IMPORT_FILE_OK:
      return "ok";
    case PEAL_IMPORT_FILE_EMPTY:
      return "empty";
    case PEAL_IMPORT_FILE_BINARY:
      return "binary";
    case PEAL_IMPORT_FILE_SPREADSHEET:
      return "spreadsheet";
    case PEAL_IMPORT_FILE_HTML:
      return "html";
    case PEAL_IMPORT_FILE_NO_PHONE_COLUMN:
      return "no_phone_column";
    }
  g_return_val_if_reached ("binary");
}

const char *
peal_import_file_error_describe (PealImportFileError error)
{
  switch (error)
    {
    case PEAL_IMPORT_FILE_OK:
      return "";
    case PEAL_IMPORT_FILE_EMPTY:
      return "The file is empty. Export the contacts again and choose the new file.";
    case PEAL_IMPORT_FILE_BINARY:
      return "This is not a text file. Export the contacts as CSV or vCard and choose that file.";
    case PEAL_IMPORT_FILE_SPREADSHEET:
      return "This is a workbook, not a text file. Open it in a spreadsheet program and save it as CSV.";
    case PEAL_IMPORT_FILE_HTML:
      return "This is a web page, not a table. Open it in a spreadsheet program and save it as CSV.";
    case PEAL_IMPORT_FILE_NO_PHONE_COLUMN:
      return "No column with phone numbers was found. Give it a header such as \"Mobile phone\" and try again.";
    }
  g_return_val_if_reached ("");
}

/* fuzz-csv.c: whatever the bytes are, every record becomes a contact or a rejection, once, and what a
 * contact says is clean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-import-batch.h"

#include <string.h>

static void
check_contact (const PealImportContact *contact)
{
  g_assert_true (peal_phone_is_e164 (peal_import_contact_get_phone (contact)->e164));
  g_assert_cmpstr (peal_import_contact_get (contact, PEAL_FIELD_DISPLAY), !=, "");
  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    g_assert_true (g_utf8_validate (peal_import_contact_get (contact, (PealField) i), -1, NULL));
}

static void
check_records (PealImportBatch *batch)
{
  PealImportItem item;
  guint n = 0;

  while (peal_import_batch_next (batch, &item))
    {
      n++;
      g_assert_true ((item.contact == NULL) != (item.rejection == NULL));
      g_assert_cmpuint (item.contact != NULL ? item.contact->record : item.rejection->record, ==, n);
      g_assert_cmpuint (item.merges_into, <, n);
      if (item.contact != NULL)
        check_contact (item.contact);
      peal_import_contact_free (item.contact);
      peal_import_rejection_free (item.rejection);
    }
}

/* A field that is written is read back as it was. */
static void
check_round_trip (const guint8 *data,
                  gsize         size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr(GString) line = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(PealCsvReader) reader = NULL;
  g_autofree char *cell = NULL;
  PealCsvRecord record;

  if (size > 1000)
    return;
  peal_csv_append_field (line, text, ',');
  g_string_append (line, ",x\n");
  bytes = g_bytes_new (line->str, line->len);
  reader = peal_csv_reader_new (bytes, ',');
  g_assert_true (peal_csv_reader_next (reader, &record));
  g_assert_cmpuint (record.n_fields, ==, 2);
  cell = g_strndup (record.fields[0].text, record.fields[0].length);
  g_assert_cmpstr (peal_csv_unguard (cell), ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");

  check_records (batch);
  check_round_trip (data, size);
  return 0;
}

/* fuzz-contacts.c: whatever the bytes are, what is read of our own formats is written and read again unchanged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-contact-table.h"
#include "peal-import-own.h"
#include "peal-json-contacts.h"
#include "peal-vcard-write.h"

#include <string.h>

static char *
write_json (const PealExportContact *contact)
{
  GString *out = g_string_new (NULL);

  peal_json_contacts_append (out, contact);
  return g_string_free_and_steal (out);
}

static void
check_json (const PealExportContact *contact)
{
  g_autofree char *once = write_json (contact);
  g_autoptr(PealExportContact) read = peal_json_contacts_read (once, strlen (once));
  g_autofree char *twice = NULL;

  g_assert_nonnull (read);
  twice = write_json (read);
  g_assert_cmpstr (twice, ==, once);
}

/* Lines of cards hold no line ends, whatever the texts do. */
static void
check_card (const PealExportContact *contact)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_auto(GStrv) lines = NULL;

  peal_vcard_append (out, contact, PEAL_VCARD_4_0);
  lines = g_strsplit (out->str, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
}

static void
check_row (const PealExportContact *contact)
{
  g_autoptr(PealContactTable) table = peal_contact_table_new (contact->phones->len, contact->emails->len, contact->values);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(PealCsvReader) reader = NULL;
  PealCsvRecord record;

  peal_contact_table_append_header (table, out);
  peal_contact_table_append_row (table, contact, out);
  bytes = g_bytes_new (out->str, out->len);
  reader = peal_csv_reader_new (bytes, ',');
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (peal_csv_reader_next (reader, &record));
      g_assert_cmpuint (record.n_fields, ==, peal_contact_table_get_n_columns (table));
    }
  g_assert_false (peal_csv_reader_next (reader, &record));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(PealJsonReader) reader = peal_json_reader_new (bytes);
  PealJsonItem item;
  guint n = 0;

  while (peal_json_reader_next (reader, &item))
    {
      g_autoptr(PealExportContact) contact = peal_json_contacts_read (item.text, item.length);

      g_assert_cmpuint (item.number, ==, ++n);
      g_assert_cmpuint (item.length, >, 0);
      if (contact == NULL)
        continue;
      check_json (contact);
      check_card (contact);
      check_row (contact);
    }
  return 0;
}

/* fuzz-vcard.c: whatever the bytes are, every card is a contact or a rejection, once, nothing between
 * two cards is lost, and what a contact says is clean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-import-batch.h"
#include "peal-vcard.h"

#include <string.h>

static void
check_property (const PealVcardProperty *property)
{
  g_auto(GStrv) parts = peal_vcard_split (property->value, ';');
  g_autofree char *text = peal_vcard_unescape (property->value);

  g_assert_cmpstr (property->name, !=, "");
  g_assert_true (g_utf8_validate (property->value, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; parts[i] != NULL; i++)
    g_assert_true (g_utf8_validate (parts[i], -1, NULL));
  for (guint i = 0; property->parameters[i] != NULL; i++)
    g_assert_true (strchr (property->parameters[i], '=') != NULL && g_utf8_validate (property->parameters[i], -1, NULL));
}

/* Cards follow each other with nothing but blank space between them. */
static void
check_cards (GBytes *bytes)
{
  g_autoptr(PealVcardReader) reader = peal_vcard_reader_new (bytes);
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length);
  const char *end = at + length;
  PealVcard *card;
  guint n = 0;

  while ((card = peal_vcard_reader_next (reader)) != NULL)
    {
      g_assert_cmpuint (card->number, ==, ++n);
      while (at < card->raw)
        g_assert_true (g_ascii_isspace (*at++));
      at = card->raw + card->raw_length;
      for (guint i = 0; i < card->properties->len; i++)
        check_property (g_ptr_array_index (card->properties, i));
      peal_vcard_free (card);
    }
  while (at < end)
    g_assert_true (g_ascii_isspace (*at++));
}

static void
check_contacts (GBytes *bytes)
{
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
  PealImportItem item;
  guint n = 0;

  while (peal_import_batch_next (batch, &item))
    {
      n++;
      g_assert_true ((item.contact == NULL) != (item.rejection == NULL));
      if (item.contact != NULL)
        {
          g_assert_cmpuint (item.contact->record, ==, n);
          g_assert_true (peal_phone_is_e164 (peal_import_contact_get_phone (item.contact)->e164));
          g_assert_cmpstr (peal_import_contact_get (item.contact, PEAL_FIELD_DISPLAY), !=, "");
          for (guint i = 0; i < PEAL_N_FIELDS; i++)
            g_assert_true (g_utf8_validate (peal_import_contact_get (item.contact, (PealField) i), -1, NULL));
        }
      else
        g_assert_true (g_utf8_validate (item.rejection->text, -1, NULL));
      peal_import_contact_free (item.contact);
      peal_import_rejection_free (item.rejection);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);

  if (size > 0)
    check_cards (bytes);
  check_contacts (bytes);
  return 0;
}

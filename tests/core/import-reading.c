/* import-reading.c: all of a contact file at once, for the tests of what reads it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "import-reading.h"

#include "peal-import-index.h"

/* So few at a time that every file takes several turns. */
#define PORTION 3

GPtrArray *
import_read_all (PealImportBatch *batch,
                 GPtrArray      **rejected)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_import_contact_free);
  g_autoptr(PealImportIndex) index = peal_import_index_new (batch);

  while (peal_import_index_read (index, PORTION))
    ;
  *rejected = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_import_rejection_free);
  for (guint i = 0; i < peal_import_index_count_contacts (index); i++)
    g_ptr_array_add (contacts, peal_import_index_dup_contact (index, i));
  for (guint i = 0; i < peal_import_index_count_rejected (index); i++)
    g_ptr_array_add (*rejected, peal_import_index_dup_rejection (index, i));
  return contacts;
}

GPtrArray *
import_read_plainly (PealImportBatch *batch,
                     GPtrArray      **rejected)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_import_contact_free);
  g_autoptr(GHashTable) by_record = g_hash_table_new (NULL, NULL);
  PealImportItem item;

  *rejected = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_import_rejection_free);
  while (peal_import_batch_next (batch, &item))
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
          g_ptr_array_add (contacts, item.contact);
          g_hash_table_insert (by_record, GUINT_TO_POINTER (item.contact->record), item.contact);
        }
    }
  return contacts;
}

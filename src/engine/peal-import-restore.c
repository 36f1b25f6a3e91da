/* peal-import-restore.c: what Peal wrote itself, into the workspace as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-restore.h"

#include "peal-import-contact.h"
#include "peal-imports.h"
#include "peal-json-contacts.h"

/* The groups that @contacts name and @groups does not have yet. */
static GPtrArray *
list_new_groups (const GPtrArray *contacts,
                 GHashTable      *groups)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new_null_terminated (0, NULL, TRUE);

  for (guint i = 0; i < contacts->len; i++)
    {
      const PealImportContact *contact = g_ptr_array_index (contacts, i);

      for (guint g = 0; contact->own != NULL && contact->own->groups[g] != NULL; g++)
        {
          char *name = contact->own->groups[g];

          if (*name != '\0' && !g_hash_table_contains (groups, name) && g_hash_table_add (seen, name))
            g_ptr_array_add (names, name);
        }
    }
  return names;
}

gboolean
peal_import_ensure_groups (PealStore       *store,
                           gint64           job_id,
                           const GPtrArray *contacts,
                           GHashTable      *groups,
                           const char      *actor,
                           GError         **error)
{
  g_autoptr(GPtrArray) names = list_new_groups (contacts, groups);
  g_autoptr(GArray) ids = NULL;

  if (names->len == 0)
    return TRUE;
  ids = dex_await_boxed (peal_imports_ensure_groups (store, job_id, (const char *const *) names->pdata, actor), error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_insert (groups, g_strdup (g_ptr_array_index (names, i)),
                         g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return ids != NULL;
}

/* The phones of both are the same, in the same order. */
static void
restore_phones (PealContactRecord       *record,
                const PealExportContact *own)
{
  record->consents = g_array_new (FALSE, FALSE, sizeof (PealConsentState));
  for (guint i = 0; i < MIN (own->phones->len, record->contact->phones->len); i++)
    {
      const PealExportPhone *phone = g_ptr_array_index (own->phones, i);
      PealConsentState state = PEAL_CONSENT_UNKNOWN;

      g_set_str (&((PealContactPhone *) g_ptr_array_index (record->contact->phones, i))->label, phone->label);
      peal_consent_state_from_string (phone->consent, &state);
      g_array_append_val (record->consents, state);
    }
}

static void
restore_emails (PealContact             *contact,
                const PealExportContact *own)
{
  g_ptr_array_set_size (contact->emails, 0);
  for (guint i = 0; i < own->emails->len; i++)
    {
      const PealExportEmail *email = g_ptr_array_index (own->emails, i);

      g_ptr_array_add (contact->emails, peal_contact_email_new (email->label, email->address));
    }
}

void
peal_import_restore (PealContactRecord       *record,
                     const PealExportContact *own)
{
  PealContact *contact = record->contact;

  if (g_uuid_string_is_valid (own->uuid))
    g_set_str (&contact->uuid, own->uuid);
  restore_phones (record, own);
  restore_emails (contact, own);
  if (own->values->len > 0)
    {
      g_free (contact->custom);
      contact->custom = peal_json_contacts_dup_custom (own);
    }
}

void
peal_import_restore_groups (PealContactRecord       *record,
                            const PealImportContact *read,
                            GHashTable              *groups)
{
  for (guint i = 0; read->own != NULL && read->own->groups[i] != NULL; i++)
    {
      const gint64 *id = g_hash_table_lookup (groups, read->own->groups[i]);

      if (id != NULL)
        g_array_append_val (record->contact->group_ids, *id);
    }
}

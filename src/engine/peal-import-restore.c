/* peal-import-restore.c: what Peal wrote itself, into the workspace as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-restore.h"

#include "peal-groups.h"
#include "peal-import-contact.h"
#include "peal-json-contacts.h"

gboolean
peal_import_ensure_groups (PealStore       *store,
                           const GPtrArray *contacts,
                           guint            first,
                           guint            n,
                           GHashTable      *groups,
                           const char      *actor,
                           GError         **error)
{
  for (guint i = first; i < first + n; i++)
    {
      const PealImportContact *contact = g_ptr_array_index (contacts, i);

      for (guint g = 0; contact->own != NULL && contact->own->groups[g] != NULL; g++)
        {
          const char *name = contact->own->groups[g];
          g_autoptr(GError) refused = NULL;
          gint64 id;

          if (*name == '\0' || g_hash_table_contains (groups, name))
            continue;
          id = dex_await_int64 (peal_groups_ensure (store, name, actor), &refused);
          if (refused != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&refused));
              return FALSE;
            }
          g_hash_table_insert (groups, g_strdup (name), g_memdup2 (&id, sizeof id));
        }
    }
  return TRUE;
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
                     const PealExportContact *own,
                     GHashTable              *groups)
{
  PealContact *contact = record->contact;

  if (g_uuid_string_is_valid (own->uuid))
    g_set_str (&contact->uuid, own->uuid);
  restore_phones (record, own);
  restore_emails (contact, own);
  for (guint i = 0; own->groups[i] != NULL; i++)
    {
      const gint64 *id = g_hash_table_lookup (groups, own->groups[i]);

      if (id != NULL)
        g_array_append_val (contact->group_ids, *id);
    }
  if (own->values->len > 0)
    {
      g_free (contact->custom);
      contact->custom = peal_json_contacts_dup_custom (own);
    }
}

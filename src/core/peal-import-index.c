/* peal-import-index.c: what a contact file holds, without holding it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-index.h"

/* What of a contact is needed of all at once. */
typedef struct
{
  gsize place;
  guint record;
  guint last_merged;     /* the last that went into it, as a number in merged; 0 = none */
  guint consent : 2;
  guint has_consent_cell : 1;
  guint has_remarks : 1;
} Contact;

/* A record that went into another. They are a ring, so that one more is added at its end at once. */
typedef struct
{
  gsize place;
  guint record;
  guint next;
} Merged;

typedef struct
{
  gsize place;
  guint record;
  PealImportReason reason;
} Rejected;

struct _PealImportIndex
{
  PealImportBatch *batch; /* borrowed */
  GArray *contacts;       /* of Contact */
  GArray *merged;         /* of Merged; the first is none */
  GArray *rejected;       /* of Rejected */
  GHashTable *own_ids;    /* once all was read */
  guint n_grown;          /* contacts that others went into */
  guint n_remarks;        /* contacts with something else to say */
  guint n_no_records;
};

PealImportIndex *
peal_import_index_new (PealImportBatch *batch)
{
  PealImportIndex *self;

  g_return_val_if_fail (batch != NULL, NULL);

  self = g_new0 (PealImportIndex, 1);
  self->batch = batch;
  self->contacts = g_array_new (FALSE, FALSE, sizeof (Contact));
  self->merged = g_array_new (FALSE, TRUE, sizeof (Merged));
  g_array_set_size (self->merged, 1);
  self->rejected = g_array_new (FALSE, FALSE, sizeof (Rejected));
  self->own_ids = g_hash_table_new (NULL, NULL);
  return self;
}

void
peal_import_index_free (PealImportIndex *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->contacts);
  g_array_unref (self->merged);
  g_array_unref (self->rejected);
  g_hash_table_unref (self->own_ids);
  g_free (self);
}

/* Reading ------------------------------------------------------------------------------------------- */

static void
add_contact (PealImportIndex         *self,
             gsize                    place,
             const PealImportContact *read)
{
  Contact contact = {
    .place = place,
    .record = read->record,
    .consent = read->consent,
    .has_consent_cell = read->has_consent_cell != FALSE,
    .has_remarks = read->warnings->len > 0,
  };

  g_array_append_val (self->contacts, contact);
  self->n_remarks += contact.has_remarks;
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const Contact *left = a;
  const Contact *right = b;

  return left->record < right->record ? -1 : left->record > right->record;
}

/* The contact that began with @record. */
static Contact *
find_contact (PealImportIndex *self,
              guint            record)
{
  const Contact wanted = { .record = record };
  guint i;

  if (!g_array_binary_search (self->contacts, &wanted, compare_records, &i))
    g_return_val_if_reached (NULL);
  return &g_array_index (self->contacts, Contact, i);
}

/* As peal_import_contact_merge (). */
static void
merge (PealImportIndex         *self,
       Contact                 *into,
       gsize                    place,
       const PealImportContact *read)
{
  Merged merged = { .place = place, .record = read->record, .next = self->merged->len };

  if (into->last_merged != 0)
    {
      Merged *last = &g_array_index (self->merged, Merged, into->last_merged);

      merged.next = last->next;
      last->next = self->merged->len;
    }
  else
    self->n_grown++;
  into->last_merged = self->merged->len;
  g_array_append_val (self->merged, merged);

  into->consent = peal_import_consent_stricter ((PealImportConsent) into->consent, read->consent);
  into->has_consent_cell |= read->has_consent_cell != FALSE;
  if (!into->has_remarks && read->warnings->len > 0)
    {
      into->has_remarks = TRUE;
      self->n_remarks++;
    }
}

static void
add_rejected (PealImportIndex           *self,
              gsize                      place,
              const PealImportRejection *read)
{
  Rejected rejected = { place, read->record, read->reason };

  g_array_append_val (self->rejected, rejected);
  self->n_no_records += rejected.reason == PEAL_IMPORT_NOT_A_RECORD;
}

/* Whoever others went into is not as they were written any more, and has no id (peal_import_contact_merge ()). */
static gboolean
was_grown (gpointer key,
           gpointer record,
           gpointer data)
{
  return find_contact (data, GPOINTER_TO_UINT (record))->last_merged != 0;
}

static void
take_own_ids (PealImportIndex *self)
{
  g_hash_table_unref (self->own_ids);
  self->own_ids = peal_import_batch_steal_own_ids (self->batch);
  if (self->n_grown > 0)
    g_hash_table_foreach_remove (self->own_ids, was_grown, self);
}

gboolean
peal_import_index_read (PealImportIndex *self,
                        guint            n)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    {
      const gsize place = peal_import_batch_tell (self->batch);
      g_autoptr(PealImportContact) contact = NULL;
      g_autoptr(PealImportRejection) rejection = NULL;
      PealImportItem item;

      if (!peal_import_batch_next (self->batch, &item))
        {
          take_own_ids (self);
          return FALSE;
        }
      contact = item.contact;
      rejection = item.rejection;
      if (rejection != NULL)
        add_rejected (self, place, rejection);
      else if (item.merges_into != 0)
        merge (self, find_contact (self, item.merges_into), place, contact);
      else
        add_contact (self, place, contact);
    }
  return TRUE;
}

/* Reading again ------------------------------------------------------------------------------------- */

PealImportContact *
peal_import_index_dup_contact (PealImportIndex *self,
                               guint            i)
{
  const Contact *contact;
  PealImportItem item;
  guint at;

  g_return_val_if_fail (self != NULL && i < self->contacts->len, NULL);

  contact = &g_array_index (self->contacts, Contact, i);
  peal_import_batch_read_at (self->batch, contact->place, contact->record, &item);
  at = contact->last_merged;
  while (at != 0)
    {
      const Merged *merged = &g_array_index (self->merged, Merged, g_array_index (self->merged, Merged, at).next);
      PealImportItem later;

      peal_import_batch_read_at (self->batch, merged->place, merged->record, &later);
      peal_import_contact_merge (item.contact, later.contact);
      peal_import_contact_free (later.contact);
      at = g_array_index (self->merged, Merged, at).next;
      if (at == contact->last_merged)
        break;
    }
  return item.contact;
}

PealImportRejection *
peal_import_index_dup_rejection (PealImportIndex *self,
                                 guint            i)
{
  const Rejected *rejected;
  PealImportItem item;

  g_return_val_if_fail (self != NULL && i < self->rejected->len, NULL);

  rejected = &g_array_index (self->rejected, Rejected, i);
  peal_import_batch_read_at (self->batch, rejected->place, rejected->record, &item);
  return item.rejection;
}

/* What is known of all ------------------------------------------------------------------------------ */

GHashTable *
peal_import_index_get_own_ids (const PealImportIndex *self)
{
  return self->own_ids;
}

guint
peal_import_index_count_contacts (const PealImportIndex *self)
{
  return self->contacts->len;
}

guint
peal_import_index_count_rejected (const PealImportIndex *self)
{
  return self->rejected->len;
}

guint
peal_import_index_count_merged (const PealImportIndex *self)
{
  return self->merged->len - 1;
}

guint
peal_import_index_count_grown (const PealImportIndex *self)
{
  return self->n_grown;
}

guint
peal_import_index_count_remarks (const PealImportIndex *self)
{
  return self->n_remarks;
}

guint
peal_import_index_count_no_records (const PealImportIndex *self)
{
  return self->n_no_records;
}

gboolean
peal_import_index_was_merged (const PealImportIndex *self,
                              guint                  i)
{
  return g_array_index (self->contacts, Contact, i).last_merged != 0;
}

gboolean
peal_import_index_has_remarks (const PealImportIndex *self,
                               guint                  i)
{
  return g_array_index (self->contacts, Contact, i).has_remarks;
}

PealImportConsent
peal_import_index_get_consent (const PealImportIndex *self,
                               guint                  i,
                               gboolean              *has_consent_cell)
{
  const Contact *contact = &g_array_index (self->contacts, Contact, i);

  *has_consent_cell = contact->has_consent_cell;
  return (PealImportConsent) contact->consent;
}

PealImportReason
peal_import_index_get_reason (const PealImportIndex *self,
                              guint                  i)
{
  return g_array_index (self->rejected, Rejected, i).reason;
}

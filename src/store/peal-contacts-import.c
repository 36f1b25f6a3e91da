/* peal-contacts-import.c: contacts of a file into the store, batch by batch.
 *
 * Somebody is known by the number to text, the first of a record: it is looked
 * for among all numbers of everybody. The other numbers of a record say nothing
 * about who it is, because people share a landline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contacts-import.h"

#include "peal-consent-private.h"
#include "peal-contacts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"

#include <string.h>

typedef struct
{
  GPtrArray *records; /* of PealContactRecord */
  PealContactMergeOptions options;
  GStrv tags;         /* what options.tags points to; its strings are owned too */
} ImportData;

static ImportData *
import_data_new (GPtrArray                     *records,
                 const PealContactMergeOptions *options)
{
  ImportData *self = g_new0 (ImportData, 1);

  self->records = g_ptr_array_ref (records);
  self->options = *options;
  self->tags = g_strdupv ((char **) options->tags);
  self->options.tags = (const char *const *) self->tags;
  self->options.file_name = g_strdup (peal_text (options->file_name));
  self->options.wording = g_strdup (peal_text (options->wording));
  self->options.proof = g_strdup (peal_text (options->proof));
  self->options.actor = g_strdup (peal_text (options->actor));
  if (options->own_ids != NULL)
    g_hash_table_ref (options->own_ids);
  return self;
}

static void
import_data_free (gpointer data)
{
  ImportData *self = data;

  g_ptr_array_unref (self->records);
  g_strfreev (self->tags);
  g_free ((char *) self->options.file_name);
  g_free ((char *) self->options.wording);
  g_free ((char *) self->options.proof);
  g_free ((char *) self->options.actor);
  g_clear_pointer (&self->options.own_ids, g_hash_table_unref);
  g_free (self);
}

/* Merging: each returns TRUE if @into changed ----------------------------------------------------- */

static gboolean
merge_text (char      **into,
            const char *from,
            gboolean    replace)
{
  if (from == NULL || from[0] == '\0' || g_str_equal (*into, from) || (!replace && (*into)[0] != '\0'))
    return FALSE;
  return g_set_str (into, from);
}

/* Whether the display name is what its parts make, not what somebody chose. */
static gboolean
has_made_display (const PealContact *contact)
{
  PealContact plain = *contact;
  g_autofree char *made = NULL;

  plain.display = NULL;
  made = peal_contact_dup_display (&plain);
  return g_str_equal (made, contact->display);
}

static gboolean
merge_fields (PealContact       *into,
              const PealContact *from,
              gboolean           replace)
{
  gboolean made = has_made_display (into);
  gboolean changed = FALSE;

  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    {
      char **field = peal_contact_field (into, i);

      /* The uuid is its own, the display name is made of the others, custom fields are an object. */
      if (field != &into->uuid && field != &into->display && field != &into->custom)
        changed |= merge_text (field, *peal_contact_field (from, i), replace);
    }
  if (changed && made)
    g_set_str (&into->display, "");
  return changed;
}

static gboolean
merge_custom (PealDb            *db,
              PealContact       *into,
              const PealContact *from,
              gboolean           replace)
{
  g_autoptr(PealStmt) stmt = NULL;

  if (peal_text (from->custom)[0] == '\0' || g_str_equal (from->custom, "{}"))
    return FALSE;
  stmt = peal_db_query (db, PEAL_QUERY_JSON_MERGE);
  peal_stmt_bind_text (stmt, ":weak", replace ? into->custom : from->custom);
  peal_stmt_bind_text (stmt, ":strong", replace ? from->custom : into->custom);
  return peal_stmt_next (stmt) && g_set_str (&into->custom, peal_stmt_get_text (stmt, 0));
}

static gboolean
has_phone (const PealContact *contact,
           const char        *e164)
{
  for (guint i = 0; i < contact->phones->len; i++)
    if (g_str_equal (((PealContactPhone *) g_ptr_array_index (contact->phones, i))->e164, e164))
      return TRUE;
  return FALSE;
}

static gboolean
merge_phones (PealContact       *into,
              const PealContact *from)
{
  guint before = into->phones->len;

  for (guint i = 0; i < from->phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (from->phones, i);

      if (!has_phone (into, phone->e164))
        g_ptr_array_add (into->phones, peal_contact_phone_copy (phone));
    }
  return into->phones->len > before;
}

static gboolean
has_email (const PealContact *contact,
           const char        *address)
{
  if (address[0] == '\0' || g_ascii_strcasecmp (contact->email, address) == 0)
    return TRUE;
  for (guint i = 0; i < contact->emails->len; i++)
    if (g_ascii_strcasecmp (((PealContactEmail *) g_ptr_array_index (contact->emails, i))->address, address) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
add_email (PealContact *into,
           const char  *label,
           const char  *address)
{
  if (has_email (into, address))
    return FALSE;
  g_ptr_array_add (into->emails, peal_contact_email_new (label, address));
  return TRUE;
}

/* The address that is shown is a field like others; here are those behind it. */
static gboolean
merge_emails (PealContact       *into,
              const PealContact *from)
{
  gboolean changed = add_email (into, "", peal_text (from->email));

  for (guint i = 0; i < from->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (from->emails, i);

      changed |= add_email (into, email->label, email->address);
    }
  return changed;
}

static gboolean
has_tag (GStrv       tags,
         const char *tag)
{
  for (guint i = 0; tags[i] != NULL; i++)
    if (g_ascii_strcasecmp (tags[i], tag) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
merge_tags (PealContact       *into,
            const char *const *from)
{
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();
  gboolean changed = FALSE;

  g_strv_builder_addv (tags, (const char **) into->tags);
  for (guint i = 0; from != NULL && from[i] != NULL; i++)
    if (from[i][0] != '\0' && !has_tag (into->tags, from[i]))
      {
        g_strv_builder_add (tags, from[i]);
        changed = TRUE;
      }
  if (changed)
    {
      g_strfreev (into->tags);
      into->tags = g_strv_builder_end (tags);
    }
  return changed;
}

static gboolean
merge_group (PealContact *into,
             gint64       group_id)
{
  if (group_id == 0)
    return FALSE;
  for (guint i = 0; i < into->group_ids->len; i++)
    if (peal_ids_get (into->group_ids, i) == group_id)
      return FALSE;
  g_array_append_val (into->group_ids, group_id);
  return TRUE;
}

static gboolean
merge_contact (PealDb                        *db,
               PealContact                   *into,
               const PealContact             *from,
               const PealContactMergeOptions *options)
{
  gboolean replace = options->policy == PEAL_CONTACT_MERGE_REPLACE;
  gboolean changed = merge_fields (into, from, replace);

  changed |= merge_custom (db, into, from, replace);
  changed |= merge_phones (into, from);
  changed |= merge_emails (into, from);
  changed |= merge_tags (into, (const char *const *) from->tags);
  for (guint i = 0; i < from->group_ids->len; i++)
    changed |= merge_group (into, peal_ids_get (from->group_ids, i));
  changed |= merge_tags (into, options->tags);
  changed |= merge_group (into, options->group_id);
  return changed;
}

/* One record -------------------------------------------------------------------------------------- */

/* Whether the import brought or changed @id already. */
static gboolean
knows (PealDb                        *db,
       gint64                         id,
       const PealContactMergeOptions *options)
{
  PealStmt *ask = peal_db_query (db, PEAL_QUERY_IMPORT_KNOWS);

  peal_stmt_bind_int (ask, ":job_id", options->job_id);
  peal_stmt_bind_int (ask, ":contact_id", id);
  return peal_stmt_take_int (ask) != 0;
}

/* What the import changes in somebody it keeps for its undo: what was before its first change, or, of
 * those whom it brought itself, that it came to them again. */
static void
keep_for_undo (PealDb                        *db,
               const PealContact             *after,
               const PealContactMergeOptions *options)
{
  g_autoptr(PealStmt) stmt = NULL;
  gint64 seq = 0;

  if (!knows (db, after->id, options))
    seq = peal_contact_record (db, after->id, "contact.updated", after, options->actor);
  stmt = peal_db_query (db, PEAL_QUERY_IMPORT_CHANGE_PUT);
  peal_stmt_bind_int (stmt, ":job_id", options->job_id);
  peal_stmt_bind_int (stmt, ":contact_id", after->id);
  peal_stmt_bind_id (stmt, ":seq", seq);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

/* What was written and is to be indexed; NULL = nothing. */
static PealContact *
update_contact (PealDb                        *db,
                gint64                         id,
                const PealContact             *from,
                const PealContactMergeOptions *options,
                PealContactMergeResult        *result)
{
  g_autoptr(PealContact) contact = NULL;

  result->verdict = options->policy == PEAL_CONTACT_MERGE_SKIP ? PEAL_CONTACT_MERGED_SKIPPED : PEAL_CONTACT_MERGED_UNCHANGED;
  result->contact_id = id;
  if (options->policy == PEAL_CONTACT_MERGE_SKIP)
    return NULL;
  contact = peal_contact_load (db, id);
  if (contact == NULL || !merge_contact (db, contact, from, options))
    return NULL;
  keep_for_undo (db, contact, options);
  peal_contact_write (db, contact, 0);
  result->verdict = PEAL_CONTACT_MERGED_UPDATED;
  return g_steal_pointer (&contact);
}

/* Who has it, also somebody deleted; 0 = nobody. */
static gint64
find_uuid (PealDb     *db,
           const char *uuid,
           gboolean   *is_deleted)
{
  g_autoptr(PealStmt) stmt = NULL;

  if (*peal_text (uuid) == '\0')
    return 0;
  stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIND_BY_UUID);
  peal_stmt_bind_text (stmt, ":uuid", uuid);
  if (!peal_stmt_next (stmt))
    return 0;
  if (is_deleted != NULL)
    *is_deleted = peal_stmt_get_int (stmt, 1) != 0;
  return peal_stmt_get_int (stmt, 0);
}

static PealContact *
add_contact (PealDb                        *db,
             const PealContact             *from,
             const PealContactMergeOptions *options,
             PealContactMergeResult        *result)
{
  g_autoptr(PealContact) contact = peal_contact_copy (from);

  contact->id = 0;
  if (find_uuid (db, contact->uuid, NULL) != 0)
    g_set_str (&contact->uuid, ""); /* whoever has it stays apart, or is deleted */
  merge_tags (contact, options->tags);
  merge_group (contact, options->group_id);
  contact->id = peal_contact_write (db, contact, options->job_id);
  result->verdict = PEAL_CONTACT_MERGED_NEW;
  result->contact_id = contact->id;
  return g_steal_pointer (&contact);
}

/* "Form at the till, May 2026; customers.csv, row 7". What is said of those who agreed says nothing of
 * an objection. Caller frees. */
static char *
dup_proof (const PealContactRecord       *record,
           const PealContactMergeOptions *options)
{
  const char *proof = record->consent == PEAL_CONSENT_OPTED_IN ? options->proof : "";

  return g_strdup_printf ("%s%s%s, row %u", proof, *proof != '\0' ? "; " : "", options->file_name, record->record);
}

/* What the file says of phone @i. */
static PealConsentState
get_consent (const PealContactRecord *record,
             guint                    i)
{
  const PealConsentState own = record->consents != NULL && i < record->consents->len
                                 ? g_array_index (record->consents, PealConsentState, i) : PEAL_CONSENT_UNKNOWN;

  if (own != PEAL_CONSENT_UNKNOWN)
    return own;
  return record->consent == PEAL_CONSENT_OPTED_OUT || i == 0 ? record->consent : PEAL_CONSENT_UNKNOWN;
}

/* R-LAW-2: an objection holds for all numbers of the person, a permission only for the one to text;
 * peal_consent_apply () lets neither lift what is there. */
static PealConsentState
import_consent (PealDb                        *db,
                const PealContactRecord       *record,
                const PealContactMergeOptions *options)
{
  GPtrArray *phones = record->contact->phones;
  g_autofree char *proof = dup_proof (record, options);
  PealConsentEntry entry = {
    .how = PEAL_CONSENT_HOW_IMPORT,
    .proof = proof,
    .import_job = options->job_id,
    .actor = options->actor,
  };
  PealConsentState state = PEAL_CONSENT_UNKNOWN;

  for (guint i = 0; i < phones->len; i++)
    {
      const PealConsentState said = get_consent (record, i);

      entry.e164 = ((PealContactPhone *) g_ptr_array_index (phones, i))->e164;
      entry.act = said == PEAL_CONSENT_OPTED_OUT ? PEAL_CONSENT_ACT_OPT_OUT : PEAL_CONSENT_ACT_OPT_IN;
      entry.wording = said == PEAL_CONSENT_OPTED_OUT ? "" : options->wording;
      if (said != PEAL_CONSENT_UNKNOWN)
        peal_consent_apply (db, &entry);
      if (i == 0)
        {
          g_autoptr(PealConsent) consent = peal_consent_load (db, entry.e164);

          state = consent->state;
        }
    }
  return state;
}

/* The number to text; NULL = none. */
static const char *
get_number (const PealContactRecord *record)
{
  GPtrArray *phones = record->contact->phones;

  return phones->len > 0 ? ((PealContactPhone *) g_ptr_array_index (phones, 0))->e164 : NULL;
}

/* Whether @id, who has the number of a record of ours, has a record of their own in the file. */
static gboolean
is_another (PealDb                        *db,
            gint64                         id,
            const PealContactMergeOptions *options)
{
  PealStmt *stmt;
  g_autofree char *uuid = NULL;

  if (id == 0 || options->own_ids == NULL)
    return FALSE;
  stmt = peal_db_query (db, PEAL_QUERY_CONTACT_GET_UUID);
  peal_stmt_bind_int (stmt, ":id", id);
  uuid = peal_stmt_take_text (stmt);
  return (uuid != NULL && g_hash_table_contains (options->own_ids, uuid)) || knows (db, id, options);
}

/* Whom the record is about; 0 = nobody yet, or whoever it is stays apart. */
static gint64
find_known (PealDb                        *db,
            const PealContactRecord       *record,
            const PealContactMergeOptions *options)
{
  const char *number = get_number (record);

  gboolean is_deleted = FALSE;
  gint64 id;

  if (number == NULL || options->policy == PEAL_CONTACT_MERGE_KEEP_BOTH)
    return 0;
  id = find_uuid (db, record->contact->uuid, &is_deleted);
  if (id != 0 && !is_deleted)
    return id;
  id = peal_contact_find (db, number);
  return is_another (db, id, options) ? 0 : id;
}

/* Like update_contact (). */
static PealContact *
import_record (PealDb                        *db,
               const PealContactRecord       *record,
               const PealContactMergeOptions *options,
               PealContactMergeResult        *result)
{
  gint64 known = find_known (db, record, options);
  PealContact *written;

  result->record = record->record;
  if (known != 0)
    written = update_contact (db, known, record->contact, options, result);
  else
    written = add_contact (db, record->contact, options, result);
  result->consent = import_consent (db, record, options);
  return written;
}

/* One event for the new ones of a batch: their rows name the job. */
static void
record_batch (PealDb                        *db,
              GArray                        *results,
              const PealContactMergeOptions *options)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();
  gint64 counts[PEAL_CONTACT_MERGED_SKIPPED + 1] = { 0 };

  for (guint i = 0; i < results->len; i++)
    counts[g_array_index (results, PealContactMergeResult, i).verdict]++;
  peal_payload_add_int (payload, "added", counts[PEAL_CONTACT_MERGED_NEW]);
  peal_payload_add_int (payload, "updated", counts[PEAL_CONTACT_MERGED_UPDATED]);
  peal_payload_add_int (payload, "unchanged", counts[PEAL_CONTACT_MERGED_UNCHANGED]);
  peal_payload_add_int (payload, "skipped", counts[PEAL_CONTACT_MERGED_SKIPPED]);
  peal_ledger_append_about (db, peal_db_get_now (db), options->actor, "contact.imported", "job", options->job_id,
                            peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
}

static void
import_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const ImportData *import = data;
  GArray *results = g_array_sized_new (FALSE, TRUE, sizeof (PealContactMergeResult), import->records->len);
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_free);

  for (guint i = 0; i < import->records->len && !peal_db_has_failed (db); i++)
    {
      PealContactMergeResult one = { 0 };
      PealContact *contact = import_record (db, g_ptr_array_index (import->records, i), &import->options, &one);

      if (contact != NULL)
        g_ptr_array_add (written, contact);
      g_array_append_val (results, one);
    }
  for (guint i = 0; i < written->len; i++)
    {
      const PealContact *contact = g_ptr_array_index (written, i);

      peal_contact_index (db, contact->id, contact);
    }
  record_batch (db, results, &import->options);
  peal_result_take (result, G_TYPE_ARRAY, results);
}

DexFuture *
peal_contacts_import (PealStore                     *store,
                      GPtrArray                     *records,
                      const PealContactMergeOptions *options)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (records != NULL);
  peal_return_reject_if_fail (options != NULL);

  return peal_store_write (store, import_job, import_data_new (records, options), import_data_free);
}

/* Rehearsal --------------------------------------------------------------------------------------- */

static void
rehearse_record (PealDb                        *db,
                 const PealContactRecord       *record,
                 const PealContactMergeOptions *options,
                 PealContactMergeResult        *result)
{
  const char *number = get_number (record);
  gint64 known = find_known (db, record, options);
  g_autoptr(PealContact) contact = known != 0 ? peal_contact_load (db, known) : NULL;

  result->record = record->record;
  if (contact != NULL)
    {
      result->contact_id = known;
      if (options->policy == PEAL_CONTACT_MERGE_SKIP)
        result->verdict = PEAL_CONTACT_MERGED_SKIPPED;
      else
        result->verdict = merge_contact (db, contact, record->contact, options) ? PEAL_CONTACT_MERGED_UPDATED
                                                                                : PEAL_CONTACT_MERGED_UNCHANGED;
    }
  if (number != NULL)
    {
      g_autoptr(PealConsent) consent = peal_consent_load (db, number);

      result->consent = consent->state;
    }
}

static void
rehearse_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const ImportData *import = data;
  PealContactMergeOptions options = import->options;
  GArray *results = g_array_sized_new (FALSE, TRUE, sizeof (PealContactMergeResult), import->records->len);

  options.group_id = 0;
  options.tags = NULL;
  for (guint i = 0; i < import->records->len && !peal_db_has_failed (db); i++)
    {
      PealContactMergeResult one = { 0 };

      rehearse_record (db, g_ptr_array_index (import->records, i), &options, &one);
      g_array_append_val (results, one);
    }
  peal_result_take (result, G_TYPE_ARRAY, results);
}

DexFuture *
peal_contacts_rehearse (PealStore                     *store,
                        GPtrArray                     *records,
                        const PealContactMergeOptions *options)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (records != NULL);
  peal_return_reject_if_fail (options != NULL);

  return peal_store_read (store, rehearse_job, import_data_new (records, options), import_data_free);
}

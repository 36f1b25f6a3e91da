/* peal-contacts-merge.c: one contact of two, and two again.
 *
 * The ledger row of a merge holds the contact as it was before and after, and the
 * ids of all that moved. The way back looks at each field: what is still as the
 * merge left it becomes what it was before; what somebody changed since stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-duplicates.h"

#include "peal-contacts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"

#include <json-glib/json-glib.h>

#define CHANGES (PEAL_CHANGE_PEOPLE | PEAL_CHANGE_TALK | PEAL_CHANGE_SCHEDULES)

/* Lists ------------------------------------------------------------------------------------------- */

static gboolean
has_phone (const GPtrArray *phones,
           const char      *e164)
{
  for (guint i = 0; i < phones->len; i++)
    if (g_str_equal (((const PealContactPhone *) g_ptr_array_index (phones, i))->e164, e164))
      return TRUE;
  return FALSE;
}

static gboolean
has_email (const GPtrArray *emails,
           const char      *address)
{
  for (guint i = 0; i < emails->len; i++)
    if (g_ascii_strcasecmp (((const PealContactEmail *) g_ptr_array_index (emails, i))->address, address) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_id (const GArray *ids,
        gint64        id)
{
  for (guint i = 0; i < ids->len; i++)
    if (peal_ids_get (ids, i) == id)
      return TRUE;
  return FALSE;
}

/* Each keeps what it says of a phone that both have: the one that came first. */
static void
unite_lists (PealContact       *into,
             const PealContact *from)
{
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();

  for (guint i = 0; i < from->phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (from->phones, i);

      if (!has_phone (into->phones, phone->e164))
        g_ptr_array_add (into->phones, peal_contact_phone_copy (phone));
    }
  for (guint i = 0; i < from->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (from->emails, i);

      if (!has_email (into->emails, email->address))
        g_ptr_array_add (into->emails, peal_contact_email_new (email->label, email->address));
    }
  for (guint i = 0; i < from->group_ids->len; i++)
    if (!has_id (into->group_ids, peal_ids_get (from->group_ids, i)))
      g_array_append_val (into->group_ids, peal_ids_get (from->group_ids, i));
  g_strv_builder_addv (tags, (const char **) into->tags);
  g_strv_builder_addv (tags, (const char **) from->tags); /* the same one twice is stored once */
  g_strfreev (into->tags);
  into->tags = g_strv_builder_end (tags);
}

/* Merging ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealContact *merged;
  gint64 gone;
  char *actor;
} MergeData;

static void
merge_data_free (gpointer data)
{
  MergeData *merge = data;

  peal_contact_free (merge->merged);
  g_free (merge->actor);
  g_free (merge);
}

/* A query with the two of them and nothing else. */
static void
run_for_both (PealDb   *db,
              PealQuery query,
              gint64    kept,
              gint64    gone)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  peal_stmt_bind_int (stmt, ":kept", kept);
  peal_stmt_bind_int (stmt, ":gone", gone);
  peal_stmt_run (stmt);
}

static void
unite_custom (PealDb            *db,
              PealContact       *into,
              const PealContact *from)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_JSON_MERGE);
  char *united;

  peal_stmt_bind_text (stmt, ":weak", *from->custom != '\0' ? from->custom : "{}");
  peal_stmt_bind_text (stmt, ":strong", *into->custom != '\0' ? into->custom : "{}");
  united = peal_stmt_take_text (stmt);
  g_free (into->custom);
  into->custom = united;
}

static char *
dup_as_json (PealDb *db,
             gint64  id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_GET_AS_JSON);

  peal_stmt_bind_int (stmt, ":id", id);
  return peal_stmt_take_text (stmt);
}

static char *
dup_moved (PealDb *db,
           gint64  kept,
           gint64  gone)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_MERGE_GET_AS_JSON);

  peal_stmt_bind_int (stmt, ":id", gone);
  peal_stmt_bind_int (stmt, ":kept", kept);
  return peal_stmt_take_text (stmt);
}

static char *
make_payload (PealDb     *db,
              gint64      gone,
              const char *before,
              const char *after,
              const char *moved)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_MERGE_MAKE_PAYLOAD);

  peal_stmt_bind_int (stmt, ":gone", gone);
  peal_stmt_bind_text (stmt, ":before", before);
  peal_stmt_bind_text (stmt, ":after", after);
  peal_stmt_bind_text (stmt, ":moved", moved);
  return peal_stmt_take_text (stmt);
}

static void
move_all (PealDb *db,
          gint64  kept,
          gint64  gone)
{
  static const PealQuery moves[] = {
    PEAL_QUERY_MERGE_MOVE_CONVERSATIONS, PEAL_QUERY_MERGE_MOVE_MESSAGES, PEAL_QUERY_MERGE_MOVE_RECIPIENTS,
    PEAL_QUERY_MERGE_MOVE_SCHEDULES, PEAL_QUERY_MERGE_MOVE_PHOTO,
  };
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_MERGE_BURY);

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    run_for_both (db, moves[i], kept, gone);
  peal_stmt_bind_int (stmt, ":kept", kept);
  peal_stmt_bind_int (stmt, ":gone", gone);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

static gboolean
is_live (PealDb            *db,
         const PealContact *contact)
{
  if (contact != NULL && contact->deleted_at == 0)
    return TRUE;
  peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This contact is not there any more");
  return FALSE;
}

static void
merge_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const MergeData *merge = data;
  gint64 kept = merge->merged->id;
  g_autoptr(PealContact) old = peal_contact_load (db, kept);
  g_autoptr(PealContact) other = peal_contact_load (db, merge->gone);
  g_autoptr(PealContact) joined = peal_contact_copy (merge->merged);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *payload = NULL;

  if (kept == merge->gone)
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A contact cannot be merged with itself");
  if (!is_live (db, old) || !is_live (db, other) || peal_db_has_failed (db))
    return;
  unite_lists (joined, old);
  unite_lists (joined, other);
  unite_custom (db, joined, other);
  before = dup_as_json (db, kept);
  moved = dup_moved (db, kept, merge->gone);
  move_all (db, kept, merge->gone);
  peal_contact_write (db, joined, 0);
  peal_contact_index (db, kept, joined);
  after = dup_as_json (db, kept);
  payload = make_payload (db, merge->gone, before, after, moved);
  peal_result_set_int (result, peal_ledger_append_about (db, peal_db_get_now (db), merge->actor, "contact.merged",
                                                         "contact", kept, payload));
  peal_db_touch (db, CHANGES);
}

DexFuture *
peal_contacts_merge (PealStore         *store,
                     const PealContact *merged,
                     gint64             gone,
                     const char        *actor)
{
  MergeData *merge;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (merged != NULL && merged->id != 0);

  merge = g_new0 (MergeData, 1);
  merge->merged = peal_contact_copy (merged);
  merge->gone = gone;
  merge->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, merge_job, merge, merge_data_free);
}

/* What the ledger remembers ----------------------------------------------------------------------- */

static const char *
get_text (JsonObject *object,
          const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static void
read_lists (JsonObject  *object,
            PealContact *contact)
{
  JsonArray *phones = json_object_get_array_member (object, "phones");
  JsonArray *emails = json_object_get_array_member (object, "emails");
  JsonArray *tags = json_object_get_array_member (object, "tags");
  JsonArray *groups = json_object_get_array_member (object, "groups");
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (phones); i++)
    g_ptr_array_add (contact->phones, peal_contact_phone_new (get_text (json_array_get_object_element (phones, i), "e164")));
  for (guint i = 0; i < json_array_get_length (emails); i++)
    {
      JsonObject *email = json_array_get_object_element (emails, i);

      g_ptr_array_add (contact->emails, peal_contact_email_new (get_text (email, "label"), get_text (email, "address")));
    }
  for (guint i = 0; i < json_array_get_length (tags); i++)
    g_strv_builder_add (names, json_array_get_string_element (tags, i));
  g_strfreev (contact->tags);
  contact->tags = g_strv_builder_end (names);
  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      gint64 id = json_array_get_int_element (groups, i);

      g_array_append_val (contact->group_ids, id);
    }
}

/* As query contact_get_as_json writes one; of phones only the numbers. */
static PealContact *
read_contact (JsonObject *object)
{
  PealContact *contact = peal_contact_new ();

  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    {
      char **field = peal_contact_field (contact, i);

      if (field == &contact->custom)
        {
          g_free (contact->custom);
          contact->custom = json_to_string (json_object_get_member (object, "custom"), FALSE);
        }
      else
        g_set_str (field, get_text (object, peal_contact_fields[i].parameter + 1));
    }
  contact->score = (int) json_object_get_int_member_with_default (object, "score", 0);
  read_lists (object, contact);
  return contact;
}

/* Separating -------------------------------------------------------------------------------------- */

/* The JSON text that says the same, written as the ledger's is. */
static char *
normalize (const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (*json != '\0' ? json : "{}", NULL); /* NULL: compared as it is */

  return node != NULL ? json_to_string (node, FALSE) : g_strdup (json);
}

static void
restore_fields (PealContact       *contact,
                const PealContact *before,
                const PealContact *after)
{
  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    {
      char **field = peal_contact_field (contact, i);
      gboolean is_custom = field == &contact->custom;
      g_autofree char *now = is_custom ? normalize (*field) : g_strdup (*field);
      g_autofree char *then = is_custom ? normalize (after->custom) : g_strdup (*peal_contact_field (after, i));

      if (field != &contact->uuid && g_str_equal (now, then))
        g_set_str (field, *peal_contact_field (before, i));
    }
  if (contact->score == after->score)
    contact->score = before->score;
}

/* Those of before that are still there, in their order; then those that came since, but not from @gone. */
static void
restore_phones (PealContact       *contact,
                const PealContact *before,
                const PealContact *gone)
{
  GPtrArray *phones = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_phone_free);

  for (guint i = 0; i < before->phones->len; i++)
    {
      const char *e164 = ((const PealContactPhone *) g_ptr_array_index (before->phones, i))->e164;

      for (guint k = 0; k < contact->phones->len; k++)
        {
          const PealContactPhone *phone = g_ptr_array_index (contact->phones, k);

          if (g_str_equal (phone->e164, e164))
            g_ptr_array_add (phones, peal_contact_phone_copy (phone));
        }
    }
  for (guint i = 0; i < contact->phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (contact->phones, i);

      if (!has_phone (phones, phone->e164) && !has_phone (gone->phones, phone->e164))
        g_ptr_array_add (phones, peal_contact_phone_copy (phone));
    }
  g_ptr_array_unref (contact->phones);
  contact->phones = phones;
}

static void
restore_emails (PealContact       *contact,
                const PealContact *before,
                const PealContact *gone)
{
  GPtrArray *emails = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_email_free);
  const GPtrArray *lists[] = { before->emails, contact->emails };

  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const PealContactEmail *email = g_ptr_array_index (lists[l], i);
        gboolean is_own = l == 0 ? has_email (contact->emails, email->address) : !has_email (gone->emails, email->address);

        if (is_own && !has_email (emails, email->address))
          g_ptr_array_add (emails, peal_contact_email_new (email->label, email->address));
      }
  g_ptr_array_unref (contact->emails);
  contact->emails = emails;
  g_set_str (&contact->email, ""); /* the first of them */
}

static void
restore_sets (PealContact       *contact,
              const PealContact *before,
              const PealContact *gone)
{
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();
  GArray *groups = peal_ids_new (NULL, 0);

  for (guint i = 0; contact->tags[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) before->tags, contact->tags[i])
        || !g_strv_contains ((const char *const *) gone->tags, contact->tags[i]))
      g_strv_builder_add (tags, contact->tags[i]);
  g_strfreev (contact->tags);
  contact->tags = g_strv_builder_end (tags);
  for (guint i = 0; i < contact->group_ids->len; i++)
    {
      gint64 id = peal_ids_get (contact->group_ids, i);

      if (has_id (before->group_ids, id) || !has_id (gone->group_ids, id))
        g_array_append_val (groups, id);
    }
  g_array_unref (contact->group_ids);
  contact->group_ids = groups;
}

static void
return_all (PealDb *db,
            gint64  seq,
            gint64  kept,
            gint64  gone)
{
  static const PealQuery returns[] = {
    PEAL_QUERY_MERGE_RETURN_MESSAGES, PEAL_QUERY_MERGE_RETURN_CONVERSATIONS, PEAL_QUERY_MERGE_RETURN_RECIPIENTS,
    PEAL_QUERY_MERGE_RETURN_PHOTO,
  };
  g_autoptr(PealStmt) schedules = peal_db_query (db, PEAL_QUERY_MERGE_RETURN_SCHEDULES);

  for (gsize i = 0; i < G_N_ELEMENTS (returns); i++)
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, returns[i]);

      peal_stmt_bind_int (stmt, ":seq", seq);
      peal_stmt_bind_int (stmt, ":kept", kept);
      peal_stmt_bind_int (stmt, ":gone", gone);
      peal_stmt_run (stmt);
    }
  peal_stmt_bind_int (schedules, ":seq", seq);
  peal_stmt_bind_int (schedules, ":gone", gone);
  peal_stmt_run (schedules);
}

/* The payload of the merge, and whose it is; NULL: there is none, and the job has failed. */
static JsonNode *
load_merge (PealDb *db,
            gint64  seq,
            gint64 *kept)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_MERGE_GET_EVENT);
  g_autoptr(JsonNode) node = NULL;

  peal_stmt_bind_int (stmt, ":seq", seq);
  if (peal_stmt_next (stmt))
    {
      *kept = peal_stmt_get_int (stmt, 0);
      node = json_from_string (peal_stmt_get_text (stmt, 1), NULL); /* NULL: no merge that can be taken back */
    }
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "The history does not know of this");
      return NULL;
    }
  return g_steal_pointer (&node);
}

/* Both as they are to be; the phones of @gone find what was written to them since. */
static void
write_both (PealDb            *db,
            const PealContact *kept,
            const PealContact *gone)
{
  peal_contact_write (db, kept, 0);
  peal_contact_write (db, gone, 0);
  peal_contact_index (db, kept->id, kept);
  peal_contact_index (db, gone->id, gone);
}

static void
record_separation (PealDb     *db,
                   const char *actor,
                   gint64      id,
                   gint64      other)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "other", other);
  peal_ledger_append_about (db, peal_db_get_now (db), actor, "contact.separated", "contact", id,
                            peal_payload_get_json (payload));
}

static void
separate_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;
  gint64 kept_id = 0, gone_id;
  g_autoptr(JsonNode) node = load_merge (db, args->id, &kept_id);
  g_autoptr(PealContact) kept = NULL;
  g_autoptr(PealContact) gone = NULL;
  g_autoptr(PealContact) before = NULL;
  g_autoptr(PealContact) after = NULL;

  if (node == NULL)
    return;
  gone_id = json_object_get_int_member_with_default (json_node_get_object (node), "gone", 0);
  run_for_both (db, PEAL_QUERY_MERGE_UNBURY, kept_id, gone_id);
  if (!peal_db_has_failed (db) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "These two are not one any more");
  kept = peal_contact_load (db, kept_id);
  gone = peal_contact_load (db, gone_id);
  if (peal_db_has_failed (db) || kept == NULL || gone == NULL)
    return;
  before = read_contact (json_object_get_object_member (json_node_get_object (node), "before"));
  after = read_contact (json_object_get_object_member (json_node_get_object (node), "after"));
  restore_fields (kept, before, after);
  restore_phones (kept, before, gone);
  restore_emails (kept, before, gone);
  restore_sets (kept, before, gone);
  return_all (db, args->id, kept_id, gone_id);
  write_both (db, kept, gone);
  record_separation (db, args->actor, kept_id, gone_id);
  record_separation (db, args->actor, gone_id, kept_id);
  peal_result_set_int (result, gone_id);
  peal_db_touch (db, CHANGES);
}

DexFuture *
peal_contacts_separate (PealStore  *store,
                        gint64      seq,
                        const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, separate_job, peal_job_args_new (seq, NULL, actor), peal_job_args_free);
}

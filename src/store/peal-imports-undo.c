/* peal-imports-undo.c: an import is taken back, some thousands of people at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-imports.h"

#include "peal-consent-private.h"
#include "peal-contacts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"

#include <string.h>

/* So much in one transaction: a message waits no longer than that. Marking somebody as gone is quick. */
#define PORTION 2000
#define BIN_PORTION 10000

/* What SQLite's full-text index does by itself (automerge). */
#define MERGING 4

enum
{
  STEP_NEW,
  STEP_CHANGED,
  STEP_OPT_INS,
  STEP_END,
};

static PealImportUndo *
undo_copy (const PealImportUndo *self)
{
  return g_memdup2 (self, sizeof *self);
}

G_DEFINE_BOXED_TYPE (PealImportUndo, peal_import_undo, undo_copy, g_free)

typedef struct
{
  PealImportUndo undo;
  PealJobState end;
  char *actor;

  /* of the import */
  gint64 started_at;
  gint64 since;       /* its first row in the ledger */
  GHashTable *joined; /* ids whose groups somebody has changed since */
} UndoData;

static void
undo_data_free (gpointer data)
{
  UndoData *self = data;

  g_clear_pointer (&self->joined, g_hash_table_unref);
  g_free (self->actor);
  g_free (self);
}

static guint
get_portion (const UndoData *self)
{
  return self->undo.step == STEP_NEW && self->end == PEAL_JOB_UNDONE ? BIN_PORTION : PORTION;
}

/* The step is over, unless there was as much as fits in. */
static void
go_on (UndoData *self,
       guint     n_found)
{
  if (n_found == get_portion (self))
    return;
  self->undo.step++;
  self->undo.after = 0;
}

static PealStmt *
ask_for_portion (PealDb         *db,
                 PealQuery       query,
                 const UndoData *self)
{
  PealStmt *stmt = peal_db_query (db, query);

  peal_stmt_bind_int (stmt, ":job_id", self->undo.job);
  peal_stmt_bind_int (stmt, ":after", self->undo.after);
  peal_stmt_bind_int (stmt, ":limit", get_portion (self));
  return stmt;
}

static void
load_joined (PealDb   *db,
             UndoData *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_LIST_JOINED);

  g_clear_pointer (&self->joined, g_hash_table_unref);
  self->joined = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  peal_stmt_bind_int (stmt, ":since", self->since);
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      g_hash_table_add (self->joined, g_memdup2 (&id, sizeof id));
    }
}

static gboolean
has_joined (const UndoData *self,
            gint64          id)
{
  return g_hash_table_contains (self->joined, &id);
}

/* Whom it brought --------------------------------------------------------------------------------- */

static void
run_for_ids (PealDb     *db,
             PealQuery   query,
             const char *ids)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  peal_stmt_bind_text (stmt, ":ids", ids);
  peal_stmt_run (stmt);
}

static void
set_merging (PealDb *db,
             gint64  segments)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_SET_MERGING);

  peal_stmt_bind_int (stmt, ":segments", segments);
  peal_stmt_run (stmt);
}

/* What did not come to its end has never been. */
static void
remove_for_good (PealDb     *db,
                 const char *ids)
{
  set_merging (db, 0);
  run_for_ids (db, PEAL_QUERY_IMPORT_REMOVE_FROM_SEARCH, ids);
  run_for_ids (db, PEAL_QUERY_IMPORT_REMOVE_NAMES, ids);
  set_merging (db, MERGING);
  run_for_ids (db, PEAL_QUERY_IMPORT_REMOVE, ids);
}

/* R-DATA-3: whoever somebody takes out may come back. */
static void
bin (PealDb     *db,
     const char *ids)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_BIN);

  peal_stmt_bind_text (stmt, ":ids", ids);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

static void
remove_new (PealDb   *db,
            UndoData *self)
{
  g_autoptr(PealStmt) stmt = ask_for_portion (db, PEAL_QUERY_IMPORT_LIST_NEW, self);
  g_autoptr(PealPayload) payload = peal_payload_new ();
  g_autoptr(GArray) ids = peal_ids_new (NULL, 0);
  g_autofree char *json = NULL;
  guint n_found = 0;

  peal_stmt_bind_int (stmt, ":started_at", self->started_at);
  peal_stmt_bind_int (stmt, ":since", self->since);
  for (; peal_stmt_next (stmt); n_found++)
    {
      self->undo.after = peal_stmt_get_int (stmt, 0);
      if (peal_stmt_get_int (stmt, 1) != 0 || has_joined (self, self->undo.after))
        self->undo.n_kept++;
      else
        g_array_append_val (ids, self->undo.after);
    }
  go_on (self, n_found);
  if (ids->len == 0)
    return;

  json = peal_ids_to_json (ids);
  if (self->end == PEAL_JOB_UNDONE)
    bin (db, json);
  else
    remove_for_good (db, json);
  self->undo.n_removed += ids->len;
  peal_payload_add_int (payload, "removed", ids->len);
  peal_ledger_append_about (db, peal_db_get_now (db), self->actor, "contact.removed", "job", self->undo.job,
                            peal_payload_get_json (payload));
}

/* Whom it changed --------------------------------------------------------------------------------- */

/* Member @key of what the ledger keeps of a contact. */
static void
take_field (PealContact *contact,
            const char  *key,
            const char  *value)
{
  if (g_str_equal (key, "score"))
    contact->score = (int) g_ascii_strtoll (value, NULL, 10);
  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    if (g_str_equal (peal_contact_fields[i].parameter + 1, key))
      g_set_str (peal_contact_field (contact, i), value);
}

static void
take_fields (PealDb      *db,
             gint64       seq,
             PealContact *contact)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_BEFORE_FIELDS);

  peal_stmt_bind_int (stmt, ":seq", seq);
  while (peal_stmt_next (stmt))
    {
      g_autofree char *value = peal_stmt_dup_text (stmt, 1);

      take_field (contact, peal_stmt_get_text (stmt, 0), value);
    }
}

static void
take_phones (PealDb    *db,
             gint64     seq,
             GPtrArray *phones)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_BEFORE_PHONES);

  g_ptr_array_set_size (phones, 0);
  peal_stmt_bind_int (stmt, ":seq", seq);
  while (peal_stmt_next (stmt))
    {
      PealContactPhone *phone = peal_contact_phone_new (peal_stmt_get_text (stmt, 1));

      g_set_str (&phone->label, peal_stmt_get_text (stmt, 0));
      g_set_str (&phone->region, peal_stmt_get_text (stmt, 2));
      phone->kind = (int) peal_stmt_get_int (stmt, 3);
      phone->is_valid = peal_stmt_get_int (stmt, 4) != 0;
      g_ptr_array_add (phones, phone);
    }
}

static void
take_emails (PealDb    *db,
             gint64     seq,
             GPtrArray *emails)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_BEFORE_EMAILS);

  g_ptr_array_set_size (emails, 0);
  peal_stmt_bind_int (stmt, ":seq", seq);
  while (peal_stmt_next (stmt))
    g_ptr_array_add (emails, peal_contact_email_new (peal_stmt_get_text (stmt, 0), peal_stmt_get_text (stmt, 1)));
}

static GStrv
load_tags (PealDb *db,
           gint64  seq)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_BEFORE_TAGS);
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();

  peal_stmt_bind_int (stmt, ":seq", seq);
  while (peal_stmt_next (stmt))
    g_strv_builder_add (tags, peal_stmt_get_text (stmt, 0));
  return g_strv_builder_end (tags);
}

/* Out of the groups that the import has put them into; whoever joined another one since stays there. */
static void
leave_groups (PealDb         *db,
              const UndoData *self,
              gint64          seq,
              GArray         *group_ids)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_LIST_ADDED_GROUPS);

  peal_stmt_bind_int (stmt, ":job_id", self->undo.job);
  peal_stmt_bind_int (stmt, ":seq", seq);
  while (peal_stmt_next (stmt))
    for (guint i = 0; i < group_ids->len; i++)
      if (peal_ids_get (group_ids, i) == peal_stmt_get_int (stmt, 0))
        g_array_remove_index (group_ids, i--);
}

static void
restore (PealDb         *db,
         const UndoData *self,
         gint64          id,
         gint64          seq)
{
  g_autoptr(PealContact) contact = peal_contact_load (db, id);

  if (contact == NULL)
    return;
  take_fields (db, seq, contact);
  take_phones (db, seq, contact->phones);
  take_emails (db, seq, contact->emails);
  g_strfreev (contact->tags);
  contact->tags = load_tags (db, seq);
  leave_groups (db, self, seq, contact->group_ids);
  peal_contact_record (db, id, "contact.updated", contact, self->actor);
  peal_contact_write (db, contact, 0);
  peal_contact_index (db, id, contact);
}

static void
restore_changed (PealDb   *db,
                 UndoData *self)
{
  g_autoptr(GArray) ids = peal_ids_new (NULL, 0);
  g_autoptr(GArray) seqs = peal_ids_new (NULL, 0);
  guint n_found = 0;
  PealStmt *stmt = ask_for_portion (db, PEAL_QUERY_IMPORT_LIST_CHANGED, self);

  for (; peal_stmt_next (stmt); n_found++)
    {
      gint64 seq = peal_stmt_get_int (stmt, 1);

      self->undo.after = peal_stmt_get_int (stmt, 0);
      if (peal_stmt_get_int (stmt, 2) != 0)
        {
          self->undo.n_kept++;
          continue;
        }
      g_array_append_val (ids, self->undo.after);
      g_array_append_val (seqs, seq);
    }
  peal_stmt_release (stmt);
  for (guint i = 0; i < ids->len && !peal_db_has_failed (db); i++)
    restore (db, self, peal_ids_get (ids, i), peal_ids_get (seqs, i));
  self->undo.n_restored += ids->len;
  go_on (self, n_found);
}

/* What it said of consent ------------------------------------------------------------------------- */

static void
withdraw_opt_ins (PealDb   *db,
                  UndoData *self)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  PealConsentEntry entry = {
    .act = PEAL_CONSENT_ACT_WITHDRAW,
    .how = PEAL_CONSENT_HOW_IMPORT,
    .actor = self->actor,
  };
  PealStmt *stmt = ask_for_portion (db, PEAL_QUERY_IMPORT_LIST_OPT_INS, self);

  while (peal_stmt_next (stmt))
    {
      self->undo.after = peal_stmt_get_int (stmt, 0);
      g_ptr_array_add (numbers, peal_stmt_dup_text (stmt, 1));
    }
  peal_stmt_release (stmt);
  for (guint i = 0; i < numbers->len && !peal_db_has_failed (db); i++)
    {
      entry.e164 = g_ptr_array_index (numbers, i);
      peal_consent_apply (db, &entry);
    }
  self->undo.n_withdrawn += numbers->len;
  go_on (self, numbers->len);
}

/* The whole --------------------------------------------------------------------------------------- */

static void
drop_group (PealDb         *db,
            const UndoData *self,
            gint64          id)
{
  PealStmt *get = peal_db_query (db, PEAL_QUERY_GROUP_GET_ALL_AS_JSON);
  g_autoptr(PealStmt) stmt = NULL;
  g_autofree char *all = NULL;

  peal_stmt_bind_int (get, ":id", id);
  all = peal_stmt_take_text (get);
  stmt = peal_db_query (db, PEAL_QUERY_GROUP_DELETE);
  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_run (stmt);
  peal_ledger_append_about (db, peal_db_get_now (db), self->actor, "group.deleted", "group", id, all);
}

/* A group that it made goes with the last who was in it. */
static void
drop_groups (PealDb         *db,
             const UndoData *self)
{
  g_autoptr(GArray) ids = peal_ids_new (NULL, 0);
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_IMPORT_LIST_EMPTY_GROUPS);

  peal_stmt_bind_int (stmt, ":job_id", self->undo.job);
  peal_ids_take_rows (ids, stmt);
  for (guint i = 0; i < ids->len && !peal_db_has_failed (db); i++)
    drop_group (db, self, peal_ids_get (ids, i));
}

static void
finish (PealDb   *db,
        UndoData *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_FINISH);
  PealStmt *get = peal_db_query (db, PEAL_QUERY_IMPORT_GET_DETAIL);
  g_autofree char *event = g_strconcat ("import.", peal_job_state_to_string (self->end), NULL);
  g_autofree char *detail = NULL;

  drop_groups (db, self);
  peal_stmt_bind_int (stmt, ":job_id", self->undo.job);
  peal_stmt_bind_int (stmt, ":state", self->end);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":removed", self->undo.n_removed);
  peal_stmt_bind_int (stmt, ":restored", self->undo.n_restored);
  peal_stmt_bind_int (stmt, ":kept", self->undo.n_kept);
  peal_stmt_bind_int (stmt, ":withdrawn", self->undo.n_withdrawn);
  peal_stmt_run (stmt);
  peal_stmt_bind_int (get, ":job_id", self->undo.job);
  detail = peal_stmt_take_text (get);
  peal_ledger_append_about (db, peal_db_get_now (db), self->actor, event, "job", self->undo.job, detail);
  self->undo.is_done = TRUE;
}

static gboolean
look_at_import (PealDb   *db,
                UndoData *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_GET);
  PealJobState state;

  peal_stmt_bind_int (stmt, ":job_id", self->undo.job);
  if (!peal_stmt_next (stmt))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is no such import");
      return FALSE;
    }
  state = (PealJobState) peal_stmt_get_int (stmt, 0);
  self->started_at = peal_stmt_get_int (stmt, 1);
  self->since = peal_stmt_get_int (stmt, 2);
  if (state == PEAL_JOB_UNDONE)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This import is undone already");
  return !peal_db_has_failed (db);
}

static void
undo_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  UndoData *self = data;

  if (!look_at_import (db, self))
    return;
  load_joined (db, self);
  switch (self->undo.step)
    {
    case STEP_NEW:
      remove_new (db, self);
      break;
    case STEP_CHANGED:
      restore_changed (db, self);
      break;
    case STEP_OPT_INS:
      withdraw_opt_ins (db, self);
      break;
    default:
      finish (db, self);
      break;
    }
  peal_db_touch (db, PEAL_CHANGE_PEOPLE | PEAL_CHANGE_TALK);
  peal_result_take (result, PEAL_TYPE_IMPORT_UNDO, undo_copy (&self->undo));
}

DexFuture *
peal_imports_undo (PealStore            *store,
                   const PealImportUndo *so_far,
                   PealJobState          end,
                   const char           *actor)
{
  UndoData *data;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (so_far != NULL && !so_far->is_done);
  peal_return_reject_if_fail (end > PEAL_JOB_DONE && end <= PEAL_JOB_UNDONE);

  data = g_new0 (UndoData, 1);
  data->undo = *so_far;
  data->end = end;
  data->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, undo_job, data, undo_data_free);
}

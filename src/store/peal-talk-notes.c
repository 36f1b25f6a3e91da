/* peal-talk-notes.c: what the desk says to itself about a conversation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-talk-notes.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"

PealTalkNote *
peal_talk_note_copy (const PealTalkNote *self)
{
  PealTalkNote *copy = g_memdup2 (self, sizeof *self);

  copy->staff = g_strdup (self->staff);
  copy->body = g_strdup (self->body);
  return copy;
}

void
peal_talk_note_free (PealTalkNote *self)
{
  g_free (self->staff);
  g_free (self->body);
  g_free (self);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_NOTE_LIST);
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_talk_note_free);

  peal_stmt_bind_int (stmt, ":conversation_id", args->id);
  while (peal_stmt_next (stmt))
    {
      PealTalkNote *note = g_new0 (PealTalkNote, 1);

      note->id = peal_stmt_get_int (stmt, 0);
      note->conversation_id = args->id;
      note->staff_id = peal_stmt_get_int (stmt, 1);
      note->staff = peal_stmt_dup_text (stmt, 2);
      note->body = peal_stmt_dup_text (stmt, 3);
      note->created_at = peal_stmt_get_int (stmt, 4);
      g_ptr_array_add (notes, note);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, notes);
}

DexFuture *
peal_talk_notes_list (PealStore *store,
                      gint64     conversation_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, peal_job_args_new (conversation_id, NULL, NULL), peal_job_args_free);
}

/* Writing ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealTalkNote note;
  GArray *mentioned;
  char *actor;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_free (save->note.body);
  g_array_unref (save->mentioned);
  g_free (save->actor);
  g_free (save);
}

static void
record (PealDb     *db,
        const char *actor,
        const char *event,
        gint64      id,
        gint64      conversation_id)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "conversation", conversation_id);
  peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "note", id, peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, conversation_id);
}

/* 0, and the job has failed, if there is no such note. */
static gint64
find_conversation (PealDb *db,
                   gint64  id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_TALK_NOTE_GET_CONVERSATION);
  gint64 conversation_id;

  peal_stmt_bind_int (stmt, ":id", id);
  conversation_id = peal_stmt_take_int (stmt);
  if (conversation_id == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "The note was deleted meanwhile; write it anew.");
  return conversation_id;
}

static void
replace_mentions (PealDb *db,
                  gint64  note_id,
                  GArray *mentioned)
{
  PealStmt *clear = peal_db_query (db, PEAL_QUERY_TALK_MENTION_CLEAR);

  peal_stmt_bind_int (clear, ":note_id", note_id);
  peal_stmt_run (clear);
  peal_stmt_release (clear);
  for (guint i = 0; i < mentioned->len; i++)
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_MENTION_INSERT);

      peal_stmt_bind_int (stmt, ":note_id", note_id);
      peal_stmt_bind_int (stmt, ":staff_id", peal_ids_get (mentioned, i));
      peal_stmt_run (stmt);
    }
}

static gint64
insert (PealDb             *db,
        const PealTalkNote *note)
{
  gboolean is_back = note->id != 0;
  g_autoptr(PealStmt) stmt = peal_db_query (db, is_back ? PEAL_QUERY_TALK_NOTE_RESTORE : PEAL_QUERY_TALK_NOTE_INSERT);

  peal_stmt_bind_int (stmt, ":conversation_id", note->conversation_id);
  peal_stmt_bind_id (stmt, ":staff_id", note->staff_id);
  peal_stmt_bind_text (stmt, ":body", note->body);
  if (is_back)
    peal_stmt_bind_int (stmt, ":id", note->id);
  if (is_back)
    peal_stmt_bind_int (stmt, ":at", note->created_at);
  else
    peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  return is_back ? note->id : peal_db_get_inserted_id (db);
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Save *save = data;
  const PealTalkNote *note = &save->note;
  gboolean is_new = note->id == 0 || note->created_at != 0;
  gint64 conversation_id = is_new ? note->conversation_id : find_conversation (db, note->id);
  gint64 id = note->id;

  if (is_new)
    id = insert (db, note);
  else
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_NOTE_UPDATE);

      peal_stmt_bind_int (stmt, ":id", id);
      peal_stmt_bind_text (stmt, ":body", note->body);
      peal_stmt_run (stmt);
    }
  replace_mentions (db, id, save->mentioned);
  record (db, save->actor, note->id == 0 ? "note.added" : is_new ? "note.restored" : "note.edited", id, conversation_id);
  peal_result_set_int (result, id);
}

DexFuture *
peal_talk_notes_save (PealStore          *store,
                      const PealTalkNote *note,
                      const gint64       *mentioned,
                      guint               n_mentioned,
                      const char         *actor)
{
  Save *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (note != NULL);

  save = g_new0 (Save, 1);
  save->note = *note;
  save->note.staff = NULL;
  save->note.body = g_strstrip (g_strdup (peal_text (note->body)));
  save->mentioned = peal_ids_new (mentioned, n_mentioned);
  save->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, save_job, save, save_free);
}

static void
delete_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  gint64 conversation_id = find_conversation (db, args->id);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_NOTE_DELETE);

  peal_stmt_bind_int (stmt, ":id", args->id);
  if (peal_stmt_run (stmt))
    record (db, args->actor, "note.deleted", args->id, conversation_id);
}

DexFuture *
peal_talk_notes_delete (PealStore  *store,
                        gint64      id,
                        const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, delete_job, peal_job_args_new (id, NULL, actor), peal_job_args_free);
}

/* Mentions ---------------------------------------------------------------------------------------- */

static void
mentions_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_TALK_MENTION_LIST);
  GArray *ids = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":staff_id", args->id);
  peal_ids_take_rows (ids, stmt);
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_talk_mentions_list (PealStore *store,
                         gint64     staff_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, mentions_job, peal_job_args_new (staff_id, NULL, NULL), peal_job_args_free);
}

static void
see_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_MENTION_SEE);

  peal_stmt_bind_int (stmt, ":staff_id", args->id);
  peal_stmt_bind_int (stmt, ":conversation_id", args->other);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, args->other);
}

DexFuture *
peal_talk_mentions_see (PealStore *store,
                        gint64     staff_id,
                        gint64     conversation_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, see_job, PEAL_JOB_ARGS (.id = staff_id, .other = conversation_id), peal_job_args_free);
}

/* peal-desk.c: what the desk decides about a conversation, and what was begun in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-desk.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"

static void
record (PealDb      *db,
        const char  *actor,
        const char  *event,
        gint64       conversation_id,
        PealPayload *payload)
{
  peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "conversation", conversation_id,
                            payload != NULL ? peal_payload_get_json (payload) : "{}");
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, conversation_id);
}

/* Who looks after it ------------------------------------------------------------------------------ */

static void
assign_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DESK_ASSIGN);
  g_autoptr(PealPayload) payload = peal_payload_new ();
  PealStmt *name = peal_db_query (db, PEAL_QUERY_STAFF_GET_NAME);
  g_autofree char *staff = NULL;

  peal_stmt_bind_int (name, ":id", args->other);
  staff = peal_stmt_take_text (name);
  if (args->other != 0 && *peal_text (staff) == '\0')
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "They do not work here any more; choose somebody else.");
      return;
    }
  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_id (stmt, ":staff_id", args->other);
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  peal_payload_add_int (payload, "staff", args->other);
  peal_payload_add_text (payload, "name", peal_text (staff));
  record (db, args->actor, "conversation.assigned", args->id, payload);
}

DexFuture *
peal_desk_assign (PealStore  *store,
                  gint64      conversation_id,
                  gint64      staff_id,
                  const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, assign_job, PEAL_JOB_ARGS (.id = conversation_id, .other = staff_id, .actor = actor),
                           peal_job_args_free);
}

/* Until when it may wait -------------------------------------------------------------------------- */

static void
snooze_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DESK_SNOOZE);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_id (stmt, ":until", args->other);
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  if (args->other != 0)
    peal_payload_add_int (payload, "until", args->other);
  record (db, args->actor, args->other != 0 ? "conversation.snoozed" : "conversation.woken", args->id, payload);
}

DexFuture *
peal_desk_snooze (PealStore  *store,
                  gint64      conversation_id,
                  gint64      until,
                  const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, snooze_job, PEAL_JOB_ARGS (.id = conversation_id, .other = until, .actor = actor),
                           peal_job_args_free);
}

static void
wake (PealDb     *db,
      gint64      id,
      const char *actor)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DESK_WAKE);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_run (stmt);
  record (db, actor, "conversation.woken", id, NULL);
}

static void
wake_due_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_DESK_DUE);
  GArray *ids = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_ids_take_rows (ids, stmt);
  for (guint i = 0; i < ids->len && !peal_db_has_failed (db); i++)
    wake (db, peal_ids_get (ids, i), args->actor);
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_desk_wake_due (PealStore  *store,
                    const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, wake_due_job, peal_job_args_new (0, NULL, actor), peal_job_args_free);
}

static void
next_wake_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  peal_result_set_int (result, peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_DESK_NEXT_WAKE)));
}

DexFuture *
peal_desk_get_next_wake (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, next_wake_job, NULL, NULL);
}

/* Whom nobody wants to hear ----------------------------------------------------------------------- */

static void
set_blocked_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DESK_BLOCK);
  g_autofree char *subject = g_strdup_printf ("number:%s", args->text);

  peal_stmt_bind_text (stmt, ":theirs", args->text);
  peal_stmt_bind_int (stmt, ":blocked", args->flag);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  peal_ledger_append (db, peal_db_get_now (db), args->actor,
                      args->flag ? "conversation.blocked" : "conversation.unblocked", subject, "{}");
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_any_conversation (db);
}

DexFuture *
peal_desk_set_blocked (PealStore  *store,
                       const char *theirs,
                       gboolean    blocked,
                       const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (theirs != NULL);

  return peal_store_write (store, set_blocked_job, PEAL_JOB_ARGS (.text = theirs, .flag = blocked, .actor = actor),
                           peal_job_args_free);
}

/* Who waits for an answer ------------------------------------------------------------------------ */

static void
owe_answer_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DESK_OWE_ANSWER);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_int (stmt, ":since", args->other);
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, args->id);
}

DexFuture *
peal_desk_owe_answer (PealStore *store,
                      gint64     conversation_id,
                      gint64     since)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, owe_answer_job, PEAL_JOB_ARGS (.id = conversation_id, .other = since),
                           peal_job_args_free);
}

/* Drafts ------------------------------------------------------------------------------------------ */

static void
get_draft_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_DRAFT_GET);
  g_autofree char *body = NULL;

  peal_stmt_bind_int (stmt, ":id", args->id);
  body = peal_stmt_take_text (stmt);
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, peal_text (body));
}

DexFuture *
peal_draft_get (PealStore *store,
                gint64     conversation_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_draft_job, peal_job_args_new (conversation_id, NULL, NULL), peal_job_args_free);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static void
set_draft_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  gboolean blank = is_blank (args->text);
  g_autoptr(PealStmt) stmt = peal_db_query (db, blank ? PEAL_QUERY_DRAFT_DROP : PEAL_QUERY_DRAFT_PUT);

  peal_stmt_bind_int (stmt, ":id", args->id);
  if (!blank)
    {
      peal_stmt_bind_text (stmt, ":body", args->text);
      peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
    }
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, args->id);
}

DexFuture *
peal_draft_set (PealStore  *store,
                gint64      conversation_id,
                const char *body)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (body != NULL);

  return peal_store_write (store, set_draft_job, peal_job_args_new (conversation_id, body, NULL), peal_job_args_free);
}

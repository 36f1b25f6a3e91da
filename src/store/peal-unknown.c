/* peal-unknown.c: messages whose last attempt had no answer.
 *
 * R-SEND-3: they are looked up at the gateway, or a person decides; nothing
 * here sends them again blindly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-unknown.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-store-private.h"

/* After a crash ------------------------------------------------------------------------------------ */

static GPtrArray *
list_submitting (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_LIST_SUBMITTING);
  GPtrArray *settlements = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_settlement_free);

  while (peal_stmt_next (stmt))
    {
      PealSettlement *settlement = peal_settlement_new (peal_stmt_get_int (stmt, 0),
                                                        (guint) peal_stmt_get_int (stmt, 2),
                                                        PEAL_ATTEMPT_UNKNOWN, PEAL_STATE_UNKNOWN);

      settlement->look_at = peal_db_get_now (db);
      settlement->failure = PEAL_FAILURE_UNKNOWN;
      g_set_str (&settlement->detail, "The program ended before the answer came");
      g_ptr_array_add (settlements, settlement);
    }
  return settlements;
}

static void
recover_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  g_autoptr(GPtrArray) settlements = list_submitting (db);

  for (guint i = 0; i < settlements->len; i++)
    peal_outbox_apply (db, g_ptr_array_index (settlements, i));
  peal_result_set_int (result, settlements->len);
}

DexFuture *
peal_outbox_recover (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (peal_store_has_engine_lock (store));

  return peal_store_write (store, recover_job, NULL, NULL);
}

/* Looking up --------------------------------------------------------------------------------------- */

static PealUnsettled *
read_unsettled (PealStmt *stmt)
{
  PealUnsettled *self = g_new0 (PealUnsettled, 1);

  self->message_id = peal_stmt_get_int (stmt, 0);
  self->account_id = peal_stmt_get_int (stmt, 1);
  self->attempt = (guint) peal_stmt_get_int (stmt, 2);
  self->uuid = peal_stmt_dup_text (stmt, 3);
  self->ours = peal_stmt_dup_text (stmt, 4);
  self->theirs = peal_stmt_dup_text (stmt, 5);
  self->body = peal_stmt_dup_text (stmt, 6);
  self->started_at = peal_stmt_get_int (stmt, 7);
  self->look_at = peal_stmt_get_time (stmt, 8);
  self->priority = (PealPriority) peal_stmt_get_int (stmt, 9);
  self->not_after = peal_stmt_get_time (stmt, 10);
  self->n_throttled = (guint) peal_stmt_get_int (stmt, 11);
  self->n_refused = (guint) peal_stmt_get_int (stmt, 12);
  return self;
}

static void
list_unknown_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const PealJobArgs *args = data;
  gboolean all = args->other == PEAL_TIME_NEVER;
  g_autoptr(PealStmt) stmt
    = peal_db_query (db, all ? PEAL_QUERY_OUTBOX_LIST_UNKNOWN_ALL : PEAL_QUERY_OUTBOX_LIST_UNKNOWN);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_unsettled_free);

  peal_stmt_bind_int (stmt, ":account_id", args->id);
  if (!all)
    peal_stmt_bind_int (stmt, ":due", args->other);
  peal_stmt_bind_int (stmt, ":limit", args->limit);
  while (peal_stmt_next (stmt))
    g_ptr_array_add (found, read_unsettled (stmt));
  peal_result_take (result, G_TYPE_PTR_ARRAY, found);
}

DexFuture *
peal_outbox_list_unknown (PealStore *store,
                          gint64     account_id,
                          gint64     due,
                          guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_unknown_job, PEAL_JOB_ARGS (.id = account_id, .other = due, .limit = limit),
                          peal_job_args_free);
}

static void
next_look_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_NEXT_LOOK);

  peal_stmt_bind_int (stmt, ":account_id", args->id);
  peal_result_set_int (result, peal_stmt_next (stmt) ? peal_stmt_get_time (stmt, 0) : PEAL_TIME_NEVER);
}

DexFuture *
peal_outbox_next_look (PealStore *store,
                       gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, next_look_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

static void
fail_not_unknown (PealDb *db,
                  gint64  message_id)
{
  peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Message %" G_GINT64_FORMAT " does not wait for a decision", message_id);
}

static void
look_again_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_LOOK_AGAIN);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_time (stmt, ":look_at", args->other);
  peal_stmt_bind_text (stmt, ":explanation", args->text);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    fail_not_unknown (db, args->id);
  peal_db_touch (db, PEAL_CHANGE_OUTBOX);
}

DexFuture *
peal_outbox_look_again (PealStore  *store,
                        gint64      message_id,
                        gint64      look_at,
                        const char *explanation)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (explanation != NULL);

  return peal_store_write (store, look_again_job,
                           PEAL_JOB_ARGS (.id = message_id, .other = look_at, .text = explanation),
                           peal_job_args_free);
}

/* A person's word ---------------------------------------------------------------------------------- */

static PealMessageState
state_of_decision (PealDecision decision)
{
  switch (decision)
    {
    case PEAL_DECIDE_SENT:
      return PEAL_STATE_SENT;
    case PEAL_DECIDE_SEND_AGAIN:
      return PEAL_STATE_QUEUED;
    case PEAL_DECIDE_GIVE_UP:
      return PEAL_STATE_FAILED;
    }
  g_assert_not_reached ();
}

static gint64
find_conversation (PealDb *db,
                   gint64  message_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_GET);

  peal_stmt_bind_int (stmt, ":id", message_id);
  return peal_stmt_next (stmt) ? peal_stmt_get_int (stmt, 1) : 0;
}

static void
decide_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  PealMessageState state = state_of_decision ((PealDecision) args->other);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_DECIDE);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_int (stmt, ":attempt", args->limit);
  peal_stmt_bind_int (stmt, ":state", state);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    fail_not_unknown (db, args->id);
  if (!peal_db_has_failed (db))
    peal_outbox_record_state (db, args->id, find_conversation (db, args->id),
                              PEAL_STATE_UNKNOWN, state, args->actor, "{\"decided\":true}");
  peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
}

DexFuture *
peal_outbox_decide (PealStore   *store,
                    gint64       message_id,
                    guint        attempt,
                    PealDecision decision,
                    const char  *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  return peal_store_write (store, decide_job,
                           PEAL_JOB_ARGS (.id = message_id, .other = decision, .limit = attempt, .actor = actor),
                           peal_job_args_free);
}

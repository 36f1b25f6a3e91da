/* peal-outbox.c: into the outbox, and taking it back.
 *
 * peal-claim.c takes messages out of the queue, peal-settle.c and
 * peal-receipts.c write what became of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox.h"

#include "peal-contacts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-store-private.h"
#include "peal-suppression-private.h"

/* Conversations ------------------------------------------------------------------------------------ */

static gint64
insert_conversation (PealDb     *db,
                     const char *ours,
                     const char *theirs,
                     gint64      contact_id,
                     gint64      account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_INSERT);
  gint64 id;

  peal_stmt_bind_text (stmt, ":ours", ours);
  peal_stmt_bind_text (stmt, ":theirs", theirs);
  peal_stmt_bind_id (stmt, ":contact_id", contact_id);
  peal_stmt_bind_id (stmt, ":account_id", account_id);
  peal_stmt_run (stmt);
  id = peal_db_get_inserted_id (db);
  peal_suppression_recall (db, theirs);
  return id;
}

static void
fill_conversation (PealDb *db,
                   gint64  id,
                   gint64  contact_id,
                   gint64  account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_FILL);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_id (stmt, ":contact_id", contact_id);
  peal_stmt_bind_id (stmt, ":account_id", account_id);
  peal_stmt_run (stmt);
}

gint64
peal_conversation_ensure (PealDb     *db,
                          const char *ours,
                          const char *theirs,
                          gint64      contact_id,
                          gint64      account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_FIND);
  gint64 id;

  peal_stmt_bind_text (stmt, ":ours", ours);
  peal_stmt_bind_text (stmt, ":theirs", theirs);
  if (!peal_stmt_next (stmt))
    return insert_conversation (db, ours, theirs, contact_id != 0 ? contact_id : peal_contact_find (db, theirs),
                                account_id);

  id = peal_stmt_get_int (stmt, 0);
  if ((contact_id != 0 && peal_stmt_get_int (stmt, 1)) || (account_id != 0 && account_id != peal_stmt_get_int (stmt, 2)))
    fill_conversation (db, id, contact_id, account_id);
  return id;
}

void
peal_conversation_set_last (PealDb *db,
                            gint64  conversation_id,
                            gint64  message_id,
                            gint64  at)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_SET_LAST);

  peal_stmt_bind_int (stmt, ":id", conversation_id);
  peal_stmt_bind_int (stmt, ":message_id", message_id);
  peal_stmt_bind_int (stmt, ":at", at);
  peal_stmt_run (stmt);
}

/* A person wrote back: nobody waits for an answer any more. */
static void
note_answer (PealDb *db,
             gint64  conversation_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_NOTE_ANSWER);

  peal_stmt_bind_int (stmt, ":id", conversation_id);
  peal_stmt_run (stmt);
}

/* Queueing ----------------------------------------------------------------------------------------- */

static void
record_queued (PealDb           *db,
               const PealQueued *queued,
               gint64            id,
               gboolean          left_out,
               const char       *actor)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_text (payload, "to", queued->theirs);
  if (queued->campaign_id != 0)
    peal_payload_add_int (payload, "campaign", queued->campaign_id);
  if (queued->again_of != 0)
    peal_payload_add_int (payload, "again_of", queued->again_of);
  if (queued->reason != PEAL_HOLD_NONE)
    peal_payload_add_text (payload, "reason", peal_hold_reason_to_string (queued->reason));
  peal_ledger_append_about (db, peal_db_get_now (db), actor, left_out ? "message.left_out" : "message.queued",
                            "message", id, peal_payload_get_json (payload));
}

static gint64
insert_message (PealDb           *db,
                const PealQueued *queued,
                gint64            conversation_id,
                gboolean          left_out)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_INSERT);
  g_autofree char *uuid = g_uuid_string_random ();
  gint64 now = peal_db_get_now (db);
  PealHoldReason reason = queued->reason;

  if (reason == PEAL_HOLD_NONE && queued->not_before > now)
    reason = PEAL_HOLD_SCHEDULED;
  peal_stmt_bind_text (stmt, ":uuid", uuid);
  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_int (stmt, ":kind", queued->kind);
  peal_stmt_bind_int (stmt, ":state", left_out ? PEAL_STATE_LEFT_OUT : PEAL_STATE_QUEUED);
  peal_stmt_bind_int (stmt, ":reason", reason);
  peal_stmt_bind_text (stmt, ":explanation", queued->explanation);
  peal_stmt_bind_text (stmt, ":body", queued->body);
  peal_stmt_bind_int (stmt, ":segments", queued->segments);
  peal_stmt_bind_int (stmt, ":priority", queued->priority);
  peal_stmt_bind_id (stmt, ":account_id", queued->account_id);
  peal_stmt_bind_int (stmt, ":chosen", queued->is_chosen);
  peal_stmt_bind_id (stmt, ":campaign_id", queued->campaign_id);
  peal_stmt_bind_id (stmt, ":contact_id", queued->contact_id);
  peal_stmt_bind_int (stmt, ":not_before", queued->not_before != 0 ? queued->not_before : now);
  peal_stmt_bind_time (stmt, ":not_after", queued->not_after);
  peal_stmt_bind_int (stmt, ":created_at", now);
  peal_stmt_bind_time (stmt, ":missed_policy",
                       queued->promised ? peal_missed_policy_to_db (queued->missed_policy) : PEAL_TIME_NEVER);
  peal_stmt_bind_int (stmt, ":missed_grace", queued->missed_grace);
  peal_stmt_bind_time (stmt, ":settled_at", left_out ? now : PEAL_TIME_NEVER);
  peal_stmt_bind_id (stmt, ":again_of", queued->again_of);
  peal_stmt_run (stmt);
  return peal_db_get_inserted_id (db);
}

/* R-SEND-1: a failed message is sent again by one other, whoever asks and how often. */
static void
check_again (PealDb *db,
             gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_MAY_SEND_AGAIN);

  peal_stmt_bind_int (stmt, ":id", id);
  if (!peal_stmt_next (stmt) || !peal_stmt_get_int (stmt, 0))
    peal_db_fail (db, PEAL_STORE_ERROR_CONFLICT, "This message was sent again already, or has arrived after all");
}

gint64
peal_outbox_insert (PealDb           *db,
                    const PealQueued *queued,
                    const char       *actor)
{
  gboolean left_out = queued->reason >= PEAL_HOLD_OPTED_OUT;
  gint64 conversation_id;
  gint64 id;

  /* A queued message that no account would ever ask for is a forgotten one (R-SEND-2). */
  if (!left_out && queued->account_id == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A message to be sent needs an account; connect a gateway first");
  if (queued->again_of != 0)
    check_again (db, queued->again_of);
  conversation_id = peal_conversation_ensure (db, queued->ours, queued->theirs,
                                              queued->contact_id, queued->account_id);
  id = insert_message (db, queued, conversation_id, left_out);
  peal_conversation_set_last (db, conversation_id, id, peal_db_get_now (db));
  if (!left_out && queued->kind == PEAL_MESSAGE_CONVERSATIONAL)
    note_answer (db, conversation_id);
  record_queued (db, queued, id, left_out, actor);
  peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK);
  if (queued->campaign_id != 0)
    peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
  peal_db_touch_conversation (db, conversation_id);
  return id;
}

typedef struct
{
  GPtrArray *messages; /* of PealQueued */
  char *actor;
} Enqueue;

static void
enqueue_free (gpointer data)
{
  Enqueue *enqueue = data;

  g_ptr_array_unref (enqueue->messages);
  g_free (enqueue->actor);
  g_free (enqueue);
}

static void
enqueue_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const Enqueue *enqueue = data;
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), enqueue->messages->len);

  for (guint i = 0; i < enqueue->messages->len && !peal_db_has_failed (db); i++)
    {
      gint64 id = peal_outbox_insert (db, g_ptr_array_index (enqueue->messages, i), enqueue->actor);

      g_array_append_val (ids, id);
    }
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_outbox_enqueue (PealStore  *store,
                     GPtrArray  *messages,
                     const char *actor)
{
  Enqueue *enqueue;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (messages != NULL && actor != NULL);

  enqueue = g_new0 (Enqueue, 1);
  enqueue->messages = g_ptr_array_ref (messages);
  enqueue->actor = g_strdup (actor);
  return peal_store_write (store, enqueue_job, enqueue, enqueue_free);
}

/* When to wake up ---------------------------------------------------------------------------------- */

gint64
peal_outbox_query_next_due (PealDb *db,
                            gint64  account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_NEXT_DUE);

  peal_stmt_bind_id (stmt, ":account_id", account_id);
  return peal_stmt_next (stmt) ? peal_stmt_get_time (stmt, 0) : PEAL_TIME_NEVER;
}

static void
next_due_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  peal_result_set_int (result, peal_outbox_query_next_due (db, *(gint64 *) data));
}

DexFuture *
peal_outbox_next_due (PealStore *store,
                      gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, next_due_job, g_memdup2 (&account_id, sizeof account_id), g_free);
}

static void
next_retry_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const gint64 *account_id = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_NEXT_RETRY);

  peal_stmt_bind_int (stmt, ":account_id", *account_id);
  peal_result_set_int (result, peal_stmt_next (stmt) ? peal_stmt_get_time (stmt, 0) : PEAL_TIME_NEVER);
}

DexFuture *
peal_outbox_next_retry (PealStore *store,
                        gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, next_retry_job, g_memdup2 (&account_id, sizeof account_id), g_free);
}

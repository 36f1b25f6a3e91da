/* peal-overdue-answer.c: a person's word on messages whose time came while nobody could send them.
 *
 * All pieces of an answer (peal-pieces.h) have one time, by which it is known
 * when it is undone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-overdue-answer.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-message.h"
#include "peal-payload.h"
#include "peal-pieces.h"

/* What the writer does within some hundredths of a second. */
#define PIECE 1000

static PealOverdueAnswer *
overdue_answer_new (gboolean send,
                    gint64   at)
{
  PealOverdueAnswer *self = g_atomic_rc_box_new0 (PealOverdueAnswer);

  self->send = send;
  self->at = at;
  self->moved = g_array_new (FALSE, FALSE, sizeof (PealOverdueStood));
  return self;
}

PealOverdueAnswer *
peal_overdue_answer_ref (PealOverdueAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
overdue_answer_clear (gpointer data)
{
  PealOverdueAnswer *self = data;

  g_array_unref (self->moved);
  g_clear_error (&self->error);
}

void
peal_overdue_answer_unref (PealOverdueAnswer *self)
{
  g_atomic_rc_box_release_full (self, overdue_answer_clear);
}

G_DEFINE_BOXED_TYPE (PealOverdueAnswer, peal_overdue_answer, peal_overdue_answer_ref, peal_overdue_answer_unref)

/* An answer, or taking one back. */
typedef struct
{
  gboolean send;
  gint64 at;
  GArray *ids;               /* of gint64; else NULL, and */
  PealOverdueAnswer *undone; /* what is taken back */
  char *actor;
} Act;

static void
act_clear (gpointer data)
{
  Act *act = data;

  g_clear_pointer (&act->ids, g_array_unref);
  g_clear_pointer (&act->undone, peal_overdue_answer_unref);
  g_free (act->actor);
}

static void
touch (PealDb  *db,
       gint64   conversation_id)
{
  peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | PEAL_CHANGE_CAMPAIGNS);
  peal_db_touch_conversation (db, conversation_id);
}

/* Answering --------------------------------------------------------------------------------------- */

/* FALSE: it is not asked about any more. */
static gboolean
find_asked (PealDb           *db,
            PealOverdueStood *stood)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OVERDUE_FIND_ASKED);

  peal_stmt_bind_int (stmt, ":id", stood->id);
  if (!peal_stmt_next (stmt))
    return FALSE;
  stood->not_before = peal_stmt_get_int (stmt, 0);
  stood->attempts = (guint) peal_stmt_get_int (stmt, 1);
  stood->policy = (int) peal_stmt_get_int (stmt, 2);
  stood->explanation = g_intern_string (peal_stmt_get_text (stmt, 3)); /* one of few: PealMissedReason's names */
  touch (db, peal_stmt_get_int (stmt, 4));
  return TRUE;
}

static void
answer_one (PealDb            *db,
            const Act         *act,
            PealOverdueAnswer *answer,
            gint64             id)
{
  PealOverdueStood stood = { .id = id };
  g_autoptr(PealStmt) stmt = NULL;

  if (!find_asked (db, &stood))
    return;
  stmt = peal_db_query (db, act->send ? PEAL_QUERY_OVERDUE_SEND : PEAL_QUERY_OVERDUE_DROP);
  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_int (stmt, ":now", act->at);
  if (!peal_stmt_run (stmt))
    return;
  g_array_append_val (answer->moved, stood);
  peal_ledger_append_about (db, peal_db_get_now (db), act->actor,
                            act->send ? "message.allowed_late" : "message.left_out", "message", id,
                            act->send ? "{}" : "{\"reason\":\"missed\"}");
}

/* Taking it back ---------------------------------------------------------------------------------- */

static PealStmt *
query_undo (PealDb                  *db,
            const PealOverdueAnswer *answer,
            const PealOverdueStood  *stood)
{
  PealStmt *stmt = peal_db_query (db, answer->send ? PEAL_QUERY_OVERDUE_UNDO_SEND : PEAL_QUERY_OVERDUE_UNDO_DROP);

  peal_stmt_bind_int (stmt, ":id", stood->id);
  if (!answer->send)
    {
      peal_stmt_bind_int (stmt, ":at", answer->at);
      return stmt;
    }
  peal_stmt_bind_int (stmt, ":was", stood->not_before);
  peal_stmt_bind_int (stmt, ":attempts", stood->attempts);
  peal_stmt_bind_int (stmt, ":policy", stood->policy);
  peal_stmt_bind_text (stmt, ":explanation", stood->explanation);
  return stmt;
}

static void
undo_one (PealDb                 *db,
          const Act              *act,
          PealOverdueAnswer      *report,
          const PealOverdueStood *stood)
{
  g_autoptr(PealStmt) stmt = query_undo (db, act->undone, stood);
  g_autoptr(PealPayload) payload = NULL;
  gint64 conversation_id;

  if (!peal_stmt_next (stmt))
    return;
  conversation_id = peal_stmt_get_int (stmt, 0);
  peal_stmt_run (stmt);
  payload = peal_payload_new ();
  peal_payload_add_text (payload, "reason", peal_hold_reason_to_string (PEAL_HOLD_ASK));
  peal_payload_add_text (payload, "explanation", stood->explanation);
  peal_ledger_append_about (db, peal_db_get_now (db), act->actor, "message.held", "message", stood->id,
                            peal_payload_get_json (payload));
  touch (db, conversation_id);
  g_array_append_val (report->moved, *stood);
}

/* Pieces ------------------------------------------------------------------------------------------ */

static void
piece_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealPiece *piece = data;
  const Act *act = piece->act;
  PealOverdueAnswer *part = overdue_answer_new (act->send, act->at);

  for (guint i = piece->begin; i < piece->end && !peal_db_has_failed (db); i++)
    if (act->undone != NULL)
      undo_one (db, act, part, &g_array_index (act->undone->moved, PealOverdueStood, i));
    else
      answer_one (db, act, part, peal_ids_get (act->ids, i));
  peal_result_take (result, PEAL_TYPE_OVERDUE_ANSWER, part);
}

static void
add_part (gpointer      report,
          gconstpointer data)
{
  PealOverdueAnswer *answer = report;
  const PealOverdueAnswer *part = data;

  g_array_append_vals (answer->moved, part->moved->data, part->moved->len);
}

/* Takes @act. */
static DexFuture *
walk (PealStore    *store,
      Act          *act,
      PealProgress *progress)
{
  PealOverdueAnswer *answer = overdue_answer_new (act->send, act->at);

  return peal_walk_pieces (&(PealWalk) {
    .store = store, .act = act, .clear_act = act_clear, .job = piece_job,
    .n_rows = act->undone != NULL ? act->undone->moved->len : act->ids->len, .n_at_once = PIECE,
    .report_type = PEAL_TYPE_OVERDUE_ANSWER, .report = answer, .add = add_part, .stopped = &answer->error,
    .progress = progress,
  });
}

/* All that are asked about ------------------------------------------------------------------------ */

typedef struct
{
  PealStore *store;
  Act *act;                  /* its ids NULL */
  PealProgress *progress;
} AnswerAll;

static void
answer_all_free (gpointer data)
{
  AnswerAll *all = data;

  g_object_unref (all->store);
  if (all->act != NULL)
    g_atomic_rc_box_release_full (all->act, act_clear);
  g_clear_object (&all->progress);
  g_free (all);
}

/* A job of the writer, so that it sees what was asked for before it. */
static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  GArray *ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, peal_db_query (db, PEAL_QUERY_OVERDUE_LIST_ASKED));
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

static DexFuture *
listed_cb (DexFuture *completed,
           gpointer   data)
{
  AnswerAll *all = data;

  all->act->ids = g_value_dup_boxed (dex_future_get_value (completed, NULL));
  return walk (all->store, g_steal_pointer (&all->act), all->progress);
}

DexFuture *
peal_overdue_answer (PealStore    *store,
                     GArray       *ids,
                     gboolean      send,
                     const char   *actor,
                     PealProgress *progress)
{
  Act *act;
  AnswerAll *all;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  act = g_atomic_rc_box_new0 (Act);
  act->send = send;
  act->at = peal_clock_get_now (peal_store_get_clock (store));
  act->ids = ids != NULL ? g_array_copy (ids) : NULL;
  act->actor = g_strdup (actor);
  if (ids != NULL)
    return walk (store, act, progress);
  all = g_new0 (AnswerAll, 1);
  all->store = g_object_ref (store);
  all->act = act;
  all->progress = progress != NULL ? g_object_ref (progress) : NULL;
  return dex_future_then (peal_store_write (store, list_job, NULL, NULL), listed_cb, all, answer_all_free);
}

static DexFuture *
count_moved_cb (DexFuture *completed,
                gpointer   user_data)
{
  const PealOverdueAnswer *answer = g_value_get_boxed (dex_future_get_value (completed, NULL));

  if (answer->error != NULL)
    return dex_future_new_for_error (g_error_copy (answer->error));
  return dex_future_new_for_int64 (answer->moved->len);
}

DexFuture *
peal_overdue_undo (PealStore         *store,
                   PealOverdueAnswer *answer,
                   const char        *actor)
{
  Act *act;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (answer != NULL && actor != NULL);

  act = g_atomic_rc_box_new0 (Act);
  act->send = answer->send;
  act->undone = peal_overdue_answer_ref (answer);
  act->actor = g_strdup (actor);
  return dex_future_then (walk (store, act, NULL), count_moved_cb, NULL, NULL);
}

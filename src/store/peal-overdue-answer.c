/* peal-overdue-answer.c: a person's word on messages whose time came while nobody could send them.
 *
 * A fiber walks the messages in pieces, a job each. A job leaves its data as it
 * is and answers with what became of its piece, which the fiber adds to the
 * whole. All pieces have one time, by which an answer is known when it is undone.
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
}

void
peal_overdue_answer_unref (PealOverdueAnswer *self)
{
  g_atomic_rc_box_release_full (self, overdue_answer_clear);
}

G_DEFINE_BOXED_TYPE (PealOverdueAnswer, peal_overdue_answer, peal_overdue_answer_ref, peal_overdue_answer_unref)

/* One piece of an answer, or of taking one back. */
typedef struct
{
  gboolean send;
  gint64 at;
  GArray *ids;               /* of gint64; else NULL, and */
  PealOverdueAnswer *undone; /* what is taken back */
  guint begin, end;          /* of those */
  char *actor;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->ids, g_array_unref);
  g_clear_pointer (&piece->undone, peal_overdue_answer_unref);
  g_free (piece->actor);
  g_free (piece);
}

static Piece *
piece_copy (const Piece *whole)
{
  Piece *piece = g_memdup2 (whole, sizeof *whole);

  piece->ids = whole->ids != NULL ? g_array_ref (whole->ids) : NULL;
  piece->undone = whole->undone != NULL ? peal_overdue_answer_ref (whole->undone) : NULL;
  piece->actor = g_strdup (whole->actor);
  return piece;
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
            const Piece       *piece,
            PealOverdueAnswer *answer,
            gint64             id)
{
  PealOverdueStood stood = { .id = id };
  g_autoptr(PealStmt) stmt = NULL;

  if (!find_asked (db, &stood))
    return;
  stmt = peal_db_query (db, piece->send ? PEAL_QUERY_OVERDUE_SEND : PEAL_QUERY_OVERDUE_DROP);
  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_int (stmt, ":now", piece->at);
  if (!peal_stmt_run (stmt))
    return;
  g_array_append_val (answer->moved, stood);
  peal_ledger_append_about (db, peal_db_get_now (db), piece->actor,
                            piece->send ? "message.allowed_late" : "message.left_out", "message", id,
                            piece->send ? "{}" : "{\"reason\":\"missed\"}");
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
          const Piece            *piece,
          PealOverdueAnswer      *report,
          const PealOverdueStood *stood)
{
  g_autoptr(PealStmt) stmt = query_undo (db, piece->undone, stood);
  g_autoptr(PealPayload) payload = NULL;
  gint64 conversation_id;

  if (!peal_stmt_next (stmt))
    return;
  conversation_id = peal_stmt_get_int (stmt, 0);
  peal_stmt_run (stmt);
  payload = peal_payload_new ();
  peal_payload_add_text (payload, "reason", peal_hold_reason_to_string (PEAL_HOLD_ASK));
  peal_payload_add_text (payload, "explanation", stood->explanation);
  peal_ledger_append_about (db, peal_db_get_now (db), piece->actor, "message.held", "message", stood->id,
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
  const Piece *piece = data;
  PealOverdueAnswer *part = overdue_answer_new (piece->send, piece->at);

  for (guint i = piece->begin; i < piece->end && !peal_db_has_failed (db); i++)
    if (piece->undone != NULL)
      undo_one (db, piece, part, &g_array_index (piece->undone->moved, PealOverdueStood, i));
    else
      answer_one (db, piece, part, peal_ids_get (piece->ids, i));
  peal_result_take (result, PEAL_TYPE_OVERDUE_ANSWER, part);
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

typedef struct
{
  PealStore *store;
  Piece *whole;              /* its ids NULL, if nothing is undone: all that are asked about */
  PealProgress *progress;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_object_unref (walk->store);
  piece_free (walk->whole);
  g_clear_object (&walk->progress);
  g_free (walk);
}

static gboolean
goes_on (const Walk   *walk,
         GCancellable *cancellable)
{
  return !g_cancellable_is_cancelled (cancellable)
         && (walk->progress == NULL || !peal_progress_is_stopped (walk->progress));
}

static DexFuture *
walk_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Walk *walk = data;
  Piece *whole = walk->whole;
  g_autoptr(PealOverdueAnswer) answer = overdue_answer_new (whole->send, whole->at);
  g_autoptr(GError) error = NULL;
  guint n;

  if (whole->undone == NULL && whole->ids == NULL)
    whole->ids = dex_await_boxed (peal_store_write (walk->store, list_job, NULL, NULL), &error);
  if (whole->undone == NULL && whole->ids == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  n = whole->undone != NULL ? whole->undone->moved->len : whole->ids->len;
  for (guint i = 0; i < n && goes_on (walk, cancellable); i += PIECE)
    {
      g_autoptr(PealOverdueAnswer) part = NULL;
      Piece *piece = piece_copy (whole);

      piece->begin = i;
      piece->end = MIN (i + PIECE, n);
      part = dex_await_boxed (peal_store_write (walk->store, piece_job, piece, piece_free), &error);
      if (part == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_array_append_vals (answer->moved, part->moved->data, part->moved->len);
      if (walk->progress != NULL)
        peal_progress_set (walk->progress, MIN (i + PIECE, n), n);
    }
  return dex_future_new_take_boxed (PEAL_TYPE_OVERDUE_ANSWER, g_steal_pointer (&answer));
}

static DexFuture *
take_walk (PealStore    *store,
           Piece        *whole,
           PealProgress *progress)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->store = g_object_ref (store);
  walk->whole = whole;
  walk->progress = progress != NULL ? g_object_ref (progress) : NULL;
  return peal_fiber_spawn (walk_fiber, walk, walk_free);
}

DexFuture *
peal_overdue_answer (PealStore    *store,
                     GArray       *ids,
                     gboolean      send,
                     const char   *actor,
                     PealProgress *progress)
{
  Piece *whole;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  whole = g_new0 (Piece, 1);
  whole->send = send;
  whole->at = peal_clock_get_now (peal_store_get_clock (store));
  whole->ids = ids != NULL ? g_array_copy (ids) : NULL;
  whole->actor = g_strdup (actor);
  return take_walk (store, whole, progress);
}

static DexFuture *
count_moved_cb (DexFuture *completed,
                gpointer   user_data)
{
  const PealOverdueAnswer *answer = g_value_get_boxed (dex_future_get_value (completed, NULL));

  return dex_future_new_for_int64 (answer->moved->len);
}

DexFuture *
peal_overdue_undo (PealStore         *store,
                   PealOverdueAnswer *answer,
                   const char        *actor)
{
  Piece *whole;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (answer != NULL && actor != NULL);

  whole = g_new0 (Piece, 1);
  whole->send = answer->send;
  whole->undone = peal_overdue_answer_ref (answer);
  whole->actor = g_strdup (actor);
  return dex_future_then (take_walk (store, whole, NULL), count_moved_cb, NULL, NULL);
}

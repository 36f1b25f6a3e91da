/* peal-hand-over.c: what waits at an account that nobody uses any more, to another.
 *
 * A fiber walks the ids in pieces, a job each. Each message is looked at in the job
 * that moves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-hand-over.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"

/* What the writer does within some hundredths of a second. */
#define PIECE 500

G_DEFINE_BOXED_TYPE (PealHandOver, peal_hand_over, peal_hand_over_copy, peal_hand_over_free)

PealHandOver *
peal_hand_over_copy (const PealHandOver *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
peal_hand_over_free (PealHandOver *self)
{
  g_free (self);
}

gboolean
peal_hand_over_is_empty (const PealHandOver *self)
{
  return self->n_messages + self->n_schedules == 0;
}

/* Counting ---------------------------------------------------------------------------------------- */

static GArray *
list_ids (PealDb *db,
          gint64  account_id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_HAND_OVER_LIST);
  GArray *ids = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_ids_take_rows (ids, stmt);
  return ids;
}

/* Bound; caller releases. */
static PealStmt *
query_schedules (PealDb *db,
                 gint64  account_id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_HAND_OVER_LIST_SCHEDULES);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  return stmt;
}

static void
count_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(GArray) ids = list_ids (db, args->id);
  g_autoptr(PealStmt) schedules = query_schedules (db, args->id);
  PealHandOver *count = g_new0 (PealHandOver, 1);

  count->n_messages = ids->len;
  while (peal_stmt_next (schedules))
    count->n_schedules += peal_stmt_get_int (schedules, 2);
  peal_result_take (result, PEAL_TYPE_HAND_OVER, count);
}

DexFuture *
peal_hand_over_count (PealStore *store,
                      gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

/* Moving ------------------------------------------------------------------------------------------ */

/* A piece of what is handed over. */
typedef struct
{
  gint64 from;  /* 0 = of all that were removed */
  gint64 to;
  GArray *ids;  /* of gint64; NULL: the job lists them */
  guint begin, end;
  char *actor;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->ids, g_array_unref);
  g_free (piece->actor);
  g_free (piece);
}

static Piece *
piece_copy (const Piece *whole)
{
  Piece *piece = g_memdup2 (whole, sizeof *whole);

  piece->ids = whole->ids != NULL ? g_array_ref (whole->ids) : NULL;
  piece->actor = g_strdup (whole->actor);
  return piece;
}

/* A job of the writer, so that it sees what was queued before it. */
static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  peal_result_take (result, G_TYPE_ARRAY, list_ids (db, ((const Piece *) data)->from));
}

/* @number is of a message; NULL: it is a schedule. */
static void
record (PealDb      *db,
        const Piece *piece,
        gint64       id,
        gint64       from,
        const char  *number)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "from", from);
  peal_payload_add_int (payload, "account", piece->to);
  if (number != NULL)
    peal_payload_add_text (payload, "number", number);
  peal_ledger_append_about (db, peal_db_get_now (db), piece->actor, number != NULL ? "message.moved" : "schedule.moved",
                            number != NULL ? "message" : "schedule", id, peal_payload_get_json (payload));
}

/* TRUE if it was moved. @row: of hand_over_find. */
static gboolean
move (PealDb      *db,
      const Piece *piece,
      gint64       id,
      const char  *number,
      PealStmt    *row)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_HAND_OVER_MOVE);
  gint64 left = peal_stmt_get_int (row, 0);
  gint64 conversation_id = peal_conversation_ensure (db, number, peal_stmt_get_text (row, 1), peal_stmt_get_int (row, 2),
                                                     piece->to);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_int (stmt, ":account_id", piece->to);
  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_run (stmt))
    return FALSE;
  if (conversation_id != left)
    {
      peal_conversation_set_last (db, conversation_id, id, peal_db_get_now (db));
      peal_conversation_leave (db, left);
    }
  record (db, piece, id, peal_stmt_get_int (row, 3), number);
  peal_db_touch_conversation (db, conversation_id);
  return TRUE;
}

/* The number that the account sends from; NULL, and the job has failed: it cannot take anything. Caller frees. */
static char *
dup_number (PealDb *db,
            gint64  account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_HAND_OVER_SENDER);

  peal_stmt_bind_int (stmt, ":id", account_id);
  if (peal_stmt_next (stmt))
    return peal_stmt_dup_text (stmt, 0);
  peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "The account that is to send them is not in use, or has no number");
  return NULL;
}

static void
move_schedule (PealDb      *db,
               const Piece *piece,
               gint64       id,
               gint64       from)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_HAND_OVER_MOVE_SCHEDULE);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_int (stmt, ":account_id", piece->to);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt))
    record (db, piece, id, from, NULL);
}

static void
move_schedules_job (PealDb  *db,
                    gpointer data,
                    GValue  *result)
{
  const Piece *piece = data;
  g_autofree char *number = dup_number (db, piece->to);
  g_autoptr(PealStmt) stmt = query_schedules (db, piece->from);
  gint64 n_moved = 0;

  while (number != NULL && peal_stmt_next (stmt))
    {
      move_schedule (db, piece, peal_stmt_get_int (stmt, 0), peal_stmt_get_int (stmt, 1));
      n_moved += peal_stmt_get_int (stmt, 2);
      peal_db_touch (db, PEAL_CHANGE_SCHEDULES);
    }
  peal_result_set_int (result, n_moved);
}

static void
move_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Piece *piece = data;
  g_autofree char *number = dup_number (db, piece->to);
  gint64 n_moved = 0;

  for (guint i = piece->begin; i < piece->end && !peal_db_has_failed (db); i++)
    {
      g_autoptr(PealStmt) row = peal_db_query (db, PEAL_QUERY_HAND_OVER_FIND);
      gint64 id = peal_ids_get (piece->ids, i);

      peal_stmt_bind_int (row, ":id", id);
      peal_stmt_bind_int (row, ":from", piece->from);
      if (peal_stmt_next (row))
        n_moved += move (db, piece, id, number, row);
    }
  if (n_moved > 0)
    peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | PEAL_CHANGE_CAMPAIGNS);
  peal_result_set_int (result, n_moved);
}

typedef struct
{
  PealStore *store;
  Piece *whole;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_object_unref (walk->store);
  piece_free (walk->whole);
  g_free (walk);
}

static DexFuture *
walk_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Walk *walk = data;
  Piece *whole = walk->whole;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealHandOver) moved = g_new0 (PealHandOver, 1);

  moved->n_schedules = dex_await_int64 (peal_store_write (walk->store, move_schedules_job, piece_copy (whole), piece_free),
                                        &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  whole->ids = dex_await_boxed (peal_store_write (walk->store, list_job, piece_copy (whole), piece_free), &error);
  if (whole->ids == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  do
    {
      whole->begin = whole->end;
      whole->end = MIN (whole->begin + PIECE, whole->ids->len);
      moved->n_messages += dex_await_int64 (peal_store_write (walk->store, move_job, piece_copy (whole), piece_free), &error);
      if (error != NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
  while (whole->end < whole->ids->len);
  return dex_future_new_take_boxed (PEAL_TYPE_HAND_OVER, g_steal_pointer (&moved));
}

DexFuture *
peal_hand_over (PealStore  *store,
                gint64      from,
                gint64      to,
                const char *actor)
{
  Walk *walk;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (from != to && actor != NULL);

  walk = g_new0 (Walk, 1);
  walk->store = g_object_ref (store);
  walk->whole = g_new0 (Piece, 1);
  walk->whole->from = from;
  walk->whole->to = to;
  walk->whole->actor = g_strdup (actor);
  return peal_fiber_spawn (walk_fiber, walk, walk_free);
}

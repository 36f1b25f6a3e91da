/* peal-outbox-campaign.c: pausing a campaign and letting it go on (R-SEND-6).
 *
 * Paused rows leave the queue's index; what was in the air when the pause came
 * is settled as usual and then waits too (peal-settle.c).
 *
 * A large campaign is moved in pieces, so that others are sent meanwhile; the
 * campaign's own state follows with the last of them. After a crash in between it
 * is in its old state, and the rest can be moved by saying the same again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-store-private.h"

/* From which states, to which, and what that does to its messages. */
typedef struct
{
  int from;
  int state;
  PealQuery query;
  gboolean needs_time;
  const char *event;
} Move;

static const Move pause_move = {
  CAMPAIGN_RUNNING, CAMPAIGN_PAUSED, PEAL_QUERY_OUTBOX_CAMPAIGN_PAUSE, FALSE, "campaign.paused"
};

static const Move resume_move = {
  CAMPAIGN_PAUSED, CAMPAIGN_RUNNING, PEAL_QUERY_OUTBOX_CAMPAIGN_RESUME, TRUE, "campaign.resumed"
};

/* What the writer does within some hundredths of a second. */
#define PIECE 5000

typedef struct
{
  const Move *move;
  gint64 campaign_id;
  gint64 n_moved;        /* by the pieces before */
  char *actor;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->actor);
  g_free (request);
}

gboolean
peal_campaign_change_state (PealDb *db,
                            gint64  campaign_id,
                            int     from,
                            int     or_from,
                            int     state)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_CAMPAIGN_SET_STATE);

  peal_stmt_bind_int (stmt, ":id", campaign_id);
  peal_stmt_bind_int (stmt, ":state", state);
  peal_stmt_bind_int (stmt, ":from", from);
  peal_stmt_bind_int (stmt, ":or_from", or_from);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 1)
    return TRUE;
  peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Campaign %" G_GINT64_FORMAT " is not there or not in a state for this",
                campaign_id);
  return FALSE;
}

void
peal_campaign_touch (PealDb *db)
{
  peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS | PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK);
  peal_db_touch_any_conversation (db);
}

/* @limit -1 = all that are left. */
static gint64
move_messages (PealDb        *db,
               const Request *request,
               gint64         limit)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, request->move->query);

  peal_stmt_bind_int (stmt, ":id", request->campaign_id);
  peal_stmt_bind_int (stmt, ":limit", limit);
  peal_stmt_bind_int (stmt, ":from", request->move->from);
  if (request->move->needs_time)
    peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  return peal_db_get_n_changed (db);
}

static void
piece_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  gint64 n_moved = move_messages (db, data, PIECE);

  if (n_moved > 0)
    peal_campaign_touch (db);
  peal_result_set_int (result, n_moved);
}

/* The rest, which is less than a piece unless many were queued meanwhile, and the campaign itself. */
static void
end_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const Request *request = data;
  g_autoptr(PealPayload) payload = peal_payload_new ();
  gint64 n_moved = request->n_moved + move_messages (db, request, -1);

  if (!peal_campaign_change_state (db, request->campaign_id, request->move->from, request->move->from,
                                   request->move->state))
    return;
  peal_payload_add_int (payload, "messages", n_moved);
  peal_ledger_append_about (db, peal_db_get_now (db), request->actor, request->move->event, "campaign",
                            request->campaign_id, peal_payload_get_json (payload));
  peal_campaign_touch (db);
  peal_result_set_int (result, n_moved);
}

static Request *
request_copy (const Request *request)
{
  Request *copy = g_memdup2 (request, sizeof *request);

  copy->actor = g_strdup (request->actor);
  return copy;
}

typedef struct
{
  PealStore *store;
  Request *request;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_object_unref (walk->store);
  request_free (walk->request);
  g_free (walk);
}

static DexFuture *
move_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Walk *walk = data;
  gint64 n;

  do
    {
      g_autoptr(GError) error = NULL;

      n = dex_await_int64 (peal_store_write (walk->store, piece_job, request_copy (walk->request), request_free), &error);
      if (error != NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      walk->request->n_moved += n;
    }
  while (n == PIECE);
  return peal_store_write (walk->store, end_job, request_copy (walk->request), request_free);
}

static DexFuture *
move_campaign (PealStore  *store,
               const Move *move,
               gint64      campaign_id,
               const char *actor)
{
  Walk *walk;
  Request *request;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  request = g_new0 (Request, 1);
  request->move = move;
  request->campaign_id = campaign_id;
  request->actor = g_strdup (actor);
  walk = g_new0 (Walk, 1);
  walk->store = g_object_ref (store);
  walk->request = request;
  return peal_fiber_spawn (move_fiber, walk, walk_free);
}

DexFuture *
peal_outbox_pause_campaign (PealStore  *store,
                            gint64      campaign_id,
                            const char *actor)
{
  return move_campaign (store, &pause_move, campaign_id, actor);
}

DexFuture *
peal_outbox_resume_campaign (PealStore  *store,
                             gint64      campaign_id,
                             const char *actor)
{
  return move_campaign (store, &resume_move, campaign_id, actor);
}

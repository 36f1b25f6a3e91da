/* peal-outbox-campaign.c: stopping a campaign and letting it go on (R-SEND-6).
 *
 * Paused rows leave the queue's index; what was in the air when the pause came
 * is settled as usual and then waits too (peal-settle.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-store-private.h"

/* PealCampaignState of peal-campaigns.h, which stands on this file. */
#define CAMPAIGN_RUNNING 1
#define CAMPAIGN_PAUSED 2
#define CAMPAIGN_CANCELLED 4

/* From which states, to which, and what that does to its messages. */
typedef struct
{
  int from;
  int or_from;
  int state;
  PealQuery query;
  gboolean needs_time;
  const char *event;
} Move;

static const Move pause_move = {
  CAMPAIGN_RUNNING, CAMPAIGN_RUNNING, CAMPAIGN_PAUSED, PEAL_QUERY_OUTBOX_CAMPAIGN_PAUSE, FALSE, "campaign.paused"
};

static const Move resume_move = {
  CAMPAIGN_PAUSED, CAMPAIGN_PAUSED, CAMPAIGN_RUNNING, PEAL_QUERY_OUTBOX_CAMPAIGN_RESUME, TRUE, "campaign.resumed"
};

static const Move cancel_move = {
  CAMPAIGN_RUNNING, CAMPAIGN_PAUSED, CAMPAIGN_CANCELLED, PEAL_QUERY_OUTBOX_CAMPAIGN_CANCEL, TRUE, "campaign.cancelled"
};

typedef struct
{
  const Move *move;
  gint64 campaign_id;
  char *actor;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->actor);
  g_free (request);
}

static gboolean
set_campaign_state (PealDb        *db,
                    const Request *request)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_CAMPAIGN_SET_STATE);

  peal_stmt_bind_int (stmt, ":id", request->campaign_id);
  peal_stmt_bind_int (stmt, ":state", request->move->state);
  peal_stmt_bind_int (stmt, ":from", request->move->from);
  peal_stmt_bind_int (stmt, ":or_from", request->move->or_from);
  return peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 1;
}

static gint64
move_messages (PealDb        *db,
               const Request *request)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, request->move->query);

  peal_stmt_bind_int (stmt, ":id", request->campaign_id);
  if (request->move->needs_time)
    peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  return peal_db_get_n_changed (db);
}

static void
move_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Request *request = data;
  g_autoptr(PealPayload) payload = peal_payload_new ();
  gint64 n_moved;

  if (!set_campaign_state (db, request))
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Campaign %" G_GINT64_FORMAT " is not there or not in a state for this",
                  request->campaign_id);
  n_moved = move_messages (db, request);
  peal_payload_add_int (payload, "messages", n_moved);
  peal_ledger_append_about (db, peal_db_get_now (db), request->actor, request->move->event, "campaign",
                            request->campaign_id, peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS | PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK);
  peal_result_set_int (result, n_moved);
}

static DexFuture *
move_campaign (PealStore  *store,
               const Move *move,
               gint64      campaign_id,
               const char *actor)
{
  Request *request;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  request = g_new0 (Request, 1);
  request->move = move;
  request->campaign_id = campaign_id;
  request->actor = g_strdup (actor);
  return peal_store_write (store, move_job, request, request_free);
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

DexFuture *
peal_outbox_cancel_campaign (PealStore  *store,
                             gint64      campaign_id,
                             const char *actor)
{
  return move_campaign (store, &cancel_move, campaign_id, actor);
}

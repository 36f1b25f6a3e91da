/* peal-outbox-cancel.c: calling a campaign off (R-SEND-6).
 *
 * The campaign is CANCELLED first, in one commit, and from then on no claim takes
 * a message of it (peal-claim.c), however many there are. The messages follow in
 * pieces, so that others are sent meanwhile; what a crash leaves behind follows at
 * the next start.
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

/* Ids, of which the writer does so many within some hundredths of a second. */
#define PIECE 5000

static gint64
count_waiting (PealDb *db,
               gint64  campaign_id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_CAMPAIGN_COUNT_WAITING);

  peal_stmt_bind_int (stmt, ":id", campaign_id);
  return peal_stmt_take_int (stmt);
}

static void
cancel_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  gint64 n_waiting = count_waiting (db, args->id);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (!peal_campaign_change_state (db, args->id, CAMPAIGN_RUNNING, CAMPAIGN_PAUSED, CAMPAIGN_CANCELLED))
    return;
  peal_payload_add_int (payload, "messages", n_waiting);
  peal_ledger_append_about (db, peal_db_get_now (db), args->actor, "campaign.cancelled", "campaign", args->id,
                            peal_payload_get_json (payload));
  peal_campaign_touch (db);
  peal_result_set_int (result, n_waiting);
}

/* The messages ------------------------------------------------------------------------------------- */

/* Resolves to the first and the last id of what is still queued; to nothing if nothing is. */
static void
find_range_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_CAMPAIGN_FIND_RANGE);
  GArray *range = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":id", args->id);
  if (peal_stmt_next (stmt) && peal_stmt_get_int (stmt, 1) > 0)
    for (int i = 0; i < 2; i++)
      {
        gint64 id = peal_stmt_get_int (stmt, i);

        g_array_append_val (range, id);
      }
  peal_result_take (result, G_TYPE_ARRAY, range);
}

static void
piece_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_CAMPAIGN_CANCEL);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_int (stmt, ":first", args->other);
  peal_stmt_bind_int (stmt, ":last", args->other + PIECE - 1);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) > 0)
    peal_campaign_touch (db);
}

static gboolean
cancel_messages (PealStore *store,
                 gint64     campaign_id,
                 GError   **error)
{
  g_autoptr(GArray) range = dex_await_boxed (
    peal_store_read (store, find_range_job, PEAL_JOB_ARGS (.id = campaign_id), peal_job_args_free), error);

  if (range == NULL)
    return FALSE;
  if (range->len == 0)
    return TRUE;
  for (gint64 first = peal_ids_get (range, 0); first <= peal_ids_get (range, 1); first += PIECE)
    if (!dex_await (peal_store_write (store, piece_job, PEAL_JOB_ARGS (.id = campaign_id, .other = first),
                                      peal_job_args_free), error))
      return FALSE;
  return TRUE;
}

/* Both --------------------------------------------------------------------------------------------- */

typedef struct
{
  PealStore *store;
  gint64 campaign_id;
  char *actor;
} Cancel;

static void
cancel_free (gpointer data)
{
  Cancel *cancel = data;

  g_object_unref (cancel->store);
  g_free (cancel->actor);
  g_free (cancel);
}

static DexFuture *
cancel_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Cancel *cancel = data;
  PealJobArgs *args = PEAL_JOB_ARGS (.id = cancel->campaign_id, .actor = cancel->actor);
  g_autoptr(GError) error = NULL;
  gint64 n = dex_await_int64 (peal_store_write (cancel->store, cancel_job, args, peal_job_args_free), &error);

  if (error != NULL || !cancel_messages (cancel->store, cancel->campaign_id, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (n);
}

DexFuture *
peal_outbox_cancel_campaign (PealStore  *store,
                             gint64      campaign_id,
                             const char *actor)
{
  Cancel *cancel;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  cancel = g_new0 (Cancel, 1);
  cancel->store = g_object_ref (store);
  cancel->campaign_id = campaign_id;
  cancel->actor = g_strdup (actor);
  return peal_fiber_spawn (cancel_fiber, cancel, cancel_free);
}

static void
list_unfinished_job (PealDb  *db,
                     gpointer data,
                     GValue  *result)
{
  GArray *ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, peal_db_query (db, PEAL_QUERY_OUTBOX_CAMPAIGN_LIST_UNFINISHED));
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

static DexFuture *
finish_fiber (gpointer      data,
              GCancellable *cancellable)
{
  PealStore *store = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = dex_await_boxed (peal_store_read (store, list_unfinished_job, NULL, NULL), &error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!cancel_messages (store, peal_ids_get (ids, i), &error))
      break;
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_outbox_finish_cancelled (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_fiber_spawn (finish_fiber, g_object_ref (store), g_object_unref);
}

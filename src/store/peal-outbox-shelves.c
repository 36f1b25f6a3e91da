/* peal-outbox-shelves.c: the outbox as a person sees it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox-shelves.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-merge.h"

/* Nobody looks through more. */
#define MOST_CAMPAIGNS 100

static PealStmt *
query_recent (PealDb   *db,
              PealQuery query)
{
  PealStmt *stmt = peal_db_query (db, query);

  peal_stmt_bind_int (stmt, ":since", peal_db_get_now (db) - PEAL_SHELF_FAILED_FOR);
  return stmt;
}

static PealStmt *
query_shelf (PealDb   *db,
             PealShelf shelf)
{
  switch (shelf)
    {
    case PEAL_SHELF_DECIDE:
      return peal_db_query (db, PEAL_QUERY_SHELF_LIST_DECIDE);
    case PEAL_SHELF_ASKING:
      return peal_db_query (db, PEAL_QUERY_SHELF_LIST_ASKING);
    case PEAL_SHELF_WAITING:
      return peal_db_query (db, PEAL_QUERY_SHELF_LIST_WAITING);
    case PEAL_SHELF_FAILED:
      return query_recent (db, PEAL_QUERY_SHELF_LIST_FAILED);
    case PEAL_SHELF_LEFT_OUT:
      return query_recent (db, PEAL_QUERY_SHELF_LIST_LEFT_OUT);
    case PEAL_N_SHELVES:
      break;
    }
  g_assert_not_reached ();
}

static void
snapshot_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;
  GArray *ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, query_shelf (db, (PealShelf) args->id));
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_outbox_snapshot (PealStore *store,
                      PealShelf  shelf)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (shelf < PEAL_N_SHELVES);

  return peal_store_read (store, snapshot_job, peal_job_args_new ((gint64) shelf, NULL, NULL),
                          peal_job_args_free);
}

static void
snapshot_waiting_job (PealDb  *db,
                      gpointer data,
                      GValue  *result)
{
  const PealWaitingFilter *filter = data;
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SHELF_LIST_WAITING_FILTERED);
  GArray *ids = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":reason", filter->reason);
  peal_stmt_bind_int (stmt, ":account_id", filter->account_id);
  peal_stmt_bind_int (stmt, ":campaign_id", filter->campaign_id);
  peal_stmt_bind_int (stmt, ":kind", filter->kind);
  peal_stmt_bind_int (stmt, ":due", filter->due);
  peal_ids_take_rows (ids, stmt);
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_outbox_snapshot_waiting (PealStore               *store,
                              const PealWaitingFilter *filter)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (filter != NULL);

  return peal_store_read (store, snapshot_waiting_job, g_memdup2 (filter, sizeof *filter), g_free);
}

void
peal_waiting_source_free (PealWaitingSource *self)
{
  g_free (self->name);
  g_free (self);
}

/* Takes @name. */
static void
add_source (GPtrArray *sources,
            gint64     account_id,
            gint64     campaign_id,
            char      *name)
{
  PealWaitingSource *source = g_new0 (PealWaitingSource, 1);

  source->account_id = account_id;
  source->campaign_id = campaign_id;
  source->name = name;
  g_ptr_array_add (sources, source);
}

static void
list_sources_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  g_autoptr(PealStmt) accounts = peal_db_query (db, PEAL_QUERY_SHELF_LIST_ACCOUNTS);
  g_autoptr(PealStmt) campaigns = peal_db_query (db, PEAL_QUERY_SHELF_LIST_CAMPAIGNS);
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_waiting_source_free);

  peal_stmt_bind_int (campaigns, ":limit", MOST_CAMPAIGNS);
  while (peal_stmt_next (accounts))
    add_source (sources, peal_stmt_get_int (accounts, 0), 0, peal_stmt_dup_text (accounts, 1));
  while (peal_stmt_next (campaigns))
    add_source (sources, 0, peal_stmt_get_int (campaigns, 0), peal_stmt_dup_text (campaigns, 1));
  peal_result_take (result, G_TYPE_PTR_ARRAY, sources);
}

DexFuture *
peal_outbox_list_sources (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_sources_job, NULL, NULL);
}

static void
count_shelves_job (PealDb  *db,
                   gpointer data,
                   GValue  *result)
{
  g_autoptr(PealStmt) unknown = peal_db_query (db, PEAL_QUERY_SHELF_COUNT_UNKNOWN);
  gint64 counts[PEAL_N_SHELVES] = { 0 };

  if (peal_stmt_next (unknown))
    {
      counts[PEAL_SHELF_DECIDE] = peal_stmt_get_int (unknown, 0);
      counts[PEAL_SHELF_ASKING] = peal_stmt_get_int (unknown, 1);
    }
  counts[PEAL_SHELF_WAITING] = peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_SHELF_COUNT_WAITING));
  counts[PEAL_SHELF_FAILED] = peal_stmt_take_int (query_recent (db, PEAL_QUERY_SHELF_COUNT_FAILED));
  counts[PEAL_SHELF_LEFT_OUT] = peal_stmt_take_int (query_recent (db, PEAL_QUERY_SHELF_COUNT_LEFT_OUT));
  peal_result_take (result, G_TYPE_ARRAY, peal_ids_new (counts, PEAL_N_SHELVES));
}

DexFuture *
peal_outbox_count_shelves (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_shelves_job, NULL, NULL);
}

static void
look_ahead_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) unknown = peal_db_query (db, PEAL_QUERY_SHELF_COUNT_UNKNOWN);
  g_autoptr(PealStmt) queued = peal_db_query (db, PEAL_QUERY_SHELF_LOOK_AHEAD);
  gint64 ahead[PEAL_N_AHEAD] = { [PEAL_AHEAD_NEXT] = PEAL_TIME_NEVER };

  ahead[PEAL_AHEAD_IN_AIR] = peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_SHELF_COUNT_IN_AIR));
  if (peal_stmt_next (unknown))
    ahead[PEAL_AHEAD_ASKING] = peal_stmt_get_int (unknown, 1);
  peal_stmt_bind_int (queued, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (queued, ":soon", peal_db_get_now (db) + args->other);
  if (peal_stmt_next (queued))
    {
      ahead[PEAL_AHEAD_DUE] = peal_stmt_get_int (queued, 0);
      ahead[PEAL_AHEAD_SOON] = peal_stmt_get_int (queued, 1);
      ahead[PEAL_AHEAD_QUEUED] = peal_stmt_get_int (queued, 2);
      if (ahead[PEAL_AHEAD_QUEUED] > 0)
        ahead[PEAL_AHEAD_NEXT] = peal_stmt_get_int (queued, 3);
    }
  peal_result_take (result, G_TYPE_ARRAY, peal_ids_new (ahead, PEAL_N_AHEAD));
}

DexFuture *
peal_outbox_look_ahead (PealStore *store,
                        gint64     span)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, look_ahead_job, PEAL_JOB_ARGS (.other = span), peal_job_args_free);
}

static void
see_failures_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const PealJobArgs *args = data;

  for (guint i = 0; i < args->ids->len && !peal_db_has_failed (db); i++)
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SHELF_SEE_FAILURE);

      peal_stmt_bind_int (stmt, ":id", peal_ids_get (args->ids, i));
      if (!peal_stmt_next (stmt))
        continue;
      peal_db_touch (db, PEAL_CHANGE_TALK);
      peal_db_touch_conversation (db, peal_stmt_get_int (stmt, 0));
      peal_stmt_run (stmt);
    }
}

DexFuture *
peal_outbox_see_failures (PealStore    *store,
                          const gint64 *ids,
                          guint         n_ids)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, see_failures_job, peal_job_args_new_for_ids (ids, n_ids, NULL, NULL),
                           peal_job_args_free);
}

/* The common text --------------------------------------------------------------------------------- */

/* What the messages looked at so far have in common. */
typedef struct
{
  gboolean has_any;
  char *body;          /* NULL: they have different ones */
  gint64 campaign_id;  /* 0 = none, or different ones */
} Common;

/* FALSE: nothing is left that they have in common. */
static gboolean
look_at_text (PealDb *db,
              gint64  id,
              Common *common)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SHELF_GET_TEXT);

  peal_stmt_bind_int (stmt, ":id", id);
  if (!peal_stmt_next (stmt))
    return TRUE;
  if (!common->has_any)
    {
      common->body = peal_stmt_dup_text (stmt, 0);
      common->campaign_id = peal_stmt_get_int (stmt, 1);
      common->has_any = TRUE;
      return TRUE;
    }
  if (g_strcmp0 (common->body, peal_stmt_get_text (stmt, 0)) != 0)
    g_clear_pointer (&common->body, g_free);
  if (common->campaign_id != peal_stmt_get_int (stmt, 1))
    common->campaign_id = 0;
  return common->body != NULL || common->campaign_id != 0;
}

static char *
dup_template (PealDb *db,
              gint64  campaign_id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SHELF_GET_TEMPLATE);

  peal_stmt_bind_int (stmt, ":id", campaign_id);
  return peal_stmt_take_text (stmt);
}

static void
find_text_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  Common common = { 0 };

  for (guint i = 0; i < args->ids->len; i++)
    if (!look_at_text (db, peal_ids_get (args->ids, i), &common))
      break;
  /* What is a brace in it as it is, is one after it was read as a text with fields. */
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, common.body != NULL ? peal_merge_escape (common.body)
                                                   : dup_template (db, common.campaign_id));
  g_free (common.body);
}

DexFuture *
peal_outbox_find_text (PealStore    *store,
                       const gint64 *ids,
                       guint         n_ids)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (ids != NULL && n_ids > 0);

  return peal_store_read (store, find_text_job, peal_job_args_new_for_ids (ids, n_ids, NULL, NULL), peal_job_args_free);
}

/* peal-messages.c: messages, to read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-messages.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-messages-private.h"

#define DEFAULT_LIMIT 100

void
peal_message_row_free (PealMessageRow *self)
{
  g_free (self->uuid);
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self->display);
  g_free (self->zone);
  g_free (self->region);
  g_free (self->country);
  g_free (self->explanation);
  g_free (self->body);
  g_free (self->campaign);
  g_free (self->remote_id);
  g_free (self->provider_code);
  g_free (self->currency);
  g_free (self);
}

static PealMessageRow *
read_message (PealStmt *stmt,
              gint64    id)
{
  PealMessageRow *self = g_new0 (PealMessageRow, 1);

  self->id = id;
  self->uuid = peal_stmt_dup_text (stmt, 0);
  self->conversation_id = peal_stmt_get_int (stmt, 1);
  self->ours = peal_stmt_dup_text (stmt, 2);
  self->theirs = peal_stmt_dup_text (stmt, 3);
  self->contact_id = peal_stmt_get_int (stmt, 4);
  self->direction = (PealDirection) peal_stmt_get_int (stmt, 5);
  self->kind = (PealMessageKind) peal_stmt_get_int (stmt, 6);
  self->state = (PealMessageState) peal_stmt_get_int (stmt, 7);
  self->reason = (PealHoldReason) peal_stmt_get_int (stmt, 8);
  self->explanation = peal_stmt_dup_text (stmt, 9);
  self->body = peal_stmt_dup_text (stmt, 10);
  self->segments = (guint) peal_stmt_get_int (stmt, 11);
  self->account_id = peal_stmt_get_int (stmt, 12);
  self->campaign_id = peal_stmt_get_int (stmt, 13);
  self->campaign = peal_stmt_dup_text (stmt, 14);
  self->not_before = peal_stmt_get_int (stmt, 15);
  self->not_after = peal_stmt_get_time (stmt, 16);
  self->attempts = (guint) peal_stmt_get_int (stmt, 17);
  self->remote_id = peal_stmt_dup_text (stmt, 18);
  self->failure = (int) peal_stmt_get_int (stmt, 19);
  self->provider_code = peal_stmt_dup_text (stmt, 20);
  self->price_micros = peal_stmt_get_int (stmt, 21);
  self->currency = peal_stmt_dup_text (stmt, 22);
  self->created_at = peal_stmt_get_int (stmt, 23);
  self->submitted_at = peal_stmt_get_int (stmt, 24);
  self->settled_at = peal_stmt_get_int (stmt, 25);
  self->look_at = peal_stmt_get_int (stmt, 26);
  self->display = peal_stmt_dup_text (stmt, 27);
  self->zone = peal_stmt_dup_text (stmt, 28);
  self->region = peal_stmt_dup_text (stmt, 29);
  self->country = peal_stmt_dup_text (stmt, 30);
  self->is_sent_again = peal_stmt_get_int (stmt, 31);
  self->is_account_gone = peal_stmt_get_int (stmt, 32) != 0;
  return self;
}

/* NULL if there is none. */
static PealMessageRow *
load_message (PealDb *db,
              gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_GET_MESSAGE);

  peal_stmt_bind_int (stmt, ":id", id);
  return peal_stmt_next (stmt) ? read_message (stmt, id) : NULL;
}

static void
row_free (gpointer row)
{
  if (row != NULL)
    peal_message_row_free (row);
}

GPtrArray *
peal_messages_load (PealDb *db,
                    GArray *ids)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (rows, load_message (db, peal_ids_get (ids, i)));
  return rows;
}

static void
load_messages_job (PealDb  *db,
                   gpointer data,
                   GValue  *result)
{
  const PealJobArgs *args = data;

  peal_result_take (result, G_TYPE_PTR_ARRAY, peal_messages_load (db, args->ids));
}

DexFuture *
peal_talk_load_messages (PealStore    *store,
                         const gint64 *ids,
                         guint         n_ids)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, load_messages_job, peal_job_args_new_for_ids (ids, n_ids, NULL, NULL),
                          peal_job_args_free);
}

static gint64
before_or_all (gint64 before)
{
  return before != 0 ? before : G_MAXINT64;
}

/* By what they are -------------------------------------------------------------------------------- */

static void
filter_free (gpointer data)
{
  PealMessageFilter *filter = data;

  g_free ((char *) filter->number);
  g_free (filter);
}

/* The narrowest road to what @filter asks for. */
static PealStmt *
query_filtered (PealDb                  *db,
                const PealMessageFilter *filter)
{
  PealStmt *stmt;

  if (filter->number != NULL)
    {
      stmt = peal_db_query (db, PEAL_QUERY_TALK_LIST_OF_NUMBER);
      peal_stmt_bind_text (stmt, ":number", filter->number);
      peal_stmt_bind_id (stmt, ":campaign_id", filter->campaign_id);
    }
  else if (filter->campaign_id != 0)
    {
      stmt = peal_db_query (db, PEAL_QUERY_TALK_LIST_OF_CAMPAIGN);
      peal_stmt_bind_int (stmt, ":campaign_id", filter->campaign_id);
    }
  else
    stmt = peal_db_query (db, PEAL_QUERY_TALK_LIST);
  peal_stmt_bind_int (stmt, ":before", before_or_all (filter->before_id));
  peal_stmt_bind_int (stmt, ":since", filter->since);
  peal_stmt_bind_int (stmt, ":state", filter->state);
  peal_stmt_bind_int (stmt, ":direction", filter->direction);
  peal_stmt_bind_int (stmt, ":limit", filter->limit != 0 ? filter->limit : DEFAULT_LIMIT);
  return stmt;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(GArray) ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, query_filtered (db, data));
  peal_result_take (result, G_TYPE_PTR_ARRAY, peal_messages_load (db, ids));
}

DexFuture *
peal_messages_list (PealStore               *store,
                    const PealMessageFilter *filter)
{
  PealMessageFilter *copy;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (filter != NULL);

  copy = g_memdup2 (filter, sizeof *filter);
  copy->number = g_strdup (filter->number);
  return peal_store_read (store, list_job, copy, filter_free);
}

static void
count_by_state_job (PealDb  *db,
                    gpointer data,
                    GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_COUNT_BY_STATE);
  GArray *counts = g_array_new (FALSE, TRUE, sizeof (gint64));

  g_array_set_size (counts, PEAL_STATE_RECEIVED + 1);
  while (peal_stmt_next (stmt))
    {
      gint64 state = peal_stmt_get_int (stmt, 0);

      if (state >= 0 && state < counts->len)
        peal_ids_get (counts, state) = peal_stmt_get_int (stmt, 1);
    }
  peal_result_take (result, G_TYPE_ARRAY, counts);
}

DexFuture *
peal_messages_count_by_state (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_by_state_job, NULL, NULL);
}

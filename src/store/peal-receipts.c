/* peal-receipts.c: what the gateway says afterwards.
 *
 * Receipts come late, twice and in any order; a message only moves forwards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-receipts.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-money-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-store-private.h"

/* Waiting for ------------------------------------------------------------------------------------- */

static void
awaiting_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_AWAITING);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_awaiting_free);

  peal_stmt_bind_int (stmt, ":account_id", args->id);
  peal_stmt_bind_int (stmt, ":since", args->other);
  peal_stmt_bind_int (stmt, ":limit", args->limit);
  while (peal_stmt_next (stmt))
    {
      PealAwaiting *row = g_new0 (PealAwaiting, 1);

      row->message_id = peal_stmt_get_int (stmt, 0);
      row->submitted_at = peal_stmt_get_int (stmt, 1);
      row->remote_id = peal_stmt_dup_text (stmt, 2);
      g_ptr_array_add (rows, row);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, rows);
}

DexFuture *
peal_outbox_awaiting (PealStore *store,
                      gint64     account_id,
                      gint64     since,
                      guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, awaiting_job, PEAL_JOB_ARGS (.id = account_id, .other = since, .limit = limit),
                          peal_job_args_free);
}

/* Applying ----------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  GPtrArray *receipts; /* of PealReceipt */
} Receipts;

static void
receipts_free (gpointer data)
{
  Receipts *receipts = data;

  g_ptr_array_unref (receipts->receipts);
  g_free (receipts);
}

/* What the next one will cost. */
static void
learn_price (PealDb            *db,
             gint64             account_id,
             gint64             message_id,
             const PealReceipt *receipt)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_GET_OURS);

  peal_stmt_bind_int (stmt, ":id", message_id);
  if (peal_stmt_next (stmt))
    peal_money_learn_price (db, account_id, peal_stmt_get_text (stmt, 1), receipt->price_micros,
                            receipt->segments != 0 ? receipt->segments : peal_stmt_get_int (stmt, 2),
                            receipt->currency);
}

static void
set_price (PealDb            *db,
           gint64             message_id,
           const PealReceipt *receipt)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_SET_PRICE);

  peal_stmt_bind_int (stmt, ":id", message_id);
  peal_stmt_bind_int (stmt, ":price_micros", receipt->price_micros);
  peal_stmt_bind_text (stmt, ":currency", receipt->currency);
  peal_stmt_bind_id (stmt, ":segments", receipt->segments);
  peal_stmt_run (stmt);
  peal_db_touch (db, PEAL_CHANGE_OUTBOX);
}

static void
set_state (PealDb            *db,
           gint64             message_id,
           const PealReceipt *receipt)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_SETTLE);

  peal_stmt_bind_int (stmt, ":id", message_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":state", receipt->state);
  peal_stmt_bind_int (stmt, ":reason", PEAL_HOLD_NONE);
  if (*receipt->explanation != '\0')
    peal_stmt_bind_text (stmt, ":explanation", receipt->explanation);
  peal_stmt_bind_int (stmt, ":failure", peal_failure_class_to_db (receipt->failure));
  peal_stmt_bind_text (stmt, ":provider_code", receipt->provider_code);
  peal_stmt_bind_id (stmt, ":segments", receipt->segments);
  peal_stmt_run (stmt);
}

static void
record (PealDb            *db,
        gint64             message_id,
        gint64             conversation_id,
        PealMessageState   before,
        const PealReceipt *receipt)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (receipt->failure != PEAL_FAILURE_NONE)
    peal_payload_add_text (payload, "failure", peal_failure_class_to_string (receipt->failure));
  if (*receipt->provider_code != '\0')
    peal_payload_add_text (payload, "code", receipt->provider_code);
  peal_outbox_record_state (db, message_id, conversation_id, before, receipt->state, "gateway",
                            peal_payload_get_json (payload));
}

/* Whether the message has moved. */
static gboolean
apply_receipt (PealDb            *db,
               gint64             account_id,
               const PealReceipt *receipt)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_FIND_REMOTE);
  PealMessageState before;
  gint64 message_id;

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_text (stmt, ":remote_id", receipt->remote_id);
  if (!peal_stmt_next (stmt))
    return FALSE;
  message_id = peal_stmt_get_int (stmt, 0);
  before = (PealMessageState) peal_stmt_get_int (stmt, 1);
  if (*receipt->currency != '\0' && peal_stmt_get_int (stmt, 4))
    {
      set_price (db, message_id, receipt);
      learn_price (db, account_id, message_id, receipt);
    }
  if (!peal_message_state_can_follow (before, receipt->state))
    return FALSE;

  set_state (db, message_id, receipt);
  record (db, message_id, peal_stmt_get_int (stmt, 2), before, receipt);
  if (!peal_stmt_is_null (stmt, 3))
    peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
  return TRUE;
}

static void
apply_receipts_job (PealDb  *db,
                    gpointer data,
                    GValue  *result)
{
  const Receipts *receipts = data;
  gint64 n_moved = 0;

  for (guint i = 0; i < receipts->receipts->len && !peal_db_has_failed (db); i++)
    n_moved += apply_receipt (db, receipts->account_id, g_ptr_array_index (receipts->receipts, i));
  peal_result_set_int (result, n_moved);
}

DexFuture *
peal_outbox_apply_receipts (PealStore *store,
                            gint64     account_id,
                            GPtrArray *receipts)
{
  Receipts *data;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (receipts != NULL);

  data = g_new0 (Receipts, 1);
  data->account_id = account_id;
  data->receipts = g_ptr_array_ref (receipts);
  return peal_store_write (store, apply_receipts_job, data, receipts_free);
}

/* Whose is it? ------------------------------------------------------------------------------------ */

typedef struct
{
  gint64 account_id;
  GStrv remote_ids;
} Owned;

static void
owned_free (gpointer data)
{
  Owned *owned = data;

  g_strfreev (owned->remote_ids);
  g_free (owned);
}

static gboolean
is_owned (PealDb     *db,
          gint64      account_id,
          const char *remote_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_FIND_REMOTE);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_text (stmt, ":remote_id", remote_id);
  return peal_stmt_next (stmt);
}

static void
owned_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const Owned *owned = data;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; owned->remote_ids[i] != NULL; i++)
    if (is_owned (db, owned->account_id, owned->remote_ids[i]))
      g_strv_builder_add (builder, owned->remote_ids[i]);
  peal_result_take (result, G_TYPE_STRV, g_strv_builder_end (builder));
}

DexFuture *
peal_outbox_owned_remote_ids (PealStore         *store,
                              gint64             account_id,
                              const char *const *remote_ids)
{
  Owned *owned;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (remote_ids != NULL);

  owned = g_new0 (Owned, 1);
  owned->account_id = account_id;
  owned->remote_ids = g_strdupv ((GStrv) remote_ids);
  return peal_store_read (store, owned_job, owned, owned_free);
}

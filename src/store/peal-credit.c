/* peal-credit.c: whether accounts can pay for what waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-credit.h"

#include "peal-fiber.h"
#include "peal-job-args.h"

/* So many segments are always worth having in stock. */
#define STOCK 20

void
peal_credit_free (PealCredit *self)
{
  g_free (self->label);
  g_free (self);
}

static void
read_price (PealDb     *db,
            PealCredit *credit)
{
  g_autoptr(PealStmt) paid = peal_db_query (db, PEAL_QUERY_CREDIT_PAID);
  PealStmt *list;

  peal_stmt_bind_int (paid, ":account_id", credit->account_id);
  peal_stmt_bind_text (paid, ":currency", credit->currency);
  if (peal_stmt_next (paid) && peal_stmt_get_int (paid, 1) > 0)
    {
      credit->price_micros = peal_stmt_get_int (paid, 0) / peal_stmt_get_int (paid, 1);
      return;
    }
  list = peal_db_query (db, PEAL_QUERY_CREDIT_LIST_PRICE);
  peal_stmt_bind_int (list, ":account_id", credit->account_id);
  peal_stmt_bind_text (list, ":currency", credit->currency);
  credit->price_micros = peal_stmt_take_int (list);
}

static void
read_waiting (PealDb     *db,
              PealCredit *credit)
{
  PealStmt *count = peal_db_query (db, PEAL_QUERY_CREDIT_COUNT_WAITING);
  g_autoptr(PealStmt) sample = peal_db_query (db, PEAL_QUERY_CREDIT_COUNT_SEGMENTS);

  peal_stmt_bind_int (count, ":account_id", credit->account_id);
  credit->n_waiting = peal_stmt_take_int (count);
  peal_stmt_bind_int (sample, ":account_id", credit->account_id);
  if (peal_stmt_next (sample) && peal_stmt_get_int (sample, 1) > 0)
    credit->cost_micros = credit->price_micros * peal_stmt_get_int (sample, 0) * credit->n_waiting
                          / peal_stmt_get_int (sample, 1);
}

static void
load_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CREDIT_ACCOUNTS);
  GPtrArray *credits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_credit_free);

  while (peal_stmt_next (stmt))
    {
      PealCredit *credit = g_new0 (PealCredit, 1);

      credit->account_id = peal_stmt_get_int (stmt, 0);
      credit->label = peal_stmt_dup_text (stmt, 1);
      credit->balance_micros = peal_stmt_get_int (stmt, 2);
      g_strlcpy (credit->currency, peal_stmt_get_text (stmt, 3), sizeof credit->currency);
      read_price (db, credit);
      read_waiting (db, credit);
      g_ptr_array_add (credits, credit);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, credits);
}

DexFuture *
peal_credit_load (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, load_job, NULL, NULL);
}

gboolean
peal_credit_is_low (const PealCredit *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->balance_micros < 0)
    return FALSE;
  if (self->price_micros == 0)
    return self->balance_micros == 0 && self->n_waiting > 0;
  return self->cost_micros > self->balance_micros || self->balance_micros < STOCK * self->price_micros;
}

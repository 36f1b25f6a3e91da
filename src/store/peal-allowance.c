/* peal-allowance.c: all that an account may send and cost, read and stored as a whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-allowance.h"

#include "peal-accounts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-money-private.h"

G_DEFINE_BOXED_TYPE (PealAllowance, peal_allowance, peal_allowance_copy, peal_allowance_free)

PealAllowance *
peal_allowance_new (void)
{
  PealAllowance *self = g_new0 (PealAllowance, 1);

  self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);
  self->cap = g_new0 (PealMoneyCap, 1);
  self->cap->zone = g_strdup ("");
  return self;
}

PealAllowance *
peal_allowance_copy (const PealAllowance *self)
{
  PealAllowance *copy = g_memdup2 (self, sizeof *self);

  copy->limits = g_ptr_array_ref (self->limits);
  copy->cap = peal_money_cap_copy (self->cap);
  return copy;
}

void
peal_allowance_free (PealAllowance *self)
{
  g_ptr_array_unref (self->limits);
  peal_money_cap_free (self->cap);
  g_free (self);
}

/* What messages cost is told with each; where none has gone yet, the balance is in the same money. */
static void
read_currency (PealDb        *db,
               gint64         account_id,
               PealAllowance *allowance)
{
  g_autoptr(PealStmt) price = peal_db_query (db, PEAL_QUERY_PRICE_LIST);
  g_autoptr(PealStmt) balance = peal_db_query (db, PEAL_QUERY_BALANCE_GET);

  peal_stmt_bind_int (price, ":account_id", account_id);
  peal_stmt_bind_int (balance, ":account_id", account_id);
  allowance->has_price = peal_stmt_next (price);
  if (allowance->has_price)
    g_strlcpy (allowance->currency, peal_stmt_get_text (price, 2), sizeof allowance->currency);
  else if (peal_stmt_next (balance))
    g_strlcpy (allowance->currency, peal_stmt_get_text (balance, 2), sizeof allowance->currency);
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;
  PealAllowance *allowance = g_new0 (PealAllowance, 1);

  allowance->limits = peal_limits_read (db, args->id);
  allowance->cap = peal_money_read_cap (db, args->id);
  read_currency (db, args->id, allowance);
  peal_result_take (result, PEAL_TYPE_ALLOWANCE, allowance);
}

DexFuture *
peal_allowance_get (PealStore *store,
                    gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

/* Saving -------------------------------------------------------------------------------------------- */

typedef struct
{
  PealAccount *account;
  PealAllowance *allowance;
  char *actor;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  peal_account_free (save->account);
  peal_allowance_free (save->allowance);
  g_free (save->actor);
  g_free (save);
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Save *save = data;
  PealAccount *account = peal_account_put (db, save->account, save->actor);

  if (!peal_db_has_failed (db))
    peal_limits_put (db, account->id, save->allowance->limits, save->actor);
  if (!peal_db_has_failed (db))
    peal_money_put_cap (db, account->id, save->allowance->cap, save->actor);
  peal_result_take (result, PEAL_TYPE_ACCOUNT, account);
}

DexFuture *
peal_allowance_save (PealStore           *store,
                     const PealAccount   *account,
                     const PealAllowance *allowance,
                     const char          *actor)
{
  Save *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (account != NULL && allowance != NULL && actor != NULL);

  save = g_new0 (Save, 1);
  save->account = peal_account_copy (account);
  save->allowance = peal_allowance_copy (allowance);
  save->actor = g_strdup (actor);
  return peal_store_write (store, save_job, save, save_free);
}

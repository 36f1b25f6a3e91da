/* peal-purse.c: the budgets on the way of one message, inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-purse.h"

#include "peal-job-args.h"
#include "peal-money-private.h"

typedef struct
{
  PealLimitScope scope;
  const char *name; /* whose limits these are: the number or the class; "" = the account */
  PealLimit limits[PEAL_BUDGET_MAX_LIMITS];
  char *zones[PEAL_BUDGET_MAX_LIMITS];
  guint n_limits;
} Scope;

static void
scope_clear (Scope *self)
{
  for (guint i = 0; i < self->n_limits; i++)
    g_free (self->zones[i]);
}

/* The row of @stmt, if it limits this scope. */
static void
take_limit (Scope    *self,
            PealStmt *stmt)
{
  const char *name = peal_stmt_get_text (stmt, 1);
  PealLimit *limit = &self->limits[self->n_limits];

  if (peal_stmt_get_int (stmt, 0) != (gint64) self->scope || self->n_limits == PEAL_BUDGET_MAX_LIMITS
      || (*name != '\0' && !g_str_equal (name, self->name)))
    return;
  limit->unit = (PealLimitUnit) peal_stmt_get_int (stmt, 2);
  limit->n = peal_stmt_get_int (stmt, 3);
  limit->span = peal_stmt_get_int (stmt, 4);
  limit->burst = peal_stmt_get_int (stmt, 5);
  limit->zone = self->zones[self->n_limits] = peal_stmt_dup_text (stmt, 6);
  limit->reset_minute = (int) peal_stmt_get_int (stmt, 7);
  self->n_limits++;
}

/* FALSE if the account has no limits at all. */
static gboolean
load_limits (PealDb    *db,
             PealPurse *self,
             Scope     *scopes,
             guint      n_scopes)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_LIST);
  gboolean any = FALSE;

  peal_stmt_bind_int (stmt, ":account_id", self->account_id);
  while (peal_stmt_next (stmt))
    {
      any = TRUE;
      self->has_money |= peal_stmt_get_int (stmt, 0) == PEAL_LIMIT_SCOPE_MONEY;
      for (guint i = 0; i < n_scopes; i++)
        take_limit (&scopes[i], stmt);
    }
  return any;
}

static void
load_use (PealDb      *db,
          gint64       account_id,
          const Scope *scope,
          PealBudget  *budget)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_USE_GET);
  gint64 values[PEAL_BUDGET_MAX_SAVED];
  guint n = 0;

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":scope", scope->scope);
  peal_stmt_bind_text (stmt, ":name", scope->name);
  while (n < PEAL_BUDGET_MAX_SAVED && peal_stmt_next (stmt))
    values[n++] = peal_stmt_get_int (stmt, 0);
  peal_budget_load (budget, values, n, peal_db_get_now (db)); /* of other limits: they begin unused */
}

static void
add_budget (PealPurse   *self,
            PealDb      *db,
            const Scope *scope)
{
  PealBudget *budget = &self->budgets[self->n_budgets];

  if (scope->n_limits == 0)
    return;
  if (!peal_budget_init (budget, scope->limits, scope->n_limits, peal_db_get_now (db)))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A limit of account %" G_GINT64_FORMAT " is none; set its limits anew",
                    self->account_id);
      return;
    }
  load_use (db, self->account_id, scope, budget);
  self->scopes[self->n_budgets] = scope->scope;
  self->names[self->n_budgets] = g_strdup (scope->name);
  self->way[self->n_budgets] = budget;
  self->n_budgets++;
}

static char *
find_class (PealDb     *db,
            gint64      account_id,
            const char *ours)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SENDER_CLASS_GET);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_text (stmt, ":ours", ours);
  return peal_stmt_take_text (stmt);
}

gboolean
peal_purse_open (PealDb     *db,
                 gint64      account_id,
                 const char *ours,
                 PealPurse  *self)
{
  Scope scopes[PEAL_PURSE_BUDGETS] = {
    { .scope = PEAL_LIMIT_OF_ACCOUNT, .name = "" },
    { .scope = PEAL_LIMIT_OF_NUMBER, .name = ours },
    { .scope = PEAL_LIMIT_OF_CLASS },
  };
  g_autofree char *class = NULL;

  *self = (PealPurse) { .account_id = account_id };
  if (!load_limits (db, self, scopes, 2))
    return FALSE;
  class = find_class (db, account_id, ours);
  scopes[2].name = class;
  if (*class != '\0')
    load_limits (db, self, &scopes[2], 1);

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      add_budget (self, db, &scopes[i]);
      scope_clear (&scopes[i]);
    }
  return self->n_budgets > 0 || self->has_money;
}

void
peal_purse_clear (PealPurse *self)
{
  for (guint i = 0; i < self->n_budgets; i++)
    g_free (self->names[i]);
  self->n_budgets = 0;
}

gint64
peal_purse_get_wait (PealPurse      *self,
                     PealCost        cost,
                     gint64          now,
                     PealLimitScope *scope)
{
  gint64 longest = 0;

  for (guint i = 0; i < self->n_budgets; i++)
    {
      gint64 wait = peal_budget_get_wait (&self->budgets[i], cost, now);

      if (wait <= longest)
        continue;
      longest = wait;
      *scope = self->scopes[i];
    }
  return longest == 0 ? 0 : peal_budgets_get_wait (self->way, self->n_budgets, cost, now);
}

static void
save (PealDb    *db,
      PealPurse *self)
{
  for (guint i = 0; i < self->n_budgets; i++)
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_USE_SET);
      gint64 values[PEAL_BUDGET_MAX_SAVED];
      guint n = peal_budget_save (&self->budgets[i], values);
      g_autoptr(GArray) ids = peal_ids_new (values, n);
      g_autofree char *used = peal_ids_to_json (ids);

      peal_stmt_bind_int (stmt, ":account_id", self->account_id);
      peal_stmt_bind_int (stmt, ":scope", self->scopes[i]);
      peal_stmt_bind_text (stmt, ":name", self->names[i]);
      peal_stmt_bind_text (stmt, ":used", used);
      peal_stmt_run (stmt);
    }
}

void
peal_purse_spend (PealDb    *db,
                  PealPurse *self,
                  PealCost   cost)
{
  for (guint i = 0; i < self->n_budgets; i++)
    peal_budget_spend (&self->budgets[i], cost, peal_db_get_now (db));
  save (db, self);
}

void
peal_purse_give_back (PealDb    *db,
                      PealPurse *self,
                      PealCost   cost,
                      gint64     spent_at)
{
  for (guint i = 0; i < self->n_budgets; i++)
    peal_budget_give_back (&self->budgets[i], cost, spent_at, peal_db_get_now (db));
  save (db, self);
}

/* peal-limits.c: how much may be sent through an account, and how fast.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-limits.h"

#include "peal-clock.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-money-private.h"
#include "peal-payload.h"
#include "peal-purse.h"

PealAccountLimit *
peal_account_limit_new (PealLimitScope   scope,
                        const char      *name,
                        const PealLimit *limit)
{
  PealAccountLimit *self = g_new0 (PealAccountLimit, 1);

  self->scope = scope;
  self->name = g_strdup (name);
  self->limit = *limit;
  self->zone = g_strdup (peal_text (limit->zone));
  self->limit.zone = self->zone;
  return self;
}

void
peal_account_limit_free (PealAccountLimit *self)
{
  g_free (self->name);
  g_free (self->zone);
  g_free (self);
}

GPtrArray *
peal_limits_read (PealDb *db,
                  gint64  account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_LIST);
  GPtrArray *limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  while (peal_stmt_next (stmt))
    {
      PealLimit limit = {
        .unit = (PealLimitUnit) peal_stmt_get_int (stmt, 2),
        .n = peal_stmt_get_int (stmt, 3),
        .span = peal_stmt_get_int (stmt, 4),
        .burst = peal_stmt_get_int (stmt, 5),
        .zone = peal_stmt_get_text (stmt, 6),
        .reset_minute = (int) peal_stmt_get_int (stmt, 7),
      };

      if (peal_stmt_get_int (stmt, 0) != PEAL_LIMIT_SCOPE_MONEY)
        g_ptr_array_add (limits, peal_account_limit_new ((PealLimitScope) peal_stmt_get_int (stmt, 0),
                                                         peal_stmt_get_text (stmt, 1), &limit));
    }
  return limits;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  peal_result_take (result, G_TYPE_PTR_ARRAY, peal_limits_read (db, ((const PealJobArgs *) data)->id));
}

DexFuture *
peal_limits_list (PealStore *store,
                  gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

/* Replacing ---------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  GPtrArray *limits; /* of PealAccountLimit */
  char *actor;
} Replace;

static void
replace_free (gpointer data)
{
  Replace *replace = data;

  g_ptr_array_unref (replace->limits);
  g_free (replace->actor);
  g_free (replace);
}

static gboolean
is_known_scope (PealLimitScope scope)
{
  return scope == PEAL_LIMIT_OF_ACCOUNT || scope == PEAL_LIMIT_OF_NUMBER || scope == PEAL_LIMIT_OF_CLASS;
}

/* A budget takes what it is given or nothing: so it is the judge of limits. */
static gboolean
are_limits (GPtrArray *limits,
            gint64     now)
{
  PealBudget budget;

  for (PealLimitScope scope = PEAL_LIMIT_OF_ACCOUNT; scope <= PEAL_LIMIT_OF_CLASS; scope++)
    {
      guint n = 0;

      for (guint i = 0; i < limits->len; i++)
        {
          const PealAccountLimit *limit = g_ptr_array_index (limits, i);

          if (!is_known_scope (limit->scope) || !peal_budget_init (&budget, &limit->limit, 1, now))
            return FALSE;
          n += limit->scope == scope;
        }
      if (n > PEAL_BUDGET_MAX_LIMITS)
        return FALSE;
    }
  return TRUE;
}

static void
insert (PealDb                 *db,
        gint64                  account_id,
        guint                   position,
        const PealAccountLimit *limit)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_INSERT);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":scope", limit->scope);
  peal_stmt_bind_text (stmt, ":name", limit->name);
  peal_stmt_bind_int (stmt, ":position", position);
  peal_stmt_bind_int (stmt, ":unit", limit->limit.unit);
  peal_stmt_bind_int (stmt, ":n", limit->limit.n);
  peal_stmt_bind_int (stmt, ":span", limit->limit.span);
  peal_stmt_bind_int (stmt, ":burst", limit->limit.burst);
  peal_stmt_bind_text (stmt, ":zone", limit->zone);
  peal_stmt_bind_int (stmt, ":reset_minute", limit->limit.reset_minute);
  peal_stmt_run (stmt);
}

static void
run_for_account (PealDb   *db,
                 PealQuery query,
                 gint64    account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_run (stmt);
}

void
peal_limits_look_again (PealDb *db,
                        gint64  account_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_RELEASE);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  peal_db_touch (db, PEAL_CHANGE_ACCOUNTS | PEAL_CHANGE_OUTBOX | PEAL_CHANGE_HELD);
}

void
peal_limits_put (PealDb     *db,
                 gint64      account_id,
                 GPtrArray  *limits,
                 const char *actor)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (!are_limits (limits, peal_db_get_now (db)))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A limit is none; give a count, and a span or the hour at which a day begins");
      return;
    }
  run_for_account (db, PEAL_QUERY_LIMIT_CLEAR, account_id);
  for (guint i = 0; i < limits->len; i++)
    insert (db, account_id, i, g_ptr_array_index (limits, i));
  peal_payload_add_int (payload, "limits", limits->len);
  peal_ledger_append_about (db, peal_db_get_now (db), actor, "account.limits_changed", "account", account_id,
                            peal_payload_get_json (payload));
  peal_limits_look_again (db, account_id);
}

static void
replace_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const Replace *replace = data;

  peal_limits_put (db, replace->account_id, replace->limits, replace->actor);
}

DexFuture *
peal_limits_replace (PealStore  *store,
                     gint64      account_id,
                     GPtrArray  *limits,
                     const char *actor)
{
  Replace *replace;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (limits != NULL && actor != NULL);

  replace = g_new0 (Replace, 1);
  replace->account_id = account_id;
  replace->limits = g_ptr_array_ref (limits);
  replace->actor = g_strdup (actor);
  return peal_store_write (store, replace_job, replace, replace_free);
}

/* Classes ------------------------------------------------------------------------------------------ */

typedef struct
{
  gint64 account_id;
  char *ours;
  char *class;
  char *actor;
} SetClass;

static void
set_class_free (gpointer data)
{
  SetClass *set = data;

  g_free (set->ours);
  g_free (set->class);
  g_free (set->actor);
  g_free (set);
}

static void
set_class_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const SetClass *set = data;
  gboolean none = *set->class == '\0';
  g_autoptr(PealStmt) stmt = peal_db_query (db, none ? PEAL_QUERY_SENDER_CLASS_CLEAR : PEAL_QUERY_SENDER_CLASS_SET);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_stmt_bind_int (stmt, ":account_id", set->account_id);
  peal_stmt_bind_text (stmt, ":ours", set->ours);
  if (!none)
    peal_stmt_bind_text (stmt, ":class", set->class);
  peal_stmt_run (stmt);
  peal_payload_add_text (payload, "number", set->ours);
  peal_payload_add_text (payload, "class", set->class);
  peal_ledger_append_about (db, peal_db_get_now (db), set->actor, "account.class_changed", "account", set->account_id,
                            peal_payload_get_json (payload));
  peal_limits_look_again (db, set->account_id);
}

DexFuture *
peal_limits_set_class (PealStore  *store,
                       gint64      account_id,
                       const char *ours,
                       const char *class,
                       const char *actor)
{
  SetClass *set;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (ours != NULL && class != NULL && actor != NULL);

  set = g_new0 (SetClass, 1);
  set->account_id = account_id;
  set->ours = g_strdup (ours);
  set->class = g_strdup (class);
  set->actor = g_strdup (actor);
  return peal_store_write (store, set_class_job, set, set_class_free);
}

/* Estimating --------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  char *ours;
  double rate_per_sec;
  gint64 n_messages;
  gint64 n_segments;
} Estimate;

static void
estimate_free (gpointer data)
{
  Estimate *estimate = data;

  g_free (estimate->ours);
  g_free (estimate);
}

/* Adds what the account has due already. */
static void
count_queue (PealDb   *db,
             Estimate *estimate)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_QUEUE);

  peal_stmt_bind_int (stmt, ":account_id", estimate->account_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_next (stmt))
    return;
  estimate->n_messages += peal_stmt_get_int (stmt, 0);
  estimate->n_segments += peal_stmt_get_int (stmt, 1);
}

static void
estimate_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  Estimate *estimate = data;
  gint64 now = peal_db_get_now (db);
  g_auto(PealPurse) purse = { 0 };
  PealBudget *way[PEAL_PURSE_BUDGETS + 1];
  PealBudget rate;
  guint n = 0;
  gint64 end;

  count_queue (db, estimate);
  peal_purse_open (db, estimate->account_id, estimate->ours, &purse);
  for (; n < purse.n_budgets; n++)
    way[n] = purse.way[n];
  if (estimate->rate_per_sec > 0)
    {
      PealLimit limit = peal_limit_per_second (PEAL_LIMIT_SEGMENTS, estimate->rate_per_sec);

      if (peal_budget_init (&rate, &limit, 1, now))
        way[n++] = &rate;
    }
  if (n == 0 || estimate->n_messages <= 0)
    end = now;
  else
    end = peal_budgets_get_finish (way, n, (PealCost) {
      .messages = 1, .segments = MAX ((estimate->n_segments + estimate->n_messages - 1) / estimate->n_messages, 1),
    }, estimate->n_messages, now);
  peal_result_set_int (result, end == G_MAXINT64 ? PEAL_TIME_NEVER : end);
}

DexFuture *
peal_limits_estimate (PealStore  *store,
                      gint64      account_id,
                      const char *ours,
                      double      rate_per_sec,
                      gint64      n_messages,
                      gint64      n_segments)
{
  Estimate *estimate;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (ours != NULL && n_messages >= 0 && n_segments >= 0);

  estimate = g_new0 (Estimate, 1);
  estimate->account_id = account_id;
  estimate->ours = g_strdup (ours);
  estimate->rate_per_sec = rate_per_sec;
  estimate->n_messages = n_messages;
  estimate->n_segments = n_segments;
  return peal_store_read (store, estimate_job, estimate, estimate_free);
}

/* peal-money.c: what an account may cost in a day.
 *
 * What was spent stands where the use of limits stands: day's start, its end, and
 * the sum. A cap that changes keeps it, so that nobody is given a second day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-money-private.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-phone.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (PealMoneyCap, peal_money_cap, peal_money_cap_copy, peal_money_cap_free)

PealMoneyCap *
peal_money_cap_copy (const PealMoneyCap *self)
{
  PealMoneyCap *copy = g_memdup2 (self, sizeof *self);

  copy->zone = g_strdup (self->zone);
  return copy;
}

void
peal_money_cap_free (PealMoneyCap *self)
{
  g_free (self->zone);
  g_free (self);
}

/* Sets the day of @now that begins at @reset_minute in @zone. FALSE if there is no such day. */
static gboolean
find_day (const char *zone,
          int         reset_minute,
          gint64      now,
          gint64     *start,
          gint64     *end)
{
  PealLimit day = { .unit = PEAL_LIMIT_MESSAGES, .n = 1, .burst = 1, .zone = zone, .reset_minute = reset_minute };
  PealBudget budget;

  if (!peal_budget_init (&budget, &day, 1, now))
    return FALSE;
  peal_budget_get_wait (&budget, (PealCost) { .messages = 1 }, now); /* which begins it */
  *start = budget.uses[0].start;
  *end = budget.uses[0].end;
  return TRUE;
}

static void
load_spent (PealDb    *db,
            PealMoney *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_USE_GET);
  gint64 values[2] = { 0, 0 };
  guint n = 0;

  peal_stmt_bind_int (stmt, ":account_id", self->account_id);
  peal_stmt_bind_int (stmt, ":scope", PEAL_LIMIT_SCOPE_MONEY);
  peal_stmt_bind_text (stmt, ":name", self->currency);
  while (n < G_N_ELEMENTS (values) && peal_stmt_next (stmt))
    values[n++] = peal_stmt_get_int (stmt, 0);
  /* A clock that was set back stays in the day that it had. */
  if (n == G_N_ELEMENTS (values) && values[0] >= self->start)
    self->spent = MAX (values[1], 0);
}

gboolean
peal_money_open (PealDb    *db,
                 gint64     account_id,
                 PealMoney *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_MONEY_GET);

  *self = (PealMoney) { .account_id = account_id };
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  if (!peal_stmt_next (stmt))
    return FALSE;
  self->cap = peal_stmt_get_int (stmt, 0);
  g_strlcpy (self->currency, peal_stmt_get_text (stmt, 1), sizeof self->currency);
  if (!find_day (peal_stmt_get_text (stmt, 2), (int) peal_stmt_get_int (stmt, 3), peal_db_get_now (db), &self->start,
                 &self->end))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "The day of account %" G_GINT64_FORMAT " is none; set its money anew",
                    account_id);
      return FALSE;
    }
  load_spent (db, self);
  return TRUE;
}

gint64
peal_money_find_price (PealDb          *db,
                       const PealMoney *self,
                       const char      *theirs)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PRICE_FIND);
  char region[4];

  peal_phone_get_region (theirs, region);
  peal_stmt_bind_int (stmt, ":account_id", self->account_id);
  peal_stmt_bind_text (stmt, ":region", region);
  peal_stmt_bind_text (stmt, ":currency", self->currency);
  return peal_stmt_next (stmt) ? MAX (peal_stmt_get_int (stmt, 0), 0) : -1;
}

PealMoneyVerdict
peal_money_judge (PealDb          *db,
                  const PealMoney *self,
                  const char      *theirs,
                  guint            segments,
                  gint64          *cost)
{
  gint64 price = peal_money_find_price (db, self, theirs);

  if (price < 0)
    return PEAL_MONEY_NO_PRICE;
  if (__builtin_mul_overflow (price, (gint64) MAX (segments, 1), cost) || *cost > self->cap)
    return PEAL_MONEY_TOO_DEAR;
  return *cost > peal_money_get_left (self) ? PEAL_MONEY_SPENT : PEAL_MONEY_ENOUGH;
}

gint64
peal_money_get_left (const PealMoney *self)
{
  return MAX (self->cap - self->spent, 0);
}

static void
save (PealDb          *db,
      const PealMoney *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LIMIT_USE_SET);
  const gint64 values[] = { self->start, self->spent };
  g_autoptr(GArray) ids = peal_ids_new (values, G_N_ELEMENTS (values));
  g_autofree char *used = peal_ids_to_json (ids);

  peal_stmt_bind_int (stmt, ":account_id", self->account_id);
  peal_stmt_bind_int (stmt, ":scope", PEAL_LIMIT_SCOPE_MONEY);
  peal_stmt_bind_text (stmt, ":name", self->currency);
  peal_stmt_bind_text (stmt, ":used", used);
  peal_stmt_run (stmt);
}

void
peal_money_spend (PealDb    *db,
                  PealMoney *self,
                  gint64     micros)
{
  if (__builtin_add_overflow (self->spent, micros, &self->spent))
    self->spent = G_MAXINT64;
  save (db, self);
}

void
peal_money_give_back (PealDb    *db,
                      PealMoney *self,
                      gint64     micros,
                      gint64     spent_at)
{
  if (spent_at < self->start)
    return;
  self->spent = MAX (self->spent - micros, 0);
  save (db, self);
}

void
peal_money_learn_price (PealDb     *db,
                        gint64      account_id,
                        const char *theirs,
                        gint64      micros,
                        gint64      segments,
                        const char *currency)
{
  g_autoptr(PealStmt) stmt = NULL;
  char region[4];

  /* A price of nothing is one that is not known yet: test credentials, a bill that comes later. */
  if (micros <= 0 || *currency == '\0' || !peal_phone_get_region (theirs, region))
    return;
  stmt = peal_db_query (db, PEAL_QUERY_PRICE_LEARN);
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_text (stmt, ":region", region);
  peal_stmt_bind_int (stmt, ":micros", micros / MAX (segments, 1));
  peal_stmt_bind_text (stmt, ":currency", currency);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  if (peal_db_get_n_changed (db) > 0)
    peal_db_touch (db, PEAL_CHANGE_ACCOUNTS);
}

/* For people ---------------------------------------------------------------------------------------- */

PealMoneyCap *
peal_money_read_cap (PealDb *db,
                     gint64  account_id)
{
  PealMoneyCap *cap = g_new0 (PealMoneyCap, 1);
  PealMoney money;

  if (peal_money_open (db, account_id, &money))
    {
      g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_MONEY_GET);

      peal_stmt_bind_int (stmt, ":account_id", account_id);
      if (peal_stmt_next (stmt))
        {
          cap->zone = peal_stmt_dup_text (stmt, 2);
          cap->reset_minute = (int) peal_stmt_get_int (stmt, 3);
        }
      cap->micros = money.cap;
      g_strlcpy (cap->currency, money.currency, sizeof cap->currency);
      cap->spent = money.spent;
      cap->renews_at = money.end;
    }
  if (cap->zone == NULL)
    cap->zone = g_strdup ("");
  return cap;
}

static void
get_cap_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  peal_result_take (result, PEAL_TYPE_MONEY_CAP, peal_money_read_cap (db, ((const PealJobArgs *) data)->id));
}

DexFuture *
peal_money_get_cap (PealStore *store,
                    gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_cap_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

typedef struct
{
  gint64 account_id;
  PealMoneyCap *cap;
  char *actor;
} SetCap;

static void
set_cap_free (gpointer data)
{
  SetCap *set = data;

  peal_money_cap_free (set->cap);
  g_free (set->actor);
  g_free (set);
}

static gboolean
is_cap (const PealMoneyCap *cap,
        gint64              now)
{
  gint64 start, end;

  return cap->micros > 0 && strlen (cap->currency) == 3 && find_day (cap->zone, cap->reset_minute, now, &start, &end);
}

void
peal_money_put_cap (PealDb             *db,
                    gint64              account_id,
                    const PealMoneyCap *cap,
                    const char         *actor)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, cap->micros == 0 ? PEAL_QUERY_MONEY_CLEAR : PEAL_QUERY_MONEY_SET);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (cap->micros != 0 && !is_cap (cap, peal_db_get_now (db)))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "This is no money of a day; give a sum, a currency and the day's zone");
      return;
    }
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  if (cap->micros != 0)
    {
      peal_stmt_bind_int (stmt, ":n", cap->micros);
      peal_stmt_bind_text (stmt, ":currency", cap->currency);
      peal_stmt_bind_text (stmt, ":zone", cap->zone);
      peal_stmt_bind_int (stmt, ":reset_minute", cap->reset_minute);
    }
  peal_stmt_run (stmt);
  peal_payload_add_int (payload, "micros", cap->micros);
  peal_payload_add_text (payload, "currency", cap->currency);
  peal_ledger_append_about (db, peal_db_get_now (db), actor, "account.money_changed", "account", account_id,
                            peal_payload_get_json (payload));
  peal_limits_look_again (db, account_id);
}

static void
set_cap_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const SetCap *set = data;

  peal_money_put_cap (db, set->account_id, set->cap, set->actor);
}

DexFuture *
peal_money_set_cap (PealStore          *store,
                    gint64              account_id,
                    const PealMoneyCap *cap,
                    const char         *actor)
{
  SetCap *set;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (cap != NULL && actor != NULL);

  set = g_new0 (SetCap, 1);
  set->account_id = account_id;
  set->cap = peal_money_cap_copy (cap);
  if (set->cap->zone == NULL)
    set->cap->zone = g_strdup ("");
  set->actor = g_strdup (actor);
  return peal_store_write (store, set_cap_job, set, set_cap_free);
}

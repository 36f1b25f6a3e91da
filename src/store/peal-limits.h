/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-limits.h: how much may be sent through an account, and how fast.
 *
 * Limits belong to the account as a whole, to each of its numbers, or to the
 * registered class (a 10DLC or DLT campaign) that numbers send for; domain rules
 * are counts of messages or segments in a span, or in a day that begins at some
 * hour of some zone (core/peal-budget.h). They are asked and spent in the
 * transaction that claims a message, so they hold over crashes, restarts and
 * several processes; what was provably not accepted is given back.
 *
 * All functions return at once; futures reject with PEAL_STORE_ERROR.
 */

#pragma once

#include "peal-budget.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* Stored in account_limit.scope: append only. */
typedef enum
{
  PEAL_LIMIT_OF_ACCOUNT = 1,
  PEAL_LIMIT_OF_NUMBER = 2,
  PEAL_LIMIT_OF_CLASS = 3,
} PealLimitScope;

/* Strings owned, never NULL. */
typedef struct
{
  PealLimitScope scope;
  char *name;           /* of the number or class; "" = each for itself, and for the account */
  PealLimit limit;      /* its zone is the string below */
  char *zone;
} PealAccountLimit;

/* Copies @limit and its zone. */
PealAccountLimit *peal_account_limit_new (PealLimitScope   scope,
                                          const char      *name,
                                          const PealLimit *limit);
void peal_account_limit_free (PealAccountLimit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAccountLimit, peal_account_limit_free)

/* Resolves to a GPtrArray of PealAccountLimit, in the order in which they were given. */
DexFuture *peal_limits_list (PealStore *store,
                             gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* The account's limits are now exactly @limits (of PealAccountLimit; not changed any more). One that
 * was there before goes on with what has been used of it; where the number of limits of a scope
 * changes, that scope begins unused. Resolves to TRUE; _INVALID if a limit is none, or if there are
 * more than PEAL_BUDGET_MAX_LIMITS of a scope. */
DexFuture *peal_limits_replace (PealStore  *store,
                                gint64      account_id,
                                GPtrArray  *limits,
                                const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* @ours sends for the registered @class from now on; "" = for none. Resolves to TRUE. */
DexFuture *peal_limits_set_class (PealStore  *store,
                                  gint64      account_id,
                                  const char *ours,
                                  const char *class,
                                  const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* When the last of @n_messages of @n_segments together is expected to have gone from @ours, behind
 * what the account has due already, by its limits and its rate alone (segments a second, 0 = none).
 * Now, if nothing limits it. Resolves to a gint64: PEAL_TIME_NEVER = not within ten years. */
DexFuture *peal_limits_estimate (PealStore  *store,
                                 gint64      account_id,
                                 const char *ours,
                                 double      rate_per_sec,
                                 gint64      n_messages,
                                 gint64      n_segments) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

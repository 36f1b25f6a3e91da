/* peal-purse.h: the budgets on the way of one message, inside a job. Private to store/.
 *
 * Read from the workspace, spent and written back within one transaction:
 * nothing of it is kept in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-limits.h"

G_BEGIN_DECLS

#define PEAL_PURSE_BUDGETS 3 /* account, number, class */

typedef struct
{
  gint64 account_id;
  guint n_budgets;
  PealLimitScope scopes[PEAL_PURSE_BUDGETS];
  char *names[PEAL_PURSE_BUDGETS];
  PealBudget budgets[PEAL_PURSE_BUDGETS];
  PealBudget *way[PEAL_PURSE_BUDGETS]; /* the same, as core/peal-budget.h wants them */
  gboolean has_money; /* the account may cost so much in a day: see peal-money-private.h */
} PealPurse;

/* What limits a message from @ours through the account. FALSE: nothing does, and there is nothing to clear. */
gboolean peal_purse_open (PealDb     *db,
                          gint64      account_id,
                          const char *ours,
                          PealPurse  *self);
void peal_purse_clear (PealPurse *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PealPurse, peal_purse_clear)

/* How long until @cost may go; 0 = now, G_MAXINT64 = never. @scope says whose limit makes it wait. */
gint64 peal_purse_get_wait (PealPurse      *self,
                            PealCost        cost,
                            gint64          now,
                            PealLimitScope *scope);

void peal_purse_spend (PealDb    *db,
                       PealPurse *self,
                       PealCost   cost);
void peal_purse_give_back (PealDb    *db,
                           PealPurse *self,
                           PealCost   cost,
                           gint64     spent_at);

G_END_DECLS

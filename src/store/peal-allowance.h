/* peal-allowance.h: all that an account may send and cost, read and stored as a whole.
 *
 * The limits of peal-limits.h and the cap of peal-money.h together, for whoever
 * shows and changes them side by side: they are stored in one job with their
 * account, so that an account never sends by half of what was decided about it.
 *
 * All functions return at once; futures reject with PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-limits.h"
#include "peal-money.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *limits;  /* of PealAccountLimit; shared, not changed any more */
  PealMoneyCap *cap;
  gboolean has_price; /* what a message costs is known. Read only */
  char currency[4];   /* that the account is billed in; "" = not known yet. Read only */
} PealAllowance;

GType peal_allowance_get_type (void);
#define PEAL_TYPE_ALLOWANCE (peal_allowance_get_type ())

/* No limits, no cap. */
PealAllowance *peal_allowance_new (void);
PealAllowance *peal_allowance_copy (const PealAllowance *self);
void peal_allowance_free (PealAllowance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAllowance, peal_allowance_free)

/* Resolves to a PealAllowance. */
DexFuture *peal_allowance_get (PealStore *store,
                               gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* peal_account_save (), peal_limits_replace () and peal_money_set_cap () in one job: all or nothing.
 * Copies both. Resolves to the account as stored (PealAccount); rejects as each of them does. */
DexFuture *peal_allowance_save (PealStore           *store,
                                const PealAccount   *account,
                                const PealAllowance *allowance,
                                const char          *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

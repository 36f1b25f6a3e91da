/* peal-credit.h: whether accounts can pay for what waits.
 *
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 account_id;
  char *label;
  gint64 balance_micros;     /* as the gateway said last */
  char currency[4];
  gint64 price_micros;       /* of a segment: what the latest did cost, else the dearest known; 0 = not known */
  gint64 n_waiting;          /* messages that will go by themselves; counted up to 100,000 */
  gint64 cost_micros;        /* of those, about; 0 = not known */
} PealCredit;

void peal_credit_free (PealCredit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealCredit, peal_credit_free)

/* Resolves to a GPtrArray of PealCredit: the accounts in use whose balance is known, by label. */
DexFuture *peal_credit_load (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* What waits costs more than there is, or there is hardly enough for twenty short messages. A negative
 * balance is that of an account that is paid afterwards: never low. */
gboolean peal_credit_is_low (const PealCredit *self);

G_END_DECLS

/* peal-budget-private.h: one limit and what has been used of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-budget.h"

G_BEGIN_DECLS

/* What the limit counts of @cost. */
gint64 peal_use_count (const PealUse *self,
                       PealCost       cost);

/* Rate: by how much @cost delays what follows; 0 for a day. */
gint64 peal_use_get_price (const PealUse *self,
                           PealCost       cost);

/* Rate: from when on the bucket has enough for @cost, or is full. */
gint64 peal_use_get_ready (const PealUse *self,
                           PealCost       cost);

/* Day: makes the day that @now is in the current one. */
void peal_use_turn (PealUse *self,
                    gint64   now);

G_END_DECLS

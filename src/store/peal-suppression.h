/* peal-suppression.h: the marks of numbers whose people were erased.
 *
 * A mark tells nobody its number (peal-suppression-private.h): it can be counted,
 * and whoever has a number can ask whether it is one of them. There is no list.
 * Main thread only; both functions return at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* Resolves to how many there are (gint64). */
DexFuture *peal_suppression_count (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to when @e164 was marked (gint64, microseconds UTC), 0 = it was not. The number is kept nowhere. */
DexFuture *peal_suppression_check (PealStore  *store,
                                   const char *e164) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

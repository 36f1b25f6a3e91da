/* peal-hand-over.h: what waits at an account that nobody uses any more, to another.
 *
 * Nothing that was queued is forgotten (R-SEND-2): what waits at a removed account
 * stays in sight until a person hands it over or takes it back. No rule is asked
 * where it goes, for the person says it; the claim asks them, as of every message.
 * Main thread only; every function returns at once. Futures reject with
 * PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* Resolves to a gint64: how many messages are queued at the account; 0 = at all that were removed. */
DexFuture *peal_hand_over_count (PealStore *store,
                                 gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* Moves what is queued at @from (0 = at all that were removed) to @to, from the number that this one sends from.
 * Only what no account may have is touched (R-SEND-1, R-SEND-3). It stays one message, with its attempts; what
 * waited for a time, an hour of the law or a person still does, and what the old account held is due. Many are
 * taken in pieces, a transaction each, so that a crash leaves each here or there, and the same can be said again.
 * Ledger: "message.moved" for each. Resolves to how many were moved (gint64). _INVALID: @to is not in use, or has no
 * number. */
DexFuture *peal_hand_over (PealStore  *store,
                           gint64      from,
                           gint64      to,
                           const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

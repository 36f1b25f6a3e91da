/* peal-hand-over.h: what waits at an account that nobody uses any more, to another.
 *
 * Nothing that was queued or planned is forgotten (R-SEND-2): what waits at a removed account
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

typedef struct
{
  gint64 n_messages;         /* queued */
  gint64 n_schedules;        /* active or paused */
} PealHandOver;

GType peal_hand_over_get_type (void);
#define PEAL_TYPE_HAND_OVER (peal_hand_over_get_type ())
PealHandOver *peal_hand_over_copy (const PealHandOver *self);
void peal_hand_over_free (PealHandOver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealHandOver, peal_hand_over_free)

gboolean peal_hand_over_is_empty (const PealHandOver *self);

/* Resolves to a PealHandOver: what waits at the account; 0 = at all that were removed. */
DexFuture *peal_hand_over_count (PealStore *store,
                                 gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* Moves what is queued or planned at @from (0 = at all that were removed) to @to, messages to the number that this one
 * sends from. Of messages only what no account may have is touched (R-SEND-1, R-SEND-3). Each stays one message, with
 * its attempts; what waited for a time, an hour of the law or a person still does, and what the old account held is due.
 * Many are taken in pieces, a transaction each, so that a crash leaves each here or there, and the same can be said
 * again; schedules come first, in one. Ledger: "schedule.moved", "message.moved" for each. Resolves to a PealHandOver:
 * what was moved. _INVALID: @to is not in use, or has no number. */
DexFuture *peal_hand_over (PealStore  *store,
                           gint64      from,
                           gint64      to,
                           const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

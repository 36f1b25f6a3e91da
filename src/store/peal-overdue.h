/* peal-overdue.h: queued messages whose time came while nobody could send them.
 *
 * The program was off, the computer slept, the clock was set: each message that
 * somebody had promised a time (PealQueued.promised) and that became due
 * meanwhile is judged once by core/peal-missed: it goes late, is left out, or is
 * kept with PEAL_HOLD_ASK until a person has decided. Judged is before anything
 * is claimed: the jobs of a store run in order. What waits its turn in a long
 * queue, or for its account, is not late in this sense.
 *
 * Main thread only; every function returns at once; futures reject with
 * PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* What message.explanation says of one that is asked about: a PealMissedReason's name. */
#define PEAL_OVERDUE_COPY "copy"

/* When the engine was last seen at work, by the wall clock; PEAL_TIME_NEVER = never. Resolves to a
 * gint64. */
DexFuture *peal_overdue_last_alive (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* For the holder of the engine lock, before its first claim: judges what became due since the
 * engine was last alive, and says that it is alive now, unless the clock shows a time that it may
 * not be. Resolves to the number of messages that were moved (gint64). */
DexFuture *peal_overdue_begin (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* The engine is alive, and the clock is right. Resolves to TRUE. */
DexFuture *peal_overdue_stay_alive (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* When a person last said so, by the clock that they meant; PEAL_TIME_NEVER = never. Resolves to a
 * gint64. */
DexFuture *peal_overdue_clock_confirmed_at (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* A person says that the clock is right, whatever it showed before. Resolves to TRUE. */
DexFuture *peal_overdue_confirm_clock (PealStore  *store,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the computer slept or its clock was set since this was last asked; if so, what became due
 * by that is judged before every job that is queued from now on. */
void peal_overdue_look (PealStore *store);

/* Another copy of this workspace may send what is queued: all of it is kept until a person has
 * decided. Resolves to the number of messages (gint64). */
DexFuture *peal_overdue_doubt_copy (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* There is no other copy, or it will not send any more: what is still to come goes as it was
 * planned; what is due already stays with the person. Resolves to the number released (gint64). */
DexFuture *peal_overdue_release_copy (PealStore  *store,
                                      const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* How many messages wait for a person's word (gint64). */
DexFuture *peal_overdue_count (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

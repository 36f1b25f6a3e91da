/* peal-desk.h: what the desk decides about a conversation, and what was begun in it.
 *
 * Who looks after it, until when it may wait, whether anybody wants to hear from
 * them, and the draft of an answer. Main thread only; every function returns at
 * once and copies what it needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* Gives a conversation to somebody of the staff, 0 = to nobody. Resolves to TRUE. Rejects with
 * PEAL_STORE_ERROR_NOT_FOUND if they do not work here. Ledger event conversation.assigned. */
DexFuture *peal_desk_assign (PealStore  *store,
                             gint64      conversation_id,
                             gint64      staff_id,
                             const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Puts a conversation aside until @until (µs), or until they write; 0 = takes it back at once. Resolves to
 * TRUE. Ledger events conversation.snoozed and conversation.woken. */
DexFuture *peal_desk_snooze (PealStore  *store,
                             gint64      conversation_id,
                             gint64      until,
                             const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Brings back, as unread, what was put aside until now or earlier. Resolves to their ids, a GArray of gint64.
 * Ledger event conversation.woken for each. */
DexFuture *peal_desk_wake_due (PealStore  *store,
                               const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the time (gint64) when the next one comes back; 0 = none waits. */
DexFuture *peal_desk_get_next_wake (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* What @theirs (E.164) writes is kept, and what it means for consent holds (R-LAW-2), but it is not shown as
 * new and asks for no answer, whichever number of ours it comes to; FALSE takes that back. Resolves to TRUE.
 * Ledger events conversation.blocked and conversation.unblocked, about the number. */
DexFuture *peal_desk_set_blocked (PealStore  *store,
                                  const char *theirs,
                                  gboolean    blocked,
                                  const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* A "done" was taken back, and they wait for an answer as they did, since @since (µs); ignored where they wait
 * already, or nobody has to answer. Resolves to TRUE. The ledger has nothing of it: it tells who opened it. */
DexFuture *peal_desk_owe_answer (PealStore *store,
                                 gint64     conversation_id,
                                 gint64     since) G_GNUC_WARN_UNUSED_RESULT;

/* What was begun and not sent; resolves to a string, "" where there is nothing. */
DexFuture *peal_draft_get (PealStore *store,
                           gint64     conversation_id) G_GNUC_WARN_UNUSED_RESULT;

/* Blank text forgets it. Resolves to TRUE. What nobody sent is nobody's record: the ledger has nothing of it. */
DexFuture *peal_draft_set (PealStore  *store,
                           gint64      conversation_id,
                           const char *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

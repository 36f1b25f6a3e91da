/* peal-dispatcher.h: sends what is due through one account.
 *
 * Worker fibers, each in the same loop: wait until the budget lets one go, claim
 * the next due message, send it, settle it. The database is the queue; a worker
 * holds one message at a time, and that one is recorded as an open attempt before
 * its request leaves (R-SEND-1). There are never more requests in the air than the
 * account allows; how many messages are claimed ahead of a free connection is the
 * business of peal-pipeline.h. An account has its own dispatcher, so a
 * slow or refused one never stops another (R-SEND-5).
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-engine.h"
#include "peal-gateway.h"

G_BEGIN_DECLS

typedef struct _PealDispatcher PealDispatcher;

/* Something about @self changed: its health or its next due time. */
typedef void (*PealDispatcherNotify) (PealDispatcher *self,
                                      gpointer        user_data);

/* Refs store, clock and gateway; copies what it needs of @account. Sends nothing yet. */
PealDispatcher *peal_dispatcher_new (PealStore           *store,
                                     PealClock           *clock,
                                     PealGateway         *gateway,
                                     const PealProvider  *provider,
                                     const PealAccount   *account,
                                     PealDispatcherNotify notify,
                                     gpointer             user_data);

PealDispatcher *peal_dispatcher_ref (PealDispatcher *self);
void peal_dispatcher_unref (PealDispatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealDispatcher, peal_dispatcher_unref)

void peal_dispatcher_start (PealDispatcher *self);

/* Something may have become due: look again. */
void peal_dispatcher_wake (PealDispatcher *self);

/* Claims nothing more. What is in the air has @grace to be answered; then it is recorded as unknown.
 * Resolves to TRUE when every worker has ended. No notify is called after this call. */
DexFuture *peal_dispatcher_stop (PealDispatcher *self,
                                 gint64          grace) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE while nothing is sent because the gateway does not answer. */
gboolean peal_dispatcher_is_left_alone (PealDispatcher *self);

/* TRUE if every worker has looked and found nothing due, or the account cannot send now. */
gboolean peal_dispatcher_is_idle (PealDispatcher *self);

/* PEAL_TIME_NEVER = nothing waits. What was true at the last look. */
gint64 peal_dispatcher_get_next_due (PealDispatcher *self);

/* READY, UNTRIED, WAITING, OFFLINE or REFUSED; @until and @detail (borrowed) may be NULL. */
PealAccountCondition peal_dispatcher_get_condition (PealDispatcher *self,
                                                    gint64         *until,
                                                    const char    **detail);

G_END_DECLS

/* peal-scheduler-private.h: the scheduler's life, for the engine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-scheduler.h"
#include "peal-send.h"

G_BEGIN_DECLS

typedef struct _PealScheduler PealScheduler;

PealScheduler *peal_scheduler_new (void);
void peal_scheduler_free (PealScheduler *self);

/* Before anything is sent: finds out whether this is a copy, and what became due while the program was
 * off. Resolves to TRUE. Rejects with PealStoreError. */
DexFuture *peal_scheduler_begin (PealEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/* Makes what is due. Resolves to a gint64: when to look again, PEAL_TIME_NEVER = when something changes.
 * A look begins when the one before has ended. */
DexFuture *peal_scheduler_look (PealEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/* Remembers outside of the workspace what was sent. Resolves to TRUE. */
DexFuture *peal_scheduler_end (PealEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the last look found the clock in doubt. */
gboolean peal_scheduler_asks_clock (PealScheduler *self);

/* peal_engine_send () of what a schedule sends, in one transaction with @step (peal-send.c). Resolves to
 * a PealSendReport. */
DexFuture *peal_engine_send_occurrence (PealEngine             *self,
                                        const PealSendRequest  *request,
                                        const PealScheduleStep *step) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

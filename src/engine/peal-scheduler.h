/* peal-scheduler.h: makes schedules' occurrences into campaigns when their time comes.
 *
 * Each look asks the store which schedules are due, decides by core/peal-missed
 * what becomes of an occurrence that was missed, plans it as any other send, and
 * hands the plan together with the step to the next occurrence to the store,
 * which keeps both or neither (R-SEND-1, R-SEND-2). What may not be decided here
 * waits: the clock stands otherwise than it should, or this workspace may have a
 * copy that sends as well. A person answers these once for all; what becomes of
 * single messages they decide in the outbox (store/peal-overdue.h).
 *
 * Only the process that sends looks; any process may edit, pause and answer.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-schedule-times.h"

G_BEGIN_DECLS

/* Checks @schedule, finds its next time and stores it; id 0 makes a new one. Of an old one, an
 * occurrence that is due and not made yet stays due if it still is one, and what was made today is
 * not made again at another hour. Takes nothing. Resolves to its id (gint64). Rejects with
 * PEAL_ENGINE_ERROR_{SCHEDULE,TEXT,NO_RECIPIENT}, SCHEDULE also if its only time is past, and with
 * PealStoreError, _CONFLICT if it does not stand as it was read any more: read it again. */
DexFuture *peal_engine_save_schedule (PealEngine         *self,
                                      const PealSchedule *schedule,
                                      const char         *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Lets a paused one go on with the first occurrence that is still to come: those it was paused for
 * are not made up for. Resolves to TRUE. Rejects with PealStoreError. */
DexFuture *peal_engine_resume_schedule (PealEngine *self,
                                        gint64      id,
                                        const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* What a person is asked before anything that hangs on it is sent. */
typedef struct
{
  gboolean clock;      /* the clock was set, or the program was off for long: is it right now? */
  gboolean copy;       /* restored or copied: is this the only copy that sends? */
  gint64 n_messages;   /* that wait for a word of their own */
} PealQuestions;

GType peal_questions_get_type (void);
#define PEAL_TYPE_QUESTIONS (peal_questions_get_type ())
PealQuestions *peal_questions_copy (const PealQuestions *self);
void peal_questions_free (PealQuestions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealQuestions, peal_questions_free)

/* Resolves to PealQuestions. Ask again when the store tells of SETTINGS, SCHEDULES or the OUTBOX,
 * and at the engine's signal "questions-changed" (void), which tells of the clock. In a process
 * that does not send, clock says whether the one that will send would have to ask now. */
DexFuture *peal_engine_get_questions (PealEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/* The clock is right. Resolves to TRUE. */
DexFuture *peal_engine_confirm_clock (PealEngine *self,
                                      const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* This is the only copy. What is queued for later goes as planned; what was due before stays with
 * the person. Resolves to TRUE. */
DexFuture *peal_engine_confirm_only_copy (PealEngine *self,
                                          const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

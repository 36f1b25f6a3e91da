/* peal-answer.h: what follows from a gateway's answer.
 *
 * Pure: the retry policy (core/peal-retry.h) applied to one attempt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-clock.h"
#include "peal-gateway-types.h"
#include "peal-outbox.h"

G_BEGIN_DECLS

/* How to settle @claimed after @result at @now. @chance is evenly distributed in [0, 1).
 *   accepted      the gateway's state and id
 *   not accepted  QUEUED for another attempt where the policy allows one (R-SEND-4), else FAILED
 *   unknown       UNKNOWN, looked up at peal_answer_next_look () (R-SEND-3)
 * Never NULL; the caller frees it. */
PealSettlement *peal_answer_settle (const PealClaimed    *claimed,
                                    const PealSendResult *result,
                                    gint64                now,
                                    double                chance);

/* The least time between the end of an attempt without an answer and a look that may say "it was
 * not accepted": a request that was cut may still be under way inside the gateway. */
#define PEAL_ANSWER_QUIET (5 * PEAL_SECOND)

/* When to ask the gateway (again) about an attempt that began at @started and has no answer at @now:
 * after 5 and 15 seconds, 1, 5, 15 and 60 minutes, then every 6 hours for 3 days, and never less than
 * PEAL_ANSWER_QUIET from @now. PEAL_TIME_NEVER after that: a person decides. */
gint64 peal_answer_next_look (gint64 started,
                              gint64 now);

G_END_DECLS

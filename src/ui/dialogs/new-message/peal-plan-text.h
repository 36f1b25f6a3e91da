/* peal-plan-text.h: who gets a message and what it costs, in words for people.
 *
 * Plain text, translated; callers free it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-send.h"

G_BEGIN_DECLS

/* "12 get this now · 3 later · 1 left out". @not_before is when it was to go, 0 = now. */
char *peal_plan_summary_text (const PealSendReport *plan,
                              gint64                not_before,
                              gint64                now);

/* "12 messages, about $0.10". */
char *peal_plan_cost_text (const PealSendReport *plan);

/* Whether @recipient gets it when it was to go, or now. */
gboolean peal_plan_is_on_time (const PealRecipient *recipient);

/* The news that it is queued: "6 messages on their way", "6 messages wait until tomorrow 9:00". */
char *peal_plan_sent_text (const PealSendReport *report,
                           gint64                not_before,
                           gint64                now);

G_END_DECLS

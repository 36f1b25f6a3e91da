/* peal-occurrence-text.h: what became of an occurrence of a schedule, in words for people.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-schedules.h"

G_BEGIN_DECLS

/* "Last: sent, Tuesday 9:00". Of one that sent nothing, why; and how many earlier ones it made
 * needless. Plain text, translated; the caller frees it. */
char *peal_occurrence_text (const PealSchedule      *schedule,
                            const PealOccurrenceRow *occurrence,
                            gint64                   now);

G_END_DECLS

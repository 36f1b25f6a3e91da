/* peal-schedule-source.h: wakes the engine when the earliest message is due.
 *
 * A GSource on a timerfd of CLOCK_REALTIME with TFD_TIMER_CANCEL_ON_SET: it
 * fires at a time of day, not after a span, so that suspend, a corrected clock
 * and a change to or from the past all wake it. It costs nothing while waiting,
 * however many messages wait.
 *
 * The callback runs when the due time has come or when the clock was set; it
 * looks at what is due now and sets the next due time. Until then the source is
 * disarmed. With a test clock the source follows the clock's "changed" signal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-clock.h"

G_BEGIN_DECLS

/* A new source, disarmed and not attached; refs @clock. Callback: GSourceFunc. Owned by the caller.
 * NULL with @error if the kernel gives no timer. */
GSource *peal_schedule_source_new (PealClock *clock,
                                   GError   **error);

/* @due in microseconds UTC; a time that is past fires at once, PEAL_TIME_NEVER disarms.
 * On the source's own thread only. */
void peal_schedule_source_set_due (GSource *source,
                                   gint64   due);

gint64 peal_schedule_source_get_due (GSource *source);

G_END_DECLS

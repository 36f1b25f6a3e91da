/* peal-clock.h: the time, from the system or from a test.
 *
 * Everything that decides by time asks a PealClock, so that a test can set it,
 * jump it forwards and backwards, and run a year in a second. Times are
 * microseconds since 1970 UTC (g_get_real_time ()'s unit) everywhere in Peal.
 * Any thread; watches are called on the thread that changes the clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PEAL_SECOND G_GINT64_CONSTANT (1000000)
#define PEAL_MINUTE (60 * PEAL_SECOND)
#define PEAL_HOUR (60 * PEAL_MINUTE)
#define PEAL_DAY (24 * PEAL_HOUR)

/* "No time": a due time that never comes. */
#define PEAL_TIME_NEVER G_MAXINT64

#define PEAL_TYPE_CLOCK (peal_clock_get_type ())
G_DECLARE_FINAL_TYPE (PealClock, peal_clock, PEAL, CLOCK, GObject)

/* The wall clock (CLOCK_REALTIME). */
PealClock *peal_clock_new_system (void);

/* A clock that stands at @now until a test moves it. */
PealClock *peal_clock_new_test (gint64 now);

gint64 peal_clock_get_now (PealClock *self);

/* What passed since some moment, by clocks that nobody can set: with the time that the computer slept
 * (CLOCK_BOOTTIME), and of that only the sleep. Comparing them with peal_clock_get_now () tells whether
 * the wall clock was set; a test clock is set by peal_clock_set_now () and sleeps by peal_clock_sleep (). */
gint64 peal_clock_get_uptime (PealClock *self);
gint64 peal_clock_get_slept (PealClock *self);

/* FALSE for a test clock, whose time no kernel timer can wait for. */
gboolean peal_clock_is_system (PealClock *self);

/* Test clocks only; all emit "changed". set_now sets the clock, in either direction; advance lets time
 * pass; sleep lets it pass while the computer is suspended. */
void peal_clock_set_now (PealClock *self,
                         gint64     now);
void peal_clock_advance (PealClock *self,
                         gint64     span);
void peal_clock_sleep (PealClock *self,
                       gint64     span);

/* Signal "changed" (void): a test clock was moved. Never emitted by the system clock, whose
 * jumps a timerfd with TFD_TIMER_CANCEL_ON_SET reports. */

/* "2026-11-21T08:02:21.123456Z"; the caller frees it. Seconds only if @now has no fraction. */
char *peal_time_to_iso8601 (gint64 now);

/* Parses a date-time with zone ("Z" or an offset; UTC where it names none).
 * Returns FALSE and leaves @now alone if @text is none. */
gboolean peal_time_from_iso8601 (const char *text,
                                 gint64     *now);

G_END_DECLS

/* peal-later.h: times that a person chooses for something to happen.
 *
 * Times are microseconds UTC. No clock, no I/O; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-civil-time.h"

G_BEGIN_DECLS

/* Reads "2026-11-21T18:30", with seconds or without. With a zone ("Z", "+01:00") it is that moment;
 * without one it is what a clock in @zone shows, and @fit tells how that was meant. FALSE, and nothing
 * is set, for a text that is no time. */
gboolean peal_later_read (const char   *text,
                          GTimeZone    *zone,
                          gint64       *time,
                          PealCivilFit *fit);

/* What is chosen often by people who do not want something to happen now. */
typedef enum
{
  PEAL_LATER_IN_ONE_HOUR,
  PEAL_LATER_THIS_EVENING,      /* 18:00; not when that is less than half an hour away */
  PEAL_LATER_TOMORROW_MORNING,  /* 9:00 */
  PEAL_LATER_MONDAY_MORNING,    /* 9:00; not on a Sunday, when that is tomorrow */
  PEAL_N_LATERS,
} PealLater;

/* When @later is, seen from @now in @zone; FALSE if it is none then. */
gboolean peal_later_find (PealLater  later,
                          gint64     now,
                          GTimeZone *zone,
                          gint64    *time);

G_END_DECLS

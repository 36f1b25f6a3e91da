/* peal-schedule-text.h: a schedule, in words for people.
 *
 * Plain text, translated; callers free it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-celebrants.h"
#include "peal-schedule-times.h"

G_BEGIN_DECLS

/* How often, at what time of day, by whose clock: "Every week on Monday, 9:00, on each recipient’s
 * clock". */
char *peal_schedule_rhythm_text (const PealSchedule *schedule);

/* To whom: "Regulars", "2 groups, 1 person", "Everybody whose day it is". @groups: of PealGroup. */
char *peal_schedule_audience_text (const PealSchedule *schedule,
                                   const GPtrArray    *groups);

/* Whether it waits, or will wait, because no account can carry it out, or the rule of its group is
 * broken. */
gboolean peal_schedule_is_idle (const PealSchedule *schedule);

/* What comes: "Next: tomorrow 9:00", "Paused", "Ended", "Cannot go out tomorrow 9:00: …". */
char *peal_schedule_state_text (const PealSchedule *schedule,
                                gint64              now);

/* Who comes next, of a schedule of birthdays: "Next: Anna, tomorrow 9:00". @name "": nobody
 * soon. */
char *peal_schedule_day_text (const PealNextDay *day,
                              const char        *name,
                              gint64             now);

/* One coming time, and what the clocks do to it: "Monday 9:00". */
char *peal_schedule_time_text (const PealScheduleTime *time,
                               gint64                  now);

G_END_DECLS

/* peal-schedule-times.h: when a schedule's occurrences are.
 *
 * A schedule with a zone has its occurrences at instants. One that goes by each
 * recipient's own clock has a civil time that reaches the world's zones one after
 * the other: it is planned when the first of them, 14 hours ahead of UTC, gets
 * there, and each message waits for its own. One that goes by a date field has an
 * occurrence on each day, for those whose day it is.
 *
 * Pure. Times are microseconds UTC. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-recurrence.h"
#include "peal-schedules.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 at;           /* when it is planned, and sent unless it goes by the recipients' clocks */
  gint64 latest;       /* when it has reached the last zone; at, if there is one zone */
  PealCivilTime local; /* as the rule says */
  PealCivilFit fit;    /* UNIQUE if it goes by the recipients' clocks */
} PealScheduleTime;

/* Whether it can be carried out: rule, zone, date field and spans. FALSE with
 * PEAL_ENGINE_ERROR_SCHEDULE; the message says what is wrong. */
gboolean peal_schedule_check (const PealSchedule *self,
                              GError            **error);

/* The first occurrence that is planned strictly after @after. FALSE if there is none. @self passed
 * peal_schedule_check (). */
gboolean peal_schedule_find_next (const PealSchedule *self,
                                  gint64              after,
                                  PealScheduleTime   *time);

/* Whether @text, a date of somebody's, puts the message for them on the day of @local. */
gboolean peal_schedule_is_day (const PealSchedule  *self,
                               const char          *text,
                               const PealCivilTime *local);

/* The zone of the business, @set (PEAL_SETTING_ZONE) if it is one, else this computer's. Caller
 * frees. */
char *peal_schedule_dup_own_zone (const char *set);

G_END_DECLS

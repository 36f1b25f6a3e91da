/* schedule-fixture.h: schedules in a life whose time is NOON, 2026-11-21 12:00 UTC, a Saturday.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "life-fixture.h"

#include "peal-schedules.h"

/* To THEIRS; the caller frees it. */
PealSchedule *schedule_make (const char *start,
                             const char *zone,
                             const char *rule);

gint64 schedule_save (LifeFixture        *fixture,
                      const PealSchedule *schedule);

/* Daily at 13:00 UTC, an hour from now. */
gint64 schedule_save_daily (LifeFixture     *fixture,
                            PealMissedPolicy policy,
                            gint64           grace);

void schedule_look (LifeFixture *fixture);

/* "made/passed over/messages that are asked about" */
#define TALLY                                                                                               \
  "SELECT (SELECT count(*) FROM schedule_occurrence WHERE campaign_id IS NOT NULL) || '/' ||"               \
  " (SELECT count(*) FROM schedule_occurrence WHERE campaign_id IS NULL) || '/' ||"                         \
  " (SELECT count(*) FROM message WHERE state = 1 AND reason = 10)"

void assert_tally (LifeFixture *fixture,
                   const char  *expected);

void assert_questions (LifeFixture *fixture,
                       gboolean     clock,
                       gboolean     copy,
                       gint64       n_messages);

/* A person's word on all that is asked about, which must be @n_messages. */
void schedule_answer (LifeFixture *fixture,
                      gboolean     send,
                      guint        n_messages);

/* schedule-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "schedule-fixture.h"

#include "peal-overdue-answer.h"
#include "peal-scheduler-private.h"

PealSchedule *
schedule_make (const char *start,
               const char *zone,
               const char *rule)
{
  PealSchedule *schedule = peal_schedule_new ("Class", "See you");

  g_assert_true (peal_civil_time_parse (start, &schedule->start));
  g_set_str (&schedule->zone, zone);
  g_set_str (&schedule->rule, rule);
  g_strfreev (schedule->numbers);
  schedule->numbers = g_strsplit (THEIRS, ",", -1);
  return schedule;
}

gint64
schedule_save (LifeFixture        *fixture,
               const PealSchedule *schedule)
{
  return await_int (peal_engine_save_schedule (fixture->engine, schedule, "test"));
}

gint64
schedule_save_daily (LifeFixture     *fixture,
                     PealMissedPolicy policy,
                     gint64           grace)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-21T13:00", "UTC", "FREQ=DAILY");

  schedule->policy = policy;
  schedule->grace = grace;
  return schedule_save (fixture, schedule);
}

void
schedule_look (LifeFixture *fixture)
{
  await_int (peal_scheduler_look (fixture->engine));
}

void
assert_tally (LifeFixture *fixture,
              const char  *expected)
{
  assert_sql (&fixture->base, TALLY, expected);
}

void
assert_questions (LifeFixture *fixture,
                  gboolean     clock,
                  gboolean     copy,
                  gint64       n_messages)
{
  g_autoptr(PealQuestions) questions = await_boxed (peal_engine_get_questions (fixture->engine));

  g_assert_cmpint (questions->clock, ==, clock);
  g_assert_cmpint (questions->copy, ==, copy);
  g_assert_cmpint (questions->n_messages, ==, n_messages);
}

void
schedule_answer (LifeFixture *fixture,
                 gboolean     send,
                 guint        n_messages)
{
  g_autoptr(PealOverdueAnswer) done
    = await_boxed (peal_overdue_answer (peal_engine_get_store (fixture->engine), NULL, send, "test", NULL));

  g_assert_cmpuint (done->moved->len, ==, n_messages);
}

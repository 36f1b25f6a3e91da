/* test-schedule-times.c: when a schedule's occurrences are, also on the days on which clocks are set.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-schedule-times.h"

#include "peal-engine.h"

static PealSchedule *
make_schedule (const char *start,
               const char *zone,
               const char *rule,
               const char *field)
{
  PealSchedule *schedule = peal_schedule_new ("Class", "Hello");

  g_assert_true (peal_civil_time_parse (start, &schedule->start));
  g_set_str (&schedule->zone, zone);
  g_set_str (&schedule->rule, rule);
  g_set_str (&schedule->date_field, field);
  return schedule;
}

/* Every time after @after, at most four, and how it fits the clock: "2026-03-29T01:30:00Z gap". */
static char *
list_times (const PealSchedule *schedule,
            gint64              after)
{
  static const char *const fits[] = { "", " gap", " overlap" };
  GString *text = g_string_new ("");
  PealScheduleTime time;

  for (guint i = 0; i < 4 && peal_schedule_find_next (schedule, after, &time); i++)
    {
      g_autofree char *at = peal_time_to_iso8601 (time.at);

      g_string_append_printf (text, "%s%s%s", i > 0 ? ", " : "", at, fits[time.fit]);
      after = time.at;
    }
  return g_string_free_and_steal (text);
}

static void
test_next (void)
{
  static const struct
  {
    const char *start, *zone, *rule, *field, *expected;
  } rows[] = {
    { "2026-11-30T09:00", "Europe/Berlin", "", "", "2026-11-30T08:00:00Z" },
    { "2026-03-28T02:30", "Europe/Berlin", "FREQ=DAILY;COUNT=3", "",
      "2026-03-28T01:30:00Z, 2026-03-29T01:30:00Z gap, 2026-03-30T00:30:00Z" },
    { "2026-10-24T02:30", "Europe/Berlin", "FREQ=DAILY;UNTIL=20261026", "",
      "2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z overlap, 2026-10-26T01:30:00Z" },
    { "2026-11-30T09:00", "UTC", "FREQ=WEEKLY;COUNT=2", "", "2026-11-30T09:00:00Z, 2026-12-07T09:00:00Z" },
    /* on each recipient's clock: planned 14 hours before it is nine in Greenwich */
    { "2026-11-30T09:00", "", "", "", "2026-11-29T19:00:00Z" },
    { "2026-03-29T02:30", "", "FREQ=DAILY;COUNT=2", "", "2026-03-28T12:30:00Z, 2026-03-29T12:30:00Z" },
    /* by a date: every day */
    { "2026-11-30T09:00", "UTC", "FREQ=DAILY;COUNT=2", "birthday", "2026-11-30T09:00:00Z, 2026-12-01T09:00:00Z" },
    { "2026-11-30T09:00", "UTC", "", "birthday",
      "2026-11-30T09:00:00Z, 2026-12-01T09:00:00Z, 2026-12-02T09:00:00Z, 2026-12-03T09:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = make_schedule (rows[i].start, rows[i].zone, rows[i].rule, rows[i].field);
      g_autofree char *times = list_times (schedule, 0);

      g_test_message ("row %u", i);
      g_assert_true (peal_schedule_check (schedule, NULL));
      g_assert_cmpstr (times, ==, rows[i].expected);
    }
}

/* 14 hours ahead of UTC to 12 behind it. */
static void
test_latest (void)
{
  g_autoptr(PealSchedule) local = make_schedule ("2026-11-30T09:00", "", "", "");
  g_autoptr(PealSchedule) berlin = make_schedule ("2026-11-30T09:00", "Europe/Berlin", "", "");
  PealScheduleTime time;

  g_assert_true (peal_schedule_find_next (local, 0, &time));
  g_assert_cmpint (time.latest - time.at, ==, 26 * PEAL_HOUR);
  g_assert_true (peal_schedule_find_next (berlin, 0, &time));
  g_assert_cmpint (time.latest, ==, time.at);
  g_assert_false (peal_schedule_find_next (berlin, time.at, &time));
}

static void
test_check (void)
{
  static const struct
  {
    const char *zone, *rule, *field;
    int days;
    gint64 grace, validity;
    gboolean good;
  } rows[] = {
    { "Europe/Berlin", "", "", 0, 0, PEAL_TIME_NEVER, TRUE },
    { "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO", "", 0, PEAL_HOUR, PEAL_HOUR, TRUE },
    { "Middle/Earth", "", "", 0, 0, PEAL_TIME_NEVER, FALSE },
    { "", "FREQ=HOURLY", "", 0, 0, PEAL_TIME_NEVER, FALSE },
    { "", "every day", "", 0, 0, PEAL_TIME_NEVER, FALSE },
    { "", "", "birthday", -7, 0, PEAL_TIME_NEVER, TRUE },
    { "", "", "birthday", -8, 0, PEAL_TIME_NEVER, FALSE },
    { "", "", "last\"visit", 0, 0, PEAL_TIME_NEVER, FALSE },
    { "", "", "", 0, -1, PEAL_TIME_NEVER, FALSE },
    { "", "", "", 0, 0, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = make_schedule ("2026-11-30T09:00", rows[i].zone, rows[i].rule, rows[i].field);
      g_autoptr(GError) error = NULL;

      schedule->occasion.days = rows[i].days;
      schedule->grace = rows[i].grace;
      schedule->validity = rows[i].validity;
      g_test_message ("row %u", i);
      g_assert_cmpint (peal_schedule_check (schedule, &error), ==, rows[i].good);
      if (!rows[i].good)
        g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_SCHEDULE);
    }
}

static void
test_is_day (void)
{
  static const struct
  {
    const char *date;
    int days;
    PealLeapDay leap_day;
    const char *day;
    gboolean is;
  } rows[] = {
    { "1980-05-17", 0, PEAL_LEAP_DAY_BEFORE, "2026-05-17T09:00", TRUE },
    { "--05-17", 0, PEAL_LEAP_DAY_BEFORE, "2026-05-17T09:00", TRUE },
    { "1980-05-17", 0, PEAL_LEAP_DAY_BEFORE, "2026-05-18T09:00", FALSE },
    { "1980-05-17", -7, PEAL_LEAP_DAY_BEFORE, "2026-05-10T09:00", TRUE },
    { "1980-12-30", 7, PEAL_LEAP_DAY_BEFORE, "2027-01-06T09:00", TRUE },
    { "1992-02-29", 0, PEAL_LEAP_DAY_BEFORE, "2027-02-28T09:00", TRUE },
    { "1992-02-29", 0, PEAL_LEAP_DAY_BEFORE, "2027-03-01T09:00", FALSE },
    { "1992-02-29", 0, PEAL_LEAP_DAY_AFTER, "2027-03-01T09:00", TRUE },
    { "1992-02-29", 0, PEAL_LEAP_DAY_OMIT, "2027-02-28T09:00", FALSE },
    { "1992-02-29", 0, PEAL_LEAP_DAY_OMIT, "2028-02-29T09:00", TRUE },
    { "2030-05-17", 0, PEAL_LEAP_DAY_BEFORE, "2026-05-17T09:00", FALSE },
    { "soon", 0, PEAL_LEAP_DAY_BEFORE, "2026-05-17T09:00", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = make_schedule (rows[i].day, "", "", "birthday");

      schedule->occasion.days = rows[i].days;
      schedule->occasion.leap_day = rows[i].leap_day;
      g_test_message ("row %u", i);
      g_assert_cmpint (peal_schedule_is_day (schedule, rows[i].date, &schedule->start), ==, rows[i].is);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule-times/next", test_next);
  g_test_add_func ("/schedule-times/latest", test_latest);
  g_test_add_func ("/schedule-times/check", test_check);
  g_test_add_func ("/schedule-times/is-day", test_is_day);
  return g_test_run ();
}

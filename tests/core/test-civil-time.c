/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-civil-time.h"

#include "peal-clock.h"
#include "peal-rules-private.h"
#include "peal-zones-private.h"

#include <stdio.h>

static PealCivilTime
parse (const char *text)
{
  PealCivilTime time = { 0 };

  if (sscanf (text, "%d-%d-%d %d:%d:%d", &time.year, &time.month, &time.day, &time.hour, &time.minute, &time.second) < 3)
    g_error ("%s is no civil time", text);
  return time;
}

/* The instants agree with those of Python's zoneinfo. */
static void
test_to_instant (void)
{
  static const struct
  {
    const char *zone;
    const char *local;
    const char *utc;
    PealCivilFit fit;
  } rows[] = {
    { "UTC", "2026-11-28 09:00", "2026-11-28T09:00:00Z", PEAL_CIVIL_UNIQUE },
    { "UTC", "1000-01-01 00:00", "1000-01-01T00:00:00Z", PEAL_CIVIL_UNIQUE },
    { "UTC", "9999-12-31 23:59:59", "9999-12-31T23:59:59Z", PEAL_CIVIL_UNIQUE },
    { "UTC", "1969-12-31 23:59:59", "1969-12-31T23:59:59Z", PEAL_CIVIL_UNIQUE },
    { "Asia/Kolkata", "2026-03-01 10:00", "2026-03-01T04:30:00Z", PEAL_CIVIL_UNIQUE },
    /* forward at 2:00 */
    { "America/New_York", "2026-03-08 01:59:59", "2026-03-08T06:59:59Z", PEAL_CIVIL_UNIQUE },
    { "America/New_York", "2026-03-08 02:00", "2026-03-08T07:00:00Z", PEAL_CIVIL_GAP },
    { "America/New_York", "2026-03-08 02:30", "2026-03-08T07:30:00Z", PEAL_CIVIL_GAP },
    { "America/New_York", "2026-03-08 02:59:59", "2026-03-08T07:59:59Z", PEAL_CIVIL_GAP },
    { "America/New_York", "2026-03-08 03:00", "2026-03-08T07:00:00Z", PEAL_CIVIL_UNIQUE },
    /* back at 2:00 */
    { "America/New_York", "2026-11-01 00:59:59", "2026-11-01T04:59:59Z", PEAL_CIVIL_UNIQUE },
    { "America/New_York", "2026-11-01 01:00", "2026-11-01T05:00:00Z", PEAL_CIVIL_OVERLAP },
    { "America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z", PEAL_CIVIL_OVERLAP },
    { "America/New_York", "2026-11-01 02:00", "2026-11-01T07:00:00Z", PEAL_CIVIL_UNIQUE },
    /* east of UTC, and in the south */
    { "Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30:00Z", PEAL_CIVIL_GAP },
    { "Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z", PEAL_CIVIL_OVERLAP },
    { "Australia/Sydney", "2026-10-04 02:30", "2026-10-03T16:30:00Z", PEAL_CIVIL_GAP },
    { "Pacific/Auckland", "2026-04-05 02:30", "2026-04-04T13:30:00Z", PEAL_CIVIL_OVERLAP },
    /* at midnight: the day begins at 1:00 */
    { "Africa/Cairo", "2026-04-24 00:30", "2026-04-23T22:30:00Z", PEAL_CIVIL_GAP },
    { "America/Santiago", "2026-09-06 00:00", "2026-09-06T04:00:00Z", PEAL_CIVIL_GAP },
    /* half an hour */
    { "Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:45:00Z", PEAL_CIVIL_GAP },
    { "Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z", PEAL_CIVIL_OVERLAP },
    /* a clock that is set back for winter by the words, forward for Ramadan by the clock */
    { "Europe/Dublin", "2026-03-29 01:30", "2026-03-29T01:30:00Z", PEAL_CIVIL_GAP },
    { "Europe/Dublin", "2026-10-25 01:30", "2026-10-25T00:30:00Z", PEAL_CIVIL_OVERLAP },
    { "Africa/Casablanca", "2026-03-22 02:30", "2026-03-22T02:30:00Z", PEAL_CIVIL_GAP },
    { "Africa/Casablanca", "2026-02-15 02:30", "2026-02-15T01:30:00Z", PEAL_CIVIL_OVERLAP },
    /* two hours */
    { "Antarctica/Troll", "2026-03-29 02:30", "2026-03-29T02:30:00Z", PEAL_CIVIL_GAP },
    /* a day that never was */
    { "Pacific/Apia", "2011-12-29 09:00", "2011-12-29T19:00:00Z", PEAL_CIVIL_UNIQUE },
    { "Pacific/Apia", "2011-12-30 09:00", "2011-12-30T19:00:00Z", PEAL_CIVIL_GAP },
    { "Pacific/Apia", "2011-12-31 09:00", "2011-12-30T19:00:00Z", PEAL_CIVIL_UNIQUE },
    /* and one that came twice */
    { "America/Juneau", "1867-10-18 20:00", "1867-10-18T04:57:41Z", PEAL_CIVIL_OVERLAP },
    /* far beyond the tables of the tz database */
    { "America/New_York", "2090-07-01 09:00", "2090-07-01T13:00:00Z", PEAL_CIVIL_UNIQUE },
    { "America/New_York", "2090-01-01 09:00", "2090-01-01T14:00:00Z", PEAL_CIVIL_UNIQUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime local = parse (rows[i].local);
      PealCivilFit fit;
      gint64 at = peal_civil_time_to_instant (&local, peal_zones_get_clock (rows[i].zone, NULL), &fit);
      g_autofree char *utc = peal_time_to_iso8601 (at);

      g_test_message ("%s %s", rows[i].zone, rows[i].local);
      g_assert_cmpstr (utc, ==, rows[i].utc);
      g_assert_cmpint (fit, ==, rows[i].fit);
      g_assert_cmpint (peal_civil_time_to_instant (&local, peal_zones_get_clock (rows[i].zone, NULL), NULL), ==, at);
    }
}

static gint64
offset_at (GTimeZone *zone,
           gint64     at)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at / PEAL_SECOND);

  return g_time_zone_get_offset (zone, interval);
}

/* The zone's own clock, asked every quarter of an hour around its changes, is the oracle: what it
 * shows for the first time is found again, and of what it shows once more the first time is found. */
static void
check_span (GTimeZone *zone,
            gint64     at,
            gint64     end)
{
  PealCivilTime latest = peal_civil_time_from_instant (at - PEAL_MINUTE, zone);

  for (; at < end; at += 15 * PEAL_MINUTE)
    {
      PealCivilTime shown = peal_civil_time_from_instant (at, zone);
      PealCivilFit fit;
      gint64 back = peal_civil_time_to_instant (&shown, zone, &fit);

      g_assert_cmpint (fit, !=, PEAL_CIVIL_GAP);
      if (peal_civil_time_compare (&shown, &latest) > 0)
        {
          g_assert_cmpint (back, ==, at);
          latest = shown;
        }
      else
        {
          g_assert_cmpint (fit, ==, PEAL_CIVIL_OVERLAP);
          g_assert_cmpint (back, <, at);
        }
    }
}

static void
check_year (GTimeZone *zone,
            int        year)
{
  PealCivilTime first = { .year = year, .month = 1, .day = 1 };
  gint64 start = peal_civil_time_to_instant (&first, zone, NULL);

  for (gint64 at = start; at < start + 366 * PEAL_DAY; at += PEAL_DAY)
    if (offset_at (zone, at) != offset_at (zone, at + PEAL_DAY))
      check_span (zone, at - PEAL_DAY, at + 2 * PEAL_DAY);
}

static void
for_each_zone (void (*check) (GTimeZone *zone))
{
  for (guint i = 0; i < peal_n_countries; i++)
    for (const char *const *zone = peal_countries[i].zones; *zone != NULL; zone++)
      {
        g_test_message ("%s", *zone);
        check (peal_zones_get_clock (*zone, NULL));
      }
}

static void
check_years (GTimeZone *zone)
{
  for (int year = 2024; year < 2029; year++)
    check_year (zone, year);
}

static void
test_every_zone (void)
{
  for_each_zone (check_years);
  check_year (peal_zones_get_clock ("Pacific/Apia", NULL), 2011);
  check_year (peal_zones_get_clock ("Asia/Pyongyang", NULL), 2018);
}

/* Civil times in order give instants in order: at nine each day, at half past two, at midnight. */
static void
check_is_monotonic (GTimeZone *zone)
{
  static const PealCivilTime times[] = { { .hour = 0 }, { .hour = 2, .minute = 30 }, { .hour = 9 } };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      PealCivilTime time = times[i];
      gint64 last = G_MININT64;

      for (int day = 20000; day < 20000 + 400; day++)
        {
          gint64 at;

          peal_civil_time_set_day (&time, day);
          at = peal_civil_time_to_instant (&time, zone, NULL);
          g_assert_cmpint (at, >, last);
          last = at;
        }
    }
}

static void
test_is_monotonic (void)
{
  for_each_zone (check_is_monotonic);
}

static void
test_is_valid (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
  } rows[] = {
    { "2026-02-28 00:00:00", TRUE }, { "2026-02-29 00:00:00", FALSE }, { "2024-02-29 00:00:00", TRUE },
    { "2100-02-29 00:00:00", FALSE }, { "2000-02-29 23:59:59", TRUE }, { "2026-04-31 00:00:00", FALSE },
    { "2026-00-01 00:00:00", FALSE }, { "2026-13-01 00:00:00", FALSE }, { "2026-01-00 00:00:00", FALSE },
    { "0-01-01 00:00:00", FALSE }, { "1-01-01 00:00:00", TRUE }, { "9999-12-31 23:59:59", TRUE },
    { "10000-01-01 00:00:00", FALSE }, { "2026-01-01 24:00:00", FALSE }, { "2026-01-01 00:60:00", FALSE },
    { "2026-01-01 00:00:60", FALSE }, { "2026-01-01 -1:00:00", FALSE }, { "2026-01-01 00:-1:00", FALSE },
    { "2026-01-01 00:00:-1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime time = parse (rows[i].text);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (peal_civil_time_is_valid (&time), ==, rows[i].valid);
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *date;
    int day;
    int weekday;
  } rows[] = {
    { "1970-01-01", 0, 3 },   { "1970-01-05", 4, 0 },    { "1969-12-31", -1, 2 },
    { "1969-12-28", -4, 6 },  { "2000-02-29", 11016, 1 }, { "2026-11-28", 20785, 5 },
    { "1-01-01", -719162, 0 }, { "9999-12-31", 2932896, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime time = parse (rows[i].date), back = { .hour = 7 };

      g_test_message ("%s", rows[i].date);
      g_assert_cmpint (peal_civil_time_get_day (&time), ==, rows[i].day);
      g_assert_cmpint (peal_civil_weekday (rows[i].day), ==, rows[i].weekday);
      peal_civil_time_set_day (&back, rows[i].day);
      g_assert_cmpint (back.hour, ==, 7);
      back.hour = 0;
      g_assert_cmpint (peal_civil_time_compare (&back, &time), ==, 0);
    }
}

/* What is beyond the calendar is taken to its end. */
static void
test_extremes (void)
{
  static const struct
  {
    gint64 at;
    const char *shown;
  } rows[] = {
    { G_MININT64, "0001-01-01 00:00:00" },
    { G_MAXINT64, "9999-12-31 23:59:59" },
    { -1, "1969-12-31 23:59:59" },
    { 999999, "1970-01-01 00:00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime shown = peal_civil_time_from_instant (rows[i].at, peal_zones_get_clock ("UTC", NULL));
      PealCivilTime expected = parse (rows[i].shown);

      g_assert_cmpint (peal_civil_time_compare (&shown, &expected), ==, 0);
    }
}

static void
test_text (void)
{
  static const struct
  {
    const char *in;
    const char *out; /* NULL = none */
  } rows[] = {
    { "2026-11-30T09:00:00", "2026-11-30T09:00:00" },
    { "2026-11-30 09:05", "2026-11-30T09:05:00" },
    { "0001-01-01T00:00", "0001-01-01T00:00:00" },
    { "2024-02-29T23:59:59", "2024-02-29T23:59:59" },
    { "2026-02-29T09:00", NULL },
    { "2026-11-30", NULL },
    { "2026-11-30T24:00", NULL },
    { "2026-11-30T09:00:00Z", NULL },
    { "2026-11-30T9:00", NULL },
    { "26-11-30T09:00", NULL },
    { "2026-11-30T09:00:", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime time = { 7, 7, 7, 7, 7, 7 };
      gboolean good = peal_civil_time_parse (rows[i].in, &time);
      g_autofree char *text = peal_civil_time_format (&time);

      g_test_message ("%s", rows[i].in);
      g_assert_cmpstr (text, ==, rows[i].out != NULL ? rows[i].out : "0007-07-07T07:07:07");
      g_assert_cmpint (good, ==, rows[i].out != NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/civil-time/to-instant", test_to_instant);
  g_test_add_func ("/civil-time/every-zone", test_every_zone);
  g_test_add_func ("/civil-time/is-monotonic", test_is_monotonic);
  g_test_add_func ("/civil-time/is-valid", test_is_valid);
  g_test_add_func ("/civil-time/text", test_text);
  g_test_add_func ("/civil-time/days", test_days);
  g_test_add_func ("/civil-time/extremes", test_extremes);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-recurrence.h"

#include "peal-clock.h"
#include "peal-rules-private.h"
#include "peal-zones-private.h"

#include <stdio.h>

static PealCivilTime
parse_time (const char *text)
{
  PealCivilTime time = { 0 };

  if (sscanf (text, "%d-%d-%d %d:%d", &time.year, &time.month, &time.day, &time.hour, &time.minute) != 5)
    g_error ("%s is no time", text);
  return time;
}

static PealRecurrence
parse_rule (const char *text)
{
  PealRecurrence rule = { 0 };

  if (!peal_recurrence_parse (text, &rule, NULL, NULL))
    g_error ("%s is no rule", text);
  return rule;
}

static const char *const results[] = {
  [PEAL_RECURRENCE_FOUND] = "found",   [PEAL_RECURRENCE_ENDED] = "ended",     [PEAL_RECURRENCE_NEVER] = "never",
  [PEAL_RECURRENCE_BEYOND] = "beyond", [PEAL_RECURRENCE_ENDLESS] = "endless",
};

/* The dates from the start on, at most @max, then how it ends: "1997-09-02 1997-09-03 ended". */
static char *
list_dates (const PealRecurrence *rule,
            const PealCivilTime  *start,
            GTimeZone            *zone,
            int                   max)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 after = G_MININT64;

  for (int i = 1; i <= max; i++)
    {
      PealOccurrence occurrence;
      PealRecurrenceResult result = peal_recurrence_next (rule, start, zone, after, &occurrence);

      if (i > 1)
        g_string_append_c (text, ' ');
      if (result != PEAL_RECURRENCE_FOUND)
        {
          g_string_append (text, results[result]);
          break;
        }
      g_assert_cmpint (occurrence.index, ==, i);
      g_assert_cmpint (occurrence.at, >, after);
      g_string_append_printf (text, "%d-%02d-%02d", occurrence.local.year, occurrence.local.month, occurrence.local.day);
      after = occurrence.at;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The first rows follow the examples of RFC 5545, 3.8.5.3, as far as this subset goes. */
static const struct
{
  const char *start;
  const char *rule;
  const char *found;
} dates[] = {
  { "1997-09-02 09:00", "FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04 ended" },
  { "1997-12-21 09:00", "FREQ=DAILY;UNTIL=19971224T000000Z", "1997-12-21 1997-12-22 1997-12-23 ended" },
  { "1997-09-02 09:00", "FREQ=DAILY;INTERVAL=2", "1997-09-02 1997-09-04 1997-09-06 1997-09-08" },
  { "1997-09-02 09:00", "FREQ=DAILY;INTERVAL=10;COUNT=5",
    "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12 ended" },
  { "1997-09-02 09:00", "FREQ=WEEKLY;COUNT=3", "1997-09-02 1997-09-09 1997-09-16 ended" },
  { "1997-09-02 09:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02 1997-09-16 1997-09-30 1997-10-14" },
  { "1997-09-02 09:00", "FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH",
    "1997-09-02 1997-09-04 1997-09-09 1997-09-11 ended" },
  { "1997-09-01 09:00", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19970920T000000Z;WKST=SU;BYDAY=MO,WE,FR",
    "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19 ended" },
  { "1997-09-05 09:00", "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07 1997-12-05 ended" },
  { "1997-09-07 09:00", "FREQ=MONTHLY;INTERVAL=2;COUNT=5;BYDAY=1SU,-1SU",
    "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 ended" },
  { "1997-09-22 09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22 1997-10-20 1997-11-17 ended" },
  { "1997-09-28 09:00", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29" },
  { "1997-09-02 09:00", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15", "1997-09-02 1997-09-15 1997-10-02 1997-10-15 ended" },
  { "1997-09-30 09:00", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1", "1997-09-30 1997-10-01 1997-10-31 1997-11-01 ended" },
  { "1997-09-10 09:00", "FREQ=MONTHLY;INTERVAL=18;COUNT=4;BYMONTHDAY=10,11",
    "1997-09-10 1997-09-11 1999-03-10 1999-03-11 ended" },
  { "1997-09-02 09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04" },
  { "1997-09-02 09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13 1998-03-13 1998-11-13 1999-08-13" },
  { "1997-08-05 09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
    "1997-08-05 1997-08-10 1997-08-19 1997-08-24 ended" },
  { "1997-08-05 09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    "1997-08-05 1997-08-17 1997-08-19 1997-08-31 ended" },
  { "2007-01-15 09:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
    "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30 ended" },
  { "2014-01-31 09:00", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=OMIT;COUNT=4",
    "2014-01-31 2014-03-31 2014-05-31 2014-07-31 ended" },
  { "2014-01-31 09:00", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=4",
    "2014-01-31 2014-02-28 2014-03-31 2014-04-30 ended" },
  /* 29 February: left out, or kept on the 28th for a birthday */
  { "2024-02-29 09:00", "FREQ=YEARLY", "2024-02-29 2028-02-29 2032-02-29" },
  { "2096-02-29 09:00", "FREQ=YEARLY;COUNT=2", "2096-02-29 2104-02-29 ended" },
  { "2024-02-29 09:00", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29" },
  { "1980-05-17 09:00", "FREQ=YEARLY;INTERVAL=10", "1980-05-17 1990-05-17 2000-05-17" },
  { "2024-02-29 09:00", "FREQ=YEARLY;INTERVAL=100;COUNT=3", "2024-02-29 2124-02-29 2224-02-29 ended" },
  { "2000-02-29 09:00", "FREQ=YEARLY;INTERVAL=100;COUNT=3", "2000-02-29 2400-02-29 2800-02-29 ended" },
  { "2026-02-28 09:00", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD", "2026-02-28 2027-02-28 2028-02-28" },
  /* the 30th and 31st both fall on the 28th: once */
  { "2026-01-01 09:00", "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=30,31;SKIP=BACKWARD",
    "2026-01-30 2026-01-31 2026-02-28 2026-03-30 2026-03-31 2026-04-30 2026-05-30" },
  { "2026-01-01 09:00", "FREQ=MONTHLY;BYMONTHDAY=-31", "2026-01-01 2026-03-01 2026-05-01 2026-07-01" },
  { "2026-01-01 09:00", "FREQ=MONTHLY;BYDAY=5TH", "2026-01-29 2026-04-30 2026-07-30 2026-10-29" },
  { "2026-01-01 09:00", "FREQ=MONTHLY;BYDAY=-5TH", "2026-01-01 2026-04-02 2026-07-02 2026-10-01" },
  { "2026-01-31 09:00", "FREQ=MONTHLY;BYDAY=-1FR", "2026-02-27 2026-03-27 2026-04-24 2026-05-29" },
  /* a start that does not match is none of them */
  { "2026-11-28 09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-11-30 2026-12-07 ended" },
  { "2026-11-28 09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=2", "2026-12-07 2026-12-21 ended" },
  { "2026-11-28 09:00", "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", "2026-12-01 2027-01-01 ended" },
  /* ends, inclusive */
  { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261129", "2026-11-28 2026-11-29 ended" },
  { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261128", "2026-11-28 ended" },
  { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261127", "ended" },
  { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261129T090000", "2026-11-28 2026-11-29 ended" },
  { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261129T085959", "2026-11-28 ended" },
  { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261129T140000Z", "2026-11-28 2026-11-29 ended" },
  { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261129T135959Z", "2026-11-28 ended" },
  /* what never comes, or not before the end */
  { "2026-02-01 09:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "never" },
  { "2026-02-01 09:00", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=8", "never" },
  { "2026-02-01 09:00", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=8;COUNT=3", "never" },
  { "2024-02-29 09:00", "FREQ=YEARLY;INTERVAL=9000", "2024-02-29 beyond" },
  { "9998-12-30 09:00", "FREQ=DAILY", "9998-12-30 9998-12-31 beyond" },
  { "9998-12-28 09:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "9998-12-28 9998-12-29 9998-12-30 9998-12-31 beyond" },
  { "9998-12-31 09:00", "FREQ=MONTHLY", "9998-12-31 beyond" },
  { "0001-01-01 09:00", "FREQ=WEEKLY;BYDAY=MO,SU;WKST=SU", "1-01-01 1-01-07 1-01-08" },
};

static void
test_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      PealCivilTime start = parse_time (dates[i].start);
      PealRecurrence rule = parse_rule (dates[i].rule);
      int max = 1;
      g_autofree char *found = NULL;

      g_test_message ("%s %s", dates[i].start, dates[i].rule);
      for (const char *p = dates[i].found; *p != '\0'; p++)
        max += *p == ' ';
      found = list_dates (&rule, &start, peal_zones_get_clock ("America/New_York", NULL), max);
      g_assert_cmpstr (found, ==, dates[i].found);
    }
}

/* The wall clock of the start is kept; a missing time moves forward, of two the first is taken. */
static void
test_clock_changes (void)
{
  static const struct
  {
    const char *zone;
    const char *start;
    const char *rule;
    int n;
    const char *utc;
    PealCivilFit fit;
  } rows[] = {
    { "America/New_York", "2026-03-07 09:00", "FREQ=DAILY", 1, "2026-03-07T14:00:00Z", PEAL_CIVIL_UNIQUE },
    { "America/New_York", "2026-03-07 09:00", "FREQ=DAILY", 2, "2026-03-08T13:00:00Z", PEAL_CIVIL_UNIQUE },
    { "America/New_York", "2026-03-07 02:30", "FREQ=DAILY", 2, "2026-03-08T07:30:00Z", PEAL_CIVIL_GAP },
    { "America/New_York", "2026-03-07 02:30", "FREQ=DAILY", 3, "2026-03-09T06:30:00Z", PEAL_CIVIL_UNIQUE },
    { "America/New_York", "2026-10-31 01:30", "FREQ=DAILY", 2, "2026-11-01T05:30:00Z", PEAL_CIVIL_OVERLAP },
    { "America/New_York", "2026-10-31 01:30", "FREQ=DAILY", 3, "2026-11-02T06:30:00Z", PEAL_CIVIL_UNIQUE },
    { "Europe/Berlin", "2025-03-30 02:30", "FREQ=YEARLY", 1, "2025-03-30T01:30:00Z", PEAL_CIVIL_GAP },
    { "Europe/Berlin", "2025-03-30 02:30", "FREQ=YEARLY", 2, "2026-03-30T00:30:00Z", PEAL_CIVIL_UNIQUE },
    { "Pacific/Apia", "2011-12-28 09:00", "FREQ=DAILY", 3, "2011-12-30T19:00:00Z", PEAL_CIVIL_GAP },
    { "Pacific/Apia", "2011-12-28 09:00", "FREQ=DAILY", 4, "2011-12-30T19:00:00Z", PEAL_CIVIL_UNIQUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime start = parse_time (rows[i].start);
      PealRecurrence rule = parse_rule (rows[i].rule);
      PealOccurrence occurrence;
      g_autofree char *utc = NULL;

      g_test_message ("%s %s %s %d", rows[i].zone, rows[i].start, rows[i].rule, rows[i].n);
      g_assert_cmpint (peal_recurrence_nth (&rule, &start, peal_zones_get_clock (rows[i].zone, NULL), rows[i].n, &occurrence),
                       ==, PEAL_RECURRENCE_FOUND);
      utc = peal_time_to_iso8601 (occurrence.at);
      g_assert_cmpstr (utc, ==, rows[i].utc);
      g_assert_cmpint (occurrence.fit, ==, rows[i].fit);
      g_assert_cmpint (occurrence.index, ==, rows[i].n);
    }
}

/* Where a clock is set by a whole day, the local date is no guide to what has been. */
static void
test_whole_days (void)
{
  PealCivilTime samoa = { 2011, 12, 23, 9, 0, 0 }, alaska = { 1867, 10, 15, 9, 0, 0 };
  PealRecurrence fridays = parse_rule ("FREQ=WEEKLY;WKST=SA"), daily = parse_rule ("FREQ=DAILY;UNTIL=18671019T010000Z");
  gint64 saturday = 1325268000 * PEAL_SECOND; /* 2011-12-31 08:00 there, 2011-12-30 18:00 UTC */
  PealOccurrence found;

  g_assert_cmpint (peal_recurrence_next (&fridays, &samoa, peal_zones_get_clock ("Pacific/Apia", NULL), saturday, &found),
                   ==, PEAL_RECURRENCE_FOUND);
  g_assert_cmpint (found.at, ==, saturday + PEAL_HOUR);
  g_assert_cmpint (found.index, ==, 2);

  g_assert_cmpint (peal_recurrence_last (&daily, &alaska, peal_zones_get_clock ("America/Juneau", NULL), &found),
                   ==, PEAL_RECURRENCE_FOUND);
  g_assert_cmpint (found.local.day, ==, 19);
  g_assert_cmpint (found.index, ==, 5);
}

static void
test_nth_and_last (void)
{
  static const struct
  {
    const char *start;
    const char *rule;
    int n; /* 0 = the last */
    const char *expected;
  } rows[] = {
    { "2026-11-28 09:00", "FREQ=DAILY;COUNT=10", 0, "10 2026-12-07" },
    { "2026-11-28 09:00", "FREQ=DAILY;COUNT=10", 10, "10 2026-12-07" },
    { "2026-11-28 09:00", "FREQ=DAILY;COUNT=10", 11, "ended" },
    { "2026-11-28 09:00", "FREQ=DAILY", 0, "endless" },
    { "2026-11-28 09:00", "FREQ=DAILY", 999999, "999999 4764-10-23" },
    { "2026-11-28 09:00", "FREQ=DAILY;INTERVAL=9999", 999999, "beyond" },
    { "2026-11-28 09:00", "FREQ=DAILY;INTERVAL=9999;COUNT=999999", 0, "beyond" },
    { "2026-11-28 09:00", "FREQ=WEEKLY;INTERVAL=9999", G_MAXINT, "beyond" },
    { "2026-11-28 09:00", "FREQ=MONTHLY;INTERVAL=9999;BYDAY=MO", G_MAXINT, "beyond" },
    { "2026-11-28 09:00", "FREQ=YEARLY;INTERVAL=9999", G_MAXINT, "beyond" },
    { "2026-11-28 09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR", 1, "1 2026-11-30" },
    { "2026-11-28 09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR", 4, "4 2026-12-07" },
    { "2026-12-02 09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR", 3, "3 2026-12-07" },
    { "2026-12-02 09:00", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE,FR", 300, "300 2032-08-30" },
    { "2026-01-31 09:00", "FREQ=MONTHLY", 8, "8 2027-01-31" },
    { "2026-01-31 09:00", "FREQ=MONTHLY;COUNT=8", 0, "8 2027-01-31" },
    { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261130", 0, "3 2026-11-30" },
    { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261130T085959", 0, "2 2026-11-29" },
    { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261130T135959Z", 0, "2 2026-11-29" },
    { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261130T140000Z", 0, "3 2026-11-30" },
    { "2026-11-28 21:00", "FREQ=DAILY;UNTIL=20261130T020000Z", 0, "2 2026-11-29" },
    { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=20261127", 0, "ended" },
    { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=00010101", 0, "ended" },
    { "2026-11-28 09:00", "FREQ=DAILY;UNTIL=99991231", 0, "2911747 9998-12-31" },
    { "2026-11-28 09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20270101", 0, "4 2026-12-25" },
    { "2026-01-31 09:00", "FREQ=MONTHLY;UNTIL=20270228", 0, "8 2027-01-31" },
    { "2026-02-01 09:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30;UNTIL=20990101", 0, "ended" },
    { "2026-02-01 09:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30;COUNT=1", 0, "never" },
    { "2026-02-01 09:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", 7, "never" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime start = parse_time (rows[i].start);
      PealRecurrence rule = parse_rule (rows[i].rule);
      GTimeZone *zone = peal_zones_get_clock ("America/New_York", NULL);
      PealOccurrence found = { 0 };
      PealRecurrenceResult result = rows[i].n == 0 ? peal_recurrence_last (&rule, &start, zone, &found)
                                                   : peal_recurrence_nth (&rule, &start, zone, rows[i].n, &found);
      g_autofree char *text = g_strdup (results[result]);

      if (result == PEAL_RECURRENCE_FOUND)
        {
          g_free (text);
          text = g_strdup_printf ("%d %d-%02d-%02d", found.index, found.local.year, found.local.month, found.local.day);
        }
      g_test_message ("%s %s %d", rows[i].start, rows[i].rule, rows[i].n);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

/* The oracle: whether one day matches, from the words of the RFC, day by day, without periods. */
static gboolean
weekday_matches (const PealRecurrence *rule,
                 const PealCivilTime  *date)
{
  int day = peal_civil_time_get_day (date);
  int bits = rule->weekdays[peal_civil_weekday (day)];
  PealCivilTime other = *date;
  int before = 0, after = 0;

  for (int i = 7;; i += 7, before++)
    {
      peal_civil_time_set_day (&other, day - i);
      if (other.month != date->month)
        break;
    }
  for (int i = 7;; i += 7, after++)
    {
      peal_civil_time_set_day (&other, day + i);
      if (other.month != date->month)
        break;
    }
  return (bits & (PEAL_WEEKDAY_EACH | PEAL_WEEKDAY_NTH (before + 1) | PEAL_WEEKDAY_NTH_LAST (after + 1))) != 0;
}

static gboolean
month_day_matches (const PealRecurrence *rule,
                   const PealCivilTime  *date,
                   guint32               days)
{
  int n_days = peal_civil_days_in_month (date->year, date->month);

  if ((days & (1u << date->day)) != 0 || (rule->month_days_back & (1u << (n_days - date->day + 1))) != 0)
    return TRUE;
  return rule->skip_backward && date->day == n_days && (guint64) days >> (n_days + 1) != 0;
}

static gboolean
day_matches (const PealRecurrence *rule,
             const PealCivilTime  *start,
             const PealCivilTime  *date)
{
  int start_day = peal_civil_time_get_day (start), day = peal_civil_time_get_day (date);
  int months = (date->year - start->year) * 12 + date->month - start->month;
  int week = start_day - (peal_civil_weekday (start_day) - rule->week_start + 7) % 7;
  gboolean has_weekdays = FALSE, has_days = rule->month_days != 0 || rule->month_days_back != 0;

  for (guint i = 0; i < 7; i++)
    has_weekdays |= rule->weekdays[i] != 0;
  switch (rule->frequency)
    {
    case PEAL_FREQUENCY_DAILY:
      return (day - start_day) % rule->interval == 0;
    case PEAL_FREQUENCY_WEEKLY:
      return (day - week) / 7 % rule->interval == 0 &&
             (has_weekdays ? weekday_matches (rule, date) : (day - start_day) % 7 == 0);
    case PEAL_FREQUENCY_MONTHLY:
      return months % rule->interval == 0 && (!has_weekdays || weekday_matches (rule, date)) &&
             (has_days || has_weekdays ? !has_days || month_day_matches (rule, date, rule->month_days)
                                       : month_day_matches (rule, date, 1u << start->day));
    case PEAL_FREQUENCY_YEARLY:
      return date->month == start->month && months / 12 % rule->interval == 0 &&
             month_day_matches (rule, date, 1u << start->day);
    }
  g_assert_not_reached ();
}

/* The days that match, of @n_days from the start on. */
static GArray *
list_days (const PealRecurrence *rule,
           const PealCivilTime  *start,
           int                   n_days)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (int));
  PealCivilTime date = *start;
  int first = peal_civil_time_get_day (start);

  for (int day = first; day < first + n_days; day++)
    {
      peal_civil_time_set_day (&date, day);
      if (day_matches (rule, start, &date))
        g_array_append_val (days, day);
    }
  return days;
}

/* Asks for what comes next from each occurrence: in order, never in the past, none left out, none
 * made up, the same by number. */
static void
check_against_days (const PealRecurrence *rule,
                    const PealCivilTime  *start,
                    GTimeZone            *zone,
                    GArray               *days)
{
  PealCivilTime date = *start;
  gint64 last = G_MININT64;

  for (guint i = 0; i < days->len; i++)
    {
      PealOccurrence next, nth;
      gint64 at;

      peal_civil_time_set_day (&date, g_array_index (days, int, i));
      at = peal_civil_time_to_instant (&date, zone, NULL);
      g_assert_cmpint (peal_recurrence_next (rule, start, zone, last, &next), ==, PEAL_RECURRENCE_FOUND);
      g_assert_cmpint (next.at, >, last);
      g_assert_cmpint (next.at, ==, at);
      g_assert_cmpint (next.index, ==, (int) i + 1);
      g_assert_cmpint (peal_civil_time_compare (&next.local, &date), ==, 0);
      g_assert_cmpint (peal_recurrence_next (rule, start, zone, at - 1, &nth), ==, PEAL_RECURRENCE_FOUND);
      g_assert_cmpint (nth.at, ==, at);
      g_assert_cmpint (peal_recurrence_nth (rule, start, zone, (int) i + 1, &nth), ==, PEAL_RECURRENCE_FOUND);
      g_assert_cmpint (nth.at, ==, at);
      last = at;
    }
}

static void
test_every_zone (void)
{
  static const struct
  {
    const char *rule;
    const char *start;
    int n_days;
  } rows[] = {
    { "FREQ=DAILY", "2026-03-01 02:30", 60 },
    { "FREQ=DAILY", "2026-09-20 00:00", 60 },
    { "FREQ=WEEKLY;BYDAY=SU", "2026-01-01 01:30", 366 },
    { "FREQ=MONTHLY;BYDAY=-1SU", "2025-01-01 23:59", 3 * 366 },
    { "FREQ=MONTHLY;BYMONTHDAY=29,-1", "2025-01-01 12:00", 3 * 366 },
    { "FREQ=YEARLY", "2024-02-29 00:30", 10 * 366 },
  };

  for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
    {
      PealRecurrence rule = parse_rule (rows[j].rule);
      PealCivilTime start = parse_time (rows[j].start);
      g_autoptr(GArray) days = list_days (&rule, &start, rows[j].n_days);

      for (guint i = 0; i < peal_n_countries; i++)
        for (const char *const *zone = peal_countries[i].zones; *zone != NULL; zone++)
          {
            g_test_message ("%s %s", *zone, rows[j].rule);
            check_against_days (&rule, &start, peal_zones_get_clock (*zone, NULL), days);
          }
    }
}

static PealRecurrence
make_rule (GRand *rand)
{
  PealRecurrence rule = {
    .frequency = g_rand_int_range (rand, PEAL_FREQUENCY_DAILY, PEAL_FREQUENCY_YEARLY + 1),
    .interval = g_rand_boolean (rand) ? 1 : g_rand_int_range (rand, 1, 15),
    .week_start = g_rand_int_range (rand, 0, 7),
    .skip_backward = g_rand_boolean (rand),
  };

  for (guint i = 0; i < 7; i++)
    if (rule.frequency == PEAL_FREQUENCY_WEEKLY)
      rule.weekdays[i] = (guint16) g_rand_int_range (rand, 0, 2);
    else if (rule.frequency == PEAL_FREQUENCY_MONTHLY && g_rand_int_range (rand, 0, 6) == 0)
      rule.weekdays[i] = (guint16) (1 << g_rand_int_range (rand, 0, 11));
  for (int i = g_rand_int_range (rand, 0, 4); i > 0 && rule.frequency == PEAL_FREQUENCY_MONTHLY; i--)
    if (g_rand_boolean (rand))
      rule.month_days |= 1u << g_rand_int_range (rand, 1, 32);
    else
      rule.month_days_back |= 1u << g_rand_int_range (rand, 1, 32);
  return rule;
}

/* Many rules that nobody thought of, the same in each run. */
static void
test_many_rules (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5545);
  GTimeZone *zone = peal_zones_get_clock ("America/New_York", NULL);

  for (guint i = 0; i < 300; i++)
    {
      PealRecurrence rule = make_rule (rand);
      PealCivilTime start = { .hour = g_rand_int_range (rand, 0, 24), .minute = 30 };
      g_autofree char *text = peal_recurrence_format (&rule);
      g_autoptr(GArray) days = NULL;

      peal_civil_time_set_day (&start, g_rand_int_range (rand, 19000, 21000));
      g_test_message ("%s from %d-%d-%d", text, start.year, start.month, start.day);
      days = list_days (&rule, &start, 1500);
      check_against_days (&rule, &start, zone, days);
    }
}

/* Asked from anywhere, far before the start and beyond the end of time. */
static void
test_from_anywhere (void)
{
  static const char *const rules[] = { "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;BYDAY=MO,SA;COUNT=5", "FREQ=MONTHLY;COUNT=5" };
  PealCivilTime start = { 2026, 11, 28, 9, 0, 0 };
  GTimeZone *zone = peal_zones_get_clock ("Europe/Berlin", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      PealRecurrence rule = parse_rule (rules[i]);
      PealOccurrence found, last;

      g_test_message ("%s", rules[i]);
      g_assert_cmpint (peal_recurrence_last (&rule, &start, zone, &last), ==, PEAL_RECURRENCE_FOUND);
      g_assert_cmpint (last.index, ==, 5);
      for (gint64 at = last.at - 10 * PEAL_DAY; at < last.at; at += PEAL_HOUR)
        {
          g_assert_cmpint (peal_recurrence_next (&rule, &start, zone, at, &found), ==, PEAL_RECURRENCE_FOUND);
          g_assert_cmpint (found.at, >, at);
        }
      g_assert_cmpint (peal_recurrence_next (&rule, &start, zone, last.at, &found), ==, PEAL_RECURRENCE_ENDED);
      g_assert_cmpint (peal_recurrence_next (&rule, &start, zone, G_MAXINT64, &found), ==, PEAL_RECURRENCE_ENDED);
      g_assert_cmpint (peal_recurrence_next (&rule, &start, zone, G_MININT64, &found), ==, PEAL_RECURRENCE_FOUND);
      g_assert_cmpint (found.index, ==, 1);
      rule.count = 0;
      g_assert_cmpint (peal_recurrence_next (&rule, &start, zone, G_MAXINT64, &found), ==, PEAL_RECURRENCE_BEYOND);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence/dates", test_dates);
  g_test_add_func ("/recurrence/clock-changes", test_clock_changes);
  g_test_add_func ("/recurrence/whole-days", test_whole_days);
  g_test_add_func ("/recurrence/nth-and-last", test_nth_and_last);
  g_test_add_func ("/recurrence/every-zone", test_every_zone);
  g_test_add_func ("/recurrence/many-rules", test_many_rules);
  g_test_add_func ("/recurrence/from-anywhere", test_from_anywhere);
  return g_test_run ();
}

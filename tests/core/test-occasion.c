/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-occasion.h"

#include "peal-clock.h"
#include "peal-rules-private.h"
#include "peal-zones-private.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    PealOccasionDate date; /* month 0 = it is none */
  } rows[] = {
    { "1980-05-17", { 1980, 5, 17 } },
    { "19800517", { 1980, 5, 17 } },
    { "--05-17", { 0, 5, 17 } },
    { "--0517", { 0, 5, 17 } },
    { "2024-02-29", { 2024, 2, 29 } },
    { "--02-29", { 0, 2, 29 } },
    { "1000-01-01", { 1000, 1, 1 } },
    { "9998-12-31", { 9998, 12, 31 } },
    { "2023-02-29" },
    { "--02-30" },
    { "--04-31" },
    { "1980-13-01" },
    { "1980-00-01" },
    { "1980-01-00" },
    { "0000-05-17" },
    { "0999-05-17" },
    { "9999-05-17" },
    { "" },
    { "--" },
    { "1980" },
    { "1980-05" },
    { "1980-5-17" },
    { "80-05-17" },
    { "1980/05/17" },
    { "17.05.1980" },
    { " 1980-05-17" },
    { "1980-05-17 " },
    { "1980-05-17T00:00" },
    { "---05-17" },
    { "1980-05-1x" },
    { "١٩٨٠-٠٥-١٧" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealOccasionDate date = { 1, 2, 3 };
      gboolean parsed = peal_occasion_date_parse (rows[i].text, &date);
      const PealOccasionDate *expected = parsed ? &rows[i].date : &(PealOccasionDate) { 1, 2, 3 };

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (parsed, ==, rows[i].date.month != 0);
      g_assert_cmpint (date.year, ==, expected->year);
      g_assert_cmpint (date.month, ==, expected->month);
      g_assert_cmpint (date.day, ==, expected->day);
    }
}

/* "2026-05-17T08:00:00Z of 2026-05-17, 46 years", or why there is none. */
static char *
tell (PealOccasionResult      result,
      const PealOccasionTime *time)
{
  g_autofree char *at = NULL;

  if (result == PEAL_OCCASION_PASSED)
    return g_strdup ("passed");
  if (result == PEAL_OCCASION_NO_YEAR)
    return g_strdup ("no year");
  at = peal_time_to_iso8601 (time->at);
  return g_strdup_printf ("%s of %d-%02d-%02d, %d", at, time->event.year, time->event.month, time->event.day, time->years);
}

#define YEARLY(...) { .yearly = TRUE, __VA_ARGS__ }
#define ONCE(...) { .yearly = FALSE, __VA_ARGS__ }

/* In Berlin. */
static const struct
{
  PealOccasion occasion;
  const char *date;
  const char *after;
  const char *found;
} rows[] = {
  { YEARLY (.hour = 10), "1980-05-17", "2026-01-01T00:00:00Z", "2026-05-17T08:00:00Z of 2026-05-17, 46" },
  { YEARLY (.hour = 10), "--05-17", "2026-01-01T00:00:00Z", "2026-05-17T08:00:00Z of 2026-05-17, -1" },
  { YEARLY (.hour = 10), "1980-05-17", "2026-05-17T07:59:59Z", "2026-05-17T08:00:00Z of 2026-05-17, 46" },
  { YEARLY (.hour = 10), "1980-05-17", "2026-05-17T08:00:00Z", "2027-05-17T08:00:00Z of 2027-05-17, 47" },
  /* never before the date itself; the date itself is the first */
  { YEARLY (.hour = 10), "2030-05-17", "2026-01-01T00:00:00Z", "2030-05-17T08:00:00Z of 2030-05-17, 0" },
  { YEARLY (.hour = 10), "2030-05-17", "2030-05-17T08:00:00Z", "2031-05-17T08:00:00Z of 2031-05-17, 1" },
  /* days before and after, over the ends of months and years */
  { YEARLY (.days = -7, .hour = 10), "1980-05-03", "2026-01-01T00:00:00Z", "2026-04-26T08:00:00Z of 2026-05-03, 46" },
  { YEARLY (.days = -7, .hour = 10), "1980-01-03", "2026-12-20T00:00:00Z", "2026-12-27T09:00:00Z of 2027-01-03, 47" },
  { YEARLY (.days = -7, .hour = 10), "1980-01-03", "2026-12-27T09:00:00Z", "2027-12-27T09:00:00Z of 2028-01-03, 48" },
  { YEARLY (.days = 30, .hour = 10), "1980-12-20", "2026-01-01T00:00:00Z", "2026-01-19T09:00:00Z of 2025-12-20, 45" },
  { YEARLY (.days = 30, .hour = 10), "2025-12-20", "2025-01-01T00:00:00Z", "2026-01-19T09:00:00Z of 2025-12-20, 0" },
  { YEARLY (.days = -1, .hour = 10), "1980-03-01", "2027-02-01T00:00:00Z", "2027-02-28T09:00:00Z of 2027-03-01, 47" },
  { YEARLY (.days = -1, .hour = 10), "1980-03-01", "2028-02-01T00:00:00Z", "2028-02-29T09:00:00Z of 2028-03-01, 48" },
  /* 29 February */
  { YEARLY (.hour = 10), "--02-29", "2026-01-01T00:00:00Z", "2026-02-28T09:00:00Z of 2026-02-28, -1" },
  { YEARLY (.hour = 10), "2000-02-29", "2028-01-01T00:00:00Z", "2028-02-29T09:00:00Z of 2028-02-29, 28" },
  { YEARLY (.hour = 10, .leap_day = PEAL_LEAP_DAY_AFTER), "--02-29", "2026-01-01T00:00:00Z",
    "2026-03-01T09:00:00Z of 2026-03-01, -1" },
  { YEARLY (.days = 1, .hour = 10, .leap_day = PEAL_LEAP_DAY_AFTER), "--02-29", "2026-03-01T09:00:00Z",
    "2026-03-02T09:00:00Z of 2026-03-01, -1" },
  { YEARLY (.hour = 10, .leap_day = PEAL_LEAP_DAY_OMIT), "--02-29", "2026-01-01T00:00:00Z",
    "2028-02-29T09:00:00Z of 2028-02-29, -1" },
  { YEARLY (.hour = 10, .leap_day = PEAL_LEAP_DAY_OMIT), "1996-02-29", "2096-03-01T00:00:00Z",
    "2104-02-29T09:00:00Z of 2104-02-29, 108" },
  /* once */
  { ONCE (.hour = 10), "2026-05-17", "2026-01-01T00:00:00Z", "2026-05-17T08:00:00Z of 2026-05-17, 0" },
  { ONCE (.hour = 10), "2026-05-17", "2026-05-17T08:00:00Z", "passed" },
  { ONCE (.days = -7, .hour = 10), "2026-05-17", "2026-05-11T00:00:00Z", "passed" },
  { ONCE (.days = 30, .hour = 10), "2025-12-20", "2027-01-05T00:00:00Z", "passed" },
  { ONCE (.days = 30, .hour = 10), "2026-05-17", "2026-06-16T07:59:59Z", "2026-06-16T08:00:00Z of 2026-05-17, 0" },
  { ONCE (.hour = 10), "2024-02-29", "2024-01-01T00:00:00Z", "2024-02-29T09:00:00Z of 2024-02-29, 0" },
  { ONCE (.hour = 10), "--05-17", "2026-01-01T00:00:00Z", "no year" },
  /* a time that is missing on that day, and one that comes twice */
  { YEARLY (.hour = 2, .minute = 30), "--03-29", "2026-01-01T00:00:00Z", "2026-03-29T01:30:00Z of 2026-03-29, -1" },
  { YEARLY (.hour = 2, .minute = 30), "--10-25", "2026-01-01T00:00:00Z", "2026-10-25T00:30:00Z of 2026-10-25, -1" },
  /* the ends of the calendar */
  { YEARLY (.hour = 10), "--05-17", "9998-05-17T10:00:00Z", "passed" },
  { YEARLY (.days = 30, .hour = 10), "--12-31", "9998-12-31T00:00:00Z", "9999-01-30T09:00:00Z of 9998-12-31, -1" },
};

static void
test_next (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealOccasionDate date;
      PealOccasionTime time;
      PealOccasionResult result;
      g_autofree char *found = NULL;
      gint64 after;

      g_test_message ("%s after %s: %s", rows[i].date, rows[i].after, rows[i].found);
      g_assert_true (peal_occasion_date_parse (rows[i].date, &date));
      g_assert_true (peal_time_from_iso8601 (rows[i].after, &after));
      result = peal_occasion_next (&rows[i].occasion, &date, peal_zones_get_clock ("Europe/Berlin", NULL), after, &time);
      found = tell (result, &time);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

static void
test_extremes (void)
{
  static const PealOccasion occasion = YEARLY (.days = -7);
  static const PealOccasionDate date = { 0, 1, 1 };
  GTimeZone *zone = peal_zones_get_clock ("Europe/Berlin", NULL);
  PealOccasionTime time;

  g_assert_cmpint (peal_occasion_next (&occasion, &date, zone, G_MININT64, &time), ==, PEAL_OCCASION_FOUND);
  g_assert_cmpint (time.event.year, ==, PEAL_OCCASION_MIN_YEAR);
  g_assert_cmpint (peal_occasion_next (&occasion, &date, zone, G_MAXINT64, &time), ==, PEAL_OCCASION_PASSED);
}

static void
test_is_valid (void)
{
  static const struct
  {
    PealOccasion occasion;
    gboolean valid;
  } cases[] = {
    { YEARLY (.days = -7), TRUE }, { YEARLY (.days = -8), FALSE }, { YEARLY (.days = 30), TRUE },
    { YEARLY (.days = 31), FALSE }, { YEARLY (.hour = 23, .minute = 59), TRUE }, { YEARLY (.hour = 24), FALSE },
    { YEARLY (.hour = -1), FALSE }, { YEARLY (.minute = 60), FALSE }, { YEARLY (.minute = -1), FALSE },
    { YEARLY (.leap_day = PEAL_LEAP_DAY_OMIT + 1), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (peal_occasion_is_valid (&cases[i].occasion), ==, cases[i].valid);
    }
}

/* The oracle looks at every day, at the time of the message, and asks whose day it is: in every
 * zone each next one comes in order and none is left out. */
static void
check_zone (GTimeZone              *zone,
            const PealOccasion     *occasion,
            const PealOccasionDate *date)
{
  PealCivilTime first = { .year = 2026, .month = 1, .day = 1 }, local = { .hour = occasion->hour };
  int start = peal_civil_time_get_day (&first);
  gint64 after = peal_civil_time_to_instant (&first, zone, NULL) - 1;

  for (int day = start; day < start + 5 * 365; day++)
    {
      PealCivilTime event = { 0 };
      PealOccasionTime time;
      int n_days;

      peal_civil_time_set_day (&event, day - occasion->days);
      n_days = peal_civil_days_in_month (event.year, event.month);
      if (event.month != date->month || event.day != MIN (date->day, n_days))
        continue;
      peal_civil_time_set_day (&local, day);
      g_assert_cmpint (peal_occasion_next (occasion, date, zone, after, &time), ==, PEAL_OCCASION_FOUND);
      g_assert_cmpint (time.at, >, after);
      g_assert_cmpint (time.at, ==, peal_civil_time_to_instant (&local, zone, NULL));
      g_assert_cmpint (peal_civil_time_compare (&time.event, &event), ==, 0);
      g_assert_cmpint (peal_civil_time_compare (&time.local, &local), ==, 0);
      after = time.at;
    }
}

static void
test_every_zone (void)
{
  static const PealOccasion occasions[] = { YEARLY (.days = -7), YEARLY (.hour = 2), YEARLY (.days = 30, .hour = 9) };
  static const PealOccasionDate dates[] = { { 0, 1, 3 }, { 0, 2, 29 }, { 0, 3, 29 }, { 0, 12, 31 } };

  for (guint i = 0; i < peal_n_countries; i++)
    for (guint j = 0; j < G_N_ELEMENTS (occasions) * G_N_ELEMENTS (dates); j++)
      {
        g_test_message ("%s %u", peal_countries[i].zones[0], j);
        check_zone (peal_zones_get_clock (peal_countries[i].zones[0], NULL), &occasions[j % G_N_ELEMENTS (occasions)],
                    &dates[j / G_N_ELEMENTS (occasions)]);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/occasion/parse", test_parse);
  g_test_add_func ("/occasion/next", test_next);
  g_test_add_func ("/occasion/extremes", test_extremes);
  g_test_add_func ("/occasion/is-valid", test_is_valid);
  g_test_add_func ("/occasion/every-zone", test_every_zone);
  return g_test_run ();
}

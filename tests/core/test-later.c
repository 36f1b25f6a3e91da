/* test-later.c: times that a person writes or chooses, also on the days when the clocks are set.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-clock.h"
#include "peal-later.h"

#define ONCE PEAL_CIVIL_UNIQUE
#define TWICE PEAL_CIVIL_OVERLAP
#define SKIPPED PEAL_CIVIL_GAP

static gint64
read_utc (const char *text)
{
  gint64 time;

  g_assert_true (peal_time_from_iso8601 (text, &time));
  return time;
}

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    PealCivilFit fit;
    const char *utc; /* NULL = no time */
  } rows[] = {
    { "2026-11-21T18:30:00Z", ONCE, "2026-11-21T18:30:00Z" },
    { "2026-11-21T18:30:00+05:30", ONCE, "2026-11-21T13:00:00Z" },
    { "2026-11-21T18:30:00", ONCE, "2026-11-21T17:30:00Z" },
    { "2026-11-21T18:30", ONCE, "2026-11-21T17:30:00Z" },
    { "2026-11-21 18:30", ONCE, "2026-11-21T17:30:00Z" },
    { "2026-03-29T02:30", SKIPPED, "2026-03-29T01:30:00Z" },
    { "2026-03-29T02:30+01:00", ONCE, "2026-03-29T01:30:00Z" },
    { "2026-11-21T18:30Z", ONCE, "2026-11-21T18:30:00Z" },
    { "2026-11-21T18:3", ONCE, NULL },
    { "2026-11-21T18:30x", ONCE, NULL },
    { "2026-03-29T02:30:00+01:00", ONCE, "2026-03-29T01:30:00Z" },
    { "2026-10-25T02:30", TWICE, "2026-10-25T00:30:00Z" },
    { "tomorrow", ONCE, NULL },
    { "", ONCE, NULL },
    { "2026-11-21", ONCE, NULL },
    { "2026-02-30T10:00", ONCE, NULL },
    { "2026-11-21T25:00", ONCE, NULL },
    { "18:30", ONCE, NULL },
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *utc = NULL;
      PealCivilFit fit = ONCE;
      gint64 time = 1;

      g_test_message ("%s", rows[i].text);
      g_assert_true (peal_later_read (rows[i].text, zone, &time, &fit) == (rows[i].utc != NULL));
      utc = rows[i].utc != NULL ? peal_time_to_iso8601 (time) : NULL;
      g_assert_cmpstr (utc, ==, rows[i].utc);
      g_assert_cmpint (fit, ==, rows[i].fit);
      if (rows[i].utc == NULL)
        g_assert_cmpint (time, ==, 1);
    }
}

static void
test_often (void)
{
  static const struct
  {
    PealLater later;
    const char *zone;
    const char *now;
    const char *utc; /* NULL = none */
  } rows[] = {
    { PEAL_LATER_IN_ONE_HOUR, "Europe/Berlin", "2026-11-21T09:00:00Z", "2026-11-21T10:00:00Z" },
    /* a Saturday in November, 10:00 there */
    { PEAL_LATER_THIS_EVENING, "Europe/Berlin", "2026-11-21T09:00:00Z", "2026-11-21T17:00:00Z" },
    { PEAL_LATER_TOMORROW_MORNING, "Europe/Berlin", "2026-11-21T09:00:00Z", "2026-11-22T08:00:00Z" },
    { PEAL_LATER_MONDAY_MORNING, "Europe/Berlin", "2026-11-21T09:00:00Z", "2026-11-23T08:00:00Z" },
    /* 17:30, 17:31 and 23:30 there */
    { PEAL_LATER_THIS_EVENING, "Europe/Berlin", "2026-11-21T16:30:00Z", "2026-11-21T17:00:00Z" },
    { PEAL_LATER_THIS_EVENING, "Europe/Berlin", "2026-11-21T16:31:00Z", NULL },
    { PEAL_LATER_THIS_EVENING, "Europe/Berlin", "2026-11-21T22:30:00Z", NULL },
    /* a Sunday there, a Saturday in UTC */
    { PEAL_LATER_MONDAY_MORNING, "Pacific/Auckland", "2026-11-21T20:00:00Z", NULL },
    { PEAL_LATER_TOMORROW_MORNING, "Pacific/Auckland", "2026-11-21T20:00:00Z", "2026-11-22T20:00:00Z" },
    /* on a Monday the next one */
    { PEAL_LATER_MONDAY_MORNING, "Europe/Berlin", "2026-11-23T09:00:00Z", "2026-11-30T08:00:00Z" },
    /* over a change of the clocks, and over the end of the year */
    { PEAL_LATER_TOMORROW_MORNING, "Europe/Berlin", "2026-03-28T09:00:00Z", "2026-03-29T07:00:00Z" },
    { PEAL_LATER_TOMORROW_MORNING, "America/New_York", "2026-10-31T16:00:00Z", "2026-11-01T14:00:00Z" },
    { PEAL_LATER_MONDAY_MORNING, "UTC", "2026-12-31T12:00:00Z", "2027-01-04T09:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (rows[i].zone);
      g_autofree char *utc = NULL;
      gint64 time = 0;

      g_assert_true (peal_later_find (rows[i].later, read_utc (rows[i].now), zone, &time) == (rows[i].utc != NULL));
      utc = rows[i].utc != NULL ? peal_time_to_iso8601 (time) : NULL;
      g_assert_cmpstr (utc, ==, rows[i].utc);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/later/read", test_read);
  g_test_add_func ("/later/often", test_often);
  return g_test_run ();
}

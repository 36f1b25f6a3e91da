/* test-plan-words.c: what people read about what is planned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-groups.h"
#include "peal-occurrence-text.h"
#include "peal-schedule-text.h"

/* Tuesday, 10 November 2026, 12:00 UTC. */
#define NOON (G_GINT64_CONSTANT (1794312000) * PEAL_SECOND)

static void
test_rhythms (void)
{
  static const struct
  {
    const char *start;
    const char *rule;
    const char *zone;
    const char *field;
    int days;
    const char *text;
  } rows[] = {
    { "2030-01-07 09:00", "", "UTC", "", 0, "Once, 9:00" },
    { "2030-01-07 09:00", "", "", "", 0, "Once, 9:00, on each recipient’s clock" },
    { "2030-01-07 09:00", "", "Europe/Berlin", "", 0, "Once, 9:00 (Europe/Berlin)" },
    { "2030-01-07 09:00", "FREQ=DAILY", "UTC", "", 0, "Every day, 9:00" },
    { "2030-01-07 09:00", "FREQ=DAILY;INTERVAL=3", "UTC", "", 0, "Every 3 days, 9:00" },
    { "2030-01-07 09:00", "FREQ=WEEKLY", "UTC", "", 0, "Every week on Monday, 9:00" },
    { "2030-01-07 09:00", "FREQ=WEEKLY;BYDAY=MO,TH", "UTC", "", 0, "Every week on Monday, Thursday, 9:00" },
    { "2030-01-07 09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "UTC", "", 0, "Every 2 weeks on Sunday, 9:00" },
    { "2030-01-15 18:30", "FREQ=MONTHLY", "UTC", "", 0, "Every month on day 15, 18:30" },
    { "2030-01-15 18:30", "FREQ=MONTHLY;BYMONTHDAY=-1", "UTC", "", 0, "Every month on the last day, 18:30" },
    { "2030-01-15 18:30", "FREQ=MONTHLY;BYMONTHDAY=3", "UTC", "", 0, "Every month on day 3, 18:30" },
    { "2030-01-15 18:30", "FREQ=MONTHLY;BYMONTHDAY=1,15", "UTC", "", 0, "Every month, on several days, 18:30" },
    { "2030-01-15 18:30", "FREQ=MONTHLY;BYMONTHDAY=-2", "UTC", "", 0, "Every month, on several days, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=1TU", "UTC", "", 0, "Every month on the first Tuesday, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=2TU", "UTC", "", 0, "Every month on the second Tuesday, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=3TU", "UTC", "", 0, "Every month on the third Tuesday, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=4TU", "UTC", "", 0, "Every month on the fourth Tuesday, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=5TU", "UTC", "", 0, "Every month on the fifth Tuesday, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=-1FR", "UTC", "", 0, "Every month on the last Friday, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=1TU,3TU", "UTC", "", 0, "Every month, on several days, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;BYDAY=TU", "UTC", "", 0, "Every month, on several days, 18:30" },
    { "2030-01-08 18:30", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "UTC", "", 0, "Every 3 months on the second Tuesday, 18:30" },
    { "2030-01-08 00:05", "FREQ=YEARLY", "UTC", "", 0, "Every year, 0:05" },
    { "2030-01-08 00:05", "FREQ=YEARLY;INTERVAL=4", "UTC", "", 0, "Every 4 years, 0:05" },
    { "2030-01-08 09:00", "", "UTC", "birthday", 0, "On each birthday, 9:00" },
    { "2030-01-08 09:00", "", "UTC", "birthday", -1, "1 day before each birthday, 9:00" },
    { "2030-01-08 09:00", "", "UTC", "birthday", 2, "2 days after each birthday, 9:00" },
    { "2030-01-08 09:00", "", "UTC", "<b>&", 0, "On the date in “<b>&”, 9:00" },
    { "2030-01-08 09:00", "", "UTC", "contract", -7, "7 days before the date in “contract”, 9:00" },
    { "2030-01-08 09:00", "FREQ=DAILY;COUNT=9", "UTC", "contract", 1, "1 day after the date in “contract”, 9:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = peal_schedule_new ("x", "x");
      g_autofree char *text = NULL;

      g_assert_true (peal_civil_time_parse (rows[i].start, &schedule->start));
      g_set_str (&schedule->rule, rows[i].rule);
      g_set_str (&schedule->zone, rows[i].zone);
      g_set_str (&schedule->date_field, rows[i].field);
      schedule->occasion.days = rows[i].days;
      text = peal_schedule_rhythm_text (schedule);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_audiences (void)
{
  static const struct
  {
    guint n_groups;
    guint n_people;
    guint n_numbers;
    const char *text;
  } rows[] = {
    { 0, 0, 0, "Everybody whose day it is" },
    { 1, 0, 0, "<b>Regulars" },
    { 2, 0, 0, "2 groups" },
    { 0, 1, 0, "1 person" },
    { 0, 2, 1, "2 people, 1 number" },
    { 1, 3, 2, "<b>Regulars, 3 people, 2 numbers" },
  };
  PealGroup group = { .id = 1, .name = (char *) "<b>Regulars" };
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();

  g_ptr_array_add (groups, &group);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = peal_schedule_new ("x", "x");
      g_autoptr(GStrvBuilder) numbers = g_strv_builder_new ();
      g_autofree char *text = NULL;

      for (gint64 id = 1; id <= rows[i].n_groups; id++)
        g_array_append_val (schedule->group_ids, id);
      for (gint64 id = 1; id <= rows[i].n_people; id++)
        g_array_append_val (schedule->contact_ids, id);
      for (guint n = 0; n < rows[i].n_numbers; n++)
        g_strv_builder_add (numbers, "+12015550123");
      g_strfreev (schedule->numbers);
      schedule->numbers = g_strv_builder_end (numbers);
      text = peal_schedule_audience_text (schedule, groups);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *name;
    guint n_more;
    const char *text;
  } rows[] = {
    { "", 0, "Nobody’s day within a month" },
    { "<b>Anna", 0, "Next: <b>Anna, tomorrow 8:00" },
    { "Anna", 1, "Next: Anna and 1 more, tomorrow 8:00" },
    { "Anna", 7, "Next: Anna and 7 more, tomorrow 8:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealNextDay day = { .is_known = TRUE, .contact_id = 1, .n_more = rows[i].n_more,
                          .time = { .local = { 2026, 11, 11, 8, 0, 0 }, .fit = PEAL_CIVIL_UNIQUE } };
      g_autofree char *text = peal_schedule_day_text (&day, rows[i].name, NOON);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Each reason has words of its own: nobody is told that there was nobody to send to because the computer was off. */
static void
test_occurrences (void)
{
  static const struct
  {
    const char *reason;
    gboolean made;
    const char *date_field;
    gint64 n_passed;
    const char *text;
  } rows[] = {
    { "in_time", TRUE, "", 0, "Last: sent, 8:00" },
    { "late", TRUE, "", 0, "Last: sent late, 8:00" },
    { "policy", TRUE, "", 0, "Last: it was late, so you were asked, 8:00" },
    { "clock", TRUE, "", 0, "Last: the clock was in doubt, so you were asked, 8:00" },
    { "copy", TRUE, "", 0, "Last: another copy may have sent it, so you were asked, 8:00" },
    { "of a newer program", TRUE, "", 0, "Last: sent, 8:00" },
    { "not_due", FALSE, "", 0, "Last: moved, because the clocks there will be set on other days, 8:00" },
    { "too_late", FALSE, "", 0, "Last: left out, because it was too late, 8:00" },
    { "expired", FALSE, "birthday", 0, "Last: left out, because it was worth nothing any more, 8:00" },
    { "superseded", FALSE, "", 0, "Last: left out, because the next one was due as well, 8:00" },
    { "in_time", FALSE, "", 0, "Last: there was nobody to send to, 8:00" },
    { "late", FALSE, "birthday", 0, "Last: it was nobody’s day, 8:00" },
    { "of a newer program", FALSE, "", 0, "Last: left out, 8:00" },
    { "late", TRUE, "", 1, "Last: sent late, 8:00 · 1 earlier one left out" },
    { "late", TRUE, "", 12, "Last: sent late, 8:00 · 12 earlier ones left out" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = peal_schedule_new ("x", "x");
      PealOccurrenceRow occurrence = {
        .campaign_id = rows[i].made, .reason = (char *) rows[i].reason, .n_passed = rows[i].n_passed,
        .decided_at = NOON - 4 * PEAL_HOUR,
      };
      g_autofree char *text = NULL;

      g_set_str (&schedule->date_field, rows[i].date_field);
      text = peal_occurrence_text (schedule, &occurrence, NOON);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Each is read as it was written. */
static void
test_all_reasons (void)
{
  for (int reason = PEAL_MISSED_NOT_DUE; reason <= PEAL_MISSED_COPY; reason++)
    {
      PealMissedReason read;

      g_assert_true (peal_missed_reason_from_string (peal_missed_reason_to_string ((PealMissedReason) reason), &read));
      g_assert_cmpint (read, ==, reason);
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-words/rhythms", test_rhythms);
  g_test_add_func ("/plan-words/audiences", test_audiences);
  g_test_add_func ("/plan-words/days", test_days);
  g_test_add_func ("/plan-words/occurrences", test_occurrences);
  g_test_add_func ("/plan-words/all-reasons", test_all_reasons);
  return g_test_run ();
}

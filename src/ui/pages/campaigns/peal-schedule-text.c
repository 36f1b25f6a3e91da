/* peal-schedule-text.c: a schedule, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-schedule-text.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-groups.h"

#include <glib/gi18n.h>

/* The instant at which the clock here shows @local: what is formatted is a clock's face. */
static gint64
as_here (const PealCivilTime *local)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();

  return peal_civil_time_to_instant (local, zone, NULL);
}

/* Rhythm ------------------------------------------------------------------------------------------ */

/* "Monday"; 0 = Monday. Caller frees. */
static char *
dup_weekday (int weekday)
{
  g_autoptr(GDateTime) day = g_date_time_new_utc (2024, 1, 1 + weekday, 12, 0, 0); /* a Monday, and after */

  return g_date_time_format (day, "%A");
}

static int
get_weekday (const PealCivilTime *local)
{
  g_autoptr(GDateTime) day = g_date_time_new_utc (local->year, local->month, local->day, 12, 0, 0);

  return g_date_time_get_day_of_week (day) - 1;
}

static char *
dup_weekly (const PealRecurrence *rule,
            const PealCivilTime  *start)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  g_autofree char *days = NULL;
  guint n = 0;

  for (int i = 0; i < 7; i++)
    if (rule->weekdays[i] != 0)
      {
        g_strv_builder_take (names, dup_weekday (i));
        n++;
      }
  if (n == 0)
    g_strv_builder_take (names, dup_weekday (get_weekday (start)));
  texts = g_strv_builder_end (names);
  days = g_strjoinv (", ", texts);
  if (rule->interval == 1)
    /* Translators: %s are days: "Monday, Thursday". */
    return g_strdup_printf (_("Every week on %s"), days);
  return g_strdup_printf (ngettext ("Every %d week on %s", "Every %d weeks on %s", rule->interval), rule->interval,
                          days);
}

/* The n-th such day of a month. Caller frees; NULL if the bits say more than one. */
static char *
dup_nth (guint16     bits,
         const char *name)
{
  switch (bits)
    {
    case PEAL_WEEKDAY_NTH (1):
      return g_strdup_printf (_("the first %s"), name);
    case PEAL_WEEKDAY_NTH (2):
      return g_strdup_printf (_("the second %s"), name);
    case PEAL_WEEKDAY_NTH (3):
      return g_strdup_printf (_("the third %s"), name);
    case PEAL_WEEKDAY_NTH (4):
      return g_strdup_printf (_("the fourth %s"), name);
    case PEAL_WEEKDAY_NTH (5):
      return g_strdup_printf (_("the fifth %s"), name);
    case PEAL_WEEKDAY_NTH_LAST (1):
      return g_strdup_printf (_("the last %s"), name);
    default:
      return NULL;
    }
}

/* "the second Tuesday"; NULL if the rule is more than one day. */
static char *
dup_monthly_weekday (const PealRecurrence *rule)
{
  int weekday = -1;
  g_autofree char *name = NULL;

  for (int i = 0; i < 7; i++)
    if (rule->weekdays[i] != 0)
      {
        if (weekday >= 0)
          return NULL;
        weekday = i;
      }
  name = dup_weekday (weekday);
  return dup_nth (rule->weekdays[weekday], name);
}

/* "day 15"; NULL if the rule is more than one day. */
static char *
dup_month_day (const PealRecurrence *rule,
               const PealCivilTime  *start)
{
  if (rule->month_days_back == 1 << 1 && rule->month_days == 0)
    return g_strdup (_("the last day"));
  if (rule->month_days_back != 0)
    return NULL;
  if (rule->month_days == 0)
    return g_strdup_printf (_("day %d"), start->day);
  if ((rule->month_days & (rule->month_days - 1)) != 0)
    return NULL;
  return g_strdup_printf (_("day %d"), g_bit_nth_lsf (rule->month_days, -1));
}

static char *
dup_monthly (const PealRecurrence *rule,
             const PealCivilTime  *start)
{
  gboolean by_weekday = FALSE;
  g_autofree char *day = NULL;

  for (int i = 0; i < 7; i++)
    by_weekday = by_weekday || rule->weekdays[i] != 0;
  if (!by_weekday)
    day = dup_month_day (rule, start);
  else if (rule->month_days == 0 && rule->month_days_back == 0)
    day = dup_monthly_weekday (rule);
  if (day == NULL)
    return g_strdup (_("Every month, on several days"));
  if (rule->interval == 1)
    /* Translators: %s is "day 15", "the last day", "the second Tuesday". */
    return g_strdup_printf (_("Every month on %s"), day);
  return g_strdup_printf (ngettext ("Every %d month on %s", "Every %d months on %s", rule->interval), rule->interval,
                          day);
}

static char *
dup_rule (const PealSchedule *schedule)
{
  PealRecurrence rule;

  if (*schedule->rule == '\0' || !peal_recurrence_parse (schedule->rule, &rule, NULL, NULL))
    return g_strdup (_("Once"));
  switch (rule.frequency)
    {
    case PEAL_FREQUENCY_DAILY:
      return rule.interval == 1 ? g_strdup (_("Every day"))
                                : g_strdup_printf (ngettext ("Every %d day", "Every %d days", rule.interval),
                                                   rule.interval);
    case PEAL_FREQUENCY_WEEKLY:
      return dup_weekly (&rule, &schedule->start);
    case PEAL_FREQUENCY_MONTHLY:
      return dup_monthly (&rule, &schedule->start);
    case PEAL_FREQUENCY_YEARLY:
      break;
    }
  return rule.interval == 1 ? g_strdup (_("Every year"))
                            : g_strdup_printf (ngettext ("Every %d year", "Every %d years", rule.interval),
                                               rule.interval);
}

static char *
dup_occasion (const PealSchedule *schedule)
{
  int days = schedule->occasion.days;
  const char *field = schedule->date_field;

  if (g_str_equal (field, "birthday"))
    {
      if (days == 0)
        return g_strdup (_("On each birthday"));
      if (days < 0)
        return g_strdup_printf (ngettext ("%d day before each birthday", "%d days before each birthday", -days), -days);
      return g_strdup_printf (ngettext ("%d day after each birthday", "%d days after each birthday", days), days);
    }
  if (days == 0)
    /* Translators: %s is the name of a field of contacts that holds a date. */
    return g_strdup_printf (_("On the date in “%s”"), field);
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day before the date in “%s”", "%d days before the date in “%s”", -days),
                            -days, field);
  return g_strdup_printf (ngettext ("%d day after the date in “%s”", "%d days after the date in “%s”", days), days,
                          field);
}

char *
peal_schedule_rhythm_text (const PealSchedule *schedule)
{
  g_autofree char *rhythm = *schedule->date_field != '\0' ? dup_occasion (schedule) : dup_rule (schedule);
  g_autofree char *clock = peal_format_clock (as_here (&schedule->start));
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();

  if (*schedule->zone == '\0')
    /* Translators: how often, and a time of day: "Every day, 9:00, on each recipient’s clock". */
    return g_strdup_printf (_("%s, %s, on each recipient’s clock"), rhythm, clock);
  if (g_strcmp0 (schedule->zone, g_time_zone_get_identifier (here)) == 0)
    /* Translators: how often, and a time of day: "Every day, 9:00". */
    return g_strdup_printf (_("%s, %s"), rhythm, clock);
  /* Translators: how often, a time of day, a zone: "Every day, 9:00 (Europe/Berlin)". */
  return g_strdup_printf (_("%s, %s (%s)"), rhythm, clock, schedule->zone);
}

/* Audience ---------------------------------------------------------------------------------------- */

static const char *
find_group_name (const GPtrArray *groups,
                 gint64           id)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);

      if (group->id == id)
        return group->name;
    }
  return NULL;
}

char *
peal_schedule_audience_text (const PealSchedule *schedule,
                             const GPtrArray    *groups)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  guint n_groups = schedule->group_ids->len;
  guint n_people = schedule->contact_ids->len;
  guint n_numbers = g_strv_length (schedule->numbers);
  const char *name = n_groups == 1 ? find_group_name (groups, g_array_index (schedule->group_ids, gint64, 0)) : NULL;

  if (n_groups + n_people + n_numbers == 0)
    return g_strdup (_("Everybody whose day it is"));
  if (name != NULL)
    g_strv_builder_add (parts, name);
  else if (n_groups > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u group", "%u groups", n_groups), n_groups));
  if (n_people > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u person", "%u people", n_people), n_people));
  if (n_numbers > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u number", "%u numbers", n_numbers), n_numbers));
  texts = g_strv_builder_end (parts);
  return g_strjoinv (", ", texts);
}

/* Times ------------------------------------------------------------------------------------------- */

char *
peal_schedule_time_text (const PealScheduleTime *time,
                         gint64                  now)
{
  g_autofree char *moment = peal_format_moment (as_here (&time->local), now);

  switch (time->fit)
    {
    case PEAL_CIVIL_GAP:
      /* Translators: %s is a time that no clock shows on that day. */
      return g_strdup_printf (_("%s, later by what the clocks are set forward then"), moment);
    case PEAL_CIVIL_OVERLAP:
      /* Translators: %s is a time that the clocks show twice on that day. */
      return g_strdup_printf (_("%s, the first of two: the clocks are set back then"), moment);
    case PEAL_CIVIL_UNIQUE:
      break;
    }
  return g_steal_pointer (&moment);
}

gboolean
peal_schedule_is_idle (const PealSchedule *schedule)
{
  return schedule->state == PEAL_SCHEDULE_ACTIVE && schedule->next_at != PEAL_TIME_NEVER
         && (!schedule->has_account || !schedule->has_audience);
}

static char *
dup_idle (const PealSchedule     *schedule,
          const PealScheduleTime *time,
          gint64                  now)
{
  g_autofree char *text = peal_schedule_time_text (time, now);
  gboolean is_late = time->at <= now;

  if (!schedule->has_audience)
    /* Translators: here and below, %s is a time: "tomorrow 8:00". */
    return g_strdup_printf (is_late ? _("Waits since %s: edit the group’s rule, which asks for what is gone")
                                    : _("Cannot go out %s: edit the group’s rule, which asks for what is gone"), text);
  if (*schedule->account_label == '\0')
    /* Translators: here and below, %s is a time: "tomorrow 8:00". */
    return g_strdup_printf (is_late ? _("Waits since %s: no account is in use")
                                    : _("Cannot go out %s: no account is in use"), text);
  /* Translators: here and below, a time, then the name of a gateway account. */
  return g_strdup_printf (is_late ? _("Waits since %s: “%s” is not in use")
                                  : _("Cannot go out %s: “%s” is not in use"), text, schedule->account_label);
}

char *
peal_schedule_state_text (const PealSchedule *schedule,
                          gint64              now)
{
  PealScheduleTime time;
  g_autofree char *text = NULL;

  if (schedule->state == PEAL_SCHEDULE_PAUSED)
    return g_strdup (_("Paused"));
  if (schedule->state == PEAL_SCHEDULE_ENDED || schedule->next_at == PEAL_TIME_NEVER
      || !peal_schedule_find_next (schedule, schedule->next_at - 1, &time))
    return g_strdup (_("Ended"));
  if (peal_schedule_is_idle (schedule))
    return dup_idle (schedule, &time, now);
  text = peal_schedule_time_text (&time, now);
  /* Each day it is looked whose day it is; often nobody's. */
  if (*schedule->date_field != '\0')
    /* Translators: %s is a time: "tomorrow 8:00". */
    return g_strdup_printf (_("Looks again: %s"), text);
  /* Translators: %s is a time: "tomorrow 8:00". */
  return g_strdup_printf (_("Next: %s"), text);
}

char *
peal_schedule_day_text (const PealNextDay *day,
                        const char        *name,
                        gint64             now)
{
  g_autofree char *moment = NULL;

  if (*name == '\0')
    return g_strdup (_("Nobody’s day within a month"));
  moment = peal_schedule_time_text (&day->time, now);
  if (day->n_more == 0)
    /* Translators: whose day comes next, and when they are written to: "Next: Anna, tomorrow 8:00". */
    return g_strdup_printf (_("Next: %s, %s"), name, moment);
  return g_strdup_printf (ngettext ("Next: %s and %u more, %s", "Next: %s and %u more, %s", day->n_more), name,
                          day->n_more, moment);
}

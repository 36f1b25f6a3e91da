/* peal-occasion.c: a message that goes by a date of the person it goes to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-occasion.h"

#include <string.h>

#define LEAP_YEAR 2000 /* any: for dates whose year is unknown */

/* Two leap years are at most eight years apart (1896 and 1904), and the message of last year's or
 * next year's date may fall into this year. */
#define MAX_YEARS_APART 10

gboolean
peal_occasion_date_is_valid (const PealOccasionDate *date)
{
  if (date->year != 0 && (date->year < PEAL_OCCASION_MIN_YEAR || date->year > PEAL_OCCASION_MAX_YEAR))
    return FALSE;
  return date->month >= 1 && date->month <= 12 && date->day >= 1 &&
         date->day <= peal_civil_days_in_month (date->year != 0 ? date->year : LEAP_YEAR, date->month);
}

gboolean
peal_occasion_is_valid (const PealOccasion *self)
{
  return self->days >= PEAL_OCCASION_MIN_DAYS && self->days <= PEAL_OCCASION_MAX_DAYS && self->hour >= 0 &&
         self->hour <= 23 && self->minute >= 0 && self->minute <= 59 && self->leap_day <= PEAL_LEAP_DAY_OMIT;
}

/* The number that @text has where @pattern has @sign. */
static int
number_at (const char *text,
           const char *pattern,
           char        sign)
{
  int number = 0;

  for (gsize i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == sign)
      number = number * 10 + g_ascii_digit_value (text[i]);
  return number;
}

static gboolean
has_shape (const char *text,
           const char *pattern)
{
  if (strlen (text) != strlen (pattern))
    return FALSE;
  for (gsize i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == '-' ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

gboolean
peal_occasion_date_parse (const char       *text,
                          PealOccasionDate *date)
{
  static const char *const patterns[] = { "yyyy-mm-dd", "yyyymmdd", "--mm-dd", "--mmdd" };

  g_return_val_if_fail (text != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      PealOccasionDate read;

      if (!has_shape (text, patterns[i]))
        continue;
      read = (PealOccasionDate) {
        .year = number_at (text, patterns[i], 'y'),
        .month = number_at (text, patterns[i], 'm'),
        .day = number_at (text, patterns[i], 'd'),
      };
      if (!peal_occasion_date_is_valid (&read) || (read.year == 0 && patterns[i][0] == 'y'))
        return FALSE;
      *date = read;
      return TRUE;
    }
  return FALSE;
}

/* The day on which @date is celebrated in @year; FALSE if it is not. */
static gboolean
find_event (const PealOccasion     *self,
            const PealOccasionDate *date,
            int                     year,
            PealCivilTime          *event)
{
  *event = (PealCivilTime) { .year = year, .month = date->month, .day = date->day };
  if (date->day <= peal_civil_days_in_month (year, date->month))
    return TRUE;

  switch (self->leap_day)
    {
    case PEAL_LEAP_DAY_BEFORE:
      event->day = 28;
      return TRUE;
    case PEAL_LEAP_DAY_AFTER:
      event->month = 3;
      event->day = 1;
      return TRUE;
    case PEAL_LEAP_DAY_OMIT:
      return FALSE;
    }
  g_assert_not_reached ();
}

static gboolean
find_time (const PealOccasion     *self,
           const PealOccasionDate *date,
           GTimeZone              *zone,
           int                     year,
           PealOccasionTime       *time)
{
  if (!find_event (self, date, year, &time->event))
    return FALSE;
  time->years = date->year != 0 ? year - date->year : -1;
  time->local = (PealCivilTime) { .hour = self->hour, .minute = self->minute };
  peal_civil_time_set_day (&time->local, peal_civil_time_get_day (&time->event) + self->days);
  time->at = peal_civil_time_to_instant (&time->local, zone, &time->fit);
  return TRUE;
}

PealOccasionResult
peal_occasion_next (const PealOccasion     *self,
                    const PealOccasionDate *date,
                    GTimeZone              *zone,
                    gint64                  after,
                    PealOccasionTime       *time)
{
  int first, last;

  g_return_val_if_fail (peal_occasion_is_valid (self), PEAL_OCCASION_PASSED);
  g_return_val_if_fail (peal_occasion_date_is_valid (date), PEAL_OCCASION_PASSED);
  g_return_val_if_fail (zone != NULL, PEAL_OCCASION_PASSED);

  if (!self->yearly && date->year == 0)
    return PEAL_OCCASION_NO_YEAR;

  first = MAX (peal_civil_time_from_instant (after, zone).year - 1, PEAL_OCCASION_MIN_YEAR);
  if (date->year != 0)
    first = self->yearly ? MAX (first, date->year) : date->year;
  last = self->yearly ? MIN (first + MAX_YEARS_APART, PEAL_OCCASION_MAX_YEAR) : first;

  for (int year = first; year <= last; year++)
    {
      PealOccasionTime candidate;

      if (find_time (self, date, zone, year, &candidate) && candidate.at > after)
        {
          *time = candidate;
          return PEAL_OCCASION_FOUND;
        }
    }
  return PEAL_OCCASION_PASSED;
}

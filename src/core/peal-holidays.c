/* peal-holidays.c: which days the rules call holidays.
 *
 * The table holds formulas, so it does not run out with the year. It is on the
 * safe side: a holiday that is moved from a weekend closes both days.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-rules-private.h"

#include <string.h>

/* Western Easter Sunday, as GDate counts days (Meeus, Jones and Butcher). */
static guint32
easter_of (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  GDate date;

  g_date_set_dmy (&date, n % 31 + 1, n / 31, year);
  return g_date_get_julian (&date);
}

static gboolean
is_nth_weekday (const GDate *date,
                int          month,
                int          nth,
                int          weekday)
{
  int day = g_date_get_day (date);

  if ((int) g_date_get_month (date) != month || (int) g_date_get_weekday (date) != weekday)
    return FALSE;
  if (nth == 0)
    return day + 7 > g_date_get_days_in_month (month, g_date_get_year (date));
  return (day + 6) / 7 == nth;
}

static gboolean
is_date (const PealHolidayRule *rule,
         guint32                julian)
{
  GDate date;

  g_date_set_julian (&date, julian);
  return (int) g_date_get_month (&date) == rule->month && g_date_get_day (&date) == rule->day;
}

static gboolean
falls_on (const PealHolidayRule *rule,
          guint32                julian)
{
  GDate date, other;

  g_date_set_julian (&date, julian);
  switch (rule->kind)
    {
    case PEAL_HOLIDAY_DATE:
      if (is_date (rule, julian))
        return TRUE;
      if (rule->observed && g_date_get_weekday (&date) == G_DATE_FRIDAY)
        return is_date (rule, julian + 1);
      if (rule->observed && g_date_get_weekday (&date) == G_DATE_MONDAY)
        return is_date (rule, julian - 1);
      return FALSE;
    case PEAL_HOLIDAY_NTH_WEEKDAY:
      return is_nth_weekday (&date, rule->month, rule->nth, rule->day);
    case PEAL_HOLIDAY_EASTER:
      return julian == easter_of (g_date_get_year (&date)) + rule->day;
    case PEAL_HOLIDAY_THANKSGIVING:
      g_date_set_julian (&other, julian - rule->day);
      return is_nth_weekday (&other, rule->month, 4, G_DATE_THURSDAY);
    case PEAL_HOLIDAY_ELECTION:
      g_date_set_julian (&other, julian - 1);
      return is_nth_weekday (&other, rule->month, 1, G_DATE_MONDAY);
    }
  return FALSE;
}

const char *
peal_holiday_find (const char *jurisdiction,
                   guint32     julian)
{
  for (guint i = 0; i < peal_n_holidays; i++)
    {
      const PealHolidayRule *rule = &peal_holidays[i];
      gsize length = strlen (rule->jurisdiction);

      if (strncmp (rule->jurisdiction, jurisdiction, length) == 0 &&
          (jurisdiction[length] == '\0' || jurisdiction[length] == '-') && falls_on (rule, julian))
        return rule->name;
    }
  return NULL;
}

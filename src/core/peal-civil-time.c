/* peal-civil-time.c: a date and a time of day as a wall clock shows them.
 *
 * A zone is a row of intervals, each with one offset. A civil time, read with the
 * offset of an interval, gives an instant, and that is an answer if the instant
 * lies in that very interval. Asking all intervals that are near finds every
 * answer: none in a gap, two in an overlap. Nothing is assumed about how much a
 * clock is set (Lord Howe: half an hour; Samoa in 2011: a day) nor which way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-civil-time.h"

#include <string.h>

#define SECONDS_OF_DAY 86400
#define MIN_DAY (1 - PEAL_CIVIL_EPOCH_JULIAN)
#define MAX_DAY (3652059 - PEAL_CIVIL_EPOCH_JULIAN)

/* No clock has ever been further from UTC (Manila until 1844: 15:56 behind). */
#define MAX_OFFSET (17 * 3600)

gboolean
peal_civil_time_is_valid (const PealCivilTime *self)
{
  return self->year >= PEAL_CIVIL_MIN_YEAR && self->year <= PEAL_CIVIL_MAX_YEAR && self->month >= 1 &&
         self->month <= 12 && self->day >= 1 && self->day <= peal_civil_days_in_month (self->year, self->month) &&
         self->hour >= 0 && self->hour <= 23 && self->minute >= 0 && self->minute <= 59 && self->second >= 0 &&
         self->second <= 59;
}

static int
second_of_day (const PealCivilTime *self)
{
  return self->hour * 3600 + self->minute * 60 + self->second;
}

/* Seconds from 1970 as if the clock showed UTC. */
static gint64
seconds_of (const PealCivilTime *self)
{
  return (gint64) peal_civil_time_get_day (self) * SECONDS_OF_DAY + second_of_day (self);
}

/* @n digits at *@text, which is moved past them and, if given, past one of @ends. */
static gboolean
read_digits (const char **text,
             guint        n,
             const char  *ends,
             int         *value)
{
  int number = 0;

  for (guint i = 0; i < n; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      number = 10 * number + g_ascii_digit_value (**text);
    }
  *value = number;
  if (ends == NULL)
    return TRUE;
  if (**text == '\0' || strchr (ends, **text) == NULL)
    return FALSE;
  (*text)++;
  return TRUE;
}

gboolean
peal_civil_time_parse (const char    *text,
                       PealCivilTime *self)
{
  PealCivilTime time = { 0 };

  if (!read_digits (&text, 4, "-", &time.year) || !read_digits (&text, 2, "-", &time.month)
      || !read_digits (&text, 2, "T ", &time.day) || !read_digits (&text, 2, ":", &time.hour)
      || !read_digits (&text, 2, NULL, &time.minute))
    return FALSE;
  if (*text == ':')
    {
      text++;
      if (!read_digits (&text, 2, NULL, &time.second))
        return FALSE;
    }
  if (*text != '\0' || !peal_civil_time_is_valid (&time))
    return FALSE;
  *self = time;
  return TRUE;
}

char *
peal_civil_time_format (const PealCivilTime *self)
{
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", self->year, self->month, self->day, self->hour,
                          self->minute, self->second);
}

int
peal_civil_time_compare (const PealCivilTime *a,
                         const PealCivilTime *b)
{
  int from_a[] = { a->year, a->month, a->day, second_of_day (a) };
  int from_b[] = { b->year, b->month, b->day, second_of_day (b) };

  for (guint i = 0; i < G_N_ELEMENTS (from_a); i++)
    if (from_a[i] != from_b[i])
      return from_a[i] < from_b[i] ? -1 : 1;
  return 0;
}

static int
find_interval (GTimeZone *zone,
               gint64     seconds)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
}

/* The instant in seconds at which a clock that keeps the offset of @interval shows @local. */
static gint64
read_with (GTimeZone *zone,
           int        interval,
           gint64     local)
{
  return local - g_time_zone_get_offset (zone, interval);
}

/* For a time that is missing: the last interval that has ended when its own clock would show it. */
static gint64
read_before_gap (GTimeZone *zone,
                 int        first,
                 int        last,
                 gint64     local)
{
  for (int i = last; i > first; i--)
    if (find_interval (zone, read_with (zone, i, local)) > i)
      return read_with (zone, i, local);
  return read_with (zone, first, local);
}

gint64
peal_civil_time_to_instant (const PealCivilTime *self,
                            GTimeZone           *zone,
                            PealCivilFit        *fit)
{
  gint64 local, found = 0;
  int first, last;
  guint n_found = 0;

  g_return_val_if_fail (peal_civil_time_is_valid (self), 0);
  g_return_val_if_fail (zone != NULL, 0);

  local = seconds_of (self);
  first = find_interval (zone, local - MAX_OFFSET);
  last = find_interval (zone, local + MAX_OFFSET);
  for (int i = last; i >= first; i--)
    if (find_interval (zone, read_with (zone, i, local)) == i)
      {
        found = read_with (zone, i, local);
        n_found++;
      }
  if (n_found == 0)
    found = read_before_gap (zone, first, last, local);

  if (fit != NULL)
    *fit = n_found == 0 ? PEAL_CIVIL_GAP : n_found == 1 ? PEAL_CIVIL_UNIQUE : PEAL_CIVIL_OVERLAP;
  return found * G_USEC_PER_SEC;
}

PealCivilTime
peal_civil_time_from_instant (gint64     at,
                              GTimeZone *zone)
{
  PealCivilTime time = { 0 };
  gint64 seconds = peal_civil_floor_div (at, G_USEC_PER_SEC);
  gint64 local, day;

  g_return_val_if_fail (zone != NULL, ((PealCivilTime) { .year = 1970, .month = 1, .day = 1 }));

  local = seconds + g_time_zone_get_offset (zone, find_interval (zone, seconds));
  local = CLAMP (local, (gint64) MIN_DAY * SECONDS_OF_DAY, (MAX_DAY + G_GINT64_CONSTANT (1)) * SECONDS_OF_DAY - 1);
  day = peal_civil_floor_div (local, SECONDS_OF_DAY);
  local -= day * SECONDS_OF_DAY;

  peal_civil_time_set_day (&time, (int) day);
  time.hour = (int) (local / 3600);
  time.minute = (int) (local / 60 % 60);
  time.second = (int) (local % 60);
  return time;
}

int
peal_civil_time_get_day (const PealCivilTime *self)
{
  GDate date;

  g_date_set_dmy (&date, self->day, self->month, self->year);
  return (int) g_date_get_julian (&date) - PEAL_CIVIL_EPOCH_JULIAN;
}

void
peal_civil_time_set_day (PealCivilTime *self,
                         int            day)
{
  GDate date;

  g_return_if_fail (day >= MIN_DAY && day <= MAX_DAY);

  g_date_set_julian (&date, (guint32) (day + PEAL_CIVIL_EPOCH_JULIAN));
  self->year = g_date_get_year (&date);
  self->month = (int) g_date_get_month (&date);
  self->day = g_date_get_day (&date);
}

int
peal_civil_weekday (gint64 day)
{
  return (int) (((day + 3) % 7 + 7) % 7); /* day 0 was a Thursday */
}

int
peal_civil_days_in_month (int year,
                          int month)
{
  return g_date_get_days_in_month (month, (GDateYear) year);
}

gint64
peal_civil_floor_div (gint64 a,
                      gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

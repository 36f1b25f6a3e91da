/* peal-recurrence.c: what comes again, as days and instants.
 *
 * Time is cut into periods, one for each INTERVAL of days, weeks, months or
 * years from the start. A period gives its matching days in order, from the rule
 * alone; only a day that may be the answer is made an instant. So going to a far
 * year costs arithmetic, not a walk through the time zone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-recurrence.h"

#include <string.h>

/* The months repeat after 400 years, weekdays and all: a rule that meets none of so many in a row,
 * by whatever step, meets none. */
#define MAX_EMPTY_PERIODS 4800

#define MAX_DAYS 31

typedef struct
{
  const PealRecurrence *rule;
  const PealCivilTime *start;
  GTimeZone *zone;
  int start_day;
  int first_day; /* of period 0: the start, or the first day of its week */
  int last_day;  /* that is looked at */
  gint64 until_at; /* PEAL_UNTIL_UTC */
} Series;

static gboolean
has_weekdays (const PealRecurrence *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (rule->weekdays); i++)
    if (rule->weekdays[i] != 0)
      return TRUE;
  return FALSE;
}

gboolean
peal_recurrence_is_valid (const PealRecurrence *self)
{
  guint allowed = self->frequency == PEAL_FREQUENCY_MONTHLY  ? (1 << 11) - 1
                  : self->frequency == PEAL_FREQUENCY_WEEKLY ? PEAL_WEEKDAY_EACH
                                                             : 0;

  if (self->frequency < PEAL_FREQUENCY_DAILY || self->frequency > PEAL_FREQUENCY_YEARLY || self->interval < 1 ||
      self->interval > PEAL_RECURRENCE_MAX_INTERVAL || self->count < 0 || self->count > PEAL_RECURRENCE_MAX_COUNT ||
      self->week_start < 0 || self->week_start > 6)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->weekdays); i++)
    if ((self->weekdays[i] & ~allowed) != 0)
      return FALSE;
  if (self->month_days != 0 || self->month_days_back != 0)
    if (self->frequency != PEAL_FREQUENCY_MONTHLY || ((self->month_days | self->month_days_back) & 1) != 0)
      return FALSE;
  if (self->until_kind != PEAL_UNTIL_NONE)
    return self->count == 0 && self->until_kind <= PEAL_UNTIL_UTC && peal_civil_time_is_valid (&self->until);
  return TRUE;
}

static gboolean
series_open (Series               *self,
             const PealRecurrence *rule,
             const PealCivilTime  *start,
             GTimeZone            *zone)
{
  static const PealCivilTime last = { .year = PEAL_RECURRENCE_MAX_YEAR, .month = 12, .day = 31 };
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  g_return_val_if_fail (peal_recurrence_is_valid (rule), FALSE);
  g_return_val_if_fail (peal_civil_time_is_valid (start) && start->year <= PEAL_RECURRENCE_MAX_YEAR, FALSE);
  g_return_val_if_fail (zone != NULL, FALSE);

  *self = (Series) { .rule = rule, .start = start, .zone = zone };
  self->start_day = peal_civil_time_get_day (start);
  self->last_day = peal_civil_time_get_day (&last);
  self->first_day = self->start_day;
  if (rule->frequency == PEAL_FREQUENCY_WEEKLY)
    self->first_day -= (peal_civil_weekday (self->start_day) - rule->week_start + 7) % 7;
  if (rule->until_kind == PEAL_UNTIL_UTC)
    self->until_at = peal_civil_time_to_instant (&rule->until, utc, NULL);
  return TRUE;
}

/* Days of a step, or months of it. */
static int
get_step (const PealRecurrence *rule)
{
  switch (rule->frequency)
    {
    case PEAL_FREQUENCY_DAILY:
    case PEAL_FREQUENCY_MONTHLY:
      return rule->interval;
    case PEAL_FREQUENCY_WEEKLY:
      return rule->interval * 7;
    case PEAL_FREQUENCY_YEARLY:
      return rule->interval * 12;
    }
  g_assert_not_reached ();
}

static gboolean
goes_by_month (const PealRecurrence *rule)
{
  return rule->frequency >= PEAL_FREQUENCY_MONTHLY;
}

/* The month of @period, counted from January of the year 0. */
static gint64
month_of (const Series *self,
          int           period)
{
  return self->start->year * 12 + self->start->month - 1 + (gint64) period * get_step (self->rule);
}

/* The period that @day, not before the start, is in or after. */
static int
period_of (const Series *self,
           int           day)
{
  PealCivilTime date = { 0 };

  if (!goes_by_month (self->rule))
    return (day - self->first_day) / get_step (self->rule);
  peal_civil_time_set_day (&date, day);
  return (int) ((date.year * 12 + date.month - 1 - month_of (self, 0)) / get_step (self->rule));
}

static gboolean
is_in_reach (const Series *self,
             int           period)
{
  if (goes_by_month (self->rule))
    return month_of (self, period) / 12 <= PEAL_RECURRENCE_MAX_YEAR;
  return self->first_day + (gint64) period * get_step (self->rule) <= self->last_day;
}

/* The days of a month that BYMONTHDAY names, as bits. */
static guint32
match_month_days (guint32  days,
                  guint32  days_back,
                  gboolean skip_backward,
                  int      n_days)
{
  guint32 matches = 0;

  for (int day = 1; day <= 31; day++)
    {
      if ((days & (1u << day)) != 0 && (day <= n_days || skip_backward))
        matches |= 1u << MIN (day, n_days);
      if ((days_back & (1u << day)) != 0 && day <= n_days)
        matches |= 1u << (n_days + 1 - day);
    }
  return matches;
}

/* Those that BYDAY names; @weekday is that of the first. */
static guint32
match_weekdays (const PealRecurrence *rule,
                int                   weekday,
                int                   n_days)
{
  guint32 matches = 0;

  for (int day = 1; day <= n_days; day++)
    {
      int bits = PEAL_WEEKDAY_EACH | PEAL_WEEKDAY_NTH ((day + 6) / 7) | PEAL_WEEKDAY_NTH_LAST ((n_days - day + 7) / 7);

      if ((rule->weekdays[(weekday + day - 1) % 7] & bits) != 0)
        matches |= 1u << day;
    }
  return matches;
}

static guint
expand_month (const Series *self,
              int           period,
              int          *days)
{
  const PealRecurrence *rule = self->rule;
  gint64 month = month_of (self, period);
  PealCivilTime date = { .year = (int) (month / 12), .month = (int) (month % 12) + 1, .day = 1 };
  int n_days = peal_civil_days_in_month (date.year, date.month);
  int first = peal_civil_time_get_day (&date);
  guint32 named = rule->month_days, matches;
  guint n = 0;

  if (rule->month_days == 0 && rule->month_days_back == 0 && !has_weekdays (rule))
    named = 1u << self->start->day;
  matches = match_month_days (named, rule->month_days_back, rule->skip_backward, n_days);
  if (has_weekdays (rule))
    {
      guint32 on = match_weekdays (rule, peal_civil_weekday (first), n_days);

      matches = rule->month_days == 0 && rule->month_days_back == 0 ? on : matches & on;
    }

  for (int day = 1; day <= n_days; day++)
    if ((matches & (1u << day)) != 0 && first + day - 1 >= self->start_day)
      days[n++] = first + day - 1;
  return n;
}

static guint
expand_week (const Series *self,
             int           period,
             int          *days)
{
  int first = (int) (self->first_day + (gint64) period * get_step (self->rule));
  guint n = 0;

  for (int day = first; day < first + 7; day++)
    {
      int weekday = peal_civil_weekday (day);
      gboolean matches = has_weekdays (self->rule) ? self->rule->weekdays[weekday] != 0
                                                   : weekday == peal_civil_weekday (self->start_day);

      if (matches && day >= self->start_day && day <= self->last_day)
        days[n++] = day;
    }
  return n;
}

/* The matching days of a period that is in reach, in order; returns their number. */
static guint
expand (const Series *self,
        int           period,
        int           days[MAX_DAYS])
{
  switch (self->rule->frequency)
    {
    case PEAL_FREQUENCY_DAILY:
      days[0] = (int) (self->first_day + (gint64) period * get_step (self->rule));
      return 1;
    case PEAL_FREQUENCY_WEEKLY:
      return expand_week (self, period, days);
    case PEAL_FREQUENCY_MONTHLY:
    case PEAL_FREQUENCY_YEARLY:
      return expand_month (self, period, days);
    }
  g_assert_not_reached ();
}

static int
days_a_week (const PealRecurrence *rule)
{
  int n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rule->weekdays); i++)
    n += rule->weekdays[i] != 0;
  return MAX (n, 1);
}

/* How many days match in all periods before @period. */
static int
count_before (const Series *self,
              int           period)
{
  int days[MAX_DAYS];
  int n = 0;

  if (period == 0 || self->rule->frequency == PEAL_FREQUENCY_DAILY)
    return period;
  if (self->rule->frequency == PEAL_FREQUENCY_WEEKLY)
    return (int) expand (self, 0, days) + (period - 1) * days_a_week (self->rule);
  for (int i = 0; i < period; i++)
    n += (int) expand (self, i, days);
  return n;
}

static void
make_occurrence (const Series   *self,
                 int             day,
                 int             index,
                 PealOccurrence *occurrence)
{
  occurrence->index = index;
  occurrence->local = *self->start;
  peal_civil_time_set_day (&occurrence->local, day);
  occurrence->at = peal_civil_time_to_instant (&occurrence->local, self->zone, &occurrence->fit);
}

static gboolean
is_past_end (const Series         *self,
             const PealOccurrence *occurrence)
{
  const PealRecurrence *rule = self->rule;

  if (rule->count != 0 && occurrence->index > rule->count)
    return TRUE;
  switch (rule->until_kind)
    {
    case PEAL_UNTIL_NONE:
      return FALSE;
    case PEAL_UNTIL_DATE:
      return peal_civil_time_get_day (&occurrence->local) > peal_civil_time_get_day (&rule->until);
    case PEAL_UNTIL_LOCAL:
      return peal_civil_time_compare (&occurrence->local, &rule->until) > 0;
    case PEAL_UNTIL_UTC:
      return occurrence->at > self->until_at;
    }
  g_assert_not_reached ();
}

/* The first period that can hold an occurrence after @after: a clock that is set, even by a day,
 * moves none further than two days. */
static int
find_period (const Series *self,
             gint64        after)
{
  PealCivilTime local = peal_civil_time_from_instant (after, self->zone);
  int day = MIN (peal_civil_time_get_day (&local) - 2, self->last_day);

  return day <= self->start_day ? 0 : period_of (self, day);
}

/* The first occurrence from @period on, in which the next has number @index, that is after @after
 * and has at least number @n. */
static PealRecurrenceResult
find_from (const Series   *self,
           int             period,
           int             index,
           gint64          after,
           int             n,
           PealOccurrence *occurrence)
{
  guint n_empty = 0;

  for (; is_in_reach (self, period); period++)
    {
      int days[MAX_DAYS];
      guint n_days = expand (self, period, days);

      n_empty = n_days == 0 ? n_empty + 1 : 0;
      if (n_empty > MAX_EMPTY_PERIODS)
        return PEAL_RECURRENCE_NEVER;
      for (guint i = 0; i < n_days; i++, index++)
        {
          PealOccurrence candidate;

          if (index < n)
            continue;
          make_occurrence (self, days[i], index, &candidate);
          if (is_past_end (self, &candidate))
            return PEAL_RECURRENCE_ENDED;
          if (candidate.at > after)
            {
              *occurrence = candidate;
              return PEAL_RECURRENCE_FOUND;
            }
        }
    }
  return PEAL_RECURRENCE_BEYOND;
}

PealRecurrenceResult
peal_recurrence_next (const PealRecurrence *self,
                      const PealCivilTime  *start,
                      GTimeZone            *zone,
                      gint64                after,
                      PealOccurrence       *occurrence)
{
  Series series;
  int period;

  if (!series_open (&series, self, start, zone))
    return PEAL_RECURRENCE_NEVER;
  period = find_period (&series, after);
  return find_from (&series, period, count_before (&series, period) + 1, after, 1, occurrence);
}

PealRecurrenceResult
peal_recurrence_nth (const PealRecurrence *self,
                     const PealCivilTime  *start,
                     GTimeZone            *zone,
                     int                   n,
                     PealOccurrence       *occurrence)
{
  Series series;
  int period = 0;

  g_return_val_if_fail (n >= 1, PEAL_RECURRENCE_ENDED);

  if (!series_open (&series, self, start, zone))
    return PEAL_RECURRENCE_NEVER;
  if (self->count != 0 && n > self->count)
    return PEAL_RECURRENCE_ENDED;

  /* What has so many a period cannot be there before; a month may have fewer, so it is walked. */
  if (self->frequency == PEAL_FREQUENCY_DAILY)
    period = n - 1;
  else if (self->frequency == PEAL_FREQUENCY_WEEKLY)
    period = (n - 1) / days_a_week (self);
  if (!is_in_reach (&series, period))
    return PEAL_RECURRENCE_BEYOND;
  return find_from (&series, period, count_before (&series, period) + 1, G_MININT64, n, occurrence);
}

PealRecurrenceResult
peal_recurrence_last (const PealRecurrence *self,
                      const PealCivilTime  *start,
                      GTimeZone            *zone,
                      PealOccurrence       *occurrence)
{
  Series series;
  PealCivilTime bound;
  int day;

  if (!series_open (&series, self, start, zone))
    return PEAL_RECURRENCE_NEVER;
  if (self->count != 0)
    return peal_recurrence_nth (self, start, zone, self->count, occurrence);
  if (self->until_kind == PEAL_UNTIL_NONE)
    return PEAL_RECURRENCE_ENDLESS;

  bound = self->until_kind == PEAL_UNTIL_UTC ? peal_civil_time_from_instant (series.until_at, zone) : self->until;
  day = MIN (peal_civil_time_get_day (&bound) + 1, series.last_day);
  if (day < series.start_day)
    return PEAL_RECURRENCE_ENDED;
  for (int period = period_of (&series, day); period >= 0; period--)
    {
      int days[MAX_DAYS];

      for (guint i = expand (&series, period, days); i > 0; i--)
        {
          PealOccurrence candidate;

          make_occurrence (&series, days[i - 1], 1, &candidate);
          if (is_past_end (&series, &candidate))
            continue;
          candidate.index = count_before (&series, period) + (int) i;
          *occurrence = candidate;
          return PEAL_RECURRENCE_FOUND;
        }
    }
  return PEAL_RECURRENCE_ENDED;
}

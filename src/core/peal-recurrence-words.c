/* peal-recurrence-words.c: a recurrence as pieces of a sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-recurrence-words.h"

typedef struct
{
  PealRecurrencePiece *pieces;
  guint n;
} Pieces;

static void
add (Pieces                    *self,
     const PealRecurrencePiece *piece)
{
  g_assert (self->n < PEAL_RECURRENCE_MAX_PIECES);
  self->pieces[self->n++] = *piece;
}

/* The weekdays that have @bit, as bits themselves. */
static guint
weekdays_with (const PealRecurrence *rule,
               guint                 bit)
{
  guint weekdays = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rule->weekdays); i++)
    if ((rule->weekdays[i] & bit) != 0)
      weekdays |= 1u << i;
  return weekdays;
}

static void
add_weekdays (Pieces               *self,
              const PealRecurrence *rule)
{
  guint each = weekdays_with (rule, PEAL_WEEKDAY_EACH);

  if (each != 0)
    add (self, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_WEEKDAYS, .weekdays = each });
  for (int i = 0; i < 10; i++)
    {
      int n = i < 5 ? i + 1 : i - 10; /* 1 to 5, then -5 to -1 */
      guint bit = n > 0 ? PEAL_WEEKDAY_NTH (n) : PEAL_WEEKDAY_NTH_LAST (-n);
      guint weekdays = weekdays_with (rule, bit);

      if (weekdays != 0)
        add (self, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_NTH_WEEKDAYS, .n = n, .weekdays = weekdays });
    }
}

/* Not every month has the 29th, 30th and 31st: that must not come as a surprise. */
static void
add_short_months (Pieces               *self,
                  const PealRecurrence *rule,
                  guint32               days)
{
  PealRecurrencePieceKind kind = rule->skip_backward ? PEAL_RECURRENCE_PIECE_LAST_DAY_INSTEAD
                                                     : PEAL_RECURRENCE_PIECE_LEFT_OUT;

  for (int day = 29; day <= 31; day++)
    if ((days & (1u << day)) != 0)
      add (self, &(PealRecurrencePiece) { kind, .n = day });
}

static void
add_month (Pieces               *self,
           const PealRecurrence *rule,
           const PealCivilTime  *start)
{
  gboolean has_weekdays = weekdays_with (rule, G_MAXUINT) != 0;
  guint32 days = rule->month_days;

  if (days == 0 && rule->month_days_back == 0 && !has_weekdays)
    days = 1u << start->day;
  if (days != 0)
    add (self, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_MONTH_DAYS, .days = days });
  if (rule->month_days_back != 0)
    add (self, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_LAST_DAYS, .days = rule->month_days_back });
  if (has_weekdays && (days != 0 || rule->month_days_back != 0))
    add (self, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_ONLY_IF });
  add_weekdays (self, rule);
  add_short_months (self, rule, days);
}

static void
add_week (Pieces               *self,
          const PealRecurrence *rule,
          const PealCivilTime  *start)
{
  guint weekdays = weekdays_with (rule, PEAL_WEEKDAY_EACH);

  if (weekdays == 0)
    weekdays = 1u << peal_civil_weekday (peal_civil_time_get_day (start));
  if (weekdays == PEAL_WEEKDAYS_ALL && rule->interval == 1)
    self->pieces[0].frequency = PEAL_FREQUENCY_DAILY;
  else
    add (self, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_WEEKDAYS, .weekdays = weekdays });
}

static void
add_year (Pieces               *self,
          const PealRecurrence *rule,
          const PealCivilTime  *start)
{
  PealCivilTime date = { .month = start->month, .day = start->day };

  add (self, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_DATE, .time = date });
  if (start->month == 2)
    add_short_months (self, rule, 1u << start->day);
}

guint
peal_recurrence_describe (const PealRecurrence *self,
                          const PealCivilTime  *start,
                          PealRecurrencePiece   pieces[PEAL_RECURRENCE_MAX_PIECES])
{
  Pieces sentence = { pieces, 0 };
  PealCivilTime time_of_day = { .hour = start->hour, .minute = start->minute };

  g_return_val_if_fail (peal_recurrence_is_valid (self), 0);
  g_return_val_if_fail (peal_civil_time_is_valid (start), 0);

  add (&sentence, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_EVERY, self->frequency, self->interval });
  if (self->frequency == PEAL_FREQUENCY_WEEKLY)
    add_week (&sentence, self, start);
  else if (self->frequency == PEAL_FREQUENCY_MONTHLY)
    add_month (&sentence, self, start);
  else if (self->frequency == PEAL_FREQUENCY_YEARLY)
    add_year (&sentence, self, start);

  add (&sentence, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_AT, .time = time_of_day });
  if (self->count != 0)
    add (&sentence, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_COUNT, .n = self->count });
  if (self->until_kind != PEAL_UNTIL_NONE)
    add (&sentence, &(PealRecurrencePiece) { PEAL_RECURRENCE_PIECE_UNTIL,
                                             .until_kind = self->until_kind,
                                             .time = self->until });
  return sentence.n;
}

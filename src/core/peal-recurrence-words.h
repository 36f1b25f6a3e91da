/* peal-recurrence-words.h: a recurrence as pieces of a sentence.
 *
 * "Every 2 weeks", "on Monday and Friday", "at 09:00", "12 times": a language has
 * its own words and its own way to join them, so a rule is taken apart here and
 * told where texts are translated. What the rule leaves to its start (the weekday
 * of a plain FREQ=WEEKLY) is filled in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-recurrence.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_RECURRENCE_PIECE_EVERY,          /* n, frequency: "every 2 weeks" */
  PEAL_RECURRENCE_PIECE_DATE,           /* time.month, time.day: "on 29 February", of a year */
  PEAL_RECURRENCE_PIECE_MONTH_DAYS,     /* days: "on the 1st and 15th" */
  PEAL_RECURRENCE_PIECE_LAST_DAYS,      /* days: 1 = "on the last day", 2 = "on the last but one" */
  PEAL_RECURRENCE_PIECE_WEEKDAYS,       /* weekdays: "on Monday and Friday" */
  PEAL_RECURRENCE_PIECE_NTH_WEEKDAYS,   /* n (1 to 5, or -1 = last), weekdays: "on the second Tuesday" */
  PEAL_RECURRENCE_PIECE_ONLY_IF,        /* what follows up to LEFT_OUT, LAST_DAY_INSTEAD or AT restricts
                                         * what stands before: "if that is a Friday" */
  PEAL_RECURRENCE_PIECE_LEFT_OUT,       /* n: a month (or year) without the day n has none */
  PEAL_RECURRENCE_PIECE_LAST_DAY_INSTEAD, /* n: a month without the day n takes its last */
  PEAL_RECURRENCE_PIECE_AT,             /* time.hour, time.minute: "at 09:00" */
  PEAL_RECURRENCE_PIECE_COUNT,          /* n: "12 times" */
  PEAL_RECURRENCE_PIECE_UNTIL,          /* time, until_kind: "until 31 December 2026" */
} PealRecurrencePieceKind;

/* Weekdays as bits: Monday to Friday, and all seven. */
#define PEAL_WEEKDAYS_WORKING 0x1fu
#define PEAL_WEEKDAYS_ALL 0x7fu

typedef struct
{
  PealRecurrencePieceKind kind;
  PealFrequency frequency;
  int n;
  guint weekdays; /* bit 0 = Monday */
  guint32 days;   /* bit n = day n */
  PealUntilKind until_kind;
  PealCivilTime time;
} PealRecurrencePiece;

#define PEAL_RECURRENCE_MAX_PIECES 20

/* Sets @pieces in the order of a sentence and returns their number; what a piece does not name
 * above is zero in it. Every week on all seven days is every day. @self and @start are valid. */
guint peal_recurrence_describe (const PealRecurrence *self,
                                const PealCivilTime  *start,
                                PealRecurrencePiece   pieces[PEAL_RECURRENCE_MAX_PIECES]);

G_END_DECLS

/* peal-recurrence.h: what comes again: every other Friday, each last day of the month.
 *
 * A rule is the part of RFC 5545's RRULE that a shop needs:
 *
 *   FREQ=DAILY, WEEKLY (BYDAY, WKST), MONTHLY (BYMONTHDAY, also from the end of
 *   the month; BYDAY, also "2TU" or "-1FR"; both: days that are both), YEARLY
 *   INTERVAL, COUNT, UNTIL (a date, a local or a UTC time; inclusive)
 *   SKIP=OMIT or BACKWARD with RSCALE=GREGORIAN (RFC 7529): whether a month
 *   without a 31st, a year without 29 February, is left out, which is what
 *   RFC 5545 does, or takes its last day instead, as birthdays do
 *
 * Together with a start and a zone it gives occurrences. They keep the time of
 * day that the wall clock shows at the start; peal-civil-time.h says what becomes
 * of it on the days on which the clock is set. Counted are the days that match,
 * from the start on; a start that does not match is none of them. Where a zone
 * left out a whole day, two occurrences may fall on one instant; the second is
 * then found by its number only.
 *
 * All work is bounded: the calendar repeats every 400 years, so what matches none
 * of them never does. Occurrences are looked for up to PEAL_RECURRENCE_MAX_YEAR.
 * Instants are microseconds UTC. Plain values, zeroed is no rule; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-civil-time.h"

G_BEGIN_DECLS

#define PEAL_RECURRENCE_MAX_YEAR 9998
#define PEAL_RECURRENCE_MAX_INTERVAL 9999
#define PEAL_RECURRENCE_MAX_COUNT 999999

typedef enum
{
  PEAL_FREQUENCY_DAILY = 1,
  PEAL_FREQUENCY_WEEKLY,
  PEAL_FREQUENCY_MONTHLY,
  PEAL_FREQUENCY_YEARLY,
} PealFrequency;

typedef enum
{
  PEAL_UNTIL_NONE,
  PEAL_UNTIL_DATE,  /* the whole of that day, on the clock of the schedule */
  PEAL_UNTIL_LOCAL, /* a time on the clock of the schedule */
  PEAL_UNTIL_UTC,
} PealUntilKind;

/* Bits of PealRecurrence.weekdays: each one of the month, the @n-th, the @n-th from its end. */
#define PEAL_WEEKDAY_EACH 1
#define PEAL_WEEKDAY_NTH(n) (1 << (n))
#define PEAL_WEEKDAY_NTH_LAST(n) (1 << (5 + (n)))

typedef struct
{
  PealFrequency frequency;
  int interval;            /* 1 to PEAL_RECURRENCE_MAX_INTERVAL */
  int count;               /* 1 to PEAL_RECURRENCE_MAX_COUNT; 0 = no end by number */
  PealUntilKind until_kind;
  PealCivilTime until;
  int week_start;          /* 0 = Monday, as RFC 5545 has it, to 6 = Sunday */
  guint16 weekdays[7];     /* Monday first; none = what the start says. WEEKLY: _EACH only */
  guint32 month_days;      /* MONTHLY: bit n is the n-th day (1 to 31) */
  guint32 month_days_back; /* MONTHLY: bit n is the n-th day from the end, 1 = the last */
  gboolean skip_backward;
} PealRecurrence;

typedef enum
{
  PEAL_RECURRENCE_ERROR_SYNTAX,      /* no NAME=VALUE parts between semicolons */
  PEAL_RECURRENCE_ERROR_NAME,        /* a part that no RRULE has */
  PEAL_RECURRENCE_ERROR_REPEATED,    /* a part that was there before */
  PEAL_RECURRENCE_ERROR_VALUE,       /* a value that the part cannot have, or too large */
  PEAL_RECURRENCE_ERROR_UNSUPPORTED, /* good in an RRULE, but not understood here */
  PEAL_RECURRENCE_ERROR_CONFLICT,    /* a part that must not stand with another one */
  PEAL_RECURRENCE_ERROR_MISSING,     /* no FREQ */
} PealRecurrenceError;

#define PEAL_RECURRENCE_ERROR (peal_recurrence_error_quark ())
GQuark peal_recurrence_error_quark (void);

/* Reads "FREQ=WEEKLY;BYDAY=MO", with or without "RRULE:" before it, in any case and order. Returns
 * FALSE with PEAL_RECURRENCE_ERROR and leaves @self alone if @text is none; @error_offset (nullable)
 * is then the byte at which the part or value at fault begins. */
gboolean peal_recurrence_parse (const char     *text,
                                PealRecurrence *self,
                                guint          *error_offset,
                                GError        **error);

/* The same rule as text, always written the same way; parsing it gives @self. The caller frees it. */
char *peal_recurrence_format (const PealRecurrence *self);

/* Whether it is a rule that peal_recurrence_parse () could have given. */
gboolean peal_recurrence_is_valid (const PealRecurrence *self);

typedef struct
{
  gint64 at;
  int index;           /* 1 = the first */
  PealCivilTime local; /* as the rule says; not what the clock shows where fit is a gap */
  PealCivilFit fit;
} PealOccurrence;

typedef enum
{
  PEAL_RECURRENCE_FOUND,
  PEAL_RECURRENCE_ENDED,   /* COUNT or UNTIL was reached */
  PEAL_RECURRENCE_NEVER,   /* no day of the calendar matches, or none any more */
  PEAL_RECURRENCE_BEYOND,  /* not before the end of PEAL_RECURRENCE_MAX_YEAR */
  PEAL_RECURRENCE_ENDLESS, /* peal_recurrence_last (): there is neither COUNT nor UNTIL */
} PealRecurrenceResult;

/* The first occurrence strictly after @after, any number. @occurrence is set if FOUND. For all
 * three: @self and @start are valid, @start in a year up to PEAL_RECURRENCE_MAX_YEAR. */
PealRecurrenceResult peal_recurrence_next (const PealRecurrence *self,
                                           const PealCivilTime  *start,
                                           GTimeZone            *zone,
                                           gint64                after,
                                           PealOccurrence       *occurrence);

/* The occurrence number @n, from 1. */
PealRecurrenceResult peal_recurrence_nth (const PealRecurrence *self,
                                          const PealCivilTime  *start,
                                          GTimeZone            *zone,
                                          int                   n,
                                          PealOccurrence       *occurrence);

/* The last occurrence; ENDED if UNTIL leaves none. */
PealRecurrenceResult peal_recurrence_last (const PealRecurrence *self,
                                           const PealCivilTime  *start,
                                           GTimeZone            *zone,
                                           PealOccurrence       *occurrence);

G_END_DECLS

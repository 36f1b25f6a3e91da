/* peal-occasion.h: a message that goes by a date of the person it goes to.
 *
 * "On the birthday at 10", "a week before the contract ends", "30 days after the
 * last visit": a date field of a contact, some days before or after it, at a time
 * on the clock of a zone. Of a birthday the year is often not known; then nobody
 * is told an age, and everything else works.
 *
 * The time of day is kept on the days on which clocks are set, as
 * peal-civil-time.h says. Instants are microseconds UTC. Plain values; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-civil-time.h"

G_BEGIN_DECLS

#define PEAL_OCCASION_MIN_YEAR 1000
#define PEAL_OCCASION_MAX_YEAR 9998
#define PEAL_OCCASION_MIN_DAYS -7
#define PEAL_OCCASION_MAX_DAYS 30

/* A date of somebody's life. */
typedef struct
{
  int year; /* PEAL_OCCASION_MIN_YEAR to _MAX_YEAR; 0 = unknown */
  int month;
  int day;  /* of that month; 29 February also where the year is unknown */
} PealOccasionDate;

/* What becomes of 29 February in a year that has none. Stored in the database: append only. */
typedef enum
{
  PEAL_LEAP_DAY_BEFORE = 0, /* 28 February: in the month they were born in */
  PEAL_LEAP_DAY_AFTER = 1,  /* 1 March: the day after the 28th */
  PEAL_LEAP_DAY_OMIT = 2,   /* only every fourth year */
} PealLeapDay;

typedef struct
{
  gboolean yearly;      /* a birthday; else only the date itself */
  int days;             /* after the date; PEAL_OCCASION_MIN_DAYS (before it) to _MAX_DAYS */
  int hour;             /* 0 to 23 */
  int minute;           /* 0 to 59 */
  PealLeapDay leap_day;
} PealOccasion;

typedef struct
{
  gint64 at;           /* when the message goes */
  PealCivilTime local; /* the same by the rule; not what the clock shows where fit is a gap */
  PealCivilFit fit;
  PealCivilTime event; /* the date that is celebrated, its time of day zero */
  int years;           /* that have passed by then: 40 for a fortieth birthday; -1 = unknown */
} PealOccasionTime;

typedef enum
{
  PEAL_OCCASION_FOUND,
  PEAL_OCCASION_PASSED,  /* it was only once, or the calendar ends */
  PEAL_OCCASION_NO_YEAR, /* only once, but nobody knows in which year */
} PealOccasionResult;

/* Reads "1980-05-17" and "19800517", without a year "--05-17" and "--0517" (ISO 8601:2000, as vCards
 * have it). Returns FALSE and leaves @date alone if @text is none, or no day of the calendar. */
gboolean peal_occasion_date_parse (const char       *text,
                                   PealOccasionDate *date);

gboolean peal_occasion_date_is_valid (const PealOccasionDate *date);
gboolean peal_occasion_is_valid (const PealOccasion *self);

/* The first time strictly after @after, any number, at which a message for @date goes. A yearly
 * occasion of a known year begins with the date itself. @time is set if FOUND. @self and @date are
 * valid. */
PealOccasionResult peal_occasion_next (const PealOccasion     *self,
                                       const PealOccasionDate *date,
                                       GTimeZone              *zone,
                                       gint64                  after,
                                       PealOccasionTime       *time);

G_END_DECLS

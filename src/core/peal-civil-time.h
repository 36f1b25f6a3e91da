/* peal-civil-time.h: a date and a time of day as a wall clock shows them.
 *
 * "Every Monday at nine" means nine on the clock of the shop, whatever the
 * offset from UTC is by then. So schedules are kept as civil times together with
 * a zone, and become instants only here. On the days on which a clock is set, a
 * civil time may be missing or come twice; RFC 5545, 3.3.5 says what it means
 * then:
 *
 *   missing  it is read with the offset from before the gap, which moves it
 *            forward by the length of the gap: 2:30 becomes 3:30
 *   twice    the first of the two
 *
 * Days are counted from 1970-01-01, which is day 0, in the proleptic Gregorian
 * calendar. Instants are microseconds since 1970 UTC. Plain values; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PEAL_CIVIL_MIN_YEAR 1
#define PEAL_CIVIL_MAX_YEAR 9999

/* Day 0 as GDate counts. */
#define PEAL_CIVIL_EPOCH_JULIAN 719163

typedef struct
{
  int year;   /* 1 to 9999 */
  int month;  /* 1 to 12 */
  int day;    /* 1 to 31, of that month */
  int hour;   /* 0 to 23 */
  int minute; /* 0 to 59 */
  int second; /* 0 to 59 */
} PealCivilTime;

typedef enum
{
  PEAL_CIVIL_UNIQUE,  /* the clock shows it once */
  PEAL_CIVIL_GAP,     /* never: the clock is set forward over it */
  PEAL_CIVIL_OVERLAP, /* more than once: the clock is set back over it */
} PealCivilFit;

/* Whether there is such a day and such a time of day. */
gboolean peal_civil_time_is_valid (const PealCivilTime *self);

/* Reads "2026-11-30T09:00:00", also with a blank for the T and without seconds. Returns FALSE and
 * leaves @self alone if @text is none. */
gboolean peal_civil_time_parse (const char    *text,
                                PealCivilTime *self);

/* "2026-11-30T09:00:00"; the caller frees it. */
char *peal_civil_time_format (const PealCivilTime *self);

/* Below 0, 0 or above 0, as @a is before, the same as or after @b on a wall clock. */
int peal_civil_time_compare (const PealCivilTime *a,
                             const PealCivilTime *b);

/* The instant at which a clock of @zone shows @self, which must be valid. @fit (nullable) tells
 * whether that needed a decision. A later civil time never gives an earlier instant, as long as the
 * two are further apart than the clock is set back between them. */
gint64 peal_civil_time_to_instant (const PealCivilTime *self,
                                   GTimeZone           *zone,
                                   PealCivilFit        *fit);

/* What a clock of @zone shows at @at; of a second only the whole. What lies outside the years 1 to
 * 9999 is taken to their nearest end. */
PealCivilTime peal_civil_time_from_instant (gint64     at,
                                            GTimeZone *zone);

/* The date of @self as a number of days; its date must be valid. */
int peal_civil_time_get_day (const PealCivilTime *self);

/* Sets the date of @self to @day, which is in the years 1 to 9999, and leaves the time of day. */
void peal_civil_time_set_day (PealCivilTime *self,
                              int            day);

/* 0 = Monday to 6 = Sunday; for days far outside the calendar as well. */
int peal_civil_weekday (gint64 day);

/* 28 to 31; @month from 1 to 12. */
int peal_civil_days_in_month (int year,
                              int month);

/* @a / @b, rounded down; @b is above 0. Days and seconds before 1970 need it. */
gint64 peal_civil_floor_div (gint64 a,
                             gint64 b);

G_END_DECLS

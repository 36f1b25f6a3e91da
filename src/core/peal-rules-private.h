/* peal-rules-private.h: the tables that build-aux/gen-rules.py makes from resources/rules/.
 *
 * Sorted by their first field, so that they can be searched by bisection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-window.h"

G_BEGIN_DECLS

typedef struct
{
  guint16 code;
  const char *const *jurisdictions;
  const char *const *zones;
} PealAreaCode;

typedef struct
{
  const char *region;
  const char *jurisdiction; /* the same, but "US-PR" for Puerto Rico and its like */
  const char *const *zones;
} PealCountry;

typedef struct
{
  const char *code; /* "US-TX" */
  const char *name;
  const char *const *zones;
} PealSubdivision;

/* Minutes of the day; an unused one is 0 to 0. */
typedef struct
{
  guint16 start;
  guint16 end;
} PealSpan;

#define PEAL_SPANS_MAX 2

typedef struct
{
  PealWindowRule info;
  PealSpan days[7][PEAL_SPANS_MAX]; /* Monday first */
  gboolean closed_on_holidays;
  gboolean discouraged_sundays;
  gboolean discouraged_holidays;
} PealSendRule;

typedef enum
{
  PEAL_HOLIDAY_DATE,         /* month, day of the month */
  PEAL_HOLIDAY_NTH_WEEKDAY,  /* month, nth (0 = last), day of the week (1 = Monday) */
  PEAL_HOLIDAY_EASTER,       /* day: days after western Easter Sunday */
  PEAL_HOLIDAY_THANKSGIVING, /* day: days after the fourth Thursday of November */
  PEAL_HOLIDAY_ELECTION,     /* the Tuesday after the first Monday of November */
} PealHolidayKind;

typedef struct
{
  const char *jurisdiction;
  const char *name;
  PealHolidayKind kind;
  gint8 month;
  gint8 nth;
  gint8 day;
  gboolean observed; /* on a Saturday it closes the Friday too, on a Sunday the Monday */
} PealHolidayRule;

extern const PealAreaCode peal_area_codes[];
extern const guint peal_n_area_codes;
extern const PealCountry peal_countries[];
extern const guint peal_n_countries;
extern const PealSubdivision peal_subdivisions[];
extern const guint peal_n_subdivisions;
extern const PealSendRule peal_send_rules[];
extern const guint peal_n_send_rules;
extern const PealHolidayRule peal_holidays[];
extern const guint peal_n_holidays;

/* NULL for a code that is no area of the United States or Canada. */
const PealAreaCode *peal_area_code_find (guint code);

/* The holiday of @jurisdiction ("US-LA": its own and those of the US) that closes the day @julian
 * (as GDate counts), its name; NULL if none does. */
const char *peal_holiday_find (const char *jurisdiction,
                               guint32     julian);

G_END_DECLS

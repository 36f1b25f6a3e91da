/* peal-opening.h: when a business is open.
 *
 * For each day of the week the hours between which somebody is there, as text:
 * "mon 09:00-12:30 13:30-18:00; tue 09:00-18:00; sat 10:00-14:00". A day that is
 * not named is closed. An end is outside; 24:00 is the end of the day. Hours past
 * midnight belong to both days: "fri 18:00-24:00; sat 00:00-02:00".
 *
 * Plain values; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PEAL_OPENING_SPANS 4 /* in a day */

typedef struct
{
  guint n;
  struct
  {
    guint start;             /* minutes of the day */
    guint end;
  } spans[PEAL_OPENING_SPANS]; /* in order, none touching another */
} PealOpeningDay;

typedef struct
{
  PealOpeningDay days[7];    /* from Monday */
} PealOpening;

/* FALSE, and @self is left alone, if @text is none. "" is closed for ever. */
gboolean peal_opening_parse (const char  *text,
                             PealOpening *self);

/* The text of it; parsing that gives the same hours. Caller frees. */
char *peal_opening_format (const PealOpening *self);

/* Whether it is open on @weekday (0 = Monday) at @minute of the day. */
gboolean peal_opening_has (const PealOpening *self,
                           guint              weekday,
                           guint              minute);

/* Whether it ever is. */
gboolean peal_opening_is_ever (const PealOpening *self);

G_END_DECLS

/* peal-later.c: times that a person chooses for something to happen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-later.h"

#include <string.h>

#define EVENING_HOUR 18
#define MORNING_HOUR 9
#define SOON (30 * G_TIME_SPAN_MINUTE)

/* As peal_civil_weekday () counts. */
#define SUNDAY 6

/* GLib wants the seconds of "2026-11-21T18:30+01:00". Caller frees. */
static char *
dup_with_seconds (const char *text)
{
  const gsize minutes_end = strlen ("2026-11-21T18:30");

  if (strlen (text) < minutes_end || text[minutes_end - 3] != ':' || text[minutes_end] == ':')
    return g_strdup (text);
  return g_strdup_printf ("%.*s:00%s", (int) minutes_end, text, text + minutes_end);
}

gboolean
peal_later_read (const char   *text,
                 GTimeZone    *zone,
                 gint64       *time,
                 PealCivilFit *fit)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *full = NULL;
  g_autoptr(GDateTime) moment = NULL;
  g_autoptr(GDateTime) shown = NULL;
  PealCivilTime civil;

  g_return_val_if_fail (text != NULL && zone != NULL && time != NULL && fit != NULL, FALSE);

  full = dup_with_seconds (text);
  moment = g_date_time_new_from_iso8601 (full, NULL);
  if (moment != NULL)
    {
      *time = g_date_time_to_unix_usec (moment);
      *fit = PEAL_CIVIL_UNIQUE;
      return TRUE;
    }
  shown = g_date_time_new_from_iso8601 (full, utc);
  if (shown == NULL)
    return FALSE;
  civil = peal_civil_time_from_instant (g_date_time_to_unix_usec (shown), utc);
  *time = peal_civil_time_to_instant (&civil, zone, fit);
  return TRUE;
}

/* So many days after @now, at the full @hour. */
static gint64
find_hour (gint64     now,
           GTimeZone *zone,
           int        days,
           int        hour)
{
  PealCivilTime wanted = peal_civil_time_from_instant (now, zone);

  peal_civil_time_set_day (&wanted, peal_civil_time_get_day (&wanted) + days);
  wanted.hour = hour;
  wanted.minute = wanted.second = 0;
  return peal_civil_time_to_instant (&wanted, zone, NULL);
}

gboolean
peal_later_find (PealLater  later,
                 gint64     now,
                 GTimeZone *zone,
                 gint64    *time)
{
  PealCivilTime today;
  int weekday;

  g_return_val_if_fail (zone != NULL && time != NULL, FALSE);

  today = peal_civil_time_from_instant (now, zone);
  weekday = peal_civil_weekday (peal_civil_time_get_day (&today));
  switch (later)
    {
    case PEAL_LATER_IN_ONE_HOUR:
      *time = now + G_TIME_SPAN_HOUR;
      return TRUE;
    case PEAL_LATER_THIS_EVENING:
      *time = find_hour (now, zone, 0, EVENING_HOUR);
      return *time >= now + SOON;
    case PEAL_LATER_TOMORROW_MORNING:
      *time = find_hour (now, zone, 1, MORNING_HOUR);
      return TRUE;
    case PEAL_LATER_MONDAY_MORNING:
      *time = find_hour (now, zone, 7 - weekday, MORNING_HOUR);
      return weekday != SUNDAY;
    case PEAL_N_LATERS:
      break;
    }
  g_return_val_if_reached (FALSE);
}

/* peal-format.c: times, numbers and money as people write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-format.h"

#include "peal-clock.h"
#include "peal-config.h"
#include "peal-occasion.h"
#include "peal-phone.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>

/* Keep a run of digits in its own order whatever the direction around it. */
#define ISOLATE_LTR "\u2066"
#define ISOLATE_END "\u2069"

static char own_region[4];

static void
use_locale_region (void)
{
  const char *locale = setlocale (LC_TELEPHONE, NULL);
  const char *underscore = locale != NULL ? strchr (locale, '_') : NULL;

  g_strlcpy (own_region, "US", sizeof own_region);
  if (underscore != NULL && g_ascii_isupper (underscore[1]) && g_ascii_isupper (underscore[2]))
    g_strlcpy (own_region, (const char[]) { underscore[1], underscore[2], 0 }, sizeof own_region);
}

void
peal_format_set_region (const char *region)
{
  if (region != NULL && *region != '\0')
    g_strlcpy (own_region, region, sizeof own_region);
  else
    use_locale_region ();
}

const char *
peal_format_get_region (void)
{
  if (*own_region == '\0')
    use_locale_region ();
  return own_region;
}

char *
peal_format_number (const char *e164)
{
  g_autofree char *number = peal_phone_format_for_display (e164, peal_format_get_region ());

  return g_strconcat (ISOLATE_LTR, number, ISOLATE_END, NULL);
}

/* Days between the calendar days of two times, in the local zone. */
static int
days_between (GDateTime *from,
              GDateTime *to)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (from), g_date_time_get_month (from),
                  g_date_time_get_year (from));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (to), g_date_time_get_month (to),
                  g_date_time_get_year (to));
  return g_date_days_between (&a, &b);
}

static gboolean
locale_has_12_hours (void)
{
  return strstr (nl_langinfo (T_FMT), "%r") != NULL || strstr (nl_langinfo (T_FMT), "%I") != NULL;
}

static const char *
time_format (void)
{
  /* Translators: the time of day as in "2:05 PM", see g_date_time_format (); "%-l" is the hour
   * without a leading blank. Used where the locale counts twelve hours. */
  return locale_has_12_hours () ? _("%-l:%M %p")
                                /* Translators: the time of day as in "14:05". */
                                : _("%-k:%M");
}

char *
peal_format_when (gint64 time,
                  gint64 now)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local_usec (time);
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local_usec (now);
  int days = days_between (then, today);

  if (days == 0)
    return g_date_time_format (then, time_format ());
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (days > 1 && days < 7)
    return g_date_time_format (then, "%A");
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year, short, as in "12 Mar". */
    return g_date_time_format (then, _("%-e %b"));
  /* Translators: a day of another year, short, as in "12 Mar 2024". */
  return g_date_time_format (then, _("%-e %b %Y"));
}

char *
peal_format_clock (gint64 time)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local_usec (time);

  return g_date_time_format (then, time_format ());
}

char *
peal_format_minute (guint minute)
{
  g_autoptr(GDateTime) then = g_date_time_new_utc (2001, 1, 1, (int) minute / 60 % 24, (int) minute % 60, 0);

  return g_date_time_format (then, time_format ());
}

/* The day of a moment that is neither today nor next to it. */
static char *
format_far_day (GDateTime *then,
                int        days)
{
  if (days > 1 && days < 7)
    return g_date_time_format (then, "%A");
  if (days < 300)
    /* Translators: a day of the year in a sentence, as in "12 March". */
    return g_date_time_format (then, _("%-e %B"));
  return g_date_time_format (then, _("%-e %B %Y"));
}

char *
peal_format_moment (gint64 time,
                    gint64 now)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local_usec (time);
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local_usec (now);
  g_autofree char *clock = g_date_time_format (then, time_format ());
  g_autofree char *day = NULL;
  int days = days_between (today, then);

  if (days == 0)
    return g_steal_pointer (&clock);
  if (days == 1)
    /* Translators: %s is a time of day: "tomorrow 8:00". */
    return g_strdup_printf (_("tomorrow %s"), clock);
  if (days == -1)
    /* Translators: %s is a time of day: "yesterday 8:00". */
    return g_strdup_printf (_("yesterday %s"), clock);
  day = format_far_day (then, days);
  /* Translators: a day and a time of day: "Tuesday 8:00". */
  return g_strdup_printf (C_("moment", "%s %s"), day, clock);
}

char *
peal_format_day (gint64 time,
                 gint64 now)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local_usec (time);
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local_usec (now);
  int days = days_between (then, today);

  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year as a heading, as in "Tuesday, 12 March". */
    return g_date_time_format (then, _("%A, %-e %B"));
  /* Translators: a day of another year as a heading, as in "12 March 2024". */
  return g_date_time_format (then, _("%-e %B %Y"));
}

char *
peal_format_money (gint64      micros,
                   const char *currency)
{
  static const struct
  {
    const char *code;
    const char *sign;
  } signs[] = { { "USD", "$" }, { "EUR", "€" }, { "GBP", "£" }, { "INR", "₹" } };
  int digits = micros != 0 && ABS (micros) < 100 * 1000 && micros % 10000 != 0 ? 4 : 2;

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (currency, signs[i].code) == 0)
      /* Translators: an amount of money: the sign ("$"), then the amount. */
      return g_strdup_printf (C_("money", "%s%'.*f"), signs[i].sign, digits, micros / 1e6);
  return g_strdup_printf ("%'.*f %s", digits, micros / 1e6, currency);
}

char *
peal_format_count (gint64 count)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, count);
}

char *
peal_format_date (const char *date)
{
  g_autoptr(GDateTime) day = NULL;
  PealOccasionDate parsed;

  g_return_val_if_fail (date != NULL, NULL);

  if (!peal_occasion_date_parse (date, &parsed))
    return g_strdup (date);
  day = g_date_time_new_utc (parsed.year != 0 ? parsed.year : 2000, parsed.month, parsed.day, 12, 0, 0);
  if (parsed.year == 0)
    /* Translators: a day without a year, as strftime writes it: "12 March". */
    return g_date_time_format (day, _("%-e %B"));
  return g_date_time_format (day, _("%-e %B %Y"));
}

char
peal_format_get_decimal (void)
{
  return *localeconv ()->decimal_point == ',' ? ',' : '.';
}

char *
peal_format_decimal (const char *number)
{
  g_return_val_if_fail (number != NULL, NULL);

  return g_strdelimit (g_strdup (number), ".", peal_format_get_decimal ());
}

gint64
peal_format_day_start (gint64 time,
                       int    days)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local_usec (time);
  g_autoptr(GDateTime) day = g_date_time_add_days (then, days);
  g_autoptr(GDateTime) start = g_date_time_new_local (g_date_time_get_year (day),
                                                      g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day), 0, 0, 0);

  return g_date_time_to_unix_usec (start);
}

/* peal-window-text.c: the decision in words, for scripts and logs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-window.h"

#include "peal-rules-private.h"
#include "peal-zones-private.h"

#include <string.h>

static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

const char *
peal_window_reason_to_string (PealWindowReason reason)
{
  switch (reason)
    {
    case PEAL_WINDOW_ALLOWED:
      return "allowed";
    case PEAL_WINDOW_EXEMPT:
      return "exempt";
    case PEAL_WINDOW_HOURS:
      return "hours";
    case PEAL_WINDOW_WEEKDAY:
      return "weekday";
    case PEAL_WINDOW_HOLIDAY:
      return "holiday";
    case PEAL_WINDOW_EMERGENCY:
      return "emergency";
    case PEAL_WINDOW_UNKNOWN_ZONE:
      return "unknown_zone";
    }
  return "?";
}

static const PealSpan *
spans_of (const char *rule_id,
          int         weekday)
{
  for (guint i = 0; i < peal_n_send_rules; i++)
    if (strcmp (peal_send_rules[i].info.id, rule_id) == 0)
      {
        const PealSpan *spans = peal_send_rules[i].days[weekday];

        /* An open Sunday of a rule that has none: the user lifted the ban. */
        return spans[0].end != 0 || weekday == 0 ? spans : peal_send_rules[i].days[weekday - 1];
      }
  return NULL;
}

/* NULL: @window names no zone. */
static GDateTime *
find_local (const PealWindow *window,
            gint64            at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  GTimeZone *clock = *window->zone != '\0' ? peal_zones_get_clock (window->zone, NULL) : NULL;

  return clock != NULL && utc != NULL ? g_date_time_to_timezone (utc, clock) : NULL;
}

gboolean
peal_window_get_span (const PealWindow *window,
                      gint64            at,
                      guint             index,
                      guint            *start,
                      guint            *end)
{
  g_autoptr(GDateTime) local = NULL;
  const PealSpan *spans;

  g_return_val_if_fail (window != NULL, FALSE);
  g_return_val_if_fail (start != NULL && end != NULL, FALSE);

  local = find_local (window, at);
  spans = local != NULL ? spans_of (window->rule, g_date_time_get_day_of_week (local) - 1) : NULL;
  if (spans == NULL || index >= PEAL_SPANS_MAX || spans[index].end == 0)
    return FALSE;
  *start = spans[index].start;
  *end = spans[index].end;
  return TRUE;
}

static void
append_spans (GString        *text,
              const PealSpan *spans)
{
  for (guint i = 0; i < PEAL_SPANS_MAX && spans[i].end != 0; i++)
    g_string_append_printf (text, "%s%02u:%02u-%02u:%02u", i > 0 ? " and " : "",
                            spans[i].start / 60, spans[i].start % 60, spans[i].end / 60, spans[i].end % 60);
}

static void
append_rule (GString          *text,
             const PealWindow *window,
             GDateTime        *local)
{
  int weekday = g_date_time_get_day_of_week (local) - 1;
  const char *holiday;
  GDate date;

  g_string_append_printf (text, "It is %s %02d:%02d in %s; %s allows ", weekdays[weekday], g_date_time_get_hour (local),
                          g_date_time_get_minute (local), window->zone, window->rule);
  if (window->reason == PEAL_WINDOW_WEEKDAY)
    g_string_append_printf (text, "nothing on %ss", weekdays[weekday]);
  else if (window->reason == PEAL_WINDOW_HOLIDAY)
    {
      g_date_set_dmy (&date, g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                      g_date_time_get_year (local));
      holiday = peal_holiday_find (window->jurisdiction, g_date_get_julian (&date));
      g_string_append_printf (text, "nothing on holidays (%s)", holiday != NULL ? holiday : "added by the user");
    }
  else
    append_spans (text, spans_of (window->rule, weekday));
  g_string_append_c (text, '.');
}

char *
peal_window_explain (const PealWindow *window,
                     gint64            at)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GDateTime) local = NULL;

  g_return_val_if_fail (window != NULL, NULL);

  if (window->reason == PEAL_WINDOW_EXEMPT)
    g_string_append (text, "Not marketing: no hours apply.");
  else if (window->reason == PEAL_WINDOW_UNKNOWN_ZONE)
    g_string_append (text, "Nobody knows what time it is there: set the time zone of the contact.");
  else if (window->reason == PEAL_WINDOW_EMERGENCY)
    g_string_append_printf (text, "An emergency is declared in %s: nothing goes until you end it in the settings.",
                            window->jurisdiction);
  else
    {
      local = find_local (window, at);
      g_return_val_if_fail (local != NULL, NULL);
      append_rule (text, window, local);
      if (window->next_allowed == PEAL_WINDOW_NEVER)
        g_string_append (text, " No time within 14 days is allowed in every zone and state in question.");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* peal-law-text.c: the rule behind a message that waits or was left out, in words for people.
 *
 * The gate's own functions are asked again, as of then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-law-text.h"

#include "peal-config.h"
#include "peal-country.h"
#include "peal-format.h"
#include "peal-state-text.h"
#include "peal-window.h"

#include <glib/gi18n.h>

char *
peal_zone_text (const char *zone)
{
  const char *slash = strrchr (zone, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : zone), "_", ' ');
}

static void
find_zones (const PealMessageRow *message,
            PealZones            *zones)
{
  PealWhereabouts where = {
    .e164 = message->theirs,
    .own_zone = message->zone,
    .country = message->country,
    .state = message->region,
  };

  peal_zones_find (&where, zones);
}

/* Whose rule it is: "Florida", "Frankreich". Caller frees. */
static char *
dup_place (const char *jurisdiction)
{
  const char *name = peal_state_text (jurisdiction);

  if (name != NULL)
    return g_strdup (name);
  if (strlen (jurisdiction) == 2)
    return peal_country_dup_name (jurisdiction, g_get_language_names ()[0]);
  /* Translators: the name of a rule where no law is known, as in "Peal’s own rule: 9:00–20:00 on a Tuesday, …". */
  return g_strdup (_("Peal’s own rule"));
}

/* "8:00–12:00 and 14:00–20:00"; the window has its hours in two parts at most. Caller frees. */
static char *
dup_hours (const PealWindow *window,
           gint64            at)
{
  g_autofree char *hours = NULL;
  guint start, end;

  for (guint i = 0; peal_window_get_span (window, at, i, &start, &end); i++)
    {
      g_autofree char *first = peal_format_minute (start);
      g_autofree char *last = peal_format_minute (end);
      /* Translators: from one time of day to another: "8:00–20:00". */
      g_autofree char *span = g_strdup_printf (_("%s–%s"), first, last);
      g_autofree char *before = g_steal_pointer (&hours);

      /* Translators: two spans of the day: "8:00–12:00 and 14:00–20:00". */
      hours = before != NULL ? g_strdup_printf (_("%s and %s"), before, span) : g_strdup (span);
    }
  return g_steal_pointer (&hours);
}

static char *
dup_hours_text (const PealWindow *window,
                gint64            at)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (window->zone);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) there = NULL;
  g_autofree char *place = dup_place (window->rule);
  g_autofree char *town = peal_zone_text (window->zone);
  g_autofree char *hours = dup_hours (window, at);
  g_autofree char *weekday = NULL;

  if (zone == NULL)
    return NULL;
  there = g_date_time_to_timezone (utc, zone);
  weekday = g_date_time_format (there, "%A");
  if (window->reason == PEAL_WINDOW_HOLIDAY)
    /* Translators: whose rule it is, and the town whose clock counts: "Alabama: nothing on a holiday, by the clock
     * of Chicago." */
    return g_strdup_printf (_("%s: nothing on a holiday, by the clock of %s."), place, town);
  if (window->reason == PEAL_WINDOW_WEEKDAY || hours == NULL)
    /* Translators: whose rule it is, a weekday, a town: "Alabama: nothing on a Sunday, by the clock of Chicago." */
    return g_strdup_printf (_("%s: nothing on a %s, by the clock of %s."), place, weekday, town);
  /* Translators: whose rule it is, hours of the day, a weekday, and the town whose clock counts:
   * "Florida: 8:00–20:00 on a Tuesday, by the clock of New York." */
  return g_strdup_printf (_("%s: %s on a %s, by the clock of %s."), place, hours, weekday, town);
}

static char *
dup_window_text (const PealMessageRow    *message,
                 const PealWindowOptions *options,
                 gint64                   at)
{
  PealZones zones;
  PealWindow window;
  g_autofree char *place = NULL;

  find_zones (message, &zones);
  peal_window_check (message->kind, &zones, at, options, &window);
  switch (window.reason)
    {
    case PEAL_WINDOW_ALLOWED:
    case PEAL_WINDOW_EXEMPT:
      return NULL;
    case PEAL_WINDOW_HOURS:
    case PEAL_WINDOW_WEEKDAY:
    case PEAL_WINDOW_HOLIDAY:
      return dup_hours_text (&window, at);
    case PEAL_WINDOW_EMERGENCY:
      place = dup_place (window.jurisdiction);
      /* Translators: %s is a state: "Louisiana". */
      return g_strdup_printf (_("An emergency is declared in %s."), place);
    case PEAL_WINDOW_UNKNOWN_ZONE:
      return g_strdup (_("Nobody knows what time it is there: give the contact a time zone."));
    }
  return NULL;
}

/* The gate writes the code of the place whose cap has room last before its words: "US-FL: …". */
static gboolean
is_named (const PealMessageRow *message,
          const char           *jurisdiction)
{
  gsize length = strlen (jurisdiction);

  return message->reason == PEAL_HOLD_CAP && message->explanation != NULL
         && strncmp (message->explanation, jurisdiction, length) == 0 && message->explanation[length] == ':';
}

/* The cap that decides when it goes; all that there are, where that is not known any more. */
static char *
dup_cap_text (const PealMessageRow *message)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean is_known = FALSE;
  PealZones zones;

  find_zones (message, &zones);
  for (guint i = 0; i < zones.n_jurisdictions; i++)
    is_known = is_known || is_named (message, zones.jurisdictions[i]);
  for (guint i = 0; i < zones.n_jurisdictions; i++)
    {
      const PealCap *cap = peal_window_get_cap (zones.jurisdictions[i]);
      g_autofree char *place = dup_place (zones.jurisdictions[i]);

      if (cap == NULL || (is_known && !is_named (message, zones.jurisdictions[i])))
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      /* Translators: whose rule it is, how many messages to one person, and hours: "Florida: 3 messages in 24 hours." */
      g_string_append_printf (text, ngettext ("%s: %u message in %u hours.", "%s: %u messages in %u hours.", cap->n),
                              place, cap->n, cap->hours);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
peal_law_text (const PealMessageRow    *message,
               const PealWindowOptions *options,
               PealHoldReason           reason,
               gint64                   at)
{
  char *text = NULL;

  if (reason == PEAL_HOLD_WINDOW || reason == PEAL_HOLD_NEVER_ALLOWED)
    text = dup_window_text (message, options, at);
  else if (reason == PEAL_HOLD_CAP)
    text = dup_cap_text (message);
  return text != NULL ? text : g_strdup ("");
}

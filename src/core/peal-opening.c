/* peal-opening.c: when a business is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-opening.h"

#include <string.h>

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* "09:00", two digits each; G_MAXUINT for what is none. */
static guint
parse_minute (const char *text)
{
  guint hour, minute;

  for (guint i = 0; i < 5; i++)
    if (i == 2 ? text[i] != ':' : !g_ascii_isdigit (text[i]))
      return G_MAXUINT;
  hour = (guint) (10 * (text[0] - '0') + text[1] - '0');
  minute = (guint) (10 * (text[3] - '0') + text[4] - '0');
  return minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) ? 60 * hour + minute : G_MAXUINT;
}

static gboolean
add_span (PealOpeningDay *day,
          const char     *text)
{
  guint start, end;

  if (strlen (text) != strlen ("09:00-18:00") || text[5] != '-' || day->n == PEAL_OPENING_SPANS)
    return FALSE;
  start = parse_minute (text);
  end = parse_minute (text + 6);
  if (start == G_MAXUINT || end == G_MAXUINT || start >= end || (day->n > 0 && start <= day->spans[day->n - 1].end))
    return FALSE;
  day->spans[day->n].start = start;
  day->spans[day->n++].end = end;
  return TRUE;
}

static PealOpeningDay *
find_day (PealOpening *self,
          const char  *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    if (g_ascii_strcasecmp (weekdays[i], name) == 0)
      return &self->days[i];
  return NULL;
}

static gboolean
parse_day (PealOpening *self,
           const char  *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " ", -1);
  PealOpeningDay *day = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (day != NULL)
        {
          if (!add_span (day, words[i]))
            return FALSE;
          continue;
        }
      day = find_day (self, words[i]);
      if (day == NULL || day->n > 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
peal_opening_parse (const char  *text,
                    PealOpening *self)
{
  g_auto(GStrv) days = NULL;
  PealOpening read = { 0 };

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  days = g_strsplit (text, ";", -1);
  for (guint i = 0; days[i] != NULL; i++)
    if (!parse_day (&read, days[i]))
      return FALSE;
  *self = read;
  return TRUE;
}

char *
peal_opening_format (const PealOpening *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    {
      const PealOpeningDay *day = &self->days[i];

      if (day->n > 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", weekdays[i]);
      for (guint s = 0; s < day->n; s++)
        g_string_append_printf (text, " %02u:%02u-%02u:%02u", day->spans[s].start / 60, day->spans[s].start % 60,
                                day->spans[s].end / 60, day->spans[s].end % 60);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

gboolean
peal_opening_has (const PealOpening *self,
                  guint              weekday,
                  guint              minute)
{
  const PealOpeningDay *day;

  g_return_val_if_fail (self != NULL && weekday < 7, FALSE);

  day = &self->days[weekday];
  for (guint i = 0; i < day->n; i++)
    if (day->spans[i].start <= minute && minute < day->spans[i].end)
      return TRUE;
  return FALSE;
}

gboolean
peal_opening_is_ever (const PealOpening *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    if (self->days[i].n > 0)
      return TRUE;
  return FALSE;
}

/* peal-prose.c: an account for people to read in a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-prose.h"

#include "peal-clock.h"

#include <stdio.h>
#include <unistd.h>

static void
print (const char *head,
       const char *tail,
       const char *format,
       va_list     args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);

  g_print ("%s%s%s\n", head, text, tail);
  fflush (stdout); /* somebody watches */
}

void
peal_prose_heading (guint       number,
                    const char *format,
                    ...)
{
  gboolean bold = isatty (STDOUT_FILENO) && g_getenv ("NO_COLOR") == NULL;
  g_autofree char *head = g_strdup_printf ("\n%s%u  ", bold ? "\033[1m" : "", number);
  va_list args;

  va_start (args, format);
  print (head, bold ? "\033[0m" : "", format, args);
  va_end (args);
}

void
peal_prose_line (const char *format,
                 ...)
{
  va_list args;

  va_start (args, format);
  print ("   ", "", format, args);
  va_end (args);
}

void
peal_prose_item (const char *format,
                 ...)
{
  va_list args;

  va_start (args, format);
  print ("     ", "", format, args);
  va_end (args);
}

static guint
get_columns (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

char *
peal_prose_fit (const char *text,
                guint       columns)
{
  GString *line = g_string_new (NULL);
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      guint more = get_columns (c);

      if (width + more > columns - 1 && *g_utf8_next_char (at) != '\0')
        {
          g_string_append (line, "…");
          width++;
          break;
        }
      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
      width += more;
    }
  for (; width < columns; width++)
    g_string_append_c (line, ' ');
  return g_string_free_and_steal (line);
}

/* What is held has a time, or somebody to wait for. */
static gboolean
waits_for_a_person (PealHoldReason reason,
                    gint64         until)
{
  return reason == PEAL_HOLD_ACCOUNT || reason == PEAL_HOLD_REVIEW || reason == PEAL_HOLD_PAUSED
         || reason == PEAL_HOLD_ASK || (reason < PEAL_HOLD_OPTED_OUT && until == PEAL_TIME_NEVER);
}

static const char *
advise (PealHoldReason reason,
        gint64         until)
{
  if (reason == PEAL_HOLD_NO_ROUTE)
    return "; change the rules with `route`, or `messages cancel` it";
  if (reason == PEAL_HOLD_MONEY && until == PEAL_TIME_NEVER)
    return "; raise that with `limit money`, or `messages cancel` it";
  return "";
}

char *
peal_prose_reason (PealHoldReason reason,
                   gint64         until,
                   const char    *explanation)
{
  GString *text = g_string_new (peal_hold_reason_to_string (reason));

  if (!waits_for_a_person (reason, until) && until == PEAL_TIME_NEVER)
    g_string_append (text, ", never sent");
  else if (!waits_for_a_person (reason, until) && until > 0)
    {
      g_autofree char *time = peal_time_to_iso8601 (until);

      g_string_append_printf (text, ", until %s", time);
    }
  if (*explanation != '\0')
    g_string_append_printf (text, ": %s", explanation);
  g_string_append (text, advise (reason, until));
  return g_string_free_and_steal (text);
}

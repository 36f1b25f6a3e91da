/* peal-occurrence-text.c: what became of an occurrence of a schedule, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-occurrence-text.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

/* Of one that became a campaign. Some messages of it may wait for a person. Caller frees. */
static char *
dup_sent (PealMissedReason reason,
          const char      *moment)
{
  switch (reason)
    {
    case PEAL_MISSED_LATE:
      /* Translators: here and below, what became of something that was planned; %s is a time: "Tuesday 8:00". */
      return g_strdup_printf (_("Last: sent late, %s"), moment);
    case PEAL_MISSED_POLICY:
      return g_strdup_printf (_("Last: it was late, so you were asked, %s"), moment);
    case PEAL_MISSED_CLOCK:
      return g_strdup_printf (_("Last: the clock was in doubt, so you were asked, %s"), moment);
    case PEAL_MISSED_COPY:
      return g_strdup_printf (_("Last: another copy may have sent it, so you were asked, %s"), moment);
    case PEAL_MISSED_NOT_DUE: /* nothing of these four is made */
    case PEAL_MISSED_TOO_LATE:
    case PEAL_MISSED_EXPIRED:
    case PEAL_MISSED_SUPERSEDED:
    case PEAL_MISSED_IN_TIME:
      break;
    }
  return g_strdup_printf (_("Last: sent, %s"), moment);
}

/* Of one that sent nothing. Caller frees. */
static char *
dup_passed (const PealSchedule *schedule,
            PealMissedReason    reason,
            const char         *moment)
{
  switch (reason)
    {
    case PEAL_MISSED_NOT_DUE:
      return g_strdup_printf (_("Last: moved, because the clocks there will be set on other days, %s"), moment);
    case PEAL_MISSED_TOO_LATE:
      return g_strdup_printf (_("Last: left out, because it was too late, %s"), moment);
    case PEAL_MISSED_EXPIRED:
      return g_strdup_printf (_("Last: left out, because it was worth nothing any more, %s"), moment);
    case PEAL_MISSED_SUPERSEDED:
      return g_strdup_printf (_("Last: left out, because the next one was due as well, %s"), moment);
    case PEAL_MISSED_IN_TIME:
    case PEAL_MISSED_LATE:
    case PEAL_MISSED_POLICY:
    case PEAL_MISSED_CLOCK:
    case PEAL_MISSED_COPY:
      break;
    }
  if (*schedule->date_field != '\0')
    return g_strdup_printf (_("Last: it was nobody’s day, %s"), moment);
  return g_strdup_printf (_("Last: there was nobody to send to, %s"), moment);
}

/* Why, only a newer program knows. Caller frees. */
static char *
dup_unknown (gboolean    made,
             const char *moment)
{
  if (made)
    return g_strdup_printf (_("Last: sent, %s"), moment);
  return g_strdup_printf (_("Last: left out, %s"), moment);
}

char *
peal_occurrence_text (const PealSchedule      *schedule,
                      const PealOccurrenceRow *occurrence,
                      gint64                   now)
{
  g_autofree char *moment = peal_format_moment (occurrence->decided_at, now);
  g_autofree char *text = NULL;
  g_autofree char *passed = NULL;
  gboolean made = occurrence->campaign_id != 0;
  PealMissedReason reason;

  if (!peal_missed_reason_from_string (occurrence->reason, &reason))
    text = dup_unknown (made, moment);
  else
    text = made ? dup_sent (reason, moment) : dup_passed (schedule, reason, moment);
  if (occurrence->n_passed == 0)
    return g_steal_pointer (&text);
  passed = g_strdup_printf (ngettext ("%d earlier one left out", "%d earlier ones left out", (gulong) occurrence->n_passed),
                            (int) occurrence->n_passed);
  return g_strconcat (text, " · ", passed, NULL);
}

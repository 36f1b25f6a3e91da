/* peal-outlook.c: what the engine has before it, and what follows from that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outlook.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

static gint64
count_left (const PealOutlook *self)
{
  return self->ahead[PEAL_AHEAD_IN_AIR] + self->ahead[PEAL_AHEAD_DUE];
}

void
peal_outlook_update (PealOutlook  *self,
                     const GArray *ahead)
{
  gint64 left_before = count_left (self), left;

  g_return_if_fail (ahead->len == PEAL_N_AHEAD);

  for (guint i = 0; i < PEAL_N_AHEAD; i++)
    self->ahead[i] = g_array_index (ahead, gint64, i);
  self->is_known = TRUE;
  left = count_left (self);
  self->n_in_run = left == 0 ? 0 : self->n_in_run + MAX (left - left_before, 0);
}

gboolean
peal_outlook_is_wanted (const PealOutlook   *self,
                        PealBackgroundChoice choice,
                        gboolean             another_sends)
{
  switch (choice)
    {
    case PEAL_BACKGROUND_ALWAYS:
      return TRUE;
    case PEAL_BACKGROUND_WHILE_WAITING:
      if (another_sends)
        return FALSE;
      return !self->is_known || count_left (self) > 0 || self->ahead[PEAL_AHEAD_QUEUED] > 0
             || self->ahead[PEAL_AHEAD_ASKING] > 0;
    case PEAL_BACKGROUND_NEVER:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

char *
peal_outlook_text (const PealOutlook *self,
                   gint64             now)
{
  gint64 left = count_left (self);
  g_autofree char *first = NULL, *second = NULL;

  if (left > 0 && (self->ahead[PEAL_AHEAD_IN_AIR] > 0 || left < self->n_in_run))
    {
      first = peal_format_count (self->n_in_run - left);
      second = peal_format_count (self->n_in_run);
      /* Translators: how far a run of messages has got: "Sending: 120 of 500". Keep it short. */
      return g_strdup_printf (_("Sending: %s of %s"), first, second);
    }
  if (left > 0)
    {
      first = peal_format_count (left);
      /* Translators: %s is a number. Keep it short. */
      return g_strdup_printf (ngettext ("%s message waits to be sent", "%s messages wait to be sent", left), first);
    }
  if (self->ahead[PEAL_AHEAD_QUEUED] > 0)
    {
      first = peal_format_moment (self->ahead[PEAL_AHEAD_NEXT], now);
      /* Translators: %s is a time, as in "14:05" or "tomorrow 8:00". Keep it short. */
      return g_strdup_printf (_("Next message: %s"), first);
    }
  return g_strdup (_("Waiting for replies"));
}

/* peal-answer-obstacle.c: why an answer cannot be sent now, or waits, and what to do about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-answer-obstacle.h"

#include "peal-account-text.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>

static void
set (PealAnswerObstacle *self,
     gboolean            stops,
     char               *text,
     const char         *label,
     const char         *action)
{
  peal_answer_obstacle_clear (self);
  *self = (PealAnswerObstacle) { stops, text, label, action };
}

void
peal_answer_obstacle_clear (PealAnswerObstacle *self)
{
  g_free (self->text);
  *self = (PealAnswerObstacle) { 0 };
}

void
peal_answer_obstacle_set_stopped (PealAnswerObstacle     *self,
                                  const PealConsentEvent *event,
                                  gint64                  now)
{
  g_autofree char *day = event != NULL ? peal_format_when (event->at, now) : NULL;
  char *text;

  g_return_if_fail (self != NULL);

  if (event == NULL)
    text = g_strdup (_("They asked to stop. Nothing can be sent until they text START."));
  else if (*event->wording != '\0' && event->act == PEAL_CONSENT_ACT_OPT_OUT)
    /* Translators: the first %s is a day or an hour, the second their own words. */
    text = g_strdup_printf (_("They asked to stop (%s: “%s”). Nothing can be sent until they text START."), day,
                            event->wording);
  else
    /* Translators: %s is a day or an hour. */
    text = g_strdup_printf (_("They asked to stop (%s). Nothing can be sent until they text START."), day);
  set (self, TRUE, text, _("That Was a Mistake…"), "answer.revoke");
}

void
peal_answer_obstacle_set_blocked (PealAnswerObstacle *self)
{
  g_return_if_fail (self != NULL);

  set (self, TRUE, g_strdup (_("You blocked this number. Unblock it to write to it.")), _("Unblock"), "answer.unblock");
}

void
peal_answer_obstacle_set_refused (PealAnswerObstacle *self,
                                  const GError       *error)
{
  g_return_if_fail (self != NULL && error != NULL);

  if (g_error_matches (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_ACCOUNT_OFF))
    set (self, TRUE, g_strdup (_("The account that has this number is switched off or was removed.")), _("Preferences"),
         "app.preferences");
  else if (g_error_matches (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_ACCOUNT))
    set (self, TRUE, g_strdup (_("No account can send. Connect a gateway first.")), _("Preferences"), "app.preferences");
  else
    set (self, FALSE, peal_error_text (error), NULL, NULL);
}

/* Whether it is for a person to change something. */
static gboolean
is_for_preferences (PealHoldReason reason)
{
  return reason == PEAL_HOLD_NO_ROUTE || reason == PEAL_HOLD_MONEY || reason == PEAL_HOLD_LIMIT
         || reason == PEAL_HOLD_ACCOUNT;
}

void
peal_answer_obstacle_set_planned (PealAnswerObstacle      *self,
                                  const PealRecipient     *recipient,
                                  const PealAccountHealth *health,
                                  gint64                   now)
{
  g_return_if_fail (self != NULL && recipient != NULL && health != NULL);

  if (recipient->reason != PEAL_HOLD_NONE)
    {
      gboolean ours = is_for_preferences (recipient->reason);

      set (self, recipient->reason >= PEAL_HOLD_OPTED_OUT,
           peal_reason_text (recipient->reason, recipient->until, recipient->e164, now), ours ? _("Preferences") : NULL,
           ours ? "app.preferences" : NULL);
    }
  else if (health->condition == PEAL_ACCOUNT_REFUSED || health->condition == PEAL_ACCOUNT_NO_SECRET)
    set (self, FALSE, peal_account_condition_text (health, now), _("Show Status"), "win.go::health");
  else
    peal_answer_obstacle_clear (self);
}

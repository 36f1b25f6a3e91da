/* peal-account-text.c: how an account is doing, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-account-text.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

PealLight
peal_account_light (PealAccountCondition condition)
{
  switch (condition)
    {
    case PEAL_ACCOUNT_READY:
    case PEAL_ACCOUNT_ELSEWHERE:
      return PEAL_LIGHT_GREEN;
    case PEAL_ACCOUNT_UNTRIED:
    case PEAL_ACCOUNT_WAITING:
    case PEAL_ACCOUNT_OFFLINE:
    case PEAL_ACCOUNT_NO_NETWORK:
      return PEAL_LIGHT_AMBER;
    case PEAL_ACCOUNT_REFUSED:
    case PEAL_ACCOUNT_NO_SECRET:
      return PEAL_LIGHT_RED;
    }
  g_return_val_if_reached (PEAL_LIGHT_RED);
}

const char *
peal_light_class (PealLight light)
{
  switch (light)
    {
    case PEAL_LIGHT_GREEN:
      return "success";
    case PEAL_LIGHT_AMBER:
      return "warning";
    case PEAL_LIGHT_RED:
      return "error";
    }
  g_return_val_if_reached ("error");
}

char *
peal_account_condition_text (const PealAccountHealth *health,
                             gint64                   now)
{
  g_autofree char *until = NULL;

  g_return_val_if_fail (health != NULL, NULL);

  switch (health->condition)
    {
    case PEAL_ACCOUNT_READY:
      return g_strdup (_("Ready"));
    case PEAL_ACCOUNT_UNTRIED:
      return g_strdup (_("Not heard from yet"));
    case PEAL_ACCOUNT_ELSEWHERE:
      return g_strdup (_("Another Peal program sends. What you write here is sent there."));
    case PEAL_ACCOUNT_WAITING:
      if (health->until == 0)
        return g_strdup (_("Pausing for a moment"));
      until = peal_format_moment (health->until, now);
      /* Translators: %s is a time, as in "14:05" or "tomorrow 8:00". */
      return g_strdup_printf (_("Pausing until %s"), until);
    case PEAL_ACCOUNT_OFFLINE:
      return g_strdup (_("Cannot be reached. Check the network."));
    case PEAL_ACCOUNT_NO_NETWORK:
      return g_strdup (_("Waiting for the network"));
    case PEAL_ACCOUNT_REFUSED:
      return g_strdup (_("Refused. Check the credentials and the credit."));
    case PEAL_ACCOUNT_NO_SECRET:
      return g_strdup (_("The keyring has no secret for it. Enter it again."));
    }
  g_return_val_if_reached (NULL);
}

char *
peal_account_balance_text (const PealAccountHealth *health)
{
  g_return_val_if_fail (health != NULL, NULL);

  if (*health->currency == '\0')
    return g_strdup ("");
  return peal_format_money (health->balance_micros, health->currency);
}

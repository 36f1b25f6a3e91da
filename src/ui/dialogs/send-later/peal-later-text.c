/* peal-later-text.c: a chosen time, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-later-text.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-phone.h"
#include "peal-reason-text.h"
#include "peal-window.h"

#include <glib/gi18n.h>

const char *
peal_later_text (PealLater later)
{
  switch (later)
    {
    case PEAL_LATER_IN_ONE_HOUR:
      return _("In One Hour");
    case PEAL_LATER_THIS_EVENING:
      return _("This Evening");
    case PEAL_LATER_TOMORROW_MORNING:
      return _("Tomorrow Morning");
    case PEAL_LATER_MONDAY_MORNING:
      return _("Monday Morning");
    case PEAL_N_LATERS:
      break;
    }
  g_return_val_if_reached ("");
}

/* NULL where there is nothing to warn of. Caller frees. */
static char *
dup_window_text (const PealLaterChoice *choice)
{
  g_autofree char *moment = NULL;
  PealZones zones;
  PealWindow window;

  if (choice->kind != PEAL_MESSAGE_MARKETING || choice->where == NULL || !peal_phone_is_e164 (choice->where->e164))
    return NULL;
  peal_zones_find (choice->where, &zones);
  peal_window_check (choice->kind, &zones, choice->time, NULL, &window);
  if (window.allowed)
    return NULL;
  if (window.next_allowed == PEAL_WINDOW_NEVER)
    return g_strdup (_("The law allows no hour for news and offers to this number."));
  moment = peal_moment_text (window.next_allowed, choice->where, choice->now);
  /* Translators: %s is a time: "8:00 in Denver", "tomorrow 8:00". */
  return g_strdup_printf (_("The law does not allow news and offers at that hour, only from %s on."), moment);
}

static const char *
fit_text (PealCivilFit fit)
{
  switch (fit)
    {
    case PEAL_CIVIL_GAP:
      return _("The clocks are set forward then and never show the time that you have chosen.");
    case PEAL_CIVIL_OVERLAP:
      return _("The clocks are set back then and show this time twice: the first one counts.");
    case PEAL_CIVIL_UNIQUE:
      break;
    }
  return NULL;
}

char *
peal_later_choice_text (const PealLaterChoice *choice)
{
  g_autoptr(GStrvBuilder) sentences = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *there = NULL;
  char *warning;

  if (choice->time <= choice->now)
    return g_strdup (_("That time has passed."));
  moment = peal_format_moment (choice->time, choice->now);
  there = peal_moment_there_text (choice->time, choice->where, choice->now);
  if (*there == '\0')
    /* Translators: %s is a time: "tomorrow 8:00". */
    g_strv_builder_take (sentences, g_strdup_printf (_("It will wait until %s."), moment));
  else
    /* Translators: two times, the second is what the clock of another person shows: "It will wait
     * until tomorrow 8:00, which is tomorrow 5:00 in Los Angeles." */
    g_strv_builder_take (sentences, g_strdup_printf (_("It will wait until %s, which is %s."), moment, there));
  if (fit_text (choice->fit) != NULL)
    g_strv_builder_add (sentences, fit_text (choice->fit));
  warning = dup_window_text (choice);
  if (warning != NULL)
    g_strv_builder_take (sentences, warning);
  texts = g_strv_builder_end (sentences);
  return g_strjoinv (" ", texts);
}

char *
peal_moment_there_text (gint64                 time,
                        const PealWhereabouts *where,
                        gint64                 now)
{
  g_autofree char *here = peal_format_moment (time, now);
  g_autofree char *there = peal_moment_text (time, where, now);

  return g_str_equal (here, there) ? g_strdup ("") : g_steal_pointer (&there);
}

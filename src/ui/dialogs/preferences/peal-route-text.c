/* peal-route-text.c: through which account a text would go, and why, in a person's words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-route-text.h"

#include <glib/gi18n.h>

static const char *
note_text (PealRouteNoteReason reason)
{
  switch (reason)
    {
    case PEAL_NOTE_CHOSEN:
      return "";
    case PEAL_NOTE_OFF:
      return _("switched off, or this number cannot text");
    case PEAL_NOTE_NOT_NAMED:
      return _("no rule names it for this number");
    case PEAL_NOTE_NOT_THE_LAST:
      return _("another account has the message already");
    case PEAL_NOTE_BROKEN:
      return _("cannot send until you look after it");
    case PEAL_NOTE_TOO_LARGE:
      return _("more than it may send or cost in a day");
    case PEAL_NOTE_NO_PRICE:
      return _("its cost is limited, and the price is not known");
    case PEAL_NOTE_HEALTH:
      return _("does not answer at the moment");
    case PEAL_NOTE_LIMIT:
      return _("as much was sent as its limits allow");
    case PEAL_NOTE_MONEY:
      return _("has cost as much as it may in a day");
    case PEAL_NOTE_EXPIRES:
      return _("could send it only too late");
    case PEAL_NOTE_NOT_STICKY:
      return _("they know the other number");
    case PEAL_NOTE_FAILED_LAST:
      return _("did not take it last time");
    case PEAL_NOTE_LATER_RULE:
      return _("a later rule names it");
    case PEAL_NOTE_DEARER:
      return _("costs more");
    case PEAL_NOTE_SLOWER:
      return _("could send it only later");
    case PEAL_NOTE_LATER:
      return _("as good, but further down");
    }
  return "";
}

char *
peal_route_text (const PealRouteExplanation *explanation)
{
  const PealRouteLine *chosen = peal_route_explanation_get_chosen (explanation);

  if (!explanation->has_rules)
    return g_strdup (_("No rules: through the account that they know, else through the first one"));
  if (explanation->reason == PEAL_ROUTE_RULE_REFUSES)
    return g_strdup (_("Waits: a rule says that nothing goes there"));
  if (chosen == NULL)
    return g_strdup (_("Waits: no account can send it now"));
  if (explanation->verdict == PEAL_ROUTE_WAIT)
    /* Translators: %s is the name of a gateway account. */
    return g_strdup_printf (_("Waits until “%s” can send it"), chosen->label);
  if (explanation->is_known)
    /* Translators: %s is the name of a gateway account. */
    return g_strdup_printf (_("Through “%s”, whose number they know"), chosen->label);
  /* Translators: %s is the name of a gateway account. */
  return g_strdup_printf (_("Through “%s”"), chosen->label);
}

char *
peal_route_others_text (const PealRouteExplanation *explanation)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < explanation->lines->len; i++)
    {
      const PealRouteLine *line = g_ptr_array_index (explanation->lines, i);
      g_autofree char *words = NULL;

      if (line->is_chosen)
        continue;
      /* Translators: the first %s is the name of a gateway account, the second why it does not send. */
      words = g_strdup_printf (_("“%s”: %s"), line->label, note_text (line->note.reason));
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

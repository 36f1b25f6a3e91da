/* peal-gate.c: the compliance gate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-gate.h"

#include "peal-clock.h"
#include "peal-consent.h"

/* How long until a message is looked at again that waits for a person. */
#define ASK_AGAIN (15 * PEAL_MINUTE)

static void
leave_out (PealVerdict   *verdict,
           PealHoldReason reason,
           const char    *explanation)
{
  verdict->decision = PEAL_GATE_LEAVE_OUT;
  verdict->reason = reason;
  verdict->explanation = g_strdup (explanation);
}

static void
hold (PealVerdict   *verdict,
      PealHoldReason reason,
      gint64         until,
      char          *explanation)
{
  verdict->decision = PEAL_GATE_HOLD;
  verdict->reason = reason;
  verdict->until = until;
  verdict->explanation = explanation;
}

static void
find_zones (const PealClaim *claim,
            PealZones       *zones)
{
  PealWhereabouts where = {
    .e164 = claim->theirs,
    .own_zone = claim->zone,
    .country = claim->country,
    .state = claim->region,
  };

  peal_zones_find (&where, zones);
}

/* When @cap has room for one more. */
static gint64
find_room (const PealClaim *claim,
           const PealCap   *cap)
{
  g_assert (cap->n >= 1 && cap->n <= PEAL_CLAIM_RECENT && cap->hours <= 7 * 24); /* the claim knows no more */

  return claim->sent[cap->n - 1] != 0 ? claim->sent[cap->n - 1] + cap->hours * PEAL_HOUR : G_MININT64;
}

/* The cap among the jurisdictions that has room last. We do not know the subject of a message, so all
 * marketing counts as one subject. */
static void
ask_caps (const PealClaim *claim,
          const PealZones *zones,
          PealVerdict     *verdict)
{
  gint64 latest = claim->now;
  const char *jurisdiction = NULL;

  for (guint i = 0; i < zones->n_jurisdictions; i++)
    {
      const PealCap *cap = peal_window_get_cap (zones->jurisdictions[i]);

      if (cap == NULL || find_room (claim, cap) <= latest)
        continue;
      latest = find_room (claim, cap);
      jurisdiction = zones->jurisdictions[i];
    }
  if (jurisdiction != NULL)
    hold (verdict, PEAL_HOLD_CAP, latest,
          g_strdup_printf ("%s: %u messages in %u hours already", jurisdiction,
                           peal_window_get_cap (jurisdiction)->n, peal_window_get_cap (jurisdiction)->hours));
}

static gboolean
is_outside_window (const PealClaim     *claim,
                   const PealZones     *zones,
                   const PealGateRules *rules,
                   PealVerdict         *verdict)
{
  PealWindow window;
  g_autofree char *why = NULL;

  peal_window_check (claim->kind, zones, claim->now, &rules->window, &window);
  if (window.allowed)
    return FALSE;

  why = peal_window_explain (&window, claim->now);
  if (window.next_allowed == PEAL_WINDOW_NEVER || window.next_allowed >= claim->not_after)
    leave_out (verdict, PEAL_HOLD_NEVER_ALLOWED, why);
  else
    hold (verdict, PEAL_HOLD_WINDOW, window.next_allowed, g_steal_pointer (&why));
  return TRUE;
}

static void
judge_marketing (const PealClaim     *claim,
                 const PealGateRules *rules,
                 PealVerdict         *verdict)
{
  PealZones zones;

  if (claim->do_not_contact)
    {
      leave_out (verdict, PEAL_HOLD_DO_NOT_CONTACT, "On a do-not-contact list");
      return;
    }
  if (claim->consent != PEAL_CONSENT_OPTED_IN && !rules->consent_implied)
    {
      leave_out (verdict, PEAL_HOLD_NO_CONSENT, "No consent to marketing texts is recorded");
      return;
    }
  if (claim->review)
    {
      hold (verdict, PEAL_HOLD_REVIEW, claim->now + ASK_AGAIN, g_strdup ("A possible opt-out waits for an answer"));
      return;
    }

  find_zones (claim, &zones);
  if (!is_outside_window (claim, &zones, rules, verdict))
    ask_caps (claim, &zones, verdict);
}

void
peal_gate_judge (const PealClaim *claim,
                 gpointer         data,
                 PealVerdict     *verdict)
{
  const PealGateRules *rules = data;

  if (claim->consent == PEAL_CONSENT_OPTED_OUT)
    leave_out (verdict, PEAL_HOLD_OPTED_OUT, "Asked to stop");
  else if (claim->segments > PEAL_GATE_MAX_SEGMENTS)
    leave_out (verdict, PEAL_HOLD_TOO_LONG, "Longer than 10 parts");
  else if (claim->kind == PEAL_MESSAGE_MARKETING)
    judge_marketing (claim, rules, verdict);
}

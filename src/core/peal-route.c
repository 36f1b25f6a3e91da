/* peal-route.c: through which account, and from which number, a message goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-route.h"

#include <string.h>

static const char *const reasons[] = {
  [PEAL_ROUTE_OK] = "ok",
  [PEAL_ROUTE_NO_SENDER] = "no_sender",
  [PEAL_ROUTE_RULE_REFUSES] = "rule_refuses",
  [PEAL_ROUTE_SETTLE_FIRST] = "settle_first",
  [PEAL_ROUTE_FAILED] = "failed",
  [PEAL_ROUTE_EXPIRED] = "expired",
};

static const char *const note_reasons[] = {
  [PEAL_NOTE_CHOSEN] = "chosen",
  [PEAL_NOTE_OFF] = "off",
  [PEAL_NOTE_NOT_NAMED] = "not_named",
  [PEAL_NOTE_NOT_THE_LAST] = "not_the_last",
  [PEAL_NOTE_BROKEN] = "broken",
  [PEAL_NOTE_TOO_LARGE] = "too_large",
  [PEAL_NOTE_NO_PRICE] = "no_price",
  [PEAL_NOTE_HEALTH] = "health",
  [PEAL_NOTE_LIMIT] = "limit",
  [PEAL_NOTE_MONEY] = "money",
  [PEAL_NOTE_EXPIRES] = "expires",
  [PEAL_NOTE_NOT_STICKY] = "not_sticky",
  [PEAL_NOTE_FAILED_LAST] = "failed_last",
  [PEAL_NOTE_LATER_RULE] = "later_rule",
  [PEAL_NOTE_DEARER] = "dearer",
  [PEAL_NOTE_SLOWER] = "slower",
  [PEAL_NOTE_LATER] = "later",
};

typedef struct
{
  const PealRouteQuestion *question;
  const PealRouteSender *senders;
  const PealRouteRule *rules;
  guint n_senders;
  guint n_rules;
  PealRouteNote *notes;
} Case;

const char *
peal_route_reason_to_string (PealRouteReason reason)
{
  g_return_val_if_fail ((gsize) reason < G_N_ELEMENTS (reasons), "?");

  return reasons[reason];
}

const char *
peal_route_note_reason_to_string (PealRouteNoteReason reason)
{
  g_return_val_if_fail ((gsize) reason < G_N_ELEMENTS (note_reasons), "?");

  return note_reasons[reason];
}

static gboolean
is_sender (const PealRouteSender *sender,
           gint64                 account_id,
           const char            *number)
{
  return sender->account_id == account_id && strcmp (sender->number, number) == 0;
}

static gboolean
is_sticky (const Case            *self,
           const PealRouteSender *sender)
{
  return is_sender (sender, self->question->sticky_account_id, self->question->sticky_number);
}

static gboolean
was_last (const Case            *self,
          const PealRouteSender *sender)
{
  return is_sender (sender, self->question->last_account_id, self->question->last_number);
}

static PealFailureClass
get_last_failure (const PealRouteQuestion *question)
{
  return question->last_account_id != 0 ? question->last_failure : PEAL_FAILURE_NONE;
}

static gboolean
rule_is_for (const PealRouteRule     *rule,
             const PealRouteQuestion *question)
{
  return g_str_has_prefix (question->e164, rule->prefix) &&
         (rule->region[0] == '\0' || g_ascii_strcasecmp (rule->region, question->region) == 0);
}

static gboolean
rule_names (const PealRouteRule   *rule,
            const PealRouteSender *sender)
{
  return (rule->account_id == 0 || rule->account_id == sender->account_id) &&
         (rule->number[0] == '\0' || strcmp (rule->number, sender->number) == 0);
}

/* The first rule for the destination, or -1. */
static int
find_first_rule (const Case *self)
{
  for (guint i = 0; i < self->n_rules; i++)
    if (rule_is_for (&self->rules[i], self->question))
      return (int) i;
  return -1;
}

static int
find_rule (const Case            *self,
           const PealRouteSender *sender)
{
  for (guint i = 0; i < self->n_rules; i++)
    {
      const PealRouteRule *rule = &self->rules[i];

      if (!rule_is_for (rule, self->question))
        continue;
      if (rule->refuse)
        return -1;
      if (rule_names (rule, sender))
        return (int) i;
    }
  return -1;
}

/* The sender that they know already needs no rule to name it, only none that refuses: rules are for whoever knows
 * none of ours. */
static PealRulesVerdict
ask_rules (const Case            *self,
           const PealRouteSender *sender)
{
  int first = find_first_rule (self);

  if (first < 0)
    return PEAL_RULES_ALLOW;
  if (self->rules[first].refuse)
    return PEAL_RULES_REFUSE;
  return find_rule (self, sender) >= 0 || is_sticky (self, sender) ? PEAL_RULES_ALLOW : PEAL_RULES_NAME_OTHERS;
}

/* Sets the wait of @note to @wait, for @reason, if it is the longest so far. */
static void
wait_at_least (PealRouteNote      *note,
               gint64              wait,
               PealRouteNoteReason reason)
{
  if (wait > note->wait)
    {
      note->wait = wait;
      note->wait_for = reason;
    }
}

/* What a day's money says: CHOSEN = nothing against it. */
static PealRouteNoteReason
look_at_money (const Case            *self,
               const PealRouteSender *sender,
               PealRouteNote         *note)
{
  gint64 cost;

  if (sender->money < 0)
    return PEAL_NOTE_CHOSEN;
  if (sender->price < 0)
    return PEAL_NOTE_NO_PRICE;
  if (__builtin_mul_overflow (sender->price, (gint64) self->question->segments, &cost) || cost > sender->money)
    return PEAL_NOTE_TOO_LARGE;
  if (cost > sender->money_left)
    wait_at_least (note, sender->money_renews - self->question->now, PEAL_NOTE_MONEY);
  return PEAL_NOTE_CHOSEN;
}

/* What speaks against a sender whatever the others are; CHOSEN = nothing. Sets its wait and rule. */
static PealRouteNoteReason
judge (const Case            *self,
       const PealRouteSender *sender,
       PealRouteNote         *note)
{
  PealRouteNoteReason money;

  note->rule = find_rule (self, sender);
  if (!sender->is_on)
    return PEAL_NOTE_OFF;
  if (ask_rules (self, sender) != PEAL_RULES_ALLOW)
    return PEAL_NOTE_NOT_NAMED;
  if (get_last_failure (self->question) == PEAL_FAILURE_HANDSET && !was_last (self, sender))
    return PEAL_NOTE_NOT_THE_LAST;
  if (sender->health_wait == G_MAXINT64)
    return PEAL_NOTE_BROKEN;
  if (sender->budget_wait == G_MAXINT64)
    return PEAL_NOTE_TOO_LARGE;

  wait_at_least (note, sender->health_wait, PEAL_NOTE_HEALTH);
  wait_at_least (note, sender->budget_wait, PEAL_NOTE_LIMIT);
  money = look_at_money (self, sender, note);
  if (money != PEAL_NOTE_CHOSEN)
    return money;
  if (note->wait >= self->question->not_after - self->question->now)
    return PEAL_NOTE_EXPIRES;
  return PEAL_NOTE_CHOSEN;
}

/* Whether it is worth the wait. */
static gboolean
is_near (const Case *self,
         guint       index)
{
  gint64 patience = is_sticky (self, &self->senders[index]) ? self->question->sticky_patience
                                                            : self->question->patience;

  return self->notes[index].wait <= MAX (patience, 0);
}

static gboolean
failed_last (const Case            *self,
             const PealRouteSender *sender)
{
  return was_last (self, sender) && get_last_failure (self->question) != PEAL_FAILURE_NONE;
}

static gboolean
is_cheaper (const PealRouteSender *a,
            const PealRouteSender *b)
{
  return a->price >= 0 && b->price >= 0 && a->price < b->price && g_strcmp0 (a->currency, b->currency) == 0;
}

/* By what the sender @a is better than @b; CHOSEN if it is not. */
static PealRouteNoteReason
find_advantage (const Case *self,
                guint       a,
                guint       b)
{
  const PealRouteSender *this = &self->senders[a], *other = &self->senders[b];
  const PealRouteNote *note = &self->notes[a], *other_note = &self->notes[b];
  gboolean near = is_near (self, a), other_near = is_near (self, b);

  if (near != other_near)
    return near ? other_note->wait_for : PEAL_NOTE_CHOSEN;
  if (!near && note->wait != other_note->wait)
    return note->wait < other_note->wait ? PEAL_NOTE_SLOWER : PEAL_NOTE_CHOSEN;
  if (is_sticky (self, this) != is_sticky (self, other))
    return is_sticky (self, this) ? PEAL_NOTE_NOT_STICKY : PEAL_NOTE_CHOSEN;
  if (failed_last (self, this) != failed_last (self, other))
    return failed_last (self, other) ? PEAL_NOTE_FAILED_LAST : PEAL_NOTE_CHOSEN;
  if (note->rule != other_note->rule)
    return note->rule < other_note->rule ? PEAL_NOTE_LATER_RULE : PEAL_NOTE_CHOSEN;
  if (is_cheaper (this, other) || is_cheaper (other, this))
    return is_cheaper (this, other) ? PEAL_NOTE_DEARER : PEAL_NOTE_CHOSEN;
  if (note->wait != other_note->wait)
    return note->wait < other_note->wait ? PEAL_NOTE_SLOWER : PEAL_NOTE_CHOSEN;
  return a < b ? PEAL_NOTE_LATER : PEAL_NOTE_CHOSEN;
}

/* Notes what speaks against each, and finds the best of those against whom nothing does; -1 = none. */
static int
find_best (Case *self)
{
  int best = -1;

  for (guint i = 0; i < self->n_senders; i++)
    {
      self->notes[i] = (PealRouteNote) { .rule = -1 };
      self->notes[i].reason = judge (self, &self->senders[i], &self->notes[i]);
      if (self->notes[i].reason == PEAL_NOTE_CHOSEN &&
          (best < 0 || find_advantage (self, i, (guint) best) != PEAL_NOTE_CHOSEN))
        best = (int) i;
    }
  for (guint i = 0; i < self->n_senders; i++)
    if (self->notes[i].reason == PEAL_NOTE_CHOSEN && (int) i != best)
      {
        /* Prices that cannot be compared make no order: then it is only not the chosen one. */
        PealRouteNoteReason advantage = find_advantage (self, (guint) best, i);

        self->notes[i].reason = advantage != PEAL_NOTE_CHOSEN ? advantage : PEAL_NOTE_LATER;
      }
  return best;
}

/* What the last attempt allows, before any sender is looked at. */
static PealRouteReason
look_back (const PealRouteQuestion *question)
{
  if (question->last_account_id == 0)
    return PEAL_ROUTE_OK;
  switch (question->last_failure)
    {
    case PEAL_FAILURE_TRANSPORT:
    case PEAL_FAILURE_THROTTLED:
    case PEAL_FAILURE_ACCOUNT: /* provably not accepted */
    case PEAL_FAILURE_HANDSET: /* accepted: see judge () */
      return PEAL_ROUTE_OK;
    case PEAL_FAILURE_NONE: /* accepted, or not answered yet */
    case PEAL_FAILURE_UNKNOWN:
      return PEAL_ROUTE_SETTLE_FIRST;
    case PEAL_FAILURE_NUMBER:
    case PEAL_FAILURE_OBJECTION:
    case PEAL_FAILURE_CONTENT:
      return PEAL_ROUTE_FAILED;
    }
  return PEAL_ROUTE_SETTLE_FIRST;
}

static PealRouteReason
find_reason (const Case *self)
{
  int first_rule = find_first_rule (self);

  if (first_rule >= 0 && self->rules[first_rule].refuse)
    return PEAL_ROUTE_RULE_REFUSES;
  for (guint i = 0; i < self->n_senders; i++)
    if (self->notes[i].reason == PEAL_NOTE_EXPIRES)
      return PEAL_ROUTE_EXPIRED;
  return PEAL_ROUTE_NO_SENDER;
}

PealRulesVerdict
peal_route_ask_rules (const PealRouteQuestion *question,
                      gint64                   account_id,
                      const char              *number,
                      const PealRouteRule     *rules,
                      guint                    n_rules)
{
  const Case self = { .question = question, .rules = rules, .n_rules = n_rules };
  const PealRouteSender sender = { .account_id = account_id, .number = number };

  return ask_rules (&self, &sender);
}

PealRoute
peal_route_decide (const PealRouteQuestion *question,
                   const PealRouteSender   *senders,
                   guint                    n_senders,
                   const PealRouteRule     *rules,
                   guint                    n_rules,
                   PealRouteNote           *notes)
{
  Case self = { question, senders, rules, n_senders, n_rules, notes };
  PealRouteReason reason = look_back (question);
  int best = find_best (&self);

  if (reason == PEAL_ROUTE_OK && best < 0)
    reason = find_reason (&self);
  if (reason != PEAL_ROUTE_OK)
    return (PealRoute) { PEAL_ROUTE_NONE, reason, -1, 0 };
  if (notes[best].wait > 0)
    return (PealRoute) { PEAL_ROUTE_WAIT, reason, best, question->now + notes[best].wait };
  return (PealRoute) { PEAL_ROUTE_SEND, reason, best, 0 };
}

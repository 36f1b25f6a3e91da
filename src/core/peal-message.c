/* peal-message.c: the words for a message on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-message.h"

typedef struct
{
  int value;
  const char *name;
} Word;

static const Word directions[] = {
  { PEAL_DIRECTION_OUTBOUND, "outbound" },
  { PEAL_DIRECTION_INBOUND, "inbound" },
};

static const Word kinds[] = {
  { PEAL_MESSAGE_CONVERSATIONAL, "conversational" },
  { PEAL_MESSAGE_TRANSACTIONAL, "transactional" },
  { PEAL_MESSAGE_MARKETING, "marketing" },
};

static const Word states[] = {
  { PEAL_STATE_QUEUED, "queued" },
  { PEAL_STATE_SUBMITTING, "submitting" },
  { PEAL_STATE_ACCEPTED, "accepted" },
  { PEAL_STATE_SENT, "sent" },
  { PEAL_STATE_UNKNOWN, "unknown" },
  { PEAL_STATE_DELIVERED, "delivered" },
  { PEAL_STATE_UNDELIVERED, "undelivered" },
  { PEAL_STATE_FAILED, "failed" },
  { PEAL_STATE_LEFT_OUT, "left_out" },
  { PEAL_STATE_CANCELLED, "cancelled" },
  { PEAL_STATE_RECEIVED, "received" },
};

static const Word reasons[] = {
  { PEAL_HOLD_NONE, "none" },
  { PEAL_HOLD_SCHEDULED, "scheduled" },
  { PEAL_HOLD_WINDOW, "window" },
  { PEAL_HOLD_RETRY, "retry" },
  { PEAL_HOLD_RATE, "rate" },
  { PEAL_HOLD_ACCOUNT, "account" },
  { PEAL_HOLD_REVIEW, "review" },
  { PEAL_HOLD_CAP, "cap" },
  { PEAL_HOLD_PAUSED, "paused" },
  { PEAL_HOLD_LIMIT, "limit" },
  { PEAL_HOLD_ASK, "ask" },
  { PEAL_HOLD_MONEY, "money" },
  { PEAL_HOLD_NO_ROUTE, "no_route" },
  { PEAL_HOLD_OPTED_OUT, "opted_out" },
  { PEAL_HOLD_NO_CONSENT, "no_consent" },
  { PEAL_HOLD_BAD_NUMBER, "bad_number" },
  { PEAL_HOLD_MISSING_FIELD, "missing_field" },
  { PEAL_HOLD_DUPLICATE, "duplicate" },
  { PEAL_HOLD_EXPIRED, "expired" },
  { PEAL_HOLD_NO_NUMBER, "no_number" },
  { PEAL_HOLD_TOO_LONG, "too_long" },
  { PEAL_HOLD_NO_ACCOUNT, "no_account" },
  { PEAL_HOLD_NEVER_ALLOWED, "never_allowed" },
  { PEAL_HOLD_MISSED, "missed" },
  { PEAL_HOLD_LANDLINE, "landline" },
  { PEAL_HOLD_DO_NOT_CONTACT, "do_not_contact" },
};

#define BIT(state) (1u << (state))

/* For each state, the states that may follow it. */
static const guint followers[] = {
  [PEAL_STATE_QUEUED] = BIT (PEAL_STATE_SUBMITTING) | BIT (PEAL_STATE_LEFT_OUT) | BIT (PEAL_STATE_CANCELLED),
  /* back to QUEUED only for an attempt that was provably not accepted (R-SEND-4) */
  [PEAL_STATE_SUBMITTING] = BIT (PEAL_STATE_QUEUED) | BIT (PEAL_STATE_ACCEPTED) | BIT (PEAL_STATE_SENT)
                            | BIT (PEAL_STATE_UNKNOWN) | BIT (PEAL_STATE_DELIVERED)
                            | BIT (PEAL_STATE_UNDELIVERED) | BIT (PEAL_STATE_FAILED),
  [PEAL_STATE_ACCEPTED] = BIT (PEAL_STATE_SENT) | BIT (PEAL_STATE_DELIVERED) | BIT (PEAL_STATE_UNDELIVERED)
                          | BIT (PEAL_STATE_FAILED),
  [PEAL_STATE_SENT] = BIT (PEAL_STATE_DELIVERED) | BIT (PEAL_STATE_UNDELIVERED) | BIT (PEAL_STATE_FAILED),
  /* settled by the gateway's record or by a person (R-SEND-3) */
  [PEAL_STATE_UNKNOWN] = BIT (PEAL_STATE_QUEUED) | BIT (PEAL_STATE_ACCEPTED) | BIT (PEAL_STATE_SENT)
                         | BIT (PEAL_STATE_DELIVERED) | BIT (PEAL_STATE_UNDELIVERED) | BIT (PEAL_STATE_FAILED),
  /* some carriers report a failure first and the delivery after it */
  [PEAL_STATE_UNDELIVERED] = BIT (PEAL_STATE_DELIVERED),
  [PEAL_STATE_DELIVERED] = 0,
  [PEAL_STATE_FAILED] = 0,
  [PEAL_STATE_LEFT_OUT] = 0,
  [PEAL_STATE_CANCELLED] = BIT (PEAL_STATE_QUEUED), /* undo */
  [PEAL_STATE_RECEIVED] = 0,
};

static const char *
find_name (const Word *words,
           gsize       n_words,
           int         value)
{
  for (gsize i = 0; i < n_words; i++)
    if (words[i].value == value)
      return words[i].name;
  return "?";
}

static gboolean
find_value (const Word *words,
            gsize       n_words,
            const char *name,
            int        *value)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i].name, name))
      {
        *value = words[i].value;
        return TRUE;
      }
  return FALSE;
}

const char *
peal_direction_to_string (PealDirection direction)
{
  return find_name (directions, G_N_ELEMENTS (directions), (int) direction);
}

const char *
peal_message_kind_to_string (PealMessageKind kind)
{
  return find_name (kinds, G_N_ELEMENTS (kinds), (int) kind);
}

const char *
peal_message_state_to_string (PealMessageState state)
{
  return find_name (states, G_N_ELEMENTS (states), (int) state);
}

const char *
peal_hold_reason_to_string (PealHoldReason reason)
{
  return find_name (reasons, G_N_ELEMENTS (reasons), (int) reason);
}

gboolean
peal_message_kind_from_string (const char      *text,
                               PealMessageKind *kind)
{
  int value;

  if (!find_value (kinds, G_N_ELEMENTS (kinds), text, &value))
    return FALSE;
  *kind = (PealMessageKind) value;
  return TRUE;
}

gboolean
peal_message_state_from_string (const char       *text,
                                PealMessageState *state)
{
  int value;

  if (!find_value (states, G_N_ELEMENTS (states), text, &value))
    return FALSE;
  *state = (PealMessageState) value;
  return TRUE;
}

gboolean
peal_message_state_can_follow (PealMessageState state,
                               PealMessageState next)
{
  if (state < PEAL_STATE_QUEUED || (gsize) state >= G_N_ELEMENTS (followers))
    return FALSE;
  return (followers[state] & BIT (next)) != 0;
}

gboolean
peal_message_state_is_final (PealMessageState state)
{
  switch (state)
    {
    case PEAL_STATE_QUEUED:
    case PEAL_STATE_SUBMITTING:
    case PEAL_STATE_ACCEPTED:
    case PEAL_STATE_SENT:
    case PEAL_STATE_UNKNOWN:
      return FALSE;
    case PEAL_STATE_DELIVERED:
    case PEAL_STATE_UNDELIVERED:
    case PEAL_STATE_FAILED:
    case PEAL_STATE_LEFT_OUT:
    case PEAL_STATE_CANCELLED:
    case PEAL_STATE_RECEIVED:
      return TRUE;
    }
  return FALSE;
}

gboolean
peal_message_has_failed (PealMessageState state)
{
  return state == PEAL_STATE_FAILED || state == PEAL_STATE_UNDELIVERED;
}

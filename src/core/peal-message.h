/* peal-message.h: the words for a message on its way, shared by every floor.
 *
 * The numbers are stored in the workspace: append only, never renumber.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_DIRECTION_OUTBOUND = 1,
  PEAL_DIRECTION_INBOUND = 2,
} PealDirection;

/* What the law and the carriers ask depends on why a message is sent. */
typedef enum
{
  PEAL_MESSAGE_CONVERSATIONAL = 1, /* an answer to somebody who wrote, by a person */
  PEAL_MESSAGE_TRANSACTIONAL = 2,  /* a reminder, a receipt: asked for by what they ordered */
  PEAL_MESSAGE_MARKETING = 3,      /* everything else; windows, caps and consent apply */
} PealMessageKind;

/* The way of a message. The only changes allowed are those of peal_message_state_can_follow ().
 * QUEUED and SUBMITTING and UNKNOWN are ours; ACCEPTED to FAILED are the gateway's word. */
typedef enum
{
  PEAL_STATE_QUEUED = 1,       /* waits for its time (not_before) and for a worker */
  PEAL_STATE_SUBMITTING = 2,   /* an attempt is recorded; its request may or may not have left */
  PEAL_STATE_ACCEPTED = 3,     /* the gateway has it and gave it an id */
  PEAL_STATE_SENT = 4,         /* handed to the carrier */
  PEAL_STATE_UNKNOWN = 5,      /* no answer to the last attempt: to be settled, never resent blindly */
  PEAL_STATE_DELIVERED = 6,
  PEAL_STATE_UNDELIVERED = 7,  /* the carrier gave up */
  PEAL_STATE_FAILED = 8,       /* not accepted, and no retry is left or allowed */
  PEAL_STATE_LEFT_OUT = 9,     /* never sent, with a reason (PealHoldReason) */
  PEAL_STATE_CANCELLED = 10,   /* a person took it back before it left */
  PEAL_STATE_RECEIVED = 11,    /* inbound */
} PealMessageState;

/* Why a queued message waits, or why one was left out for good. */
typedef enum
{
  PEAL_HOLD_NONE = 0,
  PEAL_HOLD_SCHEDULED = 1,       /* not its time yet */
  PEAL_HOLD_WINDOW = 2,          /* outside the lawful hours of a candidate zone */
  PEAL_HOLD_RETRY = 3,           /* waits for the next attempt */
  PEAL_HOLD_RATE = 4,            /* too fast, by the provider's word or by a limit: goes in a moment */
  PEAL_HOLD_ACCOUNT = 5,         /* the account cannot send (credentials, credit, breaker open) */
  PEAL_HOLD_REVIEW = 6,          /* a possible opt-out waits for a person's word */
  PEAL_HOLD_CAP = 7,             /* frequency cap */
  PEAL_HOLD_PAUSED = 8,          /* by a person */
  PEAL_HOLD_LIMIT = 9,           /* as much was sent as a limit allows, for longer than a moment */
  PEAL_HOLD_ASK = 10,            /* its time passed while nobody could send: waits for a person's word */
  PEAL_HOLD_MONEY = 11,          /* the money that the account may cost in a day is spent, or nobody knows the price */
  PEAL_HOLD_NO_ROUTE = 12,       /* the shop's rules let no account take it: waits for another rule or account */
  PEAL_HOLD_OPTED_OUT = 20,      /* left out, as are all that follow: the person said stop */
  PEAL_HOLD_NO_CONSENT = 21,     /* left out: marketing without consent */
  PEAL_HOLD_BAD_NUMBER = 22,     /* left out: not a number that can be texted */
  PEAL_HOLD_MISSING_FIELD = 23,  /* left out: a merge field has no value and no fallback */
  PEAL_HOLD_DUPLICATE = 24,      /* left out: the same number is in this send already */
  PEAL_HOLD_EXPIRED = 25,        /* left out: its validity ended before it could go */
  PEAL_HOLD_NO_NUMBER = 26,      /* left out: the contact has no number */
  PEAL_HOLD_TOO_LONG = 27,       /* left out: more segments than allowed */
  PEAL_HOLD_NO_ACCOUNT = 28,     /* older workspaces: left out, no account could send it */
  PEAL_HOLD_NEVER_ALLOWED = 29,  /* left out: no lawful hour within its validity */
  PEAL_HOLD_MISSED = 30,         /* left out: its time passed while nobody could send */
  PEAL_HOLD_LANDLINE = 31,       /* left out: a landline, by the numbering plan, and no answer to it */
  PEAL_HOLD_DO_NOT_CONTACT = 32, /* left out: marketing to a number on an imported list */
} PealHoldReason;

/* Stable English identifiers ("queued", "left_out", "opted_out") for JSON, ledger and scripts;
 * never shown to people. Static strings; "?" for a number that is none of them. */
const char *peal_direction_to_string (PealDirection direction);
const char *peal_message_kind_to_string (PealMessageKind kind);
const char *peal_message_state_to_string (PealMessageState state);
const char *peal_hold_reason_to_string (PealHoldReason reason);

/* FALSE, and the result alone, for a word that is none. */
gboolean peal_message_kind_from_string (const char      *text,
                                        PealMessageKind *kind);
gboolean peal_message_state_from_string (const char       *text,
                                         PealMessageState *state);

/* Whether @next may follow @state. A receipt that arrives late or twice never moves a message
 * backwards: SENT does not follow DELIVERED. */
gboolean peal_message_state_can_follow (PealMessageState state,
                                        PealMessageState next);

/* TRUE for a state in which the way of a message has ended. Only two lead on: a person's undo from
 * CANCELLED, and from UNDELIVERED a delivery that the carrier reported as a failure first. */
gboolean peal_message_state_is_final (PealMessageState state);

/* TRUE for FAILED and UNDELIVERED: it did not get through. */
gboolean peal_message_has_failed (PealMessageState state);

G_END_DECLS

/* peal-route.h: through which account, and from which number, a message goes.
 *
 * A shop may have a phone on the desk, an account here and another there. Which one
 * takes a message follows from data alone: the sender that the conversation knows,
 * the shop's rules ("+44 through the second account", "first the phone, then the
 * other"), what is switched on, healthy, within its limits and its money, and the
 * price.
 *
 * Another sender steps in only for an attempt that was provably not accepted
 * (R-SEND-1, R-SEND-4). After one without an answer nothing is routed before it is
 * settled (R-SEND-3); after one that was accepted only the same sender may try
 * again; what one account refused for its text or its recipient no other is asked
 * to send.
 *
 * Pure: time is passed in, microseconds UTC; money is in micro-units. All pointers
 * are lent. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-retry.h"

G_BEGIN_DECLS

/* One of our numbers at one account. */
typedef struct
{
  gint64 account_id;    /* above 0 */
  const char *number;   /* E.164 or a name; "" = the account's default */
  gboolean is_on;       /* the account is switched on, the number can text */
  gint64 health_wait;   /* peal_breaker_get_wait (); G_MAXINT64 = until a person mends the account */
  gint64 budget_wait;   /* peal_budgets_get_wait () for this message; G_MAXINT64 = never */
  gint64 price;         /* of a segment to this recipient; -1 = not known */
  const char *currency; /* of price and money; prices in different ones are not compared */
  gint64 money;         /* that may be spent in a day; -1 = no cap. A cap needs a price */
  gint64 money_left;    /* of it */
  gint64 money_renews;  /* when the day ends; once that is past, all of it is there again */
} PealRouteSender;

/* Names senders for a destination. Those of an earlier rule are better than those of a later one. The
 * sender that the conversation knows may send though none names it, unless the first rule refuses. */
typedef struct
{
  const char *prefix;   /* of the recipient's number, "+44"; "" = any */
  const char *region;   /* of the recipient, "GB"; "" = any */
  gboolean refuse;      /* nothing goes there by this rule nor by a later one */
  gint64 account_id;    /* 0 = any */
  const char *number;   /* "" = any of the account's */
} PealRouteRule;

typedef struct
{
  const char *e164;          /* the recipient */
  const char *region;        /* of e164; "" = not known */
  guint segments;            /* 1 or more */
  gint64 now;
  gint64 not_after;          /* end of its validity; PEAL_TIME_NEVER = none */
  gint64 patience;           /* a better sender is waited for so long */
  gint64 sticky_patience;    /* and the one that the conversation knows so long */
  gint64 sticky_account_id;  /* that one; 0 = none */
  const char *sticky_number;
  gint64 last_account_id;    /* of the last attempt; 0 = there was none */
  const char *last_number;
  PealFailureClass last_failure; /* as settled: not accepted by the gateway's record or a person's word
                                  * is TRANSPORT; NONE = accepted, or open */
} PealRouteQuestion;

typedef enum
{
  PEAL_ROUTE_SEND, /* now, through the sender */
  PEAL_ROUTE_WAIT, /* ask again at @at; for what, the note of the sender says */
  PEAL_ROUTE_NONE, /* for a reason that waiting does not change */
} PealRouteVerdict;

typedef enum
{
  PEAL_ROUTE_OK,             /* SEND and WAIT */
  PEAL_ROUTE_NO_SENDER,      /* none can take it: the notes say why */
  PEAL_ROUTE_RULE_REFUSES,   /* a rule says that nothing goes there */
  PEAL_ROUTE_SETTLE_FIRST,   /* the last attempt has no answer yet (R-SEND-3) */
  PEAL_ROUTE_FAILED,         /* the last attempt failed for a reason that goes with the message */
  PEAL_ROUTE_EXPIRED,        /* its validity ends before any can take it */
} PealRouteReason;

/* What speaks against a sender; in the order in which it is looked at. */
typedef enum
{
  PEAL_NOTE_CHOSEN,
  PEAL_NOTE_OFF,
  PEAL_NOTE_NOT_NAMED,    /* rules name senders for this destination, but not this one */
  PEAL_NOTE_NOT_THE_LAST, /* the last attempt was accepted through another */
  PEAL_NOTE_BROKEN,       /* a person must mend the account */
  PEAL_NOTE_TOO_LARGE,    /* more than its limits or its money of a whole day */
  PEAL_NOTE_NO_PRICE,     /* its money is capped, and nobody knows what this would cost */
  PEAL_NOTE_HEALTH,       /* it waits: the account does not answer */
  PEAL_NOTE_LIMIT,        /* it waits: as much as allowed was sent */
  PEAL_NOTE_MONEY,        /* it waits: the money of the day is spent */
  PEAL_NOTE_EXPIRES,      /* the message is worth nothing any more when the wait is over */
  PEAL_NOTE_NOT_STICKY,   /* good, but the conversation knows the chosen one */
  PEAL_NOTE_FAILED_LAST,  /* good, but it failed to take the message last time */
  PEAL_NOTE_LATER_RULE,   /* good, but an earlier rule names the chosen one */
  PEAL_NOTE_DEARER,       /* good, but more expensive */
  PEAL_NOTE_SLOWER,       /* good, but later than the chosen one */
  PEAL_NOTE_LATER,        /* as good, but further down the list */
} PealRouteNoteReason;

typedef struct
{
  PealRouteNoteReason reason;
  PealRouteNoteReason wait_for; /* HEALTH, LIMIT or MONEY where wait is above 0 */
  gint64 wait;                  /* how long until it could; 0 = at once. Where it never can, senseless */
  int rule;                     /* that names it; -1 = none */
} PealRouteNote;

typedef struct
{
  PealRouteVerdict verdict;
  PealRouteReason reason;
  int sender; /* SEND, WAIT: index of the sender; else -1 */
  gint64 at;  /* WAIT: when to ask again, before not_after */
} PealRoute;

/* What the rules alone say of a sender, whatever its state. */
typedef enum
{
  PEAL_RULES_ALLOW,       /* they name it, or nobody; or the conversation knows it */
  PEAL_RULES_NAME_OTHERS,
  PEAL_RULES_REFUSE,      /* nothing goes there */
} PealRulesVerdict;

/* Of @question only destination and sticky sender count. */
PealRulesVerdict peal_route_ask_rules (const PealRouteQuestion *question,
                                       gint64                   account_id,
                                       const char              *number,
                                       const PealRouteRule     *rules,
                                       guint                    n_rules);

/* Decides, and sets one of @notes for each of @senders, whatever the verdict: where the last attempt
 * stands in the way, CHOSEN is the one that would take it. The best sender is, in this order: the one
 * the conversation knows; one that did not just fail; by the rules; by price; the sooner; the first.
 * One that must wait longer than its patience stands behind all that need not; if all must, the
 * soonest is waited for. */
PealRoute peal_route_decide (const PealRouteQuestion *question,
                             const PealRouteSender        *senders,
                             guint                    n_senders,
                             const PealRouteRule     *rules,
                             guint                    n_rules,
                             PealRouteNote           *notes);

/* "settle_first", "no_sender"; "dearer", "limit", ... for the ledger and scripts. Static. */
const char *peal_route_reason_to_string (PealRouteReason reason);
const char *peal_route_note_reason_to_string (PealRouteNoteReason reason);

G_END_DECLS

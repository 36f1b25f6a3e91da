/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-outbox-gate.h: who says what may leave the outbox.
 *
 * R-LAW-1: the engine's compliance gate is asked on the store's thread, inside
 * the transaction that would claim the message, so that nothing can change
 * between its word and the claim.
 */

#pragma once

#include "peal-message.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* Stored in message.priority: append only. Lower goes first. */
typedef enum
{
  PEAL_PRIORITY_CONVERSATION = 0,
  PEAL_PRIORITY_TRANSACTIONAL = 1,
  PEAL_PRIORITY_CAMPAIGN = 2,
} PealPriority;

/* As many as the greatest frequency cap asks for. */
#define PEAL_CLAIM_RECENT 8

/* A message that is due, for the gate to judge. Borrowed: valid during the call. */
typedef struct
{
  gint64 message_id;
  gint64 account_id;
  gint64 campaign_id;         /* 0 = none */
  gint64 contact_id;          /* 0 = none */
  PealMessageKind kind;
  PealPriority priority;
  guint segments;
  guint attempts;             /* made before */
  const char *ours;
  const char *theirs;
  const char *body;
  gint64 now;                 /* the time that decides */
  gint64 not_after;           /* PEAL_TIME_NEVER = none; never passed when the gate is asked */
  int consent;                /* PealConsentState of the number, 0 = unknown */
  gboolean review;            /* a possible opt-out waits for a person's word */
  gboolean do_not_contact;    /* the number is on an imported list */
  const char *zone;           /* the contact's own tz name, "" = not known */
  const char *region;         /* state or province, "" = not known */
  const char *country;        /* ISO 3166, "" = not known */
  gint64 sent[PEAL_CLAIM_RECENT]; /* when marketing was last submitted to this number, the latest first, within
                                   * 7 days; 0 = no more. Only for MARKETING */
} PealClaim;

typedef enum
{
  PEAL_GATE_GO,
  PEAL_GATE_HOLD,             /* stays queued until @until */
  PEAL_GATE_LEAVE_OUT,        /* never sent */
} PealGateDecision;

/* Starts as { GO, NONE, 0, NULL }. */
typedef struct
{
  PealGateDecision decision;
  PealHoldReason reason;      /* HOLD: < 20, LEAVE_OUT: >= 20 */
  gint64 until;               /* HOLD: the earliest time to ask again, after now */
  char *explanation;          /* rule and zone, for people and the ledger; given away; NULL = "" */
} PealVerdict;

/* R-LAW-1: judges one message. Called on the store's thread inside the transaction that would
 * claim it: must be quick, pure, and free of shared state that changes. */
typedef void (*PealGateFunc) (const PealClaim *claim,
                              gpointer         data,
                              PealVerdict     *verdict);

/* Nothing can be claimed before a gate is set. @destroy may be called on any thread. */
void peal_outbox_set_gate (PealStore     *store,
                           PealGateFunc   func,
                           gpointer       data,
                           GDestroyNotify destroy);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-outbox.h: messages on their way out.
 *
 * A message is queued, claimed, sent by the engine, and settled; each step is
 * committed before the next begins, so a crash at any point leaves a row that
 * peal_outbox_recover () can explain (R-SEND-1, R-SEND-2). The outbox knows no
 * policy: what may go is the gate's word, what follows an answer the
 * settlement's. It knows the order of states (core/peal-message.h) and refuses
 * every step that is not in it.
 *
 * All functions return at once; futures reject with PEAL_STORE_ERROR.
 */

#pragma once

#include "peal-missed.h"
#include "peal-outbox-gate.h"
#include "peal-retry.h"

G_BEGIN_DECLS

/* Stored in attempt.outcome: append only; the numbers of the gateway's PealSendOutcome. */
typedef enum
{
  PEAL_ATTEMPT_OPEN = 0,         /* no answer yet */
  PEAL_ATTEMPT_ACCEPTED = 1,
  PEAL_ATTEMPT_NOT_ACCEPTED = 2, /* proved */
  PEAL_ATTEMPT_UNKNOWN = 3,
} PealAttemptOutcome;

/* One message to put into the outbox. Strings owned, never NULL. */
typedef struct
{
  char *ours;             /* our number or sender name */
  char *theirs;           /* E.164 */
  char *body;
  PealMessageKind kind;
  PealPriority priority;
  guint segments;
  gint64 account_id;      /* 0 only with a reason to leave it out */
  gboolean is_chosen;     /* a person chose the account, or it is an answer: rules that name others do not move it */
  gint64 contact_id;      /* 0 = none */
  gint64 campaign_id;     /* 0 = none */
  gint64 again_of;        /* the failed message that it sends again; 0 = none */
  gint64 not_before;      /* 0 = at once */
  gint64 not_after;       /* validity; PEAL_TIME_NEVER = none */
  gboolean promised;      /* somebody chose not_before: the next two say what if nobody could send then */
  PealMissedPolicy missed_policy;
  gint64 missed_grace;    /* late by no more it goes in any case */
  PealHoldReason reason;  /* >= PEAL_HOLD_OPTED_OUT: left out at once; else why it waits */
  char *explanation;
} PealQueued;

/* Conversational, at once, valid for ever, everything else empty. */
PealQueued *peal_queued_new (const char *ours,
                             const char *theirs,
                             const char *body);
void peal_queued_free (PealQueued *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealQueued, peal_queued_free)

/* Puts all of @messages (of PealQueued) into the outbox, or none; their conversations are made
 * where missing. @actor: who, for the ledger. Takes a reference on @messages, which must not change
 * any more. Resolves to a GArray of gint64, the ids in the same order. Rejects with PEAL_STORE_ERROR_CONFLICT if what
 * one of them would send again has not failed, or was sent again before and that was not taken back (R-SEND-1). */
DexFuture *peal_outbox_enqueue (PealStore  *store,
                                GPtrArray  *messages,
                                const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* The way ----------------------------------------------------------------------------------------- */

/* A message whose attempt is recorded: send it now, exactly once. */
typedef struct
{
  gint64 message_id;          /* 0 = nothing may go now; then only next_due and is_limited are set */
  gint64 account_id;
  gint64 campaign_id;
  guint attempt;              /* 1, 2, ... */
  guint n_throttled;          /* of those before it: PEAL_FAILURE_THROTTLED, and PEAL_FAILURE_ACCOUNT; */
  guint n_refused;            /* neither says anything of the message */
  char *uuid;                 /* our client reference; the four texts are one block that begins here, */
  char *ours;                 /* because a claim is made on one thread and freed on another */
  char *theirs;
  char *body;
  guint segments;
  PealMessageKind kind;
  PealPriority priority;
  gint64 not_after;           /* PEAL_TIME_NEVER = none */
  gint64 next_due;            /* when to ask again: the account's next due time, which is past if there
                               * was too much to hold for one step; PEAL_TIME_NEVER = nothing queued */
  gboolean is_limited;        /* something is due, and may go at next_due: the account sends fast enough */
} PealClaimed;

GType peal_claimed_get_type (void);
#define PEAL_TYPE_CLAIMED (peal_claimed_get_type ())
/* Counted, and not changed once it has left the store's thread. The texts are copied. */
PealClaimed *peal_claimed_new (const char *uuid,
                               const char *ours,
                               const char *theirs,
                               const char *body);
PealClaimed *peal_claimed_ref (PealClaimed *self);
void peal_claimed_unref (PealClaimed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealClaimed, peal_claimed_unref)

/* What became of an attempt, decided by the engine. Strings owned, never NULL. */
typedef struct
{
  gint64 message_id;
  guint attempt;
  PealAttemptOutcome outcome; /* not OPEN */
  PealMessageState state;     /* ACCEPTED, SENT, DELIVERED, UNDELIVERED, FAILED, UNKNOWN, or QUEUED for
                               * a retry of what was provably not accepted (R-SEND-4) */
  PealHoldReason reason;      /* QUEUED: why it waits */
  char *explanation;
  gint64 retry_at;            /* QUEUED: its new not_before */
  gint64 look_at;             /* UNKNOWN: when to ask the gateway; PEAL_TIME_NEVER = a person decides */
  char *remote_id;            /* needed by the outcome ACCEPTED */
  PealFailureClass failure;
  char *provider_code;
  char *detail;               /* English, for the details pane: no body, no secret */
  guint segments;             /* as billed, 0 = not said */
  gint64 price_micros;        /* valid if currency is not "" */
  char *currency;
} PealSettlement;

PealSettlement *peal_settlement_new (gint64             message_id,
                                     guint              attempt,
                                     PealAttemptOutcome outcome,
                                     PealMessageState   state);
void peal_settlement_free (PealSettlement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSettlement, peal_settlement_free)

/* The dispatcher's step: settles @settlement (taken; may be NULL) and claims the account's next due
 * message that the gate lets go, in one transaction: priority first, then the longest due. What the
 * gate holds or leaves out is written and passed over; what outlived its validity is left out.
 * Resolves to a PealClaimed after the commit, with message_id 0 if nothing is due. A rejection means
 * that neither half was kept: settle again before anything else. */
DexFuture *peal_outbox_next (PealStore      *store,
                             gint64          account_id,
                             PealSettlement *settlement) G_GNUC_WARN_UNUSED_RESULT;

/* Settles alone: an attempt in the air, or an UNKNOWN one that was looked up (takes @settlement).
 * Settling what is settled the same way already is harmless. Resolves to TRUE; rejects with _INVALID
 * if the message is no longer SUBMITTING or UNKNOWN (what comes later are receipts), with _EXISTS if
 * the remote id belongs to another message. */
DexFuture *peal_outbox_settle (PealStore      *store,
                               PealSettlement *settlement) G_GNUC_WARN_UNUSED_RESULT;

/* When the account's (0: any account's) next queued message is due; PEAL_TIME_NEVER = none.
 * Resolves to a gint64. */
DexFuture *peal_outbox_next_due (PealStore *store,
                                 gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* When the account's (0: any account's) next message is due that was tried before and waits to be
 * tried again (PEAL_HOLD_RETRY, PEAL_HOLD_RATE); PEAL_TIME_NEVER = none. Resolves to a gint64. */
DexFuture *peal_outbox_next_retry (PealStore *store,
                                   gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* After a crash: whatever the last run left SUBMITTING becomes UNKNOWN, to be looked up now. Only for
 * the holder of the engine lock, before its first claim. Resolves to the number (gint64). */
DexFuture *peal_outbox_recover (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Campaigns ---------------------------------------------------------------------------------------- */

/* R-SEND-6. Paused: what is queued waits, what is in the air is settled and then waits. Resumed: exactly
 * those who have no answer are sent. Both are done in pieces, the first due first; after a crash in between the
 * campaign is in its old state, and the same can be said again.
 * Cancelled: what is queued is CANCELLED, for good. One commit stops it all; the messages follow in pieces, after a
 * crash by peal_outbox_finish_cancelled ().
 * Resolve to the number of messages that were moved (gint64); reject with PEAL_STORE_ERROR_INVALID if the campaign
 * is not there or not in a state for this. */
DexFuture *peal_outbox_pause_campaign (PealStore  *store,
                                       gint64      campaign_id,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_outbox_resume_campaign (PealStore  *store,
                                        gint64      campaign_id,
                                        const char *actor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_outbox_cancel_campaign (PealStore  *store,
                                        gint64      campaign_id,
                                        const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* At a start: cancels what is still queued of campaigns that are CANCELLED. Resolves to TRUE. */
DexFuture *peal_outbox_finish_cancelled (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

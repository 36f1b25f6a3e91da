/* peal-talk.h: conversations and the messages in them, to read; and what comes in.
 *
 * Outgoing messages are written by peal-outbox.h. Lists are snapshots of ids
 * (GArray of gint64) whose rows are loaded a hundred at a time. Strings are
 * never NULL. Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"
#include "peal-message.h"

G_BEGIN_DECLS

/* Stored in conversation.state: append only. */
typedef enum
{
  PEAL_CONVERSATION_OPEN = 1,
  PEAL_CONVERSATION_DONE = 2, /* nothing left to do; opens again when they write */
} PealConversationState;

typedef enum
{
  PEAL_TALK_ALL,
  PEAL_TALK_UNREAD,
  PEAL_TALK_FAILED,          /* a message of ours failed and nobody looked */
  PEAL_TALK_OPEN,
  PEAL_TALK_UNANSWERED,      /* they wrote last, and no person answered */
} PealTalkShelf;

typedef struct
{
  gint64 id;
  char *ours;
  char *theirs;
  gint64 contact_id;         /* 0 = nobody known */
  gint64 account_id;         /* 0 = none: its account is gone */
  char *display;             /* name, or their number in E.164 */
  PealConversationState state;
  guint unread;
  guint failed;
  PealConsentState consent;
  gboolean review;
  gint64 last_message_id;    /* 0 = none */
  gint64 last_at;
  char *last_body;           /* its beginning, on one line */
  PealDirection last_direction;
  PealMessageState last_state;
} PealConversationRow;

void peal_conversation_row_free (PealConversationRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealConversationRow, peal_conversation_row_free)

/* All that a bubble and its details show, and a line of `pealctl messages`. */
typedef struct
{
  gint64 id;
  char *uuid;
  gint64 conversation_id;
  char *ours;
  char *theirs;
  char *display;             /* name, or their number in E.164 */
  gint64 contact_id;         /* 0 = none */
  char *zone;                /* where the contact is, as the gate sees it: own tz name, "" = not known */
  char *region;              /* state or province, "" = not known */
  char *country;             /* ISO 3166, "" = not known */
  PealDirection direction;
  PealMessageKind kind;
  PealMessageState state;
  PealHoldReason reason;     /* ACCOUNT for what is queued at an account out of use, unless it waits for a person */
  char *explanation;         /* English; of the reason that is stored */
  char *body;
  guint segments;
  gint64 account_id;         /* 0 = none */
  gboolean is_account_gone;  /* it was removed */
  gint64 campaign_id;        /* 0 = none */
  char *campaign;            /* its name, or "" */
  gint64 not_before;
  gint64 not_after;          /* PEAL_TIME_NEVER = no end */
  guint attempts;
  char *remote_id;           /* or "" */
  int failure;               /* PealFailureClass */
  char *provider_code;
  gint64 price_micros;       /* valid if currency is set */
  char *currency;
  gint64 created_at;
  gint64 submitted_at;       /* last attempt; inbound: when they sent it; 0 = never */
  gint64 settled_at;         /* 0 = not yet */
  gint64 look_at;            /* UNKNOWN: when the gateway is asked; 0 = a person decides */
  gboolean is_sent_again;    /* as another message, which was not taken back */
} PealMessageRow;

void peal_message_row_free (PealMessageRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealMessageRow, peal_message_row_free)

/* Conversations ---------------------------------------------------------------------------------- */

/* Resolves to a GArray of gint64, last activity first. @search: as in PealContactFilter, over the
 * person and their number; NULL = all. */
DexFuture *peal_talk_snapshot (PealStore     *store,
                               PealTalkShelf  shelf,
                               const char    *search) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealConversationRow in the order of @ids; NULL where one is gone. */
DexFuture *peal_talk_load_rows (PealStore    *store,
                                const gint64 *ids,
                                guint         n_ids) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the conversation (gint64) with this number that was last active, 0 = none. */
DexFuture *peal_talk_find (PealStore  *store,
                           const char *theirs) G_GNUC_WARN_UNUSED_RESULT;

/* An account in use, and the number of ours that somebody knows it by. */
typedef struct
{
  gint64 account_id;
  char *ours;
  gboolean is_known; /* they wrote to it, or something arrived from it; else something was only written to them */
} PealTalkSender;

/* For each of @numbers (theirs, E.164; NULL-terminated) the account in use with which it last talked,
 * or that now sends from the number it talked with; and that number of ours if it is among the
 * account's (peal_numbers_replace ()), else the one that the account sends from; first one that they know.
 * @account_id 0 = any. Resolves to a GPtrArray of PealTalkSender in their order; NULL where there is
 * none. */
DexFuture *peal_talk_last_senders (PealStore         *store,
                                   gint64             account_id,
                                   const char *const *numbers) G_GNUC_WARN_UNUSED_RESULT;

/* How many conversations have something unread (gint64). */
DexFuture *peal_talk_count_unread (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody looked: nothing is unread, failures are seen. FALSE marks it unread again.
 * Resolves to TRUE. */
DexFuture *peal_talk_mark_read (PealStore *store,
                                gint64     conversation_id,
                                gboolean   read) G_GNUC_WARN_UNUSED_RESULT;

/* Ledger event conversation.open or conversation.done. Resolves to TRUE. */
DexFuture *peal_talk_set_state (PealStore             *store,
                                gint64                 conversation_id,
                                PealConversationState  state,
                                const char            *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Messages: those of one conversation by peal-talk-page.h ---------------------------------------- */

/* Resolves to a GPtrArray of PealMessageRow in the order of @ids; NULL where one is gone. */
DexFuture *peal_talk_load_messages (PealStore    *store,
                                    const gint64 *ids,
                                    guint         n_ids) G_GNUC_WARN_UNUSED_RESULT;

/* Which messages. { 0 } = all. Borrowed strings. */
typedef struct
{
  PealMessageState state;    /* 0 = any */
  PealDirection direction;   /* 0 = any */
  const char *number;        /* theirs, E.164; NULL = any */
  gint64 campaign_id;        /* 0 = any */
  gint64 since;              /* written at this time or later */
  gint64 before_id;          /* older than this message: the next page; 0 = from the newest */
  guint limit;               /* 0 = 100 */
} PealMessageFilter;

/* Resolves to a GPtrArray of PealMessageRow, newest first. */
DexFuture *peal_messages_list (PealStore               *store,
                               const PealMessageFilter *filter) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GArray of gint64, indexed by PealMessageState: how many messages are in it. */
DexFuture *peal_messages_count_by_state (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* What comes in ---------------------------------------------------------------------------------- */

/* One message as the gateway has it, and what core/peal-intent reads in it. */
typedef struct
{
  char *remote_id;           /* the gateway's own; never "" */
  char *from;                /* theirs */
  char *to;                  /* ours */
  char *body;
  gint64 at;
  guint segments;
  PealConsentAct act;        /* NONE, OPT_OUT, OPT_IN or REVIEW */
  char *rule;                /* that decided so */
  char *span;                /* their words that it read */
} PealInbound;

PealInbound *peal_inbound_new (const char *remote_id,
                               const char *from,
                               const char *to,
                               const char *body,
                               gint64      at);
PealInbound *peal_inbound_copy (const PealInbound *self);
void peal_inbound_free (PealInbound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealInbound, peal_inbound_free)

/* Stores @messages (of PealInbound), their consent events and the poll @position of the account's
 * "inbound" feed (NULL = leave it) in one transaction. A message that is there already is passed
 * over, so the same page may be stored twice. Ledger event message.received for each new one.
 * Resolves to a GArray of gint64, one for each: the new message's id, 0 = it was known. */
DexFuture *peal_talk_record_inbound (PealStore  *store,
                                     gint64      account_id,
                                     GPtrArray  *messages,
                                     const char *position) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-talk.h: conversations, to read and to tidy.
 *
 * Lists are snapshots of ids (GArray of gint64) whose rows are loaded a hundred
 * at a time. Strings are never NULL. Main thread only; every function returns
 * at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"
#include "peal-messages.h"

G_BEGIN_DECLS

/* Stored in conversation.state: append only. */
typedef enum
{
  PEAL_CONVERSATION_OPEN = 1,
  PEAL_CONVERSATION_DONE = 2, /* nothing left to do; opens again when they write */
} PealConversationState;

typedef enum
{
  PEAL_TALK_ALL,             /* the only one, but for the last, that has who is blocked */
  PEAL_TALK_UNREAD,
  PEAL_TALK_FAILED,          /* a message of ours failed and nobody looked */
  PEAL_TALK_OPEN,
  PEAL_TALK_UNANSWERED,      /* they wrote last, and no person answered */
  PEAL_TALK_SNOOZED,         /* put aside until a time; on neither of the two before */
  PEAL_TALK_DONE,
  PEAL_TALK_BLOCKED,
} PealTalkShelf;

#define PEAL_N_TALK_SHELVES (PEAL_TALK_BLOCKED + 1)

/* Which conversations. { 0 } = all. */
typedef struct
{
  PealTalkShelf shelf;
  const char *search;        /* as in PealContactFilter, over the person and their number; NULL = all */
  const char *ours;          /* with this number of ours; NULL = any */
  const char *tag;           /* of people with this tag; NULL = any */
  gint64 staff_id;           /* looked after by them; 0 = by anybody */
} PealTalkFilter;

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
  gint64 staff_id;           /* who looks after it; 0 = nobody */
  char *staff;               /* their name, or "" */
  gint64 snoozed_until;      /* 0 = it is not put aside */
  gboolean is_blocked;
  gint64 unanswered_since;   /* 0 = nobody waits for an answer */
  char *draft;               /* the beginning of what was begun, on one line; "" = nothing was */
} PealConversationRow;

void peal_conversation_row_free (PealConversationRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealConversationRow, peal_conversation_row_free)

/* Conversations ---------------------------------------------------------------------------------- */

/* Resolves to a GArray of gint64, last activity first. */
DexFuture *peal_talk_snapshot (PealStore            *store,
                               const PealTalkFilter *filter) G_GNUC_WARN_UNUSED_RESULT;

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

G_END_DECLS

/* peal-messages.h: messages, to read.
 *
 * Those that go out are written by peal-outbox.h, those that come in by
 * peal-inbound.h. Strings are never NULL. Main thread only; every function
 * returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-store.h"

G_BEGIN_DECLS

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

G_END_DECLS

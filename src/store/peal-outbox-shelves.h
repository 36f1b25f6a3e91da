/* peal-outbox-shelves.h: the outbox as a person sees it.
 *
 * What has not left, what is in doubt, and what failed while nobody looked, each
 * on its shelf. A list is a snapshot of ids whose rows peal_talk_load_messages ()
 * loads. What is put on a shelf, and taken from it, is peal-outbox.h's affair.
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-store.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_SHELF_DECIDE,         /* UNKNOWN, and the gateway was asked in vain: a person decides (R-SEND-3) */
  PEAL_SHELF_ASKING,         /* UNKNOWN, and the gateway will be asked, the next one first */
  PEAL_SHELF_WAITING,        /* SUBMITTING and QUEUED, in the order in which they are due */
  PEAL_SHELF_FAILED,         /* FAILED and UNDELIVERED, unseen, the latest first; see below */
  PEAL_SHELF_LEFT_OUT,       /* LEFT_OUT after they were queued: never sent, the latest first; see below */
  PEAL_N_SHELVES,
} PealShelf;

/* For how long a failure that nobody has looked at stays on its shelf, and what was left out on its own. */
#define PEAL_SHELF_FAILED_FOR (7 * PEAL_DAY)

/* Resolves to a GArray of gint64, the ids of the messages on @shelf. */
DexFuture *peal_outbox_snapshot (PealStore *store,
                                 PealShelf  shelf) G_GNUC_WARN_UNUSED_RESULT;

/* Which of those that are QUEUED. { 0 } = all. */
typedef struct
{
  PealHoldReason reason;     /* why they wait; NONE = whatever for */
  gint64 account_id;         /* 0 = any; so below */
  gint64 campaign_id;
  PealMessageKind kind;
  gint64 due;                /* by this time */
} PealWaitingFilter;

/* Resolves to a GArray of gint64, in the order in which they are due. */
DexFuture *peal_outbox_snapshot_waiting (PealStore               *store,
                                         const PealWaitingFilter *filter) G_GNUC_WARN_UNUSED_RESULT;

/* What the waiting messages may be of: one of the two. */
typedef struct
{
  gint64 account_id;         /* an account in use; else 0 */
  gint64 campaign_id;        /* a campaign of which something waits; else 0 */
  char *name;
} PealWaitingSource;

void peal_waiting_source_free (PealWaitingSource *self);

/* Resolves to a GPtrArray of PealWaitingSource: the accounts by name, then the latest hundred of the campaigns,
 * the newest first. */
DexFuture *peal_outbox_list_sources (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* What another text for all of @ids (gint64, at least one) is begun with, as peal-merge.h has it: the text that they
 * all have; else the one that they were made from, where all are of one campaign; else "". Those that are gone do not
 * count. Resolves to a string. */
DexFuture *peal_outbox_find_text (PealStore    *store,
                                  const gint64 *ids,
                                  guint         n_ids) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GArray of PEAL_N_SHELVES gint64: how many messages are on each shelf. */
DexFuture *peal_outbox_count_shelves (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* What an engine has before it. */
typedef enum
{
  PEAL_AHEAD_IN_AIR,         /* requests without an answer */
  PEAL_AHEAD_DUE,            /* queued, and due */
  PEAL_AHEAD_SOON,           /* queued, and due within the span that was asked about; DUE is part of it */
  PEAL_AHEAD_QUEUED,         /* queued for whatever time; SOON is part of it */
  PEAL_AHEAD_ASKING,         /* in doubt, and the gateway will be asked */
  PEAL_AHEAD_NEXT,           /* when the first of QUEUED is due; PEAL_TIME_NEVER = none */
  PEAL_N_AHEAD,
} PealAhead;

/* Resolves to a GArray of PEAL_N_AHEAD gint64. Leaves out what waits for a person: what is paused, what
 * nobody can settle but they, and the messages of accounts that are switched off. */
DexFuture *peal_outbox_look_ahead (PealStore *store,
                                   gint64     span) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody looked at the failures @ids (gint64): those of their conversations are seen, and leave
 * their shelf. Unlike peal_talk_mark_read () it leaves what is unread unread. Resolves to TRUE. */
DexFuture *peal_outbox_see_failures (PealStore    *store,
                                     const gint64 *ids,
                                     guint         n_ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

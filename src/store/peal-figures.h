/* peal-figures.h: what Home shows.
 *
 * Every question is a slice of an index, so that its cost follows what happened
 * in the span asked for, not the size of the workspace. Main thread only; every
 * function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* What happened in a span of time. */
typedef struct
{
  gint64 from;               /* the span: from <= time < until */
  gint64 until;
  gint64 n_sent;             /* messages that left in it and were not refused, delivered or not */
  gint64 n_delivered;        /* of those that left in it */
  gint64 n_failed;           /* of those that left in it: failed or not delivered */
  gint64 n_replies;          /* messages that came in */
  gint64 n_opt_outs;
} PealFigures;

/* @edges: n_edges times in rising order, the beginnings of the days in the person's own zone and the
 * end of the last. Resolves to a GArray of n_edges - 1 PealFigures. For a page that stays open: ask
 * for the days before today once, and for today whenever something changed. */
DexFuture *peal_figures_load (PealStore    *store,
                              const gint64 *edges,
                              guint         n_edges) G_GNUC_WARN_UNUSED_RESULT;

/* What needs a person. Counts stop at 1000. The ids are the first to show. */
typedef struct
{
  gint64 n_failed;           /* conversations with failures that nobody looked at */
  gint64 failed_conversation_id;     /* the latest of them; 0 = none */
  gint64 n_unanswered;       /* conversations that wait longer than the span asked for */
  gint64 unanswered_conversation_id; /* the longest waiting; 0 = none */
  gint64 n_reviews;          /* numbers whose possible opt-out waits for a person's word */
  char *review_e164;         /* the longest waiting; "" = none */
  gint64 n_unknown;          /* messages of which a person must say whether they were sent */
  gint64 unknown_message_id; /* the oldest; 0 = none */
  gint64 n_left;             /* messages that wait at accounts that were removed */
  gint64 n_off;              /* messages that wait at accounts that are switched off */
  gint64 n_idle_schedules;   /* schedules that no account can carry out */
  gint64 n_broken_schedules; /* schedules to a group whose rule cannot be asked */
  gint64 n_no_route;         /* messages that the rules let no account send */
  gint64 n_too_dear;         /* messages that cost more than their account may cost in a whole day */
} PealAttention;

GType peal_attention_get_type (void);
#define PEAL_TYPE_ATTENTION (peal_attention_get_type ())
PealAttention *peal_attention_copy (const PealAttention *self);
void peal_attention_free (PealAttention *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAttention, peal_attention_free)

/* @waiting: how long a conversation may wait for an answer (PEAL_DAY). Resolves to a PealAttention. */
DexFuture *peal_figures_attention (PealStore *store,
                                   gint64     waiting) G_GNUC_WARN_UNUSED_RESULT;

/* One thing that will go out: a message, or a campaign with its messages. */
typedef struct
{
  gint64 at;                 /* of the next message */
  gint64 message_id;         /* 0 = a campaign */
  gint64 campaign_id;        /* 0 = a message */
  gint64 conversation_id;    /* 0 = a campaign */
  char *title;               /* whom to (name or number), or the campaign's name */
  char *body;                /* first line */
  PealHoldReason reason;     /* why it waits */
  char *explanation;
  gint64 n_messages;         /* 1, or what is queued of the campaign */
} PealComingUp;

void peal_coming_up_free (PealComingUp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealComingUp, peal_coming_up_free)

/* What waits for a time that is still to come, soonest first. Resolves to a GPtrArray of
 * PealComingUp. */
DexFuture *peal_figures_coming_up (PealStore *store,
                                   guint      limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

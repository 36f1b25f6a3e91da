/* peal-pipeline.h: how many messages an account may have under way at a time.
 *
 * A message passes two stages: it is claimed (one commit, shared with the
 * settlement of the one before), then its request is in the air. While its
 * commit lasts, a connection that has just answered would stand idle; so a few
 * more messages are claimed than there are connections: twice as many as are
 * answered during a claim (Little's law: connections × span of a claim ÷ span of
 * an answer). Twice, because claims come in batches, one for each commit: while
 * one batch is sent the next is committed, and longer batches cost the disk less
 * for each message. At a gateway that answers in 50 ms these are a handful; at
 * one that takes seconds there are none. Each is an open attempt in the file
 * (R-SEND-1), which after a crash is looked for at the gateway: so never more
 * than are needed, and never more than MAX_AHEAD for each connection. One
 * connection means strictly one after another.
 *
 * Main thread only. Plain struct, embedded in its dispatcher.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef struct
{
  guint n_connections;
  guint n_under_way;  /* claims asked for, claimed, in the air: not yet answered */
  guint n_in_the_air;
  GQueue waiting;     /* of DexPromise: claimed, and no connection free */
  gint64 claim_span;  /* microseconds, moving averages; 0 = not known yet */
  gint64 answer_span;
} PealPipeline;

void peal_pipeline_init (PealPipeline *self,
                         guint         n_connections);

/* Nobody may wait in it. */
void peal_pipeline_clear (PealPipeline *self);

/* The most messages that can ever be under way. */
guint peal_pipeline_get_most (const PealPipeline *self);

/* Whether one more claim may be asked for. */
gboolean peal_pipeline_has_room (const PealPipeline *self);

/* A claim is asked for; it took @span microseconds (monotonic), and there was a message or none. */
void peal_pipeline_begin_claim (PealPipeline *self);
void peal_pipeline_end_claim (PealPipeline *self,
                              gint64        span,
                              gboolean      has_message);

/* Takes a connection for a claimed message, first come, first served. Await what it returns (NULL:
 * there is one), then send, in any case followed by one of the two calls below. */
DexFuture *peal_pipeline_take_connection (PealPipeline *self) G_GNUC_WARN_UNUSED_RESULT;

/* The request was answered, or given up, after @span microseconds; 0 = it never left. */
void peal_pipeline_give_connection (PealPipeline *self,
                                    gint64        span);

/* Lets everybody go who waits for a connection: the account stops. */
void peal_pipeline_release (PealPipeline *self);

G_END_DECLS

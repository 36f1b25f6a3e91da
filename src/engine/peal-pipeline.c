/* peal-pipeline.c: how many messages an account may have under way at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-pipeline.h"

/* Claimed ahead, for each connection. */
#define MAX_AHEAD 2

/* While one batch of claims is sent, the next is committed. */
#define BATCHES 2

/* A new span counts for one part of so many of its average. */
#define SMOOTHING 16

void
peal_pipeline_init (PealPipeline *self,
                    guint         n_connections)
{
  *self = (PealPipeline) { .n_connections = MAX (n_connections, 1) };
  g_queue_init (&self->waiting);
}

void
peal_pipeline_clear (PealPipeline *self)
{
  g_assert (g_queue_is_empty (&self->waiting));
}

guint
peal_pipeline_get_most (const PealPipeline *self)
{
  return self->n_connections == 1 ? 1 : (1 + MAX_AHEAD) * self->n_connections;
}

static guint
get_limit (const PealPipeline *self)
{
  gint64 ahead = 0;

  if (self->answer_span > 0)
    ahead = BATCHES * self->n_connections * self->claim_span / self->answer_span;
  return (guint) MIN (self->n_connections + ahead, peal_pipeline_get_most (self));
}

gboolean
peal_pipeline_has_room (const PealPipeline *self)
{
  return self->n_under_way < get_limit (self);
}

static void
learn (gint64 *average,
       gint64  span)
{
  *average = *average == 0 ? span : (*average * (SMOOTHING - 1) + span) / SMOOTHING;
}

void
peal_pipeline_begin_claim (PealPipeline *self)
{
  self->n_under_way++;
}

void
peal_pipeline_end_claim (PealPipeline *self,
                         gint64        span,
                         gboolean      has_message)
{
  g_assert (self->n_under_way > 0);
  learn (&self->claim_span, span);
  if (!has_message)
    self->n_under_way--;
}

DexFuture *
peal_pipeline_take_connection (PealPipeline *self)
{
  DexPromise *promise;

  if (self->n_in_the_air < self->n_connections)
    {
      self->n_in_the_air++;
      return NULL;
    }
  promise = dex_promise_new ();
  g_queue_push_tail (&self->waiting, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/* The connection goes from hand to hand: it is not free for anybody in between. */
static void
pass_on (PealPipeline *self)
{
  DexPromise *next = g_queue_pop_head (&self->waiting);

  if (next == NULL)
    {
      self->n_in_the_air--;
      return;
    }
  dex_promise_resolve_boolean (next, TRUE);
  dex_unref (next);
}

void
peal_pipeline_give_connection (PealPipeline *self,
                               gint64        span)
{
  g_assert (self->n_under_way > 0 && self->n_in_the_air > 0);
  self->n_under_way--;
  if (span > 0)
    learn (&self->answer_span, span);
  pass_on (self);
}

void
peal_pipeline_release (PealPipeline *self)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      self->n_in_the_air++;
      pass_on (self);
    }
}

/* peal-limiter.c: a token bucket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-limiter.h"

#include <math.h>

static void
fill (PealLimiter *self,
      gint64       now)
{
  /* A clock that was set back gives nothing and takes nothing, and what is closed stays so no longer. */
  if (now < self->filled_at)
    self->closed_until -= MIN (self->filled_at - now, self->closed_until);
  else
    self->tokens = MIN (self->burst, self->tokens + (now - self->filled_at) * self->rate / G_USEC_PER_SEC);
  self->filled_at = now;
}

void
peal_limiter_init (PealLimiter *self,
                   double       rate,
                   double       burst,
                   gint64       now)
{
  g_return_if_fail (rate >= 0);

  *self = (PealLimiter) { .rate = rate, .burst = MAX (burst, 1), .tokens = MAX (burst, 1), .filled_at = now };
}

gint64
peal_limiter_get_wait (PealLimiter *self,
                       gint64       now)
{
  gint64 wait;

  fill (self, now);
  wait = MAX (self->closed_until - now, 0);
  if (self->rate <= 0 || self->tokens >= 1)
    return wait;
  return MAX (wait, (gint64) ceil ((1 - self->tokens) / self->rate * G_USEC_PER_SEC));
}

void
peal_limiter_spend (PealLimiter *self,
                    int          n,
                    gint64       now)
{
  if (self->rate <= 0)
    return;
  fill (self, now);
  self->tokens = MIN (self->burst, self->tokens - n);
}

void
peal_limiter_close_until (PealLimiter *self,
                          gint64       until)
{
  self->closed_until = MAX (self->closed_until, until);
}

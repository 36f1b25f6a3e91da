/* peal-limiter.h: a token bucket: how fast an account may send.
 *
 * Pure: time is passed in. Tokens are segments, because carriers count those
 * (domain.md 3.3 and 6: long code 1/s, toll-free 3/s, short code 100/s).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double rate;      /* tokens a second; 0 = no limit */
  double burst;     /* most tokens saved up while idle */
  double tokens;    /* may be negative: a debt of what was spent beyond the bucket */
  gint64 filled_at; /* microseconds; the time up to which tokens are counted */
  gint64 closed_until; /* nothing before this time, whatever the tokens (Retry-After) */
} PealLimiter;

/* @burst below 1 counts as 1. The bucket starts full. */
void peal_limiter_init (PealLimiter *self,
                        double       rate,
                        double       burst,
                        gint64       now);

/* How long from @now until something may be sent; 0 = at once. */
gint64 peal_limiter_get_wait (PealLimiter *self,
                              gint64       now);

/* Spends @n tokens, into debt if need be: what is sent must be paid for even where the
 * cost was not known before. A negative @n gives back what was reserved in vain. */
void peal_limiter_spend (PealLimiter *self,
                         int          n,
                         gint64       now);

/* Nothing before @until: the provider asked to wait. Never shortens an earlier closing. */
void peal_limiter_close_until (PealLimiter *self,
                               gint64       until);

G_END_DECLS

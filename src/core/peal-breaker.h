/* peal-breaker.h: when an account is left alone for a while.
 *
 * A gateway that does not answer is not asked a thousand times: after five
 * failures in a row, or half of the last twenty, the breaker opens and nothing
 * is sent. After 30 s, doubling to 15 minutes, one message at a time is let
 * through; two successes close it again.
 *
 * A plain value, one for each account; time is passed in. Not thread-safe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-retry.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_BREAKER_CLOSED, /* all goes through */
  PEAL_BREAKER_OPEN,   /* nothing does */
  PEAL_BREAKER_PROBING /* one message at a time does */
} PealBreakerState;

/* Read only; zeroed it is a closed breaker. */
typedef struct
{
  PealBreakerState state;
  guint n_in_a_row;    /* failures while closed, successes while probing */
  guint32 history;     /* a bit for each of the last results, 1 = failure, newest lowest */
  guint n_history;
  gint64 pause;        /* how long it stays open this time */
  gint64 next_probe;   /* not closed: when the next message may go */
} PealBreaker;

/* Whether a message may go now; TRUE is a permission for one. A probe whose result does not come
 * within its pause is forgotten, and the next one may go. */
gboolean peal_breaker_ask (PealBreaker *self,
                           gint64       now);

/* How long until peal_breaker_ask () may say TRUE; 0 = now. A clock that was set back does not make
 * it longer than the pause. */
gint64 peal_breaker_get_wait (PealBreaker *self,
                              gint64       now);

/* Nothing went after all: the permission is for the next who asks. */
void peal_breaker_give_back (PealBreaker *self,
                             gint64       now);

/* The result of a message that went. TRANSPORT and UNKNOWN are failures; any other class, an
 * answer all the same, is a success. What comes in while the breaker is open, of messages that left
 * before, changes nothing. */
void peal_breaker_report (PealBreaker     *self,
                          PealFailureClass failure,
                          gint64           now);

G_END_DECLS

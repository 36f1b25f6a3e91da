/* peal-breaker.c: when an account is left alone for a while.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-breaker.h"

#include "peal-clock.h"

#define MAX_IN_A_ROW 5
#define N_HISTORY 20
#define N_SUCCESSES 2
#define FIRST_PAUSE (30 * PEAL_SECOND)
#define MAX_PAUSE (15 * PEAL_MINUTE)

static void
open_for (PealBreaker *self,
          gint64       pause,
          gint64       now)
{
  *self = (PealBreaker) {
    .state = PEAL_BREAKER_OPEN,
    .pause = pause,
    .next_probe = now + pause,
  };
}

static gboolean
is_failing (const PealBreaker *self)
{
  if (self->n_in_a_row >= MAX_IN_A_ROW)
    return TRUE;
  return self->n_history == N_HISTORY && __builtin_popcount (self->history) * 2 >= N_HISTORY;
}

static void
report_while_closed (PealBreaker *self,
                     gboolean     failed,
                     gint64       now)
{
  self->n_in_a_row = failed ? self->n_in_a_row + 1 : 0;
  self->history = ((self->history << 1) | (failed ? 1 : 0)) & ((1u << N_HISTORY) - 1);
  self->n_history = MIN (self->n_history + 1, N_HISTORY);

  if (is_failing (self))
    open_for (self, FIRST_PAUSE, now);
}

static void
report_while_probing (PealBreaker *self,
                      gboolean     failed,
                      gint64       now)
{
  if (failed)
    open_for (self, MIN (self->pause * 2, MAX_PAUSE), now);
  else if (++self->n_in_a_row == N_SUCCESSES)
    *self = (PealBreaker) { .state = PEAL_BREAKER_CLOSED };
  else
    self->next_probe = now;
}

gint64
peal_breaker_get_wait (PealBreaker *self,
                       gint64       now)
{
  if (self->state == PEAL_BREAKER_CLOSED)
    return 0;
  self->next_probe = MIN (self->next_probe, now + self->pause);
  return MAX (self->next_probe - now, 0);
}

void
peal_breaker_give_back (PealBreaker *self,
                        gint64       now)
{
  if (self->state == PEAL_BREAKER_PROBING)
    self->next_probe = now;
}

gboolean
peal_breaker_ask (PealBreaker *self,
                  gint64       now)
{
  if (self->state == PEAL_BREAKER_CLOSED)
    return TRUE;
  if (peal_breaker_get_wait (self, now) > 0)
    return FALSE;

  self->state = PEAL_BREAKER_PROBING;
  self->next_probe = now + self->pause;
  return TRUE;
}

void
peal_breaker_report (PealBreaker     *self,
                     PealFailureClass failure,
                     gint64           now)
{
  gboolean failed = failure == PEAL_FAILURE_TRANSPORT || failure == PEAL_FAILURE_UNKNOWN;

  switch (self->state)
    {
    case PEAL_BREAKER_CLOSED:
      report_while_closed (self, failed, now);
      break;
    case PEAL_BREAKER_PROBING:
      report_while_probing (self, failed, now);
      break;
    case PEAL_BREAKER_OPEN:
      break;
    default:
      g_assert_not_reached ();
    }
}

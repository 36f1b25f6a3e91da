/* peal-pulse.c: what an account's answers tell beside their content.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-pulse.h"

#include "peal-clock.h"

/* How much of the difference a new value closes: as TCP smooths its round trips (RFC 6298, 2.3). */
#define SMOOTHING 8

/* A clock that is off by more than this from what it was has been set: the past says nothing then. */
#define CLOCK_JUMP (5 * PEAL_SECOND)

PealPulse *
peal_pulse_new (void)
{
  PealPulse *self = g_rc_box_new0 (PealPulse);

  self->latency = -1;
  return self;
}

PealPulse *
peal_pulse_ref (PealPulse *self)
{
  return g_rc_box_acquire (self);
}

void
peal_pulse_unref (PealPulse *self)
{
  g_rc_box_release (self);
}

static void
beat_clock (PealPulse *self,
            gint64     skew)
{
  if (!self->has_clock || ABS (skew - self->skew) > CLOCK_JUMP)
    self->skew = skew;
  else
    self->skew += (skew - self->skew) / SMOOTHING;
  self->has_clock = TRUE;
}

void
peal_pulse_beat (PealPulse *self,
                 gint64     now,
                 gint64     latency,
                 gint64     date)
{
  self->answered_at = now;
  if (self->latency < 0)
    self->latency = latency;
  else
    self->latency += (latency - self->latency) / SMOOTHING;

  /* The server wrote its Date about half way through, and cut off the part of the second. */
  if (date >= 0)
    beat_clock (self, now - latency / 2 - (date + PEAL_SECOND / 2));
}

/* peal-pulse.h: what an account's answers tell beside their content: how fast, and by which clock.
 *
 * Whoever wants to know makes one and hands it to a gateway in its settings
 * (peal-gateway-registry.h); the gateway's HTTP feeds it with every answer.
 * Belongs to the thread that made the gateway.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 answered_at;  /* the last whole answer, whatever it said, by this computer's clock; 0 = none */
  gint64 latency;      /* span from the request's first byte to the whole answer, a moving mean; -1 = not known */
  gboolean has_clock;  /* an answer told the server's time */
  gint64 skew;         /* span by which this computer's clock is ahead of the server's, a moving mean;
                        * below 0: it is behind. To the half second: RFC 9110, 6.6.1 */
} PealPulse;

PealPulse *peal_pulse_new (void);
PealPulse *peal_pulse_ref (PealPulse *self);
void peal_pulse_unref (PealPulse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealPulse, peal_pulse_unref)

/* An answer came @now (real time), @latency after its request left. @date: its Date header, or -1. */
void peal_pulse_beat (PealPulse *self,
                      gint64     now,
                      gint64     latency,
                      gint64     date);

G_END_DECLS

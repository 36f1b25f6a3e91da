/* peal-gate.h: the compliance gate: may this message go, to this number, now?
 *
 * Asked when a send is planned, and again inside the transaction that claims the
 * message (R-LAW-1), by the same function, so that a plan and the deed cannot
 * disagree but by what changed in between. Pure: the claim carries everything.
 *
 * An opt-out stops everything (R-LAW-2). A review, missing consent, the send
 * window (R-LAW-3) and caps stop marketing only: domain.md 3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-outbox.h"
#include "peal-window.h"

G_BEGIN_DECLS

/* The house rule of domain.md 1.7: nobody reads more, and carriers truncate. */
#define PEAL_GATE_MAX_SEGMENTS 10

/* What the workspace has chosen. All zero is the strict default. */
typedef struct
{
  PealWindowOptions window;
  gboolean consent_implied; /* marketing to customers whose consent is not recorded is allowed here */
} PealGateRules;

/* PealGateFunc; @data is a const PealGateRules. Any thread. */
void peal_gate_judge (const PealClaim *claim,
                      gpointer         data,
                      PealVerdict     *verdict);

G_END_DECLS

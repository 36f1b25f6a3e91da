/* peal-health-prose.h: how everything is doing, in words for a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-health.h"

G_BEGIN_DECLS

/* What is wrong, and what to do: one sentence or two. Caller frees. */
char *peal_health_finding_prose (const PealHealth  *health,
                                 const PealFinding *finding);

/* Why messages failed, and what to do. Static. */
const char *peal_health_failure_prose (PealFailureClass failure);

/* All of it, on standard output. */
void peal_health_print_prose (const PealHealth *health);

G_END_DECLS

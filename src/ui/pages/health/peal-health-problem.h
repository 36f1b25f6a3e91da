/* peal-health-problem.h: one thing that needs a person: what, what to do, and the button that leads there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-health.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PEAL_TYPE_HEALTH_PROBLEM (peal_health_problem_get_type ())
G_DECLARE_FINAL_TYPE (PealHealthProblem, peal_health_problem, PEAL, HEALTH_PROBLEM, GtkListBoxRow)

GtkWidget *peal_health_problem_new (void);

/* Whether it shows that problem, as it was or as it is now. */
gboolean peal_health_problem_is_of (PealHealthProblem *self,
                                    const PealFinding *finding);

/* May be called with each reading. */
void peal_health_problem_show (PealHealthProblem *self,
                               const PealHealth  *health,
                               const PealFinding *finding);

G_END_DECLS

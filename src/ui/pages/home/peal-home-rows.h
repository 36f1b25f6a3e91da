/* peal-home-rows.h: the rows of Home, from values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-activity.h"
#include "peal-credit.h"
#include "peal-engine.h"
#include "peal-figures.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What needs a person, as rows in @list; hides it when there is nothing. */
void peal_home_show_attention (GtkListBox          *list,
                               const PealAttention *attention);

/* An account that a person must mend, at the head of @list. */
void peal_home_add_account_trouble (GtkListBox              *list,
                                    const PealAccount       *account,
                                    const PealAccountHealth *health,
                                    gint64                   now);

/* An account that can hardly pay for what waits, at the head of @list. */
void peal_home_add_low_credit (GtkListBox       *list,
                               const PealCredit *credit);

GtkWidget *peal_home_coming_row_new (const PealComingUp *coming,
                                     gint64              now);

GtkWidget *peal_home_activity_row_new (const PealActivity *activity);

G_END_DECLS

/* peal-health-account-row.h: one gateway account: how it is, and on opening, all that is known of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-health.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_HEALTH_ACCOUNT_ROW (peal_health_account_row_get_type ())
G_DECLARE_FINAL_TYPE (PealHealthAccountRow, peal_health_account_row, PEAL, HEALTH_ACCOUNT_ROW, AdwExpanderRow)

GtkWidget *peal_health_account_row_new (void);

/* 0 until it shows one. */
gint64 peal_health_account_row_get_id (PealHealthAccountRow *self);

/* May be called with each reading. */
void peal_health_account_row_show (PealHealthAccountRow    *self,
                                   const PealHealthAccount *account,
                                   gint64                   now);

G_END_DECLS

/* peal-nav-row.h: one page in the navigation, with its badge.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-page-table.h"

G_BEGIN_DECLS

#define PEAL_TYPE_NAV_ROW (peal_nav_row_get_type ())
G_DECLARE_FINAL_TYPE (PealNavRow, peal_nav_row, PEAL, NAV_ROW, GtkListBoxRow)

/* @info is static. */
GtkWidget *peal_nav_row_new (const PealPageInfo *info);

const PealPageInfo *peal_nav_row_get_info (PealNavRow *self);

/* 0 hides the badge. @description says it to a screen reader: "3 unread conversations". */
void peal_nav_row_set_badge (PealNavRow *self,
                             gint64      count,
                             const char *description);

G_END_DECLS

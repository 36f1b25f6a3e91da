/* peal-switcher-row.h: one place that one can go to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-places.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SWITCHER_ROW (peal_switcher_row_get_type ())
G_DECLARE_FINAL_TYPE (PealSwitcherRow, peal_switcher_row, PEAL, SWITCHER_ROW, GtkListBoxRow)

GtkWidget *peal_switcher_row_new (void);

/* Copies what it needs of @place. */
void peal_switcher_row_show (PealSwitcherRow *self,
                             const PealPlace *place);

G_END_DECLS

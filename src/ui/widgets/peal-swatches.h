/* peal-swatches.h: a row of round colours, beside the words they stand for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SWATCHES (peal_swatches_get_type ())
G_DECLARE_FINAL_TYPE (PealSwatches, peal_swatches, PEAL, SWATCHES, GtkWidget)

GtkWidget *peal_swatches_new (void);

/* Shows @colors, at most four; copied. */
void peal_swatches_set_colors (PealSwatches  *self,
                               const GdkRGBA *colors,
                               guint          n_colors);

G_END_DECLS

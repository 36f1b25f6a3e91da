/* peal-sparkline.h: a small line that shows how a figure went.
 *
 * Decoration beside the figure: the numbers themselves are said in the
 * accessible description of the tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SPARKLINE (peal_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (PealSparkline, peal_sparkline, PEAL, SPARKLINE, GtkWidget)

/* @values in order of time; copied. Drawn from zero to the largest. */
void peal_sparkline_set_values (PealSparkline *self,
                                const gint64  *values,
                                gsize          n_values);

G_END_DECLS

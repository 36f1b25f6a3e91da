/* peal-figure.h: one figure of today, large, with its way there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_FIGURE (peal_figure_get_type ())
G_DECLARE_FINAL_TYPE (PealFigure, peal_figure, PEAL, FIGURE, AdwBin)

/* Property "title": what it counts. */

/* One value for each day, today last; copied. */
void peal_figure_set_days (PealFigure   *self,
                           const gint64 *days,
                           gsize         n_days);

G_END_DECLS

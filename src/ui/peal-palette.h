/* peal-palette.h: the colours of groups.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The names of the colours a group can have; NULL-terminated, static. */
const char *const *peal_palette_list (void);

/* @name: one of the above, "#rrggbb", or anything else: then one of them that @id always gets. */
void peal_palette_get (const char *name,
                       gint64      id,
                       GdkRGBA    *color);

G_END_DECLS

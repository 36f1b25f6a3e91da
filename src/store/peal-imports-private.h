/* peal-imports-private.h: imports, on the inside.
 *
 * For peal-imports.c and peal-imports-undo.c only. Store thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-imports.h"

G_BEGIN_DECLS

/* As peal_imports_set_bulk (). */
void peal_imports_apply_bulk (PealDb  *db,
                              gboolean is_bulk);

/* How many parts of one size the index for search has before they become one; 0 = never. */
void peal_imports_set_merging (PealDb *db,
                               gint64  segments);

G_END_DECLS

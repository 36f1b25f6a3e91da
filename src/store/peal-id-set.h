/* peal-id-set.h: sets of row ids, for what is chosen by more than one thing. Private to store/.
 *
 * A set is a GArray of gint64 in ascending order, each id once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-job-args.h"

G_BEGIN_DECLS

/* Makes a set of @ids, in their place. */
void peal_id_set_sort (GArray *ids);

/* Column 0 of every row of @stmt, which is released. The caller frees it. */
GArray *peal_id_set_take_rows (PealStmt *stmt);

gboolean peal_id_set_has (const GArray *self,
                          gint64        id);

/* These change @self. */
void peal_id_set_keep (GArray       *self,
                       const GArray *others); /* only what is in both */
void peal_id_set_drop (GArray       *self,
                       const GArray *others); /* what is in @others */
void peal_id_set_join (GArray       *self,
                       const GArray *others); /* also what is in @others */

G_END_DECLS

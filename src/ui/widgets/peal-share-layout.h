/* peal-share-layout.h: a child as wide as it wants, up to a share of the width.
 *
 * Lays a bubble at one side of its thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SHARE_LAYOUT (peal_share_layout_get_type ())
G_DECLARE_FINAL_TYPE (PealShareLayout, peal_share_layout, PEAL, SHARE_LAYOUT, GtkLayoutManager)

/* TRUE: at the end side of the text direction; FALSE, as at first: at its start. */
void peal_share_layout_set_at_end (PealShareLayout *self,
                                   gboolean         at_end);

G_END_DECLS

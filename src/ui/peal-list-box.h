/* peal-list-box.h: what GtkListBox lacks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Removes all rows and keeps the placeholder, which gtk_list_box_remove_all () takes along. */
void peal_list_box_clear (GtkListBox *list);

/* Lists that are read again and again, and whose rows stay: what stays the same does not move, and
 * whoever has come to a row, or opened its menu, stays there. Place the row of each thing, in
 * order, then drop the rest. */

/* Whether @row is the one that shows @thing. */
typedef gboolean (*PealListBoxIsOf) (GtkListBoxRow *row,
                                     gconstpointer  thing);

/* Puts the row of @thing at @index, made if there is none. Returns it, borrowed. */
gpointer peal_list_box_place (GtkListBox      *list,
                              int              index,
                              GtkWidget       *(*make) (void),
                              PealListBoxIsOf  is_of,
                              gconstpointer    thing);

/* Removes all rows behind the first @n_kept. */
void peal_list_box_drop (GtkListBox *list,
                         guint       n_kept);

G_END_DECLS

/* peal-id-rows.h: what a list over a PealIdModel shows in each place.
 *
 * A row may arrive after its place in the list, and may be read anew while it is
 * shown: the place follows its item.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @place is a GtkListItem, or a GtkColumnViewRow in a factory of rows. */
typedef void (*PealIdRowsSetUp) (GObject *place,
                                 gpointer data);

/* Shows @row, a plain struct; NULL: not read yet, or deleted meanwhile. */
typedef void (*PealIdRowsShow) (GObject      *place,
                                gconstpointer row,
                                gpointer      data);

/* @data is given to both and must outlive the factory, or be freed with it by @destroy (NULL: not). */
GtkListItemFactory *peal_id_rows_new (PealIdRowsSetUp set_up,
                                      PealIdRowsShow  show,
                                      gpointer        data,
                                      GDestroyNotify  destroy);

G_END_DECLS

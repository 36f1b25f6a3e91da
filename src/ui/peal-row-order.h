/* peal-row-order.h: rows whose order a person decides.
 *
 * Each gets a handle to drag it by, and a menu with "Move Up", "Move Down" and
 * "Remove"; Alt+Up, Alt+Down and Delete do the same by keyboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  const char *prefix;        /* of the actions: "rule" for rule.up, rule.down, rule.remove */
  void (*move) (gpointer owner, int from, int to); /* both are rows of the list, and not the same */
  void (*remove) (gpointer owner, int index);
} PealRowOrder;

/* Makes @row, the @index-th of @n_rows, one of those. @order is static; @owner holds the list. */
void peal_row_order_attach (AdwActionRow       *row,
                            guint               index,
                            guint               n_rows,
                            const PealRowOrder *order,
                            gpointer            owner);

/* The @index-th row. */
typedef GtkWidget *(*PealRowMaker) (gpointer owner,
                                    guint    index);

/* Shows the rows of @list anew: @n_rows, made by @make. The focus goes to the row *@focus, which is -1 afterwards; where
 * that is -1 already it stays where it was, or, where there is no row, goes to @fallback. */
void peal_row_order_fill (GtkListBox  *list,
                          guint        n_rows,
                          PealRowMaker make,
                          gpointer     owner,
                          GtkWidget   *fallback,
                          int         *focus);

G_END_DECLS

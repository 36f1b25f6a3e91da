/* peal-import-countries.h: the countries that numbers may belong to, for a list to choose from.
 *
 * Named in the language of the window, in the order of its alphabet. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GListModel of GtkStringObject ("Germany (+49)"). Caller unrefs. */
GListModel *peal_import_countries_new (void);

/* Where @region ("DE") stands in the model; GTK_INVALID_LIST_POSITION if it does not. */
guint peal_import_countries_find (const char *region);

/* The region at @position, "" for none. Static. */
const char *peal_import_countries_get (guint position);

G_END_DECLS

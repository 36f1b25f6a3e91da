/* peal-list-box.h: what GtkListBox lacks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Removes all rows and keeps the placeholder, which gtk_list_box_remove_all () takes along. */
void peal_list_box_clear (GtkListBox *list);

G_END_DECLS

/* peal-accessible.h: what GTK and libadwaita leave unsaid to a screen reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on every scroll pane of the program is named after what it scrolls (it takes the focus
 * where nothing inside can), and every menu item by its text. Once for the process. */
void peal_accessible_speak (void);

/* Makes the window titles inside @page headings. Before @page is put into a window. */
void peal_accessible_mark_headings (GtkWidget *page);

G_END_DECLS

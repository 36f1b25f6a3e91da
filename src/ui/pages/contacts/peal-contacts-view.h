/* peal-contacts-view.h: how contacts look in a list, wide and narrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contact-columns.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Gives @view the columns of the table, those not visible by default hidden, and a check box column
 * that is there while @page's property "selecting" is TRUE. @scene must outlive @view. */
void peal_contacts_view_set_up_wide (GtkColumnView         *view,
                                     GtkWidget             *page,
                                     const PealContactScene *scene);

/* Gives @view rows of two lines. */
void peal_contacts_view_set_up_narrow (GtkListView            *view,
                                       GtkWidget              *page,
                                       const PealContactScene *scene);

/* The column that @view is sorted by; NULL = none. */
const PealContactColumn *peal_contacts_view_get_sort (GtkColumnView *view,
                                                      gboolean      *descending);

/* The column called @id. */
GtkColumnViewColumn *peal_contacts_view_find_column (GtkColumnView *view,
                                                     const char    *id);

G_END_DECLS

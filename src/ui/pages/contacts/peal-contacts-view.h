/* peal-contacts-view.h: how contacts look in a list, wide and narrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contact-columns.h"
#include "peal-id-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Gives @view the columns of the table, those not visible by default hidden, and a check box column
 * that is there while @ids are being selected. @ids and @scene must outlive @view. */
void peal_contacts_view_set_up_wide (GtkColumnView          *view,
                                     PealIdList             *ids,
                                     const PealContactScene *scene);

/* Gives @view rows of two lines. */
void peal_contacts_view_set_up_narrow (GtkListView            *view,
                                       PealIdList             *ids,
                                       const PealContactScene *scene);

/* The column that @view is sorted by; NULL = none. */
const PealContactColumn *peal_contacts_view_get_sort (GtkColumnView *view,
                                                      gboolean      *descending);

/* Gives @page the actions "column.ID" that show and hide the columns of @view, and @menu their items. */
void peal_contacts_view_add_column_actions (GtkColumnView *view,
                                            GtkWidget     *page,
                                            GMenu         *menu);

G_END_DECLS

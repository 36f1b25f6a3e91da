/* peal-contacts-acts.h: what a person does with contacts and groups.
 *
 * Each acts at once and offers in a toast to take it back. @page is a widget in
 * the main window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* R-DATA-3. Deletes the contacts @ids (gint64), if there are any. */
void peal_contacts_act_delete (GtkWidget  *page,
                               PealEngine *engine,
                               GArray     *ids);

/* R-DATA-3. Asks for a change to all of the contacts @ids (gint64), if there are any; the toast takes it back. */
void peal_contacts_act_change (GtkWidget  *page,
                               PealEngine *engine,
                               GArray     *ids);

/* Makes the contacts @ids (gint64) members of the group; the toast counts those who were not. */
void peal_contacts_act_add_to_group (GtkWidget  *page,
                                     PealEngine *engine,
                                     GArray     *ids,
                                     gint64      group_id);

/* R-DATA-3. Its members stay. */
void peal_contacts_act_delete_group (GtkWidget  *page,
                                     PealEngine *engine,
                                     gint64      group_id);

G_END_DECLS

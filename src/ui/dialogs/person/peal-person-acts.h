/* peal-person-acts.h: what the law gives one person: to have their data, and to be forgotten.
 *
 * @page is a widget in the main window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"
#include "peal-engine.h"
#include "peal-erasure.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a folder and writes there, into one of the person's name, all that is known of them. */
void peal_person_act_export (GtkWidget         *page,
                             PealEngine        *engine,
                             const PealContact *contact);

/* The same into @folder, as if the person had chosen it. */
void peal_person_act_export_to (GtkWidget         *page,
                                PealEngine        *engine,
                                const PealContact *contact,
                                GFile             *folder);

/* Counts what would go, and asks; only who writes the word for it can go on. */
void peal_person_act_erase (GtkWidget         *page,
                            PealEngine        *engine,
                            const PealContact *contact);

/* The question; its response is "erase". */
AdwDialog *peal_erase_dialog_new (const PealContact *contact,
                                  const PealErasure *counts);

G_END_DECLS

/* peal-number-row.h: a phone number being typed, what is wrong with it, and who has it, too.
 *
 * Signal "changed" comes from AdwEntryRow; so does a change of the label.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"
#include "peal-phone.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "show-contact" (gint64 id): somebody wants to see who has the number, too. */
#define PEAL_TYPE_NUMBER_ROW (peal_number_row_get_type ())
G_DECLARE_FINAL_TYPE (PealNumberRow, peal_number_row, PEAL, NUMBER_ROW, AdwEntryRow)

/* @phone: what to begin with; NULL = nothing. @own_id: whose number it is, 0 = nobody's yet. Refs @store. */
GtkWidget *peal_number_row_new (PealStore              *store,
                                gint64                  own_id,
                                const PealContactPhone *phone);

/* The rows that follow it in its list: what is wrong, and who has it, too. Hidden while there is nothing to say.
 * Borrowed. */
GtkWidget *peal_number_row_get_fault_row (PealNumberRow *self);
GtkWidget *peal_number_row_get_owner_row (PealNumberRow *self);

/* What stands in the row now; PEAL_PHONE_NO_PHONE for an empty one. @phone is set. */
PealPhoneReason peal_number_row_read (PealNumberRow *self,
                                      PealPhone     *phone);

/* As it is stored. Borrowed. */
const char *peal_number_row_get_label (PealNumberRow *self);

/* What is wrong with it is wrong, though the cursor is there. */
void peal_number_row_blame (PealNumberRow *self);

/* Number and label of each go to the other. */
void peal_number_row_swap (PealNumberRow *self,
                           PealNumberRow *other);

G_END_DECLS

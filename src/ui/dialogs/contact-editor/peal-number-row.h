/* peal-number-row.h: a phone number being typed, and what is wrong with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-phone.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed" comes from AdwEntryRow. */
#define PEAL_TYPE_NUMBER_ROW (peal_number_row_get_type ())
G_DECLARE_FINAL_TYPE (PealNumberRow, peal_number_row, PEAL, NUMBER_ROW, AdwEntryRow)

/* @text: a number to begin with; "" = none. */
GtkWidget *peal_number_row_new (const char *text);

/* What stands in the row now; PEAL_PHONE_NO_PHONE for an empty one. @phone is set. */
PealPhoneReason peal_number_row_read (PealNumberRow *self,
                                      PealPhone     *phone);

G_END_DECLS

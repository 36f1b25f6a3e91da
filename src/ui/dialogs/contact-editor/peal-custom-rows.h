/* peal-custom-rows.h: the contact's values of the fields that the business made up itself.
 *
 * A row for each, of its kind. Signal "changed": somebody changed one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contact-fields.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_CUSTOM_ROWS (peal_custom_rows_get_type ())
G_DECLARE_FINAL_TYPE (PealCustomRows, peal_custom_rows, PEAL, CUSTOM_ROWS, AdwPreferencesGroup)

/* Shows @fields (of PealCustomField, refs it) with the values of @custom, contact.custom. Once. Hidden where
 * there are none. */
void peal_custom_rows_set (PealCustomRows *self,
                           GPtrArray      *fields,
                           const char     *custom);

/* @custom with what the rows say; what has no row stays. NULL if a row is wrong, which it says itself, and
 * takes the focus. The caller frees it. */
char *peal_custom_rows_make (PealCustomRows *self,
                             const char     *custom);

G_END_DECLS

/* peal-import-fill.h: what a file says of somebody, into a contact.
 *
 * For the readers of rows and cards only. Texts are clean UTF-8 (peal_text_clean ()).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-contact.h"

G_BEGIN_DECLS

/* The first that is not empty stays. */
void peal_import_fill_text (PealImportContact *self,
                            PealField          field,
                            const char        *text);

/* What @cell of a column for @field says. Phones, the country and what depends on them are left alone. */
void peal_import_fill_cell (PealImportContact *self,
                            PealField          field,
                            const char        *cell);

/* @cell as people in @region write a day. */
void peal_import_fill_birthday (PealImportContact *self,
                                const char        *cell,
                                const char        *region);

/* The display name, else the names, else the company; "" if there is none. Caller frees. */
char *peal_import_fill_dup_name (const PealImportContact *self);

/* The display name, if there is none yet: the above, else the number. The phones are chosen already. */
void peal_import_fill_display (PealImportContact *self);

G_END_DECLS

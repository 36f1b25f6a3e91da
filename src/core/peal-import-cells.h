/* peal-import-cells.h: what single cells of a contact file mean.
 *
 * No I/O; any one thread. Cells are clean UTF-8 (peal_text_clean ()).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-contact.h"

G_BEGIN_DECLS

/* Several numbers in one cell, one string each: " ::: " parts them and, where seven digits stand on
 * both sides, a line end, ";", "/", ",", "|", "&", "or", the next label ("C:") and the last one
 * ("(cell)"). The cell as one string if it holds one number or none. */
GStrv peal_import_split_phones (const char *cell);

/* The tags of a cell, without quotes, without doubles, and without Google's own groups. */
GStrv peal_import_split_tags (const char *cell);

/* P9. @field is PEAL_FIELD_SMS_CONSENT or PEAL_FIELD_SMS_OPT_OUT, which say what "yes" means; an
 * objection in words is one in both. "No" is no objection, and no consent either. */
PealImportConsent peal_import_read_consent (const char *cell,
                                            PealField   field);

/* "YYYY-MM-DD", or "--MM-DD" if the year is missing; NULL for what is no day. "3/4/1990" is read
 * as people in @region write it. The caller frees it. */
char *peal_import_read_birthday (const char *cell,
                                 const char *region);

/* The first of the addresses in a cell; NULL if there is none. The caller frees it. */
char *peal_import_read_email (const char *cell);

/* Whether @cell is what report programs write below a table: a total, a copyright line, a rule. */
gboolean peal_import_is_footer (const char *cell);

G_END_DECLS

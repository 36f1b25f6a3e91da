/* peal-import-own.h: what Peal has written itself, read back as it was.
 *
 * A table that begins with our mark (peal-contact-table.h), a card that names us as
 * its maker, and JSON (peal-json-contacts.h): no guessing, no cleaning, the order of the numbers
 * stays. Only the numbers are judged as those of any other file (P5 to P7).
 * No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contact-table.h"
#include "peal-import-contact.h"
#include "peal-vcard.h"

G_BEGIN_DECLS

typedef struct _PealOwnTable PealOwnTable;

/* NULL if @header is none of our tables'. */
PealOwnTable *peal_own_table_new (const PealCsvRecord *header);
void peal_own_table_free (PealOwnTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealOwnTable, peal_own_table_free)

PealExportContact *peal_own_table_read (const PealOwnTable  *self,
                                        const PealCsvRecord *record);

/* Whether @card is whole and names us as its maker (peal-vcard-write.h). */
gboolean peal_own_card_is_one (const PealVcard *card);
PealExportContact *peal_own_card_read (const PealVcard *card);

/* The contact that @own, which is taken, is for an import, where it is the member of that name; NULL
 * with @rejection set if it cannot be texted. The caller owns either; the raw text of the rejection is
 * left to it. */
PealImportContact *peal_import_take_own (PealExportContact    *own,
                                         guint                 record,
                                         PealImportRejection **rejection);

G_END_DECLS

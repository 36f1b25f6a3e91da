/* peal-import-row.h: one record of a contact file, by the policies P1 to P13.
 *
 * P1 and P2 are those of peal-decode.h and peal-csv.h, P3 and P8 of peal-import-batch.h, P5 to P7, P11
 * and P12 of peal-phone.h. Here: which number is the one to text (P4), what counts as consent (P9),
 * formula-like text stays text (P10), and names are clean (P13). No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-contact.h"

G_BEGIN_DECLS

/* Reads @record, which is number @number in its file, as a person in @region would mean it.
 * Returns a contact, or NULL with @rejection set; the caller owns either. */
PealImportContact *peal_import_read_row (const PealCsvRecord  *record,
                                         guint                 number,
                                         const PealCsvMap     *map,
                                         const char           *region,
                                         PealImportRejection **rejection);

G_END_DECLS

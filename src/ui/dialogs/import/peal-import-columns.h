/* peal-import-columns.h: what each column of a contact file means.
 *
 * A page of the import dialog. Signal "changed" (no arguments): the person says
 * that a column means something else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_IMPORT_COLUMNS (peal_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (PealImportColumns, peal_import_columns, PEAL, IMPORT_COLUMNS, AdwNavigationPage)

/* The columns of @report, which is of a file that is a table; as in @map, where the person has said
 * something already that is not in the report yet; NULL = as in the report. */
PealImportColumns *peal_import_columns_new (const PealImportReport *report,
                                            const PealCsvMap       *map);

/* As the person has it now. Borrowed. */
const PealCsvMap *peal_import_columns_get_map (PealImportColumns *self);

G_END_DECLS

/* peal-import-rows.h: what a rehearsal found, in rows to look at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What becomes of a row, as a person asks for it. One may be in several. */
typedef enum
{
  PEAL_IMPORT_SHELF_ALL,
  PEAL_IMPORT_SHELF_NEW,
  PEAL_IMPORT_SHELF_UPDATED,
  PEAL_IMPORT_SHELF_MERGED,    /* later rows with the same number went into it */
  PEAL_IMPORT_SHELF_SKIPPED,   /* known already, and to be left as they are */
  PEAL_IMPORT_SHELF_SAME,      /* says nothing new, or is an empty row, a total, a remark */
  PEAL_IMPORT_SHELF_REJECTED,
  PEAL_IMPORT_SHELF_WARNINGS,
  PEAL_IMPORT_N_SHELVES,
} PealImportShelf;

/* "New"; static. */
const char *peal_import_shelf_text (PealImportShelf shelf);

/* How many rows stand on @shelf; without counting them, which takes longer than a frame. */
guint peal_import_shelf_count (const PealImportReport *report,
                               PealImportShelf         shelf);

/* Of guint: the first @n of what stands on @shelf from number @from on, contacts before what was left
 * out, as numbers for peal_import_report_read (). Caller unrefs. */
GArray *peal_import_shelf_list (const PealImportReport *report,
                                PealImportShelf         shelf,
                                guint                   from,
                                guint                   n);

/* Row @number, which @item says: who it is, the number as it stands in the file beside the one that was
 * read, what was noticed, and what becomes of it. */
GtkWidget *peal_import_row_new (const PealImportReport *report,
                                guint                   number,
                                const PealImportItem   *item);

G_END_DECLS

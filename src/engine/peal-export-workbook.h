/* peal-export-workbook.h: contacts as a workbook for spreadsheets.
 *
 * Sheets of contacts, of all their numbers, of consent as it came about, and of
 * groups; a sheet that is full goes on in another. Rows are written through to
 * the disk, so that nothing is held in memory. Waits for the disk: any one
 * thread but the main one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-export-contact.h"
#include "peal-export-file.h"

G_BEGIN_DECLS

typedef struct _PealExportWorkbook PealExportWorkbook;

/* @file stays the caller's and must outlive it. @values: as in peal_contact_table_new (). NULL with
 * PEAL_ENGINE_ERROR_FULL or _WRITE, as below. */
PealExportWorkbook *peal_export_workbook_new (PealExportFile  *file,
                                              const GPtrArray *values,
                                              GError         **error);

gboolean peal_export_workbook_add (PealExportWorkbook      *self,
                                   const PealExportContact *contact,
                                   GError                 **error);

/* Writes the file, which is then to be finished. Frees @self. */
gboolean peal_export_workbook_close (PealExportWorkbook *self,
                                     GError            **error);

/* Of one that is not to be closed. */
void peal_export_workbook_free (PealExportWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealExportWorkbook, peal_export_workbook_free)

G_END_DECLS

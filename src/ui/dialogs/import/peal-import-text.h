/* peal-import-text.h: what an import says of a file, its columns and its rows, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-undo.h"
#include "peal-import.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Why a row is no contact. Static. */
const char *peal_import_reason_text (PealImportReason reason);

/* Why a file is no contact file, and what to do. Static, "" for OK. */
const char *peal_import_file_text (PealImportFileError error);

/* What was noticed, a whole sentence in plain text. Caller frees. */
char *peal_import_warning_text (const PealImportWarning *warning);

/* What became of whom by an undo; and when a file was imported, and what came of it. Caller frees. */
char *peal_import_undone_text (const PealImportUndo *undo);
char *peal_import_entry_text (const PealImportEntry *entry,
                              gint64                 now);

/* What a column may mean, in the order of the choice: a GListModel of GtkStringObject. Caller unrefs. */
GListModel *peal_import_meanings_new (void);

/* Where a meaning stands in it; and what stands at @position. @role counts for PEAL_FIELD_PHONE only. */
guint peal_import_meaning_find (PealField     field,
                                PealPhoneRole role);
void peal_import_meaning_get (guint          position,
                              PealField     *field,
                              PealPhoneRole *role);

G_END_DECLS

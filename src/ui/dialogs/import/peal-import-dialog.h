/* peal-import-dialog.h: contacts from a file: choose, rehearse, import, done.
 *
 * The rehearsal reads the whole file and stores nothing; only what it shows is
 * imported.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_IMPORT_DIALOG (peal_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealImportDialog, peal_import_dialog, PEAL, IMPORT_DIALOG, AdwDialog)

AdwDialog *peal_import_dialog_new (PealEngine *engine);

/* Rehearses @file at once, as if it had been chosen. */
void peal_import_dialog_set_file (PealImportDialog *self,
                                  GFile            *file);

/* The same with @text, a table that somebody pasted. */
void peal_import_dialog_set_text (PealImportDialog *self,
                                  const char       *text);

G_END_DECLS

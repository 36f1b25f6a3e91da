/* peal-export-dialog.h: contacts into a file: whom, in which format, where to.
 *
 * Stays open until the file is whole, with its progress and a way to stop it;
 * then it closes, and the window tells where the file is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-export.h"
#include "peal-main-window.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Whom the person looks at: each that is set is a choice, the last one is made. Copied by the call. */
typedef struct
{
  gint64 group_id;           /* 0 = none */
  const char *group;         /* its name */
  const char *search;        /* NULL = none; within the group, if there is one */
  const GArray *selected;    /* of gint64; NULL or empty = none */
} PealExportScope;

#define PEAL_TYPE_EXPORT_DIALOG (peal_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealExportDialog, peal_export_dialog, PEAL, EXPORT_DIALOG, AdwDialog)

AdwDialog *peal_export_dialog_new (PealEngine            *engine,
                                   const PealExportScope *scope);

/* PealUndo: shows @file, a GFile, in the folder that it is in. */
void peal_export_open_folder (PealMainWindow *window,
                              gpointer        file);

/* As if the person had chosen a format, or a file to write to, which begins at once. */
void peal_export_dialog_set_format (PealExportDialog *self,
                                    PealExportFormat  format);
void peal_export_dialog_set_file (PealExportDialog *self,
                                  GFile            *file);

G_END_DECLS

/* peal-export-file.h: a file that is there whole or not at all.
 *
 * What is written goes into a file beside the target, which takes the target's
 * place when it is complete and on the disk. Until then the target is as it was.
 * Only its owner may read it. Waits for the disk: any thread but the main one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PealExportFile PealExportFile;

/* NULL with PEAL_ENGINE_ERROR_FULL or _WRITE, as the functions below. A target that is a link stays one. */
PealExportFile *peal_export_file_new (const char *path,
                                      GError    **error);

/* Takes away what was written, unless it was finished. */
void peal_export_file_free (PealExportFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealExportFile, peal_export_file_free)

/* For a library that writes by itself: the file beside the target, and the folder of both. Borrowed. */
const char *peal_export_file_get_temporary (PealExportFile *self);
const char *peal_export_file_get_folder (PealExportFile *self);

gboolean peal_export_file_write (PealExportFile *self,
                                 const char     *data,
                                 gsize           length,
                                 GError        **error);

gboolean peal_export_file_finish (PealExportFile *self,
                                  GError        **error);

/* The error of a call that failed with @code (errno). */
void peal_export_file_set_error (GError **error,
                                 int      code);

G_END_DECLS

/* peal-import-file.h: a contact file while it is looked at and stored.
 *
 * The file is copied first, to a place that nobody else has, and that copy is mapped: what somebody
 * looked at is what is stored, whatever becomes of the file meanwhile, and its bytes are the kernel's to
 * drop. Every contact is read again from it when it is asked for (peal-import-index.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-index.h"

G_BEGIN_DECLS

typedef struct _PealImportFile PealImportFile;

/* Reads what the file @path holds, or @bytes if they are not NULL. Waits for the disk: not on the main
 * thread. NULL with PEAL_ENGINE_ERROR_FILE if it cannot be read, or if its columns are not those of @map
 * (NULL = as the file says). */
PealImportFile *peal_import_file_new (const char       *path,
                                      GBytes           *bytes,
                                      const char       *region,
                                      const PealCsvMap *map,
                                      GError          **error);
PealImportFile *peal_import_file_ref (PealImportFile *self);
void peal_import_file_unref (PealImportFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportFile, peal_import_file_unref)

/* Judges at most @n more records; FALSE once there are no more. Any thread, but only one, and before the
 * index is asked for anything. */
gboolean peal_import_file_read (PealImportFile *self,
                                guint           n);

/* Borrowed. What they say of the whole is any thread's once everything was read; records are read with
 * the two below only. */
PealImportBatch *peal_import_file_get_batch (const PealImportFile *self);
PealImportIndex *peal_import_file_get_index (const PealImportFile *self);

/* What stands in each column; NULL for a file that is no table. */
GStrv peal_import_file_get_samples (const PealImportFile *self);

/* As those of the index. Any thread, several at a time; they wait for the disk. */
PealImportContact *peal_import_file_dup_contact (PealImportFile *self,
                                                 guint           i);
PealImportRejection *peal_import_file_dup_rejection (PealImportFile *self,
                                                     guint           i);

/* The bytes that were read by now are not held in memory until they are read again. */
void peal_import_file_rest (PealImportFile *self);

G_END_DECLS

/* peal-import.h: a contact file into the workspace, or a rehearsal of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

G_BEGIN_DECLS

typedef struct
{
  char *region;              /* ISO 3166 code for numbers without one; NULL = the workspace's */
  gboolean dry_run;          /* read and judge, store nothing */
  char *group;               /* put everybody into this group, made if need be; NULL = none */
  GStrv tags;                /* added to everybody; NULL = none */
  char *actor;
} PealImportOptions;

/* Called on the main thread now and then. @fraction is 0 to 1. */
typedef void (*PealImportProgress) (double   fraction,
                                    guint    n_contacts,
                                    guint    n_rejected,
                                    gpointer user_data);

/* One row that came in, as core/ read it and the store judged it. */
typedef enum
{
  PEAL_IMPORT_NEW,
  PEAL_IMPORT_UPDATED,
  PEAL_IMPORT_UNCHANGED,
} PealImportVerdict;

/* What happened. Immutable; any thread. The lists are those of core/peal-import-batch.h. */
typedef struct _PealImportReport PealImportReport;

GType peal_import_report_get_type (void);
#define PEAL_TYPE_IMPORT_REPORT (peal_import_report_get_type ())
PealImportReport *peal_import_report_ref (PealImportReport *self);
void peal_import_report_unref (PealImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportReport, peal_import_report_unref)

guint peal_import_report_get_n_new (const PealImportReport *self);
guint peal_import_report_get_n_updated (const PealImportReport *self);
guint peal_import_report_get_n_unchanged (const PealImportReport *self);
guint peal_import_report_get_n_rejected (const PealImportReport *self);
gint64 peal_import_report_get_group_id (const PealImportReport *self); /* 0 = none */

/* Reads @path on a worker thread and stores it in batches. Dropping the future stops it: what was
 * not committed is rolled back, and what was is named in the job's row. Resolves to a PealImportReport.
 * Rejects with PEAL_ENGINE_ERROR_FILE (unreadable, empty, binary, no phone column) or PealStoreError. */
DexFuture *peal_engine_import_file (PealEngine              *self,
                                    const char              *path,
                                    const PealImportOptions *options,
                                    PealImportProgress       progress,
                                    gpointer                 user_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-import-private.h: an import and its report, on the inside.
 *
 * For the files of import and for peal-engine.c only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-file.h"
#include "peal-import.h"
#include "peal-imports.h"

G_BEGIN_DECLS

/* What became of one contact: there may be a million. */
typedef struct
{
  guint64 verdict : 8;
  guint64 contact_id : 56;
} PealImportFate;

struct _PealImportReport
{
  PealImportFile *file;   /* the rehearsal's, if what it found is stored */
  GArray *fates;          /* of PealImportFate, one for each contact */
  guint counts[PEAL_IMPORT_N_VERDICTS];
  gboolean all_agreed;
  gint64 group_id;
  gint64 job_id;
};

PealImportReport *peal_import_report_new (void);

void peal_import_report_add_fate (PealImportReport *self,
                                  PealImportVerdict verdict,
                                  gint64            contact_id);

/* Inside a fiber: waits for the lock of imports. -1 with G_IO_ERROR_CANCELLED, if @cancellable is
 * cancelled first, or as peal_imports_try_lock (). */
int peal_import_lock (PealStore    *store,
                      GCancellable *cancellable,
                      GError      **error);

/* Who hears how far it is with so many people, until @cancellable is cancelled. */
typedef struct
{
  PealImportProgress progress; /* NULL = nobody */
  gpointer user_data;
  guint n_all;
  GCancellable *cancellable;
} PealImportWatch;

/* Inside a fiber that holds the lock: takes back what import @undo->job did, to the end, also once
 * nobody waits for the fiber any more; @undo says what became of whom. @watch may be NULL. */
gboolean peal_import_take_back (PealStore              *store,
                                PealImportUndo         *undo,
                                PealJobState            end,
                                const char             *actor,
                                const PealImportWatch  *watch,
                                GError                **error);

/* Inside a fiber: takes back what an import left that died with its process. */
void peal_import_recover (PealStore *store);

G_END_DECLS

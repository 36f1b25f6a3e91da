/* peal-import-private.h: a report while it is written.
 *
 * For peal-import.c and peal-import-report.c only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import.h"

G_BEGIN_DECLS

/* What became of one contact. */
typedef struct
{
  PealImportVerdict verdict;
  gint64 contact_id;
} PealImportFate;

struct _PealImportReport
{
  PealImportBatch *batch; /* the file, and what was noticed about it */
  GStrv samples;          /* one for each column; NULL for a file that is no table */
  GPtrArray *contacts;
  GPtrArray *rejected;
  GArray *fates;          /* of PealImportFate, one for each contact */
  guint counts[PEAL_IMPORT_N_VERDICTS];
  gboolean all_agreed;
  gint64 group_id;
};

PealImportReport *peal_import_report_new (void);
void peal_import_report_add_fate (PealImportReport *self,
                                  PealImportVerdict verdict,
                                  gint64            contact_id);

G_END_DECLS

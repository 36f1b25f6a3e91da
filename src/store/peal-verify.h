/* peal-verify.h: is the workspace sound?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* What peal_store_verify () found. Each count is of problems, 0 is sound. @findings: English
 * sentences, at most 20 for each kind, naming rows and never bodies. */
typedef struct
{
  gint64 ledger_rows;   /* rows checked, not problems */
  guint ledger;         /* rows whose hash or sequence does not follow from the row before */
  guint foreign_keys;
  guint integrity;      /* findings of SQLite's own check */
  guint states;         /* messages in a state that their attempts and columns do not bear out */
  GPtrArray *findings;  /* of char * */
} PealVerifyReport;

GType peal_verify_report_get_type (void);
#define PEAL_TYPE_VERIFY_REPORT (peal_verify_report_get_type ())
PealVerifyReport *peal_verify_report_copy (const PealVerifyReport *self);
void peal_verify_report_free (PealVerifyReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealVerifyReport, peal_verify_report_free)

gboolean peal_verify_report_is_sound (const PealVerifyReport *self);

/* Resolves to a PealVerifyReport. Reads everything: seconds on a big workspace, on a reader. */
DexFuture *peal_store_verify (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

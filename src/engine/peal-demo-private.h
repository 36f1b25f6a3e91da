/* peal-demo-private.h: the demo's data, for the files of this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-csv.h"
#include "peal-engine.h"

G_BEGIN_DECLS

#define PEAL_DEMO_RESOURCES "/io/github/peal_app/Peal/demo"

/* How far back the conversations go. */
#define PEAL_DEMO_PAST (14 * PEAL_DAY)

/* The records of one of the demo's files, past its header. */
PealCsvReader *peal_demo_open_table (const char *name);

/* Field @index of @record, "" where it has none. Caller frees. */
char *peal_demo_dup_field (const PealCsvRecord *record,
                           guint                index);

/* Lets the conversations of the demo have happened through account @account_id, each at its time,
 * in @past, a workspace whose clock is a test clock. Resolves to TRUE. */
DexFuture *peal_demo_replay (PealEngine *past,
                             gint64      account_id,
                             const char *ours,
                             gint64      now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-inspection.h: checks of the workspace that remember how far they came.
 *
 * The ledger is checked in slices, so that a million rows keep nobody waiting,
 * and from where the last check ended, so that a look every day costs what the
 * day has brought. The row where a check ended well is remembered with its hash:
 * a ledger that was cut off before it, or written anew, is found out. Main thread
 * only; every function returns at once. peal-verify.h checks everything at once
 * and remembers nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* Stored: append only. */
typedef enum
{
  PEAL_INSPECTION_LEDGER = 1, /* the chain of hashes */
  PEAL_INSPECTION_FILE = 2,   /* SQLite's own check, and that every row's references are there */
} PealInspectionKind;

typedef struct
{
  PealInspectionKind kind;
  gint64 began_at;           /* 0 = never */
  gint64 ended_at;           /* PEAL_TIME_NEVER: under way, or never finished */
  gint64 seq;                /* LEDGER: the last row that was checked */
  guint8 hash[32];           /* and its hash */
  gint64 anchor;             /* LEDGER: the row that was its last when all was well; 0 = none yet */
  guint8 anchor_hash[32];
  gint64 n_found;            /* what is wrong, so far; 0 = sound */
  char *finding;             /* the first of it in English, naming rows and no texts; "" */
} PealInspection;

GType peal_inspection_get_type (void);
#define PEAL_TYPE_INSPECTION (peal_inspection_get_type ())
PealInspection *peal_inspection_copy (const PealInspection *self);
void peal_inspection_free (PealInspection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealInspection, peal_inspection_free)

/* Ended, and nothing was found. */
gboolean peal_inspection_is_sound (const PealInspection *self);

/* Resolves to the PealInspection as it was kept last. */
DexFuture *peal_inspection_get (PealStore         *store,
                                PealInspectionKind kind) G_GNUC_WARN_UNUSED_RESULT;

/* Goes on from @inspection by @n_rows rows of the ledger; one that has ended goes on with what came since,
 * or begins anew if @whole. What was found stays found until then. Keeps nothing. Resolves to a
 * PealInspection; ended_at is set once the last row was checked. */
DexFuture *peal_inspect_ledger (PealStore            *store,
                                const PealInspection *inspection,
                                gboolean              whole,
                                guint                 n_rows) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the whole file once, on a reader: seconds on a big one. Keeps nothing. Resolves to a PealInspection. */
DexFuture *peal_inspect_file (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps @inspection. Resolves to TRUE. */
DexFuture *peal_inspection_record (PealStore            *store,
                                   const PealInspection *inspection) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

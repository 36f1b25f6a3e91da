/* peal-pieces.h: something done to many rows, piece by piece. Private to store/.
 *
 * A fiber hands the writer one job for each piece, a transaction each, so that
 * sending and the window go on meanwhile. What was done stays done, whatever
 * stops the rest: a person, a full disk, a crash (R-SEND-2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-progress.h"
#include "peal-store-private.h"

G_BEGIN_DECLS

/* What the job gets as its data. */
typedef struct
{
  gconstpointer act;         /* that of the walk */
  guint begin, end;          /* of its rows */
} PealPiece;

typedef struct
{
  PealStore *store;          /* reffed */
  gpointer act;              /* from g_atomic_rc_box_new (); taken, and not changed any more */
  GDestroyNotify clear_act;  /* on any thread */
  guint n_rows;
  guint n_at_once;           /* what the writer does within some hundredths of a second */
  PealJobFunc job;           /* answers with a boxed of @report_type: what became of its piece */
  GType report_type;
  gpointer report;           /* of nothing yet; taken */
  void (*add) (gpointer      report,
               gconstpointer part);
  GError **stopped;          /* in @report: why it ended early */
  PealProgress *progress;    /* reffed; NULL: nobody looks */
} PealWalk;

/* Does it to all rows. Resolves to the report of all pieces that were done. Where a piece fails, none is begun
 * after it: if it was the first, the future rejects with its error, else *@stopped takes that. When the progress
 * is stopped, or the future goes, no further piece is begun. */
DexFuture *peal_walk_pieces (const PealWalk *walk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

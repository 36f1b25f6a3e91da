/* peal-store-private.h: jobs on the store's threads, for the files of store/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"

G_BEGIN_DECLS

/* Runs on a store thread, inside a transaction; what it writes is kept or undone as a whole. Sets
 * @result (unset: the future resolves to TRUE); it is dropped if the job has failed (peal-db.h).
 * Must touch nothing but @db, and leave @data as it is: where another job of its batch fails, it is
 * run a second time as if it had never run. */
typedef void (*PealJobFunc) (PealDb  *db,
                             gpointer data,
                             GValue  *result);

/* Queues @func for the writer (in order) or a reader (in a snapshot that has every write whose
 * future had resolved). @destroy frees @data on a store thread or on this one. Resolves after the
 * commit, to the job's result; rejects with PEAL_STORE_ERROR. What is only read is given up when
 * nobody waits for it any more: it is not begun, or stops in the middle. */
DexFuture *peal_store_write (PealStore     *self,
                             PealJobFunc    func,
                             gpointer       data,
                             GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_store_read (PealStore     *self,
                            PealJobFunc    func,
                            gpointer       data,
                            GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-task.h: work for the store's threads, and the way its results come back.
 * Private to store/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store-private.h"

G_BEGIN_DECLS

/* One piece of work and the promise of its result. */
typedef struct
{
  PealJobFunc func;
  gpointer data;
  GDestroyNotify destroy;
  DexPromise *promise;
  GCancellable *unwanted; /* the promise's: cancelled when nobody waits for it any more. NULL: it is run all the same */
  GValue result;
  GError *error;
} PealTask;

PealTask *peal_task_new (PealJobFunc    func,
                         gpointer       data,
                         GDestroyNotify destroy);

/* The same, of what need not be done when nobody waits for it. */
PealTask *peal_task_new_wanted (PealJobFunc    func,
                                gpointer       data,
                                GDestroyNotify destroy);

/* Runs it on @db. FALSE, with self->error set, if it has failed. */
gboolean peal_task_run (PealTask *self,
                        PealDb   *db);

/* As if it had not run, so that it can run again. */
void peal_task_reset (PealTask *self);

/* Settles its promise and frees it. On the store's own thread only. */
void peal_task_finish (PealTask *self);

/* A queue that any thread fills and the store's threads empty. -------------------------------- */

typedef struct _PealTaskQueue PealTaskQueue;

PealTaskQueue *peal_task_queue_new (void);
void peal_task_queue_free (PealTaskQueue *self);

/* Takes @job; FALSE, and not taken, if the queue is closed. */
gboolean peal_task_queue_push (PealTaskQueue *self,
                               PealTask      *job);

/* The next job; NULL at once if there is none. */
PealTask *peal_task_queue_try_pop (PealTaskQueue *self);

/* The next job, waiting at most @span for it (PEAL_TIME_NEVER: for ever). NULL when the time is over,
 * or at once when the queue is closed and empty: then *@closed is TRUE. */
PealTask *peal_task_queue_pop (PealTaskQueue *self,
                               gint64         span,
                               gboolean      *closed);
void peal_task_queue_close (PealTaskQueue *self);

/* Results on their way to the store's main context, any number in one wake-up. ----------------- */

typedef struct _PealDelivery PealDelivery;

/* @store is held weakly: a result finds its caller even when the store has gone. */
PealDelivery *peal_delivery_new (PealStore    *store,
                                 GMainContext *context);
void peal_delivery_unref (PealDelivery *self);

/* Takes the jobs of @done (of PealTask, emptied) and tells what they changed; @conversations may be
 * NULL: any. Any thread. */
void peal_delivery_push (PealDelivery *self,
                         GPtrArray    *done,
                         PealChange    changes,
                         GArray       *conversations);
void peal_delivery_push_job (PealDelivery *self,
                             PealTask     *job);

/* For peal_delivery: emits "changed". */
void peal_store_emit_changed (PealStore *self,
                              PealChange changes,
                              GArray    *conversations);

G_END_DECLS

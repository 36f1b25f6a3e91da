/* peal-thread.c: work that would keep the main thread busy, elsewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-base"

#include "peal-thread.h"

#include "peal-fiber.h"

typedef struct
{
  PealThreadFunc func;
  gpointer data;
  DexPromise *promise;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  dex_clear (&work->promise);
  g_free (work);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (work->func (work->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    dex_promise_resolve_boolean (work->promise, TRUE);
  else
    dex_promise_reject (work->promise, error);
}

DexFuture *
peal_thread_run (PealThreadFunc func,
                 gpointer       data)
{
  g_autoptr(GTask) task = NULL;
  Work *work;

  peal_return_reject_if_fail (func != NULL);

  work = g_new0 (Work, 1);
  work->func = func;
  work->data = data;
  work->promise = dex_promise_new ();

  task = g_task_new (NULL, NULL, finished_cb, NULL);
  g_task_set_source_tag (task, peal_thread_run);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_in_thread);
  return DEX_FUTURE (dex_ref (work->promise));
}

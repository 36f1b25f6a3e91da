/* peal-fiber.c: fibers that are never discarded.
 *
 * The future of dex_scheduler_spawn () is disowned at once, so libdex keeps the
 * fiber until it ends; what the caller gets is a cancellable promise, settled
 * from the fiber's result. This is the only place that spawns fibers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-base"

#include "peal-fiber.h"

typedef struct
{
  PealFiberFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GCancellable *cancellable;
} Fiber;

static int n_running;

static void
fiber_free (gpointer data)
{
  Fiber *fiber = data;

  if (fiber->destroy != NULL)
    fiber->destroy (fiber->data);
  g_clear_object (&fiber->cancellable);
  g_free (fiber);
}

static DexFuture *
main_fiber (gpointer data)
{
  Fiber *fiber = data;

  return fiber->func (fiber->data, fiber->cancellable);
}

static DexFuture *
fiber_ended_cb (DexFuture *completed,
                gpointer   user_data)
{
  DexPromise *promise = user_data;
  GError *error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  g_atomic_int_add (&n_running, -1);
  if (value != NULL)
    dex_promise_resolve (promise, value);
  else
    dex_promise_reject (promise, error);
  return dex_future_new_true ();
}

DexFuture *
peal_fiber_spawn (PealFiberFunc  func,
                  gpointer       data,
                  GDestroyNotify destroy)
{
  DexPromise *promise;
  Fiber *fiber;

  peal_return_reject_if_fail (func != NULL);

  promise = dex_promise_new_cancellable ();
  fiber = g_new0 (Fiber, 1);
  fiber->func = func;
  fiber->data = data;
  fiber->destroy = destroy;
  fiber->cancellable = g_object_ref (dex_promise_get_cancellable (promise));

  g_atomic_int_inc (&n_running);
  dex_future_disown (dex_future_finally (dex_scheduler_spawn (NULL, 0, main_fiber, fiber, fiber_free),
                                         fiber_ended_cb, dex_ref (promise), dex_unref));
  return DEX_FUTURE (promise);
}

DexFuture *
peal_until_cancelled (DexFuture    *future,
                      GCancellable *cancellable)
{
  return dex_future_first (future, dex_cancellable_new_from_cancellable (cancellable), NULL);
}

DexFuture *
peal_future_cancelled (void)
{
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped");
}

guint
peal_fiber_count_running (void)
{
  return (guint) g_atomic_int_get (&n_running);
}

gboolean
peal_future_run (DexFuture *future,
                 GError   **error)
{
  gboolean resolved;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE); /* main () and tests only: see the header */
  resolved = dex_future_get_value (future, error) != NULL;
  dex_unref (future);
  return resolved;
}

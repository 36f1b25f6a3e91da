/* peal-fiber.h: fibers that are never discarded.
 *
 * libdex 0.10 corrupts the heap when a fiber is discarded while the result it
 * awaits arrives. So no fiber of Peal is ever given to a caller: it runs to its
 * end, and the caller holds a promise that takes its result. To stop a fiber,
 * cancel that promise, or discard what awaits it; the fiber sees it in its GCancellable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Runs on a stack of 128 KiB: no widget, no image, no SQL, no deep JSON here.
 * @cancellable lives as long as the fiber. Returns a future, never NULL. */
typedef DexFuture *(*PealFiberFunc) (gpointer      data,
                                     GCancellable *cancellable);

/* Starts @func on the calling thread's scheduler; @destroy frees @data when it has ended.
 * Resolves or rejects as @func does. The fiber's cancellable is cancelled when that of the returned
 * promise is, or when the chain that awaits it is discarded, as peal_until_cancelled (),
 * dex_future_first () and dex_clear () of such a chain do; a reference that goes stops nothing. The
 * fiber still runs to its end. */
DexFuture *peal_fiber_spawn (PealFiberFunc  func,
                             gpointer       data,
                             GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves as @future does, or rejects with G_IO_ERROR_CANCELLED as soon as @cancellable is
 * cancelled; @future is then discarded. Takes @future. */
DexFuture *peal_until_cancelled (DexFuture    *future,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

/* A future rejected with G_IO_ERROR_CANCELLED. */
DexFuture *peal_future_cancelled (void) G_GNUC_WARN_UNUSED_RESULT;

/* How many fibers started by peal_fiber_spawn () have not ended yet, in the whole process.
 * Shutdown waits for 0. */
guint peal_fiber_count_running (void);

/* Runs the thread's default main context until @future is settled. For main (), tests and
 * shutdown only; never inside a fiber or a callback. Takes @future.
 * Returns TRUE if it resolved; else FALSE with @error set. */
gboolean peal_future_run (DexFuture *future,
                          GError   **error);

/* g_return_val_if_fail () for functions that return a future: a critical and a rejected future. */
#define peal_return_reject_if_fail(expr)                                                        \
  G_STMT_START                                                                                  \
  {                                                                                             \
    if (!G_LIKELY (expr))                                                                       \
      {                                                                                         \
        g_return_if_fail_warning (G_LOG_DOMAIN, G_STRFUNC, #expr);                              \
        return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,                  \
                                      "%s: %s", G_STRFUNC, #expr);                              \
      }                                                                                         \
  }                                                                                             \
  G_STMT_END

G_END_DECLS

/* peal-thread.h: work that would keep the main thread busy, elsewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Runs on some other thread. FALSE with @error set if it failed. */
typedef gboolean (*PealThreadFunc) (gpointer data,
                                    GError **error);

/* Runs @func on a thread of GLib's pool. Resolves to TRUE on the caller's main context when it has
 * returned; @data must live until then and is not touched meanwhile by anybody else. */
DexFuture *peal_thread_run (PealThreadFunc func,
                            gpointer       data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

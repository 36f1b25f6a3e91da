/* peal-when.h: from a future back to a widget.
 *
 * A page asks the engine or the store and goes on; the answer is handed to a
 * plain callback on the main thread and the main stack, where widgets may be
 * built. The owner may be gone by then: its callback is not called then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* @owner is the GObject that asked, alive during the call. @value is borrowed. */
typedef void (*PealResolved) (gpointer      owner,
                              const GValue *value);

/* @error is borrowed. Never called with G_IO_ERROR_CANCELLED: somebody wanted that. */
typedef void (*PealRejected) (gpointer      owner,
                              const GError *error);

/* Takes @future, calls one of the two once it is settled; either may be NULL. */
void peal_when (DexFuture   *future,
                gpointer     owner,
                PealResolved resolved,
                PealRejected rejected);

/* As peal_when (), for a question that is asked anew before the last answer came (a search while
 * typing): only the latest answer counts. @slot is a field of @owner, cleared with
 * dex_clear () in its dispose. Takes @future. */
void peal_when_latest (DexFuture  **slot,
                       DexFuture   *future,
                       gpointer     owner,
                       PealResolved resolved,
                       PealRejected rejected);

G_END_DECLS

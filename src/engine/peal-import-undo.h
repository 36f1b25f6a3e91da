/* peal-import-undo.h: an import is taken back: because somebody says so, or because it did not come to its end.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-import.h"
#include "peal-imports.h"

G_BEGIN_DECLS

/* Takes import @id back, all of it, also once nobody waits for it any more: half an import is of use to
 * nobody. Waits for another one that is under way. Resolves to a PealImportUndo: what became of whom.
 * Rejects with PealStoreError; what was done by then stays, and the same again goes on from there. */
DexFuture *peal_engine_undo_import (PealEngine         *self,
                                    gint64              id,
                                    const char         *actor,
                                    PealImportProgress  progress,
                                    gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

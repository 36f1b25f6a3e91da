/* peal-lineage.h: whether this workspace is the one that this computer knows.
 *
 * A backup that was put back, or a copied folder, does not know what was sent
 * since, or by the other. So the newest link of the ledger's chain is remembered
 * outside of the workspace, in $XDG_STATE_HOME/peal/workspaces/UUID: a ledger
 * that lacks this link is an older one or another one. A workspace that was at
 * work before and that this computer has never seen came from elsewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* The setting that says since when no other copy sends: "" = there never was one, "never" = nobody has
 * said so yet, else microseconds UTC. */
#define PEAL_SETTING_SOLE_SINCE "workspace.sole_since"

/* Resolves to a gboolean: FALSE if this workspace, @uuid, was restored or copied since this computer
 * saw it last. Remembers it either way. */
DexFuture *peal_lineage_check (PealStore  *store,
                               const char *uuid) G_GNUC_WARN_UNUSED_RESULT;

/* Remembers the ledger as it is now. Resolves to TRUE, also where the note cannot be written: then the
 * next copy is found out later, or not. */
DexFuture *peal_lineage_remember (PealStore  *store,
                                  const char *uuid) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-revoke-dialog.h: a person takes back an opt-out that was read by mistake.
 *
 * R-LAW-2: only with a reason, which is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @name: whom @theirs belongs to. */
AdwDialog *peal_revoke_dialog_new (PealStore  *store,
                                   const char *theirs,
                                   const char *name);

G_END_DECLS

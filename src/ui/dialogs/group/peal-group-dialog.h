/* peal-group-dialog.h: a new group, or what one is called and who belongs to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "peal-engine.h"
#include "peal-groups.h"

G_BEGIN_DECLS

#define PEAL_TYPE_GROUP_DIALOG (peal_group_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealGroupDialog, peal_group_dialog, PEAL, GROUP_DIALOG, AdwDialog)

/* @group is copied; NULL = a new one. Saves by itself. */
PealGroupDialog *peal_group_dialog_new (PealEngine      *engine,
                                        const PealGroup *group);

G_END_DECLS

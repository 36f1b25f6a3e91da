/* peal-bin-dialog.h: contacts that were deleted, and can come back.
 *
 * Follows the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_BIN_DIALOG (peal_bin_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealBinDialog, peal_bin_dialog, PEAL, BIN_DIALOG, AdwDialog)

AdwDialog *peal_bin_dialog_new (PealEngine *engine);

G_END_DECLS

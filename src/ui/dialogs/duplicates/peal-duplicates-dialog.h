/* peal-duplicates-dialog.h: contacts that may be the same person, and what becomes of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_DUPLICATES_DIALOG (peal_duplicates_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealDuplicatesDialog, peal_duplicates_dialog, PEAL, DUPLICATES_DIALOG, AdwDialog)

AdwDialog *peal_duplicates_dialog_new (PealEngine *engine);

G_END_DECLS

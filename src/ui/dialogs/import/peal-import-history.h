/* peal-import-history.h: the files that were imported, and the undo of each.
 *
 * A page of the import dialog.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_IMPORT_HISTORY (peal_import_history_get_type ())
G_DECLARE_FINAL_TYPE (PealImportHistory, peal_import_history, PEAL, IMPORT_HISTORY, AdwNavigationPage)

AdwNavigationPage *peal_import_history_new (PealEngine *engine);

G_END_DECLS

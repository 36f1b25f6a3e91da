/* peal-shortcuts.h: every key, from the table that installs it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SHORTCUTS (peal_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (PealShortcuts, peal_shortcuts, PEAL, SHORTCUTS, AdwDialog)

PealShortcuts *peal_shortcuts_new (void);

G_END_DECLS

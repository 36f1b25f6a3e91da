/* peal-field-menu.h: a button that puts a field of the recipient into a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Property: "composer" (PealComposer), where the field goes, in place of what is selected there. */
#define PEAL_TYPE_FIELD_MENU (peal_field_menu_get_type ())
G_DECLARE_FINAL_TYPE (PealFieldMenu, peal_field_menu, PEAL, FIELD_MENU, AdwBin)

G_END_DECLS

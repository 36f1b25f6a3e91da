/* peal-field-menu.h: a button that puts a field of the recipient into a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Property: "composer" (PealComposer), where the field goes, in place of what is selected there. */
#define PEAL_TYPE_FIELD_MENU (peal_field_menu_get_type ())
G_DECLARE_FINAL_TYPE (PealFieldMenu, peal_field_menu, PEAL, FIELD_MENU, AdwBin)

/* Offers also the fields that the business made up itself, as they are at each time. Refs @store. Once. */
void peal_field_menu_set_store (PealFieldMenu *self,
                                PealStore     *store);

G_END_DECLS

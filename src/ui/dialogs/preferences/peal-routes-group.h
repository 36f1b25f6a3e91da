/* peal-routes-group.h: which account sends where: the rules in their order, and what they mean for one number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_ROUTES_GROUP (peal_routes_group_get_type ())
G_DECLARE_FINAL_TYPE (PealRoutesGroup, peal_routes_group, PEAL, ROUTES_GROUP, AdwPreferencesGroup)

/* Refs @engine. Once. */
void peal_routes_group_set_engine (PealRoutesGroup *self,
                                   PealEngine      *engine);

/* Moves the focus to the first rule as soon as they are read, and so brings it into view. */
void peal_routes_group_focus_rules (PealRoutesGroup *self);

G_END_DECLS

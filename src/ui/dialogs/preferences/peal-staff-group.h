/* peal-staff-group.h: who answers at this desk, and who sits at this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_STAFF_GROUP (peal_staff_group_get_type ())
G_DECLARE_FINAL_TYPE (PealStaffGroup, peal_staff_group, PEAL, STAFF_GROUP, AdwPreferencesGroup)

/* Refs @engine. Once. */
void peal_staff_group_set_engine (PealStaffGroup *self,
                                  PealEngine     *engine);

G_END_DECLS

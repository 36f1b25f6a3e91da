/* peal-fields-group.h: the fields of contacts that the business makes up itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_FIELDS_GROUP (peal_fields_group_get_type ())
G_DECLARE_FINAL_TYPE (PealFieldsGroup, peal_fields_group, PEAL, FIELDS_GROUP, AdwPreferencesGroup)

/* Refs @engine. Once. */
void peal_fields_group_set_engine (PealFieldsGroup *self,
                                   PealEngine      *engine);

G_END_DECLS

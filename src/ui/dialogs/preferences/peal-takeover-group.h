/* peal-takeover-group.h: whether one account takes over from another, and how long a better one is waited for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TAKEOVER_GROUP (peal_takeover_group_get_type ())
G_DECLARE_FINAL_TYPE (PealTakeoverGroup, peal_takeover_group, PEAL, TAKEOVER_GROUP, AdwPreferencesGroup)

/* Refs @engine. Once. */
void peal_takeover_group_set_engine (PealTakeoverGroup *self,
                                     PealEngine        *engine);

G_END_DECLS

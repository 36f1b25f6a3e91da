/* peal-writing-group.h: how answers are written and sent on this machine, as a group of preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_WRITING_GROUP (peal_writing_group_get_type ())
G_DECLARE_FINAL_TYPE (PealWritingGroup, peal_writing_group, PEAL, WRITING_GROUP, AdwPreferencesGroup)

/* Shows what is set and keeps what is chosen. Refs @settings. Once. */
void peal_writing_group_set_settings (PealWritingGroup *self,
                                      GSettings        *settings);

G_END_DECLS

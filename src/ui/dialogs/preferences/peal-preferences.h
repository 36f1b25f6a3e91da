/* peal-preferences.h: accounts, sending, appearance.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_PREFERENCES (peal_preferences_get_type ())
G_DECLARE_FINAL_TYPE (PealPreferences, peal_preferences, PEAL, PREFERENCES, AdwPreferencesDialog)

PealPreferences *peal_preferences_new (PealEngine *engine,
                                       GSettings  *settings);

/* Goes to the rules for which account sends where. */
void peal_preferences_show_rules (PealPreferences *self);

G_END_DECLS

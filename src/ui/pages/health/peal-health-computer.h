/* peal-health-computer.h: who sends, the workspace's file and history, disk, keyring.
 *
 * Its button starts "health.check", which the page installs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-health.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_HEALTH_COMPUTER (peal_health_computer_get_type ())
G_DECLARE_FINAL_TYPE (PealHealthComputer, peal_health_computer, PEAL, HEALTH_COMPUTER, AdwPreferencesGroup)

/* May be called with each reading. */
void peal_health_computer_show (PealHealthComputer *self,
                                const PealHealth   *health);

/* A check is under way. */
void peal_health_computer_set_checking (PealHealthComputer *self,
                                        gboolean            checking);

G_END_DECLS

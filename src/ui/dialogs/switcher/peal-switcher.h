/* peal-switcher.h: go to anything by a few letters of its name.
 *
 * One entry and what it finds, by keyboard alone: up and down choose, Return
 * goes there. Chosen places are remembered, and come first the next time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-main-window.h"

G_BEGIN_DECLS

#define PEAL_TYPE_SWITCHER (peal_switcher_get_type ())
G_DECLARE_FINAL_TYPE (PealSwitcher, peal_switcher, PEAL, SWITCHER, AdwDialog)

/* For @window, which must have an engine and outlive it. */
PealSwitcher *peal_switcher_new (PealMainWindow *window);

G_END_DECLS

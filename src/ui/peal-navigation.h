/* peal-navigation.h: the pages by name, and what waits for a person in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-page-table.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "chosen" (gpointer, a PealPageInfo): a person wants that page. */
#define PEAL_TYPE_NAVIGATION (peal_navigation_get_type ())
G_DECLARE_FINAL_TYPE (PealNavigation, peal_navigation, PEAL, NAVIGATION, AdwBin)

/* Once: counts from now on what is unread and what the outbox holds. */
void peal_navigation_set_engine (PealNavigation *self,
                                 PealEngine     *engine);

/* @info is the page that is shown. One that is there only if needed has its row while it is. */
void peal_navigation_set_shown (PealNavigation     *self,
                                const PealPageInfo *info);

G_END_DECLS

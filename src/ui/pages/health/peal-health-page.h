/* peal-health-page.h: how sending, the accounts and this computer are doing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_HEALTH_PAGE (peal_health_page_get_type ())
G_DECLARE_FINAL_TYPE (PealHealthPage, peal_health_page, PEAL, HEALTH_PAGE, AdwBin)

G_END_DECLS

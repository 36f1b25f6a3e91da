/* peal-campaigns-page.h: what is planned: once at a time, again and again, on birthdays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_CAMPAIGNS_PAGE (peal_campaigns_page_get_type ())
G_DECLARE_FINAL_TYPE (PealCampaignsPage, peal_campaigns_page, PEAL, CAMPAIGNS_PAGE, AdwBin)

G_END_DECLS

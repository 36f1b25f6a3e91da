/* peal-home-page.h: what needs a person, today's figures, what comes, what happened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_HOME_PAGE (peal_home_page_get_type ())
G_DECLARE_FINAL_TYPE (PealHomePage, peal_home_page, PEAL, HOME_PAGE, AdwBin)

G_END_DECLS

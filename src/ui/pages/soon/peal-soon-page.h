/* peal-soon-page.h: a page that is not built yet, and says so.
 *
 * What will be here, and what one can do today instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SOON_PAGE (peal_soon_page_get_type ())
G_DECLARE_FINAL_TYPE (PealSoonPage, peal_soon_page, PEAL, SOON_PAGE, AdwBin)

G_END_DECLS

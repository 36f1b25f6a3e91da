/* peal-outbox-page.h: what has not left, what is in doubt, what failed.
 *
 * R-SEND-3: a message whose answer never came is shown here until a person says
 * what is true. R-SEND-6: what waits is shown with what it waits for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_OUTBOX_PAGE (peal_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (PealOutboxPage, peal_outbox_page, PEAL, OUTBOX_PAGE, AdwBin)

G_END_DECLS

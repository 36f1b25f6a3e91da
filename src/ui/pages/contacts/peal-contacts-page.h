/* peal-contacts-page.h: everybody, found, sorted and filtered; and one person in detail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_CONTACTS_PAGE (peal_contacts_page_get_type ())
G_DECLARE_FINAL_TYPE (PealContactsPage, peal_contacts_page, PEAL, CONTACTS_PAGE, AdwBin)

G_END_DECLS

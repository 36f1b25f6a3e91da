/* peal-contacts-empty.h: what stands in place of people where there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_CONTACTS_EMPTY (peal_contacts_empty_get_type ())
G_DECLARE_FINAL_TYPE (PealContactsEmpty, peal_contacts_empty, PEAL, CONTACTS_EMPTY, AdwBin)

/* @why: "nobody", "no-match" or "empty-group". */
void peal_contacts_empty_show (PealContactsEmpty *self,
                               const char        *why);

G_END_DECLS

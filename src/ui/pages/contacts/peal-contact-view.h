/* peal-contact-view.h: one person.
 *
 * Follows the store: what is changed elsewhere changes here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"
#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_CONTACT_VIEW (peal_contact_view_get_type ())
G_DECLARE_FINAL_TYPE (PealContactView, peal_contact_view, PEAL, CONTACT_VIEW, AdwNavigationPage)

PealContactView *peal_contact_view_new (PealEngine *engine,
                                        gint64      contact_id);

/* NULL until it was read. Borrowed until it changes. */
const PealContact *peal_contact_view_get_contact (PealContactView *self);

G_END_DECLS

/* peal-phone-rows.h: the numbers of a contact.
 *
 * There is always one empty row at the end, for the next. Signal "changed": somebody
 * changed something; "show-contact" (gint64 id): somebody wants to see who has one of
 * them, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_PHONE_ROWS (peal_phone_rows_get_type ())
G_DECLARE_FINAL_TYPE (PealPhoneRows, peal_phone_rows, PEAL, PHONE_ROWS, AdwPreferencesGroup)

/* Shows the phones of @contact. Once. Refs @store. */
void peal_phone_rows_set (PealPhoneRows     *self,
                          PealStore         *store,
                          const PealContact *contact);

/* A GPtrArray of PealContactPhone, as the rows say; what they do not show stays as in @before, of the same.
 * NULL if one is no number that can be texted: it says so, and takes the focus. The caller unrefs it. */
GPtrArray *peal_phone_rows_make (PealPhoneRows   *self,
                                 const GPtrArray *before);

gboolean peal_phone_rows_is_empty (PealPhoneRows *self);

G_END_DECLS

/* peal-email-rows.h: the e-mail addresses of a contact.
 *
 * There is always one empty row at the end, for the next; the first one is the one
 * that is shown. Signal "changed": somebody changed something.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_EMAIL_ROWS (peal_email_rows_get_type ())
G_DECLARE_FINAL_TYPE (PealEmailRows, peal_email_rows, PEAL, EMAIL_ROWS, AdwPreferencesGroup)

/* Shows the addresses of @contact. Once. */
void peal_email_rows_set (PealEmailRows     *self,
                          const PealContact *contact);

/* A GPtrArray of PealContactEmail, as the rows say. NULL if one is no address: it says so, and takes the
 * focus. The caller unrefs it. */
GPtrArray *peal_email_rows_make (PealEmailRows *self);

G_END_DECLS

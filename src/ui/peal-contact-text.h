/* peal-contact-text.h: what the fields of a contact are called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a name as the ledger has it ("given", "phones"): "First Name". Translated, static; NULL: something else. */
const char *peal_contact_field_text (const char *name);

G_END_DECLS

/* peal-import-card.h: one card of a contact file, by the same policies as a row of a table.
 *
 * No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-contact.h"
#include "peal-vcard.h"

G_BEGIN_DECLS

/* Reads @card as a person in @region would mean it; the country of its address goes first. A card says
 * nothing of consent. Returns a contact, or NULL with @rejection set; the caller owns either. */
PealImportContact *peal_import_read_card (const PealVcard      *card,
                                          const char           *region,
                                          PealImportRejection **rejection);

/* Who @card is: its name, else its company; "" if it does not say. Caller frees. */
char *peal_import_card_dup_name (const PealVcard *card);

G_END_DECLS

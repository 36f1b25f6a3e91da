/* peal-vcard-write.h: contacts as vCards.
 *
 * Version 4.0 (RFC 6350) or, for programs that know no better, 3.0 (RFC 2426). What no property of the
 * standard says is in properties and parameters of our own, X-PEAL-..., which other programs pass over:
 *
 *   TEL;X-PEAL-SMS=opted_out      what holds for the number: "opted_in" or "opted_out"
 *   X-PEAL-GROUP                  one for each group
 *   X-PEAL-FIELD;KEY=...;KIND=... a custom field; the kind is text, number, yes_no or json
 *   X-PEAL-INDUSTRY, -STATUS, -SOURCE, -SCORE
 *
 * A label that is no TYPE of the standard is an X-ABLabel, as Apple and Google write and read it.
 * No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-export-contact.h"

G_BEGIN_DECLS

/* Names us as the maker, so that the card is read back as it was (peal-import-own.h). */
#define PEAL_VCARD_PRODUCT "-//Peal//Contacts//EN"

typedef enum
{
  PEAL_VCARD_4_0,
  PEAL_VCARD_3_0,
} PealVcardVersion;

/* Appends one card, its lines folded at 75 bytes and ended by CRLF. */
void peal_vcard_append (GString                 *out,
                        const PealExportContact *contact,
                        PealVcardVersion         version);

G_END_DECLS

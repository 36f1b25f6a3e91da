/* peal-vcard-private.h: one line of a card.
 *
 * For peal-vcard.c and peal-vcard-property.c only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-vcard.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_VCARD_ENCODING_NONE,
  PEAL_VCARD_ENCODING_QUOTED_PRINTABLE,
  PEAL_VCARD_ENCODING_BASE64,
} PealVcardEncoding;

/* How the value of the unfolded @line is encoded, which says where it ends. */
PealVcardEncoding peal_vcard_line_get_encoding (const char *line,
                                                gsize       length);

/* NULL for a line that is no property. */
PealVcardProperty *peal_vcard_property_new (const char *line,
                                            gsize       length);
void peal_vcard_property_free (PealVcardProperty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealVcardProperty, peal_vcard_property_free)

G_END_DECLS

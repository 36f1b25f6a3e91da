/* peal-import-phones.h: the numbers of one record, the one to text first.
 *
 * For peal-import-row.c only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import-contact.h"

G_BEGIN_DECLS

/* One number as it stands in the record. */
typedef struct
{
  char *text;
  PealPhoneRole role;
  gboolean is_preferred;
} PealPhoneCandidate;

/* A GArray of PealPhoneCandidate that frees what it holds. */
GArray *peal_phone_candidates_new (void);

/* Adds the numbers of one cell. @label is what the record calls them, "" if it does not say. */
void peal_phone_candidates_add (GArray       *self,
                                const char   *cell,
                                PealPhoneRole role,
                                const char   *label);

/* Reads the candidates, in the order of P4, into the phones of @contact. @region is where the person
 * is, @calling_code ("49", "" if unknown) the country's as the record writes it. TRUE if one can be
 * texted; else @rejection has reason, text and suggestion. Sorts the candidates. */
gboolean peal_import_choose_phones (PealImportContact   *contact,
                                    GArray              *candidates,
                                    const char          *region,
                                    const char          *calling_code,
                                    PealImportRejection *rejection);

G_END_DECLS

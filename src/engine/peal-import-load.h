/* peal-import-load.h: some contacts of a file, made ready for the store on another thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts-import.h"
#include "peal-import.h"

#include <libdex.h>

G_BEGIN_DECLS

/* Owns what it holds. */
typedef struct
{
  PealImportReport *report;
  guint first;
  guint n;
  GPtrArray *contacts; /* of PealImportContact */
  GPtrArray *records;  /* of PealContactRecord, one for each; of a file of our own without their groups */
} PealImportLoad;

GType peal_import_load_get_type (void);
#define PEAL_TYPE_IMPORT_LOAD (peal_import_load_get_type ())
PealImportLoad *peal_import_load_ref (PealImportLoad *self);
void peal_import_load_unref (PealImportLoad *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportLoad, peal_import_load_unref)

/* Reads @n contacts from @first. Resolves to a PealImportLoad. */
DexFuture *peal_import_load (PealImportReport *report,
                             guint             first,
                             guint             n) G_GNUC_WARN_UNUSED_RESULT;

/* Lets go of what it holds, once nobody else needs it: thousands of texts take longer to free than a
 * frame has, so on another thread. */
void peal_import_load_clear (PealImportLoad *self);

G_END_DECLS

/* peal-bulk-dialog.h: the same change to all contacts that are selected.
 *
 * Says beforehand how many it concerns. Signal "done": it is stored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-bulk.h"
#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_BULK_DIALOG (peal_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealBulkDialog, peal_bulk_dialog, PEAL, BULK_DIALOG, AdwDialog)

/* @ids (gint64): whom. Copied. */
PealBulkDialog *peal_bulk_dialog_new (PealEngine   *engine,
                                      const GArray *ids);

/* Of what is stored: the change (borrowed), and those who were changed by it, of PealBulkOld (borrowed). */
const PealBulkChange *peal_bulk_dialog_get_change (PealBulkDialog *self);
GPtrArray *peal_bulk_dialog_get_olds (PealBulkDialog *self);

G_END_DECLS

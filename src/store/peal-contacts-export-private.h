/* peal-contacts-export-private.h: contacts on their way out, inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts-export.h"
#include "peal-db.h"

G_BEGIN_DECLS

/* NULL if there is none, or it is deleted and not wanted then. */
PealExportContact *peal_export_contact_load (PealDb  *db,
                                             gint64   id,
                                             gboolean with_deleted);

G_END_DECLS

/* peal-inspection-private.h: what a check found last, inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-inspection.h"

G_BEGIN_DECLS

/* Never NULL; began_at is 0 where there was no check yet. */
PealInspection *peal_inspection_load (PealDb            *db,
                                      PealInspectionKind kind);

G_END_DECLS

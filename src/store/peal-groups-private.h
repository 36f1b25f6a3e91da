/* peal-groups-private.h: groups inside a job.
 *
 * Store thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"

G_BEGIN_DECLS

/* As peal_groups_ensure (); 0 once the job has failed. */
gint64 peal_group_ensure (PealDb     *db,
                          const char *name,
                          const char *actor);

G_END_DECLS

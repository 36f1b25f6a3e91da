/* peal-route-table-private.h: loading the table inside a job. Private to store/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-route-table.h"

G_BEGIN_DECLS

/* @health as in peal-routes.h. Never NULL, whether or not the job has failed. */
PealRouteTable *peal_route_table_load (PealDb *db,
                                       GArray *health);

G_END_DECLS

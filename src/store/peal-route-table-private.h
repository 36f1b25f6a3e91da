/* peal-route-table-private.h: rules and table, inside a job. Private to store/.
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

/* Rules (of PealRouteRule), the best first, their texts kept by @texts. The caller's. */
GArray *peal_route_rules_load (PealDb       *db,
                               GStringChunk *texts);

/* What the rules say of a message that stands in the queue of an account, with what its conversation knows and
 * what a person chose. Without rules, one question. */
PealRulesVerdict peal_routes_ask (PealDb     *db,
                                  gint64      message_id,
                                  gint64      conversation_id,
                                  gint64      account_id,
                                  const char *ours,
                                  const char *theirs);

G_END_DECLS

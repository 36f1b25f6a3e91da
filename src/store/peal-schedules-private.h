/* peal-schedules-private.h: a schedule as a row of its table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-schedules.h"

G_BEGIN_DECLS

/* Binds all that a person says of a schedule. @held keeps the texts that were made for it: free it
 * after the statement has run. */
void peal_schedule_bind (const PealSchedule *self,
                         PealStmt           *stmt,
                         GPtrArray          *held);

/* The row of schedule_list, schedule_get or schedule_list_due. */
PealSchedule *peal_schedule_read (PealStmt *stmt);

G_END_DECLS

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
PealSchedule *peal_schedule_read (PealDb   *db,
                                  PealStmt *stmt);

/* How many active schedules wait because the rule of a group of theirs cannot be asked. */
gint64 peal_schedules_count_broken (PealDb *db);

G_END_DECLS

/* peal-schedule-read.h: the schedules, with what a list says of them.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-celebrants.h"
#include "peal-schedules.h"

G_BEGIN_DECLS

typedef struct
{
  PealSchedule *schedule;
  PealOccurrenceRow *last;   /* NULL = there was none yet */
  char *audience;            /* in words */
  PealNextDay *day;          /* who comes next; NULL = not known */
  char *name;                /* of them; "" = nobody */
} PealScheduleEntry;

void peal_schedule_entry_free (PealScheduleEntry *self);

/* Resolves to a GPtrArray of PealScheduleEntry in the order of peal_schedules_list (). Rejects with
 * PEAL_STORE_ERROR. */
DexFuture *peal_schedule_entries_read (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

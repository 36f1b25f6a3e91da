/* peal-celebrants.h: whose day it is, of a schedule that goes by birthdays or other dates of people.
 *
 * Of the people and groups that it names those whose day it is; of all contacts,
 * if it names nobody. A bare number has no day. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-schedule-times.h"

G_BEGIN_DECLS

/* So many occurrences are looked at for the next one that is somebody's day. */
#define PEAL_CELEBRANTS_HORIZON 31

/* Among more contacts than these it is not looked whose date comes next, unless it is their birthday: that has an
 * index, while other fields are read of everybody (24 ms of so many, but of a reader that lists wait for, too). */
#define PEAL_CELEBRANTS_MOST 5000

/* The contacts (gint64) to whom the occurrence of @local goes. For fibers: awaits. NULL with
 * PEAL_STORE_ERROR. */
GArray *peal_celebrants_find (PealStore           *store,
                              const PealSchedule  *schedule,
                              const PealCivilTime *local,
                              GError             **error);

/* Who comes next. */
typedef struct
{
  gboolean is_known;         /* FALSE: there are too many to look; the rest is 0 */
  gint64 contact_id;         /* 0 = nobody within the horizon */
  guint n_more;              /* on the same day */
  PealScheduleTime time;
} PealNextDay;

GType peal_next_day_get_type (void);
#define PEAL_TYPE_NEXT_DAY (peal_next_day_get_type ())
PealNextDay *peal_next_day_copy (const PealNextDay *self);
void peal_next_day_free (PealNextDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealNextDay, peal_next_day_free)

/* From @schedule's next occurrence on; it has a date field. Resolves to a PealNextDay. Rejects with
 * PEAL_STORE_ERROR. */
DexFuture *peal_celebrants_next (PealStore          *store,
                                 const PealSchedule *schedule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

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

/* The contacts (gint64) to whom the occurrence of @local goes. For fibers: awaits. NULL with
 * PEAL_STORE_ERROR. */
GArray *peal_celebrants_find (PealStore           *store,
                              const PealSchedule  *schedule,
                              const PealCivilTime *local,
                              GError             **error);

/* Who comes next. */
typedef struct
{
  gint64 contact_id;         /* 0 = nobody within the horizon */
  guint n_more;              /* on the same day */
  PealScheduleTime time;
} PealNextDay;

GType peal_next_day_get_type (void);
#define PEAL_TYPE_NEXT_DAY (peal_next_day_get_type ())
PealNextDay *peal_next_day_copy (const PealNextDay *self);
void peal_next_day_free (PealNextDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealNextDay, peal_next_day_free)

/* From @schedule's next occurrence on. Only for birthdays, which have an index: other dates would
 * be read of all contacts. Resolves to a PealNextDay. Rejects with PEAL_STORE_ERROR. */
DexFuture *peal_celebrants_next (PealStore          *store,
                                 const PealSchedule *schedule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

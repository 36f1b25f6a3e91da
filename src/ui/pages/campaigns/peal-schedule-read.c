/* peal-schedule-read.c: the schedules, with what a list says of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-schedule-read.h"

#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-schedule-text.h"

void
peal_schedule_entry_free (PealScheduleEntry *self)
{
  g_clear_pointer (&self->schedule, peal_schedule_free);
  g_clear_pointer (&self->last, peal_occurrence_row_free);
  g_clear_pointer (&self->day, peal_next_day_free);
  g_free (self->audience);
  g_free (self->name);
  g_free (self);
}

/* Whose day comes next, unless there are too many to look. FALSE with @error. */
static gboolean
read_day (PealStore         *store,
          PealScheduleEntry *entry,
          GError           **error)
{
  const PealSchedule *schedule = entry->schedule;
  g_autoptr(GPtrArray) rows = NULL;

  if (schedule->state != PEAL_SCHEDULE_ACTIVE || schedule->next_at == PEAL_TIME_NEVER
      || *schedule->date_field == '\0')
    return TRUE;
  entry->day = dex_await_boxed (peal_celebrants_next (store, schedule), error);
  if (entry->day == NULL)
    return FALSE;
  if (!entry->day->is_known)
    g_clear_pointer (&entry->day, peal_next_day_free);
  if (entry->day == NULL || entry->day->contact_id == 0)
    return TRUE;
  rows = dex_await_boxed (peal_contacts_load_rows (store, &entry->day->contact_id, 1), error);
  if (rows != NULL && rows->len > 0)
    g_set_str (&entry->name, ((PealContactRow *) g_ptr_array_index (rows, 0))->display);
  return rows != NULL;
}

static gboolean
add_entry (PealStore          *store,
           const PealSchedule *schedule,
           const GPtrArray    *groups,
           GPtrArray          *entries,
           GError            **error)
{
  PealScheduleEntry *entry;
  g_autoptr(GPtrArray) occurrences = dex_await_boxed (peal_schedules_list_occurrences (store, schedule->id, 1), error);

  if (occurrences == NULL)
    return FALSE;
  entry = g_new0 (PealScheduleEntry, 1);
  entry->schedule = peal_schedule_copy (schedule);
  entry->audience = peal_schedule_audience_text (schedule, groups);
  if (occurrences->len > 0)
    {
      const PealOccurrenceRow *last = g_ptr_array_index (occurrences, 0);

      entry->last = g_memdup2 (last, sizeof *last);
      entry->last->reason = g_strdup (last->reason);
    }
  entry->name = g_strdup ("");
  g_ptr_array_add (entries, entry);
  return read_day (store, entry, error);
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealStore *store = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) schedules = dex_await_boxed (peal_schedules_list (store), &error);
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_schedule_entry_free);

  if (schedules != NULL)
    groups = dex_await_boxed (peal_groups_list (store), &error);
  if (groups == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  for (guint i = 0; i < schedules->len; i++)
    if (!add_entry (store, g_ptr_array_index (schedules, i), groups, entries, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&entries));
}

DexFuture *
peal_schedule_entries_read (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_fiber_spawn (read_fiber, g_object_ref (store), g_object_unref);
}

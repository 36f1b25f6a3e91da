/* peal-celebrants.c: whose day it is, of a schedule that goes by birthdays or other dates of people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-celebrants.h"

#include "peal-fiber.h"
#include "peal-groups.h"

G_DEFINE_BOXED_TYPE (PealNextDay, peal_next_day, peal_next_day_copy, peal_next_day_free)

PealNextDay *
peal_next_day_copy (const PealNextDay *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
peal_next_day_free (PealNextDay *self)
{
  g_free (self);
}

/* Those that a schedule names. */
typedef struct
{
  GArray *ids;               /* of gint64 */
  GHashTable *set;           /* of pointers into these; NULL = it names nobody: all are meant */
} Audience;

static void
audience_clear (Audience *self)
{
  g_clear_pointer (&self->set, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Audience, audience_clear)

static gboolean
load_audience (PealStore          *store,
               const PealSchedule *schedule,
               Audience           *audience,
               GError            **error)
{
  if (schedule->group_ids->len + schedule->contact_ids->len + g_strv_length (schedule->numbers) == 0)
    return TRUE;
  audience->ids = dex_await_boxed (peal_groups_members (store, (const gint64 *) (gpointer) schedule->group_ids->data,
                                                        schedule->group_ids->len), error);
  if (audience->ids == NULL)
    return FALSE;
  g_array_append_vals (audience->ids, schedule->contact_ids->data, schedule->contact_ids->len);
  audience->set = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < audience->ids->len; i++)
    g_hash_table_add (audience->set, &g_array_index (audience->ids, gint64, i));
  return TRUE;
}

static void
keep_days (const PealSchedule  *schedule,
           const PealCivilTime *local,
           GPtrArray           *dates,
           const Audience      *audience,
           GArray              *ids)
{
  for (guint i = 0; i < dates->len; i++)
    {
      const PealContactDate *date = g_ptr_array_index (dates, i);

      if ((audience->set == NULL || g_hash_table_contains (audience->set, &date->contact_id))
          && peal_schedule_is_day (schedule, date->text, local))
        g_array_append_val (ids, date->contact_id);
    }
}

/* Those of @dates that may be on @event: 29 February is celebrated on other days, too. */
static GPtrArray *
pick_dates (GPtrArray           *dates,
            const GArray        *parsed,
            const PealCivilTime *event)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < dates->len; i++)
    {
      const PealOccasionDate *date = &g_array_index (parsed, PealOccasionDate, i);

      if ((date->month == event->month && date->day == event->day) || (date->month == 2 && date->day == 29))
        g_ptr_array_add (picked, g_ptr_array_index (dates, i));
    }
  return picked;
}

/* @all: the dates of everybody, with @parsed; NULL: to be read. */
static GArray *
find_among (PealStore           *store,
            const PealSchedule  *schedule,
            const Audience      *audience,
            const PealCivilTime *local,
            GPtrArray           *all,
            const GArray        *parsed,
            GError             **error)
{
  PealCivilTime event = *local;
  g_autoptr(GPtrArray) dates = NULL;
  GArray *ids;

  peal_civil_time_set_day (&event, peal_civil_time_get_day (&event) - schedule->occasion.days);
  dates = all != NULL ? pick_dates (all, parsed, &event)
                      : dex_await_boxed (peal_schedules_list_dates (store, schedule->date_field, event.month, event.day),
                                         error);
  if (dates == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  keep_days (schedule, local, dates, audience, ids);
  return ids;
}

GArray *
peal_celebrants_find (PealStore           *store,
                      const PealSchedule  *schedule,
                      const PealCivilTime *local,
                      GError             **error)
{
  g_auto(Audience) audience = { NULL };

  if (!load_audience (store, schedule, &audience, error))
    return NULL;
  return find_among (store, schedule, &audience, local, NULL, NULL, error);
}

/* The next one ------------------------------------------------------------------------------------ */

typedef struct
{
  PealStore *store;
  PealSchedule *schedule;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->store);
  peal_schedule_free (search->schedule);
  g_free (search);
}

/* What is no date is none of any day. */
static GArray *
parse_dates (const GPtrArray *dates)
{
  GArray *parsed = g_array_sized_new (FALSE, TRUE, sizeof (PealOccasionDate), dates->len);

  for (guint i = 0; i < dates->len; i++)
    {
      PealOccasionDate date = { 0 };

      peal_occasion_date_parse (((const PealContactDate *) g_ptr_array_index (dates, i))->text, &date);
      g_array_append_val (parsed, date);
    }
  return parsed;
}

static DexFuture *
next_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Search *search = data;
  const PealSchedule *schedule = search->schedule;
  g_auto(Audience) audience = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GArray) parsed = NULL;
  PealNextDay day = { 0 };
  gint64 after = schedule->next_at - 1;

  if (!g_str_equal (schedule->date_field, "birthday"))
    {
      all = dex_await_boxed (peal_schedules_list_dates_of_few (search->store, schedule->date_field, PEAL_CELEBRANTS_MOST),
                             &error);
      if (all == NULL && error == NULL)
        return dex_future_new_take_boxed (PEAL_TYPE_NEXT_DAY, peal_next_day_copy (&day));
    }
  if (error != NULL || !load_audience (search->store, schedule, &audience, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  parsed = all != NULL ? parse_dates (all) : NULL;
  day.is_known = TRUE;
  for (guint i = 0; i < PEAL_CELEBRANTS_HORIZON && day.contact_id == 0
                    && peal_schedule_find_next (schedule, after, &day.time); i++)
    {
      g_autoptr(GArray) ids = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return peal_future_cancelled ();
      ids = find_among (search->store, schedule, &audience, &day.time.local, all, parsed, &error);
      if (ids == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      day.contact_id = ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
      day.n_more = ids->len > 0 ? ids->len - 1 : 0;
      after = day.time.at;
    }
  return dex_future_new_take_boxed (PEAL_TYPE_NEXT_DAY, peal_next_day_copy (&day));
}

DexFuture *
peal_celebrants_next (PealStore          *store,
                      const PealSchedule *schedule)
{
  Search *search;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (schedule != NULL && *schedule->date_field != '\0');
  peal_return_reject_if_fail (schedule->next_at != PEAL_TIME_NEVER);

  search = g_new0 (Search, 1);
  search->store = g_object_ref (store);
  search->schedule = peal_schedule_copy (schedule);
  return peal_fiber_spawn (next_fiber, search, search_free);
}

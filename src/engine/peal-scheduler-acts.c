/* peal-scheduler-acts.c: what a person does with schedules, in any process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-scheduler-private.h"

#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-lineage.h"
#include "peal-overdue.h"
#include "peal-send.h"
#include "peal-settings.h"

G_DEFINE_BOXED_TYPE (PealQuestions, peal_questions, peal_questions_copy, peal_questions_free)

PealQuestions *
peal_questions_copy (const PealQuestions *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
peal_questions_free (PealQuestions *self)
{
  g_free (self);
}

/* Saving ------------------------------------------------------------------------------------------ */

static gboolean
check (PealEngine         *engine,
       const PealSchedule *schedule,
       GError            **error)
{
  guint n_people = schedule->group_ids->len + schedule->contact_ids->len;
  guint n_numbers = g_strv_length (schedule->numbers);
  gboolean has_date = *schedule->date_field != '\0';

  if (!peal_schedule_check (schedule, error))
    return FALSE;
  if (n_people + n_numbers == 0 && !has_date)
    {
      g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_RECIPIENT,
                           "There is nobody to send to. Name a number, a contact or a group with members.");
      return FALSE;
    }
  if (has_date && n_numbers > 0)
    {
      g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_RECIPIENT,
                           "A number alone has no birthday and no other date. Name contacts or groups.");
      return FALSE;
    }
  return peal_send_check_text (schedule->body, peal_engine_get_text_fields (engine), error);
}

/* R-SEND-1: whoever had it in the morning does not get it once more because it was moved to the evening. */
static gboolean
was_made_that_day (const PealSchedule     *old,
                   GPtrArray              *occurrences,
                   const PealScheduleTime *time)
{
  const PealOccurrenceRow *last = occurrences->len > 0 ? g_ptr_array_index (occurrences, 0) : NULL;
  PealScheduleTime made;

  return last != NULL && last->campaign_id != 0 && peal_schedule_find_next (old, last->due_at - 1, &made)
         && peal_civil_time_get_day (&made.local) == peal_civil_time_get_day (&time->local);
}

/* The next time of what becomes of @old. FALSE, without @error, if there is none. */
static gboolean
find_next_of_edit (PealEngine         *engine,
                   const PealSchedule *schedule,
                   const PealSchedule *old,
                   PealScheduleTime   *next,
                   GError            **error)
{
  gint64 now = peal_clock_get_now (engine->clock);
  gboolean repeats = *schedule->rule != '\0' || *schedule->date_field != '\0';
  g_autoptr(GPtrArray) occurrences = NULL;

  /* R-SEND-2: it may be in the making at this moment; that will find the schedule changed and begin anew. */
  if (old->state == PEAL_SCHEDULE_ACTIVE && old->next_at <= now
      && peal_schedule_find_next (schedule, old->next_at - 1, next) && next->at == old->next_at)
    return TRUE;
  occurrences = dex_await_boxed (peal_schedules_list_occurrences (engine->store, old->id, 1), error);
  if (occurrences == NULL || !peal_schedule_find_next (schedule, now, next))
    return FALSE;
  return !repeats || !was_made_that_day (old, occurrences, next)
         || peal_schedule_find_next (schedule, next->at, next);
}

static DexFuture *
reject_past (void)
{
  return dex_future_new_reject (PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_SCHEDULE,
                                "It would never send: all its times are past.");
}

typedef struct
{
  PealEngine *engine;
  PealSchedule *schedule;
  char *actor;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->engine);
  peal_schedule_free (edit->schedule);
  g_free (edit->actor);
  g_free (edit);
}

static DexFuture *
edit_fiber (gpointer      data,
            GCancellable *cancellable)
{
  const Edit *edit = data;
  PealStore *store = edit->engine->store;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSchedule) old = dex_await_boxed (peal_schedules_get (store, edit->schedule->id), &error);
  PealScheduleTime next;

  if (old == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (old->revision != edit->schedule->revision) /* of which the store has the last word; its times would mislead */
    return dex_future_new_reject (PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT,
                                  "The schedule was changed, or has sent, since it was read");
  if (!find_next_of_edit (edit->engine, edit->schedule, old, &next, &error))
    return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error)) : reject_past ();
  return peal_schedules_save (store, edit->schedule, next.at, edit->actor);
}

static Edit *
edit_new (PealEngine         *engine,
          const PealSchedule *schedule,
          const char         *actor)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->engine = g_object_ref (engine);
  edit->schedule = peal_schedule_copy (schedule);
  edit->actor = g_strdup (actor);
  return edit;
}

DexFuture *
peal_engine_save_schedule (PealEngine         *self,
                           const PealSchedule *schedule,
                           const char         *actor)
{
  g_autoptr(GError) error = NULL;
  PealScheduleTime next;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (schedule != NULL);

  if (!check (self, schedule, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (schedule->id != 0)
    return peal_fiber_spawn (edit_fiber, edit_new (self, schedule, actor), edit_free);
  if (!peal_schedule_find_next (schedule, peal_clock_get_now (self->clock), &next))
    return reject_past ();
  return peal_schedules_save (self->store, schedule, next.at, actor);
}

typedef struct
{
  PealEngine *engine;
  gint64 id;
  char *actor;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_clear_object (&act->engine);
  g_free (act->actor);
  g_free (act);
}

static Act *
act_new (PealEngine *engine,
         gint64      id,
         const char *actor)
{
  Act *act = g_new0 (Act, 1);

  act->engine = g_object_ref (engine);
  act->id = id;
  act->actor = g_strdup (actor);
  return act;
}

static DexFuture *
resume_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Act *act = data;
  PealEngine *engine = act->engine;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSchedule) schedule = dex_await_boxed (peal_schedules_get (engine->store, act->id), &error);
  PealScheduleTime next;
  gboolean comes;

  if (schedule == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  comes = peal_schedule_find_next (schedule, peal_clock_get_now (engine->clock), &next);
  return peal_schedules_resume (engine->store, act->id, comes ? next.at : PEAL_TIME_NEVER, act->actor);
}

DexFuture *
peal_engine_resume_schedule (PealEngine *self,
                             gint64      id,
                             const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_fiber_spawn (resume_fiber, act_new (self, id, actor), act_free);
}

/* Questions --------------------------------------------------------------------------------------- */

/* What the engine would find now if it began. */
static gboolean
would_doubt_clock (PealEngine *engine,
                   gint64      alive)
{
  gint64 now = peal_clock_get_now (engine->clock);

  return alive != PEAL_TIME_NEVER
         && (now < alive - PEAL_MISSED_CLOCK_TOLERANCE || now - alive > PEAL_MISSED_LONG_ABSENCE);
}

static DexFuture *
questions_fiber (gpointer      data,
                 GCancellable *cancellable)
{
  PealEngine *engine = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sole_since = dex_await_string (peal_setting_get (engine->store, PEAL_SETTING_SOLE_SINCE), &error);
  gint64 alive = error == NULL ? dex_await_int64 (peal_overdue_last_alive (engine->store), &error) : 0;
  PealQuestions questions = { 0 };

  if (error == NULL)
    questions.n_messages = dex_await_int64 (peal_overdue_count (engine->store), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  questions.copy = g_str_equal (sole_since, "never");
  questions.clock = engine->scheduler != NULL ? peal_scheduler_asks_clock (engine->scheduler)
                                              : would_doubt_clock (engine, alive);
  return dex_future_new_take_boxed (PEAL_TYPE_QUESTIONS, peal_questions_copy (&questions));
}

DexFuture *
peal_engine_get_questions (PealEngine *self)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_fiber_spawn (questions_fiber, g_object_ref (self), g_object_unref);
}

DexFuture *
peal_engine_confirm_clock (PealEngine *self,
                           const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_overdue_confirm_clock (self->store, actor);
}

static DexFuture *
only_copy_fiber (gpointer      data,
                 GCancellable *cancellable)
{
  Act *act = data;
  PealStore *store = act->engine->store;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, peal_clock_get_now (act->engine->clock));
  g_autoptr(GError) error = NULL;

  if (!dex_await (peal_setting_set (store, PEAL_SETTING_SOLE_SINCE, now, act->actor), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  dex_await_int64 (peal_overdue_release_copy (store, act->actor), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_engine_confirm_only_copy (PealEngine *self,
                               const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_fiber_spawn (only_copy_fiber, act_new (self, 0, actor), act_free);
}

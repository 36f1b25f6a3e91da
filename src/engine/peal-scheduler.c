/* peal-scheduler.c: makes schedules' occurrences into campaigns when their time comes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-scheduler-private.h"

#include "peal-celebrants.h"
#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-lineage.h"
#include "peal-overdue.h"
#include "peal-settings.h"

/* Occurrences made in one look; others wait their turn, and nothing waits for more than this. */
#define MAX_STEPS 200

/* Signs of life, and notes outside of the workspace, are not written more often. */
#define LIFE_PAUSE PEAL_MINUTE
#define NOTE_PAUSE (10 * PEAL_SECOND)

/* What cannot be decided, or not be sent, is looked at again. */
#define ASK_AGAIN PEAL_MINUTE

struct _PealScheduler
{
  gint64 last_look;   /* what the clock showed when it was right; PEAL_TIME_NEVER = never yet */
  gint64 uptime;      /* at that moment; -1 = the program was off since */
  gint64 sole_since;  /* as in PealMissedQuestion */
  gint64 alive_at;    /* the last sign of life, not much older than the stored one */
  gint64 confirmed_at; /* when a person last said that the clock is right, as read last */
  char *zone;         /* the business's; "" = not set */
  gint64 noted_at;    /* by the uptime, when the note was written */
  DexFuture *last;    /* the look that was asked for last; NULL = none yet */
  gboolean clock_asked; /* as the last whole look has found */
  gboolean is_doubted; /* the look under way: the clock contradicts something that is due, */
  gboolean is_blocked; /* or something waits for an answer, or for an account */
};

PealScheduler *
peal_scheduler_new (void)
{
  PealScheduler *self = g_new0 (PealScheduler, 1);

  self->last_look = PEAL_TIME_NEVER;
  self->uptime = -1;
  self->sole_since = G_MININT64;
  self->zone = g_strdup ("");
  return self;
}

void
peal_scheduler_free (PealScheduler *self)
{
  dex_clear (&self->last);
  g_free (self->zone);
  g_free (self);
}

gboolean
peal_scheduler_asks_clock (PealScheduler *self)
{
  return self->clock_asked;
}

/* Questions of missed occurrences ----------------------------------------------------------------- */

static PealMissedQuestion
make_question (PealEngine         *engine,
               const PealSchedule *schedule,
               gint64              due)
{
  PealScheduler *self = engine->scheduler;
  gint64 now = peal_clock_get_now (engine->clock);
  gint64 elapsed = self->uptime < 0 ? -1 : peal_clock_get_uptime (engine->clock) - self->uptime;

  return (PealMissedQuestion) {
    .policy = now - due <= schedule->grace ? PEAL_MISSED_SEND_LATE : schedule->policy,
    .grace = schedule->grace,
    .validity = schedule->validity,
    .separate = *schedule->date_field != '\0',
    .now = now,
    .last_look = self->last_look,
    .elapsed = elapsed,
    .sole_since = self->sole_since,
  };
}

/* The clock as it should be, as far as peal-missed may take it for wrong. */
static gint64
estimate_now (PealEngine *engine)
{
  PealScheduler *self = engine->scheduler;

  if (self->last_look == PEAL_TIME_NEVER)
    return peal_clock_get_now (engine->clock);
  if (self->uptime < 0)
    return self->last_look;
  return self->last_look + peal_clock_get_uptime (engine->clock) - self->uptime;
}

/* The occurrences of one schedule that are due: the last, and how many it makes needless. Where each is
 * for people of its own, the first, alone. */
typedef struct
{
  PealScheduleTime first;
  PealScheduleTime last;
  guint n_passed;
  gint64 next_at; /* after the last; PEAL_TIME_NEVER = none */
} Due;

/* FALSE if there is none at the stored time any more, because the zone's rules have changed: then next_at
 * is when it is instead. */
static gboolean
find_due (const PealSchedule *schedule,
          gint64              now,
          Due                *due)
{
  PealScheduleTime next;
  gboolean more = peal_schedule_find_next (schedule, schedule->next_at - 1, &due->first);

  due->last = due->first;
  due->n_passed = 0;
  due->next_at = more ? due->first.at : PEAL_TIME_NEVER;
  if (due->next_at != schedule->next_at)
    return FALSE;
  more = peal_schedule_find_next (schedule, due->last.at, &next);
  while (more && next.at <= now && *schedule->date_field == '\0')
    {
      due->last = next;
      due->n_passed++;
      more = peal_schedule_find_next (schedule, due->last.at, &next);
    }
  due->next_at = more ? next.at : PEAL_TIME_NEVER;
  return TRUE;
}

/* Whether the occurrences may be decided about now. */
static gboolean
may_decide (PealEngine         *engine,
            const PealSchedule *schedule,
            const Due          *due)
{
  PealScheduler *self = engine->scheduler;
  PealMissedQuestion question = make_question (engine, schedule, due->last.at);
  gint64 times[] = { due->first.at, due->last.at };
  PealMissedVerdict verdicts[2] = { 0 };
  guint n = due->n_passed > 0 ? 2 : 1;

  peal_missed_decide (&question, times, n, verdicts);
  for (guint i = 0; i < n; i++)
    if (verdicts[i].reason == PEAL_MISSED_CLOCK)
      {
        self->is_doubted = TRUE;
        return FALSE;
      }
  return self->sole_since != G_MAXINT64;
}

/* What becomes of the last one, when it has reached the last zone. */
static PealMissedVerdict
decide (PealEngine         *engine,
        const PealSchedule *schedule,
        const Due          *due)
{
  PealMissedQuestion question = make_question (engine, schedule, due->last.latest);
  PealMissedVerdict verdict = { 0 };

  peal_missed_decide (&question, &due->last.latest, 1, &verdict);
  if (verdict.action == PEAL_MISSED_DO_WAIT) /* in some zone it is still to come */
    verdict = (PealMissedVerdict) { PEAL_MISSED_DO_SEND, PEAL_MISSED_IN_TIME };
  return verdict;
}

/* One occurrence ---------------------------------------------------------------------------------- */

static PealSendRequest *
make_request (PealEngine         *engine,
              const PealSchedule *schedule,
              const Due          *due,
              GArray             *celebrants)
{
  PealSendRequest *request = peal_send_request_new ();
  PealMissedQuestion question = make_question (engine, schedule, due->last.latest);

  question.policy = schedule->policy;
  g_set_str (&request->body, schedule->body);
  g_set_str (&request->name, schedule->name);
  g_set_str (&request->actor, schedule->actor);
  request->kind = schedule->kind;
  request->account_id = schedule->account_id;
  request->missed = g_memdup2 (&question, sizeof question);
  if (*schedule->zone == '\0')
    {
      request->local = due->last.local;
      g_set_str (&request->zone, engine->scheduler->zone);
    }
  else
    request->not_before = due->last.at;
  if (celebrants != NULL)
    request->contact_ids = g_array_ref (celebrants);
  else
    {
      request->numbers = g_strdupv (schedule->numbers);
      request->contact_ids = g_array_copy (schedule->contact_ids);
      request->group_ids = g_array_copy (schedule->group_ids);
    }
  return request;
}

static gboolean
pass_over (PealEngine             *engine,
           const PealScheduleStep *step,
           GError                **error)
{
  g_autoptr(GArray) ids = dex_await_boxed (peal_schedules_step (engine->store, step, NULL, NULL), error);

  return ids != NULL;
}

/* Plans it and stores it with the step. What stands in the way for good is passed over. */
static gboolean
make (PealEngine             *engine,
      const PealSchedule     *schedule,
      const Due              *due,
      const PealScheduleStep *step,
      GError                **error)
{
  g_autoptr(GArray) celebrants = NULL;
  g_autoptr(PealSendRequest) request = NULL;
  g_autoptr(PealSendReport) report = NULL;
  g_autoptr(GError) refused = NULL;

  if (*schedule->date_field != '\0')
    {
      celebrants = peal_celebrants_find (engine->store, schedule, &due->last.local, error);
      if (celebrants == NULL)
        return FALSE;
      if (celebrants->len == 0)
        return pass_over (engine, step, error);
    }
  request = make_request (engine, schedule, due, celebrants);
  report = dex_await_boxed (peal_engine_send_occurrence (engine, request, step), &refused);
  if (report != NULL)
    return TRUE;
  if (g_error_matches (refused, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_RECIPIENT)
      || g_error_matches (refused, PEAL_STORE_ERROR, PEAL_STORE_ERROR_EXISTS))
    return pass_over (engine, step, error);
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* FALSE, without @error, if it must wait. */
static gboolean
step_schedule (PealEngine         *engine,
               const PealSchedule *schedule,
               GError            **error)
{
  PealScheduleStep step = { .schedule_id = schedule->id, .revision = schedule->revision };
  gint64 now = peal_clock_get_now (engine->clock);
  PealMissedVerdict verdict;
  Due due = { 0 };

  if (!find_due (schedule, now, &due))
    {
      step.due_at = schedule->next_at;
      step.reason = PEAL_MISSED_NOT_DUE;
      step.next_at = due.next_at;
      return pass_over (engine, &step, error);
    }
  if (!may_decide (engine, schedule, &due) || due.last.at > now)
    return FALSE;
  verdict = decide (engine, schedule, &due);
  step.due_at = due.last.at;
  step.reason = verdict.reason;
  step.n_passed = due.n_passed;
  step.next_at = due.next_at;
  if (verdict.action == PEAL_MISSED_DO_SKIP)
    return pass_over (engine, &step, error);
  return make (engine, schedule, &due, &step, error);
}

/* Looking ----------------------------------------------------------------------------------------- */

/* Somebody else has edited, paused or made it meanwhile: it is read again. */
static gboolean
is_stale (const GError *error)
{
  return g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT);
}

/* Steps each of @schedules once. TRUE if any has moved and may be due again. */
static gboolean
step_all (PealEngine *engine,
          GPtrArray  *schedules)
{
  PealScheduler *self = engine->scheduler;
  gboolean moved = FALSE;

  for (guint i = 0; i < schedules->len && !engine->is_over; i++)
    {
      const PealSchedule *schedule = g_ptr_array_index (schedules, i);
      g_autoptr(GError) error = NULL;

      if (step_schedule (engine, schedule, &error) || is_stale (error))
        moved = TRUE;
      else
        self->is_blocked = TRUE;
      if (error != NULL && !is_stale (error))
        g_message ("Schedule %" G_GINT64_FORMAT " cannot be carried out now: %s", schedule->id, error->message);
    }
  return moved;
}

/* What a person has set or answered, maybe in another process. */
static gboolean
read_answers (PealEngine *engine,
              GError    **error)
{
  PealScheduler *self = engine->scheduler;
  g_autofree char *zone = dex_await_string (peal_setting_get (engine->store, PEAL_SETTING_ZONE), error);
  g_autofree char *sole_since = NULL;
  g_autoptr(GError) failed = NULL;
  gint64 confirmed_at;

  if (zone == NULL)
    return FALSE;
  g_set_str (&self->zone, zone);
  sole_since = dex_await_string (peal_setting_get (engine->store, PEAL_SETTING_SOLE_SINCE), error);
  if (sole_since == NULL)
    return FALSE;
  if (*sole_since == '\0')
    self->sole_since = G_MININT64;
  else
    self->sole_since = g_str_equal (sole_since, "never") ? G_MAXINT64 : g_ascii_strtoll (sole_since, NULL, 10);
  confirmed_at = dex_await_int64 (peal_overdue_clock_confirmed_at (engine->store), &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (self->clock_asked && confirmed_at != self->confirmed_at)
    {
      self->last_look = confirmed_at;
      self->uptime = -1;
      self->alive_at = confirmed_at;
    }
  self->confirmed_at = confirmed_at;
  return TRUE;
}

/* What the clock showed when the look began contradicts nothing that is due: from then on it is the one to
 * go by. If it was set meanwhile, nobody knows what what was due was compared with; the next look finds out. */
static void
trust_clock (PealEngine *engine,
             gint64      now,
             gint64      uptime)
{
  PealScheduler *self = engine->scheduler;
  gint64 passed = peal_clock_get_uptime (engine->clock) - uptime;

  if (ABS (peal_clock_get_now (engine->clock) - now - passed) > PEAL_SECOND)
    return;
  self->last_look = now;
  self->uptime = uptime;
  if (ABS (now - self->alive_at) < LIFE_PAUSE)
    return;
  self->alive_at = now;
  dex_future_disown (peal_overdue_stay_alive (engine->store));
}

static void
note_lineage (PealEngine *engine)
{
  PealScheduler *self = engine->scheduler;
  gint64 uptime = peal_clock_get_uptime (engine->clock);

  if (self->noted_at != 0 && uptime - self->noted_at < NOTE_PAUSE)
    return;
  self->noted_at = MAX (uptime, 1);
  dex_future_disown (peal_lineage_remember (engine->store, engine->workspace));
}

static gboolean
make_due (PealEngine *engine,
          GError    **error)
{
  gboolean again = TRUE;

  for (guint i = 0; again && i < MAX_STEPS && !engine->is_over; i++)
    {
      gint64 until = MAX (peal_clock_get_now (engine->clock), estimate_now (engine));
      g_autoptr(GPtrArray) schedules = dex_await_boxed (peal_schedules_due (engine->store, until), error);

      if (schedules == NULL)
        return FALSE;
      engine->scheduler->is_blocked = FALSE;
      engine->scheduler->is_doubted = FALSE;
      again = step_all (engine, schedules);
    }
  return TRUE;
}

typedef struct
{
  PealEngine *engine;
  DexFuture *before; /* the look that was asked for before; NULL = none */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_object_unref (look->engine);
  dex_clear (&look->before);
  g_free (look);
}

static DexFuture *
look_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Look *look = data;
  PealEngine *engine = look->engine;
  PealScheduler *self = engine->scheduler;
  g_autoptr(GError) error = NULL;
  gint64 now, uptime, next;

  if (look->before != NULL)
    dex_await (g_steal_pointer (&look->before), NULL); /* how that one went is not our affair */
  peal_overdue_look (engine->store); /* what is made now was not there when the clock was set */
  if (!read_answers (engine, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  now = peal_clock_get_now (engine->clock);
  uptime = peal_clock_get_uptime (engine->clock);
  if (!make_due (engine, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (engine->is_over)
    return dex_future_new_for_int64 (PEAL_TIME_NEVER); /* it was not a whole one */
  if (self->clock_asked != self->is_doubted)
    {
      self->clock_asked = self->is_doubted;
      g_signal_emit_by_name (engine, "questions-changed");
    }
  if (!self->clock_asked)
    trust_clock (engine, now, uptime);
  note_lineage (engine);

  now = peal_clock_get_now (engine->clock);
  next = dex_await_int64 (peal_schedules_next_after (engine->store, now), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (self->is_blocked ? MIN (next, now + ASK_AGAIN) : next);
}

DexFuture *
peal_scheduler_look (PealEngine *engine)
{
  PealScheduler *self = engine->scheduler;
  Look *look = g_new0 (Look, 1);

  look->engine = g_object_ref (engine);
  look->before = g_steal_pointer (&self->last);
  self->last = peal_fiber_spawn (look_fiber, look, look_free);
  return dex_ref (self->last);
}

/* Life -------------------------------------------------------------------------------------------- */

static DexFuture *
begin_fiber (gpointer      data,
             GCancellable *cancellable)
{
  PealEngine *engine = data;
  PealScheduler *self = engine->scheduler;
  g_autoptr(GError) error = NULL;
  gboolean known;

  self->last_look = dex_await_int64 (peal_overdue_last_alive (engine->store), &error);
  self->alive_at = self->last_look;
  if (error == NULL)
    known = dex_await_boolean (peal_lineage_check (engine->store, engine->workspace), &error);
  /* R-SEND-1: before anything of it is claimed. */
  if (error == NULL && !known)
    dex_await (peal_overdue_doubt_copy (engine->store), &error);
  if (error == NULL)
    dex_await (peal_overdue_begin (engine->store), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_scheduler_begin (PealEngine *engine)
{
  return peal_fiber_spawn (begin_fiber, g_object_ref (engine), g_object_unref);
}

static DexFuture *
end_fiber (gpointer      data,
           GCancellable *cancellable)
{
  PealEngine *engine = data;

  if (!engine->scheduler->clock_asked)
    dex_await (peal_overdue_stay_alive (engine->store), NULL); /* best effort: the last sign of life is older */
  dex_await (peal_lineage_remember (engine->store, engine->workspace), NULL);
  return dex_future_new_true ();
}

DexFuture *
peal_scheduler_end (PealEngine *engine)
{
  return peal_fiber_spawn (end_fiber, g_object_ref (engine), g_object_unref);
}

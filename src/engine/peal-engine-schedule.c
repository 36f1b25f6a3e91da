/* peal-engine-schedule.c: what makes the engine move, and how one knows that it rests.
 *
 * Two things make it move: a commit that changed the outbox or the schedules, and
 * the schedule source. Both wake the channels, which look into the store for
 * themselves, and have the scheduler look; nothing is handed over in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-answer.h"
#include "peal-fiber.h"
#include "peal-outbox.h"
#include "peal-schedule-source.h"
#include "peal-unknown.h"

/* The schedule is read anew at most this often: a busy outbox commits hundreds of times a second. */
#define SCHEDULE_PAUSE (PEAL_SECOND / 5)

/* What will be asked about within this span keeps the engine from being idle. */
#define SOON (20 * PEAL_SECOND)

static void
wake_all (PealEngine *self)
{
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    peal_channel_wake (channel);
}

static void
look_all (PealEngine *self)
{
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    peal_channel_look (channel);
}

/* When a channel is next due. One that is due already may have looked a moment too early: it looks again. */
static gint64
wake_due (PealEngine *self,
          gint64      now)
{
  gint64 next = PEAL_TIME_NEVER;
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    {
      gint64 due = peal_channel_get_next_due (channel);

      if (due > now)
        next = MIN (next, due);
      else
        peal_channel_wake (channel);
    }
  return next;
}

static void
schedule_look (PealEngine *self,
               gint64      look)
{
  gint64 now = peal_clock_get_now (self->clock);
  gint64 due;

  if (self->schedule == NULL)
    return;
  look = look == PEAL_TIME_NEVER ? look : MAX (look, self->quiet_until);
  if (look <= now)
    {
      look_all (self); /* each ends with a notify, which comes back here */
      look = PEAL_TIME_NEVER;
    }
  due = MIN (MIN (look, self->occasion_due), wake_due (self, now));
  peal_schedule_source_set_due (self->schedule, due);
}

/* The accounts that are at work: what waits for another one waits for a person. Caller frees. */
static GArray *
list_working (PealEngine *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id, channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, &id, &channel))
    if (peal_channel_can_send (channel))
      g_array_append_val (ids, *(gint64 *) id);
  return ids;
}

typedef DexFuture *(*AskTime) (PealStore *store,
                               gint64     account_id);

/* The earliest time that @ask says for an account at work. Await inside a fiber. */
static gint64
find_earliest (PealEngine *self,
               AskTime     ask,
               GError    **error)
{
  g_autoptr(GArray) ids = list_working (self);
  gint64 earliest = PEAL_TIME_NEVER;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GError) failed = NULL;
      gint64 at = dex_await_int64 (ask (self->store, g_array_index (ids, gint64, i)), &failed);

      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return PEAL_TIME_NEVER;
        }
      earliest = MIN (earliest, at);
    }
  return earliest;
}

static void
look_at_schedules (PealEngine *self)
{
  g_autoptr(GError) error = NULL;

  self->occasion_due = dex_await_int64 (peal_scheduler_look (self), &error);
  if (error == NULL)
    return;
  self->occasion_due = peal_clock_get_now (self->clock) + SOON;
  if (!self->is_over)
    g_warning ("The schedules cannot be looked at: %s", error->message);
}

static DexFuture *
schedule_fiber (gpointer      data,
                GCancellable *cancellable)
{
  PealEngine *self = data;

  do
    {
      g_autoptr(GError) error = NULL;
      gint64 look;

      self->schedule_again = FALSE;
      look_at_schedules (self);
      look = find_earliest (self, peal_outbox_next_look, &error);
      schedule_look (self, error == NULL ? look : peal_clock_get_now (self->clock) + SOON);
      dex_await (dex_timeout_new_usec (SCHEDULE_PAUSE), NULL);
    }
  while (self->schedule_again && self->schedule != NULL);
  self->is_scheduling = FALSE;
  return dex_future_new_true ();
}

static void
reschedule (PealEngine *self)
{
  self->schedule_again = TRUE;
  if (self->is_scheduling || self->schedule == NULL)
    return;
  self->is_scheduling = TRUE;
  dex_future_disown (peal_fiber_spawn (schedule_fiber, g_object_ref (self), g_object_unref));
}

static void
store_changed_cb (PealStore  *store,
                  PealChange  changes,
                  GArray     *conversations,
                  PealEngine *self)
{
  const PealChange moving = PEAL_CHANGE_OUTBOX | PEAL_CHANGE_CONSENT;

  if ((changes & (PEAL_CHANGE_HELD | PEAL_CHANGE_ACCOUNTS | PEAL_CHANGE_SETTINGS)) != 0)
    peal_engine_route (self);
  if ((changes & moving) != 0)
    wake_all (self);
  if ((changes & (moving | PEAL_CHANGE_SCHEDULES | PEAL_CHANGE_ACCOUNTS)) != 0)
    reschedule (self);
}

static gboolean
due_cb (gpointer data)
{
  PealEngine *self = data;

  wake_all (self);
  reschedule (self);
  return G_SOURCE_CONTINUE;
}

gboolean
peal_engine_begin_schedule (PealEngine *self,
                            GError    **error)
{
  self->schedule = peal_schedule_source_new (self->clock, error);
  if (self->schedule == NULL)
    return FALSE;
  g_source_set_callback (self->schedule, due_cb, self, NULL);
  g_source_attach (self->schedule, g_main_context_get_thread_default ());
  self->quiet_until = peal_clock_get_now (self->clock) + PEAL_ANSWER_QUIET;
  self->changed_id = g_signal_connect (self->store, "changed", G_CALLBACK (store_changed_cb), self);
  return TRUE;
}

void
peal_engine_end_schedule (PealEngine *self)
{
  if (self->schedule != NULL)
    {
      g_source_destroy (self->schedule);
      g_clear_pointer (&self->schedule, g_source_unref);
    }
  g_clear_signal_handler (&self->changed_id, self->store);
}

void
peal_engine_stir (PealEngine *self)
{
  reschedule (self);
  peal_engine_weigh_routes (self);
  if (self->stirred != NULL)
    dex_promise_resolve_boolean (self->stirred, TRUE);
  dex_clear (&self->stirred);
}

/* Rest ---------------------------------------------------------------------------------------------- */

static gboolean
are_channels_idle (PealEngine *self)
{
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    if (!peal_channel_is_idle (channel))
      return FALSE;
  return TRUE;
}

gboolean
peal_engine_is_at_work (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), FALSE);

  return !are_channels_idle (self);
}

static gboolean
is_any_within_reach (PealEngine *self)
{
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    if (peal_channel_is_within_reach (channel))
      return TRUE;
  return FALSE;
}

/* Whether what waits to be tried again at @retry, or to be asked about at @look, is waited for. */
static gboolean
is_soon (PealEngine *self,
         gint64      retry,
         gint64      look)
{
  if (!is_any_within_reach (self))
    return FALSE;
  return retry != PEAL_TIME_NEVER || look <= peal_clock_get_now (self->clock) + SOON;
}

/* Until a channel changes, or for a while: what waits for an hour of the clock stirs nothing. */
static DexFuture *
wait_for_stir (PealEngine *self)
{
  if (self->stirred == NULL)
    self->stirred = dex_promise_new ();
  return dex_future_first (dex_ref (DEX_FUTURE (self->stirred)), dex_timeout_new_usec (SCHEDULE_PAUSE), NULL);
}

static DexFuture *
wait_idle_fiber (gpointer      data,
                 GCancellable *cancellable)
{
  PealEngine *self = data;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(GError) error = NULL;
      gint64 look = find_earliest (self, peal_outbox_next_look, &error);
      gint64 retry = error == NULL ? find_earliest (self, peal_outbox_next_retry, &error) : 0;

      if (error != NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      if (are_channels_idle (self) && !self->is_routing && !is_soon (self, retry, look))
        return dex_future_new_true ();
      dex_await (peal_until_cancelled (wait_for_stir (self), cancellable), NULL);
    }
  return peal_future_cancelled ();
}

DexFuture *
peal_engine_wait_idle (PealEngine *self)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_fiber_spawn (wait_idle_fiber, g_object_ref (self), g_object_unref);
}

/* peal-engine-desk.c: what the clock brings back to the desk.
 *
 * Conversations that were put aside until now, and people who have waited too
 * long for an answer. Both are written into the store in the step that finds
 * them, so nothing is told twice, whoever was off or asleep when its time came;
 * the ledger's conversation.woken and conversation.overdue tell it to the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-desk.h"
#include "peal-fiber.h"
#include "peal-schedule-source.h"
#include "peal-settings.h"

/* The desk is looked at at most this often: an import of old messages commits hundreds of times a second. */
#define DESK_PAUSE (PEAL_SECOND / 5)

/* When to look again at what could not be read. */
#define ASK_AGAIN (20 * PEAL_SECOND)

#define REMIND_AFTER (4 * PEAL_HOUR)

/* Brings back what is due. When the next is; PEAL_TIME_NEVER = none waits. Inside a fiber, as the next two. */
static gint64
wake_due (PealEngine *self,
          GError    **error)
{
  gint64 next = dex_await_int64 (peal_desk_get_next_wake (self->store), error);
  g_autoptr(GArray) woken = NULL;

  if (next == 0 || next > peal_clock_get_now (self->clock))
    return next != 0 ? next : PEAL_TIME_NEVER;
  woken = dex_await_boxed (peal_desk_wake_due (self->store, "engine"), error);
  if (woken == NULL)
    return PEAL_TIME_NEVER;
  next = dex_await_int64 (peal_desk_get_next_wake (self->store), error);
  return next != 0 ? next : PEAL_TIME_NEVER;
}

/* How long somebody may wait; 0 = for ever. Below 0 with @error. */
static gint64
read_patience (PealEngine *self,
               GError    **error)
{
  g_autofree char *minutes = dex_await_string (peal_setting_get (self->store, PEAL_SETTING_REMIND_AFTER), error);
  gint64 n;

  if (minutes == NULL)
    return -1;
  if (*minutes == '\0' || !g_ascii_string_to_signed (minutes, 10, 0, G_MAXINT, &n, NULL))
    return REMIND_AFTER;
  return n * PEAL_MINUTE;
}

static gint64
remind_due (PealEngine *self,
            GError    **error)
{
  gint64 now = peal_clock_get_now (self->clock);
  gint64 patience = read_patience (self, error);
  g_autoptr(GArray) reminded = NULL;
  gint64 since;

  if (patience <= 0)
    return PEAL_TIME_NEVER;
  since = dex_await_int64 (peal_desk_get_longest_wait (self->store), error);
  if (since == 0 || since + patience > now)
    return since != 0 ? since + patience : PEAL_TIME_NEVER;
  reminded = dex_await_boxed (peal_desk_remind_due (self->store, now - patience, "engine"), error);
  if (reminded == NULL)
    return PEAL_TIME_NEVER;
  since = dex_await_int64 (peal_desk_get_longest_wait (self->store), error);
  return since != 0 ? since + patience : PEAL_TIME_NEVER;
}

static void
look (PealEngine *self)
{
  g_autoptr(GError) error = NULL;
  gint64 wake = wake_due (self, &error);
  gint64 remind = error == NULL ? remind_due (self, &error) : PEAL_TIME_NEVER;

  if (error != NULL && self->desk != NULL)
    g_warning ("The desk cannot be looked at: %s", error->message);
  if (self->desk != NULL)
    peal_schedule_source_set_due (self->desk, error == NULL ? MIN (wake, remind)
                                                            : peal_clock_get_now (self->clock) + ASK_AGAIN);
}

static DexFuture *
look_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealEngine *self = data;

  do
    {
      self->look_at_desk_again = FALSE;
      look (self);
      dex_await (dex_timeout_new_usec (DESK_PAUSE), NULL);
    }
  while (self->look_at_desk_again && self->desk != NULL);
  self->is_looking_at_desk = FALSE;
  return dex_future_new_true ();
}

static void
look_soon (PealEngine *self)
{
  self->look_at_desk_again = TRUE;
  if (self->is_looking_at_desk || self->desk == NULL)
    return;
  self->is_looking_at_desk = TRUE;
  dex_future_disown (peal_fiber_spawn (look_fiber, g_object_ref (self), g_object_unref));
}

static void
store_changed_cb (PealStore  *store,
                  PealChange  changes,
                  GArray     *conversations,
                  PealEngine *self)
{
  if ((changes & (PEAL_CHANGE_TALK | PEAL_CHANGE_SETTINGS)) != 0)
    look_soon (self);
}

static gboolean
due_cb (gpointer data)
{
  look_soon (data);
  return G_SOURCE_CONTINUE;
}

gboolean
peal_engine_begin_desk (PealEngine *self,
                        GError    **error)
{
  self->desk = peal_schedule_source_new (self->clock, error);
  if (self->desk == NULL)
    return FALSE;
  g_source_set_callback (self->desk, due_cb, self, NULL);
  g_source_attach (self->desk, g_main_context_get_thread_default ());
  self->desk_changed_id = g_signal_connect (self->store, "changed", G_CALLBACK (store_changed_cb), self);
  look_soon (self);
  return TRUE;
}

void
peal_engine_end_desk (PealEngine *self)
{
  if (self->desk != NULL)
    {
      g_source_destroy (self->desk);
      g_clear_pointer (&self->desk, g_source_unref);
    }
  g_clear_signal_handler (&self->desk_changed_id, self->store);
}

/* peal-engine-routes.c: what waits at one account, to another that the rules name.
 *
 * A walk begins when something was held, when a rule, a limit or an account changed,
 * when an account stops or begins to send, and once a minute for what fell due
 * meanwhile. Where there are no rules, it ends with one question to the store. What
 * the rules let no account take is asked about anew on the same occasions; as that
 * may be much, it takes no more than a tenth of the time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-fiber.h"
#include "peal-routes.h"

/* Walks follow each other at most this often: a campaign is held in many steps. */
#define ROUTE_PAUSE (PEAL_SECOND / 5)

#define ROUTE_SECONDS 60

/* After it was asked what the rules let no account take: so many times as long as that took. */
#define STRANDED_REST 9

/* What will be over before a walk could begin is no trouble of an account: its own rate. */
#define FAR (5 * PEAL_SECOND)

/* Caller frees. */
static GArray *
read_health (PealEngine *self)
{
  GArray *health = g_array_new (FALSE, FALSE, sizeof (PealRouteHealth));
  GHashTableIter iter;
  gpointer id, channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, &id, &channel))
    {
      PealRouteHealth one = { *(gint64 *) id, peal_channel_get_wait (channel) };

      if (one.wait < FAR)
        one.wait = 0;
      g_array_append_val (health, one);
    }
  return health;
}

typedef DexFuture *(*Step) (PealStore              *store,
                            gint64                  account_id,
                            const PealReroutePlace *place,
                            GArray                 *health);

/* All that waits at one account, by @step. FALSE: the store cannot say, or the engine has ended. */
static gboolean
walk_account (PealEngine *self,
              gint64      account_id,
              Step        step,
              GError    **error)
{
  PealReroutePlace place = { 0 };

  while (self->schedule != NULL)
    {
      g_autoptr(GArray) health = read_health (self);
      g_autofree PealRerouted *done = NULL;

      done = dex_await_boxed (step (self->store, account_id, &place, health), error);
      if (done == NULL)
        return FALSE;
      if (done->is_over)
        return TRUE;
      place = done->place;
    }
  return FALSE;
}

static gboolean
walk_all (PealEngine *self,
          GPtrArray  *accounts,
          Step        step,
          GError    **error)
{
  for (guint i = 0; i < accounts->len; i++)
    if (!walk_account (self, ((const PealAccount *) g_ptr_array_index (accounts, i))->id, step, error))
      return FALSE;
  return TRUE;
}

static gboolean
reconsider_all (PealEngine *self,
                GPtrArray  *accounts,
                GError    **error)
{
  gint64 began = g_get_monotonic_time (), ended;

  if (began < self->reconsider_after)
    {
      self->route_again = TRUE;
      return TRUE;
    }
  if (!walk_all (self, accounts, peal_routes_reconsider, error))
    return FALSE;
  ended = g_get_monotonic_time ();
  self->reconsider_after = ended + STRANDED_REST * (ended - began);
  return TRUE;
}

static gboolean
route_all (PealEngine *self,
           GError    **error)
{
  g_autoptr(GError) failed = NULL;
  PealRouteWork work = (PealRouteWork) dex_await_int64 (peal_routes_find_work (self->store), &failed);
  g_autoptr(GPtrArray) accounts = NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (work == 0)
    return TRUE;
  accounts = dex_await_boxed (peal_accounts_list (self->store), error);
  if (accounts == NULL)
    return FALSE;
  if ((work & PEAL_ROUTE_WORK_MOVE) != 0 && accounts->len > 1
      && !walk_all (self, accounts, peal_routes_move, error))
    return FALSE;
  return (work & PEAL_ROUTE_WORK_RECONSIDER) == 0 || reconsider_all (self, accounts, error);
}

static DexFuture *
route_fiber (gpointer      data,
             GCancellable *cancellable)
{
  PealEngine *self = data;

  do
    {
      g_autoptr(GError) error = NULL;

      self->route_again = FALSE;
      if (!route_all (self, &error) && error != NULL && self->schedule != NULL)
        g_warning ("What waits is not looked at for another account: %s", error->message);
      if (self->schedule != NULL && self->route_again)
        dex_await (dex_timeout_new_usec (ROUTE_PAUSE), NULL);
    }
  while (self->route_again && self->schedule != NULL);
  self->is_routing = FALSE;
  if (self->schedule != NULL)
    peal_engine_stir (self);
  return dex_future_new_true ();
}

void
peal_engine_route (PealEngine *self)
{
  self->route_again = TRUE;
  if (self->is_routing || self->schedule == NULL || self->route_timeout == 0)
    return;
  self->is_routing = TRUE;
  dex_future_disown (peal_fiber_spawn (route_fiber, g_object_ref (self), g_object_unref));
}

void
peal_engine_weigh_routes (PealEngine *self)
{
  g_autoptr(GArray) health = NULL;
  guint n_far = 0;

  if (self->route_timeout == 0)
    return;
  health = read_health (self);
  for (guint i = 0; i < health->len; i++)
    n_far += g_array_index (health, PealRouteHealth, i).wait > 0;
  if (n_far == self->n_far)
    return;
  self->n_far = n_far;
  peal_engine_route (self);
}

static gboolean
route_due_cb (gpointer data)
{
  peal_engine_route (data);
  return G_SOURCE_CONTINUE;
}

void
peal_engine_begin_routes (PealEngine *self)
{
  self->route_timeout = g_timeout_add_seconds (ROUTE_SECONDS, route_due_cb, self);
  peal_engine_route (self);
}

void
peal_engine_end_routes (PealEngine *self)
{
  g_clear_handle_id (&self->route_timeout, g_source_remove);
}

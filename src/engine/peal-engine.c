/* peal-engine.c: the sender of one workspace: its life and its channels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-fiber.h"
#include "peal-outbox.h"
#include "peal-settings.h"

G_DEFINE_QUARK (peal-engine-error-quark, peal_engine_error)

G_DEFINE_FINAL_TYPE (PealEngine, peal_engine, G_TYPE_OBJECT)

enum
{
  HEALTH_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
peal_account_health_free (PealAccountHealth *self)
{
  g_free (self->detail);
  g_free (self);
}

char *
peal_engine_dup_default_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "peal", "workspaces", "default", NULL);
}

/* Channels ------------------------------------------------------------------------------------------ */

static void
channel_changed_cb (PealChannel *channel,
                    gpointer     user_data)
{
  PealEngine *self = user_data;

  peal_engine_stir (self);
  g_signal_emit (self, signals[HEALTH_CHANGED], 0, peal_channel_get_account (channel)->id);
}

PealChannel *
peal_engine_get_channel (PealEngine *self,
                         gint64      account_id)
{
  return g_hash_table_lookup (self->channels, &account_id);
}

DexFuture *
peal_engine_put_to_rest (PealEngine *self,
                         gint64      account_id,
                         gint64      grace)
{
  PealChannel *channel = peal_engine_get_channel (self, account_id);
  DexFuture *stopped;

  if (channel == NULL)
    return dex_future_new_true ();
  stopped = peal_channel_stop (channel, grace);
  g_hash_table_remove (self->channels, &account_id);
  return stopped;
}

typedef struct
{
  PealEngine *engine;
  PealAccount *account;
} Put;

static void
put_free (gpointer data)
{
  Put *put = data;

  g_clear_object (&put->engine);
  g_clear_pointer (&put->account, peal_account_free);
  g_free (put);
}

static DexFuture *
put_to_work_fiber (gpointer      data,
                   GCancellable *cancellable)
{
  Put *put = data;
  PealEngine *self = put->engine;
  g_autoptr(GError) error = NULL;
  g_autofree char *secret = NULL;
  PealChannel *channel;

  dex_await (peal_engine_put_to_rest (self, put->account->id, PEAL_SECOND), NULL);
  if (!put->account->enabled)
    return dex_future_new_true ();
  secret = dex_await_string (peal_engine_lookup_secret (self, put->account), &error);
  if (self->schedule == NULL)
    return dex_future_new_true (); /* shut down meanwhile */

  channel = peal_channel_new (self->store, self->clock, put->account, secret, error != NULL ? error->message : NULL,
                              channel_changed_cb, self);
  g_hash_table_replace (self->channels, g_memdup2 (&put->account->id, sizeof (gint64)), channel);
  peal_channel_set_attended (channel, self->attended);
  peal_channel_start (channel);
  g_signal_emit (self, signals[HEALTH_CHANGED], 0, put->account->id);
  return dex_future_new_true ();
}

DexFuture *
peal_engine_put_to_work (PealEngine        *self,
                         const PealAccount *account)
{
  Put *put;

  if (self->schedule == NULL)
    return dex_future_new_true ();
  put = g_new0 (Put, 1);
  put->engine = g_object_ref (self);
  put->account = peal_account_copy (account);
  return peal_fiber_spawn (put_to_work_fiber, put, put_free);
}

/* Life ----------------------------------------------------------------------------------------------- */

static void
peal_engine_dispose (GObject *object)
{
  PealEngine *self = PEAL_ENGINE (object);

  peal_engine_end_schedule (self);
  g_hash_table_remove_all (self->channels);
  G_OBJECT_CLASS (peal_engine_parent_class)->dispose (object);
}

static void
peal_engine_finalize (GObject *object)
{
  PealEngine *self = PEAL_ENGINE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  dex_clear (&self->stirred);
  g_hash_table_unref (self->channels);
  g_free (self->workspace);
  g_free (self->region);
  G_OBJECT_CLASS (peal_engine_parent_class)->finalize (object);
}

static void
peal_engine_class_init (PealEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = peal_engine_dispose;
  object_class->finalize = peal_engine_finalize;

  signals[HEALTH_CHANGED] = g_signal_new ("health-changed", PEAL_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
peal_engine_init (PealEngine *self)
{
  self->channels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) peal_channel_unref);
}

typedef struct
{
  char *directory;
  PealClock *clock;
} Open;

static void
open_free (gpointer data)
{
  Open *open = data;

  g_free (open->directory);
  g_clear_object (&open->clock);
  g_free (open);
}

static DexFuture *
open_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Open *open = data;
  g_autoptr(PealEngine) self = g_object_new (PEAL_TYPE_ENGINE, NULL);
  g_autoptr(GError) error = NULL;

  self->clock = g_object_ref (open->clock);
  self->store = dex_await_object (peal_store_open (open->directory, open->clock, PEAL_STORE_OPEN_CREATE), &error);
  if (self->store == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  self->workspace = dex_await_string (peal_setting_get (self->store, PEAL_SETTING_WORKSPACE_UUID), &error);
  if (self->workspace != NULL)
    self->region = dex_await_string (peal_setting_get (self->store, PEAL_SETTING_REGION), &error);
  if (self->region == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_object (g_steal_pointer (&self));
}

DexFuture *
peal_engine_open (const char *directory,
                  PealClock  *clock)
{
  Open *open;

  peal_return_reject_if_fail (directory != NULL);

  open = g_new0 (Open, 1);
  open->directory = g_strdup (directory);
  open->clock = clock != NULL ? g_object_ref (clock) : peal_clock_new_system ();
  return peal_fiber_spawn (open_fiber, open, open_free);
}

PealStore *
peal_engine_get_store (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), NULL);

  return self->store;
}

PealClock *
peal_engine_get_clock (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), NULL);

  return self->clock;
}

static DexFuture *
start_fiber (gpointer      data,
             GCancellable *cancellable)
{
  PealEngine *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) accounts = NULL;

  /* R-SEND-2: what the last run left in the air is in doubt from now on, before anything is sent. */
  if (!dex_await (peal_outbox_recover (self->store), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  accounts = dex_await_boxed (peal_accounts_list (self->store), &error);
  if (accounts == NULL || !peal_engine_begin_schedule (self, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  for (guint i = 0; i < accounts->len; i++)
    dex_await (peal_engine_put_to_work (self, g_ptr_array_index (accounts, i)), NULL);
  peal_engine_stir (self);
  return dex_future_new_true ();
}

DexFuture *
peal_engine_start (PealEngine *self)
{
  g_autoptr(GError) error = NULL;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (self->schedule == NULL);

  if (!peal_store_try_lock_engine (self->store, &error))
    {
      if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_LOCKED))
        return dex_future_new_reject (PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_BUSY, "%s", error->message);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  peal_outbox_set_gate (self->store, peal_gate_judge, &self->rules, NULL);
  return peal_fiber_spawn (start_fiber, g_object_ref (self), g_object_unref);
}

gboolean
peal_engine_is_running (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), FALSE);

  return self->schedule != NULL;
}

static DexFuture *
rest_all (PealEngine *self,
          gint64      grace)
{
  g_autoptr(GPtrArray) stops = g_ptr_array_new_with_free_func (dex_unref);
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    g_ptr_array_add (stops, peal_channel_stop (channel, grace));
  if (stops->len == 0)
    return dex_future_new_true ();
  return dex_future_allv ((DexFuture **) stops->pdata, stops->len);
}

typedef struct
{
  PealEngine *engine;
  gint64 grace;
} Shutdown;

static void
shutdown_free (gpointer data)
{
  Shutdown *shutdown = data;

  g_clear_object (&shutdown->engine);
  g_free (shutdown);
}

static DexFuture *
shutdown_fiber (gpointer      data,
                GCancellable *cancellable)
{
  Shutdown *shutdown = data;
  PealEngine *self = shutdown->engine;
  g_autoptr(GError) error = NULL;

  dex_await (rest_all (self, shutdown->grace), NULL);
  g_hash_table_remove_all (self->channels);
  if (!dex_await (peal_store_close (self->store), &error))
    g_warning ("The workspace did not close well: %s", error->message);
  return dex_future_new_true ();
}

DexFuture *
peal_engine_shutdown (PealEngine *self,
                      gint64      grace)
{
  Shutdown *shutdown;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  peal_engine_end_schedule (self);
  shutdown = g_new0 (Shutdown, 1);
  shutdown->engine = g_object_ref (self);
  shutdown->grace = grace;
  return peal_fiber_spawn (shutdown_fiber, shutdown, shutdown_free);
}

/* Questions ------------------------------------------------------------------------------------------ */

static DexFuture *
poll_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealEngine *self = data;
  g_autoptr(GPtrArray) polls = g_ptr_array_new_with_free_func (dex_unref);
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    g_ptr_array_add (polls, peal_channel_poll (channel));
  for (guint i = 0; i < polls->len; i++)
    dex_await (dex_ref (g_ptr_array_index (polls, i)), NULL); /* its health tells how it went */
  return dex_future_new_true ();
}

DexFuture *
peal_engine_poll_now (PealEngine *self)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_fiber_spawn (poll_fiber, g_object_ref (self), g_object_unref);
}

void
peal_engine_set_attended (PealEngine *self,
                          gboolean    attended)
{
  GHashTableIter iter;
  gpointer channel;

  g_return_if_fail (PEAL_IS_ENGINE (self));

  self->attended = attended;
  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    peal_channel_set_attended (channel, attended);
}

PealAccountHealth *
peal_engine_dup_health (PealEngine *self,
                        gint64      account_id)
{
  PealChannel *channel;
  PealAccountHealth *health;

  g_return_val_if_fail (PEAL_IS_ENGINE (self), NULL);

  channel = peal_engine_get_channel (self, account_id);
  if (channel != NULL)
    return peal_channel_dup_health (channel);

  health = g_new0 (PealAccountHealth, 1);
  health->account_id = account_id;
  health->condition = PEAL_ACCOUNT_UNTRIED;
  health->detail = g_strdup ("");
  return health;
}

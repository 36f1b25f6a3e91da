/* peal-engine.c: the sender of one workspace: its life and its channels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-fiber.h"
#include "peal-import-private.h"
#include "peal-outbox.h"
#include "peal-settings.h"

/* How often one who waits for its turn asks for the lock. */
#define TURN_PAUSE 2

G_DEFINE_QUARK (peal-engine-error-quark, peal_engine_error)

G_DEFINE_FINAL_TYPE (PealEngine, peal_engine, G_TYPE_OBJECT)

enum
{
  HEALTH_CHANGED,
  QUESTIONS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

PealAccountHealth *
peal_account_health_new (gint64 account_id)
{
  PealAccountHealth *self = g_new0 (PealAccountHealth, 1);

  self->account_id = account_id;
  self->condition = PEAL_ACCOUNT_UNTRIED;
  self->latency = -1;
  self->skew = PEAL_TIME_NEVER;
  self->detail = g_strdup ("");
  return self;
}

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
  g_hash_table_remove_all (self->channels);
  if (stops->len == 0)
    return dex_future_new_true ();
  return dex_future_allv ((DexFuture **) stops->pdata, stops->len);
}

typedef struct
{
  PealEngine *engine;
  gint64 account_id;
} Put;

static void
put_free (gpointer data)
{
  Put *put = data;

  g_clear_object (&put->engine);
  g_free (put);
}

/* The account as it is stored now; NULL if it was removed, is switched off, or cannot be read. */
static PealAccount *
load_in_use (PealEngine *self,
             gint64      account_id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) accounts = dex_await_boxed (peal_accounts_list (self->store), &error);

  if (accounts == NULL)
    g_warning ("The accounts cannot be read: %s", error->message);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (accounts, i);

      if (account->id == account_id && account->enabled)
        return peal_account_copy (account);
    }
  return NULL;
}

static void
begin_channel (PealEngine        *self,
               const PealAccount *account,
               const char        *secret,
               const GError      *trouble)
{
  PealChannel *channel = peal_channel_new (self->store, self->clock, account, secret,
                                           trouble != NULL ? trouble->message : NULL, channel_changed_cb, self);

  g_hash_table_insert (self->channels, g_memdup2 (&account->id, sizeof (gint64)), channel);
  peal_channel_set_attended (channel, self->attended);
  peal_engine_tell_network (self, channel);
  peal_channel_start (channel);
  g_signal_emit (self, signals[HEALTH_CHANGED], 0, account->id);
}

/* Several changes of one account may be under way. A channel begins only where none is, with nothing
 * awaited in between, and from what was read since the last one ended: so there is never a second one
 * beside it, and the last change holds. */
static DexFuture *
put_to_work_fiber (gpointer      data,
                   GCancellable *cancellable)
{
  Put *put = data;
  PealEngine *self = put->engine;
  gboolean begun = FALSE;

  while (!begun)
    {
      g_autoptr(PealAccount) account = NULL;
      g_autofree char *secret = NULL;
      g_autoptr(GError) error = NULL;

      dex_await (peal_engine_put_to_rest (self, put->account_id, PEAL_SECOND), NULL);
      account = load_in_use (self, put->account_id);
      if (account != NULL)
        secret = dex_await_string (peal_engine_lookup_secret (self, account), &error);
      if (account == NULL || self->schedule == NULL)
        break; /* not to be used, or shut down meanwhile */
      begun = peal_engine_get_channel (self, put->account_id) == NULL;
      if (begun)
        begin_channel (self, account, secret, error);
    }
  return dex_future_new_true ();
}

DexFuture *
peal_engine_put_to_work (PealEngine *self,
                         gint64      account_id)
{
  Put *put;

  if (self->schedule == NULL)
    return dex_future_new_true ();
  put = g_new0 (Put, 1);
  put->engine = g_object_ref (self);
  put->account_id = account_id;
  return peal_fiber_spawn (put_to_work_fiber, put, put_free);
}

/* Life ----------------------------------------------------------------------------------------------- */

static void
peal_engine_dispose (GObject *object)
{
  PealEngine *self = PEAL_ENGINE (object);

  peal_engine_end_schedule (self);
  peal_engine_end_desk (self);
  peal_engine_end_network (self);
  peal_engine_end_routes (self);
  dex_future_disown (rest_all (self, 0)); /* nothing is left after a shutdown */
  G_OBJECT_CLASS (peal_engine_parent_class)->dispose (object);
}

static void
peal_engine_finalize (GObject *object)
{
  PealEngine *self = PEAL_ENGINE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->monitor);
  dex_clear (&self->stirred);
  dex_clear (&self->turn);
  g_hash_table_unref (self->channels);
  g_clear_pointer (&self->scheduler, peal_scheduler_free);
  g_free (self->workspace);
  g_strfreev (self->text_fields);
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
  signals[QUESTIONS_CHANGED] = g_signal_new ("questions-changed", PEAL_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
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
  if (self->workspace == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  peal_import_recover (self->store);
  if (!dex_await (peal_engine_begin_fields (self), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* Also where another process sends: whoever says "now" hears what the gate says. */
  peal_outbox_set_gate (self->store, peal_gate_judge, g_memdup2 (&self->rules, sizeof self->rules), g_free);
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

const PealWindowOptions *
peal_engine_get_window_options (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), NULL);

  return &self->rules.window;
}

/* All at once: a keyring that asks for its password for one must not keep the others waiting. */
static DexFuture *
put_all_to_work (PealEngine *self,
                 GPtrArray  *accounts)
{
  g_autoptr(GPtrArray) puts = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (puts, peal_engine_put_to_work (self, ((PealAccount *) g_ptr_array_index (accounts, i))->id));
  if (puts->len == 0)
    return dex_future_new_true ();
  return dex_future_allv ((DexFuture **) puts->pdata, puts->len);
}

static DexFuture *
start_fiber (gpointer      data,
             GCancellable *cancellable)
{
  PealEngine *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) accounts = NULL;

  /* R-SEND-2: what the last run left in the air is in doubt from now on, before anything is sent. */
  if (dex_await (peal_outbox_recover (self->store), &error)
      && dex_await (peal_outbox_finish_cancelled (self->store), &error)
      && dex_await (peal_scheduler_begin (self), &error))
    accounts = dex_await_boxed (peal_accounts_list (self->store), &error);
  self->is_starting = FALSE;
  if (accounts == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (self->is_over)
    return peal_future_cancelled ();
  if (!peal_engine_begin_schedule (self, &error) || !peal_engine_begin_desk (self, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  peal_engine_begin_network (self);
  self->is_scheduling = TRUE; /* this is a look, too */
  self->occasion_due = dex_await_int64 (peal_scheduler_look (self), &error);
  self->is_scheduling = FALSE;
  if (error != NULL)
    g_warning ("The schedules cannot be read: %s", error->message);
  peal_engine_begin_routes (self);
  dex_await (put_all_to_work (self, accounts), NULL);
  peal_engine_stir (self);
  return dex_future_new_true ();
}

DexFuture *
peal_engine_start (PealEngine *self)
{
  g_autoptr(GError) error = NULL;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (self->schedule == NULL && !self->is_starting && !self->is_over);

  if (!peal_store_try_lock_engine (self->store, &error))
    {
      if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_LOCKED))
        return dex_future_new_reject (PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_BUSY, "%s", error->message);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  self->is_starting = TRUE;
  self->scheduler = peal_scheduler_new ();
  return peal_fiber_spawn (start_fiber, g_object_ref (self), g_object_unref);
}

static void
set_elsewhere (PealEngine *self,
               gboolean    is_elsewhere)
{
  if (self->is_elsewhere == is_elsewhere)
    return;
  self->is_elsewhere = is_elsewhere;
  g_signal_emit (self, signals[HEALTH_CHANGED], 0, (gint64) 0);
}

static DexFuture *
take_over_fiber (gpointer      data,
                 GCancellable *cancellable)
{
  PealEngine *self = data;

  while (!self->is_over && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(GError) error = NULL;
      gboolean busy;

      dex_await (peal_engine_start (self), &error);
      busy = g_error_matches (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_BUSY);
      set_elsewhere (self, busy);
      if (error == NULL)
        return dex_future_new_true ();
      if (!busy)
        return dex_future_new_for_error (g_steal_pointer (&error));
      dex_await (peal_until_cancelled (dex_timeout_new_seconds (TURN_PAUSE), cancellable), NULL);
    }
  return peal_future_cancelled ();
}

DexFuture *
peal_engine_take_over (PealEngine *self)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  if (self->turn != NULL && dex_future_is_rejected (self->turn))
    dex_clear (&self->turn);
  if (self->turn == NULL)
    self->turn = peal_fiber_spawn (take_over_fiber, g_object_ref (self), g_object_unref);
  return dex_ref (self->turn);
}

gboolean
peal_engine_is_elsewhere (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), FALSE);

  return self->is_elsewhere;
}

gboolean
peal_engine_is_running (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), FALSE);

  return self->schedule != NULL;
}

typedef struct
{
  PealEngine *engine;
  gint64 grace;
  gboolean was_running;
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
  if (shutdown->was_running)
    dex_await (peal_scheduler_end (self), NULL);
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

  self->is_over = TRUE;
  if (self->turn != NULL)
    g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (self->turn)));
  peal_engine_end_desk (self);
  peal_engine_end_network (self);
  peal_engine_end_routes (self);
  shutdown = g_new0 (Shutdown, 1);
  shutdown->was_running = self->schedule != NULL;
  peal_engine_end_schedule (self);
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

  health = peal_account_health_new (account_id);
  if (self->is_elsewhere)
    health->condition = PEAL_ACCOUNT_ELSEWHERE;
  return health;
}

/* peal-task.c: work for the store's threads, and the way its results come back.
 *
 * All promises are settled on the store's own thread, a whole batch in one
 * wake-up of its main context, so a commit of a hundred messages costs the
 * caller's loop one iteration and libdex never sees another thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-task.h"

/* More in one signal: "any conversation may have changed". */
#define MAX_CONVERSATIONS 64

static PealTask *
new_task (PealJobFunc    func,
          gpointer       data,
          GDestroyNotify destroy,
          DexPromise    *promise)
{
  PealTask *self = g_new0 (PealTask, 1);

  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->promise = promise;
  return self;
}

PealTask *
peal_task_new (PealJobFunc    func,
               gpointer       data,
               GDestroyNotify destroy)
{
  return new_task (func, data, destroy, dex_promise_new ());
}

PealTask *
peal_task_new_wanted (PealJobFunc    func,
                      gpointer       data,
                      GDestroyNotify destroy)
{
  PealTask *self = new_task (func, data, destroy, dex_promise_new_cancellable ());

  self->unwanted = dex_promise_get_cancellable (self->promise);
  return self;
}

gboolean
peal_task_run (PealTask *self,
               PealDb   *db)
{
  peal_db_begin_job (db);
  self->func (db, self->data, &self->result);
  self->error = peal_db_steal_error (db);
  return self->error == NULL;
}

void
peal_task_reset (PealTask *self)
{
  if (G_IS_VALUE (&self->result))
    g_value_unset (&self->result);
  g_clear_error (&self->error);
}

void
peal_task_finish (PealTask *self)
{
  if (self->error != NULL)
    dex_promise_reject (self->promise, g_steal_pointer (&self->error));
  else if (G_IS_VALUE (&self->result))
    dex_promise_resolve (self->promise, &self->result);
  else
    dex_promise_resolve_boolean (self->promise, TRUE);

  if (G_IS_VALUE (&self->result))
    g_value_unset (&self->result);
  if (self->destroy != NULL)
    self->destroy (self->data);
  dex_unref (self->promise);
  g_free (self);
}

/* Queue --------------------------------------------------------------------------------------------- */

struct _PealTaskQueue
{
  GMutex mutex;
  GCond cond;
  GQueue jobs;
  guint n_waiting; /* threads that sleep until there is one */
  gboolean closed;
};

PealTaskQueue *
peal_task_queue_new (void)
{
  PealTaskQueue *self = g_new0 (PealTaskQueue, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->jobs);
  return self;
}

void
peal_task_queue_free (PealTaskQueue *self)
{
  g_assert (g_queue_is_empty (&self->jobs));
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

gboolean
peal_task_queue_push (PealTaskQueue *self,
                      PealTask      *job)
{
  gboolean is_open, wake;

  g_mutex_lock (&self->mutex);
  is_open = !self->closed;
  wake = is_open && self->n_waiting > 0;
  if (is_open)
    g_queue_push_tail (&self->jobs, job);
  g_mutex_unlock (&self->mutex);
  /* A signal asks the kernel, whether anybody sleeps or not; and who wakes up wants the mutex. */
  if (wake)
    g_cond_signal (&self->cond);
  return is_open;
}

PealTask *
peal_task_queue_try_pop (PealTaskQueue *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return g_queue_pop_head (&self->jobs);
}

PealTask *
peal_task_queue_pop (PealTaskQueue *self,
                     gint64         span,
                     gboolean      *closed)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);
  gint64 end = span == PEAL_TIME_NEVER ? 0 : g_get_monotonic_time () + span;

  self->n_waiting++;
  while (g_queue_is_empty (&self->jobs) && !self->closed)
    {
      if (span == PEAL_TIME_NEVER)
        g_cond_wait (&self->cond, &self->mutex);
      else if (!g_cond_wait_until (&self->cond, &self->mutex, end))
        break;
    }
  self->n_waiting--;
  *closed = self->closed && g_queue_is_empty (&self->jobs);
  return g_queue_pop_head (&self->jobs);
}

void
peal_task_queue_close (PealTaskQueue *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  self->closed = TRUE;
  g_cond_broadcast (&self->cond);
}

/* Delivery ------------------------------------------------------------------------------------------ */

struct _PealDelivery
{
  GMutex mutex;
  GMainContext *context;
  GWeakRef store;
  gboolean scheduled;
  GPtrArray *done;        /* of PealTask */
  PealChange changes;
  gboolean any_conversation;
  GHashTable *conversations; /* of gint64 * */
};

PealDelivery *
peal_delivery_new (PealStore    *store,
                   GMainContext *context)
{
  PealDelivery *self = g_atomic_rc_box_new0 (PealDelivery);

  g_mutex_init (&self->mutex);
  g_weak_ref_init (&self->store, store);
  self->context = g_main_context_ref (context);
  self->done = g_ptr_array_new ();
  self->conversations = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

static void
delivery_clear (gpointer data)
{
  PealDelivery *self = data;

  g_assert (self->done->len == 0);
  g_ptr_array_unref (self->done);
  g_hash_table_unref (self->conversations);
  g_weak_ref_clear (&self->store);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
}

void
peal_delivery_unref (PealDelivery *self)
{
  g_atomic_rc_box_release_full (self, delivery_clear);
}

/* The touched conversations since the last wake-up, or NULL: any. Empties the set. */
static GArray *
steal_conversations (PealDelivery *self)
{
  GArray *ids = NULL;

  if (!self->any_conversation && g_hash_table_size (self->conversations) <= MAX_CONVERSATIONS)
    {
      GHashTableIter iter;
      gpointer id;

      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_iter_init (&iter, self->conversations);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_array_append_vals (ids, id, 1);
    }
  g_hash_table_remove_all (self->conversations);
  self->any_conversation = FALSE;
  return ids;
}

static gboolean
deliver_cb (gpointer data)
{
  PealDelivery *self = data;
  g_autoptr(PealStore) store = g_weak_ref_get (&self->store);
  g_autoptr(GPtrArray) done = NULL;
  g_autoptr(GArray) conversations = NULL;
  PealChange changes;

  g_mutex_lock (&self->mutex);
  done = g_steal_pointer (&self->done);
  self->done = g_ptr_array_new ();
  changes = self->changes;
  self->changes = 0;
  conversations = steal_conversations (self);
  self->scheduled = FALSE;
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < done->len; i++)
    peal_task_finish (g_ptr_array_index (done, i));
  if (store != NULL && changes != 0)
    peal_store_emit_changed (store, changes, conversations);
  return G_SOURCE_REMOVE;
}

/* Unlocks. The context is woken with the mutex free: its thread wants it at once. */
static void
unlock_and_schedule (PealDelivery *self)
{
  gboolean is_scheduled = self->scheduled;
  GSource *source;

  self->scheduled = TRUE;
  g_mutex_unlock (&self->mutex);
  if (is_scheduled)
    return;
  source = g_idle_source_new ();
  g_source_set_static_name (source, "peal-store");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, g_atomic_rc_box_acquire (self), (GDestroyNotify) peal_delivery_unref);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

void
peal_delivery_push (PealDelivery *self,
                    GPtrArray    *done,
                    PealChange    changes,
                    GArray       *conversations)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_extend (self->done, done, NULL, NULL);
  g_ptr_array_set_size (done, 0);
  self->changes |= changes;
  if (conversations == NULL || conversations->len > MAX_CONVERSATIONS)
    self->any_conversation = TRUE;
  for (guint i = 0; !self->any_conversation && i < conversations->len; i++)
    g_hash_table_add (self->conversations,
                      g_memdup2 (&g_array_index (conversations, gint64, i), sizeof (gint64)));
  unlock_and_schedule (self);
}

void
peal_delivery_push_job (PealDelivery *self,
                        PealTask     *job)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->done, job);
  unlock_and_schedule (self);
}

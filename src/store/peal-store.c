/* peal-store.c: the workspace as an object.
 *
 * The object only queues; the threads are peal-writer.c, the way back is
 * peal-task.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-store.h"

#include "peal-fiber.h"
#include "peal-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _PealStore
{
  GObject parent_instance;

  PealWriter writer;
  GThread *thread;       /* runs peal_writer_main () */
  DexFuture *closed;     /* once closing has begun */
  int engine_lock;       /* descriptor, -1 = not held */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PealStore, peal_store, G_TYPE_OBJECT)

static void
peal_store_finalize (GObject *object)
{
  PealStore *self = PEAL_STORE (object);
  PealWriter *writer = &self->writer;

  peal_store_unlock_engine (self);
  if (self->thread != NULL)
    {
      peal_task_queue_close (writer->reads);
      peal_task_queue_close (writer->writes);
      g_thread_join (self->thread);
    }
  g_clear_pointer (&self->closed, dex_unref);
  g_clear_pointer (&writer->delivery, peal_delivery_unref);
  g_clear_pointer (&writer->writes, peal_task_queue_free);
  g_clear_pointer (&writer->reads, peal_task_queue_free);
  g_clear_object (&writer->clock);
  g_free (writer->dir);
  g_free (writer->path);
  G_OBJECT_CLASS (peal_store_parent_class)->finalize (object);
}

static void
peal_store_class_init (PealStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_ARRAY);
}

static void
peal_store_init (PealStore *self)
{
  self->engine_lock = -1;
}

void
peal_store_emit_changed (PealStore *self,
                         PealChange changes,
                         GArray    *conversations)
{
  g_signal_emit (self, signals[CHANGED], 0, (guint) changes, conversations);
}

DexFuture *
peal_store_open (const char    *dir,
                 PealClock     *clock,
                 PealStoreFlags flags)
{
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr(PealStore) self = NULL;
  PealWriter *writer;
  DexFuture *opened;

  peal_return_reject_if_fail (dir != NULL && *dir != '\0');
  peal_return_reject_if_fail (PEAL_IS_CLOCK (clock));

  self = g_object_new (PEAL_TYPE_STORE, NULL);
  writer = &self->writer;
  writer->dir = g_canonicalize_filename (dir, NULL);
  writer->path = g_build_filename (writer->dir, "peal.db", NULL);
  writer->clock = g_object_ref (clock);
  writer->flags = flags;
  writer->writes = peal_task_queue_new ();
  writer->reads = peal_task_queue_new ();
  writer->delivery = peal_delivery_new (self, context);
  writer->opening = peal_task_new (NULL, NULL, NULL);
  opened = dex_ref (DEX_FUTURE (writer->opening->promise));
  /* The result keeps the store until it is delivered on this thread. */
  g_value_init (&writer->opening->result, PEAL_TYPE_STORE);
  g_value_set_object (&writer->opening->result, self);
  self->thread = g_thread_new ("peal-writer", peal_writer_main, writer);
  return opened;
}

DexFuture *
peal_store_close (PealStore *self)
{
  PealWriter *writer;

  peal_return_reject_if_fail (PEAL_IS_STORE (self));

  writer = &self->writer;
  if (self->closed == NULL)
    {
      peal_store_unlock_engine (self);
      writer->closing = peal_task_new (NULL, NULL, NULL);
      self->closed = dex_ref (DEX_FUTURE (writer->closing->promise));
      peal_task_queue_close (writer->reads);
      peal_task_queue_close (writer->writes);
    }
  return dex_ref (self->closed);
}

static DexFuture *
push (PealTaskQueue *queue,
      PealTask      *job)
{
  DexFuture *future = dex_ref (DEX_FUTURE (job->promise));

  if (!peal_task_queue_push (queue, job))
    {
      g_set_error (&job->error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CLOSED, "The workspace is closed");
      peal_task_finish (job);
    }
  return future;
}

DexFuture *
peal_store_write (PealStore     *self,
                  PealJobFunc    func,
                  gpointer       data,
                  GDestroyNotify destroy)
{
  if (self->writer.condition == PEAL_STORE_READY)
    return push (self->writer.writes, peal_task_new (func, data, destroy));

  if (destroy != NULL)
    destroy (data);
  return dex_future_new_reject (PEAL_STORE_ERROR, PEAL_STORE_ERROR_READ_ONLY,
                                self->writer.condition == PEAL_STORE_NEWER
                                  ? "A newer Peal made this workspace: this one can only read it; update Peal"
                                  : "The workspace is open for reading only; check the folder's permissions");
}

DexFuture *
peal_store_read (PealStore     *self,
                 PealJobFunc    func,
                 gpointer       data,
                 GDestroyNotify destroy)
{
  return push (self->writer.reads, peal_task_new_wanted (func, data, destroy));
}

const char *
peal_store_get_dir (PealStore *self)
{
  g_return_val_if_fail (PEAL_IS_STORE (self), NULL);

  return self->writer.dir;
}

PealClock *
peal_store_get_clock (PealStore *self)
{
  g_return_val_if_fail (PEAL_IS_STORE (self), NULL);

  return self->writer.clock;
}

PealStoreCondition
peal_store_get_condition (PealStore *self)
{
  g_return_val_if_fail (PEAL_IS_STORE (self), PEAL_STORE_READ_ONLY);

  return self->writer.condition;
}

/* The engine's lock ------------------------------------------------------------------------------------ */

/* 0 = it does not say. */
static gint64
read_holder (int fd)
{
  char pid[32] = "";

  if (pread (fd, pid, sizeof pid - 1, 0) <= 0)
    return 0;
  return g_ascii_strtoll (pid, NULL, 10);
}

static gboolean
report_holder (int      fd,
               GError **error)
{
  gint64 holder = read_holder (fd);
  g_autofree char *pid = holder != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, holder) : g_strdup ("?");

  g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_LOCKED,
               "Another Peal (process %s) sends from this workspace; stop it first", pid);
  return FALSE;
}

/* Beside the lock that counts, one that can be asked about without being taken (F_OFD_GETLK). */
static void
show_lock (int fd)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  if (fcntl (fd, F_OFD_SETLK, &lock) != 0)
    g_info ("Others cannot see that this process sends: %s", g_strerror (errno));
}

gboolean
peal_store_find_engine (const char *dir,
                        gint64     *pid)
{
  g_autofree char *path = g_build_filename (dir, "engine.lock", NULL);
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  *pid = 0;
  if (fd < 0 || fcntl (fd, F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
    return FALSE;
  *pid = read_holder (fd);
  return TRUE;
}

gboolean
peal_store_try_lock_engine (PealStore *self,
                            GError   **error)
{
  g_autofree char *path = NULL;
  g_autofree char *pid = NULL;
  g_autofd int fd = -1;

  g_return_val_if_fail (PEAL_IS_STORE (self), FALSE);

  if (self->engine_lock >= 0)
    return TRUE;
  if (self->writer.condition != PEAL_STORE_READY)
    {
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_READ_ONLY,
                   "The workspace is open for reading only: nothing can be sent from it");
      return FALSE;
    }
  path = g_build_filename (self->writer.dir, "engine.lock", NULL);
  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NO_ACCESS, "%s cannot be opened: %s",
                   path, g_strerror (errno));
      return FALSE;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    return report_holder (fd, error);
  show_lock (fd);

  /* For people; the lock itself is the kernel's, so a full disk does not matter. */
  pid = g_strdup_printf ("%d\n", (int) getpid ());
  if (ftruncate (fd, 0) != 0 || pwrite (fd, pid, strlen (pid), 0) < 0)
    g_info ("The process id was not written to %s", path);
  self->engine_lock = g_steal_fd (&fd);
  return TRUE;
}

void
peal_store_unlock_engine (PealStore *self)
{
  g_return_if_fail (PEAL_IS_STORE (self));

  g_clear_fd (&self->engine_lock, NULL);
}

gboolean
peal_store_has_engine_lock (PealStore *self)
{
  g_return_val_if_fail (PEAL_IS_STORE (self), FALSE);

  return self->engine_lock >= 0;
}

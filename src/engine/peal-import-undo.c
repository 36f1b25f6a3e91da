/* peal-import-undo.c: an import is taken back, portion by portion.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-undo.h"

#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-import-private.h"

#include <glib/gstdio.h>

/* How often it is looked whether another import has ended; a span. */
#define LOOK_PAUSE (G_USEC_PER_SEC / 10)

/* How far back an import is looked for, to know how much there is to do. */
#define LIST_LIMIT 1000

int
peal_import_lock (PealStore    *store,
                  GCancellable *cancellable,
                  GError      **error)
{
  for (;;)
    {
      g_autoptr(GError) refused = NULL;
      int lock = peal_imports_try_lock (store, &refused);

      if (lock >= 0)
        return lock;
      if (!g_error_matches (refused, PEAL_STORE_ERROR, PEAL_STORE_ERROR_LOCKED))
        {
          g_propagate_error (error, g_steal_pointer (&refused));
          return -1;
        }
      dex_await (peal_until_cancelled (dex_timeout_new_usec (LOOK_PAUSE), cancellable), NULL); /* it ends in an error */
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
    }
}

static void
report (const PealImportWatch *watch,
        const PealImportUndo  *undo)
{
  guint n = undo->n_removed + undo->n_restored + undo->n_kept;

  if (watch->progress != NULL && !g_cancellable_is_cancelled (watch->cancellable))
    watch->progress (MIN (1.0, (double) n / MAX (watch->n_all, 1)), watch->user_data);
}

gboolean
peal_import_take_back (PealStore              *store,
                       PealImportUndo         *undo,
                       PealJobState            end,
                       const char             *actor,
                       const PealImportWatch  *watch,
                       GError                **error)
{
  while (!undo->is_done)
    {
      g_autofree PealImportUndo *next = dex_await_boxed (peal_imports_undo (store, undo, end, actor), error);

      if (next == NULL)
        return FALSE;
      *undo = *next;
      if (watch != NULL)
        report (watch, undo);
    }
  return TRUE;
}

void
peal_import_recover (PealStore *store)
{
  g_autofd int lock = peal_imports_try_lock (store, NULL); /* best effort */
  g_autoptr(GArray) ids = NULL;

  /* whoever holds it is at work */
  if (lock < 0)
    return;
  ids = dex_await_boxed (peal_imports_list_running (store), NULL); /* the next time, then */
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      PealImportUndo undo = { .job = g_array_index (ids, gint64, i) };
      g_autoptr(GError) error = NULL;

      if (!peal_import_take_back (store, &undo, PEAL_JOB_STOPPED, "engine", NULL, &error))
        g_warning ("An import that was cut short was not taken back: %s", error->message);
    }
}

/* By request -------------------------------------------------------------------------------------- */

typedef struct
{
  PealStore *store;
  gint64 id;
  char *actor;
  PealImportProgress progress;
  gpointer user_data;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->store);
  g_free (undo->actor);
  g_free (undo);
}

static guint
count_all (PealStore *store,
           gint64     id)
{
  g_autoptr(GPtrArray) entries = dex_await_boxed (peal_imports_list (store, LIST_LIMIT), NULL); /* then it shows less */

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const PealImportEntry *entry = g_ptr_array_index (entries, i);

      if (entry->id == id)
        return entry->n_new + entry->n_updated;
    }
  return 0;
}

static DexFuture *
undo_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Undo *undo = data;
  PealImportUndo so_far = { .job = undo->id };
  PealImportWatch watch = { undo->progress, undo->user_data, 0, cancellable };
  g_autoptr(GError) error = NULL;
  g_autofd int lock = peal_import_lock (undo->store, cancellable, &error);

  if (lock < 0)
    return dex_future_new_for_error (g_steal_pointer (&error));
  watch.n_all = count_all (undo->store, undo->id);
  if (!peal_import_take_back (undo->store, &so_far, PEAL_JOB_UNDONE, undo->actor, &watch, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_IMPORT_UNDO, g_memdup2 (&so_far, sizeof so_far));
}

DexFuture *
peal_engine_undo_import (PealEngine         *self,
                         gint64              id,
                         const char         *actor,
                         PealImportProgress  progress,
                         gpointer            user_data)
{
  Undo *undo;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  undo = g_new0 (Undo, 1);
  undo->store = g_object_ref (self->store);
  undo->id = id;
  undo->actor = g_strdup (actor);
  undo->progress = progress;
  undo->user_data = user_data;
  return peal_fiber_spawn (undo_fiber, undo, undo_free);
}

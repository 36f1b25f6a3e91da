/* peal-pieces.c: something done to many rows, piece by piece.
 *
 * A piece is a reference to the whole act and a range in it, and its job leaves both as they are. The fiber
 * alone adds to the report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-pieces.h"

#include "peal-fiber.h"

typedef struct
{
  PealPiece piece;           /* owns a reference to its act */
  GDestroyNotify clear_act;
} Work;

static Work *
work_new (const PealWalk *walk,
          guint           begin)
{
  Work *work = g_new0 (Work, 1);

  work->piece.act = g_atomic_rc_box_acquire (walk->act);
  work->piece.begin = begin;
  work->piece.end = begin + MIN (walk->n_at_once, walk->n_rows - begin);
  work->clear_act = walk->clear_act;
  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_atomic_rc_box_release_full ((gpointer) work->piece.act, work->clear_act);
  g_free (work);
}

static void
walk_free (gpointer data)
{
  PealWalk *walk = data;

  g_object_unref (walk->store);
  g_atomic_rc_box_release_full (walk->act, walk->clear_act);
  if (walk->report != NULL)
    g_boxed_free (walk->report_type, walk->report);
  g_clear_object (&walk->progress);
  g_free (walk);
}

static gboolean
goes_on (const PealWalk *walk,
         GCancellable   *cancellable)
{
  return !g_cancellable_is_cancelled (cancellable)
         && (walk->progress == NULL || !peal_progress_is_stopped (walk->progress));
}

/* The first field of a Work is what the job is promised. */
G_STATIC_ASSERT (G_STRUCT_OFFSET (Work, piece) == 0);

static gboolean
do_piece (PealWalk *walk,
          guint     begin,
          GError  **error)
{
  gpointer part = dex_await_boxed (peal_store_write (walk->store, walk->job, work_new (walk, begin), work_free), error);

  if (part == NULL)
    return FALSE;
  walk->add (walk->report, part);
  g_boxed_free (walk->report_type, part);
  return TRUE;
}

static DexFuture *
walk_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealWalk *walk = data;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < walk->n_rows && goes_on (walk, cancellable); i += walk->n_at_once)
    {
      if (!do_piece (walk, i, &error))
        {
          if (i == 0)
            return dex_future_new_for_error (g_steal_pointer (&error));
          *walk->stopped = g_steal_pointer (&error);
          break;
        }
      if (walk->progress != NULL)
        peal_progress_set (walk->progress, i + MIN (walk->n_at_once, walk->n_rows - i), walk->n_rows);
    }
  return dex_future_new_take_boxed (walk->report_type, g_steal_pointer (&walk->report));
}

DexFuture *
peal_walk_pieces (const PealWalk *walk)
{
  PealWalk *own;

  g_assert (walk->act != NULL && walk->report != NULL && walk->stopped != NULL && walk->n_at_once > 0);

  own = g_memdup2 (walk, sizeof *walk);
  own->store = g_object_ref (walk->store);
  own->progress = walk->progress != NULL ? g_object_ref (walk->progress) : NULL;
  return peal_fiber_spawn (walk_fiber, own, walk_free);
}

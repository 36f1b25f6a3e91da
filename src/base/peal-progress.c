/* peal-progress.c: how far something is that is done in pieces, and the wish to stop it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-base"

#include "peal-progress.h"

struct _PealProgress
{
  GObject parent_instance;
  guint n_done;
  guint n_all;
  gboolean is_stopped;
};

G_DEFINE_FINAL_TYPE (PealProgress, peal_progress, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
peal_progress_class_init (PealProgressClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
peal_progress_init (PealProgress *self)
{
}

PealProgress *
peal_progress_new (void)
{
  return g_object_new (PEAL_TYPE_PROGRESS, NULL);
}

void
peal_progress_set (PealProgress *self,
                   guint         n_done,
                   guint         n_all)
{
  g_return_if_fail (PEAL_IS_PROGRESS (self));
  g_return_if_fail (n_done <= n_all);

  self->n_done = n_done;
  self->n_all = n_all;
  g_signal_emit (self, signals[CHANGED], 0);
}

double
peal_progress_get_fraction (PealProgress *self)
{
  g_return_val_if_fail (PEAL_IS_PROGRESS (self), 0.0);

  return self->n_all > 0 ? (double) self->n_done / self->n_all : 0.0;
}

void
peal_progress_stop (PealProgress *self)
{
  g_return_if_fail (PEAL_IS_PROGRESS (self));

  self->is_stopped = TRUE;
}

gboolean
peal_progress_is_stopped (PealProgress *self)
{
  g_return_val_if_fail (PEAL_IS_PROGRESS (self), FALSE);

  return self->is_stopped;
}

/* peal-progress.h: how far something is that is done in pieces, and the wish to stop it.
 *
 * Whoever does the work says how far it is and looks, between two pieces,
 * whether to go on; whoever waits may watch and stop it. What was done before
 * that stays done. Signal "changed" (no arguments). Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PEAL_TYPE_PROGRESS (peal_progress_get_type ())
G_DECLARE_FINAL_TYPE (PealProgress, peal_progress, PEAL, PROGRESS, GObject)

PealProgress *peal_progress_new (void);

/* For whoever works. */
void peal_progress_set (PealProgress *self,
                        guint         n_done,
                        guint         n_all);

/* From 0 to 1. */
double peal_progress_get_fraction (PealProgress *self);

/* No further piece is to be begun. */
void peal_progress_stop (PealProgress *self);
gboolean peal_progress_is_stopped (PealProgress *self);

G_END_DECLS

/* peal-tail.h: a view that stays where it is while its content grows.
 *
 * At the end while it is at the end; at the same place while more comes in above. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "at-end" (boolean, read-only). Signal "near-start": what is above will soon be in view. */
#define PEAL_TYPE_TAIL (peal_tail_get_type ())
G_DECLARE_FINAL_TYPE (PealTail, peal_tail, PEAL, TAIL, GObject)

/* @scroller is not kept alive. */
PealTail *peal_tail_new (GtkScrolledWindow *scroller);

gboolean peal_tail_is_at_end (PealTail *self);

/* Goes to the end, and stays there while more comes. */
void peal_tail_go_to_end (PealTail *self);

/* More is about to come in above: what is in view stays there. */
void peal_tail_hold (PealTail *self);

/* What is shown is another thing, which begins at its end. */
void peal_tail_reset (PealTail *self);

G_END_DECLS

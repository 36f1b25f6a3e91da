/* peal-tail.h: a view that stays where it is while its content changes.
 *
 * At the end while it is at the end; else on the same thing, whatever comes in
 * or goes above it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "at-end" (boolean, read-only). Signals "near-start" and "near-end": what is above, or below, will soon be in
 * view; emitted again while that is so. */
#define PEAL_TYPE_TAIL (peal_tail_get_type ())
G_DECLARE_FINAL_TYPE (PealTail, peal_tail, PEAL, TAIL, GObject)

/* @scroller is not kept alive; it has its content in a viewport. */
PealTail *peal_tail_new (GtkScrolledWindow *scroller);

gboolean peal_tail_is_at_end (PealTail *self);

/* Whether the end will soon be in view, or is. */
gboolean peal_tail_is_near_end (PealTail *self);

/* Goes to the end, and stays there while more comes. */
void peal_tail_go_to_end (PealTail *self);

/* More is about to come in, or to go: @anchor, which is in the content and stays, keeps its place in the view, even
 * where that is at the end. NULL: nothing does. */
void peal_tail_hold (PealTail  *self,
                     GtkWidget *anchor);

/* Goes to @row, in the content, as soon as it has its place: to where it is @align from the top, 0.0 to 1.0. Of
 * one that is higher than the view its beginning is seen. */
void peal_tail_go_to (PealTail  *self,
                      GtkWidget *row,
                      double     align);

/* What is shown is another thing, which begins at its end. */
void peal_tail_reset (PealTail *self);

G_END_DECLS

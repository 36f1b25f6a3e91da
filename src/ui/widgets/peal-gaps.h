/* peal-gaps.h: places in a text where somebody must still write something.
 *
 * A gap is marked and can be gone to; it is gone when it is written over. It is a
 * mark of the buffer, not of the text: a text that is copied, or kept as a draft, has none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts @text where the cursor of @view is, in place of what is selected, as one step of undo; @gaps (array of PealMergeGap) are
 * places in it. Selects the first of them. */
void peal_gaps_insert (GtkTextView *view,
                       const char  *text,
                       GArray      *gaps);

/* Selects the first gap of the text; FALSE: there is none. */
gboolean peal_gaps_select_first (GtkTextView *view);

G_END_DECLS

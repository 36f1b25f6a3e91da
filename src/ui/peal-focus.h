/* peal-focus.h: who works by keyboard goes on where a row was.
 *
 * Around whatever lets rows of a list go, or makes them anew:
 *
 *   PealFocus focus = peal_focus_hold (list);
 *   ...
 *   peal_focus_release (&focus, other);
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts the focus on the first thing in @place, a widget in a window, that takes it, if it is not in there. */
void peal_focus_into (GtkWidget *place);

/* Initialised by peal_focus_hold (), cleared by peal_focus_release (). */
typedef struct
{
  GtkListBox *list;          /* reffed */
  GPtrArray *rows;           /* as they were, reffed; NULL: the focus was not in them */
  guint index;               /* of the one that had it */
} PealFocus;

PealFocus peal_focus_hold (GtkListBox *list);

/* If the focus has gone with its row: to the next one that stays, else to the one before it; where all rows are new,
 * to the one in its place; where there are none, into @other (a widget of the same window, which is in sight). */
void peal_focus_release (PealFocus *focus,
                         GtkWidget *other);

G_END_DECLS

/* peal-completion.h: what a slash at the beginning of a word brings into a text: a template.
 *
 * Follows a text view: after "/th" it lists the templates that fit, for keys or
 * pointer; the chosen one takes the place of what was typed, with a person's values
 * in its fields, and gaps (peal-gaps.h) where there are none. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-filler.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "used" (gint64): the template with this id was put in. */
#define PEAL_TYPE_COMPLETION (peal_completion_get_type ())
G_DECLARE_FINAL_TYPE (PealCompletion, peal_completion, PEAL, COMPLETION, GObject)

/* The list is a child of @parent, a widget with a layout manager around @view. Neither is kept alive; @parent
 * disposes of the completion first. */
PealCompletion *peal_completion_new (GtkTextView *view,
                                     GtkWidget   *parent);

/* @templates: of PealTemplate; @filler: whose values they get. Refs both; until this is called, and with NULL, a
 * slash is a slash. */
void peal_completion_set_source (PealCompletion *self,
                                 GPtrArray      *templates,
                                 PealFiller     *filler);

/* Offers all of them where the cursor is, as if somebody had typed the slash. */
void peal_completion_open (PealCompletion *self);

/* The text or the cursor is another. */
void peal_completion_update (PealCompletion *self);

/* TRUE: the key was meant for the list. */
gboolean peal_completion_take_key (PealCompletion *self,
                                   guint           keyval);

/* Puts @source, a text with fields, where the cursor is; as it is where no values are known. */
void peal_completion_insert (PealCompletion *self,
                             const char     *source);

G_END_DECLS

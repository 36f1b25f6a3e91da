/* peal-spelling.h: words that no dictionary has, marked while they are typed.
 *
 * What is not known in the language of whom one writes to is underlined; the menu of
 * the text offers other words. Where there is no dictionary, nothing happens. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "enabled" (boolean, FALSE). */
#define PEAL_TYPE_SPELLING (peal_spelling_get_type ())
G_DECLARE_FINAL_TYPE (PealSpelling, peal_spelling, PEAL, SPELLING, GObject)

/* A buffer whose words can be looked at; plain text otherwise. Caller owns it. */
GtkTextBuffer *peal_spelling_buffer_new (void);

/* Looks at the words of @view, whose buffer is one of those and outlives it. The view is not kept alive. */
PealSpelling *peal_spelling_new (GtkTextView *view);

/* @code: a language as in a contact ("de", "pt-BR"); "" or one of which there is no dictionary: that of the system. */
void peal_spelling_set_language (PealSpelling *self,
                                 const char   *code);

G_END_DECLS

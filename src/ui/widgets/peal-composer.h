/* peal-composer.h: where a message is written.
 *
 * A field that grows to eight lines and, under it, what the text will cost.
 * Signal "send" (string): the person wants the text sent; it stays in the field
 * until somebody takes it out. Signals without arguments: "send-later", the
 * person wants to say when; "changed", the text was edited.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Properties: "with-button" (boolean, TRUE) has buttons and a key that send; "send-with-enter"
 * (boolean, TRUE): Enter sends and Shift+Enter begins a line; else Ctrl+Enter sends. */
#define PEAL_TYPE_COMPOSER (peal_composer_get_type ())
G_DECLARE_FINAL_TYPE (PealComposer, peal_composer, PEAL, COMPOSER, AdwBin)

/* Which key sends is what "send-key" says. */
void peal_composer_bind_settings (PealComposer *self,
                                  GSettings    *settings);

/* Caller frees. */
char *peal_composer_dup_text (PealComposer *self);

/* Not to be undone by the person. */
void peal_composer_set_text (PealComposer *self,
                             const char   *text);

/* Puts @text where the cursor is. */
void peal_composer_insert (PealComposer *self,
                           const char   *text);

/* Why nothing can be sent now: the field stays, the button explains. NULL: it can. */
void peal_composer_set_obstacle (PealComposer *self,
                                 const char   *reason);

/* What one segment costs; @currency "" = not known. */
void peal_composer_set_price (PealComposer *self,
                              gint64        micros,
                              const char   *currency);

G_END_DECLS

/* peal-composer.h: where a message is written.
 *
 * A field that grows to eight lines and, under it, what the text will cost.
 * Signal "send" (string): the person wants the text sent; it stays in the field
 * until somebody takes it out. It is not emitted while the text has a gap
 * (peal-gaps.h). Signals without arguments: "send-later", the person wants to say
 * when; "changed", the text was edited. "save-template" (string): the person wants
 * to use the text again; "template-used" (gint64): the template with this id was put in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-filler.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Properties: "with-button" (boolean, TRUE) has buttons and a key that send; "send-with-enter"
 * (boolean, TRUE): Enter sends and Shift+Enter begins a line; else Ctrl+Enter sends. */
#define PEAL_TYPE_COMPOSER (peal_composer_get_type ())
G_DECLARE_FINAL_TYPE (PealComposer, peal_composer, PEAL, COMPOSER, AdwBin)

/* Which key sends is what "send-key" says; whether words are looked up, "check-spelling". */
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

/* Puts a text with fields where the cursor is, with the values that peal_composer_set_source () gave; the cursor is behind
 * it, or in its first gap. */
void peal_composer_insert_filled (PealComposer *self,
                                  const char   *source);

/* Offers templates (of PealTemplate) after a slash and in the menu; they and the fields of the menu get the values of
 * @filler. Refs both. NULL: none, and a field stands as it is. */
void peal_composer_set_source (PealComposer *self,
                               GPtrArray    *templates,
                               PealFiller   *filler);

/* The fields that the business made up itself (of PealCustomField), for the menu; copies what it needs. */
void peal_composer_set_own_fields (PealComposer    *self,
                                   const GPtrArray *fields);

/* What the person must know before sending: a sentence above the field. @stops: nothing can be sent, but the text stays.
 * @label and @action, a detailed name: a button beside it, or NULL. @reason NULL: there is nothing to know. */
void peal_composer_set_obstacle (PealComposer *self,
                                 gboolean      stops,
                                 const char   *reason,
                                 const char   *label,
                                 const char   *action);

/* What one segment costs; @currency "" = not known. */
void peal_composer_set_price (PealComposer *self,
                              gint64        micros,
                              const char   *currency);

G_END_DECLS

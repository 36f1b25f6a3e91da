/* peal-suggestions.h: answers that may be put into the composer, each with why.
 *
 * Quiet buttons; empty, the widget is not visible. Nothing is ever sent from here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-filler.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "chosen" (string, gint64): the text with its fields, and the template it is, 0 = none. */
#define PEAL_TYPE_SUGGESTIONS (peal_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (PealSuggestions, peal_suggestions, PEAL, SUGGESTIONS, AdwBin)

/* @suggestions: of PealAnswerSuggestion, refs it; NULL = none. @filler: whose values are shown. */
void peal_suggestions_set (PealSuggestions *self,
                           GPtrArray       *suggestions,
                           PealFiller      *filler);

/* As a click on the one at @position. Nothing where there is none. */
void peal_suggestions_choose (PealSuggestions *self,
                              guint            position);

G_END_DECLS

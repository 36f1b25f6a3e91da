/* peal-suggestions-group.h: groups that the workspace's figures suggest, each made by a click.
 *
 * Not to be seen until there is one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-group-suggestions.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "chosen" (pointer: a PealGroupSuggestion, borrowed). */
#define PEAL_TYPE_SUGGESTIONS_GROUP (peal_suggestions_group_get_type ())
G_DECLARE_FINAL_TYPE (PealSuggestionsGroup, peal_suggestions_group, PEAL, SUGGESTIONS_GROUP, AdwBin)

/* @suggestions, of PealGroupSuggestion, is reffed. */
void peal_suggestions_group_show (PealSuggestionsGroup *self,
                                  GPtrArray            *suggestions);

/* What it would be called, and why. The caller frees the second. */
const char *peal_suggestion_get_title (const PealGroupSuggestion *suggestion);
char *peal_suggestion_dup_reason (const PealGroupSuggestion *suggestion);

G_END_DECLS

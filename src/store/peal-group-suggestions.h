/* peal-group-suggestions.h: groups that the figures of this workspace suggest (core/peal-suggestion.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"
#include "peal-suggestion.h"

G_BEGIN_DECLS

typedef struct
{
  PealSuggestionKind kind;
  char *rule;                /* JSON */
  int days;                  /* of REGULARS and COOLING: what lately is, and often; else 0 */
  int n_replies;
  gint64 n_members;          /* now */
} PealGroupSuggestion;

void peal_group_suggestion_free (PealGroupSuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealGroupSuggestion, peal_group_suggestion_free)

/* Resolves to a GPtrArray of PealGroupSuggestion: those that are worth a group and that no group has for
 * its rule. Empty where too little is known. Main thread only; returns at once. */
DexFuture *peal_group_suggestions_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

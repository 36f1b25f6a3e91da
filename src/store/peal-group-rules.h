/* peal-group-rules.h: whom a rule (core/peal-rule.h) fits.
 *
 * The members of a rule group are whoever its rule fits at the moment of asking:
 * nothing of it is kept, so nothing can be out of date. Deleted contacts never
 * belong. A rule may ask for other groups, also rule groups, but not for itself
 * by any way. What it names must be there: a rule that asks for a group or
 * campaign that is gone is refused, because "is not in it" would be everybody.
 * Days are those of the computer's time zone.
 *
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* Groups within groups, by rules of rules. */
#define PEAL_GROUP_RULES_MAX_DEPTH 16

typedef struct
{
  gint64 n_members;
  GStrv names;               /* of the first ones by name */
} PealRulePreview;

GType peal_rule_preview_get_type (void);
#define PEAL_TYPE_RULE_PREVIEW (peal_rule_preview_get_type ())
PealRulePreview *peal_rule_preview_copy (const PealRulePreview *self);
void peal_rule_preview_free (PealRulePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealRulePreview, peal_rule_preview_free)

/* Whom the rule @json would fit as that of group @group_id (0 = a new one). Resolves to a
 * PealRulePreview with up to @limit names. Rejects with PEAL_STORE_ERROR_INVALID if it is no rule,
 * _RULE if it asks for what is not there, or for its own group. */
DexFuture *peal_group_rules_preview (PealStore  *store,
                                     const char *json,
                                     gint64      group_id,
                                     guint       limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

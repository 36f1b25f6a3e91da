/* peal-rule-editor.h: a rule that is being made, and whom it fits so far.
 *
 * Conditions in groups in groups; everything that can be done with one is in its
 * menu, so that the keyboard reaches all of it. Whom it fits is asked a moment
 * after the last change, and only the latest answer counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule.h"
#include "peal-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed" (no arguments): the rule is another one now. Property "complete" (boolean,
 * read-only): it can be saved. */
#define PEAL_TYPE_RULE_EDITOR (peal_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (PealRuleEditor, peal_rule_editor, PEAL, RULE_EDITOR, AdwBin)

/* Once. @json: the rule to begin with, "" = one unfinished condition; @own_group: whose it is, 0 = a new
 * one. */
void peal_rule_editor_open (PealRuleEditor *self,
                            PealStore      *store,
                            const char     *json,
                            gint64          own_group);

/* NULL while it is not complete. The caller frees it. */
char *peal_rule_editor_dup_json (PealRuleEditor *self);

G_END_DECLS

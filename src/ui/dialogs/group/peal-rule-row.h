/* peal-rule-row.h: one condition of a rule: field, comparison, value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule-choices.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed" (no arguments): the condition is another one now, complete or not. */
#define PEAL_TYPE_RULE_ROW (peal_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (PealRuleRow, peal_rule_row, PEAL, RULE_ROW, AdwBin)

/* @condition is borrowed and changed in its place: it lives longer than the row, or until
 * peal_rule_row_forget (). @own_group: the group whose rule it is, 0 = a new one. @menu is what can be
 * done with the condition. */
GtkWidget *peal_rule_row_new (PealRule        *condition,
                              PealRuleChoices *choices,
                              gint64           own_group,
                              GMenuModel      *menu);

void peal_rule_row_forget (PealRuleRow *self);

/* NULL once forgotten. */
const PealRule *peal_rule_row_get_condition (PealRuleRow *self);

G_END_DECLS

/* peal-rule-value.h: how the value of a condition is given: typed, chosen, counted, or a day of a calendar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule-choices.h"

G_BEGIN_DECLS

typedef void (*PealRuleValueFunc) (PealRule *condition,
                                   gpointer  data);

/* A widget that writes into @condition, which lives as long, and then calls @changed. Gives the
 * condition a value where it has none and one is plain: 30 days, the first of some. NULL where its test has no
 * value. */
GtkWidget *peal_rule_value_new (PealRule         *condition,
                                PealRuleChoices  *choices,
                                gint64            own_group,
                                PealRuleValueFunc changed,
                                gpointer          data);

/* Cuts long names short on the button of a menu of strings, so that it fits a narrow window. */
void peal_rule_value_shorten (GtkDropDown *menu);

G_END_DECLS

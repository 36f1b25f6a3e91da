/* peal-rule-dialog.h: one rule: recipients in a country, or everywhere, through an account, or not at all.
 *
 * Signal "saved": the person wants it so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-routes.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_RULE_DIALOG (peal_rule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealRuleDialog, peal_rule_dialog, PEAL, RULE_DIALOG, AdwDialog)

/* @rule NULL: a new one. @accounts: of PealAccount. Copies what it needs. */
PealRuleDialog *peal_rule_dialog_new (const PealStoredRoute *rule,
                                      const GPtrArray       *accounts);

/* As the fields say; what has no field here is as it was. Caller frees. */
PealStoredRoute *peal_rule_dialog_make_rule (PealRuleDialog *self);

G_END_DECLS

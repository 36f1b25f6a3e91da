/* peal-rule-choices.h: what the conditions of a rule can name, in this workspace.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule.h"
#include "peal-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  PealRuleField field;
  char *key;                 /* of PEAL_RULE_CUSTOM; else "" */
  char *name;                /* as it begins a sentence */
} PealRuleFieldChoice;

typedef struct
{
  GPtrArray *groups;         /* of PealGroup */
  GPtrArray *campaigns;      /* of PealCampaignRow, newest first */
  GPtrArray *own;            /* of PealCustomField */
  GStrv tags;
  GArray *fields;            /* of PealRuleFieldChoice: what a menu of fields offers, in its order */
} PealRuleChoices;

GType peal_rule_choices_get_type (void);
#define PEAL_TYPE_RULE_CHOICES (peal_rule_choices_get_type ())
PealRuleChoices *peal_rule_choices_ref (PealRuleChoices *self);
void peal_rule_choices_unref (PealRuleChoices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealRuleChoices, peal_rule_choices_unref)

/* Resolves to PealRuleChoices. Rejects with PEAL_STORE_ERROR. */
DexFuture *peal_rule_choices_load (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Where the field of @condition stands among the fields; one that is there no more is added at the end. */
guint peal_rule_choices_find_field (PealRuleChoices *self,
                                    const PealRule  *condition);

/* The tests that the field of @condition has, in their order: of an own field, those of its type.
 * A GArray of PealRuleTest. The caller frees it. */
GArray *peal_rule_choices_list_tests (PealRuleChoices *self,
                                      const PealRule  *condition);

/* A menu of values for @condition: what people call them, and below @values what the rule says for
 * each (text; a number for a group or campaign). NULL where the value is not one of some. @own_group is left
 * out. The caller unrefs it and frees @values with g_strfreev (). */
GtkStringList *peal_rule_choices_list_values (PealRuleChoices *self,
                                              const PealRule  *condition,
                                              gint64           own_group,
                                              GStrv           *values);

/* @rule as a translated sentence. The caller frees it. */
char *peal_rule_text (const PealRule  *rule,
                      PealRuleChoices *choices);

G_END_DECLS

/* peal-rule-words.h: a rule as a sentence.
 *
 * "Tag is VIP and last contacted more than 30 days ago". The words stand here once;
 * whoever shows them to people passes the translator, which this floor has not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule.h"

G_BEGIN_DECLS

typedef struct
{
  /* gettext () and ngettext () of the program; NULL = English. */
  const char *(*translate) (const char *text);
  const char *(*translate_n) (const char   *one,
                              const char   *many,
                              unsigned long n);

  /* What people call the value of a condition: a country, a group, a campaign, a date, a number.
   * NULL, or what gives NULL: as the rule has it. The caller frees it. */
  char *(*dup_value) (const PealRule *condition,
                      gpointer        data);

  /* What people call one of the fields that the business made up; as above. */
  char *(*dup_field) (const char *key,
                      gpointer    data);
  gpointer data;
} PealRuleWords;

/* The whole rule, or one condition. It begins with a capital and has no full stop. @words may be
 * NULL. The caller frees it. */
char *peal_rule_describe (const PealRule      *self,
                          const PealRuleWords *words);

/* For menus: "last contacted", "more than … days ago", "opted in", in English and marked for
 * translation. Static. */
const char *peal_rule_field_get_words (PealRuleField field);
const char *peal_rule_test_get_words (PealRuleField field,
                                      PealRuleTest  test);
const char *peal_rule_choice_get_words (const char *choice);

G_END_DECLS

/* fuzz-rule.c: what is read as a rule is written and read again as the same, has a sentence, and
 * compares with anything; what is no rule says why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-rule-words.h"

static void
compare (PealRule *rule,
         gpointer  data)
{
  static const PealCivilTime today = { 2024, 2, 29, 2, 30, 0 };

  if (rule->field == PEAL_RULE_CUSTOM)
    peal_rule_matches_custom (rule, data, data, rule->text, &today);
  else if (rule->field == PEAL_RULE_BIRTHDAY)
    peal_rule_matches_date (rule, data, &today, TRUE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *json = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL, *again = NULL, *sentence = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealRule) rule = peal_rule_parse (json, &error);
  g_autoptr(PealRule) copy = NULL;

  if (rule == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  written = peal_rule_to_json (rule);
  copy = peal_rule_parse (written, &error);
  g_assert_no_error (error);
  again = peal_rule_to_json (copy);
  g_assert_cmpstr (again, ==, written);
  sentence = peal_rule_describe (rule, NULL);
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  peal_rule_foreach (rule, compare, (char *) "2024-02-29");
  peal_rule_foreach (rule, compare, (char *) "");
  return 0;
}

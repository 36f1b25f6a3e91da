/* test-rule-words.c: rules as sentences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-rule-words.h"

#include <string.h>

static void
test_sentences (void)
{
  static const struct
  {
    const char *json;
    const char *sentence;
  } rows[] = {
    { "{\"all\":[{\"field\":\"tag\",\"test\":\"is\",\"value\":\"VIP\"},"
      "{\"field\":\"last_sent\",\"test\":\"more_than_days_ago\",\"days\":30}]}",
      "Tag is VIP and last contacted more than 30 days ago" },
    { "{\"any\":[{\"field\":\"city\",\"test\":\"is\",\"value\":\"{days}\"},{\"field\":\"country\",\"test\":\"is_not\",\"value\":\"DE\"}]}",
      "City is “{days}” or country is not DE" },
    { "{\"none\":[{\"field\":\"consent\",\"test\":\"is\",\"value\":\"opted_out\"}]}", "Not (consent is opted out)" },
    { "{\"all\":[{\"any\":[{\"field\":\"notes\",\"test\":\"is_empty\"},{\"field\":\"notes\",\"test\":\"contains\",\"value\":\"x\"}]},"
      "{\"none\":[{\"field\":\"group\",\"test\":\"is\",\"value\":7}]}]}",
      "(Notes is empty or notes contains “x”) and not (group is 7)" },
    { "{\"all\":[{\"any\":[{\"field\":\"notes\",\"test\":\"is_empty\"}]}]}", "Notes is empty" },
    { "{\"field\":\"custom\",\"key\":\"shoe size\",\"test\":\"between\",\"value\":[38.5,41]}",
      "shoe size is between 38.5 and 41" },
    { "{\"field\":\"birthday\",\"test\":\"in_next_days\",\"days\":0}", "Birthday today" },
    { "{\"field\":\"birthday\",\"test\":\"in_next_days\",\"days\":7}", "Birthday within the next 7 days" },
    { "{\"field\":\"birthday\",\"test\":\"this_month\"}", "Birthday this month" },
    { "{\"field\":\"created\",\"test\":\"in_last_days\",\"days\":1}", "Added in the last day" },
    { "{\"field\":\"created\",\"test\":\"before\",\"value\":\"2026-01-01\"}", "Added before 2026-01-01" },
    { "{\"field\":\"last_reply\",\"test\":\"is_empty\"}", "Last reply: never" },
    { "{\"field\":\"last_reply\",\"test\":\"not_in_last_days\",\"days\":180}", "Last reply not in the last 180 days" },
    { "{\"field\":\"sent\",\"test\":\"at_least\",\"value\":3,\"days\":30}",
      "Messages sent: at least 3 in the last 30 days" },
    { "{\"field\":\"replies\",\"test\":\"fewer_than\",\"value\":1}", "Replies: fewer than 1" },
    { "{\"field\":\"answers\",\"test\":\"above\",\"value\":80}", "Answered messages in % is above 80" },
    { "{\"field\":\"number_kind\",\"test\":\"is\",\"value\":\"fixed_line\"}", "Kind of number is landline" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PealRule) rule = peal_rule_parse (rows[i].json, &error);
      g_autofree char *sentence = NULL;

      g_assert_no_error (error);
      sentence = peal_rule_describe (rule, NULL);
      g_assert_cmpstr (sentence, ==, rows[i].sentence);
    }
}

static char *
name_group (const PealRule *condition,
            gpointer        data)
{
  return condition->field == PEAL_RULE_GROUP ? g_strdup (data) : NULL;
}

static char *
name_field (const char *key,
            gpointer    data)
{
  return g_str_equal (key, "shoe_size") ? g_strdup ("shoe size") : NULL;
}

static const char *
shout (const char *text)
{
  return g_str_equal (text, "tag") ? "étiquette" : text;
}

static const char *
shout_n (const char   *one,
         const char   *many,
         unsigned long n)
{
  return "{days}: {field}";
}

/* Names and languages come from outside. */
static void
test_words (void)
{
  PealRuleWords words = { shout, shout_n, name_group, name_field, (char *) "Regulars & Co" };
  g_autoptr(PealRule) group = peal_rule_parse ("{\"field\":\"group\",\"test\":\"is\",\"value\":7}", NULL);
  g_autoptr(PealRule) tag = peal_rule_parse ("{\"field\":\"tag\",\"test\":\"is\",\"value\":\"7\"}", NULL);
  g_autoptr(PealRule) days = peal_rule_parse ("{\"field\":\"created\",\"test\":\"in_last_days\",\"days\":5}", NULL);
  g_autoptr(PealRule) shoe = peal_rule_parse ("{\"field\":\"custom\",\"key\":\"shoe_size\",\"test\":\"is\",\"value\":\"7\"}",
                                              NULL);
  g_autofree char *first = peal_rule_describe (group, &words);
  g_autofree char *second = peal_rule_describe (tag, &words);
  g_autofree char *third = peal_rule_describe (days, &words);
  g_autofree char *fourth = peal_rule_describe (shoe, &words);

  g_assert_cmpstr (first, ==, "Group is Regulars & Co");
  g_assert_cmpstr (second, ==, "Étiquette is 7");
  g_assert_cmpstr (third, ==, "5: added");
  g_assert_cmpstr (fourth, ==, "shoe size is “7”");
}

/* Everything that there is has words, and an unfinished condition a sentence. */
static void
test_complete (void)
{
  for (guint field = 1; field < PEAL_RULE_N_FIELDS; field++)
    {
      const char *const *choices = peal_rule_field_get_choices (field);

      g_assert_cmpuint (strlen (peal_rule_field_get_words (field)), >, 0);
      for (guint test = 1; test < PEAL_RULE_N_TESTS; test++)
        {
          g_autoptr(PealRule) rule = peal_rule_new_condition (field);
          g_autofree char *sentence = NULL;

          g_assert_cmpuint (strlen (peal_rule_test_get_words (field, test)), >, 0);
          if (!peal_rule_field_has_test (field, test))
            continue;
          rule->test = test;
          sentence = peal_rule_describe (rule, NULL);
          g_assert_null (strchr (sentence, '{'));
        }
      for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
        g_assert_null (strchr (peal_rule_choice_get_words (choices[i]), '_'));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rule-words/sentences", test_sentences);
  g_test_add_func ("/core/rule-words/words", test_words);
  g_test_add_func ("/core/rule-words/complete", test_complete);
  return g_test_run ();
}

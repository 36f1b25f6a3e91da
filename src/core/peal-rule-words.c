/* peal-rule-words.c: a rule as a sentence.
 *
 * Sentences are made of patterns with {field}, {value}, {number}, {other} and {days}
 * in them, so that a language can put them where it wants them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-rule-words.h"

#include <string.h>

/* As xgettext knows them; the translator itself comes with @words. */
#define N_(text) (text)
#define _(text) (words->translate (text))
#define ngettext(one, many, n) (words->translate_n (one, many, n))

static const char *const field_words[PEAL_RULE_N_FIELDS] = {
  /* Translators: these begin a condition such as "tag is VIP"; the program makes the first letter of a sentence a capital. */
  [PEAL_RULE_TAG] = N_("tag"),
  [PEAL_RULE_GROUP] = N_("group"),
  [PEAL_RULE_NAME] = N_("name"),
  [PEAL_RULE_GIVEN] = N_("first name"),
  [PEAL_RULE_MIDDLE] = N_("middle name"),
  [PEAL_RULE_FAMILY] = N_("last name"),
  [PEAL_RULE_ORG] = N_("company"),
  [PEAL_RULE_TITLE] = N_("job title"),
  [PEAL_RULE_INDUSTRY] = N_("industry"),
  [PEAL_RULE_EMAIL] = N_("e-mail"),
  [PEAL_RULE_STREET] = N_("street"),
  [PEAL_RULE_POSTCODE] = N_("postal code"),
  [PEAL_RULE_CITY] = N_("city"),
  [PEAL_RULE_REGION] = N_("state or province"),
  [PEAL_RULE_COUNTRY] = N_("country"),
  [PEAL_RULE_LANGUAGE] = N_("language"),
  [PEAL_RULE_ZONE] = N_("time zone"),
  [PEAL_RULE_BIRTHDAY] = N_("birthday"),
  [PEAL_RULE_STATUS] = N_("status"),
  [PEAL_RULE_SOURCE] = N_("source"),
  [PEAL_RULE_SCORE] = N_("score"),
  [PEAL_RULE_NOTES] = N_("notes"),
  [PEAL_RULE_CUSTOM] = N_("own field"),
  [PEAL_RULE_CREATED] = N_("added"),
  [PEAL_RULE_UPDATED] = N_("changed"),
  [PEAL_RULE_PHONE] = N_("number"),
  [PEAL_RULE_PHONE_KIND] = N_("kind of number"),
  [PEAL_RULE_CONSENT] = N_("consent"),
  /* Translators: "last contacted more than 30 days ago" */
  [PEAL_RULE_LAST_SENT] = N_("last contacted"),
  [PEAL_RULE_LAST_REPLY] = N_("last reply"),
  [PEAL_RULE_SENT] = N_("messages sent"),
  [PEAL_RULE_DELIVERED] = N_("messages delivered"),
  [PEAL_RULE_FAILED] = N_("messages not delivered"),
  [PEAL_RULE_REPLIES] = N_("replies"),
  /* Translators: of a hundred messages */
  [PEAL_RULE_ANSWERS] = N_("answered messages in %"),
  [PEAL_RULE_CAMPAIGN] = N_("received campaign"),
};

static const struct
{
  const char *choice;
  const char *words;
} choice_words[] = {
  { "opted_in", N_("opted in") },
  { "opted_out", N_("opted out") },
  /* Translators: of consent and of a kind of number */
  { "unknown", N_("not known") },
  { "review", N_("to be looked at") },
  { "do_not_contact", N_("on a do-not-contact list") },
  { "mobile", N_("mobile") },
  { "fixed_line", N_("landline") },
  { "fixed_line_or_mobile", N_("landline or mobile") },
  { "voip", N_("internet telephone") },
  { "personal", N_("personal number") },
  { "none", N_("no number") },
};

/* What a menu of tests shows. */
static const char *const test_words[PEAL_RULE_N_TESTS] = {
  [PEAL_RULE_IS] = N_("is"),
  [PEAL_RULE_IS_NOT] = N_("is not"),
  [PEAL_RULE_CONTAINS] = N_("contains"),
  [PEAL_RULE_CONTAINS_NOT] = N_("does not contain"),
  [PEAL_RULE_BEGINS] = N_("begins with"),
  [PEAL_RULE_EMPTY] = N_("is empty"),
  [PEAL_RULE_FILLED] = N_("is not empty"),
  [PEAL_RULE_EQUALS] = N_("equals"),
  [PEAL_RULE_ABOVE] = N_("is above"),
  [PEAL_RULE_BELOW] = N_("is below"),
  [PEAL_RULE_BETWEEN] = N_("is between"),
  [PEAL_RULE_IN_LAST] = N_("in the last … days"),
  [PEAL_RULE_NOT_IN_LAST] = N_("not in the last … days"),
  [PEAL_RULE_LONGER_AGO] = N_("more than … days ago"),
  [PEAL_RULE_IN_NEXT] = N_("within the next … days"),
  [PEAL_RULE_THIS_MONTH] = N_("this month"),
  [PEAL_RULE_BEFORE] = N_("before"),
  [PEAL_RULE_AFTER] = N_("after"),
  [PEAL_RULE_YES] = N_("is yes"),
  [PEAL_RULE_NO] = N_("is not yes"),
  [PEAL_RULE_AT_LEAST] = N_("at least"),
  [PEAL_RULE_FEWER] = N_("fewer than"),
};

const char *
peal_rule_field_get_words (PealRuleField field)
{
  g_return_val_if_fail (peal_rule_field_to_string (field) != NULL, "");

  return field_words[field];
}

const char *
peal_rule_test_get_words (PealRuleField field,
                          PealRuleTest  test)
{
  g_return_val_if_fail (peal_rule_test_to_string (test) != NULL, "");

  if (test == PEAL_RULE_EMPTY && peal_rule_field_get_type (field) == PEAL_RULE_TYPE_TIME)
    return N_("never");
  return test_words[test];
}

const char *
peal_rule_choice_get_words (const char *choice)
{
  for (guint i = 0; i < G_N_ELEMENTS (choice_words); i++)
    if (g_str_equal (choice_words[i].choice, choice))
      return choice_words[i].words;
  return choice;
}

/* Sentences --------------------------------------------------------------------------------------- */

static const char *
translate_not (const char *text)
{
  return text;
}

static const char *
translate_n_not (const char   *one,
                 const char   *many,
                 unsigned long n)
{
  return n == 1 ? one : many;
}

static const PealRuleWords english = { translate_not, translate_n_not, NULL, NULL, NULL };

static const char *
get_count_pattern (const PealRule      *rule,
                   const PealRuleWords *words)
{
  if (rule->days == 0)
    return rule->test == PEAL_RULE_AT_LEAST ? _("{field}: at least {number}") : _("{field}: fewer than {number}");
  if (rule->test == PEAL_RULE_AT_LEAST)
    return ngettext ("{field}: at least {number} in the last day", "{field}: at least {number} in the last {days} days",
                     rule->days);
  return ngettext ("{field}: fewer than {number} in the last day", "{field}: fewer than {number} in the last {days} days",
                   rule->days);
}

static const char *
get_days_pattern (const PealRule      *rule,
                  const PealRuleWords *words)
{
  if (rule->test == PEAL_RULE_IN_LAST)
    return ngettext ("{field} in the last day", "{field} in the last {days} days", rule->days);
  if (rule->test == PEAL_RULE_NOT_IN_LAST)
    return ngettext ("{field} not in the last day", "{field} not in the last {days} days", rule->days);
  if (rule->test == PEAL_RULE_LONGER_AGO)
    return ngettext ("{field} more than a day ago", "{field} more than {days} days ago", rule->days);
  if (rule->days == 0)
    return _("{field} today");
  return ngettext ("{field} today or tomorrow", "{field} within the next {days} days", rule->days);
}

static const char *
get_text_pattern (const PealRule      *rule,
                  const PealRuleWords *words)
{
  gboolean is_quoted = peal_rule_field_get_type (rule->field) == PEAL_RULE_TYPE_TEXT
                       || rule->field == PEAL_RULE_CUSTOM;

  switch ((guint) rule->test)
    {
    case PEAL_RULE_IS:
      return is_quoted ? _("{field} is “{value}”") : _("{field} is {value}");
    case PEAL_RULE_IS_NOT:
      return is_quoted ? _("{field} is not “{value}”") : _("{field} is not {value}");
    case PEAL_RULE_CONTAINS:
      return _("{field} contains “{value}”");
    case PEAL_RULE_CONTAINS_NOT:
      return _("{field} does not contain “{value}”");
    case PEAL_RULE_BEGINS:
      return _("{field} begins with “{value}”");
    }
  g_return_val_if_reached ("");
}

static const char *
get_pattern (const PealRule      *rule,
             const PealRuleWords *words)
{
  switch ((guint) rule->test)
    {
    case PEAL_RULE_EMPTY:
      return peal_rule_field_get_type (rule->field) == PEAL_RULE_TYPE_TIME ? _("{field}: never") : _("{field} is empty");
    case PEAL_RULE_FILLED:
      return _("{field} is not empty");
    case PEAL_RULE_EQUALS:
      return _("{field} equals {number}");
    case PEAL_RULE_ABOVE:
      return _("{field} is above {number}");
    case PEAL_RULE_BELOW:
      return _("{field} is below {number}");
    case PEAL_RULE_BETWEEN:
      return _("{field} is between {number} and {other}");
    case PEAL_RULE_THIS_MONTH:
      return _("{field} this month");
    case PEAL_RULE_BEFORE:
      return _("{field} before {value}");
    case PEAL_RULE_AFTER:
      return _("{field} after {value}");
    case PEAL_RULE_YES:
      return _("{field} is yes");
    case PEAL_RULE_NO:
      return _("{field} is not yes");
    case PEAL_RULE_AT_LEAST:
    case PEAL_RULE_FEWER:
      return get_count_pattern (rule, words);
    case PEAL_RULE_IN_LAST:
    case PEAL_RULE_NOT_IN_LAST:
    case PEAL_RULE_LONGER_AGO:
    case PEAL_RULE_IN_NEXT:
      return get_days_pattern (rule, words);
    default:
      return get_text_pattern (rule, words);
    }
}

static void
append_number (GString *text,
               double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.12g", number));
}

static void
append_value (GString             *text,
              const PealRule      *rule,
              const PealRuleWords *words)
{
  g_autofree char *called = words->dup_value != NULL ? words->dup_value (rule, words->data) : NULL;

  if (called != NULL)
    g_string_append (text, called);
  else if (peal_rule_field_get_type (rule->field) == PEAL_RULE_TYPE_CHOICE)
    g_string_append (text, _(peal_rule_choice_get_words (rule->text)));
  else if (rule->id > 0 && peal_rule_get_value_kind (rule->field, rule->test) == PEAL_RULE_VALUE_ID)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, rule->id);
  else
    g_string_append (text, rule->text);
}

static void
append_field (GString             *text,
              const PealRule      *rule,
              const PealRuleWords *words)
{
  g_autofree char *called = NULL;

  if (rule->field != PEAL_RULE_CUSTOM)
    g_string_append (text, _(field_words[rule->field]));
  else if (words->dup_field != NULL && (called = words->dup_field (rule->key, words->data)) != NULL)
    g_string_append (text, called);
  else
    g_string_append (text, rule->key);
}

/* The part of a pattern that begins at its brace; returns what follows it. */
static const char *
append_part (GString             *text,
             const char          *part,
             const PealRule      *rule,
             const PealRuleWords *words)
{
  const char *end = strchr (part, '}');

  if (g_str_has_prefix (part, "{field}"))
    append_field (text, rule, words);
  else if (g_str_has_prefix (part, "{value}"))
    append_value (text, rule, words);
  else if (g_str_has_prefix (part, "{number}"))
    append_number (text, rule->number);
  else if (g_str_has_prefix (part, "{other}"))
    append_number (text, rule->other);
  else if (g_str_has_prefix (part, "{days}"))
    append_number (text, rule->days);
  return end != NULL ? end + 1 : part + 1;
}

static void
append_condition (GString             *text,
                  const PealRule      *rule,
                  const PealRuleWords *words)
{
  const char *p;

  if (rule->test == PEAL_RULE_TEST_NONE)
    {
      append_field (text, rule, words);
      return;
    }
  for (p = get_pattern (rule, words); *p != '\0';)
    {
      gsize plain = strcspn (p, "{");

      g_string_append_len (text, p, (gssize) plain);
      p += plain;
      if (*p == '{')
        p = append_part (text, p, rule, words);
    }
}

static void
append_rule (GString             *text,
             const PealRule      *rule,
             const PealRuleWords *words,
             gboolean             outermost)
{
  gboolean is_bare = outermost && rule->kind != PEAL_RULE_NONE;

  if (rule->kind == PEAL_RULE_CONDITION)
    {
      append_condition (text, rule, words);
      return;
    }
  if (rule->kind == PEAL_RULE_NONE)
    /* Translators: stands before conditions in parentheses: "not (city is “Bonn” or tag is VIP)" */
    g_string_append_printf (text, "%s ", _("not"));
  if (!is_bare)
    g_string_append_c (text, '(');
  for (guint i = 0; i < rule->rules->len; i++)
    {
      const PealRule *part = g_ptr_array_index (rule->rules, i);

      if (i > 0)
        g_string_append_printf (text, " %s ", rule->kind == PEAL_RULE_ALL ? _("and") : _("or"));
      append_rule (text, part, words, is_bare && rule->rules->len == 1);
    }
  if (!is_bare)
    g_string_append_c (text, ')');
}

/* What the shop calls a field stays as it is. */
static gboolean
begins_with_key (const PealRule *rule)
{
  while (rule->kind != PEAL_RULE_CONDITION && rule->kind != PEAL_RULE_NONE && rule->rules->len > 0)
    rule = g_ptr_array_index (rule->rules, 0);
  return rule->field == PEAL_RULE_CUSTOM;
}

char *
peal_rule_describe (const PealRule      *self,
                    const PealRuleWords *words)
{
  PealRuleWords all = words != NULL ? *words : english;
  GString *text;
  char first[8] = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  if (all.translate == NULL)
    all.translate = translate_not;
  if (all.translate_n == NULL)
    all.translate_n = translate_n_not;
  text = g_string_new (NULL);
  append_rule (text, self, &all, TRUE);
  if (text->len > 0 && !begins_with_key (self))
    {
      gsize place = text->str[0] == '(';
      const char *letter = text->str + place;
      gssize length = g_utf8_next_char (letter) - letter;

      g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (letter)), first);
      g_string_erase (text, (gssize) place, length);
      g_string_insert (text, (gssize) place, first);
    }
  return g_string_free_and_steal (text);
}

/* peal-rule-fields.c: what a condition can ask about, and how.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-rule-fields.h"

#define TEST(name) (1u << PEAL_RULE_##name)

#define EMPTINESS (TEST (EMPTY) | TEST (FILLED))
#define TEXT (TEST (IS) | TEST (IS_NOT) | TEST (CONTAINS) | TEST (CONTAINS_NOT) | TEST (BEGINS) | EMPTINESS)
#define NUMBER (TEST (EQUALS) | TEST (ABOVE) | TEST (BELOW) | TEST (BETWEEN))
#define DATE (TEST (IN_LAST) | TEST (IN_NEXT) | TEST (THIS_MONTH) | TEST (BEFORE) | TEST (AFTER))
#define TIME (TEST (IN_LAST) | TEST (LONGER_AGO) | TEST (BEFORE) | TEST (AFTER))
#define LAST (TIME | TEST (NOT_IN_LAST) | TEST (EMPTY))
#define CHOICE (TEST (IS) | TEST (IS_NOT))
#define COUNT (TEST (AT_LEAST) | TEST (FEWER))
#define ANYTHING (TEXT | NUMBER | DATE | TEST (YES) | TEST (NO))

typedef struct
{
  const char *name;
  PealRuleType type;
  guint tests;
} Field;

static const Field fields[PEAL_RULE_N_FIELDS] = {
  [PEAL_RULE_TAG] = { "tag", PEAL_RULE_TYPE_TAG, CHOICE | EMPTINESS },
  [PEAL_RULE_GROUP] = { "group", PEAL_RULE_TYPE_GROUP, CHOICE },
  [PEAL_RULE_NAME] = { "name", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_GIVEN] = { "given_name", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_MIDDLE] = { "middle_name", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_FAMILY] = { "family_name", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_ORG] = { "company", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_TITLE] = { "title", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_INDUSTRY] = { "industry", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_EMAIL] = { "email", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_STREET] = { "street", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_POSTCODE] = { "postcode", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_CITY] = { "city", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_REGION] = { "region", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_COUNTRY] = { "country", PEAL_RULE_TYPE_COUNTRY, CHOICE | EMPTINESS },
  [PEAL_RULE_LANGUAGE] = { "language", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_ZONE] = { "time_zone", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_BIRTHDAY] = { "birthday", PEAL_RULE_TYPE_DATE, DATE | EMPTINESS },
  [PEAL_RULE_STATUS] = { "status", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_SOURCE] = { "source", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_SCORE] = { "score", PEAL_RULE_TYPE_NUMBER, NUMBER },
  [PEAL_RULE_NOTES] = { "notes", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_CUSTOM] = { "custom", PEAL_RULE_TYPE_CUSTOM, ANYTHING },
  [PEAL_RULE_CREATED] = { "created", PEAL_RULE_TYPE_TIME, TIME },
  [PEAL_RULE_UPDATED] = { "changed", PEAL_RULE_TYPE_TIME, TIME },
  [PEAL_RULE_PHONE] = { "number", PEAL_RULE_TYPE_TEXT, TEXT },
  [PEAL_RULE_PHONE_KIND] = { "number_kind", PEAL_RULE_TYPE_CHOICE, CHOICE },
  [PEAL_RULE_CONSENT] = { "consent", PEAL_RULE_TYPE_CHOICE, CHOICE },
  [PEAL_RULE_LAST_SENT] = { "last_sent", PEAL_RULE_TYPE_TIME, LAST },
  [PEAL_RULE_LAST_REPLY] = { "last_reply", PEAL_RULE_TYPE_TIME, LAST },
  [PEAL_RULE_SENT] = { "sent", PEAL_RULE_TYPE_COUNT, COUNT },
  [PEAL_RULE_DELIVERED] = { "delivered", PEAL_RULE_TYPE_COUNT, COUNT },
  [PEAL_RULE_FAILED] = { "failed", PEAL_RULE_TYPE_COUNT, COUNT },
  [PEAL_RULE_REPLIES] = { "replies", PEAL_RULE_TYPE_COUNT, COUNT },
  [PEAL_RULE_ANSWERS] = { "answers", PEAL_RULE_TYPE_NUMBER, NUMBER },
  [PEAL_RULE_CAMPAIGN] = { "campaign", PEAL_RULE_TYPE_CAMPAIGN, CHOICE },
};

static const char *const tests[PEAL_RULE_N_TESTS] = {
  [PEAL_RULE_IS] = "is",
  [PEAL_RULE_IS_NOT] = "is_not",
  [PEAL_RULE_CONTAINS] = "contains",
  [PEAL_RULE_CONTAINS_NOT] = "does_not_contain",
  [PEAL_RULE_BEGINS] = "begins_with",
  [PEAL_RULE_EMPTY] = "is_empty",
  [PEAL_RULE_FILLED] = "is_not_empty",
  [PEAL_RULE_EQUALS] = "equals",
  [PEAL_RULE_ABOVE] = "above",
  [PEAL_RULE_BELOW] = "below",
  [PEAL_RULE_BETWEEN] = "between",
  [PEAL_RULE_IN_LAST] = "in_last_days",
  [PEAL_RULE_NOT_IN_LAST] = "not_in_last_days",
  [PEAL_RULE_LONGER_AGO] = "more_than_days_ago",
  [PEAL_RULE_IN_NEXT] = "in_next_days",
  [PEAL_RULE_THIS_MONTH] = "this_month",
  [PEAL_RULE_BEFORE] = "before",
  [PEAL_RULE_AFTER] = "after",
  [PEAL_RULE_YES] = "yes",
  [PEAL_RULE_NO] = "no",
  [PEAL_RULE_AT_LEAST] = "at_least",
  [PEAL_RULE_FEWER] = "fewer_than",
};

static gboolean
is_field (PealRuleField field)
{
  return field > PEAL_RULE_FIELD_NONE && field < PEAL_RULE_N_FIELDS;
}

const char *
peal_rule_field_to_string (PealRuleField field)
{
  return is_field (field) ? fields[field].name : NULL;
}

const char *
peal_rule_test_to_string (PealRuleTest test)
{
  return test > PEAL_RULE_TEST_NONE && test < PEAL_RULE_N_TESTS ? tests[test] : NULL;
}

PealRuleField
peal_rule_field_from_string (const char *text)
{
  for (guint i = 1; i < PEAL_RULE_N_FIELDS; i++)
    if (g_strcmp0 (fields[i].name, text) == 0)
      return i;
  return PEAL_RULE_FIELD_NONE;
}

PealRuleTest
peal_rule_test_from_string (const char *text)
{
  for (guint i = 1; i < PEAL_RULE_N_TESTS; i++)
    if (g_strcmp0 (tests[i], text) == 0)
      return i;
  return PEAL_RULE_TEST_NONE;
}

PealRuleType
peal_rule_field_get_type (PealRuleField field)
{
  g_return_val_if_fail (is_field (field), PEAL_RULE_TYPE_TEXT);

  return fields[field].type;
}

gboolean
peal_rule_field_has_test (PealRuleField field,
                          PealRuleTest  test)
{
  return is_field (field) && test > PEAL_RULE_TEST_NONE && test < PEAL_RULE_N_TESTS
         && (fields[field].tests & (1u << test)) != 0;
}

const char *const *
peal_rule_field_get_choices (PealRuleField field)
{
  static const char *const consents[] = { "opted_in", "opted_out", "unknown", "review", "do_not_contact", NULL };
  /* As peal_phone_type_to_string () has them, without those that cannot be texted; "none": there is no number. */
  static const char *const kinds[] = { "mobile", "fixed_line", "fixed_line_or_mobile", "voip", "personal", "unknown",
                                       "none", NULL };

  if (field == PEAL_RULE_CONSENT)
    return consents;
  return field == PEAL_RULE_PHONE_KIND ? kinds : NULL;
}

/* Of IS and IS_NOT, which mean something else in each type. */
static PealRuleValueKind
get_thing (PealRuleType type)
{
  if (type == PEAL_RULE_TYPE_CHOICE)
    return PEAL_RULE_VALUE_CHOICE;
  if (type == PEAL_RULE_TYPE_COUNTRY)
    return PEAL_RULE_VALUE_COUNTRY;
  if (type == PEAL_RULE_TYPE_GROUP || type == PEAL_RULE_TYPE_CAMPAIGN)
    return PEAL_RULE_VALUE_ID;
  return PEAL_RULE_VALUE_TEXT;
}

PealRuleValueKind
peal_rule_get_value_kind (PealRuleField field,
                          PealRuleTest  test)
{
  g_return_val_if_fail (is_field (field), PEAL_RULE_VALUE_NONE);

  switch (test)
    {
    case PEAL_RULE_IS:
    case PEAL_RULE_IS_NOT:
      return get_thing (fields[field].type);
    case PEAL_RULE_CONTAINS:
    case PEAL_RULE_CONTAINS_NOT:
    case PEAL_RULE_BEGINS:
      return PEAL_RULE_VALUE_TEXT;
    case PEAL_RULE_EQUALS:
    case PEAL_RULE_ABOVE:
    case PEAL_RULE_BELOW:
      return PEAL_RULE_VALUE_NUMBER;
    case PEAL_RULE_BETWEEN:
      return PEAL_RULE_VALUE_RANGE;
    case PEAL_RULE_IN_LAST:
    case PEAL_RULE_NOT_IN_LAST:
    case PEAL_RULE_LONGER_AGO:
    case PEAL_RULE_IN_NEXT:
      return PEAL_RULE_VALUE_DAYS;
    case PEAL_RULE_BEFORE:
    case PEAL_RULE_AFTER:
      return PEAL_RULE_VALUE_DATE;
    case PEAL_RULE_AT_LEAST:
    case PEAL_RULE_FEWER:
      return PEAL_RULE_VALUE_COUNT;
    case PEAL_RULE_TEST_NONE:
    case PEAL_RULE_EMPTY:
    case PEAL_RULE_FILLED:
    case PEAL_RULE_THIS_MONTH:
    case PEAL_RULE_YES:
    case PEAL_RULE_NO:
    case PEAL_RULE_N_TESTS:
      break;
    }
  return PEAL_RULE_VALUE_NONE;
}

gboolean
peal_rule_field_is_behaviour (PealRuleField field)
{
  return field >= PEAL_RULE_LAST_SENT;
}

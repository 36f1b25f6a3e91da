/* peal-rule-fields.h: what a condition can ask about, and how.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rules are stored by the names of peal_rule_field_to_string (); the numbers may change. */
typedef enum
{
  PEAL_RULE_FIELD_NONE,
  PEAL_RULE_TAG,
  PEAL_RULE_GROUP,
  PEAL_RULE_NAME,
  PEAL_RULE_GIVEN,
  PEAL_RULE_MIDDLE,
  PEAL_RULE_FAMILY,
  PEAL_RULE_ORG,
  PEAL_RULE_TITLE,
  PEAL_RULE_INDUSTRY,
  PEAL_RULE_EMAIL,
  PEAL_RULE_STREET,
  PEAL_RULE_POSTCODE,
  PEAL_RULE_CITY,
  PEAL_RULE_REGION,
  PEAL_RULE_COUNTRY,
  PEAL_RULE_LANGUAGE,
  PEAL_RULE_ZONE,
  PEAL_RULE_BIRTHDAY,
  PEAL_RULE_STATUS,
  PEAL_RULE_SOURCE,
  PEAL_RULE_SCORE,
  PEAL_RULE_NOTES,
  PEAL_RULE_CUSTOM,       /* a key of contact.custom */
  PEAL_RULE_CREATED,
  PEAL_RULE_UPDATED,
  PEAL_RULE_PHONE,        /* any of their numbers, as E.164 */
  PEAL_RULE_PHONE_KIND,   /* of the number that is texted, as are consent and all that follows */
  PEAL_RULE_CONSENT,
  PEAL_RULE_LAST_SENT,    /* the last message of ours that went out */
  PEAL_RULE_LAST_REPLY,   /* the last one of theirs */
  PEAL_RULE_SENT,         /* how many went out */
  PEAL_RULE_DELIVERED,
  PEAL_RULE_FAILED,       /* did not get through */
  PEAL_RULE_REPLIES,
  PEAL_RULE_ANSWERS,      /* of the times that we wrote, how many in a hundred they answered */
  PEAL_RULE_CAMPAIGN,     /* were sent this one */
  PEAL_RULE_N_FIELDS,
} PealRuleField;

typedef enum
{
  PEAL_RULE_TYPE_TEXT,
  PEAL_RULE_TYPE_NUMBER,
  PEAL_RULE_TYPE_DATE,     /* a day of the calendar */
  PEAL_RULE_TYPE_TIME,     /* an instant */
  PEAL_RULE_TYPE_COUNT,    /* how many messages, of late or ever */
  PEAL_RULE_TYPE_CHOICE,   /* one of peal_rule_field_get_choices () */
  PEAL_RULE_TYPE_COUNTRY,  /* an ISO 3166 code */
  PEAL_RULE_TYPE_TAG,
  PEAL_RULE_TYPE_GROUP,
  PEAL_RULE_TYPE_CAMPAIGN,
  PEAL_RULE_TYPE_CUSTOM,   /* whatever the shop has put there: tests of text, number, date, yes and no */
} PealRuleType;

typedef enum
{
  PEAL_RULE_TEST_NONE,
  PEAL_RULE_IS,            /* accents and case do not matter to any test of text */
  PEAL_RULE_IS_NOT,        /* also of what is empty */
  PEAL_RULE_CONTAINS,
  PEAL_RULE_CONTAINS_NOT,  /* also of what is empty */
  PEAL_RULE_BEGINS,
  PEAL_RULE_EMPTY,         /* of an instant: never */
  PEAL_RULE_FILLED,
  PEAL_RULE_EQUALS,
  PEAL_RULE_ABOVE,
  PEAL_RULE_BELOW,
  PEAL_RULE_BETWEEN,
  PEAL_RULE_IN_LAST,       /* not longer ago than so many days */
  PEAL_RULE_NOT_IN_LAST,   /* longer ago, or never */
  PEAL_RULE_LONGER_AGO,    /* longer ago, but not never */
  PEAL_RULE_IN_NEXT,       /* from today up to the day that is so many days ahead */
  PEAL_RULE_THIS_MONTH,
  PEAL_RULE_BEFORE,
  PEAL_RULE_AFTER,
  PEAL_RULE_YES,
  PEAL_RULE_NO,            /* also of what is empty */
  PEAL_RULE_AT_LEAST,
  PEAL_RULE_FEWER,
  PEAL_RULE_N_TESTS,
} PealRuleTest;

typedef enum
{
  PEAL_RULE_VALUE_NONE,
  PEAL_RULE_VALUE_TEXT,
  PEAL_RULE_VALUE_CHOICE,
  PEAL_RULE_VALUE_COUNTRY,
  PEAL_RULE_VALUE_NUMBER,
  PEAL_RULE_VALUE_RANGE,
  PEAL_RULE_VALUE_DATE,
  PEAL_RULE_VALUE_DAYS,
  PEAL_RULE_VALUE_COUNT,   /* a number, and in how many days */
  PEAL_RULE_VALUE_ID,      /* of a group or campaign */
} PealRuleValueKind;

/* "last_sent", "more_than_days_ago"; NULL for none. Static. */
const char *peal_rule_field_to_string (PealRuleField field);
const char *peal_rule_test_to_string (PealRuleTest test);

/* _NONE for a text that is none. */
PealRuleField peal_rule_field_from_string (const char *text);
PealRuleTest peal_rule_test_from_string (const char *text);

PealRuleType peal_rule_field_get_type (PealRuleField field);
gboolean peal_rule_field_has_test (PealRuleField field,
                                   PealRuleTest  test);

/* The words that a field of PEAL_RULE_TYPE_CHOICE may have; NULL for any other. Static. */
const char *const *peal_rule_field_get_choices (PealRuleField field);

PealRuleValueKind peal_rule_get_value_kind (PealRuleField field,
                                            PealRuleTest  test);

/* Whether the answer changes by messages, not only by changes of contacts. */
gboolean peal_rule_field_is_behaviour (PealRuleField field);

G_END_DECLS

/* test-rule.c: rules of groups: what is one, what is none and why, and which values fit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-rule.h"

#include <string.h>

#define CONDITION(members) "{\"all\":[{" members "}]}"

/* What is read and written back as it was. */
static void
test_round_trip (void)
{
  static const char *const rows[] = {
    CONDITION ("\"field\":\"tag\",\"test\":\"is\",\"value\":\"VIP\""),
    CONDITION ("\"field\":\"tag\",\"test\":\"is_empty\""),
    CONDITION ("\"field\":\"city\",\"test\":\"contains\",\"value\":\"\\\"<b>&\\u0001 ü\""),
    CONDITION ("\"field\":\"country\",\"test\":\"is_not\",\"value\":\"DE\""),
    CONDITION ("\"field\":\"score\",\"test\":\"between\",\"value\":[-3,2.5]"),
    CONDITION ("\"field\":\"custom\",\"key\":\"shoe size\",\"test\":\"above\",\"value\":40"),
    CONDITION ("\"field\":\"custom\",\"key\":\"newsletter\",\"test\":\"yes\""),
    CONDITION ("\"field\":\"birthday\",\"test\":\"this_month\""),
    CONDITION ("\"field\":\"birthday\",\"test\":\"in_next_days\",\"days\":0"),
    CONDITION ("\"field\":\"created\",\"test\":\"after\",\"value\":\"2026-02-28\""),
    CONDITION ("\"field\":\"last_sent\",\"test\":\"more_than_days_ago\",\"days\":30"),
    CONDITION ("\"field\":\"last_reply\",\"test\":\"is_empty\""),
    CONDITION ("\"field\":\"sent\",\"test\":\"at_least\",\"value\":3,\"days\":30"),
    CONDITION ("\"field\":\"replies\",\"test\":\"fewer_than\",\"value\":1"),
    CONDITION ("\"field\":\"group\",\"test\":\"is\",\"value\":12"),
    CONDITION ("\"field\":\"group\",\"test\":\"is_not\",\"value\":\"Regulars\""),
    CONDITION ("\"field\":\"consent\",\"test\":\"is\",\"value\":\"opted_in\""),
    CONDITION ("\"field\":\"number_kind\",\"test\":\"is\",\"value\":\"mobile\""),
    "{\"any\":[{\"none\":[{\"field\":\"notes\",\"test\":\"is_not_empty\"}]},"
    "{\"all\":[{\"field\":\"email\",\"test\":\"begins_with\",\"value\":\"a\"}]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PealRule) rule = peal_rule_parse (rows[i], &error);
      g_autoptr(PealRule) copy = NULL;
      g_autofree char *json = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_no_error (error);
      copy = peal_rule_copy (rule);
      json = peal_rule_to_json (copy);
      g_assert_cmpstr (json, ==, rows[i]);
    }
}

static void
test_bare_condition (void)
{
  g_autoptr(PealRule) rule = peal_rule_parse ("{\"test\":\"is_empty\",\"field\":\"city\"}", NULL);
  g_autofree char *json = peal_rule_to_json (rule);

  g_assert_cmpstr (json, ==, CONDITION ("\"field\":\"city\",\"test\":\"is_empty\""));
}

static void
test_errors (void)
{
  static const struct
  {
    const char *json;
    PealRuleError code;
    const char *place;
  } rows[] = {
    { "", PEAL_RULE_ERROR_SYNTAX, "The rule:" },
    { "{", PEAL_RULE_ERROR_SYNTAX, "The rule:" },
    { "[]", PEAL_RULE_ERROR_SYNTAX, "The rule:" },
    { "null", PEAL_RULE_ERROR_SYNTAX, "The rule:" },
    { "{\"all\":{}}", PEAL_RULE_ERROR_SYNTAX, "The rule:" },
    { "{\"all\":[],\"any\":[]}", PEAL_RULE_ERROR_SYNTAX, "The rule:" },
    { "{\"all\":[]}", PEAL_RULE_ERROR_EMPTY, "The rule:" },
    { "{\"all\":[{\"any\":[]}]}", PEAL_RULE_ERROR_EMPTY, "Condition 1:" },
    { "{\"all\":[1]}", PEAL_RULE_ERROR_SYNTAX, "Condition 1:" },
    { CONDITION (""), PEAL_RULE_ERROR_MISSING, "Condition 1:" },
    { CONDITION ("\"field\":\"city\""), PEAL_RULE_ERROR_MISSING, "Condition 1:" },
    { CONDITION ("\"test\":\"is\",\"value\":\"a\""), PEAL_RULE_ERROR_MISSING, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"test\":\"is\""), PEAL_RULE_ERROR_MISSING, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"test\":\"is\",\"value\":\" \""), PEAL_RULE_ERROR_MISSING, "Condition 1:" },
    { CONDITION ("\"field\":\"custom\",\"test\":\"is\",\"value\":\"a\""), PEAL_RULE_ERROR_MISSING, "Condition 1:" },
    { CONDITION ("\"field\":\"score\",\"test\":\"above\""), PEAL_RULE_ERROR_MISSING, "Condition 1:" },
    { CONDITION ("\"field\":\"planet\",\"test\":\"is\",\"value\":\"a\""), PEAL_RULE_ERROR_UNKNOWN, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"test\":\"like\",\"value\":\"a\""), PEAL_RULE_ERROR_UNKNOWN, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"not\":\"is\""), PEAL_RULE_ERROR_UNKNOWN, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"test\":\"above\",\"value\":3"), PEAL_RULE_ERROR_TEST, "Condition 1:" },
    { CONDITION ("\"field\":\"created\",\"test\":\"is_empty\""), PEAL_RULE_ERROR_TEST, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"test\":\"is\",\"value\":3"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"test\":\"is\",\"value\":\"a\\u0000b\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"city\",\"test\":\"is_empty\",\"value\":\"a\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"score\",\"test\":\"above\",\"value\":\"3\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"score\",\"test\":\"between\",\"value\":[3,2]"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"score\",\"test\":\"between\",\"value\":[3]"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"country\",\"test\":\"is\",\"value\":\"Germany\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"consent\",\"test\":\"is\",\"value\":\"maybe\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"created\",\"test\":\"after\",\"value\":\"2026-02-29\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"created\",\"test\":\"after\",\"value\":\"--02-28\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"created\",\"test\":\"in_last_days\""), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"created\",\"test\":\"in_last_days\",\"days\":3661"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"created\",\"test\":\"in_last_days\",\"days\":1.5"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"sent\",\"test\":\"at_least\",\"value\":0"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"sent\",\"test\":\"at_least\",\"value\":1.5"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { CONDITION ("\"field\":\"group\",\"test\":\"is\",\"value\":-1"), PEAL_RULE_ERROR_VALUE, "Condition 1:" },
    { "{\"all\":[{\"field\":\"tag\",\"test\":\"is_empty\"},{\"any\":[{\"field\":\"city\",\"test\":\"is\"}]}]}",
      PEAL_RULE_ERROR_MISSING, "Condition 2.1:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i].json);
      g_assert_null (peal_rule_parse (rows[i].json, &error));
      g_assert_error (error, PEAL_RULE_ERROR, (int) rows[i].code);
      g_assert_true (g_str_has_prefix (error->message, rows[i].place));
    }
}

/* @n groups in each other around a condition. */
static char *
nest (guint n)
{
  GString *json = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (json, "{\"all\":[");
  g_string_append (json, "{\"field\":\"city\",\"test\":\"is_empty\"}");
  for (guint i = 0; i < n; i++)
    g_string_append (json, "]}");
  return g_string_free_and_steal (json);
}

static char *
repeat (guint n)
{
  GString *json = g_string_new ("{\"all\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s{\"field\":\"city\",\"test\":\"is_empty\"}", i > 0 ? "," : "");
  g_string_append (json, "]}");
  return g_string_free_and_steal (json);
}

static char *
stretch (guint n)
{
  g_autofree char *text = g_strnfill (n, 'x');

  return g_strdup_printf (CONDITION ("\"field\":\"city\",\"test\":\"is\",\"value\":\"%s\""), text);
}

static void
test_limits (void)
{
  static const struct
  {
    char *(*make) (guint n);
    guint most;
    guint too_many;
  } rows[] = {
    { nest, PEAL_RULE_MAX_DEPTH, PEAL_RULE_MAX_DEPTH + 1 },
    { nest, PEAL_RULE_MAX_DEPTH, 10000 },
    { repeat, PEAL_RULE_MAX_CONDITIONS, PEAL_RULE_MAX_CONDITIONS + 1 },
    { stretch, PEAL_RULE_MAX_TEXT, PEAL_RULE_MAX_TEXT + 1 },
    { stretch, PEAL_RULE_MAX_TEXT, PEAL_RULE_MAX_JSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *most = rows[i].make (rows[i].most);
      g_autofree char *too_many = rows[i].make (rows[i].too_many);
      g_autoptr(PealRule) rule = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%u", i);
      rule = peal_rule_parse (most, &error);
      g_assert_no_error (error);
      g_assert_null (peal_rule_parse (too_many, &error));
      g_assert_error (error, PEAL_RULE_ERROR, PEAL_RULE_ERROR_TOO_LARGE);
    }
}

/* The condition that is not complete yet is named, and so is an unfinished rule written. */
static void
test_fault (void)
{
  g_autoptr(PealRule) rule = peal_rule_new_group (PEAL_RULE_ANY);
  PealRule *inner = peal_rule_new_group (PEAL_RULE_NONE);
  PealRule *condition = peal_rule_new_condition (PEAL_RULE_CITY);
  const PealRule *fault;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  g_ptr_array_add (rule->rules, inner);
  g_ptr_array_add (inner->rules, condition);
  g_assert_cmpint (condition->test, ==, PEAL_RULE_IS);
  g_assert_false (peal_rule_check (rule, &fault, &error));
  g_assert_error (error, PEAL_RULE_ERROR, PEAL_RULE_ERROR_MISSING);
  g_assert_true (fault == condition);
  json = peal_rule_to_json (rule);
  g_assert_cmpstr (json, ==, "{\"any\":[{\"none\":[{\"field\":\"city\",\"test\":\"is\",\"value\":\"\"}]}]}");

  g_set_str (&condition->text, "Bonn");
  g_assert_true (peal_rule_check (rule, &fault, NULL));
  g_assert_null (fault);
}

static void
test_text (void)
{
  static const struct
  {
    PealRuleTest test;
    const char *text;
    gboolean fits; /* "bonn" */
  } rows[] = {
    { PEAL_RULE_IS, "bonn", TRUE }, { PEAL_RULE_IS, "bonner", FALSE }, { PEAL_RULE_IS, "", FALSE },
    { PEAL_RULE_IS_NOT, "bonn", FALSE }, { PEAL_RULE_IS_NOT, "koln", TRUE }, { PEAL_RULE_IS_NOT, "", TRUE },
    { PEAL_RULE_CONTAINS, "bad bonn", TRUE }, { PEAL_RULE_CONTAINS, "bon", FALSE },
    { PEAL_RULE_CONTAINS_NOT, "bad bonn", FALSE }, { PEAL_RULE_CONTAINS_NOT, "", TRUE },
    { PEAL_RULE_BEGINS, "bonner", TRUE }, { PEAL_RULE_BEGINS, "bad bonn", FALSE },
    { PEAL_RULE_EMPTY, "", TRUE }, { PEAL_RULE_EMPTY, "x", FALSE },
    { PEAL_RULE_FILLED, "x", TRUE }, { PEAL_RULE_FILLED, "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealRule rule = { .kind = PEAL_RULE_CONDITION, .field = PEAL_RULE_CITY, .test = rows[i].test };

      g_test_message ("%s %s", peal_rule_test_to_string (rows[i].test), rows[i].text);
      g_assert_cmpint (peal_rule_matches_text (&rule, rows[i].text, "bonn"), ==, rows[i].fits);
    }
}

static void
test_number (void)
{
  static const struct
  {
    PealRuleTest test;
    double number;
    gboolean fits; /* 3; for a range 3 to 5 */
  } rows[] = {
    { PEAL_RULE_EQUALS, 3, TRUE }, { PEAL_RULE_EQUALS, 3.5, FALSE }, { PEAL_RULE_EQUALS, 2, FALSE },
    { PEAL_RULE_ABOVE, 3, FALSE }, { PEAL_RULE_ABOVE, 3.5, TRUE },
    { PEAL_RULE_BELOW, 3, FALSE }, { PEAL_RULE_BELOW, 2.5, TRUE },
    { PEAL_RULE_BETWEEN, 3, TRUE }, { PEAL_RULE_BETWEEN, 5, TRUE }, { PEAL_RULE_BETWEEN, 5.5, FALSE },
    { PEAL_RULE_BETWEEN, 2.5, FALSE },
    { PEAL_RULE_AT_LEAST, 3, TRUE }, { PEAL_RULE_AT_LEAST, 4, TRUE }, { PEAL_RULE_AT_LEAST, 2, FALSE },
    { PEAL_RULE_FEWER, 2, TRUE }, { PEAL_RULE_FEWER, 3, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealRule rule = { .kind = PEAL_RULE_CONDITION, .field = PEAL_RULE_SCORE, .test = rows[i].test, .number = 3,
                        .other = 5 };

      g_test_message ("%s %g", peal_rule_test_to_string (rows[i].test), rows[i].number);
      g_assert_cmpint (peal_rule_matches_number (&rule, rows[i].number), ==, rows[i].fits);
    }
}

static void
test_date (void)
{
  static const struct
  {
    PealRuleTest test;
    const char *value;    /* a date, or days */
    const char *date;
    const char *today;
    gboolean yearly;
    gboolean fits;
  } rows[] = {
    { PEAL_RULE_IN_NEXT, "0", "1980-11-21", "2026-11-21T23:59", TRUE, TRUE },
    { PEAL_RULE_IN_NEXT, "0", "1980-11-22", "2026-11-21T23:59", TRUE, FALSE },
    { PEAL_RULE_IN_NEXT, "7", "1980-11-28", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_IN_NEXT, "7", "1980-11-29", "2026-11-21T00:00", TRUE, FALSE },
    { PEAL_RULE_IN_NEXT, "7", "1980-11-20", "2026-11-21T00:00", TRUE, FALSE },
    { PEAL_RULE_IN_NEXT, "7", "--01-03", "2026-12-28T00:00", TRUE, TRUE }, /* over the turn of the year */
    { PEAL_RULE_IN_NEXT, "7", "--01-03", "2026-12-28T00:00", FALSE, TRUE }, /* no year: yearly */
    { PEAL_RULE_IN_NEXT, "7", "2020-11-25", "2026-11-21T00:00", FALSE, FALSE },
    { PEAL_RULE_IN_NEXT, "7", "2026-11-25", "2026-11-21T00:00", FALSE, TRUE },
    { PEAL_RULE_IN_NEXT, "0", "2000-02-29", "2026-02-28T00:00", TRUE, TRUE },
    { PEAL_RULE_IN_NEXT, "0", "2000-02-29", "2028-02-28T00:00", TRUE, FALSE },
    { PEAL_RULE_IN_NEXT, "366", "2000-07-04", "2026-02-28T00:00", TRUE, TRUE },
    { PEAL_RULE_IN_LAST, "7", "1980-11-14", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_IN_LAST, "7", "1980-11-13", "2026-11-21T00:00", TRUE, FALSE },
    { PEAL_RULE_IN_LAST, "7", "1980-12-30", "2026-01-03T00:00", TRUE, TRUE },
    { PEAL_RULE_IN_LAST, "7", "2026-11-20", "2026-11-21T00:00", FALSE, TRUE },
    { PEAL_RULE_IN_LAST, "7", "2026-11-22", "2026-11-21T00:00", FALSE, FALSE },
    { PEAL_RULE_THIS_MONTH, "", "1980-11-01", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_THIS_MONTH, "", "1980-12-01", "2026-11-21T00:00", TRUE, FALSE },
    { PEAL_RULE_THIS_MONTH, "", "2025-11-01", "2026-11-21T00:00", FALSE, FALSE },
    { PEAL_RULE_THIS_MONTH, "", "2026-11-01", "2026-11-21T00:00", FALSE, TRUE },
    { PEAL_RULE_BEFORE, "1980-05-17", "1980-05-16", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_BEFORE, "1980-05-17", "1980-05-17", "2026-11-21T00:00", TRUE, FALSE },
    { PEAL_RULE_BEFORE, "1980-05-17", "--05-16", "2026-11-21T00:00", TRUE, FALSE },
    { PEAL_RULE_AFTER, "1980-05-17", "1980-05-18", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_AFTER, "1980-05-17", "1980-05-17", "2026-11-21T00:00", TRUE, FALSE },
    { PEAL_RULE_EMPTY, "", "", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_EMPTY, "", "some day", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_FILLED, "", "--05-17", "2026-11-21T00:00", TRUE, TRUE },
    { PEAL_RULE_IN_NEXT, "7", "some day", "2026-11-21T00:00", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean is_days = strlen (rows[i].value) < 4;
      PealRule rule = { .kind = PEAL_RULE_CONDITION, .field = PEAL_RULE_BIRTHDAY, .test = rows[i].test,
                        .text = (char *) rows[i].value,
                        .days = is_days ? (int) g_ascii_strtoll (rows[i].value, NULL, 10) : 0 };
      PealCivilTime today;

      g_test_message ("%u: %s %s, %s on %s", i, peal_rule_test_to_string (rows[i].test), rows[i].value, rows[i].date,
                      rows[i].today);
      g_assert_true (peal_civil_time_parse (rows[i].today, &today));
      g_assert_cmpint (peal_rule_matches_date (&rule, rows[i].date, &today, rows[i].yearly), ==, rows[i].fits);
    }
}

static void
test_custom (void)
{
  static const struct
  {
    PealRuleTest test;
    const char *text;
    gboolean fits; /* 40, to 50; "40"; 7 days */
  } rows[] = {
    { PEAL_RULE_ABOVE, "41", TRUE }, { PEAL_RULE_ABOVE, "40.5 ", TRUE }, { PEAL_RULE_ABOVE, "41 cm", FALSE },
    { PEAL_RULE_BELOW, "", FALSE }, { PEAL_RULE_BELOW, "39", TRUE }, { PEAL_RULE_ABOVE, "inf", FALSE },
    { PEAL_RULE_BETWEEN, "45", TRUE }, { PEAL_RULE_IS, "40", TRUE }, { PEAL_RULE_CONTAINS, "140", TRUE },
    { PEAL_RULE_EMPTY, "", TRUE }, { PEAL_RULE_FILLED, "0", TRUE },
    { PEAL_RULE_YES, "yes", TRUE }, { PEAL_RULE_YES, "no", FALSE }, { PEAL_RULE_YES, "", FALSE },
    { PEAL_RULE_NO, "", TRUE }, { PEAL_RULE_NO, "true", FALSE },
    { PEAL_RULE_IN_NEXT, "2026-11-28", TRUE }, { PEAL_RULE_IN_NEXT, "2025-11-28", FALSE },
    { PEAL_RULE_THIS_MONTH, "2026-11-01", TRUE },
  };
  static const PealCivilTime today = { 2026, 11, 21, 12, 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealRule rule = { .kind = PEAL_RULE_CONDITION, .field = PEAL_RULE_CUSTOM, .test = rows[i].test,
                        .text = (char *) "40", .number = 40, .other = 50, .days = 7 };

      g_test_message ("%s %s", peal_rule_test_to_string (rows[i].test), rows[i].text);
      g_assert_cmpint (peal_rule_matches_custom (&rule, rows[i].text, rows[i].text, "40", &today), ==, rows[i].fits);
    }
}

static void
test_edge (void)
{
  static const struct
  {
    PealRuleTest test;
    const char *date;
    gint64 edge;
  } rows[] = {
    { PEAL_RULE_IN_LAST, "", 1000 * G_TIME_SPAN_DAY - 3 * G_TIME_SPAN_DAY },
    { PEAL_RULE_LONGER_AGO, "", 1000 * G_TIME_SPAN_DAY - 3 * G_TIME_SPAN_DAY },
    { PEAL_RULE_BEFORE, "1970-01-11", 10 * G_TIME_SPAN_DAY - G_TIME_SPAN_HOUR },
    { PEAL_RULE_AFTER, "1970-01-11", 11 * G_TIME_SPAN_DAY - G_TIME_SPAN_HOUR },
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("+01:00");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealRule rule = { .kind = PEAL_RULE_CONDITION, .field = PEAL_RULE_CREATED, .test = rows[i].test, .days = 3,
                        .text = (char *) rows[i].date };

      g_assert_cmpint (peal_rule_get_edge (&rule, 1000 * G_TIME_SPAN_DAY, zone), ==, rows[i].edge);
    }
}

/* Every field and test has its own name, is found by it, and has some test. */
static void
test_names (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint field = 1; field < PEAL_RULE_N_FIELDS; field++)
    {
      g_autoptr(PealRule) rule = peal_rule_new_condition (field);

      g_assert_cmpint (peal_rule_field_from_string (peal_rule_field_to_string (field)), ==, field);
      g_assert_true (g_hash_table_add (seen, (gpointer) peal_rule_field_to_string (field)));
      g_assert_cmpint (rule->test, !=, PEAL_RULE_TEST_NONE);
      g_assert_cmpint (peal_rule_field_get_choices (field) != NULL, ==,
                       peal_rule_field_get_type (field) == PEAL_RULE_TYPE_CHOICE);
    }
  for (guint test = 1; test < PEAL_RULE_N_TESTS; test++)
    g_assert_cmpint (peal_rule_test_from_string (peal_rule_test_to_string (test)), ==, test);
  g_assert_cmpint (peal_rule_field_from_string ("?"), ==, PEAL_RULE_FIELD_NONE);
  g_assert_null (peal_rule_test_to_string (PEAL_RULE_TEST_NONE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rule/round-trip", test_round_trip);
  g_test_add_func ("/core/rule/bare-condition", test_bare_condition);
  g_test_add_func ("/core/rule/errors", test_errors);
  g_test_add_func ("/core/rule/limits", test_limits);
  g_test_add_func ("/core/rule/fault", test_fault);
  g_test_add_func ("/core/rule/text", test_text);
  g_test_add_func ("/core/rule/number", test_number);
  g_test_add_func ("/core/rule/date", test_date);
  g_test_add_func ("/core/rule/custom", test_custom);
  g_test_add_func ("/core/rule/edge", test_edge);
  g_test_add_func ("/core/rule/names", test_names);
  return g_test_run ();
}

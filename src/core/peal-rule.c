/* peal-rule.c: rules as values, what is wrong with one, and whether a value fits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-rule-private.h"

#include "peal-occasion.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (peal-rule-error-quark, peal_rule_error)

static PealRule *
rule_new (PealRuleKind kind)
{
  PealRule *self = g_new0 (PealRule, 1);

  self->kind = kind;
  self->key = g_strdup ("");
  self->text = g_strdup ("");
  if (kind != PEAL_RULE_CONDITION)
    self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_rule_free);
  return self;
}

PealRule *
peal_rule_new_group (PealRuleKind kind)
{
  g_return_val_if_fail (kind >= PEAL_RULE_ALL && kind <= PEAL_RULE_NONE, NULL);

  return rule_new (kind);
}

PealRule *
peal_rule_new_condition (PealRuleField field)
{
  PealRule *self = rule_new (PEAL_RULE_CONDITION);

  self->field = field;
  for (guint test = 1; self->test == PEAL_RULE_TEST_NONE && test < PEAL_RULE_N_TESTS; test++)
    if (peal_rule_field_has_test (field, test))
      self->test = test;
  return self;
}

static gpointer
copy_rule (gconstpointer rule,
           gpointer      data)
{
  return peal_rule_copy (rule);
}

PealRule *
peal_rule_copy (const PealRule *self)
{
  PealRule *copy = g_memdup2 (self, sizeof *self);

  copy->key = g_strdup (self->key);
  copy->text = g_strdup (self->text);
  if (self->rules != NULL)
    copy->rules = g_ptr_array_copy (self->rules, (GCopyFunc) copy_rule, NULL);
  return copy;
}

void
peal_rule_free (PealRule *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

void
peal_rule_foreach (PealRule    *self,
                   PealRuleFunc func,
                   gpointer     data)
{
  g_return_if_fail (self != NULL);

  if (self->kind == PEAL_RULE_CONDITION)
    func (self, data);
  for (guint i = 0; self->rules != NULL && i < self->rules->len; i++)
    peal_rule_foreach (g_ptr_array_index (self->rules, i), func, data);
}

/* What is wrong ----------------------------------------------------------------------------------- */

typedef struct
{
  GString *path;             /* "2.1" */
  guint n_conditions;
  const PealRule *fault;
  GError **error;
} Check;

gboolean
peal_rule_fail (const char   *path,
                PealRuleError code,
                const char   *what,
                GError      **error)
{
  if (*path == '\0')
    g_set_error (error, PEAL_RULE_ERROR, code, "The rule: %s", what);
  else
    g_set_error (error, PEAL_RULE_ERROR, code, "Condition %s: %s", path, what);
  return FALSE;
}

static gboolean
fail (Check          *check,
      const PealRule *rule,
      PealRuleError   code,
      const char     *what)
{
  check->fault = rule;
  return peal_rule_fail (check->path->str, code, what, check->error);
}

static gboolean
is_whole (double number,
          double low,
          double high)
{
  return number >= low && number <= high && floor (number) == number;
}

static gboolean
is_country (const char *text)
{
  return strlen (text) == 2 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]);
}

static gboolean
check_text (Check          *check,
            const PealRule *rule,
            const char     *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));

  if (*bare == '\0')
    return fail (check, rule, PEAL_RULE_ERROR_MISSING, "it has no value to compare with");
  if (g_utf8_strlen (text, -1) > PEAL_RULE_MAX_TEXT)
    return fail (check, rule, PEAL_RULE_ERROR_TOO_LARGE, "its text is too long");
  return TRUE;
}

static gboolean
check_date (Check          *check,
            const PealRule *rule)
{
  PealOccasionDate date;

  if (*rule->text == '\0')
    return fail (check, rule, PEAL_RULE_ERROR_MISSING, "it has no date to compare with");
  if (!peal_occasion_date_parse (rule->text, &date) || date.year == 0)
    return fail (check, rule, PEAL_RULE_ERROR_VALUE, "its date is none; write 2026-11-30");
  return TRUE;
}

static gboolean
check_count (Check          *check,
             const PealRule *rule)
{
  if (!is_whole (rule->number, 1, PEAL_RULE_MAX_COUNT))
    return fail (check, rule, PEAL_RULE_ERROR_VALUE, "its number is not a whole one from 1 to 1000000");
  if (rule->days < 0 || rule->days > PEAL_RULE_MAX_DAYS)
    return fail (check, rule, PEAL_RULE_ERROR_VALUE, "its days are not from 0 to 3660");
  return TRUE;
}

static gboolean
check_days (Check          *check,
            const PealRule *rule)
{
  int least = rule->test == PEAL_RULE_IN_NEXT ? 0 : 1;

  if (rule->days < least || rule->days > PEAL_RULE_MAX_DAYS)
    return fail (check, rule, PEAL_RULE_ERROR_VALUE, "its days are not from 1 to 3660");
  return TRUE;
}

static gboolean
check_value (Check          *check,
             const PealRule *rule)
{
  switch (peal_rule_get_value_kind (rule->field, rule->test))
    {
    case PEAL_RULE_VALUE_NONE:
      return TRUE;
    case PEAL_RULE_VALUE_TEXT:
      return check_text (check, rule, rule->text);
    case PEAL_RULE_VALUE_CHOICE:
      if (*rule->text == '\0')
        return fail (check, rule, PEAL_RULE_ERROR_MISSING, "it has no value to compare with");
      return g_strv_contains (peal_rule_field_get_choices (rule->field), rule->text)
             || fail (check, rule, PEAL_RULE_ERROR_VALUE, "its value is not one that this field can have");
    case PEAL_RULE_VALUE_COUNTRY:
      if (*rule->text == '\0')
        return fail (check, rule, PEAL_RULE_ERROR_MISSING, "it has no value to compare with");
      return is_country (rule->text)
             || fail (check, rule, PEAL_RULE_ERROR_VALUE, "its country is no code of two capitals, such as DE");
    case PEAL_RULE_VALUE_NUMBER:
      return isfinite (rule->number) || fail (check, rule, PEAL_RULE_ERROR_VALUE, "its number is none");
    case PEAL_RULE_VALUE_RANGE:
      return (isfinite (rule->number) && isfinite (rule->other) && rule->number <= rule->other)
             || fail (check, rule, PEAL_RULE_ERROR_VALUE, "its range does not go from a number up to another");
    case PEAL_RULE_VALUE_DATE:
      return check_date (check, rule);
    case PEAL_RULE_VALUE_DAYS:
      return check_days (check, rule);
    case PEAL_RULE_VALUE_COUNT:
      return check_count (check, rule);
    case PEAL_RULE_VALUE_ID:
      return rule->id > 0 || check_text (check, rule, rule->text);
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
check_condition (Check          *check,
                 const PealRule *rule)
{
  if (++check->n_conditions > PEAL_RULE_MAX_CONDITIONS)
    return fail (check, rule, PEAL_RULE_ERROR_TOO_LARGE, "there are more than 100 conditions");
  if (peal_rule_field_to_string (rule->field) == NULL)
    return fail (check, rule, PEAL_RULE_ERROR_MISSING, "it names no field");
  if (rule->test == PEAL_RULE_TEST_NONE)
    return fail (check, rule, PEAL_RULE_ERROR_MISSING, "it names no test");
  if (!peal_rule_field_has_test (rule->field, rule->test))
    return fail (check, rule, PEAL_RULE_ERROR_TEST, "its field does not have this test");
  if (rule->field == PEAL_RULE_CUSTOM && !check_text (check, rule, rule->key))
    return FALSE;
  return check_value (check, rule);
}

static gboolean
check_rule (Check          *check,
            const PealRule *rule,
            int             depth)
{
  gsize length = check->path->len;

  if (rule->kind == PEAL_RULE_CONDITION)
    return check_condition (check, rule);
  if (depth > PEAL_RULE_MAX_DEPTH)
    return fail (check, rule, PEAL_RULE_ERROR_TOO_LARGE, "groups stand in groups more than 6 deep");
  if (rule->rules->len == 0)
    return fail (check, rule, PEAL_RULE_ERROR_EMPTY, "a group needs a condition in it");
  for (guint i = 0; i < rule->rules->len; i++)
    {
      g_string_append_printf (check->path, length > 0 ? ".%u" : "%u", i + 1);
      if (!check_rule (check, g_ptr_array_index (rule->rules, i), depth + 1))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

gboolean
peal_rule_check (const PealRule  *self,
                 const PealRule **fault,
                 GError         **error)
{
  Check check = { .error = error };
  gboolean fine;

  g_return_val_if_fail (self != NULL, FALSE);

  check.path = g_string_new (NULL);
  fine = check_rule (&check, self, 1);
  g_string_free (check.path, TRUE);
  if (fault != NULL)
    *fault = check.fault;
  return fine;
}

/* Whether a value fits ---------------------------------------------------------------------------- */

gboolean
peal_rule_matches_text (const PealRule *self,
                        const char     *text,
                        const char     *value)
{
  switch ((guint) self->test)
    {
    case PEAL_RULE_IS:
      return g_str_equal (text, value);
    case PEAL_RULE_IS_NOT:
      return !g_str_equal (text, value);
    case PEAL_RULE_CONTAINS:
      return strstr (text, value) != NULL;
    case PEAL_RULE_CONTAINS_NOT:
      return strstr (text, value) == NULL;
    case PEAL_RULE_BEGINS:
      return g_str_has_prefix (text, value);
    case PEAL_RULE_EMPTY:
      return *text == '\0';
    case PEAL_RULE_FILLED:
      return *text != '\0';
    }
  g_return_val_if_reached (FALSE);
}

gboolean
peal_rule_matches_number (const PealRule *self,
                          double          number)
{
  switch ((guint) self->test)
    {
    case PEAL_RULE_EQUALS:
      return number >= self->number && number <= self->number;
    case PEAL_RULE_ABOVE:
    case PEAL_RULE_AT_LEAST:
      return number > self->number || (self->test == PEAL_RULE_AT_LEAST && number >= self->number);
    case PEAL_RULE_BELOW:
    case PEAL_RULE_FEWER:
      return number < self->number;
    case PEAL_RULE_BETWEEN:
      return number >= self->number && number <= self->other;
    }
  g_return_val_if_reached (FALSE);
}

static int
get_day (int                     year,
         const PealOccasionDate *date)
{
  PealCivilTime civil = { year, date->month, MIN (date->day, peal_civil_days_in_month (year, date->month)), 0, 0, 0 };

  return peal_civil_time_get_day (&civil);
}

/* How many days the date, in one of its years, lies ahead of @today: from @low to @high. */
static gboolean
is_ahead (const PealOccasionDate *date,
          const PealCivilTime    *today,
          gboolean                yearly,
          int                     low,
          int                     high)
{
  int now = peal_civil_time_get_day (today);

  if (!yearly)
    return get_day (date->year, date) - now >= low && get_day (date->year, date) - now <= high;
  if (high - low >= 366)
    return TRUE;
  for (int year = MAX (today->year - 1, PEAL_CIVIL_MIN_YEAR); year <= MIN (today->year + 1, PEAL_CIVIL_MAX_YEAR); year++)
    {
      int ahead = get_day (year, date) - now;

      if (ahead >= low && ahead <= high)
        return TRUE;
    }
  return FALSE;
}

static gboolean
compare_date (const PealRule         *self,
              const PealOccasionDate *date,
              int                     sign)
{
  PealOccasionDate edge;

  if (date->year == 0 || !peal_occasion_date_parse (self->text, &edge))
    return FALSE;
  return sign * (get_day (date->year, date) - get_day (edge.year, &edge)) > 0;
}

gboolean
peal_rule_matches_date (const PealRule      *self,
                        const char          *text,
                        const PealCivilTime *today,
                        gboolean             yearly)
{
  PealOccasionDate date;
  gboolean is_date = peal_occasion_date_parse (text, &date);

  if (self->test == PEAL_RULE_EMPTY || self->test == PEAL_RULE_FILLED)
    return is_date == (self->test == PEAL_RULE_FILLED);
  if (!is_date)
    return FALSE;
  yearly = yearly || date.year == 0;
  switch ((guint) self->test)
    {
    case PEAL_RULE_IN_LAST:
      return is_ahead (&date, today, yearly, -self->days, 0);
    case PEAL_RULE_IN_NEXT:
      return is_ahead (&date, today, yearly, 0, self->days);
    case PEAL_RULE_THIS_MONTH:
      return date.month == today->month && (yearly || date.year == today->year);
    case PEAL_RULE_BEFORE:
      return compare_date (self, &date, -1);
    case PEAL_RULE_AFTER:
      return compare_date (self, &date, 1);
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
is_yes (const char *folded)
{
  static const char *const words[] = { "1", "yes", "true", "y", "x", "on", "ja", "oui", "si", NULL };

  return g_strv_contains (words, folded);
}

gboolean
peal_rule_matches_custom (const PealRule      *self,
                          const char          *text,
                          const char          *folded,
                          const char          *value,
                          const PealCivilTime *today)
{
  switch (peal_rule_get_value_kind (self->field, self->test))
    {
    case PEAL_RULE_VALUE_NUMBER:
    case PEAL_RULE_VALUE_RANGE:
      {
        char *end;
        double number = g_ascii_strtod (text, &end);

        return end > text && end[strspn (end, " ")] == '\0' && isfinite (number)
               && peal_rule_matches_number (self, number);
      }
    case PEAL_RULE_VALUE_DATE:
    case PEAL_RULE_VALUE_DAYS:
      return peal_rule_matches_date (self, text, today, FALSE);
    case PEAL_RULE_VALUE_NONE:
      if (self->test == PEAL_RULE_YES || self->test == PEAL_RULE_NO)
        return is_yes (folded) == (self->test == PEAL_RULE_YES);
      if (self->test == PEAL_RULE_THIS_MONTH)
        return peal_rule_matches_date (self, text, today, FALSE);
      break;
    case PEAL_RULE_VALUE_TEXT:
    case PEAL_RULE_VALUE_CHOICE:
    case PEAL_RULE_VALUE_COUNTRY:
    case PEAL_RULE_VALUE_COUNT:
    case PEAL_RULE_VALUE_ID:
      break;
    }
  return peal_rule_matches_text (self, folded, value);
}

gint64
peal_rule_get_edge (const PealRule *self,
                    gint64          now,
                    GTimeZone      *zone)
{
  PealCivilTime civil = { 0 };
  PealOccasionDate date;

  if (self->test != PEAL_RULE_BEFORE && self->test != PEAL_RULE_AFTER)
    return now - self->days * G_TIME_SPAN_DAY;
  g_return_val_if_fail (peal_occasion_date_parse (self->text, &date), now);

  civil.year = date.year;
  civil.month = date.month;
  civil.day = date.day;
  if (self->test == PEAL_RULE_AFTER)
    peal_civil_time_set_day (&civil, peal_civil_time_get_day (&civil) + 1);
  return peal_civil_time_to_instant (&civil, zone, NULL);
}

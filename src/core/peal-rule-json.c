/* peal-rule-json.c: rules as JSON.
 *
 * The parser does not recurse, and what recurses here goes no deeper than a rule
 * may, so that no input, however deep, costs more stack than that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-rule-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

typedef struct
{
  GString *path;
  GError **error;
} Reading;

static const struct
{
  const char *name;
  PealRuleKind kind;
} kinds[] = {
  { "all", PEAL_RULE_ALL },
  { "any", PEAL_RULE_ANY },
  { "none", PEAL_RULE_NONE },
};

static gboolean
fail (Reading      *reading,
      PealRuleError code,
      const char   *what)
{
  return peal_rule_fail (reading->path->str, code, what, reading->error);
}

/* Whether the value is text without a NUL in it. */
static gboolean
is_text (yyjson_val *value)
{
  return yyjson_is_str (value) && strlen (yyjson_get_str (value)) == yyjson_get_len (value);
}

static gboolean
read_value (Reading    *reading,
            PealRule   *rule,
            yyjson_val *value)
{
  if (is_text (value))
    g_set_str (&rule->text, yyjson_get_str (value));
  else if (yyjson_is_num (value))
    {
      rule->number = yyjson_get_num (value);
      rule->id = yyjson_is_uint (value) && yyjson_get_uint (value) <= G_MAXINT64 ? (gint64) yyjson_get_uint (value) : 0;
    }
  else if (yyjson_is_arr (value) && yyjson_arr_size (value) == 2 && yyjson_is_num (yyjson_arr_get (value, 0))
           && yyjson_is_num (yyjson_arr_get (value, 1)))
    {
      rule->number = yyjson_get_num (yyjson_arr_get (value, 0));
      rule->other = yyjson_get_num (yyjson_arr_get (value, 1));
    }
  else
    return fail (reading, PEAL_RULE_ERROR_VALUE, "its value is neither text, nor a number, nor two of them");
  return TRUE;
}

static gboolean
read_member (Reading    *reading,
             PealRule   *rule,
             const char *name,
             yyjson_val *value)
{
  if (g_str_equal (name, "value"))
    return read_value (reading, rule, value);
  if (g_str_equal (name, "days"))
    {
      if (!yyjson_is_uint (value) || yyjson_get_uint (value) > PEAL_RULE_MAX_DAYS)
        return fail (reading, PEAL_RULE_ERROR_VALUE, "its days are not a whole number from 0 to 3660");
      rule->days = (int) yyjson_get_uint (value);
      return TRUE;
    }
  if (!is_text (value))
    return fail (reading, PEAL_RULE_ERROR_VALUE, "field, test and key are texts");
  if (g_str_equal (name, "key"))
    g_set_str (&rule->key, yyjson_get_str (value));
  else if (g_str_equal (name, "field"))
    rule->field = peal_rule_field_from_string (yyjson_get_str (value));
  else
    rule->test = peal_rule_test_from_string (yyjson_get_str (value));
  if (g_str_equal (name, "field") && rule->field == PEAL_RULE_FIELD_NONE)
    return fail (reading, PEAL_RULE_ERROR_UNKNOWN, "there is no such field");
  if (g_str_equal (name, "test") && rule->test == PEAL_RULE_TEST_NONE)
    return fail (reading, PEAL_RULE_ERROR_UNKNOWN, "there is no such test");
  return TRUE;
}

/* The value must be of the kind that the test compares with: "5" is no number, and 5 no text. */
static gboolean
fits_test (Reading        *reading,
           const PealRule *rule,
           yyjson_val     *value)
{
  PealRuleValueKind kind = peal_rule_get_value_kind (rule->field, rule->test);
  gboolean is_number = kind == PEAL_RULE_VALUE_NUMBER || kind == PEAL_RULE_VALUE_COUNT;

  if (value == NULL)
    return (!is_number && kind != PEAL_RULE_VALUE_RANGE)
           || fail (reading, PEAL_RULE_ERROR_MISSING, "it has no number to compare with");
  if (kind == PEAL_RULE_VALUE_NONE || kind == PEAL_RULE_VALUE_DAYS)
    return fail (reading, PEAL_RULE_ERROR_VALUE, "its test has no value");
  if (kind == PEAL_RULE_VALUE_ID)
    return is_text (value) || rule->id > 0 || fail (reading, PEAL_RULE_ERROR_VALUE, "its value is no id and no name");
  if (is_number != yyjson_is_num (value) || (kind == PEAL_RULE_VALUE_RANGE) != yyjson_is_arr (value))
    return fail (reading, PEAL_RULE_ERROR_VALUE, "its value is of another kind than its test needs");
  return TRUE;
}

static PealRule *
read_condition (Reading    *reading,
                yyjson_val *object)
{
  g_autoptr(PealRule) rule = peal_rule_new_condition (PEAL_RULE_FIELD_NONE);
  yyjson_obj_iter iter = yyjson_obj_iter_with (object);
  yyjson_val *name;

  while ((name = yyjson_obj_iter_next (&iter)) != NULL)
    {
      static const char *const names[] = { "field", "test", "key", "value", "days", NULL };

      if (!is_text (name) || !g_strv_contains (names, yyjson_get_str (name)))
        {
          fail (reading, PEAL_RULE_ERROR_UNKNOWN, "it has a member that is none of field, test, key, value and days");
          return NULL;
        }
      if (!read_member (reading, rule, yyjson_get_str (name), yyjson_obj_iter_get_val (name)))
        return NULL;
    }
  if (peal_rule_field_has_test (rule->field, rule->test)
      && !fits_test (reading, rule, yyjson_obj_get (object, "value")))
    return NULL;
  return g_steal_pointer (&rule);
}

static PealRule *read_rule (Reading    *reading,
                            yyjson_val *object,
                            int         depth);

static gboolean
read_members (Reading    *reading,
              PealRule   *group,
              yyjson_val *array,
              int         depth)
{
  gsize length = reading->path->len;
  yyjson_arr_iter iter = yyjson_arr_iter_with (array);
  yyjson_val *element;

  if (yyjson_arr_size (array) > PEAL_RULE_MAX_CONDITIONS)
    return fail (reading, PEAL_RULE_ERROR_TOO_LARGE, "there are more than 100 conditions");
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      PealRule *rule;

      g_string_append_printf (reading->path, length > 0 ? ".%u" : "%u", group->rules->len + 1);
      rule = read_rule (reading, element, depth + 1);
      if (rule == NULL)
        return FALSE;
      g_ptr_array_add (group->rules, rule);
      g_string_truncate (reading->path, length);
    }
  return TRUE;
}

static PealRule *
read_rule (Reading    *reading,
           yyjson_val *object,
           int         depth)
{
  if (!yyjson_is_obj (object))
    fail (reading, PEAL_RULE_ERROR_SYNTAX, "it is no JSON object");
  else if (depth > PEAL_RULE_MAX_DEPTH + 1)
    fail (reading, PEAL_RULE_ERROR_TOO_LARGE, "groups stand in groups more than 6 deep");
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          yyjson_val *array = yyjson_obj_get (object, kinds[i].name);
          g_autoptr(PealRule) group = NULL;

          if (array == NULL)
            continue;
          if (!yyjson_is_arr (array) || yyjson_obj_size (object) != 1)
            {
              fail (reading, PEAL_RULE_ERROR_SYNTAX, "a group is all, any or none of one array, and nothing else");
              return NULL;
            }
          group = peal_rule_new_group (kinds[i].kind);
          return read_members (reading, group, array, depth) ? g_steal_pointer (&group) : NULL;
        }
      return read_condition (reading, object);
    }
  return NULL;
}

static PealRule *
read_root (yyjson_val *root,
           GError    **error)
{
  Reading reading = { .error = error };
  PealRule *rule;

  reading.path = g_string_new (NULL);
  rule = read_rule (&reading, root, 1);
  g_string_free (reading.path, TRUE);
  if (rule != NULL && rule->kind == PEAL_RULE_CONDITION)
    {
      PealRule *group = peal_rule_new_group (PEAL_RULE_ALL);

      g_ptr_array_add (group->rules, rule);
      return group;
    }
  return rule;
}

PealRule *
peal_rule_parse (const char *json,
                 GError    **error)
{
  g_autoptr(yyjson_doc) doc = NULL;
  g_autoptr(PealRule) rule = NULL;
  gsize length;

  g_return_val_if_fail (json != NULL, NULL);

  length = strlen (json);
  if (length > PEAL_RULE_MAX_JSON)
    {
      peal_rule_fail ("", PEAL_RULE_ERROR_TOO_LARGE, "its JSON is too long", error);
      return NULL;
    }
  doc = yyjson_read (json, length, YYJSON_READ_NOFLAG);
  if (doc == NULL)
    {
      peal_rule_fail ("", PEAL_RULE_ERROR_SYNTAX, "it is not JSON", error);
      return NULL;
    }
  rule = read_root (yyjson_doc_get_root (doc), error);
  if (rule == NULL || !peal_rule_check (rule, NULL, error))
    return NULL;
  return g_steal_pointer (&rule);
}

/* Writing ----------------------------------------------------------------------------------------- */

static yyjson_mut_val *
write_number (yyjson_mut_doc *doc,
              double          number)
{
  if (floor (number) == number && fabs (number) < 1e15)
    return yyjson_mut_sint (doc, (gint64) number);
  return yyjson_mut_real (doc, number);
}

static void
write_value (yyjson_mut_doc *doc,
             yyjson_mut_val *object,
             const PealRule *rule)
{
  switch (peal_rule_get_value_kind (rule->field, rule->test))
    {
    case PEAL_RULE_VALUE_NONE:
    case PEAL_RULE_VALUE_DAYS:
      return;
    case PEAL_RULE_VALUE_NUMBER:
    case PEAL_RULE_VALUE_COUNT:
      yyjson_mut_obj_add_val (doc, object, "value", write_number (doc, rule->number));
      return;
    case PEAL_RULE_VALUE_RANGE:
      {
        yyjson_mut_val *range = yyjson_mut_obj_add_arr (doc, object, "value");

        yyjson_mut_arr_append (range, write_number (doc, rule->number));
        yyjson_mut_arr_append (range, write_number (doc, rule->other));
        return;
      }
    case PEAL_RULE_VALUE_ID:
      if (rule->id > 0)
        {
          yyjson_mut_obj_add_sint (doc, object, "value", rule->id);
          return;
        }
      break;
    case PEAL_RULE_VALUE_TEXT:
    case PEAL_RULE_VALUE_CHOICE:
    case PEAL_RULE_VALUE_COUNTRY:
    case PEAL_RULE_VALUE_DATE:
      break;
    }
  yyjson_mut_obj_add_strcpy (doc, object, "value", rule->text);
}

static yyjson_mut_val *
write_condition (yyjson_mut_doc *doc,
                 const PealRule *rule)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  PealRuleValueKind kind;

  if (peal_rule_field_to_string (rule->field) == NULL)
    return object;
  kind = peal_rule_get_value_kind (rule->field, rule->test);
  yyjson_mut_obj_add_str (doc, object, "field", peal_rule_field_to_string (rule->field));
  if (rule->field == PEAL_RULE_CUSTOM)
    yyjson_mut_obj_add_strcpy (doc, object, "key", rule->key);
  if (rule->test != PEAL_RULE_TEST_NONE)
    yyjson_mut_obj_add_str (doc, object, "test", peal_rule_test_to_string (rule->test));
  write_value (doc, object, rule);
  if (kind == PEAL_RULE_VALUE_DAYS || (kind == PEAL_RULE_VALUE_COUNT && rule->days > 0))
    yyjson_mut_obj_add_int (doc, object, "days", rule->days);
  return object;
}

static yyjson_mut_val *
write_rule (yyjson_mut_doc *doc,
            const PealRule *rule)
{
  yyjson_mut_val *object, *array;

  if (rule->kind == PEAL_RULE_CONDITION)
    return write_condition (doc, rule);
  object = yyjson_mut_obj (doc);
  array = yyjson_mut_obj_add_arr (doc, object, kinds[rule->kind - PEAL_RULE_ALL].name);
  for (guint i = 0; i < rule->rules->len; i++)
    yyjson_mut_arr_append (array, write_rule (doc, g_ptr_array_index (rule->rules, i)));
  return object;
}

char *
peal_rule_to_json (const PealRule *self)
{
  g_autoptr(yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  char *text, *json;

  g_return_val_if_fail (self != NULL, NULL);

  yyjson_mut_doc_set_root (doc, write_rule (doc, self));
  text = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  json = g_strdup (text);
  free (text);
  return json;
}

/* test-rule-edit.c: steps of an editor on a rule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-rule-edit.h"

/* "a [b (c)] d": letters are conditions, brackets all and parentheses any. */
static PealRule *
read_parts (const char **text,
            PealRuleKind kind)
{
  PealRule *group = peal_rule_new_group (kind);

  for (; **text != '\0' && **text != ']' && **text != ')'; (*text)++)
    {
      PealRule *part;

      if (**text == ' ')
        continue;
      if (g_ascii_isalpha (**text))
        {
          part = peal_rule_new_condition (PEAL_RULE_CITY);
          g_free (part->text);
          part->text = g_strndup (*text, 1);
        }
      else
        {
          PealRuleKind inner = **text == '[' ? PEAL_RULE_ALL : PEAL_RULE_ANY;

          (*text)++;
          part = read_parts (text, inner);
        }
      g_ptr_array_add (group->rules, part);
    }
  return group;
}

static void
write_parts (GString        *text,
             const PealRule *group)
{
  for (guint i = 0; i < group->rules->len; i++)
    {
      const PealRule *part = g_ptr_array_index (group->rules, i);

      if (i > 0)
        g_string_append_c (text, ' ');
      if (part->kind == PEAL_RULE_CONDITION)
        {
          g_string_append (text, part->text);
          continue;
        }
      g_string_append_c (text, part->kind == PEAL_RULE_ALL ? '[' : '(');
      write_parts (text, part);
      g_string_append_c (text, part->kind == PEAL_RULE_ALL ? ']' : ')');
    }
}

static gboolean
act (PealRule   *root,
     PealRule   *rule,
     const char *act_name)
{
  if (g_str_equal (act_name, "remove"))
    peal_rule_remove (root, rule);
  else if (g_str_equal (act_name, "wrap"))
    return peal_rule_wrap (root, rule);
  else
    return peal_rule_move (root, rule, g_str_equal (act_name, "up") ? -1 : 1);
  return TRUE;
}

static void
test_acts (void)
{
  static const struct
  {
    const char *before;
    const char *path;
    const char *act;
    const char *after; /* NULL = it cannot be done */
  } rows[] = {
    { "a b c", "1", "remove", "a c" },
    { "a [b]", "1.0", "remove", "a" },
    { "a [(b)]", "1.0.0", "remove", "a" },
    { "[a]", "0.0", "remove", "" },
    { "a [b c]", "1", "remove", "a" },
    { "a b c", "1", "up", "b a c" },
    { "a b c", "1", "down", "a c b" },
    { "a b c", "0", "up", NULL },
    { "a b c", "2", "down", NULL },
    { "a [b c] d", "0", "down", "[a b c] d" },
    { "a [b c] d", "2", "up", "a [b c d]" },
    { "a [b c] d", "1.0", "up", "a b [c] d" },
    { "a [b c] d", "1.1", "down", "a [b] c d" },
    { "a [b] c", "1.0", "up", "a b c" },
    { "a [b] c", "1.0", "down", "a b c" },
    { "a [b] c", "1", "up", "[b] a c" },
    { "[a] (b)", "0", "down", "([a] b)" },
    { "a ((((b)))) [c]", "2", "up", "a ((((b))) [c])" },
    { "(a) [((((b))))]", "1", "up", "[((((b))))] (a)" }, /* no room */
    { "a b", "0", "wrap", "(a) b" },
    { "(a b)", "0.1", "wrap", "(a [b])" },
    { "[((((a))))]", "0.0.0.0.0.0", "wrap", NULL },
    { "[(((a)))]", "0.0.0.0.0", "wrap", "[((([a])))]" },
    { "(((((a)))))", "0", "wrap", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *text = rows[i].before;
      g_autoptr(PealRule) root = read_parts (&text, PEAL_RULE_ALL);
      PealRule *rule = peal_rule_find (root, rows[i].path);
      g_autofree char *path = NULL;
      GString *after = g_string_new (NULL);

      g_test_message ("%u: %s %s of %s", i, rows[i].act, rows[i].path, rows[i].before);
      g_assert_nonnull (rule);
      path = peal_rule_dup_path (root, rule);
      g_assert_cmpstr (path, ==, rows[i].path);
      g_assert_cmpint (act (root, rule, rows[i].act), ==, rows[i].after != NULL);
      write_parts (after, root);
      g_assert_cmpstr (after->str, ==, rows[i].after != NULL ? rows[i].after : rows[i].before);
      g_string_free (after, TRUE);
    }
}

static void
test_paths (void)
{
  const char *text = "a [b]";
  g_autoptr(PealRule) root = read_parts (&text, PEAL_RULE_ALL);
  g_autofree char *path = peal_rule_dup_path (root, root);

  g_assert_cmpstr (path, ==, "");
  g_assert_true (peal_rule_find (root, "") == root);
  g_assert_null (peal_rule_find (root, "2"));
  g_assert_null (peal_rule_find (root, "0.0"));
  g_assert_null (peal_rule_find (root, "x"));
  g_assert_true (peal_rule_find_parent (root, peal_rule_find (root, "1.0")) == peal_rule_find (root, "1"));
  g_assert_null (peal_rule_find_parent (root, root));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rule-edit/acts", test_acts);
  g_test_add_func ("/core/rule-edit/paths", test_paths);
  return g_test_run ();
}

/* peal-rule-edit.c: taking a rule apart and putting it together, step by step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-rule-edit.h"

/* Looks below @group. */
static PealRule *
look_for (PealRule       *group,
          const PealRule *rule,
          guint          *index)
{
  for (guint i = 0; group->rules != NULL && i < group->rules->len; i++)
    {
      PealRule *part = g_ptr_array_index (group->rules, i);
      PealRule *parent = part == rule ? group : look_for (part, rule, index);

      if (part == rule)
        *index = i;
      if (parent != NULL)
        return parent;
    }
  return NULL;
}

PealRule *
peal_rule_find_parent (PealRule       *root,
                       const PealRule *rule)
{
  guint index;

  return look_for (root, rule, &index);
}

char *
peal_rule_dup_path (PealRule       *root,
                    const PealRule *rule)
{
  g_autofree char *above = NULL;
  PealRule *parent;
  guint index = 0;

  if (rule == root)
    return g_strdup ("");
  parent = look_for (root, rule, &index);
  g_return_val_if_fail (parent != NULL, NULL);

  above = peal_rule_dup_path (root, parent);
  return *above == '\0' ? g_strdup_printf ("%u", index) : g_strdup_printf ("%s.%u", above, index);
}

PealRule *
peal_rule_find (PealRule   *root,
                const char *path)
{
  PealRule *rule = root;

  while (rule != NULL && *path != '\0')
    {
      char *end;
      guint64 index = g_ascii_strtoull (path, &end, 10);

      if (end == path || rule->rules == NULL || index >= rule->rules->len)
        return NULL;
      rule = g_ptr_array_index (rule->rules, index);
      path = *end == '.' ? end + 1 : end;
    }
  return rule;
}

/* Takes it out, and then each group that has become empty. */
static PealRule *
steal (PealRule *root,
       PealRule *rule)
{
  guint index = 0;
  PealRule *parent = look_for (root, rule, &index);

  g_return_val_if_fail (parent != NULL, NULL);

  g_ptr_array_steal_index (parent->rules, index);
  if (parent != root && parent->rules->len == 0)
    peal_rule_free (steal (root, parent));
  return rule;
}

void
peal_rule_remove (PealRule *root,
                  PealRule *rule)
{
  peal_rule_free (steal (root, rule));
}

static int
get_depth (PealRule       *root,
           const PealRule *group)
{
  int depth = 1;

  for (const PealRule *parent = group; parent != root && parent != NULL; depth++)
    parent = peal_rule_find_parent (root, parent);
  return depth;
}

static int
get_height (const PealRule *rule)
{
  int height = 0;

  if (rule->kind == PEAL_RULE_CONDITION)
    return 0;
  for (guint i = 0; i < rule->rules->len; i++)
    height = MAX (height, get_height (g_ptr_array_index (rule->rules, i)));
  return height + 1;
}

static gboolean
has_room (PealRule       *root,
          const PealRule *group,
          const PealRule *rule)
{
  return group->kind != PEAL_RULE_CONDITION && get_depth (root, group) + get_height (rule) <= PEAL_RULE_MAX_DEPTH;
}

/* Out of @parent, to the side of it that @step says. @rule has left @parent. */
static void
put_beside (PealRule *root,
            PealRule *parent,
            PealRule *rule,
            int       step)
{
  guint index = 0;
  PealRule *above = look_for (root, parent, &index);

  g_ptr_array_insert (above->rules, (int) index + (step > 0), rule);
  if (parent->rules->len == 0)
    peal_rule_remove (root, parent);
}

gboolean
peal_rule_move (PealRule *root,
                PealRule *rule,
                int       step)
{
  guint index = 0;
  PealRule *parent = look_for (root, rule, &index);
  gboolean is_last = parent != NULL && (step < 0 ? index == 0 : index + 1 == parent->rules->len);
  PealRule *next;

  g_return_val_if_fail (parent != NULL, FALSE);
  g_return_val_if_fail (step == 1 || step == -1, FALSE);

  if (is_last && parent == root)
    return FALSE;
  g_ptr_array_steal_index (parent->rules, index);
  if (is_last)
    {
      put_beside (root, parent, rule, step);
      return TRUE;
    }
  next = g_ptr_array_index (parent->rules, step < 0 ? index - 1 : index);
  if (has_room (root, next, rule))
    g_ptr_array_insert (next->rules, step < 0 ? -1 : 0, rule);
  else
    g_ptr_array_insert (parent->rules, (int) index + step, rule);
  return TRUE;
}

gboolean
peal_rule_wrap (PealRule *root,
                PealRule *rule)
{
  guint index = 0;
  PealRule *parent = look_for (root, rule, &index);
  PealRule *group;

  g_return_val_if_fail (parent != NULL, FALSE);

  if (get_depth (root, parent) + get_height (rule) + 1 > PEAL_RULE_MAX_DEPTH)
    return FALSE;
  group = peal_rule_new_group (parent->kind == PEAL_RULE_ALL ? PEAL_RULE_ANY : PEAL_RULE_ALL);
  g_ptr_array_add (group->rules, rule);
  parent->rules->pdata[index] = group;
  return TRUE;
}

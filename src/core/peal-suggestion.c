/* peal-suggestion.c: groups that a shop's own figures suggest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-suggestion.h"

#define N_FIFTHS 5
#define N_THIRDS 3
#define MIN_FOR_FIFTHS 50

static int
compare_values (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const int *values = data;

  return values[*(const guint *) a] - values[*(const guint *) b];
}

void
peal_suggestion_score (const int *values,
                       guint      n_values,
                       guint      n_levels,
                       guint     *scores)
{
  g_autofree guint *order = g_new (guint, n_values);

  for (guint i = 0; i < n_values; i++)
    order[i] = i;
  g_sort_array (order, n_values, sizeof *order, compare_values, (gpointer) values);
  for (guint from = 0, until; from < n_values; from = until)
    {
      guint score;

      for (until = from + 1; until < n_values && values[order[until]] == values[order[from]]; until++)
        ;
      /* ceil (levels * (rank - 0.5) / n), and the average rank is (from + 1 + until) / 2. */
      score = (n_levels * (from + until) + 2 * n_values - 1) / (2 * n_values);
      for (guint i = from; i < until; i++)
        scores[order[i]] = score;
    }
}

gboolean
peal_suggestion_measure (const PealHabit *habits,
                         guint            n_habits,
                         PealHabits      *measured)
{
  guint n_levels = n_habits < MIN_FOR_FIFTHS ? N_THIRDS : N_FIFTHS;
  guint high = n_levels - (n_levels == N_FIFTHS);
  guint middle = (n_levels + 1) / 2;
  guint low = n_levels == N_FIFTHS ? 2 : 1;
  g_autofree int *values = g_new (int, n_habits);
  g_autofree guint *recency = g_new (guint, n_habits);
  g_autofree guint *frequency = g_new (guint, n_habits);
  PealHabits most = { 0, G_MAXINT, G_MAXINT, G_MAXINT };

  if (n_habits < PEAL_SUGGESTION_MIN_WRITERS)
    return FALSE;
  for (guint i = 0; i < n_habits; i++)
    values[i] = -habits[i].days;
  peal_suggestion_score (values, n_habits, n_levels, recency);
  for (guint i = 0; i < n_habits; i++)
    values[i] = habits[i].n_replies;
  peal_suggestion_score (values, n_habits, n_levels, frequency);

  for (guint i = 0; i < n_habits; i++)
    {
      if (recency[i] >= high)
        most.regular_days = MAX (most.regular_days, habits[i].days);
      if (recency[i] <= low)
        most.cooling_days = MIN (most.cooling_days, habits[i].days);
      if (frequency[i] >= high)
        most.regular_replies = MIN (most.regular_replies, habits[i].n_replies);
      if (frequency[i] >= middle)
        most.cooling_replies = MIN (most.cooling_replies, habits[i].n_replies);
    }
  /* Everybody wrote as often, or at the same time: nobody stands out. */
  if (most.regular_replies == G_MAXINT || most.cooling_days == G_MAXINT || most.regular_days >= most.cooling_days)
    return FALSE;
  most.regular_days++; /* days are rounded down */
  *measured = most;
  return TRUE;
}

/* Rules ------------------------------------------------------------------------------------------- */

static void
add_count (PealRule     *rule,
           PealRuleField field,
           PealRuleTest  test,
           int           number,
           int           days)
{
  PealRule *condition = peal_rule_new_condition (field);

  condition->test = test;
  condition->number = number;
  condition->days = days;
  g_ptr_array_add (rule->rules, condition);
}

static void
add_days (PealRule     *rule,
          PealRuleField field,
          PealRuleTest  test,
          int           days)
{
  add_count (rule, field, test, 0, CLAMP (days, 1, PEAL_RULE_MAX_DAYS));
}

static void
add_habit (PealRule         *rule,
           const PealHabits *measured,
           gboolean          is_regular)
{
  add_count (rule, PEAL_RULE_REPLIES, PEAL_RULE_AT_LEAST,
             is_regular ? measured->regular_replies : measured->cooling_replies, PEAL_SUGGESTION_YEAR);
  add_days (rule, PEAL_RULE_LAST_REPLY, is_regular ? PEAL_RULE_IN_LAST : PEAL_RULE_LONGER_AGO,
            is_regular ? measured->regular_days : measured->cooling_days);
}

PealRule *
peal_suggestion_make_rule (PealSuggestionKind kind,
                           const PealHabits  *measured)
{
  g_autoptr(PealRule) rule = peal_rule_new_group (PEAL_RULE_ALL);

  switch (kind)
    {
    case PEAL_SUGGESTION_REGULARS:
    case PEAL_SUGGESTION_COOLING:
      if (measured == NULL)
        return NULL;
      add_habit (rule, measured, kind == PEAL_SUGGESTION_REGULARS);
      break;
    case PEAL_SUGGESTION_SILENT:
      add_count (rule, PEAL_RULE_SENT, PEAL_RULE_AT_LEAST, PEAL_SUGGESTION_SILENT_SENT, 0);
      add_days (rule, PEAL_RULE_LAST_REPLY, PEAL_RULE_NOT_IN_LAST, PEAL_SUGGESTION_SILENT_DAYS);
      break;
    case PEAL_SUGGESTION_NEW:
      add_days (rule, PEAL_RULE_CREATED, PEAL_RULE_IN_LAST, PEAL_SUGGESTION_NEW_DAYS);
      break;
    case PEAL_SUGGESTION_ANSWERING:
      add_count (rule, PEAL_RULE_ANSWERS, PEAL_RULE_ABOVE, PEAL_SUGGESTION_ANSWERS, 0);
      add_count (rule, PEAL_RULE_SENT, PEAL_RULE_AT_LEAST, PEAL_SUGGESTION_ANSWERS_SENT, 0);
      break;
    case PEAL_SUGGESTION_FAILING:
      add_count (rule, PEAL_RULE_FAILED, PEAL_RULE_AT_LEAST, PEAL_SUGGESTION_FAILED, PEAL_SUGGESTION_FAILED_DAYS);
      add_count (rule, PEAL_RULE_DELIVERED, PEAL_RULE_FEWER, 1, PEAL_SUGGESTION_FAILED_DAYS);
      break;
    case PEAL_SUGGESTION_N_KINDS:
      g_return_val_if_reached (NULL);
    }
  return g_steal_pointer (&rule);
}

gboolean
peal_suggestion_is_worth (gint64 n_members,
                          gint64 n_contacts)
{
  return n_contacts >= PEAL_SUGGESTION_MIN_CONTACTS && n_members >= PEAL_SUGGESTION_MIN_MEMBERS
         && n_members * 4 <= n_contacts * 3;
}

/* test-suggestion.c: what often and lately are, and the rules that follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-suggestion.h"

#include "peal-rule-words.h"

static void
assert_scores (const int   *values,
               guint        n_values,
               guint        n_levels,
               const guint *expected)
{
  guint scores[16];

  peal_suggestion_score (values, n_values, n_levels, scores);
  for (guint i = 0; i < n_values; i++)
    g_assert_cmpuint (scores[i], ==, expected[i]);
}

/* Worked by hand: ceil (levels * (rank - 0.5) / n), ties by their average rank. */
static void
test_scores (void)
{
  static const int recency[] = { -3, -3, -10, -14, -30, -45, -60, -90, -180, -400 };
  static const guint of_recency[] = { 5, 5, 4, 4, 3, 3, 2, 2, 1, 1 };
  static const int frequency[] = { 9, 7, 7, 5, 4, 3, 2, 1, 1, 0 };
  static const guint of_frequency[] = { 5, 4, 4, 4, 3, 3, 2, 1, 1, 1 };
  static const int same[] = { 7, 7, 7 };
  static const guint of_same[] = { 2, 2, 2 };
  static const int mixed[] = { 5, 1, 9 };
  static const guint of_mixed[] = { 2, 1, 3 };

  assert_scores (recency, G_N_ELEMENTS (recency), 5, of_recency);
  assert_scores (frequency, G_N_ELEMENTS (frequency), 5, of_frequency);
  assert_scores (same, G_N_ELEMENTS (same), 3, of_same);
  assert_scores (mixed, G_N_ELEMENTS (mixed), 3, of_mixed);
}

/* Somebody every @step days back, each @per of them with one reply less than before. */
static void
test_measure (void)
{
  PealHabit habits[60];
  PealHabits measured;

  for (int i = 0; i < 60; i++)
    habits[i] = (PealHabit) { i, 60 - i };

  g_assert_false (peal_suggestion_measure (habits, PEAL_SUGGESTION_MIN_WRITERS - 1, &measured));
  g_assert_true (peal_suggestion_measure (habits, 60, &measured));  /* fifths of 12 */
  g_assert_cmpint (measured.regular_days, ==, 24);
  g_assert_cmpint (measured.regular_replies, ==, 37);
  g_assert_cmpint (measured.cooling_days, ==, 36);
  g_assert_cmpint (measured.cooling_replies, ==, 25);
  g_assert_true (peal_suggestion_measure (habits, 30, &measured));  /* thirds of 10 */
  g_assert_cmpint (measured.regular_days, ==, 10);
  g_assert_cmpint (measured.regular_replies, ==, 51);
  g_assert_cmpint (measured.cooling_days, ==, 20);
  g_assert_cmpint (measured.cooling_replies, ==, 41);

  for (int i = 0; i < 60; i++)
    habits[i] = (PealHabit) { 5, 60 - i };
  g_assert_false (peal_suggestion_measure (habits, 60, &measured));
}

static void
test_rules (void)
{
  static const PealHabits measured = { 14, 5, 60, 3 };
  static const struct
  {
    PealSuggestionKind kind;
    gboolean needs;
    const char *sentence;
  } rows[] = {
    { PEAL_SUGGESTION_REGULARS, TRUE, "Replies: at least 5 in the last 365 days and last reply in the last 14 days" },
    { PEAL_SUGGESTION_COOLING, TRUE, "Replies: at least 3 in the last 365 days and last reply more than 60 days ago" },
    { PEAL_SUGGESTION_SILENT, FALSE, "Messages sent: at least 6 and last reply not in the last 180 days" },
    { PEAL_SUGGESTION_NEW, FALSE, "Added in the last 30 days" },
    { PEAL_SUGGESTION_ANSWERING, FALSE, "Answered messages in % is above 79 and messages sent: at least 5" },
    { PEAL_SUGGESTION_FAILING, FALSE, "Messages not delivered: at least 2 in the last 90 days and "
                                      "messages delivered: fewer than 1 in the last 90 days" },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (rows) == PEAL_SUGGESTION_N_KINDS - 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealRule) rule = peal_suggestion_make_rule (rows[i].kind, &measured);
      g_autoptr(PealRule) without = peal_suggestion_make_rule (rows[i].kind, NULL);
      g_autofree char *sentence = peal_rule_describe (rule, NULL);

      g_assert_true (peal_rule_check (rule, NULL, NULL));
      g_assert_cmpstr (sentence, ==, rows[i].sentence);
      g_assert_cmpint (without == NULL, ==, rows[i].needs);
    }
}

static void
test_worth (void)
{
  g_assert_true (peal_suggestion_is_worth (3, 20));
  g_assert_false (peal_suggestion_is_worth (2, 20));
  g_assert_false (peal_suggestion_is_worth (3, 19));
  g_assert_true (peal_suggestion_is_worth (15, 20));
  g_assert_false (peal_suggestion_is_worth (16, 20));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/suggestion/scores", test_scores);
  g_test_add_func ("/core/suggestion/measure", test_measure);
  g_test_add_func ("/core/suggestion/rules", test_rules);
  g_test_add_func ("/core/suggestion/worth", test_worth);
  return g_test_run ();
}

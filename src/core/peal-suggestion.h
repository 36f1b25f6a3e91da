/* peal-suggestion.h: groups that a shop's own figures suggest.
 *
 * Who writes often and lately, who did and has stopped, who never answers, who
 * nearly always does. What "often" and "lately" are, the figures say: everybody who
 * wrote within a year is ranked by when they last did and by how often, and each
 * rank cut into fifths, into thirds where there are fewer than 50 of them. Each
 * suggestion is a rule (peal-rule.h), so what it means can be read and changed.
 *
 * Plain values; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule.h"

G_BEGIN_DECLS

/* With fewer contacts, people who wrote within a year, or members, nothing is suggested. */
#define PEAL_SUGGESTION_MIN_CONTACTS 20
#define PEAL_SUGGESTION_MIN_WRITERS 10
#define PEAL_SUGGESTION_MIN_MEMBERS 3

#define PEAL_SUGGESTION_YEAR 365       /* days in which replies are counted */
#define PEAL_SUGGESTION_SILENT_DAYS 180
#define PEAL_SUGGESTION_SILENT_SENT 6
#define PEAL_SUGGESTION_NEW_DAYS 30
#define PEAL_SUGGESTION_ANSWERS 79     /* of a hundred, and more */
#define PEAL_SUGGESTION_ANSWERS_SENT 5
#define PEAL_SUGGESTION_FAILED 2
#define PEAL_SUGGESTION_FAILED_DAYS 90

typedef enum
{
  PEAL_SUGGESTION_REGULARS = 1, /* wrote often, and lately */
  PEAL_SUGGESTION_COOLING,      /* wrote often, but not lately */
  PEAL_SUGGESTION_SILENT,       /* were sent a lot, and say nothing */
  PEAL_SUGGESTION_NEW,
  PEAL_SUGGESTION_ANSWERING,    /* nearly always */
  PEAL_SUGGESTION_FAILING,      /* nothing arrives */
  PEAL_SUGGESTION_N_KINDS,
} PealSuggestionKind;

/* One person who wrote within a year. */
typedef struct
{
  int days;                  /* since they last did */
  int n_replies;             /* in that year */
} PealHabit;

/* What often and lately are. */
typedef struct
{
  int regular_days;          /* lately: at most so many days ago */
  int regular_replies;       /* often: at least so many times */
  int cooling_days;          /* no longer: more than so many days ago */
  int cooling_replies;
} PealHabits;

/* Sets @scores[i], 1 to @n_levels, by the rank of @values[i] among all, the average one where several are
 * the same: the lowest values have the lowest scores. */
void peal_suggestion_score (const int *values,
                            guint      n_values,
                            guint      n_levels,
                            guint     *scores);

/* FALSE: there are too few of them to say. */
gboolean peal_suggestion_measure (const PealHabit *habits,
                                  guint            n_habits,
                                  PealHabits      *measured);

/* NULL if it needs @measured (nullable) and there is none. The caller frees it. */
PealRule *peal_suggestion_make_rule (PealSuggestionKind kind,
                                     const PealHabits  *measured);

/* Whether @n_members of @n_contacts are worth a group: neither too few, nor nearly all. */
gboolean peal_suggestion_is_worth (gint64 n_members,
                                   gint64 n_contacts);

G_END_DECLS

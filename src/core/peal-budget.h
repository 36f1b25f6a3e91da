/* peal-budget.h: how much may be sent, and how fast.
 *
 * Carriers and providers count messages or segments, in a second, in a minute, in
 * a day that begins at some hour of some zone (domain tables: a long code sends one
 * segment a second, a registered class 240 messages a minute and 2,000 segments a
 * day from midnight Pacific). A limit is such a rule; a budget is the limits of one
 * account, number or registered class, and what has been used of them. A message
 * goes when every budget on its way lets it.
 *
 *   rate  a token bucket. What is larger than the bucket goes when the bucket is
 *         full, into debt; so the rate holds in the long run.
 *   day   a count that begins anew at its hour on the wall clock, so after 23 or 25
 *         hours on the days on which the clock is set. It is never exceeded:
 *         what is larger than the whole of it never goes.
 *
 * A clock that is set back gives nothing and takes nothing. Plain values, copied by
 * assignment; time is passed in, microseconds UTC. Not thread-safe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PEAL_BUDGET_MAX_LIMITS 6
#define PEAL_BUDGETS_MAX 4                                  /* on the way of one message */
#define PEAL_BUDGET_MAX_SAVED (3 + 5 * PEAL_BUDGET_MAX_LIMITS)
#define PEAL_BUDGET_HORIZON (3660 * G_TIME_SPAN_DAY)        /* what takes longer takes for ever */
#define PEAL_LIMIT_MAX_SPAN (366 * G_TIME_SPAN_DAY)
#define PEAL_LIMIT_MAX_N G_GINT64_CONSTANT (1000000)

/* What is sent: several messages at once, or segments that became known later, as well. */
typedef struct
{
  gint64 messages; /* 0 to PEAL_LIMIT_MAX_N */
  gint64 segments; /* 0 to PEAL_LIMIT_MAX_N */
} PealCost;

typedef enum
{
  PEAL_LIMIT_MESSAGES = 1,
  PEAL_LIMIT_SEGMENTS = 2,
} PealLimitUnit;

typedef struct
{
  PealLimitUnit unit;
  gint64 n;         /* so many, 1 to PEAL_LIMIT_MAX_N */
  gint64 span;      /* rate: in so long, up to PEAL_LIMIT_MAX_SPAN and @n microseconds at least;
                     * 0 = in a day */
  gint64 burst;     /* rate: most that is saved up while idle, 1 to PEAL_LIMIT_MAX_N */
  const char *zone; /* day: a name of the tz database */
  int reset_minute; /* day: the minute of the day at which it begins, 0 to 1439 */
} PealLimit;

/* Read only. */
typedef struct
{
  PealLimit limit;    /* without the zone's name */
  GTimeZone *clock;   /* day: of the zone, borrowed for good */
  gint64 full_at;     /* rate: when the bucket is full again */
  gint64 start, end;  /* day: this one, end excluded */
  gint64 used;        /* day: of this one */
} PealUse;

typedef struct
{
  guint n_uses;
  PealUse uses[PEAL_BUDGET_MAX_LIMITS];
  gint64 closed_until; /* nothing before, whatever the limits */
  gint64 seen_at;
} PealBudget;

/* @rate a second with a bucket for one second; below 1, for one. @rate is above 0. */
PealLimit peal_limit_per_second (PealLimitUnit unit,
                                 double        rate);

/* All unused: buckets full, days not begun. FALSE, and nothing is set, if a limit is none or there
 * are more than PEAL_BUDGET_MAX_LIMITS. No limits at all let everything go at once. */
gboolean peal_budget_init (PealBudget      *self,
                           const PealLimit *limits,
                           guint            n_limits,
                           gint64           now);

/* How long from @now until @cost may go; 0 = at once, G_MAXINT64 = never. */
gint64 peal_budget_get_wait (PealBudget *self,
                             PealCost    cost,
                             gint64      now);

/* The same for the up to PEAL_BUDGETS_MAX budgets on the way of a message. */
gint64 peal_budgets_get_wait (PealBudget *const *budgets,
                              guint              n_budgets,
                              PealCost           cost,
                              gint64             now);

/* Spends @cost whether it may go or not: what was sent must be paid for, also where its cost was not
 * known before. */
void peal_budget_spend (PealBudget *self,
                        PealCost    cost,
                        gint64      now);

/* What was spent at @spent_at did not go after all. A day that is over gets nothing back. */
void peal_budget_give_back (PealBudget *self,
                            PealCost    cost,
                            gint64      spent_at,
                            gint64      now);

/* Nothing before @until: the provider asked to wait. Never shortens an earlier closing. */
void peal_budget_close_until (PealBudget *self,
                              gint64      until);

/* When the last of @n_messages, of @each, goes if all go as soon as they may and nothing else does:
 * @now if there are none; G_MAXINT64 = not within PEAL_BUDGET_HORIZON. The work is bounded by the days it takes. */
gint64 peal_budgets_get_finish (PealBudget *const *budgets,
                                guint              n_budgets,
                                PealCost           each,
                                gint64             n_messages,
                                gint64             now);

/* What has been used, to keep it over a restart and over changes of the limits: sets up to
 * PEAL_BUDGET_MAX_SAVED @values and returns their number. */
guint peal_budget_save (const PealBudget *self,
                        gint64           *values);

/* Takes over what peal_budget_save () gave, after peal_budget_init (): each limit what was used of the
 * same one, wherever it stood and however much it allowed. A rate is the same if unit and span are; a
 * day if unit, hour and zone are, else the unit. One that was not there is unused. FALSE and no change
 * if the values are senseless. Those of older programs, two for each limit, go by position. */
gboolean peal_budget_load (PealBudget   *self,
                           const gint64 *values,
                           guint         n_values,
                           gint64        now);

G_END_DECLS

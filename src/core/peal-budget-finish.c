/* peal-budget-finish.c: when the last of many messages will have gone.
 *
 * The messages are sent on copies of the budgets, but not one by one. At an instant
 * go as many as all buckets and days still hold. After that one bucket is the
 * bottleneck and messages go at its even pace, until a day is used up or over, or a
 * slower bucket that was fuller has run dry: each such stretch is one step. So the
 * steps are counted in days, not in messages, and the result is the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-budget-private.h"

/* A few for each day of the horizon; limits that need more are not worth waiting for. */
#define MAX_STEPS 50000

typedef struct
{
  PealBudget copies[PEAL_BUDGETS_MAX];
  PealBudget *budgets[PEAL_BUDGETS_MAX];
  PealUse *uses[PEAL_BUDGETS_MAX * PEAL_BUDGET_MAX_LIMITS]; /* that count anything of a message */
  guint n_budgets;
  guint n_uses;
  PealCost each;
  gint64 left;
} Run;

static void
run_open (Run               *self,
          PealBudget *const *budgets,
          guint              n_budgets)
{
  self->n_budgets = n_budgets;
  for (guint i = 0; i < n_budgets; i++)
    {
      self->copies[i] = *budgets[i];
      self->budgets[i] = &self->copies[i];
      for (guint j = 0; j < self->copies[i].n_uses; j++)
        if (peal_use_count (&self->copies[i].uses[j], self->each) > 0)
          self->uses[self->n_uses++] = &self->copies[i].uses[j];
    }
}

/* How many go at @at, at least one: peal_budgets_get_wait () said so. */
static gint64
count_now (const Run *self,
           gint64     at)
{
  gint64 n = self->left;

  for (guint i = 0; i < self->n_uses; i++)
    {
      const PealUse *use = self->uses[i];
      gint64 price = peal_use_get_price (use, self->each);

      if (price > 0)
        {
          PealUse filled = *use;

          filled.full_at = MAX (use->full_at, at);
          n = MIN (n, (at - peal_use_get_ready (&filled, self->each)) / price + 1);
        }
      else
        n = MIN (n, (use->limit.n - use->used) / peal_use_count (use, self->each));
    }
  return n;
}

/* The bucket that lets the next message wait longest; NULL if there is none. */
static const PealUse *
find_bottleneck (const Run *self)
{
  const PealUse *slowest = NULL;

  for (guint i = 0; i < self->n_uses; i++)
    {
      const PealUse *use = self->uses[i];

      if (peal_use_get_price (use, self->each) > 0 &&
          (slowest == NULL || peal_use_get_ready (use, self->each) > peal_use_get_ready (slowest, self->each)))
        slowest = use;
    }
  return slowest;
}

/* How many go at the even pace of @pace after @at before anything but the bottleneck has a say. */
static gint64
count_at_pace (const Run *self,
               gint64     pace,
               gint64     at)
{
  gint64 n = MIN (self->left, PEAL_BUDGET_HORIZON / pace + 1);

  for (guint i = 0; i < self->n_uses; i++)
    {
      const PealUse *use = self->uses[i];
      gint64 price = peal_use_get_price (use, self->each);

      if (price > pace)
        n = MIN (n, (at + pace - peal_use_get_ready (use, self->each)) / (price - pace) + 1);
      else if (price == 0)
        n = MIN (n, MIN ((use->limit.n - use->used) / peal_use_count (use, self->each), (use->end - at - 1) / pace));
    }
  return n;
}

/* A bucket that fills faster than the messages go is thought fuller than it is here; by the
 * time of the next one it is that full. */
static void
spend (Run   *self,
       gint64 n)
{
  for (guint i = 0; i < self->n_uses; i++)
    {
      PealUse *use = self->uses[i];
      gint64 price = peal_use_get_price (use, self->each);

      if (price > 0)
        use->full_at += n * price;
      else
        use->used += n * peal_use_count (use, self->each);
    }
  self->left -= n;
}

static void
spend_at_once (Run   *self,
               gint64 n,
               gint64 at)
{
  for (guint i = 0; i < self->n_uses; i++)
    self->uses[i]->full_at = MAX (self->uses[i]->full_at, at);
  spend (self, n);
}

/* Waits until messages may go and sends what goes then, and at an even pace after it. Returns when the
 * last of these went; G_MAXINT64 = none ever will. */
static gint64
step (Run   *self,
      gint64 at)
{
  gint64 wait = peal_budgets_get_wait (self->budgets, self->n_budgets, self->each, at);
  const PealUse *bottleneck;
  gint64 pace, n;

  if (wait > PEAL_BUDGET_HORIZON)
    return G_MAXINT64;
  at += wait;
  for (guint i = 0; i < self->n_uses; i++)
    peal_use_turn (self->uses[i], at);
  spend_at_once (self, count_now (self, at), at);

  bottleneck = find_bottleneck (self);
  if (self->left == 0 || bottleneck == NULL)
    return at;
  pace = peal_use_get_price (bottleneck, self->each);
  if (peal_use_get_ready (bottleneck, self->each) != at + pace)
    return at; /* its bucket is not down to an even pace yet */
  n = count_at_pace (self, pace, at);
  spend (self, n);
  return at + n * pace;
}

gint64
peal_budgets_get_finish (PealBudget *const *budgets,
                         guint              n_budgets,
                         PealCost           each,
                         gint64             n_messages,
                         gint64             now)
{
  Run run = { .each = each, .left = n_messages };
  gint64 at = now;

  g_return_val_if_fail (n_budgets <= PEAL_BUDGETS_MAX, G_MAXINT64);
  g_return_val_if_fail (each.messages >= 0 && each.segments >= 0, G_MAXINT64);

  run_open (&run, budgets, n_budgets);
  for (guint i = 0; i < MAX_STEPS && run.left > 0; i++)
    {
      at = step (&run, at);
      if (at == G_MAXINT64 || at - now > PEAL_BUDGET_HORIZON)
        return G_MAXINT64;
    }
  return run.left <= 0 ? at : G_MAXINT64;
}

/* peal-budget.c: how much may be sent, and how fast.
 *
 * A bucket is kept as one instant, the one at which it is full again: a token is
 * worth an interval of time, spending moves the instant forward, and nothing needs
 * to be filled. It holds enough for a message from "ready" on, which is that
 * instant less the tokens that may be missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-budget-private.h"

#include "peal-civil-time.h"
#include "peal-zones-private.h"

#include <math.h>

/* What a file says is believed up to a point: nobody closes for longer, nor owes more. */
#define MAX_DEBT G_TIME_SPAN_DAY

#define YEAR_10000 (253402300800 * G_USEC_PER_SEC)

static gboolean
is_day (const PealUse *use)
{
  return use->limit.span == 0;
}

/* What one more costs in time, rounded so that a rate is never exceeded. */
static gint64
get_interval (const PealUse *use)
{
  return (use->limit.span + use->limit.n - 1) / use->limit.n;
}

gint64
peal_use_count (const PealUse *self,
                PealCost       cost)
{
  return self->limit.unit == PEAL_LIMIT_MESSAGES ? cost.messages : cost.segments;
}

gint64
peal_use_get_price (const PealUse *self,
                    PealCost       cost)
{
  return is_day (self) ? 0 : peal_use_count (self, cost) * get_interval (self);
}

gint64
peal_use_get_ready (const PealUse *self,
                    PealCost       cost)
{
  gint64 n = peal_use_count (self, cost);

  return self->full_at - (self->limit.burst - MIN (n, self->limit.burst)) * get_interval (self);
}

/* The instant at which the quota day begins that begins on @day. */
static gint64
start_of_day (const PealUse *use,
              int            day)
{
  PealCivilTime local = { .hour = use->limit.reset_minute / 60, .minute = use->limit.reset_minute % 60 };

  peal_civil_time_set_day (&local, day);
  return peal_civil_time_to_instant (&local, use->clock, NULL);
}

/* The day that @now is in. A day that the calendar of a zone leaves out is none. */
static void
find_day (PealUse *use,
          gint64   now)
{
  PealCivilTime local = peal_civil_time_from_instant (now, use->clock);
  int day = peal_civil_time_get_day (&local);

  while (start_of_day (use, day) > now)
    day--;
  while (start_of_day (use, day + 1) <= now)
    day++;
  use->start = start_of_day (use, day);
  use->end = start_of_day (use, day + 1);
}

/* Forwards a new day begins with nothing used; backwards the count stays, for the day before. */
void
peal_use_turn (PealUse *self,
               gint64   now)
{
  gint64 start = self->start;

  if (!is_day (self) || (now >= self->start && now < self->end))
    return;
  find_day (self, now);
  if (self->start > start)
    self->used = 0;
}

static void
turn (PealBudget *self,
      gint64      now)
{
  gint64 back = MAX (self->seen_at - now, 0);

  self->closed_until -= MIN (back, self->closed_until);
  for (guint i = 0; i < self->n_uses; i++)
    {
      self->uses[i].full_at -= back;
      peal_use_turn (&self->uses[i], now);
    }
  self->seen_at = now;
}

PealLimit
peal_limit_per_second (PealLimitUnit unit,
                       double        rate)
{
  double span = rate > 0 ? ceil (G_USEC_PER_SEC / rate) : PEAL_LIMIT_MAX_SPAN;

  g_warn_if_fail (rate > 0);

  return (PealLimit) {
    .unit = unit,
    .n = 1,
    .span = (gint64) CLAMP (span, 1, PEAL_LIMIT_MAX_SPAN),
    .burst = (gint64) CLAMP (rate, 1, PEAL_LIMIT_MAX_N),
  };
}

static gboolean
is_valid (const PealLimit *limit)
{
  if ((limit->unit != PEAL_LIMIT_MESSAGES && limit->unit != PEAL_LIMIT_SEGMENTS) || limit->n < 1 ||
      limit->n > PEAL_LIMIT_MAX_N)
    return FALSE;
  if (limit->span == 0)
    return peal_zones_is_zone (limit->zone) && limit->reset_minute >= 0 && limit->reset_minute < 24 * 60;
  return limit->span >= limit->n && limit->span <= PEAL_LIMIT_MAX_SPAN && limit->burst >= 1 &&
         limit->burst <= PEAL_LIMIT_MAX_N;
}

gboolean
peal_budget_init (PealBudget      *self,
                  const PealLimit *limits,
                  guint            n_limits,
                  gint64           now)
{
  PealBudget budget = { .n_uses = n_limits, .seen_at = now };

  if (n_limits > PEAL_BUDGET_MAX_LIMITS)
    return FALSE;
  for (guint i = 0; i < n_limits; i++)
    {
      PealUse *use = &budget.uses[i];

      if (!is_valid (&limits[i]))
        return FALSE;
      *use = (PealUse) { .limit = limits[i], .full_at = now };
      use->limit.zone = NULL; /* lent */
      if (is_day (use))
        {
          use->clock = peal_zones_get_clock (limits[i].zone, NULL);
          find_day (use, now);
        }
    }
  *self = budget;
  return TRUE;
}

static gint64
get_wait (const PealUse *use,
          PealCost       cost,
          gint64         now)
{
  gint64 n = peal_use_count (use, cost);

  if (n == 0)
    return 0;
  if (!is_day (use))
    return MAX (peal_use_get_ready (use, cost) - now, 0);
  if (n > use->limit.n)
    return G_MAXINT64;
  return use->used + n <= use->limit.n ? 0 : use->end - now;
}

gint64
peal_budget_get_wait (PealBudget *self,
                      PealCost    cost,
                      gint64      now)
{
  gint64 wait;

  g_return_val_if_fail (cost.messages >= 0 && cost.segments >= 0, 0);

  turn (self, now);
  wait = MAX (self->closed_until - now, 0);
  for (guint i = 0; i < self->n_uses; i++)
    wait = MAX (wait, get_wait (&self->uses[i], cost, now));
  return wait;
}

gint64
peal_budgets_get_wait (PealBudget *const *budgets,
                       guint              n_budgets,
                       PealCost           cost,
                       gint64             now)
{
  gint64 wait = 0;

  for (guint i = 0; i < n_budgets; i++)
    wait = MAX (wait, peal_budget_get_wait (budgets[i], cost, now));
  return wait;
}

void
peal_budget_spend (PealBudget *self,
                   PealCost    cost,
                   gint64      now)
{
  g_return_if_fail (cost.messages >= 0 && cost.segments >= 0);

  turn (self, now);
  for (guint i = 0; i < self->n_uses; i++)
    {
      PealUse *use = &self->uses[i];

      use->full_at = MAX (use->full_at, now) + peal_use_get_price (use, cost);
      if (is_day (use))
        use->used += peal_use_count (use, cost);
    }
}

void
peal_budget_give_back (PealBudget *self,
                       PealCost    cost,
                       gint64      spent_at,
                       gint64      now)
{
  g_return_if_fail (cost.messages >= 0 && cost.segments >= 0);

  turn (self, now);
  for (guint i = 0; i < self->n_uses; i++)
    {
      PealUse *use = &self->uses[i];

      use->full_at -= peal_use_get_price (use, cost);
      if (is_day (use) && spent_at >= use->start)
        use->used = MAX (use->used - peal_use_count (use, cost), 0);
    }
}

void
peal_budget_close_until (PealBudget *self,
                         gint64      until)
{
  self->closed_until = MAX (self->closed_until, until);
}

/* Saving ------------------------------------------------------------------------------------------- */

/* Before what is saved; an older program takes it for senseless. */
#define KEYED -1
#define N_HEAD 3
#define N_VALUES 5 /* for each limit */

/* Of a limit: which one it is, and what has been used of it. */
typedef struct
{
  gint64 unit;
  gint64 span;
  gint64 day;  /* of a day: its hour and zone */
  gint64 at;   /* rate: full_at; day: start */
  gint64 used;
} Saved;

/* A number for the hour and the zone at which a day begins. Stored: never change it. */
static gint64
find_day_key (const PealUse *use)
{
  guint32 hash = 2166136261; /* FNV-1a */

  if (!is_day (use))
    return 0;
  for (const char *c = g_time_zone_get_identifier (use->clock); *c != '\0'; c++)
    hash = (hash ^ (guint8) *c) * 16777619;
  return (gint64) hash * 24 * 60 + use->limit.reset_minute;
}

guint
peal_budget_save (const PealBudget *self,
                  gint64           *values)
{
  guint n = 0;

  values[n++] = KEYED;
  values[n++] = self->seen_at;
  values[n++] = self->closed_until;
  for (guint i = 0; i < self->n_uses; i++)
    {
      const PealUse *use = &self->uses[i];

      values[n++] = use->limit.unit;
      values[n++] = use->limit.span;
      values[n++] = find_day_key (use);
      values[n++] = is_day (use) ? use->start : use->full_at;
      values[n++] = use->used;
    }
  return n;
}

static gboolean
is_sensible (const gint64 *values,
             guint         n_values)
{
  for (guint i = 0; i < n_values; i++)
    if (values[i] < 0 || values[i] >= YEAR_10000)
      return FALSE;
  return TRUE;
}

static void
take_over (PealUse     *use,
           const Saved *saved,
           gint64       seen_at)
{
  use->used = saved->used;
  if (is_day (use))
    use->start = use->end = saved->at; /* over for now, so that turn () looks again */
  else
    use->full_at = MIN (saved->at, seen_at + MAX (MAX_DEBT, use->limit.burst * get_interval (use)));
}

/* A day that begins at another hour now: what was used of the old one counts, so that nobody is given a second. */
static void
take_over_day (PealUse     *use,
               const Saved *saved)
{
  if (saved->at + G_TIME_SPAN_DAY > use->start)
    use->used = saved->used;
}

static gboolean
is_same (const PealUse *use,
         const Saved   *saved,
         gboolean       exactly)
{
  if (saved->unit != (gint64) use->limit.unit || saved->span != use->limit.span)
    return FALSE;
  return exactly ? saved->day == find_day_key (use) : is_day (use);
}

/* First each limit its own, then to days whose hour or zone was changed what is left. */
static void
match (PealBudget  *self,
       const Saved *saved,
       guint        n_saved,
       gint64       seen_at)
{
  gboolean has[PEAL_BUDGET_MAX_LIMITS] = { FALSE }, is_taken[PEAL_BUDGET_MAX_LIMITS] = { FALSE };

  for (int exactly = 1; exactly >= 0; exactly--)
    for (guint i = 0; i < self->n_uses; i++)
      for (guint j = 0; j < n_saved && !has[i]; j++)
        if (!is_taken[j] && is_same (&self->uses[i], &saved[j], exactly))
          {
            if (exactly)
              take_over (&self->uses[i], &saved[j], seen_at);
            else
              take_over_day (&self->uses[i], &saved[j]);
            has[i] = is_taken[j] = TRUE;
          }
}

static void
load_by_position (PealBudget   *self,
                  const gint64 *values,
                  gint64        seen_at)
{
  for (guint i = 0; i < self->n_uses; i++)
    {
      Saved saved = { .at = values[2 * i], .used = values[2 * i + 1] };

      take_over (&self->uses[i], &saved, seen_at);
    }
}

gboolean
peal_budget_load (PealBudget   *self,
                  const gint64 *values,
                  guint         n_values,
                  gint64        now)
{
  gboolean keyed = n_values >= N_HEAD && values[0] == KEYED;
  Saved saved[PEAL_BUDGET_MAX_LIMITS];
  guint n_saved = keyed ? (n_values - N_HEAD) / N_VALUES : 0;

  if (keyed ? (n_values - N_HEAD) % N_VALUES != 0 || n_saved > PEAL_BUDGET_MAX_LIMITS : n_values != 2 + 2 * self->n_uses)
    return FALSE;
  values += keyed;
  n_values -= keyed;
  if (!is_sensible (values, n_values))
    return FALSE;

  self->seen_at = values[0];
  self->closed_until = MIN (values[1], self->seen_at + MAX_DEBT);
  for (guint i = 0; i < n_saved; i++)
    {
      const gint64 *of = values + 2 + N_VALUES * i;

      saved[i] = (Saved) { of[0], of[1], of[2], of[3], of[4] };
    }
  if (keyed)
    match (self, saved, n_saved, self->seen_at);
  else
    load_by_position (self, values + 2, self->seen_at);
  turn (self, now);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-budget.h"

#include "peal-clock.h"

#define S PEAL_SECOND
#define NEVER G_MAXINT64
#define MESSAGE(n_segments) ((PealCost) { 1, n_segments })

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (peal_time_from_iso8601 (text, &time));
  return time;
}

static PealLimit
per (PealLimitUnit unit,
     gint64        n,
     gint64        span,
     gint64        burst)
{
  return (PealLimit) { .unit = unit, .n = n, .span = span, .burst = burst };
}

static PealLimit
per_day (PealLimitUnit unit,
         gint64        n,
         const char   *zone,
         int           reset_minute)
{
  return (PealLimit) { .unit = unit, .n = n, .zone = zone, .reset_minute = reset_minute };
}

static void
init (PealBudget *budget,
      PealLimit   limit,
      gint64      now)
{
  g_assert_true (peal_budget_init (budget, &limit, 1, now));
}

static void
test_valid_limits (void)
{
  static const struct
  {
    PealLimit limit;
    gboolean valid;
  } rows[] = {
    { { PEAL_LIMIT_MESSAGES, 1, S, 1 }, TRUE },
    { { 0, 1, S, 1 }, FALSE },
    { { 3, 1, S, 1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 0, S, 1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, -1, S, 1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1000000, S, 1000000 }, TRUE },
    { { PEAL_LIMIT_SEGMENTS, 1000001, 2 * S, 1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 2, 1, 1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, -1, 1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, PEAL_LIMIT_MAX_SPAN + 1, 1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 0 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1000001 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, 0, 0, "America/Los_Angeles", 0 }, TRUE },
    { { PEAL_LIMIT_SEGMENTS, 1, 0, 0, "America/Los_Angeles", 1439 }, TRUE },
    { { PEAL_LIMIT_SEGMENTS, 1, 0, 0, "America/Los_Angeles", 1440 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, 0, 0, "America/Los_Angeles", -1 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, 0, 0, "Mars/Olympus", 0 }, FALSE },
    { { PEAL_LIMIT_SEGMENTS, 1, 0, 0, NULL, 0 }, FALSE },
  };
  PealLimit many[PEAL_BUDGET_MAX_LIMITS + 1];
  PealBudget budget;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpint (peal_budget_init (&budget, &rows[i].limit, 1, 0), ==, rows[i].valid);
    }
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = rows[0].limit;
  g_assert_true (peal_budget_init (&budget, many, PEAL_BUDGET_MAX_LIMITS, 0));
  g_assert_false (peal_budget_init (&budget, many, PEAL_BUDGET_MAX_LIMITS + 1, 0));
}

static void
test_per_second (void)
{
  static const struct
  {
    double rate;
    gint64 span;
    gint64 burst;
  } rows[] = {
    { 1, S, 1 }, { 3, 333334, 3 }, { 0.1, 10 * S, 1 }, { 100, 10000, 100 }, { 4.5, 222223, 4 }, { 1e9, 1, 1000000 },
    { 1e-12, PEAL_LIMIT_MAX_SPAN, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealLimit limit = peal_limit_per_second (PEAL_LIMIT_SEGMENTS, rows[i].rate);
      PealBudget budget;

      g_test_message ("%g", rows[i].rate);
      g_assert_cmpint (limit.span, ==, rows[i].span);
      g_assert_cmpint (limit.burst, ==, rows[i].burst);
      g_assert_true (peal_budget_init (&budget, &limit, 1, 0));
    }
}

/* Each row: after @spent (segments, one message each) at time 0, how long until @cost may go. */
static void
test_rate (void)
{
  static const struct
  {
    PealLimit limit;
    gint64 spent;
    PealCost cost;
    gint64 later;
    gint64 wait;
  } rows[] = {
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 0, { 1, 1 }, 0, 0 },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1, { 1, 1 }, 0, S },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1, { 1, 1 }, S / 4, 3 * S / 4 },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1, { 1, 1 }, S, 0 },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1, { 1, 0 }, 0, 0 },
    /* larger than the bucket: when it is full, and a debt after it */
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 0, { 1, 10 }, 0, 0 },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 10, { 1, 1 }, 0, 10 * S },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 5 }, 5, { 1, 7 }, 0, 5 * S },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 5 }, 5, { 1, 3 }, 0, 3 * S },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 5 }, 2, { 1, 3 }, 0, 0 },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 5 }, 3, { 1, 3 }, 0, S },
    /* nothing is saved up beyond the bucket */
    { { PEAL_LIMIT_SEGMENTS, 1, S, 5 }, 3, { 1, 5 }, 100 * S, 0 },
    { { PEAL_LIMIT_SEGMENTS, 10, S, 10 }, 10, { 1, 1 }, 0, S / 10 },
    { { PEAL_LIMIT_SEGMENTS, 4500, 60 * S, 75 }, 75, { 1, 1 }, 0, 13334 },
    /* messages are not segments */
    { { PEAL_LIMIT_MESSAGES, 240, 60 * S, 4 }, 10, { 4, 40 }, 0, S / 4 },
    { { PEAL_LIMIT_MESSAGES, 240, 60 * S, 4 }, 10, { 3, 30 }, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealBudget budget;

      g_test_message ("row %u", i);
      init (&budget, rows[i].limit, 0);
      if (rows[i].spent > 0)
        peal_budget_spend (&budget, MESSAGE (rows[i].spent), 0);
      g_assert_cmpint (peal_budget_get_wait (&budget, rows[i].cost, rows[i].later), ==, rows[i].wait);
    }
}

/* One segment a second, messages of three: one message each three seconds in the long run. */
static void
test_long_run (void)
{
  PealBudget budget;
  gint64 now = 0;

  init (&budget, per (PEAL_LIMIT_SEGMENTS, 1, S, 1), now);
  for (guint i = 0; i < 100; i++)
    {
      now += peal_budget_get_wait (&budget, MESSAGE (3), now);
      peal_budget_spend (&budget, MESSAGE (3), now);
    }
  g_assert_cmpint (now, ==, 297 * S);
}

static void
test_closed (void)
{
  PealBudget budget;

  g_assert_true (peal_budget_init (&budget, NULL, 0, 0));
  for (guint i = 0; i < 1000; i++)
    {
      g_assert_cmpint (peal_budget_get_wait (&budget, MESSAGE (10), 0), ==, 0);
      peal_budget_spend (&budget, MESSAGE (10), 0);
    }
  peal_budget_close_until (&budget, 5 * S);
  peal_budget_close_until (&budget, 2 * S);
  g_assert_cmpint (peal_budget_get_wait (&budget, MESSAGE (1), S), ==, 4 * S);
  g_assert_cmpint (peal_budget_get_wait (&budget, MESSAGE (1), 5 * S), ==, 0);
}

/* 10 a day. Each row: @spent at @then, and how long it is from @now until @n may go. */
static void
test_day (void)
{
  static const struct
  {
    const char *zone;
    int reset;
    const char *then;
    gint64 spent;
    const char *now;
    gint64 n;
    gint64 wait; /* in minutes; -1 = never */
  } rows[] = {
    { "UTC", 0, "2026-11-28T10:00:00Z", 9, "2026-11-28T10:00:00Z", 1, 0 },
    { "UTC", 0, "2026-11-28T10:00:00Z", 10, "2026-11-28T10:00:00Z", 1, 14 * 60 },
    { "UTC", 0, "2026-11-28T10:00:00Z", 9, "2026-11-28T10:00:00Z", 2, 14 * 60 },
    { "UTC", 0, "2026-11-28T10:00:00Z", 12, "2026-11-28T23:59:00Z", 1, 1 },
    { "UTC", 0, "2026-11-28T10:00:00Z", 12, "2026-11-29T00:00:00Z", 10, 0 },
    { "UTC", 0, "2026-11-28T10:00:00Z", 0, "2026-11-28T10:00:00Z", 11, -1 },
    { "UTC", 0, "2026-11-28T00:00:00Z", 10, "2026-11-28T00:00:00Z", 1, 24 * 60 },
    { "UTC", 6 * 60 + 30, "2026-11-28T06:29:00Z", 10, "2026-11-28T06:29:00Z", 1, 1 },
    { "UTC", 6 * 60 + 30, "2026-11-28T06:29:00Z", 10, "2026-11-28T06:30:00Z", 1, 0 },
    { "UTC", 6 * 60 + 30, "2026-11-28T06:30:00Z", 10, "2026-11-28T06:30:00Z", 1, 24 * 60 },
    /* midnight Pacific; the days on which the clock is set have 23 and 25 hours */
    { "America/Los_Angeles", 0, "2026-11-28T08:00:00Z", 10, "2026-11-28T08:00:00Z", 1, 24 * 60 },
    { "America/Los_Angeles", 0, "2026-11-28T07:59:00Z", 10, "2026-11-28T08:00:00Z", 1, 0 },
    { "America/Los_Angeles", 0, "2026-03-08T08:00:00Z", 10, "2026-03-08T08:00:00Z", 1, 23 * 60 },
    { "America/Los_Angeles", 0, "2026-11-01T07:00:00Z", 10, "2026-11-01T07:00:00Z", 1, 25 * 60 },
    /* begins at a time that is missing on that day, and at one that comes twice: the first */
    { "America/Los_Angeles", 150, "2026-03-07T10:30:00Z", 10, "2026-03-07T10:30:00Z", 1, 24 * 60 },
    { "America/Los_Angeles", 150, "2026-03-08T10:30:00Z", 10, "2026-03-08T10:30:00Z", 1, 23 * 60 },
    { "America/Los_Angeles", 90, "2026-11-01T08:29:00Z", 10, "2026-11-01T08:30:00Z", 1, 0 },
    { "America/Los_Angeles", 90, "2026-11-01T08:30:00Z", 10, "2026-11-01T09:30:00Z", 1, 24 * 60 },
    /* set back from one minute after midnight: still the new day */
    { "America/St_Johns", 0, "2010-11-07T02:30:30Z", 10, "2010-11-07T03:00:00Z", 1, 24 * 60 + 30 },
    { "America/St_Johns", 0, "2010-11-07T03:00:00Z", 10, "2010-11-07T03:00:00Z", 1, 24 * 60 + 30 },
    /* a day that never was has no count of its own */
    { "Pacific/Apia", 0, "2011-12-29T10:00:00Z", 10, "2011-12-29T10:00:00Z", 1, 24 * 60 },
    { "Pacific/Apia", 540, "2011-12-29T19:00:00Z", 10, "2011-12-29T19:00:00Z", 1, 24 * 60 },
    { "Pacific/Apia", 540, "2011-12-30T19:00:00Z", 10, "2011-12-30T19:00:00Z", 1, 24 * 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 wait = rows[i].wait < 0 ? NEVER : rows[i].wait * PEAL_MINUTE;
      PealBudget budget;

      g_test_message ("%s %d, %s", rows[i].zone, rows[i].reset, rows[i].now);
      init (&budget, per_day (PEAL_LIMIT_SEGMENTS, 10, rows[i].zone, rows[i].reset), at (rows[i].then));
      peal_budget_spend (&budget, MESSAGE (rows[i].spent), at (rows[i].then));
      g_assert_cmpint (peal_budget_get_wait (&budget, (PealCost) { 0, rows[i].n }, at (rows[i].now)), ==, wait);
    }
}

static void
test_give_back (void)
{
  PealBudget rate, day;
  gint64 now = at ("2026-11-28T23:00:00Z");

  init (&rate, per (PEAL_LIMIT_SEGMENTS, 1, S, 3), now);
  peal_budget_spend (&rate, MESSAGE (3), now);
  peal_budget_give_back (&rate, MESSAGE (2), now, now);
  g_assert_cmpint (peal_budget_get_wait (&rate, MESSAGE (2), now), ==, 0);
  g_assert_cmpint (peal_budget_get_wait (&rate, MESSAGE (3), now), ==, S);
  /* what is given back late makes the bucket no larger */
  peal_budget_give_back (&rate, MESSAGE (3), now, now + 10 * S);
  peal_budget_spend (&rate, MESSAGE (3), now + 10 * S);
  g_assert_cmpint (peal_budget_get_wait (&rate, MESSAGE (1), now + 10 * S), ==, S);

  init (&day, per_day (PEAL_LIMIT_SEGMENTS, 10, "UTC", 0), now);
  peal_budget_spend (&day, MESSAGE (10), now);
  peal_budget_give_back (&day, MESSAGE (3), now, now);
  g_assert_cmpint (peal_budget_get_wait (&day, MESSAGE (3), now), ==, 0);
  g_assert_cmpint (peal_budget_get_wait (&day, MESSAGE (4), now), ==, PEAL_HOUR);
  /* what was spent yesterday gives nothing to today */
  peal_budget_spend (&day, MESSAGE (10), now + PEAL_HOUR);
  peal_budget_give_back (&day, MESSAGE (3), now, now + PEAL_HOUR);
  g_assert_cmpint (peal_budget_get_wait (&day, MESSAGE (1), now + PEAL_HOUR), ==, PEAL_DAY);
  /* nor does it give more than was spent */
  peal_budget_give_back (&day, MESSAGE (100), now + PEAL_HOUR, now + PEAL_HOUR);
  peal_budget_spend (&day, MESSAGE (10), now + PEAL_HOUR);
  g_assert_cmpint (peal_budget_get_wait (&day, MESSAGE (1), now + PEAL_HOUR), ==, PEAL_DAY);
}

static void
test_clock_set_back (void)
{
  PealBudget rate, day;
  gint64 now = at ("2026-11-28T12:00:00Z");

  init (&rate, per (PEAL_LIMIT_SEGMENTS, 1, S, 1), now);
  peal_budget_spend (&rate, MESSAGE (1), now);
  peal_budget_close_until (&rate, now + 5 * S);
  g_assert_cmpint (peal_budget_get_wait (&rate, MESSAGE (0), now - PEAL_HOUR), ==, 5 * S);
  g_assert_cmpint (peal_budget_get_wait (&rate, MESSAGE (1), now - PEAL_HOUR + 5 * S), ==, 0);
  peal_budget_spend (&rate, MESSAGE (1), now);
  g_assert_cmpint (peal_budget_get_wait (&rate, MESSAGE (1), now - PEAL_DAY), ==, S);

  /* the count stays, until the next day by the new clock */
  init (&day, per_day (PEAL_LIMIT_SEGMENTS, 10, "UTC", 0), now);
  peal_budget_spend (&day, MESSAGE (10), now);
  g_assert_cmpint (peal_budget_get_wait (&day, MESSAGE (1), now - 100 * PEAL_DAY), ==, 12 * PEAL_HOUR);
  g_assert_cmpint (peal_budget_get_wait (&day, MESSAGE (1), now - 99 * PEAL_DAY), ==, 0);
}

static void
test_many_budgets (void)
{
  PealBudget account, number, brand;
  PealBudget *way[] = { &account, &number, &brand };
  gint64 now = at ("2026-11-28T07:00:00Z");

  init (&account, per (PEAL_LIMIT_MESSAGES, 50, S, 50), now);
  init (&number, per (PEAL_LIMIT_SEGMENTS, 1, S, 1), now);
  init (&brand, per_day (PEAL_LIMIT_SEGMENTS, 4, "America/Los_Angeles", 0), now);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (peal_budgets_get_wait (way, 3, MESSAGE (2), now), ==, i == 0 ? 0 : i == 1 ? 2 * S : PEAL_HOUR - 2 * S);
      now += peal_budgets_get_wait (way, 3, MESSAGE (2), now);
      for (guint j = 0; j < 3; j++)
        peal_budget_spend (way[j], MESSAGE (2), now);
    }
  g_assert_cmpint (peal_budgets_get_wait (way, 0, MESSAGE (2), now), ==, 0);
}

static void
test_restart (void)
{
  PealLimit limits[] = { per (PEAL_LIMIT_SEGMENTS, 1, S, 1), per_day (PEAL_LIMIT_SEGMENTS, 10, "UTC", 0) };
  gint64 now = at ("2026-11-28T23:59:00Z");
  gint64 values[PEAL_BUDGET_MAX_SAVED], damaged[PEAL_BUDGET_MAX_SAVED];
  PealBudget before, after;
  guint n;

  g_assert_true (peal_budget_init (&before, limits, 2, now));
  peal_budget_spend (&before, MESSAGE (8), now);
  peal_budget_close_until (&before, now + 5 * S);
  n = peal_budget_save (&before, values);
  g_assert_cmpuint (n, ==, 13);

  for (gint64 later = 0; later <= 2 * PEAL_MINUTE; later += PEAL_SECOND)
    for (gint64 segments = 0; segments <= 3; segments++)
      {
        PealBudget copy = before;

        g_assert_true (peal_budget_init (&after, limits, 2, now + later));
        g_assert_true (peal_budget_load (&after, values, n, now + later));
        g_assert_cmpint (peal_budget_get_wait (&after, MESSAGE (segments), now + later), ==,
                         peal_budget_get_wait (&copy, MESSAGE (segments), now + later));
      }

  /* the wrong number of values, and senseless ones */
  g_assert_true (peal_budget_init (&after, limits, 2, now));
  g_assert_false (peal_budget_load (&after, values, n - 1, now));
  for (guint i = 1; i < n; i++)
    {
      for (guint j = 0; j < n; j++)
        damaged[j] = values[j];
      damaged[i] = -1;
      g_assert_false (peal_budget_load (&after, damaged, n, now));
      damaged[i] = G_MAXINT64;
      g_assert_false (peal_budget_load (&after, damaged, n, now));
      g_assert_cmpint (peal_budget_get_wait (&after, MESSAGE (1), now), ==, 0);
    }
  for (guint j = 0; j < n; j++)
    damaged[j] = values[j];
  damaged[1] = now;
  damaged[2] = now + 1000 * PEAL_DAY;
  g_assert_true (peal_budget_load (&after, damaged, n, now));
  g_assert_cmpint (peal_budget_get_wait (&after, MESSAGE (1), now), ==, PEAL_DAY);
}

/* What an older program saved: seen, closed, and two values for each limit, in their order. */
static void
test_load_old (void)
{
  const PealLimit limits[] = { per_day (PEAL_LIMIT_MESSAGES, 10, "UTC", 0), per (PEAL_LIMIT_SEGMENTS, 1, S, 1) };
  gint64 now = at ("2026-11-28T12:00:00Z");
  const gint64 values[] = { now, 0, at ("2026-11-28T00:00:00Z"), 10, now + 5 * S, 0 };
  PealBudget budget;

  g_assert_true (peal_budget_init (&budget, limits, 2, now));
  g_assert_false (peal_budget_load (&budget, values, 4, now));
  g_assert_true (peal_budget_load (&budget, values, 6, now));
  g_assert_cmpint (peal_budget_get_wait (&budget, (PealCost) { .segments = 1 }, now), ==, 5 * S);
  g_assert_cmpint (peal_budget_get_wait (&budget, MESSAGE (1), now), ==, 12 * PEAL_HOUR);
}

#define MAX_EDITED 3

/* Limits are changed: each keeps what was used of it, and none gets what was used of another. */
static void
test_edited (void)
{
  const PealLimit messages = per_day (PEAL_LIMIT_MESSAGES, 100, "UTC", 0);
  const PealLimit segments = per_day (PEAL_LIMIT_SEGMENTS, 500, "UTC", 0);
  const PealLimit second = per (PEAL_LIMIT_SEGMENTS, 10, S, 10), minute = per (PEAL_LIMIT_SEGMENTS, 100, 60 * S, 100);
  const PealLimit more = per_day (PEAL_LIMIT_MESSAGES, 120, "UTC", 0);
  const PealLimit noon = per_day (PEAL_LIMIT_MESSAGES, 100, "UTC", 12 * 60);
  const struct
  {
    const char *name;
    PealLimit before[MAX_EDITED], after[MAX_EDITED]; /* a unit of 0 = no more */
    const char *used;                                /* of each after: messages or segments of the day; tokens of a rate */
  } rows[] = {
    { "unchanged", { messages, segments }, { messages, segments }, "80 240" },
    { "the other way round", { messages, segments }, { segments, messages }, "240 80" },
    { "one before it", { segments }, { messages, segments }, "0 240" },
    { "one of two gone", { messages, segments }, { segments }, "240" },
    { "more allowed", { messages }, { more }, "80" },
    { "one of each kind", { messages, second }, { minute, messages }, "0 80" },
    { "rates of two spans", { second, minute }, { minute, second }, "240 240" },
    { "another hour", { messages }, { noon }, "80" },
    { "another hour beside the first", { messages }, { noon, messages }, "0 80" },
    { "two hours, swapped", { messages, noon }, { noon, messages }, "80 80" },
    { "another unit", { messages }, { segments }, "0" },
  };
  gint64 now = at ("2026-11-28T20:00:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n_before = 0, n_after = 0, n;
      gint64 values[PEAL_BUDGET_MAX_SAVED];
      PealBudget before, after;
      g_autoptr(GString) used = g_string_new (NULL);

      while (n_before < MAX_EDITED && rows[i].before[n_before].unit != 0)
        n_before++;
      while (n_after < MAX_EDITED && rows[i].after[n_after].unit != 0)
        n_after++;
      g_assert_true (peal_budget_init (&before, rows[i].before, n_before, now));
      for (guint m = 0; m < 80; m++)
        peal_budget_spend (&before, MESSAGE (3), now);
      n = peal_budget_save (&before, values);
      g_assert_true (peal_budget_init (&after, rows[i].after, n_after, now));
      g_assert_true (peal_budget_load (&after, values, n, now));
      for (guint u = 0; u < n_after; u++)
        {
          const PealUse *use = &after.uses[u];
          gint64 spent = use->limit.span == 0 ? use->used : (use->full_at - now) * use->limit.n / use->limit.span;

          g_string_append_printf (used, "%s%" G_GINT64_FORMAT, u > 0 ? " " : "", spent);
        }
      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (used->str, ==, rows[i].used);
    }
}

/* Message by message, as the dispatcher does. */
static gint64
send_one_by_one (PealBudget *const *budgets,
                 guint              n_budgets,
                 PealCost           each,
                 gint64             n_messages,
                 gint64             now)
{
  PealBudget copies[PEAL_BUDGETS_MAX];
  PealBudget *way[PEAL_BUDGETS_MAX];
  gint64 time = now;

  for (guint i = 0; i < n_budgets; i++)
    {
      copies[i] = *budgets[i];
      way[i] = &copies[i];
    }
  for (gint64 i = 0; i < n_messages; i++)
    {
      gint64 wait = peal_budgets_get_wait (way, n_budgets, each, time);

      if (wait > PEAL_BUDGET_HORIZON || time + wait - now > PEAL_BUDGET_HORIZON)
        return NEVER;
      time += wait;
      g_assert_cmpint (peal_budgets_get_wait (way, n_budgets, each, time), ==, 0);
      for (guint j = 0; j < n_budgets; j++)
        peal_budget_spend (way[j], each, time);
    }
  return time;
}

static PealLimit
make_limit (GRand *rand)
{
  static const char *const zones[] = { "UTC", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata" };
  PealLimitUnit unit = g_rand_int_range (rand, PEAL_LIMIT_MESSAGES, PEAL_LIMIT_SEGMENTS + 1);

  if (g_rand_int_range (rand, 0, 3) == 0)
    return per_day (unit, g_rand_int_range (rand, 5, 300), zones[g_rand_int_range (rand, 0, 4)], g_rand_int_range (rand, 0, 1440));
  return per (unit, g_rand_int_range (rand, 1, 300), g_rand_boolean (rand) ? S : 60 * S, g_rand_int_range (rand, 1, 60));
}

static void
test_finish_is_exact (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (10);
  gint64 start = at ("2026-03-05T00:00:00Z");

  for (guint i = 0; i < 2000; i++)
    {
      PealBudget budgets[3];
      PealBudget *way[] = { &budgets[0], &budgets[1], &budgets[2] };
      gint64 now = start + g_rand_int_range (rand, 0, 4 * 86400) * S;
      guint n_budgets = (guint) g_rand_int_range (rand, 1, 4);
      PealCost each = MESSAGE (g_rand_int_range (rand, 1, 8));
      gint64 n_messages = g_rand_int_range (rand, 0, 600);

      for (guint j = 0; j < n_budgets; j++)
        {
          PealLimit limits[] = { make_limit (rand), make_limit (rand) };

          g_assert_true (peal_budget_init (&budgets[j], limits, (guint) g_rand_int_range (rand, 1, 3), now));
          if (g_rand_boolean (rand))
            peal_budget_spend (&budgets[j], MESSAGE (g_rand_int_range (rand, 0, 200)), now);
          if (g_rand_int_range (rand, 0, 5) == 0)
            peal_budget_close_until (&budgets[j], now + g_rand_int_range (rand, 0, 1000) * S);
        }
      g_test_message ("run %u", i);
      g_assert_cmpint (peal_budgets_get_finish (way, n_budgets, each, n_messages, now), ==,
                       send_one_by_one (way, n_budgets, each, n_messages, now));
    }
}

static void
test_finish (void)
{
  static const struct
  {
    PealLimit limit;
    gint64 n_messages;
    gint64 segments;
    const char *finish; /* from 2026-11-28 12:00 UTC; NULL = never */
  } rows[] = {
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 0, 1, "2026-11-28T12:00:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1, 1, "2026-11-28T12:00:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 3601, 1, "2026-11-28T13:00:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1201, 3, "2026-11-28T13:00:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1000001, 1, "2026-12-10T01:46:40Z" },
    { { PEAL_LIMIT_MESSAGES, 240, 60 * S, 240 }, 480, 5, "2026-11-28T12:01:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, G_GINT64_CONSTANT (1000000000), 1, NULL },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, G_MAXINT64, 1, NULL },
    { { PEAL_LIMIT_SEGMENTS, 2000, 0, 0, "America/Los_Angeles", 0 }, 2000, 1, "2026-11-28T12:00:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 2000, 0, 0, "America/Los_Angeles", 0 }, 2001, 1, "2026-11-29T08:00:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 2000, 0, 0, "America/Los_Angeles", 0 }, 1000000, 1, "2028-04-10T07:00:00Z" },
    { { PEAL_LIMIT_SEGMENTS, 2000, 0, 0, "America/Los_Angeles", 0 }, 1, 2001, NULL },
    { { PEAL_LIMIT_SEGMENTS, 1, 0, 0, "America/Los_Angeles", 0 }, 10000, 1, NULL },
    { { PEAL_LIMIT_SEGMENTS, 1, S, 1 }, 1000, 0, "2026-11-28T12:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 now = at ("2026-11-28T12:00:00Z"), finish;
      PealBudget budget;
      PealBudget *way[] = { &budget };

      g_test_message ("row %u", i);
      init (&budget, rows[i].limit, now);
      finish = peal_budgets_get_finish (way, 1, MESSAGE (rows[i].segments), rows[i].n_messages, now);
      g_assert_cmpint (finish, ==, rows[i].finish != NULL ? at (rows[i].finish) : NEVER);
      g_assert_cmpint (peal_budget_get_wait (&budget, MESSAGE (0), now), ==, 0);
    }
}

/* One a minute from two minutes before midnight on, three a day: what goes at midnight is the new
 * day's. */
static void
test_finish_at_midnight (void)
{
  PealLimit limits[] = { per (PEAL_LIMIT_MESSAGES, 1, PEAL_MINUTE, 1), per_day (PEAL_LIMIT_MESSAGES, 3, "UTC", 0) };
  gint64 midnight = at ("2026-11-29T00:00:00Z"), now = midnight - 2 * PEAL_MINUTE;
  PealBudget budget;
  PealBudget *way[] = { &budget };

  g_assert_true (peal_budget_init (&budget, limits, 2, now));
  g_assert_cmpint (peal_budgets_get_finish (way, 1, MESSAGE (1), 3, now), ==, midnight);
  g_assert_cmpint (peal_budgets_get_finish (way, 1, MESSAGE (1), 5, now), ==, midnight + 2 * PEAL_MINUTE);
  g_assert_cmpint (peal_budgets_get_finish (way, 1, MESSAGE (1), 6, now), ==, midnight + PEAL_DAY);
}

/* More days that begin at other times than anybody has: the look ahead gives up. */
static void
test_finish_is_bounded (void)
{
  PealBudget budgets[PEAL_BUDGETS_MAX];
  PealBudget *way[PEAL_BUDGETS_MAX];

  for (guint i = 0; i < PEAL_BUDGETS_MAX; i++)
    {
      PealLimit limits[PEAL_BUDGET_MAX_LIMITS];

      for (guint j = 0; j < PEAL_BUDGET_MAX_LIMITS; j++)
        limits[j] = per_day (PEAL_LIMIT_MESSAGES, 1000000, "UTC", (int) (i * PEAL_BUDGET_MAX_LIMITS + j) * 60);
      limits[0] = per (PEAL_LIMIT_MESSAGES, 1, PEAL_MINUTE, 1);
      g_assert_true (peal_budget_init (&budgets[i], limits, PEAL_BUDGET_MAX_LIMITS, 0));
      way[i] = &budgets[i];
    }
  g_assert_cmpint (peal_budgets_get_finish (way, 1, MESSAGE (1), 3650 * 1440, 0), <, NEVER);
  g_assert_cmpint (peal_budgets_get_finish (way, PEAL_BUDGETS_MAX, MESSAGE (1), 3650 * 1440, 0), ==, NEVER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/budget/valid-limits", test_valid_limits);
  g_test_add_func ("/budget/per-second", test_per_second);
  g_test_add_func ("/budget/rate", test_rate);
  g_test_add_func ("/budget/long-run", test_long_run);
  g_test_add_func ("/budget/closed", test_closed);
  g_test_add_func ("/budget/day", test_day);
  g_test_add_func ("/budget/give-back", test_give_back);
  g_test_add_func ("/budget/clock-set-back", test_clock_set_back);
  g_test_add_func ("/budget/many-budgets", test_many_budgets);
  g_test_add_func ("/budget/restart", test_restart);
  g_test_add_func ("/budget/load-old", test_load_old);
  g_test_add_func ("/budget/edited", test_edited);
  g_test_add_func ("/budget/finish", test_finish);
  g_test_add_func ("/budget/finish-at-midnight", test_finish_at_midnight);
  g_test_add_func ("/budget/finish-is-bounded", test_finish_is_bounded);
  g_test_add_func ("/budget/finish-is-exact", test_finish_is_exact);
  return g_test_run ();
}

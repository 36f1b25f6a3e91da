/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-clock.h"
#include "peal-limiter.h"

static void
test_unlimited (void)
{
  PealLimiter limiter;

  peal_limiter_init (&limiter, 0, 1, 0);
  for (guint i = 0; i < 1000; i++)
    {
      g_assert_cmpint (peal_limiter_get_wait (&limiter, 0), ==, 0);
      peal_limiter_spend (&limiter, 10, 0);
    }
  peal_limiter_close_until (&limiter, 5 * PEAL_SECOND);
  peal_limiter_close_until (&limiter, 2 * PEAL_SECOND);
  g_assert_cmpint (peal_limiter_get_wait (&limiter, PEAL_SECOND), ==, 4 * PEAL_SECOND);
  g_assert_cmpint (peal_limiter_get_wait (&limiter, 5 * PEAL_SECOND), ==, 0);
}

/* One segment a second, messages of three: one message each three seconds in the long run. */
static void
test_segments (void)
{
  PealLimiter limiter;
  gint64 now = 0;

  peal_limiter_init (&limiter, 1, 1, now);
  for (guint i = 0; i < 100; i++)
    {
      now += peal_limiter_get_wait (&limiter, now);
      peal_limiter_spend (&limiter, 3, now);
    }
  g_assert_cmpint (now, >=, 297 * PEAL_SECOND);
  g_assert_cmpint (now, <=, 298 * PEAL_SECOND);
}

static void
test_burst_is_bounded (void)
{
  PealLimiter limiter;
  guint sent = 0;

  peal_limiter_init (&limiter, 10, 5, 0);
  while (peal_limiter_get_wait (&limiter, PEAL_DAY) == 0)
    {
      peal_limiter_spend (&limiter, 1, PEAL_DAY);
      sent++;
    }
  g_assert_cmpuint (sent, ==, 5);
  g_assert_cmpint (peal_limiter_get_wait (&limiter, PEAL_DAY), ==, PEAL_SECOND / 10);
}

static void
test_clock_set_back (void)
{
  PealLimiter limiter;

  peal_limiter_init (&limiter, 1, 1, PEAL_DAY);
  peal_limiter_spend (&limiter, 1, PEAL_DAY);
  g_assert_cmpint (peal_limiter_get_wait (&limiter, PEAL_HOUR), ==, PEAL_SECOND);
  g_assert_cmpint (peal_limiter_get_wait (&limiter, PEAL_HOUR + PEAL_SECOND), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limiter/unlimited", test_unlimited);
  g_test_add_func ("/limiter/segments", test_segments);
  g_test_add_func ("/limiter/burst-is-bounded", test_burst_is_bounded);
  g_test_add_func ("/limiter/clock-set-back", test_clock_set_back);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-clock.h"

static void
count_cb (PealClock *clock,
          guint     *count)
{
  *count += 1;
}

static void
test_moves (void)
{
  g_autoptr(PealClock) clock = peal_clock_new_test (1000);
  guint changed = 0;

  g_signal_connect (clock, "changed", G_CALLBACK (count_cb), &changed);
  g_assert_cmpint (peal_clock_get_now (clock), ==, 1000);
  peal_clock_advance (clock, PEAL_DAY);
  g_assert_cmpint (peal_clock_get_now (clock), ==, 1000 + PEAL_DAY);
  peal_clock_set_now (clock, 5);
  g_assert_cmpint (peal_clock_get_now (clock), ==, 5);
  g_assert_cmpuint (changed, ==, 2);
  g_assert_false (peal_clock_is_system (clock));
}

/* Setting the clock lets no time pass; sleep passes and is told apart. */
static void
test_uptime (void)
{
  g_autoptr(PealClock) clock = peal_clock_new_test (1000);
  g_autoptr(PealClock) system = peal_clock_new_system ();
  gint64 before = peal_clock_get_uptime (system);

  peal_clock_set_now (clock, PEAL_DAY);
  g_assert_cmpint (peal_clock_get_uptime (clock), ==, 0);
  peal_clock_advance (clock, PEAL_HOUR);
  g_assert_cmpint (peal_clock_get_uptime (clock), ==, PEAL_HOUR);
  g_assert_cmpint (peal_clock_get_slept (clock), ==, 0);
  peal_clock_sleep (clock, PEAL_MINUTE);
  g_assert_cmpint (peal_clock_get_now (clock), ==, PEAL_DAY + PEAL_HOUR + PEAL_MINUTE);
  g_assert_cmpint (peal_clock_get_uptime (clock), ==, PEAL_HOUR + PEAL_MINUTE);
  g_assert_cmpint (peal_clock_get_slept (clock), ==, PEAL_MINUTE);

  g_assert_cmpint (before, >, 0);
  g_assert_cmpint (peal_clock_get_uptime (system), >=, before);
  g_assert_cmpint (peal_clock_get_slept (system), >=, -PEAL_SECOND);
}

static void
test_iso8601 (void)
{
  static const struct
  {
    const char *in;
    gint64 time;
    const char *out;
  } rows[] = {
    { "1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z" },
    { "2026-11-21T08:02:21Z", G_GINT64_CONSTANT (1795248141000000), "2026-11-21T08:02:21Z" },
    { "2026-11-21T09:02:21+01:00", G_GINT64_CONSTANT (1795248141000000), "2026-11-21T08:02:21Z" },
    { "2026-11-21T08:02:21", G_GINT64_CONSTANT (1795248141000000), "2026-11-21T08:02:21Z" },
    { "2026-11-21T08:02:21.500000Z", G_GINT64_CONSTANT (1795248141500000), "2026-11-21T08:02:21.500000Z" },
  };
  gint64 time = 77;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (peal_time_from_iso8601 (rows[i].in, &time));
      g_assert_cmpint (time, ==, rows[i].time);
      text = peal_time_to_iso8601 (time);
      g_assert_cmpstr (text, ==, rows[i].out);
    }

  time = 77;
  g_assert_false (peal_time_from_iso8601 ("tomorrow", &time));
  g_assert_cmpint (time, ==, 77);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/moves", test_moves);
  g_test_add_func ("/clock/uptime", test_uptime);
  g_test_add_func ("/clock/iso8601", test_iso8601);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-schedule-source.h"

static gboolean
count_cb (gpointer data)
{
  guint *count = data;

  *count += 1;
  return G_SOURCE_CONTINUE;
}

static GSource *
attach (PealClock *clock,
        guint     *count)
{
  g_autoptr(GError) error = NULL;
  GSource *source = peal_schedule_source_new (clock, &error);

  g_assert_no_error (error);
  g_source_set_callback (source, count_cb, count, NULL);
  g_source_attach (source, NULL);
  return source;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_fires_when_due (void)
{
  g_autoptr(PealClock) clock = peal_clock_new_test (1000);
  guint count = 0;
  GSource *source = attach (clock, &count);

  peal_schedule_source_set_due (source, 5000);
  settle ();
  g_assert_cmpuint (count, ==, 0);
  peal_clock_set_now (clock, 5000);
  settle ();
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (peal_schedule_source_get_due (source), ==, PEAL_TIME_NEVER);
  peal_clock_set_now (clock, 9000);
  settle ();
  g_assert_cmpuint (count, ==, 1);

  peal_schedule_source_set_due (source, 10);
  settle ();
  g_assert_cmpuint (count, ==, 2);
  g_source_destroy (source);
  g_source_unref (source);
}

/* A clock set back must be looked at too: what was due may not be any more. */
static void
test_clock_jumps (void)
{
  g_autoptr(PealClock) clock = peal_clock_new_test (PEAL_DAY);
  guint count = 0;
  GSource *source = attach (clock, &count);

  peal_schedule_source_set_due (source, 2 * PEAL_DAY);
  peal_clock_set_now (clock, PEAL_HOUR);
  settle ();
  g_assert_cmpuint (count, ==, 1);
  peal_schedule_source_set_due (source, 2 * PEAL_DAY);
  peal_clock_set_now (clock, 30 * PEAL_DAY);
  settle ();
  g_assert_cmpuint (count, ==, 2);
  g_source_destroy (source);
  g_source_unref (source);
}

static void
test_system_clock (void)
{
  g_autoptr(PealClock) clock = peal_clock_new_system ();
  guint count = 0;
  GSource *source = attach (clock, &count);
  gint64 limit = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  gint64 due = peal_clock_get_now (clock) + 20000;

  peal_schedule_source_set_due (source, PEAL_TIME_NEVER);
  settle ();
  g_assert_cmpuint (count, ==, 0);

  peal_schedule_source_set_due (source, due);
  while (count == 0 && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (peal_clock_get_now (clock), >=, due);

  peal_schedule_source_set_due (source, due - PEAL_DAY);
  while (count == 1 && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count, ==, 2);
  g_source_destroy (source);
  g_source_unref (source);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule-source/fires-when-due", test_fires_when_due);
  g_test_add_func ("/schedule-source/clock-jumps", test_clock_jumps);
  g_test_add_func ("/schedule-source/system-clock", test_system_clock);
  return g_test_run ();
}

/* test-pulse.c: how fast an account answers, and how far its clock is from ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-clock.h"
#include "peal-pulse.h"

#define NOON (G_GINT64_CONSTANT (1794312000) * PEAL_SECOND)
#define MSEC (PEAL_SECOND / 1000)

typedef struct
{
  gint64 latency;
  gint64 date;       /* relative to noon; PEAL_TIME_NEVER = none */
} Beat;

/* All answers come at noon. */
static const struct
{
  const char *name;
  Beat beats[3];
  guint n_beats;
  gint64 latency;
  gboolean has_clock;
  gint64 skew;
} rows[] = {
  { "nothing", { { 0 } }, 0, -1, FALSE, 0 },
  { "no date", { { 80 * MSEC, PEAL_TIME_NEVER } }, 1, 80 * MSEC, FALSE, 0 },
  { "same clock", { { 0, 0 } }, 1, 0, TRUE, -500 * MSEC },
  { "half way", { { 2 * PEAL_SECOND, -2 * PEAL_SECOND } }, 1, 2 * PEAL_SECOND, TRUE, 500 * MSEC },
  { "ours ahead", { { 0, -PEAL_MINUTE } }, 1, 0, TRUE, PEAL_MINUTE - 500 * MSEC },
  { "ours behind", { { 0, PEAL_MINUTE } }, 1, 0, TRUE, -PEAL_MINUTE - 500 * MSEC },
  { "moving", { { 80 * MSEC, -PEAL_SECOND }, { 160 * MSEC, -PEAL_SECOND } }, 2, 90 * MSEC, TRUE, 455 * MSEC },
  { "set", { { 0, -PEAL_MINUTE }, { 0, 0 } }, 2, 0, TRUE, -500 * MSEC },
  { "date once", { { 0, 0 }, { 0, PEAL_TIME_NEVER } }, 2, 0, TRUE, -500 * MSEC },
};

static void
test_beats (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealPulse) pulse = peal_pulse_new ();

      for (guint n = 0; n < rows[i].n_beats; n++)
        {
          const Beat *beat = &rows[i].beats[n];

          peal_pulse_beat (pulse, NOON, beat->latency, beat->date != PEAL_TIME_NEVER ? NOON + beat->date : -1);
        }
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (pulse->answered_at, ==, rows[i].n_beats > 0 ? NOON : 0);
      g_assert_cmpint (pulse->latency, ==, rows[i].latency);
      g_assert_cmpint (pulse->has_clock, ==, rows[i].has_clock);
      g_assert_cmpint (pulse->skew, ==, rows[i].skew);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pulse/beats", test_beats);
  return g_test_run ();
}

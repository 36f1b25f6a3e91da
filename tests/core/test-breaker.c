/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-breaker.h"

#include "peal-clock.h"

/* Each row is a story, one letter a step, from a closed breaker at time 0:
 *   f, u   a transport failure, an unknown outcome is reported
 *   s, n   a success, a refusal (of the number) is reported
 *   Y, N   a message may go, may not go
 *   +      30 seconds pass;  -  1 second passes;  M  15 minutes pass
 *   C O P  the breaker is closed, open, probing */
static const char *const stories[] = {
  "CYYY",
  "ffffCYfON",
  "uuuuCuON",
  "ffffsffffC",
  "ffffnffffCfO",
  /* half of the last twenty, but only of twenty */
  "fsfsfsfsfsfsfsfsfsfCsO",
  "sfsfsfsfsfsfsfsfsfsCfO",
  "sssssssssssssssssssssfsfsfsfsfsfsfsfsfCsfO",
  /* a probe after 30 s, one at a time; two successes close it */
  "fffffON+YPNsPYNsCYY",
  /* open: late results change nothing */
  "fffffsssON",
  "fffffffff+Y",
  /* a failed probe doubles the pause: 60 s, 120 s, 240 s, 480 s, then 15 minutes for good */
  "fffff+YfON+N+YfO+N+N+N+YfO+++++++N+YfO+++++++++++++++N+YfO+++++++++++++++++++++++++++++N+YfO"
  "+++++++++++++++++++++++++++++N+Y",
  /* a success and then a failure while probing open it again */
  "fffff+YsYfON+N+Y",
  /* closing forgets the past: five failures again, and 30 s again */
  "fffff+Yf++YsYsCffffCfON+Y",
  /* a probe without a result is forgotten after its pause */
  "fffff+YN-N+Y",
  "fffffMY",
};

static void
tell (const char *story)
{
  PealBreaker breaker = { 0 };
  gint64 now = 0;

  for (const char *p = story; *p != '\0'; p++)
    {
      g_test_message ("%s, step %d", story, (int) (p - story));
      switch (*p)
        {
        case 'f':
          peal_breaker_report (&breaker, PEAL_FAILURE_TRANSPORT, now);
          break;
        case 'u':
          peal_breaker_report (&breaker, PEAL_FAILURE_UNKNOWN, now);
          break;
        case 's':
          peal_breaker_report (&breaker, PEAL_FAILURE_NONE, now);
          break;
        case 'n':
          peal_breaker_report (&breaker, PEAL_FAILURE_NUMBER, now);
          break;
        case 'Y':
          g_assert_true (peal_breaker_ask (&breaker, now));
          break;
        case 'N':
          g_assert_false (peal_breaker_ask (&breaker, now));
          break;
        case '+':
          now += 30 * PEAL_SECOND;
          break;
        case '-':
          now += PEAL_SECOND;
          break;
        case 'M':
          now += 15 * PEAL_MINUTE;
          break;
        case 'C':
          g_assert_cmpint (breaker.state, ==, PEAL_BREAKER_CLOSED);
          break;
        case 'O':
          g_assert_cmpint (breaker.state, ==, PEAL_BREAKER_OPEN);
          break;
        case 'P':
          g_assert_cmpint (breaker.state, ==, PEAL_BREAKER_PROBING);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static void
test_stories (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    tell (stories[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/breaker/stories", test_stories);
  return g_test_run ();
}

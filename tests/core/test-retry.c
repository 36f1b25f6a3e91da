/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-retry.h"

#include "peal-clock.h"

#define NOW (20000 * PEAL_DAY)
#define JUST_BELOW_1 0.99999999999999989
#define S PEAL_SECOND
#define NEVER PEAL_TIME_NEVER

static void
test_decide (void)
{
  static const struct
  {
    PealFailureClass failure;
    guint n_attempts;
    guint n_throttled;
    gint64 retry_after;
    gint64 not_after; /* from now */
    double chance;
    PealRetryAction action;
    gint64 at; /* from now */
  } rows[] = {
    { PEAL_FAILURE_NONE, 1, 0, -1, NEVER, 0, PEAL_RETRY_NONE, 0 },
    /* full jitter: 5 10 20 40 80 */
    { PEAL_FAILURE_TRANSPORT, 1, 0, -1, NEVER, 0, PEAL_RETRY_AGAIN, 0 },
    { PEAL_FAILURE_TRANSPORT, 1, 0, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 5 * S / 2 },
    { PEAL_FAILURE_TRANSPORT, 1, 0, -1, NEVER, JUST_BELOW_1, PEAL_RETRY_AGAIN, 5 * S - 1 },
    { PEAL_FAILURE_TRANSPORT, 2, 0, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 5 * S },
    { PEAL_FAILURE_TRANSPORT, 3, 0, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 10 * S },
    { PEAL_FAILURE_TRANSPORT, 4, 0, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 20 * S },
    { PEAL_FAILURE_TRANSPORT, 5, 0, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 40 * S },
    { PEAL_FAILURE_TRANSPORT, 6, 0, -1, NEVER, 0.5, PEAL_RETRY_GIVE_UP, 0 },
    { PEAL_FAILURE_TRANSPORT, 7, 0, -1, NEVER, 0.5, PEAL_RETRY_GIVE_UP, 0 },
    /* what was only throttled does not use up the message's own attempts */
    { PEAL_FAILURE_THROTTLED, 6, 6, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 80 * S },
    { PEAL_FAILURE_THROTTLED, 8, 8, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 320 * S },
    { PEAL_FAILURE_THROTTLED, 9, 9, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 450 * S },
    { PEAL_FAILURE_THROTTLED, 59, 59, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 450 * S },
    { PEAL_FAILURE_THROTTLED, 60, 60, -1, NEVER, 0.5, PEAL_RETRY_GIVE_UP, 0 },
    { PEAL_FAILURE_THROTTLED, 6, 0, -1, NEVER, 0.5, PEAL_RETRY_GIVE_UP, 0 },
    { PEAL_FAILURE_TRANSPORT, 10, 5, -1, NEVER, 0, PEAL_RETRY_AGAIN, 0 },
    { PEAL_FAILURE_TRANSPORT, 11, 5, -1, NEVER, 0, PEAL_RETRY_GIVE_UP, 0 },
    /* Retry-After */
    { PEAL_FAILURE_THROTTLED, 1, 1, 0, NEVER, 0.5, PEAL_RETRY_AGAIN, 5 * S / 2 },
    { PEAL_FAILURE_THROTTLED, 1, 1, 60 * S, NEVER, 0, PEAL_RETRY_AGAIN, 60 * S },
    { PEAL_FAILURE_THROTTLED, 1, 1, 60 * S, NEVER, JUST_BELOW_1, PEAL_RETRY_AGAIN, 65 * S - 1 },
    { PEAL_FAILURE_TRANSPORT, 2, 0, 60 * S, NEVER, 0.5, PEAL_RETRY_AGAIN, 65 * S },
    { PEAL_FAILURE_THROTTLED, 1, 1, 400 * PEAL_DAY, NEVER, 0, PEAL_RETRY_AGAIN, PEAL_DAY },
    { PEAL_FAILURE_THROTTLED, 1, 1, G_MAXINT64, NEVER, 0, PEAL_RETRY_AGAIN, PEAL_DAY },
    { PEAL_FAILURE_THROTTLED, 1, 1, G_MININT64, NEVER, 0, PEAL_RETRY_AGAIN, 0 },
    /* never past the validity */
    { PEAL_FAILURE_THROTTLED, 1, 1, 60 * S, 60 * S, 0, PEAL_RETRY_EXPIRE, 0 },
    { PEAL_FAILURE_THROTTLED, 1, 1, 60 * S, 60 * S + 1, JUST_BELOW_1, PEAL_RETRY_AGAIN, 60 * S },
    { PEAL_FAILURE_TRANSPORT, 5, 0, -1, 10 * S, 0.5, PEAL_RETRY_AGAIN, 5 * S },
    { PEAL_FAILURE_TRANSPORT, 5, 0, -1, 10 * S, JUST_BELOW_1, PEAL_RETRY_AGAIN, 10 * S - 1 },
    { PEAL_FAILURE_TRANSPORT, 1, 0, -1, 0, 0.5, PEAL_RETRY_EXPIRE, 0 },
    { PEAL_FAILURE_TRANSPORT, 1, 0, -1, -5 * S, 0.5, PEAL_RETRY_EXPIRE, 0 },
    { PEAL_FAILURE_TRANSPORT, 6, 0, -1, -5 * S, 0.5, PEAL_RETRY_GIVE_UP, 0 },
    /* the rest */
    { PEAL_FAILURE_UNKNOWN, 1, 0, -1, NEVER, 0.5, PEAL_RETRY_SETTLE, 0 },
    { PEAL_FAILURE_UNKNOWN, 6, 0, 60 * S, -5 * S, 0.5, PEAL_RETRY_SETTLE, 0 },
    { PEAL_FAILURE_HANDSET, 1, 0, -1, NEVER, 0, PEAL_RETRY_AGAIN, 1800 * S },
    { PEAL_FAILURE_HANDSET, 1, 0, -1, NEVER, 0.5, PEAL_RETRY_AGAIN, 2250 * S },
    { PEAL_FAILURE_HANDSET, 3, 2, -1, NEVER, 0, PEAL_RETRY_AGAIN, 1800 * S },
    { PEAL_FAILURE_HANDSET, 1, 0, -1, 1800 * S, 0, PEAL_RETRY_EXPIRE, 0 },
    { PEAL_FAILURE_HANDSET, 2, 0, -1, NEVER, 0, PEAL_RETRY_GIVE_UP, 0 },
    { PEAL_FAILURE_NUMBER, 1, 0, 60 * S, NEVER, 0, PEAL_RETRY_GIVE_UP, 0 },
    { PEAL_FAILURE_OBJECTION, 1, 0, -1, NEVER, 0, PEAL_RETRY_GIVE_UP, 0 },
    { PEAL_FAILURE_CONTENT, 1, 0, -1, NEVER, 0, PEAL_RETRY_GIVE_UP, 0 },
    { PEAL_FAILURE_ACCOUNT, 1, 0, -1, NEVER, 0, PEAL_RETRY_HOLD, 0 },
    { PEAL_FAILURE_ACCOUNT, 9, 0, -1, NEVER, 0, PEAL_RETRY_HOLD, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealRetryAnswer answer = peal_retry_decide (&(PealRetryQuestion) {
          .failure = rows[i].failure,
          .n_attempts = rows[i].n_attempts,
          .n_throttled = rows[i].n_throttled,
          .now = NOW,
          .retry_after = rows[i].retry_after,
          .not_after = rows[i].not_after == NEVER ? NEVER : NOW + rows[i].not_after,
          .chance = rows[i].chance,
      });

      g_test_message ("row %u", i);
      g_assert_cmpint (answer.action, ==, rows[i].action);
      if (answer.action == PEAL_RETRY_AGAIN)
        g_assert_cmpint (answer.at - NOW, ==, rows[i].at);
    }
}

static void
test_names (void)
{
  static const struct
  {
    int value;
    const char *name;
  } rows[] = {
    { 0, "none" },
    { 1, "transport" },
    { 2, "unknown" },
    { 3, "throttled" },
    { 4, "handset" },
    { 5, "number" },
    { 6, "objection" },
    { 7, "content" },
    { 8, "account" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealFailureClass failure = peal_failure_class_from_db (rows[i].value);

      g_assert_cmpstr (peal_failure_class_to_string (failure), ==, rows[i].name);
      g_assert_cmpint (peal_failure_class_to_db (failure), ==, rows[i].value);
    }

  g_assert_cmpint (peal_failure_class_from_db (9), ==, PEAL_FAILURE_UNKNOWN);
  g_assert_cmpint (peal_failure_class_from_db (-1), ==, PEAL_FAILURE_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/decide", test_decide);
  g_test_add_func ("/retry/names", test_names);
  return g_test_run ();
}

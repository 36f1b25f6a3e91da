/* peal-retry.c: what follows from a failure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-retry.h"

#include "peal-clock.h"

#define FIRST_DELAY (5 * PEAL_SECOND)
#define MAX_DELAY (15 * PEAL_MINUTE)
#define MAX_RETRY_AFTER PEAL_DAY
#define HANDSET_DELAY (30 * PEAL_MINUTE)

static const char *const names[] = {
  [PEAL_FAILURE_NONE] = "none",
  [PEAL_FAILURE_TRANSPORT] = "transport",
  [PEAL_FAILURE_UNKNOWN] = "unknown",
  [PEAL_FAILURE_THROTTLED] = "throttled",
  [PEAL_FAILURE_HANDSET] = "handset",
  [PEAL_FAILURE_NUMBER] = "number",
  [PEAL_FAILURE_OBJECTION] = "objection",
  [PEAL_FAILURE_CONTENT] = "content",
  [PEAL_FAILURE_ACCOUNT] = "account",
};

int
peal_failure_class_to_db (PealFailureClass failure)
{
  return (int) failure;
}

PealFailureClass
peal_failure_class_from_db (int value)
{
  if (value < 0 || (gsize) value >= G_N_ELEMENTS (names))
    return PEAL_FAILURE_UNKNOWN;
  return (PealFailureClass) value;
}

const char *
peal_failure_class_to_string (PealFailureClass failure)
{
  g_return_val_if_fail ((gsize) failure < G_N_ELEMENTS (names), "?");

  return names[failure];
}

static gint64
max_jitter (guint n_attempts)
{
  gint64 delay = FIRST_DELAY;

  for (guint i = 1; i < n_attempts && delay < MAX_DELAY; i++)
    delay *= 2;

  return MIN (delay, MAX_DELAY);
}

/* Again after @wait and up to @jitter more, as far as the validity allows. */
static PealRetryAnswer
again (const PealRetryQuestion *question,
       gint64                   wait,
       gint64                   jitter)
{
  gint64 room;

  wait = MAX (wait, CLAMP (question->retry_after, 0, MAX_RETRY_AFTER));
  if (question->not_after <= question->now || question->not_after - question->now <= wait)
    return (PealRetryAnswer) { PEAL_RETRY_EXPIRE, 0 };

  /* Rounding can lift a chance just below 1 to the bound itself: hence the second MIN. */
  room = MIN (jitter, question->not_after - question->now - wait);
  return (PealRetryAnswer) {
    PEAL_RETRY_AGAIN,
    question->now + wait + MIN ((gint64) (question->chance * (double) room), room - 1),
  };
}

PealRetryAnswer
peal_retry_decide (const PealRetryQuestion *question)
{
  g_return_val_if_fail (question->n_throttled <= question->n_attempts,
                        ((PealRetryAnswer) { PEAL_RETRY_GIVE_UP, 0 }));
  g_return_val_if_fail (question->chance >= 0 && question->chance < 1,
                        ((PealRetryAnswer) { PEAL_RETRY_GIVE_UP, 0 }));

  switch (question->failure)
    {
    case PEAL_FAILURE_NONE:
      return (PealRetryAnswer) { PEAL_RETRY_NONE, 0 };

    case PEAL_FAILURE_TRANSPORT:
    case PEAL_FAILURE_THROTTLED:
      if (question->n_attempts - question->n_throttled >= PEAL_RETRY_MAX_ATTEMPTS
          || question->n_throttled >= PEAL_RETRY_MAX_THROTTLED)
        return (PealRetryAnswer) { PEAL_RETRY_GIVE_UP, 0 };
      return again (question, 0, max_jitter (question->n_attempts));

    case PEAL_FAILURE_HANDSET:
      if (question->n_attempts - question->n_throttled >= 2)
        return (PealRetryAnswer) { PEAL_RETRY_GIVE_UP, 0 };
      return again (question, HANDSET_DELAY, MAX_DELAY);

    case PEAL_FAILURE_ACCOUNT:
      return (PealRetryAnswer) { PEAL_RETRY_HOLD, 0 };

    case PEAL_FAILURE_UNKNOWN:
      return (PealRetryAnswer) { PEAL_RETRY_SETTLE, 0 };

    case PEAL_FAILURE_NUMBER:
    case PEAL_FAILURE_OBJECTION:
    case PEAL_FAILURE_CONTENT:
      return (PealRetryAnswer) { PEAL_RETRY_GIVE_UP, 0 };
    }

  g_assert_not_reached ();
}

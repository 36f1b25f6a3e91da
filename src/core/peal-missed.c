/* peal-missed.c: what becomes of messages whose time came while nobody could send them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-missed.h"

static const char *const actions[] = {
  [PEAL_MISSED_DO_WAIT] = "wait",
  [PEAL_MISSED_DO_SEND] = "send",
  [PEAL_MISSED_DO_SKIP] = "skip",
  [PEAL_MISSED_DO_ASK] = "ask",
};

static const char *const reasons[] = {
  [PEAL_MISSED_NOT_DUE] = "not_due",   [PEAL_MISSED_IN_TIME] = "in_time", [PEAL_MISSED_LATE] = "late",
  [PEAL_MISSED_TOO_LATE] = "too_late", [PEAL_MISSED_EXPIRED] = "expired", [PEAL_MISSED_SUPERSEDED] = "superseded",
  [PEAL_MISSED_POLICY] = "policy",     [PEAL_MISSED_CLOCK] = "clock",     [PEAL_MISSED_COPY] = "copy",
};

int
peal_missed_policy_to_db (PealMissedPolicy policy)
{
  return (int) policy;
}

PealMissedPolicy
peal_missed_policy_from_db (int value)
{
  return value == PEAL_MISSED_SEND_LATE || value == PEAL_MISSED_SKIP ? (PealMissedPolicy) value : PEAL_MISSED_ASK;
}

const char *
peal_missed_action_to_string (PealMissedAction action)
{
  g_return_val_if_fail ((gsize) action < G_N_ELEMENTS (actions), "?");

  return actions[action];
}

const char *
peal_missed_reason_to_string (PealMissedReason reason)
{
  g_return_val_if_fail ((gsize) reason < G_N_ELEMENTS (reasons), "?");

  return reasons[reason];
}

gboolean
peal_missed_reason_from_string (const char       *text,
                                PealMissedReason *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (text, reasons[i]))
      {
        *reason = (PealMissedReason) i;
        return TRUE;
      }
  return FALSE;
}

/* What the clock should show, as far as that can be told from the last look. */
static gint64
estimate_now (const PealMissedQuestion *question)
{
  gint64 estimate = question->now;

  if (question->last_look == G_MAXINT64)
    return estimate;
  if (question->elapsed >= 0)
    estimate = question->last_look + question->elapsed;
  else if (question->now < question->last_look || question->now - question->last_look > PEAL_MISSED_LONG_ABSENCE)
    estimate = question->last_look; /* at least */

  return ABS (estimate - question->now) <= PEAL_MISSED_CLOCK_TOLERANCE ? question->now : estimate;
}

/* The verdict about @due if it were @now. @next is the next one of the same schedule. */
static PealMissedVerdict
decide_at (const PealMissedQuestion *question,
           gint64                    due,
           gint64                    next,
           gint64                    now)
{
  gint64 late = now - due;

  if (late < 0)
    return (PealMissedVerdict) { PEAL_MISSED_DO_WAIT, PEAL_MISSED_NOT_DUE };
  if (late >= question->validity)
    return (PealMissedVerdict) { PEAL_MISSED_DO_SKIP, PEAL_MISSED_EXPIRED };
  if (next <= now)
    return (PealMissedVerdict) { PEAL_MISSED_DO_SKIP, PEAL_MISSED_SUPERSEDED };
  if (late <= PEAL_MISSED_ON_TIME)
    return (PealMissedVerdict) { PEAL_MISSED_DO_SEND, PEAL_MISSED_IN_TIME };

  switch (question->policy)
    {
    case PEAL_MISSED_SEND_LATE:
      if (late <= question->grace)
        return (PealMissedVerdict) { PEAL_MISSED_DO_SEND, PEAL_MISSED_LATE };
      return (PealMissedVerdict) { PEAL_MISSED_DO_SKIP, PEAL_MISSED_TOO_LATE };
    case PEAL_MISSED_SKIP:
      return (PealMissedVerdict) { PEAL_MISSED_DO_SKIP, PEAL_MISSED_TOO_LATE };
    case PEAL_MISSED_ASK:
      return (PealMissedVerdict) { PEAL_MISSED_DO_ASK, PEAL_MISSED_POLICY };
    }
  g_assert_not_reached ();
}

/* What is worth nothing any more is not asked about, nor is what a later one replaces. */
static gboolean
copy_matters (PealMissedVerdict verdict)
{
  return verdict.action == PEAL_MISSED_DO_SEND || verdict.action == PEAL_MISSED_DO_ASK ||
         verdict.reason == PEAL_MISSED_TOO_LATE;
}

static PealMissedVerdict
decide (const PealMissedQuestion *question,
        gint64                    due,
        gint64                    next,
        gint64                    estimate)
{
  PealMissedVerdict verdict = decide_at (question, due, next, question->now);

  if (verdict.action != decide_at (question, due, next, estimate).action)
    verdict = (PealMissedVerdict) { PEAL_MISSED_DO_ASK, PEAL_MISSED_CLOCK };
  if (due < question->sole_since && copy_matters (verdict))
    verdict = (PealMissedVerdict) { PEAL_MISSED_DO_ASK, PEAL_MISSED_COPY };
  return verdict;
}

void
peal_missed_decide (const PealMissedQuestion *question,
                    const gint64             *due,
                    guint                     n_due,
                    PealMissedVerdict        *verdicts)
{
  gint64 estimate = estimate_now (question);

  g_return_if_fail (question->grace >= 0 && question->validity >= 0);

  for (guint i = 0; i < n_due; i++)
    {
      gboolean is_last = question->separate || i + 1 == n_due;

      g_return_if_fail (i == 0 || due[i - 1] <= due[i]);
      verdicts[i] = decide (question, due[i], is_last ? G_MAXINT64 : due[i + 1], estimate);
    }
}

/* peal-answer.c: what follows from a gateway's answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-answer.h"

static const gint64 looks[] = {
  5 * PEAL_SECOND,
  15 * PEAL_SECOND,
  PEAL_MINUTE,
  5 * PEAL_MINUTE,
  15 * PEAL_MINUTE,
  PEAL_HOUR,
};

#define LATE_LOOKS (6 * PEAL_HOUR)
#define LAST_LOOK (3 * PEAL_DAY)

gint64
peal_answer_next_look (gint64 started,
                       gint64 now)
{
  gint64 age = MAX (now - started, 0);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (age < looks[i])
      return MAX (started + looks[i], now + PEAL_ANSWER_QUIET);
  if (age >= LAST_LOOK)
    return PEAL_TIME_NEVER;
  return now + LATE_LOOKS;
}

static void
settle_accepted (PealSettlement       *settlement,
                 const PealSendResult *result)
{
  g_set_str (&settlement->remote_id, result->remote_id);
  settlement->segments = result->segments;
  settlement->price_micros = result->price_micros;
  g_set_str (&settlement->currency, result->currency);
}

static void
settle_retry (PealSettlement       *settlement,
              const PealSendResult *result,
              PealHoldReason        reason,
              gint64                at)
{
  settlement->state = PEAL_STATE_QUEUED;
  settlement->reason = reason;
  settlement->retry_at = at;
  g_set_str (&settlement->explanation, result->detail);
}

static void
settle_not_accepted (PealSettlement       *settlement,
                     const PealClaimed    *claimed,
                     const PealSendResult *result,
                     gint64                now,
                     double                chance)
{
  PealRetryQuestion question = {
    .failure = result->failure,
    /* However long the account was refused, the message is not to blame. */
    .n_attempts = claimed->attempt - claimed->n_refused,
    .n_throttled = claimed->n_throttled + (result->failure == PEAL_FAILURE_THROTTLED),
    .now = now,
    .retry_after = result->retry_after,
    .not_after = claimed->not_after,
    .chance = chance,
  };
  PealRetryAnswer answer = peal_retry_decide (&question);

  switch (answer.action)
    {
    case PEAL_RETRY_AGAIN:
      settle_retry (settlement, result,
                    result->failure == PEAL_FAILURE_THROTTLED ? PEAL_HOLD_RATE : PEAL_HOLD_RETRY, answer.at);
      return;
    case PEAL_RETRY_HOLD:
      settle_retry (settlement, result, PEAL_HOLD_ACCOUNT, now);
      return;
    case PEAL_RETRY_NONE:
    case PEAL_RETRY_SETTLE:
    case PEAL_RETRY_GIVE_UP:
    case PEAL_RETRY_EXPIRE:
      settlement->state = PEAL_STATE_FAILED;
      g_set_str (&settlement->explanation, result->detail);
      return;
    }
}

PealSettlement *
peal_answer_settle (const PealClaimed    *claimed,
                    const PealSendResult *result,
                    gint64                now,
                    double                chance)
{
  PealSettlement *settlement = peal_settlement_new (claimed->message_id, claimed->attempt,
                                                    (PealAttemptOutcome) result->outcome, result->state);

  settlement->failure = peal_failure_class_to_db (result->failure);
  g_set_str (&settlement->provider_code, result->provider_code);
  g_set_str (&settlement->detail, result->detail);

  switch (result->outcome)
    {
    case PEAL_SEND_ACCEPTED:
      settle_accepted (settlement, result);
      break;
    case PEAL_SEND_NOT_ACCEPTED:
      settle_not_accepted (settlement, claimed, result, now, chance);
      break;
    case PEAL_SEND_UNKNOWN:
      /* R-SEND-3: to be asked about, never sent again blindly. */
      settlement->state = PEAL_STATE_UNKNOWN;
      settlement->look_at = now + PEAL_ANSWER_QUIET;
      g_set_str (&settlement->explanation, result->detail);
      break;
    }
  return settlement;
}

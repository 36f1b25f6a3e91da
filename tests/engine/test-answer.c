/* test-answer.c: what follows from an answer: R-SEND-3, R-SEND-4.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-answer.h"

#define NOW (100 * PEAL_DAY)

#define ACCEPTED PEAL_SEND_ACCEPTED
#define REFUSED PEAL_SEND_NOT_ACCEPTED
#define LOST PEAL_SEND_UNKNOWN

typedef struct
{
  const char *name;
  PealSendOutcome outcome;
  PealFailureClass failure;
  guint attempt;             /* this one included */
  guint n_throttled;         /* before */
  guint n_refused;           /* before */
  gint64 retry_after;
  gint64 validity;           /* span, 0 = for ever */
  PealMessageState state;
  PealHoldReason reason;
  gint64 at_least;           /* QUEUED: from now to the next attempt */
  gint64 at_most;
} Row;

static const Row rows[] = {
  { "accepted", ACCEPTED, PEAL_FAILURE_NONE, 1, 0, 0, -1, 0, PEAL_STATE_ACCEPTED, 0, 0, 0 },
  { "lost", LOST, PEAL_FAILURE_UNKNOWN, 1, 0, 0, -1, 0, PEAL_STATE_UNKNOWN, 0, 0, 0 },
  { "lost at last", LOST, PEAL_FAILURE_UNKNOWN, 6, 0, 0, -1, 0, PEAL_STATE_UNKNOWN, 0, 0, 0 },
  { "lost and expired", LOST, PEAL_FAILURE_UNKNOWN, 1, 0, 0, -1, 1, PEAL_STATE_UNKNOWN, 0, 0, 0 },
  { "transport 1", REFUSED, PEAL_FAILURE_TRANSPORT, 1, 0, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, 0, 5 * PEAL_SECOND },
  { "transport 3", REFUSED, PEAL_FAILURE_TRANSPORT, 3, 0, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, 0, 20 * PEAL_SECOND },
  { "transport 5", REFUSED, PEAL_FAILURE_TRANSPORT, 5, 0, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, 0, 80 * PEAL_SECOND },
  { "transport 6", REFUSED, PEAL_FAILURE_TRANSPORT, 6, 0, 0, -1, 0, PEAL_STATE_FAILED, 0, 0, 0 },
  { "transport, throttled before", REFUSED, PEAL_FAILURE_TRANSPORT, 8, 3, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, 0, 15 * PEAL_MINUTE },
  { "transport, refused before", REFUSED, PEAL_FAILURE_TRANSPORT, 1001, 0, 1000, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, 0, 5 * PEAL_SECOND },
  { "transport, told when", REFUSED, PEAL_FAILURE_TRANSPORT, 1, 0, 0, PEAL_HOUR, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, PEAL_HOUR, PEAL_HOUR + 5 * PEAL_SECOND },
  { "transport, short validity", REFUSED, PEAL_FAILURE_TRANSPORT, 5, 0, 0, -1, PEAL_SECOND, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, 0, PEAL_SECOND - 1 },
  { "transport, validity over", REFUSED, PEAL_FAILURE_TRANSPORT, 1, 0, 0, PEAL_HOUR, PEAL_HOUR, PEAL_STATE_FAILED, 0, 0, 0 },
  { "throttled", REFUSED, PEAL_FAILURE_THROTTLED, 1, 0, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RATE, 0, 5 * PEAL_SECOND },
  { "throttled, told when", REFUSED, PEAL_FAILURE_THROTTLED, 1, 0, 0, PEAL_MINUTE, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RATE, PEAL_MINUTE, PEAL_MINUTE + 5 * PEAL_SECOND },
  { "throttled 59", REFUSED, PEAL_FAILURE_THROTTLED, 59, 58, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RATE, 0, 15 * PEAL_MINUTE },
  { "throttled 60", REFUSED, PEAL_FAILURE_THROTTLED, 60, 59, 0, -1, 0, PEAL_STATE_FAILED, 0, 0, 0 },
  { "throttled after a weekend of refusals", REFUSED, PEAL_FAILURE_THROTTLED, 801, 0, 800, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RATE, 0, 5 * PEAL_SECOND },
  { "account", REFUSED, PEAL_FAILURE_ACCOUNT, 1, 0, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_ACCOUNT, 0, 0 },
  { "account for long", REFUSED, PEAL_FAILURE_ACCOUNT, 900, 0, 899, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_ACCOUNT, 0, 0 },
  { "handset", REFUSED, PEAL_FAILURE_HANDSET, 1, 0, 0, -1, 0, PEAL_STATE_QUEUED, PEAL_HOLD_RETRY, 30 * PEAL_MINUTE, 45 * PEAL_MINUTE },
  { "handset again", REFUSED, PEAL_FAILURE_HANDSET, 2, 0, 0, -1, 0, PEAL_STATE_FAILED, 0, 0, 0 },
  { "number", REFUSED, PEAL_FAILURE_NUMBER, 1, 0, 0, -1, 0, PEAL_STATE_FAILED, 0, 0, 0 },
  { "objection", REFUSED, PEAL_FAILURE_OBJECTION, 1, 0, 0, -1, 0, PEAL_STATE_FAILED, 0, 0, 0 },
  { "content", REFUSED, PEAL_FAILURE_CONTENT, 1, 0, 0, -1, 0, PEAL_STATE_FAILED, 0, 0, 0 },
};

static void
check_settlement (const Row            *row,
                  const PealSettlement *settlement)
{
  g_assert_cmpint (settlement->message_id, ==, 7);
  g_assert_cmpuint (settlement->attempt, ==, row->attempt);
  g_assert_cmpint (settlement->outcome, ==, (int) row->outcome);
  g_assert_cmpint (settlement->failure, ==, row->failure);
  g_assert_cmpint (settlement->state, ==, row->state);
  g_assert_cmpint (settlement->reason, ==, row->reason);
  g_assert_cmpstr (settlement->remote_id, ==, row->outcome == ACCEPTED ? "SM1" : "");
  g_assert_cmpstr (settlement->detail, ==, "detail");
  if (row->state == PEAL_STATE_QUEUED)
    {
      g_assert_cmpint (settlement->retry_at - NOW, >=, row->at_least);
      g_assert_cmpint (settlement->retry_at - NOW, <=, row->at_most);
    }
  if (row->state == PEAL_STATE_UNKNOWN)
    g_assert_cmpint (settlement->look_at, ==, NOW + PEAL_ANSWER_QUIET);
}

static void
test_settle (gconstpointer data)
{
  static const double chances[] = { 0, 0.5, 0.999999999999 };
  const Row *row = data;

  for (guint i = 0; i < G_N_ELEMENTS (chances); i++)
    {
      PealClaimed claimed = {
        .message_id = 7, .attempt = row->attempt, .n_throttled = row->n_throttled, .n_refused = row->n_refused,
        .not_after = row->validity != 0 ? NOW + row->validity : PEAL_TIME_NEVER,
      };
      g_autoptr(PealSendResult) result = peal_send_result_new (row->outcome);
      g_autoptr(PealSettlement) settlement = NULL;

      result->failure = row->failure;
      result->retry_after = row->retry_after;
      g_set_str (&result->detail, "detail");
      if (row->outcome == ACCEPTED)
        {
          result->state = PEAL_STATE_ACCEPTED;
          g_set_str (&result->remote_id, "SM1");
        }
      settlement = peal_answer_settle (&claimed, result, NOW, chances[i]);
      check_settlement (row, settlement);
    }
}

static const struct
{
  gint64 age;
  gint64 next; /* after the attempt began; PEAL_TIME_NEVER = a person */
} looks[] = {
  { -PEAL_HOUR, -PEAL_HOUR + PEAL_HOUR + 5 * PEAL_SECOND },
  { 0, 5 * PEAL_SECOND },
  { 4 * PEAL_SECOND, 9 * PEAL_SECOND },
  { 5 * PEAL_SECOND, 15 * PEAL_SECOND },
  { 15 * PEAL_SECOND, PEAL_MINUTE },
  { PEAL_MINUTE, 5 * PEAL_MINUTE },
  { 5 * PEAL_MINUTE, 15 * PEAL_MINUTE },
  { 15 * PEAL_MINUTE, PEAL_HOUR },
  { PEAL_HOUR - 1, PEAL_HOUR - 1 + 5 * PEAL_SECOND },
  { PEAL_HOUR, 7 * PEAL_HOUR },
  { 3 * PEAL_DAY - 1, 3 * PEAL_DAY - 1 + 6 * PEAL_HOUR },
  { 3 * PEAL_DAY, PEAL_TIME_NEVER },
};

static void
test_looks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gint64 next = peal_answer_next_look (NOW, NOW + looks[i].age);

      g_test_message ("age %" G_GINT64_FORMAT, looks[i].age);
      g_assert_cmpint (next, ==, looks[i].next == PEAL_TIME_NEVER ? looks[i].next : NOW + looks[i].next);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/answer/settle/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_settle);
    }
  g_test_add_func ("/answer/looks", test_looks);
  return g_test_run ();
}

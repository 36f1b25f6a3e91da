/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-missed.h"

#include "peal-clock.h"

#define NOW (20000 * PEAL_DAY)
#define M PEAL_MINUTE
#define H PEAL_HOUR
#define D PEAL_DAY
#define ALWAYS G_MAXINT64
#define NEVER G_MAXINT64
#define OFF -1
#define MAX_DUE 4

/* Times count from NOW. A row that says nothing else was looked at a minute ago, by the same
 * program, in a workspace that was never restored, for messages that are always worth it. */
typedef struct
{
  const char *name;
  PealMissedPolicy policy;
  gint64 grace;
  gint64 due[MAX_DUE]; /* up to the first 0 that is not the first */
  const char *verdicts;
  gint64 validity;
  gint64 last_look;
  gint64 elapsed;
  gint64 sole_since;
  gboolean separate;
} Row;

#define LATE PEAL_MISSED_SEND_LATE
#define SKIP PEAL_MISSED_SKIP
#define ASK PEAL_MISSED_ASK

static const Row rows[] = {
  { "not due", LATE, H, { M }, "wait not_due" },
  { "due now", LATE, 0, { 0 }, "send in_time" },
  { "due a moment ago", LATE, 0, { -5 * M }, "send in_time" },
  { "due a moment ago, late is never", SKIP, 0, { -5 * M }, "send in_time" },
  { "due a moment ago, ask when late", ASK, 0, { -5 * M }, "send in_time" },
  { "late", LATE, H, { -5 * M - 1 }, "send late" },
  { "as late as allowed", LATE, H, { -H }, "send late" },
  { "later than allowed", LATE, H, { -H - 1 }, "skip too_late" },
  { "no span", LATE, 0, { -6 * M }, "skip too_late" },
  { "late is never", SKIP, H, { -6 * M }, "skip too_late" },
  { "ask", ASK, H, { -6 * M }, "ask policy" },
  { "ask, days later", ASK, H, { -20 * D }, "ask policy" },

  /* validity */
  { "still valid", LATE, D, { -2 * H + 1 }, "send late", .validity = 2 * H },
  { "expired", LATE, D, { -2 * H }, "skip expired", .validity = 2 * H },
  { "expired, nothing to ask", ASK, D, { -2 * H }, "skip expired", .validity = 2 * H },
  { "valid for a moment", LATE, D, { -M }, "skip expired", .validity = M },
  { "not due, whatever the validity", LATE, D, { M }, "wait not_due", .validity = 1 },

  /* several of one schedule: the newest counts */
  { "three days missed", LATE, 12 * H, { -49 * H, -25 * H, -H }, "skip superseded, skip superseded, send late" },
  { "three days missed, ask once", ASK, 0, { -49 * H, -25 * H, -H }, "skip superseded, skip superseded, ask policy" },
  { "three days missed, and the next to come", LATE, 12 * H, { -25 * H, -H, 23 * H },
    "skip superseded, send late, wait not_due" },
  { "all too late", LATE, H, { -49 * H, -25 * H }, "skip superseded, skip too_late" },
  { "one in time replaces one late", LATE, D, { -H, -M }, "skip superseded, send in_time" },
  { "at once", LATE, D, { -M, -M }, "skip superseded, send in_time" },
  { "messages of their own", LATE, 12 * H, { -25 * H, -2 * H, -H }, "skip too_late, send late, send late", .separate = TRUE },

  /* the program was off: nothing wrong with that */
  { "off over the weekend", LATE, 3 * D, { -2 * D }, "send late", .last_look = -3 * D, .elapsed = OFF },
  { "off over the weekend, never late", SKIP, 0, { -2 * D }, "skip too_late", .last_look = -3 * D, .elapsed = OFF },
  { "asleep over the weekend", LATE, 3 * D, { -2 * D }, "send late", .last_look = -3 * D, .elapsed = 3 * D },
  { "off for 31 days", LATE, 9 * D, { -8 * D }, "send late", .last_look = -31 * D, .elapsed = OFF },
  { "off for longer", LATE, 9 * D, { -8 * D }, "ask clock", .last_look = -31 * D - 1, .elapsed = OFF },
  { "off for longer, late is never", SKIP, 0, { -8 * D }, "ask clock", .last_look = -31 * D - 1, .elapsed = OFF },
  { "off for longer, due before", SKIP, 0, { -40 * D }, "skip too_late", .last_look = -32 * D, .elapsed = OFF },
  { "never looked before", LATE, 9 * D, { -8 * D }, "send late", .last_look = NEVER },

  /* the clock jumped ahead: it says two hours, an hour is true */
  { "ahead, due by the clock only", LATE, D, { -30 * M }, "ask clock", .last_look = -2 * H, .elapsed = H },
  { "ahead, due either way", LATE, D, { -90 * M }, "send late", .last_look = -2 * H, .elapsed = H },
  { "ahead, too late by the clock only", LATE, H, { -90 * M }, "ask clock", .last_look = -2 * H, .elapsed = H },
  { "ahead, too late either way", LATE, H, { -3 * H }, "skip too_late", .last_look = -2 * H, .elapsed = H },
  { "ahead, expired by the clock only", LATE, D, { -90 * M }, "ask clock", .validity = H, .last_look = -2 * H, .elapsed = H },
  { "ahead, replaced by the clock only", LATE, D, { -90 * M, -30 * M }, "ask clock, ask clock",
    .last_look = -2 * H, .elapsed = H },
  { "ahead, not due", LATE, D, { M }, "wait not_due", .last_look = -2 * H, .elapsed = H },
  { "ahead by a year", SKIP, 0, { -100 * D }, "ask clock", .last_look = -365 * D, .elapsed = H },
  { "ahead, at once", LATE, D, { -H }, "ask clock", .last_look = -2 * H, .elapsed = 0 },
  { "corrected a little", LATE, D, { -M }, "send in_time", .last_look = -H - 2 * M, .elapsed = H },
  { "corrected a little more", LATE, D, { -M }, "ask clock", .last_look = -H - 2 * M - 1, .elapsed = H },

  /* the clock went back: it says an hour ago, an hour later is true */
  { "back, due by what is true only", LATE, D, { 30 * M }, "ask clock", .last_look = 0, .elapsed = H },
  { "back, due either way", LATE, D, { -30 * M }, "send late", .last_look = 0, .elapsed = H },
  { "back, in time by the clock only", SKIP, 0, { -M }, "ask clock", .last_look = 0, .elapsed = H },
  { "back, not due", LATE, D, { 2 * H }, "wait not_due", .last_look = 0, .elapsed = H },
  { "back while off", SKIP, 0, { -M }, "ask clock", .last_look = H, .elapsed = OFF },
  { "back while off, sent either way", LATE, D, { -M }, "send in_time", .last_look = H, .elapsed = OFF },
  { "back while off, due by then", LATE, D, { 30 * M }, "ask clock", .last_look = H, .elapsed = OFF },
  { "back while off, by little", SKIP, 0, { -M }, "send in_time", .last_look = 2 * M, .elapsed = OFF },

  /* another copy */
  { "restored", LATE, D, { -H }, "ask copy", .sole_since = NEVER },
  { "restored, in time", LATE, D, { 0 }, "ask copy", .sole_since = NEVER },
  { "restored, late is never", SKIP, 0, { -H }, "ask copy", .sole_since = NEVER },
  { "restored, ask anyway", ASK, 0, { -H }, "ask copy", .sole_since = NEVER },
  { "restored, expired", LATE, D, { -H }, "skip expired", .validity = H, .sole_since = NEVER },
  { "restored, not due", LATE, D, { H }, "wait not_due", .sole_since = NEVER },
  { "restored, three days", LATE, D, { -49 * H, -25 * H, -H }, "skip superseded, skip superseded, ask copy",
    .sole_since = NEVER },
  { "confirmed after it was due", LATE, D, { -H }, "ask copy", .sole_since = -30 * M },
  { "confirmed before it was due", LATE, D, { -H }, "send late", .sole_since = -H },
  { "restored, and the clock jumped", LATE, D, { -30 * M }, "ask copy", .last_look = -2 * H, .elapsed = H,
    .sole_since = NEVER },
};

static PealMissedQuestion
make_question (const Row *row)
{
  gboolean is_given = row->last_look != 0 || row->elapsed != 0;

  return (PealMissedQuestion) {
    .policy = row->policy,
    .grace = row->grace,
    .validity = row->validity != 0 ? row->validity : ALWAYS,
    .separate = row->separate,
    .now = NOW,
    .last_look = !is_given ? NOW - M : row->last_look == NEVER ? NEVER : NOW + row->last_look,
    .elapsed = is_given ? row->elapsed : M,
    .sole_since = row->sole_since == 0 ? G_MININT64 : row->sole_since == NEVER ? NEVER : NOW + row->sole_since,
  };
}

static char *
decide (const Row *row)
{
  PealMissedQuestion question = make_question (row);
  PealMissedVerdict verdicts[MAX_DUE];
  gint64 due[MAX_DUE];
  guint n = 0;
  g_autoptr(GString) text = g_string_new (NULL);

  for (; n < MAX_DUE && (n == 0 || row->due[n] != 0); n++)
    due[n] = NOW + row->due[n];
  peal_missed_decide (&question, due, n, verdicts);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", peal_missed_action_to_string (verdicts[i].action),
                            peal_missed_reason_to_string (verdicts[i].reason));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_decide (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *verdicts = decide (&rows[i]);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (verdicts, ==, rows[i].verdicts);
    }
}

/* Whatever the circumstances: nothing that is not due is sent or left out, of one schedule at most
 * one is sent, and what waits for a word about a copy is never sent without it. */
static void
test_promises (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1801);

  for (guint i = 0; i < 20000; i++)
    {
      PealMissedQuestion question = {
        .policy = g_rand_int_range (rand, 0, 3),
        .grace = g_rand_int_range (rand, 0, 100) * H,
        .validity = g_rand_boolean (rand) ? ALWAYS : g_rand_int_range (rand, 0, 100) * H,
        .now = NOW,
        .last_look = NOW + g_rand_int_range (rand, -100, 20) * H,
        .elapsed = g_rand_boolean (rand) ? OFF : g_rand_int_range (rand, 0, 100) * H,
        .sole_since = g_rand_boolean (rand) ? G_MININT64 : NOW + g_rand_int_range (rand, -50, 10) * H,
      };
      gint64 due[MAX_DUE] = { NOW + g_rand_int_range (rand, -100, 10) * H };
      PealMissedVerdict verdicts[MAX_DUE];
      guint n_sent = 0;

      for (guint j = 1; j < MAX_DUE; j++)
        due[j] = due[j - 1] + g_rand_int_range (rand, 1, 50) * H;
      peal_missed_decide (&question, due, MAX_DUE, verdicts);
      for (guint j = 0; j < MAX_DUE; j++)
        {
          if (due[j] > NOW)
            g_assert_true (verdicts[j].action == PEAL_MISSED_DO_WAIT || verdicts[j].reason == PEAL_MISSED_CLOCK ||
                           verdicts[j].reason == PEAL_MISSED_COPY);
          if (verdicts[j].action == PEAL_MISSED_DO_SEND)
            {
              n_sent++;
              g_assert_cmpint (due[j], >=, question.sole_since);
              g_assert_cmpint (NOW - due[j], <, question.validity);
            }
        }
      g_assert_cmpuint (n_sent, <=, 1);
    }
}

static void
test_policy_from_db (void)
{
  for (int value = PEAL_MISSED_SEND_LATE; value <= PEAL_MISSED_ASK; value++)
    g_assert_cmpint (peal_missed_policy_to_db (peal_missed_policy_from_db (value)), ==, value);
  g_assert_cmpint (peal_missed_policy_from_db (3), ==, PEAL_MISSED_ASK);
  g_assert_cmpint (peal_missed_policy_from_db (-1), ==, PEAL_MISSED_ASK);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/missed/decide", test_decide);
  g_test_add_func ("/missed/promises", test_promises);
  g_test_add_func ("/missed/policy-from-db", test_policy_from_db);
  return g_test_run ();
}

/* test-gate.c: what the gate stops, and for how long: R-LAW-1, R-LAW-2, R-LAW-3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-gate.h"

#include "peal-clock.h"
#include "peal-consent.h"

#include <string.h>

#define FLORIDA "+18505550123" /* 850 lies in two time zones */
#define TEXAS "+12145550123"
#define JERSEY "+12015550123"

#define GO PEAL_GATE_GO
#define HOLD PEAL_GATE_HOLD
#define OUT PEAL_GATE_LEAVE_OUT

#define ALL 0

static const char monday_noon[] = "2026-11-23T12:00:00-05:00";

typedef struct
{
  const char *name;
  PealMessageKind kind;      /* ALL = the same for every kind */
  const char *theirs;
  const char *at;
  PealConsentState consent;
  gboolean review;
  gboolean do_not_contact;
  gboolean consent_implied;
  guint segments;
  guint sent_day;            /* one an hour, the last one now; at most PEAL_CLAIM_RECENT */
  const char *zone;
  const char *region, *country; /* of the address */
  const char *not_after;     /* NULL = for ever */
  PealGateDecision decision;
  PealHoldReason reason;
  const char *until;
} Row;

#define IN PEAL_CONSENT_OPTED_IN
#define MARKETING .kind = PEAL_MESSAGE_MARKETING, .consent = IN

static const Row rows[] = {
  { "an opt-out stops everything", ALL, JERSEY, monday_noon, PEAL_CONSENT_OPTED_OUT, .decision = OUT, .reason = PEAL_HOLD_OPTED_OUT },
  { "and is not implied away", ALL, JERSEY, monday_noon, PEAL_CONSENT_OPTED_OUT, .consent_implied = TRUE, .decision = OUT, .reason = PEAL_HOLD_OPTED_OUT },
  { "ten segments", PEAL_MESSAGE_CONVERSATIONAL, JERSEY, monday_noon, .segments = 10, .decision = GO },
  { "eleven segments", ALL, JERSEY, monday_noon, IN, .segments = 11, .decision = OUT, .reason = PEAL_HOLD_TOO_LONG },

  { "conversation at night", PEAL_MESSAGE_CONVERSATIONAL, JERSEY, "2026-11-23T03:00:00-05:00", .decision = GO },
  { "transaction at night", PEAL_MESSAGE_TRANSACTIONAL, JERSEY, "2026-11-23T03:00:00-05:00", .decision = GO },
  { "conversation in review", PEAL_MESSAGE_CONVERSATIONAL, JERSEY, monday_noon, .review = TRUE, .decision = GO },
  { "transaction in review", PEAL_MESSAGE_TRANSACTIONAL, JERSEY, monday_noon, .review = TRUE, .decision = GO },
  { "conversation with a listed number", PEAL_MESSAGE_CONVERSATIONAL, JERSEY, monday_noon, .do_not_contact = TRUE, .decision = GO },
  { "conversation over the cap", PEAL_MESSAGE_CONVERSATIONAL, FLORIDA, monday_noon, .sent_day = 8, .decision = GO },

  { "marketing", MARKETING, .theirs = JERSEY, .at = monday_noon, .decision = GO },
  { "marketing in review", MARKETING, .theirs = JERSEY, .at = monday_noon, .review = TRUE, .decision = HOLD, .reason = PEAL_HOLD_REVIEW, .until = "2026-11-23T12:15:00-05:00" },
  { "marketing to a listed number", MARKETING, .theirs = JERSEY, .at = monday_noon, .do_not_contact = TRUE, .decision = OUT, .reason = PEAL_HOLD_DO_NOT_CONTACT },
  { "marketing without consent", PEAL_MESSAGE_MARKETING, JERSEY, monday_noon, .decision = OUT, .reason = PEAL_HOLD_NO_CONSENT },
  { "marketing, consent implied", PEAL_MESSAGE_MARKETING, JERSEY, monday_noon, .consent_implied = TRUE, .decision = GO },

  { "850 at 8:30 Eastern", MARKETING, .theirs = FLORIDA, .at = "2026-11-23T08:30:00-05:00", .decision = HOLD, .reason = PEAL_HOLD_WINDOW, .until = "2026-11-23T09:00:00-05:00" },
  { "850 at 9:00 Eastern", MARKETING, .theirs = FLORIDA, .at = "2026-11-23T09:00:00-05:00", .decision = GO },
  { "850 at 19:30 Central", MARKETING, .theirs = FLORIDA, .at = "2026-11-23T19:30:00-06:00", .decision = HOLD, .reason = PEAL_HOLD_WINDOW, .until = "2026-11-24T09:00:00-05:00" },
  { "850, valid until it opens", MARKETING, .theirs = FLORIDA, .at = "2026-11-23T08:30:00-05:00", .not_after = "2026-11-23T09:00:00-05:00", .decision = OUT, .reason = PEAL_HOLD_NEVER_ALLOWED },
  { "850, valid a little longer", MARKETING, .theirs = FLORIDA, .at = "2026-11-23T08:30:00-05:00", .not_after = "2026-11-23T09:00:01-05:00", .decision = HOLD, .reason = PEAL_HOLD_WINDOW, .until = "2026-11-23T09:00:00-05:00" },
  { "Texas, Sunday at 10", MARKETING, .theirs = TEXAS, .at = "2026-11-22T10:00:00-06:00", .decision = HOLD, .reason = PEAL_HOLD_WINDOW, .until = "2026-11-22T12:00:00-06:00" },
  { "Texas, Sunday at noon", MARKETING, .theirs = TEXAS, .at = "2026-11-22T12:00:00-06:00", .decision = GO },
  { "Jersey number, Californian contact", MARKETING, .theirs = JERSEY, .at = "2026-11-23T10:30:00-05:00", .zone = "America/Los_Angeles", .decision = HOLD, .reason = PEAL_HOLD_WINDOW, .until = "2026-11-23T08:00:00-08:00" },

  { "Jersey number, address in California", MARKETING, .theirs = JERSEY, .at = "2026-11-23T10:30:00-05:00", .region = "CA", .country = "US", .decision = HOLD, .reason = PEAL_HOLD_WINDOW, .until = "2026-11-23T08:00:00-08:00" },
  { "Jersey number, address in Germany, late there", MARKETING, .theirs = JERSEY, .at = "2026-11-23T15:00:00-05:00", .country = "DE", .decision = HOLD, .reason = PEAL_HOLD_WINDOW, .until = "2026-11-24T08:00:00-05:00" },

  { "Florida, two today", MARKETING, .theirs = FLORIDA, .at = monday_noon, .sent_day = 2, .decision = GO },
  { "Florida, three today", MARKETING, .theirs = FLORIDA, .at = monday_noon, .sent_day = 3, .decision = HOLD, .reason = PEAL_HOLD_CAP, .until = "2026-11-24T10:00:00-05:00" },
  { "Florida, eight today", MARKETING, .theirs = FLORIDA, .at = monday_noon, .sent_day = 8, .decision = HOLD, .reason = PEAL_HOLD_CAP, .until = "2026-11-24T10:00:00-05:00" },
  { "Texas, three today", MARKETING, .theirs = TEXAS, .at = monday_noon, .sent_day = 3, .decision = GO },
};

static gint64
parse (const char *text)
{
  gint64 time = 0;

  g_assert_true (peal_time_from_iso8601 (text, &time));
  return time;
}

static void
check_kind (const Row      *row,
            PealMessageKind kind)
{
  PealGateRules rules = { .consent_implied = row->consent_implied };
  PealVerdict verdict = { 0 };
  PealClaim claim = {
    .kind = kind,
    .theirs = row->theirs,
    .now = parse (row->at),
    .not_after = row->not_after != NULL ? parse (row->not_after) : PEAL_TIME_NEVER,
    .consent = (int) row->consent,
    .review = row->review,
    .do_not_contact = row->do_not_contact,
    .segments = MAX (row->segments, 1),
    .zone = row->zone != NULL ? row->zone : "",
    .region = row->region != NULL ? row->region : "",
    .country = row->country != NULL ? row->country : "",
  };

  for (guint i = 0; i < row->sent_day; i++)
    claim.sent[i] = claim.now - i * PEAL_HOUR;
  peal_gate_judge (&claim, &rules, &verdict);
  g_assert_cmpint (verdict.decision, ==, row->decision);
  g_assert_cmpint (verdict.reason, ==, row->reason);
  if (row->decision == GO)
    g_assert_null (verdict.explanation);
  else
    g_assert_cmpstr (verdict.explanation, !=, NULL);
  if (row->until != NULL)
    g_assert_cmpint (verdict.until, ==, parse (row->until));
  g_free (verdict.explanation);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  if (row->kind != ALL)
    {
      check_kind (row, row->kind);
      return;
    }
  check_kind (row, PEAL_MESSAGE_CONVERSATIONAL);
  check_kind (row, PEAL_MESSAGE_TRANSACTIONAL);
  check_kind (row, PEAL_MESSAGE_MARKETING);
}

/* The decision can be explained afterwards, rule and zone named. */
static void
test_explains (void)
{
  PealGateRules rules = { 0 };
  PealVerdict verdict = { 0 };
  PealClaim claim = {
    .kind = PEAL_MESSAGE_MARKETING, .theirs = TEXAS, .now = parse ("2026-11-22T10:00:00-06:00"),
    .not_after = PEAL_TIME_NEVER, .consent = PEAL_CONSENT_OPTED_IN, .segments = 1, .zone = "", .region = "", .country = "",
  };

  peal_gate_judge (&claim, &rules, &verdict);
  g_assert_nonnull (strstr (verdict.explanation, "US-TX"));
  g_assert_nonnull (strstr (verdict.explanation, "America/Chicago"));
  g_free (verdict.explanation);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/gate/explains", test_explains);
  return g_test_run ();
}

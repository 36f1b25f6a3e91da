/* test-message-query.c: what somebody asks for who types into the search of messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-message-query.h"

#define DAY G_GINT64_CONSTANT (86400000000)

/* 2026-03-10 12:00 UTC. */
#define NOW (20522 * DAY + DAY / 2)

static const struct
{
  const char *text;
  const char *match; /* NULL: any words */
  const char *terms; /* joined by | */
} words[] = {
  { "invoice", "\"invoice\" *", "invoice" },
  { "invoice ", "\"invoice\"", "invoice" },
  { "in", "\"in\"", "in" },
  { "two words", "\"two\" AND \"words\" *", "two|words" },
  { "two\u00a0words", "\"two\" AND \"words\" *", "two|words" },
  { "\"next week\"", "\"next week\"", "next week" },
  { "“next week” now", "\"next week\" AND \"now\" *", "next week|now" },
  { "„nächste Woche“", "\"nächste Woche\"", "nächste Woche" },
  { "\"next wee", "\"next wee\"", "next wee" },
  { "invoice -paid", "(\"invoice\") NOT (\"paid\")", "invoice" },
  { "invoice -paid -\"on hold\"", "(\"invoice\") NOT (\"paid\" OR \"on hold\")", "invoice" },
  { "- invoice", "\"invoice\" *", "invoice" },
  { "well-known", "\"well-known\" *", "well-known" },
  { "e-m", "\"e-m\"", "e-m" },
  { "say\"so", "\"say\"\"so\"", "say\"so" },
  { "!! invoice ??", "\"invoice\"", "invoice" },
  { "at 10:30", "\"at\" AND \"10:30\"", "at|10:30" },
  { "re:invoice", "\"re:invoice\" *", "re:invoice" },
  { "https://example.com/x", "\"https://example.com/x\"", "https://example.com/x" },
  { "note: invoice", "\"note:\" AND \"invoice\" *", "note:|invoice" },
  { "مرحبا", "\"مرحبا\" *", "مرحبا" },
  { "AND OR NOT", "\"AND\" AND \"OR\" AND \"NOT\" *", "AND|OR|NOT" },
  { "body:x", "\"body:x\"", "body:x" },
};

static void
test_words (void)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr(PealMessageQuery) query = peal_message_query_new (words[i].text, utc, NOW);
      g_autofree char *terms = NULL;

      g_assert_nonnull (query);
      terms = g_strjoinv ("|", query->terms);
      g_assert_cmpstr (query->match, ==, words[i].match);
      g_assert_cmpstr (terms, ==, words[i].terms);
      g_assert_null (query->fault);
    }
}

static const struct
{
  const char *text;
  const char *from;
  const char *to;
  int since;         /* days from NOW's; 0 = none */
  int until;
  gboolean has_link;
  gboolean is_unread;
  const char *fault;
} facts[] = {
  { "from:ana", .from = "ana" },
  { "From:\"Ana María\"", .from = "Ana María" },
  { "to:+15550100 from:“Bob B”", .to = "+15550100", .from = "Bob B" },
  { "after:2026-03-01", .since = -9 },
  { "before:2026-03-01", .until = -9 },
  { "on:2026-03-01", .since = -9, .until = -8 },
  { "on:2026-02", .since = -37, .until = -9 },
  { "on:2025", .since = -433, .until = -68 },
  { "on:yesterday", .since = -1, .until = G_MAXINT },
  { "after:2026-03-01 after:2026-03-02 before:2026-03-05 before:2026-03-04", .since = -8, .until = -6 },
  { "has:link is:unread", .has_link = TRUE, .is_unread = TRUE },
  { "before:soon", .fault = "before:soon" },
  { "after:2026-02-30", .fault = "after:2026-02-30" },
  { "after:2026-13", .fault = "after:2026-13" },
  { "after:20260301", .fault = "after:20260301" },
  { "on:9999", .fault = "on:9999" },
  { "has:photo", .has_link = TRUE, .fault = "has:photo" },
  { "is:red", .is_unread = TRUE, .fault = "is:red" },
};

/* G_MAXINT stands for today. */
static gint64
begin (int days)
{
  return NOW - DAY / 2 + (days == G_MAXINT ? 0 : days) * DAY;
}

static void
test_facts (void)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autoptr(PealMessageQuery) query = peal_message_query_new (facts[i].text, utc, NOW);

      g_assert_nonnull (query);
      g_assert_cmpstr (query->from, ==, facts[i].from);
      g_assert_cmpstr (query->to, ==, facts[i].to);
      g_assert_cmpint (query->since, ==, facts[i].since != 0 ? begin (facts[i].since) : 0);
      g_assert_cmpint (query->until, ==, facts[i].until != 0 ? begin (facts[i].until) : G_MAXINT64);
      g_assert_cmpint (query->has_link, ==, facts[i].has_link);
      g_assert_cmpint (query->is_unread, ==, facts[i].is_unread);
      g_assert_cmpstr (query->fault, ==, facts[i].fault);
      g_assert_null (query->match);
    }
}

/* A day begins where a clock of the zone shows midnight, also where it is set that night. */
static void
test_zone (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr(PealMessageQuery) query = peal_message_query_new ("on:2026-03-08", zone, NOW);

  g_assert_cmpint (query->until - query->since, ==, DAY / 24 * 23);
  g_assert_cmpint (query->since, ==, 20520 * DAY + DAY / 24 * 5);
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", "  ", "!?", "-paid", "\"\"", "“", "-" };
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (peal_message_query_new (texts[i], utc, NOW));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-query/words", test_words);
  g_test_add_func ("/message-query/facts", test_facts);
  g_test_add_func ("/message-query/zone", test_zone);
  g_test_add_func ("/message-query/nothing", test_nothing);
  return g_test_run ();
}

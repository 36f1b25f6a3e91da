/* test-message-search.c: finding words in all messages, and showing where they stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "conversation-fixture.h"

#include "peal-accounts.h"
#include "peal-erasure.h"
#include "peal-message-search.h"
#include "peal-outbox-change.h"

#include <string.h>

static gint64 ids[8]; /* of the messages below, from 1 */

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  conversation_set_up (fixture, data);
  conversation_add_contact (fixture, "Änn Smith", ANN);
  ids[1] = conversation_receive (fixture, "SM1", ANN, "Is the Café open on Sunday?", PEAL_CONSENT_ACT_NONE, NULL);
  peal_clock_advance (fixture->clock, PEAL_DAY);
  ids[2] = conversation_answer (fixture, ANN, "The cafe is closed next week.", PEAL_MESSAGE_CONVERSATIONAL);
  ids[3] = conversation_receive (fixture, "SM2", BOB, "See https://example.com/menu", PEAL_CONSENT_ACT_NONE, NULL);
  peal_clock_advance (fixture->clock, PEAL_DAY);
  ids[4] = conversation_receive (fixture, "SM3", BOB, "week next invoice", PEAL_CONSENT_ACT_NONE, NULL);
  ids[5] = conversation_answer (fixture, BOB, "Your invoice: مرحبا 2026-001", PEAL_MESSAGE_CONVERSATIONAL);
  await_true (peal_talk_mark_read (fixture->store, conversation_of (fixture, ANN), TRUE));
}

/* The numbers of what @text finds, newest first. */
static void
assert_found (Fixture    *fixture,
              const char *text,
              const char *expected)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(PealMessageQuery) query = peal_message_query_new (text, utc, peal_clock_get_now (fixture->clock));
  g_autoptr(GArray) found = await_boxed (peal_message_search (fixture->store, query, 0, 50));
  g_autoptr(GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    for (guint k = 1; k < G_N_ELEMENTS (ids); k++)
      if (ids[k] == g_array_index (found, gint64, i))
        g_string_append_printf (numbers, "%u", k);
  if (g_strcmp0 (numbers->str, expected) != 0)
    g_error ("“%s” finds %s, not %s", text, numbers->str, expected);
}

static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *found;
  } rows[] = {
    { "cafe", "21" },
    { "CAFÉ", "21" },
    { "caf", "21" },
    { "caf closed", "" },
    { "closed caf", "2" },
    { "ca", "" },
    { "invoice", "54" },
    { "\"next week\"", "2" },
    { "next week", "42" },
    { "next -closed", "4" },
    { "مرحبا", "5" },
    { "2026-001", "5" },
    { "example.com", "3" },
    { "nothing", "" },
    { "facts", "" },
    { "out", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_found (fixture, rows[i].text, rows[i].found);
}

static void
test_facts (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *found;
  } rows[] = {
    { "from:ann", "1" },
    { "from:\"smith\" cafe", "1" },
    { "to:ann", "2" },
    { "from:0102", "43" },
    { "to:555-555-0102", "5" },
    { "from:ann to:ann", "21" },
    { "from:nobody", "" },
    { "from:bob", "" },
    { "has:link", "3" },
    { "is:unread", "43" },
    { "is:unread invoice", "4" },
    { "is:unread from:ann", "" },
    { "is:unread from:0102 invoice -week", "" },
    { "is:unread has:link", "3" },
    { "is:unread to:0102", "" },
    { "from:an", "1" },
    { "from:\"smith an\"", "1" },
    { "from:\"smith bo\"", "" },
    { "on:2026-11-21", "1" },
    { "after:2026-11-22", "5432" },
    { "before:2026-11-23", "321" },
    { "on:2026-11-22 cafe", "2" },
    { "after:2027", "" },
    { "on:today invoice", "54" },
    { "before:soon invoice", "54" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_found (fixture, rows[i].text, rows[i].found);
}

/* More people than the index is asked for by name. */
static void
test_many_people (Fixture      *fixture,
                  gconstpointer data)
{
  run_sql (fixture, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)"
                    "INSERT INTO conversation (ours, theirs, contact_id, last_at)"
                    " SELECT '+1', '+1555555' || i, (SELECT id FROM contact), 1 FROM n");
  assert_found (fixture, "from:smith", "1");
  assert_found (fixture, "from:smith is:unread", "");
  assert_found (fixture, "to:smith week", "2");
  assert_found (fixture, "to:smith invoice", "");
  assert_found (fixture, "from:sm", "1");
  assert_found (fixture, "to:sm week", "2");
}

static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(PealMessageQuery) query = peal_message_query_new ("cafe", utc, NOON);
  g_autoptr(GArray) first = await_boxed (peal_message_search (fixture->store, query, 0, 1));
  g_autoptr(GArray) second = await_boxed (peal_message_search (fixture->store, query, ids[2], 1));

  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpint (g_array_index (first, gint64, 0), ==, ids[2]);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpint (g_array_index (second, gint64, 0), ==, ids[1]);
}

/* The index follows what becomes of messages. */
static void
test_follows (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PealErasure) erasure = NULL;
  g_autofree char *contact = query_sql (fixture, "SELECT id FROM contact");

  run_sql (fixture, "UPDATE message SET body = 'wine' WHERE body = 'week next invoice'");
  assert_found (fixture, "invoice", "5");
  assert_found (fixture, "wine", "4");
  erasure = await_boxed (peal_erasure_run (fixture->store, g_ascii_strtoll (contact, NULL, 10), "test"));
  assert_found (fixture, "cafe", "");
  run_sql (fixture, "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)");
  assert_sql (fixture, "SELECT count (*) FROM message_search_data WHERE instr (block, 'caf')", "0");
}

/* In a body --------------------------------------------------------------------------------------- */

static void
test_spans (void)
{
  static const struct
  {
    const char *text;
    const char *body;
    const char *marked;
  } rows[] = {
    { "cafe", "The Café, the CAFE.", "The [Café], the [CAFE]." },
    { "caf", "Cafeteria café", "[Cafeteria] [café]" },
    { "\"next week\"", "week next week next", "week [next week] next" },
    { "next week", "next week weekly", "[next] [week] [weekly]" },
    { "e-mail", "An e-mail, or e mails", "An [e-mail], or [e mails]" },
    { "one one", "one", "[one]" },
    { "مرحبا", "قل مرحبا", "قل [مرحبا]" },
    { "\"a b\" b", "a b c", "[a b] c" },
    { "none", "", "" },
  };
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealMessageQuery) query = peal_message_query_new (rows[i].text, utc, NOON);
      g_autoptr(GArray) spans = peal_message_query_find (query, rows[i].body);
      g_autoptr(GString) marked = g_string_new (rows[i].body);

      for (guint k = spans->len; k > 0; k--)
        {
          PealTextSpan span = g_array_index (spans, PealTextSpan, k - 1);

          g_string_insert_c (marked, span.end, ']');
          g_string_insert_c (marked, span.start, '[');
        }
      g_assert_cmpstr (marked->str, ==, rows[i].marked);
    }
}

static void
test_snippet (void)
{
  static const struct
  {
    const char *text;
    const char *body;
    const char *snippet;
    const char *word; /* the first span */
  } rows[] = {
    { "short", "a short\nbody", "a short body", "short" },
    { "needle", "a long way to go before there is any needle in it, and then more of it", "…is any needle in it, and then …", "needle" },
    { "none", "a long way to go before there is nothing", "a long way to go before there …", NULL },
    { "ende", "ääääääääääääääääääääääääääääää ende", "…ende", "ende" },
  };
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealMessageQuery) query = peal_message_query_new (rows[i].text, utc, NOON);
      g_autoptr(GArray) spans = peal_message_query_find (query, rows[i].body);
      g_autofree char *snippet = peal_message_snippet (rows[i].body, spans, 30);

      g_assert_cmpstr (snippet, ==, rows[i].snippet);
      g_assert_cmpuint (spans->len, ==, rows[i].word != NULL);
      if (rows[i].word != NULL)
        {
          PealTextSpan span = g_array_index (spans, PealTextSpan, 0);

          g_assert_cmpmem (snippet + span.start, span.end - span.start, rows[i].word, strlen (rows[i].word));
        }
    }
}

#define ADD(path, func) g_test_add ("/store/message-search/" path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("words", test_words);
  ADD ("facts", test_facts);
  ADD ("many-people", test_many_people);
  ADD ("pages", test_pages);
  ADD ("follows", test_follows);
  g_test_add_func ("/store/message-search/spans", test_spans);
  g_test_add_func ("/store/message-search/snippet", test_snippet);
  return g_test_run ();
}

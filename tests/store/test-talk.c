/* test-talk.c: what comes in, and how conversations are read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "conversation-fixture.h"

#include "peal-accounts.h"
#include "peal-contacts.h"
#include "peal-inbound.h"
#include "peal-outbox.h"
#include "peal-talk-page.h"

static void
assert_shelf (Fixture       *fixture,
              PealTalkShelf  shelf,
              const char    *search,
              const char    *expected)
{
  PealTalkFilter filter = { .shelf = shelf, .search = search };
  g_autoptr(GArray) ids = await_boxed (peal_talk_snapshot (fixture->store, &filter));
  g_autoptr(GPtrArray) rows = await_boxed (peal_talk_load_rows (fixture->store, (gint64 *) (gpointer) ids->data, ids->len));
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((PealConversationRow *) rows->pdata[i])->display);
  g_assert_cmpstr (names->str, ==, expected);
}

/* Who is written to for the first time by number alone is known all the same. */
static void
test_known_number (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *to;
    const char *display;
  } rows[] = { { ANN, "Ann" }, { BOB, BOB } };
  gint64 ann = conversation_add_contact (fixture, "Ann", ANN);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealConversationRow) row = NULL;

      conversation_answer (fixture, rows[i].to, "Hello", PEAL_MESSAGE_CONVERSATIONAL);
      row = conversation_load (fixture, await_int (peal_talk_find (fixture->store, rows[i].to)));
      g_assert_cmpstr (row->display, ==, rows[i].display);
      g_assert_cmpint (row->contact_id, ==, i == 0 ? ann : 0);
    }
}

static void
test_inbound (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 ann = conversation_add_contact (fixture, "Ann", ANN);
  gint64 id = conversation_receive (fixture, "SM1", ANN, "Are you open\non Sunday?", PEAL_CONSENT_ACT_NONE, "p1");
  gint64 conversation_id = await_int (peal_talk_find (fixture->store, ANN));
  g_autoptr(PealConversationRow) row = conversation_load (fixture, conversation_id);
  g_autoptr(GPtrArray) messages = await_boxed (peal_talk_load_messages (fixture->store, &id, 1));
  const PealMessageRow *message = g_ptr_array_index (messages, 0);

  g_assert_cmpint (id, >, 0);
  g_assert_cmpstr (row->display, ==, "Ann");
  g_assert_cmpint (row->contact_id, ==, ann);
  g_assert_cmpint (row->account_id, ==, conversation_get_account ());
  g_assert_cmpuint (row->unread, ==, 1);
  g_assert_cmpint (row->last_message_id, ==, id);
  g_assert_cmpint (row->last_at, ==, NOON);
  g_assert_cmpstr (row->last_body, ==, "Are you open on Sunday?");
  g_assert_cmpint (row->last_direction, ==, PEAL_DIRECTION_INBOUND);
  g_assert_cmpstr (message->body, ==, "Are you open\non Sunday?");
  g_assert_cmpint (message->state, ==, PEAL_STATE_RECEIVED);
  g_assert_cmpint (message->contact_id, ==, ann);
  g_assert_cmpint (message->not_after, ==, PEAL_TIME_NEVER);
  g_assert_cmpstr (message->remote_id, ==, "SM1");
  g_assert_cmpstr (message->theirs, ==, ANN);
  assert_sql (fixture, "SELECT position FROM cursor WHERE feed = 'inbound'", "p1");
  assert_sql (fixture, "SELECT payload FROM ledger WHERE event = 'message.received'", "{\"conversation\":1}");
}

static void
test_same_page_again (Fixture       *fixture,
                      gconstpointer  data)
{
  gint64 first = conversation_receive (fixture, "SM1", ANN, "STOP", PEAL_CONSENT_ACT_OPT_OUT, "p1");
  gint64 again = conversation_receive (fixture, "SM1", ANN, "STOP", PEAL_CONSENT_ACT_OPT_OUT, "p2");

  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (again, ==, 0);
  assert_sql (fixture, "SELECT count(*) FROM message", "1");
  assert_sql (fixture, "SELECT count(*) FROM consent_event", "1");
  assert_sql (fixture, "SELECT unread FROM conversation", "1");
  assert_sql (fixture, "SELECT position FROM cursor WHERE feed = 'inbound'", "p2");
}

/* A page is stored whole or not at all, its position with it. */
static void
test_page_is_one (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);

  g_ptr_array_add (messages, peal_inbound_new ("SM1", ANN, OURS, "one", NOON));
  await_error (peal_talk_record_inbound (fixture->store, 99, messages, "p1"), PEAL_STORE_ERROR_INVALID);
  assert_sql (fixture, "SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM conversation)"
                       " + (SELECT count(*) FROM cursor)", "0");
}

static void
test_consent (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(PealConversationRow) out = NULL;
  g_autoptr(PealConversationRow) review = NULL;
  g_autoptr(GPtrArray) history = NULL;
  const PealConsentEvent *event;
  gint64 stop = conversation_receive (fixture, "SM1", ANN, "stop", PEAL_CONSENT_ACT_OPT_OUT, NULL);
  g_autofree char *proof = g_strdup_printf ("message:%" G_GINT64_FORMAT, stop);

  conversation_receive (fixture, "SM2", BOB, "who is this", PEAL_CONSENT_ACT_REVIEW, NULL);
  out = conversation_load (fixture, await_int (peal_talk_find (fixture->store, ANN)));
  g_assert_cmpint (out->consent, ==, PEAL_CONSENT_OPTED_OUT);
  review = conversation_load (fixture, await_int (peal_talk_find (fixture->store, BOB)));
  g_assert_cmpint (review->consent, ==, PEAL_CONSENT_UNKNOWN);
  g_assert_true (review->review);
  history = await_boxed (peal_consent_history (fixture->store, ANN));
  event = g_ptr_array_index (history, 0);
  g_assert_cmpstr (event->proof, ==, proof);
  g_assert_cmpstr (event->wording, ==, "stop");
  g_assert_cmpstr (event->how, ==, "keyword");
  /* an opt-out waits for no answer */
  assert_shelf (fixture, PEAL_TALK_UNANSWERED, NULL, BOB);
}

static void
test_shelves (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 ann_id, bob_id;

  conversation_add_contact (fixture, "Ann", ANN);
  conversation_receive (fixture, "SM1", ANN, "one", PEAL_CONSENT_ACT_NONE, NULL);
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_receive (fixture, "SM2", BOB, "two", PEAL_CONSENT_ACT_NONE, NULL);
  ann_id = await_int (peal_talk_find (fixture->store, ANN));
  bob_id = await_int (peal_talk_find (fixture->store, BOB));

  assert_shelf (fixture, PEAL_TALK_ALL, NULL, BOB ", Ann");
  assert_shelf (fixture, PEAL_TALK_UNREAD, NULL, BOB ", Ann");
  g_assert_cmpint (await_int (peal_talk_count_unread (fixture->store)), ==, 2);
  await_true (peal_talk_mark_read (fixture->store, bob_id, TRUE));
  assert_shelf (fixture, PEAL_TALK_UNREAD, NULL, "Ann");
  await_true (peal_talk_mark_read (fixture->store, bob_id, FALSE));
  assert_shelf (fixture, PEAL_TALK_UNREAD, NULL, BOB ", Ann");

  /* a campaign is no answer, a person's words are */
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_answer (fixture, ANN, "Sale", PEAL_MESSAGE_MARKETING);
  assert_shelf (fixture, PEAL_TALK_UNANSWERED, NULL, "Ann, " BOB);
  conversation_answer (fixture, ANN, "Yes", PEAL_MESSAGE_CONVERSATIONAL);
  assert_shelf (fixture, PEAL_TALK_UNANSWERED, NULL, BOB);

  await_true (peal_talk_set_state (fixture->store, bob_id, PEAL_CONVERSATION_DONE, "test"));
  assert_shelf (fixture, PEAL_TALK_OPEN, NULL, "Ann");
  assert_shelf (fixture, PEAL_TALK_UNANSWERED, NULL, "");
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_receive (fixture, "SM3", BOB, "hello?", PEAL_CONSENT_ACT_NONE, NULL);
  assert_shelf (fixture, PEAL_TALK_OPEN, NULL, BOB ", Ann");

  run_sql (fixture, "UPDATE conversation SET failed = 1 WHERE theirs = '" ANN "'");
  assert_shelf (fixture, PEAL_TALK_FAILED, NULL, "Ann");
  await_true (peal_talk_mark_read (fixture->store, ann_id, TRUE));
  assert_shelf (fixture, PEAL_TALK_FAILED, NULL, "");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    PealTalkShelf shelf;
    const char *search;
    const char *expected;
  } rows[] = {
    { PEAL_TALK_ALL, "andré", "André" },
    { PEAL_TALK_ALL, "ANDRE", "André" },
    { PEAL_TALK_ALL, "an", "André" },
    { PEAL_TALK_ALL, "555 0101", "André" },
    { PEAL_TALK_ALL, "(555) 555-0102", BOB },
    { PEAL_TALK_ALL, "555555", BOB ", André" },
    { PEAL_TALK_UNREAD, "555555", BOB },
    { PEAL_TALK_ALL, "nobody", "" },
    { PEAL_TALK_ALL, "zz", "" },
    { PEAL_TALK_ALL, "02", BOB },
  };

  conversation_add_contact (fixture, "André", ANN);
  conversation_receive (fixture, "SM1", ANN, "one", PEAL_CONSENT_ACT_NONE, NULL);
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_receive (fixture, "SM2", BOB, "two", PEAL_CONSENT_ACT_NONE, NULL);
  await_true (peal_talk_mark_read (fixture->store, await_int (peal_talk_find (fixture->store, ANN)), TRUE));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_shelf (fixture, rows[i].shelf, rows[i].search, rows[i].expected);
}

/* A name comes and goes with its contact; the number stays. */
static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(PealContact) contact = NULL;
  gint64 id;

  conversation_receive (fixture, "SM1", ANN, "one", PEAL_CONSENT_ACT_NONE, NULL);
  assert_shelf (fixture, PEAL_TALK_ALL, NULL, ANN);
  id = conversation_add_contact (fixture, "Ann", ANN);
  assert_shelf (fixture, PEAL_TALK_ALL, NULL, "Ann");
  await_int (peal_contacts_delete (fixture->store, &id, 1, "test"));
  assert_shelf (fixture, PEAL_TALK_ALL, NULL, ANN);
  await_int (peal_contacts_restore (fixture->store, &id, 1, "test"));
  contact = await_boxed (peal_contacts_get (fixture->store, id));
  g_ptr_array_set_size (contact->phones, 0);
  await_int (peal_contacts_save (fixture->store, contact, "test"));
  assert_shelf (fixture, PEAL_TALK_ALL, NULL, ANN);
}

#define N_TALK 25

/* Messages 1 to 25 of this test; the eighth is another conversation's. Unread are those of the first. */
static gint64
receive_many (Fixture *fixture)
{
  g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < N_TALK; i++)
    {
      g_autofree char *remote_id = g_strdup_printf ("SM%u", i);

      g_ptr_array_add (page, peal_inbound_new (remote_id, i == 7 ? BOB : ANN, OURS, "x", NOON));
    }
  ids = await_boxed (peal_talk_record_inbound (fixture->store, conversation_get_account (), page, NULL));
  g_assert_cmpint (g_array_index (ids, gint64, N_TALK - 1), ==, N_TALK);
  return await_int (peal_talk_find (fixture->store, ANN));
}

/* A piece from anywhere, and what lies around it. */
static void
test_page (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct
  {
    PealTalkAsk ask;
    gint64 first;
    gint64 last;
    guint n_rows;
    gint64 target;
    gboolean has_start;
    gboolean has_end;
    guint n_new;
  } rows[] = {
    { { .where = PEAL_TALK_NEWEST, .limit = 10, .known = 20 }, 16, 25, 10, 0, FALSE, TRUE, 5 },
    { { .where = PEAL_TALK_NEWEST, .limit = 50, .known = 25 }, 1, 25, 24, 0, TRUE, TRUE, 0 },
    { { .where = PEAL_TALK_OLDER, .id = 16, .limit = 10 }, 5, 15, 10, 0, FALSE, FALSE, 24 },
    { { .where = PEAL_TALK_OLDER, .id = 5, .limit = 4 }, 1, 4, 4, 0, TRUE, FALSE, 24 },
    { { .where = PEAL_TALK_OLDER, .id = 1, .limit = 10 }, 0, 0, 0, 0, TRUE, FALSE, 24 },
    { { .where = PEAL_TALK_NEWER, .id = 4, .limit = 5 }, 5, 10, 5, 0, FALSE, FALSE, 24 },
    { { .where = PEAL_TALK_NEWER, .id = 20, .limit = 5 }, 21, 25, 5, 0, FALSE, TRUE, 24 },
    { { .where = PEAL_TALK_NEWER, .id = 25, .limit = 5 }, 0, 0, 0, 0, FALSE, TRUE, 24 },
    { { .where = PEAL_TALK_AROUND, .id = 10, .limit = 3 }, 6, 13, 7, 10, FALSE, FALSE, 24 },
    { { .where = PEAL_TALK_AROUND, .id = 1, .limit = 3 }, 1, 4, 4, 1, TRUE, FALSE, 24 },
    { { .where = PEAL_TALK_AROUND, .id = 25, .limit = 3 }, 22, 25, 4, 25, FALSE, TRUE, 24 },
    { { .where = PEAL_TALK_AROUND, .id = 8, .limit = 2 }, 6, 11, 5, 0, FALSE, FALSE, 24 },
    { { .where = PEAL_TALK_AROUND, .id = 99, .limit = 2 }, 24, 25, 2, 0, FALSE, TRUE, 24 },
    { { .where = PEAL_TALK_SINCE, .time = 0, .limit = 2 }, 1, 3, 3, 1, TRUE, FALSE, 24 },
    { { .where = PEAL_TALK_SINCE, .time = G_MAXINT64, .limit = 2 }, 24, 25, 2, 0, FALSE, TRUE, 24 },
    { { .where = PEAL_TALK_AGAIN, .id = 5, .until = 10, .limit = 50 }, 5, 10, 5, 0, FALSE, FALSE, 24 },
    { { .where = PEAL_TALK_AGAIN, .id = 20, .limit = 50 }, 20, 25, 6, 0, FALSE, TRUE, 24 },
    { { .where = PEAL_TALK_AGAIN, .id = 1, .limit = 5 }, 21, 25, 5, 0, FALSE, TRUE, 24 },
    { { .where = PEAL_TALK_FIRST_LOOK, .limit = 5 }, 1, 6, 6, 1, TRUE, FALSE, 24 },
  };
  gint64 conversation_id = receive_many (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealTalkAsk ask = rows[i].ask;
      g_autoptr(PealTalkPage) page = NULL;

      ask.conversation_id = conversation_id;
      page = await_boxed (peal_talk_read_page (fixture->store, &ask));
      g_test_message ("row %zu", i);
      g_assert_cmpuint (page->rows->len, ==, rows[i].n_rows);
      if (page->rows->len > 0)
        {
          g_assert_cmpint (((PealMessageRow *) page->rows->pdata[0])->id, ==, rows[i].first);
          g_assert_cmpint (((PealMessageRow *) page->rows->pdata[page->rows->len - 1])->id, ==, rows[i].last);
        }
      g_assert_cmpint (page->target, ==, rows[i].target);
      g_assert_cmpint (page->newest_id, ==, N_TALK);
      g_assert_cmpint (page->has_start, ==, rows[i].has_start);
      g_assert_cmpint (page->has_end, ==, rows[i].has_end);
      g_assert_cmpuint (page->n_new, ==, rows[i].n_new);
    }
}

/* Whoever opens it sees first what is new to them. */
static void
test_first_look (Fixture       *fixture,
                 gconstpointer  data)
{
  PealTalkAsk ask = { .conversation_id = receive_many (fixture), .where = PEAL_TALK_FIRST_LOOK, .limit = 3 };
  g_autoptr(PealTalkPage) read = NULL;
  g_autoptr(PealTalkPage) two = NULL;

  await_true (peal_talk_mark_read (fixture->store, ask.conversation_id, TRUE));
  read = await_boxed (peal_talk_read_page (fixture->store, &ask));
  g_assert_cmpint (read->target, ==, 0);
  g_assert_cmpuint (read->rows->len, ==, 3);
  g_assert_true (read->has_end && read->newest_is_theirs);

  conversation_receive (fixture, "SM-new-1", ANN, "one", PEAL_CONSENT_ACT_NONE, NULL);
  conversation_receive (fixture, "SM-new-2", ANN, "two", PEAL_CONSENT_ACT_NONE, NULL);
  conversation_answer (fixture, ANN, "three", PEAL_MESSAGE_CONVERSATIONAL);
  two = await_boxed (peal_talk_read_page (fixture->store, &ask));
  g_assert_cmpint (two->target, ==, N_TALK + 1);
  g_assert_cmpuint (two->n_new, ==, 3);
  g_assert_false (two->newest_is_theirs);
}

static void
test_no_page (Fixture       *fixture,
              gconstpointer  data)
{
  PealTalkAsk ask = { .conversation_id = 77, .where = PEAL_TALK_FIRST_LOOK, .limit = 3 };
  g_autoptr(PealTalkPage) page = await_boxed (peal_talk_read_page (fixture->store, &ask));

  g_assert_cmpuint (page->rows->len, ==, 0);
  g_assert_true (page->has_start && page->has_end);
  g_assert_cmpint (page->newest_id, ==, 0);
}

static void
test_messages (Fixture       *fixture,
               gconstpointer  data)
{
  const PealMessageFilter filters[] = {
    { 0 },
    { .direction = PEAL_DIRECTION_INBOUND },
    { .state = PEAL_STATE_QUEUED },
    { .number = ANN },
    { .number = ANN, .state = PEAL_STATE_QUEUED },
    { .since = NOON + PEAL_HOUR },
    { .limit = 1 },
    { .before_id = 2 },
    { .campaign_id = 5 },
  };
  static const guint expected[] = { 3, 2, 1, 2, 1, 1, 1, 1, 0 };
  g_autoptr(GArray) counts = NULL;

  conversation_receive (fixture, "SM1", ANN, "one", PEAL_CONSENT_ACT_NONE, NULL);
  conversation_receive (fixture, "SM2", BOB, "two", PEAL_CONSENT_ACT_NONE, NULL);
  peal_clock_advance (fixture->clock, 2 * PEAL_HOUR);
  conversation_answer (fixture, ANN, "three", PEAL_MESSAGE_CONVERSATIONAL);
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr(GPtrArray) rows = await_boxed (peal_messages_list (fixture->store, &filters[i]));

      g_assert_cmpuint (rows->len, ==, expected[i]);
      for (guint j = 1; j < rows->len; j++)
        g_assert_cmpint (((PealMessageRow *) rows->pdata[j])->id, <, ((PealMessageRow *) rows->pdata[j - 1])->id);
    }
  counts = await_boxed (peal_messages_count_by_state (fixture->store));
  g_assert_cmpint (g_array_index (counts, gint64, PEAL_STATE_RECEIVED), ==, 2);
  g_assert_cmpint (g_array_index (counts, gint64, PEAL_STATE_QUEUED), ==, 1);
}

#define ADD(path, func) g_test_add ("/store/talk/" path, Fixture, NULL, conversation_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("known-number", test_known_number);
  ADD ("inbound", test_inbound);
  ADD ("same-page-again", test_same_page_again);
  ADD ("page-is-one", test_page_is_one);
  ADD ("consent", test_consent);
  ADD ("shelves", test_shelves);
  ADD ("search", test_search);
  ADD ("names", test_names);
  ADD ("page", test_page);
  ADD ("first-look", test_first_look);
  ADD ("no-page", test_no_page);
  ADD ("messages", test_messages);
  return g_test_run ();
}

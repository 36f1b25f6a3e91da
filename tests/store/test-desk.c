/* test-desk.c: what the desk decides about conversations, what it notes, and what was begun in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "conversation-fixture.h"

#include "peal-accounts.h"
#include "peal-desk.h"
#include "peal-erasure.h"
#include "peal-staff.h"
#include "peal-talk-filters.h"
#include "peal-talk-notes.h"

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  conversation_set_up (fixture, data);
  conversation_receive (fixture, "SM1", ANN, "one", PEAL_CONSENT_ACT_NONE, NULL);
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_receive (fixture, "SM2", BOB, "two", PEAL_CONSENT_ACT_NONE, NULL);
}

static void
assert_list (Fixture       *fixture,
             PealTalkFilter filter,
             const char    *expected)
{
  g_autoptr(GArray) ids = await_boxed (peal_talk_snapshot (fixture->store, &filter));
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(PealConversationRow) row = conversation_load (fixture, g_array_index (ids, gint64, i));

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", g_str_equal (row->theirs, ANN) ? "ann" : "bob");
    }
  g_assert_cmpstr (names->str, ==, expected);
}

#define assert_shelf(fixture, of, expected) assert_list ((fixture), (PealTalkFilter) { .shelf = (of) }, (expected))

static void
assert_events (Fixture    *fixture,
               const char *expected)
{
  g_autofree char *events = query_sql (fixture, "SELECT group_concat (event, ' ') FROM (SELECT event FROM ledger WHERE"
                                                " event GLOB 'conversation.*' OR event GLOB 'note.*'"
                                                " OR event GLOB 'staff.*' ORDER BY seq)");

  g_assert_cmpstr (events, ==, expected);
}

/* Since when they wait; 0 = they do not. */
static gint64
await_waiting (Fixture *fixture,
               gint64   conversation_id)
{
  g_autoptr(PealConversationRow) row = conversation_load (fixture, conversation_id);

  return row->unanswered_since;
}

static void
test_staff (Fixture      *fixture,
            gconstpointer data)
{
  gint64 eve = await_int (peal_staff_save (fixture->store, 0, " Eve <b>& ", "test"));
  g_autoptr(GPtrArray) staff = NULL;

  await_error (peal_staff_save (fixture->store, 0, "EVE <B>&", "test"), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_staff_save (fixture->store, 0, "  ", "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_staff_save (fixture->store, 99, "Zoe", "test"), PEAL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (await_int (peal_staff_save (fixture->store, eve, "Eve", "test")), ==, eve);
  await_int (peal_staff_save (fixture->store, 0, "Adam", "test"));
  await_true (peal_staff_set_gone (fixture->store, eve, TRUE, "test"));
  await_int (peal_staff_save (fixture->store, 0, "Eve", "test"));
  await_error (peal_staff_set_gone (fixture->store, eve, FALSE, "test"), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_staff_set_gone (fixture->store, 99, TRUE, "test"), PEAL_STORE_ERROR_NOT_FOUND);

  staff = await_boxed (peal_staff_list (fixture->store));
  g_assert_cmpuint (staff->len, ==, 3);
  g_assert_cmpstr (((PealStaff *) staff->pdata[0])->name, ==, "Adam");
  g_assert_cmpstr (((PealStaff *) staff->pdata[1])->name, ==, "Eve");
  g_assert_cmpint (((PealStaff *) staff->pdata[2])->id, ==, eve);
  g_assert_true (((PealStaff *) staff->pdata[2])->is_gone);
  assert_events (fixture, "staff.added staff.renamed staff.added staff.left staff.added");
}

/* Who sits here is the workspace's to know; whoever is gone sits nowhere. */
static void
test_me (Fixture      *fixture,
         gconstpointer data)
{
  gint64 eve = await_int (peal_staff_save (fixture->store, 0, "Eve", "test"));

  g_assert_cmpint (await_int (peal_staff_get_me (fixture->store)), ==, 0);
  await_true (peal_staff_set_me (fixture->store, eve, "test"));
  g_assert_cmpint (await_int (peal_staff_get_me (fixture->store)), ==, eve);
  await_true (peal_staff_set_gone (fixture->store, eve, TRUE, "test"));
  g_assert_cmpint (await_int (peal_staff_get_me (fixture->store)), ==, 0);
  await_true (peal_staff_set_gone (fixture->store, eve, FALSE, "test"));
  await_true (peal_staff_set_me (fixture->store, 0, "test"));
  g_assert_cmpint (await_int (peal_staff_get_me (fixture->store)), ==, 0);
}

static void
test_assign (Fixture      *fixture,
             gconstpointer data)
{
  gint64 ann = conversation_of (fixture, ANN);
  gint64 eve = await_int (peal_staff_save (fixture->store, 0, "Eve", "test"));
  g_autoptr(PealConversationRow) row = NULL;
  g_autoptr(PealConversationRow) after = NULL;

  await_true (peal_desk_assign (fixture->store, ann, eve, "test"));
  await_true (peal_desk_assign (fixture->store, ann, eve, "test")); /* says nothing new */
  row = conversation_load (fixture, ann);
  g_assert_cmpint (row->staff_id, ==, eve);
  g_assert_cmpstr (row->staff, ==, "Eve");
  assert_list (fixture, (PealTalkFilter) { .shelf = PEAL_TALK_OPEN, .staff_id = eve }, "ann");
  assert_list (fixture, (PealTalkFilter) { .shelf = PEAL_TALK_DONE, .staff_id = eve }, "");
  await_error (peal_desk_assign (fixture->store, ann, 99, "test"), PEAL_STORE_ERROR_NOT_FOUND);

  await_true (peal_staff_set_gone (fixture->store, eve, TRUE, "test"));
  after = conversation_load (fixture, ann);
  g_assert_cmpint (after->staff_id, ==, 0);
  g_assert_cmpstr (after->staff, ==, "");
  await_error (peal_desk_assign (fixture->store, ann, eve, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_true (peal_desk_assign (fixture->store, ann, 0, "test"));
  assert_events (fixture, "staff.added conversation.assigned staff.left");
}

static void
test_snooze (Fixture      *fixture,
             gconstpointer data)
{
  gint64 ann = conversation_of (fixture, ANN);
  gint64 bob = conversation_of (fixture, BOB);
  gint64 now = peal_clock_get_now (fixture->clock);
  g_autoptr(GArray) none = NULL;
  g_autoptr(GArray) woken = NULL;
  g_autoptr(PealConversationRow) row = NULL;

  await_true (peal_talk_mark_read (fixture->store, ann, TRUE));
  await_true (peal_desk_snooze (fixture->store, ann, now + PEAL_HOUR, "test"));
  await_true (peal_desk_snooze (fixture->store, bob, now + 2 * PEAL_HOUR, "test"));
  assert_shelf (fixture, PEAL_TALK_SNOOZED, "bob ann");
  assert_shelf (fixture, PEAL_TALK_OPEN, "");
  assert_shelf (fixture, PEAL_TALK_UNANSWERED, "");
  assert_shelf (fixture, PEAL_TALK_ALL, "bob ann");
  g_assert_cmpint (await_int (peal_desk_get_next_wake (fixture->store)), ==, now + PEAL_HOUR);
  none = await_boxed (peal_desk_wake_due (fixture->store, "engine"));
  g_assert_cmpuint (none->len, ==, 0);

  /* they write: there is nothing to wait for */
  conversation_receive (fixture, "SM3", BOB, "three", PEAL_CONSENT_ACT_NONE, NULL);
  assert_shelf (fixture, PEAL_TALK_OPEN, "bob");

  /* the time comes */
  peal_clock_advance (fixture->clock, PEAL_HOUR);
  woken = await_boxed (peal_desk_wake_due (fixture->store, "engine"));
  g_assert_cmpuint (woken->len, ==, 1);
  g_assert_cmpint (g_array_index (woken, gint64, 0), ==, ann);
  row = conversation_load (fixture, ann);
  g_assert_cmpuint (row->unread, ==, 1);
  g_assert_cmpint (row->snoozed_until, ==, 0);
  assert_shelf (fixture, PEAL_TALK_OPEN, "bob ann");
  assert_shelf (fixture, PEAL_TALK_UNANSWERED, "bob ann");
  g_assert_cmpint (await_int (peal_desk_get_next_wake (fixture->store)), ==, 0);

  /* what is done waits for nothing */
  await_true (peal_desk_snooze (fixture->store, ann, now + 9 * PEAL_HOUR, "test"));
  await_true (peal_talk_set_state (fixture->store, ann, PEAL_CONVERSATION_DONE, "test"));
  assert_shelf (fixture, PEAL_TALK_SNOOZED, "");
  assert_shelf (fixture, PEAL_TALK_DONE, "ann");
  assert_events (fixture, "conversation.snoozed conversation.snoozed conversation.woken conversation.snoozed"
                          " conversation.done");
}

/* A "done" is taken back: they wait as long as they did, unless nobody has to answer. */
static void
test_owe_answer (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 ann = conversation_of (fixture, ANN);
  gint64 since = await_waiting (fixture, ann);

  g_assert_cmpint (since, !=, 0);
  await_true (peal_talk_set_state (fixture->store, ann, PEAL_CONVERSATION_DONE, "test"));
  await_true (peal_desk_owe_answer (fixture->store, ann, since));
  g_assert_cmpint (await_waiting (fixture, ann), ==, 0);
  await_true (peal_talk_set_state (fixture->store, ann, PEAL_CONVERSATION_OPEN, "test"));
  await_true (peal_desk_owe_answer (fixture->store, ann, since));
  await_true (peal_desk_owe_answer (fixture->store, ann, since + 1)); /* they do already */
  g_assert_cmpint (await_waiting (fixture, ann), ==, since);
  await_true (peal_desk_set_blocked (fixture->store, ANN, TRUE, "test"));
  await_true (peal_desk_owe_answer (fixture->store, ann, since));
  g_assert_cmpint (await_waiting (fixture, ann), ==, 0);
  assert_events (fixture, "conversation.done conversation.open conversation.blocked");
}

static void
test_block (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(PealConversationRow) row = NULL;
  g_autoptr(PealConsent) consent = NULL;

  await_true (peal_desk_set_blocked (fixture->store, ANN, TRUE, "test"));
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_receive (fixture, "SM3", ANN, "STOP", PEAL_CONSENT_ACT_OPT_OUT, NULL);
  assert_shelf (fixture, PEAL_TALK_BLOCKED, "ann");
  assert_shelf (fixture, PEAL_TALK_OPEN, "bob");
  assert_shelf (fixture, PEAL_TALK_UNREAD, "bob");
  assert_shelf (fixture, PEAL_TALK_UNANSWERED, "bob");
  assert_shelf (fixture, PEAL_TALK_ALL, "ann bob");
  row = conversation_load (fixture, conversation_of (fixture, ANN));
  g_assert_true (row->is_blocked);
  g_assert_cmpint (row->consent, ==, PEAL_CONSENT_OPTED_OUT);
  g_assert_cmpstr (row->last_body, ==, "STOP");

  /* also where they write to another number of ours for the first time */
  run_sql (fixture, "UPDATE conversation SET ours = '+15550002222'");
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_receive (fixture, "SM4", ANN, "hello?", PEAL_CONSENT_ACT_NONE, NULL);
  assert_shelf (fixture, PEAL_TALK_BLOCKED, "ann ann");

  await_true (peal_desk_set_blocked (fixture->store, ANN, FALSE, "test"));
  assert_shelf (fixture, PEAL_TALK_BLOCKED, "");
  assert_shelf (fixture, PEAL_TALK_OPEN, "ann ann bob");
  assert_events (fixture, "conversation.blocked conversation.unblocked");
}

static void
test_draft (Fixture      *fixture,
            gconstpointer data)
{
  gint64 ann = conversation_of (fixture, ANN);
  g_autofree char *draft = NULL;
  g_autofree char *none = NULL;
  g_autoptr(PealConversationRow) row = NULL;

  await_true (peal_draft_set (fixture->store, ann, "Hello\nthere"));
  fixture_close (fixture);
  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  draft = await_string (peal_draft_get (fixture->store, ann));
  g_assert_cmpstr (draft, ==, "Hello\nthere");
  row = conversation_load (fixture, ann);
  g_assert_cmpstr (row->draft, ==, "Hello there");

  await_true (peal_draft_set (fixture->store, ann, " \n"));
  none = await_string (peal_draft_get (fixture->store, ann));
  g_assert_cmpstr (none, ==, "");
  assert_sql (fixture, "SELECT count (*) FROM draft", "0");
}

static void
test_notes (Fixture      *fixture,
            gconstpointer data)
{
  gint64 ann = conversation_of (fixture, ANN);
  gint64 eve = await_int (peal_staff_save (fixture->store, 0, "Eve", "test"));
  gint64 zoe = await_int (peal_staff_save (fixture->store, 0, "Zoe", "test"));
  PealTalkNote note = { .conversation_id = ann, .staff_id = eve, .body = (char *) " @Zoe please look " };
  g_autoptr(GPtrArray) notes = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GArray) asked = NULL;
  g_autoptr(GArray) seen = NULL;
  PealTalkNote *found;

  note.id = await_int (peal_talk_notes_save (fixture->store, &note, &zoe, 1, "test"));
  notes = await_boxed (peal_talk_notes_list (fixture->store, ann));
  g_assert_cmpuint (notes->len, ==, 1);
  found = notes->pdata[0];
  g_assert_cmpstr (found->body, ==, "@Zoe please look");
  g_assert_cmpstr (found->staff, ==, "Eve");
  asked = await_boxed (peal_talk_mentions_list (fixture->store, zoe));
  g_assert_cmpuint (asked->len, ==, 1);
  g_assert_cmpint (g_array_index (asked, gint64, 0), ==, ann);
  await_true (peal_talk_mentions_see (fixture->store, zoe, ann));
  seen = await_boxed (peal_talk_mentions_list (fixture->store, zoe));
  g_assert_cmpuint (seen->len, ==, 0);

  note.body = (char *) "";
  await_error (peal_talk_notes_save (fixture->store, &note, NULL, 0, "test"), PEAL_STORE_ERROR_INVALID);
  note.body = (char *) "never mind";
  await_int (peal_talk_notes_save (fixture->store, &note, NULL, 0, "test"));
  assert_sql (fixture, "SELECT body FROM talk_note", "never mind");
  await_true (peal_talk_notes_delete (fixture->store, note.id, "test"));
  await_error (peal_talk_notes_delete (fixture->store, note.id, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  none = await_boxed (peal_talk_notes_list (fixture->store, ann));
  g_assert_cmpuint (none->len, ==, 0);

  /* and back, with its own time */
  note.created_at = NOON;
  g_assert_cmpint (await_int (peal_talk_notes_save (fixture->store, &note, NULL, 0, "test")), ==, note.id);
  assert_sql (fixture, "SELECT created_at || body FROM talk_note", "1795262400000000never mind");
  assert_events (fixture, "staff.added staff.added note.added note.edited note.deleted note.restored");
  assert_sql (fixture, "SELECT count (*) FROM ledger WHERE payload LIKE '%mind%'", "0");
}

static void
test_filters (Fixture      *fixture,
              gconstpointer data)
{
  PealTalkFilter filter = { .shelf = PEAL_TALK_OPEN, .search = "o\"b", .tag = "VIP", .staff_id = 7 };
  gint64 id = await_int (peal_talk_filters_save (fixture->store, 0, " Mine ", &filter));
  g_autoptr(GPtrArray) filters = NULL;
  PealSavedFilter *saved;

  await_error (peal_talk_filters_save (fixture->store, 0, "MINE", &filter), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_talk_filters_save (fixture->store, 0, " ", &filter), PEAL_STORE_ERROR_INVALID);
  await_error (peal_talk_filters_save (fixture->store, 99, "No", &filter), PEAL_STORE_ERROR_NOT_FOUND);
  await_int (peal_talk_filters_save (fixture->store, 0, "All", &(PealTalkFilter) { 0 }));
  filters = await_boxed (peal_talk_filters_list (fixture->store));
  g_assert_cmpuint (filters->len, ==, 2);
  saved = filters->pdata[0];
  g_assert_cmpint (saved->id, ==, id);
  g_assert_cmpstr (saved->name, ==, "Mine");
  g_assert_cmpint (saved->shelf, ==, PEAL_TALK_OPEN);
  g_assert_cmpstr (saved->search, ==, "o\"b");
  g_assert_cmpstr (saved->tag, ==, "VIP");
  g_assert_cmpstr (saved->ours, ==, "");
  g_assert_cmpint (saved->staff_id, ==, 7);
  await_true (peal_talk_filters_delete (fixture->store, id));
  assert_sql (fixture, "SELECT group_concat (name) FROM talk_filter", "All");
}

/* By number of ours, and by tag. */
static void
test_narrow (Fixture      *fixture,
             gconstpointer data)
{
  conversation_add_contact (fixture, "Ann", ANN);
  run_sql (fixture, "INSERT INTO tag (name) VALUES ('VIP');"
                    "INSERT INTO contact_tag SELECT c.id, t.id FROM contact AS c, tag AS t");
  assert_list (fixture, (PealTalkFilter) { .tag = "vip" }, "ann");
  assert_list (fixture, (PealTalkFilter) { .tag = "other" }, "");
  assert_list (fixture, (PealTalkFilter) { .ours = OURS }, "bob ann");
  assert_list (fixture, (PealTalkFilter) { .ours = "+1999" }, "");
  assert_list (fixture, (PealTalkFilter) { .ours = OURS, .search = "ann" }, "ann");
  assert_list (fixture, (PealTalkFilter) { .tag = "VIP", .search = "0102" }, "");
}

/* What the desk noted of somebody goes with them. */
static void
test_erased (Fixture      *fixture,
             gconstpointer data)
{
  gint64 contact = conversation_add_contact (fixture, "Ann", ANN);
  gint64 ann = conversation_of (fixture, ANN);
  PealTalkNote note = { .conversation_id = ann, .body = (char *) "owes us" };
  g_autoptr(PealErasure) erasure = NULL;

  await_int (peal_talk_notes_save (fixture->store, &note, NULL, 0, "test"));
  await_true (peal_draft_set (fixture->store, ann, "dear Ann"));
  erasure = await_boxed (peal_erasure_run (fixture->store, contact, "test"));
  assert_sql (fixture, "SELECT (SELECT count (*) FROM talk_note) + (SELECT count (*) FROM draft)", "0");
}

#define ADD(path, func) g_test_add ("/store/desk/" path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("staff", test_staff);
  ADD ("me", test_me);
  ADD ("assign", test_assign);
  ADD ("snooze", test_snooze);
  ADD ("owe-answer", test_owe_answer);
  ADD ("block", test_block);
  ADD ("draft", test_draft);
  ADD ("notes", test_notes);
  ADD ("filters", test_filters);
  ADD ("narrow", test_narrow);
  ADD ("erased", test_erased);
  return g_test_run ();
}

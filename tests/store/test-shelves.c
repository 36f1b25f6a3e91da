/* test-shelves.c: which messages a person finds in the outbox, and in which order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-accounts.h"
#include "peal-contacts.h"
#include "peal-job-args.h"
#include "peal-outbox-shelves.h"
#include "peal-outbox.h"
#include "peal-talk.h"

#define OURS "+15550001111"

/* One message in each state that matters, in the order of their ids from 1. Each has a conversation
 * of its own, with the same id. */
static const struct
{
  const char *set;           /* what makes it so */
  int shelf;                 /* -1 = none */
  guint place;               /* on its shelf */
} rows[] = {
  { "state = 1, not_before = 30", PEAL_SHELF_WAITING, 3 },
  { "state = 1, not_before = 10", PEAL_SHELF_WAITING, 1 },
  { "state = 2, not_before = 90", PEAL_SHELF_WAITING, 0 },
  { "state = 1, not_before = 20, reason = 8, campaign_id = 1", PEAL_SHELF_WAITING, 2 },
  { "state = 5, look_at = NULL", PEAL_SHELF_DECIDE, 0 },
  { "state = 5, look_at = 50", PEAL_SHELF_ASKING, 1 },
  { "state = 5, look_at = 40", PEAL_SHELF_ASKING, 0 },
  { "state = 8, settled_at = 1795262400000000 - 60000000", PEAL_SHELF_FAILED, 0 },
  { "state = 7, settled_at = 1795262400000000 - 90000000", PEAL_SHELF_FAILED, 1 },
  { "state = 8, settled_at = 1795262400000000 - 8 * 86400000000", -1, 0 }, /* too long ago */
  { "state = 6", -1, 0 },
  { "state = 9, reason = 20, settled_at = 1795262400000000 - 60000000", PEAL_SHELF_LEFT_OUT, 1 },
  { "state = 9, reason = 25, settled_at = 1795262400000000 - 50000000", PEAL_SHELF_LEFT_OUT, 0 },
  { "state = 9, reason = 20, settled_at = 1795262400000000 - 8 * 86400000000", -1, 0 },
  { "state = 10", -1, 0 },
};

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  fixture_set_up (fixture, data);
  stored = await_boxed (peal_account_save (fixture->store, account, "test"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1555555%04u", i);
      PealQueued *queued = peal_queued_new (OURS, theirs, "Hello");

      queued->account_id = stored->id;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->store, messages, "test"));
  run_sql (fixture, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (1, 'C', 'Hello', 3, 2, 0)");
  run_sql (fixture, "UPDATE conversation SET failed = 1, unread = 2");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *which = g_strdup_printf (" WHERE id = %u", i + 1);
      g_autofree char *sql = g_strconcat ("UPDATE message SET ", rows[i].set, which, NULL);

      g_assert_cmpint (g_array_index (ids, gint64, i), ==, i + 1);
      run_sql (fixture, sql);
    }
  run_sql (fixture, "INSERT INTO attempt (message_id, ordinal, account_id, started_at)"
                    " SELECT id, 1, account_id, 0 FROM message WHERE state = 2");
}

static GArray *
snapshot (Fixture  *fixture,
          PealShelf shelf)
{
  return await_boxed (peal_outbox_snapshot (fixture->store, shelf));
}

static gint64
count (Fixture  *fixture,
       PealShelf shelf)
{
  g_autoptr(GArray) counts = await_boxed (peal_outbox_count_shelves (fixture->store));

  g_assert_cmpuint (counts->len, ==, PEAL_N_SHELVES);
  return g_array_index (counts, gint64, shelf);
}

static void
test_places (Fixture      *fixture,
             gconstpointer data)
{
  for (PealShelf shelf = 0; shelf < PEAL_N_SHELVES; shelf++)
    {
      g_autoptr(GArray) ids = snapshot (fixture, shelf);
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        if (rows[i].shelf == (int) shelf)
          {
            g_assert_cmpuint (rows[i].place, <, ids->len);
            g_assert_cmpint (g_array_index (ids, gint64, rows[i].place), ==, i + 1);
            n++;
          }
      g_assert_cmpuint (ids->len, ==, n);
      g_assert_cmpint (count (fixture, shelf), ==, n);
    }
}

static void
test_seen (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id = 8, stranger = 999;
  g_autoptr(GArray) ids = NULL;

  await_true (peal_outbox_see_failures (fixture->store, &id, 1));
  ids = snapshot (fixture, PEAL_SHELF_FAILED);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 9);
  assert_sql (fixture, "SELECT failed || ' ' || unread FROM conversation WHERE id = 8", "0 2");
  await_true (peal_outbox_see_failures (fixture->store, &stranger, 1)); /* nobody's: harmless */

  await_true (peal_talk_mark_read (fixture->store, 9, TRUE));
  g_assert_cmpint (count (fixture, PEAL_SHELF_FAILED), ==, 0);
}

/* The clock stands at NOON: message 1 is put an hour after it, 2 is due, 3 is in the air. */
static void
test_ahead (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *change;
    gint64 span;
    gint64 ahead[PEAL_N_AHEAD];
  } steps[] = {
    { "UPDATE message SET not_before = 1795262400000000 + 3600000000 WHERE id = 1", PEAL_HOUR,
      { 1, 1, 2, 2, 2, 10 } },
    { "UPDATE message SET not_before = 1795262400000000 + 3600000001 WHERE id = 1", PEAL_HOUR,
      { 1, 1, 1, 2, 2, 10 } },
    { "UPDATE message SET state = 10 WHERE id IN (2, 6)", PEAL_HOUR,
      { 1, 0, 0, 1, 1, 1795262400000000 + 3600000001 } },
    { "UPDATE account SET enabled = 0", PEAL_HOUR, { 1, 0, 0, 0, 1, PEAL_TIME_NEVER } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GArray) ahead = NULL;

      run_sql (fixture, steps[i].change);
      ahead = await_boxed (peal_outbox_look_ahead (fixture->store, steps[i].span));
      g_assert_cmpuint (ahead->len, ==, PEAL_N_AHEAD);
      for (guint k = 0; k < PEAL_N_AHEAD; k++)
        {
          g_test_message ("step %zu, figure %u", i, k);
          g_assert_cmpint (g_array_index (ahead, gint64, k), ==, steps[i].ahead[k]);
        }
    }
}

/* Of those that wait: for what, of whom, until when. */
static void
test_filter (Fixture      *fixture,
             gconstpointer data)
{
  static const struct
  {
    PealWaitingFilter filter;
    const char *ids;
  } filters[] = {
    { { 0 }, "[2,4,1]" },
    { { .reason = PEAL_HOLD_PAUSED }, "[4]" },
    { { .reason = PEAL_HOLD_WINDOW }, "[1]" },
    { { .account_id = 1 }, "[2,4,1]" },
    { { .account_id = 2 }, "[]" },
    { { .campaign_id = 1 }, "[4]" },
    { { .kind = PEAL_MESSAGE_MARKETING }, "[2]" },
    { { .due = 20 }, "[2,4]" },
    { { .due = 20, .kind = PEAL_MESSAGE_CONVERSATIONAL }, "[4]" },
  };

  run_sql (fixture, "UPDATE message SET reason = 2 WHERE id = 1");
  run_sql (fixture, "UPDATE message SET kind = 3 WHERE id = 2");
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr(GArray) ids = await_boxed (peal_outbox_snapshot_waiting (fixture->store, &filters[i].filter));
      g_autofree char *json = peal_ids_to_json (ids);

      g_test_message ("filter %zu", i);
      g_assert_cmpstr (json, ==, filters[i].ids);
    }
}

static void
test_names (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GArray) ids = snapshot (fixture, PEAL_SHELF_DECIDE);
  g_autoptr(PealContact) contact = peal_contact_new ();
  g_autoptr(GPtrArray) found = NULL;
  gint64 contact_id;

  g_set_str (&contact->given, "<b>Ann");
  contact_id = await_int (peal_contacts_save (fixture->store, contact, "test"));
  g_assert_cmpint (contact_id, ==, 1);
  run_sql (fixture, "UPDATE conversation SET contact_id = 1 WHERE id = 5");
  found = await_boxed (peal_talk_load_messages (fixture->store, (const gint64 *) ids->data, ids->len));
  g_assert_cmpstr (((PealMessageRow *) g_ptr_array_index (found, 0))->display, ==, "<b>Ann");
  await_int (peal_contacts_delete (fixture->store, &contact_id, 1, "test"));
  g_clear_pointer (&found, g_ptr_array_unref);
  found = await_boxed (peal_talk_load_messages (fixture->store, (const gint64 *) ids->data, ids->len));
  g_assert_cmpstr (((PealMessageRow *) g_ptr_array_index (found, 0))->display, ==, "+15555550004");
}

/* What an edit of several begins with. */
static void
test_text (Fixture      *fixture,
           gconstpointer data)
{
  static const struct
  {
    gint64 ids[3];
    const char *text;
  } texts[] = {
    { { 1 }, "Hello {{all}}" },
    { { 1, 2 }, "Hello {{all}}" },
    { { 1, 99, 2 }, "Hello {{all}}" },    /* gone */
    { { 3, 4 }, "Hi {first_name}" },      /* one campaign */
    { { 3, 4, 5 }, "" },                  /* and one of another */
    { { 1, 3 }, "" },
    { { 5, 6 }, "Hi Eve" },               /* of two campaigns, but the same */
    { { 99 }, "" },
  };

  run_sql (fixture, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (7, 'C', 'Hi {first_name}', 3, 1, 0),"
                    " (8, 'D', 'Ho', 3, 1, 0);"
                    "UPDATE message SET body = 'Hello {all}', campaign_id = NULL;"
                    "UPDATE message SET body = 'Hi Anna', campaign_id = 7 WHERE id = 3;"
                    "UPDATE message SET body = 'Hi Bob', campaign_id = 7 WHERE id = 4;"
                    "UPDATE message SET body = 'Hi Eve', campaign_id = 8 WHERE id = 5;"
                    "UPDATE message SET body = 'Hi Eve', campaign_id = 7 WHERE id = 6");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint n = texts[i].ids[1] == 0 ? 1 : texts[i].ids[2] == 0 ? 2 : 3;
      g_autofree char *text = await_string (peal_outbox_find_text (fixture->store, texts[i].ids, n));

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (text, ==, texts[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/shelves/places", Fixture, NULL, set_up, test_places, fixture_tear_down);
  g_test_add ("/shelves/seen", Fixture, NULL, set_up, test_seen, fixture_tear_down);
  g_test_add ("/shelves/ahead", Fixture, NULL, set_up, test_ahead, fixture_tear_down);
  g_test_add ("/shelves/filter", Fixture, NULL, set_up, test_filter, fixture_tear_down);
  g_test_add ("/shelves/text", Fixture, NULL, set_up, test_text, fixture_tear_down);
  g_test_add ("/shelves/names", Fixture, NULL, set_up, test_names, fixture_tear_down);
  return g_test_run ();
}

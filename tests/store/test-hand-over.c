/* test-hand-over.c: what waits at an account that goes, or has gone, to another; nothing is forgotten (R-SEND-2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "outbox-fixture.h"

#include "peal-accounts.h"
#include "peal-figures.h"
#include "peal-hand-over.h"
#include "peal-outbox-shelves.h"
#include "peal-schedules.h"
#include "peal-vitals.h"

#define OTHER "+15005550007"

static gint64
add_other (OutboxFixture *fixture,
           const char    *sender,
           gboolean       enabled)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Other");
  g_autoptr(PealAccount) stored = NULL;

  g_set_str (&account->sender, sender);
  account->enabled = enabled;
  stored = await_boxed (peal_account_save (fixture->base.store, account, "test"));
  return stored->id;
}

static void
queue (OutboxFixture *fixture,
       guint          n)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201555%04u", i);

      add_queued (messages, fixture, theirs);
    }
  g_array_unref (await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test")));
}

static gint64
count (OutboxFixture *fixture,
       gint64         account_id)
{
  g_autoptr(PealHandOver) count = await_boxed (peal_hand_over_count (fixture->base.store, account_id));

  return count->n_messages;
}

/* "messages/schedules" that were moved. Caller frees. */
static char *
hand_over (OutboxFixture *fixture,
           gint64         from,
           gint64         to)
{
  g_autoptr(PealHandOver) moved = await_boxed (peal_hand_over (fixture->base.store, from, to, "anna"));

  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, moved->n_messages, moved->n_schedules);
}

static void
assert_hand_over (OutboxFixture *fixture,
                  gint64         from,
                  gint64         to,
                  const char    *expected)
{
  g_autofree char *moved = hand_over (fixture, from, to);

  g_assert_cmpstr (moved, ==, expected);
}

/* How one message stands at the account that goes, and how it stands when it was handed over; at noon. */
static const struct
{
  const char *set;
  const char *after;         /* reason/not before, from noon; NULL: it stays where it is */
} rows[] = {
  { "reason = 0", "0/0" },
  { "reason = 1, not_before = 1795262400000000 + 7", "1/7" },
  { "reason = 2, not_before = 1795262400000000 + 7", "2/7" },
  { "reason = 6, not_before = 1795262400000000 + 7", "6/7" },
  { "reason = 3, not_before = 1795262400000000 + 7, attempts = 1", "0/0" },
  { "reason = 5, not_before = 1795262400000000 + 7", "0/0" },
  { "reason = 9, not_before = 1795262400000000 + 7", "0/0" },
  { "reason = 9, not_before = 1795262400000000 + 7, held_at = 1795262400000000 + 3", "1/3" }, /* the clock was set back */
  { "reason = 12, not_before = 9223372036854775807", "0/0" },
  { "reason = 8, campaign_id = 7", "8/0" },
  { "reason = 10, explanation = 'copy'", "10/0" },
  { "remote_id = 'SM1'", NULL },
  { "attempts = 2", NULL },  /* has an attempt of which nothing is known, see below */
  { "state = 2", NULL },
  { "state = 5, look_at = 7", NULL },
  { "state = 10", NULL },
};

static void
fill (OutboxFixture *fixture)
{
  queue (fixture, G_N_ELEMENTS (rows));
  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (7, 'C', '', 3, 2, 0)");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *which = g_strdup_printf (" WHERE id = %u", i + 1);
      g_autofree char *sql = g_strconcat ("UPDATE message SET ", rows[i].set, which, NULL);

      run_sql (&fixture->base, sql);
    }
  run_sql (&fixture->base, "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome)"
                           " SELECT id, 1, account_id, 0, iif (attempts = 1, 2, 3) FROM message WHERE attempts > 0");
}

static void
test_rows (OutboxFixture *fixture,
           gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  gint64 other = add_other (fixture, OTHER, TRUE);

  fill (fixture);
  await_true (peal_account_remove (store, fixture->account_id, "test"));
  g_assert_cmpint (count (fixture, fixture->account_id), ==, 13);
  g_assert_cmpint (count (fixture, 0), ==, 13);
  g_assert_cmpint (count (fixture, other), ==, 0);
  assert_hand_over (fixture, fixture->account_id, other, "11/0");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *which = g_strdup_printf (" WHERE m.id = %u", i + 1);
      g_autofree char *sql = g_strconcat ("SELECT m.account_id || '/' || v.ours || '/' || m.reason || '/' ||"
                                          " (m.not_before - 1795262400000000) FROM message AS m"
                                          " JOIN conversation AS v ON v.id = m.conversation_id", which, NULL);
      g_autofree char *expected = NULL;

      if (rows[i].after != NULL)
        expected = g_strdup_printf ("%d/" OTHER "/%s", (int) other, rows[i].after);
      g_test_message ("%s", rows[i].set);
      if (expected != NULL)
        assert_sql (&fixture->base, sql, expected);
    }
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE account_id = 1", "5");
  assert_sql (&fixture->base, "SELECT explanation FROM message WHERE reason = 10", "copy");
  assert_sql (&fixture->base, "SELECT count (*) || actor || payload FROM ledger WHERE event = 'message.moved' LIMIT 1",
              "11anna{\"from\":1,\"account\":2,\"number\":\"" OTHER "\"}");
  assert_hand_over (fixture, 0, other, "0/0"); /* twice is as once */
}

/* What was said from the old number stays there; where nothing was, no empty conversation is left. */
static void
test_conversations (OutboxFixture *fixture,
                    gconstpointer  data)
{
  gint64 other = add_other (fixture, OTHER, TRUE);

  queue (fixture, 2);
  run_sql (&fixture->base, "INSERT INTO message (uuid, conversation_id, direction, kind, state, body, created_at, not_before)"
                           " SELECT 'u', conversation_id, 2, 1, 11, 'Hello', 5, 5 FROM message WHERE id = 1");
  assert_hand_over (fixture, fixture->account_id, other, "2/0");
  assert_sql (&fixture->base, "SELECT group_concat (ours || theirs || last_id, ' ') FROM"
                              " (SELECT ours, theirs, last_id FROM conversation ORDER BY ours, theirs)",
              OURS "+120155500003 " OTHER "+120155500001 " OTHER "+120155500012");
}

/* In pieces, each of them whole. */
static void
test_many (OutboxFixture *fixture,
           gconstpointer  data)
{
  gint64 other = add_other (fixture, OTHER, TRUE);

  queue (fixture, 1203);
  g_assert_cmpint (count (fixture, fixture->account_id), ==, 1203);
  assert_hand_over (fixture, fixture->account_id, other, "1203/0");
  g_assert_cmpint (count (fixture, other), ==, 1203);
}

static void
add_schedule (OutboxFixture *fixture,
              const char    *name,
              gint64         account_id)
{
  g_autoptr(PealSchedule) schedule = peal_schedule_new (name, "Hello");

  schedule->account_id = account_id;
  await_int (peal_schedules_save (fixture->base.store, schedule, NOON + PEAL_HOUR, "test"));
}

/* Whatever a person may bring back goes along; only what would send counts. */
static void
test_schedules (OutboxFixture *fixture,
                gconstpointer  data)
{
  static const char *const names[] = { "active", "paused", "ended", "deleted" };
  gint64 other = add_other (fixture, OTHER, TRUE);
  g_autoptr(PealHandOver) left = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_schedule (fixture, names[i], fixture->account_id);
  add_schedule (fixture, "usual", 0);
  add_schedule (fixture, "other's", other);
  run_sql (&fixture->base, "UPDATE schedule SET state = 2 WHERE name = 'paused'");
  run_sql (&fixture->base, "UPDATE schedule SET state = 3, next_at = NULL WHERE name = 'ended'");
  run_sql (&fixture->base, "UPDATE schedule SET deleted_at = 5 WHERE name = 'deleted'");
  queue (fixture, 1);
  left = await_boxed (peal_hand_over_count (fixture->base.store, 0));
  g_assert_true (peal_hand_over_is_empty (left));
  await_true (peal_account_remove (fixture->base.store, fixture->account_id, "test"));
  g_clear_pointer (&left, peal_hand_over_free);
  left = await_boxed (peal_hand_over_count (fixture->base.store, 0));
  g_assert_cmpint (left->n_messages, ==, 1);
  g_assert_cmpint (left->n_schedules, ==, 2);

  assert_hand_over (fixture, 0, other, "1/2");
  assert_sql (&fixture->base, "SELECT group_concat (name || coalesce (account_id, 0) || revision, ' ')"
                              " FROM (SELECT * FROM schedule ORDER BY id)",
              "active22 paused22 ended22 deleted22 usual01 other's21");
  assert_sql (&fixture->base, "SELECT count (*) || actor || payload FROM ledger WHERE event = 'schedule.moved'",
              "4anna{\"from\":1,\"account\":2}");
  assert_hand_over (fixture, 0, other, "0/0");
}

/* Who cannot send gets nothing. */
static void
test_refused (OutboxFixture *fixture,
              gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  gint64 other = add_other (fixture, "", TRUE);

  queue (fixture, 1);
  add_schedule (fixture, "Class", fixture->account_id);
  await_error (peal_hand_over (store, fixture->account_id, 99, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_hand_over (store, fixture->account_id, other, "test"), PEAL_STORE_ERROR_INVALID);
  run_sql (&fixture->base, "UPDATE account SET sender = '" OTHER "', enabled = 0 WHERE id = 2");
  await_error (peal_hand_over (store, fixture->account_id, other, "test"), PEAL_STORE_ERROR_INVALID);
  run_sql (&fixture->base, "UPDATE account SET enabled = 1, deleted_at = 5 WHERE id = 2");
  await_error (peal_hand_over (store, fixture->account_id, other, "test"), PEAL_STORE_ERROR_INVALID);
  g_assert_cmpint (count (fixture, fixture->account_id), ==, 1);
  assert_sql (&fixture->base, "SELECT account_id FROM schedule", "1");
}

/* It is told that a person must do something, not that it is due; and of what is in doubt a person must decide. */
static void
test_told (OutboxFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(PealVitals) before = NULL;
  g_autoptr(PealVitals) off = NULL;
  g_autoptr(PealVitals) after = NULL;
  g_autoptr(PealAttention) attention = NULL;

  fill (fixture);
  before = await_boxed (peal_vitals_read (fixture->base.store));
  g_assert_cmpint (before->n_left, ==, 0);
  g_assert_cmpint (before->n_waiting + before->n_later + before->n_held, ==, 11);
  g_assert_cmpint (before->oldest_due, !=, 0);
  g_assert_cmpint (before->n_asking, ==, 1);
  run_sql (&fixture->base, "UPDATE account SET enabled = 0");
  off = await_boxed (peal_vitals_read (fixture->base.store));
  g_assert_cmpint (off->n_waiting + off->n_later + off->n_left + off->oldest_due, ==, 0);
  g_assert_cmpint (off->n_held, ==, 11);
  g_assert_cmpint (off->n_off, ==, 11);
  attention = await_boxed (peal_figures_attention (fixture->base.store, PEAL_DAY));
  g_assert_cmpint (attention->n_off, ==, 11);
  g_assert_cmpint (attention->n_left, ==, 0);
  await_true (peal_account_remove (fixture->base.store, fixture->account_id, "test"));
  after = await_boxed (peal_vitals_read (fixture->base.store));
  g_assert_cmpint (after->n_waiting + after->n_later, ==, 0);
  g_assert_cmpint (after->n_held, ==, 11);
  g_assert_cmpint (after->n_left, ==, 11);
  g_assert_cmpint (after->n_off, ==, 0);
  g_assert_cmpint (after->oldest_due, ==, 0);
  g_assert_cmpint (after->n_asking, ==, 0);
  g_assert_cmpint (after->n_deciding, ==, before->n_deciding + 1);
}

#define ADD(name, func) g_test_add ("/hand-over/" name, OutboxFixture, NULL, outbox_set_up, func, outbox_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("rows", test_rows);
  ADD ("conversations", test_conversations);
  ADD ("many", test_many);
  ADD ("schedules", test_schedules);
  ADD ("refused", test_refused);
  ADD ("told", test_told);
  return g_test_run ();
}

/* test-outbox-campaign.c: stopping a campaign, letting it go on, calling it off (R-SEND-6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "outbox-fixture.h"

/* Their ids; @even is the campaign of the first, the third and so on. */
static GArray *
queue (OutboxFixture *fixture,
       guint          n,
       gint64         even,
       gint64         odd)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  for (guint i = 0; i < n; i++)
    add_queued (messages, fixture, "+15005550001")->campaign_id = i % 2 == 0 ? even : odd;
  return await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
}

static void
test_campaign_pause (OutboxFixture *fixture,
                     gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  g_autoptr(GArray) ids = NULL;
  PealSettlement *retry;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (7, 'Spring', '', 3, 0)");
  ids = queue (fixture, 3, 7, 7);
  g_assert_cmpint (claim_one (fixture), ==, g_array_index (ids, gint64, 0));

  g_assert_cmpint (await_int (peal_outbox_pause_campaign (store, 7, "anna")), ==, 2);
  g_assert_cmpint (claim_one (fixture), ==, 0);
  await_error (peal_outbox_pause_campaign (store, 7, "anna"), PEAL_STORE_ERROR_INVALID);
  /* what was in the air when the pause came waits too */
  retry = peal_settlement_new (g_array_index (ids, gint64, 0), 1, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_QUEUED);
  retry->retry_at = NOON;
  await_true (peal_outbox_settle (store, retry));
  g_assert_cmpint (claim_one (fixture), ==, 0);

  g_assert_cmpint (await_int (peal_outbox_resume_campaign (store, 7, "anna")), ==, 3);
  g_assert_cmpint (claim_one (fixture), ==, g_array_index (ids, gint64, 0));
  g_assert_cmpint (await_int (peal_outbox_cancel_campaign (store, 7, "anna")), ==, 2);
  retry = peal_settlement_new (g_array_index (ids, gint64, 0), 2, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_QUEUED);
  await_true (peal_outbox_settle (store, retry));
  assert_sql (&fixture->base, "SELECT group_concat (state) FROM message", "10,10,10");
  /* as the table has it: queued first, then cancelled */
  assert_sql (&fixture->base, "SELECT group_concat (event) FROM (SELECT event FROM ledger WHERE subject LIKE 'message:%' "
              "ORDER BY seq DESC LIMIT 2)", "message.cancelled,message.queued");
}

/* What waited for no time says at once what it waits for when its pause ends: it is claimed. What was held for a moment
 * that the clock, set back, has not reached waits for that. */
static void
test_resume_held (OutboxFixture *fixture,
                  gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  g_autoptr(GArray) ids = NULL;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (7, 'Spring', '', 3, 0)");
  ids = queue (fixture, 3, 7, 7);
  run_sql (&fixture->base, "UPDATE message SET reason = 12, not_before = 9223372036854775807, held_at = 5;"
           "UPDATE message SET reason = 11, held_at = 1795262400000000 + 9 WHERE id = 2;"
           "UPDATE message SET reason = 1, not_before = 1795262400000000 + 8 WHERE id = 3");
  await_int (peal_outbox_pause_campaign (store, 7, "anna"));
  await_int (peal_outbox_resume_campaign (store, 7, "anna"));
  assert_sql (&fixture->base, "SELECT group_concat (reason || '/' || (not_before - 1795262400000000)) FROM message",
              "0/0,1/9,1/8");
  g_assert_cmpint (claim_one (fixture), ==, g_array_index (ids, gint64, 0));
}

/* R-SEND-6: a large one is moved in pieces; where a crash came between two, the same is said again. */
static void
test_campaign_in_pieces (OutboxFixture *fixture,
                         gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  g_autoptr(GArray) ids = NULL;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (7, 'Spring', '', 3, 0)");
  ids = queue (fixture, 5003, 7, 7);
  run_sql (&fixture->base, "UPDATE message SET reason = 8 WHERE id <= 3");
  g_assert_cmpint (await_int (peal_outbox_pause_campaign (store, 7, "anna")), ==, 5000);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE reason = 8", "5003");
  run_sql (&fixture->base, "UPDATE message SET state = 10 WHERE id <= 2");
  g_assert_cmpint (await_int (peal_outbox_cancel_campaign (store, 7, "anna")), ==, 5001);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 10", "5003");
  assert_sql (&fixture->base, "SELECT payload ->> '$.messages' FROM ledger WHERE event = 'campaign.cancelled'", "5001");
}

/* What is queued after the last piece, and before the campaign itself has stopped, stops too. The writer is kept busy
 * until both wait for it, the piece first. */
static void
test_queued_meanwhile (OutboxFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  PealStore *store = fixture->base.store;
  DexFuture *kept, *paused, *queued;
  GMutex busy;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (7, 'Spring', '', 3, 0)");
  g_array_unref (queue (fixture, 3, 7, 7));
  kept = keep_writer_busy (store, &busy);
  paused = peal_outbox_pause_campaign (store, 7, "anna");
  while (g_main_context_iteration (NULL, FALSE)) /* its fiber asks for the piece */
    ;
  add_queued (messages, fixture, "+15005550001")->campaign_id = 7;
  queued = peal_outbox_enqueue (store, messages, "test");
  g_mutex_unlock (&busy);
  await_true (kept);
  g_array_unref (await_boxed (queued));
  g_assert_cmpint (await_int (paused), ==, 4);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE reason = 8", "4");
  g_assert_cmpint (claim_one (fixture), ==, 0);
  g_mutex_clear (&busy);
}

/* What is not in a state for it stays as it is, to the last message. */
static void
test_wrong_state (OutboxFixture *fixture,
                  gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  g_autoptr(GArray) ids = NULL;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (7, 'Spring', '', 3, 3, 0), "
           "(8, 'Autumn', '', 3, 1, 0)");
  ids = queue (fixture, 2, 7, 8);
  run_sql (&fixture->base, "UPDATE message SET reason = 8 WHERE campaign_id = 8");
  await_error (peal_outbox_pause_campaign (store, 7, "anna"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_outbox_resume_campaign (store, 8, "anna"), PEAL_STORE_ERROR_INVALID);
  assert_sql (&fixture->base, "SELECT group_concat (state || '/' || reason) FROM message", "1/0,1/8");
}

/* What is in the air when its campaign is called off is not called back. */
static void
test_in_the_air (OutboxFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr(GArray) ids = NULL;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (7, 'Spring', '', 3, 0)");
  ids = queue (fixture, 4, 7, 7);
  run_sql (&fixture->base, "UPDATE message SET state = id WHERE id IN (2, 3)"); /* being sent, and sent */
  g_assert_cmpint (await_int (peal_outbox_cancel_campaign (fixture->base.store, 7, "anna")), ==, 2);
  assert_sql (&fixture->base, "SELECT group_concat (state ORDER BY id) FROM message", "10,2,3,10");
}

/* R-SEND-6: from the commit that calls it off nothing of a campaign goes, though its messages follow later. */
static void
test_called_off (OutboxFixture *fixture,
                 gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (7, 'Spring', '', 3, 1, 0), "
           "(8, 'Autumn', '', 3, 1, 0)");
  for (guint i = 0; i < 6; i++)
    add_queued (messages, fixture, "+15005550001")->campaign_id = i < 4 ? 7 : 8;
  ids = await_boxed (peal_outbox_enqueue (store, messages, "test"));
  await_error (peal_outbox_cancel_campaign (store, 9, "anna"), PEAL_STORE_ERROR_INVALID);
  assert_sql (&fixture->base, "SELECT group_concat (state) FROM message", "1,1,1,1,1,1");

  run_sql (&fixture->base, "UPDATE campaign SET state = 4 WHERE id = 7"); /* and then the program died */
  g_assert_cmpint (claim_one (fixture), ==, g_array_index (ids, gint64, 4));
  assert_sql (&fixture->base, "SELECT group_concat (state) FROM message", "10,10,10,10,2,1");
  await_error (peal_outbox_cancel_campaign (store, 7, "anna"), PEAL_STORE_ERROR_INVALID);
}

static void
test_called_off_at_start (OutboxFixture *fixture,
                          gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  g_autoptr(GArray) ids = NULL;

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (7, 'Spring', '', 3, 1, 0), "
           "(8, 'Autumn', '', 3, 2, 0), (9, 'Winter', '', 3, 4, 0)");
  ids = queue (fixture, 6, 7, 8);
  run_sql (&fixture->base, "UPDATE campaign SET state = 4 WHERE id = 7");
  run_sql (&fixture->base, "UPDATE message SET reason = 8 WHERE id % 2 = 1"); /* it was paused when it was called off */
  await_true (peal_outbox_finish_cancelled (store));
  assert_sql (&fixture->base, "SELECT group_concat (state) FROM message", "10,1,10,1,10,1");
  await_true (peal_outbox_finish_cancelled (store));
  assert_sql (&fixture->base, "SELECT group_concat (state) FROM message", "10,1,10,1,10,1");
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/outbox-campaign/" path, OutboxFixture, NULL, outbox_set_up, function, outbox_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("pause", test_campaign_pause);
  ADD ("resume-held", test_resume_held);
  ADD ("in-pieces", test_campaign_in_pieces);
  ADD ("queued-meanwhile", test_queued_meanwhile);
  ADD ("wrong-state", test_wrong_state);
  ADD ("in-the-air", test_in_the_air);
  ADD ("called-off", test_called_off);
  ADD ("called-off-at-start", test_called_off_at_start);
  return g_test_run ();
}

/* test-outbox.c: the way of a message through the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "outbox-fixture.h"

#include "peal-fiber.h"
#include "peal-outbox.h"
#include "peal-receipts.h"
#include "peal-unknown.h"

static void
assert_state (OutboxFixture   *fixture,
              gint64           id,
              PealMessageState state)
{
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT state FROM message WHERE id = ?1", id), ==, (int) state);
}

/* Queue --------------------------------------------------------------------------------------------- */

static void
test_sent_and_settled (OutboxFixture *fixture,
                       gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, "+15005550001");
  g_autoptr(PealClaimed) claimed = claim_next (fixture, NULL);
  g_autoptr(PealClaimed) none = NULL;

  g_assert_cmpint (claimed->message_id, ==, id);
  g_assert_cmpuint (claimed->attempt, ==, 1);
  g_assert_cmpstr (claimed->ours, ==, OURS);
  g_assert_cmpstr (claimed->theirs, ==, "+15005550001");
  g_assert_cmpstr (claimed->body, ==, "Your order is ready");
  g_assert_true (g_uuid_string_is_valid (claimed->uuid));
  assert_state (fixture, id, PEAL_STATE_SUBMITTING);
  assert_sql (&fixture->base, "SELECT outcome || ' ' || (ended_at IS NULL) FROM attempt", "0 1");

  none = claim_next (fixture, settlement_accepted (id, 1, "SM1"));
  g_assert_cmpint (none->message_id, ==, 0);
  g_assert_cmpint (none->next_due, ==, PEAL_TIME_NEVER);
  assert_state (fixture, id, PEAL_STATE_ACCEPTED);
  assert_sql (&fixture->base, "SELECT outcome || ' ' || ended_at = started_at FROM attempt", "0");
  assert_sql (&fixture->base, "SELECT group_concat (event) FROM ledger WHERE subject LIKE 'message:%'",
              "message.queued,message.accepted");
}

static void
test_order (OutboxFixture *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;
  static const struct
  {
    PealPriority priority;
    gint64 not_before;
    int place;
  } rows[] = {
    { PEAL_PRIORITY_CAMPAIGN, NOON - PEAL_HOUR, 4 },
    { PEAL_PRIORITY_CONVERSATION, NOON + PEAL_HOUR, -1 },
    { PEAL_PRIORITY_CONVERSATION, 0, 2 },
    { PEAL_PRIORITY_TRANSACTIONAL, NOON - PEAL_DAY, 3 },
    { PEAL_PRIORITY_CONVERSATION, NOON - PEAL_MINUTE, 1 },
    { PEAL_PRIORITY_CAMPAIGN, NOON - PEAL_DAY, 0 },
  };
  /* by priority, then the longest due: rows 4, 2, 3, 5, 0 */
  static const guint expected[] = { 4, 2, 3, 5, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealQueued *queued = add_queued (messages, fixture, "+15005550001");

      queued->priority = rows[i].priority;
      queued->not_before = rows[i].not_before;
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (claim_one (fixture), ==, g_array_index (ids, gint64, expected[i]));
  {
    g_autoptr(PealClaimed) none = claim_next (fixture, NULL);

    g_assert_cmpint (none->message_id, ==, 0);
    g_assert_cmpint (none->next_due, ==, NOON + PEAL_HOUR);
  }
  g_assert_cmpint (await_int (peal_outbox_next_due (fixture->base.store, 0)), ==, NOON + PEAL_HOUR);
  assert_sql (&fixture->base, "SELECT reason FROM message WHERE state = 1", "1");
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  g_assert_cmpint (claim_one (fixture), ==, g_array_index (ids, gint64, 1));
}

static void
test_all_or_none (OutboxFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  add_queued (messages, fixture, "+15005550001");
  add_queued (messages, fixture, "+15005550002")->account_id = 0;
  await_error (peal_outbox_enqueue (fixture->base.store, messages, "test"), PEAL_STORE_ERROR_INVALID);
  assert_sql (&fixture->base, "SELECT (SELECT count (*) FROM message) + (SELECT count (*) FROM conversation)", "0");
}

/* Gate ---------------------------------------------------------------------------------------------- */

static void
test_gate_holds (OutboxFixture *fixture,
                 gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, "+15005550001");
  g_autoptr(PealClaimed) held = NULL;

  fixture->verdict = (PealVerdict) { PEAL_GATE_HOLD, PEAL_HOLD_WINDOW, NOON + PEAL_HOUR, (char *) "US-FL" };
  held = claim_next (fixture, NULL);
  g_assert_cmpint (held->message_id, ==, 0);
  g_assert_cmpint (held->next_due, ==, NOON + PEAL_HOUR);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  assert_state (fixture, id, PEAL_STATE_QUEUED);
  assert_sql (&fixture->base, "SELECT reason || explanation FROM message", "2US-FL");

  fixture->verdict = (PealVerdict) { PEAL_GATE_GO, PEAL_HOLD_NONE, 0, NULL };
  g_assert_cmpint (claim_one (fixture), ==, 0);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  g_assert_cmpint (claim_one (fixture), ==, id);
}

/* A gate that holds until now is not asked again and again. */
static void
test_gate_holds_until_now (OutboxFixture *fixture,
                           gconstpointer  data)
{
  enqueue_one (fixture, "+15005550001");
  fixture->verdict = (PealVerdict) { PEAL_GATE_HOLD, PEAL_HOLD_WINDOW, NOON, NULL };
  g_assert_cmpint (claim_one (fixture), ==, 0);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
}

static void
test_gate_leaves_out (OutboxFixture *fixture,
                      gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, "+15005550001");

  run_sql (&fixture->base, "INSERT INTO consent VALUES ('+15005550001', 2, 1, 5);"
                           "INSERT INTO do_not_contact VALUES ('+15005550001', 'list', 5)");
  fixture->verdict = (PealVerdict) { PEAL_GATE_LEAVE_OUT, PEAL_HOLD_OPTED_OUT, 0, (char *) "STOP" };
  g_assert_cmpint (claim_one (fixture), ==, 0);
  g_assert_cmpint (fixture->last.consent, ==, 2);
  g_assert_true (fixture->last.review);
  g_assert_true (fixture->last.do_not_contact);
  assert_state (fixture, id, PEAL_STATE_LEFT_OUT);
  assert_sql (&fixture->base, "SELECT payload FROM ledger WHERE event = 'message.left_out'",
              "{\"reason\":\"opted_out\",\"explanation\":\"STOP\"}");
  assert_sql (&fixture->base, "SELECT count (*) FROM attempt", "0");
}

/* The gate knows what the contact's record says about where they are. */
static void
test_gate_knows_where (OutboxFixture *fixture,
                       gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, "+15005550001");

  run_sql (&fixture->base, "INSERT INTO contact (uuid, display, sort_name, zone, region, country, created_at, updated_at)"
                           " VALUES ('u', '', '', 'America/Denver', 'CO', 'US', 0, 0)");
  g_assert_cmpint (claim_one (fixture), ==, id);
  g_assert_cmpstr (fixture->whereabouts, ==, "//");
  id = enqueue_one (fixture, "+15005550002");
  run_sql (&fixture->base, "UPDATE message SET contact_id = (SELECT id FROM contact) WHERE state = 1");
  g_assert_cmpint (claim_one (fixture), ==, id);
  g_assert_cmpstr (fixture->whereabouts, ==, "America/Denver/CO/US");
}

static void
test_expired_is_left_out (OutboxFixture *fixture,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  add_queued (messages, fixture, "+15005550001")->not_after = NOON + PEAL_MINUTE;
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  g_assert_cmpint (claim_one (fixture), ==, 0);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  assert_sql (&fixture->base, "SELECT state || ' ' || reason FROM message", "9 25");
}

static void
test_counts_for_caps (OutboxFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < 3; i++)
    {
      PealQueued *queued = add_queued (messages, fixture, "+15005550001");

      queued->kind = PEAL_MESSAGE_MARKETING;
      queued->not_before = NOON + i * 2 * PEAL_DAY;
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
  for (guint i = 0; i < 3; i++)
    {
      peal_clock_set_now (fixture->base.clock, NOON + i * 2 * PEAL_DAY);
      g_assert_cmpint (claim_one (fixture), ==, g_array_index (ids, gint64, i));
      for (guint k = 0; k < PEAL_CLAIM_RECENT; k++) /* the latest first */
        g_assert_cmpint (fixture->last.sent[k], ==, k < i ? NOON + (i - k - 1) * 2 * PEAL_DAY : 0);
    }
}

static void
test_many_held (OutboxFixture *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;
  guint n_steps = 0;

  for (guint i = 0; i < 450; i++)
    add_queued (messages, fixture, "+15005550001");
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
  fixture->verdict = (PealVerdict) { PEAL_GATE_HOLD, PEAL_HOLD_WINDOW, NOON + PEAL_HOUR, NULL };
  for (;;)
    {
      g_autoptr(PealClaimed) none = claim_next (fixture, NULL);

      g_assert_cmpint (none->message_id, ==, 0);
      n_steps++;
      if (none->next_due > NOON)
        break;
      g_assert_cmpuint (n_steps, <, 10);
    }
  g_assert_cmpuint (fixture->n_asked, ==, 450);
}

/* Settling ------------------------------------------------------------------------------------------ */

static void
test_retry (OutboxFixture *fixture,
            gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, "+15005550001");
  PealSettlement *retry = peal_settlement_new (id, 1, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_QUEUED);
  g_autoptr(PealClaimed) again = NULL;
  g_autoptr(PealClaimed) third = NULL;

  g_assert_cmpint (claim_one (fixture), ==, id);
  retry->reason = PEAL_HOLD_RETRY;
  retry->retry_at = NOON + PEAL_MINUTE;
  retry->failure = PEAL_FAILURE_THROTTLED;
  await_true (peal_outbox_settle (fixture->base.store, retry));
  g_assert_cmpint (claim_one (fixture), ==, 0);
  g_assert_cmpint (await_int (peal_outbox_next_retry (fixture->base.store, 0)), ==, NOON + PEAL_MINUTE);
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  again = claim_next (fixture, NULL);
  g_assert_cmpint (again->message_id, ==, id);
  g_assert_cmpuint (again->attempt, ==, 2);
  g_assert_cmpuint (again->n_throttled, ==, 1);
  g_assert_cmpuint (again->n_refused, ==, 0);
  assert_sql (&fixture->base, "SELECT group_concat (outcome) FROM attempt", "2,0");

  retry = peal_settlement_new (id, 2, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_QUEUED);
  retry->reason = PEAL_HOLD_ACCOUNT;
  retry->retry_at = NOON;
  retry->failure = PEAL_FAILURE_ACCOUNT;
  await_true (peal_outbox_settle (fixture->base.store, retry));
  third = claim_next (fixture, NULL);
  g_assert_cmpuint (third->attempt, ==, 3);
  g_assert_cmpuint (third->n_throttled, ==, 1);
  g_assert_cmpuint (third->n_refused, ==, 1);
}

/* Tried because the clock was ahead, provably not accepted, and the clock is right again: its own time is waited for,
 * for no longer, and as such. */
static void
test_retry_after_clock_went_back (OutboxFixture *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  PealSettlement *retry = peal_settlement_new (1, 1, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_QUEUED);

  add_queued (messages, fixture, "+15005550001")->not_before = NOON + PEAL_HOUR;
  g_array_unref (await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test")));
  peal_clock_set_now (fixture->base.clock, NOON + PEAL_DAY);
  g_assert_cmpint (claim_one (fixture), ==, 1);
  peal_clock_set_now (fixture->base.clock, NOON);
  retry->reason = PEAL_HOLD_RETRY;
  retry->retry_at = NOON + PEAL_SECOND;
  await_true (peal_outbox_settle (fixture->base.store, retry));
  assert_sql (&fixture->base, "SELECT reason FROM message", "1");
  peal_clock_set_now (fixture->base.clock, NOON + PEAL_HOUR - 1);
  g_assert_cmpint (claim_one (fixture), ==, 0);
  peal_clock_set_now (fixture->base.clock, NOON + PEAL_HOUR);
  g_assert_cmpint (claim_one (fixture), ==, 1);
}

static void
test_settlement_is_checked (OutboxFixture *fixture,
                            gconstpointer  data)
{
  PealStore *store = fixture->base.store;
  gint64 id = enqueue_one (fixture, "+15005550001");

  g_assert_cmpint (claim_one (fixture), ==, id);
  /* an unknown outcome never becomes a retry or a failure */
  await_error (peal_outbox_settle (store, peal_settlement_new (id, 1, PEAL_ATTEMPT_UNKNOWN, PEAL_STATE_QUEUED)),
               PEAL_STORE_ERROR_INVALID);
  await_error (peal_outbox_settle (store, peal_settlement_new (id, 1, PEAL_ATTEMPT_UNKNOWN, PEAL_STATE_FAILED)),
               PEAL_STORE_ERROR_INVALID);
  await_error (peal_outbox_settle (store, settlement_accepted (id, 1, "")), PEAL_STORE_ERROR_INVALID);
  await_error (peal_outbox_settle (store, settlement_accepted (id, 2, "SM1")), PEAL_STORE_ERROR_INVALID);
  await_error (peal_outbox_settle (store, settlement_accepted (id + 1, 1, "SM1")), PEAL_STORE_ERROR_NOT_FOUND);
  assert_state (fixture, id, PEAL_STATE_SUBMITTING);

  await_true (peal_outbox_settle (store, settlement_accepted (id, 1, "SM1")));
  await_true (peal_outbox_settle (store, settlement_accepted (id, 1, "SM1")));
  await_error (peal_outbox_settle (store, settlement_accepted (id, 1, "SM2")), PEAL_STORE_ERROR_INVALID);
  await_error (peal_outbox_settle (store, peal_settlement_new (id, 1, PEAL_ATTEMPT_NOT_ACCEPTED, PEAL_STATE_QUEUED)),
               PEAL_STORE_ERROR_INVALID);
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.accepted'", "1");
}

static void
test_remote_id_has_one_owner (OutboxFixture *fixture,
                              gconstpointer  data)
{
  const char *const asked[] = { "SM1", "SM2", NULL };
  gint64 first = enqueue_one (fixture, "+15005550001");
  gint64 second = enqueue_one (fixture, "+15005550002");
  g_auto(GStrv) owned = NULL;

  g_assert_cmpint (claim_one (fixture), ==, first);
  g_assert_cmpint (claim_one (fixture), ==, second);
  await_true (peal_outbox_settle (fixture->base.store, settlement_accepted (first, 1, "SM1")));
  await_error (peal_outbox_settle (fixture->base.store, settlement_accepted (second, 1, "SM1")), PEAL_STORE_ERROR_EXISTS);
  assert_state (fixture, second, PEAL_STATE_SUBMITTING);
  owned = await_boxed (peal_outbox_owned_remote_ids (fixture->base.store, fixture->account_id, asked));
  g_assert_cmpuint (g_strv_length (owned), ==, 1);
  g_assert_cmpstr (owned[0], ==, "SM1");
}

/* No answer ----------------------------------------------------------------------------------------- */

static void
test_recover (OutboxFixture *fixture,
              gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, "+15005550001");
  gint64 waiting = enqueue_one (fixture, "+15005550002");
  g_autoptr(GPtrArray) unknown = NULL;
  PealUnsettled *first;

  g_assert_cmpint (claim_one (fixture), ==, id);
  fixture_close (&fixture->base);
  fixture_open (&fixture->base, PEAL_STORE_OPEN_EXISTING);
  g_assert_true (peal_store_try_lock_engine (fixture->base.store, NULL));

  g_assert_cmpint (await_int (peal_outbox_recover (fixture->base.store)), ==, 1);
  g_assert_cmpint (await_int (peal_outbox_recover (fixture->base.store)), ==, 0);
  assert_state (fixture, id, PEAL_STATE_UNKNOWN);
  assert_state (fixture, waiting, PEAL_STATE_QUEUED);
  assert_sql (&fixture->base, "SELECT outcome FROM attempt", "3");

  unknown = await_boxed (peal_outbox_list_unknown (fixture->base.store, 0, NOON, 10));
  g_assert_cmpuint (unknown->len, ==, 1);
  first = g_ptr_array_index (unknown, 0);
  g_assert_cmpint (first->message_id, ==, id);
  g_assert_cmpuint (first->attempt, ==, 1);
  g_assert_cmpint (first->started_at, ==, NOON);
  g_assert_cmpint (await_int (peal_outbox_next_look (fixture->base.store, 0)), ==, NOON);
}

static gint64
make_unknown (OutboxFixture *fixture,
              gint64         look_at)
{
  gint64 id = enqueue_one (fixture, "+15005550001");
  PealSettlement *settlement = peal_settlement_new (id, 1, PEAL_ATTEMPT_UNKNOWN, PEAL_STATE_UNKNOWN);

  g_assert_cmpint (claim_one (fixture), ==, id);
  settlement->look_at = look_at;
  await_true (peal_outbox_settle (fixture->base.store, settlement));
  return id;
}

static guint
count_unknown (OutboxFixture *fixture,
               gint64         account_id,
               gint64         due)
{
  g_autoptr(GPtrArray) found = await_boxed (peal_outbox_list_unknown (fixture->base.store, account_id, due, 10));

  return found->len;
}

static void
test_look_again (OutboxFixture *fixture,
                 gconstpointer  data)
{
  gint64 id = make_unknown (fixture, NOON + PEAL_SECOND);

  g_assert_cmpuint (count_unknown (fixture, 0, NOON), ==, 0);
  g_assert_cmpuint (count_unknown (fixture, 0, NOON + PEAL_SECOND), ==, 1);
  g_assert_cmpuint (count_unknown (fixture, fixture->account_id, NOON + PEAL_SECOND), ==, 1);
  g_assert_cmpuint (count_unknown (fixture, fixture->account_id + 1, NOON + PEAL_SECOND), ==, 0);
  await_true (peal_outbox_look_again (fixture->base.store, id, PEAL_TIME_NEVER, "ambiguous"));
  g_assert_cmpuint (count_unknown (fixture, 0, NOON + PEAL_DAY), ==, 0);
  g_assert_cmpuint (count_unknown (fixture, 0, PEAL_TIME_NEVER), ==, 1);
  g_assert_cmpint (await_int (peal_outbox_next_look (fixture->base.store, 0)), ==, PEAL_TIME_NEVER);
}

static void
test_found_at_gateway (OutboxFixture *fixture,
                       gconstpointer  data)
{
  gint64 id = make_unknown (fixture, NOON);

  await_true (peal_outbox_settle (fixture->base.store, settlement_accepted (id, 1, "SM1")));
  assert_state (fixture, id, PEAL_STATE_ACCEPTED);
  assert_sql (&fixture->base, "SELECT outcome FROM attempt", "1");
  await_error (peal_outbox_look_again (fixture->base.store, id, NOON, ""), PEAL_STORE_ERROR_INVALID);
}

static void
test_decisions (OutboxFixture *fixture,
                gconstpointer  data)
{
  static const struct
  {
    PealDecision decision;
    PealMessageState state;
  } rows[] = {
    { PEAL_DECIDE_SENT, PEAL_STATE_SENT },
    { PEAL_DECIDE_GIVE_UP, PEAL_STATE_FAILED },
    { PEAL_DECIDE_SEND_AGAIN, PEAL_STATE_QUEUED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 id = make_unknown (fixture, PEAL_TIME_NEVER);

      await_error (peal_outbox_decide (fixture->base.store, id, 2, rows[i].decision, "anna"), PEAL_STORE_ERROR_INVALID);
      assert_state (fixture, id, PEAL_STATE_UNKNOWN);
      await_true (peal_outbox_decide (fixture->base.store, id, 1, rows[i].decision, "anna"));
      assert_state (fixture, id, rows[i].state);
      await_error (peal_outbox_decide (fixture->base.store, id, 1, rows[i].decision, "anna"), PEAL_STORE_ERROR_INVALID);
    }
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE actor = 'anna'", "3");
  assert_sql (&fixture->base, "SELECT failed FROM conversation", "1");
}

/* Receipts ------------------------------------------------------------------------------------------ */

static gint64
apply (OutboxFixture   *fixture,
       const char      *remote_id,
       PealMessageState state,
       const char      *currency)
{
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_receipt_free);
  PealReceipt *receipt = peal_receipt_new (remote_id, state);

  g_set_str (&receipt->currency, currency);
  receipt->price_micros = 7900;
  g_ptr_array_add (receipts, receipt);
  return await_int (peal_outbox_apply_receipts (fixture->base.store, fixture->account_id, receipts));
}

static guint
count_awaiting (OutboxFixture *fixture)
{
  g_autoptr(GPtrArray) found
    = await_boxed (peal_outbox_awaiting (fixture->base.store, fixture->account_id, NOON - 1, 10));

  return found->len;
}

static void
test_receipts (OutboxFixture *fixture,
               gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, "+15005550001");

  g_assert_cmpint (claim_one (fixture), ==, id);
  await_true (peal_outbox_settle (fixture->base.store, settlement_accepted (id, 1, "SM1")));
  g_assert_cmpuint (count_awaiting (fixture), ==, 1);

  g_assert_cmpint (apply (fixture, "SM9", PEAL_STATE_DELIVERED, ""), ==, 0);
  g_assert_cmpint (apply (fixture, "SM1", PEAL_STATE_UNDELIVERED, ""), ==, 1);
  assert_sql (&fixture->base, "SELECT failed FROM conversation", "1");
  g_assert_cmpint (apply (fixture, "SM1", PEAL_STATE_DELIVERED, ""), ==, 1);
  assert_sql (&fixture->base, "SELECT failed FROM conversation", "0");
  /* late, twice, backwards */
  g_assert_cmpint (apply (fixture, "SM1", PEAL_STATE_SENT, ""), ==, 0);
  g_assert_cmpint (apply (fixture, "SM1", PEAL_STATE_DELIVERED, "USD"), ==, 0);
  assert_state (fixture, id, PEAL_STATE_DELIVERED);
  assert_sql (&fixture->base, "SELECT price_micros || currency FROM message", "7900USD");
  g_assert_cmpint (apply (fixture, "SM1", PEAL_STATE_DELIVERED, "EUR"), ==, 0); /* the price was said */
  assert_sql (&fixture->base, "SELECT price_micros || currency FROM message", "7900USD");
  g_assert_cmpuint (count_awaiting (fixture), ==, 0);
}

/* The model ----------------------------------------------------------------------------------------- */

/* Puts the message into any state, as no step of ours would. */
static void
force_state (sqlite3 *handle,
             int      state)
{
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "UPDATE message SET remote_id = iif (?1 IN (3, 4, 6, 7), 'SM1', NULL), "
                                       "state = ?1, attempts = 1",
                                       -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_int (stmt, 1, state);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
}

static int
get_state (sqlite3 *handle)
{
  sqlite3_stmt *stmt = NULL;
  int state;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT state FROM message", -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  state = sqlite3_column_int (stmt, 0);
  sqlite3_finalize (stmt);
  return state;
}

/* The state after the settlement was tried on @state. */
static int
try_settlement (OutboxFixture *fixture,
                sqlite3       *handle,
                int            state,
                int            outcome,
                int            next_state)
{
  PealSettlement *settlement = peal_settlement_new (1, 1, (PealAttemptOutcome) outcome, (PealMessageState) next_state);

  g_set_str (&settlement->remote_id, outcome == PEAL_ATTEMPT_ACCEPTED ? "SM1" : "");
  force_state (handle, state);
  peal_future_run (peal_outbox_settle (fixture->base.store, settlement), NULL);
  return get_state (handle);
}

/* Every settlement on every state: what changes, changes as the model allows. */
static void
test_every_settlement_on_every_state (OutboxFixture *fixture,
                                      gconstpointer  data)
{
  g_autofree char *path = fixture_path (&fixture->base, "peal.db");
  sqlite3 *handle = NULL;
  guint n_moved = 0;

  g_assert_cmpint (enqueue_one (fixture, "+15005550001"), ==, 1);
  g_assert_cmpint (claim_one (fixture), ==, 1);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  for (int state = PEAL_STATE_QUEUED; state <= PEAL_STATE_RECEIVED; state++)
    for (int outcome = PEAL_ATTEMPT_OPEN; outcome <= PEAL_ATTEMPT_UNKNOWN; outcome++)
      for (int next_state = PEAL_STATE_QUEUED; next_state <= PEAL_STATE_RECEIVED; next_state++)
        {
          int after = try_settlement (fixture, handle, state, outcome, next_state);

          if (after == state)
            continue;
          n_moved++;
          g_assert_cmpint (after, ==, next_state);
          g_assert_true (peal_message_state_can_follow ((PealMessageState) state, (PealMessageState) after));
          /* R-SEND-3, R-SEND-4: nothing but a proof leads back to the queue or to the end */
          if (after == PEAL_STATE_QUEUED)
            g_assert_cmpint (outcome, ==, PEAL_ATTEMPT_NOT_ACCEPTED);
          if (after == PEAL_STATE_FAILED)
            g_assert_cmpint (outcome, !=, PEAL_ATTEMPT_UNKNOWN);
        }
  /* eight ways out of submitting, seven out of unknown (failed: refused, or accepted and then failed) */
  g_assert_cmpuint (n_moved, ==, 15);
  sqlite3_close (handle);
}

/* What can be reached from each state, by any number of steps. */
static void
find_reachable (PealMessageState state,
                gboolean        *reached)
{
  for (int next_state = PEAL_STATE_QUEUED; next_state <= PEAL_STATE_RECEIVED; next_state++)
    if (!reached[next_state] && peal_message_state_can_follow (state, (PealMessageState) next_state))
      {
        reached[next_state] = TRUE;
        find_reachable ((PealMessageState) next_state, reached);
      }
}

static void
test_model (void)
{
  for (int state = PEAL_STATE_QUEUED; state <= PEAL_STATE_RECEIVED; state++)
    {
      gboolean reached[PEAL_STATE_RECEIVED + 1] = { FALSE };
      gboolean may_be_sent;
      gboolean has_end = FALSE;

      find_reachable ((PealMessageState) state, reached);
      for (int end = PEAL_STATE_QUEUED; end <= PEAL_STATE_RECEIVED; end++)
        has_end |= reached[end] && peal_message_state_is_final ((PealMessageState) end);
      /* no dead end */
      g_assert_true (has_end || peal_message_state_is_final ((PealMessageState) state));
      /* what the gateway has, or what is over, is never sent again; CANCELLED never left */
      may_be_sent = state == PEAL_STATE_QUEUED || state == PEAL_STATE_SUBMITTING || state == PEAL_STATE_UNKNOWN
                    || state == PEAL_STATE_CANCELLED;
      g_assert_cmpint (reached[PEAL_STATE_SUBMITTING], ==, may_be_sent);
    }
}

/* Two processes claim at once. */
static void
test_two_claimers (OutboxFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) ids = NULL;
  Fixture other = { .dir = fixture->base.dir, .clock = fixture->base.clock };
  DexFuture *claims[200];

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    add_queued (messages, fixture, "+15005550001");
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
  fixture_open (&other, PEAL_STORE_OPEN_EXISTING);
  peal_outbox_set_gate (other.store, outbox_gate_cb, fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    claims[i] = peal_outbox_next (i % 2 == 0 ? fixture->base.store : other.store, fixture->account_id, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr(PealClaimed) claimed = await_boxed (claims[i]);

      g_assert_cmpint (claimed->message_id, !=, 0);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&claimed->message_id, sizeof (gint64))));
    }
  fixture_close (&other);
}

#define ADD(path, function) \
  g_test_add ("/outbox/" path, OutboxFixture, NULL, outbox_set_up, function, outbox_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("sent-and-settled", test_sent_and_settled);
  ADD ("order", test_order);
  ADD ("all-or-none", test_all_or_none);
  ADD ("gate-holds", test_gate_holds);
  ADD ("gate-holds-until-now", test_gate_holds_until_now);
  ADD ("gate-leaves-out", test_gate_leaves_out);
  ADD ("gate-knows-where", test_gate_knows_where);
  ADD ("expired-is-left-out", test_expired_is_left_out);
  ADD ("counts-for-caps", test_counts_for_caps);
  ADD ("many-held", test_many_held);
  ADD ("retry", test_retry);
  ADD ("retry-after-clock-went-back", test_retry_after_clock_went_back);
  ADD ("settlement-is-checked", test_settlement_is_checked);
  ADD ("remote-id-has-one-owner", test_remote_id_has_one_owner);
  ADD ("recover", test_recover);
  ADD ("look-again", test_look_again);
  ADD ("found-at-gateway", test_found_at_gateway);
  ADD ("decisions", test_decisions);
  ADD ("receipts", test_receipts);
  ADD ("every-settlement-on-every-state", test_every_settlement_on_every_state);
  ADD ("two-claimers", test_two_claimers);
  g_test_add_func ("/outbox/model", test_model);
  return g_test_run ();
}

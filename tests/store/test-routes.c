/* test-routes.c: rules are kept in order, and what waits moves only where that is safe (R-SEND-1, R-SEND-3, R-SEND-4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-accounts.h"
#include "peal-clock.h"
#include "peal-limits.h"
#include "peal-money.h"
#include "peal-outbox.h"
#include "peal-route-table-private.h"
#include "peal-routes.h"
#include "peal-settings.h"

#define PHONE_NUMBER "+15005550001"
#define CLOUD_NUMBER "+15005550002"

typedef struct
{
  Fixture base;
  gint64 phone; /* a SIM */
  gint64 cloud;
} RouteFixture;

static gint64
add_account (RouteFixture *fixture,
             const char   *label,
             const char   *sender)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", label);
  g_autoptr(PealAccount) saved = NULL;

  g_set_str (&account->sender, sender);
  saved = await_boxed (peal_account_save (fixture->base.store, account, "test"));
  return saved->id;
}

static void
set_rules (RouteFixture *fixture,
           gint64        first,
           gint64        second)
{
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

  g_ptr_array_add (routes, peal_stored_route_new ("", "", FALSE, first, ""));
  if (second != 0)
    g_ptr_array_add (routes, peal_stored_route_new ("", "", FALSE, second, ""));
  await_true (peal_routes_replace (fixture->base.store, routes, "test"));
}

static void
set_up (RouteFixture *fixture,
        gconstpointer data)
{
  fixture_set_up (&fixture->base, NULL);
  fixture->phone = add_account (fixture, "Phone", PHONE_NUMBER);
  fixture->cloud = add_account (fixture, "Cloud", CLOUD_NUMBER);
  fixture_open_gate (&fixture->base);
  set_rules (fixture, fixture->phone, fixture->cloud);
}

static void
tear_down (RouteFixture *fixture,
           gconstpointer data)
{
  fixture_tear_down (&fixture->base, NULL);
}

static void
limit_a_day (RouteFixture *fixture,
             gint64        account_id,
             gint64        n)
{
  PealLimit limit = { .unit = PEAL_LIMIT_MESSAGES, .n = n, .burst = 1, .zone = "UTC" };
  g_autoptr(GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);

  g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &limit));
  await_true (peal_limits_replace (fixture->base.store, account_id, limits, "test"));
}

static gint64
enqueue (RouteFixture *fixture,
         guint         n)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201555%04u", i);
      PealQueued *queued = peal_queued_new (PHONE_NUMBER, theirs, "Hello");

      queued->account_id = fixture->phone;
      queued->segments = 1;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
  return g_array_index (ids, gint64, 0);
}

static guint
send_all (RouteFixture *fixture,
          gint64        account_id)
{
  PealSettlement *settlement = NULL;

  for (guint n = 0;;)
    {
      g_autoptr(PealClaimed) claimed = await_boxed (peal_outbox_next (fixture->base.store, account_id, settlement));

      if (claimed->message_id == 0 && claimed->next_due > peal_clock_get_now (fixture->base.clock))
        return n;
      settlement = NULL;
      if (claimed->message_id == 0)
        continue; /* more was held than fits into one step */
      settlement = peal_settlement_new (claimed->message_id, claimed->attempt, PEAL_ATTEMPT_ACCEPTED, PEAL_STATE_ACCEPTED);
      g_free (settlement->remote_id);
      settlement->remote_id = g_strdup_printf ("SM%" G_GINT64_FORMAT, claimed->message_id);
      n++;
    }
}

/* Walks all that waits at the account, which will not send for @wait, nor the other for @other_wait; how many
 * moved. */
static guint
move_all_by_health (RouteFixture *fixture,
                    gint64        account_id,
                    gint64        wait,
                    gint64        other_wait)
{
  g_autoptr(GArray) health = g_array_new (FALSE, FALSE, sizeof (PealRouteHealth));
  const PealRouteHealth both[] = {
    { account_id, wait },
    { account_id == fixture->phone ? fixture->cloud : fixture->phone, other_wait },
  };
  PealReroutePlace place = { 0 };
  guint n = 0;

  g_array_append_vals (health, both, G_N_ELEMENTS (both));
  for (;;)
    {
      g_autofree PealRerouted *done = await_boxed (peal_routes_move (fixture->base.store, account_id, &place, health));

      n += done->n_moved;
      if (done->is_over)
        return n;
      place = done->place;
    }
}

static guint
move_all (RouteFixture *fixture,
          gint64        account_id,
          gint64        wait)
{
  return move_all_by_health (fixture, account_id, wait, 0);
}

static void
test_rules (RouteFixture *fixture,
            gconstpointer data)
{
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);
  g_autoptr(GPtrArray) stored = NULL;
  const PealStoredRoute *route;

  g_ptr_array_add (routes, peal_stored_route_new ("+4479", "", TRUE, 0, ""));
  g_ptr_array_add (routes, peal_stored_route_new ("", "GB", FALSE, fixture->cloud, CLOUD_NUMBER));
  await_true (peal_routes_replace (fixture->base.store, routes, "test"));
  stored = await_boxed (peal_routes_list (fixture->base.store));
  g_assert_cmpuint (stored->len, ==, 2);
  route = g_ptr_array_index (stored, 0);
  g_assert_cmpstr (route->prefix, ==, "+4479");
  g_assert_true (route->refuse);
  route = g_ptr_array_index (stored, 1);
  g_assert_cmpstr (route->region, ==, "GB");
  g_assert_cmpint (route->account_id, ==, fixture->cloud);
  g_assert_cmpstr (route->number, ==, CLOUD_NUMBER);
  g_assert_cmpstr (route->label, ==, "Cloud");
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'route.changed'", "2");
}

static void
test_refused_rules (RouteFixture *fixture,
                    gconstpointer data)
{
  static const struct
  {
    const char *prefix;
    const char *region;
    gint64 account_id;
    const char *number;
  } rows[] = {
    { "44", "", 0, "" }, { "+", "", 0, "" }, { "+4x", "", 0, "" }, { "", "gb", 0, "" }, { "", "GBR", 0, "" },
    { "", "", 0, CLOUD_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

      g_ptr_array_add (routes, peal_stored_route_new (rows[i].prefix, rows[i].region, FALSE, rows[i].account_id, rows[i].number));
      await_error (peal_routes_replace (fixture->base.store, routes, "test"), PEAL_STORE_ERROR_INVALID);
    }
  assert_sql (&fixture->base, "SELECT count (*) FROM route_rule", "2"); /* as they were */
}

/* A SIM with 100 a day, then the other: the 101st need not wait until tomorrow. */
static void
test_thousand (RouteFixture *fixture,
               gconstpointer data)
{
  limit_a_day (fixture, fixture->phone, 100);
  enqueue (fixture, 1000);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 100);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 900);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 0);
  g_assert_cmpuint (send_all (fixture, fixture->cloud), ==, 900);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 3", "1000");
  assert_sql (&fixture->base, "SELECT count (DISTINCT message_id) FROM attempt", "1000");
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.moved'", "900");
  /* Each has its conversation with the number that it came from, and none is left without a word. */
  assert_sql (&fixture->base, "SELECT count (*) FROM conversation WHERE ours = '" CLOUD_NUMBER "'", "900");
  assert_sql (&fixture->base, "SELECT count (*) FROM conversation", "1000");
  assert_sql (&fixture->base, "SELECT count (*) FROM conversation AS c JOIN message AS m ON m.id = c.last_id"
                              " WHERE m.conversation_id = c.id", "1000");
}

/* No more than the other may take today. */
static void
test_both_limited (RouteFixture *fixture,
                   gconstpointer data)
{
  limit_a_day (fixture, fixture->phone, 10);
  limit_a_day (fixture, fixture->cloud, 30);
  enqueue (fixture, 100);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 10);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 30);
  g_assert_cmpuint (send_all (fixture, fixture->cloud), ==, 30);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 0);
}

/* What waits in the other's own queue is as good as spent: of its limit, of its money. */
static void
test_other_queue (RouteFixture *fixture,
                  gconstpointer data)
{
  limit_a_day (fixture, fixture->phone, 1);
  limit_a_day (fixture, fixture->cloud, 30);
  enqueue (fixture, 101);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 1);
  run_sql (&fixture->base, "UPDATE message SET account_id = 2, reason = 0, not_before = 0 WHERE id > 76");
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 5);
  g_assert_cmpuint (send_all (fixture, fixture->cloud), ==, 30);
}

static void
test_money (RouteFixture *fixture,
            gconstpointer data)
{
  const PealMoneyCap cap = { .micros = 80000, .currency = "USD", .zone = (char *) "UTC" };

  limit_a_day (fixture, fixture->phone, 1);
  await_true (peal_price_record (fixture->base.store, fixture->cloud, "", 8000, "USD", "test"));
  await_true (peal_money_set_cap (fixture->base.store, fixture->cloud, &cap, "test"));
  enqueue (fixture, 101);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 1);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 10);
  g_assert_cmpuint (send_all (fixture, fixture->cloud), ==, 10);
}

/* What the process that sends has written down about an account is what another one goes by. */
static void
test_sightings (RouteFixture *fixture,
                gconstpointer data)
{
  static const struct
  {
    const char *sql;
    gint64 wait;
  } rows[] = {
    { "INSERT INTO sighting VALUES (2, 0, 'ready', 0, '', 0, 0, 0, NULL, NULL, 0)", 0 },
    { "UPDATE sighting SET condition = 'waiting', until = 1795262460000000", PEAL_MINUTE },
    { "UPDATE sighting SET until = 1795262340000000", 0 },
    { "UPDATE sighting SET condition = 'refused'", G_MAXINT64 },
    { "UPDATE sighting SET condition = 'no_secret', until = 0", G_MAXINT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealRouteTable) table = NULL;

      run_sql (&fixture->base, rows[i].sql);
      table = await_boxed (peal_routes_read_table (fixture->base.store, NULL));
      g_assert_cmpint (peal_route_table_get_health (table, fixture->cloud), ==, rows[i].wait);
    }
}

/* What stands against a move: each is put by SQL into one message of two that were held; or that are merely due
 * where their account does not get to it, if no more than that is left to differ. */
static const struct
{
  const char *name;
  const char *sql;
  guint n_moved;
  gboolean is_same_when_due;
} cases[] = {
  { "nothing", "SELECT 1", 2, TRUE },
  { "failed-safely", "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome, failure)"
                     " VALUES (2, 1, 1, 0, 2, 1); UPDATE message SET attempts = 1 WHERE id = 2", 2, TRUE },
  { "waits-for-its-next-attempt",
    "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome, failure) VALUES (2, 1, 1, 0, 2, 1);"
    " UPDATE message SET attempts = 1, reason = 3 WHERE id = 2", 2 },
  { "was-tried-there", /* to and fro between two that fail would lose the pauses */
    "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome, failure) VALUES (2, 1, 2, 0, 2, 1),"
    " (2, 2, 1, 0, 2, 1); UPDATE message SET attempts = 2, reason = 3 WHERE id = 2", 1 },
  { "in-the-air", "INSERT INTO attempt (message_id, ordinal, account_id, started_at) VALUES (2, 1, 1, 0)", 1, TRUE },
  { "in-doubt", "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome) VALUES (2, 1, 1, 0, 3)", 1, TRUE },
  { "accepted", "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome) VALUES (2, 1, 1, 0, 1)", 1, TRUE },
  { "in-doubt-before-the-last",
    "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome, failure) VALUES (2, 1, 1, 0, 3, 9),"
    " (2, 2, 1, 0, 2, 1); UPDATE message SET attempts = 2 WHERE id = 2", 1, TRUE },
  { "has-an-id", "UPDATE message SET remote_id = 'SM9' WHERE id = 2", 1, TRUE },
  { "paused", "UPDATE message SET reason = 8 WHERE id = 2", 1, TRUE },
  { "asked-about", "UPDATE message SET reason = 10 WHERE id = 2", 1, TRUE },
  { "unknown", "UPDATE message SET state = 5 WHERE id = 2", 1, TRUE },
  { "cancelled", "UPDATE message SET state = 10 WHERE id = 2", 1, TRUE },
  { "no-rules", "DELETE FROM route_rule", 0 },
  { "not-named", "DELETE FROM route_rule WHERE position = 2", 0 },
  { "other-off", "UPDATE account SET enabled = 0 WHERE id = 2", 0 },
  { "other-removed", "UPDATE account SET deleted_at = 1 WHERE id = 2", 0 },
  { "failover-off", "INSERT INTO setting VALUES ('route.failover', 'off')", 0 },
  { "other-has-no-number", "UPDATE account SET sender = '' WHERE id = 2", 0 },
  { "a-conversation-waits", "INSERT INTO setting VALUES ('route.sticky_patience', '86400');"
                            "UPDATE message SET state = 11 WHERE id = 3; UPDATE message SET conversation_id = 2 WHERE id = 3", 1 },
  { "not-for-ever", "INSERT INTO setting VALUES ('route.sticky_patience', '3600');"
                    "UPDATE message SET state = 11 WHERE id = 3; UPDATE message SET conversation_id = 2 WHERE id = 3", 2 },
};

/* Messages 1 and 2 wait for tomorrow; 3 is about to. */
static void
test_case (RouteFixture *fixture,
           gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);

  enqueue (fixture, 3);
  run_sql (&fixture->base, "UPDATE message SET reason = 9, not_before = not_before + 43200000000 WHERE id < 3;"
                           "UPDATE message SET not_before = not_before + 864000000000 WHERE id = 3");
  run_sql (&fixture->base, cases[row].sql);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, cases[row].n_moved);
}

static void
test_due_case (RouteFixture *fixture,
               gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);

  enqueue (fixture, 3);
  run_sql (&fixture->base, "UPDATE message SET not_before = not_before + 864000000000 WHERE id = 3");
  run_sql (&fixture->base, cases[row].sql);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 10 * PEAL_MINUTE), ==, cases[row].n_moved);
}

/* It was held, or tried, when its time had come; then the clock is set back. Another account, a limit that is raised,
 * and a rule that is changed let it go, but never before its time, which was not later than that. */
static void
test_clock_set_back (RouteFixture *fixture,
                     gconstpointer data)
{
  limit_a_day (fixture, fixture->phone, 1);
  enqueue (fixture, 3);
  run_sql (&fixture->base, "UPDATE message SET not_before = not_before + 3600000000");
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 1);
  run_sql (&fixture->base, "INSERT INTO attempt (message_id, ordinal, account_id, started_at, outcome, failure)"
                           " SELECT 3, 1, 1, held_at, 2, 1 FROM message WHERE id = 3;"
                           " UPDATE message SET attempts = 1, reason = 3, submitted_at = held_at, held_at = 0 WHERE id = 3");
  peal_clock_set_now (fixture->base.clock, NOON);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 2);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE account_id = 2 AND reason = 1 AND not_before = "
                              "(SELECT submitted_at FROM message WHERE id = 1)", "2");
  g_assert_cmpuint (send_all (fixture, fixture->cloud), ==, 0);
  peal_clock_set_now (fixture->base.clock, NOON + PEAL_HOUR);
  g_assert_cmpuint (send_all (fixture, fixture->cloud), ==, 2);
}

/* The same of what a rule held, and of what waited for a limit that is raised. */
static void
test_released_in_time (RouteFixture *fixture,
                       gconstpointer data)
{
  g_autoptr(GArray) health = g_array_new (FALSE, FALSE, sizeof (PealRouteHealth));
  g_autoptr(GPtrArray) rules = await_boxed (peal_routes_list (fixture->base.store));
  g_autoptr(GPtrArray) refusing = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);
  PealReroutePlace place = { 0 };

  g_ptr_array_add (refusing, peal_stored_route_new ("+12015550002", "", TRUE, 0, ""));
  await_true (peal_routes_replace (fixture->base.store, refusing, "test"));
  limit_a_day (fixture, fixture->phone, 1);
  enqueue (fixture, 3);
  run_sql (&fixture->base, "UPDATE message SET not_before = not_before + 3600000000");
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 1);
  assert_sql (&fixture->base, "SELECT group_concat (reason) FROM message", "0,9,12");
  peal_clock_set_now (fixture->base.clock, NOON);
  await_true (peal_routes_replace (fixture->base.store, rules, "test"));
  for (; place.shelf < 3; place.shelf++)
    g_free (await_boxed (peal_routes_reconsider (fixture->base.store, fixture->phone, &place, health)));
  limit_a_day (fixture, fixture->phone, 5);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 0);
  peal_clock_set_now (fixture->base.clock, NOON + PEAL_HOUR);
  g_assert_cmpuint (send_all (fixture, fixture->phone), ==, 2);
}

/* What is merely due moves only away from an account that does not get to it. */
static void
test_health (RouteFixture *fixture,
             gconstpointer data)
{
  enqueue (fixture, 450);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 0);
  g_assert_cmpuint (move_all (fixture, fixture->phone, 30 * PEAL_SECOND), ==, 0); /* worth the wait */
  g_assert_cmpuint (move_all (fixture, fixture->phone, 10 * PEAL_MINUTE), ==, 450);
  g_assert_cmpuint (move_all (fixture, fixture->cloud, G_MAXINT64), ==, 450);
}

/* Nothing moves to where it would wait too, be it for a moment: it goes from here if that is sooner over. */
static void
test_waits_too (RouteFixture *fixture,
                gconstpointer data)
{
  enqueue (fixture, 2);
  g_assert_cmpuint (move_all_by_health (fixture, fixture->phone, 10 * PEAL_MINUTE, 30 * PEAL_SECOND), ==, 0);
  g_assert_cmpuint (move_all_by_health (fixture, fixture->phone, 10 * PEAL_MINUTE, 0), ==, 2);
}

static void
test_switched_off (RouteFixture *fixture,
                   gconstpointer data)
{
  enqueue (fixture, 3);
  run_sql (&fixture->base, "UPDATE message SET not_before = not_before + 1000 WHERE id = 3"); /* not due yet */
  run_sql (&fixture->base, "UPDATE account SET enabled = 0 WHERE id = 1");
  g_assert_cmpuint (move_all (fixture, fixture->phone, 0), ==, 2);
}

#define add(path, func) g_test_add ("/routes/" path, RouteFixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  add ("rules", test_rules);
  add ("refused-rules", test_refused_rules);
  add ("thousand", test_thousand);
  add ("both-limited", test_both_limited);
  add ("other-queue", test_other_queue);
  add ("money", test_money);
  add ("sightings", test_sightings);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/routes/move/", cases[i].name, NULL);

      g_autofree char *due_path = g_strconcat ("/routes/move-due/", cases[i].name, NULL);

      g_test_add (path, RouteFixture, GUINT_TO_POINTER (i), set_up, test_case, tear_down);
      if (cases[i].is_same_when_due)
        g_test_add (due_path, RouteFixture, GUINT_TO_POINTER (i), set_up, test_due_case, tear_down);
    }
  add ("clock-set-back", test_clock_set_back);
  add ("released-in-time", test_released_in_time);
  add ("health", test_health);
  add ("waits-too", test_waits_too);
  add ("switched-off", test_switched_off);
  return g_test_run ();
}

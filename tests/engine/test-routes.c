/* test-routes.c: several accounts: by rule, by limit, by health, and never twice (R-SEND-1, R-SEND-3, R-SEND-4).
 *
 * The first account is "Phone", the second "Cloud"; the rules say so in that order. Each has a server of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-fake-gateway.h"
#include "peal-limits.h"
#include "peal-money.h"
#include "peal-routes.h"
#include "peal-send.h"
#include "peal-settings.h"
#include "peal-simulator.h"
#include "peal-talk.h"
#include "peal-test-util.h"

#define PATIENCE (30 * G_USEC_PER_SEC)

#define PHONE_NUMBER "+15005550006"
#define CLOUD_NUMBER "+15005550007"

static const PealFakePlan refusing = { PEAL_FAKE_ANSWER, 401, NULL, "{\"code\": 20003, \"message\": \"Authenticate\"}" };
static const PealFakePlan busy = { PEAL_FAKE_ANSWER, 429, "Retry-After: 3600\r\n", "{\"code\": 20429, \"message\": \"Busy\"}" };
static const PealFakePlan broken = { PEAL_FAKE_ANSWER, 503, NULL, "" };
static const PealFakePlan absent = { PEAL_FAKE_ANSWER, 0, NULL, NULL }; /* nobody listens */
static const PealFakePlan cutting = { PEAL_FAKE_CUT, 0, NULL, NULL };

typedef struct
{
  Fixture base;              /* its store stays closed: the engine opens its own */
  PealSimulator *cloud_server;
  PealSimulator *phone_server;
  PealFakeGateway *bad_server; /* of the phone, where it misbehaves; or NULL */
  PealEngine *engine;
  gint64 phone, cloud;
} RouteFixture;

static PealSimulator *
begin_simulator (void)
{
  g_autoptr(GError) error = NULL;
  PealSimulatorOptions options;
  PealSimulator *simulator;

  peal_simulator_options_init (&options);
  simulator = peal_simulator_new (&options);
  g_assert_true (peal_simulator_start (simulator, &error));
  return simulator;
}

static gint64
add_account (RouteFixture *fixture,
             const char   *label,
             const char   *url,
             const char   *sender)
{
  g_autoptr(PealAccount) account = peal_account_new ("simulator", label);

  g_set_str (&account->base_url, url);
  g_set_str (&account->username, "ACtest");
  g_set_str (&account->sender, sender);
  return await_int (peal_engine_add_account (fixture->engine, account, "", "test"));
}

static PealStore *
get_store (RouteFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static void
add_rule (GPtrArray  *routes,
          const char *prefix,
          gboolean    refuse,
          gint64      account_id)
{
  g_ptr_array_add (routes, peal_stored_route_new (prefix, "", refuse, account_id, ""));
}

static void
set_rules (RouteFixture *fixture)
{
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

  add_rule (routes, "+4479", TRUE, 0);
  add_rule (routes, "+44", FALSE, fixture->cloud);
  add_rule (routes, "", FALSE, fixture->phone);
  add_rule (routes, "", FALSE, fixture->cloud);
  await_true (peal_routes_replace (get_store (fixture), routes, "test"));
}

static void
set_up (RouteFixture *fixture,
        gconstpointer data)
{
  const PealFakePlan *plan = data;
  const char *url;

  fixture->cloud_server = begin_simulator ();
  fixture->phone_server = begin_simulator ();
  url = peal_simulator_get_url (fixture->phone_server);

  if (plan == &absent)
    url = "http://127.0.0.1:9";
  else if (plan != NULL)
    {
      fixture->bad_server = peal_fake_gateway_new (PEAL_FAKE_HTTP, NULL, NULL);
      peal_fake_gateway_set_plan (fixture->bad_server, plan);
      url = peal_fake_gateway_get_url (fixture->bad_server);
    }
  fixture_set_up (&fixture->base, NULL);
  fixture_close (&fixture->base);
  fixture->engine = engine_open (&fixture->base);
  fixture->phone = add_account (fixture, "Phone", url, PHONE_NUMBER);
  fixture->cloud = add_account (fixture, "Cloud", peal_simulator_get_url (fixture->cloud_server), CLOUD_NUMBER);
  set_rules (fixture);
}

static void
end_engine (RouteFixture *fixture)
{
  await_true (peal_engine_shutdown (fixture->engine, PEAL_SECOND));
  peal_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
}

static void
tear_down (RouteFixture *fixture,
           gconstpointer data)
{
  end_engine (fixture);
  peal_simulator_stop (fixture->phone_server);
  peal_simulator_stop (fixture->cloud_server);
  g_assert_finalize_object (g_steal_pointer (&fixture->phone_server));
  g_assert_finalize_object (g_steal_pointer (&fixture->cloud_server));
  g_clear_pointer (&fixture->bad_server, peal_fake_gateway_free);
  fixture_tear_down (&fixture->base, NULL);
}

static PealSendReport *
send_to (RouteFixture *fixture,
         const char   *prefix,
         guint         n,
         const char   *body)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  g_set_str (&request->body, body);
  g_set_str (&request->actor, "test");
  request->numbers = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    request->numbers[i] = g_strdup_printf ("%s%02u", prefix, i);
  return await_boxed (peal_engine_send (fixture->engine, request));
}

static void
send_all (RouteFixture *fixture,
          const char   *prefix,
          guint         n)
{
  peal_send_report_unref (send_to (fixture, prefix, n, "Hello"));
}

static void
wait_for_sql (RouteFixture *fixture,
              const char   *sql,
              const char   *expected)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  for (;;)
    {
      g_autofree char *found = query_sql (&fixture->base, sql);

      if (g_strcmp0 (found, expected) == 0 || g_get_monotonic_time () >= limit)
        {
          g_assert_cmpstr (found, ==, expected);
          return;
        }
      peal_test_spin (2);
    }
}

static void
limit_phone (RouteFixture *fixture,
             gint64        n)
{
  PealLimit limit = { .unit = PEAL_LIMIT_MESSAGES, .n = n, .burst = 1, .zone = "UTC" };
  g_autoptr(GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);

  g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &limit));
  await_true (peal_limits_replace (get_store (fixture), fixture->phone, limits, "test"));
}

/* "Cloud 1,Phone 2": which account has how many that were accepted, or more. */
#define ACCEPTED "SELECT group_concat (l || ' ' || n) FROM (SELECT a.label AS l, count (*) AS n FROM message AS m" \
                 " JOIN account AS a ON a.id = m.account_id JOIN conversation AS c ON c.id = m.conversation_id" \
                 " WHERE m.state IN (3, 4, 6) AND a.sender = c.ours GROUP BY a.label ORDER BY a.label)"

/* No message has two attempts that a gateway may have taken. */
#define TWICE "SELECT count (*) FROM (SELECT 1 FROM attempt WHERE outcome <> 2 GROUP BY message_id HAVING count (*) > 1)"

static void
assert_none_twice (RouteFixture *fixture)
{
  assert_sql (&fixture->base, TWICE, "0");
}

static void
test_by_rule (RouteFixture *fixture,
              gconstpointer data)
{
  g_autoptr(PealSendReport) refused = NULL;

  await_true (peal_engine_start (fixture->engine));
  send_all (fixture, "+4478111111", 2);
  send_all (fixture, "+120155501", 3);
  refused = send_to (fixture, "+4479111111", 1, "Hello");
  g_assert_cmpint (((PealRecipient *) g_ptr_array_index (refused->recipients, 0))->reason, ==, PEAL_HOLD_NO_ACCOUNT);
  wait_for_sql (fixture, ACCEPTED, "Cloud 2,Phone 3");
  assert_sql (&fixture->base, "SELECT count (*) FROM message", "5");
  wait_for_sql (fixture, "SELECT group_concat (DISTINCT e164) FROM number", PEAL_SIMULATOR_NUMBER); /* are listed */
}

/* Who knows a number of ours keeps it, whatever the rules would say of a stranger. */
static void
test_sticky (RouteFixture *fixture,
             gconstpointer data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);

  g_ptr_array_add (messages, peal_inbound_new ("SM1", "+12015550100", CLOUD_NUMBER, "Hello?",
                                               peal_clock_get_now (fixture->base.clock)));
  g_array_unref (await_boxed (peal_talk_record_inbound (get_store (fixture), fixture->cloud, messages, NULL)));
  await_true (peal_engine_start (fixture->engine));
  send_all (fixture, "+120155501", 3);
  wait_for_sql (fixture, ACCEPTED, "Cloud 1,Phone 2");
}

/* Planned with the limit in sight, and moved where it came later. */
static void
test_limit (RouteFixture *fixture,
            gconstpointer data)
{
  limit_phone (fixture, 4);
  await_true (peal_engine_start (fixture->engine));
  send_all (fixture, "+120155501", 10);
  wait_for_sql (fixture, ACCEPTED, "Cloud 6,Phone 4");
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.moved'", "0");
  assert_none_twice (fixture);
}

static void
test_limit_after_planning (RouteFixture *fixture,
                           gconstpointer data)
{
  send_all (fixture, "+120155501", 10);
  limit_phone (fixture, 4);
  await_true (peal_engine_start (fixture->engine));
  wait_for_sql (fixture, ACCEPTED, "Cloud 6,Phone 4");
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.moved'", "6");
  assert_none_twice (fixture);
}

static void
test_money (RouteFixture *fixture,
            gconstpointer data)
{
  PealMoneyCap cap = { .micros = 20000, .currency = "USD", .zone = (char *) "UTC" };

  send_all (fixture, "+120155501", 6);
  await_true (peal_price_record (get_store (fixture), fixture->phone, "", 8000, "USD", "test"));
  await_true (peal_money_set_cap (get_store (fixture), fixture->phone, &cap, "test"));
  await_true (peal_engine_start (fixture->engine));
  wait_for_sql (fixture, ACCEPTED, "Cloud 4,Phone 2");
}

static void
test_no_failover (RouteFixture *fixture,
                  gconstpointer data)
{
  send_all (fixture, "+120155501", 6);
  limit_phone (fixture, 4);
  await_true (peal_setting_set (get_store (fixture), PEAL_SETTING_FAILOVER, "off", "test"));
  await_true (peal_engine_start (fixture->engine));
  await_true (peal_engine_wait_idle (fixture->engine));
  wait_for_sql (fixture, ACCEPTED, "Phone 4");
  wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1 AND reason = 9", "2");
  /* A change is enough: what waits looks again. */
  await_true (peal_setting_set (get_store (fixture), PEAL_SETTING_FAILOVER, "", "test"));
  wait_for_sql (fixture, ACCEPTED, "Cloud 2,Phone 4");
}

/* Refused for the account's sake, or busy: provably not accepted. The other takes them, once each. */
static void
test_not_accepted (RouteFixture *fixture,
                   gconstpointer data)
{
  send_all (fixture, "+120155501", 5);
  await_true (peal_engine_start (fixture->engine));
  wait_for_sql (fixture, ACCEPTED, "Cloud 5");
  assert_none_twice (fixture);
  assert_sql (&fixture->base, "SELECT count (*) > 0 FROM attempt WHERE outcome = 2", "1");
}

/* Where both fail, the pauses between attempts stay: one at each, and then the next is waited for (R-SEND-4). */
static void
test_both_absent (RouteFixture *fixture,
                  gconstpointer data)
{
  peal_simulator_stop (fixture->cloud_server);
  send_all (fixture, "+120155501", 1);
  await_true (peal_engine_start (fixture->engine));
  wait_for_sql (fixture, "SELECT count (*) FROM attempt WHERE outcome = 2", "2");
  peal_test_spin (1000);
  assert_sql (&fixture->base, "SELECT count (DISTINCT account_id) || ' ' || count (*) FROM attempt", "2 2");
  assert_sql (&fixture->base, "SELECT state || ' ' || reason FROM message", "1 3");
}

/* Its answer was cut: it may have been taken. Nobody else is asked (R-SEND-3). */
static void
test_in_doubt (RouteFixture *fixture,
               gconstpointer data)
{
  send_all (fixture, "+120155501", 1);
  await_true (peal_engine_start (fixture->engine));
  wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 5", "1");
  set_rules (fixture); /* which is a reason to look */
  peal_test_spin (500);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE account_id = 1 AND state = 5", "1");
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.moved'", "0");
  assert_none_twice (fixture);
}

/* Two who are alike stay two, also over a restart in the middle. */
static void
test_restart (RouteFixture *fixture,
              gconstpointer data)
{
  peal_send_report_unref (send_to (fixture, "+120155501", 1, "Same"));
  peal_send_report_unref (send_to (fixture, "+120155501", 1, "Same"));
  send_all (fixture, "+120155502", 8);
  limit_phone (fixture, 3);
  await_true (peal_engine_start (fixture->engine));
  wait_for_sql (fixture, "SELECT count (*) > 0 FROM attempt", "1");
  end_engine (fixture);
  peal_clock_advance (fixture->base.clock, 15 * PEAL_MINUTE); /* what had not left yet waits for its next attempt */
  fixture->engine = engine_open (&fixture->base);
  await_true (peal_engine_start (fixture->engine));
  wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1", "0");
  assert_sql (&fixture->base, "SELECT count (*) FROM message", "10");
  assert_none_twice (fixture);
}

#define add(path, data, func) g_test_add ("/routes/" path, RouteFixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  add ("by-rule", NULL, test_by_rule);
  add ("sticky", NULL, test_sticky);
  add ("limit", NULL, test_limit);
  add ("limit-after-planning", NULL, test_limit_after_planning);
  add ("money", NULL, test_money);
  add ("no-failover", NULL, test_no_failover);
  add ("refused", &refusing, test_not_accepted);
  add ("busy", &busy, test_not_accepted);
  add ("absent", &absent, test_not_accepted);
  add ("both-absent", &absent, test_both_absent);
  add ("in-doubt", &cutting, test_in_doubt);
  add ("in-doubt-too", &broken, test_in_doubt);
  add ("restart", NULL, test_restart);
  return g_test_run ();
}

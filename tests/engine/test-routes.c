/* test-routes.c: several accounts: by rule, by limit, by health, and never twice (R-SEND-1, R-SEND-3, R-SEND-4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "route-fixture.h"

#include "peal-inbound.h"
#include "peal-money.h"
#include "peal-settings.h"
#include "peal-test-util.h"

static const PealFakePlan refusing = { PEAL_FAKE_ANSWER, 401, NULL, "{\"code\": 20003, \"message\": \"Authenticate\"}" };
static const PealFakePlan busy = { PEAL_FAKE_ANSWER, 429, "Retry-After: 3600\r\n", "{\"code\": 20429, \"message\": \"Busy\"}" };
static const PealFakePlan broken = { PEAL_FAKE_ANSWER, 503, NULL, "" };
static const PealFakePlan absent = { PEAL_FAKE_ANSWER, 0, NULL, NULL }; /* nobody listens */
static const PealFakePlan cutting = { PEAL_FAKE_CUT, 0, NULL, NULL };

static void
test_by_rule (RouteFixture *fixture,
              gconstpointer data)
{
  g_autoptr(PealSendReport) refused = NULL;

  await_true (peal_engine_start (fixture->engine));
  route_send_all (fixture, "+4478111111", 2);
  route_send_all (fixture, "+120155501", 3);
  refused = route_send_to (fixture, "+4479111111", 1, "Hello");
  g_assert_cmpint (((PealRecipient *) g_ptr_array_index (refused->recipients, 0))->reason, ==, PEAL_HOLD_NO_ROUTE);
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 2,Phone 3");
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state > 1", "5");
  route_wait_for_sql (fixture, "SELECT group_concat (DISTINCT e164) FROM number", PEAL_SIMULATOR_NUMBER); /* are listed */
}

/* Who knows a number of ours keeps it, whatever the rules would say of a stranger. */
static void
test_sticky (RouteFixture *fixture,
             gconstpointer data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);

  g_ptr_array_add (messages, peal_inbound_new ("SM1", "+12015550100", CLOUD_NUMBER, "Hello?",
                                               peal_clock_get_now (fixture->base.clock)));
  g_array_unref (await_boxed (peal_talk_record_inbound (route_get_store (fixture), fixture->cloud, messages, NULL)));
  /* one for whom the rules name the other, which is the first of the accounts too */
  g_ptr_array_set_size (messages, 0);
  g_ptr_array_add (messages, peal_inbound_new ("SM2", "+447811111100", PHONE_NUMBER, "Hello?",
                                               peal_clock_get_now (fixture->base.clock)));
  g_array_unref (await_boxed (peal_talk_record_inbound (route_get_store (fixture), fixture->phone, messages, NULL)));
  await_true (peal_engine_start (fixture->engine));
  route_send_all (fixture, "+120155501", 3);
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 1,Phone 2");
  route_send_all (fixture, "+4478111111", 2);
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 2,Phone 3");
}

/* Planned with the limit in sight, and moved where it came later. */
static void
test_limit (RouteFixture *fixture,
            gconstpointer data)
{
  route_limit_phone (fixture, 4);
  await_true (peal_engine_start (fixture->engine));
  route_send_all (fixture, "+120155501", 10);
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 6,Phone 4");
  assert_sql (&fixture->base, ROUTE_MOVED, "0");
  route_assert_none_twice (fixture);
}

static void
test_limit_after_planning (RouteFixture *fixture,
                           gconstpointer data)
{
  route_send_all (fixture, "+120155501", 10);
  route_limit_phone (fixture, 4);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 6,Phone 4");
  assert_sql (&fixture->base, ROUTE_MOVED, "6");
  route_assert_none_twice (fixture);
}

static void
test_money (RouteFixture *fixture,
            gconstpointer data)
{
  PealMoneyCap cap = { .micros = 20000, .currency = "USD", .zone = (char *) "UTC" };

  route_send_all (fixture, "+120155501", 6);
  await_true (peal_price_record (route_get_store (fixture), fixture->phone, "", 8000, "USD", "test"));
  await_true (peal_money_set_cap (route_get_store (fixture), fixture->phone, &cap, "test"));
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 4,Phone 2");
}

static void
set_price_and_cap (RouteFixture *fixture,
                   gint64        price,
                   gint64        micros)
{
  PealMoneyCap cap = { .micros = micros, .currency = "USD", .zone = (char *) "UTC" };

  await_true (peal_price_record (route_get_store (fixture), fixture->phone, "", price, "USD", "test"));
  await_true (peal_money_set_cap (route_get_store (fixture), fixture->phone, &cap, "test"));
}

/* What costs more here than a whole day allows goes through the other account. */
static void
test_too_dear (RouteFixture *fixture,
               gconstpointer data)
{
  route_send_all (fixture, "+120155501", 3);
  set_price_and_cap (fixture, 8000, 7000);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 3");
}

/* With no other it waits, is not asked again and again, and is left out when its validity ends. */
static void
test_too_dear_alone (RouteFixture *fixture,
                     gconstpointer data)
{
  await_true (peal_setting_set (route_get_store (fixture), PEAL_SETTING_FAILOVER, "off", "test"));
  route_send_all (fixture, "+120155501", 1);
  run_sql (&fixture->base, "UPDATE message SET not_after = not_before + 3600000000");
  set_price_and_cap (fixture, 8000, 7000);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT reason || ' ' || (not_before = 9223372036854775807) FROM message", "11 1");
  peal_test_spin (500);
  await_true (peal_engine_wait_idle (fixture->engine));
  assert_sql (&fixture->base, "SELECT count (*) FROM ledger WHERE event = 'message.held'", "1");
  assert_sql (&fixture->base, "SELECT not_before = 9223372036854775807 FROM message", "1");
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  route_set_rules (fixture); /* which is a reason to look */
  route_wait_for_sql (fixture, "SELECT state || ' ' || reason FROM message", "9 25");
}

/* One a second goes through the phone: what is next there in a moment is its own, however impatient the settings. */
static void
test_own_rate (RouteFixture *fixture,
               gconstpointer data)
{
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (route_get_store (fixture), fixture->phone));

  account->rate_per_sec = 1;
  await_true (peal_engine_update_account (fixture->engine, account, "", "test"));
  await_true (peal_setting_set (route_get_store (fixture), PEAL_SETTING_PATIENCE, "0", "test"));
  route_send_all (fixture, "+120155501", 3);
  await_true (peal_engine_start (fixture->engine));
  for (guint n = 1; n <= 3; n++)
    {
      g_autofree char *through = g_strdup_printf ("Phone %u", n);

      route_wait_for_sql (fixture, ROUTE_ACCEPTED, through);
      route_set_rules (fixture); /* which is a reason to look */
      peal_test_spin (500);
      assert_sql (&fixture->base, ROUTE_ACCEPTED, through);
      peal_clock_advance (fixture->base.clock, PEAL_SECOND);
    }
  assert_sql (&fixture->base, ROUTE_MOVED, "0");
}

static void
test_no_failover (RouteFixture *fixture,
                  gconstpointer data)
{
  route_send_all (fixture, "+120155501", 6);
  route_limit_phone (fixture, 4);
  await_true (peal_setting_set (route_get_store (fixture), PEAL_SETTING_FAILOVER, "off", "test"));
  await_true (peal_engine_start (fixture->engine));
  await_true (peal_engine_wait_idle (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Phone 4");
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1 AND reason = 9", "2");
  /* A change is enough: what waits looks again. */
  await_true (peal_setting_set (route_get_store (fixture), PEAL_SETTING_FAILOVER, "", "test"));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 2,Phone 4");
}

/* Refused for the account's sake, or busy: provably not accepted. The other takes them, once each. */
static void
test_not_accepted (RouteFixture *fixture,
                   gconstpointer data)
{
  route_send_all (fixture, "+120155501", 5);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 5");
  route_assert_none_twice (fixture);
  assert_sql (&fixture->base, "SELECT count (*) > 0 FROM attempt WHERE outcome = 2", "1");
}

/* Where both fail, the pauses between attempts stay: one at each, and then the next is waited for (R-SEND-4). */
static void
test_both_absent (RouteFixture *fixture,
                  gconstpointer data)
{
  peal_simulator_stop (fixture->cloud_server);
  route_send_all (fixture, "+120155501", 1);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) FROM attempt WHERE outcome = 2", "2");
  peal_test_spin (1000);
  assert_sql (&fixture->base, "SELECT count (DISTINCT account_id) || ' ' || count (*) FROM attempt", "2 2");
  assert_sql (&fixture->base, "SELECT state || ' ' || reason FROM message", "1 3");
}

/* Its answer was cut: it may have been taken. Nobody else is asked (R-SEND-3). */
static void
test_in_doubt (RouteFixture *fixture,
               gconstpointer data)
{
  route_send_all (fixture, "+120155501", 1);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 5", "1");
  route_set_rules (fixture); /* which is a reason to look */
  peal_test_spin (500);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE account_id = 1 AND state = 5", "1");
  assert_sql (&fixture->base, ROUTE_MOVED, "0");
  route_assert_none_twice (fixture);
}

/* Two who are alike stay two, also over a restart in the middle. */
static void
test_restart (RouteFixture *fixture,
              gconstpointer data)
{
  peal_send_report_unref (route_send_to (fixture, "+120155501", 1, "Same"));
  peal_send_report_unref (route_send_to (fixture, "+120155501", 1, "Same"));
  route_send_all (fixture, "+120155502", 8);
  route_limit_phone (fixture, 3);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) > 0 FROM attempt", "1");
  route_end_engine (fixture);
  peal_clock_advance (fixture->base.clock, 15 * PEAL_MINUTE); /* what had not left yet waits for its next attempt */
  fixture->engine = engine_open (&fixture->base);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1", "0");
  assert_sql (&fixture->base, "SELECT count (*) FROM message", "10");
  route_assert_none_twice (fixture);
}

/* R-SEND-2: what waits at an account that is removed goes through the one that is named, and nothing twice. */
static void
test_successor (RouteFixture *fixture,
                gconstpointer data)
{
  gint64 phone = fixture->phone;

  route_send_all (fixture, "+120155501", 5);
  route_limit_phone (fixture, 2);
  await_true (peal_setting_set (route_get_store (fixture), PEAL_SETTING_FAILOVER, "off", "test"));
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1 AND reason = 9", "3");
  await_true (peal_engine_remove_account (fixture->engine, phone, fixture->cloud, "test"));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 3,Phone 2");
  route_assert_none_twice (fixture);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1", "0");
}

#define add(path, data, func) g_test_add ("/routes/" path, RouteFixture, data, route_set_up, func, route_tear_down)

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
  add ("too-dear", NULL, test_too_dear);
  add ("too-dear-alone", NULL, test_too_dear_alone);
  add ("own-rate", NULL, test_own_rate);
  add ("no-failover", NULL, test_no_failover);
  add ("refused", &refusing, test_not_accepted);
  add ("busy", &busy, test_not_accepted);
  add ("absent", &absent, test_not_accepted);
  add ("both-absent", &absent, test_both_absent);
  add ("in-doubt", &cutting, test_in_doubt);
  add ("in-doubt-too", &broken, test_in_doubt);
  add ("restart", NULL, test_restart);
  add ("successor", NULL, test_successor);
  return g_test_run ();
}

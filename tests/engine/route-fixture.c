/* route-fixture.c: a workspace with two accounts, each with a server of its own, and rules between them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "route-fixture.h"

#include "peal-limits.h"
#include "peal-test-util.h"

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

PealStore *
route_get_store (RouteFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

void
route_add_rule (GPtrArray  *routes,
                const char *prefix,
                gboolean    refuse,
                gint64      account_id)
{
  g_ptr_array_add (routes, peal_stored_route_new (prefix, "", refuse, account_id, ""));
}

void
route_set_rules (RouteFixture *fixture)
{
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

  route_add_rule (routes, "+4479", TRUE, 0);
  route_add_rule (routes, "+44", FALSE, fixture->cloud);
  route_add_rule (routes, "", FALSE, fixture->phone);
  route_add_rule (routes, "", FALSE, fixture->cloud);
  await_true (peal_routes_replace (route_get_store (fixture), routes, "test"));
}

void
route_set_up (RouteFixture *fixture,
              gconstpointer data)
{
  const PealFakePlan *plan = data;
  const char *url;

  fixture->cloud_server = begin_simulator ();
  fixture->phone_server = begin_simulator ();
  url = peal_simulator_get_url (fixture->phone_server);

  if (plan != NULL && plan->act == PEAL_FAKE_ANSWER && plan->status == 0)
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
  route_set_rules (fixture);
}

void
route_end_engine (RouteFixture *fixture)
{
  await_true (peal_engine_shutdown (fixture->engine, PEAL_SECOND));
  peal_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
}

void
route_tear_down (RouteFixture *fixture,
                 gconstpointer data)
{
  route_end_engine (fixture);
  peal_simulator_stop (fixture->phone_server);
  peal_simulator_stop (fixture->cloud_server);
  g_assert_finalize_object (g_steal_pointer (&fixture->phone_server));
  g_assert_finalize_object (g_steal_pointer (&fixture->cloud_server));
  g_clear_pointer (&fixture->bad_server, peal_fake_gateway_free);
  fixture_tear_down (&fixture->base, NULL);
}

PealSendReport *
route_send_to (RouteFixture *fixture,
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

void
route_send_all (RouteFixture *fixture,
                const char   *prefix,
                guint         n)
{
  peal_send_report_unref (route_send_to (fixture, prefix, n, "Hello"));
}

void
route_wait_for_sql (RouteFixture *fixture,
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

void
route_limit_phone (RouteFixture *fixture,
                   gint64        n)
{
  PealLimit limit = { .unit = PEAL_LIMIT_MESSAGES, .n = n, .burst = 1, .zone = "UTC" };
  g_autoptr(GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);

  g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &limit));
  await_true (peal_limits_replace (route_get_store (fixture), fixture->phone, limits, "test"));
}

/* No message has two attempts that a gateway may have taken. */
#define TWICE "SELECT count (*) FROM (SELECT 1 FROM attempt WHERE outcome <> 2 GROUP BY message_id HAVING count (*) > 1)"

void
route_assert_none_twice (RouteFixture *fixture)
{
  assert_sql (&fixture->base, TWICE, "0");
}

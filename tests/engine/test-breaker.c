/* test-breaker.c: two accounts, of which one fails: it is left alone, the other takes what may go through it, and
 * nothing that may have been taken moves (R-SEND-1, R-SEND-3, R-SEND-4); then it comes back by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "route-fixture.h"

#include "peal-health.h"
#include "peal-settings.h"
#include "peal-test-util.h"

#define N 80

/* The breaker opens with the fifth failure. So many may be in the air then, or be claimed ahead by its workers. */
#define MOST_TRIED 40

/* The phone's server is another one from now on, at the same address. */
static void
replace_phone (RouteFixture *fixture,
               double        unavailable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) url = g_uri_parse (peal_simulator_get_url (fixture->phone_server), G_URI_FLAGS_NONE, NULL);
  PealSimulatorOptions options;

  peal_simulator_stop (fixture->phone_server);
  g_assert_finalize_object (g_steal_pointer (&fixture->phone_server));
  peal_simulator_options_init (&options);
  options.port = (guint) g_uri_get_port (url);
  options.unavailable_rate = unavailable;
  fixture->phone_server = peal_simulator_new (&options);
  if (!peal_simulator_start (fixture->phone_server, &error))
    g_error ("%s", error->message);
}

/* Its record shows every message at once; a few requests are in the air at a time. */
static void
update_phone (RouteFixture *fixture,
              const char   *url)
{
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (route_get_store (fixture), fixture->phone));

  account->list_exact = TRUE;
  account->workers = 4;
  g_set_str (&account->base_url, url);
  await_true (peal_engine_update_account (fixture->engine, account, "", "test"));
}

/* What is said of an account: exactly @code, once; or nothing. */
static void
assert_finding (RouteFixture *fixture,
                gint64        account_id,
                int           code)
{
  g_autoptr(PealHealth) health = await_boxed (peal_health_read (fixture->engine));
  guint n = 0;

  for (guint i = 0; i < health->findings->len; i++)
    {
      const PealFinding *finding = &g_array_index (health->findings, PealFinding, i);

      if (finding->account_id != account_id)
        continue;
      g_assert_cmpint (finding->code, ==, code);
      n++;
    }
  g_assert_cmpuint (n, ==, code >= 0 ? 1 : 0);
}

#define NO_FINDING -1

/* What the phone may have is still the phone's, whatever else has moved. */
#define MOVED_IN_DOUBT "SELECT count (*) FROM attempt AS a JOIN message AS m ON m.id = a.message_id" \
                       " WHERE a.account_id = 1 AND a.outcome <> 2 AND m.account_id <> 1"

#define IN_DOUBT "SELECT count (*) FROM message WHERE state = 5"
#define OUT "SELECT count (*) FROM message WHERE state IN (3, 4, 6)"
#define TRIED "SELECT count (*) FROM attempt WHERE account_id = 1"

/* @seconds: less than 30, and a better account is waited for less long than a breaker stays open at first; "" is a
 * minute, in which it is tried again. */
static void
set_patience (RouteFixture *fixture,
              const char   *seconds)
{
  await_true (peal_setting_set (route_get_store (fixture), PEAL_SETTING_PATIENCE, seconds, "test"));
}

static void
assert_few_tried (RouteFixture *fixture,
                  gint64        at_least)
{
  g_autofree char *tried = query_sql (&fixture->base, TRIED);
  gint64 n = g_ascii_strtoll (tried, NULL, 10);

  g_assert_cmpint (n, >=, at_least);
  g_assert_cmpint (n, <=, MOST_TRIED);
}

/* New ones go where the rules would have them, through the phone, and nobody warns of it any more. */
static void
assert_phone_is_back (RouteFixture *fixture,
                      guint         n_before)
{
  g_autofree char *all = g_strdup_printf ("%u", n_before + 6);

  set_patience (fixture, "");
  route_send_all (fixture, "+120255501", 6);
  route_wait_for_sql (fixture, OUT, all);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE body = 'Hello' AND account_id = 1"
                              " AND conversation_id IN (SELECT id FROM conversation WHERE theirs LIKE '+1202%')", "6");
  await_true (peal_engine_poll_now (fixture->engine));
  assert_finding (fixture, fixture->phone, NO_FINDING);
  route_assert_none_twice (fixture);
}

/* No connection: provably not accepted, so all of them go through the other, most without being tried here. */
static void
test_absent (RouteFixture *fixture,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  update_phone (fixture, peal_simulator_get_url (fixture->phone_server));
  set_patience (fixture, "10");
  peal_simulator_stop (fixture->phone_server);
  route_send_all (fixture, "+120155501", N);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 80");
  assert_few_tried (fixture, 5);
  assert_sql (&fixture->base, ROUTE_MOVED, "80");
  assert_finding (fixture, fixture->phone, PEAL_FINDING_ACCOUNT_OFFLINE);
  assert_finding (fixture, fixture->cloud, NO_FINDING);

  g_assert_true (peal_simulator_start (fixture->phone_server, &error));
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  assert_phone_is_back (fixture, N);
}

/* HTTP 503: Twilio does not say that it was not accepted. Those stay in doubt, here; the others go. When the record
 * can be asked it shows that they were not, and they go too. */
static void
test_unavailable (RouteFixture *fixture,
                  gconstpointer data)
{
  g_autofree char *in_doubt = NULL, *others = NULL;

  update_phone (fixture, peal_simulator_get_url (fixture->phone_server));
  set_patience (fixture, "10");
  replace_phone (fixture, 1);
  route_send_all (fixture, "+120155501", N);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state IN (1, 2)", "0");
  assert_few_tried (fixture, 5);
  in_doubt = query_sql (&fixture->base, IN_DOUBT);
  others = g_strdup_printf ("Cloud %" G_GINT64_FORMAT, N - g_ascii_strtoll (in_doubt, NULL, 10));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, others);
  assert_sql (&fixture->base, TRIED, in_doubt);
  assert_sql (&fixture->base, MOVED_IN_DOUBT, "0");
  assert_finding (fixture, fixture->phone, PEAL_FINDING_ACCOUNT_OFFLINE);
  assert_finding (fixture, fixture->cloud, NO_FINDING);

  replace_phone (fixture, 0);
  for (guint i = 0; i < 60 && peal_simulator_count_accepted (fixture->phone_server)
                               + peal_simulator_count_accepted (fixture->cloud_server) < N; i++)
    {
      peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
      peal_test_spin (100);
      assert_sql (&fixture->base, MOVED_IN_DOUBT, "0");
    }
  route_wait_for_sql (fixture, OUT, "80");
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->phone_server)
                    + peal_simulator_count_accepted (fixture->cloud_server), ==, N);
  assert_phone_is_back (fixture, N);
}

static const PealFakePlan refusing = { PEAL_FAKE_ANSWER, 401, NULL, "{\"code\": 20003, \"message\": \"Authenticate\"}" };

/* The provider refuses the account: one is enough. It comes back when a person has mended it. */
static void
test_refused (RouteFixture *fixture,
              gconstpointer data)
{
  update_phone (fixture, peal_fake_gateway_get_url (fixture->bad_server));
  route_send_all (fixture, "+120155501", N);
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 80");
  assert_few_tried (fixture, 1);
  assert_finding (fixture, fixture->phone, PEAL_FINDING_ACCOUNT_REFUSED);
  assert_finding (fixture, fixture->cloud, NO_FINDING);

  route_send_all (fixture, "+120255502", 1); /* while nobody has: through the other, too */
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 81");
  update_phone (fixture, peal_simulator_get_url (fixture->phone_server));
  await_true (peal_engine_poll_now (fixture->engine));
  assert_phone_is_back (fixture, N + 1);
}

#define add(path, data, func) g_test_add ("/breaker/" path, RouteFixture, data, route_set_up, func, route_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  add ("absent", NULL, test_absent);
  add ("unavailable", NULL, test_unavailable);
  add ("refused", &refusing, test_refused);
  return g_test_run ();
}

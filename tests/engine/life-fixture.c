/* life-fixture.c: a workspace whose engine has an account at the simulator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "life-fixture.h"

#include "peal-test-util.h"

PealAccount *
life_make_account (LifeFixture *fixture,
                   const char  *label)
{
  PealAccount *account = peal_account_new ("simulator", label);

  g_set_str (&account->base_url, peal_simulator_get_url (fixture->simulator));
  g_set_str (&account->username, "ACtest");
  g_set_str (&account->sender, PEAL_SIMULATOR_NUMBER);
  account->workers = 4;
  return account;
}

void
life_set_up_with (LifeFixture                *fixture,
                  const PealSimulatorOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = NULL;

  fixture->simulator = peal_simulator_new (options);
  g_assert_true (peal_simulator_start (fixture->simulator, &error));
  fixture_set_up (&fixture->base, NULL);
  fixture_close (&fixture->base);
  fixture->engine = engine_open (&fixture->base);
  account = life_make_account (fixture, "Main");
  fixture->account_id = await_int (peal_engine_add_account (fixture->engine, account, "", "test"));
}

void
life_set_up (LifeFixture  *fixture,
             gconstpointer data)
{
  PealSimulatorOptions options;

  peal_simulator_options_init (&options);
  life_set_up_with (fixture, &options);
}

void
life_close_engine (PealEngine *engine)
{
  await_true (peal_engine_shutdown (engine, PEAL_SECOND));
  peal_test_drain ();
  g_assert_finalize_object (engine);
}

void
life_quit (LifeFixture *fixture)
{
  if (peal_engine_is_running (fixture->engine))
    {
      await_true (peal_engine_wait_idle (fixture->engine));
      await_true (peal_engine_poll_now (fixture->engine));
    }
  life_close_engine (g_steal_pointer (&fixture->engine));
}

void
life_begin (LifeFixture *fixture)
{
  if (fixture->engine == NULL)
    fixture->engine = engine_open (&fixture->base);
  await_true (peal_engine_start (fixture->engine));
}

void
life_tear_down (LifeFixture  *fixture,
                gconstpointer data)
{
  if (fixture->engine != NULL)
    life_close_engine (g_steal_pointer (&fixture->engine));
  peal_simulator_stop (fixture->simulator);
  g_assert_finalize_object (g_steal_pointer (&fixture->simulator));
  fixture_tear_down (&fixture->base, NULL);
}

PealSendReport *
life_send_by (LifeFixture    *fixture,
              PealEngine     *engine,
              PealMessageKind kind,
              gint64          not_before,
              const char     *body)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  g_set_str (&request->body, body);
  g_set_str (&request->actor, "test");
  request->kind = kind;
  request->not_before = not_before;
  request->account_id = fixture->account_id;
  request->numbers = g_strdupv ((char *[]) { (char *) THEIRS, NULL });
  return await_boxed (peal_engine_send (engine, request));
}

PealSendReport *
life_send_full (LifeFixture    *fixture,
                PealMessageKind kind,
                gint64          not_before,
                const char     *body)
{
  return life_send_by (fixture, fixture->engine, kind, not_before, body);
}

gint64
life_send_one (LifeFixture *fixture,
               gint64       not_before)
{
  g_autoptr(PealSendReport) report = life_send_full (fixture, PEAL_MESSAGE_CONVERSATIONAL, not_before, "Hello");

  g_assert_cmpuint (report->recipients->len, ==, 1);
  return ((PealRecipient *) g_ptr_array_index (report->recipients, 0))->message_id;
}

void
life_wait_for_sql (LifeFixture *fixture,
                   const char  *sql,
                   const char  *expected)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;
  g_autofree char *value = query_sql (&fixture->base, sql);

  while (g_strcmp0 (value, expected) != 0 && g_get_monotonic_time () < limit)
    {
      peal_test_spin (2);
      g_free (value);
      value = query_sql (&fixture->base, sql);
    }
  g_assert_cmpstr (value, ==, expected);
}

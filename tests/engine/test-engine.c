/* test-engine.c: the whole engine against the simulator, over HTTP: its life, its accounts, its clock.
 *
 * R-SEND-2, R-SEND-5, R-SEND-6, R-LAW-1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "life-fixture.h"

#include "peal-contact-fields.h"
#include "peal-credit.h"
#include "peal-fake-monitor.h"
#include "peal-outbox-change.h"
#include "peal-overdue.h"
#include "peal-test-util.h"

static void
assert_state (LifeFixture     *fixture,
              gint64           message_id,
              PealMessageState state)
{
  g_assert_cmpstr (peal_message_state_to_string (
                     (PealMessageState) query_by_id (&fixture->base, "SELECT state FROM message WHERE id = ?1", message_id)),
                   ==, peal_message_state_to_string (state));
}

static void
wait_for_state (LifeFixture     *fixture,
                gint64           message_id,
                PealMessageState state)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  while (query_by_id (&fixture->base, "SELECT state FROM message WHERE id = ?1", message_id) != (gint64) state
         && g_get_monotonic_time () < limit)
    peal_test_spin (2);
  assert_state (fixture, message_id, state);
}

static void
wait_for_accepted (LifeFixture *fixture,
                   guint        n)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  while (peal_simulator_count_accepted (fixture->simulator) < n && g_get_monotonic_time () < limit)
    peal_test_spin (2);
  await_true (peal_engine_wait_idle (fixture->engine));
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, n);
}

/* Life ---------------------------------------------------------------------------------------------- */

static void
test_send (LifeFixture  *fixture,
           gconstpointer data)
{
  gint64 id = life_send_one (fixture, 0);

  g_assert_false (peal_engine_is_running (fixture->engine));
  await_true (peal_engine_start (fixture->engine));
  g_assert_true (peal_engine_is_running (fixture->engine));
  await_true (peal_engine_wait_idle (fixture->engine));
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 1);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT remote_id IS NOT NULL FROM message WHERE id = ?1", id), ==, 1);
}

/* A field that the business has just made up is one that texts know. */
static void
test_own_field (LifeFixture  *fixture,
                gconstpointer data)
{
  const char *const numbers[] = { "+12015550101", NULL };
  g_autoptr(PealCustomField) field = peal_custom_field_new ("Dog", PEAL_CUSTOM_TEXT);
  g_autoptr(PealSendRequest) request = peal_send_request_new ();
  g_autoptr(PealSendReport) report = NULL;
  g_autoptr(GError) error = NULL;

  g_set_str (&request->body, "Hi {dog|friend}");
  request->numbers = g_strdupv ((GStrv) numbers);
  g_assert_false (peal_send_check_text (request->body, peal_engine_get_text_fields (fixture->engine), NULL));
  g_assert_false (peal_future_run (peal_engine_plan_send (fixture->engine, request), &error));
  g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_TEXT);
  await_int (peal_contact_fields_save (peal_engine_get_store (fixture->engine), field, "test"));
  report = await_boxed (peal_engine_plan_send (fixture->engine, request));
  g_assert_cmpstr (((PealRecipient *) g_ptr_array_index (report->recipients, 0))->body, ==, "Hi friend");
  g_assert_true (peal_send_check_text (request->body, peal_engine_get_text_fields (fixture->engine), NULL));
}

/* At most one process, and one engine, sends. */
static void
test_second_engine (LifeFixture  *fixture,
                    gconstpointer data)
{
  PealEngine *second = engine_open (&fixture->base);
  g_autoptr(GError) error = NULL;

  await_true (peal_engine_start (fixture->engine));
  g_assert_false (peal_future_run (peal_engine_start (second), &error));
  g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_BUSY);
  g_assert_false (peal_engine_is_running (second));
  await_true (peal_engine_shutdown (second, 1));
  g_assert_finalize_object (second);
}

static void
wait_until (gboolean (*is_so) (PealEngine *engine),
            PealEngine *engine)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  while (!is_so (engine) && g_get_monotonic_time () < limit)
    peal_test_spin (5);
  g_assert_true (is_so (engine));
}

static void
assert_condition (PealEngine          *engine,
                  gint64               account_id,
                  PealAccountCondition condition)
{
  g_autoptr(PealAccountHealth) health = peal_engine_dup_health (engine, account_id);

  g_assert_cmpint (health->condition, ==, condition);
}

/* Two programs on one workspace: what the one queues the other sends, until its turn comes. */
static void
test_take_over (LifeFixture  *fixture,
                gconstpointer data)
{
  PealEngine *second = engine_open (&fixture->base);
  DexFuture *turn;

  await_true (peal_engine_start (fixture->engine));
  turn = peal_engine_take_over (second);
  dex_unref (peal_engine_take_over (second));
  wait_until (peal_engine_is_elsewhere, second);
  assert_condition (second, fixture->account_id, PEAL_ACCOUNT_ELSEWHERE);
  peal_send_report_unref (life_send_by (fixture, second, PEAL_MESSAGE_CONVERSATIONAL, 0, "Hello"));
  wait_for_accepted (fixture, 1);
  g_assert_false (peal_engine_is_running (second));

  await_true (peal_engine_shutdown (fixture->engine, PEAL_SECOND));
  wait_until (peal_engine_is_running, second);
  await_true (turn);
  g_assert_false (peal_engine_is_elsewhere (second));
  peal_send_report_unref (life_send_by (fixture, second, PEAL_MESSAGE_CONVERSATIONAL, 0, "Hello again"));
  await_true (peal_engine_wait_idle (second));
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 2);

  g_object_unref (fixture->engine);
  fixture->engine = second;
}

/* Whose turn never comes ends all the same. */
static void
test_turn_never_comes (LifeFixture  *fixture,
                       gconstpointer data)
{
  PealEngine *second = engine_open (&fixture->base);
  g_autoptr(GError) error = NULL;
  DexFuture *turn;

  await_true (peal_engine_start (fixture->engine));
  turn = peal_engine_take_over (second);
  wait_until (peal_engine_is_elsewhere, second);
  await_true (peal_engine_shutdown (second, 1));
  g_assert_false (peal_future_run (turn, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  await_true (peal_engine_shutdown (fixture->engine, PEAL_SECOND));
  peal_test_drain ();
  g_assert_finalize_object (second);
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
}

/* R-SEND-2: what the last run left in the air is asked about, not sent again. The workspace's clock is far
 * from the gateway's: it must be the one that both sides of the comparison are read from. */
static void
test_recovers (LifeFixture  *fixture,
               gconstpointer data)
{
  gint64 id = life_send_one (fixture, 0);

  await_true (peal_engine_start (fixture->engine));
  wait_for_accepted (fixture, 1);
  await_true (peal_engine_shutdown (fixture->engine, PEAL_SECOND));
  peal_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
  run_sql (&fixture->base, "UPDATE message SET state = 2, remote_id = NULL, settled_at = NULL;"
                           "UPDATE attempt SET outcome = 0, ended_at = NULL");

  fixture->engine = engine_open (&fixture->base);
  await_true (peal_engine_start (fixture->engine));
  assert_state (fixture, id, PEAL_STATE_UNKNOWN);
  peal_clock_advance (fixture->base.clock, 6 * PEAL_SECOND);
  await_true (peal_engine_wait_idle (fixture->engine));
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 1);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT remote_id IS NOT NULL FROM message WHERE id = ?1", id), ==, 1);
}

/* R-SEND-6: called off, and then the program died: what it had not come to follows before anything is sent. */
static void
test_called_off (LifeFixture  *fixture,
                 gconstpointer data)
{
  gint64 id = life_send_one (fixture, 0);

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (7, 'Spring', '', 3, 4, 0);"
                           "UPDATE message SET campaign_id = 7, not_before = not_before + 3600000000");
  await_true (peal_engine_start (fixture->engine));
  assert_state (fixture, id, PEAL_STATE_CANCELLED);
}

static void
test_shutdown_during_start (LifeFixture  *fixture,
                            gconstpointer data)
{
  DexFuture *started = peal_engine_start (fixture->engine);

  life_send_one (fixture, PEAL_TIME_NEVER - 1);
  await_true (peal_engine_shutdown (fixture->engine, PEAL_SECOND));
  peal_future_run (started, NULL); /* resolved or not: both are well */
  peal_test_drain ();
  g_assert_false (peal_engine_is_running (fixture->engine));
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
}

/* Dropped without a shutdown: nobody is told anything any more, and what is under way ends by itself. */
static void
test_dropped (LifeFixture  *fixture,
              gconstpointer data)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;
  g_autoptr(PealEngine) engine = NULL;

  await_true (peal_engine_start (fixture->engine));
  life_send_one (fixture, 0);
  g_set_weak_pointer (&engine, fixture->engine);
  g_clear_object (&fixture->engine);
  while (engine != NULL && g_get_monotonic_time () < limit)
    peal_test_spin (2);
  g_assert_null (engine);
  peal_test_drain ();
}

/* The clock ----------------------------------------------------------------------------------------- */

/* The clock is set, and is looked at. */
static void
set_clock (LifeFixture *fixture,
           gint64       now)
{
  peal_clock_set_now (fixture->base.clock, now);
  peal_overdue_look (peal_engine_get_store (fixture->engine));
  await_true (peal_engine_wait_idle (fixture->engine));
}

static void
test_scheduled (LifeFixture  *fixture,
                gconstpointer data)
{
  gint64 id;

  await_true (peal_engine_start (fixture->engine));
  id = life_send_one (fixture, NOON + PEAL_HOUR);
  await_true (peal_engine_wait_idle (fixture->engine));
  assert_state (fixture, id, PEAL_STATE_QUEUED);
  set_clock (fixture, NOON - PEAL_DAY);
  assert_state (fixture, id, PEAL_STATE_QUEUED);
  set_clock (fixture, NOON);
  assert_state (fixture, id, PEAL_STATE_QUEUED);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  wait_for_accepted (fixture, 1);
}

/* Hours pass at once, as when the machine slept: what fell due meanwhile goes now, the rest in its time. */
static void
test_slept (LifeFixture  *fixture,
            gconstpointer data)
{
  await_true (peal_engine_start (fixture->engine));
  for (guint hour = 1; hour <= 3; hour++)
    life_send_one (fixture, NOON + hour * PEAL_HOUR);
  life_send_one (fixture, NOON + 10 * PEAL_HOUR);
  peal_clock_advance (fixture->base.clock, 4 * PEAL_HOUR);
  wait_for_accepted (fixture, 3);
  peal_clock_advance (fixture->base.clock, 5 * PEAL_HOUR);
  await_true (peal_engine_wait_idle (fixture->engine));
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 3);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  wait_for_accepted (fixture, 4);
}

/* What is moved to an earlier time goes then, though the engine slept until the later one. */
static void
test_moved_earlier (LifeFixture  *fixture,
                    gconstpointer data)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id;

  await_true (peal_engine_start (fixture->engine));
  id = life_send_one (fixture, NOON + 5 * PEAL_HOUR);
  g_array_append_val (ids, id);
  await_true (peal_engine_wait_idle (fixture->engine));
  peal_act_report_unref (await_boxed (peal_outbox_act (peal_engine_get_store (fixture->engine), PEAL_ACT_RESCHEDULE,
                                                       NOON + PEAL_HOUR, ids, "test")));
  await_true (peal_engine_wait_idle (fixture->engine));
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 0);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  wait_for_accepted (fixture, 1);
}

static void
test_cancelled (LifeFixture  *fixture,
                gconstpointer data)
{
  gint64 id;

  await_true (peal_engine_start (fixture->engine));
  id = life_send_one (fixture, NOON + PEAL_SECOND);
  await_true (peal_engine_cancel_message (fixture->engine, id, "test"));
  assert_state (fixture, id, PEAL_STATE_CANCELLED);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  await_true (peal_engine_wait_idle (fixture->engine));
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 0);
}

/* Asked for twice at once, it is sent again once: which of the two comes first, nobody knows. */
static void
test_retry_message (LifeFixture  *fixture,
                    gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 id = life_send_one (fixture, 0);
  DexFuture *retries[2];
  guint n_sent = 0;

  g_assert_false (peal_future_run (peal_engine_retry_message (fixture->engine, id, "test"), &error));
  g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NOT_ALLOWED);
  run_sql (&fixture->base, "UPDATE message SET state = 8, body = 'Pay {5} now'");
  for (guint i = 0; i < G_N_ELEMENTS (retries); i++)
    retries[i] = peal_engine_retry_message (fixture->engine, id, "test");
  for (guint i = 0; i < G_N_ELEMENTS (retries); i++)
    {
      g_clear_error (&error);
      if (peal_future_run (retries[i], &error))
        n_sent++;
      else
        g_assert_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT);
    }
  g_assert_cmpuint (n_sent, ==, 1);
  await_true (peal_engine_start (fixture->engine));
  wait_for_accepted (fixture, 1);
  assert_sql (&fixture->base, "SELECT body FROM message WHERE state <> 8", "Pay {5} now");
}

/* The network --------------------------------------------------------------------------------------- */

static gboolean
always (const char *url)
{
  return TRUE;
}

/* An engine at work, and a network of which its account is said to need some. */
static PealFakeMonitor *
start_with_network (LifeFixture *fixture,
                    gboolean     is_there,
                    gboolean   (*needs_network) (const char *url))
{
  PealFakeMonitor *monitor = peal_fake_monitor_new (is_there);

  peal_engine_set_monitor (fixture->engine, G_NETWORK_MONITOR (monitor), needs_network);
  await_true (peal_engine_start (fixture->engine));
  return monitor;
}

static void
end_network (LifeFixture     *fixture,
             PealFakeMonitor *monitor)
{
  peal_simulator_stop (fixture->simulator);
  peal_fake_monitor_set_there (monitor, FALSE);
}

static void
begin_network (LifeFixture     *fixture,
               PealFakeMonitor *monitor)
{
  g_assert_true (peal_simulator_start (fixture->simulator, NULL));
  peal_fake_monitor_set_there (monitor, TRUE);
}

/* Nothing is tried, and nobody is told that it failed. */
static void
assert_held (LifeFixture *fixture,
             gint64       message_id)
{
  await_true (peal_engine_poll_now (fixture->engine)); /* in vain: the loop would pause for minutes now */
  await_true (peal_engine_wait_idle (fixture->engine));
  peal_test_spin (100);
  assert_condition (fixture->engine, fixture->account_id, PEAL_ACCOUNT_NO_NETWORK);
  assert_state (fixture, message_id, PEAL_STATE_QUEUED);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT attempts FROM message WHERE id = ?1", message_id), ==, 0);
}

static void
test_no_network (LifeFixture  *fixture,
                 gconstpointer data)
{
  g_autoptr(PealFakeMonitor) monitor = NULL;
  gint64 id = life_send_one (fixture, 0);

  peal_simulator_stop (fixture->simulator);
  monitor = start_with_network (fixture, FALSE, always);
  assert_held (fixture, id);
  begin_network (fixture, monitor);
  wait_for_accepted (fixture, 1);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT attempts FROM message WHERE id = ?1", id), ==, 1);
}

static void
wait_for_condition (LifeFixture         *fixture,
                    PealAccountCondition condition)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;
  PealAccountHealth *health = peal_engine_dup_health (fixture->engine, fixture->account_id);

  while (health->condition != condition && g_get_monotonic_time () < limit)
    {
      peal_test_spin (5);
      peal_account_health_free (health);
      health = peal_engine_dup_health (fixture->engine, fixture->account_id);
    }
  g_assert_cmpint (health->condition, ==, condition);
  peal_account_health_free (health);
}

static void
test_network_comes_and_goes (LifeFixture  *fixture,
                             gconstpointer data)
{
  g_autoptr(PealFakeMonitor) monitor = start_with_network (fixture, TRUE, always);

  for (guint i = 1; i <= 3; i++)
    {
      life_send_one (fixture, 0);
      wait_for_accepted (fixture, 2 * i - 1);
      end_network (fixture, monitor);
      assert_held (fixture, life_send_one (fixture, 0));
      peal_fake_monitor_set_there (monitor, FALSE);
      begin_network (fixture, monitor);
      wait_for_accepted (fixture, 2 * i);
      wait_for_condition (fixture, PEAL_ACCOUNT_READY); /* the poller asked anew too */
    }
  assert_sql (&fixture->base, "SELECT count (*) FROM attempt", "6");
  end_network (fixture, monitor); /* the tear down meets a channel that rests */
}

/* A gateway on this machine needs no network. */
static void
test_network_not_needed (LifeFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr(PealFakeMonitor) monitor = start_with_network (fixture, FALSE, NULL);
  g_autoptr(PealAccountHealth) health = peal_engine_dup_health (fixture->engine, fixture->account_id);

  g_assert_cmpint (health->condition, !=, PEAL_ACCOUNT_NO_NETWORK);
  life_send_one (fixture, 0);
  wait_for_accepted (fixture, 1);
}

/* No network, says the monitor of a container; the gateway that answers knows better. */
static void
test_network_mistaken (LifeFixture  *fixture,
                       gconstpointer data)
{
  g_autoptr(PealFakeMonitor) monitor = NULL;

  life_send_one (fixture, 0);
  monitor = start_with_network (fixture, FALSE, always);
  wait_for_accepted (fixture, 1);
  wait_for_condition (fixture, PEAL_ACCOUNT_READY);
}

static void
test_needs_network (void)
{
  static const struct
  {
    const char *url;
    gboolean needs;
  } rows[] = {
    { "https://api.twilio.com", TRUE },
    { "https://93.184.215.14:8443/sms", TRUE },
    { "https://[2606:2800:220:1::1]", TRUE },
    { "http://127.0.0.1:8650", FALSE },
    { "http://[::1]:8650", FALSE },
    { "http://localhost:8650", FALSE },
    { "http://LOCALHOST", FALSE },
    { "https://sms.localhost", FALSE },
    { "https://phone.local/sms", FALSE },
    { "https://192.168.1.20", FALSE },
    { "https://10.0.0.7", FALSE },
    { "https://169.254.3.4", FALSE },
    { "https://[fe80::1]", FALSE },
    { "https://localhost.example.com", TRUE },
    { "https://mylocal", TRUE },
    { "", TRUE },
    { "no address", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].url);
      g_assert_cmpint (peal_url_needs_network (rows[i].url), ==, rows[i].needs);
    }
}

/* Accounts ------------------------------------------------------------------------------------------ */

static void
set_enabled (LifeFixture *fixture,
             gboolean     enabled)
{
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (peal_engine_get_store (fixture->engine),
                                                                  fixture->account_id));

  account->enabled = enabled;
  await_true (peal_engine_update_account (fixture->engine, account, "", "test"));
}

/* What waits for an account that is switched off waits; it keeps nothing else from rest. */
static void
test_switched_off (LifeFixture  *fixture,
                   gconstpointer data)
{
  gint64 retry = life_send_one (fixture, 0), doubt = life_send_one (fixture, 0);

  run_sql (&fixture->base, "UPDATE message SET reason = 3, not_before = 1");
  g_assert_cmpint (query_by_id (&fixture->base, "UPDATE message SET state = 5, look_at = 1 WHERE id = ?1 RETURNING id",
                                doubt), ==, doubt);
  set_enabled (fixture, FALSE);
  await_true (peal_engine_start (fixture->engine));
  await_true (peal_engine_wait_idle (fixture->engine));
  assert_state (fixture, retry, PEAL_STATE_QUEUED);
  assert_state (fixture, doubt, PEAL_STATE_UNKNOWN);
  set_enabled (fixture, TRUE);
  for (guint i = 0; i < 500 && peal_simulator_count_accepted (fixture->simulator) < 2; i++)
    {
      peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
      peal_test_spin (20);
    }
  wait_for_accepted (fixture, 2);
}

/* Changed again and again at once: one channel is left, and it is the last one's. */
static void
test_changed_at_once (LifeFixture  *fixture,
                      gconstpointer data)
{
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (peal_engine_get_store (fixture->engine),
                                                                  fixture->account_id));
  DexFuture *changes[6];

  await_true (peal_engine_start (fixture->engine));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      account->enabled = i % 2 == 1;
      changes[i] = peal_engine_update_account (fixture->engine, account, "", "test");
    }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    await_true (changes[i]);
  life_send_one (fixture, 0);
  wait_for_accepted (fixture, 1);
}

/* The first account answers so late that the test is over before: the second one sends all of its
 * messages, through workers, connections and a poller of its own. */
static void
test_slow_account (LifeFixture  *fixture,
                   gconstpointer data)
{
  PealSimulatorOptions options;
  g_autoptr(PealSimulator) slow = NULL;
  g_autoptr(PealAccount) account = life_make_account (fixture, "A slow one");
  gint64 prompt = fixture->account_id;
  gint64 late[8];

  peal_simulator_options_init (&options);
  options.latency = PEAL_HOUR;
  slow = peal_simulator_new (&options);
  g_assert_true (peal_simulator_start (slow, NULL));
  g_set_str (&account->base_url, peal_simulator_get_url (slow));
  fixture->account_id = await_int (peal_engine_add_account (fixture->engine, account, "", "test"));
  for (guint i = 0; i < G_N_ELEMENTS (late); i++)
    late[i] = life_send_one (fixture, 0);
  fixture->account_id = prompt;

  await_true (peal_engine_start (fixture->engine));
  wait_for_state (fixture, late[0], PEAL_STATE_SUBMITTING);
  for (guint i = 0; i < 20; i++)
    life_send_one (fixture, 0);
  for (guint i = 0; i < 500 && peal_simulator_count_accepted (fixture->simulator) < 20; i++)
    peal_test_spin (20);
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 20);
  for (guint i = 0; i < G_N_ELEMENTS (late); i++)
    g_assert_cmpint (query_by_id (&fixture->base, "SELECT state IN (1, 2, 5) FROM message WHERE id = ?1", late[i]), ==, 1);

  await_true (peal_engine_shutdown (fixture->engine, 1));
  peal_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
  peal_simulator_stop (slow);
}

static void
test_removed (LifeFixture  *fixture,
              gconstpointer data)
{
  gint64 id;

  await_true (peal_engine_start (fixture->engine));
  id = life_send_one (fixture, NOON + PEAL_HOUR);
  await_true (peal_engine_remove_account (fixture->engine, fixture->account_id, 0, "test"));
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  await_true (peal_engine_wait_idle (fixture->engine));
  assert_state (fixture, id, PEAL_STATE_QUEUED);
  g_assert_cmpuint (peal_simulator_count_accepted (fixture->simulator), ==, 0);
}

/* What was answered before the network went is no proof that it is there, though it is stored only now. */
static void
test_network_goes_after_answer (LifeFixture  *fixture,
                                gconstpointer data)
{
  g_autoptr(PealFakeMonitor) monitor = start_with_network (fixture, TRUE, always);
  GMutex busy;
  DexFuture *stored, *polled;

  await_true (peal_engine_poll_now (fixture->engine)); /* the next round asks for replies alone */
  stored = keep_writer_busy (peal_engine_get_store (fixture->engine), &busy);
  polled = peal_engine_poll_now (fixture->engine);
  peal_test_spin (200);
  end_network (fixture, monitor);
  g_mutex_unlock (&busy);
  await_true (stored);
  await_true (polled);
  assert_condition (fixture->engine, fixture->account_id, PEAL_ACCOUNT_NO_NETWORK);
  g_mutex_clear (&busy);
}

/* Two cents: enough for two messages and a half. */
static void
set_up_credit (LifeFixture  *fixture,
               gconstpointer data)
{
  PealSimulatorOptions options;

  peal_simulator_options_init (&options);
  options.balance_micros = 20000;
  life_set_up_with (fixture, &options);
}

static gboolean
is_low (LifeFixture *fixture,
        gint64      *n_waiting)
{
  g_autoptr(GPtrArray) credits = await_boxed (peal_credit_load (peal_engine_get_store (fixture->engine)));
  const PealCredit *credit;

  g_assert_cmpuint (credits->len, ==, 1);
  credit = g_ptr_array_index (credits, 0);
  *n_waiting = credit->n_waiting;
  return peal_credit_is_low (credit);
}

/* What the gateway says is left is compared with what waits; somebody pays, and all is well. */
static void
test_credit (LifeFixture  *fixture,
             gconstpointer data)
{
  g_autoptr(PealAccount) account = NULL;
  PealSimulatorOptions options;
  PealSimulator *poor = fixture->simulator;
  gint64 n_waiting;

  await_true (peal_engine_start (fixture->engine));
  life_send_one (fixture, 0);
  wait_for_accepted (fixture, 1);
  life_send_one (fixture, NOON + PEAL_DAY);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  await_true (peal_engine_poll_now (fixture->engine));
  g_assert_true (is_low (fixture, &n_waiting));
  g_assert_cmpint (n_waiting, ==, 1);

  peal_simulator_options_init (&options);
  options.first_id = 100;
  fixture->simulator = peal_simulator_new (&options);
  g_assert_true (peal_simulator_start (fixture->simulator, NULL));
  account = life_make_account (fixture, "Main");
  account->id = fixture->account_id;
  await_true (peal_engine_update_account (fixture->engine, account, "", "test"));
  /* What the poor gateway said last may still be on its way: an hour later it is old. */
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  await_true (peal_engine_poll_now (fixture->engine));
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  await_true (peal_engine_poll_now (fixture->engine));
  g_assert_false (is_low (fixture, &n_waiting));
  g_assert_cmpint (n_waiting, ==, 1);
  peal_simulator_stop (poor);
  g_assert_finalize_object (poor);
}

#define ADD(path, function) g_test_add ("/engine/" path, LifeFixture, NULL, life_set_up, function, life_tear_down)

int
main (int    argc,
      char **argv)
{
  g_setenv ("PEAL_SECRET", "a-secret-for-tests", TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("send", test_send);
  ADD ("own-field", test_own_field);
  ADD ("second-engine", test_second_engine);
  ADD ("take-over", test_take_over);
  ADD ("turn-never-comes", test_turn_never_comes);
  ADD ("recovers", test_recovers);
  ADD ("called-off", test_called_off);
  ADD ("shutdown-during-start", test_shutdown_during_start);
  ADD ("dropped", test_dropped);
  ADD ("scheduled", test_scheduled);
  ADD ("slept", test_slept);
  ADD ("moved-earlier", test_moved_earlier);
  ADD ("cancelled", test_cancelled);
  ADD ("retry-message", test_retry_message);
  ADD ("no-network", test_no_network);
  ADD ("network-comes-and-goes", test_network_comes_and_goes);
  ADD ("network-not-needed", test_network_not_needed);
  ADD ("network-mistaken", test_network_mistaken);
  ADD ("network-goes-after-answer", test_network_goes_after_answer);
  g_test_add_func ("/engine/needs-network", test_needs_network);
  ADD ("switched-off", test_switched_off);
  ADD ("changed-at-once", test_changed_at_once);
  ADD ("slow-account", test_slow_account);
  ADD ("removed", test_removed);
  g_test_add ("/engine/credit", LifeFixture, NULL, set_up_credit, test_credit, life_tear_down);
  return g_test_run ();
}

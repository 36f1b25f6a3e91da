/* test-simulator.c: the simulated network, through the real Twilio gateway over real HTTP.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-gateway-registry.h"
#include "peal-simulator.h"
#include "peal-test-util.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

typedef struct
{
  PealSimulator *simulator;
  PealGateway *gateway;
} Fixture;

static PealGateway *
connect_by (PealSimulator *simulator,
            const char    *secret,
            PealClock     *clock)
{
  g_autoptr(PealGatewaySettings) settings = peal_gateway_settings_new ("simulator");
  g_autoptr(GError) error = NULL;
  PealGateway *gateway;

  g_set_str (&settings->base_url, peal_simulator_get_url (simulator));
  g_set_str (&settings->username, "AC0123");
  g_set_str (&settings->secret, secret);
  g_set_str (&settings->sender, PEAL_SIMULATOR_NUMBER);
  g_set_object (&settings->clock, clock);
  gateway = peal_gateway_new (settings, &error);
  g_assert_no_error (error);
  return gateway;
}

static PealGateway *
connect_to (PealSimulator *simulator,
            const char    *secret)
{
  return connect_by (simulator, secret, NULL);
}

static void
set_up (Fixture                    *f,
        const PealSimulatorOptions *options)
{
  g_autoptr(GError) error = NULL;

  f->simulator = peal_simulator_new (options);
  g_assert_true (peal_simulator_start (f->simulator, &error));
  g_assert_no_error (error);
  f->gateway = connect_to (f->simulator, "secret");
}

static void
tear_down (Fixture *f)
{
  g_clear_object (&f->gateway);
  peal_test_drain ();
  g_assert_finalize_object (f->simulator);
}

static PealSendResult *
send_text (PealGateway *gateway,
           const char  *to,
           const char  *body)
{
  PealOutgoing outgoing = { 1, (char *) "uuid", (char *) PEAL_SIMULATOR_NUMBER, (char *) to, (char *) body, 1, PEAL_TIME_NEVER };
  g_autoptr(GError) error = NULL;
  PealSendResult *result = peal_test_await_boxed (peal_gateway_send (gateway, &outgoing), &error);

  g_assert_no_error (error);
  return result;
}

static JsonNode *
ask_judge_full (Fixture    *f,
                const char *method,
                const char *path,
                const char *form,
                guint      *status)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (peal_simulator_get_url (f->simulator), path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, url);
  g_autoptr(GBytes) request = form != NULL ? g_bytes_new (form, strlen (form)) : NULL;
  g_autoptr(GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  if (request != NULL)
    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", request);
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  *status = soup_message_get_status (message);
  return node;
}

static JsonNode *
ask_judge (Fixture    *f,
           const char *method,
           const char *path,
           const char *form)
{
  guint status;
  JsonNode *node = ask_judge_full (f, method, path, form, &status);

  g_assert_cmpuint (status, <, 300);
  return node;
}

static guint
count_listed (Fixture *f)
{
  g_autoptr(JsonNode) node = ask_judge (f, "GET", "/simulator/messages.json", NULL);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (node), "messages"));
}

static void
test_accepts (void)
{
  PealSimulatorOptions options;
  Fixture f;
  g_autoptr(PealSendResult) result = NULL;

  peal_simulator_options_init (&options);
  set_up (&f, &options);
  result = send_text (f.gateway, "+15558675310", "Hello \"you\"\n\xe2\x82\xac & co = 100 %");
  g_assert_cmpint (result->outcome, ==, PEAL_SEND_ACCEPTED);
  g_assert_cmpint (result->state, ==, PEAL_STATE_ACCEPTED);
  g_assert_cmpuint (strlen (result->remote_id), ==, 34);
  g_assert_cmpuint (result->segments, ==, 1);
  g_assert_cmpuint (peal_simulator_count_accepted (f.simulator), ==, 1);
  {
    g_autoptr(JsonNode) node = ask_judge (&f, "GET", "/simulator/messages.json", NULL);
    JsonArray *array = json_object_get_array_member (json_node_get_object (node), "messages");
    JsonObject *object = json_array_get_object_element (array, 0);

    g_assert_cmpuint (json_array_get_length (array), ==, 1);
    g_assert_cmpstr (json_object_get_string_member (object, "body"), ==, "Hello \"you\"\n\xe2\x82\xac & co = 100 %");
    g_assert_cmpstr (json_object_get_string_member (object, "to"), ==, "+15558675310");
    g_assert_cmpstr (json_object_get_string_member (object, "sid"), ==, result->remote_id);
  }
  tear_down (&f);
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *to;
    const char *body;
    const char *code;
    PealFailureClass failure;
  } rows[] = {
    { "555", "Hello", "21211", PEAL_FAILURE_NUMBER },
    { "+15558675310", "", "21602", PEAL_FAILURE_CONTENT },
  };
  PealSimulatorOptions options;
  Fixture f;

  peal_simulator_options_init (&options);
  set_up (&f, &options);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSendResult) result = send_text (f.gateway, rows[i].to, rows[i].body);

      g_assert_cmpint (result->outcome, ==, PEAL_SEND_NOT_ACCEPTED);
      g_assert_cmpstr (result->provider_code, ==, rows[i].code);
      g_assert_cmpint (result->failure, ==, rows[i].failure);
    }
  g_assert_cmpuint (count_listed (&f), ==, 0);
  tear_down (&f);
}

static void
test_throttles (void)
{
  PealSimulatorOptions options;
  Fixture f;
  g_autoptr(PealSendResult) result = NULL;

  peal_simulator_options_init (&options);
  options.throttle_rate = 1;
  options.retry_after = 7 * PEAL_SECOND;
  set_up (&f, &options);
  result = send_text (f.gateway, "+15558675310", "Hello");
  g_assert_cmpint (result->outcome, ==, PEAL_SEND_NOT_ACCEPTED);
  g_assert_cmpint (result->failure, ==, PEAL_FAILURE_THROTTLED);
  g_assert_cmpint (result->retry_after, ==, 7 * PEAL_SECOND);
  g_assert_cmpuint (count_listed (&f), ==, 0);
  tear_down (&f);
}

/* R-SEND-3: the answer is lost, the message is there, and asking finds it: once. */
static void
check_lost (const PealSimulatorOptions *options)
{
  Fixture f;
  gint64 now = g_get_real_time ();
  PealFindQuery query = { "uuid", PEAL_SIMULATOR_NUMBER, "+15558675310", "Hello", now - PEAL_MINUTE, now + PEAL_MINUTE };
  g_autoptr(PealSendResult) result = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&f, options);
  result = send_text (f.gateway, "+15558675310", "Hello");
  g_assert_cmpint (result->outcome, ==, PEAL_SEND_UNKNOWN);
  g_assert_cmpint (result->failure, ==, PEAL_FAILURE_UNKNOWN);
  g_assert_cmpuint (count_listed (&f), ==, 1);

  found = peal_test_await_boxed (peal_gateway_find (f.gateway, &query), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_clear_pointer (&found, g_ptr_array_unref);

  query.body = "Hello!";
  found = peal_test_await_boxed (peal_gateway_find (f.gateway, &query), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);

  query.body = "Hello";
  query.until = now - 30 * PEAL_SECOND;
  found = peal_test_await_boxed (peal_gateway_find (f.gateway, &query), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
  tear_down (&f);
}

static void
test_loses (void)
{
  PealSimulatorOptions options;

  peal_simulator_options_init (&options);
  options.lost_rate = 1;
  check_lost (&options);
  options.latency = 20 * PEAL_SECOND / 1000;
  check_lost (&options);
  options.lost_rate = 0;
  options.error_rate = 1;
  check_lost (&options);
}

static PealMessageState
poll_state (Fixture    *f,
            const char *id,
            guint       n_awaited)
{
  g_autoptr(GPtrArray) awaited = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_awaited_free);
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (awaited, peal_awaited_new (1, id, g_get_real_time () - PEAL_MINUTE));
  for (guint i = 1; i < n_awaited; i++)
    g_ptr_array_add (awaited, peal_awaited_new (1 + i, "SM00000000000000000000000000000000", g_get_real_time ()));
  found = peal_test_await_boxed (peal_gateway_poll_receipts (f->gateway, awaited), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((PealRemoteMessage *) found->pdata[0])->remote_id, ==, id);
  return ((PealRemoteMessage *) found->pdata[0])->state;
}

/* Receipts come the same way whether few or many are awaited. */
/* Our clock is three hours slow: what is found is asked for and told in our time. */
static void
test_slow_clock (void)
{
  gint64 now = g_get_real_time () - 3 * PEAL_HOUR;
  g_autoptr(PealClock) clock = peal_clock_new_test (now);
  PealFindQuery query = { "uuid", PEAL_SIMULATOR_NUMBER, "+15558675310", "Hello", now - PEAL_MINUTE, now + PEAL_MINUTE };
  PealSimulatorOptions options;
  Fixture f;
  g_autoptr(PealSendResult) result = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  peal_simulator_options_init (&options);
  set_up (&f, &options);
  g_clear_object (&f.gateway);
  f.gateway = connect_by (f.simulator, "secret", clock);
  result = send_text (f.gateway, "+15558675310", "Hello");
  g_assert_cmpint (result->outcome, ==, PEAL_SEND_ACCEPTED);
  found = peal_test_await_boxed (peal_gateway_find (f.gateway, &query), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (ABS (((PealRemoteMessage *) g_ptr_array_index (found, 0))->at - now), <, PEAL_MINUTE);
  tear_down (&f);
}

static void
test_receipts (void)
{
  PealSimulatorOptions options;
  Fixture f;
  g_autoptr(PealSendResult) result = NULL;

  peal_simulator_options_init (&options);
  set_up (&f, &options);
  result = send_text (f.gateway, "+15558675310", "Hello");
  g_assert_cmpint (poll_state (&f, result->remote_id, 1), ==, PEAL_STATE_DELIVERED);
  g_assert_cmpint (poll_state (&f, result->remote_id, 50), ==, PEAL_STATE_DELIVERED);
  tear_down (&f);

  g_clear_pointer (&result, peal_send_result_unref);
  options.undelivered_rate = 1;
  set_up (&f, &options);
  result = send_text (f.gateway, "+15558675310", "Hello");
  g_assert_cmpint (poll_state (&f, result->remote_id, 1), ==, PEAL_STATE_UNDELIVERED);
  tear_down (&f);

  g_clear_pointer (&result, peal_send_result_unref);
  options.receipt_delay = PEAL_DAY;
  set_up (&f, &options);
  result = send_text (f.gateway, "+15558675310", "Hello");
  g_assert_cmpint (poll_state (&f, result->remote_id, 1), ==, PEAL_STATE_ACCEPTED);
  tear_down (&f);
}

/* A STOP arrives as a message, and from then on the network refuses to send. */
static void
test_people (void)
{
  PealSimulatorOptions options;
  Fixture f;
  g_autoptr(JsonNode) injected = NULL;
  g_autoptr(PealInboundPage) page = NULL;
  g_autoptr(PealInboundPage) again = NULL;
  g_autoptr(PealSendResult) before = NULL;
  g_autoptr(PealSendResult) after = NULL;
  g_autoptr(GError) error = NULL;
  PealRemoteMessage *message;

  peal_simulator_options_init (&options);
  options.reply_rate = 1;
  set_up (&f, &options);
  before = send_text (f.gateway, "+15558675310", "Hello");
  g_assert_cmpint (before->outcome, ==, PEAL_SEND_ACCEPTED);
  injected = ask_judge (&f, "POST", "/simulator/inbound", "From=%2B15558675310&To=%2B15005550006&Body=Stop");

  page = peal_test_await_boxed (peal_gateway_poll_inbound (f.gateway, ""), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->messages->len, ==, 2); /* the simulated reply, then ours */
  message = page->messages->pdata[1];
  g_assert_cmpint (message->direction, ==, PEAL_DIRECTION_INBOUND);
  g_assert_cmpint (message->state, ==, PEAL_STATE_RECEIVED);
  g_assert_cmpstr (message->from, ==, "+15558675310");
  g_assert_cmpstr (message->to, ==, PEAL_SIMULATOR_NUMBER);
  g_assert_cmpstr (message->body, ==, "Stop");
  g_assert_cmpstr (page->position, !=, "");

  after = send_text (f.gateway, "+15558675310", "Hello again");
  g_assert_cmpint (after->outcome, ==, PEAL_SEND_NOT_ACCEPTED);
  g_assert_cmpint (after->failure, ==, PEAL_FAILURE_OBJECTION);

  again = peal_test_await_boxed (peal_gateway_poll_inbound (f.gateway, page->position), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->messages->len, ==, 2); /* looks overlap */
  tear_down (&f);
}

/* More than one page, in the right order, nothing twice. */
static void
test_pages (void)
{
  PealSimulatorOptions options;
  Fixture f;
  g_autoptr(PealInboundPage) page = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;

  peal_simulator_options_init (&options);
  set_up (&f, &options);
  for (guint i = 0; i < 450; i++)
    json_node_unref (ask_judge (&f, "POST", "/simulator/inbound", "From=%2B15558675310&To=%2B15005550006&Body=Hi"));
  page = peal_test_await_boxed (peal_gateway_poll_inbound (f.gateway, ""), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->messages->len; i++)
    g_hash_table_add (seen, ((PealRemoteMessage *) page->messages->pdata[i])->remote_id);
  g_assert_cmpuint (page->messages->len, ==, 450);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 450);
  tear_down (&f);
}

static void
test_account (void)
{
  PealSimulatorOptions options;
  Fixture f;
  g_autoptr(PealGateway) stranger = NULL;
  g_autoptr(PealSendResult) refused = NULL;
  g_autoptr(GPtrArray) numbers = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree PealBalance *balance = NULL;

  peal_simulator_options_init (&options);
  options.secret = "secret";
  options.numbers = "+15005550006,+15005550007";
  set_up (&f, &options);
  balance = peal_test_await_boxed (peal_gateway_get_balance (f.gateway), &error);
  g_assert_no_error (error);
  g_assert_cmpint (balance->micros, ==, 25000000);
  g_assert_cmpstr (balance->currency, ==, "USD");
  numbers = peal_test_await_boxed (peal_gateway_list_numbers (f.gateway), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 2);
  g_assert_cmpstr (((PealOwnNumber *) numbers->pdata[1])->e164, ==, "+15005550007");
  g_assert_true (((PealOwnNumber *) numbers->pdata[1])->can_sms);

  stranger = connect_to (f.simulator, "wrong-secret");
  g_assert_null (peal_test_await_boxed (peal_gateway_get_balance (stranger), &error));
  g_assert_error (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_AUTH);
  refused = send_text (stranger, "+15558675310", "Hello");
  g_assert_cmpint (refused->outcome, ==, PEAL_SEND_NOT_ACCEPTED);
  g_assert_cmpint (refused->failure, ==, PEAL_FAILURE_ACCOUNT);
  tear_down (&f);
}

/* The same seed gives every recipient the same fate. */
static void
test_repeats (void)
{
  PealSimulatorOptions options;
  GString *runs[2];

  peal_simulator_options_init (&options);
  options.seed = 42;
  options.invalid_rate = options.blocked_rate = options.throttle_rate = options.error_rate = 0.2;
  for (guint run = 0; run < 2; run++)
    {
      Fixture f;

      runs[run] = g_string_new (NULL);
      set_up (&f, &options);
      for (guint i = 0; i < 60; i++)
        {
          g_autofree char *to = g_strdup_printf ("+1555867%04u", i);
          g_autoptr(PealSendResult) result = send_text (f.gateway, to, "Hello");

          g_string_append_printf (runs[run], "%d %s\n", result->outcome, result->provider_code);
        }
      tear_down (&f);
    }
  g_assert_cmpstr (runs[0]->str, ==, runs[1]->str);
  g_assert_nonnull (strstr (runs[0]->str, "2 21211"));
  g_assert_nonnull (strstr (runs[0]->str, "2 21610"));
  g_assert_nonnull (strstr (runs[0]->str, "2 20429"));
  g_assert_nonnull (strstr (runs[0]->str, "3 "));
  g_assert_nonnull (strstr (runs[0]->str, "1 "));
  g_string_free (runs[0], TRUE);
  g_string_free (runs[1], TRUE);
}

/* Stopped and started again, at its old address, it still knows what it accepted. */
static void
test_restart (void)
{
  PealSimulatorOptions options;
  Fixture f;
  g_autofree char *url = NULL;
  g_autoptr(PealSendResult) down = NULL;
  g_autoptr(PealSendResult) up = NULL;
  g_autoptr(GError) error = NULL;

  peal_simulator_options_init (&options);
  set_up (&f, &options);
  url = g_strdup (peal_simulator_get_url (f.simulator));
  peal_send_result_unref (send_text (f.gateway, "+15558675310", "One"));
  peal_simulator_stop (f.simulator);
  g_clear_object (&f.gateway);
  f.gateway = connect_to (f.simulator, "secret");
  down = send_text (f.gateway, "+15558675310", "Two");
  g_assert_cmpint (down->outcome, ==, PEAL_SEND_NOT_ACCEPTED);
  g_assert_cmpint (down->failure, ==, PEAL_FAILURE_TRANSPORT);

  g_assert_true (peal_simulator_start (f.simulator, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (peal_simulator_get_url (f.simulator), ==, url);
  up = send_text (f.gateway, "+15558675310", "Three");
  g_assert_cmpint (up->outcome, ==, PEAL_SEND_ACCEPTED);
  g_assert_cmpuint (count_listed (&f), ==, 2);
  tear_down (&f);
}

/* Misbehaviour -------------------------------------------------------------------------------------- */

static void
set_up_faultless (Fixture *f)
{
  PealSimulatorOptions options;

  peal_simulator_options_init (&options);
  set_up (f, &options);
}

static void
set_rates (Fixture    *f,
           const char *form)
{
  json_node_unref (ask_judge (f, "POST", "/simulator/rates", form));
}

static void
test_rates (void)
{
  static const struct
  {
    const char *form;
    const char *about;
  } rows[] = {
    { "lost=0.5&nosuch=1", "no rate \"nosuch\"; there are cut, unavailable, lost" },
    { "lost=2", "lost is a part of 1" },
    { "lost=-0.1", "lost is a part of 1" },
    { "lost=nan", "lost is a part of 1" },
    { "lost=", "lost is a part of 1" },
    { "lost=0.5x", "lost is a part of 1" },
    { "latency=-1", "latency is milliseconds" },
    { "latency=3600001", "latency is milliseconds" },
    { "cut=1&latency=soon", "latency is milliseconds" },
  };
  Fixture f;
  g_autoptr(JsonNode) node = NULL;
  guint status;

  set_up_faultless (&f);
  set_rates (&f, "latency=250&lost=0.25&double=1");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) refused = ask_judge_full (&f, "POST", "/simulator/rates", rows[i].form, &status);
      JsonObject *object = json_node_get_object (refused);

      g_assert_cmpuint (status, ==, 400);
      g_assert_nonnull (strstr (json_object_get_string_member (object, "message"), rows[i].about));
    }
  node = ask_judge (&f, "GET", "/simulator/rates", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "latency"), ==, 250);
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (node), "lost"), ==, 0.25);
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (node), "double"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (node), "cut"), ==, 0);
  tear_down (&f);
}

/* Nothing is accepted while it lasts, questions get no answer either, and afterwards all is well. */
static void
test_outages (void)
{
  static const char *const outages[] = { "cut=1", "unavailable=1" };
  Fixture f;

  set_up_faultless (&f);
  for (guint i = 0; i < G_N_ELEMENTS (outages); i++)
    {
      g_autoptr(PealSendResult) down = NULL;
      g_autoptr(PealSendResult) up = NULL;
      g_autoptr(GError) error = NULL;

      set_rates (&f, outages[i]);
      down = send_text (f.gateway, "+15558675310", "Hello");
      g_assert_cmpint (down->outcome, !=, PEAL_SEND_ACCEPTED);
      g_assert_null (peal_test_await_boxed (peal_gateway_poll_inbound (f.gateway, ""), &error));
      g_assert_error (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNREACHABLE);
      g_assert_cmpuint (count_listed (&f), ==, i);

      set_rates (&f, "cut=0&unavailable=0");
      up = send_text (f.gateway, "+15558675310", "Hello");
      g_assert_cmpint (up->outcome, ==, PEAL_SEND_ACCEPTED);
      g_assert_cmpuint (count_listed (&f), ==, i + 1);
    }
  tear_down (&f);
}

/* The message is in the list, exact to the microsecond, before its own answer is here. */
static void
test_early (void)
{
  PealOutgoing outgoing = { 1, (char *) "uuid", (char *) PEAL_SIMULATOR_NUMBER, (char *) "+15558675310", (char *) "Hello", 1,
                            PEAL_TIME_NEVER };
  gint64 before = g_get_real_time ();
  Fixture f;
  g_autoptr(DexFuture) sent = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSendResult) result = NULL;
  JsonObject *object;

  set_up_faultless (&f);
  set_rates (&f, "latency=3600000");
  sent = peal_gateway_send (f.gateway, &outgoing);
  for (guint i = 0; count_listed (&f) == 0; i++)
    {
      g_assert_cmpuint (i, <, 6000);
      peal_test_spin (10);
    }
  g_assert_true (dex_future_is_pending (sent));
  node = ask_judge (&f, "GET", "/simulator/messages.json", NULL);
  object = json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "messages"), 0);
  g_assert_cmpint (json_object_get_int_member (object, "at"), >=, before);
  g_assert_cmpint (json_object_get_int_member (object, "at"), <=, g_get_real_time ());

  peal_simulator_stop (f.simulator);
  result = peal_test_await_boxed (g_steal_pointer (&sent), &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, PEAL_SEND_UNKNOWN);
  tear_down (&f);
}

/* The bodies on one page of the list; the path of the next, or NULL. */
static char *
read_page (Fixture    *f,
           const char *path,
           GPtrArray  *bodies)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (peal_simulator_get_url (f->simulator), path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonArray *messages;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", "Basic QUMwMTIzOng="); /* AC0123:x */
  body = soup_session_send_and_read (session, message, NULL, NULL);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  node = json_from_string (text, NULL);
  messages = json_object_get_array_member (json_node_get_object (node), "messages");
  for (guint i = 0; i < json_array_get_length (messages); i++)
    g_ptr_array_add (bodies, g_strdup (json_object_get_string_member (json_array_get_object_element (messages, i), "body")));
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (node), "next_page_uri", NULL));
}

/* Every message in the order of the list, as one text. */
static char *
read_list (Fixture *f)
{
  g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_strdup ("/2010-04-01/Accounts/AC0123/Messages.json?PageSize=4");

  for (guint page = 0; path != NULL; page++)
    {
      char *next = read_page (f, path, bodies);

      g_assert_cmpuint (page, <, 10);
      g_free (path);
      path = next;
    }
  g_ptr_array_add (bodies, NULL);
  return g_strjoinv (" ", (char **) bodies->pdata);
}

/* Disorder changes the order within a page and nothing else; the next page overlaps; each entry comes twice. */
static void
test_bad_pages (void)
{
  static const struct
  {
    const char *rates;
    const char *list;
  } rows[] = {
    { "disorder=0", "6 5 4 3 2 1" },
    { "repeat=1", "6 5 4 3 4 3 2 1" },
    { "repeat=0&double=1", "6 6 5 5 4 4 3 3 2 2 1 1" },
  };
  Fixture f;
  g_autofree char *mixed = NULL;
  g_auto(GStrv) words = NULL;

  set_up_faultless (&f);
  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *form = g_strdup_printf ("From=%%2B15558675310&To=%%2B15005550006&Body=%u", i);

      json_node_unref (ask_judge (&f, "POST", "/simulator/inbound", form));
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *list = NULL;

      set_rates (&f, rows[i].rates);
      list = read_list (&f);
      g_assert_cmpstr (list, ==, rows[i].list);
    }

  set_rates (&f, "disorder=1&double=0");
  mixed = read_list (&f);
  g_assert_cmpstr (mixed, !=, "6 5 4 3 2 1");
  words = g_strsplit (mixed, " ", -1);
  g_assert_cmpuint (g_strv_length (words), ==, 6);
  for (const char *wanted = "123456"; *wanted != '\0'; wanted++)
    g_assert_true (g_strv_contains ((const char *const *) words, (const char[]) { *wanted, '\0' }));
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/simulator/accepts", test_accepts);
  g_test_add_func ("/simulator/refuses", test_refuses);
  g_test_add_func ("/simulator/throttles", test_throttles);
  g_test_add_func ("/simulator/loses", test_loses);
  g_test_add_func ("/simulator/slow-clock", test_slow_clock);
  g_test_add_func ("/simulator/receipts", test_receipts);
  g_test_add_func ("/simulator/people", test_people);
  g_test_add_func ("/simulator/pages", test_pages);
  g_test_add_func ("/simulator/account", test_account);
  g_test_add_func ("/simulator/repeats", test_repeats);
  g_test_add_func ("/simulator/restart", test_restart);
  g_test_add_func ("/simulator/rates", test_rates);
  g_test_add_func ("/simulator/outages", test_outages);
  g_test_add_func ("/simulator/early", test_early);
  g_test_add_func ("/simulator/bad-pages", test_bad_pages);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contract.c: what every gateway must do with every answer, and with none.
 *
 * The same rows for every provider, over HTTP/1.1 and HTTP/2. The fake gateway
 * counts: whatever it does, it gets each message once (R-SEND-1), and what may
 * have been accepted is never called "not accepted" (R-SEND-3).
 *
 * A new provider is one line in `subjects` and a folder in data/.
 */

#include "peal-fake-gateway.h"
#include "peal-gateway-registry.h"
#include "peal-test-util.h"

static const struct
{
  const char *provider;
  const char *data;      /* folder of recorded replies */
  const char *username;
} subjects[] = {
  { "twilio", "twilio", "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
  { "simulator", "twilio", "ACsimulator" },
};

#define TO "+15558675310"
#define FROM "+15557122661"
#define HTML "<!DOCTYPE html><html><body>Sign in to the hotel network</body></html>"

/* Until we give up on silence; where nothing is silent we have all the time in the world. */
#define SHORT_DEADLINE (PEAL_SECOND / 2)
#define LONG_DEADLINE (50 * PEAL_SECOND)

#define WORKERS 6 /* more than one session of plain HTTP carries */

/* More than libsoup is given connections. */
#define ROUNDS 6

/* A repeated request would follow at once; this is how long we listen for it. */
#define ECHO_MSEC 15

/* libsoup 3.6 loses a list node of its own with each HTTP/2 connection that broke while it was
 * written to. Our own use of libsoup is checked for leaks by the simulator's tests. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libsoup-3.0";
}

static const char *certificate, *key;
static gint64 short_deadline;

typedef struct
{
  const char *name;
  PealFakeAct act;
  guint status;
  const char *headers;
  const char *file;      /* recorded reply, or NULL */
  const char *body;      /* used where there is no file */
  PealSendOutcome outcome;
  PealFailureClass failure;
  gint64 retry_after;
} Row;

#define ACCEPTED PEAL_SEND_ACCEPTED, PEAL_FAILURE_NONE, -1
#define LOST PEAL_SEND_UNKNOWN, PEAL_FAILURE_UNKNOWN, -1
#define REFUSED(why) PEAL_SEND_NOT_ACCEPTED, PEAL_FAILURE_##why, -1

static const Row rows[] = {
  { "accepted", PEAL_FAKE_ANSWER, 201, NULL, "accepted.json", NULL, ACCEPTED },
  { "accepted-200", PEAL_FAKE_ANSWER, 200, NULL, "accepted.json", NULL, ACCEPTED },
  { "refused", PEAL_FAKE_ANSWER, 400, NULL, "refused.json", NULL, REFUSED (NUMBER) },
  { "unknown-refusal", PEAL_FAKE_ANSWER, 400, NULL, NULL, "{\"code\": 99999}", REFUSED (CONTENT) },
  { "unauthorized", PEAL_FAKE_ANSWER, 401, "WWW-Authenticate: Basic realm=\"x\"\r\n", "unauthorized.json", NULL, REFUSED (ACCOUNT) },
  { "forbidden-html", PEAL_FAKE_ANSWER, 403, NULL, NULL, HTML, REFUSED (ACCOUNT) },
  { "not-found-html", PEAL_FAKE_ANSWER, 404, NULL, NULL, HTML, REFUSED (ACCOUNT) },
  { "throttled", PEAL_FAKE_ANSWER, 429, NULL, "throttled.json", NULL, REFUSED (THROTTLED) },
  { "throttled-html", PEAL_FAKE_ANSWER, 429, NULL, NULL, HTML, REFUSED (THROTTLED) },
  { "throttled-empty", PEAL_FAKE_ANSWER, 429, NULL, NULL, "", REFUSED (THROTTLED) },
  { "request-timeout", PEAL_FAKE_ANSWER, 408, NULL, NULL, "{}", LOST },
  { "broken", PEAL_FAKE_ANSWER, 500, NULL, "broken.json", NULL, LOST },
  { "bad-gateway", PEAL_FAKE_ANSWER, 502, NULL, NULL, HTML, LOST },
  { "unavailable", PEAL_FAKE_ANSWER, 503, NULL, NULL, "", LOST },
  { "html", PEAL_FAKE_ANSWER, 200, NULL, NULL, HTML, LOST },
  { "empty", PEAL_FAKE_ANSWER, 201, NULL, NULL, "", LOST },
  { "garbage", PEAL_FAKE_ANSWER, 201, NULL, NULL, "{\"sid\": \"SM", LOST },
  { "no-id", PEAL_FAKE_ANSWER, 201, NULL, NULL, "{\"status\": \"queued\"}", LOST },
  { "odd-id", PEAL_FAKE_ANSWER, 201, NULL, NULL, "{\"sid\": \"../../x\"}", LOST },
  { "array", PEAL_FAKE_ANSWER, 201, NULL, NULL, "[1, 2]", LOST },
  { "see-other", PEAL_FAKE_ANSWER, 303, "Location: /elsewhere\r\n", NULL, "", LOST },
  { "cut", PEAL_FAKE_CUT, 0, NULL, NULL, NULL, LOST },
  { "reset", PEAL_FAKE_RESET, 0, NULL, NULL, NULL, LOST },
  { "cut-in-head", PEAL_FAKE_CUT_IN_HEAD, 201, NULL, "accepted.json", NULL, LOST },
  { "cut-in-body", PEAL_FAKE_CUT_IN_BODY, 201, NULL, "accepted.json", NULL, LOST },
  { "stall", PEAL_FAKE_STALL, 0, NULL, NULL, NULL, LOST },
};

/* What needs a header, which the fake gateway writes in HTTP/1.1 only. */
static const Row http1_rows[] = {
  { "retry-after", PEAL_FAKE_ANSWER, 429, "Retry-After: 17\r\n", "throttled.json", NULL,
    PEAL_SEND_NOT_ACCEPTED, PEAL_FAILURE_THROTTLED, 17 * PEAL_SECOND },
  { "retry-after-date", PEAL_FAKE_ANSWER, 429,
    "Date: Sat, 21 Nov 2026 08:00:00 GMT\r\nRetry-After: Sat, 21 Nov 2026 08:01:30 GMT\r\n", "throttled.json", NULL,
    PEAL_SEND_NOT_ACCEPTED, PEAL_FAILURE_THROTTLED, 90 * PEAL_SECOND },
  { "retry-after-nonsense", PEAL_FAKE_ANSWER, 429, "Retry-After: soon\r\n", "throttled.json", NULL, REFUSED (THROTTLED) },
  { "redirect-307", PEAL_FAKE_ANSWER, 307, "Location: /elsewhere\r\n", NULL, "", REFUSED (ACCOUNT) },
  { "redirect-308", PEAL_FAKE_ANSWER, 308, "Location: /elsewhere\r\n", NULL, "", REFUSED (ACCOUNT) },
  { "redirect-302", PEAL_FAKE_ANSWER, 302, "Location: /elsewhere\r\n", NULL, "", LOST },
  { "close", PEAL_FAKE_ANSWER, 201, "Connection: close\r\n", "accepted.json", NULL, ACCEPTED },
  { "gzip", PEAL_FAKE_ANSWER, 201, "Content-Encoding: gzip\r\n", NULL, "\x1f\x8b\x08", LOST },
};

/* R-SEND-1 over HTTP/2: even where the peer claims that it has processed nothing. */
static const struct
{
  const char *name;
  PealFakeAct act;
  guint error;
} http2_rows[] = {
  { "rst-no-error", PEAL_FAKE_RST_STREAM, 0x0 },
  { "rst-internal-error", PEAL_FAKE_RST_STREAM, 0x2 },
  { "rst-refused", PEAL_FAKE_RST_STREAM, 0x7 },
  { "rst-cancel", PEAL_FAKE_RST_STREAM, 0x8 },
  { "rst-http11-required", PEAL_FAKE_RST_STREAM, 0xd },
  { "goaway-unprocessed", PEAL_FAKE_GOAWAY, 0x0 },
  { "goaway-error", PEAL_FAKE_GOAWAY, 0x2 },
  { "goaway-processed", PEAL_FAKE_GOAWAY_SEEN, 0x0 },
};

static PealGatewaySettings *
make_settings (guint       subject,
               const char *url,
               const char *ca_file,
               gint64      deadline)
{
  PealGatewaySettings *settings = peal_gateway_settings_new (subjects[subject].provider);

  g_set_str (&settings->base_url, url);
  g_set_str (&settings->username, subjects[subject].username);
  g_set_str (&settings->secret, "very-secret-token");
  g_set_str (&settings->sender, FROM);
  g_set_str (&settings->ca_file, ca_file);
  settings->deadline = deadline;
  settings->workers = WORKERS;
  return settings;
}

static PealGateway *
connect_with (guint       subject,
              const char *url,
              const char *ca_file,
              gint64      deadline)
{
  g_autoptr(PealGatewaySettings) settings = make_settings (subject, url, ca_file, deadline);
  g_autoptr(GError) error = NULL;
  PealGateway *gateway = peal_gateway_new (settings, &error);

  g_assert_no_error (error);
  return gateway;
}

static PealGateway *
connect_to (PealFakeGateway *fake,
            guint            subject,
            gboolean         hasty)
{
  const char *url = peal_fake_gateway_get_url (fake);

  return connect_with (subject, url, g_str_has_prefix (url, "https") ? certificate : "",
                       hasty ? short_deadline : LONG_DEADLINE);
}

static DexFuture *
begin_send_text (PealGateway *gateway,
                 const char  *text)
{
  PealOutgoing outgoing = { 1, (char *) "uuid", (char *) FROM, (char *) TO, (char *) text, 1, PEAL_TIME_NEVER };

  return peal_gateway_send (gateway, &outgoing);
}

static DexFuture *
begin_send (PealGateway *gateway)
{
  return begin_send_text (gateway, "Hi there");
}

static PealSendResult *
send_one (PealGateway *gateway)
{
  g_autoptr(GError) error = NULL;
  PealSendResult *result = peal_test_await_boxed (begin_send (gateway), &error);

  g_assert_no_error (error);
  return result;
}

static char *
load_reply (guint       subject,
            const char *file)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  if (file == NULL)
    return NULL;
  path = g_test_build_filename (G_TEST_DIST, "gateway", "data", subjects[subject].data, file, NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
check_result (const PealSendResult *result,
              const Row            *row)
{
  g_test_message ("%s: outcome %d, failure %d, code '%s', %s", row->name, result->outcome, result->failure,
                  result->provider_code, result->detail);
  g_assert_cmpint (result->outcome, ==, row->outcome);
  g_assert_cmpint (result->failure, ==, row->failure);
  g_assert_cmpint (result->retry_after, ==, row->retry_after);
  g_assert_cmpint (*result->remote_id != '\0', ==, row->outcome == PEAL_SEND_ACCEPTED);
  g_assert_cmpint (*result->detail != '\0', ==, row->outcome != PEAL_SEND_ACCEPTED);
}

static void
check_row (PealFakeGateway *fake,
           PealGateway     *gateway,
           guint            subject,
           const Row       *row)
{
  guint before = peal_fake_gateway_count_posts (fake);
  g_autofree char *recorded = load_reply (subject, row->file);
  PealFakePlan plan = { row->act, row->status, row->headers, recorded != NULL ? recorded : row->body };
  g_autoptr(PealSendResult) result = NULL;

  peal_fake_gateway_set_plan (fake, &plan);
  result = send_one (gateway);
  check_result (result, row);
  peal_test_spin (ECHO_MSEC);
  g_assert_cmpuint (peal_fake_gateway_count_posts (fake) - before, ==, 1);
}

/* Nothing but the deadline ends these: libsoup 3.6 does not notice that an HTTP/2 connection
 * ended in the middle of an answer's body. */
static gboolean
is_silent (PealFakeProtocol protocol,
           PealFakeAct      act)
{
  return act == PEAL_FAKE_STALL || (act == PEAL_FAKE_CUT_IN_BODY && protocol == PEAL_FAKE_HTTP2);
}

static void
check_rows (PealFakeProtocol protocol,
            guint            subject,
            const Row       *table,
            guint            n_rows)
{
  g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (protocol, certificate, key);
  g_autoptr(PealGateway) patient = connect_to (fake, subject, FALSE);
  g_autoptr(PealGateway) hasty = connect_to (fake, subject, TRUE);

  for (guint i = 0; i < n_rows; i++)
    {
      PealGateway *gateway = is_silent (protocol, table[i].act) ? hasty : patient;
      g_autoptr(PealGateway) fresh = connect_to (fake, subject, gateway == hasty);

      check_row (fake, gateway, subject, &rows[0]);
      check_row (fake, gateway, subject, &table[i]); /* on the connection that is there */
      check_row (fake, fresh, subject, &table[i]);   /* and on a new one */
    }
}

static void
test_http1 (gconstpointer subject)
{
  check_rows (PEAL_FAKE_HTTP, GPOINTER_TO_UINT (subject), rows, G_N_ELEMENTS (rows));
  check_rows (PEAL_FAKE_HTTP, GPOINTER_TO_UINT (subject), http1_rows, G_N_ELEMENTS (http1_rows));
}

static void
test_https (gconstpointer subject)
{
  check_rows (PEAL_FAKE_HTTPS, GPOINTER_TO_UINT (subject), rows, G_N_ELEMENTS (rows));
}

static void
test_http2 (gconstpointer subject)
{
  check_rows (PEAL_FAKE_HTTP2, GPOINTER_TO_UINT (subject), rows, G_N_ELEMENTS (rows));
}

static void
test_http2_streams (gconstpointer data)
{
  guint subject = GPOINTER_TO_UINT (data);
  g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (PEAL_FAKE_HTTP2, certificate, key);

  for (guint i = 0; i < G_N_ELEMENTS (http2_rows); i++)
    {
      g_autoptr(PealGateway) gateway = connect_to (fake, subject, http2_rows[i].error == 0);
      guint before = peal_fake_gateway_count_posts (fake);
      PealFakePlan plan = { http2_rows[i].act, .h2_error = http2_rows[i].error };
      Row row = { http2_rows[i].name, .outcome = PEAL_SEND_UNKNOWN, .failure = PEAL_FAILURE_UNKNOWN, .retry_after = -1 };
      g_autoptr(PealSendResult) result = NULL;

      peal_fake_gateway_set_plan (fake, &plan);
      result = send_one (gateway);
      check_result (result, &row);
      peal_test_spin (ECHO_MSEC);
      g_assert_cmpuint (peal_fake_gateway_count_posts (fake) - before, ==, 1);
      check_row (fake, gateway, subject, &rows[0]); /* and the next message goes */
    }
}

/* Kept connections are used again: a handshake for each message would cost more than the message. */
static void
test_reuse (gconstpointer data)
{
  guint subject = GPOINTER_TO_UINT (data);

  for (PealFakeProtocol protocol = PEAL_FAKE_HTTP; protocol <= PEAL_FAKE_HTTP2; protocol++)
    {
      g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (protocol, certificate, key);
      g_autoptr(PealGateway) gateway = connect_to (fake, subject, FALSE);

      for (guint i = 0; i < 5; i++)
        check_row (fake, gateway, subject, &rows[0]);
      g_assert_cmpuint (peal_fake_gateway_count_connections (fake), ==, 1);
    }
}

static void
check_endurance (PealFakeProtocol protocol,
                 PealFakeAct      act,
                 guint            subject)
{
  g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (protocol, certificate, key);
  g_autoptr(PealGateway) gateway = connect_to (fake, subject, is_silent (protocol, act));
  g_autofree char *accepted = load_reply (subject, "accepted.json");
  PealFakePlan plan = { act, 201, NULL, accepted, 7 };

  peal_fake_gateway_set_plan (fake, &plan);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr(PealSendResult) result = send_one (gateway);

      g_test_message ("protocol %u, act %u, round %u: %s", protocol, act, round, result->detail);
      g_assert_cmpint (result->outcome, ==, PEAL_SEND_UNKNOWN);
    }
  g_assert_cmpuint (peal_fake_gateway_count_posts (fake), ==, ROUNDS);
  check_row (fake, gateway, subject, &rows[0]);
}

/* Broken connections, one after the other, use nothing up: the next message goes. */
static void
test_endurance (gconstpointer subject)
{
  static const PealFakeAct acts[] = { PEAL_FAKE_CUT, PEAL_FAKE_RESET, PEAL_FAKE_CUT_IN_HEAD, PEAL_FAKE_CUT_IN_BODY };
  static const PealFakeAct http2_acts[] = { PEAL_FAKE_RST_STREAM, PEAL_FAKE_GOAWAY, PEAL_FAKE_GOAWAY_SEEN, PEAL_FAKE_STALL };

  for (PealFakeProtocol protocol = PEAL_FAKE_HTTP; protocol <= PEAL_FAKE_HTTP2; protocol++)
    for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
      check_endurance (protocol, acts[i], GPOINTER_TO_UINT (subject));
  for (guint i = 0; i < G_N_ELEMENTS (http2_acts); i++)
    check_endurance (PEAL_FAKE_HTTP2, http2_acts[i], GPOINTER_TO_UINT (subject));
}

static void
check_not_sent (guint       subject,
                const char *url,
                const char *ca_file)
{
  g_autoptr(PealGateway) gateway = connect_with (subject, url, ca_file, short_deadline);
  g_autoptr(PealSendResult) result = send_one (gateway);

  g_test_message ("%s: %s", url, result->detail);
  g_assert_cmpint (result->outcome, ==, PEAL_SEND_NOT_ACCEPTED);
  g_assert_cmpint (result->failure, ==, PEAL_FAILURE_TRANSPORT);
}

/* What fails before a connection was handed the request is proved not to have left. */
static void
test_not_sent (gconstpointer data)
{
  guint subject = GPOINTER_TO_UINT (data);
  g_autoptr(PealFakeGateway) plain = peal_fake_gateway_new (PEAL_FAKE_HTTP, NULL, NULL);
  g_autoptr(PealFakeGateway) untrusted = peal_fake_gateway_new (PEAL_FAKE_HTTPS, certificate, key);
  g_autofree char *tls_to_plain = g_strconcat ("https", peal_fake_gateway_get_url (plain) + strlen ("http"), NULL);

  check_not_sent (subject, "http://127.0.0.1:1", "");
  check_not_sent (subject, "https://no-such-host.invalid", "");
  check_not_sent (subject, peal_fake_gateway_get_url (untrusted), "");
  check_not_sent (subject, tls_to_plain, certificate);
  g_assert_cmpuint (peal_fake_gateway_count_posts (untrusted), ==, 0);
  g_assert_cmpuint (peal_fake_gateway_count_posts (plain), ==, 0);
}

/* More messages than connections, and a server that never answers: those that waited for a
 * connection have not left, the others are unknown. */
static void
test_waiting (gconstpointer data)
{
  g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (PEAL_FAKE_HTTP, NULL, NULL);
  g_autoptr(PealGateway) gateway = connect_to (fake, GPOINTER_TO_UINT (data), TRUE);
  PealFakePlan plan = { PEAL_FAKE_STALL };
  DexFuture *sends[10];
  guint n_unknown = 0, n_not_sent = 0;

  peal_fake_gateway_set_plan (fake, &plan);
  for (guint i = 0; i < G_N_ELEMENTS (sends); i++)
    sends[i] = begin_send (gateway);
  for (guint i = 0; i < G_N_ELEMENTS (sends); i++)
    {
      g_autoptr(PealSendResult) result = peal_test_await_boxed (sends[i], NULL);

      n_unknown += result->outcome == PEAL_SEND_UNKNOWN;
      n_not_sent += result->outcome == PEAL_SEND_NOT_ACCEPTED && result->failure == PEAL_FAILURE_TRANSPORT;
    }
  g_assert_cmpuint (n_unknown + n_not_sent, ==, G_N_ELEMENTS (sends));
  g_assert_cmpuint (n_unknown, ==, WORKERS);
  peal_test_spin (ECHO_MSEC);
  g_assert_cmpuint (peal_fake_gateway_count_posts (fake), ==, n_unknown);
}

#define TURNS 20

/* What the message of a turn says: a server with a lot to do reads it when another one is under way long since. */
static char *
make_text (guint turn)
{
  return g_strdup_printf ("Turn-%02u", turn);
}

static PealSendOutcome
give_up_after (PealGateway *gateway,
               guint        msec)
{
  g_autofree char *text = make_text (msec);
  g_autoptr(DexFuture) future = begin_send_text (gateway, text);
  const PealSendResult *result;

  if (msec > 0)
    peal_test_spin (msec);
  peal_gateway_give_up (gateway);
  g_assert_true (dex_future_is_resolved (future));
  result = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_assert_cmpint (result->outcome, !=, PEAL_SEND_ACCEPTED);
  return result->outcome;
}

/* The message after those goes, once. */
static void
check_next (PealFakeGateway *fake,
            PealGateway     *gateway,
            const char      *accepted)
{
  PealFakePlan plan = { rows[0].act, rows[0].status, rows[0].headers, accepted };
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSendResult) result = NULL;

  peal_fake_gateway_set_plan (fake, &plan);
  result = peal_test_await_boxed (begin_send_text (gateway, "Afterwards"), &error);
  g_assert_no_error (error);
  check_result (result, &rows[0]);
  peal_test_spin (ECHO_MSEC);
  g_assert_cmpuint (peal_fake_gateway_count_posts_with (fake, "Afterwards"), ==, 1);
}

/* The account stops: what is in the air ends at once, whenever that is, also on a connection that says nothing; what has
 * left is never called "not sent"; and nothing is freed twice. */

static void
test_give_up (gconstpointer data)
{
  guint subject = GPOINTER_TO_UINT (data);
  g_autofree char *accepted = load_reply (subject, rows[0].file);

  for (PealFakeProtocol protocol = PEAL_FAKE_HTTP; protocol <= PEAL_FAKE_HTTP2; protocol++)
    {
      g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (protocol, certificate, key);
      g_autoptr(PealGateway) gateway = connect_to (fake, subject, TRUE);
      PealFakePlan plan = { PEAL_FAKE_STALL };
      g_autoptr(DexFuture) last = NULL;
      PealSendOutcome outcomes[TURNS];

      peal_fake_gateway_set_plan (fake, &plan);
      for (guint turn = 0; turn < TURNS; turn++)
        outcomes[turn] = give_up_after (gateway, turn);
      check_next (fake, gateway, accepted);
      for (guint turn = 0; turn < TURNS; turn++)
        {
          g_autofree char *text = make_text (turn);
          guint n = peal_fake_gateway_count_posts_with (fake, text);

          g_assert_cmpuint (n, <=, 1);
          if (n == 1)
            g_assert_cmpint (outcomes[turn], ==, PEAL_SEND_UNKNOWN);
        }

      peal_fake_gateway_set_plan (fake, &plan);
      last = begin_send (gateway);
      g_clear_object (&gateway); /* while its request is under way */
      peal_test_spin (ECHO_MSEC);
    }
}

/* The questions: each kind of bad answer is an error with the right code. */
static void
test_questions (gconstpointer data)
{
  static const struct
  {
    PealFakePlan plan;
    int code;
  } answers[] = {
    { { PEAL_FAKE_ANSWER, 200, NULL, HTML }, PEAL_GATEWAY_ERROR_PROTOCOL },
    { { PEAL_FAKE_ANSWER, 404, NULL, HTML }, PEAL_GATEWAY_ERROR_PROTOCOL },
    { { PEAL_FAKE_ANSWER, 200, NULL, "{\"messages\": [" }, PEAL_GATEWAY_ERROR_PROTOCOL },
    { { PEAL_FAKE_ANSWER, 200, NULL, "{}" }, PEAL_GATEWAY_ERROR_PROTOCOL },
    { { PEAL_FAKE_ANSWER, 302, "Location: http://127.0.0.1:1/\r\n", "" }, PEAL_GATEWAY_ERROR_PROTOCOL },
    { { PEAL_FAKE_ANSWER, 401, NULL, "{\"code\": 20003, \"message\": \"Authenticate\"}" }, PEAL_GATEWAY_ERROR_AUTH },
    { { PEAL_FAKE_ANSWER, 429, NULL, "{\"code\": 20429}" }, PEAL_GATEWAY_ERROR_RATE_LIMITED },
    { { PEAL_FAKE_ANSWER, 400, NULL, "{\"code\": 20001}" }, PEAL_GATEWAY_ERROR_REJECTED },
    { { PEAL_FAKE_ANSWER, 503, NULL, HTML }, PEAL_GATEWAY_ERROR_UNREACHABLE },
    { { PEAL_FAKE_CUT_IN_BODY, 200, NULL, "{\"messages\": []}" }, PEAL_GATEWAY_ERROR_UNREACHABLE },
    { { PEAL_FAKE_STALL }, PEAL_GATEWAY_ERROR_UNREACHABLE },
  };
  g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (PEAL_FAKE_HTTP, NULL, NULL);
  g_autoptr(PealGateway) gateway = connect_to (fake, GPOINTER_TO_UINT (data), TRUE);
  PealFindQuery query = { "uuid", FROM, TO, "Hi there", 0, PEAL_TIME_NEVER };
  g_autoptr(GPtrArray) awaited = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_awaited_free);

  g_ptr_array_add (awaited, peal_awaited_new (1, "SM1", 0));
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      DexFuture *questions[5];

      peal_fake_gateway_set_plan (fake, &answers[i].plan);
      questions[0] = peal_gateway_find (gateway, &query);
      questions[1] = peal_gateway_poll_receipts (gateway, awaited);
      questions[2] = peal_gateway_poll_inbound (gateway, "");
      questions[3] = peal_gateway_get_balance (gateway);
      questions[4] = peal_gateway_list_numbers (gateway);
      for (guint j = 0; j < G_N_ELEMENTS (questions); j++)
        {
          g_autoptr(GError) error = NULL;

          g_assert_null (peal_test_await_boxed (questions[j], &error));
          g_test_message ("answer %u, question %u: %s", i, j, error->message);
          g_assert_error (error, PEAL_GATEWAY_ERROR, answers[i].code);
        }
    }
  g_assert_cmpuint (peal_fake_gateway_count_posts (fake), ==, 0);
  peal_test_drain ();
}

/* Every answer tells how the account is, a refusal too; silence tells nothing. */
static void
test_pulse (gconstpointer data)
{
  static const PealFakePlan stall = { PEAL_FAKE_STALL };
  static const PealFakePlan refusal = { PEAL_FAKE_ANSWER, 401, "Date: Sat, 21 Nov 2026 08:00:00 GMT\r\n", "{\"code\": 20003}" };
  const gint64 date = G_GINT64_CONSTANT (1795248000) * PEAL_SECOND;
  g_autoptr(PealFakeGateway) fake = peal_fake_gateway_new (PEAL_FAKE_HTTP, NULL, NULL);
  g_autoptr(PealGatewaySettings) settings = make_settings (GPOINTER_TO_UINT (data), peal_fake_gateway_get_url (fake), "",
                                                           short_deadline);
  g_autoptr(PealGateway) gateway = NULL;
  gint64 before = g_get_real_time ();

  settings->pulse = peal_pulse_new ();
  gateway = peal_gateway_new (settings, NULL);
  peal_fake_gateway_set_plan (fake, &stall);
  g_assert_null (peal_test_await_boxed (peal_gateway_get_balance (gateway), NULL));
  g_assert_cmpint (settings->pulse->answered_at, ==, 0);
  g_assert_cmpint (settings->pulse->latency, ==, -1);

  peal_fake_gateway_set_plan (fake, &refusal);
  g_assert_null (peal_test_await_boxed (peal_gateway_get_balance (gateway), NULL));
  g_assert_cmpint (settings->pulse->answered_at, >=, before);
  g_assert_cmpint (settings->pulse->latency, >=, 0);
  g_assert_true (settings->pulse->has_clock);
  g_assert_cmpint (ABS (settings->pulse->answered_at - date - settings->pulse->skew), <=, LONG_DEADLINE);
  peal_test_drain ();
}

/* What the registry refuses to begin with. */
static void
test_settings (void)
{
  static const struct
  {
    const char *provider;
    const char *base_url;
    const char *username;
    const char *secret;
    gboolean good;
  } table[] = {
    { "twilio", "", "AC1", "secret", TRUE },
    { "twilio", "https://proxy.example/twilio/", "AC1", "secret", TRUE },
    { "twilio", "", "AC1:SK1", "secret", TRUE },
    { "twilio", "http://localhost:80", "AC1", "secret", TRUE },
    { "twilio", "http://[::1]:80", "AC1", "secret", TRUE },
    { "twilio", "http://api.twilio.com", "AC1", "secret", FALSE },
    { "twilio", "http://127.0.0.1.example.com", "AC1", "secret", FALSE },
    { "twilio", "ftp://127.0.0.1", "AC1", "secret", FALSE },
    { "twilio", "api.twilio.com", "AC1", "secret", FALSE },
    { "twilio", "https://", "AC1", "secret", FALSE },
    { "twilio", "https://user:password@api.twilio.com", "AC1", "secret", FALSE },
    { "twilio", "https://api.twilio.com?x=1", "AC1", "secret", FALSE },
    { "twilio", "", "", "secret", FALSE },
    { "twilio", "", "AC1", "", FALSE },
    { "twilio", "", "AC1/../..", "secret", FALSE },
    { "twilio", "", "someone", "secret", FALSE },
    { "twilio", "", "AC1:", "secret", FALSE },
    { "no-such-provider", "", "AC1", "secret", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(PealGatewaySettings) settings = peal_gateway_settings_new (table[i].provider);
      g_autoptr(PealGateway) gateway = NULL;
      g_autoptr(GError) error = NULL;

      g_set_str (&settings->base_url, table[i].base_url);
      g_set_str (&settings->username, table[i].username);
      g_set_str (&settings->secret, table[i].secret);
      gateway = peal_gateway_new (settings, &error);
      g_test_message ("%s '%s' %s: %s", table[i].provider, table[i].base_url, table[i].username,
                      error != NULL ? error->message : "good");
      g_assert_cmpint (gateway != NULL, ==, table[i].good);
      if (!table[i].good)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
add (const char   *what,
     guint         subject,
     GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/contract/%s/%s", subjects[subject].provider, what);

  g_test_add_data_func (path, GUINT_TO_POINTER (subject), func);
}

int
main (int    argc,
      char **argv)
{
  gboolean is_slow = g_getenv ("PEAL_TEST_SLOW") != NULL; /* set under sanitizers and valgrind */

  g_test_init (&argc, &argv, NULL);
  /* libsoup 3.6 warns when a session is put away whose HTTP/2 connection broke while being
   * written to; peal-soup.c puts it away for that very reason. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  dex_init ();
  g_assert_cmpint (argc, ==, 3);
  short_deadline = SHORT_DEADLINE * (is_slow ? 10 : 1);
  certificate = argv[1];
  key = argv[2];
  g_test_add_func ("/contract/settings", test_settings);
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      /* Memory is asked about once for each implementation, not for each entry that shares one. */
      if (is_slow && i > 0 && g_str_equal (subjects[i].data, subjects[i - 1].data))
        continue;
      add ("http1", i, test_http1);
      add ("https", i, test_https);
      add ("http2", i, test_http2);
      add ("http2-streams", i, test_http2_streams);
      add ("reuse", i, test_reuse);
      add ("endurance", i, test_endurance);
      add ("not-sent", i, test_not_sent);
      add ("waiting", i, test_waiting);
      add ("give-up", i, test_give_up);
      add ("questions", i, test_questions);
      add ("pulse", i, test_pulse);
    }
  return g_test_run ();
}

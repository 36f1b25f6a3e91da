/* test-twilio-wire.c: Twilio's words to ours and back, by table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-json.h"
#include "peal-twilio-wire.h"

#include "peal-clock.h"

static PealReply *
reply_from_text (guint       status,
                 const char *text)
{
  PealReply *reply = peal_reply_new (PEAL_REPLY_ANSWERED);

  reply->status = status;
  reply->body = g_bytes_new (text, strlen (text));
  return reply;
}

static PealReply *
reply_from_file (guint       status,
                 const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gateway", "data", "twilio", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return reply_from_text (status, text);
}

static void
test_send_form (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *body;
    gint64 not_after;
    const char *form;
  } rows[] = {
    { "+15557122661", "+15558675310", "Hi", PEAL_TIME_NEVER, "To=%2B15558675310&From=%2B15557122661&Body=Hi" },
    { "MG0123", "+15558675310", "Hi", PEAL_TIME_NEVER, "To=%2B15558675310&MessagingServiceSid=MG0123&Body=Hi" },
    { "Peal", "+15558675310", "a&b=c %\n\xe2\x82\xac~_.-*", PEAL_TIME_NEVER,
      "To=%2B15558675310&From=Peal&Body=a%26b%3Dc+%25%0A%E2%82%AC~_.-%2A" },
    { "Peal", "+1", "", 100 * PEAL_SECOND, "To=%2B1&From=Peal&Body=&ValidityPeriod=100" },
    { "Peal", "+1", "x", PEAL_SECOND / 2, "To=%2B1&From=Peal&Body=x&ValidityPeriod=1" },
    { "Peal", "+1", "x", -PEAL_DAY, "To=%2B1&From=Peal&Body=x&ValidityPeriod=1" },
    { "Peal", "+1", "x", 35999 * PEAL_SECOND + 5, "To=%2B1&From=Peal&Body=x&ValidityPeriod=35999" },
    { "Peal", "+1", "x", 36000 * PEAL_SECOND, "To=%2B1&From=Peal&Body=x" },
    { "Peal", "+1", "x", 7 * PEAL_DAY, "To=%2B1&From=Peal&Body=x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealOutgoing outgoing = { 1, (char *) "uuid", (char *) rows[i].from, (char *) rows[i].to,
                                (char *) rows[i].body, 1, rows[i].not_after };
      g_autoptr(GBytes) form = peal_twilio_send_form (&outgoing, 0);

      g_assert_cmpmem (g_bytes_get_data (form, NULL), g_bytes_get_size (form), rows[i].form, strlen (rows[i].form));
    }
}

static void
test_list_path (void)
{
  static const struct
  {
    PealTwilioList list;
    const char *path;
  } rows[] = {
    { { NULL, NULL, -1, 50 }, "Messages.json?PageSize=50" },
    { { "+1555", NULL, -1, 50 }, "Messages.json?To=%2B1555&PageSize=50" },
    { { "+1555", "+1666", G_GINT64_CONSTANT (1795248141999999), 200 },
      "Messages.json?To=%2B1555&From=%2B1666&DateSent%3E=2026-11-21T08%3A02%3A21Z&PageSize=200" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = peal_twilio_list_path (&rows[i].list);

      g_assert_cmpstr (path, ==, rows[i].path);
    }
}

/* Credentials go nowhere but below the account's own address. */
static void
test_next_url (void)
{
  static const struct
  {
    const char *next;
    const char *url;
  } rows[] = {
    { "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM9",
      "https://proxy/twilio/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM9" },
    { "https://evil.example/2010-04-01/Accounts/AC1/Messages.json", NULL },
    { "//evil.example/2010-04-01/Accounts/AC1/Messages.json", NULL },
    { "@evil.example/2010-04-01/Accounts/AC1/", NULL },
    { "/2010-04-01/Accounts/AC2/Messages.json", NULL },
    { "/2010-04-01/Accounts/AC1/../AC2/Messages.json", NULL },
    { "/2010-04-01/Accounts/AC1/x y", NULL },
    { "/2010-04-01/Accounts/AC1/x\r\nHost: evil", NULL },
    { "/2010-04-01/Accounts/AC1/\\evil", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *url = peal_twilio_next_url ("https://proxy/twilio", "/2010-04-01/Accounts/AC1/", rows[i].next);

      g_assert_cmpstr (url, ==, rows[i].url);
    }
}

static void
test_parse_send (void)
{
  g_autoptr(PealReply) reply = reply_from_file (201, "accepted.json");
  g_autoptr(PealSendResult) result = peal_twilio_parse_send (reply);
  g_autoptr(PealReply) billed = reply_from_text (201, "{\"sid\": \"SM1\", \"status\": \"delivered\", \"num_segments\": 3,"
                                                      " \"price\": -0.0237, \"price_unit\": \"EUR\"}");
  g_autoptr(PealSendResult) delivered = peal_twilio_parse_send (billed);
  g_autoptr(PealReply) odd = reply_from_text (201, "{\"sid\": \"SM1\", \"status\": \"failed\"}");
  g_autoptr(PealSendResult) failed = peal_twilio_parse_send (odd);

  g_assert_cmpint (result->outcome, ==, PEAL_SEND_ACCEPTED);
  g_assert_cmpint (result->state, ==, PEAL_STATE_ACCEPTED);
  g_assert_cmpstr (result->remote_id, ==, "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  g_assert_cmpuint (result->segments, ==, 2);
  g_assert_cmpstr (result->currency, ==, "");

  g_assert_cmpint (delivered->state, ==, PEAL_STATE_DELIVERED);
  g_assert_cmpuint (delivered->segments, ==, 3);
  g_assert_cmpint (delivered->price_micros, ==, 23700);
  g_assert_cmpstr (delivered->currency, ==, "EUR");

  g_assert_cmpint (failed->outcome, ==, PEAL_SEND_ACCEPTED); /* what became of it is for the receipts */
  g_assert_cmpint (failed->state, ==, PEAL_STATE_ACCEPTED);
}

static void
test_parse_list (void)
{
  g_autoptr(PealReply) reply = reply_from_file (200, "list.json");
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) messages = peal_twilio_parse_list (reply, &next, &error);
  const PealRemoteMessage *inbound, *undelivered, *bare;

  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 3); /* what makes no sense is left out */
  g_assert_true (g_str_has_suffix (next, "&PageToken=PASM99"));

  inbound = messages->pdata[0];
  g_assert_cmpint (inbound->direction, ==, PEAL_DIRECTION_INBOUND);
  g_assert_cmpint (inbound->state, ==, PEAL_STATE_RECEIVED);
  g_assert_cmpstr (inbound->body, ==, "Thanks \xf0\x9f\x91\x8d");
  g_assert_cmpint (inbound->at, ==, G_GINT64_CONSTANT (1692950400000000));
  g_assert_cmpint (inbound->price_micros, ==, 7500);

  undelivered = messages->pdata[1];
  g_assert_cmpint (undelivered->direction, ==, PEAL_DIRECTION_OUTBOUND);
  g_assert_cmpint (undelivered->state, ==, PEAL_STATE_UNDELIVERED);
  g_assert_cmpint (undelivered->failure, ==, PEAL_FAILURE_NUMBER);
  g_assert_cmpstr (undelivered->provider_code, ==, "30005");
  g_assert_cmpint (undelivered->price_micros, ==, 15800);

  bare = messages->pdata[2];
  g_assert_cmpint (bare->state, ==, PEAL_STATE_DELIVERED);
  g_assert_cmpint (bare->failure, ==, PEAL_FAILURE_NONE);
  g_assert_cmpstr (bare->body, ==, "");
  g_assert_cmpstr (bare->from, ==, "");
  g_assert_cmpint (bare->at, ==, 0);
  g_assert_cmpstr (bare->currency, ==, "");
}

static void
test_parse_account (void)
{
  g_autoptr(PealReply) money = reply_from_file (200, "balance.json");
  g_autoptr(PealReply) list = reply_from_file (200, "numbers.json");
  g_autoptr(PealReply) nothing = reply_from_text (200, "{\"balance\": \"lots\", \"currency\": \"USD\"}");
  g_autoptr(GPtrArray) numbers = NULL;
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;
  const PealOwnNumber *number;
  PealBalance balance;

  g_assert_true (peal_twilio_parse_balance (money, &balance, &error));
  g_assert_no_error (error);
  g_assert_cmpint (balance.micros, ==, -12345678);
  g_assert_cmpstr (balance.currency, ==, "EUR");
  g_assert_false (peal_twilio_parse_balance (nothing, &balance, &error));
  g_assert_error (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL);
  g_clear_error (&error);

  numbers = peal_twilio_parse_numbers (list, &next, &error);
  g_assert_no_error (error);
  g_assert_null (next);
  g_assert_cmpuint (numbers->len, ==, 2);
  number = numbers->pdata[0];
  g_assert_cmpstr (number->e164, ==, "+15557122661");
  g_assert_cmpstr (number->label, ==, "(555) 712-2661");
  g_assert_true (number->can_sms && number->can_voice && !number->can_mms);
  number = numbers->pdata[1];
  g_assert_cmpstr (number->e164, ==, "+442079460000");
  g_assert_false (number->can_sms);
}

/* Twilio's error dictionary, class by class. */
static void
test_classify (void)
{
  static const struct
  {
    gint64 code;
    guint status;
    PealFailureClass failure;
  } rows[] = {
    { 20003, 401, PEAL_FAILURE_ACCOUNT }, { 20005, 403, PEAL_FAILURE_ACCOUNT }, { 20429, 429, PEAL_FAILURE_THROTTLED },
    { 21211, 400, PEAL_FAILURE_NUMBER }, { 21408, 403, PEAL_FAILURE_CONTENT }, { 21606, 400, PEAL_FAILURE_CONTENT },
    { 21608, 400, PEAL_FAILURE_ACCOUNT }, { 21610, 400, PEAL_FAILURE_OBJECTION }, { 21611, 429, PEAL_FAILURE_THROTTLED },
    { 21614, 400, PEAL_FAILURE_NUMBER }, { 21617, 400, PEAL_FAILURE_CONTENT }, { 21635, 400, PEAL_FAILURE_NUMBER },
    { 30001, 0, PEAL_FAILURE_THROTTLED }, { 30002, 0, PEAL_FAILURE_ACCOUNT }, { 30003, 0, PEAL_FAILURE_HANDSET },
    { 30004, 0, PEAL_FAILURE_NUMBER }, { 30005, 0, PEAL_FAILURE_NUMBER }, { 30006, 0, PEAL_FAILURE_NUMBER },
    { 30007, 0, PEAL_FAILURE_CONTENT }, { 30008, 0, PEAL_FAILURE_HANDSET }, { 30019, 0, PEAL_FAILURE_CONTENT },
    { 30022, 0, PEAL_FAILURE_THROTTLED }, { 30023, 0, PEAL_FAILURE_THROTTLED }, { 30032, 0, PEAL_FAILURE_CONTENT },
    { 30034, 0, PEAL_FAILURE_CONTENT }, { 30610, 0, PEAL_FAILURE_CONTENT },
    /* numbers that the table does not have */
    { 0, 0, PEAL_FAILURE_HANDSET }, { 39999, 0, PEAL_FAILURE_HANDSET }, { 0, 401, PEAL_FAILURE_ACCOUNT },
    { 0, 403, PEAL_FAILURE_ACCOUNT }, { 0, 404, PEAL_FAILURE_ACCOUNT }, { 0, 429, PEAL_FAILURE_THROTTLED },
    { 99999, 400, PEAL_FAILURE_CONTENT }, { G_MAXINT64, 422, PEAL_FAILURE_CONTENT }, { -1, 400, PEAL_FAILURE_CONTENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%" G_GINT64_FORMAT " with HTTP %u", rows[i].code, rows[i].status);
      g_assert_cmpint (peal_twilio_classify (rows[i].code, rows[i].status), ==, rows[i].failure);
    }
}

static void
test_same_text (void)
{
  static const struct
  {
    const char *ours;
    const char *theirs;
    gboolean exact;
    gboolean loose;
  } rows[] = {
    { "Hello", "Hello", TRUE, TRUE },
    { "Hello ", " Hello\n", TRUE, TRUE },
    { "Hello", "Sent from your Twilio trial account - Hello", TRUE, TRUE },
    { "Hello", "Hello!", FALSE, TRUE },
    { "Hello", "Hell", FALSE, FALSE },
    { "Hello", "", FALSE, FALSE },
    { "", "", TRUE, TRUE },
    { "It\xe2\x80\x99s \xe2\x80\x9cnow\xe2\x80\x9d", "It's \"now\"", FALSE, TRUE },
    { "See https://example.com/a/long/link", "See https://twil.io/x1", FALSE, TRUE },
    { "See you at 3", "See you at 4", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("'%s', '%s'", rows[i].ours, rows[i].theirs);
      g_assert_cmpint (peal_twilio_same_text (rows[i].ours, rows[i].theirs, FALSE), ==, rows[i].exact);
      g_assert_cmpint (peal_twilio_same_text (rows[i].ours, rows[i].theirs, TRUE), ==, rows[i].loose);
    }
}

static void
test_decimal (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
    gint64 micros;
  } rows[] = {
    { "0", TRUE, 0 }, { "-0.00750", TRUE, -7500 }, { "1", TRUE, 1000000 }, { "12.3456789", TRUE, 12345678 },
    { ".5", TRUE, 500000 }, { "5.", TRUE, 5000000 }, { "999999999999.999999", TRUE, G_GINT64_CONSTANT (999999999999999999) },
    { "1000000000000", FALSE, 0 }, { "", FALSE, 0 }, { "-", FALSE, 0 }, { ".", FALSE, 0 }, { "1,5", FALSE, 0 },
    { "1e5", FALSE, 0 }, { " 1", FALSE, 0 }, { "--1", FALSE, 0 }, { "NaN", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 micros = 77;

      g_test_message ("'%s'", rows[i].text);
      g_assert_cmpint (peal_micros_from_decimal (rows[i].text, &micros), ==, rows[i].good);
      g_assert_cmpint (micros, ==, rows[i].good ? rows[i].micros : 77);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    gint64 time;
  } rows[] = {
    { "Thu, 24 Aug 2023 05:01:45 +0000", G_GINT64_CONSTANT (1692853305000000) },
    { "Thu, 24 Aug 2023 07:01:45 +0200", G_GINT64_CONSTANT (1692853305000000) },
    { "Thu, 24 Aug 2023 05:01:45 GMT", G_GINT64_CONSTANT (1692853305000000) },
    { "yesterday", -1 },
    { "", -1 },
    { NULL, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (peal_time_from_http_date (rows[i].text), ==, rows[i].time);
}

/* A body of brackets would end a fiber's stack in any parser that descends. */
static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *text = g_strconcat ("{\"messages\": ", deep, NULL);
  g_autoptr(PealReply) reply = reply_from_text (200, text);
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (peal_twilio_parse_list (reply, &next, &error));
  g_assert_error (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/twilio/send-form", test_send_form);
  g_test_add_func ("/twilio/list-path", test_list_path);
  g_test_add_func ("/twilio/next-url", test_next_url);
  g_test_add_func ("/twilio/parse-send", test_parse_send);
  g_test_add_func ("/twilio/parse-list", test_parse_list);
  g_test_add_func ("/twilio/parse-account", test_parse_account);
  g_test_add_func ("/twilio/classify", test_classify);
  g_test_add_func ("/twilio/same-text", test_same_text);
  g_test_add_func ("/twilio/decimal", test_decimal);
  g_test_add_func ("/twilio/dates", test_dates);
  g_test_add_func ("/twilio/deep", test_deep);
  return g_test_run ();
}

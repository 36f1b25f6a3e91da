/* fuzz-twilio.c: whatever a server answers, the outcome is one that the engine can act upon.
 *
 * The first byte chooses the HTTP status; the rest is the body.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-twilio-wire.h"

#include <string.h>

static void
check_id (const char *id)
{
  g_assert_cmpuint (strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS), ==, strlen (id));
  g_assert_cmpuint (strlen (id), >, 0);
}

static void
check_send (const PealReply *reply)
{
  g_autoptr(PealSendResult) result = peal_twilio_parse_send (reply);

  g_assert_true (g_utf8_validate (result->detail, -1, NULL));
  if (result->outcome == PEAL_SEND_ACCEPTED)
    {
      check_id (result->remote_id);
      g_assert_cmpint (result->failure, ==, PEAL_FAILURE_NONE);
      g_assert_cmpuint (reply->status / 100, ==, 2);
    }
  else
    {
      g_assert_cmpstr (result->remote_id, ==, "");
      g_assert_cmpint (result->failure, !=, PEAL_FAILURE_NONE);
      g_assert_cmpint (result->outcome == PEAL_SEND_UNKNOWN, ==, result->failure == PEAL_FAILURE_UNKNOWN);
    }
  if (reply->status >= 500 || reply->status / 100 == 2)
    g_assert_cmpint (result->outcome, !=, PEAL_SEND_NOT_ACCEPTED); /* R-SEND-3 */
}

static void
check_list (const PealReply *reply)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;
  g_autofree char *url = NULL;
  g_autoptr(GPtrArray) messages = peal_twilio_parse_list (reply, &next, &error);

  g_assert_true ((messages != NULL) == (error == NULL));
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const PealRemoteMessage *message = g_ptr_array_index (messages, i);

      check_id (message->remote_id);
      g_assert_true (g_utf8_validate (message->body, -1, NULL));
      g_assert_cmpint (message->at, >=, 0);
    }
  if (next != NULL)
    url = peal_twilio_next_url ("https://host", "/2010-04-01/Accounts/AC1/", next);
  if (url != NULL)
    g_assert_true (g_str_has_prefix (url, "https://host/2010-04-01/Accounts/AC1/"));
}

static void
check_others (const PealReply *reply)
{
  g_autoptr(GError) message_error = NULL;
  g_autoptr(GError) numbers_error = NULL;
  g_autoptr(GError) balance_error = NULL;
  g_autoptr(PealRemoteMessage) message = peal_twilio_parse_message (reply, &message_error);
  g_autofree char *next = NULL;
  g_autoptr(GPtrArray) numbers = peal_twilio_parse_numbers (reply, &next, &numbers_error);
  PealBalance balance = { 0 };
  gboolean known = peal_twilio_parse_balance (reply, &balance, &balance_error);

  g_assert_true ((message != NULL) == (message_error == NULL));
  g_assert_true ((numbers != NULL) == (numbers_error == NULL));
  g_assert_true (known == (balance_error == NULL));
  if (known)
    g_assert_cmpuint (strlen (balance.currency), ==, 3);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const guint statuses[] = { 200, 201, 204, 302, 307, 400, 401, 403, 404, 408, 429, 500, 503 };
  g_autoptr(PealReply) reply = peal_reply_new (PEAL_REPLY_ANSWERED);

  if (size == 0)
    return 0;
  reply->status = statuses[data[0] % G_N_ELEMENTS (statuses)];
  reply->body = g_bytes_new (data + 1, size - 1);
  check_send (reply);
  check_list (reply);
  check_others (reply);
  return 0;
}

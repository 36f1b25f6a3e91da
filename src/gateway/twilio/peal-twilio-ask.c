/* peal-twilio-ask.c: requests that ask, and what they have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-private.h"

#include "peal-fiber.h"

#define MAX_LIST_BODY (16 * 1024 * 1024)

PealTwilioQuestion *
peal_twilio_question_new (PealTwilioGateway *self)
{
  PealTwilioQuestion *question = g_new0 (PealTwilioQuestion, 1);

  question->self = g_object_ref (self);
  return question;
}

void
peal_twilio_question_free (gpointer data)
{
  PealTwilioQuestion *question = data;

  g_object_unref (question->self);
  g_free (question->from);
  g_free (question->to);
  g_free (question->body);
  g_free (question->position);
  g_clear_pointer (&question->awaited, g_ptr_array_unref);
  g_free (question);
}

DexFuture *
peal_twilio_resolve_array (GPtrArray *array)
{
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, array);
}

char *
peal_twilio_account_url (PealTwilioGateway *self,
                         const char        *path)
{
  return g_strconcat (self->base, self->account_path, path, NULL);
}

void
peal_twilio_set_headers (PealTwilioGateway *self,
                         SoupMessage       *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Authorization", self->authorization);
  soup_message_headers_append (headers, "Accept", "application/json");
}

PealReply *
peal_twilio_ask (PealTwilioGateway *self,
                 const char        *url,
                 GCancellable      *cancellable,
                 GError           **error)
{
  SoupMessage *message = soup_message_new ("GET", url);

  if (message == NULL)
    {
      g_set_error_literal (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL, "The address makes no sense");
      return NULL;
    }
  peal_twilio_set_headers (self, message);
  return dex_await_boxed (peal_until_cancelled (peal_soup_request (self->soup, message, MAX_LIST_BODY), cancellable), error);
}

GPtrArray *
peal_twilio_ask_page (PealTwilioGateway *self,
                      char             **url,
                      gint64            *skew,
                      GCancellable      *cancellable,
                      GError           **error)
{
  g_autoptr(PealReply) reply = peal_twilio_ask (self, *url, cancellable, error);
  g_autofree char *next = NULL;
  GPtrArray *messages;

  if (reply == NULL)
    return NULL;
  messages = peal_twilio_parse_list (reply, &next, error);
  if (skew != NULL)
    *skew = reply->date >= 0 ? reply->date - peal_clock_get_now (self->clock) : 0;
  g_free (*url);
  *url = next != NULL ? peal_twilio_next_url (self->base, self->account_path, next) : NULL;
  return messages;
}

/* peal-reply.c: what came back for one HTTP request, or how it was lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-reply.h"

#include "peal-clock.h"

#include <libsoup/soup.h>

G_DEFINE_BOXED_TYPE (PealReply, peal_reply, peal_reply_ref, peal_reply_unref)

/* RFC 6585; libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

PealReply *
peal_reply_new (PealReplyFate fate)
{
  PealReply *self = g_atomic_rc_box_new0 (PealReply);

  self->fate = fate;
  self->retry_after = -1;
  self->date = -1;
  return self;
}

PealReply *
peal_reply_ref (PealReply *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PealReply *self = data;

  g_free (self->detail);
  g_clear_pointer (&self->body, g_bytes_unref);
}

void
peal_reply_unref (PealReply *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gint64
peal_time_from_http_date (const char *text)
{
  g_autoptr(GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * PEAL_SECOND : -1;
}

void
peal_reply_set_retry_after (PealReply  *self,
                            const char *text,
                            gint64      now)
{
  guint64 seconds;
  gint64 until;

  if (text == NULL)
    return;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    {
      self->retry_after = (gint64) seconds * PEAL_SECOND;
      return;
    }

  until = peal_time_from_http_date (text);
  if (until >= 0)
    self->retry_after = MAX (until - (self->date >= 0 ? self->date : now), 0);
}

gboolean
peal_reply_looks_like_json (const PealReply *self)
{
  gsize size;
  const char *text;

  if (self->body == NULL)
    return FALSE;
  text = g_bytes_get_data (self->body, &size);
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isspace (text[i]))
      return text[i] == '{' || text[i] == '[';
  return FALSE;
}

static PealSendResult *
send_result_new (PealSendOutcome  outcome,
                 PealFailureClass failure,
                 char            *detail)
{
  PealSendResult *result = peal_send_result_new (outcome);

  result->failure = failure;
  g_free (result->detail);
  result->detail = detail;
  return result;
}

/* 307 and 308 say that the request was not acted upon here; 303 says that it was, and 301 and 302
 * are used for either. */
static PealSendResult *
redirected_to_send_result (guint status)
{
  if (status == SOUP_STATUS_TEMPORARY_REDIRECT || status == SOUP_STATUS_PERMANENT_REDIRECT)
    return send_result_new (PEAL_SEND_NOT_ACCEPTED, PEAL_FAILURE_ACCOUNT,
                            g_strdup_printf ("The address answers with a redirect (HTTP %u): correct the account's address", status));
  return send_result_new (PEAL_SEND_UNKNOWN, PEAL_FAILURE_UNKNOWN,
                          g_strdup_printf ("The address answers with a redirect (HTTP %u)", status));
}

PealSendResult *
peal_reply_to_send_result (const PealReply *self)
{
  switch (self->fate)
    {
    case PEAL_REPLY_NOT_SENT:
      return send_result_new (PEAL_SEND_NOT_ACCEPTED, PEAL_FAILURE_TRANSPORT, g_strdup (self->detail));
    case PEAL_REPLY_LOST:
      return send_result_new (PEAL_SEND_UNKNOWN, PEAL_FAILURE_UNKNOWN, g_strdup (self->detail));
    case PEAL_REPLY_ANSWERED:
    default:
      break;
    }

  if (SOUP_STATUS_IS_REDIRECTION (self->status))
    return redirected_to_send_result (self->status);
  if (self->status == SOUP_STATUS_REQUEST_TIMEOUT || self->status < 200 || self->status >= 500)
    return send_result_new (PEAL_SEND_UNKNOWN, PEAL_FAILURE_UNKNOWN,
                            g_strdup_printf ("The server failed (HTTP %u)", self->status));
  if (peal_reply_looks_like_json (self) || self->status == STATUS_TOO_MANY_REQUESTS)
    return NULL;
  if (SOUP_STATUS_IS_SUCCESSFUL (self->status))
    return send_result_new (PEAL_SEND_UNKNOWN, PEAL_FAILURE_UNKNOWN,
                            g_strdup_printf ("The answer makes no sense (HTTP %u without JSON)", self->status));

  /* A refusal in words that are not the provider's own: a proxy, or a wrong address. It holds for
   * every message of the account, so it must not use up this one. */
  return send_result_new (PEAL_SEND_NOT_ACCEPTED, PEAL_FAILURE_ACCOUNT,
                          g_strdup_printf ("Refused by something that is not the provider (HTTP %u without JSON): check the account's address", self->status));
}

gboolean
peal_reply_check (const PealReply *self,
                  const char      *said,
                  GError         **error)
{
  PealGatewayErrorCode code;

  if (self->fate != PEAL_REPLY_ANSWERED)
    {
      g_set_error_literal (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNREACHABLE, self->detail);
      return FALSE;
    }
  if (SOUP_STATUS_IS_SUCCESSFUL (self->status) && peal_reply_looks_like_json (self))
    return TRUE;

  if (self->status >= 500)
    code = PEAL_GATEWAY_ERROR_UNREACHABLE;
  else if (self->status == STATUS_TOO_MANY_REQUESTS)
    code = PEAL_GATEWAY_ERROR_RATE_LIMITED;
  else if (self->status == SOUP_STATUS_UNAUTHORIZED || self->status == SOUP_STATUS_FORBIDDEN)
    code = PEAL_GATEWAY_ERROR_AUTH;
  else if (self->status >= 400 && peal_reply_looks_like_json (self))
    code = PEAL_GATEWAY_ERROR_REJECTED;
  else
    code = PEAL_GATEWAY_ERROR_PROTOCOL;
  if (said != NULL && *said != '\0')
    g_set_error (error, PEAL_GATEWAY_ERROR, code, "HTTP %u: %s", self->status, said);
  else
    g_set_error (error, PEAL_GATEWAY_ERROR, code, "HTTP %u%s", self->status,
                 code == PEAL_GATEWAY_ERROR_PROTOCOL ? " without JSON: this is not the provider's address" : "");
  return FALSE;
}

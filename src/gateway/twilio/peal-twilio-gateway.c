/* peal-twilio-gateway.c: a Twilio account, or anything that speaks its dialect.
 *
 * Sending builds its request by hand and reads one small answer; everything that
 * takes several requests is a fiber that asks page by page, newest first, and
 * stops as soon as it has seen enough.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-gateway.h"

#include "peal-log.h"
#include "peal-twilio-private.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"

#define MAX_SEND_BODY (64 * 1024)

static void peal_twilio_gateway_iface_init (PealGatewayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealTwilioGateway, peal_twilio_gateway, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_GATEWAY, peal_twilio_gateway_iface_init))

static gpointer
parse_send (const PealReply *reply)
{
  return peal_twilio_parse_send (reply);
}

static DexFuture *
peal_twilio_gateway_send (PealGateway        *gateway,
                          const PealOutgoing *outgoing)
{
  PealTwilioGateway *self = PEAL_TWILIO_GATEWAY (gateway);
  SoupMessage *message = soup_message_new_from_uri ("POST", self->messages_uri);
  g_autoptr(GBytes) form = peal_twilio_send_form (outgoing, peal_clock_get_now (self->clock));

  peal_twilio_set_headers (self, message);
  soup_message_set_request_body_from_bytes (message, FORM_TYPE, form);
  return peal_soup_request_parsed (self->soup, message, MAX_SEND_BODY, PEAL_TYPE_SEND_RESULT, parse_send);
}

static void
peal_twilio_gateway_give_up (PealGateway *gateway)
{
  peal_soup_give_up (PEAL_TWILIO_GATEWAY (gateway)->soup);
}

static void
peal_twilio_gateway_finalize (GObject *object)
{
  PealTwilioGateway *self = PEAL_TWILIO_GATEWAY (object);

  g_clear_pointer (&self->soup, peal_soup_unref);
  g_clear_object (&self->clock);
  g_free (self->base);
  g_free (self->account_path);
  g_free (self->authorization);
  g_free (self->sender);
  g_clear_pointer (&self->messages_uri, g_uri_unref);
  G_OBJECT_CLASS (peal_twilio_gateway_parent_class)->finalize (object);
}

static void
peal_twilio_gateway_class_init (PealTwilioGatewayClass *class)
{
  G_OBJECT_CLASS (class)->finalize = peal_twilio_gateway_finalize;
}

static void
peal_twilio_gateway_init (PealTwilioGateway *self)
{
}

static void
peal_twilio_gateway_iface_init (PealGatewayInterface *iface)
{
  iface->send = peal_twilio_gateway_send;
  iface->find = peal_twilio_gateway_find;
  iface->poll_receipts = peal_twilio_gateway_poll_receipts;
  iface->poll_inbound = peal_twilio_gateway_poll_inbound;
  iface->get_balance = peal_twilio_gateway_get_balance;
  iface->list_numbers = peal_twilio_gateway_list_numbers;
  iface->give_up = peal_twilio_gateway_give_up;
}

/* "AC...", or "AC...:SK...": what goes into the path, and who signs in. */
static gboolean
split_username (const char *username,
                char      **account,
                char      **user)
{
  const char *colon = strchr (username, ':');

  *account = colon != NULL ? g_strndup (username, colon - username) : g_strdup (username);
  *user = g_strdup (colon != NULL ? colon + 1 : username);
  if (!g_str_has_prefix (*account, "AC") || **user == '\0')
    return FALSE;
  for (const char *c = username; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && c != colon)
      return FALSE;
  return TRUE;
}

PealGateway *
peal_twilio_gateway_new (const PealGatewaySettings *settings,
                         GError                   **error)
{
  g_autoptr(PealTwilioGateway) self = g_object_new (PEAL_TYPE_TWILIO_GATEWAY, NULL);
  g_autofree char *account = NULL;
  g_autofree char *user = NULL;
  g_autofree char *url = NULL;

  if (!split_username (settings->username, &account, &user))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The account SID begins with AC, then letters and digits. Find it on the first page of the provider's console");
      return NULL;
    }
  self->soup = peal_soup_new (settings->workers, settings->deadline,
                              *settings->ca_file != '\0' ? settings->ca_file : NULL, error);
  if (self->soup == NULL)
    return NULL;
  peal_soup_set_pulse (self->soup, settings->pulse);

  self->clock = g_object_ref (settings->clock);
  self->base = g_strdup (settings->base_url);
  self->account_path = g_strdup_printf ("/2010-04-01/Accounts/%s/", account);
  self->sender = g_strdup (settings->sender);
  self->authorization = peal_soup_basic_auth (user, settings->secret);
  peal_log_add_secret (self->authorization + strlen ("Basic "));
  url = peal_twilio_account_url (self, "Messages.json");
  self->messages_uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, error);
  return self->messages_uri != NULL ? PEAL_GATEWAY (g_steal_pointer (&self)) : NULL;
}

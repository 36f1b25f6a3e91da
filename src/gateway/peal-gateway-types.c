/* peal-gateway-types.c: the values that cross between engine and gateway.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-gateway-types.h"

G_DEFINE_QUARK (peal-gateway-error-quark, peal_gateway_error)

G_DEFINE_BOXED_TYPE (PealOutgoing, peal_outgoing, peal_outgoing_copy, peal_outgoing_free)
G_DEFINE_BOXED_TYPE (PealSendResult, peal_send_result, peal_send_result_ref, peal_send_result_unref)
G_DEFINE_BOXED_TYPE (PealInboundPage, peal_inbound_page, peal_inbound_page_copy, peal_inbound_page_free)

PealOutgoing *
peal_outgoing_copy (const PealOutgoing *self)
{
  PealOutgoing *copy = g_memdup2 (self, sizeof *self);

  copy->uuid = g_strdup (self->uuid);
  copy->from = g_strdup (self->from);
  copy->to = g_strdup (self->to);
  copy->body = g_strdup (self->body);
  return copy;
}

void
peal_outgoing_free (PealOutgoing *self)
{
  g_free (self->uuid);
  g_free (self->from);
  g_free (self->to);
  g_free (self->body);
  g_free (self);
}

PealSendResult *
peal_send_result_new (PealSendOutcome outcome)
{
  PealSendResult *self = g_atomic_rc_box_new0 (PealSendResult);

  self->outcome = outcome;
  self->state = PEAL_STATE_ACCEPTED;
  self->remote_id = g_strdup ("");
  self->provider_code = g_strdup ("");
  self->detail = g_strdup ("");
  self->retry_after = -1;
  self->currency = g_strdup ("");
  return self;
}

PealSendResult *
peal_send_result_ref (PealSendResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
send_result_clear (gpointer data)
{
  PealSendResult *self = data;

  g_free (self->remote_id);
  g_free (self->provider_code);
  g_free (self->detail);
  g_free (self->currency);
}

void
peal_send_result_unref (PealSendResult *self)
{
  g_atomic_rc_box_release_full (self, send_result_clear);
}

PealRemoteMessage *
peal_remote_message_new (void)
{
  PealRemoteMessage *self = g_new0 (PealRemoteMessage, 1);

  self->direction = PEAL_DIRECTION_OUTBOUND;
  self->state = PEAL_STATE_ACCEPTED;
  self->remote_id = g_strdup ("");
  self->from = g_strdup ("");
  self->to = g_strdup ("");
  self->body = g_strdup ("");
  self->provider_code = g_strdup ("");
  self->currency = g_strdup ("");
  return self;
}

void
peal_remote_message_free (PealRemoteMessage *self)
{
  if (self == NULL)
    return;
  g_free (self->remote_id);
  g_free (self->from);
  g_free (self->to);
  g_free (self->body);
  g_free (self->provider_code);
  g_free (self->currency);
  g_free (self);
}

static void
remote_message_destroy (gpointer data)
{
  peal_remote_message_free (data);
}

GPtrArray *
peal_remote_messages_new (void)
{
  return g_ptr_array_new_with_free_func (remote_message_destroy);
}

PealAwaited *
peal_awaited_new (gint64      message_id,
                  const char *remote_id,
                  gint64      submitted_at)
{
  PealAwaited *self = g_new0 (PealAwaited, 1);

  self->message_id = message_id;
  self->remote_id = g_strdup (remote_id);
  self->submitted_at = submitted_at;
  return self;
}

void
peal_awaited_free (PealAwaited *self)
{
  g_free (self->remote_id);
  g_free (self);
}

PealInboundPage *
peal_inbound_page_new (void)
{
  PealInboundPage *self = g_new0 (PealInboundPage, 1);

  self->messages = peal_remote_messages_new ();
  self->position = g_strdup ("");
  return self;
}

/* Shares the messages, which nobody changes once a page has been handed out. */
PealInboundPage *
peal_inbound_page_copy (const PealInboundPage *self)
{
  PealInboundPage *copy = g_new0 (PealInboundPage, 1);

  copy->messages = g_ptr_array_ref (self->messages);
  copy->position = g_strdup (self->position);
  return copy;
}

void
peal_inbound_page_free (PealInboundPage *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self->position);
  g_free (self);
}

static PealBalance *
balance_copy (PealBalance *self)
{
  return g_memdup2 (self, sizeof *self);
}

G_DEFINE_BOXED_TYPE (PealBalance, peal_balance, balance_copy, g_free)

PealOwnNumber *
peal_own_number_new (void)
{
  PealOwnNumber *self = g_new0 (PealOwnNumber, 1);

  self->e164 = g_strdup ("");
  self->label = g_strdup ("");
  return self;
}

void
peal_own_number_free (PealOwnNumber *self)
{
  g_free (self->e164);
  g_free (self->label);
  g_free (self);
}

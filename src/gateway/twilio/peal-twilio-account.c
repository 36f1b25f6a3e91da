/* peal-twilio-account.c: the numbers and the balance of the account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-private.h"

#include "peal-fiber.h"

static DexFuture *
numbers_fiber (gpointer      data,
               GCancellable *cancellable)
{
  PealTwilioQuestion *question = data;
  PealTwilioGateway *self = question->self;
  g_autoptr(GPtrArray) all = NULL;
  g_autofree char *url = peal_twilio_account_url (self, "IncomingPhoneNumbers.json?PageSize=1000");

  for (guint page = 0; url != NULL && page < PEAL_TWILIO_MAX_PAGES; page++)
    {
      GError *error = NULL;
      g_autofree char *next = NULL;
      g_autoptr(GPtrArray) numbers = NULL;
      g_autoptr(PealReply) reply = peal_twilio_ask (self, url, cancellable, &error);

      if (reply != NULL)
        numbers = peal_twilio_parse_numbers (reply, &next, &error);
      if (numbers == NULL)
        return dex_future_new_for_error (error);
      if (all == NULL)
        all = g_steal_pointer (&numbers);
      else
        g_ptr_array_extend_and_steal (all, g_steal_pointer (&numbers));
      g_free (url);
      url = next != NULL ? peal_twilio_next_url (self->base, self->account_path, next) : NULL;
    }
  return peal_twilio_resolve_array (g_steal_pointer (&all));
}

DexFuture *
peal_twilio_gateway_list_numbers (PealGateway *gateway)
{
  return peal_fiber_spawn (numbers_fiber, peal_twilio_question_new (PEAL_TWILIO_GATEWAY (gateway)),
                           peal_twilio_question_free);
}

static DexFuture *
balance_fiber (gpointer      data,
               GCancellable *cancellable)
{
  PealTwilioQuestion *question = data;
  GError *error = NULL;
  g_autofree char *url = peal_twilio_account_url (question->self, "Balance.json");
  g_autoptr(PealReply) reply = peal_twilio_ask (question->self, url, cancellable, &error);
  PealBalance balance = { 0 };

  if (reply == NULL || !peal_twilio_parse_balance (reply, &balance, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (PEAL_TYPE_BALANCE, g_memdup2 (&balance, sizeof balance));
}

DexFuture *
peal_twilio_gateway_get_balance (PealGateway *gateway)
{
  return peal_fiber_spawn (balance_fiber, peal_twilio_question_new (PEAL_TWILIO_GATEWAY (gateway)),
                           peal_twilio_question_free);
}

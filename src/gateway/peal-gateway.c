/* peal-gateway.c: what every gateway can do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-gateway.h"

#include "peal-fiber.h"

G_DEFINE_INTERFACE (PealGateway, peal_gateway, G_TYPE_OBJECT)

static DexFuture *
unsupported_find (PealGateway         *self,
                  const PealFindQuery *query)
{
  return dex_future_new_reject (PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNSUPPORTED,
                                "This provider cannot be asked what became of a message");
}

static DexFuture *
unsupported_poll_receipts (PealGateway *self,
                           GPtrArray   *awaited)
{
  return dex_future_new_reject (PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNSUPPORTED,
                                "This provider cannot be asked for receipts");
}

static DexFuture *
unsupported_poll_inbound (PealGateway *self,
                          const char  *position)
{
  return dex_future_new_reject (PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNSUPPORTED,
                                "This provider cannot be asked for replies");
}

static DexFuture *
unsupported_question (PealGateway *self)
{
  return dex_future_new_reject (PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNSUPPORTED,
                                "This provider has no such question");
}

/* Only send and give_up have no default: a provider that cannot send is none. */
static void
peal_gateway_default_init (PealGatewayInterface *iface)
{
  iface->find = unsupported_find;
  iface->poll_receipts = unsupported_poll_receipts;
  iface->poll_inbound = unsupported_poll_inbound;
  iface->get_balance = unsupported_question;
  iface->list_numbers = unsupported_question;
}

DexFuture *
peal_gateway_send (PealGateway        *self,
                   const PealOutgoing *outgoing)
{
  peal_return_reject_if_fail (PEAL_IS_GATEWAY (self));
  peal_return_reject_if_fail (outgoing != NULL);

  return PEAL_GATEWAY_GET_IFACE (self)->send (self, outgoing);
}

DexFuture *
peal_gateway_find (PealGateway         *self,
                   const PealFindQuery *query)
{
  peal_return_reject_if_fail (PEAL_IS_GATEWAY (self));
  peal_return_reject_if_fail (query != NULL);

  return PEAL_GATEWAY_GET_IFACE (self)->find (self, query);
}

DexFuture *
peal_gateway_poll_receipts (PealGateway *self,
                            GPtrArray   *awaited)
{
  peal_return_reject_if_fail (PEAL_IS_GATEWAY (self));
  peal_return_reject_if_fail (awaited != NULL);

  return PEAL_GATEWAY_GET_IFACE (self)->poll_receipts (self, awaited);
}

DexFuture *
peal_gateway_poll_inbound (PealGateway *self,
                           const char  *position)
{
  peal_return_reject_if_fail (PEAL_IS_GATEWAY (self));
  peal_return_reject_if_fail (position != NULL);

  return PEAL_GATEWAY_GET_IFACE (self)->poll_inbound (self, position);
}

DexFuture *
peal_gateway_get_balance (PealGateway *self)
{
  peal_return_reject_if_fail (PEAL_IS_GATEWAY (self));

  return PEAL_GATEWAY_GET_IFACE (self)->get_balance (self);
}

DexFuture *
peal_gateway_list_numbers (PealGateway *self)
{
  peal_return_reject_if_fail (PEAL_IS_GATEWAY (self));

  return PEAL_GATEWAY_GET_IFACE (self)->list_numbers (self);
}

void
peal_gateway_give_up (PealGateway *self)
{
  g_return_if_fail (PEAL_IS_GATEWAY (self));

  PEAL_GATEWAY_GET_IFACE (self)->give_up (self);
}

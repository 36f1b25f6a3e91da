/* peal-gateway.h: what every gateway can do.
 *
 * A gateway turns our requests into a provider's HTTP and the provider's words
 * into ours. It keeps no state that matters: everything it must remember (poll
 * positions, ids) is handed in and out as values, so the workspace is the only
 * memory. All functions return at once, run on the thread that created the
 * gateway (its main context), and return a future, never NULL. A question ends
 * when its future is discarded, as peal_until_cancelled () does. A send ends by
 * its answer, its deadline or peal_gateway_give_up (), and once its request may
 * have left, one without an answer is unknown, never "not sent".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-gateway-types.h"

#include <libdex.h>

G_BEGIN_DECLS

#define PEAL_TYPE_GATEWAY (peal_gateway_get_type ())
G_DECLARE_INTERFACE (PealGateway, peal_gateway, PEAL, GATEWAY, GObject)

struct _PealGatewayInterface
{
  GTypeInterface g_iface;

  DexFuture *(*send) (PealGateway        *self,
                      const PealOutgoing *outgoing);
  DexFuture *(*find) (PealGateway         *self,
                      const PealFindQuery *query);
  DexFuture *(*poll_receipts) (PealGateway *self,
                               GPtrArray   *awaited);
  DexFuture *(*poll_inbound) (PealGateway *self,
                              const char  *position);
  DexFuture *(*get_balance) (PealGateway *self);
  DexFuture *(*list_numbers) (PealGateway *self);
  void (*give_up) (PealGateway *self);
};

/* Sends one message, with exactly one request that is never repeated. Always resolves, to a
 * PealSendResult: an answer that did not arrive is an outcome, not an error. */
DexFuture *peal_gateway_send (PealGateway        *self,
                              const PealOutgoing *outgoing) G_GNUC_WARN_UNUSED_RESULT;

/* R-SEND-3: asks what became of an attempt without an answer. Resolves to a GPtrArray of
 * PealRemoteMessage: everything in the provider's record that may be this attempt (same
 * recipient and sender, same text, created in the query's span), newest first, its times as our
 * clock has them as far as the difference is known; empty when nothing may. The caller leaves out those whose id another row owns. Rejects with PealGatewayError. */
DexFuture *peal_gateway_find (PealGateway         *self,
                              const PealFindQuery *query) G_GNUC_WARN_UNUSED_RESULT;

/* What became of messages that were accepted. @awaited: PealAwaited, oldest first; the gateway
 * chooses between asking for each and listing. Resolves to a GPtrArray of PealRemoteMessage for
 * those it learned about; ids it knows nothing of are left out. Rejects with PealGatewayError. */
DexFuture *peal_gateway_poll_receipts (PealGateway *self,
                                       GPtrArray   *awaited) G_GNUC_WARN_UNUSED_RESULT;

/* Messages to our numbers since @position (the gateway's own notation; "" = from now minus one
 * day). Resolves to a PealInboundPage; pages may overlap, the caller drops what it has.
 * Rejects with PealGatewayError, _UNSUPPORTED where the provider cannot be polled. */
DexFuture *peal_gateway_poll_inbound (PealGateway *self,
                                      const char  *position) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a PealBalance. Also the test of an account: it proves address, credentials and network. */
DexFuture *peal_gateway_get_balance (PealGateway *self) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealOwnNumber. */
DexFuture *peal_gateway_list_numbers (PealGateway *self) G_GNUC_WARN_UNUSED_RESULT;

/* The account stops: every request that is not answered ends now. A send is UNKNOWN then, or
 * NOT_ACCEPTED where it has certainly not left. Later requests are not concerned. */
void peal_gateway_give_up (PealGateway *self);

G_END_DECLS

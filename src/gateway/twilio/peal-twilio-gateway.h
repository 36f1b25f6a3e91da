/* peal-twilio-gateway.h: a Twilio account, or anything that speaks its dialect.
 *
 * The username is the account's SID ("AC..."), or "AC...:SK..." for an API key,
 * whose secret then signs in. The simulator is this same gateway pointed at
 * loopback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-gateway-registry.h"

G_BEGIN_DECLS

#define PEAL_TYPE_TWILIO_GATEWAY (peal_twilio_gateway_get_type ())
G_DECLARE_FINAL_TYPE (PealTwilioGateway, peal_twilio_gateway, PEAL, TWILIO_GATEWAY, GObject)

/* @settings: checked by peal_gateway_new (), base_url filled in. NULL with
 * G_IO_ERROR_INVALID_ARGUMENT for a username that is no account SID. */
PealGateway *peal_twilio_gateway_new (const PealGatewaySettings *settings,
                                      GError                   **error);

G_END_DECLS

/* peal-message-details.h: all that is known of one message.
 *
 * What became of it and why, every attempt to send it, and by what the gateway
 * knows it. A look at one moment: it does not change while it is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-messages.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Copies what it needs of @message; reads its attempts itself. */
AdwDialog *peal_message_details_new (PealEngine           *engine,
                                     const PealMessageRow *message);

G_END_DECLS

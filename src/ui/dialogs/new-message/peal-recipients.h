/* peal-recipients.h: who gets a message: people, groups and numbers, as chips.
 *
 * What is typed is looked up among contacts and groups; a number can be taken
 * as it is. Signal "changed" (no arguments): somebody was added or removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-send.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_RECIPIENTS (peal_recipients_get_type ())
G_DECLARE_FINAL_TYPE (PealRecipients, peal_recipients, PEAL, RECIPIENTS, AdwBin)

/* Once. */
void peal_recipients_set_store (PealRecipients *self,
                                PealStore      *store);

/* @subject: "contact:12", "group:3" or "number:+12015550123". Ignores anything else. */
void peal_recipients_add_subject (PealRecipients *self,
                                  const char     *subject);

/* Several, or a group: a campaign rather than a conversation. */
gboolean peal_recipients_are_many (PealRecipients *self);

/* Sets the recipients of @request. FALSE: there are none. */
gboolean peal_recipients_fill (PealRecipients  *self,
                               PealSendRequest *request);

G_END_DECLS

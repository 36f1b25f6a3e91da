/* peal-sender.h: which account and which number of ours a message leaves from.
 *
 * Whoever talked with us knows a number of ours, and answers to it: a message
 * goes out from that one, not from whatever account is first. Private to
 * engine/. Main thread, inside a fiber.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-plan.h"
#include "peal-talk.h"

G_BEGIN_DECLS

/* Who sends to each of @candidates: sets their sender and ours. The first rule that fits:
 *   an answer in @conversation (not NULL): its number, through its account, or through the one that
 *     sends from this number now (the account was connected anew); from no other number
 *   request->account_id: that account
 *   else the account that the person last talked with, if it is in use
 *   else the one that the rules name (peal-route-plan.h), where there are rules
 *   else the workspace's default: the first account in use, by label
 * Something new comes from the number that the person last talked with, if it is still among those of
 * the account, else from the one that the account sends from.
 * @senders (an empty GPtrArray, owns PealSender) gets each account that sends; the candidates borrow
 * from it.
 * FALSE with PEAL_ENGINE_ERROR_NO_ACCOUNT if no account is in use, _ACCOUNT_OFF if the one that has to
 * send is switched off or was removed, or PealStoreError. */
gboolean peal_sender_choose (PealStore                 *store,
                             const PealSendRequest     *request,
                             const PealConversationRow *conversation,
                             GPtrArray                 *candidates,
                             GPtrArray                 *senders,
                             GError                   **error);

G_END_DECLS

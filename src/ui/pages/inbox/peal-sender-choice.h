/* peal-sender-choice.h: from which number of ours an answer goes, where there are several.
 *
 * That of the conversation, unless somebody chooses another account: then it goes from
 * that one's number, which is another conversation for whoever gets it, and says so.
 * Where there is nothing to choose, the widget is not visible.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed": another account was chosen. */
#define PEAL_TYPE_SENDER_CHOICE (peal_sender_choice_get_type ())
G_DECLARE_FINAL_TYPE (PealSenderChoice, peal_sender_choice, PEAL, SENDER_CHOICE, AdwBin)

/* Begins with the number of @row, a conversation; reads which others there are. */
void peal_sender_choice_open (PealSenderChoice          *self,
                              PealStore                 *store,
                              const PealConversationRow *row);

/* Reads them again. */
void peal_sender_choice_reread (PealSenderChoice *self);

/* The account that was chosen; 0 = that of the conversation. */
gint64 peal_sender_choice_get_account (PealSenderChoice *self);

G_END_DECLS

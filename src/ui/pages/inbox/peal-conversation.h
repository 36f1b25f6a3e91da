/* peal-conversation.h: one conversation: who, the thread, the composer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_CONVERSATION (peal_conversation_get_type ())
G_DECLARE_FINAL_TYPE (PealConversation, peal_conversation, PEAL, CONVERSATION, AdwBin)

/* Once. */
void peal_conversation_set_engine (PealConversation *self,
                                   PealEngine       *engine);

/* 0: none, and an empty pane. */
void peal_conversation_show (PealConversation *self,
                             gint64            conversation_id);

/* The same, at one of its messages, which is pointed out. */
void peal_conversation_show_message (PealConversation *self,
                                     gint64            conversation_id,
                                     gint64            message_id);

/* 0 = none. */
gint64 peal_conversation_get_id (PealConversation *self);

/* What is shown; NULL = nothing yet. Borrowed until it changes. */
const PealConversationRow *peal_conversation_get_row (PealConversation *self);

/* Puts the cursor into the composer. */
void peal_conversation_reply (PealConversation *self);

G_END_DECLS

/* peal-talk-thread.h: the messages of one conversation, as bubbles.
 *
 * Holds a window on the conversation: its newest messages first, older ones as
 * somebody scrolls up, so that 50,000 messages open like 50. New messages,
 * receipts and consent events appear as they are committed; what is seen is
 * marked read, what arrives is announced to screen readers.
 *
 * Actions for the buttons inside: "thread.retry", "thread.cancel",
 * "thread.was-sent", "thread.was-not-sent" (xu: the message and its last attempt), "thread.revoke".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TALK_THREAD (peal_talk_thread_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkThread, peal_talk_thread, PEAL, TALK_THREAD, AdwBin)

/* Shows @conversation, of which it copies what it needs. */
void peal_talk_thread_open (PealTalkThread            *self,
                            PealEngine                *engine,
                            const PealConversationRow *conversation);

/* Shows nothing. */
void peal_talk_thread_close (PealTalkThread *self);

/* 0 = none. */
gint64 peal_talk_thread_get_conversation (PealTalkThread *self);

/* Keeps the newest message in view from now on. */
void peal_talk_thread_scroll_to_end (PealTalkThread *self);

G_END_DECLS

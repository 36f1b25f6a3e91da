/* peal-talk-thread.h: the messages of one conversation, as bubbles.
 *
 * Holds a window on the conversation (peal-talk-span.h), which may lie anywhere in
 * it: it opens at the first unread message, else at the end, or at the message
 * that was looked for. Older and newer ones come as somebody scrolls, and what is
 * far out of view is let go, so that 50,000 messages open and scroll like 50. New
 * messages, receipts and what else happens (peal-talk-items.h) appear as they are
 * committed while the end is in view; else they are counted at the button that
 * leads there. What is seen is marked read, what arrives is announced to screen
 * readers.
 *
 * Signal "shown" (no arguments): what was opened is on the screen. Its actions
 * are those of peal-talk-acts.h. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-messages.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TALK_THREAD (peal_talk_thread_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkThread, peal_talk_thread, PEAL, TALK_THREAD, AdwBin)

/* Shows @conversation, of which it copies what it needs, at the message @message_id; 0: at the first unread one, or the
 * end. */
void peal_talk_thread_open (PealTalkThread            *self,
                            PealEngine                *engine,
                            const PealConversationRow *conversation,
                            gint64                     message_id);

/* Shows nothing. */
void peal_talk_thread_close (PealTalkThread *self);

/* 0 = none. */
gint64 peal_talk_thread_get_conversation (PealTalkThread *self);

/* Whose it is: their number and name; NULL before the first one was opened. Borrowed. */
PealEngine *peal_talk_thread_get_engine (PealTalkThread *self);
const char *peal_talk_thread_get_theirs (PealTalkThread *self);
const char *peal_talk_thread_get_name (PealTalkThread *self);

/* One of the messages that are here now; NULL: it is not. Borrowed until the next turn of the main loop. */
const PealMessageRow *peal_talk_thread_get_message (PealTalkThread *self,
                                                    gint64          id);

/* How many are here, which has a limit. */
guint peal_talk_thread_get_size (PealTalkThread *self);

/* Goes to the message @id of the open conversation and points it out; to the end if it is gone. */
void peal_talk_thread_show_message (PealTalkThread *self,
                                    gint64          id);

/* Goes to the first message that was written at @time or later. */
void peal_talk_thread_show_time (PealTalkThread *self,
                                 gint64          time);

/* Keeps the newest message in view from now on. */
void peal_talk_thread_scroll_to_end (PealTalkThread *self);

G_END_DECLS

/* peal-answer-bar.h: where a conversation is answered.
 *
 * The composer with what belongs to one conversation: the draft of its answer,
 * what a text costs there, why nothing can be sent, and sending itself. A message
 * written here can be taken back for as long as "undo-seconds" says: it is queued
 * with a not-before of that long, so that the undo is a cancel of the outbox and
 * nothing waits in memory only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "sent": a message was handed over, the thread should show its end. */
#define PEAL_TYPE_ANSWER_BAR (peal_answer_bar_get_type ())
G_DECLARE_FINAL_TYPE (PealAnswerBar, peal_answer_bar, PEAL, ANSWER_BAR, AdwBin)

/* Once. */
void peal_answer_bar_set_engine (PealAnswerBar *self,
                                 PealEngine    *engine);

/* Shows the draft of the conversation, and keeps the one that was written before; 0: none. */
void peal_answer_bar_open (PealAnswerBar *self,
                           gint64         conversation_id);

/* @row of the conversation that is open is as it is now; the bar copies what it needs. */
void peal_answer_bar_update (PealAnswerBar             *self,
                             const PealConversationRow *row);

G_END_DECLS

/* peal-talk-pane.h: beside the thread: who it is, and what there is to know and to do.
 *
 * The sidebar of an AdwOverlaySplitView, which it opens, closes and remembers
 * whether it was open ("show-talk-pane" of the window's settings). Reads nothing
 * while it is closed, and what it reads waits for the thread. Uses the actions of
 * peal-conversation-acts.h. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TALK_PANE (peal_talk_pane_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkPane, peal_talk_pane, PEAL, TALK_PANE, AdwBin)

/* Shows @conversation, of which it copies what it needs; the same one again: as it is now. */
void peal_talk_pane_open (PealTalkPane              *self,
                          PealEngine                *engine,
                          const PealConversationRow *conversation);

/* Shows nothing. */
void peal_talk_pane_close (PealTalkPane *self);

G_END_DECLS

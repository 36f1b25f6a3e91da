/* peal-past-answers.h: what was answered to questions like this one.
 *
 * Looks among the words of all messages (peal-message-search.h) for the newest
 * that are like what somebody asks now, and for what a person answered to each
 * within a day. Bounded: it reads as much in a workspace of a million messages as in
 * one of some thousands. Main thread only; returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-answers.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* What may answer what was asked last in the conversation: resolves to a GPtrArray of PealAnswerSuggestion, best
 * first, empty where we wrote last, where they asked to stop or may have, where they are blocked, and where nothing
 * like it was asked. */
DexFuture *peal_past_answers_suggest (PealStore *store,
                                      gint64     conversation_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-talk-span.h: which messages of a conversation are held, of all there are.
 *
 * An unbroken run of ids, wherever in the conversation it lies. Pages join it on
 * either side; what then is too much is let go on the other, so that it never
 * holds more than its limit however long somebody scrolls. It knows no widgets
 * and reads nothing: it says what to ask for, and what to do with the answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-talk-page.h"

G_BEGIN_DECLS

typedef struct _PealTalkSpan PealTalkSpan;

/* Empty. @most: ids that it holds at most; @page: how many are asked for at a time. */
PealTalkSpan *peal_talk_span_new (guint most,
                                  guint page);
void peal_talk_span_free (PealTalkSpan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealTalkSpan, peal_talk_span_free)

/* Another conversation. */
void peal_talk_span_reset (PealTalkSpan *self);

guint peal_talk_span_get_size (PealTalkSpan *self);

/* 0 = none. */
gint64 peal_talk_span_get_first (PealTalkSpan *self);
gint64 peal_talk_span_get_last (PealTalkSpan *self);

/* Nothing is older than the first, or newer than the last. FALSE as long as nothing is known. */
gboolean peal_talk_span_has_start (PealTalkSpan *self);
gboolean peal_talk_span_has_end (PealTalkSpan *self);

gboolean peal_talk_span_has (PealTalkSpan *self,
                             gint64        id);

/* What to ask the store for to get more at @where (OLDER or NEWER), or the same AGAIN: with what came at the end
 * where @follow is set, and the span reaches it. .conversation_id and .known are the caller's. FALSE: there is nothing
 * to ask for. */
gboolean peal_talk_span_ask (PealTalkSpan  *self,
                             PealTalkWhere  where,
                             gboolean       follow,
                             PealTalkAsk   *ask);

/* Returns the ids that the span does not hold any more (owned GArray of gint64); NULL: the span has changed since it
 * asked for @page, and takes nothing of it. */
GArray *peal_talk_span_take (PealTalkSpan       *self,
                             const PealTalkPage *page);

G_END_DECLS

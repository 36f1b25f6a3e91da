/* peal-message-finder.h: the messages that somebody searches for, as a list that grows while they scroll.
 *
 * Only the latest question is answered. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-id-model.h"
#include "peal-message-query.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* Signal "changed": there is an answer, or more of it. */
#define PEAL_TYPE_MESSAGE_FINDER (peal_message_finder_get_type ())
G_DECLARE_FINAL_TYPE (PealMessageFinder, peal_message_finder, PEAL, MESSAGE_FINDER, GObject)

PealMessageFinder *peal_message_finder_new (PealStore *store);

/* As in peal-message-query.h, where days are those of the clock here; nothing is found by "". @now: what today
 * is. */
void peal_message_finder_search (PealMessageFinder *self,
                                 const char        *text,
                                 gint64             now);

/* The next page, if there is one and nobody waits for it yet. */
void peal_message_finder_read_more (PealMessageFinder *self);

/* Whether the answer is still to come. */
gboolean peal_message_finder_is_busy (PealMessageFinder *self);

/* PealIdItems whose rows are PealMessageRow, newest first. Borrowed. */
GListModel *peal_message_finder_get_messages (PealMessageFinder *self);

/* What the messages are the answer to; NULL: to nothing. Borrowed until "changed". */
const PealMessageQuery *peal_message_finder_get_query (PealMessageFinder *self);

G_END_DECLS

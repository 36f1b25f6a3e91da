/* peal-talk-read.h: a piece of a conversation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

G_BEGIN_DECLS

/* The last @limit messages that are older than message @before (0 = the newest). Resolves to a
 * GPtrArray of PealMessageRow, oldest first, NULL where one is gone. */
DexFuture *peal_talk_read (PealStore *store,
                           gint64     conversation_id,
                           gint64     before,
                           guint      limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

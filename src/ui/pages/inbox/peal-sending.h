/* peal-sending.h: an answer that has left the composer, and may come back.
 *
 * Queues it, offers to take it back, and returns the text to where it was written
 * if it was taken back or nothing could be queued: into the composer, or, where that
 * shows another conversation by then or is gone, among the drafts. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-drafts.h"
#include "peal-send.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts @text back into @place, unless something else is there by now. FALSE: it does not show that conversation. */
typedef gboolean (*PealPutBack) (GtkWidget  *place,
                                 gint64      conversation_id,
                                 const char *text);

/* Sends @request, an answer in a conversation whose body is @text with its braces escaped. It can be taken back for
 * @undo_seconds, which its not_before allows; 0 = only if it waits for longer. @place, where it was written, is not kept alive. */
void peal_sending_start (PealEngine            *engine,
                         PealDrafts            *drafts,
                         const PealSendRequest *request,
                         const char            *text,
                         guint                  undo_seconds,
                         GtkWidget             *place,
                         PealPutBack            put_back);

G_END_DECLS

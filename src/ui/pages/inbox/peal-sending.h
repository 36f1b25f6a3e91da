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

/* What was written, and where. Borrowed. */
typedef struct
{
  const char *text;          /* the body of the request, without its braces escaped */
  gint64 conversation_id;
  GtkWidget *place;          /* not kept alive */
  PealPutBack put_back;
  guint undo_seconds;        /* for so long it can be taken back, by the request's not_before; 0 = only if it waits longer */
  gboolean is_elsewhere;     /* it goes into another conversation, which is shown then */
} PealWritten;

void peal_sending_start (PealEngine            *engine,
                         PealDrafts            *drafts,
                         const PealSendRequest *request,
                         const PealWritten     *written);

G_END_DECLS

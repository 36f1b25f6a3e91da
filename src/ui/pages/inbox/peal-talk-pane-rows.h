/* peal-talk-pane-rows.h: the rows of a conversation's side pane.
 *
 * Made of plain text. Arguments are borrowed during the call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"
#include "peal-messages.h"
#include "peal-talk-notes.h"
#include "peal-timeline.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A number and whether it may be texted; @is_this: it is the one of the conversation. */
GtkWidget *peal_talk_number_row_new (const PealConsent *consent,
                                     gboolean           is_this,
                                     gint64             now);

/* Has buttons for "pane.edit-note" and "pane.delete-note", both with its id (x). */
GtkWidget *peal_talk_note_row_new (const PealTalkNote *note,
                                   gint64              now);

/* A message that waits, with a button for "pane.take-back" with its id (x). */
GtkWidget *peal_talk_upcoming_row_new (const PealMessageRow *message,
                                       gint64                now);

/* A campaign of which they got @message, or that left them out (@message NULL). NULL: there is nothing to say. */
GtkWidget *peal_talk_campaign_row_new (const PealTimelineEntry *entry,
                                       const PealMessageRow    *message,
                                       gint64                   now);

G_END_DECLS

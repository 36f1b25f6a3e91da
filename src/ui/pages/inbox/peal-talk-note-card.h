/* peal-talk-note-card.h: private notes between the bubbles of a thread.
 *
 * For the table of peal-talk-items.h, whose functions these are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Resolves to a GPtrArray of PealTalkNote, newest first. */
DexFuture *peal_talk_note_card_read (PealStore  *store,
                                     gint64      conversation_id,
                                     const char *theirs) G_GNUC_WARN_UNUSED_RESULT;

/* @item: a PealTalkNote, as below. */
gint64 peal_talk_note_card_time_of (gconstpointer item);

/* Who wrote it and when, and its plain text. */
GtkWidget *peal_talk_note_card_make_row (gconstpointer item,
                                         gboolean      is_last);

G_END_DECLS

/* peal-conversation-acts.h: what is done with a conversation from its menu and its side pane.
 *
 * Actions "conversation.add-contact", "conversation.show-contact", "conversation.note" and
 * "conversation.revoke" of a PealConversation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-talk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the class_init of PealConversation. */
void peal_conversation_acts_install (GtkWidgetClass *klass);

/* Lets only that be done which makes sense with @row; NULL: nothing. */
void peal_conversation_acts_update (GtkWidget                 *conversation,
                                    const PealConversationRow *row);

/* A conversation has been opened: whoever sits here has seen the notes that ask them to look. */
void peal_conversation_acts_see (PealStore *store,
                                 gint64     conversation_id);

G_END_DECLS

/* peal-bubble.h: one message in its thread.
 *
 * Texts are shown as they are, never as markup; the web and mail addresses and
 * phone numbers in them are links (peal-links.h), one to three emoji alone are
 * large, a very long text is folded. Buttons, links and the menu (secondary click,
 * long press, Enter, Menu key) start the actions of peal-talk-acts.h in the thread
 * around it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-messages.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where it stands among its neighbours. */
typedef enum /*< flags >*/
{
  PEAL_PLACE_INSIDE = 0,
  PEAL_PLACE_GROUP_START = 1 << 0,
  PEAL_PLACE_GROUP_END = 1 << 1,
  PEAL_PLACE_LAST_OWN = 1 << 2, /* the last message of ours: says what became of it */
} PealPlace;

#define PEAL_TYPE_BUBBLE (peal_bubble_get_type ())
G_DECLARE_FINAL_TYPE (PealBubble, peal_bubble, PEAL, BUBBLE, GtkListBoxRow)

GtkWidget *peal_bubble_new (void);

/* Shows @message; may be called again when it or its place has changed. @name: who they are, for
 * screen readers. @health: of its account. */
void peal_bubble_show (PealBubble              *self,
                       const PealMessageRow    *message,
                       PealPlace                place,
                       const char              *name,
                       const PealAccountHealth *health,
                       gint64                   now);

/* The time that @message stands at in its thread. */
gint64 peal_bubble_time_of (const PealMessageRow *message);

G_END_DECLS

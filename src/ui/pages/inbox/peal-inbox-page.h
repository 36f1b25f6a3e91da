/* peal-inbox-page.h: all conversations, and the one that is open.
 *
 * Shows "conversation:12", "message:7" and "number:+12015550123",
 * and "reply:12", the conversation with the cursor in its composer. Its actions,
 * for keys and menus: "inbox.next", "inbox.previous", "inbox.done",
 * "inbox.unread", "inbox.reply", "inbox.shelf" (s: open, unread, waiting,
 * failed, all).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_INBOX_PAGE (peal_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (PealInboxPage, peal_inbox_page, PEAL, INBOX_PAGE, AdwBin)

/* The conversation that is open; 0 = none. */
gint64 peal_inbox_page_get_conversation (PealInboxPage *self);

G_END_DECLS

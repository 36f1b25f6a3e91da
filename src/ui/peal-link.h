/* peal-link.h: follows a link that asks for a message: "sms:+15555550101?body=Hello".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-main-window.h"

G_BEGIN_DECLS

/* Opens the conversation with whom @uri names, ready to be written in, or where there is none, or several are named,
 * or the link has a text, a new message. Nothing is sent. What cannot be followed is said in a toast. The window has
 * its engine. */
void peal_link_follow (PealMainWindow *window,
                       const char     *uri);

G_END_DECLS

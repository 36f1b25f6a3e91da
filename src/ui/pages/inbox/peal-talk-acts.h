/* peal-talk-acts.h: what can be done with the messages of a thread.
 *
 * Actions of PealTalkThread, for the buttons and menus in it. Their target is a
 * message and its last attempt (xu): "thread.retry", "thread.cancel",
 * "thread.was-sent", "thread.was-not-sent"; a message (x): "thread.copy",
 * "thread.forward", "thread.details"; none: "thread.revoke", "thread.opt-out",
 * "thread.keep"; a text (s): "thread.open-link".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the class_init of PealTalkThread. */
void peal_talk_acts_install (GtkWidgetClass *widget_class);

G_END_DECLS

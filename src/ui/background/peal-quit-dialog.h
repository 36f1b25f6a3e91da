/* peal-quit-dialog.h: what Quit would leave behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @n_soon: how many messages are to go out within the next hour. @may_stay: whether the program can
 * send them without a window. Signal "response" with "cancel", "stay" (if it may) or "quit". */
AdwDialog *peal_quit_dialog_new (gint64   n_soon,
                                 gboolean may_stay);

G_END_DECLS

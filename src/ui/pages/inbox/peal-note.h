/* peal-note.h: something that happened, between the bubbles.
 *
 * Centred, quiet rows. Buttons start actions of the thread around them:
 * "thread.revoke", "thread.opt-out", "thread.keep".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @text is plain text. */
GtkWidget *peal_note_new (const char *text);

/* @is_last: nothing was said about consent after it, so that there may be something to do about it. */
GtkWidget *peal_note_new_for_consent (const PealConsentEvent *event,
                                      gboolean                is_last);

/* What stands over the first message of a day, and over the first unread one; as header of a list row. */
GtkWidget *peal_note_day_new (gint64 time,
                              gint64 now);
GtkWidget *peal_note_unread_new (void);

G_END_DECLS

/* peal-note.h: something that happened, between the bubbles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A centred, quiet row. @can_undo: with a button that starts the action "thread.revoke". */
GtkWidget *peal_note_new (const PealConsentEvent *event,
                          gboolean                can_undo);

/* The heading of a day; as header of a list row. */
GtkWidget *peal_note_day_new (gint64 time,
                              gint64 now);

G_END_DECLS

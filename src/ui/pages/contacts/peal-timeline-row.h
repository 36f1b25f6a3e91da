/* peal-timeline-row.h: one thing that happened with a person, as a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-talk.h"
#include "peal-timeline.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @message: of an entry that is one, NULL = it is gone, or the entry is none; @name: of the person. Borrowed
 * during the call. Activating the row shows the place where it happened, if there is one; what can be taken back has a
 * button for it, action "history.separate" with the entry's id. */
GtkWidget *peal_timeline_row_new (const PealTimelineEntry *entry,
                                  const PealMessageRow    *message,
                                  const char              *name,
                                  gint64                   now);

/* GtkListBoxUpdateHeaderFunc: above the first row of each day stands when that was. */
void peal_timeline_row_head (GtkListBoxRow *row,
                             GtkListBoxRow *before,
                             gpointer       data);

G_END_DECLS

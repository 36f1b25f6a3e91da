/* peal-talk-rows.h: the rows of a thread.
 *
 * Bubbles and what stands between them, in order of time and in groups, under
 * their days and the line over what is new. Which messages there are is the
 * span's business. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-talk-span.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _PealTalkRows PealTalkRows;

/* Both outlive it; @list is its own from now on. */
PealTalkRows *peal_talk_rows_new (GtkListBox   *list,
                                  PealTalkSpan *span);
void peal_talk_rows_free (PealTalkRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealTalkRows, peal_talk_rows_free)

void peal_talk_rows_clear (PealTalkRows *self);

/* Another conversation, with the person called @name. */
void peal_talk_rows_begin (PealTalkRows *self,
                           PealEngine   *engine,
                           const char   *name);

/* Over which message it says that what follows is new; 0 = none. Shown with the next change. */
void peal_talk_rows_set_first_unread (PealTalkRows *self,
                                      gint64        id);
gint64 peal_talk_rows_get_first_unread (PealTalkRows *self);

/* The span has taken @rows (of PealMessageRow) and let @gone go. */
void peal_talk_rows_take (PealTalkRows *self,
                          GPtrArray    *rows,
                          GArray       *gone);

/* As peal_talk_items_read () resolves; instead of those that were there. */
void peal_talk_rows_take_items (PealTalkRows *self,
                                GPtrArray    *all);

/* What waits says why, which may be another reason by now. */
void peal_talk_rows_refresh (PealTalkRows *self);

/* NULL: it is not here. Both borrowed until the next change. */
const PealMessageRow *peal_talk_rows_get_message (PealTalkRows *self,
                                                  gint64        id);
GtkWidget *peal_talk_rows_get_bubble (PealTalkRows *self,
                                      gint64        id);

/* How many messages. */
guint peal_talk_rows_get_size (PealTalkRows *self);

/* A bubble in @view, around the list, which the span still holds; NULL: none. */
GtkWidget *peal_talk_rows_find_anchor (PealTalkRows *self,
                                       GtkWidget    *view);

G_END_DECLS

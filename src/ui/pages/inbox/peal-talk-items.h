/* peal-talk-items.h: what stands in a thread between the messages.
 *
 * One line in the table of peal-talk-items.c is a kind of thing that happens in
 * conversations: how it is read, when it happened, and the row that shows it. The
 * thread reads them when the store says that one of them has changed, and puts the
 * rows where they belong. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  /* PealChange: when to read it anew. */
  guint changes;

  /* Resolves to a GPtrArray of what @time_of and @make_row take, newest first. */
  DexFuture *(*read) (PealStore  *store,
                      gint64      conversation_id,
                      const char *theirs);

  gint64 (*time_of) (gconstpointer item);

  /* A GtkListBoxRow; NULL: nothing that is shown. @is_last: nothing of this kind happened after it. */
  GtkWidget *(*make_row) (gconstpointer item,
                          gboolean      is_last);
} PealTalkItems;

/* Every kind; static. */
const PealTalkItems *peal_talk_items_list (gsize *n_kinds);

/* Whether @changes (PealChange) are about any of them. */
gboolean peal_talk_items_concern (guint changes);

/* All of them in one conversation. Resolves to a GPtrArray with a GPtrArray for each kind, in the table's order. */
DexFuture *peal_talk_items_read (PealStore  *store,
                                 gint64      conversation_id,
                                 const char *theirs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

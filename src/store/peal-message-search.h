/* peal-message-search.h: finding words in all messages.
 *
 * The index is SQLite's FTS5 over the bodies, kept by triggers in the same
 * transaction as the messages. Words are found whatever their cases and accents.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message-query.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* The newest @limit messages that @query asks for and that are older than message @before (0 = from the
 * newest). What its fault names is left out of account. Resolves to a GArray of gint64, newest first: ids for
 * peal_talk_load_messages (). Main thread; returns at once. */
DexFuture *peal_message_search (PealStore              *store,
                                const PealMessageQuery *query,
                                gint64                  before,
                                guint                   limit) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the words of @body are those that @self asks for, and it has a link if it must. Any thread. */
gboolean peal_message_query_fits (const PealMessageQuery *self,
                                  const char             *body);

/* A piece of a text, in bytes. */
typedef struct
{
  guint start;
  guint end;
} PealTextSpan;

/* Where in @body the words of @query stand: a GArray of PealTextSpan in their order, which do not overlap; the
 * caller unrefs it. Any thread. */
GArray *peal_message_query_find (const PealMessageQuery *self,
                                 const char             *body);

/* About @length characters of @body around the first of @spans, on one line, with an ellipsis where something is
 * left out; @spans are moved with it, those that are left out are dropped. Caller frees. Any thread. */
char *peal_message_snippet (const char *body,
                            GArray     *spans,
                            guint       length);

G_END_DECLS

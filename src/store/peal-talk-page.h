/* peal-talk-page.h: a piece of a conversation, wherever it lies.
 *
 * A page is one consistent look: its messages, whether there is more on either
 * side, and how many came since. It costs the same in a conversation of 50
 * messages and of 50,000. Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-messages.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_TALK_FIRST_LOOK,      /* around the first unread message; the newest where all is read */
  PEAL_TALK_NEWEST,
  PEAL_TALK_AROUND,          /* the message .id */
  PEAL_TALK_SINCE,           /* around the first message that was written at .time or later */
  PEAL_TALK_OLDER,           /* than the message .id */
  PEAL_TALK_NEWER,           /* than the message .id */
  PEAL_TALK_AGAIN,           /* from .id to .until (0 = to the end), the newest of them where they are too many */
} PealTalkWhere;

typedef struct
{
  gint64 conversation_id;
  PealTalkWhere where;
  gint64 id;
  gint64 until;
  gint64 time;
  gint64 known;              /* later messages are counted as new; on the FIRST_LOOK also those that are unread */
  guint limit;               /* on each side of the one in the middle, where there is one */
} PealTalkAsk;

/* More new ones are not counted. */
#define PEAL_TALK_NEW_MAX 1000

typedef struct
{
  PealTalkAsk ask;           /* what it answers */
  GPtrArray *rows;           /* PealMessageRow, by id */
  gint64 target;             /* the message in the middle; 0 = none, or it is gone */
  gint64 newest_id;          /* of the conversation; 0 = none */
  gboolean newest_is_theirs;
  gboolean has_start;        /* there is nothing older than these */
  gboolean has_end;          /* nothing newer */
  guint n_new;               /* at most PEAL_TALK_NEW_MAX */
} PealTalkPage;

GType peal_talk_page_get_type (void);
#define PEAL_TYPE_TALK_PAGE (peal_talk_page_get_type ())
PealTalkPage *peal_talk_page_ref (PealTalkPage *self);
void peal_talk_page_unref (PealTalkPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealTalkPage, peal_talk_page_unref)

/* Resolves to a PealTalkPage; without rows where there is no such conversation. */
DexFuture *peal_talk_read_page (PealStore         *store,
                                const PealTalkAsk *ask) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

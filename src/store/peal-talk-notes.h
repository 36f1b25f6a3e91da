/* peal-talk-notes.h: what the desk says to itself about a conversation.
 *
 * A note is never sent. It may ask somebody of the staff to look. Main thread
 * only; every function returns at once and copies what it needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;                 /* 0 = not stored yet */
  gint64 conversation_id;
  gint64 staff_id;           /* who wrote it; 0 = nobody said who they are */
  char *staff;               /* their name, or ""; out only */
  char *body;
  gint64 created_at;         /* out; in only for a note that is put back */
} PealTalkNote;

PealTalkNote *peal_talk_note_copy (const PealTalkNote *self);
void peal_talk_note_free (PealTalkNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealTalkNote, peal_talk_note_free)

/* Resolves to a GPtrArray of PealTalkNote, oldest first. */
DexFuture *peal_talk_notes_list (PealStore *store,
                                 gint64     conversation_id) G_GNUC_WARN_UNUSED_RESULT;

/* Adds @note (id 0, its author is the one who writes now), changes the body of the one with its id, or puts one
 * back that was deleted (@note->created_at set). @mentioned: the staff (n ids) whom it asks to look, instead of
 * those before. Resolves to its id (gint64). Rejects with PEAL_STORE_ERROR_INVALID if it is blank, _NOT_FOUND.
 * Ledger events note.added, note.edited and note.restored: not its words. */
DexFuture *peal_talk_notes_save (PealStore          *store,
                                 const PealTalkNote *note,
                                 const gint64       *mentioned,
                                 guint               n_mentioned,
                                 const char         *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE. Rejects with _NOT_FOUND. Ledger event note.deleted. */
DexFuture *peal_talk_notes_delete (PealStore  *store,
                                   gint64      id,
                                   const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* The conversations in which a note asks @staff_id to look and they did not yet. Resolves to a GArray of
 * gint64, the newest note's first. */
DexFuture *peal_talk_mentions_list (PealStore *store,
                                    gint64     staff_id) G_GNUC_WARN_UNUSED_RESULT;

/* They have looked. Resolves to TRUE. */
DexFuture *peal_talk_mentions_see (PealStore *store,
                                   gint64     staff_id,
                                   gint64     conversation_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

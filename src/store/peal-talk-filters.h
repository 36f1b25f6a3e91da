/* peal-talk-filters.h: choices of conversations that somebody wants again.
 *
 * Main thread only; every function returns at once and copies what it needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-talk.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;                 /* 0 = not stored yet */
  char *name;
  PealTalkShelf shelf;       /* what PealTalkFilter says, with "" for NULL */
  char *search;
  char *ours;
  char *tag;
  gint64 staff_id;
} PealSavedFilter;

PealSavedFilter *peal_saved_filter_copy (const PealSavedFilter *self);
void peal_saved_filter_free (PealSavedFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSavedFilter, peal_saved_filter_free)

/* Resolves to a GPtrArray of PealSavedFilter in the order in which they were saved. */
DexFuture *peal_talk_filters_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps @filter under @name (@id 0), or puts it in the place of another. Resolves to its id (gint64). Rejects
 * with PEAL_STORE_ERROR_EXISTS if another one has the name, _INVALID if it is blank, _NOT_FOUND. */
DexFuture *peal_talk_filters_save (PealStore            *store,
                                   gint64                id,
                                   const char           *name,
                                   const PealTalkFilter *filter) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE, also if it was gone already. */
DexFuture *peal_talk_filters_delete (PealStore *store,
                                     gint64     id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

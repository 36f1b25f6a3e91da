/* peal-duplicates.h: contacts that may be the same person, and making one of two.
 *
 * Nobody is compared with everybody: who may be the same stands under the same
 * key (a number, an address, a folded name), and within a key each is held against
 * the first, so the cost grows with the number of contacts alone.
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"

G_BEGIN_DECLS

/* Why two may be the same, the stronger first. Flags. */
typedef enum
{
  PEAL_SAME_NUMBER = 1 << 0,
  PEAL_SAME_EMAIL = 1 << 1,
  PEAL_SAME_NAME = 1 << 2,     /* without accents and case, its words in any order */
  PEAL_SAME_INITIALS = 1 << 3, /* "A. Berg" and "Anna Berg" */
} PealSameReasons;

typedef struct
{
  gint64 first_id;           /* the smaller one: longer known */
  gint64 second_id;
  PealSameReasons reasons;
} PealDuplicate;

/* Resolves to a GArray of PealDuplicate, the surest first; without deleted contacts and without those who a
 * person said are not the same. Reads every contact once. */
DexFuture *peal_duplicates_find (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* A person said that these two are not the same, or takes that back. Resolves to TRUE. Ledger events
 * contact.distinct and contact.similar. */
DexFuture *peal_duplicates_set_distinct (PealStore  *store,
                                         gint64      one,
                                         gint64      other,
                                         gboolean    distinct,
                                         const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Makes one of @merged->id and @gone: the first gets the fields of @merged, and besides its own phones,
 * addresses, tags and groups those of both; what the custom fields of @gone say where @merged says nothing is
 * kept, too. Conversations, messages, campaigns and schedules of @gone are its from now on; @gone goes into the
 * recycle bin. Consent belongs to the numbers and stays what it is for each (R-LAW-2). Ledger event
 * contact.merged, with all that the way back needs. Resolves to its seq (gint64). Rejects with
 * PEAL_STORE_ERROR_NOT_FOUND if one of them is gone, _INVALID if they are the same. */
DexFuture *peal_contacts_merge (PealStore         *store,
                                const PealContact *merged,
                                gint64             gone,
                                const char        *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Takes back the merge of ledger event @seq, however long ago: both are there again, each with what was its own.
 * What was changed since stays with the one that was kept. Ledger event contact.separated. Resolves to the id
 * (gint64) of the one that had gone. Rejects with PEAL_STORE_ERROR_NOT_FOUND if there is no such merge, or it
 * was taken back already. */
DexFuture *peal_contacts_separate (PealStore  *store,
                                   gint64      seq,
                                   const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-overdue-answer.h: a person's word on messages whose time came while nobody could send them.
 *
 * Which these are stands in peal-overdue.h. Many are answered for in pieces, a
 * transaction each, so that sending and the window go on. Each message is
 * answered for or still asked about, whatever stops the rest: a person, a full
 * disk, a crash (R-SEND-2).
 *
 * Main thread only; every function returns at once; futures reject with
 * PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-progress.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* How a message stood before it was answered for. */
typedef struct
{
  gint64 id;
  gint64 not_before;
  guint attempts;
  int policy;                /* as it is stored; -1 = none */
  const char *explanation;   /* interned */
} PealOverdueStood;

/* What became of an answer. Counted, and not changed once it was handed out. */
typedef struct
{
  gboolean send;
  gint64 at;                 /* time of the answer */
  GArray *moved;             /* of PealOverdueStood: those that it was given for */
  GError *error;             /* PEAL_STORE_ERROR: why it ended before it was given for all; else NULL */
} PealOverdueAnswer;

GType peal_overdue_answer_get_type (void);
#define PEAL_TYPE_OVERDUE_ANSWER (peal_overdue_answer_get_type ())
PealOverdueAnswer *peal_overdue_answer_ref (PealOverdueAnswer *self);
void peal_overdue_answer_unref (PealOverdueAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealOverdueAnswer, peal_overdue_answer_unref)

/* A person's word on all that are asked about now, or on those of @ids (gint64; copied; NULL: all):
 * sent now, through the gate, or left out. Those that do not wait for it any more are passed over.
 * @progress, NULL or reffed, follows; when it is stopped, or the future goes, no further piece is
 * begun. Resolves to a PealOverdueAnswer, which has those that were answered for; rejects where nothing
 * was done. */
DexFuture *peal_overdue_answer (PealStore    *store,
                                GArray       *ids,
                                gboolean      send,
                                const char   *actor,
                                PealProgress *progress) G_GNUC_WARN_UNUSED_RESULT;

/* R-DATA-3: asks again about each message that still stands as @answer left it, or that only the
 * gate has held since. What has been sent, tried or given another time, and what is of a
 * campaign that was cancelled, is passed over. Refs @answer. Resolves to how many (gint64) of
 * answer->moved; where it rejects, what was taken back stays so, and it can be asked for again. */
DexFuture *peal_overdue_undo (PealStore         *store,
                              PealOverdueAnswer *answer,
                              const char        *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

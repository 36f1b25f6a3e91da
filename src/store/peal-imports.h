/* peal-imports.h: imports as a whole: one at a time, their list, and how each is taken back.
 *
 * An import commits batch by batch, so that it never holds up a message. What
 * it leaves when it is stopped, fails or dies is taken back the same way as one
 * that somebody undoes, so that in the end all of it is there or nothing.
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-jobs.h"

G_BEGIN_DECLS

/* One import, as the list of them shows it. */
typedef struct
{
  gint64 id;
  PealJobState state;
  gint64 started_at;
  char *file;                /* without its folder */
  guint n_new;
  guint n_updated;
  guint n_unchanged;
  guint n_skipped;
  guint n_rejected;
  guint n_removed;           /* of those who were new, once it is undone */
  guint n_restored;          /* of those who were changed */
  guint n_kept;              /* left alone, because somebody had to do with them since */
  guint n_withdrawn;         /* opt-ins */
} PealImportEntry;

void peal_import_entry_free (PealImportEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportEntry, peal_import_entry_free)

/* Resolves to a GPtrArray of PealImportEntry, newest first. */
DexFuture *peal_imports_list (PealStore *store,
                              guint      limit) G_GNUC_WARN_UNUSED_RESULT;

/* One import at a time works on a workspace, or is taken back. A descriptor that holds the lock until it
 * is closed or its process ends. Does not wait. -1 with PEAL_STORE_ERROR_LOCKED while another has it,
 * _READ_ONLY or _NO_ACCESS. */
int peal_imports_try_lock (PealStore *store,
                           GError   **error);

/* Those that run as far as the workspace knows: with the lock in hand, those that died. Resolves to a
 * GArray of gint64. */
DexFuture *peal_imports_list_running (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* As peal_groups_ensure () for each of @names, all of them or none; in the same transaction import @id hears
 * of them, so that whatever takes it back knows which groups it has made. Resolves to a GArray of their ids
 * (gint64), in the order of their names. Rejects with _INVALID if a rule chooses the members of one. */
DexFuture *peal_imports_ensure_groups (PealStore         *store,
                                       gint64             id,
                                       const char *const *names,
                                       const char        *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the writer is to be set for very many rows, one portion after the other: it takes more room for
 * pages, and the index for search is put in order less often. At the end the store tells that there are
 * other people (PEAL_CHANGE_PEOPLE). What undoes an import, or takes it back,
 * sets it itself, and back at its end. Resolves to TRUE. */
DexFuture *peal_imports_set_bulk (PealStore *store,
                                  gboolean   is_bulk) G_GNUC_WARN_UNUSED_RESULT;

/* How far an undo has come. { job } is the start. */
typedef struct
{
  gint64 job;
  int step;                  /* these two are the store's own */
  gint64 after;
  guint n_removed;
  guint n_restored;
  guint n_kept;
  guint n_withdrawn;
  gboolean is_done;
} PealImportUndo;

GType peal_import_undo_get_type (void);
#define PEAL_TYPE_IMPORT_UNDO (peal_import_undo_get_type ())

/* Takes back some thousands more of what import @so_far->job did, in one transaction: who was new goes
 * (into the recycle bin if @end is PEAL_JOB_UNDONE, else for good), who was changed is what they were
 * before, unless somebody had to do with them since; an opt-in that
 * it brought is withdrawn by an event of its own, unless something was heard since; an objection stays
 * (R-LAW-2). At the end the job has the state @end, and a ledger event says so. Resolves to a
 * PealImportUndo; is_done once nothing is left to do. Rejects with PEAL_STORE_ERROR_NOT_FOUND for what
 * is no import, or one that is undone already. */
DexFuture *peal_imports_undo (PealStore            *store,
                              const PealImportUndo *so_far,
                              PealJobState          end,
                              const char           *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-staff.h: who answers at this desk.
 *
 * Names, so that a conversation can be somebody's and a note has an author. No
 * accounts and no passwords: whoever sits at the computer says who they are.
 * Main thread only; every function returns at once and copies what it needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char *name;
  gboolean is_gone;          /* no longer works here; old notes still name them */
} PealStaff;

void peal_staff_free (PealStaff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealStaff, peal_staff_free)

/* Resolves to a GPtrArray of PealStaff by name, those who are gone last. */
DexFuture *peal_staff_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Adds somebody (@id 0) or gives them another name. Resolves to the id (gint64). Rejects with
 * PEAL_STORE_ERROR_INVALID if the name is blank, _EXISTS if another one who works here has it,
 * _NOT_FOUND. Ledger events staff.added and staff.renamed. */
DexFuture *peal_staff_save (PealStore  *store,
                            gint64      id,
                            const char *name,
                            const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* They leave, and what was theirs is nobody's; or they are back. Resolves to TRUE. Rejects with
 * _NOT_FOUND, or _EXISTS if somebody else has the name by now. Ledger events staff.left and
 * staff.returned. */
DexFuture *peal_staff_set_gone (PealStore  *store,
                                gint64      id,
                                gboolean    is_gone,
                                const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Who sits at this computer, as they said. Resolves to an id (gint64); 0 = nobody said, or they are gone. */
DexFuture *peal_staff_get_me (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* 0 = nobody. Resolves to TRUE. */
DexFuture *peal_staff_set_me (PealStore  *store,
                              gint64      id,
                              const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

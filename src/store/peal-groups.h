/* peal-groups.h: groups of contacts.
 *
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;                 /* 0 = not stored yet */
  char *name;
  char *color;               /* "#rrggbb" or a name of the palette; "" = none */
  char *description;
  char *rule;                /* core/peal-rule.h as JSON; "" = a static group */
  gint64 n_members;          /* out only: not counting deleted contacts; -1 = not counted */
  gboolean broken;           /* out only, where it was counted: its rule asks for what is gone */
  gint64 created_at;         /* out only */
} PealGroup;

GType peal_group_get_type (void);
#define PEAL_TYPE_GROUP (peal_group_get_type ())
PealGroup *peal_group_new (const char *name);
PealGroup *peal_group_copy (const PealGroup *self);
void peal_group_free (PealGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealGroup, peal_group_free)

/* Resolves to a GPtrArray of PealGroup in order of name. To count the members of a rule group is to ask
 * its rule, so they come uncounted here; those of static groups are counted. */
DexFuture *peal_groups_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* The same with all counts, as they are now. */
DexFuture *peal_groups_list_counted (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a PealGroup, counted. Rejects with PEAL_STORE_ERROR_NOT_FOUND. */
DexFuture *peal_groups_find (PealStore  *store,
                             const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Makes a group (id 0), or renames, recolours and describes an old one, or changes its rule. The members
 * of a static group that gets a rule rest: they are back when it loses it. Resolves to its id (gint64).
 * Rejects with PEAL_STORE_ERROR_EXISTS if another group has the name, _NOT_FOUND, _INVALID if the rule
 * is none, _RULE if it asks for what is not there, or for its own group by any way. */
DexFuture *peal_groups_save (PealStore       *store,
                             const PealGroup *group,
                             const char      *actor) G_GNUC_WARN_UNUSED_RESULT;

/* The id (gint64) of the static group called @name, made if there is none. Rejects with _INVALID if a
 * rule chooses its members. */
DexFuture *peal_groups_ensure (PealStore  *store,
                               const char *name,
                               const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Deletes a group, not its people. Resolves to the ledger number (gint64) of group.deleted, whose
 * payload holds all that peal_groups_restore () needs. Rejects with _NOT_FOUND. */
DexFuture *peal_groups_delete (PealStore  *store,
                               gint64      id,
                               const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Brings back the group that ledger event @seq deleted, with those members who still exist.
 * Resolves to its id (gint64). Rejects with _NOT_FOUND, or _EXISTS if its name is in use again. */
DexFuture *peal_groups_restore (PealStore  *store,
                                gint64      seq,
                                const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolve to a GArray of gint64: the contacts who were not in it and now are, or were and now are
 * not; give them to the other function to undo. Reject with _INVALID for a rule group. */
DexFuture *peal_groups_add_members (PealStore    *store,
                                    gint64        group_id,
                                    const gint64 *contact_ids,
                                    guint         n_ids,
                                    const char   *actor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_groups_remove_members (PealStore    *store,
                                       gint64        group_id,
                                       const gint64 *contact_ids,
                                       guint         n_ids,
                                       const char   *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GArray of gint64: the contacts of these groups as they are now, nobody twice, by name;
 * without deleted ones. Rejects with _RULE if a rule cannot be asked: some would be missing. */
DexFuture *peal_groups_members (PealStore    *store,
                                const gint64 *group_ids,
                                guint         n_ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* peal-rule-edit.h: taking a rule apart and putting it together, step by step.
 *
 * What an editor does to the tree. @root is a group; what is named is in it and is
 * not @root itself. A group that loses its last part goes with it, but never @root.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule.h"

G_BEGIN_DECLS

/* Where @rule stands: "0", "2.1", counted from 0; "" for @root. The caller frees it. */
char *peal_rule_dup_path (PealRule       *root,
                          const PealRule *rule);

/* NULL for a path that leads nowhere. */
PealRule *peal_rule_find (PealRule   *root,
                          const char *path);

/* A group in which @rule stands; NULL for @root. */
PealRule *peal_rule_find_parent (PealRule       *root,
                                 const PealRule *rule);

void peal_rule_remove (PealRule *root,
                       PealRule *rule);

/* One step towards the beginning (@step -1) or the end (1): past its neighbour, into it if that is a
 * group with room, or out of the group that it stands at the end of. FALSE if there is no further. */
gboolean peal_rule_move (PealRule *root,
                         PealRule *rule,
                         int       step);

/* Puts a group of its own around @rule: any of it where all is asked, else all. FALSE if that would be
 * too deep. */
gboolean peal_rule_wrap (PealRule *root,
                         PealRule *rule);

G_END_DECLS

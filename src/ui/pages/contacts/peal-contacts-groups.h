/* peal-contacts-groups.h: the pane beside the contacts in which one group, or everybody, is chosen.
 *
 * Its button for a new one starts an action of the page around it: "contacts.new-group". Contacts that
 * are dropped on a group, a GArray of their ids (gint64), become members of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-groups.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Property "chosen" (int64, read-only): the group's id; 0 = everybody. */
#define PEAL_TYPE_CONTACTS_GROUPS (peal_contacts_groups_get_type ())
G_DECLARE_FINAL_TYPE (PealContactsGroups, peal_contacts_groups, PEAL, CONTACTS_GROUPS, AdwBin)

/* Once, before a group is shown. */
void peal_contacts_groups_set_engine (PealContactsGroups *self,
                                      PealEngine         *engine);

/* Lists @groups, of PealGroup, below everybody; takes a reference. Who looked at a group that is not among them looks at
 * everybody then. */
void peal_contacts_groups_show (PealContactsGroups *self,
                                GPtrArray          *groups);

/* Fills @menu with those of @groups that take members, to start "contacts.add-to-group". */
void peal_contacts_groups_fill_menu (const GPtrArray *groups,
                                     GMenu           *menu);

gint64 peal_contacts_groups_get_chosen (PealContactsGroups *self);

G_END_DECLS

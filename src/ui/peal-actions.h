/* peal-actions.h: every action that a key or a name starts.
 *
 * One table: it installs the keys, and the shortcuts dialog is made from it.
 * What an action does stands with its owner: "app." in PealApplication, "win."
 * in PealMainWindow, any other prefix in the page or dialog that installs it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;          /* detailed: "win.go::home" */
  const char *accels[3];     /* NULL-terminated; none: only by its name, in the switcher */
  const char *title;         /* translatable with _() */
  const char *group;         /* translatable with _(): heading in the shortcuts dialog */
} PealAction;

/* In the order of the shortcuts dialog, a group in one piece. Static. */
const PealAction *peal_actions_list (gsize *n_actions);

/* Whether it works everywhere in the window. */
gboolean peal_action_is_global (const PealAction *action);

/* Sets the keys of "app." and "win." actions, and those of the page table. */
void peal_actions_set_accels (GtkApplication *application);

/* Sets the keys of all other actions that begin with @prefix ("inbox.") on @widget: they work while
 * the focus is inside it and no entry wants the key. */
void peal_actions_add_shortcuts (GtkWidget  *widget,
                                 const char *prefix);

G_END_DECLS

/* pictures-groups.c: groups by hand and by rule, saved as they are drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-group-dialog.h"
#include "peal-groups.h"
#include "peal-scene.h"
#include "peal-suggestions-group.h"

#define LONG_TEXT "Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh-Cholmondeley-Majoribanks"

static const struct
{
  const char *name;
  const char *file;
  const char *description;
  const char *rule;
} groups[] = {
  { "Regulars without a word", "group-rule", "Who hears from us, and says nothing",
    "{\"all\":[{\"field\":\"tag\",\"test\":\"is\",\"value\":\"vip\"},"
    "{\"any\":[{\"field\":\"birthday\",\"test\":\"in_next_days\",\"days\":14},"
    "{\"field\":\"last_reply\",\"test\":\"not_in_last_days\",\"days\":180},"
    "{\"none\":[{\"field\":\"sent\",\"test\":\"at_least\",\"value\":3,\"days\":30}]}]}]}" },
  { LONG_TEXT, "group-rule-long", LONG_TEXT " " PEAL_SCENE_HOSTILE,
    "{\"any\":[{\"field\":\"notes\",\"test\":\"contains\",\"value\":\"" LONG_TEXT "\"},"
    "{\"field\":\"tag\",\"test\":\"is\",\"value\":\"<i>\"},"
    "{\"field\":\"country\",\"test\":\"is_not\",\"value\":\"GS\"},"
    "{\"field\":\"created\",\"test\":\"before\",\"value\":\"2026-11-30\"},"
    "{\"field\":\"score\",\"test\":\"between\",\"value\":[10,20]}]}" },
};

static PealGroup *
make_group (Shoot *shoot,
            guint  i)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  g_autoptr(PealGroup) group = peal_group_new (groups[i].name);
  g_autoptr(GPtrArray) all = peal_scene_await_boxed (peal_groups_list (store));

  for (guint n = 0; n < all->len; n++)
    if (g_str_equal (((PealGroup *) g_ptr_array_index (all, n))->name, groups[i].name))
      return peal_group_copy (g_ptr_array_index (all, n));
  g_set_str (&group->description, groups[i].description);
  g_set_str (&group->rule, groups[i].rule);
  group->id = peal_scene_await_int (peal_groups_save (store, group, "scene"));
  return g_steal_pointer (&group);
}

/* From its top and from its end. */
static void
shoot_group (Shoot           *shoot,
             const char      *name,
             const PealGroup *group)
{
  AdwDialog *dialog = ADW_DIALOG (peal_group_dialog_new (shoot->engine, group));
  g_autofree char *end = g_strconcat (name, "-end", NULL);

  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, name);
  shoot_show_part (GTK_WIDGET (dialog), 1.0);
  shoot_settle ();
  shoot_save (shoot, end);
  adw_dialog_force_close (dialog);
  shoot_settle ();
}

/* As they are, and with all kinds of them. */
static void
shoot_suggestions (Shoot *shoot)
{
  g_autoptr(GPtrArray) suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_group_suggestion_free);
  AdwDialog *dialog = ADW_DIALOG (peal_group_dialog_new (shoot->engine, NULL));

  for (PealSuggestionKind kind = PEAL_SUGGESTION_REGULARS; kind < PEAL_SUGGESTION_N_KINDS; kind++)
    {
      PealGroupSuggestion *suggestion = g_new0 (PealGroupSuggestion, 1);

      suggestion->kind = kind;
      suggestion->rule = g_strdup ("");
      suggestion->days = 24;
      suggestion->n_replies = 5;
      suggestion->n_members = kind * 317;
      g_ptr_array_add (suggestions, suggestion);
    }
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_save (shoot, "group-new");
  peal_suggestions_group_show (PEAL_SUGGESTIONS_GROUP (shoot_find (GTK_WIDGET (dialog), "PealSuggestionsGroup")),
                               suggestions);
  shoot_settle ();
  shoot_show_part (GTK_WIDGET (dialog), 1.0);
  shoot_settle ();
  shoot_save (shoot, "group-suggestions");
  adw_dialog_force_close (dialog);
  shoot_settle ();
}

void
shoot_groups (Shoot *shoot)
{
  GtkWidget *page;

  if (!shoot->is_made_up)
    return;
  shoot_suggestions (shoot);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr(PealGroup) group = make_group (shoot, i);

      shoot_group (shoot, groups[i].file, group);
    }
  peal_main_window_go (shoot->window, "contacts");
  shoot_settle ();
  page = shoot_find (GTK_WIDGET (shoot->window), "PealContactsPage");
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (shoot_find (page, "AdwNavigationView"))); /* somebody may be shown */
  gtk_widget_activate_action (page, "contacts.groups", NULL);
  shoot_settle ();
  shoot_save (shoot, "contacts-groups");
}

/* test-groups.c: groups by rule: made, changed, listed, and what may be dropped on them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window-fixture.h"

#include "peal-group-dialog.h"
#include "peal-rule-editor.h"
#include "peal-rule-row.h"
#include "peal-scene.h"
#include "peal-suggestions-group.h"

#define VIP "{\"all\":[{\"field\":\"tag\",\"test\":\"is\",\"value\":\"vip\"}]}"
#define NESTED \
  "{\"all\":[{\"field\":\"city\",\"test\":\"is_empty\"},{\"any\":[{\"field\":\"notes\",\"test\":\"is_empty\"}," \
  "{\"field\":\"email\",\"test\":\"is_empty\"}]}]}"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* The @n-th child of the row that is a menu: field, comparison, value. */
static GtkDropDown *
get_menu (GtkWidget *row,
          guint      n)
{
  GtkWidget *parts = ui_get (row, ui_is_of_type, "AdwWrapBox");
  GtkWidget *child = gtk_widget_get_first_child (parts);

  for (; n > 0; n--)
    child = gtk_widget_get_next_sibling (child);
  g_assert_true (GTK_IS_DROP_DOWN (child));
  return GTK_DROP_DOWN (child);
}

/* Chooses what is called @name. */
static void
choose (GtkDropDown *menu,
        const char  *name)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (menu));
  guint at = gtk_string_list_find (names, name);

  g_assert_cmpuint (at, !=, G_MAXUINT);
  gtk_drop_down_set_selected (menu, at);
}

static PealRuleEditor *
get_editor (AdwDialog *dialog)
{
  return PEAL_RULE_EDITOR (ui_wait_for (dialog, ui_is_of_type, "PealRuleEditor"));
}

/* Made with the mouse's and the keyboard's widgets; whom it fits is shown before it is saved. */
static void
test_make (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog = ADW_DIALOG (peal_group_dialog_new (fixture->engine, NULL));
  g_autoptr(PealGroup) group = NULL;
  GtkWidget *row, *save;

  ui_present_dialog (fixture, &dialog);
  save = ui_find_widget (GTK_WIDGET (dialog), ui_is_button, "_Save");
  ui_type_into (GTK_WIDGET (dialog), "Name", "Dear <b>");
  ui_type_into (GTK_WIDGET (dialog), "Description", "Whom we know best");
  g_assert_true (gtk_widget_get_sensitive (save));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Members")), 1);
  row = ui_wait_for (dialog, ui_is_of_type, "PealRuleRow");
  choose (get_menu (row, 0), "City");
  g_assert_false (gtk_widget_get_sensitive (save));
  ui_wait_for_text (dialog, "Complete the condition to see who belongs.");

  choose (get_menu (row, 0), "Tag");
  choose (get_menu (row, 2), "vip");
  g_assert_true (gtk_widget_get_sensitive (save));
  ui_wait_for_text (dialog, "2 people");
  ui_wait_for_text (dialog, "Chloé Dubois, Grace Hopper");
  ui_wait_for_text (dialog, "Tag is vip");
  g_signal_emit_by_name (save, "clicked");
  ui_wait_for_close (&dialog);

  group = peal_scene_await_boxed (peal_groups_find (get_store (fixture), "Dear <b>"));
  g_assert_cmpstr (group->rule, ==, VIP);
  g_assert_cmpstr (group->description, ==, "Whom we know best");
  g_assert_cmpint (group->n_members, ==, 2);
}

static gboolean
has_focus (gpointer window)
{
  return gtk_root_get_focus (window) != NULL;
}

static gboolean
is_in_rule (gpointer window)
{
  GtkWidget *focus = gtk_root_get_focus (window);

  return focus != NULL && gtk_widget_get_ancestor (focus, PEAL_TYPE_RULE_ROW) != NULL;
}

/* What the menu of a part does, in its order; each gives the rule after it. */
static void
test_steps (UiFixture    *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *path;
    const char *rule;          /* fields only; brackets all, parentheses any */
  } steps[] = {
    { "rule.down", "0", "{\"all\":[{\"any\":[{\"field\":\"city\",\"test\":\"is_empty\"},"
                        "{\"field\":\"notes\",\"test\":\"is_empty\"},{\"field\":\"email\",\"test\":\"is_empty\"}]}]}" },
    { "rule.remove", "0.1", "{\"all\":[{\"any\":[{\"field\":\"city\",\"test\":\"is_empty\"},"
                            "{\"field\":\"email\",\"test\":\"is_empty\"}]}]}" },
    { "rule.up", "0.0", "{\"all\":[{\"field\":\"city\",\"test\":\"is_empty\"},"
                        "{\"any\":[{\"field\":\"email\",\"test\":\"is_empty\"}]}]}" },
    { "rule.remove", "1", "{\"all\":[{\"field\":\"city\",\"test\":\"is_empty\"}]}" },
    { "rule.wrap", "0", "{\"all\":[{\"any\":[{\"field\":\"city\",\"test\":\"is_empty\"}]}]}" },
    { "rule.add", "0", "{\"all\":[{\"any\":[{\"field\":\"city\",\"test\":\"is_empty\"},"
                       "{\"field\":\"tag\",\"test\":\"is\",\"value\":\"<i>\"}]}]}" },
    { "rule.add-group", "", "{\"all\":[{\"any\":[{\"field\":\"city\",\"test\":\"is_empty\"},"
                            "{\"field\":\"tag\",\"test\":\"is\",\"value\":\"<i>\"}]},"
                            "{\"any\":[{\"field\":\"tag\",\"test\":\"is\",\"value\":\"<i>\"}]}]}" },
    { "rule.remove", "9.9", NULL },
  };
  g_autoptr(PealGroup) group = peal_group_new ("Steps");
  AdwDialog *dialog;
  PealRuleEditor *editor;

  g_set_str (&group->rule, NESTED);
  group->id = peal_scene_await_int (peal_groups_save (get_store (fixture), group, "test"));
  dialog = ADW_DIALOG (peal_group_dialog_new (fixture->engine, group));
  ui_present_dialog (fixture, &dialog);
  ui_wait_for (dialog, ui_is_of_type, "PealRuleRow");
  editor = get_editor (dialog);
  ui_wait_until (has_focus, fixture->window);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *json = NULL;

      g_test_message ("%s %s", steps[i].action, steps[i].path);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), steps[i].action, "s", steps[i].path));
      json = peal_rule_editor_dup_json (editor);
      g_assert_cmpstr (json, ==, steps[i].rule != NULL ? steps[i].rule : steps[i - 1].rule);
    }
  ui_wait_until (is_in_rule, fixture->window); /* at the condition that was added */

  gtk_widget_activate_action (GTK_WIDGET (editor), "rule.remove", "s", "1");
  gtk_widget_activate_action (GTK_WIDGET (editor), "rule.remove", "s", "0");
  g_assert_null (peal_rule_editor_dup_json (editor));
  ui_wait_for_text (dialog, "Add a condition to say who belongs.");
  ui_wait_until (has_focus, fixture->window); /* or no key would reach the dialog */
  g_assert_false (adw_dialog_get_can_close (dialog));
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What it asks for is gone: it stays in the menu, and nobody is meant. */
static void
test_gone (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(PealGroup) regulars = peal_scene_await_boxed (peal_groups_find (get_store (fixture), "Regulars"));
  g_autoptr(PealGroup) group = peal_group_new ("Others");
  g_autofree char *rule = g_strdup_printf ("{\"all\":[{\"field\":\"group\",\"test\":\"is_not\",\"value\":%"
                                           G_GINT64_FORMAT "}]}", regulars->id);
  g_autofree char *json = NULL;
  AdwDialog *dialog;

  g_set_str (&group->rule, rule);
  group->id = peal_scene_await_int (peal_groups_save (get_store (fixture), group, "test"));
  peal_scene_await_int (peal_groups_delete (get_store (fixture), regulars->id, "test"));
  peal_main_window_go (fixture->window, "contacts");
  ui_wait_for (fixture->window, ui_is_tooltip, "Its rule asks for something that is not there any more");

  dialog = ADW_DIALOG (peal_group_dialog_new (fixture->engine, group));
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "Not there any more");
  ui_wait_for_text (dialog, "The rule of a group asks for a group or campaign that is not there any more, or for its "
                            "own group. Edit its rule.");
  json = peal_rule_editor_dup_json (get_editor (dialog));
  g_assert_cmpstr (json, ==, rule);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static GtkWidget *
find_hidden (GtkWidget  *widget,
             const char *type)
{
  if (ui_is_of_type (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_hidden (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* One click makes it; with a name that is in use, a person goes on from there. */
static void
test_suggestion (UiFixture    *fixture,
                 gconstpointer data)
{
  g_autoptr(GPtrArray) suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_group_suggestion_free);
  g_autoptr(PealGroup) taken = peal_group_new ("Fell silent");
  g_autoptr(PealGroup) group = NULL;
  PealGroupSuggestion *silent = g_new0 (PealGroupSuggestion, 1);
  AdwDialog *dialog = ADW_DIALOG (peal_group_dialog_new (fixture->engine, NULL));
  GtkWidget *row;

  silent->kind = PEAL_SUGGESTION_SILENT;
  silent->rule = g_strdup (VIP);
  silent->n_members = 1234;
  g_ptr_array_add (suggestions, silent);
  peal_scene_await_int (peal_groups_save (get_store (fixture), taken, "test"));
  ui_present_dialog (fixture, &dialog);
  g_ptr_array_unref (peal_scene_await_boxed (peal_group_suggestions_list (get_store (fixture)))); /* after the dialog's */
  ui_spin (50);
  peal_suggestions_group_show (PEAL_SUGGESTIONS_GROUP (find_hidden (GTK_WIDGET (dialog), "PealSuggestionsGroup")),
                               suggestions);
  row = ui_wait_for (dialog, ui_is_row_titled, "Fell silent");
  ui_wait_for_text (row, "Were sent 6 messages or more, and said nothing for 180 days. A pause may be welcome.");
  g_signal_emit_by_name (row, "activated");
  ui_wait_for_text (dialog, "That name is in use already. Choose another one.");
  ui_type_into (GTK_WIDGET (dialog), "Name", "Quiet ones");
  g_signal_emit_by_name (ui_find_widget (GTK_WIDGET (dialog), ui_is_button, "_Save"), "clicked");
  ui_wait_for_close (&dialog);
  group = peal_scene_await_boxed (peal_groups_find (get_store (fixture), "Quiet ones"));
  g_assert_cmpstr (group->rule, ==, VIP);
  g_assert_cmpstr (group->description, !=, "");
}

/* Lets @ids go over the group at @index of the list, as a drag does. */
static gboolean
drop (GtkListBox *list,
      int         index,
      GArray     *ids)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, index));
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (row);
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_ARRAY);
  g_value_set_boxed (&value, ids);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }
  return taken;
}

static void
test_drop (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(PealGroup) group = peal_group_new ("Dear <b>");
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 grace = 7;
  GtkListBox *list;
  GtkWidget *pane;

  g_array_append_val (ids, grace);
  g_set_str (&group->rule, VIP);
  g_set_str (&group->description, "Whom we know & like");
  peal_scene_await_int (peal_groups_save (get_store (fixture), group, "test"));
  peal_main_window_go (fixture->window, "contacts");
  ui_wait_for_text (fixture->window, "Dear <b>");
  pane = ui_get (fixture->window, ui_is_of_type, "PealContactsGroups");
  list = GTK_LIST_BOX (ui_get (pane, ui_is_of_type, "GtkListBox"));
  ui_wait_for_text (pane, "Whom we know & like");
  ui_get (pane, ui_is_tooltip, "A rule chooses its members");

  g_assert_false (drop (list, 1, ids)); /* Everybody, Dear, Newsletter, Regulars */
  ui_wait_for_text (fixture->window, "A rule chooses who is in “Dear <b>”. Edit the group to change it.");
  g_assert_true (drop (list, 3, ids));
  ui_wait_for_text (fixture->window, "1 person added to the group");
  ui_wait_for_text (pane, "8");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (pane, "7");
}

int
main (int   argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  ui_add ("/ui/groups/make", TRUE, test_make);
  ui_add ("/ui/groups/steps", TRUE, test_steps);
  ui_add ("/ui/groups/gone", TRUE, test_gone);
  ui_add ("/ui/groups/suggestion", TRUE, test_suggestion);
  ui_add ("/ui/groups/drop", TRUE, test_drop);
  return ui_run ();
}

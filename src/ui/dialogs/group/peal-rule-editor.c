/* peal-rule-editor.c: a rule that is being made, and whom it fits so far.
 *
 * A value is written into the tree in its place; a step that moves parts of the
 * tree draws it anew and puts the focus where the person was. Each part is named
 * by its path (core/peal-rule-edit.h), the target of what its menu does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-rule-editor.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-group-rules.h"
#include "peal-rule-edit.h"
#include "peal-rule-row.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define N_NAMES 8
#define PAUSE_MS 250

struct _PealRuleEditor
{
  AdwBin parent_instance;
  PealStore *store;
  PealRule *rule;
  PealRuleChoices *choices;  /* NULL until they are read; nothing is drawn before */
  gint64 own_group;
  DexFuture *reading_choices;
  DexFuture *asking;
  guint pause;
  guint focusing;
  char *focus_path;
  gboolean complete;

  AdwBin *tree;
  GtkLabel *count;
  GtkLabel *names;
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (PealRuleEditor, peal_rule_editor, ADW_TYPE_BIN)

typedef enum
{
  PROP_COMPLETE = 1,
} PealRuleEditorProp;

static GParamSpec *props[PROP_COMPLETE + 1];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A widget finds the group that it shows by it. */
static const char *const path_key = "peal-path";

/* Whom it fits ------------------------------------------------------------------------------------ */

static void
say (PealRuleEditor *self,
     const char     *count,
     const char     *names)
{
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->names, names);
  gtk_widget_set_visible (GTK_WIDGET (self->names), *names != '\0');
}

static void
asked_cb (gpointer      owner,
          const GValue *value)
{
  const PealRulePreview *preview = g_value_get_boxed (value);
  g_autofree char *count = g_strdup_printf (ngettext ("%'d person", "%'d people", preview->n_members),
                                            (int) preview->n_members);
  g_autofree char *joined = g_strjoinv (_(", "), preview->names);
  g_autofree char *names = NULL;

  if (preview->n_members > g_strv_length (preview->names))
    /* Translators: names of some, and there are more */
    names = g_strdup_printf (_("%s, …"), joined);
  say (owner, count, names != NULL ? names : joined);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  say (owner, text, "");
}

static gboolean
ask_cb (gpointer data)
{
  PealRuleEditor *self = data;
  g_autofree char *json = peal_rule_editor_dup_json (self);

  self->pause = 0;
  if (json != NULL)
    peal_when_latest (&self->asking, peal_group_rules_preview (self->store, json, self->own_group, N_NAMES), self,
                      asked_cb, failed_cb);
  return G_SOURCE_REMOVE;
}

static const char *
tell_fault (PealRuleError code)
{
  switch (code)
    {
    case PEAL_RULE_ERROR_EMPTY:
      return _("Add a condition to say who belongs.");
    case PEAL_RULE_ERROR_TOO_LARGE:
      return _("This rule is too long. Take some conditions out of it.");
    case PEAL_RULE_ERROR_SYNTAX:
    case PEAL_RULE_ERROR_UNKNOWN:
    case PEAL_RULE_ERROR_TEST:
    case PEAL_RULE_ERROR_MISSING:
    case PEAL_RULE_ERROR_VALUE:
      break;
    }
  return _("Complete the condition to see who belongs.");
}

/* The rule has changed, or is there at last. */
static void
update (PealRuleEditor *self)
{
  g_autoptr(GError) error = NULL;
  gboolean complete = peal_rule_check (self->rule, NULL, &error);
  g_autofree char *sentence = complete && self->choices != NULL ? peal_rule_text (self->rule, self->choices) : NULL;

  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence != NULL);
  g_clear_handle_id (&self->pause, g_source_remove);
  dex_clear (&self->asking);
  if (complete)
    self->pause = g_timeout_add (PAUSE_MS, ask_cb, self);
  else
    say (self, tell_fault (error->code), "");
  if (complete == self->complete)
    return;
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
}

static void
changed_cb (PealRuleEditor *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The tree ---------------------------------------------------------------------------------------- */

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          const char *path)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", path);
  g_menu_append_item (menu, item);
}

/* What can be done with @rule where it stands. */
static GMenuModel *
make_menu (PealRuleEditor *self,
           const PealRule *rule)
{
  PealRule *parent = peal_rule_find_parent (self->rule, rule);
  g_autofree char *path = peal_rule_dup_path (self->rule, rule);
  gboolean is_inner = parent != self->rule;
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) moves = g_menu_new ();
  g_autoptr(GMenu) ends = g_menu_new ();

  if (is_inner || g_ptr_array_index (parent->rules, 0) != rule)
    add_item (moves, _("Move _Up"), "rule.up", path);
  if (is_inner || g_ptr_array_index (parent->rules, parent->rules->len - 1) != rule)
    add_item (moves, _("Move _Down"), "rule.down", path);
  add_item (moves, _("Put Into a _New Group"), "rule.wrap", path);
  add_item (ends, _("_Remove"), "rule.remove", path);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (moves));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (ends));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
new_condition (PealRuleEditor *self,
               PealRule       *rule)
{
  g_autoptr(GMenuModel) menu = make_menu (self, rule);
  GtkWidget *row = peal_rule_row_new (rule, self->choices, self->own_group, menu);

  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
kind_chosen_cb (GtkDropDown    *menu,
                GParamSpec     *pspec,
                PealRuleEditor *self)
{
  PealRule *group = peal_rule_find (self->rule, g_object_get_data (G_OBJECT (menu), path_key));

  if (group == NULL || group->kind == PEAL_RULE_CONDITION)
    return;
  group->kind = PEAL_RULE_ALL + gtk_drop_down_get_selected (menu);
  changed_cb (self);
}

static GtkWidget *
new_menu_button (const char *icon,
                 const char *tooltip,
                 GMenuModel *menu)
{
  return g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", icon, "tooltip-text", tooltip, "menu-model", menu,
                       "css-classes", (const char *[]) { "flat", NULL }, NULL);
}

/* What can be done with a group in the rule. */
static void
add_menus (PealRuleEditor *self,
           GtkBox         *head,
           PealRule       *group,
           const char     *path)
{
  g_autoptr(GMenuModel) menu = make_menu (self, group);
  g_autoptr(GMenu) additions = g_menu_new ();
  GtkWidget *add;

  add_item (additions, _("Add _Condition"), "rule.add", path);
  add_item (additions, _("Add _Group of Conditions"), "rule.add-group", path);
  add = new_menu_button ("list-add-symbolic", _("Add to This Group"), G_MENU_MODEL (additions));
  gtk_widget_set_hexpand (add, TRUE);
  gtk_widget_set_halign (add, GTK_ALIGN_END);
  gtk_box_append (head, add);
  gtk_box_append (head, new_menu_button ("view-more-symbolic", _("Group of Conditions Menu"), menu));
}

static GtkWidget *
new_head (PealRuleEditor *self,
          PealRule       *group,
          const char     *path)
{
  const char *const kinds[] = { _("All of these"), _("Any of these"), _("None of these"), NULL };
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *kind = gtk_drop_down_new_from_strings (kinds);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), group->kind - PEAL_RULE_ALL);
  g_object_set_data_full (G_OBJECT (kind), path_key, g_strdup (path), g_free);
  g_signal_connect_object (kind, "notify::selected", G_CALLBACK (kind_chosen_cb), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (kind), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Who Belongs"), -1);
  gtk_box_append (GTK_BOX (head), kind);
  if (group != self->rule)
    add_menus (self, GTK_BOX (head), group, path);
  return head;
}

static GtkWidget *
new_button (const char *label,
            const char *action,
            const char *path)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", path);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *new_group (PealRuleEditor *self,
                             PealRule       *group);

/* The conditions of a group, and a line at their side that shows how far it goes. */
static GtkWidget *
new_body (PealRuleEditor *self,
          PealRule       *group,
          const char     *path)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons;

  for (guint i = 0; i < group->rules->len; i++)
    {
      PealRule *part = g_ptr_array_index (group->rules, i);

      gtk_box_append (GTK_BOX (body), part->kind == PEAL_RULE_CONDITION ? new_condition (self, part)
                                                                        : new_group (self, part));
    }
  gtk_widget_set_hexpand (body, TRUE);
  if (group != self->rule)
    return body;
  buttons = adw_wrap_box_new ();
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), new_button (_("Add _Condition"), "rule.add", path));
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), new_button (_("Add _Group of Conditions"), "rule.add-group", path));
  gtk_box_append (GTK_BOX (body), buttons);
  return body;
}

static GtkWidget *
new_group (PealRuleEditor *self,
           PealRule       *group)
{
  g_autofree char *path = peal_rule_dup_path (self->rule, group);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_box_append (GTK_BOX (box), new_head (self, group, path));
  if (group != self->rule)
    gtk_box_append (GTK_BOX (inner), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (inner), new_body (self, group, path));
  gtk_box_append (GTK_BOX (box), inner);
  return box;
}

/* Rows borrow conditions: they let go before the tree changes. */
static void
forget_rows (GtkWidget *widget)
{
  if (PEAL_IS_RULE_ROW (widget))
    peal_rule_row_forget (PEAL_RULE_ROW (widget));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      forget_rows (child);
}

/* NULL if nothing below @widget shows it. */
static GtkWidget *
find_row (GtkWidget      *widget,
          const PealRule *condition)
{
  if (PEAL_IS_RULE_ROW (widget))
    return peal_rule_row_get_condition (PEAL_RULE_ROW (widget)) == condition ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row (child, condition);

      if (row != NULL)
        return row;
    }
  return NULL;
}

/* The first condition of @rule, for the focus. */
static const PealRule *
get_first (const PealRule *rule)
{
  while (rule->kind != PEAL_RULE_CONDITION && rule->rules->len > 0)
    rule = g_ptr_array_index (rule->rules, 0);
  return rule;
}

static void
redraw (PealRuleEditor *self)
{
  forget_rows (GTK_WIDGET (self->tree));
  adw_bin_set_child (self->tree, self->choices != NULL ? new_group (self, self->rule) : NULL);
}

static gboolean
focus_cb (gpointer data)
{
  PealRuleEditor *self = data;
  const PealRule *part = peal_rule_find (self->rule, self->focus_path);
  GtkWidget *row = part != NULL ? find_row (GTK_WIDGET (self->tree), get_first (part)) : NULL;

  self->focusing = 0;
  gtk_widget_child_focus (row != NULL ? row : GTK_WIDGET (self->tree), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* Puts the focus on @part, or else where the tree begins; but after the menu of which this was chosen, and which
 * went with its row, has given the focus back to nobody. */
static void
focus_later (PealRuleEditor *self,
             const PealRule *part)
{
  g_free (self->focus_path);
  self->focus_path = peal_rule_dup_path (self->rule, part);
  if (self->focusing == 0)
    self->focusing = g_idle_add (focus_cb, self);
}

/* Steps ------------------------------------------------------------------------------------------- */

/* Does @name to @part; what has the focus then. */
static const PealRule *
act (PealRuleEditor *self,
     PealRule       *part,
     const char     *name)
{
  if (g_str_equal (name, "rule.add") || g_str_equal (name, "rule.add-group"))
    {
      PealRule *condition = peal_rule_new_condition (PEAL_RULE_TAG);

      g_ptr_array_add (part->rules, condition);
      if (g_str_equal (name, "rule.add-group"))
        peal_rule_wrap (self->rule, condition);
      return condition;
    }
  if (part == self->rule)
    return part;
  if (g_str_equal (name, "rule.remove"))
    {
      peal_rule_remove (self->rule, part);
      return self->rule;
    }
  if (g_str_equal (name, "rule.wrap"))
    peal_rule_wrap (self->rule, part);
  else
    peal_rule_move (self->rule, part, g_str_equal (name, "rule.up") ? -1 : 1);
  return part;
}

static void
act_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PealRuleEditor *self = PEAL_RULE_EDITOR (widget);
  PealRule *part = peal_rule_find (self->rule, g_variant_get_string (parameter, NULL));

  if (part == NULL)
    return;
  forget_rows (GTK_WIDGET (self->tree));
  focus_later (self, act (self, part, name));
  redraw (self);
  changed_cb (self);
}

static void
choices_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealRuleEditor *self = owner;

  g_clear_pointer (&self->choices, peal_rule_choices_unref);
  self->choices = g_value_dup_boxed (value);
  redraw (self);
  update (self);
}

static void
peal_rule_editor_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((PealRuleEditorProp) prop_id)
    {
    case PROP_COMPLETE:
      g_value_set_boolean (value, PEAL_RULE_EDITOR (object)->complete);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_rule_editor_dispose (GObject *object)
{
  PealRuleEditor *self = PEAL_RULE_EDITOR (object);

  if (self->tree != NULL)
    forget_rows (GTK_WIDGET (self->tree));
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_handle_id (&self->focusing, g_source_remove);
  dex_clear (&self->reading_choices);
  dex_clear (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_RULE_EDITOR);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_rule_editor_parent_class)->dispose (object);
}

static void
peal_rule_editor_finalize (GObject *object)
{
  PealRuleEditor *self = PEAL_RULE_EDITOR (object);

  g_clear_pointer (&self->choices, peal_rule_choices_unref);
  g_clear_pointer (&self->rule, peal_rule_free);
  g_clear_pointer (&self->focus_path, g_free);
  G_OBJECT_CLASS (peal_rule_editor_parent_class)->finalize (object);
}

static void
peal_rule_editor_class_init (PealRuleEditorClass *klass)
{
  static const char *const acts[] = { "rule.add", "rule.add-group", "rule.remove", "rule.up", "rule.down", "rule.wrap" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_rule_editor_get_property;
  object_class->dispose = peal_rule_editor_dispose;
  object_class->finalize = peal_rule_editor_finalize;

  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_RULE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i], "s", act_cb);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PealRuleEditor, tree);
  gtk_widget_class_bind_template_child (widget_class, PealRuleEditor, count);
  gtk_widget_class_bind_template_child (widget_class, PealRuleEditor, names);
  gtk_widget_class_bind_template_child (widget_class, PealRuleEditor, sentence);
}

static void
peal_rule_editor_init (PealRuleEditor *self)
{
  self->rule = peal_rule_new_group (PEAL_RULE_ALL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_rule_editor_open (PealRuleEditor *self,
                       PealStore      *store,
                       const char     *json,
                       gint64          own_group)
{
  PealRule *rule;

  g_return_if_fail (PEAL_IS_RULE_EDITOR (self));
  g_return_if_fail (PEAL_IS_STORE (store));
  g_return_if_fail (json != NULL);

  g_set_object (&self->store, store);
  self->own_group = own_group;
  rule = *json != '\0' ? peal_rule_parse (json, NULL) : NULL;
  if (rule == NULL) /* one of a newer Peal cannot be edited here either */
    {
      rule = peal_rule_new_group (PEAL_RULE_ALL);
      g_ptr_array_add (rule->rules, peal_rule_new_condition (PEAL_RULE_TAG));
    }
  forget_rows (GTK_WIDGET (self->tree));
  adw_bin_set_child (self->tree, NULL);
  g_clear_pointer (&self->rule, peal_rule_free);
  self->rule = rule;
  update (self);
  peal_when_latest (&self->reading_choices, peal_rule_choices_load (store), self, choices_read_cb, failed_cb);
}

char *
peal_rule_editor_dup_json (PealRuleEditor *self)
{
  g_return_val_if_fail (PEAL_IS_RULE_EDITOR (self), NULL);

  return peal_rule_check (self->rule, NULL, NULL) ? peal_rule_to_json (self->rule) : NULL;
}

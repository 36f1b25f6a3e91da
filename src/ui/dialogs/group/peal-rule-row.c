/* peal-rule-row.c: one condition of a rule: field, comparison, value.
 *
 * What is chosen is written into the condition at once. Another field brings its
 * own comparisons, another comparison its own way to give the value; both keep
 * what they can.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-rule-row.h"

#include "peal-config.h"
#include "peal-rule-value.h"
#include "peal-rule-words.h"

#include <glib/gi18n.h>

struct _PealRuleRow
{
  AdwBin parent_instance;
  PealRule *condition;
  PealRuleChoices *choices;
  GArray *tests;             /* of PealRuleTest: what the menu shows */
  gint64 own_group;
  gboolean is_setting;
  GtkWidget *value;          /* NULL where the test needs none */

  AdwWrapBox *parts;
  GtkDropDown *field;
  GtkDropDown *test;
  GtkMenuButton *more;
};

G_DEFINE_FINAL_TYPE (PealRuleRow, peal_rule_row, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
value_changed_cb (PealRule *condition,
                  gpointer  data)
{
  PealRuleRow *self = data;

  if (self->condition != NULL && !self->is_setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_value (PealRuleRow *self)
{
  if (self->value != NULL)
    adw_wrap_box_remove (self->parts, self->value);
  self->value = peal_rule_value_new (self->condition, self->choices, self->own_group, value_changed_cb, self);
  if (self->value != NULL)
    adw_wrap_box_append (self->parts, self->value);
}

static void
show_tests (PealRuleRow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->tests, g_array_unref);
  self->tests = peal_rule_choices_list_tests (self->choices, self->condition);
  for (guint i = 0; i < self->tests->len; i++)
    {
      PealRuleTest test = g_array_index (self->tests, PealRuleTest, i);

      gtk_string_list_append (names, _(peal_rule_test_get_words (self->condition->field, test)));
      if (test == self->condition->test)
        selected = i;
    }
  self->condition->test = g_array_index (self->tests, PealRuleTest, selected);
  gtk_drop_down_set_model (self->test, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->test, selected);
}

static void
field_chosen_cb (PealRuleRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->field);
  const PealRuleFieldChoice *choice;
  PealRuleType before;

  if (self->condition == NULL || self->is_setting || selected >= self->choices->fields->len)
    return;
  choice = &g_array_index (self->choices->fields, PealRuleFieldChoice, selected);
  before = peal_rule_field_get_type (self->condition->field);
  self->condition->field = choice->field;
  g_set_str (&self->condition->key, choice->key);
  if (peal_rule_field_get_type (choice->field) != before || before == PEAL_RULE_TYPE_CHOICE
      || before == PEAL_RULE_TYPE_CUSTOM)
    {
      g_set_str (&self->condition->text, "");
      self->condition->id = 0;
    }
  self->is_setting = TRUE;
  show_tests (self);
  show_value (self);
  self->is_setting = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
test_chosen_cb (PealRuleRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->test);
  PealRuleValueKind before;

  if (self->condition == NULL || self->is_setting || selected >= self->tests->len)
    return;
  before = peal_rule_get_value_kind (self->condition->field, self->condition->test);
  self->condition->test = g_array_index (self->tests, PealRuleTest, selected);
  self->is_setting = TRUE;
  if (peal_rule_get_value_kind (self->condition->field, self->condition->test) != before)
    show_value (self);
  self->is_setting = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
peal_rule_row_dispose (GObject *object)
{
  PealRuleRow *self = PEAL_RULE_ROW (object);

  peal_rule_row_forget (self);
  self->value = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_RULE_ROW);
  g_clear_pointer (&self->choices, peal_rule_choices_unref);
  g_clear_pointer (&self->tests, g_array_unref);
  G_OBJECT_CLASS (peal_rule_row_parent_class)->dispose (object);
}

static void
peal_rule_row_class_init (PealRuleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_rule_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_RULE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealRuleRow, parts);
  gtk_widget_class_bind_template_child (widget_class, PealRuleRow, field);
  gtk_widget_class_bind_template_child (widget_class, PealRuleRow, test);
  gtk_widget_class_bind_template_child (widget_class, PealRuleRow, more);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_chosen_cb);
}

static void
peal_rule_row_init (PealRuleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  peal_rule_value_shorten (self->field);
  peal_rule_value_shorten (self->test);
}

GtkWidget *
peal_rule_row_new (PealRule        *condition,
                   PealRuleChoices *choices,
                   gint64           own_group,
                   GMenuModel      *menu)
{
  PealRuleRow *self = g_object_new (PEAL_TYPE_RULE_ROW, NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = peal_rule_choices_find_field (choices, condition);

  self->condition = condition;
  self->choices = peal_rule_choices_ref (choices);
  self->own_group = own_group;
  self->is_setting = TRUE;
  for (guint i = 0; i < choices->fields->len; i++)
    gtk_string_list_append (names, g_array_index (choices->fields, PealRuleFieldChoice, i).name);
  gtk_drop_down_set_model (self->field, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->field, selected);
  show_tests (self);
  show_value (self);
  gtk_menu_button_set_menu_model (self->more, menu);
  self->is_setting = FALSE;
  return GTK_WIDGET (self);
}

void
peal_rule_row_forget (PealRuleRow *self)
{
  g_return_if_fail (PEAL_IS_RULE_ROW (self));

  self->condition = NULL;
}

const PealRule *
peal_rule_row_get_condition (PealRuleRow *self)
{
  g_return_val_if_fail (PEAL_IS_RULE_ROW (self), NULL);

  return self->condition;
}

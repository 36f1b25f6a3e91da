/* peal-rule-value.c: how the value of a condition is given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-rule-value.h"

#include "peal-format.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_NUMBER 1e9
#define MAX_CHARS 26         /* of a name on a button */

/* Of one widget; goes with it. */
typedef struct
{
  PealRule *condition;
  PealRuleValueFunc changed;
  gpointer data;
  GStrv values;              /* of a menu */
} Binding;

static const char *const binding_key = "peal-binding";

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_strfreev (binding->values);
  g_free (binding);
}

static void
tell (Binding *binding)
{
  binding->changed (binding->condition, binding->data);
}

/* Names ------------------------------------------------------------------------------------------- */

static void
setup_name_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "max-width-chars", MAX_CHARS, "hexpand", TRUE, NULL);

  gtk_list_item_set_child (item, label);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), name);
}

void
peal_rule_value_shorten (GtkDropDown *menu)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  g_return_if_fail (GTK_IS_DROP_DOWN (menu));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_name_cb), NULL);
  gtk_drop_down_set_expression (menu, name);
  gtk_drop_down_set_factory (menu, factory);
}

/* One of some ------------------------------------------------------------------------------------- */

static void
chosen_cb (GtkDropDown *menu,
           GParamSpec  *pspec,
           Binding     *binding)
{
  guint selected = gtk_drop_down_get_selected (menu);

  if (selected >= g_strv_length (binding->values))
    return;
  if (peal_rule_get_value_kind (binding->condition->field, binding->condition->test) == PEAL_RULE_VALUE_ID)
    binding->condition->id = g_ascii_strtoll (binding->values[selected], NULL, 10);
  else
    g_set_str (&binding->condition->text, binding->values[selected]);
  tell (binding);
}

/* Where the condition's value stands; GTK_INVALID_LIST_POSITION if nowhere. */
static guint
find_value (const PealRule *condition,
            GStrv           values)
{
  gboolean is_id = peal_rule_get_value_kind (condition->field, condition->test) == PEAL_RULE_VALUE_ID;

  for (guint i = 0; values[i] != NULL; i++)
    if (is_id ? condition->id == g_ascii_strtoll (values[i], NULL, 10)
              : g_ascii_strcasecmp (values[i], condition->text) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static GtkWidget *
new_none (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "css-classes", (const char *[]) { "dimmed", NULL }, NULL);
}

/* A value that is there no more stays until a person takes another. */
static void
add_missing (Binding       *binding,
             GtkStringList *names)
{
  guint n = g_strv_length (binding->values);
  gboolean is_id = binding->condition->id != 0;

  gtk_string_list_append (names, is_id ? _("Not there any more") : binding->condition->text);
  binding->values = g_renew (char *, binding->values, n + 2);
  binding->values[n] = is_id ? g_strdup_printf ("%" G_GINT64_FORMAT, binding->condition->id)
                             : g_strdup (binding->condition->text);
  binding->values[n + 1] = NULL;
}

static GtkWidget *
new_menu (Binding       *binding,
          GtkStringList *names)
{
  gboolean is_blank = *binding->condition->text == '\0' && binding->condition->id == 0;
  guint selected, n;
  GtkWidget *menu;

  if (!is_blank && find_value (binding->condition, binding->values) == GTK_INVALID_LIST_POSITION)
    add_missing (binding, names);
  selected = find_value (binding->condition, binding->values);
  n = g_strv_length (binding->values);
  if (n == 0)
    return new_none (_("There is none yet"));
  menu = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), NULL);
  peal_rule_value_shorten (GTK_DROP_DOWN (menu));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (menu), n > 8);
  gtk_drop_down_set_search_match_mode (GTK_DROP_DOWN (menu), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (menu), is_blank ? 0 : selected);
  g_signal_connect (menu, "notify::selected", G_CALLBACK (chosen_cb), binding);
  if (is_blank)
    chosen_cb (GTK_DROP_DOWN (menu), NULL, binding);
  return menu;
}

/* Text -------------------------------------------------------------------------------------------- */

static void
typed_cb (GtkEditable *entry,
          Binding     *binding)
{
  g_set_str (&binding->condition->text, gtk_editable_get_text (entry));
  tell (binding);
}

static GtkWidget *
new_entry (Binding *binding)
{
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "max-length", PEAL_RULE_MAX_TEXT, "width-chars", 12,
                                   "max-width-chars", 24, "activates-default", TRUE, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), binding->condition->text);
  g_signal_connect (entry, "changed", G_CALLBACK (typed_cb), binding);
  return entry;
}

/* Numbers ----------------------------------------------------------------------------------------- */

static void
number_cb (GtkSpinButton *spin,
           Binding       *binding)
{
  binding->condition->number = gtk_spin_button_get_value (spin);
  tell (binding);
}

static void
other_cb (GtkSpinButton *spin,
          Binding       *binding)
{
  binding->condition->other = gtk_spin_button_get_value (spin);
  tell (binding);
}

static void
days_cb (GtkSpinButton *spin,
         Binding       *binding)
{
  binding->condition->days = gtk_spin_button_get_value_as_int (spin);
  tell (binding);
}

static GtkWidget *
new_spin (Binding    *binding,
          double      low,
          double      high,
          double      value,
          const char *label,
          GCallback   changed)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (low, high, 1);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), binding->condition->field == PEAL_RULE_CUSTOM
                                                        && changed != G_CALLBACK (days_cb) ? 2 : 0);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 4);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (spin, "value-changed", changed, binding);
  return spin;
}

static GtkWidget *
new_number (Binding *binding)
{
  return new_spin (binding, -MAX_NUMBER, MAX_NUMBER, binding->condition->number, _("Number"), G_CALLBACK (number_cb));
}

/* Several widgets, below each other where the window is narrow. */
static GtkWidget *
new_parts (void)
{
  return g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 6, "line-spacing", 6, NULL);
}

static GtkWidget *
new_range (Binding *binding)
{
  GtkWidget *box = new_parts ();

  binding->condition->other = MAX (binding->condition->other, binding->condition->number);
  adw_wrap_box_append (ADW_WRAP_BOX (box), new_spin (binding, -MAX_NUMBER, MAX_NUMBER, binding->condition->number, _("From"),
                                                     G_CALLBACK (number_cb)));
  /* Translators: between a number and another */
  adw_wrap_box_append (ADW_WRAP_BOX (box), gtk_label_new (_("and")));
  adw_wrap_box_append (ADW_WRAP_BOX (box), new_spin (binding, -MAX_NUMBER, MAX_NUMBER, binding->condition->other, _("To"),
                                                     G_CALLBACK (other_cb)));
  return box;
}

static GtkWidget *
new_days (Binding *binding)
{
  int low = binding->condition->test == PEAL_RULE_IN_NEXT ? 0 : 1;

  if (binding->condition->days == 0 && low > 0)
    binding->condition->days = 30;
  return new_spin (binding, low, PEAL_RULE_MAX_DAYS, binding->condition->days, _("Days"), G_CALLBACK (days_cb));
}

/* "ever", or "in the last 30 days" */
static gboolean
output_days_cb (GtkSpinButton *spin)
{
  int days = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = NULL;

  if (days == 0)
    text = g_strdup (_("ever"));
  else
    text = g_strdup_printf (ngettext ("in the last day", "in the last %d days", days), days);
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* The first number that stands there. */
static int
input_days_cb (GtkSpinButton *spin,
               double        *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  gsize before = strcspn (text, "0123456789");

  *value = text[before] != '\0' ? g_ascii_strtod (text + before, NULL) : 0;
  return TRUE;
}

static GtkWidget *
new_count (Binding *binding)
{
  GtkWidget *box = new_parts ();
  GtkWidget *days;

  binding->condition->number = MAX (binding->condition->number, 1);
  adw_wrap_box_append (ADW_WRAP_BOX (box), new_spin (binding, 1, PEAL_RULE_MAX_COUNT, binding->condition->number, _("How Many"),
                                                     G_CALLBACK (number_cb)));
  days = new_spin (binding, 0, PEAL_RULE_MAX_DAYS, binding->condition->days, _("In How Many Days"), G_CALLBACK (days_cb));
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (days), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (days), 14);
  g_signal_connect (days, "output", G_CALLBACK (output_days_cb), NULL);
  g_signal_connect (days, "input", G_CALLBACK (input_days_cb), NULL);
  gtk_spin_button_update (GTK_SPIN_BUTTON (days));
  adw_wrap_box_append (ADW_WRAP_BOX (box), days);
  return box;
}

/* Days -------------------------------------------------------------------------------------------- */

static void
show_date (GtkMenuButton  *button,
           const PealRule *condition)
{
  g_autofree char *text = peal_format_date (condition->text);

  gtk_menu_button_set_label (button, text);
}

static void
day_chosen_cb (GtkCalendar *calendar,
               Binding     *binding)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);
  GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_MENU_BUTTON);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  g_set_str (&binding->condition->text, text);
  if (button != NULL)
    show_date (GTK_MENU_BUTTON (button), binding->condition);
  tell (binding);
}

static GtkWidget *
new_date (Binding *binding)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *popover = gtk_popover_new ();
  g_autofree char *iso = g_strconcat (binding->condition->text, "T12:00:00Z", NULL);
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601 (iso, NULL);

  if (day == NULL)
    {
      day = g_date_time_new_now_local ();
      g_free (binding->condition->text);
      binding->condition->text = g_date_time_format (day, "%Y-%m-%d");
    }
  gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (day_chosen_cb), binding);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  show_date (GTK_MENU_BUTTON (button), binding->condition);
  return button;
}

static GtkWidget *
new_widget (Binding         *binding,
            PealRuleChoices *choices,
            gint64           own_group)
{
  g_autoptr(GtkStringList) names = peal_rule_choices_list_values (choices, binding->condition, own_group,
                                                                  &binding->values);

  if (names != NULL)
    return new_menu (binding, names);
  switch (peal_rule_get_value_kind (binding->condition->field, binding->condition->test))
    {
    case PEAL_RULE_VALUE_NONE:
      return NULL;
    case PEAL_RULE_VALUE_NUMBER:
      return new_number (binding);
    case PEAL_RULE_VALUE_RANGE:
      return new_range (binding);
    case PEAL_RULE_VALUE_DATE:
      return new_date (binding);
    case PEAL_RULE_VALUE_DAYS:
      return new_days (binding);
    case PEAL_RULE_VALUE_COUNT:
      return new_count (binding);
    case PEAL_RULE_VALUE_TEXT:
    case PEAL_RULE_VALUE_CHOICE:
    case PEAL_RULE_VALUE_COUNTRY:
    case PEAL_RULE_VALUE_ID:
      break;
    }
  return new_entry (binding);
}

GtkWidget *
peal_rule_value_new (PealRule         *condition,
                     PealRuleChoices  *choices,
                     gint64            own_group,
                     PealRuleValueFunc changed,
                     gpointer          data)
{
  Binding *binding = g_new0 (Binding, 1);
  GtkWidget *widget;

  binding->condition = condition;
  binding->changed = changed;
  binding->data = data;
  widget = new_widget (binding, choices, own_group);
  if (widget == NULL)
    {
      binding_free (binding);
      return NULL;
    }
  g_object_set_data_full (G_OBJECT (widget), binding_key, binding, binding_free);
  if (GTK_IS_DROP_DOWN (widget)) /* is named by what is chosen */
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Value"), -1);
  else if (GTK_IS_ENTRY (widget) || GTK_IS_MENU_BUTTON (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Value"), -1);
  return widget;
}

/* peal-routes-group.c: which account sends where: the rules in their order.
 *
 * The rules are stored as a whole with each change; what was there before is kept
 * for as long as the toast offers to undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-routes-group.h"

#include "peal-accounts.h"
#include "peal-config.h"
#include "peal-country.h"
#include "peal-entry.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-phone.h"
#include "peal-route-text.h"
#include "peal-routes.h"
#include "peal-row-order.h"
#include "peal-rule-dialog.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealRoutesGroup
{
  AdwPreferencesGroup parent_instance;
  PealEngine *engine;
  DexFuture *reading;
  DexFuture *reading_accounts;
  GPtrArray *routes;         /* of PealStoredRoute, as they are shown */
  GPtrArray *accounts;       /* of PealAccount */
  GPtrArray *before;         /* the rules that an undo brings back, or NULL */
  int focus;                 /* the row to focus when they are shown anew; -1 = where it was */
  int edited;                /* the rule whose dialog is open; -1 = a new one */

  DexFuture *explaining;

  GtkListBox *rules;
  GtkButton *add_button;
  AdwEntryRow *example_row;
  AdwActionRow *answer_row;
};

G_DEFINE_FINAL_TYPE (PealRoutesGroup, peal_routes_group, ADW_TYPE_PREFERENCES_GROUP)

static void read_rules (PealRoutesGroup *self);

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  peal_toasts_add_to_preferences (owner, adw_toast_new (text));
  read_rules (owner);
}

/* Changing ------------------------------------------------------------------------------------------ */

static GPtrArray *
copy_rules (const GPtrArray *routes)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

  for (guint i = 0; i < routes->len; i++)
    g_ptr_array_add (copy, peal_stored_route_copy (g_ptr_array_index (routes, i)));
  return copy;
}

static void
store_rules (PealRoutesGroup *self,
             GPtrArray       *routes)
{
  peal_when (peal_routes_replace (peal_engine_get_store (self->engine), routes, ACTOR), self, NULL, failed_cb);
}

static void
undo_cb (PealRoutesGroup *self)
{
  if (self->before != NULL)
    store_rules (self, self->before);
}

/* Stores @routes (taken), and offers to undo it. */
static void
change (PealRoutesGroup *self,
        GPtrArray       *routes,
        const char      *what)
{
  AdwToast *toast = adw_toast_new (what);

  g_clear_pointer (&self->before, g_ptr_array_unref);
  self->before = copy_rules (self->routes);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  store_rules (self, routes);
  g_ptr_array_unref (routes);
  peal_toasts_add_to_preferences (GTK_WIDGET (self), toast);
}

static void
move_rule (gpointer owner,
           int      from,
           int      to)
{
  PealRoutesGroup *self = owner;
  GPtrArray *routes = copy_rules (self->routes);

  g_ptr_array_insert (routes, to, g_ptr_array_steal_index (routes, (guint) from));
  self->focus = to;
  change (self, routes, _("The rules have another order"));
}

static void
remove_rule (gpointer owner,
             int      index)
{
  PealRoutesGroup *self = owner;
  GPtrArray *routes = copy_rules (self->routes);

  g_ptr_array_remove_index (routes, (guint) index);
  change (self, routes, _("The rule is gone"));
}

static const PealRowOrder order = { "rule", move_rule, remove_rule };

/* Editing ------------------------------------------------------------------------------------------- */

static void
saved_cb (PealRoutesGroup *self,
          PealRuleDialog  *dialog)
{
  GPtrArray *routes = copy_rules (self->routes);
  PealStoredRoute *rule = peal_rule_dialog_make_rule (dialog);

  if (self->edited >= 0 && self->edited < (int) routes->len)
    {
      g_ptr_array_remove_index (routes, (guint) self->edited);
      g_ptr_array_insert (routes, self->edited, rule);
      change (self, routes, _("The rule is changed"));
      return;
    }
  g_ptr_array_add (routes, rule);
  self->focus = (int) routes->len - 1;
  change (self, routes, _("The rule is added"));
}

static void
edit_rule (PealRoutesGroup       *self,
           int                    index,
           const PealStoredRoute *rule)
{
  PealRuleDialog *dialog = peal_rule_dialog_new (rule, self->accounts);

  self->edited = index;
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
add_cb (PealRoutesGroup *self)
{
  edit_rule (self, -1, NULL);
}

static void
activated_cb (PealRoutesGroup *self,
              GtkWidget       *row)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  if (index >= 0 && index < (int) self->routes->len)
    edit_rule (self, index, g_ptr_array_index (self->routes, index));
}

/* Rows ---------------------------------------------------------------------------------------------- */

/* Digits keep their order beside words that are written from right to left. Caller frees. */
static char *
isolate (const char *digits)
{
  return g_strdup_printf ("\u2066%s\u2069", digits);
}

/* Caller frees. */
static char *
place_text (const PealStoredRoute *rule)
{
  g_autofree char *digits = isolate (rule->prefix);

  if (*rule->prefix != '\0')
    /* Translators: %s is the beginning of a phone number, "+4479". */
    return g_strdup_printf (_("Numbers that begin with %s"), digits);
  if (*rule->region != '\0')
    return peal_country_dup_name (rule->region, g_get_language_names ()[0]);
  return g_strdup (_("Everywhere"));
}

/* Caller frees. */
static char *
through_text (const PealStoredRoute *rule)
{
  g_autofree char *number = isolate (rule->number);

  if (rule->refuse)
    return g_strdup (_("Nothing goes there"));
  if (rule->account_id == 0)
    return g_strdup (_("Through any account"));
  if (rule->is_gone)
    /* Translators: %s is the name of a gateway account. */
    return g_strdup_printf (_("Through “%s”, which was removed: choose another, or remove the rule"), rule->label);
  if (*rule->number != '\0')
    /* Translators: the first %s is the name of a gateway account, the second one of its numbers. */
    return g_strdup_printf (_("Through “%s”, from %s"), rule->label, number);
  /* Translators: %s is the name of a gateway account. */
  return g_strdup_printf (_("Through “%s”"), rule->label);
}

/* The row's words say what it warns of. */
static GtkWidget *
new_warning (void)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (image, "warning");
  return image;
}

static GtkWidget *
new_row (gpointer owner,
         guint    index)
{
  PealRoutesGroup *self = owner;
  const PealStoredRoute *rule = g_ptr_array_index (self->routes, index);
  g_autofree char *place = place_text (rule);
  g_autofree char *through = through_text (rule);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), place);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), through);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), rule->is_gone ? 0 : 2);
  if (rule->is_gone)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_warning ());
  peal_row_order_attach (ADW_ACTION_ROW (row), index, self->routes->len, &order, self);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
rules_read_cb (gpointer      owner,
               const GValue *value)
{
  PealRoutesGroup *self = owner;

  g_clear_pointer (&self->routes, g_ptr_array_unref);
  self->routes = g_value_dup_boxed (value);
  peal_row_order_fill (self->rules, self->routes->len, new_row, self, GTK_WIDGET (self->add_button), &self->focus);
}

static void
read_rules (PealRoutesGroup *self)
{
  peal_when_latest (&self->reading, peal_routes_list (peal_engine_get_store (self->engine)), self, rules_read_cb, NULL);
}

/* With one account there is nothing to choose; rules that are there stay in sight. */
static void
accounts_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealRoutesGroup *self = owner;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_value_dup_boxed (value);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), self->accounts->len > 0);
}

static void
read_accounts (PealRoutesGroup *self)
{
  peal_when_latest (&self->reading_accounts, peal_accounts_list (peal_engine_get_store (self->engine)), self,
                    accounts_read_cb, NULL);
}

/* An example -------------------------------------------------------------------------------------- */

static void
explained_cb (gpointer      owner,
              const GValue *value)
{
  PealRoutesGroup *self = owner;
  const PealRouteExplanation *explanation = g_value_get_boxed (value);
  g_autofree char *text = peal_route_text (explanation);
  g_autofree char *others = peal_route_others_text (explanation);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->answer_row), text);
  adw_action_row_set_subtitle (self->answer_row, others);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_row), TRUE);
}

static void
example_changed_cb (PealRoutesGroup *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->example_row));
  PealPhone phone;

  if (self->engine == NULL)
    return;
  if (peal_phone_parse (text, peal_format_get_region (), &phone) == PEAL_PHONE_OK)
    {
      peal_when_latest (&self->explaining, peal_route_explain (peal_engine_get_store (self->engine), phone.e164, 1), self,
                        explained_cb, NULL);
      return;
    }
  dex_clear (&self->explaining);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_row), FALSE);
}

static void
store_changed_cb (PealRoutesGroup *self,
                  guint            changes)
{
  if ((changes & PEAL_CHANGE_ACCOUNTS) == 0)
    return;
  read_accounts (self);
  read_rules (self);
  example_changed_cb (self);
}

/* Object -------------------------------------------------------------------------------------------- */

static void
peal_routes_group_dispose (GObject *object)
{
  PealRoutesGroup *self = PEAL_ROUTES_GROUP (object);

  dex_clear (&self->reading);
  dex_clear (&self->reading_accounts);
  dex_clear (&self->explaining);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_ROUTES_GROUP);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_routes_group_parent_class)->dispose (object);
}

static void
peal_routes_group_finalize (GObject *object)
{
  PealRoutesGroup *self = PEAL_ROUTES_GROUP (object);

  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_routes_group_parent_class)->finalize (object);
}

static void
peal_routes_group_class_init (PealRoutesGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_routes_group_dispose;
  object_class->finalize = peal_routes_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-routes-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PealRoutesGroup, rules);
  gtk_widget_class_bind_template_child (widget_class, PealRoutesGroup, add_button);
  gtk_widget_class_bind_template_child (widget_class, PealRoutesGroup, example_row);
  gtk_widget_class_bind_template_child (widget_class, PealRoutesGroup, answer_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, example_changed_cb);
}

static void
peal_routes_group_init (PealRoutesGroup *self)
{
  self->focus = -1;
  self->routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);
  self->accounts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  peal_entry_write_ltr (self->example_row);
}

void
peal_routes_group_set_engine (PealRoutesGroup *self,
                              PealEngine      *engine)
{
  g_return_if_fail (PEAL_IS_ROUTES_GROUP (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_accounts (self);
  read_rules (self);
}

void
peal_routes_group_focus_rules (PealRoutesGroup *self)
{
  g_return_if_fail (PEAL_IS_ROUTES_GROUP (self));

  self->focus = 0;
  read_rules (self);
}

/* peal-preferences.c: accounts, sending, appearance.
 *
 * What belongs to this machine is in GSettings, what belongs to the business in
 * the workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-preferences.h"

#include "peal-account-dialog.h"
#include "peal-account-text.h"
#include "peal-accounts.h"
#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-fields-group.h"
#include "peal-marks-group.h"
#include "peal-focus.h"
#include "peal-format.h"
#include "peal-hand-over-dialog.h"
#include "peal-hand-over.h"
#include "peal-list-box.h"
#include "peal-phone.h"
#include "peal-routes-group.h"
#include "peal-settings.h"
#include "peal-staff-group.h"
#include "peal-takeover-group.h"
#include "peal-toasts.h"
#include "peal-when.h"
#include "peal-writing-group.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealPreferences
{
  AdwPreferencesDialog parent_instance;
  PealEngine *engine;
  GSettings *settings;
  DexFuture *reading;
  GPtrArray *account_list;   /* of PealAccount, as they were read; NULL: not yet */
  gint64 leaving;            /* the account that a toast still offers to keep; 0 = none */
  gint64 successor;          /* who sends what waits there; 0 = nobody */
  PealAccount *asked;        /* the account about which is asked whether it shall go, or NULL */
  DexFuture *counting;
  AdwPreferencesPage *accounts_page;
  AdwPreferencesPage *sending_page;
  AdwPreferencesPage *contacts_page;
  AdwPreferencesPage *desk_page;
  AdwPreferencesPage *appearance_page;
  GtkListBox *accounts;
  PealFieldsGroup *fields;
  PealStaffGroup *staff;
  PealMarksGroup *marks;
  PealRoutesGroup *routes;
  PealTakeoverGroup *takeover;
  AdwComboRow *region_row;
  AdwComboRow *background_row;
  AdwSwitchRow *autostart_row;
  AdwSwitchRow *stay_awake_row;
  AdwSwitchRow *notify_row;
  AdwSwitchRow *notify_text_row;
  AdwSwitchRow *notify_opt_outs_row;
  PealWritingGroup *writing;
  AdwComboRow *color_scheme_row;
};

G_DEFINE_FINAL_TYPE (PealPreferences, peal_preferences, ADW_TYPE_PREFERENCES_DIALOG)

static void
show_error_cb (gpointer      owner,
               const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  peal_toasts_add_to_preferences (owner, adw_toast_new (text));
}

/* Accounts --------------------------------------------------------------------------------------- */

static void read_accounts (PealPreferences *self);

/* Taking an account out of use clears its secret, which no undo could bring back. So it only leaves
 * the list at first, and goes for good when the offer to undo has passed. */
static void
finish_removal (PealPreferences *self)
{
  gint64 id = self->leaving;

  self->leaving = 0;
  if (id != 0)
    peal_when (peal_engine_remove_account (self->engine, id, self->successor, ACTOR), self, NULL, show_error_cb);
}

static void
undo_remove_cb (PealPreferences *self)
{
  self->leaving = 0;
  read_accounts (self);
}

/* @successor: who sends what waits there; 0 = nobody. */
static void
begin_removal (PealPreferences *self,
               gint64           successor)
{
  /* Translators: %s is the name of a gateway account. */
  g_autofree char *text = g_strdup_printf (_("“%s” is not used any more"), self->asked->label);
  AdwToast *toast = adw_toast_new (text);

  finish_removal (self);
  self->leaving = self->asked->id;
  self->successor = successor;
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_remove_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (finish_removal), self, G_CONNECT_SWAPPED);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
  read_accounts (self);
}

static void
answered_cb (PealPreferences *self,
             const char      *response,
             AdwDialog       *dialog)
{
  if (g_str_equal (response, "move"))
    begin_removal (self, peal_hand_over_dialog_get_account (dialog));
  else if (g_str_equal (response, "leave"))
    begin_removal (self, 0);
}

/* R-SEND-2: nobody is left with messages and schedules that never go without a word. */
static void
counted_cb (gpointer      owner,
            const GValue *value)
{
  PealPreferences *self = owner;
  const PealHandOver *left = g_value_get_boxed (value);
  AdwDialog *dialog;

  if (peal_hand_over_is_empty (left) || self->account_list == NULL)
    {
      begin_removal (self, 0);
      return;
    }
  dialog = peal_hand_over_dialog_new_before (self->asked, left, self->account_list);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
remove_cb (PealPreferences *self,
           GtkButton       *button)
{
  g_clear_pointer (&self->asked, peal_account_free);
  self->asked = peal_account_copy (g_object_get_data (G_OBJECT (button), "account"));
  peal_when_latest (&self->counting, peal_hand_over_count (peal_engine_get_store (self->engine), self->asked->id), self,
                    counted_cb, show_error_cb);
}

static void
edit_cb (PealPreferences *self,
         AdwActionRow    *row)
{
  const PealAccount *account = g_object_get_data (G_OBJECT (row), "account");

  adw_dialog_present (ADW_DIALOG (peal_account_dialog_new (self->engine, account)), GTK_WIDGET (self));
}

static void
add_cb (PealPreferences *self)
{
  adw_dialog_present (ADW_DIALOG (peal_account_dialog_new (self->engine, NULL)), GTK_WIDGET (self));
}

static GtkWidget *
new_account_row (PealPreferences   *self,
                 const PealAccount *account)
{
  g_autoptr(PealAccountHealth) health = peal_engine_dup_health (self->engine, account->id);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  g_autofree char *condition = peal_account_condition_text (health, now);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *dot = gtk_image_new_from_icon_name ("peal-dot-symbolic");
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), account->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), condition);
  gtk_widget_add_css_class (dot, "light");
  gtk_widget_add_css_class (dot, peal_light_class (peal_account_light (health->condition)));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), dot);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Stop Using This Account"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  g_object_set_data_full (G_OBJECT (row), "account", peal_account_copy (account),
                          (GDestroyNotify) peal_account_free);
  g_object_set_data (G_OBJECT (button), "account", g_object_get_data (G_OBJECT (row), "account"));
  g_signal_connect_object (row, "activated", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
accounts_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealPreferences *self = owner;
  const GPtrArray *accounts = g_value_get_boxed (value);
  PealFocus focus = peal_focus_hold (self->accounts);

  g_clear_pointer (&self->account_list, g_ptr_array_unref);
  self->account_list = g_value_dup_boxed (value);
  peal_list_box_clear (self->accounts);
  for (guint i = 0; i < accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (accounts, i);

      if (account->id != self->leaving)
        gtk_list_box_append (self->accounts, new_account_row (self, account));
    }
  peal_focus_release (&focus, GTK_WIDGET (self));
}

static void
read_accounts (PealPreferences *self)
{
  peal_when_latest (&self->reading, peal_accounts_list (peal_engine_get_store (self->engine)), self,
                    accounts_read_cb, show_error_cb);
}

static void
store_changed_cb (PealPreferences *self,
                  guint            changes)
{
  if ((changes & PEAL_CHANGE_ACCOUNTS) != 0)
    read_accounts (self);
}

/* Sending and appearance ------------------------------------------------------------------------- */

static void
region_selected_cb (PealPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->region_row);
  const char *region;

  if (self->engine == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  region = peal_phone_list_regions ()[selected];
  if (g_str_equal (region, peal_format_get_region ()))
    return;
  peal_format_set_region (region);
  peal_when (peal_setting_set (peal_engine_get_store (self->engine), PEAL_SETTING_REGION, region, ACTOR),
             self, NULL, show_error_cb);
}

static void
fill_regions (PealPreferences *self)
{
  const char *const *regions = peal_phone_list_regions ();
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint own = 0;

  for (guint i = 0; regions[i] != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s (+%d)", regions[i],
                                               peal_phone_get_calling_code (regions[i]));

      gtk_string_list_append (list, text);
      if (g_str_equal (regions[i], peal_format_get_region ()))
        own = i;
    }
  adw_combo_row_set_model (self->region_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->region_row, own);
}

static void
background_selected_cb (PealPreferences *self)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "background", adw_combo_row_get_selected (self->background_row));
}

static void
color_scheme_selected_cb (PealPreferences *self)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "color-scheme",
                         adw_combo_row_get_selected (self->color_scheme_row));
}

/* Object ----------------------------------------------------------------------------------------- */

/* In a narrow window libadwaita 1.7 never lets go of what is in an AdwPreferencesDialog: its breakpoint has moved the
 * switcher of pages to the bottom. What is no more in it goes. */
static void
take_pages_out (PealPreferences *self)
{
  AdwPreferencesPage *pages[] = { self->accounts_page, self->sending_page, self->contacts_page,
                                  self->desk_page, self->appearance_page };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i] != NULL)
      adw_preferences_dialog_remove (ADW_PREFERENCES_DIALOG (self), pages[i]);
}

static void
peal_preferences_dispose (GObject *object)
{
  PealPreferences *self = PEAL_PREFERENCES (object);

  dex_clear (&self->reading);
  dex_clear (&self->counting);
  take_pages_out (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_PREFERENCES);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (peal_preferences_parent_class)->dispose (object);
}

static void
peal_preferences_finalize (GObject *object)
{
  PealPreferences *self = PEAL_PREFERENCES (object);

  g_clear_pointer (&self->account_list, g_ptr_array_unref);
  g_clear_pointer (&self->asked, peal_account_free);
  G_OBJECT_CLASS (peal_preferences_parent_class)->finalize (object);
}

static void
peal_preferences_class_init (PealPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_FIELDS_GROUP);
  g_type_ensure (PEAL_TYPE_MARKS_GROUP);
  g_type_ensure (PEAL_TYPE_ROUTES_GROUP);
  g_type_ensure (PEAL_TYPE_STAFF_GROUP);
  g_type_ensure (PEAL_TYPE_TAKEOVER_GROUP);
  g_type_ensure (PEAL_TYPE_WRITING_GROUP);
  G_OBJECT_CLASS (klass)->dispose = peal_preferences_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_preferences_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, accounts_page);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, sending_page);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, contacts_page);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, desk_page);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, staff);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, appearance_page);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, accounts);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, routes);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, fields);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, marks);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, takeover);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, region_row);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, background_row);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, autostart_row);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, stay_awake_row);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, notify_row);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, notify_text_row);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, notify_opt_outs_row);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, writing);
  gtk_widget_class_bind_template_child (widget_class, PealPreferences, color_scheme_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_removal);
  gtk_widget_class_bind_template_callback (widget_class, region_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, background_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, color_scheme_selected_cb);
}

static void
peal_preferences_init (PealPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_regions (self);
}

PealPreferences *
peal_preferences_new (PealEngine *engine,
                      GSettings  *settings)
{
  PealPreferences *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (PEAL_TYPE_PREFERENCES, NULL);
  adw_combo_row_set_selected (self->color_scheme_row, g_settings_get_enum (settings, "color-scheme"));
  adw_combo_row_set_selected (self->background_row, g_settings_get_enum (settings, "background"));
  g_settings_bind (settings, "autostart", self->autostart_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "stay-awake", self->stay_awake_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify", self->notify_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_object_bind_property (self->notify_row, "active", self->notify_text_row, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->notify_row, "active", self->notify_opt_outs_row, "sensitive", G_BINDING_SYNC_CREATE);
  g_settings_bind (settings, "notify-text", self->notify_text_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-opt-outs", self->notify_opt_outs_row, "active", G_SETTINGS_BIND_DEFAULT);
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "health-changed", G_CALLBACK (read_accounts), self,
                           G_CONNECT_SWAPPED);
  read_accounts (self);
  peal_fields_group_set_engine (self->fields, engine);
  peal_staff_group_set_engine (self->staff, engine);
  peal_marks_group_set_engine (self->marks, engine);
  peal_routes_group_set_engine (self->routes, engine);
  peal_takeover_group_set_engine (self->takeover, engine);
  peal_writing_group_set_settings (self->writing, settings);
  return self;
}

void
peal_preferences_show_rules (PealPreferences *self)
{
  g_return_if_fail (PEAL_IS_PREFERENCES (self));

  peal_routes_group_focus_rules (self->routes);
}

/* peal-main-window.c: the frame: navigation, pages, account foot, toasts.
 *
 * Pages are made when they are first shown, so that a cold start costs one
 * page, not all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-main-window.h"

#include "peal-accessible.h"
#include "peal-account-foot.h"
#include "peal-config.h"
#include "peal-contact-editor.h"
#include "peal-contacts.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-hand-over-dialog.h"
#include "peal-import-dialog.h"
#include "peal-navigation.h"
#include "peal-new-message.h"
#include "peal-page-table.h"
#include "peal-questions-dialog.h"
#include "peal-settings.h"
#include "peal-shortcuts.h"
#include "peal-switcher.h"
#include "peal-toasts.h"
#include "peal-welcome.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* A workspace that opens faster than this shows no spinner: it would only blink. */
#define SPINNER_AFTER_MS 300

struct _PealMainWindow
{
  AdwApplicationWindow parent_instance;
  GSettings *settings;
  PealEngine *engine;
  GHashTable *made;          /* page id -> PealPage, owned by the stack */
  const PealPageInfo *shown;
  gboolean narrow;
  guint spinner_timeout;

  AdwToastOverlay *toasts;
  GtkStack *states;
  AdwOverlaySplitView *split_view;
  GtkMenuButton *menu_button;
  PealNavigation *navigation;
  PealAccountFoot *foot;
  GtkStack *pages;
  AdwBin *waiting;
  AdwStatusPage *failure;
};

G_DEFINE_FINAL_TYPE (PealMainWindow, peal_main_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_SIDEBAR_COLLAPSED = 1,
  PROP_NARROW,
} PealMainWindowProp;

static GParamSpec *props[PROP_NARROW + 1];

/* Pages ------------------------------------------------------------------------------------------ */

static PealPage *
ensure_page (PealMainWindow     *self,
             const PealPageInfo *info)
{
  PealPage *page = g_hash_table_lookup (self->made, info->id);

  if (page == NULL)
    {
      page = g_object_new (info->get_type (), NULL);
      g_hash_table_insert (self->made, (gpointer) info->id, page);
      peal_accessible_mark_headings (GTK_WIDGET (page));
      gtk_stack_add_titled (self->pages, GTK_WIDGET (page), info->id, _(info->title));
      peal_page_open (page, self->engine, info);
    }
  return page;
}

static void
show_page (PealMainWindow     *self,
           const PealPageInfo *info)
{
  if (self->engine == NULL)
    return;
  ensure_page (self, info);
  self->shown = info;
  peal_navigation_set_shown (self->navigation, info);
  gtk_stack_set_visible_child_name (self->pages, info->id);
  gtk_stack_set_visible_child_name (self->states, "workspace");
  adw_overlay_split_view_set_show_sidebar (self->split_view,
                                           !adw_overlay_split_view_get_collapsed (self->split_view));
  g_settings_set_string (self->settings, "last-page", info->id);
}

/* So that its keys work at once. */
static void
focus_page (PealMainWindow *self)
{
  if (self->shown != NULL)
    peal_page_focus (ensure_page (self, self->shown));
}

static void
page_chosen_cb (PealMainWindow     *self,
                const PealPageInfo *info)
{
  show_page (self, info);
  focus_page (self);
}

static void
collapsed_changed_cb (PealMainWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIDEBAR_COLLAPSED]);
}

static gboolean
is_welcoming (PealMainWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "welcome") == 0;
}

/* Opening ---------------------------------------------------------------------------------------- */

static gboolean
show_spinner_cb (gpointer user_data)
{
  PealMainWindow *self = user_data;

  self->spinner_timeout = 0;
  adw_bin_set_child (self->waiting, g_object_new (ADW_TYPE_SPINNER,
                                                  "halign", GTK_ALIGN_CENTER,
                                                  "valign", GTK_ALIGN_CENTER,
                                                  "width-request", 32,
                                                  "height-request", 32,
                                                  NULL));
  return G_SOURCE_REMOVE;
}

static void
show_last_page (PealMainWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-page");
  const PealPageInfo *info = peal_page_table_find (last);

  show_page (self, info != NULL && !info->only_if_needed ? info : peal_page_table_find ("home"));
}

/* Neither an account nor a contact: the first minute. */
static void
first_run_cb (gpointer      owner,
              const GValue *value)
{
  PealMainWindow *self = owner;

  if (!g_value_get_boolean (value))
    {
      if (self->shown == NULL)
        show_last_page (self);
      return;
    }
  if (!is_welcoming (self))
    gtk_stack_add_named (self->states, peal_welcome_new (self->engine), "welcome");
  gtk_stack_set_visible_child_name (self->states, "welcome");
}

static void
region_read_cb (gpointer      owner,
                const GValue *value)
{
  PealMainWindow *self = owner;

  peal_format_set_region (g_value_get_string (value));
  peal_when (peal_welcome_is_due (self->engine), self, first_run_cb, NULL);
}

/* What a first run lacks may be there now. */
static void
store_changed_cb (PealMainWindow *self,
                  guint           changes)
{
  if (is_welcoming (self) && (changes & (PEAL_CHANGE_PEOPLE | PEAL_CHANGE_ACCOUNTS)) != 0)
    peal_when (peal_welcome_is_due (self->engine), self, first_run_cb, NULL);
}

static void
question_failed_cb (gpointer      owner,
                    const GError *error)
{
  peal_main_window_set_failure (owner, error);
}

/* Actions ---------------------------------------------------------------------------------------- */

static void
go_cb (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);

  peal_main_window_go (self, g_variant_get_string (parameter, NULL));
  focus_page (self);
}

static void
show_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);
  const char *subject = g_variant_get_string (parameter, NULL);
  const PealPageInfo *info = peal_page_table_find_for (subject);

  if (info == NULL || self->engine == NULL)
    return;
  show_page (self, info);
  peal_page_show_subject (ensure_page (self, info), subject);
}

static void
find_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);

  if (self->shown == NULL || !peal_page_find (ensure_page (self, self->shown)))
    gtk_widget_error_bell (widget);
}

static void
new_message_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);

  if (self->engine != NULL)
    adw_dialog_present (peal_new_message_new (self->engine, g_variant_get_string (parameter, NULL)), widget);
}

static void
new_contact_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);

  if (self->engine != NULL)
    adw_dialog_present (ADW_DIALOG (peal_contact_editor_new (self->engine, NULL)), widget);
}

/* Not over another dialog, whose work it would leave behind. */
static void
switch_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);

  if (self->engine == NULL || is_welcoming (self)
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    gtk_widget_error_bell (widget);
  else
    adw_dialog_present (ADW_DIALOG (peal_switcher_new (self)), widget);
}

static void
import_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);

  if (self->engine != NULL)
    adw_dialog_present (peal_import_dialog_new (self->engine), widget);
}

/* A file that was dropped. */
static void
import_file_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (widget);
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  AdwDialog *dialog;

  if (self->engine == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  dialog = peal_import_dialog_new (self->engine);
  adw_dialog_present (dialog, widget);
  peal_import_dialog_set_file (PEAL_IMPORT_DIALOG (dialog), file);
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  gtk_menu_button_popup (PEAL_MAIN_WINDOW (widget)->menu_button);
}

static void
hand_over_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  peal_hand_over_dialog_ask (PEAL_MAIN_WINDOW (widget));
}

static void
shortcuts_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  adw_dialog_present (ADW_DIALOG (peal_shortcuts_new ()), widget);
}

static void
show_sidebar_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  adw_overlay_split_view_set_show_sidebar (PEAL_MAIN_WINDOW (widget)->split_view, TRUE);
}

static void
toggle_sidebar_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AdwOverlaySplitView *split_view = PEAL_MAIN_WINDOW (widget)->split_view;

  adw_overlay_split_view_set_show_sidebar (split_view,
                                           !adw_overlay_split_view_get_show_sidebar (split_view));
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_main_window_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (object);

  switch ((PealMainWindowProp) prop_id)
    {
    case PROP_SIDEBAR_COLLAPSED:
      g_value_set_boolean (value, adw_overlay_split_view_get_collapsed (self->split_view));
      return;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_main_window_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (object);

  switch ((PealMainWindowProp) prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      return;
    case PROP_SIDEBAR_COLLAPSED:
      break;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_main_window_dispose (GObject *object)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (object);

  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  if (self->made != NULL)
    g_hash_table_remove_all (self->made);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_MAIN_WINDOW);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_main_window_parent_class)->dispose (object);
}

static void
peal_main_window_finalize (GObject *object)
{
  PealMainWindow *self = PEAL_MAIN_WINDOW (object);

  g_clear_pointer (&self->made, g_hash_table_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (peal_main_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.go", "s", go_cb);
  gtk_widget_class_install_action (widget_class, "win.show", "s", show_cb);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "win.new-message", "s", new_message_cb);
  gtk_widget_class_install_action (widget_class, "win.new-contact", NULL, new_contact_cb);
  gtk_widget_class_install_action (widget_class, "win.switch", NULL, switch_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.import-file", "s", import_file_cb);
  gtk_widget_class_install_action (widget_class, "win.hand-over", NULL, hand_over_cb);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_cb);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_cb);
}

static void
peal_main_window_class_init (PealMainWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_main_window_get_property;
  object_class->set_property = peal_main_window_set_property;
  object_class->dispose = peal_main_window_dispose;
  object_class->finalize = peal_main_window_finalize;

  props[PROP_SIDEBAR_COLLAPSED] = g_param_spec_boolean ("sidebar-collapsed", NULL, NULL, FALSE,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /* Written by the breakpoint only. */
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                               | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  peal_accessible_speak ();
  install_actions (widget_class);
  g_type_ensure (PEAL_TYPE_ACCOUNT_FOOT);
  g_type_ensure (PEAL_TYPE_NAVIGATION);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, states);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, foot);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, waiting);
  gtk_widget_class_bind_template_child (widget_class, PealMainWindow, failure);
  gtk_widget_class_bind_template_callback (widget_class, page_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, collapsed_changed_cb);
}

static void
peal_main_window_init (PealMainWindow *self)
{
  self->made = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->spinner_timeout = g_timeout_add (SPINNER_AFTER_MS, show_spinner_cb, self);
}

PealMainWindow *
peal_main_window_new (GtkApplication *application,
                      GSettings      *settings)
{
  PealMainWindow *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (PEAL_TYPE_MAIN_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  return self;
}

void
peal_main_window_set_engine (PealMainWindow *self,
                             PealEngine     *engine)
{
  PealStore *store;

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  store = peal_engine_get_store (engine);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  peal_account_foot_set_engine (self->foot, engine);
  peal_questions_watch (self, engine);
  peal_navigation_set_engine (self->navigation, engine);
  peal_when (peal_setting_get (store, PEAL_SETTING_REGION), self, region_read_cb, question_failed_cb);
}

PealEngine *
peal_main_window_get_engine (PealMainWindow *self)
{
  g_return_val_if_fail (PEAL_IS_MAIN_WINDOW (self), NULL);

  return self->engine;
}

GSettings *
peal_main_window_get_settings (PealMainWindow *self)
{
  g_return_val_if_fail (PEAL_IS_MAIN_WINDOW (self), NULL);

  return self->settings;
}

void
peal_main_window_set_failure (PealMainWindow *self,
                              const GError   *error)
{
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (self));
  g_return_if_fail (error != NULL);

  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  text = peal_error_text (error);
  escaped = g_markup_escape_text (text, -1); /* a status page's description is markup */
  adw_status_page_set_description (self->failure, escaped);
  gtk_stack_set_visible_child_name (self->states, "failure");
}

void
peal_main_window_go (PealMainWindow *self,
                     const char     *id)
{
  const PealPageInfo *info;

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (self));

  info = peal_page_table_find (id);
  g_return_if_fail (info != NULL);
  show_page (self, info);
}

const char *
peal_main_window_get_page (PealMainWindow *self)
{
  g_return_val_if_fail (PEAL_IS_MAIN_WINDOW (self), NULL);

  return self->shown != NULL ? self->shown->id : NULL;
}

void
peal_main_window_toast (PealMainWindow *self,
                        const char     *text)
{
  g_return_if_fail (PEAL_IS_MAIN_WINDOW (self));
  g_return_if_fail (text != NULL);

  peal_toasts_add (self->toasts, text);
}

void
peal_main_window_offer_undo (PealMainWindow *self,
                             const char     *text,
                             PealUndo        undo,
                             gpointer        data,
                             GDestroyNotify  destroy)
{
  peal_main_window_offer_undo_for (self, text, 0, undo, data, destroy);
}

void
peal_main_window_offer_undo_for (PealMainWindow *self,
                                 const char     *text,
                                 guint           seconds,
                                 PealUndo        undo,
                                 gpointer        data,
                                 GDestroyNotify  destroy)
{
  g_return_if_fail (PEAL_IS_MAIN_WINDOW (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (undo != NULL);

  peal_toasts_add_undo (self->toasts, text, seconds, self, undo, data, destroy);
}

void
peal_main_window_offer (PealMainWindow *self,
                        const char     *text,
                        const char     *label,
                        PealUndo        act,
                        gpointer        data,
                        GDestroyNotify  destroy)
{
  g_return_if_fail (PEAL_IS_MAIN_WINDOW (self));

  peal_toasts_add_offer (self->toasts, text, label, self, act, data, destroy);
}

void
peal_main_window_show_error (PealMainWindow *self,
                             const GError   *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (self));
  g_return_if_fail (error != NULL);

  text = peal_error_text (error);
  peal_main_window_toast (self, text);
}

PealMainWindow *
peal_main_window_of (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  root = gtk_widget_get_root (widget);
  return PEAL_IS_MAIN_WINDOW (root) ? PEAL_MAIN_WINDOW (root) : NULL;
}

void
peal_main_window_show_error_cb (gpointer      owner,
                                const GError *error)
{
  PealMainWindow *window = peal_main_window_of (owner);

  if (window != NULL)
    peal_main_window_show_error (window, error);
}

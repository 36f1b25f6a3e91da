/* peal-application.c: the program: one workspace, its engine, its window.
 *
 * The window is on the screen before the workspace is open: opening, settling
 * and sending go on behind it, and it shows what there is as it comes. Started
 * as a service (at login, or by the bus) the program opens the workspace without
 * a window, and ends by itself if nothing keeps it: see peal-background.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-application.h"

#include "peal-about.h"
#include "peal-actions.h"
#include "peal-background.h"
#include "peal-config.h"
#include "peal-demo.h"
#include "peal-fiber.h"
#include "peal-main-window.h"
#include "peal-preferences.h"
#include "peal-quit-dialog.h"
#include "peal-search-provider.h"
#include "peal-when.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <libportal/portal-helpers.h>

/* How long requests in the air may take when the program ends; then they are settled next time. */
#define GRACE (2 * PEAL_SECOND)

struct _PealApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
  char *workspace;
  PealEngine *engine;
  PealBackground *background;
  PealSearchProvider *provider; /* NULL where there is no bus */
  char *subject;             /* to be shown when the workspace is open; NULL = nothing */
  guint terminated;          /* source of SIGTERM */
  PealDemo *demo;            /* the network of a demo workspace; idle in any other */
  DexFuture *opening;
};

G_DEFINE_FINAL_TYPE (PealApplication, peal_application, ADW_TYPE_APPLICATION)

static PealMainWindow *
get_window (PealApplication *self)
{
  return PEAL_MAIN_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
show_subject (PealApplication *self)
{
  g_autofree char *subject = g_steal_pointer (&self->subject);

  gtk_widget_activate_action (GTK_WIDGET (get_window (self)), "win.show", "s", subject);
}

static void
start_failed_cb (gpointer      owner,
                 const GError *error)
{
  PealApplication *self = owner;

  if (get_window (self) != NULL)
    peal_main_window_show_error (get_window (self), error);
}

static void
start_engine (PealApplication *self)
{
  peal_when (peal_engine_take_over (self->engine), self, NULL, start_failed_cb);
}

/* A demo's account must know its new network before the engine looks for the old one. */
static void
demo_resumed_cb (gpointer      owner,
                 const GValue *value)
{
  start_engine (owner);
}

static void
demo_failed_cb (gpointer      owner,
                const GError *error)
{
  PealApplication *self = owner;

  start_failed_cb (self, error);
  start_engine (self);
}

static void
opened_cb (gpointer      owner,
           const GValue *value)
{
  PealApplication *self = owner;

  g_set_object (&self->engine, g_value_get_object (value));
  if (get_window (self) != NULL)
    peal_main_window_set_engine (get_window (self), self->engine);
  if (get_window (self) != NULL && self->subject != NULL)
    show_subject (self);
  if (self->provider != NULL)
    peal_search_provider_set_store (self->provider, peal_engine_get_store (self->engine));
  peal_background_set_engine (self->background, self->engine);
  self->demo = peal_demo_new (self->engine);
  if (peal_store_get_condition (peal_engine_get_store (self->engine)) == PEAL_STORE_READY)
    peal_when (peal_demo_resume (self->demo), self, demo_resumed_cb, demo_failed_cb);
}

static void
open_failed_cb (gpointer      owner,
                const GError *error)
{
  PealApplication *self = owner;

  if (get_window (self) != NULL)
    peal_main_window_set_failure (get_window (self), error);
  else
    g_warning ("The workspace cannot be opened: %s", error->message);
  if (self->provider != NULL)
    peal_search_provider_set_store (self->provider, NULL);
  peal_background_set_idle (self->background);
}

static void
open_workspace (PealApplication *self)
{
  peal_when_latest (&self->opening, peal_engine_open (self->workspace, NULL), self,
                    opened_cb, open_failed_cb);
}

/* Actions ---------------------------------------------------------------------------------------- */

/* NULL where there is no workspace to have any, or no window to show them in. */
static PealPreferences *
show_preferences (PealApplication *self)
{
  PealPreferences *preferences;

  if (self->engine == NULL || get_window (self) == NULL)
    return NULL;
  preferences = peal_preferences_new (self->engine, self->settings);
  adw_dialog_present (ADW_DIALOG (preferences), GTK_WIDGET (get_window (self)));
  return preferences;
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  show_preferences (user_data);
}

static void
rules_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  PealPreferences *preferences = show_preferences (user_data);

  if (preferences != NULL)
    peal_preferences_show_rules (preferences);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  adw_dialog_present (peal_about_new (), GTK_WIDGET (get_window (user_data)));
}

static void
try_again_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  PealApplication *self = user_data;

  if (self->engine == NULL)
    open_workspace (self);
}

static void
demo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PealApplication *self = user_data;

  if (self->demo != NULL)
    peal_when (peal_demo_fill (self->demo, "window"), self, NULL, demo_failed_cb);
}

/* For who is not in the window: brings it, and what is named, as soon as there is a workspace. */
static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PealApplication *self = user_data;

  g_set_str (&self->subject, g_variant_get_string (parameter, NULL));
  g_application_activate (G_APPLICATION (self));
  if (self->engine != NULL)
    show_subject (self);
}

/* A window with a dialog in it would only close the dialog. */
static void
close_window (PealMainWindow *window)
{
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))) != NULL)
    adw_dialog_force_close (dialog);
  gtk_window_close (GTK_WINDOW (window));
}

static void
quit (PealApplication *self)
{
  peal_background_stop (self->background);
  if (get_window (self) != NULL)
    close_window (get_window (self));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
quit_answered_cb (PealApplication *self,
                  const char      *response)
{
  if (g_str_equal (response, "quit"))
    quit (self);
  else if (g_str_equal (response, "stay") && get_window (self) != NULL)
    close_window (get_window (self));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PealApplication *self = user_data;
  gint64 n_soon = peal_background_count_soon (self->background);
  AdwDialog *dialog;

  if (n_soon == 0 || get_window (self) == NULL)
    {
      quit (self);
      return;
    }
  dialog = peal_quit_dialog_new (n_soon, peal_background_is_wanted (self->background));
  g_signal_connect_object (dialog, "response", G_CALLBACK (quit_answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (get_window (self)));
}

static const GActionEntry entries[] = {
  { .name = "preferences", .activate = preferences_cb },
  { .name = "rules", .activate = rules_cb },
  { .name = "about", .activate = about_cb },
  { .name = "try-again", .activate = try_again_cb },
  { .name = "demo", .activate = demo_cb },
  { .name = "show", .activate = show_cb, .parameter_type = "s" },
  { .name = "quit", .activate = quit_cb },
};

static void
color_scheme_changed_cb (PealApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int i = g_settings_get_enum (self->settings, "color-scheme");

  g_return_if_fail (i >= 0 && i < (int) G_N_ELEMENTS (schemes));

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
}

/* GApplication ----------------------------------------------------------------------------------- */

/* PEAL_PORTAL: for tests, which cannot make themselves a sandbox. */
static gboolean
is_sandboxed (void)
{
  return xdp_portal_running_under_sandbox () || g_getenv ("PEAL_PORTAL") != NULL;
}

static int
peal_application_handle_local_options (GApplication *application,
                                       GVariantDict *options)
{
  PealApplication *self = PEAL_APPLICATION (application);
  g_autofree char *workspace = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("peal %s\n", PEAL_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "workspace", "^ay", &workspace))
    {
      /* A window on another workspace does not belong to the process that shows the default one. */
      g_application_set_flags (application, g_application_get_flags (application)
                                              | G_APPLICATION_NON_UNIQUE);
      g_set_str (&self->workspace, workspace);
    }
  return -1;
}

/* The session ends: what is in the air has its grace, as after Quit. */
static gboolean
terminated_cb (gpointer user_data)
{
  g_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
peal_application_dbus_register (GApplication    *application,
                                GDBusConnection *connection,
                                const char      *path,
                                GError         **error)
{
  PealApplication *self = PEAL_APPLICATION (application);

  if (!G_APPLICATION_CLASS (peal_application_parent_class)->dbus_register (application, connection, path, error))
    return FALSE;
  self->provider = peal_search_provider_new (application);
  return peal_search_provider_offer (self->provider, connection, path, error);
}

static void
peal_application_dbus_unregister (GApplication    *application,
                                  GDBusConnection *connection,
                                  const char      *path)
{
  PealApplication *self = PEAL_APPLICATION (application);

  if (self->provider != NULL)
    peal_search_provider_withdraw (self->provider);
  g_clear_object (&self->provider);
  G_APPLICATION_CLASS (peal_application_parent_class)->dbus_unregister (application, connection, path);
}

static void
peal_application_startup (GApplication *application)
{
  PealApplication *self = PEAL_APPLICATION (application);

  G_APPLICATION_CLASS (peal_application_parent_class)->startup (application);

  self->settings = g_settings_new (PEAL_APP_ID);
  self->terminated = g_unix_signal_add (SIGTERM, terminated_cb, self);
  if (self->workspace == NULL)
    self->workspace = peal_engine_dup_default_directory ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  peal_actions_set_accels (GTK_APPLICATION (self));
  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
  color_scheme_changed_cb (self);
  self->background = peal_background_new (GTK_APPLICATION (self), self->settings, is_sandboxed ());
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    open_workspace (self);
}

static void
peal_application_activate (GApplication *application)
{
  PealApplication *self = PEAL_APPLICATION (application);
  PealMainWindow *window = get_window (self);

  if (window == NULL)
    {
      window = peal_main_window_new (GTK_APPLICATION (self), self->settings);
      if (self->engine != NULL)
        peal_main_window_set_engine (window, self->engine);
      else if (self->opening == NULL)
        open_workspace (self);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
peal_application_shutdown (GApplication *application)
{
  PealApplication *self = PEAL_APPLICATION (application);

  g_clear_handle_id (&self->terminated, g_source_remove);
  dex_clear (&self->opening);
  g_clear_object (&self->background);
  if (self->provider != NULL)
    peal_search_provider_withdraw (self->provider);
  if (self->engine != NULL)
    peal_future_run (peal_engine_shutdown (self->engine, GRACE), NULL); /* always resolves */
  g_clear_object (&self->demo);
  g_clear_object (&self->engine);
  G_APPLICATION_CLASS (peal_application_parent_class)->shutdown (application);
}

static void
peal_application_finalize (GObject *object)
{
  PealApplication *self = PEAL_APPLICATION (object);

  g_clear_object (&self->settings);
  g_free (self->workspace);
  g_free (self->subject);
  G_OBJECT_CLASS (peal_application_parent_class)->finalize (object);
}

static void
peal_application_class_init (PealApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = peal_application_finalize;
  application_class->handle_local_options = peal_application_handle_local_options;
  application_class->dbus_register = peal_application_dbus_register;
  application_class->dbus_unregister = peal_application_dbus_unregister;
  application_class->startup = peal_application_startup;
  application_class->activate = peal_application_activate;
  application_class->shutdown = peal_application_shutdown;
}

static void
peal_application_init (PealApplication *self)
{
  static const GOptionEntry options[] = {
    { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, NULL,
      N_("Open the workspace in this folder"), N_("DIR") },
    { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and end"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

PealApplication *
peal_application_new (void)
{
  return g_object_new (PEAL_TYPE_APPLICATION,
                       "application-id", PEAL_APP_ID,
                       "resource-base-path", PEAL_RESOURCE_PATH,
                       NULL);
}

GSettings *
peal_application_get_settings (PealApplication *self)
{
  g_return_val_if_fail (PEAL_IS_APPLICATION (self), NULL);

  return self->settings;
}

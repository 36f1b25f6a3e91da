/* window-fixture.c: a window on the made-up workspace, and hands and eyes for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window-fixture.h"

#include "peal-composer.h"
#include "peal-config.h"
#include "peal-fiber.h"
#include "peal-scene.h"

#include <glib/gstdio.h>

/* When a test gives up. It is over at once when what it waits for is there: this is for a machine that has
 * a lot else to do. */
#define BOUND_MS 60000

/* One for the whole process: its name on the bus can be taken once. */
static GtkApplication *application;

/* Waiting ---------------------------------------------------------------------------------------- */

static gboolean
time_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* FALSE: the time was up. */
static gboolean
wait_until (gboolean (*done) (gpointer data),
            gpointer   data)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add (BOUND_MS, time_up_cb, &late);

  while (!done (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (timeout);
  return !late;
}

void
ui_wait_until (gboolean (*done) (gpointer data),
               gpointer   data)
{
  g_assert_true (wait_until (done, data));
}

void
ui_spin (guint msec)
{
  gboolean late = FALSE;

  g_timeout_add (msec, time_up_cb, &late);
  while (!late)
    g_main_context_iteration (NULL, TRUE);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* Widgets ---------------------------------------------------------------------------------------- */

GtkWidget *
ui_find_widget (GtkWidget  *widget,
                UiMatch     match,
                const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (match (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_widget (child, match, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
ui_shows_text (GtkWidget  *widget,
               const char *text)
{
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
  if (GTK_IS_INSCRIPTION (widget))
    return g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0;
  return FALSE;
}

gboolean
ui_is_of_type (GtkWidget  *widget,
               const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

gboolean
ui_is_row_titled (GtkWidget  *widget,
                  const char *title)
{
  return ADW_IS_PREFERENCES_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

gboolean
ui_is_button (GtkWidget  *widget,
              const char *label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

gboolean
ui_is_tooltip (GtkWidget  *widget,
               const char *text)
{
  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

GtkWidget *
ui_get (gpointer    root,
        UiMatch     match,
        const char *text)
{
  GtkWidget *found = ui_find_widget (root, match, text);

  if (found == NULL)
    g_error ("there is no %s", text);
  return found;
}

void
ui_type_into (GtkWidget  *root,
              const char *title,
              const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_get (root, ui_is_row_titled, title)), text);
}

typedef struct
{
  gpointer root;
  UiMatch match;
  const char *text;
} Sought;

static gboolean
is_there (gpointer data)
{
  const Sought *sought = data;

  return ui_find_widget (sought->root, sought->match, sought->text) != NULL;
}

static gboolean
is_not_there (gpointer data)
{
  return !is_there (data);
}

GtkWidget *
ui_wait_for (gpointer    root,
             UiMatch     match,
             const char *text)
{
  wait_until (is_there, &(Sought) { root, match, text });
  return ui_get (root, match, text);
}

void
ui_click (GtkWidget  *root,
          const char *label)
{
  g_signal_emit_by_name (ui_wait_for (root, ui_is_button, label), "clicked");
}

/* Never matches: it tells what is shown instead of what was waited for. */
static gboolean
tell_text (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    g_test_message ("shown: %s", gtk_label_get_text (GTK_LABEL (widget)));
  return FALSE;
}

void
ui_wait_for_text (gpointer    root,
                  const char *text)
{
  if (wait_until (is_there, &(Sought) { root, ui_shows_text, text }))
    return;
  ui_find_widget (root, tell_text, NULL);
  g_error ("nothing shows “%s”", text);
}

void
ui_wait_for_no_text (gpointer    root,
                     const char *text)
{
  if (!wait_until (is_not_there, &(Sought) { root, ui_shows_text, text }))
    g_error ("“%s” is shown all the time", text);
}

static gboolean
shows_page (gpointer data)
{
  const Sought *sought = data;
  GtkWidget *stack = ui_get (sought->root, ui_is_of_type, "GtkStack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), sought->text) == 0;
}

void
ui_wait_for_stack (gpointer    root,
                   const char *name)
{
  ui_wait_until (shows_page, &(Sought) { root, NULL, name });
}

/* The window ------------------------------------------------------------------------------------- */

gboolean
ui_has_page (gpointer window)
{
  return peal_main_window_get_page (window) != NULL;
}

gboolean
ui_is_narrow (gpointer window)
{
  gboolean narrow, collapsed;

  g_object_get (window, "narrow", &narrow, "sidebar-collapsed", &collapsed, NULL);
  return narrow && collapsed;
}

void
ui_open_window (UiFixture *fixture,
                int        width)
{
  g_settings_set_int (fixture->settings, "window-width", width);
  g_settings_set_int (fixture->settings, "window-height", 700);
  fixture->window = peal_main_window_new (application, fixture->settings);
  peal_main_window_set_engine (fixture->window, fixture->engine);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

/* As on the first start: what one test leaves must not be where the next one begins. */
static GSettings *
make_settings (void)
{
  GSettings *settings = g_settings_new (PEAL_APP_ID);
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
  return settings;
}

static void
set_up (UiFixture    *fixture,
        gconstpointer data)
{
  gboolean fill = GPOINTER_TO_INT (data);

  fixture->directory = g_dir_make_tmp ("peal-ui-XXXXXX", NULL);
  fixture->settings = make_settings ();
  fixture->engine = peal_scene_open (fixture->directory);
  if (fill)
    {
      peal_scene_fill (fixture->engine, 300);
      ui_open_window (fixture, 1200);
      ui_wait_until (ui_has_page, fixture->window);
    }
}

static gboolean
is_idle (gpointer data)
{
  return peal_fiber_count_running () == 0;
}

gboolean
ui_is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
ui_close_window (UiFixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_wait_until (is_idle, NULL);
  ui_wait_until (ui_is_gone, &fixture->window);
}

static void
tear_down (UiFixture    *fixture,
           gconstpointer data)
{
  if (fixture->window != NULL)
    ui_close_window (fixture);
  peal_scene_close (fixture->engine);
  g_clear_object (&fixture->settings);
  remove_folder (fixture->directory);
  g_free (fixture->directory);
}

void
ui_present_dialog (UiFixture  *fixture,
                   AdwDialog **dialog)
{
  g_object_add_weak_pointer (G_OBJECT (*dialog), (gpointer *) dialog);
  adw_dialog_present (*dialog, GTK_WIDGET (fixture->window));
  ui_spin (100);
}

void
ui_wait_for_close (AdwDialog **dialog)
{
  ui_wait_until (ui_is_gone, dialog);
}

/* Conversations ----------------------------------------------------------------------------------- */

GtkWidget *
ui_open_talk (UiFixture  *fixture,
              const char *number,
              const char *name)
{
  g_autofree char *subject = g_strconcat ("number:", number, NULL);
  GtkWidget *pane;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", subject);
  pane = ui_get (fixture->window, ui_is_of_type, "PealConversation");
  ui_wait_for_text (pane, name);
  return pane;
}

static gboolean
is_written (gpointer data)
{
  const Sought *sought = data;
  g_autofree char *written = peal_composer_dup_text (PEAL_COMPOSER (ui_get (sought->root, ui_is_of_type, "PealComposer")));

  return g_str_equal (written, sought->text);
}

void
ui_wait_for_written (GtkWidget  *root,
                     const char *text)
{
  if (!wait_until (is_written, &(Sought) { root, NULL, text }))
    g_error ("“%s” is not in the composer", text);
}

/* The program ------------------------------------------------------------------------------------ */

void
ui_init (int    *argc,
         char ***argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (argc, argv, NULL);
  dex_init ();
  application = g_object_new (ADW_TYPE_APPLICATION,
                              "application-id", PEAL_APP_ID,
                              "resource-base-path", PEAL_RESOURCE_PATH,
                              "flags", G_APPLICATION_NON_UNIQUE,
                              NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

void
ui_add (const char *path,
        gboolean    fill,
        UiTest      test)
{
  g_test_add (path, UiFixture, GINT_TO_POINTER (fill), set_up, test, tear_down);
}

int
ui_run (void)
{
  int result = g_test_run ();

  g_object_unref (application);
  return result;
}

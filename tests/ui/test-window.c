/* test-window.c: every page and dialog, opened, squeezed, used and closed.
 *
 * Headless: actions are activated and properties read, never pixels. GTK's
 * warnings are fatal, as all warnings are in a GTest program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-config.h"

#include "peal-account-dialog.h"
#include "peal-actions.h"
#include "peal-contact-editor.h"
#include "peal-contacts.h"
#include "peal-error-text.h"
#include "peal-fiber.h"
#include "peal-main-window.h"
#include "peal-nav-row.h"
#include "peal-outbox-shelves.h"
#include "peal-page-table.h"
#include "peal-preferences.h"
#include "peal-scene.h"
#include "peal-shortcuts.h"

#include <glib/gstdio.h>

/* The longest that a page may take to show what it has. */
#define BOUND_MS 10000

typedef struct
{
  char *directory;
  GSettings *settings;
  PealEngine *engine;
  PealMainWindow *window;
} Fixture;

/* One for the whole process: its name on the bus can be taken once. */
static GtkApplication *application;

/* Waiting ---------------------------------------------------------------------------------------- */

static gboolean
time_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @done says so, and fails the test if it never does. */
static void
wait_until (gboolean (*done) (gpointer data),
            gpointer data)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add (BOUND_MS, time_up_cb, &late);

  while (!done (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timeout);
}

/* For what must settle without a sign of its own. */
static void
spin (guint msec)
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

typedef gboolean (*Match) (GtkWidget  *widget,
                           const char *text);

static GtkWidget *
find_widget (GtkWidget  *widget,
             Match       match,
             const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (match (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, match, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The text as it is on the screen: for a label, after its markup was read, if it reads any. */
static gboolean
shows_text (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
  if (GTK_IS_INSCRIPTION (widget))
    return g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0;
  return FALSE;
}

static gboolean
is_of_type (GtkWidget  *widget,
            const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

static gboolean
is_row_titled (GtkWidget  *widget,
               const char *title)
{
  return ADW_IS_PREFERENCES_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

typedef struct
{
  gpointer root;
  const char *text;
} Sought;

static gboolean
is_shown (gpointer data)
{
  const Sought *sought = data;

  return find_widget (sought->root, shows_text, sought->text) != NULL;
}

static void
wait_for_text (gpointer    root,
               const char *text)
{
  wait_until (is_shown, &(Sought) { root, text });
}

/* Fixture ---------------------------------------------------------------------------------------- */

static gboolean
has_page (gpointer window)
{
  return peal_main_window_get_page (window) != NULL;
}

static void
open_window (Fixture *fixture,
             int      width)
{
  g_settings_set_int (fixture->settings, "window-width", width);
  g_settings_set_int (fixture->settings, "window-height", 700);
  fixture->window = peal_main_window_new (application, fixture->settings);
  peal_main_window_set_engine (fixture->window, fixture->engine);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  gboolean fill = GPOINTER_TO_INT (data);

  fixture->directory = g_dir_make_tmp ("peal-ui-XXXXXX", NULL);
  fixture->settings = g_settings_new (PEAL_APP_ID);
  fixture->engine = peal_scene_open (fixture->directory);
  if (fill)
    {
      peal_scene_fill (fixture->engine, 300);
      open_window (fixture, 1200);
      wait_until (has_page, fixture->window);
    }
}

static gboolean
is_idle (gpointer data)
{
  return peal_fiber_count_running () == 0;
}

/* Nothing may keep the window or a page alive once it is closed. */
static void
close_window (Fixture *fixture)
{
  GtkWindow *window = GTK_WINDOW (g_object_ref (fixture->window));

  gtk_window_destroy (window);
  fixture->window = NULL;
  wait_until (is_idle, NULL);
  spin (50);
  g_assert_finalize_object (G_OBJECT (window));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  if (fixture->window != NULL)
    close_window (fixture);
  peal_scene_close (fixture->engine);
  g_clear_object (&fixture->settings);
  remove_folder (fixture->directory);
  g_free (fixture->directory);
}

/* Tests ------------------------------------------------------------------------------------------ */

static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go", "s", pages[i].id);
      g_assert_cmpstr (peal_main_window_get_page (fixture->window), ==, pages[i].id);
      spin (100);
      g_assert_nonnull (find_widget (GTK_WIDGET (fixture->window), is_of_type,
                                     g_type_name (pages[i].get_type ())));
    }
}

/* Every page fits into a window of 360 pixels, with the navigation behind a button. */
static void
test_narrow (Fixture      *fixture,
             gconstpointer data)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);
  gboolean narrow, collapsed;

  close_window (fixture);
  open_window (fixture, 370); /* the border on X11 takes 10 */
  wait_until (has_page, fixture->window);
  for (gsize i = 0; i < n_pages; i++)
    {
      int minimum;

      peal_main_window_go (fixture->window, pages[i].id);
      spin (150);
      gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
  g_object_get (fixture->window, "narrow", &narrow, "sidebar-collapsed", &collapsed, NULL);
  g_assert_true (narrow);
  g_assert_true (collapsed);
}

static gboolean
class_installs (GType       type,
                const char *action)
{
  GtkWidgetClass *widget_class = g_type_class_ref (type);
  const GVariantType *parameter_type;
  const char *name, *property;
  gboolean found = FALSE;
  GType owner;

  for (guint i = 0; !found && gtk_widget_class_query_action (widget_class, i, &owner, &name,
                                                             &parameter_type, &property); i++)
    found = g_str_equal (name, action);
  g_type_class_unref (widget_class);
  return found;
}

/* Every key of a window or a page starts an action that somebody has installed. */
static void
test_actions (Fixture      *fixture,
              gconstpointer data)
{
  gsize n_actions, n_pages;
  const PealAction *actions = peal_actions_list (&n_actions);
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_actions; i++)
    {
      gboolean found = g_str_has_prefix (actions[i].name, "app.") || g_str_has_prefix (actions[i].name, "window.")
                       || class_installs (PEAL_TYPE_MAIN_WINDOW, actions[i].name);

      for (gsize n = 0; n < n_pages && !found; n++)
        found = class_installs (pages[n].get_type (), actions[i].name);
      if (!found)
        g_error ("nobody has installed %s", actions[i].name);
    }
}

/* What people write is shown as they wrote it, on every page that shows it. */
static void
test_hostile (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const places[] = { "home", "contacts", "outbox" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      peal_main_window_go (fixture->window, places[i]);
      wait_for_text (fixture->window, PEAL_SCENE_HOSTILE);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:9");
  wait_for_text (fixture->window, PEAL_SCENE_HOSTILE);
  peal_main_window_toast (fixture->window, PEAL_SCENE_HOSTILE);
  spin (100);
  peal_main_window_set_failure (fixture->window,
                                &(GError) { G_IO_ERROR, G_IO_ERROR_FAILED, (char *) PEAL_SCENE_HOSTILE });
  spin (100);
}

static gint64
count_contacts (Fixture *fixture)
{
  return peal_scene_await_int (peal_contacts_count (peal_engine_get_store (fixture->engine)));
}

static gboolean
is_one_less (gpointer data)
{
  return count_contacts (data) == 311;
}

static gboolean
is_whole (gpointer data)
{
  return count_contacts (data) == 312;
}

static gboolean
is_undo (GtkWidget  *widget,
         const char *text)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;
}

/* R-DATA-3: a deleted contact comes back with one click. */
static void
test_delete_and_undo (Fixture      *fixture,
                      gconstpointer data)
{
  GtkWidget *page, *undo;

  g_assert_cmpint (count_contacts (fixture), ==, 312);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:1");
  wait_for_text (fixture->window, "Anna Berg");
  page = find_widget (GTK_WIDGET (fixture->window), is_of_type, "PealContactsPage");
  g_assert_true (gtk_widget_activate_action (page, "contacts.delete", NULL));
  wait_until (is_one_less, fixture);

  wait_for_text (fixture->window, "1 contact deleted");
  undo = find_widget (GTK_WIDGET (fixture->window), is_undo, "_Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  wait_until (is_whole, fixture);
}

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *entry;

  peal_main_window_go (fixture->window, "contacts");
  wait_for_text (fixture->window, "312 people");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  entry = find_widget (GTK_WIDGET (fixture->window), is_of_type, "GtkSearchEntry");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "chloe");
  wait_for_text (fixture->window, "1 person");
  wait_for_text (fixture->window, "Chloé Dubois");
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody at all");
  wait_for_text (fixture->window, "Nobody Found");
}

static void
type_into (GtkWidget  *root,
           const char *title,
           const char *text)
{
  GtkWidget *row = find_widget (root, is_row_titled, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
is_one_more (gpointer data)
{
  return count_contacts (data) == 313;
}

static void
test_new_contact (Fixture      *fixture,
                  gconstpointer data)
{
  GtkWidget *dialog = GTK_WIDGET (peal_contact_editor_new (fixture->engine, NULL));
  GtkWidget *save;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (fixture->window));
  spin (100);
  save = find_widget (dialog, is_undo, "_Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  type_into (dialog, "First Name", "Zoë");
  g_assert_true (gtk_widget_get_sensitive (save));

  type_into (dialog, "Number", "12");
  g_signal_emit_by_name (save, "clicked");
  wait_for_text (dialog, "One of the numbers cannot be texted. Correct it, or empty its row.");
  g_assert_cmpint (count_contacts (fixture), ==, 312);

  type_into (dialog, "Number", "212 555 0199");
  g_signal_emit_by_name (save, "clicked");
  wait_until (is_one_more, fixture);
  spin (300);
  g_assert_null (dialog); /* it closed itself, and nothing holds it */
}

static void
test_dialogs (Fixture      *fixture,
              gconstpointer data)
{
  AdwDialog *dialogs[] = {
    ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings)),
    ADW_DIALOG (peal_account_dialog_new (fixture->engine, NULL)),
    ADW_DIALOG (peal_shortcuts_new ()),
    ADW_DIALOG (peal_contact_editor_new (fixture->engine, NULL)),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      g_object_add_weak_pointer (G_OBJECT (dialogs[i]), (gpointer *) &dialogs[i]);
      adw_dialog_present (dialogs[i], GTK_WIDGET (fixture->window));
      spin (150);
      adw_dialog_force_close (dialogs[i]);
      spin (300);
      g_assert_null (dialogs[i]);
    }
}

/* The outbox ------------------------------------------------------------------------------------- */

static gint64
count_shelf (Fixture  *fixture,
             PealShelf shelf)
{
  g_autoptr(GArray) counts
    = peal_scene_await_boxed (peal_outbox_count_shelves (peal_engine_get_store (fixture->engine)));

  return g_array_index (counts, gint64, shelf);
}

typedef struct
{
  Fixture *fixture;
  PealShelf shelf;
  gint64 n;
} Shelf;

static gboolean
holds (gpointer data)
{
  const Shelf *shelf = data;

  return count_shelf (shelf->fixture, shelf->shelf) == shelf->n;
}

static void
wait_for_shelf (Fixture  *fixture,
                PealShelf shelf,
                gint64    n)
{
  wait_until (holds, &(Shelf) { fixture, shelf, n });
}

static GtkWidget *
open_outbox (Fixture  *fixture,
             PealShelf shelf)
{
  GtkWidget *page;

  peal_main_window_go (fixture->window, "outbox");
  page = find_widget (GTK_WIDGET (fixture->window), is_of_type, "PealOutboxPage");
  g_assert_nonnull (page);
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (find_widget (page, is_of_type, "AdwToggleGroup")), shelf);
  return page;
}

static gint64
get_first (Fixture  *fixture,
           PealShelf shelf)
{
  g_autoptr(GArray) ids
    = peal_scene_await_boxed (peal_outbox_snapshot (peal_engine_get_store (fixture->engine), shelf));

  g_assert_cmpuint (ids->len, >, 0);
  return g_array_index (ids, gint64, 0);
}

static void
click (GtkWidget  *root,
       const char *label)
{
  GtkWidget *button = find_widget (root, is_undo, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_outbox_row (GtkWidget  *widget,
               const char *text)
{
  return PEAL_IS_NAV_ROW (widget) && g_str_equal (peal_nav_row_get_info (PEAL_NAV_ROW (widget))->id, "outbox");
}

static gboolean
is_outbox_hidden (gpointer window)
{
  return find_widget (window, is_outbox_row, NULL) == NULL;
}

/* R-SEND-3: a message without an answer waits for a person's word, and gets it. */
static void
test_decide (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_DECIDE);

  wait_for_text (page, "Your order has arrived.");
  wait_for_text (page, "The gateway never answered. Was it sent?");
  click (page, "It Was _Sent");
  wait_for_shelf (fixture, PEAL_SHELF_DECIDE, 0);
}

/* Sending again may double: it is asked first, and nothing happens without the answer. */
static void
test_send_again (Fixture      *fixture,
                 gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_DECIDE);
  gint64 n_waiting = count_shelf (fixture, PEAL_SHELF_WAITING);

  wait_for_text (page, "Your order has arrived.");
  click (page, "Send _Again…");
  wait_for_text (fixture->window, "Send It Again?");
  g_assert_cmpint (count_shelf (fixture, PEAL_SHELF_DECIDE), ==, 1);
  click (GTK_WIDGET (fixture->window), "Send _Again");
  wait_for_shelf (fixture, PEAL_SHELF_DECIDE, 0);
  g_assert_cmpint (count_shelf (fixture, PEAL_SHELF_WAITING), ==, n_waiting + 1);
}

/* R-DATA-3: what was taken back can be queued again. */
static void
test_take_back (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_WAITING);
  GtkListView *list;

  wait_for_text (page, "Reminder: your appointment is today at 16:00.");
  wait_for_text (page, PEAL_SCENE_HOSTILE);
  g_object_set (page, "selecting", TRUE, NULL);
  list = GTK_LIST_VIEW (find_widget (page, is_of_type, "GtkListView"));
  gtk_selection_model_select_all (gtk_list_view_get_model (list));
  wait_for_text (page, "2 selected");
  g_assert_true (gtk_widget_activate_action (page, "outbox.take-back", NULL));
  wait_for_shelf (fixture, PEAL_SHELF_WAITING, 0);
  wait_for_text (page, "Nothing Is Waiting");

  wait_for_text (fixture->window, "2 messages taken back");
  click (GTK_WIDGET (fixture->window), "_Undo");
  wait_for_shelf (fixture, PEAL_SHELF_WAITING, 2);
  wait_for_text (page, "Reminder: your appointment is today at 16:00.");
}

/* The row in the navigation goes when nothing is left, but not while somebody looks. */
static void
test_outbox_empties (Fixture      *fixture,
                     gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_FAILED);

  wait_for_text (page, "Grace Hopper");
  gtk_widget_activate_action (page, "outbox.seen", "x", get_first (fixture, PEAL_SHELF_FAILED));
  wait_for_shelf (fixture, PEAL_SHELF_FAILED, 0);
  gtk_widget_activate_action (page, "outbox.was-sent", "x", get_first (fixture, PEAL_SHELF_DECIDE));
  wait_for_shelf (fixture, PEAL_SHELF_DECIDE, 0);
  for (gint64 n = 2; n > 0; n--)
    {
      gtk_widget_activate_action (page, "outbox.take-back-one", "x", get_first (fixture, PEAL_SHELF_WAITING));
      wait_for_shelf (fixture, PEAL_SHELF_WAITING, n - 1);
    }
  wait_for_text (page, "Nothing Failed");
  spin (400);
  g_assert_false (is_outbox_hidden (fixture->window));
  peal_main_window_go (fixture->window, "home");
  wait_until (is_outbox_hidden, fixture->window);
}

/* A new workspace begins with the welcome page, and leaves it by itself. */
static void
test_first_run (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  open_window (fixture, 1200);
  wait_for_text (fixture->window, "Welcome to Peal");
  g_set_str (&contact->given, "Anna");
  peal_scene_await (peal_contacts_save (peal_engine_get_store (fixture->engine), contact, "test"));
  wait_until (has_page, fixture->window);
}

typedef void (*Test) (Fixture      *fixture,
                      gconstpointer data);

static void
add (const char *path,
     gboolean    fill,
     Test        func)
{
  g_test_add (path, Fixture, GINT_TO_POINTER (fill), set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  application = g_object_new (ADW_TYPE_APPLICATION,
                              "application-id", PEAL_APP_ID,
                              "resource-base-path", PEAL_RESOURCE_PATH,
                              "flags", G_APPLICATION_NON_UNIQUE,
                              NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  add ("/window/pages", TRUE, test_pages);
  add ("/window/narrow", TRUE, test_narrow);
  add ("/window/actions", TRUE, test_actions);
  add ("/window/hostile", TRUE, test_hostile);
  add ("/window/delete-and-undo", TRUE, test_delete_and_undo);
  add ("/window/search", TRUE, test_search);
  add ("/window/new-contact", TRUE, test_new_contact);
  add ("/window/dialogs", TRUE, test_dialogs);
  add ("/window/outbox/decide", TRUE, test_decide);
  add ("/window/outbox/send-again", TRUE, test_send_again);
  add ("/window/outbox/take-back", TRUE, test_take_back);
  add ("/window/outbox/empties", TRUE, test_outbox_empties);
  add ("/window/first-run", FALSE, test_first_run);
  result = g_test_run ();
  g_object_unref (application);
  return result;
}

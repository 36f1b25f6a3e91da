/* test-window.c: every page and dialog, opened, squeezed, used and closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-config.h"

#include "peal-account-dialog.h"
#include "peal-actions.h"
#include "peal-answer-bar.h"
#include "peal-composer.h"
#include "peal-contact-columns.h"
#include "peal-contact-editor.h"
#include "peal-contacts.h"
#include "peal-error-text.h"
#include "peal-group-dialog.h"
#include "peal-main-window.h"
#include "peal-nav-row.h"
#include "peal-outbox-shelves.h"
#include "peal-page-table.h"
#include "peal-preferences.h"
#include "peal-scene.h"
#include "peal-schedules.h"
#include "peal-shortcuts.h"
#include "window-fixture.h"

/* Tests ------------------------------------------------------------------------------------------ */

static void
test_pages (UiFixture    *fixture,
            gconstpointer data)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go", "s", pages[i].id);
      g_assert_cmpstr (peal_main_window_get_page (fixture->window), ==, pages[i].id);
      ui_wait_for (fixture->window, ui_is_of_type, g_type_name (pages[i].get_type ()));
      ui_spin (100);
    }
}

/* Every page fits into a window of 360 pixels, with the navigation behind a button. */
static void
test_narrow (UiFixture    *fixture,
             gconstpointer data)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  ui_close_window (fixture);
  ui_open_window (fixture, 370); /* the border on X11 takes 10 */
  ui_wait_until (ui_has_page, fixture->window);
  ui_wait_until (ui_is_narrow, fixture->window);
  for (gsize i = 0; i < n_pages; i++)
    {
      int minimum;

      peal_main_window_go (fixture->window, pages[i].id);
      ui_spin (150);
      gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
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

/* What a page consists of, and has keys of its own. */
static gboolean
part_installs (const char *action)
{
  return class_installs (PEAL_TYPE_COMPOSER, action) || class_installs (PEAL_TYPE_ANSWER_BAR, action);
}

/* Every key of a window or a page starts an action that somebody has installed. */
static void
test_actions (UiFixture    *fixture,
              gconstpointer data)
{
  gsize n_actions, n_pages;
  const PealAction *actions = peal_actions_list (&n_actions);
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_actions; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(GVariant) target = NULL;
      gboolean found;

      g_assert_true (g_action_parse_detailed_name (actions[i].name, &name, &target, NULL));
      found = g_str_has_prefix (name, "app.") || g_str_has_prefix (name, "window.")
              || class_installs (PEAL_TYPE_MAIN_WINDOW, name) || part_installs (name);
      for (gsize n = 0; n < n_pages && !found; n++)
        found = class_installs (pages[n].get_type (), name);
      if (!found)
        g_error ("nobody has installed %s", name);
    }
}

/* What people write is shown as they wrote it, on every page that shows it. */
static void
test_hostile (UiFixture    *fixture,
              gconstpointer data)
{
  static const char *const places[] = { "home", "contacts", "outbox" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      peal_main_window_go (fixture->window, places[i]);
      ui_wait_for_text (fixture->window, PEAL_SCENE_HOSTILE);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:9");
  ui_wait_for_text (fixture->window, PEAL_SCENE_HOSTILE);
  peal_main_window_toast (fixture->window, PEAL_SCENE_HOSTILE);
  ui_spin (100);
  peal_main_window_set_failure (fixture->window,
                                &(GError) { G_IO_ERROR, G_IO_ERROR_FAILED, (char *) PEAL_SCENE_HOSTILE });
  ui_spin (100);
}

/* A column is read along one edge, whatever the direction of what it says. */
static void
test_cell_directions (UiFixture    *fixture,
                      gconstpointer data)
{
  static const struct
  {
    GtkTextDirection window;
    const char *name;
    const char *shown;
  } rows[] = {
    { GTK_TEXT_DIR_LTR, "Anna", "Anna" },
    { GTK_TEXT_DIR_LTR, "فاطمة", "\u200e\u2068فاطمة\u2069" },
    { GTK_TEXT_DIR_LTR, "", "" },
    { GTK_TEXT_DIR_LTR, "12", "12" },
    { GTK_TEXT_DIR_RTL, "Anna", "\u200f\u2068Anna\u2069" },
    { GTK_TEXT_DIR_RTL, "فاطمة", "فاطمة" },
  };
  const PealContactScene scene = { NULL, 0 };
  gsize n_columns;
  const PealContactColumn *name = peal_contact_columns (&n_columns);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GtkWidget) cell = g_object_ref_sink (name->create ());
      GtkWidget *text = gtk_widget_get_last_child (cell);
      const PealContactRow row = { .display = (char *) rows[i].name };

      gtk_widget_set_direction (text, rows[i].window);
      name->show (cell, &row, &scene);
      g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (text)), ==, rows[i].shown);
    }
}

static gint64
count_contacts (UiFixture *fixture)
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

/* R-DATA-3: a deleted contact comes back with one click. */
static void
test_delete_and_undo (UiFixture    *fixture,
                      gconstpointer data)
{
  GtkWidget *page;

  g_assert_cmpint (count_contacts (fixture), ==, 312);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:1");
  page = ui_get (fixture->window, ui_is_of_type, "PealContactsPage");
  ui_wait_for_text (ui_get (page, ui_is_of_type, "PealContactView"), "Anna Berg");
  g_assert_true (gtk_widget_activate_action (page, "contacts.delete", NULL));
  ui_wait_until (is_one_less, fixture);

  ui_wait_for_text (fixture->window, "1 contact deleted");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_until (is_whole, fixture);
}

static void
test_search (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *entry;

  peal_main_window_go (fixture->window, "contacts");
  ui_wait_for_text (fixture->window, "312 people");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  entry = ui_find_widget (GTK_WIDGET (fixture->window), ui_is_of_type, "GtkSearchEntry");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "chloe");
  ui_wait_for_text (fixture->window, "1 person");
  ui_wait_for_text (fixture->window, "Chloé Dubois");
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody at all");
  ui_wait_for_text (fixture->window, "Nobody Found");
}

/* People who come meanwhile move the rows, and what is selected with them. */
static void
test_select (UiFixture    *fixture,
             gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_contact_new ();
  GtkSelectionModel *selection;
  GtkWidget *page;

  peal_main_window_go (fixture->window, "contacts");
  ui_wait_for_text (fixture->window, "312 people");
  page = ui_get (fixture->window, ui_is_of_type, "PealContactsPage");
  g_assert_true (gtk_widget_activate_action (page, "contacts.select", NULL));
  selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (ui_get (page, ui_is_of_type, "GtkColumnView")));
  gtk_selection_model_select_range (selection, 0, 3, TRUE);
  ui_wait_for_text (page, "3 selected");

  g_set_str (&contact->given, "Aaron");
  peal_scene_await (peal_contacts_save (peal_engine_get_store (fixture->engine), contact, "test"));
  ui_wait_for_text (page, "313 people");
  ui_wait_for_text (page, "3 selected");
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  g_assert_false (gtk_selection_model_is_selected (selection, 1)); /* Aaron */
  g_assert_true (gtk_selection_model_is_selected (selection, 3));

  g_assert_true (gtk_widget_activate_action (page, "contacts.stop-selecting", NULL));
  g_assert_false (gtk_selection_model_is_selected (selection, 3));
  gtk_widget_activate_action (page, "contacts.delete", NULL);
  ui_spin (100);
  g_assert_cmpint (count_contacts (fixture), ==, 313);
}

static gboolean
is_one_more (gpointer data)
{
  return count_contacts (data) == 313;
}

static void
test_new_contact (UiFixture    *fixture,
                  gconstpointer data)
{
  AdwDialog *dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, NULL));
  GtkWidget *content = GTK_WIDGET (dialog);
  g_autoptr(GPtrArray) celebrants = NULL;
  GtkWidget *save;

  ui_present_dialog (fixture, &dialog);
  save = ui_get (dialog, ui_is_button, "_Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  ui_type_into (content, "First Name", "Zoë");
  g_assert_true (gtk_widget_get_sensitive (save));

  ui_type_into (content, "Number", "12");
  g_signal_emit_by_name (save, "clicked");
  ui_wait_for_text (dialog, "Something is not right yet. Correct it, or empty its row.");
  g_assert_cmpint (count_contacts (fixture), ==, 312);

  ui_type_into (content, "Number", "212 555 0199");
  ui_type_into (content, "Birthday", "in spring");
  g_signal_emit_by_name (save, "clicked");
  ui_wait_for_text (dialog, "This is no birthday. Write it like 1980-05-17, or like --05-17 without the year.");
  ui_type_into (content, "Birthday", " --05-17");
  g_signal_emit_by_name (save, "clicked");
  ui_wait_until (is_one_more, fixture);
  ui_wait_for_close (&dialog); /* it closes itself, and nothing holds it */
  celebrants = peal_scene_await_boxed (peal_schedules_list_dates (peal_engine_get_store (fixture->engine), "birthday",
                                                                  5, 17));
  g_assert_cmpint (celebrants->len, ==, 1);
}

/* A name that is in use is refused in words; another one is taken. */
static void
test_new_group (UiFixture    *fixture,
                gconstpointer data)
{
  AdwDialog *dialog = ADW_DIALOG (peal_group_dialog_new (fixture->engine, NULL));
  g_autoptr(PealGroup) group = NULL;
  GtkWidget *save;

  ui_present_dialog (fixture, &dialog);
  save = ui_find_widget (GTK_WIDGET (dialog), ui_is_button, "_Save");
  ui_type_into (GTK_WIDGET (dialog), "Name", "Regulars");
  g_signal_emit_by_name (save, "clicked");
  ui_wait_for_text (dialog, "That name is in use already. Choose another one.");

  ui_type_into (GTK_WIDGET (dialog), "Name", " Wedding <b> ");
  g_signal_emit_by_name (save, "clicked");
  ui_wait_for_close (&dialog);
  group = peal_scene_await_boxed (peal_groups_find (peal_engine_get_store (fixture->engine), "Wedding <b>"));
  g_assert_cmpstr (group->color, ==, "blue");
}

/* R-DATA-3: a deleted group comes back, with its members. */
static void
test_delete_group (UiFixture    *fixture,
                   gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(PealGroup) group = NULL;
  GtkListBox *list;
  GtkWidget *pane;

  peal_main_window_go (fixture->window, "contacts");
  ui_wait_for_text (fixture->window, "Regulars");
  pane = ui_get (fixture->window, ui_is_of_type, "PealContactsGroups");
  list = GTK_LIST_BOX (ui_get (pane, ui_is_of_type, "GtkListBox"));
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 2)); /* Everybody, Newsletter, Regulars */
  ui_wait_for_text (fixture->window, "7 people");
  gtk_widget_activate_action (pane, "contacts.delete-group", NULL);
  ui_wait_for_text (fixture->window, "312 people");
  ui_wait_for_no_text (pane, "Regulars");

  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (pane, "Regulars");
  group = peal_scene_await_boxed (peal_groups_find (store, "Regulars"));
  g_assert_cmpint (group->n_members, ==, 7);
}

static void
test_unsaved_contact (UiFixture    *fixture,
                      gconstpointer data)
{
  AdwDialog *dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, NULL));

  ui_present_dialog (fixture, &dialog);
  g_assert_true (adw_dialog_get_can_close (dialog));
  ui_type_into (GTK_WIDGET (dialog), "First Name", "Zoë");
  adw_dialog_close (dialog);
  ui_wait_for_text (fixture->window, "Discard Changes?");
  g_signal_emit_by_name (ui_find_widget (GTK_WIDGET (fixture->window), ui_is_button, "_Discard"), "clicked");
  ui_wait_for_close (&dialog);
  g_assert_cmpint (count_contacts (fixture), ==, 312);
}

static void
test_dialogs (UiFixture    *fixture,
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
      ui_present_dialog (fixture, &dialogs[i]);
      ui_spin (50);
      adw_dialog_force_close (dialogs[i]);
      ui_wait_for_close (&dialogs[i]);
    }
}

/* The outbox ------------------------------------------------------------------------------------- */

static gint64
count_shelf (UiFixture *fixture,
             PealShelf  shelf)
{
  g_autoptr(GArray) counts
    = peal_scene_await_boxed (peal_outbox_count_shelves (peal_engine_get_store (fixture->engine)));

  return g_array_index (counts, gint64, shelf);
}

typedef struct
{
  UiFixture *fixture;
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
wait_for_shelf (UiFixture *fixture,
                PealShelf  shelf,
                gint64     n)
{
  ui_wait_until (holds, &(Shelf) { fixture, shelf, n });
}

static GtkWidget *
open_outbox (UiFixture *fixture,
             PealShelf  shelf)
{
  GtkWidget *page;

  peal_main_window_go (fixture->window, "outbox");
  page = ui_find_widget (GTK_WIDGET (fixture->window), ui_is_of_type, "PealOutboxPage");
  g_assert_nonnull (page);
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_find_widget (page, ui_is_of_type, "AdwToggleGroup")), shelf);
  return page;
}

static gint64
get_first (UiFixture *fixture,
           PealShelf  shelf)
{
  g_autoptr(GArray) ids
    = peal_scene_await_boxed (peal_outbox_snapshot (peal_engine_get_store (fixture->engine), shelf));

  g_assert_cmpuint (ids->len, >, 0);
  return g_array_index (ids, gint64, 0);
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
  return ui_find_widget (window, is_outbox_row, NULL) == NULL;
}

/* R-SEND-3: a message without an answer waits for a person's word, and gets it. */
static void
test_decide (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_DECIDE);

  ui_wait_for_text (page, "Your order has arrived.");
  ui_wait_for_text (page, "The gateway never answered. Was it sent?");
  ui_click (page, "It Was _Sent");
  wait_for_shelf (fixture, PEAL_SHELF_DECIDE, 0);
}

/* Sending again may double: it is asked first, and nothing happens without the answer. */
static void
test_send_again (UiFixture    *fixture,
                 gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_DECIDE);
  gint64 n_waiting = count_shelf (fixture, PEAL_SHELF_WAITING);

  ui_wait_for_text (page, "Your order has arrived.");
  ui_click (page, "Send _Again…");
  ui_wait_for_text (fixture->window, "Send It Again?");
  g_assert_cmpint (count_shelf (fixture, PEAL_SHELF_DECIDE), ==, 1);
  ui_click (GTK_WIDGET (fixture->window), "Send _Again");
  wait_for_shelf (fixture, PEAL_SHELF_DECIDE, 0);
  g_assert_cmpint (count_shelf (fixture, PEAL_SHELF_WAITING), ==, n_waiting + 1);
}

static gboolean
is_select_button (GtkWidget  *widget,
                  const char *text)
{
  return GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

/* R-DATA-3: what was taken back can be queued again. */
static void
test_take_back (UiFixture    *fixture,
                gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_WAITING);
  GtkListView *list;

  ui_wait_for_text (page, "Reminder: your appointment is today at 16:00.");
  ui_wait_for_text (page, PEAL_SCENE_HOSTILE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_get (page, is_select_button, "Select Several")), TRUE);
  list = GTK_LIST_VIEW (ui_find_widget (page, ui_is_of_type, "GtkListView"));
  gtk_selection_model_select_all (gtk_list_view_get_model (list));
  ui_wait_for_text (page, "2 selected");
  g_assert_true (gtk_widget_activate_action (page, "outbox.take-back", NULL));
  wait_for_shelf (fixture, PEAL_SHELF_WAITING, 0);
  ui_wait_for_text (page, "Nothing Is Waiting");

  ui_wait_for_text (fixture->window, "2 messages taken back");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  wait_for_shelf (fixture, PEAL_SHELF_WAITING, 2);
  ui_wait_for_text (page, "Reminder: your appointment is today at 16:00.");
}

/* The row in the navigation goes when nothing is left, but not while somebody looks. */
static void
test_outbox_empties (UiFixture    *fixture,
                     gconstpointer data)
{
  GtkWidget *page = open_outbox (fixture, PEAL_SHELF_FAILED);

  ui_wait_for_text (page, "Grace Hopper");
  gtk_widget_activate_action (page, "outbox.seen", "x", get_first (fixture, PEAL_SHELF_FAILED));
  wait_for_shelf (fixture, PEAL_SHELF_FAILED, 0);
  gtk_widget_activate_action (page, "outbox.was-sent", "(xu)", get_first (fixture, PEAL_SHELF_DECIDE), 1u);
  wait_for_shelf (fixture, PEAL_SHELF_DECIDE, 0);
  for (gint64 n = 2; n > 0; n--)
    {
      gtk_widget_activate_action (page, "outbox.take-back-one", "x", get_first (fixture, PEAL_SHELF_WAITING));
      wait_for_shelf (fixture, PEAL_SHELF_WAITING, n - 1);
    }
  ui_wait_for_text (page, "Nothing Failed");
  ui_spin (400);
  g_assert_false (is_outbox_hidden (fixture->window));
  peal_main_window_go (fixture->window, "home");
  ui_wait_until (is_outbox_hidden, fixture->window);
}

/* A new workspace begins with the welcome page, and leaves it by itself. */
static void
test_first_run (UiFixture    *fixture,
                gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  ui_open_window (fixture, 1200);
  ui_wait_for_text (fixture->window, "Welcome to Peal");
  g_set_str (&contact->given, "Anna");
  peal_scene_await (peal_contacts_save (peal_engine_get_store (fixture->engine), contact, "test"));
  ui_wait_until (ui_has_page, fixture->window);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/window/pages", TRUE, test_pages);
  ui_add ("/window/narrow", TRUE, test_narrow);
  ui_add ("/window/actions", TRUE, test_actions);
  ui_add ("/window/hostile", TRUE, test_hostile);
  ui_add ("/window/cell-directions", FALSE, test_cell_directions);
  ui_add ("/window/delete-and-undo", TRUE, test_delete_and_undo);
  ui_add ("/window/search", TRUE, test_search);
  ui_add ("/window/select", TRUE, test_select);
  ui_add ("/window/new-contact", TRUE, test_new_contact);
  ui_add ("/window/new-group", TRUE, test_new_group);
  ui_add ("/window/delete-group", TRUE, test_delete_group);
  ui_add ("/window/unsaved-contact", TRUE, test_unsaved_contact);
  ui_add ("/window/dialogs", TRUE, test_dialogs);
  ui_add ("/window/outbox/decide", TRUE, test_decide);
  ui_add ("/window/outbox/send-again", TRUE, test_send_again);
  ui_add ("/window/outbox/take-back", TRUE, test_take_back);
  ui_add ("/window/outbox/empties", TRUE, test_outbox_empties);
  ui_add ("/window/first-run", FALSE, test_first_run);
  return ui_run ();
}

/* test-switcher.c: going to anything by a few letters of its name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-main-window.h"
#include "peal-scene.h"
#include "peal-switcher-row.h"
#include "peal-switcher.h"
#include "window-fixture.h"

static AdwDialog *
open_switcher (UiFixture *fixture)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.switch", NULL));
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (PEAL_IS_SWITCHER (dialog));
  ui_wait_for_text (dialog, "Home");
  return dialog;
}

static GtkEditable *
get_entry (AdwDialog *dialog)
{
  return GTK_EDITABLE (ui_get (dialog, ui_is_of_type, "GtkSearchEntry"));
}

/* Types, without waiting for the pause after which the entry says so. */
static void
type (AdwDialog  *dialog,
      const char *text)
{
  gtk_editable_set_text (get_entry (dialog), text);
  g_signal_emit_by_name (get_entry (dialog), "search-changed");
}

static void
press_return (AdwDialog *dialog)
{
  g_signal_emit_by_name (get_entry (dialog), "activate");
}

typedef struct
{
  AdwDialog *dialog;
  const char *title;
} First;

/* The row that Return would take says @title. */
static gboolean
is_first (gpointer data)
{
  const First *first = data;
  GtkListBox *list = GTK_LIST_BOX (ui_get (first->dialog, ui_is_of_type, "GtkListBox"));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  return row != NULL && gtk_list_box_row_get_index (row) == 0
         && ui_find_widget (GTK_WIDGET (row), ui_shows_text, first->title) != NULL;
}

static void
wait_for_first (AdwDialog  *dialog,
                const char *title)
{
  g_test_message ("first is to be “%s”", title);
  ui_wait_for_text (dialog, title);
  ui_wait_until (is_first, &(First) { dialog, title });
}

static const struct
{
  const char *text;
  const char *first;
} cases[] = {
  { "inb", "Inbox" },
  { "  CONT ", "Contacts" },
  { "impo", "Import contacts" },
  { "message new", "New message" },
  { "keyb", "Keyboard shortcuts" },
  { "chloe", "Chloé Dubois" },
  { "yilmaz", "Esra Yılmaz" },
  { "opper gra", "Grace Hopper" },
  { "(212) 555-0104", "Dmitri Volkov" },
  { "tom &", PEAL_SCENE_HOSTILE },
  { "unicorn", "🦄 Unicorn" },
};

static void
test_find (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog = open_switcher (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (dialog, cases[i].text);
      wait_for_first (dialog, cases[i].first);
    }
  type (dialog, "nobody at all");
  ui_wait_for_text (dialog, "Nothing Found");
  press_return (dialog); /* goes nowhere */
  g_assert_nonnull (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static guint
count_rows (gpointer dialog)
{
  GtkWidget *list = ui_get (dialog, ui_is_of_type, "GtkListBox");
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_visible (row) ? 1 : 0;
  return n;
}

static gboolean
has_twenty (gpointer dialog)
{
  return count_rows (dialog) == 20;
}

/* A letter that is everywhere: no more rows than fit, and they stay the same widgets. */
static void
test_many (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog = open_switcher (fixture);
  GtkWidget *row = ui_get (dialog, ui_is_of_type, "PealSwitcherRow");

  type (dialog, "e");
  ui_wait_for_text (dialog, "Home");
  ui_wait_until (has_twenty, dialog);
  ui_spin (200);
  g_assert_cmpuint (count_rows (dialog), ==, 20);
  g_assert_true (ui_get (dialog, ui_is_of_type, "PealSwitcherRow") == row);
}

static gboolean
is_on_outbox (gpointer window)
{
  return g_strcmp0 (peal_main_window_get_page (window), "outbox") == 0;
}

/* Return before the answer has come means what will be found, not what was. */
static void
test_at_once (UiFixture    *fixture,
              gconstpointer data)
{
  AdwDialog *dialog = open_switcher (fixture);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  type (dialog, "outb");
  press_return (dialog);
  ui_wait_for_close (&dialog);
  ui_wait_until (is_on_outbox, fixture->window);
}

/* Where somebody went comes first the next time; and again, before it, where they went after. */
static void
test_recent (UiFixture    *fixture,
             gconstpointer data)
{
  static const char *const places[] = { "Ben Okafor", "Preferences" };
  g_auto(GStrv) recent = NULL;
  AdwDialog *dialog;

  g_settings_reset (fixture->settings, "recent-places");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      dialog = open_switcher (fixture);
      g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
      type (dialog, places[i]);
      wait_for_first (dialog, places[i]);
      press_return (dialog);
      ui_wait_for_close (&dialog);
    }
  g_assert_cmpstr (peal_main_window_get_page (fixture->window), ==, "contacts");
  ui_wait_for_text (fixture->window, "Ben Okafor");
  recent = g_settings_get_strv (fixture->settings, "recent-places");
  g_assert_cmpstr (recent[0], ==, "action:app.preferences");
  g_assert_cmpstr (recent[1], ==, "contact:2");
  g_assert_null (recent[2]);

  dialog = open_switcher (fixture);
  wait_for_first (dialog, "Preferences");
  type (dialog, "e"); /* begins or stands in many */
  wait_for_first (dialog, "Preferences");
  type (dialog, "b");
  wait_for_first (dialog, "Ben Okafor");
  g_settings_reset (fixture->settings, "recent-places");
}

/* What is being written in another dialog is not left behind. */
static void
test_not_over_a_dialog (UiFixture    *fixture,
                        gconstpointer data)
{
  AdwDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-contact", NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_nonnull (dialog);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.switch", NULL);
  g_assert_true (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) == dialog);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/switcher/find", TRUE, test_find);
  ui_add ("/switcher/many", TRUE, test_many);
  ui_add ("/switcher/at-once", TRUE, test_at_once);
  ui_add ("/switcher/recent", TRUE, test_recent);
  ui_add ("/switcher/not-over-a-dialog", TRUE, test_not_over_a_dialog);
  return ui_run ();
}

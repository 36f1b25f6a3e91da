/* test-person.c: to have one's data, and to be forgotten, from the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contacts.h"
#include "peal-erasure.h"
#include "peal-person-acts.h"
#include "peal-person-data.h"
#include "peal-preferences.h"
#include "peal-scene.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* Somebody with a hostile name, on their page. Caller frees. */
static PealContact *
show_person (UiFixture  *fixture,
             GtkWidget **page)
{
  g_autoptr(PealContact) contact = peal_contact_new ();
  g_autofree char *subject = NULL;

  g_set_str (&contact->given, PEAL_SCENE_HOSTILE);
  g_set_str (&contact->family, "a/b\\c");
  g_ptr_array_add (contact->phones, peal_contact_phone_new ("+12015550188"));
  contact->id = peal_scene_await_int (peal_contacts_save (get_store (fixture), contact, "test"));
  subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, contact->id);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", subject);
  *page = ui_wait_for (fixture->window, ui_is_of_type, "PealContactsPage");
  ui_wait_for_text (fixture->window, PEAL_SCENE_HOSTILE " a/b\\c");
  return peal_scene_await_boxed (peal_contacts_get (get_store (fixture), contact->id));
}

static void
test_data (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *page;
  g_autoptr(PealContact) contact = show_person (fixture, &page);
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->directory);
  /* what no file system takes is not in the name */
  g_autofree char *path = g_build_filename (fixture->directory, "_b_Tom & _Jerry___b_ &amp; _span foreground='red'_x a_b_c",
                                            PEAL_PERSON_PAGE, NULL);

  peal_person_act_export_to (page, fixture->engine, contact, folder);
  ui_wait_for_text (fixture->window, "All that is known of this person was written");
  ui_wait_for_text (fixture->window, "Open Folder");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static AdwAlertDialog *
ask (UiFixture *fixture,
     GtkWidget *page)
{
  gtk_widget_activate_action (page, "contacts.erase", NULL);
  ui_wait_for_text (fixture->window, "Erase for Good?");
  return ADW_ALERT_DIALOG (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static void
test_erase (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *page;
  gint64 n_before = peal_scene_await_int (peal_contacts_count (get_store (fixture)));
  g_autoptr(PealContact) contact = show_person (fixture, &page);
  AdwAlertDialog *dialog = ask (fixture, page);

  ui_wait_for_text (dialog, "“" PEAL_SCENE_HOSTILE " a/b\\c” is erased at once. This cannot be undone.");
  g_assert_cmpstr (adw_alert_dialog_get_default_response (dialog), ==, "cancel");
  g_assert_false (adw_alert_dialog_get_response_enabled (dialog, "erase"));
  ui_type_into (GTK_WIDGET (dialog), "Write “erase” to Confirm", "eras");
  g_assert_false (adw_alert_dialog_get_response_enabled (dialog, "erase"));
  ui_type_into (GTK_WIDGET (dialog), "Write “erase” to Confirm", " Erase ");
  g_assert_true (adw_alert_dialog_get_response_enabled (dialog, "erase"));
  ui_click (GTK_WIDGET (dialog), "_Erase for Good");
  ui_wait_for_text (fixture->window, "Erased for good");
  ui_wait_for_no_text (fixture->window, PEAL_SCENE_HOSTILE " a/b\\c");
  g_assert_cmpint (peal_scene_await_int (peal_contacts_count (get_store (fixture))), ==, n_before);
}

static void
test_cancel (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *page;
  g_autoptr(PealContact) contact = show_person (fixture, &page);
  AdwAlertDialog *dialog = ask (fixture, page);
  g_autoptr(PealContact) left = NULL;

  ui_type_into (GTK_WIDGET (dialog), "Write “erase” to Confirm", "erase");
  adw_dialog_close (ADW_DIALOG (dialog));
  ui_wait_for_no_text (fixture->window, "Erase for Good?");
  left = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), contact->id));
  g_assert_cmpint (left->id, ==, contact->id);
}

static void
ask_for (AdwDialog  *preferences,
         const char *number)
{
  ui_type_into (GTK_WIDGET (preferences), "Is This Number Erased?", number);
  g_signal_emit_by_name (ui_get (preferences, ui_is_row_titled, "Is This Number Erased?"), "apply");
}

/* The marks of the erased are counted; a number that somebody types is told of, and no other. */
static void
test_marks (UiFixture    *fixture,
            gconstpointer data)
{
  AdwDialog *preferences = ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings));
  g_autoptr(PealErasure) erasure = NULL;

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (preferences), "contacts");
  ui_present_dialog (fixture, &preferences);
  ui_wait_for_text (ui_wait_for (preferences, ui_is_row_titled, "Numbers That Were Erased"), "0");
  ask_for (preferences, "12");
  ui_wait_for_text (preferences, "This is no phone number.");
  ask_for (preferences, "(212) 555-0101");
  ui_wait_for_text (preferences, "No, this number is none of them");
  erasure = peal_scene_await_boxed (peal_erasure_run (get_store (fixture), 1, "test"));
  ui_wait_for_text (ui_wait_for (preferences, ui_is_row_titled, "Numbers That Were Erased"), "1");
  ask_for (preferences, "212 555 0101");
  ui_wait_for_text (preferences, "Yes: erased, and not to be texted (Today)");
  ui_type_into (GTK_WIDGET (preferences), "Is This Number Erased?", "212 555 01");
  ui_wait_for_no_text (preferences, "Yes: erased, and not to be texted (Today)");
  adw_dialog_force_close (preferences);
  ui_wait_for_close (&preferences);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/person/data", TRUE, test_data);
  ui_add ("/person/erase", TRUE, test_erase);
  ui_add ("/person/cancel", TRUE, test_cancel);
  ui_add ("/person/marks", TRUE, test_marks);
  return ui_run ();
}

/* test-contact.c: one contact: fields of the business's own, in the preferences, the editor and the view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contact-custom.h"
#include "peal-contact-editor.h"
#include "peal-contact-fields.h"
#include "peal-contacts.h"
#include "peal-date-row.h"
#include "peal-preferences.h"
#include "peal-scene.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static void
add_field (UiFixture     *fixture,
           const char    *name,
           PealCustomType type,
           const char    *choices)
{
  g_autoptr(PealCustomField) field = peal_custom_field_new (name, type);

  g_strfreev (field->choices);
  field->choices = g_strsplit (choices, ",", -1);
  peal_scene_await_int (peal_contact_fields_save (get_store (fixture), field, "test"));
}

/* "Dog, Cat": the names of the fields in their order. */
static char *
read_fields (UiFixture *fixture)
{
  g_autoptr(GPtrArray) fields = peal_scene_await_boxed (peal_contact_fields_list (get_store (fixture)));
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((PealCustomField *) g_ptr_array_index (fields, i))->name);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

typedef struct
{
  UiFixture *fixture;
  const char *expected;
} Wanted;

static gboolean
are_fields (gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *fields = read_fields (wanted->fixture);

  return g_str_equal (fields, wanted->expected);
}

static void
wait_for_fields (UiFixture  *fixture,
                 const char *expected)
{
  ui_wait_until (are_fields, &(Wanted) { fixture, expected });
}

static AdwDialog *
present_preferences (UiFixture  *fixture,
                     AdwDialog **dialog)
{
  *dialog = ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings));
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (*dialog), "contacts");
  ui_present_dialog (fixture, dialog);
  return *dialog;
}

static GtkWidget *
open_field_dialog (UiFixture *fixture,
                   AdwDialog *preferences)
{
  GtkWidget *group = ui_wait_for (preferences, ui_is_of_type, "PealFieldsGroup");

  g_signal_emit_by_name (ui_get (group, ui_is_of_type, "GtkButton"), "clicked");
  return ui_wait_for (fixture->window, ui_is_of_type, "PealFieldDialog");
}

/* A field is named, its choices are written, and it is there; what lacks either cannot be saved. */
static void
test_add_field (UiFixture    *fixture,
                gconstpointer data)
{
  AdwDialog *preferences;
  GtkWidget *dialog, *save;

  present_preferences (fixture, &preferences);
  ui_wait_for_text (preferences, "No fields of your own");
  dialog = open_field_dialog (fixture, preferences);
  save = ui_get (dialog, ui_is_button, "_Save");
  g_assert_false (gtk_widget_is_sensitive (save));
  ui_type_into (dialog, "Name", " Level <b>& ");
  ui_wait_for_text (dialog, "{level_b}");
  g_assert_true (gtk_widget_is_sensitive (save));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Kind")), PEAL_CUSTOM_CHOICE);
  g_assert_false (gtk_widget_is_sensitive (save));
  ui_type_into (dialog, "Choices, Separated by Commas", "Gold, Silver,");
  g_assert_true (gtk_widget_is_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  ui_wait_for_text (preferences, "Level <b>&");
  ui_wait_for_text (preferences, "Choice: Gold, Silver");

  dialog = open_field_dialog (fixture, preferences);
  ui_type_into (dialog, "Name", "LEVEL <b>&");
  ui_wait_for_text (dialog, "Another field has this name.");
  g_assert_false (gtk_widget_is_sensitive (ui_get (dialog, ui_is_button, "_Save")));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  adw_dialog_force_close (preferences);
  ui_wait_for_close (&preferences);
}

/* R-DATA-3: order, name and removal, each taken back. */
static void
test_change_fields (UiFixture    *fixture,
                    gconstpointer data)
{
  AdwDialog *preferences;
  GtkWidget *dialog;

  add_field (fixture, "Dog", PEAL_CUSTOM_TEXT, "");
  add_field (fixture, "Cat", PEAL_CUSTOM_TEXT, "");
  present_preferences (fixture, &preferences);
  gtk_widget_activate_action (ui_wait_for (preferences, ui_is_row_titled, "Cat"), "field.up", NULL);
  wait_for_fields (fixture, "Cat, Dog");
  ui_click (GTK_WIDGET (preferences), "_Undo");
  wait_for_fields (fixture, "Dog, Cat");

  gtk_widget_activate_action (ui_wait_for (preferences, ui_is_row_titled, "Dog"), "field.remove", NULL);
  wait_for_fields (fixture, "Cat");
  ui_wait_for_text (preferences, "The field is gone; what stands in it comes back with it");
  ui_click (GTK_WIDGET (preferences), "_Undo");
  wait_for_fields (fixture, "Dog, Cat");

  g_signal_emit_by_name (ui_wait_for (preferences, ui_is_row_titled, "Dog"), "activated");
  dialog = ui_wait_for (fixture->window, ui_is_of_type, "PealFieldDialog");
  g_assert_false (gtk_widget_is_sensitive (ui_get (dialog, ui_is_row_titled, "Kind")));
  ui_type_into (dialog, "Name", "Hound");
  g_signal_emit_by_name (ui_get (dialog, ui_is_button, "_Save"), "clicked");
  wait_for_fields (fixture, "Hound, Cat");
  ui_wait_for_text (preferences, "The field is changed");
  ui_click (GTK_WIDGET (preferences), "_Undo");
  wait_for_fields (fixture, "Dog, Cat");
  adw_dialog_force_close (preferences);
  ui_wait_for_close (&preferences);
}

/* Values of each kind, as they are typed, as they are kept, and as they are shown. */
static void
test_values (UiFixture    *fixture,
             gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  g_autoptr(PealContact) stored = NULL;
  AdwDialog *dialog;

  add_field (fixture, "Dog", PEAL_CUSTOM_TEXT, "");
  add_field (fixture, "Size", PEAL_CUSTOM_NUMBER, "");
  add_field (fixture, "Renewal", PEAL_CUSTOM_DATE, "");
  add_field (fixture, "Level", PEAL_CUSTOM_CHOICE, "Gold,Silver");
  add_field (fixture, "Vegan", PEAL_CUSTOM_YES_NO, "");
  g_set_str (&contact->custom, "{\"size\":\"XL\",\"level\":\"Bronze\",\"other\":[1]}");
  peal_scene_await_int (peal_contacts_save (get_store (fixture), contact, "test"));

  dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, contact));
  ui_present_dialog (fixture, &dialog);
  ui_wait_for (dialog, ui_is_row_titled, "Vegan");
  ui_type_into (GTK_WIDGET (dialog), "Dog", "<b>Rex & Co</b>");
  ui_type_into (GTK_WIDGET (dialog), "Renewal", "soon");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Vegan")), 2);
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_text (dialog, "This is no day. Write it like 1980-05-17.");
  ui_type_into (GTK_WIDGET (dialog), "Renewal", "5/17/2027");
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);

  stored = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  /* what was there and is of no such kind stays, until somebody writes something better */
  g_assert_cmpstr (stored->custom, ==, "{\"size\":\"XL\",\"level\":\"Bronze\",\"other\":[1],"
                                       "\"dog\":\"<b>Rex & Co</b>\",\"renewal\":\"2027-05-17\",\"vegan\":false}");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:1");
  ui_wait_for_text (fixture->window, "<b>Rex & Co</b>");
  ui_wait_for_text (fixture->window, "17 May 2027");
  ui_wait_for_text (fixture->window, "Bronze");
}

/* A day is typed in any notation or chosen from the calendar, with and without its year. */
static void
test_date (UiFixture    *fixture,
           gconstpointer data)
{
  PealDateRow *row = g_object_ref_sink (PEAL_DATE_ROW (peal_date_row_new ("Birthday", TRUE)));
  g_autofree char *none = peal_date_row_read (row);
  g_autofree char *typed = NULL;
  g_autofree char *yearless = NULL;

  g_assert_cmpstr (none, ==, "");
  peal_date_row_set (row, "--02-29");
  yearless = peal_date_row_read (row);
  g_assert_cmpstr (yearless, ==, "--02-29");
  gtk_editable_set_text (GTK_EDITABLE (row), "5/17/1980");
  typed = peal_date_row_read (row);
  g_assert_cmpstr (typed, ==, "1980-05-17");
  gtk_editable_set_text (GTK_EDITABLE (row), "5/32/1980");
  g_assert_null (peal_date_row_read (row));
  g_assert_finalize_object (row);
}

int
main (int   argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  ui_add ("/contact/add-field", TRUE, test_add_field);
  ui_add ("/contact/change-fields", TRUE, test_change_fields);
  ui_add ("/contact/values", TRUE, test_values);
  ui_add ("/contact/date", TRUE, test_date);
  return ui_run ();
}

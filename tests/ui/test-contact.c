/* test-contact.c: one contact: fields of the business's own, in the preferences, the editor and the view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contact-custom.h"
#include "peal-contact-editor.h"
#include "peal-contact-fields.h"
#include "peal-contact-photo.h"
#include "peal-contacts.h"
#include "peal-date-row.h"
#include "peal-inbound.h"
#include "peal-phone.h"
#include "peal-photo-chooser.h"
#include "peal-preferences.h"
#include "peal-scene.h"
#include "peal-talk.h"
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

static GtkWidget *
get_row (AdwDialog  *dialog,
         const char *title,
         const char *text)
{
  GtkWidget *row = ui_get (dialog, ui_is_row_titled, title);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, text);
  return row;
}

/* Types at the cursor, as a person does. */
static void
type (GtkWidget  *row,
      const char *text)
{
  GtkEditable *field = gtk_editable_get_delegate (GTK_EDITABLE (row));

  for (const char *c = text; *c != '\0'; c++)
    {
      const char letter[] = { *c, '\0' };

      g_signal_emit_by_name (field, "insert-at-cursor", letter);
    }
}

/* A number is formatted while it is typed, says what is wrong with it, and who has it, too. */
static void
test_numbers (UiFixture    *fixture,
              gconstpointer data)
{
  AdwDialog *dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, NULL));
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(PealContact) stored = NULL;
  GtkWidget *row;

  ui_present_dialog (fixture, &dialog);
  row = get_row (dialog, "Number", "");
  type (row, "212");
  ui_wait_for_text (dialog, "Too few digits.");
  type (row, "5550199");
  get_row (dialog, "Number", "(212) 555-0199");
  ui_wait_for_no_text (dialog, "Too few digits.");
  gtk_editable_set_position (GTK_EDITABLE (row), 5);
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (row)), "backspace");
  get_row (dialog, "Number", "(212 555-0199"); /* a bracket that is taken away does not come back */
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (row)), ==, 4);
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (row)), "backspace");
  type (row, "3"); /* in the midst of it: the cursor stays behind what was typed */
  get_row (dialog, "Number", "(213) 555-0199");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (row)), ==, 4);

  ui_type_into (GTK_WIDGET (dialog), "Number", "2125550101");
  ui_wait_for_text (dialog, "Anna Berg has this number, too");
  ui_type_into (GTK_WIDGET (dialog), "Number", "8005550101");
  ui_wait_for_no_text (dialog, "Anna Berg has this number, too");
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_text (dialog, "Something is not right yet. Correct it, or empty its row.");
  ui_type_into (GTK_WIDGET (dialog), "Number", "2125550199");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_get (row, ui_is_of_type, "GtkDropDown")), 2);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "editor.save", NULL);
  ui_wait_for_close (&dialog);

  found = peal_scene_await_boxed (peal_contacts_find_by_number (get_store (fixture), "+12125550199"));
  g_assert_cmpuint (found->len, ==, 1);
  stored = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), ((PealContactRow *) found->pdata[0])->id));
  g_assert_cmpstr (((PealContactPhone *) stored->phones->pdata[0])->label, ==, "work");
}

/* Whoever has a number, too, is opened from there. */
static void
test_show_owner (UiFixture    *fixture,
                 gconstpointer data)
{
  AdwDialog *dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, NULL));

  ui_present_dialog (fixture, &dialog);
  ui_type_into (GTK_WIDGET (dialog), "Number", "2125550101");
  g_signal_emit_by_name (ui_wait_for (dialog, ui_is_row_titled, "Anna Berg has this number, too"), "activated");
  ui_click (GTK_WIDGET (fixture->window), "_Discard");
  ui_wait_for_close (&dialog);
  ui_wait_for_text (fixture->window, "Prefers Tuesdays. Allergic to ammonia.");
}

/* Somebody of the same name is told of, also without its accents; oneself is not. */
static void
test_namesake (UiFixture    *fixture,
               gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  AdwDialog *dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, NULL));

  ui_present_dialog (fixture, &dialog);
  ui_type_into (GTK_WIDGET (dialog), "First Name", " ESRA");
  ui_type_into (GTK_WIDGET (dialog), "Last Name", "Yilmaz");
  ui_wait_for_text (dialog, "Esra Yılmaz is there already");
  ui_type_into (GTK_WIDGET (dialog), "Last Name", "Yil");
  ui_wait_for_no_text (dialog, "Esra Yılmaz is there already");
  ui_type_into (GTK_WIDGET (dialog), "First Name", "Chloe");
  ui_type_into (GTK_WIDGET (dialog), "Last Name", "Dubois");
  g_signal_emit_by_name (ui_wait_for (dialog, ui_is_row_titled, "Chloé Dubois is there already"), "activated");
  ui_click (GTK_WIDGET (fixture->window), "_Discard");
  ui_wait_for_close (&dialog);
  ui_wait_for_text (ui_wait_for (fixture->window, ui_is_of_type, "PealContactView"), "Dubois & Filles");

  dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, contact));
  ui_present_dialog (fixture, &dialog);
  ui_type_into (GTK_WIDGET (dialog), "First Name", "anna");
  ui_spin (200);
  g_assert_null (ui_find_widget (GTK_WIDGET (dialog), ui_is_row_titled, "Anna Berg is there already"));
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static gboolean
has_tooltip (GtkWidget  *widget,
             const char *text)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

/* Another number can become the one to text; what has no row stays as it was. */
static void
test_first_number (UiFixture    *fixture,
                   gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  g_autoptr(PealContact) stored = NULL;
  PealContactPhone *second = peal_contact_phone_new ("+12125550198");
  AdwDialog *dialog;

  g_set_str (&second->label, "Praxis");
  second->kind = PEAL_PHONE_TYPE_VOIP;
  g_ptr_array_add (contact->phones, second);
  peal_scene_await_int (peal_contacts_save (get_store (fixture), contact, "test"));
  dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, contact));
  ui_present_dialog (fixture, &dialog);
  g_signal_emit_by_name (ui_get (dialog, has_tooltip, "Text This Number First"), "clicked");
  get_row (dialog, "Number", "(212) 555-0198");
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  stored = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  g_assert_cmpuint (stored->phones->len, ==, 2);
  g_assert_cmpstr (((PealContactPhone *) stored->phones->pdata[0])->e164, ==, "+12125550198");
  g_assert_cmpstr (((PealContactPhone *) stored->phones->pdata[0])->label, ==, "Praxis");
  g_assert_cmpint (((PealContactPhone *) stored->phones->pdata[0])->kind, ==, PEAL_PHONE_TYPE_VOIP);
}

static void
test_details (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  g_autoptr(PealContact) stored = NULL;
  AdwDialog *dialog;

  g_set_str (&contact->zone, "Mars/Olympus");
  g_set_str (&contact->language, "de");
  dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, contact));
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "Mars/Olympus"); /* nobody knows it, and nobody throws it away */
  ui_wait_for_text (dialog, "German");
  ui_type_into (GTK_WIDGET (dialog), "E-Mail", "anna");
  ui_wait_for_text (dialog, "This is no e-mail address.");
  ui_type_into (GTK_WIDGET (dialog), "E-Mail", " anna@example.com ");
  ui_wait_for_no_text (dialog, "This is no e-mail address.");
  ui_type_into (GTK_WIDGET (dialog), "Birthday", "13/13");
  ui_wait_for_text (dialog, "This is no birthday. Write it like 1980-05-17, or like --05-17 without the year.");
  ui_type_into (GTK_WIDGET (dialog), "Birthday", "--11-13");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Language")), 0);
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  stored = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  g_assert_cmpstr (stored->zone, ==, "Mars/Olympus");
  g_assert_cmpstr (stored->language, ==, "");
  g_assert_cmpstr (stored->email, ==, "anna@example.com");
  g_assert_cmpstr (stored->birthday, ==, "--11-13");
}

/* A picture of 600 x 400 in a file. */
static GFile *
make_picture (UiFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "picture.png", NULL);
  g_autoptr(GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 600, 400);

  gdk_pixbuf_fill (picture, 0x3584e4ff);
  g_assert_true (gdk_pixbuf_save (picture, path, "png", NULL, NULL));
  return g_file_new_for_path (path);
}

static gboolean
has_picture (gpointer avatar)
{
  return adw_avatar_get_custom_image (avatar) != NULL;
}

static gboolean
has_no_picture (gpointer avatar)
{
  return adw_avatar_get_custom_image (avatar) == NULL;
}

/* Chosen, scaled, stored, shown, taken away; what is no picture says so and changes nothing. */
static void
test_photo (UiFixture    *fixture,
            gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  g_autoptr(GFile) file = make_picture (fixture);
  g_autofree char *text = g_build_filename (fixture->directory, "no-picture.png", NULL);
  g_autoptr(GFile) other = g_file_new_for_path (text);
  g_autoptr(GBytes) image = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  AdwDialog *dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, contact));
  PealPhotoChooser *chooser;

  ui_present_dialog (fixture, &dialog);
  chooser = PEAL_PHOTO_CHOOSER (ui_get (dialog, ui_is_of_type, "PealPhotoChooser"));
  g_assert_true (g_file_set_contents (text, "This is none.", -1, NULL));
  peal_photo_chooser_set_file (chooser, other);
  ui_wait_for_text (dialog, "This file cannot be read as a picture. Choose another one.");
  g_assert_false (peal_photo_chooser_is_changed (chooser));
  peal_photo_chooser_set_file (chooser, file);
  ui_wait_until (has_picture, ui_get (chooser, ui_is_of_type, "AdwAvatar"));
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  image = peal_scene_await_boxed (peal_contact_photo_get (get_store (fixture), 1));
  texture = gdk_texture_new_from_bytes (image, NULL);
  g_assert_nonnull (texture);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 256);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 256);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:1");
  ui_wait_until (has_picture, ui_wait_for (ui_wait_for (fixture->window, ui_is_of_type, "PealContactView"), ui_is_of_type,
                                           "AdwAvatar"));
  peal_scene_await (peal_contact_photo_set (get_store (fixture), 1, NULL, "test"));
  ui_wait_until (has_no_picture, ui_get (ui_get (fixture->window, ui_is_of_type, "PealContactView"), ui_is_of_type,
                                         "AdwAvatar"));
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

static void
write_in (UiFixture  *fixture,
          const char *body)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autoptr(GArray) ids = NULL;

  g_ptr_array_add (messages, peal_inbound_new (body, "+12125550101", "+15005550006", body,
                                               peal_clock_get_now (peal_engine_get_clock (fixture->engine))));
  ids = peal_scene_await_boxed (peal_talk_record_inbound (get_store (fixture), 1, messages, ""));
}

/* What happened is there, by kind, in pages; what happens meanwhile comes on top; a row opens its place. */
static void
test_history (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  GtkWidget *history;

  g_set_str (&contact->notes, "Likes <b>&");
  peal_scene_await_int (peal_contacts_save (get_store (fixture), contact, "test"));
  write_in (fixture, "<b>Hello & good day</b>");
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *body = g_strdup_printf ("Message %u", i);

      write_in (fixture, body);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:1");
  history = ui_wait_for (fixture->window, ui_is_of_type, "PealTimelineList");
  ui_wait_for (history, ui_is_row_titled, "Message 29");
  g_assert_null (ui_find_widget (history, ui_is_row_titled, "<b>Hello & good day</b>")); /* on another page */
  ui_click (history, "Show _Earlier");
  ui_wait_for (history, ui_is_row_titled, "<b>Hello & good day</b>");
  ui_get (history, ui_is_row_titled, "Message 29");
  write_in (fixture, "One more");
  ui_wait_for (history, ui_is_row_titled, "One more");
  ui_get (history, ui_is_row_titled, "<b>Hello & good day</b>"); /* what was shown is shown still */

  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_get (history, ui_is_of_type, "GtkDropDown")), 4);
  ui_wait_for (history, ui_is_row_titled, "Anna Berg was changed");
  ui_wait_for_text (history, "Notes: Prefers Tuesdays. Allergic to ammonia. → Likes <b>&");
  ui_wait_for_text (history, "Today");
  ui_wait_for_no_text (history, "One more");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_get (history, ui_is_of_type, "GtkDropDown")), 1);
  g_signal_emit_by_name (ui_wait_for (history, ui_is_row_titled, "One more"), "activate");
  ui_wait_for (fixture->window, ui_is_of_type, "PealConversation");
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
  ui_add ("/contact/numbers", TRUE, test_numbers);
  ui_add ("/contact/show-owner", TRUE, test_show_owner);
  ui_add ("/contact/namesake", TRUE, test_namesake);
  ui_add ("/contact/first-number", TRUE, test_first_number);
  ui_add ("/contact/details", TRUE, test_details);
  ui_add ("/contact/photo", TRUE, test_photo);
  ui_add ("/contact/history", TRUE, test_history);
  return ui_run ();
}

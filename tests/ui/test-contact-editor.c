/* test-contact-editor.c: labels written freely, the fields that stand back, and the editor by keyboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contact-editor.h"
#include "peal-contacts.h"
#include "peal-label-chooser.h"
#include "peal-scene.h"
#include "window-fixture.h"

static PealContact *
load (UiFixture *fixture,
      gint64     id)
{
  return peal_scene_await_boxed (peal_contacts_get (peal_engine_get_store (fixture->engine), id));
}

static AdwDialog *
present (UiFixture         *fixture,
         const PealContact *contact,
         AdwDialog        **dialog)
{
  *dialog = ADW_DIALOG (peal_contact_editor_new (fixture->engine, contact));
  ui_present_dialog (fixture, dialog);
  return *dialog;
}

/* Chooses the last entry of the list, which asks for a word. */
static GtkWidget *
choose_custom (UiFixture *fixture,
               GtkWidget *chooser)
{
  GtkDropDown *list = GTK_DROP_DOWN (ui_get (chooser, ui_is_of_type, "GtkDropDown"));

  gtk_drop_down_set_selected (list, g_list_model_get_n_items (gtk_drop_down_get_model (list)) - 1);
  return ui_wait_for (fixture->window, ui_is_row_titled, "Label");
}

static void
respond (UiFixture  *fixture,
         const char *label)
{
  ui_click (ui_wait_for (fixture->window, ui_is_of_type, "AdwAlertDialog"), label);
}

/* A word of one's own stays in its row; dismissed, the old one does; it is stored as it was written. */
static void
test_custom_label (UiFixture    *fixture,
                   gconstpointer data)
{
  g_autoptr(PealContact) contact = load (fixture, 1);
  g_autoptr(PealContact) stored = NULL;
  AdwDialog *dialog = present (fixture, contact, &dialog);
  PealLabelChooser *chooser = PEAL_LABEL_CHOOSER (ui_get (ui_get (dialog, ui_is_row_titled, "Number"), ui_is_of_type,
                                                          "PealLabelChooser"));
  g_autofree char *before = g_strdup (peal_label_chooser_get (chooser));
  GtkWidget *row = choose_custom (fixture, GTK_WIDGET (chooser));

  g_assert_false (gtk_widget_is_sensitive (ui_get (fixture->window, ui_is_button, "_Set")));
  gtk_editable_set_text (GTK_EDITABLE (row), "Nobody's");
  respond (fixture, "_Cancel");
  g_assert_cmpstr (peal_label_chooser_get (chooser), ==, before);
  g_assert_true (adw_dialog_get_can_close (dialog)); /* nothing was changed */

  row = choose_custom (fixture, GTK_WIDGET (chooser));
  gtk_editable_set_text (GTK_EDITABLE (row), " Laube <b>& 🌻 ");
  respond (fixture, "_Set");
  ui_wait_for_text (dialog, "Laube <b>& 🌻");
  g_assert_false (adw_dialog_get_can_close (dialog));
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  stored = load (fixture, 1);
  g_assert_cmpstr (((PealContactPhone *) stored->phones->pdata[0])->label, ==, "Laube <b>& 🌻");
}

/* One of the list, however it is written, is that one. */
static void
test_known_label (UiFixture    *fixture,
                  gconstpointer data)
{
  GtkWidget *chooser = g_object_ref_sink (peal_label_chooser_new (TRUE, "WORK"));

  g_assert_cmpstr (peal_label_chooser_get (PEAL_LABEL_CHOOSER (chooser)), ==, "work");
  peal_label_chooser_set (PEAL_LABEL_CHOOSER (chooser), "Garden");
  g_assert_cmpstr (peal_label_chooser_get (PEAL_LABEL_CHOOSER (chooser)), ==, "Garden");
  peal_label_chooser_set (PEAL_LABEL_CHOOSER (chooser), "");
  g_assert_cmpstr (peal_label_chooser_get (PEAL_LABEL_CHOOSER (chooser)), ==, "");
  g_assert_finalize_object (chooser);
}

static void
test_more_fields (UiFixture    *fixture,
                  gconstpointer data)
{
  g_autoptr(PealContact) contact = load (fixture, 1);
  g_autoptr(PealContact) stored = NULL;
  AdwDialog *dialog = present (fixture, contact, &dialog);

  g_assert_null (ui_find_widget (GTK_WIDGET (dialog), ui_is_row_titled, "Middle Name"));
  g_signal_emit_by_name (ui_get (dialog, ui_is_tooltip, "Add Middle Name"), "clicked");
  ui_type_into (GTK_WIDGET (dialog), "Middle Name", "Maria");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_get (dialog, ui_is_row_titled, "Customer")), TRUE);
  adw_spin_row_set_value (ADW_SPIN_ROW (ui_wait_for (dialog, ui_is_row_titled, "Score")), -7);
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  stored = load (fixture, 1);
  g_assert_cmpstr (stored->middle, ==, "Maria");
  g_assert_cmpstr (stored->display, ==, "Anna Maria Berg");
  g_assert_cmpint (stored->score, ==, -7);

  present (fixture, stored, &dialog);
  ui_get (dialog, ui_is_row_titled, "Middle Name"); /* whoever has one sees it at once */
  adw_dialog_close (dialog);
  ui_wait_for_close (&dialog);
}

/* The editor is there, and the cursor in its first row. */
static gboolean
has_cursor (gpointer row)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (row));

  return gtk_widget_get_mapped (row) && focus != NULL && gtk_widget_is_ancestor (focus, row);
}

/* By Tab alone: every row that is seen is reached, in the order in which they stand. */
static void
test_tab_order (UiFixture    *fixture,
                gconstpointer data)
{
  static const char *const titles[] = { "First Name", "Last Name", "Company", "Number", "E-Mail", "Birthday",
                                        "Tags, Separated by Commas", NULL };
  g_autoptr(GString) reached = g_string_new (NULL);
  g_autofree char *expected = g_strjoinv ("\n", (char **) titles);
  AdwDialog *dialog = present (fixture, NULL, &dialog);
  GtkWidget *last = NULL;

  ui_wait_until (has_cursor, ui_get (dialog, ui_is_row_titled, "First Name"));
  for (guint i = 0; i < 60; i++)
    {
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
      GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) : NULL;

      if (row != NULL && row != last)
        {
          const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

          if (g_strv_contains (titles, title))
            g_string_append_printf (reached, "%s%s", reached->len > 0 ? "\n" : "", title);
          last = row;
        }
      if (g_str_has_suffix (reached->str, "Commas"))
        break;
      gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
    }
  g_assert_cmpstr (reached->str, ==, expected);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What is not saved is asked about; who did nothing is not asked. */
static void
test_unsaved (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(PealContact) contact = load (fixture, 1);
  AdwDialog *dialog = present (fixture, contact, &dialog);

  ui_type_into (GTK_WIDGET (dialog), "Company", "Acme");
  adw_dialog_close (dialog);
  respond (fixture, "_Cancel");
  g_assert_nonnull (dialog);
  adw_dialog_close (dialog);
  respond (fixture, "_Discard");
  ui_wait_for_close (&dialog);

  present (fixture, contact, &dialog);
  adw_dialog_close (dialog);
  ui_wait_for_close (&dialog);
}

int
main (int   argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  ui_add ("/contact-editor/custom-label", TRUE, test_custom_label);
  ui_add ("/contact-editor/known-label", TRUE, test_known_label);
  ui_add ("/contact-editor/more-fields", TRUE, test_more_fields);
  ui_add ("/contact-editor/tab-order", TRUE, test_tab_order);
  ui_add ("/contact-editor/unsaved", TRUE, test_unsaved);
  return ui_run ();
}

/* test-bulk.c: the same change to all contacts that are selected: counted, made, and taken back; and the bin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-bulk-dialog.h"
#include "peal-contact-fields.h"
#include "peal-contacts.h"
#include "peal-scene.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* The first twelve people, who have names, and enough others to need several batches. */
static GArray *
list_people (guint n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 id = 1; id <= (gint64) n; id++)
    g_array_append_val (ids, id);
  return ids;
}

static gboolean
has_model (gpointer row)
{
  return adw_combo_row_get_model (row) != NULL;
}

static void
choose (AdwDialog  *dialog,
        const char *what)
{
  AdwComboRow *row = ADW_COMBO_ROW (ui_wait_for (dialog, ui_is_row_titled, "Change"));
  GListModel *model;

  ui_wait_until (has_model, row);
  model = adw_combo_row_get_model (row);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), what))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_error ("there is no “%s”", what);
}

/* How many have the tag. */
static guint
count_tagged (UiFixture  *fixture,
              const char *tag)
{
  const PealContactFilter filter = { .tag = tag };
  g_autoptr(GArray) ids = peal_scene_await_boxed (peal_contacts_snapshot (get_store (fixture), &filter));

  return ids->len;
}

static gboolean
is_nobody_tagged (gpointer fixture)
{
  return count_tagged (fixture, "spring <b>") == 0;
}

/* From the page: everybody is selected, gets a tag, and loses it again. */
static void
test_everybody (UiFixture    *fixture,
                gconstpointer data)
{
  GtkWidget *page;
  AdwDialog *dialog;

  peal_main_window_go (fixture->window, "contacts");
  page = ui_wait_for (fixture->window, ui_is_of_type, "PealContactsPage");
  ui_wait_for_text (fixture->window, "312 people");
  gtk_widget_activate_action (page, "contacts.select", NULL);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (gtk_column_view_get_model (
    GTK_COLUMN_VIEW (ui_get (page, ui_is_of_type, "GtkColumnView")))));
  gtk_widget_activate_action (page, "contacts.change", NULL);
  dialog = ADW_DIALOG (ui_wait_for (fixture->window, ui_is_of_type, "PealBulkDialog"));
  ui_wait_for_text (dialog, "Change 312 Contacts");
  choose (dialog, "Add a tag");
  ui_type_into (GTK_WIDGET (dialog), "Tag", "spring <b>");
  ui_wait_for_text (dialog, "312 contacts change.");
  ui_click (GTK_WIDGET (dialog), "_Apply");
  ui_wait_for_text (fixture->window, "312 contacts changed");
  g_assert_cmpuint (count_tagged (fixture, "spring <b>"), ==, 312);
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_until (is_nobody_tagged, fixture);
}

/* What is so already is not counted; a value of the wrong kind cannot be chosen. */
static void
test_fields (UiFixture    *fixture,
             gconstpointer data)
{
  g_autoptr(PealCustomField) size = peal_custom_field_new ("Size", PEAL_CUSTOM_NUMBER);
  g_autoptr(GArray) ids = list_people (12);
  g_autoptr(PealContact) contact = NULL;
  AdwDialog *dialog;
  GtkWidget *apply;

  peal_scene_await_int (peal_contact_fields_save (get_store (fixture), size, "test"));
  dialog = ADW_DIALOG (peal_bulk_dialog_new (fixture->engine, ids));
  ui_present_dialog (fixture, &dialog);
  choose (dialog, "Company");
  ui_type_into (GTK_WIDGET (dialog), "New Value", "Navy Yard");
  ui_wait_for_text (dialog, "11 of 12 contacts change; with the others it is so already.");

  choose (dialog, "Remove a tag");
  ui_wait_for (dialog, ui_is_row_titled, "Tag");
  apply = ui_get (dialog, ui_is_button, "_Apply");
  g_assert_false (gtk_widget_get_sensitive (apply));

  choose (dialog, "Size");
  ui_type_into (GTK_WIDGET (dialog), "New Value", "large");
  ui_wait_for_text (dialog, "This is no number.");
  g_assert_false (gtk_widget_get_sensitive (apply));
  ui_type_into (GTK_WIDGET (dialog), "New Value", "42");
  ui_wait_for_text (dialog, "12 contacts change.");
  ui_click (GTK_WIDGET (dialog), "_Apply");
  ui_wait_for_close (&dialog);
  contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 12));
  g_assert_cmpstr (contact->custom, ==, "{\"size\":42}");
}

/* Who was deleted is in the bin, is found there, and comes back from it. */
static void
test_bin (UiFixture    *fixture,
          gconstpointer data)
{
  g_autoptr(GArray) ids = list_people (12);
  g_autoptr(PealContact) contact = NULL;
  GtkWidget *page, *dialog;

  peal_main_window_go (fixture->window, "contacts");
  page = ui_wait_for (fixture->window, ui_is_of_type, "PealContactsPage");
  gtk_widget_activate_action (page, "contacts.bin", NULL);
  dialog = ui_wait_for (fixture->window, ui_is_of_type, "PealBinDialog");
  ui_wait_for_stack (dialog, "none");
  peal_scene_await_int (peal_contacts_delete (get_store (fixture), (const gint64 *) (gpointer) ids->data, ids->len, "test"));
  ui_wait_for_stack (dialog, "some");
  ui_wait_for_text (dialog, "12 deleted contacts.");
  gtk_editable_set_text (GTK_EDITABLE (ui_get (dialog, ui_is_of_type, "GtkSearchEntry")), "tom &");
  ui_wait_for_text (dialog, "1 deleted contact.");
  ui_get (dialog, ui_is_row_titled, PEAL_SCENE_HOSTILE);
  ui_click (dialog, "_Restore");
  ui_wait_for_text (dialog, PEAL_SCENE_HOSTILE " is back");
  ui_wait_for_stack (dialog, "none");
  contact = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 9));
  g_assert_cmpint (contact->deleted_at, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  ui_add ("/bulk/everybody", TRUE, test_everybody);
  ui_add ("/bulk/fields", TRUE, test_fields);
  ui_add ("/bulk/bin", TRUE, test_bin);
  return ui_run ();
}

/* test-import.c: the import dialog: a good file, bad files, second thoughts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contacts.h"
#include "peal-groups.h"
#include "peal-import-dialog.h"
#include "peal-scene.h"
#include "window-fixture.h"

/* Two who are new, one who is in the scene, and two rows that are none. */
#define GOOD "First Name,Last Name,Phone\n" \
             "Zoë,<b>Late</b>,(305) 372-0500\n" \
             "Yusuf,Early,+44 20 7946 0018\n" \
             "Anna,Berg,+12125550101\n" \
             "Short,Number,12\n" \
             "No,Number,\n"

/* @length: -1 = @bytes end with a NUL. Caller unrefs. */
static GFile *
write_file (UiFixture  *fixture,
            const char *bytes,
            gssize      length)
{
  g_autofree char *path = g_build_filename (fixture->directory, "people.csv", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static AdwDialog *
open_file (UiFixture  *fixture,
           AdwDialog **dialog,
           GFile      *file)
{
  *dialog = peal_import_dialog_new (fixture->engine);
  ui_present_dialog (fixture, dialog);
  peal_import_dialog_set_file (PEAL_IMPORT_DIALOG (*dialog), file);
  return *dialog;
}

static gint64
count_contacts (UiFixture *fixture)
{
  return peal_scene_await_int (peal_contacts_count (peal_engine_get_store (fixture->engine)));
}

static void
test_good (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, GOOD, -1);
  gint64 n_before = count_contacts (fixture);
  g_autoptr(GPtrArray) groups = NULL;
  AdwDialog *dialog;
  gboolean found = FALSE;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "3 contacts found");
  ui_wait_for_text (dialog, "2 rows left out");
  ui_wait_for_text (dialog, "Zoë <b>Late</b>");
  ui_wait_for_text (dialog, "Row 4: The number is too short");
  g_assert_cmpint (count_contacts (fixture), ==, n_before); /* a rehearsal stores nothing */

  ui_type_into (GTK_WIDGET (dialog), "Put Everybody into a Group", " Fair 2026 ");
  ui_click (GTK_WIDGET (dialog), "_Import");
  ui_wait_for_text (dialog, "2 new, 1 completed, 0 known already");
  g_assert_cmpint (count_contacts (fixture), ==, n_before + 2);
  groups = peal_scene_await_boxed (peal_groups_list (peal_engine_get_store (fixture->engine)));
  for (guint i = 0; i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);

      found |= g_str_equal (group->name, "Fair 2026") && group->n_members == 3;
    }
  g_assert_true (found);

  ui_click (GTK_WIDGET (dialog), "_Show Contacts");
  ui_wait_for_close (&dialog);
  g_assert_cmpstr (peal_main_window_get_page (fixture->window), ==, "contacts");
}

/* Each is refused with a sentence that says what to do, and the next file may be chosen. */
static void
test_bad (UiFixture    *fixture,
          gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    const char *text;
  } rows[] = {
    { "", 0, "The file is empty. Export it again." },
    { "\x7f" "ELF\0\0\0\0\1\2\3\0\0", 14, "This is no text file. Export the contacts as CSV." },
    { "PK\3\4\24\0\6\0\10\0\0\0!\0", 14, "This is a spreadsheet. Open it and save it as CSV." },
    { "<!DOCTYPE html>\n<html><body>Sign in</body></html>", -1,
      "This is a web page. Download the CSV file itself." },
    { "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nEND:VCARD\r\n", -1,
      "This is a vCard file, which Peal cannot read yet. Export the contacts as CSV." },
    { "Colour,Size\nred,big\n", -1, "No column of this file holds phone numbers." },
  };
  gint64 n_before = count_contacts (fixture);
  g_autoptr(GFile) good = NULL;
  AdwDialog *dialog = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GFile) file = write_file (fixture, rows[i].bytes, rows[i].length);

      if (dialog == NULL)
        open_file (fixture, &dialog, file);
      else
        peal_import_dialog_set_file (PEAL_IMPORT_DIALOG (dialog), file);
      ui_wait_for_text (dialog, rows[i].text);
      ui_get (dialog, ui_is_button, "_Choose File…");
    }
  g_assert_cmpint (count_contacts (fixture), ==, n_before);

  good = write_file (fixture, GOOD, -1);
  peal_import_dialog_set_file (PEAL_IMPORT_DIALOG (dialog), good);
  ui_wait_for_text (dialog, "3 contacts found");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

/* A file from the file manager. */
static void
test_drop (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, GOOD, -1);
  g_auto(GValue) value = G_VALUE_INIT;
  AdwDialog *dialog = peal_import_dialog_new (fixture->engine);
  GtkDropTarget *target;
  gboolean taken = FALSE;

  ui_present_dialog (fixture, &dialog);
  target = find_drop_target (ui_get (dialog, ui_is_of_type, "AdwStatusPage"));
  g_assert_nonnull (target);
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  g_signal_emit_by_name (target, "drop", &value, 0.0, 0.0, &taken);
  g_assert_true (taken);
  ui_wait_for_text (dialog, "3 contacts found");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What cannot be opened says so in the words of the system, unread as markup. */
static void
test_unreadable (UiFixture    *fixture,
                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "<b>gone</b>.csv", NULL);
  g_autoptr(GFile) gone = g_file_new_for_path (path);
  g_autoptr(GFile) remote = g_file_new_for_uri ("sftp://example.com/people.csv");
  AdwDialog *dialog;

  open_file (fixture, &dialog, remote);
  ui_wait_for_text (dialog, "This file is not on this computer. Copy it here first.");
  peal_import_dialog_set_file (PEAL_IMPORT_DIALOG (dialog), gone);
  ui_wait_for_no_text (dialog, "This file is not on this computer. Copy it here first.");
  ui_get (dialog, ui_is_button, "_Choose File…");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* Closed in the middle: nothing is left behind. */
static void
test_close_early (UiFixture    *fixture,
                  gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, GOOD, -1);
  gint64 n_before = count_contacts (fixture);
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
  g_assert_cmpint (count_contacts (fixture), ==, n_before);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/import/good", TRUE, test_good);
  ui_add ("/import/bad", TRUE, test_bad);
  ui_add ("/import/drop", TRUE, test_drop);
  ui_add ("/import/unreadable", TRUE, test_unreadable);
  ui_add ("/import/close-early", TRUE, test_close_early);
  return ui_run ();
}

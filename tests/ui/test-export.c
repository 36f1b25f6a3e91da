/* test-export.c: the export dialog: whom, in which format, and what becomes of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contacts.h"
#include "peal-export-dialog.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-scene.h"
#include "window-fixture.h"

#include <string.h>

static char *
get_path (UiFixture *fixture)
{
  return g_build_filename (fixture->directory, "people & co.csv", NULL);
}

static AdwDialog *
open_dialog (UiFixture             *fixture,
             AdwDialog            **dialog,
             const PealExportScope *scope)
{
  *dialog = peal_export_dialog_new (fixture->engine, scope);
  ui_present_dialog (fixture, dialog);
  return *dialog;
}

static void
write_to (AdwDialog  *dialog,
          const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  peal_export_dialog_set_file (PEAL_EXPORT_DIALOG (dialog), file);
}

static guint
count_lines (const char *path)
{
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *c = text; *c != '\0'; c++)
    n += *c == '\n';
  return n;
}

static void
test_good (UiFixture    *fixture,
           gconstpointer data)
{
  g_autofree char *path = get_path (fixture);
  gint64 n = peal_scene_await_int (peal_contacts_count (peal_engine_get_store (fixture->engine)));
  g_autofree char *news = g_strdup_printf ("%" G_GINT64_FORMAT " contacts were written into “people & co.csv”", n);
  PealExportScope scope = { 0 };
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, &scope);
  ui_wait_for_text (dialog, "Everybody");
  write_to (dialog, path);
  ui_wait_for_close (&dialog);
  ui_wait_for_text (fixture->window, news);
  ui_wait_for_text (fixture->window, "Open Folder");
  g_assert_cmpuint (count_lines (path), ==, n + 1);
}

static void
test_whom (UiFixture    *fixture,
           gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(GArray) everybody = peal_scene_await_boxed (peal_contacts_snapshot (store, &(PealContactFilter) { 0 }));
  g_autoptr(GArray) selected = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 group = peal_scene_await_int (peal_groups_ensure (store, PEAL_SCENE_HOSTILE, "test"));
  g_autoptr(GArray) added = peal_scene_await_boxed (
    peal_groups_add_members (store, group, &g_array_index (everybody, gint64, 0), 2, "test"));
  g_autofree char *path = get_path (fixture);
  PealExportScope scope = { .group_id = group, .group = PEAL_SCENE_HOSTILE, .search = "nobody at all", .selected = selected };
  const struct
  {
    const char *text;
    guint n;
  } choices[] = { { "Everybody", everybody->len }, { "Group “" PEAL_SCENE_HOSTILE "”", 2 }, { "Search “nobody at all”", 0 },
                  { "3 selected contacts", 3 } };

  g_array_append_vals (selected, everybody->data, 3);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      AdwDialog *dialog;
      AdwComboRow *row;

      open_dialog (fixture, &dialog, &scope);
      row = ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Contacts"));
      g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 3);
      adw_combo_row_set_selected (row, i);
      ui_wait_for_text (dialog, choices[i].text);
      write_to (dialog, path);
      ui_wait_for_close (&dialog);
      g_assert_cmpuint (count_lines (path), ==, choices[i].n + 1);
    }
}

static void
test_formats (UiFixture    *fixture,
              gconstpointer data)
{
  static const char *const begins[PEAL_N_EXPORT_FORMATS] = {
    [PEAL_EXPORT_CSV] = "\xef\xbb\xbfPeal ID",
    [PEAL_EXPORT_XLSX] = "PK",
    [PEAL_EXPORT_VCARD] = "BEGIN:VCARD\r\nVERSION:3.0\r\n",
    [PEAL_EXPORT_JSON] = "{\"format\":",
  };
  g_autofree char *path = get_path (fixture);

  for (guint i = 0; i < PEAL_N_EXPORT_FORMATS; i++)
    {
      PealExportScope scope = { 0 };
      g_autofree char *text = NULL;
      AdwDialog *dialog;

      open_dialog (fixture, &dialog, &scope);
      peal_export_dialog_set_format (PEAL_EXPORT_DIALOG (dialog), (PealExportFormat) i);
      g_assert_true ((ui_find_widget (GTK_WIDGET (dialog), ui_is_row_titled, "For Old Spreadsheets") != NULL) == (i == PEAL_EXPORT_CSV));
      g_assert_true ((ui_find_widget (GTK_WIDGET (dialog), ui_is_row_titled, "For Old Address Books") != NULL)
                     == (i == PEAL_EXPORT_VCARD));
      if (i == PEAL_EXPORT_CSV)
        adw_switch_row_set_active (ADW_SWITCH_ROW (ui_get (dialog, ui_is_row_titled, "For Old Spreadsheets")), TRUE);
      if (i == PEAL_EXPORT_VCARD)
        adw_switch_row_set_active (ADW_SWITCH_ROW (ui_get (dialog, ui_is_row_titled, "For Old Address Books")), TRUE);
      write_to (dialog, path);
      ui_wait_for_close (&dialog);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_str_has_prefix (text, begins[i]));
    }
}

/* It says what to do, and stays for another try. */
static void
test_no_place (UiFixture    *fixture,
               gconstpointer data)
{
  g_autofree char *path = get_path (fixture);
  PealExportScope scope = { 0 };
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, &scope);
  write_to (dialog, "/nowhere/at/all.csv");
  ui_wait_for_text (dialog, "The file cannot be written there. Choose another place, or check who may write to the folder.");
  g_assert_nonnull (ui_find_widget (GTK_WIDGET (dialog), ui_is_button, "_Export…"));
  write_to (dialog, path);
  ui_wait_for_close (&dialog);
}

static gboolean
is_quiet (gpointer data)
{
  return peal_fiber_count_running () == GPOINTER_TO_UINT (data);
}

static void
test_stop (UiFixture    *fixture,
           gconstpointer data)
{
  g_autofree char *path = get_path (fixture);
  guint n_before = peal_fiber_count_running ();
  PealExportScope scope = { 0 };
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, &scope);
  write_to (dialog, path);
  g_assert_false (adw_dialog_get_can_close (dialog));
  ui_click (GTK_WIDGET (dialog), "_Stop");
  g_assert_true (adw_dialog_get_can_close (dialog));
  g_assert_nonnull (ui_find_widget (GTK_WIDGET (dialog), ui_is_button, "_Export…"));
  ui_wait_until (is_quiet, GUINT_TO_POINTER (n_before));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  adw_dialog_close (dialog);
  ui_wait_for_close (&dialog);
}

/* From the page: the menu's action knows what is looked at. */
static void
test_page (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog;
  GtkWidget *page;

  peal_main_window_go (fixture->window, "contacts");
  page = ui_wait_for (fixture->window, ui_is_of_type, "PealContactsPage");
  gtk_widget_activate_action (page, "contacts.export", NULL);
  ui_wait_for_text (fixture->window, "Export Contacts");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (PEAL_IS_EXPORT_DIALOG (dialog));
  ui_wait_for_text (dialog, "Everybody");
  adw_dialog_close (dialog);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/export/good", TRUE, test_good);
  ui_add ("/export/whom", TRUE, test_whom);
  ui_add ("/export/formats", TRUE, test_formats);
  ui_add ("/export/no-place", TRUE, test_no_place);
  ui_add ("/export/stop", TRUE, test_stop);
  ui_add ("/export/page", TRUE, test_page);
  return ui_run ();
}

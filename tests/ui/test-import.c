/* test-import.c: the import dialog: a good file, bad files, second thoughts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contacts.h"
#include "peal-groups.h"
#include "peal-import-dialog.h"
#include "peal-import-save.h"
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

static gint64
count_tagged (UiFixture  *fixture,
              const char *tag)
{
  PealContactFilter filter = { .tag = tag };
  g_autoptr(GArray) ids
    = peal_scene_await_boxed (peal_contacts_snapshot (peal_engine_get_store (fixture->engine), &filter));

  return ids->len;
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
  ui_wait_for_text (dialog, "\u2066(305) 372-0500\u2069 → \u2066(305) 372-0500\u2069");
  ui_wait_for_text (dialog, "Row 4: The number is too short");
  g_assert_cmpint (count_contacts (fixture), ==, n_before); /* a rehearsal stores nothing */

  /* what was looked at is imported, whatever becomes of the file */
  g_object_unref (write_file (fixture, "Name,Phone\nNobody,+13053720999\n", -1));
  ui_type_into (GTK_WIDGET (dialog), "Put Everybody into a Group", " Fair 2026 ");
  ui_type_into (GTK_WIDGET (dialog), "Tags, Separated by Commas", "fair, <i>cold</i>");
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
  g_assert_cmpint (count_tagged (fixture, "fair"), ==, 3);
  g_assert_cmpint (count_tagged (fixture, "<i>cold</i>"), ==, 3);

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
    { "\x7f" "ELF\0\0\0\0\1\2\3\0\0", 14, "This is no text file. Export the contacts as CSV or vCard." },
    { "PK\3\4\24\0\6\0\10\0\0\0!\0", 14, "This is a spreadsheet. Open it and save it as CSV." },
    { "<!DOCTYPE html>\n<html><body>Sign in</body></html>", -1,
      "This is a web page. Download the CSV file itself." },
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

/* Cards are no columns; the rest is as with a table. */
static void
test_cards (UiFixture    *fixture,
            gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë <b>Late</b>\nTEL;TYPE=CELL:(305) 372-0500\n"
                                      "END:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:No Number\nEND:VCARD\n"
                                      "BEGIN:VCARD\nFN:Cut Off\n", -1);
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "1 contact found");
  ui_wait_for_text (dialog, "2 rows left out");
  ui_wait_for_text (dialog, "Zoë <b>Late</b>");
  ui_wait_for_text (dialog, "Row 2: No phone number");
  ui_wait_for_text (dialog, "Row 3: The card is cut off: its end is missing");
  g_assert_null (ui_find_widget (GTK_WIDGET (dialog), ui_is_row_titled, "Columns"));
  ui_click (GTK_WIDGET (dialog), "_Import");
  ui_wait_for_text (dialog, "1 new, 0 completed, 0 known already");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What becomes of the rows, one kind at a time. */
static void
test_shelves (UiFixture    *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *filter;
    const char *shown;
    const char *not_shown;
  } rows[] = {
    { "New 3", "Zoë <b>Late</b>", "Anna Berg" },
    { "Completed 1", "Anna Berg", "Yusuf Early" },
    { "Merged 1", "Yusuf Early", "Zoë <b>Late</b>" },
    { "Nothing New 2", "Grace Hopper", "Anna Berg" },
    { "Left Out 2", "Row 4: The number is too short", "Anna Berg" },
    { "With Remarks 1", "Extra", "Anna Berg" },
    { "All 8", "Anna Berg", NULL },
  };
  g_autoptr(GFile) file = write_file (fixture, "First Name,Last Name,Phone,Company\n"
                                      "Zoë,<b>Late</b>,(305) 372-0500,\n"
                                      "Yusuf,Early,+44 20 7946 0018,\n"
                                      "Anna,Berg,+12125550101,Berg & Berg\n"
                                      "Short,Number,12,\n"
                                      "Yusuf,Again,+442079460018,\n"
                                      "Extra,,+1 305 372 0501 ext. 7,\n"
                                      "Grace,Hopper,+12125550107,\n"
                                      "No,Number,,\n"
                                      "Total: 7\n", -1);
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "5 contacts found");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *filter = ui_get (dialog, ui_is_button, rows[i].filter);
      GtkWidget *list;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (filter), TRUE);
      list = ui_get (dialog, ui_is_of_type, "PealImportReview");
      ui_wait_for_text (list, rows[i].shown);
      if (rows[i].not_shown != NULL)
        g_assert_null (ui_find_widget (list, ui_shows_text, rows[i].not_shown));
    }
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* More rows than a list of widgets is good for. */
static void
test_many (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(GString) text = g_string_new ("Name,Phone\n");
  g_autoptr(GFile) file = NULL;
  AdwDialog *dialog;

  for (guint i = 0; i < 150; i++)
    g_string_append_printf (text, "Person %u,+1305372%04u\n", i, 500 + i);
  file = write_file (fixture, text->str, -1);
  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "150 contacts found");
  ui_wait_for_text (dialog, "Person 99");
  g_assert_null (ui_find_widget (GTK_WIDGET (dialog), ui_shows_text, "Person 100"));
  ui_click (GTK_WIDGET (dialog), "Show _More");
  ui_wait_for_text (dialog, "Person 149");
  g_assert_null (ui_find_widget (GTK_WIDGET (dialog), ui_is_button, "Show _More"));
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static guint
find_string (AdwComboRow *row,
             const char  *prefix)
{
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_has_prefix (gtk_string_object_get_string (item), prefix))
        return i;
    }
  g_error ("There is no “%s” to choose", prefix);
}

static void
choose (AdwDialog  *dialog,
        const char *title,
        const char *choice)
{
  AdwComboRow *row = ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, title));

  adw_combo_row_set_selected (row, find_string (row, choice));
}

/* The same digits are another number in another country. */
static void
test_country (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, "Name,Phone\nJoe,(305) 372-0500\nUwe,0151 23456789\n", -1);
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "1 contact found");
  ui_wait_for_text (dialog, "\u2066(305) 372-0500\u2069 → \u2066(305) 372-0500\u2069");
  choose (dialog, "Numbers without a Country Code", "Germany");
  ui_wait_for_text (dialog, "\u20660151 23456789\u2069 → \u2066+49 1512 3456789\u2069");
  choose (dialog, "Numbers without a Country Code", "United States");
  ui_wait_for_no_text (dialog, "\u20660151 23456789\u2069 → \u2066+49 1512 3456789\u2069");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* A file that nobody could understand, until the person says what its columns are. */
static void
test_columns (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, "Kennung,Bezug\nx,305-372-0500\ny,none\nz,none\nw,none\n", -1);
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "No column of this file holds phone numbers.");
  ui_wait_for_text (dialog, "0 of 2 columns are taken over");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Import")));
  g_signal_emit_by_name (ui_get (dialog, ui_is_row_titled, "Columns"), "activated");
  ui_wait_for_text (dialog, "305-372-0500");
  choose (dialog, "Bezug", "Mobile Number");
  choose (dialog, "Kennung", "Last Name");
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (ui_get (dialog, ui_is_of_type, "AdwNavigationView")));
  ui_wait_for_text (dialog, "1 contact found");
  ui_wait_for_text (dialog, "2 of 2 columns are taken over");
  ui_wait_for_text (dialog, "x");
  ui_click (GTK_WIDGET (dialog), "_Import");
  ui_wait_for_text (dialog, "1 new, 0 completed, 0 known already");
  ui_get (dialog, ui_is_button, "Save What Was _Left Out…");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* P10: what is saved can be opened anywhere. */
static void
test_save (UiFixture    *fixture,
           gconstpointer data)
{
  static const PealImportOptions options = { .region = "US", .dry_run = TRUE, .actor = "test" };
  g_autoptr(GFile) file = write_file (fixture, "Name,Phone\n=1+1,12\n", -1);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = peal_import_dup_save_name (path);
  g_autoptr(PealImportReport) report
    = peal_scene_await_boxed (peal_engine_import_file (fixture->engine, path, &options, NULL, NULL));
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (name, ==, "people-left-out.csv");
  peal_scene_await (peal_import_save_rejected (report, file));
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, "\xef\xbb\xbfRow,Why It Was Left Out,Name,Phone\r\n"
                                 "1,The number is too short,'=1+1,12\r\n");
}

/* All of it, for scripts. */
static void
test_save_report (UiFixture    *fixture,
                  gconstpointer data)
{
  static const PealImportOptions options = { .region = "US", .dry_run = TRUE, .actor = "test" };
  g_autoptr(GFile) file = write_file (fixture, "Name,Phone\n<b>Zoë</b>,305-372-0500\nX,12\n", -1);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = peal_import_dup_report_name (path);
  g_autoptr(PealImportReport) report
    = peal_scene_await_boxed (peal_engine_import_file (fixture->engine, path, &options, NULL, NULL));
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (name, ==, "people-report.json");
  peal_scene_await (peal_import_save_report (report, file));
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (contents, "\"display\":\"<b>Zoë</b>\""));
  g_assert_nonnull (strstr (contents, "\"reasons\":{\"too_short\":1}"));
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
  target = find_drop_target (GTK_WIDGET (dialog));
  g_assert_nonnull (target);
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  g_signal_emit_by_name (target, "drop", &value, 0.0, 0.0, &taken);
  g_assert_true (taken);
  ui_wait_for_text (dialog, "3 contacts found");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* The same on the page, which opens the dialog for it. */
static void
test_drop_on_page (UiFixture    *fixture,
                   gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, GOOD, -1);
  g_auto(GValue) value = G_VALUE_INIT;
  AdwDialog *dialog;
  GtkDropTarget *target;
  gboolean taken = FALSE;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go", "s", "contacts");
  target = find_drop_target (ui_wait_for (fixture->window, ui_is_of_type, "PealContactsPage"));
  g_assert_nonnull (target);
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  g_signal_emit_by_name (target, "drop", &value, 0.0, 0.0, &taken);
  g_assert_true (taken);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (PEAL_IS_IMPORT_DIALOG (dialog));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  ui_wait_for_text (dialog, "3 contacts found");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* Cells of a spreadsheet are parted by tabs. */
static void
test_paste (UiFixture    *fixture,
            gconstpointer data)
{
  AdwDialog *dialog = peal_import_dialog_new (fixture->engine);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  gdk_clipboard_set_text (clipboard, "");
  ui_present_dialog (fixture, &dialog);
  ui_click (GTK_WIDGET (dialog), "_Paste Table");
  ui_wait_for_text (dialog, "No table was copied. Select its cells in a spreadsheet and copy them.");
  gdk_clipboard_set_text (clipboard, "Name\tPhone\tCompany\nZoë, <b>Late</b>\t(305) 372-0500\t\"Late, Inc.\"\n");
  ui_click (GTK_WIDGET (dialog), "_Paste Table");
  ui_wait_for_text (dialog, "1 contact found");
  ui_wait_for_text (dialog, "Zoë, <b>Late</b>");
  ui_click (GTK_WIDGET (dialog), "_Import");
  ui_wait_for_text (dialog, "1 new, 0 completed, 0 known already");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What becomes of Anna, who is in the scene. */
static void
test_policies (UiFixture    *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *policy;
    const char *filter;
  } rows[] = {
    { "Leave as they are", "Skipped 1" },
    { "Keep both", "New 1" },
    { "Update, the file wins", "Completed 1" },
    { "Fill in what is missing", "Nothing New 1" },
  };
  g_autoptr(GFile) file = write_file (fixture, "First Name,Phone\nAnne,+12125550101\n", -1);
  gint64 n_before = count_contacts (fixture);
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "1 contact found");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      choose (dialog, "Who Is Known Already", rows[i].policy);
      ui_wait_for (dialog, ui_is_button, rows[i].filter);
    }
  choose (dialog, "Who Is Known Already", "Keep both");
  ui_wait_for (dialog, ui_is_button, "New 1");
  ui_click (GTK_WIDGET (dialog), "_Import");
  ui_wait_for_text (dialog, "1 new, 0 completed, 0 known already");
  g_assert_cmpint (count_contacts (fixture), ==, n_before + 1);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static gboolean
can_import (AdwDialog *dialog)
{
  return gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Import"));
}

/* Nobody is taken for somebody who agreed without a word on what to, and where. */
static void
test_consent (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, "Name,Phone,SMS consent\nZoë,+13053720500,\nYusuf,+13053720501,no\n"
                                      "Xu,+13053720502,unsubscribed\n", -1);
  PealStore *store = peal_engine_get_store (fixture->engine);
  static const struct
  {
    const char *e164;
    PealConsentState state;
  } rows[] = {
    { "+13053720500", PEAL_CONSENT_OPTED_IN },
    { "+13053720501", PEAL_CONSENT_UNKNOWN },
    { "+13053720502", PEAL_CONSENT_OPTED_OUT },
  };
  g_autoptr(GPtrArray) history = NULL;
  const PealConsentEvent *event;
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "3 contacts found");
  g_assert_true (can_import (dialog));
  adw_switch_row_set_active (ADW_SWITCH_ROW (ui_get (dialog, ui_is_row_titled, "Everybody Agreed to Texts")), TRUE);
  ui_wait_for_text (dialog, "1 person agreed to texts. Say what to, where and when: it is kept as the proof.");
  g_assert_false (can_import (dialog));
  ui_type_into (GTK_WIDGET (dialog), "What They Agreed To", "Offers, <b>monthly</b>");
  g_assert_false (can_import (dialog));
  ui_type_into (GTK_WIDGET (dialog), "Where and When They Agreed", " Form at the till, May 2026 ");
  g_assert_true (can_import (dialog));
  ui_click (GTK_WIDGET (dialog), "_Import");
  ui_wait_for_text (dialog, "3 new, 0 completed, 0 known already");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealConsent) consent = peal_scene_await_boxed (peal_consent_get (store, rows[i].e164));

      g_assert_cmpint (consent->state, ==, rows[i].state);
    }
  history = peal_scene_await_boxed (peal_consent_history (store, rows[0].e164));
  event = g_ptr_array_index (history, 0);
  g_assert_cmpstr (event->wording, ==, "Offers, <b>monthly</b>");
  g_assert_cmpstr (event->proof, ==, "Form at the till, May 2026; people.csv, row 1");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static gboolean
is_icon_button (GtkWidget  *widget,
                const char *icon)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0;
}

static gboolean
has_no_undo (gpointer data)
{
  return ui_find_widget (data, ui_is_button, "_Undo") == NULL;
}

/* At once, and tomorrow, from the list. */
static void
test_undo (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(GFile) file = write_file (fixture, GOOD, -1);
  gint64 n_before = count_contacts (fixture);
  AdwDialog *dialog;

  open_file (fixture, &dialog, file);
  ui_wait_for_text (dialog, "3 contacts found");
  ui_type_into (GTK_WIDGET (dialog), "Tags, Separated by Commas", "fair");
  ui_click (GTK_WIDGET (dialog), "_Import");
  ui_wait_for_text (dialog, "2 new, 1 completed, 0 known already");
  g_assert_cmpint (count_tagged (fixture, "fair"), ==, 3);
  ui_click (GTK_WIDGET (dialog), "_Undo Import");
  ui_wait_for_text (dialog, "Undone: 2 removed, 1 restored");
  g_assert_cmpint (count_contacts (fixture), ==, n_before);
  g_assert_cmpint (count_tagged (fixture, "fair"), ==, 0);

  peal_import_dialog_set_file (PEAL_IMPORT_DIALOG (dialog), file);
  ui_wait_for (dialog, ui_is_button, "_Import");
  ui_click (GTK_WIDGET (dialog), "_Import");
  gtk_widget_activate (ui_wait_for (dialog, is_icon_button, "document-open-recent-symbolic"));
  ui_wait_for_text (dialog, "Earlier Imports");
  ui_wait_for (dialog, ui_is_row_titled, "people.csv");
  ui_click (GTK_WIDGET (dialog), "_Undo");
  ui_wait_until (has_no_undo, dialog);
  g_assert_cmpint (count_contacts (fixture), ==, n_before);
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
  ui_add ("/import/cards", TRUE, test_cards);
  ui_add ("/import/shelves", TRUE, test_shelves);
  ui_add ("/import/many", TRUE, test_many);
  ui_add ("/import/country", TRUE, test_country);
  ui_add ("/import/columns", TRUE, test_columns);
  ui_add ("/import/save", TRUE, test_save);
  ui_add ("/import/save-report", TRUE, test_save_report);
  ui_add ("/import/drop", TRUE, test_drop);
  ui_add ("/import/drop-on-page", TRUE, test_drop_on_page);
  ui_add ("/import/paste", TRUE, test_paste);
  ui_add ("/import/policies", TRUE, test_policies);
  ui_add ("/import/consent", TRUE, test_consent);
  ui_add ("/import/undo", TRUE, test_undo);
  ui_add ("/import/unreadable", TRUE, test_unreadable);
  ui_add ("/import/close-early", TRUE, test_close_early);
  return ui_run ();
}

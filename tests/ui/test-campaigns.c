/* test-campaigns.c: the page of what is planned, and the dialog that plans it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-contacts.h"
#include "peal-recipients.h"
#include "peal-rhythm.h"
#include "peal-scene.h"
#include "peal-schedule-dialog.h"
#include "peal-settings.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static PealSchedule *
find (UiFixture  *fixture,
      const char *name)
{
  g_autoptr(GPtrArray) schedules = peal_scene_await_boxed (peal_schedules_list (get_store (fixture)));

  for (guint i = 0; i < schedules->len; i++)
    {
      const PealSchedule *schedule = g_ptr_array_index (schedules, i);

      if (g_str_equal (schedule->name, name))
        return peal_schedule_copy (schedule);
    }
  return NULL;
}

static void
go (UiFixture *fixture)
{
  peal_scene_plan (fixture->engine);
  peal_main_window_go (fixture->window, "campaigns");
  ui_wait_for_text (fixture->window, "Birthdays");
}

static void
act (UiFixture  *fixture,
     const char *action,
     gint64      id)
{
  GtkWidget *page = ui_get (fixture->window, ui_is_of_type, "PealCampaignsPage");

  g_assert_true (gtk_widget_activate_action (page, action, "x", id));
}

/* Empty, it says what to do. */
static void
test_empty (UiFixture    *fixture,
            gconstpointer data)
{
  peal_main_window_go (fixture->window, "campaigns");
  ui_wait_for_text (fixture->window, "Nothing Is Planned");
}

static gboolean
is_warning (GtkWidget  *widget,
            const char *text)
{
  return GTK_IS_IMAGE (widget) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), "dialog-warning-symbolic") == 0;
}

/* Names are shown as they are, rhythms in words. */
static void
test_list (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *row;

  go (fixture);
  ui_get (fixture->window, ui_is_row_titled, PEAL_SCENE_HOSTILE);
  ui_get (fixture->window, ui_is_row_titled, "New Year 🎉");
  row = ui_get (fixture->window, ui_is_row_titled, "Birthdays");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "On each birthday, 10:30, on each recipient’s clock · Everybody whose day it is\n"
                   "Next: Anna Berg and 1 more, Friday 10:30");
}

/* Of another date than the birthday it is told whose is next, too. */
static void
test_other_date (UiFixture    *fixture,
                 gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = peal_schedule_new ("Contracts", "Hello {first_name|}");
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, "Zoe <b>&");
  g_set_str (&contact->custom, "{\"Contract ends\":\"2026-11-20\"}");
  g_ptr_array_add (contact->phones, peal_contact_phone_new ("+12125550199"));
  peal_scene_await_int (peal_contacts_save (get_store (fixture), contact, "test"));
  g_assert_true (peal_civil_time_parse ("2020-01-01 10:30", &schedule->start));
  g_set_str (&schedule->date_field, "Contract ends");
  schedule->occasion.days = -7;
  peal_scene_await_int (peal_engine_save_schedule (fixture->engine, schedule, "test"));
  peal_main_window_go (fixture->window, "campaigns");
  ui_wait_for_text (fixture->window, "Contracts");
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (ui_get (fixture->window, ui_is_row_titled,
                                                                                        "Contracts"))),
                                   "\nNext: Zoe <b>&, Friday 10:30"));
}

static GtkWidget *
get_row (UiFixture *fixture,
         gboolean   warns)
{
  GtkWidget *page = ui_get (fixture->window, ui_is_of_type, "PealCampaignsPage");
  GtkWidget *row = ui_get (page, ui_is_row_titled, PEAL_SCENE_HOSTILE);

  g_assert_cmpint (ui_find_widget (row, is_warning, NULL) != NULL, ==, warns);
  return row;
}

#define CANNOT_GO "Every week on Monday, Thursday, 9:00 (Europe/Berlin) · Regulars\n"                                      \
                  "Cannot go out 7 January 2030 9:00: “SIM <b>&” is not in use"

/* A schedule that no account can carry out says so, in the list and where another is chosen; and that is the end of it. */
static void
test_no_account (UiFixture    *fixture,
                 gconstpointer data)
{
  g_autoptr(PealAccount) account = peal_account_new ("simulator", "SIM <b>&");
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(PealSchedule) schedule = NULL;
  AdwDialog *dialog;
  GtkWidget *row;

  account->enabled = FALSE;
  g_set_str (&account->sender, "+15005550009");
  stored = peal_scene_await_boxed (peal_account_save (get_store (fixture), account, "test"));
  go (fixture);
  get_row (fixture, FALSE);
  schedule = find (fixture, PEAL_SCENE_HOSTILE);
  schedule->account_id = stored->id;
  peal_scene_await_int (peal_engine_save_schedule (fixture->engine, schedule, "test"));
  ui_wait_for_text (fixture->window, CANNOT_GO);
  row = get_row (fixture, TRUE);

  gtk_widget_activate (row);
  ui_wait_for_text (fixture->window, "Not in use: until it is, nothing goes out.");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Account")), 0);
  ui_wait_for_no_text (dialog, "Not in use: until it is, nothing goes out.");
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_no_text (fixture->window, CANNOT_GO);
  get_row (fixture, FALSE);
}

static gboolean
is_paused (gpointer data)
{
  g_autoptr(PealSchedule) schedule = find (data, "Birthdays");

  return schedule != NULL && schedule->state == PEAL_SCHEDULE_PAUSED;
}

static gboolean
is_active (gpointer data)
{
  g_autoptr(PealSchedule) schedule = find (data, "Birthdays");

  return schedule != NULL && schedule->state == PEAL_SCHEDULE_ACTIVE;
}

static gboolean
is_gone (gpointer data)
{
  g_autoptr(PealSchedule) schedule = find (data, "Birthdays");

  return schedule == NULL;
}

/* Pausing, going on, deleting, and taking that back. */
static void
test_acts (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = NULL;

  go (fixture);
  schedule = find (fixture, "Birthdays");
  act (fixture, "schedules.pause", schedule->id);
  ui_wait_until (is_paused, fixture);
  act (fixture, "schedules.resume", schedule->id);
  ui_wait_until (is_active, fixture);
  act (fixture, "schedules.delete", schedule->id);
  ui_wait_until (is_gone, fixture);
  ui_wait_for_text (fixture->window, "“Birthdays” deleted");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_until (is_active, fixture);
}

static GtkWidget *
get_menu_button (UiFixture  *fixture,
                 const char *title)
{
  return ui_get (ui_get (fixture->window, ui_is_row_titled, title), ui_is_of_type, "GtkMenuButton");
}

static gboolean
is_first (gpointer row)
{
  return gtk_list_box_row_get_index (row) == 0;
}

static gboolean
is_last_paused (gpointer data)
{
  UiFixture *fixture = data;
  GtkWidget *row = ui_get (fixture->window, ui_is_row_titled, "Birthdays");

  return g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Paused")
         && gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) > 0;
}

/* Rows stay what they are when the list is read again and comes in another order: whoever has come to one, or
 * opened its menu, stays there. */
static void
test_rows_stay (UiFixture    *fixture,
                gconstpointer data)
{
  g_autoptr(PealSchedule) birthdays = NULL;
  GtkWidget *row, *other, *button;

  go (fixture);
  row = ui_get (fixture->window, ui_is_row_titled, "Birthdays");
  other = ui_get (fixture->window, ui_is_row_titled, "New Year 🎉");
  g_assert_true (is_first (row));
  gtk_widget_grab_focus (row);
  button = get_menu_button (fixture, "New Year 🎉");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  birthdays = find (fixture, "Birthdays");
  peal_scene_await (peal_schedules_pause (get_store (fixture), birthdays->id, "test"));
  ui_wait_until (is_last_paused, fixture);
  g_assert_true (ui_get (fixture->window, ui_is_row_titled, "Birthdays") == row);
  g_assert_true (ui_get (fixture->window, ui_is_row_titled, "New Year 🎉") == other);
  g_assert_true (get_menu_button (fixture, "New Year 🎉") == button);
  g_assert_true (gtk_menu_button_get_active (GTK_MENU_BUTTON (button)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));

  gtk_widget_grab_focus (row);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == row);
  peal_scene_await (peal_engine_resume_schedule (fixture->engine, birthdays->id, "test"));
  ui_wait_until (is_first, row);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == row);
}

/* Nothing can be saved before there is a name, a text and somebody. */
static void
test_new (UiFixture    *fixture,
          gconstpointer data)
{
  AdwDialog *dialog = peal_schedule_dialog_new (fixture->engine, NULL);
  g_autoptr(PealSchedule) schedule = NULL;
  GtkWidget *save;

  ui_present_dialog (fixture, &dialog);
  save = ui_get (dialog, ui_is_button, "_Save");
  gtk_editable_set_text (GTK_EDITABLE (ui_get (dialog, ui_is_row_titled, "Name")), "Spring");
  peal_composer_set_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")), "Hello");
  ui_spin (100);
  g_assert_false (gtk_widget_get_sensitive (save));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "How Often")), 6); /* birthdays */
  g_assert_true (gtk_widget_get_sensitive (save));
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  schedule = find (fixture, "Spring");
  g_assert_nonnull (schedule);
  g_assert_cmpstr (schedule->date_field, ==, "birthday");
  g_assert_cmpint (schedule->start.hour, ==, 9);
  g_assert_cmpint (schedule->kind, ==, PEAL_MESSAGE_MARKETING);
}

/* What somebody else changed meanwhile is not overwritten, and the dialog says so. */
static void
test_edit (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(PealSchedule) before = NULL;
  g_autoptr(PealSchedule) after = NULL;
  AdwDialog *dialog;
  GtkEditable *name;

  go (fixture);
  before = find (fixture, PEAL_SCENE_HOSTILE);
  dialog = peal_schedule_dialog_new (fixture->engine, before);
  ui_present_dialog (fixture, &dialog);
  name = GTK_EDITABLE (ui_get (dialog, ui_is_row_titled, "Name"));
  g_assert_cmpstr (gtk_editable_get_text (name), ==, PEAL_SCENE_HOSTILE);
  gtk_editable_set_text (name, "Mine");
  peal_scene_await (peal_schedules_pause (get_store (fixture), before->id, "test"));
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_text (dialog, "It was changed, or it has sent, since you opened it. Close this and open it again.");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);

  g_clear_pointer (&before, peal_schedule_free);
  before = find (fixture, PEAL_SCENE_HOSTILE);
  dialog = peal_schedule_dialog_new (fixture->engine, before);
  ui_present_dialog (fixture, &dialog);
  gtk_editable_set_text (GTK_EDITABLE (ui_get (dialog, ui_is_row_titled, "Name")), "Mine");
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  after = find (fixture, "Mine");
  g_assert_nonnull (after);
  g_assert_cmpstr (after->rule, ==, before->rule);
  g_assert_cmpstr (after->zone, ==, before->zone);
  g_assert_cmpint (after->group_ids->len, ==, 1);
  g_assert_cmpint (after->state, ==, PEAL_SCHEDULE_PAUSED);
  g_assert_cmpint (after->grace, ==, before->grace);
}

/* As it is stored, for an opened dialog. */
static PealSchedule *
make_schedule (PealMessageKind kind,
               gint64          group_id)
{
  PealSchedule *schedule = peal_schedule_new ("Plan", "Hello");

  g_assert_true (peal_civil_time_parse ("2030-01-07 09:00", &schedule->start));
  schedule->kind = kind;
  g_array_append_val (schedule->group_ids, group_id);
  return schedule;
}

/* Closing asks before anything is lost, and only then. */
static void
test_unsaved (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = make_schedule (PEAL_MESSAGE_MARKETING, 1);
  AdwDialog *dialog = peal_schedule_dialog_new (fixture->engine, schedule);

  ui_present_dialog (fixture, &dialog);
  ui_spin (300); /* what is read is not entered */
  g_assert_true (adw_dialog_get_can_close (dialog));
  ui_type_into (GTK_WIDGET (dialog), "Name", "Spring");
  g_assert_false (adw_dialog_get_can_close (dialog));
  ui_type_into (GTK_WIDGET (dialog), "Name", "Plan");
  g_assert_true (adw_dialog_get_can_close (dialog));
  adw_spin_row_set_value (ADW_SPIN_ROW (ui_get (dialog, ui_is_row_titled, "Send It Late, Up to So Many Hours")), 7);
  adw_dialog_close (dialog);
  ui_wait_for_text (fixture->window, "Discard Changes?");
  ui_click (GTK_WIDGET (fixture->window), "_Discard");
  ui_wait_for_close (&dialog);
}

/* Each field that is wrong says so, as a hint where nobody has been yet. */
static void
test_faults (UiFixture    *fixture,
             gconstpointer data)
{
  static const char *const faults[] = {
    "Give it a name.", "Say who gets it: people, groups or numbers.", "Write what it says.",
  };
  AdwDialog *dialog = peal_schedule_dialog_new (fixture->engine, NULL);
  GtkWidget *save, *name, *composer;

  ui_present_dialog (fixture, &dialog);
  save = ui_get (dialog, ui_is_button, "_Save");
  name = ui_get (dialog, ui_is_row_titled, "Name");
  composer = ui_get (dialog, ui_is_of_type, "PealComposer");
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    g_assert_false (gtk_widget_has_css_class (ui_get (dialog, ui_shows_text, faults[i]), "error"));
  g_assert_false (gtk_widget_has_css_class (name, "error"));
  gtk_widget_grab_focus (name);
  gtk_widget_grab_focus (composer);
  g_assert_true (gtk_widget_has_css_class (name, "error"));
  ui_type_into (GTK_WIDGET (dialog), "Name", "Spring");
  g_assert_false (gtk_widget_has_css_class (name, "error"));
  ui_wait_for_no_text (dialog, faults[0]);

  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "How Often")), 7); /* another date */
  ui_wait_for_no_text (dialog, faults[1]);
  peal_composer_set_text (PEAL_COMPOSER (composer), "Hello {frist_name|}");
  ui_wait_for_text (dialog, "A field in { } is not closed, or there is none of that name. Write {{ for a brace.");
  peal_composer_set_text (PEAL_COMPOSER (composer), "Hello {first_name|}");
  ui_wait_for_text (dialog, "Say in which field of the contacts the date stands.");
  g_assert_false (gtk_widget_get_sensitive (save));
  ui_type_into (GTK_WIDGET (dialog), "Name of the Field with the Date", "a\"b");
  ui_wait_for_text (dialog, "No name of a field has a quotation mark.");
  ui_type_into (GTK_WIDGET (dialog), "Name of the Field with the Date", "contract");
  g_assert_true (gtk_widget_get_sensitive (save));
  peal_recipients_add_subject (PEAL_RECIPIENTS (ui_get (dialog, ui_is_of_type, "PealRecipients")), "number:+12015550123");
  ui_wait_for_text (dialog, "A number alone has no birthday and no other date. Choose people or groups.");
  g_assert_false (gtk_widget_get_sensitive (save));
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static void
test_past (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = make_schedule (PEAL_MESSAGE_MARKETING, 1);
  AdwDialog *dialog;

  schedule->start.year = 2020;
  dialog = peal_schedule_dialog_new (fixture->engine, schedule);
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "It would never send: all its times are past.");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Save")));
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What was stored is what is saved again: the kind of message, a group that was deleted, all of it at once,
 * though names are still being read. */
static void
test_kept (UiFixture    *fixture,
           gconstpointer data)
{
  static const PealMessageKind kinds[] = {
    PEAL_MESSAGE_CONVERSATIONAL, PEAL_MESSAGE_TRANSACTIONAL, PEAL_MESSAGE_MARKETING,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(PealSchedule) schedule = make_schedule (kinds[i], 4711);
      g_autofree char *name = g_strdup_printf ("Kept %zu", i);
      AdwDialog *dialog = peal_schedule_dialog_new (fixture->engine, schedule);
      g_autoptr(PealSchedule) after = NULL;

      g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
      adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
      ui_type_into (GTK_WIDGET (dialog), "Name", name);
      if (i == 1)
        ui_wait_for_text (dialog, "Deleted group");
      ui_click (GTK_WIDGET (dialog), "_Save");
      ui_wait_for_close (&dialog);
      after = find (fixture, name);
      g_assert_nonnull (after);
      g_assert_cmpint (after->kind, ==, kinds[i]);
      g_assert_cmpuint (after->group_ids->len, ==, 1);
      g_assert_cmpint (g_array_index (after->group_ids, gint64, 0), ==, 4711);
    }
}

static gboolean
offers_business (gpointer dialog)
{
  AdwComboRow *row = ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Whose Clock"));
  GListModel *model = adw_combo_row_get_model (row);
  g_autoptr(GtkStringObject) own = g_list_model_get_item (model, 1);

  return g_str_equal (gtk_string_object_get_string (own), "Your business’s (Asia/Tokyo)");
}

/* "Mine" is where the business is, as for pealctl, not where this computer is. */
static void
test_zone (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog;
  g_autoptr(PealSchedule) after = NULL;

  peal_scene_await (peal_setting_set (get_store (fixture), PEAL_SETTING_ZONE, "Asia/Tokyo", "test"));
  dialog = peal_schedule_dialog_new (fixture->engine, NULL);
  ui_present_dialog (fixture, &dialog);
  ui_wait_until (offers_business, dialog);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Whose Clock")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "How Often")), 6); /* birthdays */
  ui_type_into (GTK_WIDGET (dialog), "Name", "Tokyo");
  peal_composer_set_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")), "Hello");
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  after = find (fixture, "Tokyo");
  g_assert_cmpstr (after->zone, ==, "Asia/Tokyo");
}

/* What the rows can say they give back unchanged; what they cannot is kept. */
static void
test_rhythm (UiFixture    *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *start;
    const char *rule;
    const char *field;
  } rows[] = {
    { "2030-01-07 09:00", "", "" },
    { "2030-01-07 09:30", "FREQ=DAILY;INTERVAL=3", "" },
    { "2030-01-07 09:00", "FREQ=DAILY;COUNT=7", "" },
    { "2030-01-07 09:00", "FREQ=WEEKLY;BYDAY=MO,TH", "" },
    { "2030-01-07 09:00", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20310101", "" },
    { "2030-01-07 09:00", "FREQ=MONTHLY", "" },
    { "2030-01-08 09:00", "FREQ=MONTHLY;BYDAY=2TU", "" },
    { "2030-01-29 09:00", "FREQ=MONTHLY;BYDAY=-1TU", "" },
    { "2030-01-08 09:00", "FREQ=MONTHLY;BYDAY=-1FR", "" },
    { "2030-01-08 09:00", "FREQ=MONTHLY;BYMONTHDAY=1,15", "" },
    { "2030-01-08 09:00", "FREQ=YEARLY", "" },
    { "2030-01-08 09:00", "", "birthday" },
    { "2030-01-08 09:00", "FREQ=DAILY;COUNT=9", "contract" },
  };
  PealRhythm *rhythm = g_object_ref_sink (g_object_new (PEAL_TYPE_RHYTHM, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = peal_schedule_new ("x", "x");
      g_autoptr(PealSchedule) given = peal_schedule_new ("x", "x");

      g_assert_true (peal_civil_time_parse (rows[i].start, &schedule->start));
      g_set_str (&schedule->rule, rows[i].rule);
      g_set_str (&schedule->date_field, rows[i].field);
      schedule->occasion.days = 2;
      peal_rhythm_set (rhythm, schedule);
      peal_rhythm_fill (rhythm, given);
      g_assert_cmpstr (given->rule, ==, rows[i].rule);
      g_assert_cmpstr (given->date_field, ==, rows[i].field);
      g_assert_cmpint (given->occasion.days, ==, 2);
      g_assert_cmpmem (&given->start, sizeof given->start, &schedule->start, sizeof schedule->start);
    }
  g_object_unref (rhythm);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/campaigns/empty", TRUE, test_empty);
  ui_add ("/campaigns/list", TRUE, test_list);
  ui_add ("/campaigns/no-account", TRUE, test_no_account);
  ui_add ("/campaigns/other-date", TRUE, test_other_date);
  ui_add ("/campaigns/acts", TRUE, test_acts);
  ui_add ("/campaigns/rows-stay", TRUE, test_rows_stay);
  ui_add ("/campaigns/new", TRUE, test_new);
  ui_add ("/campaigns/edit", TRUE, test_edit);
  ui_add ("/campaigns/unsaved", TRUE, test_unsaved);
  ui_add ("/campaigns/faults", TRUE, test_faults);
  ui_add ("/campaigns/past", TRUE, test_past);
  ui_add ("/campaigns/kept", TRUE, test_kept);
  ui_add ("/campaigns/zone", TRUE, test_zone);
  ui_add ("/campaigns/rhythm", TRUE, test_rhythm);
  return ui_run ();
}

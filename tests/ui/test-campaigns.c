/* test-campaigns.c: the page of what is planned, and the dialog that plans it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-rhythm.h"
#include "peal-scene.h"
#include "peal-schedule-dialog.h"
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

/* Names are shown as they are, rhythms in words. */
static void
test_list (UiFixture    *fixture,
           gconstpointer data)
{
  go (fixture);
  ui_get (fixture->window, ui_is_row_titled, PEAL_SCENE_HOSTILE);
  ui_get (fixture->window, ui_is_row_titled, "New Year 🎉");
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
  ui_spin (300); /* its group is read */
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
  ui_spin (300);
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
  ui_add ("/campaigns/acts", TRUE, test_acts);
  ui_add ("/campaigns/new", TRUE, test_new);
  ui_add ("/campaigns/edit", TRUE, test_edit);
  ui_add ("/campaigns/rhythm", TRUE, test_rhythm);
  return ui_run ();
}

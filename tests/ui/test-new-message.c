/* test-new-message.c: a message to one and to many: the plan, the question, the way out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-contacts.h"
#include "peal-new-message.h"
#include "peal-outbox-shelves.h"
#include "peal-scene.h"
#include "peal-send-later.h"
#include "window-fixture.h"

/* Of the seven in this group of the scene, one has asked to stop. */
#define GROUP "Regulars"

static AdwDialog *
open_dialog (UiFixture  *fixture,
             AdwDialog **dialog,
             const char *subject)
{
  *dialog = peal_new_message_new (fixture->engine, subject);
  ui_present_dialog (fixture, dialog);
  return *dialog;
}

static void
write_text (AdwDialog  *dialog,
            const char *text)
{
  peal_composer_set_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")), text);
}

static void
type_recipient (AdwDialog  *dialog,
                const char *text,
                const char *suggestion)
{
  GtkWidget *recipients = ui_get (dialog, ui_is_of_type, "PealRecipients");
  GtkWidget *entry = ui_get (recipients, ui_is_of_type, "GtkText");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  ui_wait_for_text (recipients, suggestion);
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for_text (ui_get (recipients, ui_is_of_type, "AdwWrapBox"), suggestion);
}

static gboolean
has_tooltip (GtkWidget  *widget,
             const char *text)
{
  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

static gint64
count_waiting (UiFixture *fixture)
{
  g_autoptr(GArray) counts
    = peal_scene_await_boxed (peal_outbox_count_shelves (peal_engine_get_store (fixture->engine)));

  return g_array_index (counts, gint64, PEAL_SHELF_WAITING);
}

/* To one: it opens the conversation, where it can be taken back. */
static void
test_one (UiFixture    *fixture,
          gconstpointer data)
{
  gint64 n_before = count_waiting (fixture);
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, "contact:7");
  ui_wait_for_text (dialog, "Grace Hopper");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Send")));
  write_text (dialog, "Hello {first_name|you}");
  ui_wait_for_text (dialog, "1 gets this now");
  g_assert_true (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Send")));
  g_assert_null (ui_find_widget (GTK_WIDGET (dialog), ui_is_row_titled, "What Is It?"));
  ui_click (GTK_WIDGET (dialog), "_Send");
  ui_wait_for_close (&dialog);
  ui_wait_for_text (fixture->window, "Hello Grace");
  g_assert_cmpstr (peal_main_window_get_page (fixture->window), ==, "inbox");
  g_assert_cmpint (count_waiting (fixture), ==, n_before + 1);
}

static gboolean
asks (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (adw_application_window_get_visible_dialog (window));
}

static GtkWidget *
open_later (UiFixture *fixture,
            AdwDialog *dialog)
{
  adw_action_row_activate (ADW_ACTION_ROW (ui_get (dialog, ui_is_row_titled, "When")));
  ui_wait_for_text (fixture->window, "Send Later");
  return ui_get (fixture->window, ui_is_of_type, "PealSendLater");
}

/* What is chosen from the list of what is often chosen. */
static void
choose_later (UiFixture  *fixture,
              AdwDialog  *dialog,
              const char *title)
{
  GtkWidget *later = open_later (fixture, dialog);

  adw_action_row_activate (ADW_ACTION_ROW (ui_get (later, ui_is_row_titled, title)));
  ui_wait_for_no_text (fixture->window, "Send Later");
}

/* It waits for its time, and can be taken back; the clock of the scene shows Tuesday noon. */
static void
test_later (UiFixture    *fixture,
            gconstpointer data)
{
  gint64 n_before = count_waiting (fixture);
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, "contact:7");
  write_text (dialog, "See you soon");
  ui_wait_for_text (dialog, "1 gets this now");
  ui_wait_for_text (open_later (fixture, dialog), "8:00 in New York");
  adw_dialog_force_close (ADW_DIALOG (ui_get (fixture->window, ui_is_of_type, "PealSendLater")));
  ui_wait_for_no_text (fixture->window, "Send Later");
  choose_later (fixture, dialog, "Monday Morning");
  ui_wait_for_text (dialog, "1 waits until Monday 9:00");
  ui_get (dialog, ui_is_button, "_Schedule");
  g_signal_emit_by_name (ui_get (dialog, has_tooltip, "Send Now"), "clicked");
  ui_wait_for_text (dialog, "1 gets this now");
  ui_get (dialog, ui_is_button, "_Send");
  choose_later (fixture, dialog, "Tomorrow Morning");
  ui_wait_for_text (dialog, "1 waits until tomorrow 9:00");
  ui_click (GTK_WIDGET (dialog), "_Schedule");
  ui_wait_for_close (&dialog);
  ui_wait_for_text (fixture->window, "1 message waits until tomorrow 9:00");
  g_assert_cmpint (count_waiting (fixture), ==, n_before + 1);
  ui_click (GTK_WIDGET (fixture->window), "_Undo"); /* at once: the toast goes, and the thread may take its time */
  ui_wait_for_text (ui_wait_for (fixture->window, ui_is_of_type, "PealTalkThread"), "Taken back before it was sent");
  g_assert_cmpint (count_waiting (fixture), ==, n_before);
}

/* A day and a time of the person's own; what has passed cannot be chosen. */
static void
test_another_time (UiFixture    *fixture,
                   gconstpointer data)
{
  g_autoptr(GDateTime) past = g_date_time_new_utc (2026, 11, 9, 12, 0, 0);
  g_autoptr(GDateTime) day = g_date_time_new_utc (2026, 11, 30, 12, 0, 0);
  AdwDialog *dialog;
  GtkWidget *later, *hour;
  GtkCalendar *calendar;

  open_dialog (fixture, &dialog, "group:1");
  write_text (dialog, "We close at six today.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "What Is It?")), 1);
  ui_wait_for_text (dialog, "6 get this now · 1 left out");
  later = open_later (fixture, dialog);
  ui_wait_for_text (later, "It will wait until tomorrow 9:00.");
  calendar = GTK_CALENDAR (ui_get (later, ui_is_of_type, "GtkCalendar"));
  gtk_calendar_select_day (calendar, past);
  ui_wait_for_text (later, "That time has passed.");
  g_assert_false (gtk_widget_get_sensitive (ui_get (later, ui_is_button, "_Schedule")));
  gtk_calendar_select_day (calendar, day);
  hour = ui_get (later, ui_is_of_type, "GtkSpinButton");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (hour), 7);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hour)), ==, "07");
  ui_wait_for_text (later, "It will wait until 30 November 7:00.");
  ui_click (later, "_Schedule");
  ui_wait_for_text (dialog, "6 wait until 30 November 7:00 · 1 left out");
  ui_get (dialog, ui_is_button, "_Schedule for 6");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* To many: everybody who does not get it is named, and it is asked once more. */
static void
test_group (UiFixture    *fixture,
            gconstpointer data)
{
  gint64 n_before = count_waiting (fixture);
  AdwDialog *dialog;
  GtkWidget *alert;

  open_dialog (fixture, &dialog, "");
  type_recipient (dialog, "regul", GROUP);
  write_text (dialog, "We close at six today.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "What Is It?")), 1);
  ui_wait_for_text (dialog, "6 get this now · 1 left out");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_get (dialog, ui_is_of_type, "AdwExpanderRow")), TRUE);
  ui_wait_for_text (dialog, "Ben Okafor");
  ui_wait_for_text (dialog, "They asked to stop");

  ui_click (GTK_WIDGET (dialog), "_Send to 6");
  ui_wait_until (asks, fixture->window);
  alert = GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
  ui_wait_for_text (alert, "Send to 6 People?");
  g_assert_cmpint (count_waiting (fixture), ==, n_before);
  ui_click (alert, "_Send");
  ui_wait_for_close (&dialog);
  ui_wait_for_text (fixture->window, "6 messages on their way");
  g_assert_cmpint (count_waiting (fixture), ==, n_before + 6);
}

/* Nobody of the scene has agreed to get news: nothing can be sent, and it says why. */
static void
test_nobody_left (UiFixture    *fixture,
                  gconstpointer data)
{
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, "");
  type_recipient (dialog, "regul", GROUP);
  write_text (dialog, "20 % off until Friday");
  ui_wait_for_text (dialog, "7 left out");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Send")));
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* From a group's own menu. */
static void
test_group_subject (UiFixture    *fixture,
                    gconstpointer data)
{
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, "group:1");
  ui_wait_for_text (dialog, GROUP);
  ui_wait_for_text (dialog, "What Is It?");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* A number as it is typed, and a name that tries to be markup; the last chip goes with its button. */
static void
test_recipients (UiFixture    *fixture,
                 gconstpointer data)
{
  AdwDialog *dialog;

  open_dialog (fixture, &dialog, "");
  type_recipient (dialog, "(305) 372-0500", "\u2066(305) 372-0500\u2069");
  type_recipient (dialog, "tom", PEAL_SCENE_HOSTILE);
  write_text (dialog, "Hello");
  ui_wait_for_text (dialog, "What Is It?");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What is wrong with the text is said where it is typed. */
static void
test_problem (UiFixture    *fixture,
              gconstpointer data)
{
  AdwDialog *dialog;
  GtkWidget *send;

  open_dialog (fixture, &dialog, "number:+12125550101");
  send = ui_get (dialog, ui_is_button, "_Send");
  write_text (dialog, "Hello {no_such_field}");
  ui_spin (600);
  g_assert_false (gtk_widget_get_sensitive (send));
  write_text (dialog, "Hello");
  ui_wait_for_text (dialog, "1 gets this now");
  g_assert_true (gtk_widget_get_sensitive (send));
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* R-LAW-3: who says where they are gets nothing at night there; the hint knows it, as the gate does. */
static void
test_later_elsewhere (UiFixture    *fixture,
                      gconstpointer data)
{
  g_autoptr(PealContact) contact = peal_contact_new ();
  gint64 now = peal_clock_get_now (peal_engine_get_clock (fixture->engine));
  AdwDialog *dialog;
  gint64 id;

  g_set_str (&contact->given, "Leilani");
  g_set_str (&contact->zone, "Pacific/Honolulu");
  g_ptr_array_add (contact->phones, peal_contact_phone_new ("+12125550177"));
  id = peal_scene_await_int (peal_contacts_save (peal_engine_get_store (fixture->engine), contact, "test"));
  dialog = peal_send_later_new (fixture->engine, "+12125550177", id, PEAL_MESSAGE_MARKETING, now + 3 * PEAL_HOUR);
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "It will wait until 15:00. The law does not allow news and offers at that hour, only from "
                            "18:00 on.");
  adw_dialog_close (dialog);
  ui_wait_for_close (&dialog);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/new-message/one", TRUE, test_one);
  ui_add ("/new-message/later", TRUE, test_later);
  ui_add ("/new-message/another-time", TRUE, test_another_time);
  ui_add ("/new-message/group", TRUE, test_group);
  ui_add ("/new-message/nobody-left", TRUE, test_nobody_left);
  ui_add ("/new-message/group-subject", TRUE, test_group_subject);
  ui_add ("/new-message/recipients", TRUE, test_recipients);
  ui_add ("/new-message/problem", TRUE, test_problem);
  ui_add ("/new-message/later-elsewhere", TRUE, test_later_elsewhere);
  return ui_run ();
}

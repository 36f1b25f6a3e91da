/* test-narrow.c: every page and dialog in a window of 360 pixels, in the longer words of German; and large letters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-config.h"

#include "peal-account-dialog.h"
#include "peal-answering.h"
#include "peal-contact-editor.h"
#include "peal-duplicates-dialog.h"
#include "peal-import-dialog.h"
#include "peal-locale.h"
#include "peal-new-message.h"
#include "peal-page-table.h"
#include "peal-preferences.h"
#include "peal-questions-dialog.h"
#include "peal-scene.h"
#include "peal-schedule-dialog.h"
#include "peal-send-later.h"
#include "window-fixture.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define NARROW 360

/* The narrowest that @widget can be; tells what makes it so if that is too wide. */
static int
find_culprit (GtkWidget *widget,
              guint      depth)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= NARROW)
    return minimum;
  g_test_message ("%*s%s: %d", (int) depth, "", G_OBJECT_TYPE_NAME (widget), minimum);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      find_culprit (child, depth + 1);
  return minimum;
}

static void
assert_narrow (UiFixture *fixture)
{
  g_assert_cmpint (find_culprit (adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window)), 0), <=,
                   NARROW);
}

static void
open_narrow (UiFixture *fixture)
{
  if (fixture->window != NULL)
    ui_close_window (fixture);
  ui_open_window (fixture, NARROW + 10); /* the border on X11 takes 10 */
  ui_wait_until (ui_is_narrow, fixture->window);
}

static void
walk_pages (UiFixture *fixture)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    {
      peal_main_window_go (fixture->window, pages[i].id);
      g_test_message ("%s", pages[i].id);
      assert_narrow (fixture); /* while it is read */
      ui_spin (400);
      assert_narrow (fixture);
    }
}

static void
test_pages (UiFixture    *fixture,
            gconstpointer data)
{
  peal_scene_plan (fixture->engine);
  peal_scene_trouble (fixture->engine);
  open_narrow (fixture);
  ui_wait_until (ui_has_page, fixture->window);
  walk_pages (fixture);
}

/* One contact, with its history; and gone with the window, whose end finds out who keeps it. */
static void
test_contact (UiFixture    *fixture,
              gconstpointer data)
{
  open_narrow (fixture);
  ui_wait_until (ui_has_page, fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:9");
  ui_wait_for (fixture->window, ui_is_of_type, "PealTimelineList");
  ui_spin (400);
  assert_narrow (fixture);
}

/* As on the first start. */
static void
test_empty (UiFixture    *fixture,
            gconstpointer data)
{
  open_narrow (fixture);
  ui_spin (500);
  assert_narrow (fixture);
}

/* What they show is too wide if GTK complains, which fails the test. */
static void
test_dialogs (UiFixture    *fixture,
              gconstpointer data)
{
  g_autoptr(PealProgress) progress = peal_progress_new ();
  AdwDialog *dialogs[10];

  open_narrow (fixture);
  ui_wait_until (ui_has_page, fixture->window);
  dialogs[0] = ADW_DIALOG (peal_contact_editor_new (fixture->engine, NULL));
  dialogs[1] = peal_schedule_dialog_new (fixture->engine, NULL);
  dialogs[2] = peal_new_message_new (fixture->engine, "group:1");
  dialogs[3] = ADW_DIALOG (peal_account_dialog_new (fixture->engine, NULL));
  dialogs[4] = ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings));
  dialogs[5] = peal_import_dialog_new (fixture->engine);
  dialogs[6] = peal_send_later_new (fixture->engine, "+13055550101", 0, PEAL_MESSAGE_MARKETING, 0);
  dialogs[7] = peal_questions_dialog_new (fixture->window, &(PealQuestions) { .n_messages = 12345 });
  dialogs[8] = peal_answering_new (progress, FALSE);
  dialogs[9] = peal_duplicates_dialog_new (fixture->engine);
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      g_test_message ("%s", G_OBJECT_TYPE_NAME (dialogs[i]));
      ui_present_dialog (fixture, &dialogs[i]);
      ui_spin (300);
      g_assert_cmpint (find_culprit (adw_dialog_get_child (dialogs[i]), 0), <=, NARROW);
      adw_dialog_force_close (dialogs[i]);
      ui_wait_for_close (&dialogs[i]);
    }
}

/* What is in its pages goes with the dialog, whichever page was shown. */
static void
test_preferences (UiFixture    *fixture,
                  gconstpointer data)
{
  static const char *const pages[] = { "sending", "contacts" };

  open_narrow (fixture);
  ui_wait_until (ui_has_page, fixture->window);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      AdwDialog *dialog = ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings));
      GtkWidget *fields;

      g_test_message ("%s", pages[i]);
      adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), pages[i]);
      ui_present_dialog (fixture, &dialog);
      fields = ui_get (dialog, ui_is_of_type, "PealFieldsGroup");
      g_object_add_weak_pointer (G_OBJECT (fields), (gpointer *) &fields);
      ui_spin (300);
      g_assert_cmpint (find_culprit (adw_dialog_get_child (dialog), 0), <=, NARROW);
      adw_dialog_force_close (dialog);
      ui_wait_for_close (&dialog);
      ui_wait_until (ui_is_gone, &fields);
    }
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* With large letters an empty field holds the whole of its only line. */
static void
test_large (UiFixture    *fixture,
            gconstpointer data)
{
  AdwDialog *dialog = peal_schedule_dialog_new (fixture->engine, NULL);
  GtkWidget *composer, *line;
  int dpi, height, needed;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  ui_present_dialog (fixture, &dialog);
  composer = ui_get (dialog, ui_is_of_type, "PealComposer");
  ui_wait_until (is_mapped, composer);
  line = ui_get (composer, ui_shows_text, "Nachricht");
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, &needed, NULL, NULL, NULL); /* with its margin */
  gtk_widget_measure (ui_get (composer, ui_is_of_type, "GtkScrolledWindow"), GTK_ORIENTATION_VERTICAL, -1, &height, NULL,
                      NULL, NULL);
  g_assert_cmpint (height, >=, needed);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "de_DE.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "de", TRUE);
  peal_locale_init ();
  if (g_str_equal (_("Campaigns"), "Campaigns"))
    {
      printf ("1..0 # SKIP this computer has no German locale\n");
      return 0;
    }
  ui_init (&argc, &argv);
  ui_add ("/narrow/pages", TRUE, test_pages);
  ui_add ("/narrow/contact", TRUE, test_contact);
  ui_add ("/narrow/empty", FALSE, test_empty);
  ui_add ("/narrow/dialogs", TRUE, test_dialogs);
  ui_add ("/narrow/preferences", TRUE, test_preferences);
  ui_add ("/narrow/large", TRUE, test_large);
  return ui_run ();
}

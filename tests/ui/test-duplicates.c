/* test-duplicates.c: contacts that may be the same person: chosen field by field, merged, kept apart, and taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contacts.h"
#include "peal-duplicates-dialog.h"
#include "peal-duplicates.h"
#include "peal-scene.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* Anna Berg once more, with another company, a note and the same number. */
static gint64
add_anna (UiFixture *fixture)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, "Änna");
  g_set_str (&contact->family, "Berg");
  g_set_str (&contact->org, "<b>Salon & Co</b>");
  g_set_str (&contact->notes, "Comes on Fridays.");
  g_ptr_array_add (contact->phones, peal_contact_phone_new ("+12125550101"));
  g_ptr_array_add (contact->phones, peal_contact_phone_new ("+12125550197"));
  return peal_scene_await_int (peal_contacts_save (get_store (fixture), contact, "test"));
}

static AdwDialog *
present (UiFixture  *fixture,
         AdwDialog **dialog)
{
  *dialog = peal_duplicates_dialog_new (fixture->engine);
  ui_present_dialog (fixture, dialog);
  return *dialog;
}

static void
close_dialog (AdwDialog **dialog)
{
  adw_dialog_force_close (*dialog);
  ui_wait_for_close (dialog);
}

static gboolean
is_choice (GtkWidget  *widget,
           const char *text)
{
  GtkWidget *child = GTK_IS_CHECK_BUTTON (widget) ? gtk_check_button_get_child (GTK_CHECK_BUTTON (widget)) : NULL;

  return child != NULL && g_str_equal (gtk_label_get_text (GTK_LABEL (child)), text);
}

static void
test_none (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog;

  present (fixture, &dialog);
  ui_wait_for_stack (dialog, "none");
  ui_wait_for_text (dialog, "No Duplicates");
  close_dialog (&dialog);
}

static void
test_merge (UiFixture    *fixture,
            gconstpointer data)
{
  gint64 other = add_anna (fixture);
  g_autoptr(PealContact) merged = NULL;
  g_autoptr(PealContact) gone = NULL;
  g_autoptr(PealContact) again = NULL;
  AdwDialog *dialog;
  GtkWidget *page;

  present (fixture, &dialog);
  ui_wait_for_text (dialog, "1 pair may be the same person.");
  ui_wait_for_text (dialog, "Same number · Same name");
  g_signal_emit_by_name (ui_wait_for (dialog, ui_is_row_titled, "Anna Berg and Änna Berg"), "activated");
  page = ui_wait_for (dialog, ui_is_of_type, "PealMergePage");
  ui_wait_for_text (page, "<b>Salon & Co</b>");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (ui_get (page, is_choice, "Anna"))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_get (page, is_choice, "Änna")), TRUE);
  ui_click (page, "_Merge");
  ui_wait_for_text (dialog, "The two contacts are one now");
  ui_wait_for_stack (dialog, "none");

  merged = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  gone = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), other));
  g_assert_cmpstr (merged->given, ==, "Änna");
  g_assert_cmpstr (merged->org, ==, "<b>Salon & Co</b>"); /* only one of them said so */
  g_assert_cmpstr (merged->notes, ==, "Prefers Tuesdays. Allergic to ammonia."); /* nobody chose the other */
  g_assert_cmpuint (merged->phones->len, ==, 2);
  g_assert_cmpint (gone->deleted_at, !=, 0);

  ui_click (GTK_WIDGET (dialog), "_Undo");
  ui_wait_for_stack (dialog, "some");
  ui_wait_for (dialog, ui_is_row_titled, "Anna Berg and Änna Berg");
  again = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  g_assert_cmpstr (again->given, ==, "Anna");
  g_assert_cmpuint (again->phones->len, ==, 1);
  close_dialog (&dialog);
}

static void
test_distinct (UiFixture    *fixture,
               gconstpointer data)
{
  AdwDialog *dialog;

  add_anna (fixture);
  present (fixture, &dialog);
  g_signal_emit_by_name (ui_wait_for (dialog, ui_is_row_titled, "Anna Berg and Änna Berg"), "activated");
  ui_wait_for_text (ui_wait_for (dialog, ui_is_of_type, "PealMergePage"), "Kept of Both");
  ui_click (GTK_WIDGET (dialog), "_Not the Same");
  ui_wait_for_stack (dialog, "none");
  ui_click (GTK_WIDGET (dialog), "_Undo");
  ui_wait_for_stack (dialog, "some");
  ui_wait_for (dialog, ui_is_row_titled, "Anna Berg and Änna Berg");
  close_dialog (&dialog);
}

static gboolean
has_tooltip (GtkWidget  *widget,
             const char *text)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

/* Also later, from the history of the one that was kept. */
static void
test_separate_later (UiFixture    *fixture,
                     gconstpointer data)
{
  g_autoptr(PealContact) merged = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), 1));
  gint64 other = add_anna (fixture);
  GtkWidget *history;
  g_autoptr(PealContact) again = NULL;

  peal_scene_await_int (peal_contacts_merge (get_store (fixture), merged, other, "test"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "contact:1");
  history = ui_wait_for (fixture->window, ui_is_of_type, "PealTimelineList");
  ui_wait_for (history, ui_is_row_titled, "Anna Berg was merged with another contact");
  g_signal_emit_by_name (ui_get (history, has_tooltip, "Separate Them Again"), "clicked");
  ui_wait_for (history, ui_is_row_titled, "Anna Berg was separated from another contact");
  again = peal_scene_await_boxed (peal_contacts_get (get_store (fixture), other));
  g_assert_cmpint (again->deleted_at, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  ui_add ("/duplicates/none", TRUE, test_none);
  ui_add ("/duplicates/merge", TRUE, test_merge);
  ui_add ("/duplicates/distinct", TRUE, test_distinct);
  ui_add ("/duplicates/separate-later", TRUE, test_separate_later);
  return ui_run ();
}

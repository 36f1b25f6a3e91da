/* test-outbox.c: what a person does about messages that have not left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-outbox-shelves.h"
#include "peal-scene.h"
#include "peal-talk.h"
#include "window-fixture.h"

#define REMINDER "Reminder: your appointment is today at 16:00."

static GtkWidget *
open_waiting (UiFixture *fixture)
{
  GtkWidget *page;

  peal_main_window_go (fixture->window, "outbox");
  page = ui_get (fixture->window, ui_is_of_type, "PealOutboxPage");
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_get (page, ui_is_of_type, "AdwToggleGroup")), PEAL_SHELF_WAITING);
  ui_wait_for_text (page, REMINDER);
  return page;
}

/* The reminder as it stands in the store; the caller frees it. */
static PealMessageRow *
load_reminder (UiFixture *fixture)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  PealMessageFilter filter = { .state = PEAL_STATE_QUEUED };
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_messages_list (store, &filter));

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((PealMessageRow *) g_ptr_array_index (rows, i))->body, REMINDER))
      {
        PealMessageRow *row = g_ptr_array_index (rows, i);

        rows->pdata[i] = NULL;
        return row;
      }
  g_assert_not_reached ();
}

typedef struct
{
  UiFixture *fixture;
  gint64 not_before;
} Due;

static gboolean
is_due_at (gpointer data)
{
  const Due *due = data;
  g_autoptr(PealMessageRow) reminder = load_reminder (due->fixture);

  return reminder->not_before == due->not_before;
}

/* R-DATA-3: what was hurried waits again. */
static void
test_send_now (UiFixture    *fixture,
               gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  g_autoptr(PealMessageRow) reminder = load_reminder (fixture);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (fixture->engine));

  gtk_widget_activate_action (page, "outbox.send-now-one", "x", reminder->id);
  ui_wait_for_text (fixture->window, "1 message goes now");
  ui_wait_until (is_due_at, &(Due) { fixture, now });
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_until (is_due_at, &(Due) { fixture, reminder->not_before });
}

static void
test_edit (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  g_autoptr(PealMessageRow) reminder = load_reminder (fixture);
  GtkWidget *dialog;

  gtk_widget_activate_action (page, "outbox.edit", "x", reminder->id);
  ui_wait_for_text (fixture->window, "Edit Message");
  dialog = ui_get (fixture->window, ui_is_of_type, "PealOutboxEdit");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Save"))); /* nothing is changed yet */
  peal_composer_set_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")), " ");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Save")));
  peal_composer_set_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")), PEAL_SCENE_HOSTILE "!");
  ui_click (dialog, "_Save");
  ui_wait_for_text (page, PEAL_SCENE_HOSTILE "!");
  ui_wait_for_text (fixture->window, "1 message changed");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (page, REMINDER);
}

static gboolean
is_empty (gpointer stack)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), "empty") == 0;
}

static gboolean
is_list (gpointer stack)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), "list") == 0;
}

/* Whoever looks for one reason finds those, or reads that there are none. */
static void
test_filter (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  GtkWidget *stack = ui_get (page, ui_is_of_type, "GtkListView");
  GtkDropDown *reasons = GTK_DROP_DOWN (ui_get (ui_get (page, ui_is_of_type, "PealOutboxFilter"), ui_is_of_type,
                                                "GtkDropDown"));

  stack = gtk_widget_get_ancestor (stack, GTK_TYPE_STACK);
  gtk_drop_down_set_selected (reasons, 2); /* the lawful hours */
  ui_wait_until (is_empty, stack);
  ui_wait_for_text (page, "None of Those Waits");
  gtk_drop_down_set_selected (reasons, 1); /* their time */
  ui_wait_until (is_list, stack);
  ui_wait_for_text (page, REMINDER);
}

static GtkWidget *
get_bar (GtkWidget *page)
{
  return ui_get (page, ui_is_of_type, "GtkActionBar");
}

static gboolean
is_selecting (gpointer page)
{
  return gtk_action_bar_get_revealed (GTK_ACTION_BAR (get_bar (page)));
}

static gboolean
is_not_selecting (gpointer page)
{
  return !is_selecting (page);
}

/* Selecting begins by all of them, or by the list's own keys, and ends with Escape. */
static void
test_select (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  GtkWidget *list = ui_get (page, ui_is_of_type, "GtkListView");

  g_assert_false (is_selecting (page));
  gtk_widget_activate_action (page, "outbox.select-all", NULL);
  ui_wait_until (is_selecting, page);
  ui_wait_for_text (get_bar (page), "2 selected");
  gtk_widget_activate_action (page, "outbox.stop-selecting", NULL);
  ui_wait_until (is_not_selecting, page);

  gtk_widget_activate_action (list, "list.select-all", NULL);
  ui_wait_until (is_selecting, page);
  ui_wait_for_text (get_bar (page), "2 selected");

  /* What will never be sent cannot be selected. */
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_get (page, ui_is_of_type, "AdwToggleGroup")), PEAL_SHELF_FAILED);
  ui_wait_until (is_not_selecting, page);
  gtk_widget_activate_action (page, "outbox.select-all", NULL);
  g_assert_false (is_selecting (page));
}

/* What was never sent says why. */
static void
test_left_out (UiFixture    *fixture,
               gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);

  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_get (page, ui_is_of_type, "AdwToggleGroup")), PEAL_SHELF_LEFT_OUT);
  ui_wait_for_text (page, "Nothing Was Left Out");
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/outbox/send-now", TRUE, test_send_now);
  ui_add ("/outbox/edit", TRUE, test_edit);
  ui_add ("/outbox/filter", TRUE, test_filter);
  ui_add ("/outbox/select", TRUE, test_select);
  ui_add ("/outbox/left-out", TRUE, test_left_out);
  return ui_run ();
}

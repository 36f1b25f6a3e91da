/* test-outbox.c: what a person does about messages that have not left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-gate.h"
#include "peal-outbox-shelves.h"
#include "peal-scene.h"
#include "peal-talk.h"
#include "window-fixture.h"

#define FLORIDA "\u2066(850) 555-0123\u2069"
#define ALABAMA "Alabama: 8:00–20:00 on a Tuesday, by the clock of Chicago."
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

static gboolean
has_toast (gpointer window)
{
  return ui_find_widget (window, ui_is_of_type, "AdwToastWidget") != NULL;
}

/* R-SEND-3: what a person says of an attempt that is not the last one any more is not believed, and they read it. */
static void
test_old_attempt (UiFixture    *fixture,
                  gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *response;    /* to the question that comes first; NULL = none */
  } rows[] = { { "outbox.was-sent", NULL }, { "outbox.send-again", "again" } };
  PealMessageFilter filter = { .state = PEAL_STATE_UNKNOWN };
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(GPtrArray) found = peal_scene_await_boxed (peal_messages_list (store, &filter));
  const PealMessageRow *message = g_ptr_array_index (found, 0);
  GtkWidget *page;

  peal_main_window_go (fixture->window, "outbox");
  page = ui_get (fixture->window, ui_is_of_type, "PealOutboxPage");
  ui_wait_for_text (page, message->body);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_activate_action (page, rows[i].action, "(xu)", message->id, message->attempts - 1);
      if (rows[i].response != NULL)
        {
          ui_wait_for_text (fixture->window, "Send It Again?");
          g_signal_emit_by_name (ui_get (fixture->window, ui_is_of_type, "AdwAlertDialog"), "response", rows[i].response);
          adw_dialog_force_close (ADW_DIALOG (ui_get (fixture->window, ui_is_of_type, "AdwAlertDialog")));
        }
      ui_wait_until (has_toast, fixture->window);
      ui_wait_for_text (fixture->window, "Something has become of it meanwhile. Look at it again.");
      adw_toast_overlay_dismiss_all (ADW_TOAST_OVERLAY (ui_get (fixture->window, ui_is_of_type, "AdwToastOverlay")));
      ui_wait_for_no_text (fixture->window, "Something has become of it meanwhile. Look at it again.");
    }
  g_clear_pointer (&found, g_ptr_array_unref);
  found = peal_scene_await_boxed (peal_messages_list (store, &filter));
  g_assert_cmpuint (found->len, ==, 1); /* it is still in doubt */
}

/* The message that waits for @number; the caller frees it. */
static PealMessageRow *
load_waiting (UiFixture  *fixture,
              const char *number)
{
  PealMessageFilter filter = { .state = PEAL_STATE_QUEUED, .number = number };
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_messages_list (peal_engine_get_store (fixture->engine), &filter));

  g_assert_cmpuint (rows->len, ==, 1);
  return g_steal_pointer (&rows->pdata[0]);
}

/* R-LAW-3: the row, and the toast of a refusal, name rule and zone. */
static void
test_refused (UiFixture    *fixture,
              gconstpointer data)
{
  static const PealGateRules rules = { .consent_implied = TRUE };
  GtkWidget *page;
  g_autoptr(PealMessageRow) alabama = NULL;

  peal_scene_hold (fixture->engine);
  peal_outbox_set_gate (peal_engine_get_store (fixture->engine), peal_gate_judge, (gpointer) &rules, NULL);
  page = open_waiting (fixture);
  ui_wait_for_text (page, "Waits until 8:00 in Chicago: the law allows no hour before. " ALABAMA);
  alabama = load_waiting (fixture, "+12055550123");
  gtk_widget_activate_action (page, "outbox.send-now-one", "x", alabama->id);
  ui_wait_until (has_toast, fixture->window);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "AdwToastWidget"),
                    "Waits until 8:00 in Chicago: the law allows no hour before. " ALABAMA);
}

/* The dialog that edits the reminder. */
static GtkWidget *
open_edit (UiFixture *fixture,
           GtkWidget *page)
{
  g_autoptr(PealMessageRow) reminder = load_reminder (fixture);

  gtk_widget_activate_action (page, "outbox.edit-one", "x", reminder->id);
  ui_wait_for_text (fixture->window, "Edit Message");
  return ui_get (fixture->window, ui_is_of_type, "PealOutboxEdit");
}

static void
test_edit (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  GtkWidget *dialog = open_edit (fixture, page);

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

/* What the text will be for whom is said before it is saved. */
static void
test_edit_fields (UiFixture    *fixture,
                  gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *note;
    gboolean good;
  } texts[] = {
    { "Until six.", "The text is the same for all 2 messages.", TRUE },
    { "Hi {First_Name}, from {city|here}", "Filled in anew for each of them: {first_name}, {city}. Who lacks one keeps the old text.", TRUE },
    { "Hi {first_name", "A field begins with { and never ends. Write {{ if you mean the brace itself.", FALSE },
    { "Hi }", "A field ends with } and never began. Write }} if you mean the brace itself.", FALSE },
    { "Hi {}", "There is no name of a field between the braces.", FALSE },
    { "Hi {first_name}", "Filled in anew for each of them: {first_name}. Who lacks one keeps the old text.", TRUE },
  };
  GtkWidget *page = open_waiting (fixture);
  GtkWidget *dialog;

  gtk_widget_activate_action (page, "outbox.select-all", NULL);
  gtk_widget_activate_action (page, "outbox.edit", NULL);
  ui_wait_for_text (fixture->window, "Edit Messages");
  dialog = ui_get (fixture->window, ui_is_of_type, "PealOutboxEdit");
  ui_wait_for_text (dialog, "Their texts differ. What you write here replaces all of them.");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Save")));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      peal_composer_set_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")), texts[i].text);
      ui_wait_for_text (dialog, texts[i].note);
      g_assert_cmpint (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Save")), ==, texts[i].good);
    }
  ui_click (dialog, "_Save");
  ui_wait_for_text (page, "Hi Anna");
  ui_wait_for_text (page, "Hi " PEAL_SCENE_HOSTILE);
  ui_wait_for_text (fixture->window, "2 messages changed");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (page, REMINDER);
}

/* What nobody knows is named; the text stays. */
static void
test_edit_missing (UiFixture    *fixture,
                   gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  GtkWidget *dialog = open_edit (fixture, page);

  peal_composer_set_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")), "In {city}");
  ui_wait_for_text (dialog, "Filled in for them: {city}.");
  ui_click (dialog, "_Save");
  ui_wait_for_text (fixture->window, "city is missing: fill it in, or give the field a fallback");
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

/* The list whose first entry is @any. */
static GtkDropDown *
get_list (GtkWidget  *page,
          const char *any)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ui_get (ui_get (page, ui_is_of_type, "PealOutboxFilter"),
                                                              ui_is_of_type, "GtkBox"));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (child))), 0), any))
      return GTK_DROP_DOWN (child);
  g_assert_not_reached ();
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

/* Besides "any". */
static gboolean
has_three (gpointer model)
{
  return g_list_model_get_n_items (model) == 4;
}

static void
test_filter_by_source (UiFixture    *fixture,
                       gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(PealAccount) second = peal_account_new ("simulator", PEAL_SCENE_HOSTILE);
  g_autoptr(PealAccount) third = peal_account_new ("simulator", "Zoo");
  GtkWidget *page = open_waiting (fixture);
  GtkDropDown *accounts = get_list (page, "Any Account");
  GtkDropDown *campaigns = get_list (page, "Any Campaign");

  g_assert_false (is_visible (accounts)); /* there is one */
  g_assert_false (is_visible (campaigns)); /* there is none */
  peal_scene_hold (fixture->engine);
  ui_wait_until (is_visible, campaigns);
  gtk_drop_down_set_selected (campaigns, 1);
  ui_wait_for_no_text (page, REMINDER);
  ui_wait_for_text (page, FLORIDA);

  peal_account_free (peal_scene_await_boxed (peal_account_save (store, second, "test")));
  peal_scene_await_int (peal_outbox_pause_campaign (store, 1, "test")); /* a commit that the list hears of */
  ui_wait_until (is_visible, accounts);
  g_assert_cmpuint (gtk_drop_down_get_selected (campaigns), ==, 1); /* as it was */
  gtk_drop_down_set_selected (accounts, 1);                         /* "<b>..." comes before "Salon" */
  ui_wait_for_text (page, "None of Those Waits");
  gtk_drop_down_set_selected (accounts, 2);
  ui_wait_for_text (page, FLORIDA);
  /* What is chosen stays chosen when nothing is left of it. */
  peal_account_free (peal_scene_await_boxed (peal_account_save (store, third, "test")));
  peal_scene_await_int (peal_outbox_cancel_campaign (store, 1, "test"));
  ui_wait_for_text (page, "None of Those Waits");
  ui_wait_until (has_three, gtk_drop_down_get_model (accounts));
  g_assert_cmpuint (gtk_drop_down_get_selected (campaigns), ==, 1);
}

/* Whatever messages may wait for can be chosen. */
static void
test_filter_reasons (UiFixture    *fixture,
                     gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  GtkDropDown *list = get_list (page, "Any Reason");
  guint n = 0;

  for (int reason = PEAL_HOLD_NONE + 1; reason < PEAL_HOLD_OPTED_OUT; reason++)
    n += !g_str_equal (peal_hold_reason_to_string ((PealHoldReason) reason), "?");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (list)), ==, n + 1);
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

static GtkGesture *
get_long_press (GtkWidget *row)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_LONG_PRESS (controller))
        return GTK_GESTURE (controller); /* the row holds it */
    }
  g_assert_not_reached ();
}

/* A finger that stays on a row begins to select it. No screen of tests has a finger: the gesture is told. */
static void
test_long_press (UiFixture    *fixture,
                 gconstpointer data)
{
  GtkWidget *page = open_waiting (fixture);
  GtkGesture *held = get_long_press (ui_get (page, ui_is_of_type, "PealOutboxRow"));

  g_assert_true (gtk_gesture_single_get_touch_only (GTK_GESTURE_SINGLE (held)));
  g_signal_emit_by_name (held, "pressed", 10.0, 10.0);
  ui_wait_until (is_selecting, page);
  ui_wait_for_text (get_bar (page), "1 selected");
  g_signal_emit_by_name (held, "pressed", 10.0, 10.0); /* it has begun */
  ui_wait_for_text (get_bar (page), "1 selected");

  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_get (page, ui_is_of_type, "AdwToggleGroup")), PEAL_SHELF_FAILED);
  ui_wait_until (is_not_selecting, page);
  g_signal_emit_by_name (get_long_press (ui_get (page, ui_is_of_type, "PealOutboxRow")), "pressed", 10.0, 10.0);
  g_assert_false (is_selecting (page)); /* what will never be sent cannot be selected */
}

/* What was never sent says why, and nothing can be done to it. */
static void
test_left_out (UiFixture    *fixture,
               gconstpointer data)
{
  static const char *const texts[] = {
    "Not sent. They asked to stop.",
    "Not sent. They have not agreed to get news and offers.",
    "Not sent. The number is on a do-not-contact list.",
    "Not sent. The law allows no hour for it. New York: 8:00–21:00 on a Tuesday, by the clock of New York.",
    "Not sent. The number is a landline.",
    "Not sent. Too late: its time passed while nothing could be sent.",
    PEAL_SCENE_HOSTILE,
  };
  GtkWidget *page = open_waiting (fixture);

  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_get (page, ui_is_of_type, "AdwToggleGroup")), PEAL_SHELF_LEFT_OUT);
  ui_wait_for_text (page, "Nothing Was Left Out");
  peal_scene_hold (fixture->engine);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    ui_wait_for_text (page, texts[i]);
  g_assert_null (ui_find_widget (ui_get (page, ui_is_of_type, "GtkListView"), ui_is_button, "_Take Back"));
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/outbox/send-now", TRUE, test_send_now);
  ui_add ("/outbox/old-attempt", TRUE, test_old_attempt);
  ui_add ("/outbox/refused", TRUE, test_refused);
  ui_add ("/outbox/edit", TRUE, test_edit);
  ui_add ("/outbox/edit-fields", TRUE, test_edit_fields);
  ui_add ("/outbox/edit-missing", TRUE, test_edit_missing);
  ui_add ("/outbox/filter", TRUE, test_filter);
  ui_add ("/outbox/filter-by-source", TRUE, test_filter_by_source);
  ui_add ("/outbox/filter-reasons", TRUE, test_filter_reasons);
  ui_add ("/outbox/select", TRUE, test_select);
  ui_add ("/outbox/long-press", TRUE, test_long_press);
  ui_add ("/outbox/left-out", TRUE, test_left_out);
  return ui_run ();
}

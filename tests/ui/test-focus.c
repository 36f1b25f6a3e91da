/* test-focus.c: who works by keyboard goes on where a row was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-focus.h"
#include "peal-list-box.h"
#include "peal-outbox-change.h"
#include "peal-outbox-row.h"
#include "peal-outbox-shelves.h"
#include "peal-outbox.h"
#include "peal-preferences.h"
#include "peal-routes.h"
#include "peal-scene.h"
#include "peal-schedules.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* Whether what has the focus, or something in it, shows @text. */
typedef struct
{
  PealMainWindow *window;
  const char *text;
} Wanted;

static gboolean
is_at (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (wanted->window));

  return focus != NULL && ui_find_widget (focus, ui_shows_text, wanted->text) != NULL;
}

static gboolean
is_at_button (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (wanted->window));

  return focus != NULL && g_strcmp0 (gtk_widget_get_tooltip_text (focus), wanted->text) == 0;
}

static void
wait_for_focus (UiFixture  *fixture,
                const char *text)
{
  Wanted wanted = { fixture->window, text };

  g_test_message ("waiting for the focus at %s", text);
  ui_wait_until (is_at, &wanted);
}

/* A list of its own ------------------------------------------------------------------------------ */

static GtkWidget *
new_row (char letter)
{
  char text[2] = { letter, '\0' };
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), gtk_button_new_with_label (text));
  gtk_widget_set_name (row, text);
  return row;
}

static GtkWidget *
row_new (void)
{
  return new_row ('?');
}

static gboolean
is_of_letter (GtkListBoxRow *row,
              gconstpointer  letter)
{
  return *gtk_widget_get_name (GTK_WIDGET (row)) == *(const char *) letter;
}

static void
append_all (GtkListBox *list,
            const char *letters)
{
  for (const char *letter = letters; *letter != '\0'; letter++)
    gtk_list_box_append (list, new_row (*letter));
}

/* The row that has the focus, or "other", or "" for nobody. */
static const char *
get_place (GtkWindow *window,
           GtkWidget *other)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *row;

  if (focus == NULL)
    return "";
  if (focus == other)
    return "other";
  row = GTK_IS_LIST_BOX_ROW (focus) ? focus : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);
  return row != NULL ? gtk_widget_get_name (row) : "elsewhere";
}

static void
test_heirs (UiFixture    *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *before;
    char focused;            /* 0: the other widget */
    gboolean inside;         /* the button in the row has it, not the row */
    const char *after;       /* rows that stay, in another order; new ones are capital */
    gboolean anew;           /* all of them are new */
    const char *place;
  } rows[] = {
    { "abcd", 'b', FALSE, "acd", FALSE, "c" },
    { "abcd", 'b', TRUE, "acd", FALSE, "c" },
    { "abcd", 'b', TRUE, "abcd", FALSE, "b" },
    { "abcd", 'b', FALSE, "ad", FALSE, "d" },
    { "abcd", 'd', FALSE, "abc", FALSE, "c" },
    { "abcd", 'd', TRUE, "a", FALSE, "a" },
    { "abcd", 'd', FALSE, "cab", FALSE, "c" },
    { "abcd", 'b', FALSE, "dca", FALSE, "c" },
    { "abcd", 'b', FALSE, "dcba", FALSE, "b" },
    { "abcd", 'b', FALSE, "", FALSE, "other" },
    { "abcd", 'b', FALSE, "XY", TRUE, "Y" },
    { "abcd", 'd', TRUE, "XY", TRUE, "Y" },
    { "abcd", 'a', FALSE, "XY", TRUE, "X" },
    { "abcd", 'a', FALSE, "", TRUE, "other" },
    { "abcd", 0, FALSE, "acd", FALSE, "other" },
    { "abcd", 0, FALSE, "XY", TRUE, "other" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWindow *window = GTK_WINDOW (gtk_window_new ());
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *other = gtk_button_new_with_label ("Other");
      GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
      GtkWidget *row;
      PealFocus focus;

      g_test_message ("row %u", (guint) i);
      gtk_box_append (GTK_BOX (box), other);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (list));
      gtk_window_set_child (window, box);
      append_all (list, rows[i].before);
      gtk_window_present (window);
      for (int k = 0; (row = (GtkWidget *) gtk_list_box_get_row_at_index (list, k)) != NULL; k++)
        if (*gtk_widget_get_name (row) == rows[i].focused)
          gtk_widget_grab_focus (rows[i].inside ? gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)) : row);
      if (rows[i].focused == 0)
        gtk_widget_grab_focus (other);

      focus = peal_focus_hold (list);
      if (rows[i].anew)
        {
          peal_list_box_clear (list);
          append_all (list, rows[i].after);
        }
      else
        {
          for (int k = 0; rows[i].after[k] != '\0'; k++)
            peal_list_box_place (list, k, row_new, is_of_letter, rows[i].after + k);
          peal_list_box_drop (list, (guint) strlen (rows[i].after));
        }
      peal_focus_release (&focus, other);
      g_assert_cmpstr (get_place (window, other), ==, rows[i].place);
      gtk_window_destroy (window);
    }
}

/* Pages ------------------------------------------------------------------------------------------ */

static void
delete_schedule (UiFixture  *fixture,
                 const char *name)
{
  g_autoptr(GPtrArray) schedules = peal_scene_await_boxed (peal_schedules_list (get_store (fixture)));

  for (guint i = 0; i < schedules->len; i++)
    {
      const PealSchedule *schedule = g_ptr_array_index (schedules, i);

      if (name == NULL || g_str_equal (schedule->name, name))
        peal_scene_await (peal_schedules_set_deleted (get_store (fixture), schedule->id, TRUE, "test"));
    }
}

static void
test_schedules (UiFixture    *fixture,
                gconstpointer data)
{
  GtkListBoxRow *row, *next;
  g_autofree char *name = NULL;

  peal_scene_plan (fixture->engine);
  peal_main_window_go (fixture->window, "campaigns");
  ui_wait_for_text (fixture->window, "Birthdays");
  row = GTK_LIST_BOX_ROW (ui_get (fixture->window, ui_is_row_titled, "Birthdays"));
  next = gtk_list_box_get_row_at_index (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row))),
                                        gtk_list_box_row_get_index (row) + 1);
  name = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (next)));
  gtk_widget_grab_focus (GTK_WIDGET (row));
  delete_schedule (fixture, "Birthdays");
  ui_wait_for_no_text (fixture->window, "Birthdays");
  wait_for_focus (fixture, name);

  delete_schedule (fixture, NULL);
  ui_wait_for_text (fixture->window, "Nothing Is Planned");
  wait_for_focus (fixture, "New Schedule…");
}

static gboolean
is_gone (gpointer widget)
{
  return *(gpointer *) widget == NULL;
}

static void
test_rules (UiFixture    *fixture,
            gconstpointer data)
{
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);
  AdwDialog *dialog = ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings));
  static const char *const regions[] = { "GB", "FR", "DE" };
  AdwDialog *rule;
  GtkWidget *france;

  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++)
    g_ptr_array_add (routes, peal_stored_route_new ("", regions[i], TRUE, 0, ""));
  peal_scene_await (peal_routes_replace (get_store (fixture), routes, "test"));
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "France");
  france = ui_get (dialog, ui_is_row_titled, "France");
  gtk_widget_grab_focus (france);

  /* the rows are made anew under the dialog that closes */
  g_signal_emit_by_name (france, "activated");
  rule = ADW_DIALOG (ui_get (fixture->window, ui_is_of_type, "PealRuleDialog"));
  g_object_add_weak_pointer (G_OBJECT (france), (gpointer *) &france);
  g_signal_emit_by_name (rule, "saved");
  adw_dialog_force_close (rule);
  ui_wait_until (is_gone, &france);
  wait_for_focus (fixture, "France");

  gtk_widget_activate_action (ui_get (dialog, ui_is_row_titled, "France"), "rule.remove", NULL);
  wait_for_focus (fixture, "Germany");
  gtk_widget_activate_action (ui_get (dialog, ui_is_row_titled, "Germany"), "rule.remove", NULL);
  wait_for_focus (fixture, "United Kingdom");
  gtk_widget_activate_action (ui_get (dialog, ui_is_row_titled, "United Kingdom"), "rule.remove", NULL);
  ui_wait_for_text (dialog, "No rules");
  ui_wait_until (is_at_button, &(Wanted) { fixture->window, "Add a Rule" });
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* Four that wait, one after the other. */
static GArray *
queue_four (UiFixture *fixture)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (fixture->engine));

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *body = g_strdup_printf ("Number %u", i + 1);
      PealQueued *queued = peal_queued_new ("+15552000000", "+12125550101", body);

      queued->account_id = 1;
      queued->not_before = now + (i + 100) * PEAL_HOUR;
      g_ptr_array_add (messages, queued);
    }
  return peal_scene_await_boxed (peal_outbox_enqueue (get_store (fixture), messages, "test"));
}

static void
take_back (UiFixture *fixture,
           GArray    *ids,
           guint      index,
           guint      n)
{
  g_autoptr(GArray) some = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (some, &g_array_index (ids, gint64, index), n);
  peal_act_report_unref (peal_scene_await_boxed (peal_outbox_act (get_store (fixture), PEAL_ACT_CANCEL, 0, some, "test")));
}

/* A list over a table (peal-id-list.h). */
static void
test_outbox (UiFixture    *fixture,
             gconstpointer data)
{
  g_autoptr(GArray) ids = queue_four (fixture);
  GtkWidget *page;

  peal_main_window_go (fixture->window, "outbox");
  page = ui_get (fixture->window, ui_is_of_type, "PealOutboxPage");
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (ui_get (page, ui_is_of_type, "AdwToggleGroup")), PEAL_SHELF_WAITING);
  ui_wait_for_text (page, "Number 4");
  gtk_widget_grab_focus (gtk_widget_get_parent (gtk_widget_get_ancestor (ui_get (page, ui_shows_text, "Number 2"),
                                                                         PEAL_TYPE_OUTBOX_ROW)));
  wait_for_focus (fixture, "Number 2");
  take_back (fixture, ids, 1, 1);
  ui_wait_for_no_text (page, "Number 2");
  wait_for_focus (fixture, "Number 3");
  take_back (fixture, ids, 2, 2);
  ui_wait_for_no_text (page, "Number 4");
  wait_for_focus (fixture, "Number 1");
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/focus/heirs", FALSE, test_heirs);
  ui_add ("/focus/schedules", TRUE, test_schedules);
  ui_add ("/focus/rules", TRUE, test_rules);
  ui_add ("/focus/outbox", TRUE, test_outbox);
  return ui_run ();
}

/* test-tail.c: a view that stays where it is while its content changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-tail.h"
#include "window-fixture.h"

#define ROW_HEIGHT 50

typedef struct
{
  GtkWindow *window;
  GtkBox *box;
  GtkAdjustment *adjustment;
  PealTail *tail;
  guint n_near_start;
  guint n_turns;             /* of at-end */
} View;

static void
count_cb (guint *n)
{
  ++*n;
}

static void
add_rows (View    *view,
          guint    n,
          gboolean above)
{
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = gtk_label_new ("Row");

      gtk_widget_set_size_request (row, -1, ROW_HEIGHT);
      if (above)
        gtk_box_prepend (view->box, row);
      else
        gtk_box_append (view->box, row);
    }
  ui_spin (200);
}

static void
view_open (View *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  *view = (View) { .window = GTK_WINDOW (gtk_window_new ()), .box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0)) };
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view->box));
  gtk_window_set_child (view->window, scroller);
  gtk_window_set_default_size (view->window, 300, 400);
  view->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  view->tail = peal_tail_new (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect_swapped (view->tail, "near-start", G_CALLBACK (count_cb), &view->n_near_start);
  g_signal_connect_swapped (view->tail, "notify::at-end", G_CALLBACK (count_cb), &view->n_turns);
  gtk_window_present (view->window);
  add_rows (view, 40, FALSE);
}

static void
view_close (View *view)
{
  gtk_window_destroy (view->window);
  g_assert_finalize_object (view->tail);
}

/* The row at @y of the content. */
static GtkWidget *
find_row (View  *view,
          double y)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (view->box));

  for (guint i = 0; i < (guint) y / ROW_HEIGHT; i++)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static double
get_value (View *view)
{
  return gtk_adjustment_get_value (view->adjustment);
}

static double
get_end (View *view)
{
  return gtk_adjustment_get_upper (view->adjustment) - gtk_adjustment_get_page_size (view->adjustment);
}

/* It begins at the end, and stays there while more comes; whoever has gone up stays there, until they come back. */
static void
test_end (UiFixture    *fixture,
          gconstpointer data)
{
  View view;

  view_open (&view);
  g_assert_cmpfloat (get_end (&view), >, 1000);
  g_assert_cmpfloat (get_value (&view), ==, get_end (&view));
  add_rows (&view, 3, FALSE);
  g_assert_cmpfloat (get_value (&view), ==, get_end (&view));
  g_assert_true (peal_tail_is_at_end (view.tail));
  g_assert_cmpuint (view.n_turns, ==, 0);

  gtk_adjustment_set_value (view.adjustment, 700);
  g_assert_false (peal_tail_is_at_end (view.tail));
  add_rows (&view, 3, FALSE);
  g_assert_cmpfloat (get_value (&view), ==, 700);
  g_assert_cmpuint (view.n_turns, ==, 1);

  peal_tail_go_to_end (view.tail);
  g_assert_true (peal_tail_is_at_end (view.tail));
  g_assert_cmpuint (view.n_turns, ==, 2);
  add_rows (&view, 3, FALSE);
  g_assert_cmpfloat (get_value (&view), ==, get_end (&view));

  gtk_adjustment_set_value (view.adjustment, 700);
  peal_tail_reset (view.tail);
  add_rows (&view, 3, FALSE);
  g_assert_cmpfloat (get_value (&view), ==, get_end (&view));
  g_assert_cmpuint (view.n_turns, ==, 4);
  view_close (&view);
}

/* Near the start more is asked for, and what is in view stays there when it comes. */
static void
test_start (UiFixture    *fixture,
            gconstpointer data)
{
  View view;

  view_open (&view);
  g_assert_cmpuint (view.n_near_start, ==, 0);
  gtk_adjustment_set_value (view.adjustment, 700);
  g_assert_cmpuint (view.n_near_start, ==, 0);
  gtk_adjustment_set_value (view.adjustment, 120);
  g_assert_cmpuint (view.n_near_start, ==, 1);
  peal_tail_hold (view.tail, find_row (&view, 120));
  add_rows (&view, 10, TRUE);
  g_assert_cmpfloat (get_value (&view), ==, 120 + 10 * ROW_HEIGHT);
  add_rows (&view, 2, FALSE);
  g_assert_cmpfloat (get_value (&view), ==, 120 + 10 * ROW_HEIGHT);

  /* As much goes as comes: nothing else would tell. */
  peal_tail_hold (view.tail, find_row (&view, get_value (&view)));
  for (guint i = 0; i < 4; i++)
    gtk_box_remove (view.box, gtk_widget_get_last_child (GTK_WIDGET (view.box)));
  add_rows (&view, 4, TRUE);
  g_assert_cmpfloat (get_value (&view), ==, 120 + 14 * ROW_HEIGHT);
  view_close (&view);
}

/* Near the end more is asked for; what goes above leaves the view where it is. */
static void
test_near_end (UiFixture    *fixture,
               gconstpointer data)
{
  View view;
  guint n_near_end = 0;

  view_open (&view);
  gtk_adjustment_set_value (view.adjustment, 700);
  g_signal_connect_swapped (view.tail, "near-end", G_CALLBACK (count_cb), &n_near_end);
  g_assert_false (peal_tail_is_near_end (view.tail));
  gtk_adjustment_set_value (view.adjustment, get_end (&view) - 100);
  g_assert_cmpuint (n_near_end, ==, 1);
  g_assert_true (peal_tail_is_near_end (view.tail));
  g_assert_false (peal_tail_is_at_end (view.tail));
  peal_tail_hold (view.tail, find_row (&view, get_value (&view)));
  for (guint i = 0; i < 5; i++)
    gtk_box_remove (view.box, gtk_widget_get_first_child (GTK_WIDGET (view.box)));
  add_rows (&view, 10, FALSE);
  g_assert_cmpfloat (get_value (&view), ==, get_end (&view) - 100 - 10 * ROW_HEIGHT);
  view_close (&view);
}

/* To a row that has just come, before anything was laid out. */
static void
test_go_to (UiFixture    *fixture,
            gconstpointer data)
{
  View view;
  GtkWidget *row;

  view_open (&view);
  row = find_row (&view, 1000);
  peal_tail_go_to (view.tail, row, 0.0);
  g_assert_false (peal_tail_is_at_end (view.tail));
  add_rows (&view, 10, TRUE);
  g_assert_cmpfloat (get_value (&view), ==, 1000 + 10 * ROW_HEIGHT);
  peal_tail_go_to (view.tail, row, 0.5);
  ui_spin (200);
  g_assert_cmpfloat (get_value (&view), ==,
                     1000 + 10 * ROW_HEIGHT + (ROW_HEIGHT - gtk_adjustment_get_page_size (view.adjustment)) / 2);
  peal_tail_go_to (view.tail, gtk_widget_get_last_child (GTK_WIDGET (view.box)), 0.2);
  ui_spin (200);
  g_assert_true (peal_tail_is_at_end (view.tail));
  view_close (&view);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/tail/end", FALSE, test_end);
  ui_add ("/tail/start", FALSE, test_start);
  ui_add ("/tail/near-end", FALSE, test_near_end);
  ui_add ("/tail/go-to", FALSE, test_go_to);
  return ui_run ();
}

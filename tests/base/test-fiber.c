/* test-fiber.c: the helper holds where libdex 0.10 alone does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-fiber.h"

static guint n_inner_done, n_inner_stopped, n_outer_done, n_outer_stopped, n_cleanups, n_freed;

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
spin (guint msec)
{
  guint source = g_timeout_add (1, tick_cb, NULL);
  gint64 until = g_get_monotonic_time () + msec * 1000;

  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

static void
spin_until_idle (void)
{
  gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (peal_fiber_count_running () > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      spin (5);
    }
}

static void
count_freed (gpointer data)
{
  n_freed++;
}

static DexFuture *
wait_fiber (gpointer      data,
            GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  dex_await (peal_until_cancelled (dex_ref (data), cancellable), &error);
  n_outer_done++;
  return dex_future_new_true ();
}

/* The race that crashes a discarded fiber on 0.10.0: the awaited result arrives in the moment of the drop. */
static void
test_race (void)
{
  n_outer_done = 0;
  for (guint round = 0; round < 50; round++)
    {
      DexPromise *promise = dex_promise_new ();
      DexFuture *set = dex_future_first (peal_fiber_spawn (wait_fiber, promise, NULL),
                                         dex_future_new_infinite (), NULL);

      spin (2);
      dex_unref (set);
      dex_promise_resolve_boolean (promise, TRUE);
      spin_until_idle ();
      dex_unref (promise);
    }
  g_assert_cmpuint (n_outer_done, ==, 50);
}

static DexFuture *
inner_fiber (gpointer      data,
             GCancellable *cancellable)
{
  g_autofree char *text = g_strdup ("inner");

  for (guint i = 0; i < 3; i++)
    {
      dex_await (peal_until_cancelled (dex_timeout_new_usec (g_random_int_range (0, 3000)), cancellable), NULL);
      if (g_cancellable_is_cancelled (cancellable))
        {
          if (dex_await (dex_future_new_true (), NULL)) /* a clean-up may still await */
            n_cleanups++;
          n_inner_stopped++;
          return peal_future_cancelled ();
        }
    }
  n_inner_done++;
  return dex_future_new_take_string (g_steal_pointer (&text));
}

static DexFuture *
outer_fiber (gpointer      data,
             GCancellable *cancellable)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = dex_await_string (peal_until_cancelled (peal_fiber_spawn (inner_fiber, NULL, NULL),
                                                                      cancellable), &error);

      if (text == NULL)
        {
          n_outer_stopped++;
          return dex_future_new_for_error (g_steal_pointer (&error));
        }
    }
  n_outer_done++;
  return dex_future_new_true ();
}

/* Nested fibers, random deadlines, half of the holders dropped on the way: each one ends, and frees what it holds. */
static void
test_stress (void)
{
  guint rounds = g_test_slow () ? 60 : 10;

  n_outer_done = n_freed = 0;
  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr(GPtrArray) sets = g_ptr_array_new_with_free_func (dex_unref);

      for (guint i = 0; i < 100; i++)
        g_ptr_array_add (sets, dex_future_first (peal_fiber_spawn (outer_fiber, NULL, count_freed),
                                                 dex_timeout_new_msec (g_random_int_range (0, 30)), NULL));
      spin (15);
      g_ptr_array_set_size (sets, 50);
      spin (25);
    }
  spin_until_idle ();
  spin (20);
  g_assert_cmpuint (n_outer_done + n_outer_stopped, ==, rounds * 100);
  g_assert_cmpuint (n_freed, ==, rounds * 100);
  g_assert_cmpuint (n_cleanups, ==, n_inner_stopped);
  g_assert_cmpuint (n_inner_done, >, 0);
}

static void
test_results (void)
{
  g_autoptr(GError) error = NULL;
  DexFuture *future = peal_fiber_spawn (inner_fiber, NULL, NULL);

  g_assert_true (peal_future_run (dex_ref (future), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (dex_future_get_value (future, NULL)), ==, "inner");
  dex_unref (future);

  g_assert_false (peal_future_run (peal_future_cancelled (), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/fiber/results", test_results);
  g_test_add_func ("/fiber/race", test_race);
  g_test_add_func ("/fiber/stress", test_stress);
  return g_test_run ();
}

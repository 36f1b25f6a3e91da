/* peal-test-util.c: what several test programs need to wait for a future.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-test-util.h"

static gboolean
too_late_cb (gpointer data)
{
  g_error ("Waited in vain for %s", (const char *) data);
  return G_SOURCE_REMOVE;
}

gpointer
peal_test_await_boxed (DexFuture *future,
                       GError   **error)
{
  guint watchdog = g_timeout_add_seconds (60, too_late_cb, (gpointer) "a future");
  gpointer copy = NULL;

  if (peal_future_run (dex_ref (future), error))
    copy = g_value_dup_boxed (dex_future_get_value (future, NULL));
  dex_unref (future);
  g_source_remove (watchdog);
  return copy;
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
peal_test_spin (guint msec)
{
  gboolean over = FALSE;

  g_timeout_add (msec, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
peal_test_drain (void)
{
  guint watchdog = g_timeout_add_seconds (60, too_late_cb, (gpointer) "fibers to end");

  while (peal_fiber_count_running () > 0)
    peal_test_spin (1);
  g_source_remove (watchdog);
}

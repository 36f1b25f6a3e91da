/* bench-frame.c: ends a program right after it has drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-frame.h"

#include <unistd.h>

static BenchReady is_ready;

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWindow     *window)
{
  if (is_ready == NULL || is_ready (window))
    {
      gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (window))); /* the screen has it */
      _exit (0);
    }
}

static void
realize_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), window);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

void
bench_end_after_frame (GtkApplication *application,
                       BenchReady      ready)
{
  is_ready = ready;
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
}

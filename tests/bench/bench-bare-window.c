/* bench-bare-window.c: the least that a libadwaita program can put on the screen.
 *
 * The limit for bench-window: ends after the first frame that was drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-frame.h"

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), gtk_label_new ("Bare"));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = adw_application_new ("io.github.peal_app.Peal.Bare",
                                                               G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  bench_end_after_frame (GTK_APPLICATION (application), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

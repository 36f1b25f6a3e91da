/* bench-window.c: Peal until its window is on the screen.
 *
 *   bench-window frame|page --workspace DIR
 *
 * Ends after the first frame, or after the first one that shows a page of the
 * workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-config.h"

#include "bench-frame.h"
#include "peal-application.h"
#include "peal-log.h"
#include "peal-main-window.h"

#include <libdex.h>
#include <locale.h>

static gboolean
shows_page (GtkWindow *window)
{
  return peal_main_window_get_page (PEAL_MAIN_WINDOW (window)) != NULL;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(PealApplication) application = NULL;
  gboolean page;

  if (argc < 2)
    {
      g_printerr ("Usage: bench-window frame|page --workspace DIR\n");
      return 2;
    }
  page = g_str_equal (argv[1], "page");
  argv[1] = argv[0];

  peal_log_init ();
  setlocale (LC_ALL, "");
  dex_init ();
  application = peal_application_new ();
  bench_end_after_frame (GTK_APPLICATION (application), page ? shows_page : NULL);
  return g_application_run (G_APPLICATION (application), argc - 1, argv + 1);
}

/* main.c: the program with a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal"

#include "peal-config.h"

#include "peal-application.h"
#include "peal-log.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr(PealApplication) application = NULL;

  peal_log_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PEAL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dex_init ();

  application = peal_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

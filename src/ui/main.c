/* main.c: the program with a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal"

#include "peal-config.h"

#include "peal-application.h"
#include "peal-locale.h"
#include "peal-log.h"

#include <libdex.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr(PealApplication) application = NULL;

  peal_log_init ();
  peal_locale_init ();
  dex_init ();

  application = peal_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

/* peal-locale.c: the person's language, for both programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-locale.h"

#include "peal-config.h"

#include <libintl.h>
#include <locale.h>

void
peal_locale_init (void)
{
  const char *folder = g_getenv ("PEAL_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : PEAL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* peal-about.c: what the program is and whose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-about.h"

#include "peal-config.h"
#include <glib/gi18n.h>

AdwDialog *
peal_about_new (void)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog,
                "application-name", "Peal",
                "application-icon", PEAL_APP_ID,
                "version", PEAL_VERSION,
                "developer-name", _("The Peal contributors"),
                "copyright", "© 2026 The Peal contributors",
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _("Text your customers from your own computer, through your own "
                              "gateway. Everything stays in one file on this machine."),
                /* Translators: your names, one a line. */
                "translator-credits", _("translator-credits"),
                NULL);
  return dialog;
}

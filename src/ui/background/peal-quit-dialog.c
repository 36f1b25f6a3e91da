/* peal-quit-dialog.c: what Quit would leave behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-quit-dialog.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

AdwDialog *
peal_quit_dialog_new (gint64   n_soon,
                      gboolean may_stay)
{
  g_autofree char *count = peal_format_count (n_soon);
  /* Translators: %s is a number. */
  g_autofree char *text = g_strdup_printf (ngettext ("%s message is to go out within the next hour. It would "
                                                     "wait until Peal is opened again.",
                                                     "%s messages are to go out within the next hour. They would "
                                                     "wait until Peal is opened again.", n_soon),
                                           count);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Quit Peal?"), text));

  adw_alert_dialog_add_response (dialog, "cancel", _("_Cancel"));
  adw_alert_dialog_add_response (dialog, "quit", _("_Quit"));
  adw_alert_dialog_set_response_appearance (dialog, "quit", ADW_RESPONSE_DESTRUCTIVE);
  if (may_stay)
    {
      adw_alert_dialog_add_response (dialog, "stay", _("_Go On Without Window"));
      adw_alert_dialog_set_response_appearance (dialog, "stay", ADW_RESPONSE_SUGGESTED);
    }
  adw_alert_dialog_set_default_response (dialog, may_stay ? "stay" : "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return ADW_DIALOG (dialog);
}

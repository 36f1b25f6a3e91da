/* peal-discard.c: the question before what somebody has entered is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-discard.h"

#include "peal-config.h"

#include <glib/gi18n.h>

void
peal_discard_ask (AdwDialog  *dialog,
                  const char *body)
{
  AdwDialog *question;

  g_return_if_fail (ADW_IS_DIALOG (dialog));
  g_return_if_fail (body != NULL);

  question = adw_alert_dialog_new (_("Discard Changes?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (question, "response::discard", G_CALLBACK (adw_dialog_force_close), dialog,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (dialog));
}

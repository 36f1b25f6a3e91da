/* peal-revoke-dialog.c: a person takes back an opt-out that was read by mistake.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-revoke-dialog.h"

#include "peal-config.h"
#include "peal-consent.h"
#include "peal-main-window.h"
#include "peal-when.h"

#include <glib/gi18n.h>

typedef struct
{
  PealStore *store;
  char *theirs;
  AdwAlertDialog *dialog;    /* which owns this */
  GtkEditable *reason;
} Revoke;

static void
revoke_free (gpointer  data,
             GClosure *closure)
{
  Revoke *revoke = data;

  g_object_unref (revoke->store);
  g_free (revoke->theirs);
  g_free (revoke);
}

/* The window is the owner: the dialog has closed by then. */
static void
failed_cb (gpointer      owner,
           const GError *error)
{
  peal_main_window_show_error (owner, error);
}

static void
response_cb (Revoke *revoke)
{
  PealConsentEntry entry = {
    .e164 = revoke->theirs,
    .act = PEAL_CONSENT_ACT_REVOKE,
    .how = PEAL_CONSENT_HOW_PERSON,
    .wording = gtk_editable_get_text (revoke->reason),
    .actor = "window",
  };
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (revoke->dialog));

  if (window != NULL)
    peal_when (peal_consent_record (revoke->store, &entry), window, NULL, failed_cb);
}

static void
reason_changed_cb (Revoke *revoke)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (revoke->reason)));

  adw_alert_dialog_set_response_enabled (revoke->dialog, "revoke", *reason != '\0');
}

AdwDialog *
peal_revoke_dialog_new (PealStore  *store,
                        const char *theirs,
                        const char *name)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Was This No Opt-Out?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *reason = adw_entry_row_new ();
  GtkWidget *list = gtk_list_box_new ();
  Revoke *revoke = g_new0 (Revoke, 1);

  adw_alert_dialog_format_body (alert,
                                _("If %s did ask to stop, the law forbids to write again. Say why you are "
                                  "sure that they did not; the reason is kept."),
                                name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (reason), _("Reason"));
  gtk_list_box_append (GTK_LIST_BOX (list), reason);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_alert_dialog_set_extra_child (alert, list);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "revoke", _("_Allow Texts Again"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "revoke", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (alert, "revoke", FALSE);

  revoke->store = g_object_ref (store);
  revoke->theirs = g_strdup (theirs);
  revoke->dialog = alert;
  revoke->reason = GTK_EDITABLE (reason);
  g_signal_connect_data (dialog, "response::revoke", G_CALLBACK (response_cb), revoke, revoke_free,
                         G_CONNECT_SWAPPED);
  g_signal_connect_data (reason, "changed", G_CALLBACK (reason_changed_cb), revoke, NULL, G_CONNECT_SWAPPED);
  return dialog;
}

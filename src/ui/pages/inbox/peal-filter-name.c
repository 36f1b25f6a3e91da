/* peal-filter-name.c: what a choice of conversations is called that somebody wants again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-filter-name.h"

#include "peal-config.h"
#include "peal-main-window.h"
#include "peal-when.h"

#include <glib/gi18n.h>

typedef struct
{
  PealStore *store;
  PealInboxFilter *filter;
  gint64 id;                 /* 0 = a new one */
  GtkEditable *entry;        /* not owned: the dialog owns it and us */
} Naming;

static void
naming_free (gpointer data)
{
  Naming *naming = data;

  g_object_unref (naming->store);
  g_object_unref (naming->filter);
  g_free (naming);
}

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));

  g_object_set (owner, "kept", id, NULL);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  peal_main_window_show_error (owner, error);
}

static void
response_cb (AdwDialog  *dialog,
             const char *response,
             Naming     *naming)
{
  PealTalkFilter filter = peal_inbox_filter_get (naming->filter);
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (dialog));
  DexFuture *saving;

  if (!g_str_equal (response, "keep"))
    return;
  saving = peal_talk_filters_save (naming->store, naming->id, gtk_editable_get_text (naming->entry), &filter);
  if (window != NULL)
    peal_when (dex_ref (saving), window, NULL, failed_cb);
  peal_when (saving, naming->filter, saved_cb, NULL);
}

static void
changed_cb (GtkEditable    *entry,
            AdwAlertDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "keep", *name != '\0');
}

AdwDialog *
peal_filter_name_new (PealStore             *store,
                      PealInboxFilter       *filter,
                      const PealSavedFilter *kept)
{
  AdwDialog *dialog = adw_alert_dialog_new (kept != NULL ? _("Rename This Filter") : _("Keep This Filter"),
                                            kept != NULL ? NULL : _("It will be in this menu under its name."));
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();
  Naming *naming = g_new0 (Naming, 1);

  naming->store = g_object_ref (store);
  naming->filter = g_object_ref (filter);
  naming->id = kept != NULL ? kept->id : 0;
  naming->entry = GTK_EDITABLE (row);
  g_object_set_data_full (G_OBJECT (dialog), "naming", naming, naming_free);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "keep", _("_Keep"), NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "keep", ADW_RESPONSE_SUGGESTED);
  adw_dialog_set_focus (dialog, row);
  g_signal_connect (row, "changed", G_CALLBACK (changed_cb), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), naming);
  gtk_editable_set_text (GTK_EDITABLE (row), kept != NULL ? kept->name : "");
  changed_cb (GTK_EDITABLE (row), ADW_ALERT_DIALOG (dialog));
  return dialog;
}

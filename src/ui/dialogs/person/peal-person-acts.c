/* peal-person-acts.c: what the law gives one person: to have their data, and to be forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-person-acts.h"

#include "peal-config.h"
#include "peal-erase-panel.h"
#include "peal-export-dialog.h"
#include "peal-main-window.h"
#include "peal-person-data.h"
#include "peal-when.h"

#include <glib/gi18n.h>
#include <string.h>

#define ACTOR "window"

/* Bytes of a folder's name, of which a file system takes 255. */
#define MAX_NAME 120

/* A person about whom something is asked, until there is an answer. */
typedef struct
{
  GWeakRef page;
  PealEngine *engine;
  PealContact *contact;
} Asking;

static Asking *
asking_new (GtkWidget         *page,
            PealEngine        *engine,
            const PealContact *contact)
{
  Asking *self = g_new0 (Asking, 1);

  g_weak_ref_init (&self->page, page);
  self->engine = g_object_ref (engine);
  self->contact = peal_contact_copy (contact);
  return self;
}

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_weak_ref_clear (&self->page);
  g_object_unref (self->engine);
  peal_contact_free (self->contact);
  g_free (self);
}

/* Their data -------------------------------------------------------------------------------------- */

/* A name that every file system takes. */
static char *
make_folder_name (const PealContact *contact)
{
  g_autofree char *name = g_strdelimit (g_strdup (contact->display), "/\\:*?\"<>|\n\r\t", '_');
  gsize length = MIN (strlen (name), MAX_NAME);

  while (length > 0 && ((guchar) name[length] & 0xc0) == 0x80)
    length--;
  name[length] = '\0';
  g_strstrip (name);
  if (*name == '.')
    *name = '_';
  /* Translators: the name of a folder for somebody who has none. */
  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (_("Contact"));
}

static const char *
translate (const char *english)
{
  return g_dgettext (GETTEXT_PACKAGE, english);
}

/* What a toast needs when the files are there. */
typedef struct
{
  GWeakRef page;
  GFile *file;
} Given;

static void
given_free (gpointer data)
{
  Given *given = data;

  g_weak_ref_clear (&given->page);
  g_object_unref (given->file);
  g_free (given);
}

static DexFuture *
given_cb (DexFuture *future,
          gpointer   user_data)
{
  Given *given = user_data;
  g_autoptr(GtkWidget) page = g_weak_ref_get (&given->page);
  PealMainWindow *window = page != NULL ? peal_main_window_of (page) : NULL;

  if (window != NULL)
    peal_main_window_offer (window, _("All that is known of this person was written"), _("Open _Folder"),
                            peal_export_open_folder, g_object_ref (given->file), g_object_unref);
  return dex_future_new_true ();
}

void
peal_person_act_export_to (GtkWidget         *page,
                           PealEngine        *engine,
                           const PealContact *contact,
                           GFile             *folder)
{
  g_autofree char *name = make_folder_name (contact);
  g_autoptr(GFile) inner = g_file_get_child (folder, name);
  g_autofree char *path = g_file_get_path (inner);
  Given *given;

  if (path == NULL)
    {
      if (peal_main_window_of (page) != NULL)
        peal_main_window_toast (peal_main_window_of (page),
                                _("This place is not on this computer. Write the file here and copy it there."));
      return;
    }
  given = g_new0 (Given, 1);
  g_weak_ref_init (&given->page, page);
  given->file = g_file_get_child (inner, PEAL_PERSON_PAGE);
  peal_when (dex_future_then (peal_engine_write_person (engine, contact->id, path, translate, ACTOR), given_cb, given,
                              given_free),
             page, NULL, peal_main_window_show_error_cb);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Asking *asking = user_data;
  g_autoptr(GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL); /* dismissed */
  g_autoptr(GtkWidget) page = g_weak_ref_get (&asking->page);

  if (folder != NULL && page != NULL)
    peal_person_act_export_to (page, asking->engine, asking->contact, folder);
  asking_free (asking);
}

void
peal_person_act_export (GtkWidget         *page,
                        PealEngine        *engine,
                        const PealContact *contact)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Export Their Data"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (page)), NULL, folder_chosen_cb,
                                 asking_new (page, engine, contact));
}

/* For good ---------------------------------------------------------------------------------------- */

static void
confirmed_cb (PealErasePanel *panel,
              GParamSpec     *pspec,
              AdwAlertDialog *dialog)
{
  adw_alert_dialog_set_response_enabled (dialog, "erase", peal_erase_panel_get_confirmed (panel));
}

AdwDialog *
peal_erase_dialog_new (const PealContact *contact,
                       const PealErasure *counts)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Erase for Good?"), NULL));
  GtkWidget *panel = peal_erase_panel_new (counts);
  /* Translators: %s is the name of a person. */
  g_autofree char *body = g_strdup_printf (_("“%s” is erased at once. This cannot be undone."), contact->display);

  adw_alert_dialog_set_body (dialog, body);
  adw_alert_dialog_set_extra_child (dialog, panel);
  adw_alert_dialog_set_prefer_wide_layout (dialog, TRUE);
  adw_alert_dialog_add_response (dialog, "cancel", _("_Cancel"));
  adw_alert_dialog_add_response (dialog, "erase", _("_Erase for Good"));
  adw_alert_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (dialog, "erase", FALSE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_dialog_set_focus (ADW_DIALOG (dialog), gtk_widget_get_first_child (panel));
  g_signal_connect_object (panel, "notify::confirmed", G_CALLBACK (confirmed_cb), dialog, 0);
  return ADW_DIALOG (dialog);
}

static void
erased_cb (gpointer      owner,
           const GValue *value)
{
  PealMainWindow *window = peal_main_window_of (owner);

  if (window != NULL)
    peal_main_window_toast (window, _("Erased for good"));
}

static void
not_erased_cb (gpointer      owner,
               const GError *error)
{
  PealMainWindow *window = peal_main_window_of (owner);

  if (window != NULL && g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT))
    peal_main_window_toast (window, _("A message to this person is being handed over. Erase them when it has gone."));
  else
    peal_main_window_show_error_cb (owner, error);
}

static void
erase_cb (AdwDialog  *dialog,
          const char *response,
          Asking     *asking)
{
  g_autoptr(GtkWidget) page = g_weak_ref_get (&asking->page);

  if (page != NULL)
    peal_when (peal_erasure_run (peal_engine_get_store (asking->engine), asking->contact->id, ACTOR), page, erased_cb,
               not_erased_cb);
}

static void
free_asking_cb (gpointer  asking,
                GClosure *closure)
{
  asking_free (asking);
}

static DexFuture *
counted_cb (DexFuture *future,
            gpointer   user_data)
{
  Asking *asking = user_data;
  g_autoptr(GtkWidget) page = g_weak_ref_get (&asking->page);
  AdwDialog *dialog;

  if (page == NULL || peal_main_window_of (page) == NULL)
    return dex_future_new_true ();
  dialog = peal_erase_dialog_new (asking->contact, g_value_get_boxed (dex_future_get_value (future, NULL)));
  g_signal_connect_data (dialog, "response::erase", G_CALLBACK (erase_cb),
                         asking_new (page, asking->engine, asking->contact), free_asking_cb, 0);
  adw_dialog_present (dialog, page);
  return dex_future_new_true ();
}

void
peal_person_act_erase (GtkWidget         *page,
                       PealEngine        *engine,
                       const PealContact *contact)
{
  DexFuture *counts = peal_erasure_count (peal_engine_get_store (engine), contact->id);

  peal_when (dex_future_then (counts, counted_cb, asking_new (page, engine, contact), asking_free), page, NULL,
             peal_main_window_show_error_cb);
}

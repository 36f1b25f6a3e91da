/* peal-answering.c: an answer about many messages, on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-answering.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-overdue-answer.h"
#include "peal-questions-dialog.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* What is done before that needs no dialog. */
#define SHOW_AFTER_MS 400

/* Taking it back ---------------------------------------------------------------------------------- */

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  peal_main_window_show_error (owner, error);
}

static void
undone_cb (gpointer      owner,
           const GValue *value)
{
  if (g_value_get_int64 (value) > 0)
    peal_questions_ask_anew (owner);
  else
    peal_main_window_toast (owner, _("Too late: it has been sent, or was changed"));
}

static void
undo (PealMainWindow *window,
      gpointer        data)
{
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));

  peal_when (peal_overdue_undo (store, data, "window"), window, undone_cb, failed_cb);
}

/* Where an error ended it: what was done until then. The others wait in the menu. */
static void
tell (PealMainWindow    *window,
      PealOverdueAnswer *answer)
{
  guint n = answer->moved->len;
  g_autofree char *done = NULL;
  g_autofree char *text = NULL;

  if (n == 0 && answer->error != NULL)
    peal_main_window_show_error (window, answer->error);
  if (n == 0)
    return;
  done = g_strdup_printf (answer->send ? ngettext ("%'d message goes now", "%'d messages go now", n)
                                       : ngettext ("%'d message left out", "%'d messages left out", n),
                          (int) n);
  text = answer->error != NULL ? peal_error_text_after (done, answer->error) : g_strdup (done);
  peal_main_window_offer_undo (window, text, undo, peal_overdue_answer_ref (answer),
                               (GDestroyNotify) peal_overdue_answer_unref);
}

/* Showing ----------------------------------------------------------------------------------------- */

static void
changed_cb (GtkProgressBar *bar,
            PealProgress   *progress)
{
  gtk_progress_bar_set_fraction (bar, peal_progress_get_fraction (progress));
}

AdwDialog *
peal_answering_new (PealProgress *progress,
                    gboolean      send)
{
  const char *heading = send ? _("Releasing Messages…") : _("Leaving Messages Out…");
  AdwAlertDialog *dialog;
  GtkWidget *bar = gtk_progress_bar_new ();

  g_return_val_if_fail (PEAL_IS_PROGRESS (progress), NULL);

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, _("If you stop, you are asked about the others again.")));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  adw_alert_dialog_set_extra_child (dialog, bar);
  adw_alert_dialog_add_response (dialog, "stop", _("_Stop"));
  adw_alert_dialog_set_close_response (dialog, "stop");
  g_signal_connect_object (progress, "changed", G_CALLBACK (changed_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::stop", G_CALLBACK (peal_progress_stop), progress, G_CONNECT_SWAPPED);
  changed_cb (GTK_PROGRESS_BAR (bar), progress);
  return ADW_DIALOG (dialog);
}

/* Doing ------------------------------------------------------------------------------------------- */

typedef struct
{
  PealMainWindow *window;    /* which owns this */
  PealProgress *progress;
  GWeakRef dialog;
  gboolean send;
  guint timeout;
} Answering;

static Answering *
get_answering (gpointer window)
{
  return g_object_get_data (window, "peal-answering");
}

static void
close_dialog (Answering *answering)
{
  g_autoptr(AdwDialog) dialog = g_weak_ref_get (&answering->dialog);

  if (dialog != NULL && gtk_widget_get_root (GTK_WIDGET (dialog)) != NULL)
    adw_dialog_force_close (dialog);
}

static void
answering_free (gpointer data)
{
  Answering *answering = data;

  g_clear_handle_id (&answering->timeout, g_source_remove);
  g_weak_ref_clear (&answering->dialog);
  g_object_unref (answering->progress);
  g_free (answering);
}

static void
show (Answering *answering)
{
  AdwDialog *dialog = peal_answering_new (answering->progress, answering->send);

  close_dialog (answering);
  g_weak_ref_set (&answering->dialog, dialog);
  adw_dialog_present (dialog, GTK_WIDGET (answering->window));
}

static gboolean
timeout_cb (gpointer data)
{
  Answering *answering = data;

  answering->timeout = 0;
  show (answering);
  return G_SOURCE_REMOVE;
}

/* Whether the person has stopped it. */
static gboolean
end (PealMainWindow *window)
{
  gboolean was_stopped = peal_progress_is_stopped (get_answering (window)->progress);

  close_dialog (get_answering (window));
  g_object_set_data (G_OBJECT (window), "peal-answering", NULL);
  return was_stopped;
}

static void
answered_cb (gpointer      owner,
             const GValue *value)
{
  gboolean was_stopped = end (owner);

  tell (owner, g_value_get_boxed (value));
  if (was_stopped)
    peal_questions_ask_anew (owner);
}

static void
answer_failed_cb (gpointer      owner,
                  const GError *error)
{
  end (owner);
  failed_cb (owner, error);
}

void
peal_answering_begin (PealMainWindow *window,
                      gboolean        send)
{
  PealStore *store;
  Answering *answering;

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (window));
  g_return_if_fail (!peal_answering_is_under_way (window));

  store = peal_engine_get_store (peal_main_window_get_engine (window));
  answering = g_new0 (Answering, 1);
  answering->window = window;
  answering->progress = peal_progress_new ();
  answering->send = send;
  g_weak_ref_init (&answering->dialog, NULL);
  answering->timeout = g_timeout_add (SHOW_AFTER_MS, timeout_cb, answering);
  g_object_set_data_full (G_OBJECT (window), "peal-answering", answering, answering_free);
  peal_when (peal_overdue_answer (store, NULL, send, "window", answering->progress), window, answered_cb,
             answer_failed_cb);
}

gboolean
peal_answering_is_under_way (PealMainWindow *window)
{
  g_return_val_if_fail (PEAL_IS_MAIN_WINDOW (window), FALSE);

  return get_answering (window) != NULL;
}

void
peal_answering_show (PealMainWindow *window)
{
  g_return_if_fail (peal_answering_is_under_way (window));

  show (get_answering (window));
}

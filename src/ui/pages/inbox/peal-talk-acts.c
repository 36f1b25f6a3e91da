/* peal-talk-acts.c: what can be done with the messages of a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-acts.h"

#include "peal-config.h"
#include "peal-consent.h"
#include "peal-error-text.h"
#include "peal-main-window.h"
#include "peal-message-details.h"
#include "peal-new-message.h"
#include "peal-outbox-acts.h"
#include "peal-revoke-dialog.h"
#include "peal-send.h"
#include "peal-talk-thread.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* Sending ----------------------------------------------------------------------------------------- */

static void
take_back (PealTalkThread *thread,
           gint64          id)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  peal_outbox_take_back (GTK_WIDGET (thread), peal_talk_thread_get_engine (thread), ids);
}

static void
undecided_cb (gpointer      thread,
              const GError *error)
{
  PealMainWindow *window = peal_main_window_of (thread);

  if (window != NULL && peal_error_is_late (error))
    peal_main_window_toast (window, _("Something has become of it meanwhile. Look at it again."));
  else
    peal_main_window_show_error_cb (thread, error);
}

static void
send_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealTalkThread *thread = PEAL_TALK_THREAD (widget);
  PealEngine *engine = peal_talk_thread_get_engine (thread);
  gint64 id;
  guint attempt;

  g_variant_get (parameter, "(xu)", &id, &attempt);
  if (g_str_equal (name, "thread.retry"))
    peal_when (peal_engine_retry_message (engine, id, "window"), thread, NULL, undecided_cb);
  else if (g_str_equal (name, "thread.cancel"))
    take_back (thread, id);
  else
    peal_when (peal_engine_decide_unknown (engine, id, attempt, g_str_equal (name, "thread.was-sent"), "window"),
               thread, NULL, undecided_cb);
}

/* Consent ----------------------------------------------------------------------------------------- */

static void
revoke_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealTalkThread *thread = PEAL_TALK_THREAD (widget);
  PealStore *store = peal_engine_get_store (peal_talk_thread_get_engine (thread));

  adw_dialog_present (peal_revoke_dialog_new (store, peal_talk_thread_get_theirs (thread), peal_talk_thread_get_name (thread)),
                      widget);
}

static void
answer_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealTalkThread *thread = PEAL_TALK_THREAD (widget);
  PealConsentEntry entry = {
    .e164 = peal_talk_thread_get_theirs (thread),
    .act = g_str_equal (name, "thread.opt-out") ? PEAL_CONSENT_ACT_OPT_OUT : PEAL_CONSENT_ACT_KEEP,
    .how = PEAL_CONSENT_HOW_PERSON,
    .actor = "window",
  };

  peal_when (peal_consent_record (peal_engine_get_store (peal_talk_thread_get_engine (thread)), &entry), thread, NULL,
             peal_main_window_show_error_cb);
}

/* The text ---------------------------------------------------------------------------------------- */

static void
text_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealTalkThread *thread = PEAL_TALK_THREAD (widget);
  PealEngine *engine = peal_talk_thread_get_engine (thread);
  const PealMessageRow *message = peal_talk_thread_get_message (thread, g_variant_get_int64 (parameter));

  if (message == NULL)
    return;
  if (g_str_equal (name, "thread.copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), message->body);
  else if (g_str_equal (name, "thread.forward"))
    adw_dialog_present (peal_new_message_new_with_text (engine, message->body), widget);
  else
    adw_dialog_present (peal_message_details_new (engine, message), widget);
}

/* Links ------------------------------------------------------------------------------------------- */

static void
launched_cb (GObject      *launcher,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkWidget) thread = user_data;
  g_autoptr(GError) error = NULL;
  PealMainWindow *window;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, &error)
      || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  window = peal_main_window_of (thread);
  if (window != NULL)
    peal_main_window_toast (window, _("No program could open the link."));
}

static void
write_to (PealTalkThread *thread,
          const char     *e164)
{
  g_autofree char *subject = g_strconcat ("number:", e164, NULL);

  gtk_widget_activate_action (GTK_WIDGET (thread), "win.new-message", "s", subject);
}

/* A number that is in a conversation already: that one; else a new message. */
static void
talk_found_cb (gpointer      owner,
               const GValue *value)
{
  PealTalkThread *thread = owner;
  const char *e164 = g_object_get_data (G_OBJECT (thread), "number-of-link");
  g_autofree char *subject = g_strdup_printf ("conversation:%" G_GINT64_FORMAT, g_value_get_int64 (value));

  if (g_value_get_int64 (value) == 0)
    write_to (thread, e164);
  else
    gtk_widget_activate_action (GTK_WIDGET (thread), "win.show", "s", subject);
}

/* Nothing but what peal_links_find () makes ever comes here. */
static void
open_link_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  const char *target = g_variant_get_string (parameter, NULL);
  g_autoptr(GtkUriLauncher) launcher = NULL;

  if (g_str_has_prefix (target, "tel:"))
    {
      PealStore *store = peal_engine_get_store (peal_talk_thread_get_engine (PEAL_TALK_THREAD (widget)));

      g_object_set_data_full (G_OBJECT (widget), "number-of-link", g_strdup (target + strlen ("tel:")), g_free);
      peal_when (peal_talk_find (store, target + strlen ("tel:")), widget, talk_found_cb, peal_main_window_show_error_cb);
      return;
    }
  launcher = gtk_uri_launcher_new (target);
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, launched_cb,
                           g_object_ref (widget));
}

void
peal_talk_acts_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *target;
    GtkWidgetActionActivateFunc activate;
  } acts[] = {
    { "thread.retry", "(xu)", send_cb },
    { "thread.cancel", "(xu)", send_cb },
    { "thread.was-sent", "(xu)", send_cb },
    { "thread.was-not-sent", "(xu)", send_cb },
    { "thread.revoke", NULL, revoke_cb },
    { "thread.opt-out", NULL, answer_cb },
    { "thread.keep", NULL, answer_cb },
    { "thread.copy", "x", text_cb },
    { "thread.forward", "x", text_cb },
    { "thread.details", "x", text_cb },
    { "thread.open-link", "s", open_link_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i].name, acts[i].target, acts[i].activate);
}

/* peal-outbox-acts.c: what a person does about messages that did not arrive, or have not left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-acts.h"

#include "peal-fiber.h"
#include "peal-main-window.h"
#include "peal-outbox-shelves.h"
#include "peal-outbox.h"
#include "peal-reason-text.h"
#include "peal-send.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

static void
toast (gpointer    page,
       const char *text)
{
  PealMainWindow *window = peal_main_window_of (page);

  if (window != NULL)
    peal_main_window_toast (window, text);
}

static void
failed_cb (gpointer      page,
           const GError *error)
{
  PealMainWindow *window = peal_main_window_of (page);

  if (window != NULL)
    peal_main_window_show_error (window, error);
}

/* In doubt --------------------------------------------------------------------------------------- */

static void
said_cb (gpointer      page,
         const GValue *value)
{
  toast (page, _("Noted as sent"));
}

void
peal_outbox_say_was_sent (GtkWidget  *page,
                          PealEngine *engine,
                          gint64      message_id)
{
  peal_when (peal_engine_decide_unknown (engine, message_id, TRUE, ACTOR), page, said_cb, failed_cb);
}

static void
queued_again_cb (gpointer      page,
                 const GValue *value)
{
  toast (page, _("On its way again"));
}

typedef struct
{
  GtkWidget *page;
  PealEngine *engine;
  gint64 message_id;
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  Asked *asked = data;

  g_clear_weak_pointer (&asked->page);
  g_object_unref (asked->engine);
  g_free (asked);
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             Asked          *asked)
{
  if (asked->page != NULL && g_str_equal (response, "again"))
    peal_when (peal_engine_decide_unknown (asked->engine, asked->message_id, FALSE, ACTOR), asked->page,
               queued_again_cb, failed_cb);
}

void
peal_outbox_ask_send_again (GtkWidget  *page,
                            PealEngine *engine,
                            gint64      message_id)
{
  AdwDialog *dialog
    = adw_alert_dialog_new (_("Send It Again?"),
                            _("The gateway never said whether it took this message. If it did, it will arrive "
                              "twice. Ask the person, or look into the gateway’s own list, where you can."));
  Asked *asked = g_new0 (Asked, 1);

  g_set_weak_pointer (&asked->page, page);
  asked->engine = g_object_ref (engine);
  asked->message_id = message_id;
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "again", _("Send _Again"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "again", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), asked, asked_free, 0);
  adw_dialog_present (dialog, page);
}

/* Failed ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealEngine *engine;
  gint64 message_id;
} Retry;

static void
retry_free (gpointer data)
{
  Retry *retry = data;

  g_object_unref (retry->engine);
  g_free (retry);
}

/* Resolves to a PealSendReport. The failure stays to be seen where nothing is sent. */
static DexFuture *
retry_fiber (gpointer      data,
             GCancellable *cancellable)
{
  Retry *retry = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSendReport) report
    = dex_await_boxed (peal_engine_retry_message (retry->engine, retry->message_id, ACTOR), &error);

  if (report == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (report->n_left_out == 0
      && !dex_await (peal_outbox_see_failures (peal_engine_get_store (retry->engine), &retry->message_id, 1),
                     &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_SEND_REPORT, g_steal_pointer (&report));
}

static void
retried_cb (gpointer      page,
            const GValue *value)
{
  const PealSendReport *report = g_value_get_boxed (value);
  const PealRecipient *recipient = report->recipients->len > 0 ? g_ptr_array_index (report->recipients, 0) : NULL;
  g_autofree char *reason = NULL;

  if (recipient == NULL || recipient->reason == PEAL_HOLD_NONE)
    {
      toast (page, _("On its way again"));
      return;
    }
  reason = peal_reason_text (recipient->reason, recipient->until, recipient->e164, g_get_real_time ());
  toast (page, reason);
}

void
peal_outbox_retry (GtkWidget  *page,
                   PealEngine *engine,
                   gint64      message_id)
{
  Retry *retry = g_new0 (Retry, 1);

  retry->engine = g_object_ref (engine);
  retry->message_id = message_id;
  peal_when (peal_fiber_spawn (retry_fiber, retry, retry_free), page, retried_cb, failed_cb);
}

void
peal_outbox_dismiss (GtkWidget  *page,
                     PealEngine *engine,
                     gint64      message_id)
{
  peal_when (peal_outbox_see_failures (peal_engine_get_store (engine), &message_id, 1), page, NULL, failed_cb);
}

/* Waiting ---------------------------------------------------------------------------------------- */

static void
undo_failed_cb (gpointer      window,
                const GError *error)
{
  peal_main_window_show_error (window, error);
}

static void
undo_take_back (PealMainWindow *window,
                gpointer        data)
{
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));

  peal_when (peal_outbox_restore (store, data, ACTOR), window, NULL, undo_failed_cb);
}

static void
taken_back_cb (gpointer      page,
               const GValue *value)
{
  PealMainWindow *window = peal_main_window_of (page);
  GArray *ids = g_value_get_boxed (value);
  g_autofree char *text = g_strdup_printf (ngettext ("%'d message taken back", "%'d messages taken back", ids->len),
                                           (int) ids->len);

  if (ids->len == 0)
    toast (page, _("Too late: it has been sent"));
  else if (window != NULL)
    peal_main_window_offer_undo (window, text, undo_take_back, g_array_ref (ids), (GDestroyNotify) g_array_unref);
}

void
peal_outbox_take_back (GtkWidget  *page,
                       PealEngine *engine,
                       GArray     *ids)
{
  peal_when (peal_outbox_cancel (peal_engine_get_store (engine), ids, ACTOR), page, taken_back_cb, failed_cb);
}

/* peal-outbox-acts.c: what a person does about messages that did not arrive, or have not left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-acts.h"

#include "peal-edit.h"
#include "peal-error-text.h"
#include "peal-fiber.h"
#include "peal-format.h"
#include "peal-law-text.h"
#include "peal-main-window.h"
#include "peal-merge.h"
#include "peal-outbox-edit.h"
#include "peal-outbox-shelves.h"
#include "peal-reason-text.h"
#include "peal-send-later.h"
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

/* What they speak of is not what is there any more. */
static void
undecided_cb (gpointer      page,
              const GError *error)
{
  if (peal_error_is_late (error))
    toast (page, _("Something has become of it meanwhile. Look at it again."));
  else
    failed_cb (page, error);
}

static void
said_cb (gpointer      page,
         const GValue *value)
{
  toast (page, _("Noted as sent"));
}

void
peal_outbox_say_was_sent (GtkWidget  *page,
                          PealEngine *engine,
                          gint64      message_id,
                          guint       attempt)
{
  peal_when (peal_engine_decide_unknown (engine, message_id, attempt, TRUE, ACTOR), page, said_cb, undecided_cb);
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
  guint attempt;
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
    peal_when (peal_engine_decide_unknown (asked->engine, asked->message_id, asked->attempt, FALSE, ACTOR),
               asked->page, queued_again_cb, undecided_cb);
}

void
peal_outbox_ask_send_again (GtkWidget  *page,
                            PealEngine *engine,
                            gint64      message_id,
                            guint       attempt)
{
  AdwDialog *dialog
    = adw_alert_dialog_new (_("Send It Again?"),
                            _("The gateway never said whether it took this message. If it did, it will arrive "
                              "twice. Ask the person, or look into the gateway’s own list, where you can."));
  Asked *asked = g_new0 (Asked, 1);

  g_set_weak_pointer (&asked->page, page);
  asked->engine = g_object_ref (engine);
  asked->message_id = message_id;
  asked->attempt = attempt;
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
  PealMainWindow *window = peal_main_window_of (page);
  g_autofree char *reason = NULL;

  if (window == NULL)
    return;
  if (recipient == NULL || recipient->reason == PEAL_HOLD_NONE)
    {
      toast (page, _("On its way again"));
      return;
    }
  reason = peal_reason_text (recipient->reason, recipient->until, recipient->e164,
                             peal_clock_get_now (peal_engine_get_clock (peal_main_window_get_engine (window))));
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
  peal_when (peal_fiber_spawn (retry_fiber, retry, retry_free), page, retried_cb, undecided_cb);
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

/* What is to be told of an act, and where. */
typedef struct
{
  PealActReport *report;
  PealMainWindow *window;    /* NULL: it is closed */
} Told;

static Told *
told_new (PealMainWindow *window,
          PealActReport  *report)
{
  Told *told = g_new0 (Told, 1);

  told->report = peal_act_report_ref (report);
  g_set_weak_pointer (&told->window, window);
  return told;
}

static void
told_free (gpointer data)
{
  Told *told = data;

  peal_act_report_unref (told->report);
  g_clear_weak_pointer (&told->window);
  g_free (told);
}

/* Says what could not be undone; what could shows itself in the list. */
static DexFuture *
undone_cb (DexFuture *completed,
           gpointer   data)
{
  const Told *told = data;
  gint64 n = g_value_get_int64 (dex_future_get_value (completed, NULL));
  guint n_done = told->report->moved->len;
  g_autofree char *text = NULL;

  if (told->window == NULL || n >= n_done)
    return dex_future_new_true ();
  /* Translators: what was undone, of how many: the others have left meanwhile. */
  text = g_strdup_printf (ngettext ("%'d of %'u could be undone", "%'d of %'u could be undone", n_done),
                          (int) n, n_done);
  peal_main_window_toast (told->window, n > 0 ? text : _("Too late to undo"));
  return dex_future_new_true ();
}

static void
undo_cb (PealMainWindow *window,
         gpointer        data)
{
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));

  peal_when (dex_future_then (peal_outbox_undo (store, data, ACTOR), undone_cb, told_new (window, data), told_free),
             window, NULL, undo_failed_cb);
}

/* What was done, in words; NULL: to none. Caller frees. */
static char *
dup_done (const PealActReport *report,
          gint64               now)
{
  guint n = report->moved->len;
  g_autofree char *moment = NULL;

  if (n == 0)
    return NULL;
  switch (report->kind)
    {
    case PEAL_ACT_CANCEL:
      return g_strdup_printf (ngettext ("%'d message taken back", "%'d messages taken back", n), (int) n);
    case PEAL_ACT_SEND_NOW:
      return g_strdup_printf (ngettext ("%'d message goes now", "%'d messages go now", n), (int) n);
    case PEAL_ACT_EDIT:
      return g_strdup_printf (ngettext ("%'d message changed", "%'d messages changed", n), (int) n);
    case PEAL_ACT_RESCHEDULE:
      moment = peal_moment_text (report->time, NULL, now);
      /* Translators: %s is a time: "tomorrow 8:00". */
      return g_strdup_printf (ngettext ("%'d message goes %s", "%'d messages go %s", n), (int) n, moment);
    }
  g_assert_not_reached ();
}

/* Why @refused, the first of those that were not touched, was not: which rule, of what place. Caller frees. */
static char *
dup_refusal (const PealActReport  *report,
             const PealMessageRow *refused,
             PealEngine           *engine)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (engine));
  g_autofree char *reason = NULL;
  g_autofree char *law = NULL;
  g_autofree char *end = NULL;

  if (report->kind == PEAL_ACT_RESCHEDULE && report->reason == PEAL_HOLD_EXPIRED)
    {
      end = peal_format_moment (refused->not_after, now);
      /* Translators: %s is a time: "tomorrow 8:00". */
      return g_strdup_printf (_("That is too late: it must go before %s"), end);
    }
  if (report->reason == PEAL_HOLD_MISSING_FIELD && *report->explanation != '\0')
    /* Translators: %s is the name of a field, or several: "first_name, city". */
    return g_strdup_printf (_("%s is missing: fill it in, or give the field a fallback"), report->explanation);
  reason = peal_reason_text (report->reason, report->until, refused->theirs, now);
  law = peal_law_text (refused, peal_engine_get_window_options (engine), report->reason, now);
  if (*law == '\0')
    return g_steal_pointer (&reason);
  /* Translators: why a message waits or is not sent, and the rule of law behind it. */
  return g_strdup_printf (_("%s. %s"), reason, law);
}

/* Why some were not touched; NULL: all were. @refused: the first of those that were refused. Caller frees. */
static char *
dup_not_done (const PealActReport  *report,
              const PealMessageRow *refused,
              PealEngine           *engine)
{
  g_autofree char *reason = NULL;

  if (refused == NULL)
    return report->n_gone > 0 ? g_strdup (report->kind == PEAL_ACT_EDIT ? _("Too late: it has left or was changed")
                                                                        : _("Too late: it has been sent"))
                              : NULL;
  reason = dup_refusal (report, refused, engine);
  if (report->n_refused == 1 && report->moved->len == 0)
    return g_steal_pointer (&reason);
  /* Translators: how many messages do not go now, and why the first of them does not. */
  return g_strdup_printf (ngettext ("%'d does not: %s", "%'d do not: %s", report->n_refused),
                          (int) report->n_refused, reason);
}

/* @refused: as above. */
static void
show_report (PealMainWindow       *window,
             PealActReport        *report,
             const PealMessageRow *refused)
{
  PealEngine *engine = peal_main_window_get_engine (window);
  g_autofree char *done = dup_done (report, peal_clock_get_now (peal_engine_get_clock (engine)));
  g_autofree char *not_done = dup_not_done (report, refused, engine);
  g_autofree char *text = NULL;

  /* Translators: what was done to some messages, and to which not: "3 messages go now. 2 do not: Paused" */
  text = done != NULL && refused != NULL ? g_strdup_printf (_("%s. %s"), done, not_done)
                                         : g_strdup (done != NULL ? done : not_done);
  if (report->error != NULL && text != NULL)
    {
      g_autofree char *before = g_steal_pointer (&text);

      text = peal_error_text_after (before, report->error);
    }
  if (done != NULL)
    peal_main_window_offer_undo (window, text, undo_cb, peal_act_report_ref (report),
                                 (GDestroyNotify) peal_act_report_unref);
  else if (text != NULL)
    peal_main_window_toast (window, text);
  else if (report->error != NULL)
    peal_main_window_show_error (window, report->error);
}

static DexFuture *
refused_loaded_cb (DexFuture *completed,
                   gpointer   data)
{
  const Told *told = data;
  const GPtrArray *rows = g_value_get_boxed (dex_future_get_value (completed, NULL));

  if (told->window != NULL)
    show_report (told->window, told->report, g_ptr_array_index (rows, 0));
  return dex_future_new_true ();
}

static void
changed_cb (gpointer      page,
            const GValue *value)
{
  PealMainWindow *window = peal_main_window_of (page);
  PealActReport *report = g_value_get_boxed (value);

  if (window == NULL)
    return;
  if (report->n_refused == 0)
    show_report (window, report, NULL);
  else
    peal_when (dex_future_then (peal_talk_load_messages (peal_engine_get_store (peal_main_window_get_engine (window)),
                                                         &report->refused_id, 1),
                                refused_loaded_cb, told_new (window, report), told_free),
               page, NULL, failed_cb);
}

void
peal_outbox_change (GtkWidget  *page,
                    PealEngine *engine,
                    PealActKind act,
                    gint64      time,
                    GArray     *ids)
{
  peal_when (peal_outbox_act (peal_engine_get_store (engine), act, time, ids, ACTOR), page, changed_cb, failed_cb);
}

void
peal_outbox_take_back (GtkWidget  *page,
                       PealEngine *engine,
                       GArray     *ids)
{
  peal_outbox_change (page, engine, PEAL_ACT_CANCEL, 0, ids);
}

/* When, and what ---------------------------------------------------------------------------------- */

/* What a person is asked about. */
typedef struct
{
  GtkWidget *page;           /* NULL: it is gone */
  PealEngine *engine;
  GArray *ids;
  char *was;                 /* the text that the person sees, where it is one message; else NULL */
} Question;

static Question *
question_new (GtkWidget  *page,
              PealEngine *engine,
              GArray     *ids,
              const char *was)
{
  Question *question = g_new0 (Question, 1);

  g_set_weak_pointer (&question->page, page);
  question->engine = g_object_ref (engine);
  question->ids = g_array_ref (ids);
  question->was = g_strdup (was);
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_weak_pointer (&question->page);
  g_object_unref (question->engine);
  g_array_unref (question->ids);
  g_free (question->was);
  g_free (question);
}

static void
question_free_cb (gpointer  data,
                  GClosure *closure)
{
  question_free (data);
}

/* Calls @loaded with the first of @ids as it stands now: what a row shows may be older. */
static void
ask (GtkWidget        *page,
     PealEngine       *engine,
     GArray           *ids,
     DexFutureCallback loaded)
{
  if (ids->len > 0)
    peal_when (dex_future_then (peal_talk_load_messages (peal_engine_get_store (engine), &g_array_index (ids, gint64, 0), 1),
                                loaded, question_new (page, engine, ids, NULL), question_free),
               page, NULL, failed_cb);
}

/* NULL: it is gone, or nobody is there to be asked. */
static const PealMessageRow *
get_loaded (DexFuture      *completed,
            const Question *question)
{
  const GPtrArray *rows = g_value_get_boxed (dex_future_get_value (completed, NULL));

  return question->page != NULL ? g_ptr_array_index (rows, 0) : NULL;
}

static void
chosen_cb (PealSendLater *dialog,
           gint64         time,
           Question      *question)
{
  if (question->page != NULL)
    peal_outbox_change (question->page, question->engine, PEAL_ACT_RESCHEDULE, time, question->ids);
}

static DexFuture *
ask_when_cb (DexFuture *completed,
             gpointer   data)
{
  const Question *question = data;
  const PealMessageRow *message = get_loaded (completed, question);
  PealClock *clock = peal_engine_get_clock (question->engine);
  gboolean one = question->ids->len == 1, has_time;
  gint64 time;
  AdwDialog *dialog;

  if (message == NULL)
    return dex_future_new_true ();
  has_time = one && message->not_before > peal_clock_get_now (clock) && message->not_before != PEAL_TIME_NEVER;
  time = has_time ? message->not_before : 0;
  dialog = peal_send_later_new (question->engine, one ? message->theirs : NULL, one ? message->contact_id : 0,
                                message->kind, time);
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (chosen_cb),
                         question_new (question->page, question->engine, question->ids, NULL), question_free_cb, 0);
  adw_dialog_present (dialog, question->page);
  return dex_future_new_true ();
}

void
peal_outbox_ask_when (GtkWidget  *page,
                      PealEngine *engine,
                      GArray     *ids)
{
  ask (page, engine, ids, ask_when_cb);
}

static void
edited_cb (PealOutboxEdit *dialog,
           const char     *text,
           Question       *question)
{
  if (question->page != NULL)
    peal_when (peal_engine_edit_messages (question->engine, question->ids, text, question->was, ACTOR), question->page,
               changed_cb, failed_cb);
}

/* @was: as in Question. */
static void
ask_text (const Question *question,
          const char     *text,
          const char     *was)
{
  AdwDialog *dialog = peal_outbox_edit_new (peal_engine_get_text_fields (question->engine), text, question->ids->len);

  g_signal_connect_data (dialog, "edited", G_CALLBACK (edited_cb),
                         question_new (question->page, question->engine, question->ids, was), question_free_cb, 0);
  adw_dialog_present (dialog, question->page);
}

static DexFuture *
ask_text_of_one_cb (DexFuture *completed,
                    gpointer   data)
{
  const PealMessageRow *message = get_loaded (completed, data);
  g_autofree char *text = NULL;

  if (message == NULL)
    return dex_future_new_true ();
  /* What is a brace in it as it is, is one after it was read as a text with fields. */
  text = peal_merge_escape (message->body);
  ask_text (data, text, message->body);
  return dex_future_new_true ();
}

static DexFuture *
ask_text_of_many_cb (DexFuture *completed,
                     gpointer   data)
{
  const Question *question = data;

  if (question->page != NULL)
    ask_text (question, g_value_get_string (dex_future_get_value (completed, NULL)), NULL);
  return dex_future_new_true ();
}

void
peal_outbox_ask_text (GtkWidget  *page,
                      PealEngine *engine,
                      GArray     *ids)
{
  DexFuture *text;

  if (ids->len <= 1)
    {
      ask (page, engine, ids, ask_text_of_one_cb);
      return;
    }
  text = peal_outbox_find_text (peal_engine_get_store (engine), (const gint64 *) (gpointer) ids->data, ids->len);
  peal_when (dex_future_then (text, ask_text_of_many_cb, question_new (page, engine, ids, NULL), question_free), page, NULL,
             failed_cb);
}

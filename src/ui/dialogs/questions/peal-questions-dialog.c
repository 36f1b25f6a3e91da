/* peal-questions-dialog.c: what a person is asked after an absence, a wrong clock or a restored backup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-questions-dialog.h"

#include "peal-answering.h"
#include "peal-config.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* A busy outbox commits often; a person does not answer that fast. */
#define READ_AFTER_MS 500

/* Answers ----------------------------------------------------------------------------------------- */

/* The window is the owner: without animations the dialog has left it before its answer is heard. */
static void
failed_cb (gpointer      owner,
           const GError *error)
{
  peal_main_window_show_error (owner, error);
}

static void
only_copy_cb (PealMainWindow *window,
              const char     *response)
{
  peal_when (peal_engine_confirm_only_copy (peal_main_window_get_engine (window), "window"), window, NULL, failed_cb);
}

static void
clock_right_cb (PealMainWindow *window,
                const char     *response)
{
  peal_when (peal_engine_confirm_clock (peal_main_window_get_engine (window), "window"), window, NULL, failed_cb);
}

static void
messages_cb (PealMainWindow *window,
             const char     *response)
{
  peal_answering_begin (window, g_str_equal (response, "send"));
}

/* Questions --------------------------------------------------------------------------------------- */

static AdwAlertDialog *
new_dialog (const char *heading,
            const char *body)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_response (dialog, "later", _("_Not Now"));
  adw_alert_dialog_set_close_response (dialog, "later");
  return dialog;
}

static void
add_answer (AdwAlertDialog       *dialog,
            const char           *response,
            const char           *label,
            AdwResponseAppearance appearance,
            GCallback             callback,
            PealMainWindow       *window)
{
  g_autofree char *signal = g_strconcat ("response::", response, NULL);

  adw_alert_dialog_add_response (dialog, response, label);
  adw_alert_dialog_set_response_appearance (dialog, response, appearance);
  g_signal_connect_object (dialog, signal, callback, window, G_CONNECT_SWAPPED);
}

static AdwAlertDialog *
ask_copy (PealMainWindow *window)
{
  AdwAlertDialog *dialog
    = new_dialog (_("Is This the Only Copy?"),
                  _("This workspace was restored from a backup, or copied. What waits in it may have been sent by "
                    "another copy already, so nothing that was planned is sent.\n\nIf no other copy is in use, say so: "
                    "what is still to come goes as planned, and you are asked about what was due before."));

  add_answer (dialog, "only", _("This Is the _Only Copy"), ADW_RESPONSE_SUGGESTED, G_CALLBACK (only_copy_cb), window);
  return dialog;
}

static gint64
get_now (PealMainWindow *window)
{
  return peal_clock_get_now (peal_engine_get_clock (peal_main_window_get_engine (window)));
}

static AdwAlertDialog *
ask_clock (PealMainWindow *window)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local_usec (get_now (window));
  /* Translators: date and time in full, as strftime writes them. */
  g_autofree char *shown = g_date_time_format (now, _("%A, %-d %B %Y, %H:%M"));
  AdwAlertDialog *dialog = new_dialog (_("Is the Clock Right?"), NULL);

  adw_alert_dialog_format_body (dialog,
                                _("This computer shows %s. Its clock was set, or Peal was off for long, and something "
                                  "that was planned would go by it.\n\nNothing of that is sent until the clock is "
                                  "right."),
                                shown);
  add_answer (dialog, "right", _("The Clock Is _Right"), ADW_RESPONSE_SUGGESTED, G_CALLBACK (clock_right_cb), window);
  return dialog;
}

static AdwAlertDialog *
ask_messages (PealMainWindow *window,
              gint64          n_messages)
{
  gulong n = (gulong) MIN (n_messages, G_MAXLONG);
  g_autofree char *heading = g_strdup_printf (ngettext ("%'lu Missed Message", "%'lu Missed Messages", n), n);
  AdwAlertDialog *dialog
    = new_dialog (heading,
                  _("Nothing could be sent when this was due. Is it still right?\n\nIn the Outbox you can read each "
                    "message, and take it back."));

  add_answer (dialog, "leave-out", _("_Leave Out"), ADW_RESPONSE_DESTRUCTIVE, G_CALLBACK (messages_cb), window);
  add_answer (dialog, "send", _("_Send Now"), ADW_RESPONSE_SUGGESTED, G_CALLBACK (messages_cb), window);
  return dialog;
}

AdwDialog *
peal_questions_dialog_new (PealMainWindow      *window,
                           const PealQuestions *questions)
{
  g_return_val_if_fail (PEAL_IS_MAIN_WINDOW (window), NULL);
  g_return_val_if_fail (questions != NULL, NULL);

  if (questions->copy)
    return ADW_DIALOG (ask_copy (window));
  if (questions->clock)
    return ADW_DIALOG (ask_clock (window));
  if (questions->n_messages > 0)
    return ADW_DIALOG (ask_messages (window, questions->n_messages));
  return NULL;
}

/* Watching ---------------------------------------------------------------------------------------- */

typedef struct
{
  PealMainWindow *window;    /* which owns this */
  PealEngine *engine;
  GSimpleAction *action;
  PealQuestions open;
  PealQuestions asked;       /* what was put to the person already */
  guint timeout;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->timeout, g_source_remove);
  g_object_unref (watch->engine);
  g_object_unref (watch->action);
  g_free (watch);
}

static Watch *
get_watch (gpointer window)
{
  return g_object_get_data (window, "peal-questions");
}

static void
ask (Watch *watch)
{
  AdwDialog *dialog = peal_questions_dialog_new (watch->window, &watch->open);

  if (dialog == NULL)
    return;
  if (watch->open.copy)
    watch->asked.copy = TRUE;
  else if (watch->open.clock)
    watch->asked.clock = TRUE;
  else
    watch->asked.n_messages = watch->open.n_messages;
  adw_dialog_present (dialog, GTK_WIDGET (watch->window));
}

/* Whether the question that comes first was not put to the person yet. */
static gboolean
is_news (const Watch *watch)
{
  if (watch->open.copy)
    return !watch->asked.copy;
  if (watch->open.clock)
    return !watch->asked.clock;
  return watch->open.n_messages > watch->asked.n_messages;
}

static void
read_cb (gpointer      owner,
         const GValue *value)
{
  Watch *watch = get_watch (owner);
  const PealQuestions *questions = g_value_get_boxed (value);

  if (watch == NULL)
    return;
  watch->open = *questions;
  watch->asked.copy &= questions->copy;
  watch->asked.clock &= questions->clock;
  watch->asked.n_messages = MIN (watch->asked.n_messages, questions->n_messages);
  g_simple_action_set_enabled (watch->action, questions->copy || questions->clock || questions->n_messages > 0);
  /* What somebody is busy with is not interrupted; the menu has it. */
  if (is_news (watch) && !peal_answering_is_under_way (owner)
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (owner)) == NULL)
    ask (watch);
}

static gboolean
timeout_cb (gpointer data)
{
  Watch *watch = data;

  watch->timeout = 0;
  peal_when (peal_engine_get_questions (watch->engine), watch->window, read_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
read_soon (PealMainWindow *window)
{
  Watch *watch = get_watch (window);

  if (watch != NULL && watch->timeout == 0)
    watch->timeout = g_timeout_add (READ_AFTER_MS, timeout_cb, watch);
}

void
peal_questions_ask_anew (PealMainWindow *window)
{
  Watch *watch = get_watch (window);

  if (watch != NULL)
    watch->asked.n_messages = 0;
  read_soon (window);
}

static void
store_changed_cb (PealMainWindow *window,
                  guint           changes)
{
  if ((changes & (PEAL_CHANGE_OUTBOX | PEAL_CHANGE_SETTINGS | PEAL_CHANGE_SCHEDULES)) != 0)
    read_soon (window);
}

static void
activate_cb (GSimpleAction  *action,
             GVariant       *parameter,
             PealMainWindow *window)
{
  if (peal_answering_is_under_way (window))
    peal_answering_show (window);
  else
    ask (get_watch (window));
}

void
peal_questions_watch (PealMainWindow *window,
                      PealEngine     *engine)
{
  Watch *watch;

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (window));
  g_return_if_fail (PEAL_IS_ENGINE (engine));

  watch = g_new0 (Watch, 1);
  watch->window = window;
  watch->engine = g_object_ref (engine);
  watch->action = g_simple_action_new ("questions", NULL);
  g_simple_action_set_enabled (watch->action, FALSE);
  g_object_set_data_full (G_OBJECT (window), "peal-questions", watch, watch_free);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (watch->action));
  g_signal_connect_object (watch->action, "activate", G_CALLBACK (activate_cb), window, 0);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "questions-changed", G_CALLBACK (read_soon), window, G_CONNECT_SWAPPED);
  read_soon (window);
}

/* peal-new-message.c: a message to somebody, or to many.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-new-message.h"

#include "peal-composer.h"
#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-field-menu.h"
#include "peal-format.h"
#include "peal-later-text.h"
#include "peal-main-window.h"
#include "peal-merge.h"
#include "peal-outbox-change.h"
#include "peal-plan-text.h"
#include "peal-reason-text.h"
#include "peal-recipients.h"
#include "peal-send-later.h"
#include "peal-send.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* A plan is made when nobody has typed for this long. */
#define PAUSE_MS 250

/* So many of those who wait or are left out are named. */
#define MOST_NAMED 100

/* As in the conversation: one message can be taken back for as long. */
#define UNDO_SPAN (5 * PEAL_SECOND)

struct _PealNewMessage
{
  AdwDialog parent_instance;
  PealEngine *engine;
  PealSendReport *plan;      /* of what stands there now; NULL while it is made */
  gint64 not_before;         /* what the person has chosen; 0 = now */
  GPtrArray *rows;           /* of the summary, which owns them */
  guint timeout;
  DexFuture *planning;

  GtkButton *send_button;
  PealRecipients *recipients;
  GtkWidget *kind_box;
  AdwComboRow *kind_row;
  PealComposer *composer;
  PealFieldMenu *field_menu;
  AdwActionRow *when_row;
  GtkWidget *now_button;
  GtkLabel *problem;
  GtkWidget *summary_list;
  AdwExpanderRow *summary;
};

G_DEFINE_FINAL_TYPE (PealNewMessage, peal_new_message, ADW_TYPE_DIALOG)

static gint64
get_now (PealNewMessage *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

static PealMessageKind
get_kind (PealNewMessage *self)
{
  if (!peal_recipients_are_many (self->recipients))
    return PEAL_MESSAGE_CONVERSATIONAL;
  return adw_combo_row_get_selected (self->kind_row) == 0 ? PEAL_MESSAGE_MARKETING : PEAL_MESSAGE_TRANSACTIONAL;
}

/* NULL: there is nobody, or nothing to say, yet. */
static PealSendRequest *
make_request (PealNewMessage *self)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  g_free (request->body);
  request->body = peal_composer_dup_text (self->composer);
  if (!peal_recipients_fill (self->recipients, request) || *request->body == '\0')
    return NULL;
  request->kind = get_kind (self);
  request->not_before = self->not_before;
  g_set_str (&request->actor, "window");
  return g_steal_pointer (&request);
}

/* Summary ----------------------------------------------------------------------------------------- */

static void
add_row (PealNewMessage *self,
         const char     *title,
         const char     *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (self->summary, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (PealNewMessage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->summary, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* Everybody who does not get it when it is to go, and why. */
static void
name_exceptions (PealNewMessage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->plan->recipients->len; i++)
    {
      const PealRecipient *recipient = g_ptr_array_index (self->plan->recipients, i);
      g_autofree char *reason = NULL;

      if (peal_plan_is_on_time (recipient) || n++ >= MOST_NAMED)
        continue;
      reason = peal_reason_text (recipient->reason, recipient->until, recipient->e164, get_now (self));
      add_row (self, recipient->display, reason);
    }
  if (n > self->rows->len)
    {
      guint more = n - self->rows->len;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      add_row (self, text, NULL);
    }
}

/* The words of the button. Caller frees. */
static char *
dup_label (PealNewMessage *self,
           guint           n)
{
  g_autofree char *count = peal_format_count (n);

  if (n > 1)
    return g_strdup_printf (self->not_before != 0 ? _("_Schedule for %s") : _("_Send to %s"), count);
  return g_strdup (self->not_before != 0 ? _("_Schedule") : _("_Send"));
}

static void
show_button (PealNewMessage *self)
{
  guint n = self->plan != NULL ? self->plan->n_now + self->plan->n_later : 0;
  g_autofree char *label = dup_label (self, n);

  gtk_button_set_label (self->send_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), n > 0);
}

static void
show_plan (PealNewMessage *self)
{
  clear_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (self->summary_list, self->plan != NULL);
  show_button (self);
  if (self->plan != NULL)
    {
      g_autofree char *title = peal_plan_summary_text (self->plan, self->not_before, get_now (self));
      g_autofree char *cost = peal_plan_cost_text (self->plan);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary), title);
      adw_expander_row_set_subtitle (self->summary, cost);
      name_exceptions (self);
      adw_expander_row_set_enable_expansion (self->summary, self->rows->len > 0);
    }
}

static void
planned_cb (gpointer      owner,
            const GValue *value)
{
  PealNewMessage *self = owner;

  g_clear_pointer (&self->plan, peal_send_report_unref);
  self->plan = g_value_dup_boxed (value);
  show_plan (self);
}

static void
problem_cb (gpointer      owner,
            const GError *error)
{
  PealNewMessage *self = owner;
  g_autofree char *text = peal_error_text (error);

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  g_clear_pointer (&self->plan, peal_send_report_unref);
  show_plan (self);
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static gboolean
plan_cb (gpointer user_data)
{
  PealNewMessage *self = user_data;
  g_autoptr(PealSendRequest) request = make_request (self);

  self->timeout = 0;
  if (request == NULL)
    {
      g_clear_pointer (&self->plan, peal_send_report_unref);
      show_plan (self);
      return G_SOURCE_REMOVE;
    }
  peal_when_latest (&self->planning, peal_engine_plan_send (self->engine, request), self, planned_cb, problem_cb);
  return G_SOURCE_REMOVE;
}

/* What is on the button is no longer true. */
static void
changed_cb (PealNewMessage *self)
{
  if (self->engine == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), FALSE);
  gtk_widget_set_visible (self->kind_box, peal_recipients_are_many (self->recipients));
  dex_clear (&self->planning);
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (PAUSE_MS, plan_cb, self);
}

/* Sending ----------------------------------------------------------------------------------------- */

static void
taken_back_cb (gpointer      owner,
               const GValue *value)
{
  const PealActReport *report = g_value_get_boxed (value);
  guint n = report->moved->len;
  g_autofree char *done = g_strdup_printf (ngettext ("%'d message taken back", "%'d messages taken back", n), (int) n);
  g_autofree char *text = report->error != NULL ? peal_error_text_after (done, report->error) : g_strdup (done);

  peal_main_window_toast (owner, n > 0 || report->error != NULL ? text : _("Too late: it has been sent"));
}

static void
take_back_cb (PealMainWindow *window,
              gpointer        data)
{
  PealEngine *engine = peal_main_window_get_engine (window);

  peal_when (peal_outbox_act (peal_engine_get_store (engine), PEAL_ACT_CANCEL, 0, data, "window"), window,
             taken_back_cb, peal_main_window_show_error_cb);
}

/* What waits can be taken back at once; what goes now has begun to leave. */
static void
tell (PealNewMessage       *self,
      PealMainWindow       *window,
      const PealSendReport *report)
{
  g_autofree char *text = peal_plan_sent_text (report, self->not_before, get_now (self));
  GArray *ids;

  if (self->not_before == 0)
    {
      peal_main_window_toast (window, text);
      return;
    }
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < report->recipients->len; i++)
    {
      const PealRecipient *recipient = g_ptr_array_index (report->recipients, i);

      if (recipient->message_id != 0)
        g_array_append_val (ids, recipient->message_id);
    }
  peal_main_window_offer_undo (window, text, take_back_cb, ids, (GDestroyNotify) g_array_unref);
}

static void
sent_cb (gpointer      owner,
         const GValue *value)
{
  PealNewMessage *self = owner;
  const PealSendReport *report = g_value_get_boxed (value);
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));

  if (report->recipients->len == 1)
    {
      const PealRecipient *recipient = g_ptr_array_index (report->recipients, 0);
      g_autofree char *subject = g_strconcat ("number:", recipient->e164, NULL);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", subject);
    }
  if (window != NULL && (report->recipients->len > 1 || self->not_before != 0))
    tell (self, window, report);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
send_now (PealNewMessage *self)
{
  g_autoptr(PealSendRequest) request = make_request (self);

  if (request == NULL)
    return;
  if (!peal_recipients_are_many (self->recipients) && self->not_before == 0)
    request->not_before = get_now (self) + UNDO_SPAN;
  adw_dialog_set_focus (ADW_DIALOG (self), NULL); /* nobody types into what is insensitive */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  peal_when (peal_engine_send (self->engine, request), self, sent_cb, problem_cb);
}

static void
confirmed_cb (PealNewMessage *self)
{
  send_now (self);
}

/* It costs money and cannot be called back: asked once more, with count and cost. */
static void
confirm (PealNewMessage *self)
{
  guint n = self->plan->n_now + self->plan->n_later;
  g_autofree char *heading = g_strdup_printf (ngettext ("Send to %u Person?", "Send to %u People?", n), n);
  g_autofree char *cost = peal_plan_cost_text (self->plan);
  AdwDialog *dialog = adw_alert_dialog_new (heading, cost);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "send", _("_Send"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "send", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response::send", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
send_clicked_cb (PealNewMessage *self)
{
  if (self->plan == NULL)
    return;
  if (self->plan->n_now + self->plan->n_later > 1)
    confirm (self);
  else
    send_now (self);
}

/* When -------------------------------------------------------------------------------------------- */

/* The only one who gets it; NULL = nobody yet, several, or somebody without a number. */
static const PealRecipient *
get_only_one (PealNewMessage *self)
{
  const PealRecipient *recipient;

  if (self->plan == NULL || self->plan->recipients->len != 1)
    return NULL;
  recipient = g_ptr_array_index (self->plan->recipients, 0);
  return *recipient->e164 != '\0' ? recipient : NULL;
}

static void
show_when (PealNewMessage *self)
{
  g_autofree char *text = NULL;

  if (self->not_before != 0)
    text = peal_reason_text (PEAL_HOLD_SCHEDULED, self->not_before, NULL, get_now (self));
  adw_action_row_set_subtitle (self->when_row, text != NULL ? text : _("Now"));
  gtk_widget_set_visible (self->now_button, self->not_before != 0);
}

static void
set_when (PealNewMessage *self,
          gint64          time)
{
  self->not_before = time;
  show_when (self);
  changed_cb (self);
}

static void
chosen_cb (PealNewMessage *self,
           gint64          time)
{
  set_when (self, time);
}

static void
now_clicked_cb (PealNewMessage *self)
{
  set_when (self, 0);
}

static void
when_activated_cb (PealNewMessage *self)
{
  const PealRecipient *one = get_only_one (self);
  AdwDialog *dialog = peal_send_later_new (self->engine, one != NULL ? one->e164 : NULL,
                                           one != NULL ? one->contact_id : 0, get_kind (self), self->not_before);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
cancel_cb (PealNewMessage *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_new_message_dispose (GObject *object)
{
  PealNewMessage *self = PEAL_NEW_MESSAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->planning);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_NEW_MESSAGE);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_new_message_parent_class)->dispose (object);
}

static void
peal_new_message_finalize (GObject *object)
{
  PealNewMessage *self = PEAL_NEW_MESSAGE (object);

  g_clear_pointer (&self->plan, peal_send_report_unref);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (peal_new_message_parent_class)->finalize (object);
}

static void
peal_new_message_class_init (PealNewMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_new_message_dispose;
  object_class->finalize = peal_new_message_finalize;

  g_type_ensure (PEAL_TYPE_RECIPIENTS);
  g_type_ensure (PEAL_TYPE_COMPOSER);
  g_type_ensure (PEAL_TYPE_FIELD_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-new-message.ui");
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, send_button);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, recipients);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, kind_box);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, composer);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, field_menu);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, when_row);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, now_button);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, problem);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, summary_list);
  gtk_widget_class_bind_template_child (widget_class, PealNewMessage, summary);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, when_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, now_clicked_cb);
}

static void
peal_new_message_init (PealNewMessage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
peal_new_message_new (PealEngine *engine,
                      const char *subject)
{
  PealNewMessage *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (subject != NULL, NULL);

  self = g_object_new (PEAL_TYPE_NEW_MESSAGE, NULL);
  self->engine = g_object_ref (engine);
  peal_recipients_set_store (self->recipients, peal_engine_get_store (engine));
  peal_field_menu_set_store (self->field_menu, peal_engine_get_store (engine));
  peal_recipients_add_subject (self->recipients, subject);
  if (*subject != '\0')
    adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->composer));
  return ADW_DIALOG (self);
}

AdwDialog *
peal_new_message_new_with_text (PealEngine *engine,
                                const char *text)
{
  AdwDialog *dialog = peal_new_message_new (engine, "");
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (text != NULL, dialog);

  escaped = peal_merge_escape (text);
  peal_composer_set_text (PEAL_NEW_MESSAGE (dialog)->composer, escaped);
  return dialog;
}

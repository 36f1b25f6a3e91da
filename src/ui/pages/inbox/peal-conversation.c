/* peal-conversation.c: one conversation: who, the thread, the composer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-conversation.h"

#include "peal-answer-bar.h"
#include "peal-config.h"
#include "peal-conversation-acts.h"
#include "peal-format.h"
#include "peal-main-window.h"
#include "peal-talk-pane.h"
#include "peal-talk-thread.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealConversation
{
  AdwBin parent_instance;
  PealEngine *engine;
  gint64 id;                 /* 0 = none */
  gint64 message_id;         /* at which it opens; 0 = where it does by itself */
  gboolean is_shown;         /* the thread has been opened */
  GPtrArray *rows;           /* owns row */
  const PealConversationRow *row;  /* NULL until it is read */
  DexFuture *reading;

  GtkStack *states;
  AdwOverlaySplitView *split_view;
  PealTalkPane *pane;
  GtkWidget *contact_button;
  GtkLabel *name;
  GtkLabel *number;
  AdwBanner *review;
  PealTalkThread *thread;
  PealAnswerBar *answer;
};

G_DEFINE_FINAL_TYPE (PealConversation, peal_conversation, ADW_TYPE_BIN)

static PealStore *
get_store (PealConversation *self)
{
  return peal_engine_get_store (self->engine);
}

/* Who --------------------------------------------------------------------------------------------- */

static void
show_person (PealConversation *self)
{
  g_autofree char *number = peal_format_number (self->row->theirs);
  gboolean known = self->row->contact_id != 0;

  gtk_label_set_text (self->name, known ? self->row->display : number);
  gtk_label_set_text (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->number), known);
  gtk_widget_set_sensitive (self->contact_button, known);
  gtk_widget_set_tooltip_text (self->contact_button, known ? _("Show Contact") : NULL);
}

static void
show_consent (PealConversation *self)
{
  gboolean stopped = self->row->consent == PEAL_CONSENT_OPTED_OUT;

  adw_banner_set_revealed (self->review, self->row->review && !stopped);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conversation.opt-out", !stopped);
}

static void
row_read_cb (gpointer      owner,
             const GValue *value)
{
  PealConversation *self = owner;
  GPtrArray *rows = g_value_dup_boxed (value);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = rows;
  self->row = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  if (self->row == NULL)
    {
      peal_conversation_show (self, 0);
      return;
    }
  show_person (self);
  show_consent (self);
  peal_answer_bar_update (self->answer, self->row);
  peal_conversation_acts_update (GTK_WIDGET (self), self->row);
  peal_talk_pane_open (self->pane, self->engine, self->row);
  if (self->is_shown)
    return;
  self->is_shown = TRUE;
  peal_conversation_acts_see (get_store (self), self->id);
  peal_talk_thread_open (self->thread, self->engine, self->row, self->message_id);
  gtk_stack_set_visible_child_name (self->states, "conversation");
}

static void
read_row (PealConversation *self)
{
  peal_when_latest (&self->reading, peal_talk_load_rows (get_store (self), &self->id, 1), self, row_read_cb,
                    peal_main_window_show_error_cb);
}

static void
store_changed_cb (PealConversation *self,
                  guint             changes)
{
  if (self->id != 0 && (changes & (PEAL_CHANGE_PEOPLE | PEAL_CHANGE_CONSENT | PEAL_CHANGE_TALK)) != 0)
    read_row (self);
}

static void
contact_clicked_cb (PealConversation *self)
{
  g_autofree char *subject = NULL;

  if (self->row == NULL || self->row->contact_id == 0)
    return;
  subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, self->row->contact_id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", subject);
}

/* What was sent is to be seen. */
static void
sent_cb (PealConversation *self)
{
  peal_talk_thread_scroll_to_end (self->thread);
}

/* Consent ----------------------------------------------------------------------------------------- */

static void
record (PealConversation *self,
        PealConsentAct    act)
{
  PealConsentEntry entry = {
    .e164 = self->row->theirs,
    .act = act,
    .how = PEAL_CONSENT_HOW_PERSON,
    .actor = "window",
  };

  peal_when (peal_consent_record (get_store (self), &entry), self, NULL, peal_main_window_show_error_cb);
}

static void
answered_cb (PealConversation *self,
             const char       *response)
{
  if (self->row == NULL)
    return;
  if (g_str_equal (response, "opt-out"))
    record (self, PEAL_CONSENT_ACT_OPT_OUT);
  else if (g_str_equal (response, "keep"))
    record (self, PEAL_CONSENT_ACT_KEEP);
}

static void
decide_clicked_cb (PealConversation *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Did They Ask to Stop?"),
                                            _("Until you decide, no news and offers go to this number. If you "
                                              "are not sure, it was an opt-out."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "later", _("Decide _Later"), "keep",
                                  _("No, _Keep"), "opt-out", _("Yes, _Opt Out"), NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "later");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
opt_out_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Did They Ask to Stop?"),
                                            _("Nothing will be sent to this number any more, whoever has it, "
                                              "until they text START."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "later", _("_Cancel"), "opt-out",
                                  _("_Opt Out"), NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "later");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "opt-out", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
copy_number_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealConversation *self = PEAL_CONVERSATION (widget);

  if (self->row != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->row->theirs);
}

static void
details_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PealConversation *self = PEAL_CONVERSATION (widget);

  if (self->row != NULL)
    adw_overlay_split_view_set_show_sidebar (self->split_view, !adw_overlay_split_view_get_show_sidebar (self->split_view));
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_conversation_dispose (GObject *object)
{
  PealConversation *self = PEAL_CONVERSATION (object);

  self->id = 0;
  dex_clear (&self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL); /* it is a template child too, which would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONVERSATION);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_conversation_parent_class)->dispose (object);
}

static void
peal_conversation_finalize (GObject *object)
{
  PealConversation *self = PEAL_CONVERSATION (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_conversation_parent_class)->finalize (object);
}

static void
peal_conversation_class_init (PealConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_conversation_dispose;
  object_class->finalize = peal_conversation_finalize;

  gtk_widget_class_install_action (widget_class, "conversation.opt-out", NULL, opt_out_cb);
  gtk_widget_class_install_action (widget_class, "conversation.copy-number", NULL, copy_number_cb);
  gtk_widget_class_install_action (widget_class, "conversation.details", NULL, details_cb);
  peal_conversation_acts_install (widget_class);

  g_type_ensure (PEAL_TYPE_TALK_PANE);
  g_type_ensure (PEAL_TYPE_TALK_THREAD);
  g_type_ensure (PEAL_TYPE_ANSWER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-conversation.ui");
  gtk_widget_class_bind_template_child (widget_class, PealConversation, states);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, split_view);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, pane);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, contact_button);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, name);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, number);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, review);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, thread);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, answer);
  gtk_widget_class_bind_template_callback (widget_class, contact_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
}

static void
peal_conversation_init (PealConversation *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_conversation_set_engine (PealConversation *self,
                              PealEngine       *engine)
{
  g_return_if_fail (PEAL_IS_CONVERSATION (self));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  peal_answer_bar_set_engine (self->answer, engine);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

void
peal_conversation_show (PealConversation *self,
                        gint64            conversation_id)
{
  g_return_if_fail (PEAL_IS_CONVERSATION (self));
  g_return_if_fail (self->engine != NULL);

  if (self->id == conversation_id)
    return;
  self->message_id = 0;
  self->is_shown = FALSE;
  self->row = NULL;
  dex_clear (&self->reading);
  peal_talk_thread_close (self->thread);
  peal_talk_pane_close (self->pane);
  peal_conversation_acts_update (GTK_WIDGET (self), NULL);
  peal_answer_bar_open (self->answer, conversation_id);
  self->id = conversation_id;
  if (conversation_id != 0)
    read_row (self);
  else
    gtk_stack_set_visible_child_name (self->states, "empty");
}

void
peal_conversation_show_message (PealConversation *self,
                                gint64            conversation_id,
                                gint64            message_id)
{
  peal_conversation_show (self, conversation_id);
  if (self->id == 0)
    return;
  if (self->is_shown)
    peal_talk_thread_show_message (self->thread, message_id);
  else
    self->message_id = message_id;
}

gint64
peal_conversation_get_id (PealConversation *self)
{
  g_return_val_if_fail (PEAL_IS_CONVERSATION (self), 0);

  return self->id;
}

const PealConversationRow *
peal_conversation_get_row (PealConversation *self)
{
  g_return_val_if_fail (PEAL_IS_CONVERSATION (self), NULL);

  return self->row;
}

void
peal_conversation_reply (PealConversation *self)
{
  g_return_if_fail (PEAL_IS_CONVERSATION (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->answer));
}

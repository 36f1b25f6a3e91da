/* peal-conversation.c: one conversation: who, the thread, the composer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-conversation.h"

#include "peal-accounts.h"
#include "peal-composer.h"
#include "peal-config.h"
#include "peal-format.h"
#include "peal-main-window.h"
#include "peal-merge.h"
#include "peal-phone.h"
#include "peal-reason-text.h"
#include "peal-send-later.h"
#include "peal-send.h"
#include "peal-conversation-acts.h"
#include "peal-talk-pane.h"
#include "peal-talk-thread.h"
#include "peal-talk.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* How long a message can be taken back. A toast stays as long. */
#define UNDO_SPAN (5 * PEAL_SECOND)

struct _PealConversation
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealDrafts *drafts;
  gint64 id;                 /* 0 = none */
  gint64 message_id;         /* at which it opens; 0 = where it does by itself */
  gboolean is_shown;         /* the thread has been opened */
  char *on_its_way;          /* the text that is being queued */
  GPtrArray *rows;           /* owns row */
  const PealConversationRow *row;  /* NULL until it is read */
  DexFuture *reading;
  DexFuture *reading_prices;

  GtkStack *states;
  AdwOverlaySplitView *split_view;
  PealTalkPane *pane;
  GtkWidget *contact_button;
  GtkLabel *name;
  GtkLabel *number;
  AdwBanner *review;
  PealTalkThread *thread;
  PealComposer *composer;
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

  peal_composer_set_obstacle (self->composer,
                              stopped ? _("They asked to stop. Nothing can be sent until they text START.") : NULL);
  adw_banner_set_revealed (self->review, self->row->review && !stopped);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conversation.opt-out", !stopped);
}

/* The price for the country of the number, else for everywhere. */
static void
prices_read_cb (gpointer      owner,
                const GValue *value)
{
  PealConversation *self = owner;
  const GPtrArray *prices = g_value_get_boxed (value);
  const PealPrice *found = NULL;
  char region[4] = "";

  peal_phone_get_region (self->row->theirs, region);
  for (guint i = 0; i < prices->len; i++)
    {
      const PealPrice *price = g_ptr_array_index (prices, i);

      if (g_str_equal (price->region, region) || (found == NULL && *price->region == '\0'))
        found = price;
    }
  peal_composer_set_price (self->composer, found != NULL ? found->micros : 0,
                           found != NULL ? found->currency : "");
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
  peal_conversation_acts_update (GTK_WIDGET (self), self->row);
  peal_talk_pane_open (self->pane, self->engine, self->row);
  if (self->is_shown)
    return;
  self->is_shown = TRUE;
  peal_conversation_acts_see (get_store (self), self->id);
  peal_talk_thread_open (self->thread, self->engine, self->row, self->message_id);
  gtk_stack_set_visible_child_name (self->states, "conversation");
  peal_when_latest (&self->reading_prices, peal_prices_list (get_store (self), self->row->account_id), self,
                    prices_read_cb, NULL);
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

/* Sending ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealEngine *engine;
  PealConversation *pane;    /* weak */
  gint64 conversation_id;
  gint64 message_id;
  char *text;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_clear_weak_pointer (&undo->pane);
  g_object_unref (undo->engine);
  g_free (undo->text);
  g_free (undo);
}

/* Also where it was too late: then the bubble says so. */
static void
undone_cb (gpointer      owner,
           const GValue *value)
{
  if (!g_value_get_boolean (value))
    peal_main_window_toast (owner, _("Too late: it has been sent"));
}

static void
undo_failed_cb (gpointer      owner,
                const GError *error)
{
  peal_main_window_show_error (owner, error);
}

/* The text goes back to where it was written, unless something else is there by now. */
static void
undo_cb (PealMainWindow *window,
         gpointer        data)
{
  Undo *undo = data;
  PealConversation *self = undo->pane;

  peal_when (peal_engine_cancel_message (undo->engine, undo->message_id, "window"), window, undone_cb,
             undo_failed_cb);
  if (self == NULL || *peal_drafts_get (self->drafts, undo->conversation_id) != '\0')
    return;
  if (self->id == undo->conversation_id)
    peal_composer_set_text (self->composer, undo->text);
  else
    peal_drafts_set (self->drafts, undo->conversation_id, undo->text);
}

/* The few seconds in which every message can be taken back are no schedule. */
static char *
dup_news (PealConversation *self,
          gint64            until)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));

  return until > now + UNDO_SPAN ? peal_reason_text (PEAL_HOLD_SCHEDULED, until, NULL, now) : g_strdup (_("Sending…"));
}

static void
offer_undo (PealConversation    *self,
            const PealRecipient *recipient)
{
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));
  g_autofree char *text = NULL;
  Undo *undo;

  if (window == NULL || recipient->message_id == 0 || recipient->reason >= PEAL_HOLD_OPTED_OUT)
    return;
  undo = g_new0 (Undo, 1);
  undo->engine = g_object_ref (self->engine);
  g_set_weak_pointer (&undo->pane, self);
  undo->conversation_id = self->id;
  undo->message_id = recipient->message_id;
  undo->text = g_strdup (recipient->body);
  text = dup_news (self, recipient->until);
  peal_main_window_offer_undo (window, text, undo_cb, undo, undo_free);
}

static void
sent_cb (gpointer      owner,
         const GValue *value)
{
  PealConversation *self = owner;
  const PealSendReport *report = g_value_get_boxed (value);

  if (report->recipients->len > 0)
    offer_undo (self, g_ptr_array_index (report->recipients, 0));
}

/* Nothing was queued: the text goes back. */
static void
send_failed_cb (gpointer      owner,
                const GError *error)
{
  PealConversation *self = owner;
  g_autofree char *text = peal_composer_dup_text (self->composer);

  if (*text == '\0')
    peal_composer_set_text (self->composer, self->on_its_way);
  peal_main_window_show_error_cb (owner, error);
}

static void
send_at (PealConversation *self,
         const char       *text,
         gint64            not_before)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  if (self->row == NULL)
    return;
  /* An answer is meant as it stands: its braces are no fields. */
  g_free (request->body);
  request->body = peal_merge_escape (text);
  request->conversation_id = self->row->id;
  request->not_before = not_before;
  g_set_str (&request->actor, "window");
  g_set_str (&self->on_its_way, text);
  peal_when (peal_engine_send (self->engine, request), self, sent_cb, send_failed_cb);
  peal_composer_set_text (self->composer, "");
  peal_talk_thread_scroll_to_end (self->thread);
}

static void
send_cb (PealConversation *self,
         const char       *text)
{
  send_at (self, text, peal_clock_get_now (peal_engine_get_clock (self->engine)) + UNDO_SPAN);
}

static void
chosen_cb (PealConversation *self,
           gint64            time)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  send_at (self, text, time);
}

static void
send_later_cb (PealConversation *self)
{
  AdwDialog *dialog;

  if (self->row == NULL)
    return;
  dialog = peal_send_later_new (self->engine, self->row->theirs, self->row->contact_id, PEAL_MESSAGE_CONVERSATIONAL, 0);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
changed_cb (PealConversation *self)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  if (self->id != 0)
    peal_drafts_set (self->drafts, self->id, text);
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

/* The key that sends is one of the window's settings. */
static void
peal_conversation_root (GtkWidget *widget)
{
  PealConversation *self = PEAL_CONVERSATION (widget);
  PealMainWindow *window;

  GTK_WIDGET_CLASS (peal_conversation_parent_class)->root (widget);
  window = peal_main_window_of (widget);
  if (window != NULL)
    peal_composer_bind_settings (self->composer, peal_main_window_get_settings (window));
}

static void
peal_conversation_dispose (GObject *object)
{
  PealConversation *self = PEAL_CONVERSATION (object);

  self->id = 0;
  dex_clear (&self->reading);
  dex_clear (&self->reading_prices);
  adw_bin_set_child (ADW_BIN (self), NULL); /* it is a template child too, which would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONVERSATION);
  g_clear_object (&self->engine);
  g_clear_object (&self->drafts);
  G_OBJECT_CLASS (peal_conversation_parent_class)->dispose (object);
}

static void
peal_conversation_finalize (GObject *object)
{
  PealConversation *self = PEAL_CONVERSATION (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->on_its_way);
  G_OBJECT_CLASS (peal_conversation_parent_class)->finalize (object);
}

static void
peal_conversation_class_init (PealConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_conversation_dispose;
  object_class->finalize = peal_conversation_finalize;
  widget_class->root = peal_conversation_root;

  gtk_widget_class_install_action (widget_class, "conversation.opt-out", NULL, opt_out_cb);
  gtk_widget_class_install_action (widget_class, "conversation.copy-number", NULL, copy_number_cb);
  gtk_widget_class_install_action (widget_class, "conversation.details", NULL, details_cb);
  peal_conversation_acts_install (widget_class);

  g_type_ensure (PEAL_TYPE_TALK_PANE);
  g_type_ensure (PEAL_TYPE_TALK_THREAD);
  g_type_ensure (PEAL_TYPE_COMPOSER);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-conversation.ui");
  gtk_widget_class_bind_template_child (widget_class, PealConversation, states);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, split_view);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, pane);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, contact_button);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, name);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, number);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, review);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, thread);
  gtk_widget_class_bind_template_child (widget_class, PealConversation, composer);
  gtk_widget_class_bind_template_callback (widget_class, contact_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_later_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
peal_conversation_init (PealConversation *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_conversation_set_engine (PealConversation *self,
                              PealEngine       *engine,
                              PealDrafts       *drafts)
{
  g_return_if_fail (PEAL_IS_CONVERSATION (self));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->drafts = g_object_ref (drafts);
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
  self->id = 0; /* what the composer says now is nobody's draft */
  self->message_id = 0;
  self->is_shown = FALSE;
  self->row = NULL;
  dex_clear (&self->reading);
  dex_clear (&self->reading_prices);
  peal_talk_thread_close (self->thread);
  peal_talk_pane_close (self->pane);
  peal_conversation_acts_update (GTK_WIDGET (self), NULL);
  peal_composer_set_text (self->composer,
                          conversation_id != 0 ? peal_drafts_get (self->drafts, conversation_id) : "");
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

  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

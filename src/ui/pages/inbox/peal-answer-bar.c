/* peal-answer-bar.c: where a conversation is answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-answer-bar.h"

#include "peal-composer.h"
#include "peal-config.h"
#include "peal-drafts.h"
#include "peal-main-window.h"
#include "peal-merge.h"
#include "peal-phone.h"
#include "peal-reason-text.h"
#include "peal-send-later.h"
#include "peal-send.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealAnswerBar
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealDrafts *drafts;
  gint64 id;                 /* of the conversation; 0 = none */
  gboolean is_known;         /* what follows is of this conversation */
  char *theirs;
  gint64 contact_id;
  gint64 account_id;
  DexFuture *reading_draft;
  DexFuture *reading_prices;

  PealComposer *composer;
};

G_DEFINE_FINAL_TYPE (PealAnswerBar, peal_answer_bar, ADW_TYPE_BIN)

enum
{
  SENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PealStore *
get_store (PealAnswerBar *self)
{
  return peal_engine_get_store (self->engine);
}

static gboolean
is_empty (PealAnswerBar *self)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  return *text == '\0';
}

/* The draft --------------------------------------------------------------------------------------- */

static void
changed_cb (PealAnswerBar *self)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  if (self->id != 0)
    peal_drafts_set (self->drafts, self->id, text);
}

/* Who typed before it was read is not overwritten. */
static void
draft_read_cb (gpointer      owner,
               const GValue *value)
{
  PealAnswerBar *self = owner;
  gint64 id = self->id;

  if (!is_empty (self))
    return;
  self->id = 0; /* it is no change */
  peal_composer_set_text (self->composer, g_value_get_string (value));
  self->id = id;
}

/* The price for the country of the number, else for everywhere. */
static void
prices_read_cb (gpointer      owner,
                const GValue *value)
{
  PealAnswerBar *self = owner;
  const GPtrArray *prices = g_value_get_boxed (value);
  const PealPrice *found = NULL;
  char region[4] = "";

  peal_phone_get_region (self->theirs, region);
  for (guint i = 0; i < prices->len; i++)
    {
      const PealPrice *price = g_ptr_array_index (prices, i);

      if (g_str_equal (price->region, region) || (found == NULL && *price->region == '\0'))
        found = price;
    }
  peal_composer_set_price (self->composer, found != NULL ? found->micros : 0,
                           found != NULL ? found->currency : "");
}

/* What was sent ----------------------------------------------------------------------------------- */

/* A text that has left the composer; its place may show another conversation by now, or be gone. */
typedef struct
{
  PealEngine *engine;
  PealDrafts *drafts;
  PealAnswerBar *bar;        /* weak */
  gint64 conversation_id;
  gint64 message_id;         /* 0: nothing is queued yet */
  guint undo_seconds;
  char *text;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_clear_weak_pointer (&sending->bar);
  g_object_unref (sending->engine);
  g_object_unref (sending->drafts);
  g_free (sending->text);
  g_free (sending);
}

static Sending *
sending_new (PealAnswerBar *self,
             const char    *text,
             guint          undo_seconds)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->engine = g_object_ref (self->engine);
  sending->drafts = g_object_ref (self->drafts);
  g_set_weak_pointer (&sending->bar, self);
  sending->conversation_id = self->id;
  sending->undo_seconds = undo_seconds;
  sending->text = g_strdup (text);
  return sending;
}

static Sending *
sending_copy (const Sending *self)
{
  Sending *copy = g_memdup2 (self, sizeof *self);

  g_object_ref (copy->engine);
  g_object_ref (copy->drafts);
  copy->bar = NULL;
  g_set_weak_pointer (&copy->bar, self->bar);
  copy->text = g_strdup (self->text);
  return copy;
}

static DexFuture *
draft_looked_at_cb (DexFuture *completed,
                    gpointer   user_data)
{
  const Sending *sending = user_data;
  const GValue *value = dex_future_get_value (completed, NULL);

  if (value != NULL && *g_value_get_string (value) == '\0')
    {
      peal_drafts_set (sending->drafts, sending->conversation_id, sending->text);
      peal_drafts_flush (sending->drafts);
    }
  return dex_future_new_true ();
}

/* The text goes back to where it was written, unless something else is there by now. */
static void
put_back (const Sending *sending)
{
  PealAnswerBar *bar = sending->bar;

  if (bar == NULL || bar->id != sending->conversation_id)
    dex_future_disown (dex_future_finally (peal_drafts_read (sending->drafts, sending->conversation_id),
                                           draft_looked_at_cb, sending_copy (sending), sending_free));
  else if (is_empty (bar))
    peal_composer_set_text (bar->composer, sending->text);
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

static void
undo_cb (PealMainWindow *window,
         gpointer        data)
{
  const Sending *sending = data;

  peal_when (peal_engine_cancel_message (sending->engine, sending->message_id, "window"), window, undone_cb,
             undo_failed_cb);
  put_back (sending);
}

/* The few seconds in which every message can be taken back are no schedule. */
static char *
dup_news (const Sending *sending,
          gint64         until)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (sending->engine));

  return until > now + sending->undo_seconds * PEAL_SECOND ? peal_reason_text (PEAL_HOLD_SCHEDULED, until, NULL, now)
                                                           : g_strdup (_("Sending…"));
}

static void
offer_undo (const Sending       *sending,
            const PealRecipient *recipient)
{
  PealMainWindow *window = sending->bar != NULL ? peal_main_window_of (GTK_WIDGET (sending->bar)) : NULL;
  g_autofree char *text = NULL;
  Sending *undo;

  if (window == NULL || recipient->message_id == 0 || recipient->reason >= PEAL_HOLD_OPTED_OUT
      || (sending->undo_seconds == 0 && recipient->reason == PEAL_HOLD_NONE))
    return;
  undo = sending_copy (sending);
  undo->message_id = recipient->message_id;
  text = dup_news (sending, recipient->until);
  peal_main_window_offer_undo_for (window, text, sending->undo_seconds, undo_cb, undo, sending_free);
}

static DexFuture *
settled_cb (DexFuture *completed,
            gpointer   user_data)
{
  const Sending *sending = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);
  const PealSendReport *report = value != NULL ? g_value_get_boxed (value) : NULL;

  if (report == NULL)
    {
      put_back (sending);
      if (sending->bar != NULL)
        peal_main_window_show_error_cb (sending->bar, error);
    }
  else if (report->recipients->len > 0)
    offer_undo (sending, g_ptr_array_index (report->recipients, 0));
  peal_drafts_flush (sending->drafts);
  return dex_future_new_true ();
}

/* Sending ----------------------------------------------------------------------------------------- */

/* How long a message can be taken back. */
static guint
get_undo_seconds (PealAnswerBar *self)
{
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));

  return window != NULL ? g_settings_get_uint (peal_main_window_get_settings (window), "undo-seconds") : 0;
}

static void
send_at (PealAnswerBar *self,
         const char    *text,
         gint64         not_before)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  if (!self->is_known)
    return;
  /* An answer is meant as it stands: its braces are no fields. */
  g_free (request->body);
  request->body = peal_merge_escape (text);
  request->conversation_id = self->id;
  request->not_before = not_before;
  g_set_str (&request->actor, "window");
  dex_future_disown (dex_future_finally (peal_engine_send (self->engine, request), settled_cb,
                                         sending_new (self, text, get_undo_seconds (self)), sending_free));
  peal_composer_set_text (self->composer, "");
  g_signal_emit (self, signals[SENT], 0);
}

static void
send_cb (PealAnswerBar *self,
         const char    *text)
{
  guint seconds = get_undo_seconds (self);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));

  send_at (self, text, seconds > 0 ? now + seconds * PEAL_SECOND : 0);
}

static void
chosen_cb (PealAnswerBar *self,
           gint64         time)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  send_at (self, text, time);
}

static void
send_later_cb (PealAnswerBar *self)
{
  AdwDialog *dialog;

  if (!self->is_known)
    return;
  dialog = peal_send_later_new (self->engine, self->theirs, self->contact_id, PEAL_MESSAGE_CONVERSATIONAL, 0);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Object ------------------------------------------------------------------------------------------ */

/* The key that sends is one of the window's settings. */
static void
peal_answer_bar_root (GtkWidget *widget)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (widget);
  PealMainWindow *window;

  GTK_WIDGET_CLASS (peal_answer_bar_parent_class)->root (widget);
  window = peal_main_window_of (widget);
  if (window != NULL)
    peal_composer_bind_settings (self->composer, peal_main_window_get_settings (window));
}

/* Also when the window closes. */
static void
peal_answer_bar_unmap (GtkWidget *widget)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (widget);

  if (self->drafts != NULL)
    peal_drafts_flush (self->drafts);
  GTK_WIDGET_CLASS (peal_answer_bar_parent_class)->unmap (widget);
}

static gboolean
peal_answer_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PEAL_ANSWER_BAR (widget)->composer));
}

static void
peal_answer_bar_dispose (GObject *object)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (object);

  self->id = 0;
  dex_clear (&self->reading_draft);
  dex_clear (&self->reading_prices);
  if (self->drafts != NULL)
    peal_drafts_flush (self->drafts);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_ANSWER_BAR);
  g_clear_object (&self->drafts);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_answer_bar_parent_class)->dispose (object);
}

static void
peal_answer_bar_finalize (GObject *object)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (object);

  g_free (self->theirs);
  G_OBJECT_CLASS (peal_answer_bar_parent_class)->finalize (object);
}

static void
peal_answer_bar_class_init (PealAnswerBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_answer_bar_dispose;
  object_class->finalize = peal_answer_bar_finalize;
  widget_class->root = peal_answer_bar_root;
  widget_class->unmap = peal_answer_bar_unmap;
  widget_class->grab_focus = peal_answer_bar_grab_focus;

  signals[SENT] = g_signal_new ("sent", PEAL_TYPE_ANSWER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PEAL_TYPE_COMPOSER);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-answer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PealAnswerBar, composer);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_later_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
peal_answer_bar_init (PealAnswerBar *self)
{
  self->theirs = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_answer_bar_set_engine (PealAnswerBar *self,
                            PealEngine    *engine)
{
  g_return_if_fail (PEAL_IS_ANSWER_BAR (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->drafts = peal_drafts_new (get_store (self));
}

void
peal_answer_bar_open (PealAnswerBar *self,
                      gint64         conversation_id)
{
  g_return_if_fail (PEAL_IS_ANSWER_BAR (self));
  g_return_if_fail (self->engine != NULL);

  peal_drafts_flush (self->drafts);
  self->id = 0; /* what the composer says now is nobody's draft */
  self->is_known = FALSE;
  dex_clear (&self->reading_draft);
  dex_clear (&self->reading_prices);
  peal_composer_set_text (self->composer, "");
  peal_composer_set_obstacle (self->composer, NULL);
  self->id = conversation_id;
  if (conversation_id != 0)
    peal_when_latest (&self->reading_draft, peal_drafts_read (self->drafts, conversation_id), self, draft_read_cb, NULL);
}

void
peal_answer_bar_update (PealAnswerBar             *self,
                        const PealConversationRow *row)
{
  gboolean is_new;

  g_return_if_fail (PEAL_IS_ANSWER_BAR (self));
  g_return_if_fail (row != NULL && row->id == self->id);

  is_new = !self->is_known || self->account_id != row->account_id;
  self->is_known = TRUE;
  g_set_str (&self->theirs, row->theirs);
  self->contact_id = row->contact_id;
  self->account_id = row->account_id;
  peal_composer_set_obstacle (self->composer, row->consent == PEAL_CONSENT_OPTED_OUT
                                                ? _("They asked to stop. Nothing can be sent until they text START.")
                                                : NULL);
  if (is_new)
    peal_when_latest (&self->reading_prices, peal_prices_list (get_store (self), row->account_id), self, prices_read_cb,
                      NULL);
}

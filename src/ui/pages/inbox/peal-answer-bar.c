/* peal-answer-bar.c: where a conversation is answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-answer-bar.h"

#include "peal-actions.h"
#include "peal-answer-obstacle.h"
#include "peal-composer.h"
#include "peal-config.h"
#include "peal-contact-fields.h"
#include "peal-desk.h"
#include "peal-drafts.h"
#include "peal-filler.h"
#include "peal-main-window.h"
#include "peal-merge.h"
#include "peal-past-answers.h"
#include "peal-phone.h"
#include "peal-revoke-dialog.h"
#include "peal-save-template.h"
#include "peal-send-later.h"
#include "peal-send.h"
#include "peal-sender-choice.h"
#include "peal-sending.h"
#include "peal-suggestions.h"
#include "peal-templates.h"
#include "peal-when.h"

struct _PealAnswerBar
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealDrafts *drafts;
  gint64 id;                 /* of the conversation; 0 = none */
  gboolean is_known;         /* what follows is of this conversation */
  char *theirs;
  char *display;
  gint64 contact_id;
  gint64 account_id;
  gboolean is_stopped;       /* they asked to */
  gboolean is_blocked;
  PealFiller *filler;        /* NULL until it is read, as is the next */
  GPtrArray *templates;
  PealAnswerObstacle obstacle;
  gint64 last_id;            /* of the last message that was looked at; 0 = none */
  GPtrArray *suggested;      /* of PealAnswerSuggestion, or NULL */
  gboolean suggests;         /* "suggest-answers" */
  DexFuture *reading_draft;
  DexFuture *reading_prices;
  DexFuture *reading_person;
  DexFuture *reading_templates;
  DexFuture *reading_fields;
  DexFuture *looking;        /* what is in the way */
  DexFuture *suggesting;

  PealSenderChoice *sender;
  PealSuggestions *suggestions;
  PealComposer *composer;
};

G_DEFINE_FINAL_TYPE (PealAnswerBar, peal_answer_bar, ADW_TYPE_BIN)

typedef enum
{
  PROP_SUGGESTS = 1,
} PealAnswerBarProp;

static GParamSpec *props[PROP_SUGGESTS + 1];

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

/* Suggestions ------------------------------------------------------------------------------------- */

/* Where something is written already, nobody needs one. */
static void
show_suggestions (PealAnswerBar *self)
{
  gboolean wanted = self->suggests && self->suggested != NULL && self->filler != NULL && !self->obstacle.stops
                    && is_empty (self);

  peal_suggestions_set (self->suggestions, wanted ? self->suggested : NULL, wanted ? self->filler : NULL);
}

static void
suggested_cb (gpointer      owner,
              const GValue *value)
{
  PealAnswerBar *self = owner;

  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  self->suggested = g_value_dup_boxed (value);
  show_suggestions (self);
}

static void
forget_suggestions (PealAnswerBar *self)
{
  dex_clear (&self->suggesting);
  self->last_id = 0;
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  show_suggestions (self);
}

/* Once for each message that came last. */
static void
look_for_suggestions (PealAnswerBar *self,
                      gint64         last_id)
{
  if (!self->suggests || last_id == self->last_id)
    return;
  forget_suggestions (self);
  self->last_id = last_id;
  peal_when_latest (&self->suggesting, peal_past_answers_suggest (get_store (self), self->id), self, suggested_cb, NULL);
}

static void
suggestion_chosen_cb (PealAnswerBar *self,
                      const char    *source,
                      gint64         template_id)
{
  peal_composer_insert_filled (self->composer, source);
  if (template_id != 0)
    peal_when (peal_templates_count_use (get_store (self), template_id), self, NULL, NULL);
}

static void
suggestion_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  peal_suggestions_choose (PEAL_ANSWER_BAR (widget)->suggestions, (guint) g_variant_get_int32 (parameter));
}

/* The draft --------------------------------------------------------------------------------------- */

static void
changed_cb (PealAnswerBar *self)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  if (self->id != 0)
    peal_drafts_set (self->drafts, self->id, text);
  show_suggestions (self);
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

/* What can be put in ------------------------------------------------------------------------------ */

static void
show_source (PealAnswerBar *self)
{
  if (self->filler != NULL && self->templates != NULL)
    peal_composer_set_source (self->composer, self->templates, self->filler);
}

static void
person_read_cb (gpointer      owner,
                const GValue *value)
{
  PealAnswerBar *self = owner;

  g_clear_pointer (&self->filler, peal_filler_unref);
  self->filler = g_value_dup_boxed (value);
  show_source (self);
  show_suggestions (self);
}

static void
templates_read_cb (gpointer      owner,
                   const GValue *value)
{
  PealAnswerBar *self = owner;

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = g_value_dup_boxed (value);
  show_source (self);
}

static void
read_person (PealAnswerBar *self)
{
  peal_when_latest (&self->reading_person, peal_engine_read_filler (self->engine, self->contact_id, self->theirs), self,
                    person_read_cb, NULL);
}

static void
read_templates (PealAnswerBar *self)
{
  peal_when_latest (&self->reading_templates, peal_templates_list (get_store (self)), self, templates_read_cb, NULL);
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  peal_composer_set_own_fields (((PealAnswerBar *) owner)->composer, g_value_get_boxed (value));
}

static void
read_fields (PealAnswerBar *self)
{
  peal_when_latest (&self->reading_fields, peal_contact_fields_list (get_store (self)), self, fields_read_cb, NULL);
}

static void
template_used_cb (PealAnswerBar *self,
                  gint64         id)
{
  peal_when (peal_templates_count_use (get_store (self), id), self, NULL, NULL);
}

static void
save_template_cb (PealAnswerBar *self,
                  const char    *text)
{
  peal_save_template_ask (GTK_WIDGET (self), self->engine, text);
}

/* What is in the way ------------------------------------------------------------------------------ */

static void
show_obstacle (PealAnswerBar *self)
{
  const PealAnswerObstacle *obstacle = &self->obstacle;

  peal_composer_set_obstacle (self->composer, obstacle->stops, obstacle->text, obstacle->label, obstacle->action);
  show_suggestions (self);
}

static gint64
get_now (PealAnswerBar *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

/* The last that stopped it: the number's history begins with the newest. */
static void
history_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealAnswerBar *self = owner;
  const GPtrArray *events = g_value_get_boxed (value);

  for (guint i = 0; i < events->len; i++)
    {
      const PealConsentEvent *event = g_ptr_array_index (events, i);

      if (event->act != PEAL_CONSENT_ACT_OPT_OUT)
        continue;
      peal_answer_obstacle_set_stopped (&self->obstacle, event, get_now (self));
      show_obstacle (self);
      return;
    }
}

static void
planned_cb (gpointer      owner,
            const GValue *value)
{
  PealAnswerBar *self = owner;
  const PealSendReport *report = g_value_get_boxed (value);
  const PealRecipient *recipient = report->recipients->len > 0 ? g_ptr_array_index (report->recipients, 0) : NULL;
  g_autoptr(PealAccountHealth) health = NULL;

  if (recipient == NULL)
    return;
  health = peal_engine_dup_health (self->engine, recipient->account_id);
  peal_answer_obstacle_set_planned (&self->obstacle, recipient, health, get_now (self));
  show_obstacle (self);
}

static void
plan_refused_cb (gpointer      owner,
                 const GError *error)
{
  PealAnswerBar *self = owner;

  peal_answer_obstacle_set_refused (&self->obstacle, error);
  show_obstacle (self);
}

/* From the number that was chosen, which is that of the conversation or another. An answer is meant as it stands: its
 * braces are no fields. */
static PealSendRequest *
request_new (PealAnswerBar *self,
             const char    *text)
{
  PealSendRequest *request = peal_send_request_new ();

  g_free (request->body);
  request->body = peal_merge_escape (text);
  g_set_str (&request->actor, "window");
  request->account_id = peal_sender_choice_get_account (self->sender);
  if (request->account_id != 0)
    request->numbers = g_strdupv ((char *[]) { self->theirs, NULL });
  else
    request->conversation_id = self->id;
  return request;
}

/* What is known stands until more is. */
static void
look_for_obstacle (PealAnswerBar *self)
{
  g_autoptr(PealSendRequest) request = NULL;

  if (!self->is_known)
    return;
  dex_clear (&self->looking);
  if (self->is_stopped)
    {
      peal_answer_obstacle_set_stopped (&self->obstacle, NULL, get_now (self));
      show_obstacle (self);
      peal_when_latest (&self->looking, peal_consent_history (get_store (self), self->theirs), self, history_read_cb,
                        NULL);
      return;
    }
  if (self->is_blocked)
    {
      peal_answer_obstacle_set_blocked (&self->obstacle);
      show_obstacle (self);
      return;
    }
  request = request_new (self, "-"); /* nobody gets it: a plan needs some text */
  peal_when_latest (&self->looking, peal_engine_plan_send (self->engine, request), self, planned_cb, plan_refused_cb);
}

static void
read_prices (PealAnswerBar *self)
{
  gint64 chosen = peal_sender_choice_get_account (self->sender);

  peal_when_latest (&self->reading_prices,
                    peal_prices_list (get_store (self), chosen != 0 ? chosen : self->account_id), self, prices_read_cb,
                    NULL);
}

static void
sender_changed_cb (PealAnswerBar *self)
{
  if (!self->is_known)
    return;
  read_prices (self);
  look_for_obstacle (self);
}

static void
revoke_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (widget);

  adw_dialog_present (peal_revoke_dialog_new (get_store (self), self->theirs, self->display), widget);
}

static void
unblock_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (widget);

  peal_when (peal_desk_set_blocked (get_store (self), self->theirs, FALSE, "window"), self, NULL,
             peal_main_window_show_error_cb);
}

static void
store_changed_cb (PealAnswerBar *self,
                  guint          changes)
{
  if ((changes & PEAL_CHANGE_FIELDS) != 0)
    read_fields (self);
  if (!self->is_known)
    return;
  if ((changes & PEAL_CHANGE_CAMPAIGNS) != 0)
    read_templates (self);
  if ((changes & PEAL_CHANGE_PEOPLE) != 0)
    read_person (self);
  if ((changes & PEAL_CHANGE_ACCOUNTS) != 0)
    {
      peal_sender_choice_reread (self->sender);
      look_for_obstacle (self);
    }
}

/* Sending ----------------------------------------------------------------------------------------- */

/* How long a message can be taken back. */
static guint
get_undo_seconds (PealAnswerBar *self)
{
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));

  return window != NULL ? g_settings_get_uint (peal_main_window_get_settings (window), "undo-seconds") : 0;
}

static gboolean
put_back (GtkWidget  *place,
          gint64      conversation_id,
          const char *text)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (place);

  if (self->id != conversation_id)
    return FALSE;
  if (is_empty (self))
    peal_composer_set_text (self->composer, text);
  return TRUE;
}

static void
send_at (PealAnswerBar *self,
         const char    *text,
         gint64         not_before)
{
  g_autoptr(PealSendRequest) request = NULL;
  PealWritten written = {
    .text = text,
    .conversation_id = self->id,
    .place = GTK_WIDGET (self),
    .put_back = put_back,
    .undo_seconds = get_undo_seconds (self),
    .is_elsewhere = peal_sender_choice_get_account (self->sender) != 0,
  };

  if (!self->is_known)
    return;
  request = request_new (self, text);
  request->not_before = not_before;
  peal_sending_start (self->engine, self->drafts, request, &written);
  g_clear_pointer (&self->suggested, g_ptr_array_unref); /* it is answered */
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

static void
peal_answer_bar_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((PealAnswerBarProp) prop_id)
    {
    case PROP_SUGGESTS:
      g_value_set_boolean (value, PEAL_ANSWER_BAR (object)->suggests);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_answer_bar_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (object);

  switch ((PealAnswerBarProp) prop_id)
    {
    case PROP_SUGGESTS:
      if (self->suggests == g_value_get_boolean (value))
        return;
      self->suggests = g_value_get_boolean (value);
      forget_suggestions (self);
      g_object_notify_by_pspec (object, pspec);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* How to write is a matter of the window's settings. */
static void
peal_answer_bar_root (GtkWidget *widget)
{
  PealAnswerBar *self = PEAL_ANSWER_BAR (widget);
  PealMainWindow *window;

  GTK_WIDGET_CLASS (peal_answer_bar_parent_class)->root (widget);
  window = peal_main_window_of (widget);
  if (window == NULL)
    return;
  peal_composer_bind_settings (self->composer, peal_main_window_get_settings (window));
  g_settings_bind (peal_main_window_get_settings (window), "suggest-answers", self, "suggests", G_SETTINGS_BIND_GET);
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
  dex_clear (&self->reading_person);
  dex_clear (&self->reading_templates);
  dex_clear (&self->reading_fields);
  dex_clear (&self->looking);
  dex_clear (&self->suggesting);
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
  g_free (self->display);
  g_clear_pointer (&self->filler, peal_filler_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  peal_answer_obstacle_clear (&self->obstacle);
  G_OBJECT_CLASS (peal_answer_bar_parent_class)->finalize (object);
}

static void
peal_answer_bar_class_init (PealAnswerBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_answer_bar_get_property;
  object_class->set_property = peal_answer_bar_set_property;
  object_class->dispose = peal_answer_bar_dispose;
  object_class->finalize = peal_answer_bar_finalize;
  widget_class->root = peal_answer_bar_root;
  widget_class->unmap = peal_answer_bar_unmap;
  widget_class->grab_focus = peal_answer_bar_grab_focus;

  /* Whether it suggests answers. */
  props[PROP_SUGGESTS] = g_param_spec_boolean ("suggests", NULL, NULL, FALSE,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[SENT] = g_signal_new ("sent", PEAL_TYPE_ANSWER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "answer.revoke", NULL, revoke_cb);
  gtk_widget_class_install_action (widget_class, "answer.unblock", NULL, unblock_cb);
  gtk_widget_class_install_action (widget_class, "answer.suggestion", "i", suggestion_cb);

  g_type_ensure (PEAL_TYPE_COMPOSER);
  g_type_ensure (PEAL_TYPE_SENDER_CHOICE);
  g_type_ensure (PEAL_TYPE_SUGGESTIONS);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-answer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PealAnswerBar, sender);
  gtk_widget_class_bind_template_child (widget_class, PealAnswerBar, suggestions);
  gtk_widget_class_bind_template_child (widget_class, PealAnswerBar, composer);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_later_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_template_cb);
  gtk_widget_class_bind_template_callback (widget_class, sender_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_used_cb);
}

static void
peal_answer_bar_init (PealAnswerBar *self)
{
  self->theirs = g_strdup ("");
  self->display = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  peal_actions_add_shortcuts (GTK_WIDGET (self), "answer.");
}

void
peal_answer_bar_set_engine (PealAnswerBar *self,
                            PealEngine    *engine)
{
  g_return_if_fail (PEAL_IS_ANSWER_BAR (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->drafts = peal_drafts_new (get_store (self));
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "health-changed", G_CALLBACK (look_for_obstacle), self, G_CONNECT_SWAPPED);
  read_fields (self);
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
  dex_clear (&self->reading_person);
  dex_clear (&self->looking);
  g_clear_pointer (&self->filler, peal_filler_unref);
  peal_composer_set_source (self->composer, NULL, NULL);
  peal_composer_set_text (self->composer, "");
  peal_answer_obstacle_clear (&self->obstacle);
  forget_suggestions (self);
  show_obstacle (self);
  self->id = conversation_id;
  if (conversation_id != 0)
    peal_when_latest (&self->reading_draft, peal_drafts_read (self->drafts, conversation_id), self, draft_read_cb, NULL);
}

void
peal_answer_bar_update (PealAnswerBar             *self,
                        const PealConversationRow *row)
{
  gboolean is_new, is_other_person, is_other_state;

  g_return_if_fail (PEAL_IS_ANSWER_BAR (self));
  g_return_if_fail (row != NULL && row->id == self->id);

  is_new = !self->is_known || self->account_id != row->account_id;
  is_other_person = !self->is_known || self->contact_id != row->contact_id;
  is_other_state = self->is_stopped != (row->consent == PEAL_CONSENT_OPTED_OUT) || self->is_blocked != row->is_blocked;
  self->is_known = TRUE;
  g_set_str (&self->theirs, row->theirs);
  g_set_str (&self->display, row->display);
  self->contact_id = row->contact_id;
  self->account_id = row->account_id;
  self->is_stopped = row->consent == PEAL_CONSENT_OPTED_OUT;
  self->is_blocked = row->is_blocked;
  if (is_new)
    {
      peal_sender_choice_open (self->sender, get_store (self), row);
      read_prices (self);
    }
  if (is_new || is_other_person || is_other_state)
    look_for_obstacle (self);
  if (is_other_person)
    read_person (self);
  if (self->templates == NULL)
    read_templates (self);
  look_for_suggestions (self, row->last_message_id);
}

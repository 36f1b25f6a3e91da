/* peal-inbox-acts.c: what a person decides about the conversation that is open, and about filters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-inbox-page-private.h"

#include "peal-config.h"
#include "peal-filter-name.h"
#include "peal-main-window.h"
#include "peal-send-later.h"
#include "peal-staff-dialog.h"
#include "peal-talk.h"
#include "peal-triage.h"
#include "peal-when.h"

#include <glib/gi18n.h>

static PealStore *
get_store (PealInboxPage *self)
{
  return peal_engine_get_store (self->engine);
}

/* The one that is open ---------------------------------------------------------------------------- */

/* NULL: none is open, or it is not read yet. */
static const PealConversationRow *
get_open_row (PealInboxPage *self)
{
  return self->open_rows != NULL && self->open_rows->len > 0 ? g_ptr_array_index (self->open_rows, 0) : NULL;
}

/* What can be done to what is open. */
static void
update_actions (PealInboxPage *self)
{
  const PealConversationRow *row = get_open_row (self);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "inbox.wake", row != NULL && row->snoozed_until != 0);
  gtk_widget_action_set_enabled (widget, "inbox.reopen", row != NULL && row->state == PEAL_CONVERSATION_DONE);
  gtk_widget_action_set_enabled (widget, "inbox.block", row != NULL && !row->is_blocked);
  gtk_widget_action_set_enabled (widget, "inbox.unblock", row != NULL && row->is_blocked);
}

static void
open_read_cb (gpointer      owner,
              const GValue *value)
{
  PealInboxPage *self = owner;

  g_clear_pointer (&self->open_rows, g_ptr_array_unref);
  self->open_rows = g_value_dup_boxed (value);
  update_actions (self);
}

void
peal_inbox_acts_read (PealInboxPage *self)
{
  gint64 id = peal_conversation_get_id (self->conversation);

  if (id != 0)
    {
      peal_when_latest (&self->reading_open, peal_talk_load_rows (get_store (self), &id, 1), self, open_read_cb, NULL);
      return;
    }
  dex_clear (&self->reading_open);
  g_clear_pointer (&self->open_rows, g_ptr_array_unref);
  update_actions (self);
}

/* Does it to the one that is open. FALSE: none is. */
static gboolean
triage (PealInboxPage *self,
        PealTriageAct  act,
        gint64         value)
{
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));
  gint64 id = peal_conversation_get_id (self->conversation);

  if (id == 0 || window == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return FALSE;
    }
  peal_triage_run (window, &id, 1, act, value);
  return TRUE;
}

static void
done_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  if (triage (PEAL_INBOX_PAGE (widget), PEAL_TRIAGE_DONE, TRUE))
    peal_inbox_page_advance (PEAL_INBOX_PAGE (widget));
}

/* It closes: what is open is read. */
static void
unread_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  if (triage (PEAL_INBOX_PAGE (widget), PEAL_TRIAGE_READ, FALSE))
    peal_inbox_page_close (PEAL_INBOX_PAGE (widget));
}

/* What leaves what is open where it is. */
static void
stay_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  static const struct
  {
    const char *name;
    PealTriageAct act;
    gint64 value;
  } acts[] = {
    { "inbox.reopen", PEAL_TRIAGE_DONE, FALSE },
    { "inbox.wake", PEAL_TRIAGE_SNOOZE, 0 },
    { "inbox.unblock", PEAL_TRIAGE_BLOCK, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, name))
      triage (PEAL_INBOX_PAGE (widget), acts[i].act, acts[i].value);
}

static void
block_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  if (triage (PEAL_INBOX_PAGE (widget), PEAL_TRIAGE_BLOCK, TRUE))
    peal_inbox_page_advance (PEAL_INBOX_PAGE (widget));
}

static void
snooze_until (PealInboxPage *self,
              gint64         until)
{
  if (triage (self, PEAL_TRIAGE_SNOOZE, until))
    peal_inbox_page_advance (self);
}

static void
snooze_until_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  snooze_until (PEAL_INBOX_PAGE (widget), g_variant_get_int64 (parameter));
}

static void
snooze_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);
  AdwDialog *dialog;

  if (peal_conversation_get_id (self->conversation) == 0)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  dialog = peal_send_later_new (self->engine, NULL, 0, PEAL_MESSAGE_CONVERSATIONAL, 0);
  peal_send_later_set_words (PEAL_SEND_LATER (dialog), _("Snooze"), _("_Snooze"));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (snooze_until), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
assign_to (PealInboxPage *self,
           gint64         staff_id)
{
  triage (self, PEAL_TRIAGE_ASSIGN, staff_id);
}

static void
assign_to_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  assign_to (PEAL_INBOX_PAGE (widget), g_variant_get_int64 (parameter));
}

static void
assign_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);
  const PealConversationRow *row = get_open_row (self);
  AdwDialog *dialog;

  if (peal_conversation_get_id (self->conversation) == 0)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  dialog = peal_staff_dialog_new (self->engine, _("Who Looks After It?"), row != NULL ? row->staff_id : 0);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (assign_to), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
opt_out_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);

  if (get_open_row (self) == NULL
      || !gtk_widget_activate_action (GTK_WIDGET (self->conversation), "conversation.opt-out", NULL))
    gtk_widget_error_bell (widget);
}

/* Filters ----------------------------------------------------------------------------------------- */

static void
name_filter_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);
  const PealSavedFilter *kept = g_str_equal (name, "inbox.rename-filter") ? peal_inbox_filter_get_kept (self->filter)
                                                                          : NULL;

  adw_dialog_present (peal_filter_name_new (get_store (self), self->filter, kept), widget);
}

static void
put_filter_back_cb (PealMainWindow *window,
                    gpointer        data)
{
  const PealSavedFilter *kept = data;
  PealTalkFilter filter = {
    .shelf = kept->shelf,
    .search = *kept->search != '\0' ? kept->search : NULL,
    .ours = *kept->ours != '\0' ? kept->ours : NULL,
    .tag = *kept->tag != '\0' ? kept->tag : NULL,
    .staff_id = kept->staff_id,
  };
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));

  peal_when (peal_talk_filters_save (store, 0, kept->name, &filter), window, NULL, peal_main_window_show_error_cb);
}

static void
delete_filter_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);
  PealMainWindow *window = peal_main_window_of (widget);
  const PealSavedFilter *kept = peal_inbox_filter_get_kept (self->filter);
  PealSavedFilter *before;

  if (kept == NULL || window == NULL)
    return;
  before = peal_saved_filter_copy (kept);
  g_object_set (self->filter, "kept", "", NULL);
  peal_when (peal_talk_filters_delete (get_store (self), before->id), self, NULL, peal_main_window_show_error_cb);
  peal_main_window_offer_undo (window, _("The filter is gone"), put_filter_back_cb, before,
                               (GDestroyNotify) peal_saved_filter_free);
}

void
peal_inbox_acts_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "inbox.done", NULL, done_cb },
    { "inbox.reopen", NULL, stay_cb },
    { "inbox.snooze", NULL, snooze_cb },
    { "inbox.snooze-until", "x", snooze_until_cb },
    { "inbox.wake", NULL, stay_cb },
    { "inbox.assign", NULL, assign_cb },
    { "inbox.assign-to", "x", assign_to_cb },
    { "inbox.unread", NULL, unread_cb },
    { "inbox.block", NULL, block_cb },
    { "inbox.unblock", NULL, stay_cb },
    { "inbox.opt-out", NULL, opt_out_cb },
    { "inbox.keep-filter", NULL, name_filter_cb },
    { "inbox.rename-filter", NULL, name_filter_cb },
    { "inbox.delete-filter", NULL, delete_filter_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].activate);
}

/* peal-talk-pane.c: beside the thread: who it is, and what there is to know and to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-pane.h"

#include "peal-config.h"
#include "peal-fiber.h"
#include "peal-focus.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-send.h"
#include "peal-talk-facts.h"
#include "peal-talk-head.h"
#include "peal-talk-note-dialog.h"
#include "peal-talk-pane-rows.h"
#include "peal-talk-tags.h"
#include "peal-timeline-row.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"
#define SETTING "show-talk-pane"

struct _PealTalkPane
{
  AdwBin parent_instance;
  PealEngine *engine;
  AdwOverlaySplitView *split_view; /* that this is the sidebar of; NULL: in no window */
  GSettings *settings;       /* NULL likewise */
  gint64 conversation_id;    /* 0 = none */
  gint64 contact_id;
  char *theirs;
  gboolean is_blocked;
  gboolean is_stale;         /* what is shown is not what is so */
  PealTalkFacts *facts;      /* NULL until they are read */
  DexFuture *reading;
  guint waiting;             /* until the thread has had its turn */

  GtkWidget *content;
  PealTalkHead *head;
  GtkListBox *numbers;
  GtkWidget *tags_group;
  PealTalkTags *tags;
  GtkWidget *groups_group;
  AdwWrapBox *groups;
  GtkWidget *about_group;
  GtkTextView *about;
  GtkListBox *notes;
  GtkWidget *upcoming_group;
  GtkListBox *upcoming;
  GtkWidget *campaigns_group;
  GtkListBox *campaigns;
  GtkWidget *history_group;
  GtkListBox *history;
  GtkWidget *stop_row;
  GtkWidget *revoke_row;
  GtkWidget *block_row;
  GtkWidget *unblock_row;
};

G_DEFINE_FINAL_TYPE (PealTalkPane, peal_talk_pane, ADW_TYPE_BIN)

static PealStore *
get_store (PealTalkPane *self)
{
  return peal_engine_get_store (self->engine);
}

static gint64
get_now (PealTalkPane *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

static char *
dup_about (PealTalkPane *self)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (self->about), "text", &text, NULL);
  return text;
}

/* Showing ----------------------------------------------------------------------------------------- */

static void
show_numbers (PealTalkPane *self)
{
  PealFocus focus = peal_focus_hold (self->numbers);
  const PealConsent *consent = g_ptr_array_index (self->facts->consents, 0);
  gboolean stopped = consent->state == PEAL_CONSENT_OPTED_OUT;

  peal_list_box_clear (self->numbers);
  for (guint i = 0; i < self->facts->consents->len; i++)
    gtk_list_box_append (self->numbers,
                         peal_talk_number_row_new (g_ptr_array_index (self->facts->consents, i), i == 0, get_now (self)));
  peal_focus_release (&focus, self->content);
  gtk_widget_set_visible (self->stop_row, !stopped);
  gtk_widget_set_visible (self->revoke_row, stopped);
  gtk_widget_set_visible (self->block_row, !self->is_blocked);
  gtk_widget_set_visible (self->unblock_row, self->is_blocked);
}

static GtkWidget *
group_chip_new (const char *group)
{
  GtkWidget *label = gtk_label_new (group);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_widget_add_css_class (label, "group-chip");
  return label;
}

/* What somebody writes there is not overwritten. */
static void
show_about (PealTalkPane *self)
{
  if (self->facts->contact != NULL && !gtk_widget_has_focus (GTK_WIDGET (self->about)))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->about), self->facts->contact->notes, -1);
}

static void
show_person (PealTalkPane *self)
{
  const PealContact *contact = self->facts->contact;
  gboolean in_groups = contact != NULL && *self->facts->groups != NULL;
  GtkWidget *chip;

  gtk_widget_set_visible (self->tags_group, contact != NULL);
  gtk_widget_set_visible (self->groups_group, in_groups);
  gtk_widget_set_visible (self->about_group, contact != NULL);
  peal_talk_tags_set (self->tags, contact != NULL ? (const char *const *) contact->tags : NULL,
                      (const char *const *) self->facts->all_tags);
  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    adw_wrap_box_remove (self->groups, chip);
  for (guint i = 0; in_groups && self->facts->groups[i] != NULL; i++)
    adw_wrap_box_append (self->groups, group_chip_new (self->facts->groups[i]));
  show_about (self);
}

static void
show_number (PealTalkPane *self)
{
  PealFocus notes = peal_focus_hold (self->notes);
  PealFocus upcoming = peal_focus_hold (self->upcoming);

  peal_list_box_clear (self->notes);
  for (guint i = 0; i < self->facts->notes->len; i++)
    gtk_list_box_append (self->notes, peal_talk_note_row_new (g_ptr_array_index (self->facts->notes, i), get_now (self)));
  peal_list_box_clear (self->upcoming);
  for (guint i = 0; i < self->facts->upcoming->len; i++)
    gtk_list_box_append (self->upcoming,
                         peal_talk_upcoming_row_new (g_ptr_array_index (self->facts->upcoming, i), get_now (self)));
  gtk_widget_set_visible (self->upcoming_group, self->facts->upcoming->len > 0);
  peal_focus_release (&notes, self->content);
  peal_focus_release (&upcoming, self->content);
}

/* NULL: the entry is no message, or it is gone. */
static const PealMessageRow *
find_message (const PealTalkFacts     *facts,
              const PealTimelineEntry *entry)
{
  for (guint i = 0; entry->source == PEAL_TIMELINE_OF_MESSAGE && i < facts->messages->len; i++)
    {
      const PealMessageRow *message = g_ptr_array_index (facts->messages, i);

      if (message != NULL && message->id == entry->id)
        return message;
    }
  return NULL;
}

static void
show_past (PealTalkPane *self)
{
  const PealTalkFacts *facts = self->facts;

  peal_list_box_clear (self->campaigns);
  peal_list_box_clear (self->history);
  for (guint i = 0; facts->contact != NULL && i < facts->campaigns->len; i++)
    {
      const PealTimelineEntry *entry = g_ptr_array_index (facts->campaigns, i);
      GtkWidget *row = peal_talk_campaign_row_new (entry, find_message (facts, entry), get_now (self));

      if (row != NULL)
        gtk_list_box_append (self->campaigns, row);
    }
  for (guint i = 0; facts->contact != NULL && i < facts->history->len; i++)
    {
      const PealTimelineEntry *entry = g_ptr_array_index (facts->history, i);
      GtkWidget *row = peal_timeline_row_new (entry, find_message (facts, entry), facts->contact->display, get_now (self));

      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
      gtk_list_box_append (self->history, row);
    }
  gtk_widget_set_visible (self->campaigns_group, gtk_list_box_get_row_at_index (self->campaigns, 0) != NULL);
  gtk_widget_set_visible (self->history_group, gtk_list_box_get_row_at_index (self->history, 0) != NULL);
}

static void
facts_read_cb (gpointer      owner,
               const GValue *value)
{
  PealTalkPane *self = owner;

  g_clear_pointer (&self->facts, peal_talk_facts_unref);
  self->facts = g_value_dup_boxed (value);
  peal_talk_head_show (self->head, self->facts->contact, self->facts->photo, self->theirs);
  show_numbers (self);
  show_person (self);
  show_number (self);
  show_past (self);
  gtk_widget_set_visible (self->content, TRUE);
}

/* Reading ----------------------------------------------------------------------------------------- */

static gboolean
is_open (PealTalkPane *self)
{
  return self->split_view != NULL && adw_overlay_split_view_get_show_sidebar (self->split_view);
}

static gboolean
read_cb (gpointer data)
{
  PealTalkPane *self = data;

  self->waiting = 0;
  self->is_stale = FALSE;
  peal_when_latest (&self->reading,
                    peal_talk_facts_read (get_store (self), self->conversation_id, self->theirs, self->contact_id), self,
                    facts_read_cb, peal_main_window_show_error_cb);
  return G_SOURCE_REMOVE;
}

/* When nothing else wants to be done: the thread comes first. */
static void
read_soon (PealTalkPane *self)
{
  if (self->conversation_id == 0 || self->waiting != 0)
    return;
  self->is_stale = TRUE;
  if (is_open (self))
    self->waiting = g_idle_add_full (G_PRIORITY_LOW, read_cb, self, NULL);
}

static void
store_changed_cb (PealTalkPane *self,
                  guint         changes)
{
  if ((changes & (PEAL_CHANGE_PEOPLE | PEAL_CHANGE_CONSENT | PEAL_CHANGE_TALK | PEAL_CHANGE_OUTBOX | PEAL_CHANGE_CAMPAIGNS)) != 0)
    read_soon (self);
}

/* The contact ------------------------------------------------------------------------------------- */

static void
add_tag_cb (PealTalkPane *self,
            const char   *tag)
{
  peal_when (peal_contacts_add_tag (get_store (self), &self->contact_id, 1, tag, ACTOR), self, NULL,
             peal_main_window_show_error_cb);
}

static void
remove_tag_cb (PealTalkPane *self,
               const char   *tag)
{
  peal_when (peal_contacts_remove_tag (get_store (self), &self->contact_id, 1, tag, ACTOR), self, NULL,
             peal_main_window_show_error_cb);
}

typedef struct
{
  PealStore *store;
  gint64 contact_id;
  char *notes;
} About;

static void
about_free (gpointer data)
{
  About *about = data;

  g_object_unref (about->store);
  g_free (about->notes);
  g_free (about);
}

/* Into the contact as it is now, not as it was when it was read. */
static DexFuture *
save_about_fiber (gpointer      data,
                  GCancellable *cancellable)
{
  const About *about = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealContact) contact = dex_await_boxed (peal_contacts_get (about->store, about->contact_id), &error);

  if (contact == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_set_str (&contact->notes, about->notes);
  return peal_contacts_save (about->store, contact, ACTOR);
}

/* What was written is kept as soon as somebody goes elsewhere. */
static void
save_about (PealTalkPane *self)
{
  g_autofree char *notes = NULL;
  About *about;
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));

  if (self->facts == NULL || self->facts->contact == NULL || window == NULL)
    return;
  notes = dup_about (self);
  if (g_str_equal (notes, self->facts->contact->notes))
    return;
  about = g_new0 (About, 1);
  about->store = g_object_ref (get_store (self));
  about->contact_id = self->facts->contact->id;
  about->notes = g_steal_pointer (&notes);
  peal_when (peal_fiber_spawn (save_about_fiber, about, about_free), window, NULL, peal_main_window_show_error_cb);
}

static void
about_left_cb (PealTalkPane *self)
{
  save_about (self);
}

/* Notes and what waits ---------------------------------------------------------------------------- */

static const PealTalkNote *
find_note (PealTalkPane *self,
           gint64        id)
{
  for (guint i = 0; self->facts != NULL && i < self->facts->notes->len; i++)
    {
      const PealTalkNote *note = g_ptr_array_index (self->facts->notes, i);

      if (note->id == id)
        return note;
    }
  return NULL;
}

static void
edit_note_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PealTalkPane *self = PEAL_TALK_PANE (widget);
  const PealTalkNote *note = find_note (self, g_variant_get_int64 (parameter));

  if (note != NULL)
    adw_dialog_present (ADW_DIALOG (peal_talk_note_dialog_new (get_store (self), note)), widget);
}

/* A note that was deleted, and whom it asked to look. */
typedef struct
{
  PealTalkNote *note;
  GArray *mentioned;
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  peal_talk_note_free (deleted->note);
  g_array_unref (deleted->mentioned);
  g_free (deleted);
}

static void
undo_delete_cb (PealMainWindow *window,
                gpointer        data)
{
  const Deleted *deleted = data;

  peal_when (peal_talk_notes_save (peal_engine_get_store (peal_main_window_get_engine (window)), deleted->note,
                                   (const gint64 *) (gpointer) deleted->mentioned->data, deleted->mentioned->len, ACTOR),
             window, NULL, peal_main_window_show_error_cb);
}

static void
delete_note_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealTalkPane *self = PEAL_TALK_PANE (widget);
  const PealTalkNote *note = find_note (self, g_variant_get_int64 (parameter));
  PealMainWindow *window = peal_main_window_of (widget);
  Deleted *deleted;

  if (note == NULL || window == NULL)
    return;
  deleted = g_new0 (Deleted, 1);
  deleted->note = peal_talk_note_copy (note);
  deleted->mentioned = peal_talk_note_list_mentioned (self->facts->staff, note->body);
  peal_when (peal_talk_notes_delete (get_store (self), note->id, ACTOR), window, NULL, peal_main_window_show_error_cb);
  peal_main_window_offer_undo (window, _("Note deleted"), undo_delete_cb, deleted, deleted_free);
}

static void
taken_back_cb (gpointer      owner,
               const GValue *value)
{
  peal_main_window_toast (owner, g_value_get_boolean (value) ? _("Taken back before it was sent")
                                                             : _("Too late: it has been sent"));
}

static void
take_back_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PealTalkPane *self = PEAL_TALK_PANE (widget);
  PealMainWindow *window = peal_main_window_of (widget);

  if (window != NULL)
    peal_when (peal_engine_cancel_message (self->engine, g_variant_get_int64 (parameter), ACTOR), window, taken_back_cb,
               peal_main_window_show_error_cb);
}

/* The split view ---------------------------------------------------------------------------------- */

static void
close_clicked_cb (PealTalkPane *self)
{
  if (self->split_view != NULL)
    adw_overlay_split_view_set_show_sidebar (self->split_view, FALSE);
}

/* Over the thread it is for a look, and not what is remembered. */
static void
show_sidebar_changed_cb (PealTalkPane *self)
{
  if (!adw_overlay_split_view_get_collapsed (self->split_view))
    g_settings_set_boolean (self->settings, SETTING, is_open (self));
  if (!is_open (self))
    save_about (self);
  else if (self->is_stale)
    read_soon (self);
}

static void
collapsed_changed_cb (PealTalkPane *self)
{
  adw_overlay_split_view_set_show_sidebar (self->split_view,
                                           !adw_overlay_split_view_get_collapsed (self->split_view)
                                             && g_settings_get_boolean (self->settings, SETTING));
}

static void
peal_talk_pane_root (GtkWidget *widget)
{
  PealTalkPane *self = PEAL_TALK_PANE (widget);
  PealMainWindow *window;

  GTK_WIDGET_CLASS (peal_talk_pane_parent_class)->root (widget);
  window = peal_main_window_of (widget);
  if (window == NULL || self->split_view != NULL)
    return;
  self->split_view = ADW_OVERLAY_SPLIT_VIEW (gtk_widget_get_ancestor (widget, ADW_TYPE_OVERLAY_SPLIT_VIEW));
  self->settings = g_object_ref (peal_main_window_get_settings (window));
  collapsed_changed_cb (self);
  g_signal_connect_object (self->split_view, "notify::show-sidebar", G_CALLBACK (show_sidebar_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split_view, "notify::collapsed", G_CALLBACK (collapsed_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_talk_pane_dispose (GObject *object)
{
  PealTalkPane *self = PEAL_TALK_PANE (object);

  self->conversation_id = 0;
  self->split_view = NULL;
  dex_clear (&self->reading);
  g_clear_handle_id (&self->waiting, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL); /* it is a template child too, which would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_TALK_PANE);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (peal_talk_pane_parent_class)->dispose (object);
}

static void
peal_talk_pane_finalize (GObject *object)
{
  PealTalkPane *self = PEAL_TALK_PANE (object);

  g_clear_pointer (&self->facts, peal_talk_facts_unref);
  g_free (self->theirs);
  G_OBJECT_CLASS (peal_talk_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-talk-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, content);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, head);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, numbers);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, tags_group);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, tags);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, groups_group);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, groups);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, about_group);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, about);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, notes);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, upcoming_group);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, upcoming);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, campaigns_group);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, campaigns);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, history_group);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, history);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, stop_row);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, revoke_row);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, block_row);
  gtk_widget_class_bind_template_child (widget_class, PealTalkPane, unblock_row);
  gtk_widget_class_bind_template_callback (widget_class, about_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_tag_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_tag_cb);
}

static void
peal_talk_pane_class_init (PealTalkPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_TALK_HEAD);
  g_type_ensure (PEAL_TYPE_TALK_TAGS);
  object_class->dispose = peal_talk_pane_dispose;
  object_class->finalize = peal_talk_pane_finalize;
  widget_class->root = peal_talk_pane_root;
  gtk_widget_class_install_action (widget_class, "pane.edit-note", "x", edit_note_cb);
  gtk_widget_class_install_action (widget_class, "pane.delete-note", "x", delete_note_cb);
  gtk_widget_class_install_action (widget_class, "pane.take-back", "x", take_back_cb);
  bind_template (widget_class);
}

static void
peal_talk_pane_init (PealTalkPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->history, peal_timeline_row_head, NULL, NULL);
}

void
peal_talk_pane_open (PealTalkPane              *self,
                     PealEngine                *engine,
                     const PealConversationRow *conversation)
{
  g_return_if_fail (PEAL_IS_TALK_PANE (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (conversation != NULL);

  if (self->engine == NULL)
    {
      self->engine = g_object_ref (engine);
      g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
    }
  if (self->conversation_id != conversation->id)
    peal_talk_pane_close (self);
  self->conversation_id = conversation->id;
  self->contact_id = conversation->contact_id;
  self->is_blocked = conversation->is_blocked;
  g_set_str (&self->theirs, conversation->theirs);
  read_soon (self);
}

void
peal_talk_pane_close (PealTalkPane *self)
{
  g_return_if_fail (PEAL_IS_TALK_PANE (self));

  save_about (self);
  self->conversation_id = 0;
  g_clear_handle_id (&self->waiting, g_source_remove);
  dex_clear (&self->reading);
  g_clear_pointer (&self->facts, peal_talk_facts_unref);
  gtk_widget_set_visible (self->content, FALSE);
}

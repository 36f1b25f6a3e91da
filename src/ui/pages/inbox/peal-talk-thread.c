/* peal-talk-thread.c: the messages of one conversation, as bubbles.
 *
 * Every row has an Entry: a message, or an event of consent. The list box keeps
 * them in order of time; where one stands among its neighbours is decided anew
 * after each change. The view stays where it is (peal-tail.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-thread.h"

#include "peal-bubble.h"
#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-main-window.h"
#include "peal-note.h"
#include "peal-outbox-acts.h"
#include "peal-reason-text.h"
#include "peal-revoke-dialog.h"
#include "peal-send.h"
#include "peal-tail.h"
#include "peal-talk-read.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* Messages read at a time. */
#define PAGE 50

/* Messages read anew when something has changed: receipts of older ones wait until they are opened. */
#define MOST_FRESH 300

/* Messages of one side this close to each other are one group. */
#define GROUP_SPAN (5 * PEAL_MINUTE)

/* Several commits in this time are read once. */
#define PAUSE_MS 60

typedef struct
{
  GtkWidget *widget;         /* in the list, which owns it */
  gint64 at;
  GPtrArray *rows;           /* owns message or event */
  const PealMessageRow *message;   /* one of the two is set */
  const PealConsentEvent *event;
} Entry;

struct _PealTalkThread
{
  AdwBin parent_instance;
  PealEngine *engine;
  gint64 conversation_id;    /* 0 = closed */
  char *theirs;
  char *name;
  GHashTable *messages;      /* message id -> Entry */
  GHashTable *entries;       /* row widget -> Entry, owned */
  gint64 oldest_id;          /* of the messages here; 0 = none */
  gint64 newest_id;
  guint n_below;             /* arrived while the view was not at the end */
  gboolean is_complete;      /* there is nothing older */
  gboolean is_loading_older;
  gboolean is_unseen;        /* something arrived that nobody has looked at */
  guint timeout;
  DexFuture *reading;
  DexFuture *reading_older;
  DexFuture *reading_events;

  PealTail *tail;

  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkWidget *newest;
  AdwButtonContent *newest_content;
};

G_DEFINE_FINAL_TYPE (PealTalkThread, peal_talk_thread, ADW_TYPE_BIN)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->rows);
  g_free (entry);
}

static Entry *
get_entry (PealTalkThread *self,
           gpointer        row)
{
  return row != NULL ? g_hash_table_lookup (self->entries, row) : NULL;
}

static PealStore *
get_store (PealTalkThread *self)
{
  return peal_engine_get_store (self->engine);
}

static gint64
get_now (PealTalkThread *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

/* Being seen -------------------------------------------------------------------------------------- */

static void
mark_seen (PealTalkThread *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->is_unseen || self->conversation_id == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !GTK_IS_WINDOW (root) || !gtk_window_is_active (GTK_WINDOW (root)))
    return;
  self->is_unseen = FALSE;
  peal_when (peal_talk_mark_read (get_store (self), self->conversation_id, TRUE), self, NULL,
             peal_main_window_show_error_cb);
}

static void
announce (PealTalkThread       *self,
          const PealMessageRow *message)
{
  /* Translators: who wrote, and what. */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), self->name, message->body);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Order and grouping ------------------------------------------------------------------------------ */

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  const Entry *left = get_entry (user_data, a);
  const Entry *right = get_entry (user_data, b);

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  if (left->message != NULL && right->message != NULL)
    return left->message->id < right->message->id ? -1 : left->message->id > right->message->id;
  return (left->event != NULL) - (right->event != NULL);
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  PealTalkThread *self = user_data;
  const Entry *entry = get_entry (self, row);
  const Entry *last = get_entry (self, before);
  gint64 day = peal_format_day_start (entry->at, 0);

  if (last != NULL && peal_format_day_start (last->at, 0) == day)
    gtk_list_box_row_set_header (row, NULL);
  else
    gtk_list_box_row_set_header (row, peal_note_day_new (entry->at, get_now (self)));
}

static gboolean
are_grouped (const Entry *first,
             const Entry *second)
{
  return first != NULL && second != NULL && first->message != NULL && second->message != NULL
         && first->message->direction == second->message->direction
         && first->message->campaign_id == second->message->campaign_id
         && second->at - first->at < GROUP_SPAN
         && peal_format_day_start (first->at, 0) == peal_format_day_start (second->at, 0);
}

static Entry *
find_last_own (PealTalkThread *self)
{
  GtkWidget *row = gtk_widget_get_last_child (GTK_WIDGET (self->list));

  for (; row != NULL; row = gtk_widget_get_prev_sibling (row))
    {
      Entry *entry = get_entry (self, row);

      if (entry != NULL && entry->message != NULL && entry->message->direction == PEAL_DIRECTION_OUTBOUND)
        return entry;
    }
  return NULL;
}

static void
show_bubble (PealTalkThread *self,
             const Entry    *entry,
             PealPlace       place)
{
  g_autoptr(PealAccountHealth) health = NULL;

  if (entry->message->state == PEAL_STATE_QUEUED)
    health = peal_engine_dup_health (self->engine, entry->message->account_id);
  peal_bubble_show (PEAL_BUBBLE (entry->widget), entry->message, place, self->name, health, get_now (self));
}

/* Walks the rows in order. */
static void
arrange (PealTalkThread *self)
{
  Entry *last_own;
  Entry *before = NULL, *entry;
  gboolean has_begun = self->is_complete; /* what happened before the messages here comes with older ones */

  gtk_list_box_invalidate_sort (self->list);
  gtk_list_box_invalidate_headers (self->list);
  last_own = find_last_own (self);
  entry = get_entry (self, gtk_list_box_get_row_at_index (self->list, 0));
  for (int i = 1; entry != NULL; i++)
    {
      Entry *after = get_entry (self, gtk_list_box_get_row_at_index (self->list, i));
      PealPlace place = PEAL_PLACE_INSIDE;

      if (!are_grouped (before, entry))
        place |= PEAL_PLACE_GROUP_START;
      if (!are_grouped (entry, after))
        place |= PEAL_PLACE_GROUP_END;
      if (entry == last_own)
        place |= PEAL_PLACE_LAST_OWN;
      if (entry->message != NULL)
        show_bubble (self, entry, place);
      has_begun = has_begun || entry->message != NULL;
      gtk_widget_set_visible (entry->widget, has_begun);
      before = entry;
      entry = after;
    }
}

/* Messages ---------------------------------------------------------------------------------------- */

static Entry *
add_entry (PealTalkThread *self,
           GtkWidget      *widget)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->widget = widget;
  g_hash_table_insert (self->entries, widget, entry);
  return entry;
}

static void
note_arrival (PealTalkThread       *self,
              const PealMessageRow *message)
{
  gboolean inbound = message->direction == PEAL_DIRECTION_INBOUND;

  self->is_unseen |= inbound;
  if (!peal_tail_is_at_end (self->tail))
    self->n_below++;
  if (inbound && gtk_widget_get_mapped (GTK_WIDGET (self)))
    announce (self, message);
}

static void
take_message (PealTalkThread       *self,
              GPtrArray            *rows,
              const PealMessageRow *message)
{
  Entry *entry = g_hash_table_lookup (self->messages, &message->id);
  gboolean is_new = entry == NULL;
  g_autoptr(GPtrArray) old = NULL;

  if (is_new)
    {
      entry = add_entry (self, peal_bubble_new ());
      if (self->newest_id != 0 && message->id > self->newest_id)
        note_arrival (self, message);
    }
  else
    {
      self->is_unseen |= peal_message_has_failed (message->state)
                         && !peal_message_has_failed (entry->message->state);
      g_hash_table_remove (self->messages, &message->id);
      old = entry->rows;
    }
  entry->rows = g_ptr_array_ref (rows);
  entry->message = message;
  entry->at = peal_bubble_time_of (message);
  g_hash_table_insert (self->messages, (gpointer) &message->id, entry);
  if (is_new)
    gtk_list_box_append (self->list, entry->widget);
}

static void
take_messages (PealTalkThread *self,
               GPtrArray      *rows)
{
  gint64 newest = self->newest_id;

  for (guint i = 0; i < rows->len; i++)
    {
      const PealMessageRow *message = g_ptr_array_index (rows, i);

      if (message == NULL)
        continue;
      take_message (self, rows, message);
      newest = MAX (newest, message->id);
      self->oldest_id = self->oldest_id == 0 ? message->id : MIN (self->oldest_id, message->id);
    }
  self->newest_id = newest;
  arrange (self);
}

static void
update_newest_button (PealTalkThread *self)
{
  g_autofree char *count = self->n_below > 0 ? peal_format_count (self->n_below) : g_strdup ("");

  adw_button_content_set_label (self->newest_content, count);
  gtk_widget_set_sensitive (self->newest, !peal_tail_is_at_end (self->tail));
}

static void
messages_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealTalkThread *self = owner;
  GPtrArray *rows = g_value_get_boxed (value);

  if (self->newest_id == 0)
    {
      self->is_complete = rows->len < PAGE;
      self->is_unseen = TRUE;
    }
  take_messages (self, rows);
  update_newest_button (self);
  mark_seen (self);
}

static void
read_newest (PealTalkThread *self)
{
  guint limit = CLAMP (g_hash_table_size (self->messages) + PAGE / 2, PAGE, MOST_FRESH);

  peal_when_latest (&self->reading, peal_talk_read (get_store (self), self->conversation_id, 0, limit), self,
                    messages_read_cb, peal_main_window_show_error_cb);
}

static void
older_read_cb (gpointer      owner,
               const GValue *value)
{
  PealTalkThread *self = owner;
  GPtrArray *rows = g_value_get_boxed (value);

  self->is_loading_older = FALSE;
  self->is_complete = rows->len < PAGE;
  peal_tail_hold (self->tail);
  take_messages (self, rows);
}

static void
older_failed_cb (gpointer      owner,
                 const GError *error)
{
  PEAL_TALK_THREAD (owner)->is_loading_older = FALSE;
  peal_main_window_show_error_cb (owner, error);
}

static void
read_older (PealTalkThread *self)
{
  if (self->is_loading_older || self->is_complete || self->oldest_id == 0)
    return;
  self->is_loading_older = TRUE;
  peal_when_latest (&self->reading_older,
                    peal_talk_read (get_store (self), self->conversation_id, self->oldest_id, PAGE), self,
                    older_read_cb, older_failed_cb);
}

/* Consent ----------------------------------------------------------------------------------------- */

static gboolean
remove_note (gpointer key,
             gpointer value,
             gpointer user_data)
{
  PealTalkThread *self = user_data;
  const Entry *entry = value;

  if (entry->event == NULL)
    return FALSE;
  gtk_list_box_remove (self->list, entry->widget);
  return TRUE;
}

static void
events_read_cb (gpointer      owner,
                const GValue *value)
{
  PealTalkThread *self = owner;
  GPtrArray *events = g_value_get_boxed (value);

  g_hash_table_foreach_remove (self->entries, remove_note, self);
  for (guint i = 0; i < events->len; i++)
    {
      const PealConsentEvent *event = g_ptr_array_index (events, i);
      Entry *entry = add_entry (self, peal_note_new (event, i == 0 && event->act == PEAL_CONSENT_ACT_OPT_OUT));

      entry->rows = g_ptr_array_ref (events);
      entry->event = event;
      entry->at = event->at;
      gtk_list_box_append (self->list, entry->widget);
    }
  arrange (self);
}

static void
read_events (PealTalkThread *self)
{
  peal_when_latest (&self->reading_events, peal_consent_history (get_store (self), self->theirs), self,
                    events_read_cb, peal_main_window_show_error_cb);
}

/* Live -------------------------------------------------------------------------------------------- */

static gboolean
pause_over_cb (gpointer user_data)
{
  PealTalkThread *self = user_data;

  self->timeout = 0;
  read_newest (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_among (GArray *conversations,
          gint64  id)
{
  for (guint i = 0; conversations != NULL && i < conversations->len; i++)
    if (g_array_index (conversations, gint64, i) == id)
      return TRUE;
  return conversations == NULL;
}

/* What is due waits for its account, or does not any more. */
static void
health_changed_cb (PealTalkThread *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      Entry *entry = get_entry (self, row);

      if (entry != NULL && entry->message != NULL && entry->message->state == PEAL_STATE_QUEUED)
        {
          arrange (self);
          return;
        }
    }
}

static void
store_changed_cb (PealTalkThread *self,
                  guint           changes,
                  GArray         *conversations)
{
  if (self->conversation_id == 0)
    return;
  if ((changes & PEAL_CHANGE_CONSENT) != 0)
    read_events (self);
  if ((changes & (PEAL_CHANGE_TALK | PEAL_CHANGE_OUTBOX)) != 0 && self->timeout == 0
      && is_among (conversations, self->conversation_id))
    self->timeout = g_timeout_add (PAUSE_MS, pause_over_cb, self);
}

/* Scrolling --------------------------------------------------------------------------------------- */

static void
at_end_changed_cb (PealTalkThread *self)
{
  if (peal_tail_is_at_end (self->tail))
    self->n_below = 0;
  update_newest_button (self);
}

static void
newest_clicked_cb (PealTalkThread *self)
{
  peal_talk_thread_scroll_to_end (self);
}

/* Actions ----------------------------------------------------------------------------------------- */

static void
take_back (PealTalkThread *self,
           gint64          id)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  peal_outbox_take_back (GTK_WIDGET (self), self->engine, ids);
}

static void
undecided_cb (gpointer      thread,
              const GError *error)
{
  PealMainWindow *window = peal_main_window_of (thread);

  if (window != NULL && peal_error_is_late (error))
    peal_main_window_toast (window, _("Something has become of it meanwhile. Look at it again."));
  else
    peal_main_window_show_error_cb (thread, error);
}

static void
action_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealTalkThread *self = PEAL_TALK_THREAD (widget);
  gint64 id;
  guint attempt;

  g_variant_get (parameter, "(xu)", &id, &attempt);
  if (g_str_equal (name, "thread.retry"))
    peal_when (peal_engine_retry_message (self->engine, id, "window"), self, NULL, undecided_cb);
  else if (g_str_equal (name, "thread.cancel"))
    take_back (self, id);
  else
    peal_when (peal_engine_decide_unknown (self->engine, id, attempt, g_str_equal (name, "thread.was-sent"), "window"),
               self, NULL, undecided_cb);
}

static void
revoke_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealTalkThread *self = PEAL_TALK_THREAD (widget);

  adw_dialog_present (peal_revoke_dialog_new (get_store (self), self->theirs, self->name), widget);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_talk_thread_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (peal_talk_thread_parent_class)->map (widget);
  mark_seen (PEAL_TALK_THREAD (widget));
}

static void
peal_talk_thread_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (peal_talk_thread_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (mark_seen), widget,
                           G_CONNECT_SWAPPED);
}

static void
peal_talk_thread_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), mark_seen, widget);
  GTK_WIDGET_CLASS (peal_talk_thread_parent_class)->unroot (widget);
}

static void
peal_talk_thread_dispose (GObject *object)
{
  PealTalkThread *self = PEAL_TALK_THREAD (object);

  if (self->list != NULL)
    peal_talk_thread_close (self);
  g_clear_object (&self->tail); /* before what it watches goes */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_TALK_THREAD);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_talk_thread_parent_class)->dispose (object);
}

static void
peal_talk_thread_finalize (GObject *object)
{
  PealTalkThread *self = PEAL_TALK_THREAD (object);

  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->entries);
  g_free (self->theirs);
  g_free (self->name);
  G_OBJECT_CLASS (peal_talk_thread_parent_class)->finalize (object);
}

static void
peal_talk_thread_class_init (PealTalkThreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_talk_thread_dispose;
  object_class->finalize = peal_talk_thread_finalize;
  widget_class->map = peal_talk_thread_map;
  widget_class->root = peal_talk_thread_root;
  widget_class->unroot = peal_talk_thread_unroot;

  gtk_widget_class_install_action (widget_class, "thread.retry", "(xu)", action_cb);
  gtk_widget_class_install_action (widget_class, "thread.cancel", "(xu)", action_cb);
  gtk_widget_class_install_action (widget_class, "thread.was-sent", "(xu)", action_cb);
  gtk_widget_class_install_action (widget_class, "thread.was-not-sent", "(xu)", action_cb);
  gtk_widget_class_install_action (widget_class, "thread.revoke", NULL, revoke_cb);

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-talk-thread.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTalkThread, scroller);
  gtk_widget_class_bind_template_child (widget_class, PealTalkThread, list);
  gtk_widget_class_bind_template_child (widget_class, PealTalkThread, newest);
  gtk_widget_class_bind_template_child (widget_class, PealTalkThread, newest_content);
  gtk_widget_class_bind_template_callback (widget_class, newest_clicked_cb);
}

static void
peal_talk_thread_init (PealTalkThread *self)
{
  self->messages = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->tail = peal_tail_new (self->scroller);
  g_signal_connect_object (self->tail, "notify::at-end", G_CALLBACK (at_end_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tail, "near-start", G_CALLBACK (read_older), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_sort_func (self->list, compare_rows, self, NULL);
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
}

void
peal_talk_thread_close (PealTalkThread *self)
{
  g_return_if_fail (PEAL_IS_TALK_THREAD (self));

  self->conversation_id = 0;
  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  dex_clear (&self->reading_older);
  dex_clear (&self->reading_events);
  gtk_list_box_remove_all (self->list);
  g_hash_table_remove_all (self->messages);
  g_hash_table_remove_all (self->entries);
  self->oldest_id = 0;
  self->newest_id = 0;
  self->n_below = 0;
  self->is_complete = FALSE;
  self->is_loading_older = FALSE;
  self->is_unseen = FALSE;
  peal_tail_reset (self->tail);
  update_newest_button (self);
}

void
peal_talk_thread_open (PealTalkThread            *self,
                       PealEngine                *engine,
                       const PealConversationRow *conversation)
{
  g_return_if_fail (PEAL_IS_TALK_THREAD (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (conversation != NULL);

  peal_talk_thread_close (self);
  if (g_set_object (&self->engine, engine))
    {
      g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (engine, "health-changed", G_CALLBACK (health_changed_cb), self, G_CONNECT_SWAPPED);
    }
  self->conversation_id = conversation->id;
  g_set_str (&self->theirs, conversation->theirs);
  g_set_str (&self->name, conversation->display);
  read_newest (self);
  read_events (self);
}

gint64
peal_talk_thread_get_conversation (PealTalkThread *self)
{
  g_return_val_if_fail (PEAL_IS_TALK_THREAD (self), 0);

  return self->conversation_id;
}

void
peal_talk_thread_scroll_to_end (PealTalkThread *self)
{
  g_return_if_fail (PEAL_IS_TALK_THREAD (self));

  peal_tail_go_to_end (self->tail);
}

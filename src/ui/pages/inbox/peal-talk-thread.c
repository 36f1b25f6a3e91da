/* peal-talk-thread.c: the messages of one conversation, as bubbles.
 *
 * Which messages are here is the span's business (peal-talk-span.h), how they
 * stand the rows' (peal-talk-rows.h), and where the view is the tail's
 * (peal-tail.h); here they come together with the store and with whoever looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-thread.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-main-window.h"
#include "peal-tail.h"
#include "peal-talk-acts.h"
#include "peal-talk-items.h"
#include "peal-talk-page.h"
#include "peal-talk-rows.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* Messages read at a time, and held at most, however long somebody scrolls. */
#define PAGE 50
#define MOST 300

/* Several commits in this time are read once. */
#define PAUSE_MS 60

/* Where in the view what was gone to stands; and how long it is pointed out. */
#define PLACE_OF_UNREAD 0.3
#define PLACE_OF_FOUND 0.4
#define POINT_OUT_MS 2000

struct _PealTalkThread
{
  AdwBin parent_instance;
  PealEngine *engine;
  gint64 conversation_id;    /* 0 = closed */
  char *theirs;
  char *name;
  PealTalkSpan *span;
  PealTalkRows *rows;        /* NULL while it is made, and when it goes */
  gint64 seen_id;            /* the newest message that was ever here */
  gint64 newest_id;          /* of the conversation, as far as is known */
  gint64 known_id;           /* what is newer has come while the view was not at the end */
  guint n_below;
  gboolean is_open;          /* the first page is here */
  gboolean is_reading_more;
  gboolean is_unseen;        /* something arrived that nobody has looked at */
  gulong painting;           /* handler of the frame clock: until the first page is on the screen */
  guint timeout;
  guint pointing;
  GtkWidget *pointed;        /* weak; the bubble that is pointed out */
  DexFuture *reading;
  DexFuture *reading_more;
  DexFuture *reading_again;
  DexFuture *reading_items;

  PealTail *tail;

  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkWidget *newest;
  AdwButtonContent *newest_content;
};

G_DEFINE_FINAL_TYPE (PealTalkThread, peal_talk_thread, ADW_TYPE_BIN)

enum
{
  SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PealStore *
get_store (PealTalkThread *self)
{
  return peal_engine_get_store (self->engine);
}

/* Being seen -------------------------------------------------------------------------------------- */

static gboolean
is_looked_at (PealTalkThread *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_get_mapped (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root));
}

static void
mark_seen (PealTalkThread *self)
{
  if (!self->is_unseen || self->conversation_id == 0 || !is_looked_at (self))
    return;
  self->is_unseen = FALSE;
  peal_when (peal_talk_mark_read (get_store (self), self->conversation_id, TRUE), self, NULL,
             peal_main_window_show_error_cb);
}

static void
announce (PealTalkThread *self,
          const char     *text)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Messages ---------------------------------------------------------------------------------------- */

static void
note_arrival (PealTalkThread       *self,
              const PealMessageRow *message,
              PealTalkWhere         where)
{
  /* Translators: who wrote, and what. */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), self->name, message->body);

  if (message->direction != PEAL_DIRECTION_INBOUND)
    return;
  self->is_unseen = TRUE;
  if (where != PEAL_TALK_AGAIN)
    return;
  announce (self, text);
  if (peal_talk_rows_get_first_unread (self->rows) == 0 && !is_looked_at (self))
    peal_talk_rows_set_first_unread (self->rows, message->id);
}

/* What of @page is new, or has failed since it was read last. */
static void
note_news (PealTalkThread     *self,
           const PealTalkPage *page)
{
  for (guint i = 0; i < page->rows->len; i++)
    {
      const PealMessageRow *message = page->rows->pdata[i];
      const PealMessageRow *old = message != NULL ? peal_talk_rows_get_message (self->rows, message->id) : NULL;

      if (old != NULL)
        self->is_unseen |= peal_message_has_failed (message->state) && !peal_message_has_failed (old->state);
      else if (message != NULL && message->id > self->seen_id)
        {
          if (self->is_open)
            note_arrival (self, message, page->ask.where);
          self->seen_id = message->id;
        }
    }
}

/* The view ---------------------------------------------------------------------------------------- */

/* Whether the view is at the end of the conversation, not only of what is here. */
static gboolean
follows_end (PealTalkThread *self)
{
  return peal_tail_is_at_end (self->tail) && (!self->is_open || peal_talk_span_has_end (self->span));
}

static void
update_newest_button (PealTalkThread *self)
{
  g_autofree char *count = self->n_below > 0 ? peal_format_count (self->n_below) : g_strdup ("");

  adw_button_content_set_label (self->newest_content, count);
  gtk_widget_set_sensitive (self->newest, !follows_end (self));
}

/* Whatever changes, what is in view stays there. */
static void
hold (PealTalkThread *self)
{
  peal_tail_hold (self->tail, peal_talk_rows_find_anchor (self->rows, GTK_WIDGET (self->scroller)));
}

static void
stop_pointing (PealTalkThread *self)
{
  g_clear_handle_id (&self->pointing, g_source_remove);
  if (self->pointed != NULL)
    gtk_widget_remove_css_class (self->pointed, "found");
  g_clear_weak_pointer (&self->pointed);
}

static gboolean
pointed_cb (gpointer user_data)
{
  PealTalkThread *self = user_data;

  self->pointing = 0;
  stop_pointing (self);
  return G_SOURCE_REMOVE;
}

static void
point_out (PealTalkThread *self,
           GtkWidget      *bubble)
{
  stop_pointing (self);
  g_set_weak_pointer (&self->pointed, bubble);
  gtk_widget_add_css_class (bubble, "found");
  self->pointing = g_timeout_add (POINT_OUT_MS, pointed_cb, self);
  gtk_widget_grab_focus (bubble);
}

/* The message that was asked for, or the end. */
static void
land (PealTalkThread *self,
      gint64          id,
      PealTalkWhere   where)
{
  GtkWidget *bubble = peal_talk_rows_get_bubble (self->rows, id);

  if (bubble == NULL)
    {
      peal_tail_go_to_end (self->tail);
      return;
    }
  if (where == PEAL_TALK_AROUND)
    point_out (self, bubble);
  peal_tail_go_to (self->tail, bubble, where == PEAL_TALK_AROUND ? PLACE_OF_FOUND : PLACE_OF_UNREAD);
}

static void
painted_cb (PealTalkThread *self,
            GdkFrameClock  *clock)
{
  g_clear_signal_handler (&self->painting, clock);
  g_signal_emit (self, signals[SHOWN], 0);
}

/* Says when what is here now has been drawn. */
static void
wait_for_paint (PealTalkThread *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock == NULL || self->painting != 0)
    return;
  self->painting = g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Reading ----------------------------------------------------------------------------------------- */

static void read_again (PealTalkThread *self);

/* How many there are below, of which nobody here knew. */
static void
count_new (PealTalkThread     *self,
           const PealTalkPage *page)
{
  g_autofree char *text = NULL;
  gboolean has_come = self->is_open && page->newest_id > self->newest_id;
  gint64 unread = page->ask.where == PEAL_TALK_FIRST_LOOK ? page->target : 0;

  if (!self->is_open)
    {
      peal_talk_rows_set_first_unread (self->rows, unread);
      self->known_id = unread != 0 ? unread - 1 : page->newest_id;
    }
  self->newest_id = page->newest_id;
  self->n_below = page->n_new;
  if (!has_come || !page->newest_is_theirs || peal_talk_span_has_end (self->span))
    return;
  /* Translators: %s is a person. */
  text = g_strdup_printf (_("New message from %s"), self->name);
  announce (self, text);
}

static gboolean
is_jump (PealTalkWhere where)
{
  return where == PEAL_TALK_FIRST_LOOK || where == PEAL_TALK_NEWEST || where == PEAL_TALK_AROUND
         || where == PEAL_TALK_SINCE;
}

static void
take_page (PealTalkThread     *self,
           const PealTalkPage *page,
           GArray             *gone,
           gboolean            follows)
{
  gboolean jumps = is_jump (page->ask.where);

  if (!jumps && !follows)
    hold (self);
  count_new (self, page);
  note_news (self, page);
  peal_talk_rows_take (self->rows, page->rows, gone);
  if (jumps)
    land (self, page->target, page->ask.where);
  if (!self->is_open)
    {
      self->is_open = TRUE;
      self->is_unseen = TRUE;
      wait_for_paint (self);
    }
  update_newest_button (self);
  mark_seen (self);
}

static void
page_read_cb (gpointer      owner,
              const GValue *value)
{
  PealTalkThread *self = owner;
  const PealTalkPage *page = g_value_get_boxed (value);
  gboolean follows = follows_end (self);
  g_autoptr(GArray) gone = peal_talk_span_take (self->span, page);

  if (page->ask.where == PEAL_TALK_OLDER || page->ask.where == PEAL_TALK_NEWER)
    self->is_reading_more = FALSE;
  if (gone != NULL)
    take_page (self, page, gone, follows);
  else if (page->ask.where == PEAL_TALK_AGAIN)
    read_again (self); /* more was read meanwhile */
}

static void
read_page (PealTalkThread *self,
           DexFuture     **slot,
           PealTalkAsk    *ask,
           PealRejected    rejected)
{
  ask->conversation_id = self->conversation_id;
  ask->known = self->is_open ? self->known_id : G_MAXINT64;
  peal_when_latest (slot, peal_talk_read_page (get_store (self), ask), self, page_read_cb, rejected);
}

/* Somewhere else: whatever is being read belongs to where it was. */
static void
jump (PealTalkThread *self,
      PealTalkAsk    *ask)
{
  dex_clear (&self->reading_more);
  dex_clear (&self->reading_again);
  self->is_reading_more = FALSE;
  ask->limit = PAGE;
  read_page (self, &self->reading, ask, peal_main_window_show_error_cb);
}

static void
read_again (PealTalkThread *self)
{
  PealTalkAsk ask;

  if (!self->is_open)
    return; /* it is being read */
  peal_talk_span_ask (self->span, PEAL_TALK_AGAIN, peal_tail_is_near_end (self->tail), &ask);
  read_page (self, &self->reading_again, &ask, peal_main_window_show_error_cb);
}

static void
more_failed_cb (gpointer      owner,
                const GError *error)
{
  PEAL_TALK_THREAD (owner)->is_reading_more = FALSE;
  peal_main_window_show_error_cb (owner, error);
}

static void
read_more (PealTalkThread *self,
           PealTalkWhere   where)
{
  PealTalkAsk ask;

  if (self->is_reading_more || !self->is_open || !peal_talk_span_ask (self->span, where, FALSE, &ask))
    return;
  self->is_reading_more = TRUE;
  read_page (self, &self->reading_more, &ask, more_failed_cb);
}

static void
near_start_cb (PealTalkThread *self)
{
  read_more (self, PEAL_TALK_OLDER);
}

static void
near_end_cb (PealTalkThread *self)
{
  read_more (self, PEAL_TALK_NEWER);
}

/* What stands between ----------------------------------------------------------------------------- */

static void
items_read_cb (gpointer      owner,
               const GValue *value)
{
  PealTalkThread *self = owner;

  if (!follows_end (self))
    hold (self);
  peal_talk_rows_take_items (self->rows, g_value_get_boxed (value));
}

static void
read_items (PealTalkThread *self)
{
  peal_when_latest (&self->reading_items,
                    peal_talk_items_read (get_store (self), self->conversation_id, self->theirs), self,
                    items_read_cb, peal_main_window_show_error_cb);
}

/* Live -------------------------------------------------------------------------------------------- */

static gboolean
pause_over_cb (gpointer user_data)
{
  PealTalkThread *self = user_data;

  self->timeout = 0;
  read_again (self);
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
  peal_talk_rows_refresh (self->rows);
}

static void
store_changed_cb (PealTalkThread *self,
                  guint           changes,
                  GArray         *conversations)
{
  if (self->conversation_id == 0)
    return;
  if (peal_talk_items_concern (changes))
    read_items (self);
  if ((changes & (PEAL_CHANGE_TALK | PEAL_CHANGE_OUTBOX)) != 0 && self->timeout == 0
      && is_among (conversations, self->conversation_id))
    self->timeout = g_timeout_add (PAUSE_MS, pause_over_cb, self);
}

/* Scrolling --------------------------------------------------------------------------------------- */

static void
at_end_changed_cb (PealTalkThread *self)
{
  if (self->is_open && follows_end (self))
    {
      self->n_below = 0;
      self->known_id = self->newest_id;
    }
  update_newest_button (self);
}

static void
newest_clicked_cb (PealTalkThread *self)
{
  peal_talk_thread_scroll_to_end (self);
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

  if (self->rows != NULL)
    peal_talk_thread_close (self);
  g_clear_pointer (&self->rows, peal_talk_rows_free);
  g_clear_object (&self->tail); /* before what it watches goes */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_TALK_THREAD);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_talk_thread_parent_class)->dispose (object);
}

static void
peal_talk_thread_finalize (GObject *object)
{
  PealTalkThread *self = PEAL_TALK_THREAD (object);

  peal_talk_span_free (self->span);
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

  signals[SHOWN] = g_signal_new ("shown", PEAL_TYPE_TALK_THREAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  peal_talk_acts_install (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "inbox.reply", NULL);

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
  self->span = peal_talk_span_new (MOST, PAGE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = peal_talk_rows_new (self->list, self->span);
  self->tail = peal_tail_new (self->scroller);
  g_signal_connect_object (self->tail, "notify::at-end", G_CALLBACK (at_end_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tail, "near-start", G_CALLBACK (near_start_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tail, "near-end", G_CALLBACK (near_end_cb), self, G_CONNECT_SWAPPED);
}

static void
forget_all (PealTalkThread *self)
{
  peal_talk_rows_clear (self->rows);
  peal_talk_span_reset (self->span);
  self->seen_id = 0;
  self->newest_id = 0;
  self->known_id = 0;
  self->n_below = 0;
  self->is_open = FALSE;
  self->is_reading_more = FALSE;
  self->is_unseen = FALSE;
}

void
peal_talk_thread_close (PealTalkThread *self)
{
  g_return_if_fail (PEAL_IS_TALK_THREAD (self));

  self->conversation_id = 0;
  g_clear_handle_id (&self->timeout, g_source_remove);
  stop_pointing (self);
  dex_clear (&self->reading);
  dex_clear (&self->reading_more);
  dex_clear (&self->reading_again);
  dex_clear (&self->reading_items);
  forget_all (self);
  peal_tail_reset (self->tail);
  update_newest_button (self);
}

void
peal_talk_thread_open (PealTalkThread            *self,
                       PealEngine                *engine,
                       const PealConversationRow *conversation,
                       gint64                     message_id)
{
  PealTalkAsk ask = { .where = message_id != 0 ? PEAL_TALK_AROUND : PEAL_TALK_FIRST_LOOK, .id = message_id };

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
  peal_talk_rows_begin (self->rows, engine, conversation->display);
  jump (self, &ask);
  read_items (self);
}

gint64
peal_talk_thread_get_conversation (PealTalkThread *self)
{
  g_return_val_if_fail (PEAL_IS_TALK_THREAD (self), 0);

  return self->conversation_id;
}

PealEngine *
peal_talk_thread_get_engine (PealTalkThread *self)
{
  g_return_val_if_fail (PEAL_IS_TALK_THREAD (self), NULL);

  return self->engine;
}

const char *
peal_talk_thread_get_theirs (PealTalkThread *self)
{
  g_return_val_if_fail (PEAL_IS_TALK_THREAD (self), NULL);

  return self->theirs;
}

const char *
peal_talk_thread_get_name (PealTalkThread *self)
{
  g_return_val_if_fail (PEAL_IS_TALK_THREAD (self), NULL);

  return self->name;
}

const PealMessageRow *
peal_talk_thread_get_message (PealTalkThread *self,
                              gint64          id)
{
  g_return_val_if_fail (PEAL_IS_TALK_THREAD (self), NULL);

  return peal_talk_rows_get_message (self->rows, id);
}

guint
peal_talk_thread_get_size (PealTalkThread *self)
{
  g_return_val_if_fail (PEAL_IS_TALK_THREAD (self), 0);

  return peal_talk_rows_get_size (self->rows);
}

void
peal_talk_thread_show_message (PealTalkThread *self,
                               gint64          id)
{
  PealTalkAsk ask = { .where = PEAL_TALK_AROUND, .id = id };

  g_return_if_fail (PEAL_IS_TALK_THREAD (self));
  g_return_if_fail (self->conversation_id != 0);

  if (peal_talk_span_has (self->span, id))
    land (self, id, PEAL_TALK_AROUND);
  else
    jump (self, &ask);
}

void
peal_talk_thread_show_time (PealTalkThread *self,
                            gint64          time)
{
  PealTalkAsk ask = { .where = PEAL_TALK_SINCE, .time = time };

  g_return_if_fail (PEAL_IS_TALK_THREAD (self));
  g_return_if_fail (self->conversation_id != 0);

  jump (self, &ask);
}

void
peal_talk_thread_scroll_to_end (PealTalkThread *self)
{
  PealTalkAsk ask = { .where = PEAL_TALK_NEWEST };

  g_return_if_fail (PEAL_IS_TALK_THREAD (self));

  peal_tail_go_to_end (self->tail);
  if (self->is_open && !peal_talk_span_has_end (self->span))
    jump (self, &ask);
}

/* peal-notifier.c: tells what happens while nobody looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-notifier.h"

#include "peal-desk.h"
#include "peal-format.h"
#include "peal-talk.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* What comes within this span is told at once; by then a window that shows it has marked it read. */
#define LOOK_PAUSE_MS 300

/* News of more conversations than these, at once, are told as one. */
#define MOST_AT_ONCE 3

/* So many events are read at once; the rest at the next look. */
#define NEWS_BATCH 1000

#define SUMMARY "inbox"

struct _PealNotifier
{
  GObject parent_instance;
  GApplication *application;
  GSettings *settings;
  PealEngine *engine;
  gint64 seq;                /* of the ledger: what came later is to be told; G_MAXINT64 = not known yet */
  GHashTable *news;          /* conversation id -> PealDeskNewsKind: what is to be told */
  GHashTable *told;          /* conversation id -> PealDeskNewsKind: what is told and not withdrawn */
  gboolean has_summary;      /* "27 conversations have news" is told */
  gboolean again;            /* something happened during a look */
  gboolean is_looking;
  guint timeout;
  DexFuture *reading;
};

G_DEFINE_FINAL_TYPE (PealNotifier, peal_notifier, G_TYPE_OBJECT)

static void look_soon (PealNotifier *self);

/* What it says ------------------------------------------------------------------------------------ */

static char *
count_text (const PealConversationRow *row)
{
  return g_strdup_printf (ngettext ("%u new message", "%u new messages", row->unread), row->unread);
}

static char *
title_of (const PealConversationRow *row,
          gboolean                   shows_text)
{
  if (!shows_text)
    return g_strdup (_("Peal"));
  return row->contact_id != 0 ? g_strdup (row->display) : peal_format_number (row->theirs);
}

static char *
body_of (const PealConversationRow *row,
         PealDeskNewsKind           kind,
         gboolean                   shows_text)
{
  g_autofree char *count = NULL;

  if (kind == PEAL_DESK_NEWS_WOKEN)
    return g_strdup (_("Back in the inbox"));
  if (kind == PEAL_DESK_NEWS_OVERDUE)
    return g_strdup (_("Still waiting for an answer"));
  count = count_text (row);
  if (!shows_text)
    return g_steal_pointer (&count);
  if (row->unread == 1)
    return g_strdup (row->last_body);
  return g_strdup_printf ("%s\n%s", count, row->last_body);
}

static void
send (PealNotifier  *self,
      const char    *id,
      GNotification *notification,
      gboolean       is_message)
{
  g_notification_set_category (notification, "im.received");
  if (is_message)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH); /* somebody expects an answer */
  g_application_send_notification (self->application, id, notification);
}

static void
tell (PealNotifier              *self,
      const PealConversationRow *row,
      PealDeskNewsKind           kind)
{
  gboolean shows_text = g_settings_get_boolean (self->settings, "notify-text");
  g_autofree char *id = g_strdup_printf ("conversation:%" G_GINT64_FORMAT, row->id);
  g_autofree char *title = title_of (row, shows_text);
  g_autofree char *body = body_of (row, kind, shows_text);
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show", "s", id);
  g_notification_add_button_with_target (notification, _("Reply"), "app.reply", "s", id);
  g_notification_add_button_with_target (notification, _("Mark as Done"), "app.mark-done", "x", row->id);
  send (self, id, notification, kind == PEAL_DESK_NEWS_RECEIVED);
  g_hash_table_insert (self->told, g_memdup2 (&row->id, sizeof row->id), GINT_TO_POINTER (kind));
}

static void
tell_summary (PealNotifier *self,
              guint         n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("News in %u conversation", "News in %u conversations", n), n);
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_default_action_and_target (notification, "app.go", "s", "inbox");
  send (self, SUMMARY, notification, TRUE);
  self->has_summary = TRUE;
}

static void
withdraw (PealNotifier *self,
          gint64        conversation_id)
{
  g_autofree char *id = g_strdup_printf ("conversation:%" G_GINT64_FORMAT, conversation_id);

  g_application_withdraw_notification (self->application, id);
  g_hash_table_remove (self->told, &conversation_id);
}

/* What is worth it -------------------------------------------------------------------------------- */

/* A stop is obeyed as it comes; nobody needs to do anything. */
static gboolean
is_opt_out (const PealConversationRow *row)
{
  return row->consent == PEAL_CONSENT_OPTED_OUT && row->unanswered_since == 0;
}

/* Whether there is, or still is, something to see. */
static gboolean
is_worth (PealNotifier              *self,
          const PealConversationRow *row,
          PealDeskNewsKind           kind)
{
  if (row == NULL || row->is_blocked || row->state == PEAL_CONVERSATION_DONE || row->snoozed_until != 0)
    return FALSE;
  if (kind == PEAL_DESK_NEWS_OVERDUE)
    return row->unanswered_since != 0;
  if (row->unread == 0)
    return FALSE;
  return kind != PEAL_DESK_NEWS_RECEIVED || !is_opt_out (row)
         || g_settings_get_boolean (self->settings, "notify-opt-outs");
}

static void
review_told (PealNotifier *self,
             GPtrArray    *rows,
             GArray       *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      gpointer kind;

      if (g_hash_table_lookup_extended (self->told, &id, NULL, &kind)
          && !is_worth (self, g_ptr_array_index (rows, i), (PealDeskNewsKind) GPOINTER_TO_INT (kind)))
        withdraw (self, id);
    }
}

static void
tell_news (PealNotifier *self,
           GPtrArray    *rows,
           GArray       *ids)
{
  g_autoptr(GPtrArray) worth = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      gpointer kind;

      if (g_hash_table_lookup_extended (self->news, &g_array_index (ids, gint64, i), NULL, &kind)
          && is_worth (self, g_ptr_array_index (rows, i), (PealDeskNewsKind) GPOINTER_TO_INT (kind)))
        g_ptr_array_add (worth, g_ptr_array_index (rows, i));
    }
  if (!g_settings_get_boolean (self->settings, "notify"))
    g_ptr_array_set_size (worth, 0);
  if (worth->len > MOST_AT_ONCE)
    tell_summary (self, worth->len);
  for (guint i = 0; worth->len <= MOST_AT_ONCE && i < worth->len; i++)
    {
      const PealConversationRow *row = g_ptr_array_index (worth, i);

      tell (self, row, (PealDeskNewsKind) GPOINTER_TO_INT (g_hash_table_lookup (self->news, &row->id)));
    }
  g_hash_table_remove_all (self->news);
}

/* Looking ----------------------------------------------------------------------------------------- */

static void
end_look (PealNotifier *self)
{
  self->is_looking = FALSE;
  if (self->again)
    look_soon (self);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_debug ("The news cannot be read: %s", error->message); /* at the next change it is tried again */
  end_look (owner);
}

static GArray *
list_conversations (PealNotifier *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->news);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);
  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->news, id))
      g_array_append_val (ids, *(gint64 *) id);
  return ids;
}

/* The rows carry their ids, but for those that are gone. */
static GArray *
ids_of (GPtrArray *rows)
{
  GArray *ids = g_array_new (FALSE, TRUE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++)
    {
      const PealConversationRow *row = g_ptr_array_index (rows, i);
      gint64 id = row != NULL ? row->id : 0;

      g_array_append_val (ids, id);
    }
  return ids;
}

static void
rows_loaded_cb (gpointer      owner,
                const GValue *value)
{
  PealNotifier *self = owner;
  GPtrArray *rows = g_value_get_boxed (value);
  g_autoptr(GArray) ids = ids_of (rows);

  review_told (self, rows, ids);
  tell_news (self, rows, ids);
  end_look (self);
}

static void
unread_counted_cb (gpointer      owner,
                   const GValue *value)
{
  PealNotifier *self = owner;
  g_autoptr(GArray) ids = list_conversations (self);

  if (self->has_summary && g_value_get_int64 (value) == 0)
    {
      g_application_withdraw_notification (self->application, SUMMARY);
      self->has_summary = FALSE;
    }
  if (ids->len == 0)
    end_look (self);
  else
    peal_when_latest (&self->reading, peal_talk_load_rows (peal_engine_get_store (self->engine),
                                                           (const gint64 *) (gpointer) ids->data, ids->len),
                      self, rows_loaded_cb, failed_cb);
}

static void
news_read_cb (gpointer      owner,
              const GValue *value)
{
  PealNotifier *self = owner;
  const GArray *news = g_value_get_boxed (value);

  for (guint i = 0; i < news->len; i++)
    {
      const PealDeskNews *one = &g_array_index (news, PealDeskNews, i);

      if (one->kind != PEAL_DESK_NEWS_END)
        g_hash_table_insert (self->news, g_memdup2 (&one->conversation_id, sizeof (gint64)),
                             GINT_TO_POINTER (one->kind));
      self->seq = one->seq;
    }
  self->again |= news->len > NEWS_BATCH;
  peal_when_latest (&self->reading, peal_talk_count_unread (peal_engine_get_store (self->engine)), self,
                    unread_counted_cb, failed_cb);
}

static gboolean
look_cb (gpointer user_data)
{
  PealNotifier *self = user_data;

  self->timeout = 0;
  self->is_looking = TRUE;
  self->again = FALSE;
  peal_when_latest (&self->reading, peal_desk_list_news (peal_engine_get_store (self->engine), self->seq, NEWS_BATCH),
                    self, news_read_cb, failed_cb);
  return G_SOURCE_REMOVE;
}

static void
look_soon (PealNotifier *self)
{
  if (self->is_looking)
    self->again = TRUE;
  else if (self->timeout == 0)
    self->timeout = g_timeout_add (LOOK_PAUSE_MS, look_cb, self);
}

static void
store_changed_cb (PealNotifier *self,
                  guint         changes)
{
  if ((changes & PEAL_CHANGE_TALK) != 0)
    look_soon (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_notifier_dispose (GObject *object)
{
  PealNotifier *self = PEAL_NOTIFIER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (peal_notifier_parent_class)->dispose (object);
}

static void
peal_notifier_finalize (GObject *object)
{
  PealNotifier *self = PEAL_NOTIFIER (object);

  g_hash_table_unref (self->news);
  g_hash_table_unref (self->told);
  G_OBJECT_CLASS (peal_notifier_parent_class)->finalize (object);
}

static void
peal_notifier_class_init (PealNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = peal_notifier_dispose;
  object_class->finalize = peal_notifier_finalize;
}

static void
peal_notifier_init (PealNotifier *self)
{
  self->seq = G_MAXINT64;
  self->news = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

PealNotifier *
peal_notifier_new (GApplication *application,
                   GSettings    *settings)
{
  PealNotifier *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (PEAL_TYPE_NOTIFIER, NULL);
  self->application = application;
  self->settings = g_object_ref (settings);
  return self;
}

void
peal_notifier_set_engine (PealNotifier *self,
                          PealEngine   *engine)
{
  g_return_if_fail (PEAL_IS_NOTIFIER (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look_cb (self); /* where the ledger ends now */
}

/* peal-message-finder.c: the messages that somebody searches for, as a list that grows while they scroll.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-message-finder.h"

#include "peal-message-search.h"
#include "peal-messages.h"
#include "peal-when.h"

#define N_ON_PAGE 50

struct _PealMessageFinder
{
  GObject parent_instance;
  PealStore *store;
  PealIdModel *messages;
  PealMessageQuery *query;   /* of what is shown; NULL: nothing */
  PealMessageQuery *asked;   /* of what is being read; NULL: the next page of the former */
  GArray *ids;
  gboolean is_all;           /* there is no further page */
  DexFuture *reading;        /* NULL: nothing */
};

G_DEFINE_FINAL_TYPE (PealMessageFinder, peal_message_finder, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show (PealMessageFinder *self)
{
  peal_id_model_set_ids (self->messages, self->ids);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_asked (PealMessageFinder *self)
{
  g_clear_pointer (&self->query, peal_message_query_free);
  self->query = g_steal_pointer (&self->asked);
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* A new array each time: the model keeps the one that it has. */
static void
read_cb (gpointer      owner,
         const GValue *value)
{
  PealMessageFinder *self = owner;
  const GArray *found = g_value_get_boxed (value);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  dex_clear (&self->reading);
  if (self->asked != NULL)
    take_asked (self);
  g_array_append_vals (ids, self->ids->data, self->ids->len);
  g_array_append_vals (ids, found->data, found->len);
  g_array_unref (self->ids);
  self->ids = g_steal_pointer (&ids);
  self->is_all = found->len < N_ON_PAGE;
  show (self);
}

/* A search that fails has found nothing; what is wrong is said by all that reads besides. */
static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealMessageFinder *self = owner;

  dex_clear (&self->reading);
  if (self->asked != NULL)
    take_asked (self);
  self->is_all = TRUE;
  show (self);
}

static void
read_page (PealMessageFinder *self,
           gint64             before)
{
  const PealMessageQuery *query = self->asked != NULL ? self->asked : self->query;

  peal_when_latest (&self->reading, peal_message_search (self->store, query, before, N_ON_PAGE), self, read_cb,
                    failed_cb);
}

static void
peal_message_finder_dispose (GObject *object)
{
  PealMessageFinder *self = PEAL_MESSAGE_FINDER (object);

  dex_clear (&self->reading);
  g_clear_object (&self->messages);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_message_finder_parent_class)->dispose (object);
}

static void
peal_message_finder_finalize (GObject *object)
{
  PealMessageFinder *self = PEAL_MESSAGE_FINDER (object);

  g_clear_pointer (&self->query, peal_message_query_free);
  g_clear_pointer (&self->asked, peal_message_query_free);
  g_array_unref (self->ids);
  G_OBJECT_CLASS (peal_message_finder_parent_class)->finalize (object);
}

static void
peal_message_finder_class_init (PealMessageFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = peal_message_finder_dispose;
  object_class->finalize = peal_message_finder_finalize;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_MESSAGE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
peal_message_finder_init (PealMessageFinder *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

PealMessageFinder *
peal_message_finder_new (PealStore *store)
{
  PealMessageFinder *self;

  g_return_val_if_fail (PEAL_IS_STORE (store), NULL);

  self = g_object_new (PEAL_TYPE_MESSAGE_FINDER, NULL);
  self->store = g_object_ref (store);
  self->messages = peal_id_model_new ((PealIdModelLoad) peal_talk_load_messages, G_OBJECT (store));
  return self;
}

void
peal_message_finder_search (PealMessageFinder *self,
                            const char        *text,
                            gint64             now)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();

  g_return_if_fail (PEAL_IS_MESSAGE_FINDER (self));
  g_return_if_fail (text != NULL);

  dex_clear (&self->reading);
  g_clear_pointer (&self->asked, peal_message_query_free);
  self->asked = peal_message_query_new (text, zone, now);
  if (self->asked != NULL)
    {
      read_page (self, 0);
      return;
    }
  take_asked (self);
  self->is_all = TRUE;
  show (self);
}

void
peal_message_finder_read_more (PealMessageFinder *self)
{
  g_return_if_fail (PEAL_IS_MESSAGE_FINDER (self));

  if (self->reading == NULL && self->query != NULL && !self->is_all && self->ids->len > 0)
    read_page (self, g_array_index (self->ids, gint64, self->ids->len - 1));
}

gboolean
peal_message_finder_is_busy (PealMessageFinder *self)
{
  g_return_val_if_fail (PEAL_IS_MESSAGE_FINDER (self), FALSE);

  return self->asked != NULL;
}

GListModel *
peal_message_finder_get_messages (PealMessageFinder *self)
{
  g_return_val_if_fail (PEAL_IS_MESSAGE_FINDER (self), NULL);

  return G_LIST_MODEL (self->messages);
}

const PealMessageQuery *
peal_message_finder_get_query (PealMessageFinder *self)
{
  g_return_val_if_fail (PEAL_IS_MESSAGE_FINDER (self), NULL);

  return self->query;
}

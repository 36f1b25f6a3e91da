/* peal-talk-read.c: a piece of a conversation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-read.h"

#include "peal-fiber.h"
#include "peal-talk.h"

typedef struct
{
  PealStore *store;
  gint64 conversation_id;
  gint64 before;
  guint limit;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->store);
  g_free (reading);
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;

  ids = dex_await_boxed (peal_until_cancelled (peal_talk_thread (reading->store, reading->conversation_id,
                                                                 reading->before, reading->limit),
                                               cancellable),
                         &error);
  if (ids == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return peal_talk_load_messages (reading->store, (const gint64 *) (gpointer) ids->data, ids->len);
}

DexFuture *
peal_talk_read (PealStore *store,
                gint64     conversation_id,
                gint64     before,
                guint      limit)
{
  Reading *reading;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  reading = g_new0 (Reading, 1);
  reading->store = g_object_ref (store);
  reading->conversation_id = conversation_id;
  reading->before = before;
  reading->limit = limit;
  return peal_fiber_spawn (read_fiber, reading, reading_free);
}

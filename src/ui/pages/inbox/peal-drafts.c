/* peal-drafts.c: what was begun and not sent, on its way into the workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-drafts.h"

#include "peal-desk.h"
#include "peal-fiber.h"

struct _PealDrafts
{
  GObject parent_instance;
  PealStore *store;
  GHashTable *waiting;       /* conversation id -> Draft: not in the workspace yet */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (PealDrafts, peal_drafts, G_TYPE_OBJECT)

typedef struct
{
  gint64 conversation_id;    /* its key */
  char *text;
  gboolean is_asked;         /* the store is writing it down */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->text);
  g_free (draft);
}

/* Writing ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealDrafts *self;
  gint64 conversation_id;
  char *text;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_object_unref (write->self);
  g_free (write->text);
  g_free (write);
}

/* It may have been changed meanwhile. */
static DexFuture *
written_cb (DexFuture *completed,
            gpointer   user_data)
{
  Write *write = user_data;
  Draft *draft = g_hash_table_lookup (write->self->waiting, &write->conversation_id);

  if (draft == NULL || !g_str_equal (draft->text, write->text))
    return dex_future_new_true ();
  if (dex_future_is_resolved (completed))
    g_hash_table_remove (write->self->waiting, &write->conversation_id);
  else
    draft->is_asked = FALSE;
  return dex_future_new_true ();
}

void
peal_drafts_flush (PealDrafts *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (PEAL_IS_DRAFTS (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Draft *draft = value;
      Write *write;

      if (draft->is_asked)
        continue;
      draft->is_asked = TRUE;
      write = g_new0 (Write, 1);
      write->self = g_object_ref (self);
      write->conversation_id = draft->conversation_id;
      write->text = g_strdup (draft->text);
      dex_future_disown (dex_future_finally (peal_draft_set (self->store, draft->conversation_id, draft->text), written_cb,
                                             write, write_free));
    }
}

static gboolean
pause_over_cb (gpointer data)
{
  PealDrafts *self = data;

  self->timeout = 0;
  peal_drafts_flush (self);
  return G_SOURCE_REMOVE;
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_drafts_dispose (GObject *object)
{
  PealDrafts *self = PEAL_DRAFTS (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (peal_drafts_parent_class)->dispose (object);
}

static void
peal_drafts_finalize (GObject *object)
{
  PealDrafts *self = PEAL_DRAFTS (object);

  g_clear_object (&self->store);
  g_hash_table_unref (self->waiting);
  G_OBJECT_CLASS (peal_drafts_parent_class)->finalize (object);
}

static void
peal_drafts_class_init (PealDraftsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = peal_drafts_dispose;
  object_class->finalize = peal_drafts_finalize;
}

static void
peal_drafts_init (PealDrafts *self)
{
  self->waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, draft_free);
}

PealDrafts *
peal_drafts_new (PealStore *store)
{
  PealDrafts *self;

  g_return_val_if_fail (PEAL_IS_STORE (store), NULL);

  self = g_object_new (PEAL_TYPE_DRAFTS, NULL);
  self->store = g_object_ref (store);
  return self;
}

DexFuture *
peal_drafts_read (PealDrafts *self,
                  gint64      conversation_id)
{
  const Draft *draft;

  peal_return_reject_if_fail (PEAL_IS_DRAFTS (self));

  draft = g_hash_table_lookup (self->waiting, &conversation_id);
  return draft != NULL ? dex_future_new_take_string (g_strdup (draft->text))
                       : peal_draft_get (self->store, conversation_id);
}

void
peal_drafts_set (PealDrafts *self,
                 gint64      conversation_id,
                 const char *text)
{
  Draft *draft;

  g_return_if_fail (PEAL_IS_DRAFTS (self));
  g_return_if_fail (text != NULL);

  draft = g_hash_table_lookup (self->waiting, &conversation_id);
  if (draft == NULL)
    {
      draft = g_new0 (Draft, 1);
      draft->conversation_id = conversation_id;
      g_hash_table_insert (self->waiting, &draft->conversation_id, draft);
    }
  else if (g_str_equal (draft->text, text))
    return;
  g_free (draft->text);
  draft->text = g_strdup (text);
  draft->is_asked = FALSE;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (PEAL_DRAFTS_PAUSE_MS, pause_over_cb, self);
}

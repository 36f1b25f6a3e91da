/* peal-drafts.c: what was begun and not sent, by conversation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-drafts.h"

struct _PealDrafts
{
  GObject parent_instance;
  GHashTable *texts;         /* conversation id -> text, never "" */
};

G_DEFINE_FINAL_TYPE (PealDrafts, peal_drafts, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
peal_drafts_finalize (GObject *object)
{
  g_hash_table_unref (PEAL_DRAFTS (object)->texts);
  G_OBJECT_CLASS (peal_drafts_parent_class)->finalize (object);
}

static void
peal_drafts_class_init (PealDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_drafts_finalize;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_DRAFTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
peal_drafts_init (PealDrafts *self)
{
  self->texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

PealDrafts *
peal_drafts_new (void)
{
  return g_object_new (PEAL_TYPE_DRAFTS, NULL);
}

const char *
peal_drafts_get (PealDrafts *self,
                 gint64      conversation_id)
{
  const char *text;

  g_return_val_if_fail (PEAL_IS_DRAFTS (self), "");

  text = g_hash_table_lookup (self->texts, &conversation_id);
  return text != NULL ? text : "";
}

void
peal_drafts_set (PealDrafts *self,
                 gint64      conversation_id,
                 const char *text)
{
  gboolean had, has;

  g_return_if_fail (PEAL_IS_DRAFTS (self));
  g_return_if_fail (text != NULL);

  had = g_hash_table_contains (self->texts, &conversation_id);
  has = *text != '\0';
  if (has)
    g_hash_table_replace (self->texts, g_memdup2 (&conversation_id, sizeof conversation_id), g_strdup (text));
  else
    g_hash_table_remove (self->texts, &conversation_id);
  if (had != has)
    g_signal_emit (self, signals[CHANGED], 0, conversation_id);
}

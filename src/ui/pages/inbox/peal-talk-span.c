/* peal-talk-span.c: which messages of a conversation are held, of all there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-span.h"

#define id_at(ids, i) g_array_index ((ids), gint64, (i))

struct _PealTalkSpan
{
  guint most;
  guint page;
  GArray *ids;               /* of gint64, ascending */
  gboolean has_start;
  gboolean has_end;
};

static GArray *
ids_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

PealTalkSpan *
peal_talk_span_new (guint most,
                    guint page)
{
  PealTalkSpan *self;

  g_return_val_if_fail (page > 0 && most >= 2 * page, NULL);

  self = g_new0 (PealTalkSpan, 1);
  self->most = most;
  self->page = page;
  self->ids = ids_new ();
  return self;
}

void
peal_talk_span_free (PealTalkSpan *self)
{
  g_array_unref (self->ids);
  g_free (self);
}

void
peal_talk_span_reset (PealTalkSpan *self)
{
  g_array_set_size (self->ids, 0);
  self->has_start = FALSE;
  self->has_end = FALSE;
}

guint
peal_talk_span_get_size (PealTalkSpan *self)
{
  return self->ids->len;
}

gint64
peal_talk_span_get_first (PealTalkSpan *self)
{
  return self->ids->len > 0 ? id_at (self->ids, 0) : 0;
}

gint64
peal_talk_span_get_last (PealTalkSpan *self)
{
  return self->ids->len > 0 ? id_at (self->ids, self->ids->len - 1) : 0;
}

gboolean
peal_talk_span_has_start (PealTalkSpan *self)
{
  return self->has_start;
}

gboolean
peal_talk_span_has_end (PealTalkSpan *self)
{
  return self->has_end;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

gboolean
peal_talk_span_has (PealTalkSpan *self,
                    gint64        id)
{
  return g_array_binary_search (self->ids, &id, compare_ids, NULL);
}

/* Asking ------------------------------------------------------------------------------------------ */

gboolean
peal_talk_span_ask (PealTalkSpan  *self,
                    PealTalkWhere  where,
                    gboolean       follow,
                    PealTalkAsk   *ask)
{
  *ask = (PealTalkAsk) { .where = where, .limit = self->page };
  switch (where)
    {
    case PEAL_TALK_OLDER:
      ask->id = peal_talk_span_get_first (self);
      return self->ids->len > 0 && !self->has_start;
    case PEAL_TALK_NEWER:
      ask->id = peal_talk_span_get_last (self);
      return self->ids->len > 0 && !self->has_end;
    case PEAL_TALK_AGAIN:
      ask->id = peal_talk_span_get_first (self);
      ask->until = follow && self->has_end ? 0 : peal_talk_span_get_last (self);
      ask->limit = self->most;
      if (self->ids->len == 0) /* the first message may have come */
        ask->where = PEAL_TALK_NEWEST;
      return TRUE;
    case PEAL_TALK_FIRST_LOOK:
    case PEAL_TALK_NEWEST:
    case PEAL_TALK_AROUND:
    case PEAL_TALK_SINCE:
      break;
    }
  return TRUE;
}

/* Taking ------------------------------------------------------------------------------------------ */

static GArray *
list_page (const PealTalkPage *page)
{
  GArray *ids = ids_new ();

  for (guint i = 0; i < page->rows->len; i++)
    if (page->rows->pdata[i] != NULL)
      g_array_append_val (ids, ((const PealMessageRow *) page->rows->pdata[i])->id);
  return ids;
}

/* Those of @before that are not held now. */
static GArray *
list_gone (PealTalkSpan *self,
           GArray       *before)
{
  GArray *gone = ids_new ();

  for (guint i = 0; i < before->len; i++)
    if (!peal_talk_span_has (self, id_at (before, i)))
      g_array_append_val (gone, id_at (before, i));
  return gone;
}

static void
take_older (PealTalkSpan       *self,
            GArray             *ids,
            const PealTalkPage *page)
{
  g_array_prepend_vals (self->ids, ids->data, ids->len);
  self->has_start = page->has_start;
  if (self->ids->len <= self->most)
    return;
  g_array_set_size (self->ids, self->most);
  self->has_end = FALSE;
}

static void
take_newer (PealTalkSpan       *self,
            GArray             *ids,
            const PealTalkPage *page)
{
  g_array_append_vals (self->ids, ids->data, ids->len);
  self->has_end = page->has_end;
  if (self->ids->len <= self->most)
    return;
  g_array_remove_range (self->ids, 0, self->ids->len - self->most);
  self->has_start = FALSE;
}

static void
replace (PealTalkSpan       *self,
         GArray             *ids,
         const PealTalkPage *page)
{
  g_array_set_size (self->ids, 0);
  g_array_append_vals (self->ids, ids->data, ids->len);
  self->has_start = page->has_start;
  self->has_end = page->has_end;
}

GArray *
peal_talk_span_take (PealTalkSpan       *self,
                     const PealTalkPage *page)
{
  const PealTalkAsk *ask = &page->ask;
  g_autoptr(GArray) ids = list_page (page);
  g_autoptr(GArray) before = g_array_copy (self->ids);

  switch (ask->where)
    {
    case PEAL_TALK_OLDER:
      if (ask->id != peal_talk_span_get_first (self))
        return NULL;
      take_older (self, ids, page);
      break;
    case PEAL_TALK_NEWER:
      if (ask->id != peal_talk_span_get_last (self))
        return NULL;
      take_newer (self, ids, page);
      break;
    case PEAL_TALK_AGAIN:
      if (ask->id != peal_talk_span_get_first (self)
          || (ask->until != 0 && ask->until != peal_talk_span_get_last (self)))
        return NULL;
      replace (self, ids, page);
      break;
    case PEAL_TALK_FIRST_LOOK:
    case PEAL_TALK_NEWEST:
    case PEAL_TALK_AROUND:
    case PEAL_TALK_SINCE:
      replace (self, ids, page);
      break;
    }
  return list_gone (self, before);
}

/* peal-id-set.c: sets of row ids.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-id-set.h"

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* Most queries give them in order already, and looking costs much less than sorting. */
static gboolean
is_set (const GArray *ids)
{
  for (guint i = 1; i < ids->len; i++)
    if (peal_ids_get (ids, i - 1) >= peal_ids_get (ids, i))
      return FALSE;
  return TRUE;
}

void
peal_id_set_sort (GArray *ids)
{
  guint kept = 0;

  if (is_set (ids))
    return;
  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    if (kept == 0 || peal_ids_get (ids, kept - 1) != peal_ids_get (ids, i))
      peal_ids_get (ids, kept++) = peal_ids_get (ids, i);
  g_array_set_size (ids, kept);
}

GArray *
peal_id_set_take_rows (PealStmt *stmt)
{
  GArray *ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, stmt);
  peal_id_set_sort (ids);
  return ids;
}

gboolean
peal_id_set_has (const GArray *self,
                 gint64        id)
{
  return g_array_binary_search ((GArray *) self, &id, compare_ids, NULL);
}

static void
filter (GArray       *self,
        const GArray *others,
        gboolean      keep)
{
  guint kept = 0;
  guint j = 0;

  for (guint i = 0; i < self->len; i++)
    {
      gint64 id = peal_ids_get (self, i);

      while (j < others->len && peal_ids_get (others, j) < id)
        j++;
      if ((j < others->len && peal_ids_get (others, j) == id) == keep)
        peal_ids_get (self, kept++) = id;
    }
  g_array_set_size (self, kept);
}

void
peal_id_set_keep (GArray       *self,
                  const GArray *others)
{
  filter (self, others, TRUE);
}

void
peal_id_set_drop (GArray       *self,
                  const GArray *others)
{
  filter (self, others, FALSE);
}

void
peal_id_set_join (GArray       *self,
                  const GArray *others)
{
  if (others->len == 0)
    return;
  g_array_append_vals (self, others->data, others->len);
  peal_id_set_sort (self);
}

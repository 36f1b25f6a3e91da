/* peal-talk-list.c: which conversations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-talk-private.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-search.h"

/* One shelf as a whole: an index has it. */
static GArray *
list_shelf (PealDb       *db,
            PealTalkShelf shelf)
{
  static const PealQuery queries[] = {
    [PEAL_TALK_ALL] = PEAL_QUERY_CONVERSATION_LIST,
    [PEAL_TALK_UNREAD] = PEAL_QUERY_CONVERSATION_LIST_UNREAD,
    [PEAL_TALK_FAILED] = PEAL_QUERY_CONVERSATION_LIST_FAILED,
    [PEAL_TALK_OPEN] = PEAL_QUERY_CONVERSATION_LIST_OPEN,
  };
  GArray *ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, peal_db_query (db, queries[shelf]));
  return ids;
}

static GArray *
list_filtered (PealDb               *db,
               const PealTalkFilter *filter)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_LIST_SHELF);
  GArray *ids = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":shelf", filter->shelf);
  peal_stmt_bind_text (stmt, ":ours", filter->ours);
  peal_stmt_bind_text (stmt, ":tag", filter->tag);
  peal_stmt_bind_id (stmt, ":staff_id", filter->staff_id);
  peal_ids_take_rows (ids, stmt);
  return ids;
}

static GArray *
list_found (PealDb           *db,
            PealTalkShelf     shelf,
            const PealSearch *search)
{
  gboolean matching = search->match != NULL;
  g_autoptr(PealStmt) stmt = peal_db_query (db, matching ? PEAL_QUERY_CONVERSATION_LIST_MATCHING
                                                         : PEAL_QUERY_CONVERSATION_LIST_NAMED);
  GArray *ids = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":shelf", shelf);
  if (matching)
    {
      peal_stmt_bind_text (stmt, ":match", search->match);
      peal_stmt_bind_text (stmt, ":fragment", search->digits != NULL ? search->digits : search->folded);
    }
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (peal_search_has_short_words (search, peal_stmt_get_text (stmt, 2)))
        g_array_append_val (ids, id);
    }
  return ids;
}

/* In the order of the first, what also stands in the second. */
static void
keep (GArray *ids,
      GArray *others)
{
  g_autoptr(GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n = 0;

  for (guint i = 0; i < others->len; i++)
    g_hash_table_add (set, &peal_ids_get (others, i));
  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_contains (set, &peal_ids_get (ids, i)))
      peal_ids_get (ids, n++) = peal_ids_get (ids, i);
  g_array_set_size (ids, n);
}

GArray *
peal_talk_list (PealDb               *db,
                const PealTalkFilter *filter)
{
  g_autoptr(PealSearch) search = peal_search_new (filter->search);
  gboolean is_narrow = filter->ours != NULL || filter->tag != NULL || filter->staff_id != 0;
  g_autoptr(GArray) filtered = NULL;
  GArray *found;

  if (search == NULL)
    return is_narrow || filter->shelf >= PEAL_TALK_UNANSWERED ? list_filtered (db, filter) : list_shelf (db, filter->shelf);
  found = list_found (db, filter->shelf, search);
  if (is_narrow)
    {
      filtered = list_filtered (db, filter);
      keep (found, filtered);
    }
  return found;
}

static PealTalkFilter *
filter_copy (const PealTalkFilter *filter)
{
  PealTalkFilter *copy = g_memdup2 (filter, sizeof *filter);

  copy->search = g_strdup (filter->search);
  copy->ours = g_strdup (filter->ours);
  copy->tag = g_strdup (filter->tag);
  return copy;
}

static void
filter_free (gpointer data)
{
  PealTalkFilter *filter = data;

  g_free ((char *) filter->search);
  g_free ((char *) filter->ours);
  g_free ((char *) filter->tag);
  g_free (filter);
}

static void
snapshot_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  peal_result_take (result, G_TYPE_ARRAY, peal_talk_list (db, data));
}

DexFuture *
peal_talk_snapshot (PealStore            *store,
                    const PealTalkFilter *filter)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (filter != NULL);
  peal_return_reject_if_fail (filter->shelf < PEAL_N_TALK_SHELVES);

  return peal_store_read (store, snapshot_job, filter_copy (filter), filter_free);
}

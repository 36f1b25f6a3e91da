/* peal-talk-page.c: a piece of a conversation, wherever it lies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-talk-page.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-messages-private.h"

G_DEFINE_BOXED_TYPE (PealTalkPage, peal_talk_page, peal_talk_page_ref, peal_talk_page_unref)

PealTalkPage *
peal_talk_page_ref (PealTalkPage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_page (gpointer page)
{
  g_clear_pointer (&((PealTalkPage *) page)->rows, g_ptr_array_unref);
}

void
peal_talk_page_unref (PealTalkPage *self)
{
  g_atomic_rc_box_release_full (self, clear_page);
}

/* Finding ----------------------------------------------------------------------------------------- */

static PealStmt *
query (PealDb            *db,
       PealQuery          name,
       const PealTalkAsk *ask)
{
  PealStmt *stmt = peal_db_query (db, name);

  peal_stmt_bind_int (stmt, ":conversation_id", ask->conversation_id);
  return stmt;
}

static void
add_after (PealDb            *db,
           const PealTalkAsk *ask,
           gint64             after,
           guint              limit,
           GArray            *ids)
{
  PealStmt *stmt = query (db, PEAL_QUERY_TALK_AFTER, ask);

  peal_stmt_bind_int (stmt, ":after", after);
  peal_stmt_bind_int (stmt, ":limit", limit);
  peal_ids_take_rows (ids, stmt);
}

static void
add_reversed (GArray   *ids,
              PealStmt *stmt)
{
  g_autoptr(GArray) newest_first = peal_ids_new (NULL, 0);

  peal_ids_take_rows (newest_first, stmt);
  for (guint i = newest_first->len; i > 0; i--)
    g_array_append_val (ids, peal_ids_get (newest_first, i - 1));
}

static void
add_before (PealDb            *db,
            const PealTalkAsk *ask,
            gint64             before,
            guint              limit,
            GArray            *ids)
{
  PealStmt *stmt = query (db, PEAL_QUERY_TALK_THREAD, ask);

  peal_stmt_bind_int (stmt, ":before", before);
  peal_stmt_bind_int (stmt, ":limit", limit);
  add_reversed (ids, stmt);
}

static void
add_between (PealDb            *db,
             const PealTalkAsk *ask,
             GArray            *ids)
{
  PealStmt *stmt = query (db, PEAL_QUERY_TALK_BETWEEN, ask);

  peal_stmt_bind_int (stmt, ":first", ask->id);
  peal_stmt_bind_int (stmt, ":last", ask->until != 0 ? ask->until : G_MAXINT64);
  peal_stmt_bind_int (stmt, ":limit", ask->limit);
  add_reversed (ids, stmt);
}

static gint64
find_first_unread (PealDb            *db,
                   const PealTalkAsk *ask)
{
  gint64 unread = peal_stmt_take_int (query (db, PEAL_QUERY_CONVERSATION_GET_UNREAD, ask));
  PealStmt *stmt;

  if (unread == 0)
    return 0;
  stmt = query (db, PEAL_QUERY_TALK_FIND_FIRST_UNREAD, ask);
  peal_stmt_bind_int (stmt, ":unread", unread);
  return peal_stmt_take_int (stmt);
}

/* The message in the middle; 0: none is asked for. */
static gint64
find_middle (PealDb            *db,
             const PealTalkAsk *ask)
{
  PealStmt *stmt;

  switch (ask->where)
    {
    case PEAL_TALK_FIRST_LOOK:
      return find_first_unread (db, ask);
    case PEAL_TALK_AROUND:
      return ask->id;
    case PEAL_TALK_SINCE:
      stmt = query (db, PEAL_QUERY_TALK_FIND_SINCE, ask);
      peal_stmt_bind_int (stmt, ":time", ask->time);
      return peal_stmt_take_int (stmt);
    case PEAL_TALK_NEWEST:
    case PEAL_TALK_OLDER:
    case PEAL_TALK_NEWER:
    case PEAL_TALK_AGAIN:
      break;
    }
  return 0;
}

static GArray *
list_ids (PealDb            *db,
          const PealTalkAsk *ask,
          gint64             middle)
{
  GArray *ids = peal_ids_new (NULL, 0);

  if (ask->where == PEAL_TALK_NEWER)
    add_after (db, ask, ask->id, ask->limit, ids);
  else if (ask->where == PEAL_TALK_AGAIN)
    add_between (db, ask, ids);
  else if (ask->where == PEAL_TALK_OLDER)
    add_before (db, ask, ask->id, ask->limit, ids);
  else if (middle == 0)
    add_before (db, ask, G_MAXINT64, ask->limit, ids);
  else
    {
      add_before (db, ask, middle, ask->limit, ids);
      add_after (db, ask, middle - 1, ask->limit + 1, ids);
    }
  return ids;
}

static gboolean
has_id (GArray *ids,
        gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    if (peal_ids_get (ids, i) == id)
      return TRUE;
  return FALSE;
}

static gboolean
is_first (PealDb            *db,
          const PealTalkAsk *ask,
          gint64             id)
{
  g_autoptr(GArray) older = peal_ids_new (NULL, 0);

  add_before (db, ask, id, 1, older);
  return older->len == 0;
}

static guint
count_after (PealDb            *db,
             const PealTalkAsk *ask,
             gint64             after)
{
  PealStmt *stmt = query (db, PEAL_QUERY_TALK_COUNT_AFTER, ask);

  peal_stmt_bind_int (stmt, ":after", after);
  peal_stmt_bind_int (stmt, ":limit", PEAL_TALK_NEW_MAX);
  return (guint) peal_stmt_take_int (stmt);
}

static void
find_newest (PealDb            *db,
             const PealTalkAsk *ask,
             PealTalkPage      *page)
{
  g_autoptr(PealStmt) stmt = query (db, PEAL_QUERY_TALK_FIND_NEWEST, ask);

  if (!peal_stmt_next (stmt))
    return;
  page->newest_id = peal_stmt_get_int (stmt, 0);
  page->newest_is_theirs = peal_stmt_get_int (stmt, 1) == PEAL_DIRECTION_INBOUND;
}

/* Reading ----------------------------------------------------------------------------------------- */

/* Where nothing is found, the place that was asked about is the beginning, or the end. */
static void
read_page_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealTalkAsk *ask = data;
  PealTalkPage *page = g_atomic_rc_box_new0 (PealTalkPage);
  gint64 middle = find_middle (db, ask);
  g_autoptr(GArray) ids = list_ids (db, ask, middle);
  gint64 first = ids->len > 0 ? peal_ids_get (ids, 0) : ask->id;
  gint64 last = ids->len > 0 ? peal_ids_get (ids, ids->len - 1) : ask->id;

  page->ask = *ask;
  page->rows = peal_messages_load (db, ids);
  find_newest (db, ask, page);
  page->target = has_id (ids, middle) ? middle : 0;
  page->has_start = is_first (db, ask, first);
  page->has_end = last >= page->newest_id;
  page->n_new = count_after (db, ask, ask->where == PEAL_TALK_FIRST_LOOK && middle != 0 ? middle - 1 : ask->known);
  peal_result_take (result, PEAL_TYPE_TALK_PAGE, page);
}

DexFuture *
peal_talk_read_page (PealStore         *store,
                     const PealTalkAsk *ask)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (ask != NULL && ask->limit > 0);

  return peal_store_read (store, read_page_job, g_memdup2 (ask, sizeof *ask), g_free);
}

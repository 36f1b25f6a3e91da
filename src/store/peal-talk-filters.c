/* peal-talk-filters.c: choices of conversations that somebody wants again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-talk-filters.h"

#include "peal-fiber.h"
#include "peal-job-args.h"

PealSavedFilter *
peal_saved_filter_copy (const PealSavedFilter *self)
{
  PealSavedFilter *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->search = g_strdup (self->search);
  copy->ours = g_strdup (self->ours);
  copy->tag = g_strdup (self->tag);
  return copy;
}

void
peal_saved_filter_free (PealSavedFilter *self)
{
  g_free (self->name);
  g_free (self->search);
  g_free (self->ours);
  g_free (self->tag);
  g_free (self);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_FILTER_LIST);
  GPtrArray *filters = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_saved_filter_free);

  while (peal_stmt_next (stmt))
    {
      PealSavedFilter *filter = g_new0 (PealSavedFilter, 1);
      gint64 shelf = peal_stmt_get_int (stmt, 2);

      filter->id = peal_stmt_get_int (stmt, 0);
      filter->name = peal_stmt_dup_text (stmt, 1);
      filter->shelf = shelf >= 0 && shelf < PEAL_N_TALK_SHELVES ? (PealTalkShelf) shelf : PEAL_TALK_ALL;
      filter->ours = peal_stmt_dup_text (stmt, 3);
      filter->tag = peal_stmt_dup_text (stmt, 4);
      filter->staff_id = peal_stmt_get_int (stmt, 5);
      filter->search = peal_stmt_dup_text (stmt, 6);
      g_ptr_array_add (filters, filter);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, filters);
}

DexFuture *
peal_talk_filters_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

static void
saved_free (gpointer data)
{
  peal_saved_filter_free (data);
}

static void
bind_filter (PealStmt              *stmt,
             const PealSavedFilter *filter)
{
  peal_stmt_bind_text (stmt, ":name", filter->name);
  peal_stmt_bind_int (stmt, ":shelf", filter->shelf);
  peal_stmt_bind_text (stmt, ":ours", filter->ours);
  peal_stmt_bind_text (stmt, ":tag", filter->tag);
  peal_stmt_bind_id (stmt, ":staff_id", filter->staff_id);
  peal_stmt_bind_text (stmt, ":search", filter->search);
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealSavedFilter *filter = data;
  gboolean is_new = filter->id == 0;
  g_autoptr(PealStmt) stmt = peal_db_query (db, is_new ? PEAL_QUERY_TALK_FILTER_INSERT : PEAL_QUERY_TALK_FILTER_UPDATE);

  if (*filter->name == '\0')
    {
      peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A filter that is kept needs a name.");
      return;
    }
  bind_filter (stmt, filter);
  if (!is_new)
    peal_stmt_bind_int (stmt, ":id", filter->id);
  if (!peal_stmt_run (stmt))
    return;
  if (peal_db_get_n_changed (db) == 0)
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "The filter was deleted meanwhile; keep it under a new name.");
      return;
    }
  peal_db_touch (db, PEAL_CHANGE_SETTINGS);
  peal_result_set_int (result, is_new ? peal_db_get_inserted_id (db) : filter->id);
}

DexFuture *
peal_talk_filters_save (PealStore            *store,
                        gint64                id,
                        const char           *name,
                        const PealTalkFilter *filter)
{
  PealSavedFilter *saved;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (name != NULL);
  peal_return_reject_if_fail (filter != NULL);

  saved = g_new0 (PealSavedFilter, 1);
  saved->id = id;
  saved->name = g_strstrip (g_strdup (name));
  saved->shelf = filter->shelf;
  saved->search = g_strdup (peal_text (filter->search));
  saved->ours = g_strdup (peal_text (filter->ours));
  saved->tag = g_strdup (peal_text (filter->tag));
  saved->staff_id = filter->staff_id;
  return peal_store_write (store, save_job, saved, saved_free);
}

static void
delete_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_FILTER_DELETE);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_run (stmt);
  peal_db_touch (db, PEAL_CHANGE_SETTINGS);
}

DexFuture *
peal_talk_filters_delete (PealStore *store,
                          gint64     id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, delete_job, peal_job_args_new (id, NULL, NULL), peal_job_args_free);
}

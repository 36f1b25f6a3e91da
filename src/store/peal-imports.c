/* peal-imports.c: imports as a whole: one at a time, and their list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-imports-private.h"

#include "peal-fiber.h"
#include "peal-groups-private.h"
#include "peal-job-args.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

void
peal_import_entry_free (PealImportEntry *self)
{
  g_free (self->file);
  g_free (self);
}

static guint
get_count (PealStmt *stmt,
           int       column)
{
  return (guint) CLAMP (peal_stmt_get_int (stmt, column), 0, G_MAXUINT);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_LIST);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_import_entry_free);

  peal_stmt_bind_int (stmt, ":limit", args->limit);
  while (peal_stmt_next (stmt))
    {
      PealImportEntry *entry = g_new0 (PealImportEntry, 1);

      entry->id = peal_stmt_get_int (stmt, 0);
      entry->state = (PealJobState) peal_stmt_get_int (stmt, 1);
      entry->started_at = peal_stmt_get_int (stmt, 2);
      entry->file = peal_stmt_dup_text (stmt, 3);
      entry->n_new = get_count (stmt, 4);
      entry->n_updated = get_count (stmt, 5);
      entry->n_unchanged = get_count (stmt, 6);
      entry->n_skipped = get_count (stmt, 7);
      entry->n_rejected = get_count (stmt, 8);
      entry->n_removed = get_count (stmt, 9);
      entry->n_restored = get_count (stmt, 10);
      entry->n_kept = get_count (stmt, 11);
      entry->n_withdrawn = get_count (stmt, 12);
      g_ptr_array_add (entries, entry);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, entries);
}

DexFuture *
peal_imports_list (PealStore *store,
                   guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, PEAL_JOB_ARGS (.limit = limit), peal_job_args_free);
}

static void
list_running_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  GArray *ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, peal_db_query (db, PEAL_QUERY_IMPORT_LIST_RUNNING));
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_imports_list_running (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_running_job, PEAL_JOB_ARGS (.id = 0), peal_job_args_free);
}

int
peal_imports_try_lock (PealStore *store,
                       GError   **error)
{
  g_autofree char *path = NULL;
  g_autofd int fd = -1;

  g_return_val_if_fail (PEAL_IS_STORE (store), -1);

  if (peal_store_get_condition (store) != PEAL_STORE_READY)
    {
      g_set_error_literal (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_READ_ONLY,
                           "The workspace is open for reading only: nothing can be imported into it");
      return -1;
    }
  path = g_build_filename (peal_store_get_dir (store), "import.lock", NULL);
  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NO_ACCESS, "%s cannot be opened: %s", path, g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error_literal (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_LOCKED, "Another import is under way");
      return -1;
    }
  return g_steal_fd (&fd);
}

typedef struct
{
  gint64 job;
  GStrv names;
  char *actor;
} GroupsData;

static void
groups_data_free (gpointer data)
{
  GroupsData *self = data;

  g_strfreev (self->names);
  g_free (self->actor);
  g_free (self);
}

/* Made and noted at once: of a group that nobody knows of no undo would take it back. */
static void
ensure_groups_job (PealDb  *db,
                   gpointer data,
                   GValue  *result)
{
  const GroupsData *self = data;
  GArray *ids = peal_ids_new (NULL, 0);

  for (guint i = 0; self->names[i] != NULL && !peal_db_has_failed (db); i++)
    {
      const gint64 id = peal_group_ensure (db, self->names[i], self->actor);
      g_autoptr(PealStmt) stmt = NULL;

      if (id == 0)
        break;
      stmt = peal_db_query (db, PEAL_QUERY_IMPORT_NOTE_GROUP);
      peal_stmt_bind_int (stmt, ":job_id", self->job);
      peal_stmt_bind_int (stmt, ":group_id", id);
      peal_stmt_run (stmt);
      g_array_append_val (ids, id);
    }
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_imports_ensure_groups (PealStore         *store,
                            gint64             id,
                            const char *const *names,
                            const char        *actor)
{
  GroupsData *data;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (names != NULL);

  data = g_new0 (GroupsData, 1);
  data->job = id;
  data->names = g_strdupv ((char **) names);
  data->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, ensure_groups_job, data, groups_data_free);
}

/* Bulk ---------------------------------------------------------------------------------------------- */

/* What SQLite's full-text index does by itself (automerge), and the most it knows. */
#define MERGING 4
#define BULK_MERGING 16

void
peal_imports_set_merging (PealDb *db,
                          gint64  segments)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_IMPORT_SET_MERGING);

  peal_stmt_bind_int (stmt, ":segments", segments);
  peal_stmt_run (stmt);
}

void
peal_imports_apply_bulk (PealDb  *db,
                         gboolean is_bulk)
{
  g_autoptr(PealStmt) cache = peal_db_query (db, is_bulk ? PEAL_QUERY_IMPORT_CACHE_BIG : PEAL_QUERY_DB_CACHE_WRITER);

  peal_stmt_run (cache);
  peal_imports_set_merging (db, is_bulk ? BULK_MERGING : MERGING);
}

static void
set_bulk_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;

  peal_imports_apply_bulk (db, args->id != 0);
  if (args->id == 0)
    peal_db_touch (db, PEAL_CHANGE_PEOPLE);
}

DexFuture *
peal_imports_set_bulk (PealStore *store,
                       gboolean   is_bulk)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, set_bulk_job, PEAL_JOB_ARGS (.id = is_bulk), peal_job_args_free);
}

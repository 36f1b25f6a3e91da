/* peal-jobs.c: long work that leaves a trace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-jobs.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

/* In the order of their numbers. */
static const char *const states[] = { "?", "running", "done", "failed", "stopped", "undone" };

const char *
peal_job_state_to_string (PealJobState state)
{
  return (gsize) state < G_N_ELEMENTS (states) ? states[state] : "?";
}

void
peal_job_free (PealJob *self)
{
  g_free (self->kind);
  g_free (self->detail);
  g_free (self);
}

typedef struct
{
  gint64 id;
  PealJobState state;
  char *kind;
  char *detail;
  char *actor;
} JobData;

static JobData *
job_data_new (const char *detail,
              const char *actor)
{
  JobData *self = g_new0 (JobData, 1);

  self->detail = g_strdup (detail != NULL ? detail : "{}");
  self->actor = g_strdup (peal_text (actor));
  return self;
}

static void
job_data_free (gpointer data)
{
  JobData *self = data;

  g_free (self->kind);
  g_free (self->detail);
  g_free (self->actor);
  g_free (self);
}

static void
record (PealDb        *db,
        const JobData *job,
        gint64         id,
        const char    *kind,
        const char    *what)
{
  g_autofree char *event = g_strconcat (kind, ".", what, NULL);

  peal_ledger_append_about (db, peal_db_get_now (db), job->actor, event, "job", id, job->detail);
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
}

static void
start_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const JobData *job = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_JOB_INSERT);
  gint64 id;

  peal_stmt_bind_text (stmt, ":kind", job->kind);
  peal_stmt_bind_text (stmt, ":detail", job->detail);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  id = peal_db_get_inserted_id (db);
  record (db, job, id, job->kind, "started");
  peal_result_set_int (result, id);
}

DexFuture *
peal_jobs_start (PealStore  *store,
                 const char *kind,
                 const char *detail,
                 const char *actor)
{
  JobData *job;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (kind != NULL);

  job = job_data_new (detail, actor);
  job->kind = g_strdup (kind);
  return peal_store_write (store, start_job, job, job_data_free);
}

static void
finish_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const JobData *job = data;
  PealStmt *get = peal_db_query (db, PEAL_QUERY_JOB_GET_KIND);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_JOB_FINISH);
  g_autofree char *kind = NULL;

  peal_stmt_bind_int (get, ":id", job->id);
  kind = peal_stmt_take_text (get);
  peal_stmt_bind_int (stmt, ":id", job->id);
  peal_stmt_bind_int (stmt, ":state", job->state);
  peal_stmt_bind_text (stmt, ":detail", job->detail);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "The history does not know of this job");
  record (db, job, job->id, kind, peal_job_state_to_string (job->state));
}

DexFuture *
peal_jobs_finish (PealStore   *store,
                  gint64       id,
                  PealJobState state,
                  const char  *detail,
                  const char  *actor)
{
  JobData *job;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (state > PEAL_JOB_RUNNING && state <= PEAL_JOB_UNDONE);

  job = job_data_new (detail, actor);
  job->id = id;
  job->state = state;
  return peal_store_write (store, finish_job, job, job_data_free);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_JOB_LIST);
  GPtrArray *jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_job_free);

  peal_stmt_bind_int (stmt, ":limit", args->limit);
  while (peal_stmt_next (stmt))
    {
      PealJob *job = g_new0 (PealJob, 1);

      job->id = peal_stmt_get_int (stmt, 0);
      job->kind = peal_stmt_dup_text (stmt, 1);
      job->state = (PealJobState) peal_stmt_get_int (stmt, 2);
      job->detail = peal_stmt_dup_text (stmt, 3);
      job->started_at = peal_stmt_get_int (stmt, 4);
      job->ended_at = peal_stmt_get_int (stmt, 5);
      g_ptr_array_add (jobs, job);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, jobs);
}

DexFuture *
peal_jobs_list (PealStore *store,
                guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, PEAL_JOB_ARGS (.limit = limit), peal_job_args_free);
}

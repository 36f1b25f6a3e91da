/* peal-writer.c: the threads of a store.
 *
 * Group commit: an fsync costs as much as a hundred jobs, so the writer runs
 * whatever has queued up meanwhile in one transaction. Jobs seldom fail, and a
 * savepoint copies every page that its job changes: so a batch is run without
 * any, and where a job fails the transaction is rolled back and the batch run
 * again, carefully, each job in a savepoint of its own. Nobody hears of a result
 * before the commit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-writer.h"

#include "peal-migrate.h"
#include "peal-settings-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define N_READERS 2

/* One page. SQLite takes a file of one byte for an empty one, and would write over it. */
#define SMALLEST_DATABASE 512

/* Where a batch ends: late callers should not wait for ever for the commit of early ones. */
#define BATCH_JOBS 1024
#define BATCH_SPAN (20 * PEAL_SECOND / 1000)

/* How often an idle writer asks whether another process has committed. */
#define WATCH_SPAN PEAL_SECOND

typedef struct
{
  PealWriter *writer;
  PealDb *db;
  gint64 data_version;
  GPtrArray *done;       /* of PealTask: run in this batch */
  guint n_kept;          /* of those, jobs whose changes are in the transaction */
  gboolean is_careful;   /* a job has failed: the others are kept apart by savepoints */
  PealChange changes;
  GArray *conversations; /* of gint64 */
} Batch;

static gboolean
run_query (PealDb   *db,
           PealQuery query)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  return peal_stmt_run (stmt);
}

/* Whether another process has committed since the last call. */
static gboolean
others_have_written (Batch *batch)
{
  g_autoptr(PealStmt) stmt = peal_db_query (batch->db, PEAL_QUERY_DB_DATA_VERSION);
  gint64 version = peal_stmt_next (stmt) ? peal_stmt_get_int (stmt, 0) : 0;
  gboolean changed = version != batch->data_version;

  if (changed)
    peal_db_get_ledger_head (batch->db)->known = FALSE;
  batch->data_version = version;
  return changed;
}

static gboolean
begin (Batch *batch)
{
  peal_db_begin_job (batch->db);
  if (!run_query (batch->db, PEAL_QUERY_TXN_BEGIN))
    return FALSE;
  if (others_have_written (batch))
    {
      batch->changes |= PEAL_CHANGE_ALL;
      g_array_set_size (batch->conversations, 0);
    }
  return TRUE;
}

/* The jobs of the batch that had gone well did not: their transaction is gone. */
static void
fail_kept (Batch        *batch,
           const GError *error)
{
  for (guint i = 0; i < batch->done->len; i++)
    {
      PealTask *job = g_ptr_array_index (batch->done, i);

      if (job->error == NULL)
        job->error = g_error_copy (error);
    }
  batch->n_kept = 0;
  batch->changes = 0;
  peal_db_get_ledger_head (batch->db)->known = FALSE;
}

static void
keep_marks (Batch *batch)
{
  GArray *touched = peal_db_get_conversations (batch->db);

  batch->changes |= peal_db_get_changes (batch->db);
  g_array_append_vals (batch->conversations, touched->data, touched->len);
}

static gboolean run_job (Batch    *batch,
                         PealTask *job);

/* A job has failed and others have not: their changes are taken back with its own and made anew. */
static gboolean
run_again (Batch *batch)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_copy (batch->done, NULL, NULL);
  gboolean more;

  g_ptr_array_set_size (batch->done, 0);
  g_array_set_size (batch->conversations, 0);
  batch->changes = 0;
  batch->n_kept = 0;
  batch->is_careful = TRUE;
  peal_db_get_ledger_head (batch->db)->known = FALSE;
  more = run_query (batch->db, PEAL_QUERY_TXN_ROLLBACK) && begin (batch);
  for (guint i = 0; i < jobs->len; i++)
    {
      PealTask *job = g_ptr_array_index (jobs, i);

      peal_task_reset (job);
      if (more)
        more = run_job (batch, job);
      else
        {
          job->error = g_error_new_literal (PEAL_STORE_ERROR, PEAL_STORE_ERROR_FAILED,
                                            "The workspace could not be written. Try again.");
          g_ptr_array_add (batch->done, job);
        }
    }
  return more;
}

/* FALSE when SQLite has rolled back the whole transaction: the batch is over. */
static gboolean
undo_job (Batch         *batch,
          const GError  *error,
          PealLedgerHead head)
{
  if (sqlite3_get_autocommit (peal_db_get_handle (batch->db)))
    {
      fail_kept (batch, error);
      return FALSE;
    }
  if (batch->n_kept > 0 && !batch->is_careful)
    return run_again (batch);
  *peal_db_get_ledger_head (batch->db) = head;
  if (batch->n_kept > 0)
    return run_query (batch->db, PEAL_QUERY_JOB_ROLLBACK) && run_query (batch->db, PEAL_QUERY_JOB_RELEASE);
  return run_query (batch->db, PEAL_QUERY_TXN_ROLLBACK) && begin (batch);
}

/* FALSE: nothing more can run in this transaction. */
static gboolean
run_job (Batch    *batch,
         PealTask *job)
{
  PealLedgerHead head = *peal_db_get_ledger_head (batch->db);
  gboolean has_savepoint = batch->is_careful && batch->n_kept > 0;

  g_ptr_array_add (batch->done, job);
  if (has_savepoint && !run_query (batch->db, PEAL_QUERY_JOB_SAVEPOINT))
    {
      job->error = peal_db_steal_error (batch->db);
      return FALSE;
    }
  if (!peal_task_run (job, batch->db))
    return undo_job (batch, job->error, head);
  keep_marks (batch);
  batch->n_kept++;
  return !has_savepoint || run_query (batch->db, PEAL_QUERY_JOB_RELEASE);
}

static void
commit (Batch *batch)
{
  g_autoptr(GError) error = NULL;

  if (run_query (batch->db, PEAL_QUERY_TXN_COMMIT))
    return;
  error = peal_db_steal_error (batch->db);
  if (!sqlite3_get_autocommit (peal_db_get_handle (batch->db)))
    run_query (batch->db, PEAL_QUERY_TXN_ROLLBACK);
  fail_kept (batch, error);
}

static void
run_batch (Batch    *batch,
           PealTask *first)
{
  gint64 end = g_get_monotonic_time () + BATCH_SPAN;
  PealTask *job = first;
  gboolean more;

  if (!begin (batch))
    {
      first->error = peal_db_steal_error (batch->db);
      g_ptr_array_add (batch->done, first);
    }
  else
    {
      do
        more = run_job (batch, job);
      while (more
             && batch->done->len < BATCH_JOBS
             && g_get_monotonic_time () < end
             && (job = peal_task_queue_try_pop (batch->writer->writes)) != NULL);
      if (!sqlite3_get_autocommit (peal_db_get_handle (batch->db)))
        commit (batch);
    }

  peal_delivery_push (batch->writer->delivery, batch->done, batch->changes,
                      batch->changes == PEAL_CHANGE_ALL ? NULL : batch->conversations);
  g_array_set_size (batch->conversations, 0);
  batch->changes = 0;
  batch->n_kept = 0;
  batch->is_careful = FALSE;
}

/* What comes from another process: nobody knows which rows. */
static void
look_for_others (Batch *batch)
{
  peal_db_begin_job (batch->db);
  if (others_have_written (batch))
    peal_delivery_push (batch->writer->delivery, batch->done, PEAL_CHANGE_ALL, NULL);
}

static void
write_until_closed (PealWriter *self,
                    PealDb     *db)
{
  g_autoptr(GPtrArray) done = g_ptr_array_new ();
  g_autoptr(GArray) conversations = g_array_new (FALSE, FALSE, sizeof (gint64));
  Batch batch = { .writer = self, .db = db, .done = done, .conversations = conversations };
  gboolean closed = FALSE;

  peal_db_begin_job (db);
  others_have_written (&batch);
  while (!closed)
    {
      PealTask *job = peal_task_queue_pop (self->writes, WATCH_SPAN, &closed);

      if (job != NULL)
        run_batch (&batch, job);
      else if (!closed)
        look_for_others (&batch);
    }
}

/* Readers ------------------------------------------------------------------------------------------- */

/* Of SQLite's machine, between two looks at whether a job is wanted: a fraction of a millisecond. */
#define STEPS 2000

typedef struct
{
  PealWriter *writer;
  PealDb *db;
} Reader;

static int
is_unwanted (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/* Stops where nobody waits for it any more: somebody who types asks anew with every letter. */
static void
run_wanted (PealDb   *db,
            PealTask *job)
{
  sqlite3 *handle = peal_db_get_handle (db);

  sqlite3_progress_handler (handle, STEPS, is_unwanted, job->unwanted);
  peal_task_run (job, db);
  sqlite3_progress_handler (handle, 0, NULL, NULL);
  if (job->error != NULL && g_cancellable_is_cancelled (job->unwanted))
    {
      g_clear_error (&job->error);
      g_cancellable_set_error_if_cancelled (job->unwanted, &job->error);
    }
}

/* Both halves of a job see one state of the file. */
static void
read_job (PealDb   *db,
          PealTask *job)
{
  if (g_cancellable_set_error_if_cancelled (job->unwanted, &job->error))
    return;
  peal_db_begin_job (db);
  if (!run_query (db, PEAL_QUERY_TXN_BEGIN_READ))
    {
      job->error = peal_db_steal_error (db);
      return;
    }
  run_wanted (db, job);
  if (!sqlite3_get_autocommit (peal_db_get_handle (db)))
    run_query (db, PEAL_QUERY_TXN_COMMIT);
}

static gpointer
reader_main (gpointer data)
{
  Reader *reader = data;
  gboolean closed = FALSE;

  peal_db_take_thread (reader->db);
  while (!closed)
    {
      PealTask *job = peal_task_queue_pop (reader->writer->reads, PEAL_TIME_NEVER, &closed);

      if (job == NULL)
        continue;
      read_job (reader->db, job);
      peal_delivery_push_job (reader->writer->delivery, job);
    }
  peal_db_close (reader->db);
  g_free (reader);
  return NULL;
}

/* A read-only folder without the log's index: only an immutable connection can read the file. */
static PealDb *
open_reader (PealWriter *self,
             GError    **error)
{
  g_autoptr(PealDb) db = peal_db_open (self->path, PEAL_DB_READER, FALSE, self->clock, NULL);

  if (db != NULL)
    {
      peal_db_begin_job (db);
      if (run_query (db, PEAL_QUERY_DB_SCHEMA_COUNT))
        return g_steal_pointer (&db);
    }
  if (self->condition == PEAL_STORE_READY)
    {
      g_propagate_error (error, db != NULL ? peal_db_steal_error (db) : NULL);
      return NULL;
    }
  return peal_db_open (self->path, PEAL_DB_IMMUTABLE, FALSE, self->clock, error);
}

/* Opening ------------------------------------------------------------------------------------------- */

static gboolean
make_file (PealWriter *self,
           GError    **error)
{
  GStatBuf info;
  int fd;

  if (g_stat (self->path, &info) == 0)
    {
      if (info.st_size == 0 || info.st_size >= SMALLEST_DATABASE)
        return TRUE;
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NOT_A_DATABASE,
                   "The file is not a Peal workspace; it was left as it is");
      return FALSE;
    }
  if ((self->flags & PEAL_STORE_OPEN_CREATE) == 0)
    {
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NO_WORKSPACE,
                   "There is no workspace in %s; make one first", self->dir);
      return FALSE;
    }
  if (g_mkdir_with_parents (self->dir, 0700) == 0)
    {
      fd = g_open (self->path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
      if (fd >= 0)
        return g_close (fd, error);
    }
  g_set_error (error, PEAL_STORE_ERROR,
               errno == ENOSPC || errno == EDQUOT ? PEAL_STORE_ERROR_FULL : PEAL_STORE_ERROR_NO_ACCESS,
               "The workspace cannot be made in %s: %s", self->dir, g_strerror (errno));
  return FALSE;
}

static gboolean
inspect (PealDb        *db,
         PealSchemaAge *age,
         GError       **error)
{
  peal_db_begin_job (db);
  *age = peal_schema_inspect (db, peal_migrations);
  if (*age == PEAL_SCHEMA_FOREIGN)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_A_DATABASE,
                  "The file belongs to another program; it was left as it is; choose another folder");
  if (!peal_db_has_failed (db))
    return TRUE;
  g_propagate_error (error, peal_db_steal_error (db));
  return FALSE;
}

/* For writing: NULL with READ_ONLY or NO_ACCESS where the disk does not let us. */
static PealDb *
open_for_writing (PealWriter *self,
                  GError    **error)
{
  g_autoptr(PealDb) db = peal_db_open (self->path, PEAL_DB_WRITER, FALSE, self->clock, error);
  PealSchemaAge age;

  if (db == NULL || !inspect (db, &age, error))
    return NULL;
  if (age == PEAL_SCHEMA_NEWER)
    {
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NEWER, "A newer Peal made this workspace");
      return NULL;
    }
  if (sqlite3_db_readonly (peal_db_get_handle (db), "main") != 0)
    {
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_READ_ONLY, "The file cannot be written");
      return NULL;
    }
  if (!run_query (db, PEAL_QUERY_DB_JOURNAL_WAL))
    {
      g_propagate_error (error, peal_db_steal_error (db));
      return NULL;
    }
  return peal_schema_migrate (db, self->path, peal_migrations, error) ? g_steal_pointer (&db) : NULL;
}

static gboolean
open_for_reading (PealWriter *self,
                  GError    **error)
{
  g_autoptr(PealDb) db = open_reader (self, error);
  PealSchemaAge age;

  if (db == NULL || !inspect (db, &age, error))
    return FALSE;
  if (age == PEAL_SCHEMA_EMPTY || age == PEAL_SCHEMA_OLDER)
    {
      g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_READ_ONLY,
                   "An older Peal made this workspace, and it cannot be written to bring it up to date; "
                   "make the folder writable or copy it elsewhere");
      return FALSE;
    }
  if (age == PEAL_SCHEMA_NEWER)
    self->condition = PEAL_STORE_NEWER;
  return TRUE;
}

/* Sets the condition; *@db is the connection to write with, NULL if there is to be none. */
static gboolean
open_file (PealWriter *self,
           PealDb    **db,
           GError    **error)
{
  g_autoptr(GError) why = NULL;

  *db = NULL;
  if (!make_file (self, error))
    return FALSE;
  if ((self->flags & PEAL_STORE_OPEN_READ_ONLY) == 0)
    {
      *db = open_for_writing (self, &why);
      if (*db != NULL)
        return TRUE;
      if (why->code != PEAL_STORE_ERROR_READ_ONLY
          && why->code != PEAL_STORE_ERROR_NO_ACCESS
          && why->code != PEAL_STORE_ERROR_NEWER)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
    }
  self->condition = PEAL_STORE_READ_ONLY;
  return open_for_reading (self, error);
}

static gboolean
start_readers (PealWriter *self,
               GThread    *threads[N_READERS],
               GError    **error)
{
  PealDb *dbs[N_READERS] = { NULL };
  gboolean good = TRUE;

  for (guint i = 0; good && i < N_READERS; i++)
    {
      dbs[i] = open_reader (self, error);
      good = dbs[i] != NULL;
    }
  for (guint i = 0; i < N_READERS; i++)
    {
      Reader *reader;

      if (!good)
        {
          g_clear_pointer (&dbs[i], peal_db_close);
          continue;
        }
      reader = g_new0 (Reader, 1);
      reader->writer = self;
      reader->db = dbs[i];
      threads[i] = g_thread_new ("peal-reader", reader_main, reader);
    }
  return good;
}

/* The whole life ------------------------------------------------------------------------------------ */

static void
fail_rest (PealTaskQueue *queue,
           PealDelivery  *delivery)
{
  PealTask *job;

  while ((job = peal_task_queue_try_pop (queue)) != NULL)
    {
      g_set_error (&job->error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CLOSED, "The workspace is closed");
      peal_delivery_push_job (delivery, job);
    }
}

static void
close_file (PealDb *db)
{
  peal_db_begin_job (db);
  run_query (db, PEAL_QUERY_DB_OPTIMIZE);
  run_query (db, PEAL_QUERY_DB_CHECKPOINT);
  peal_db_close (db);
}

static gboolean
start (PealWriter *self,
       PealDb    **db,
       GThread    *readers[N_READERS])
{
  GError **error = &self->opening->error;

  if (open_file (self, db, error)
      && (*db == NULL || peal_settings_prepare (*db, error))
      && start_readers (self, readers, error))
    return TRUE;
  g_prefix_error (error, "%s: ", self->path);
  g_clear_pointer (db, peal_db_close);
  peal_task_queue_close (self->writes);
  peal_task_queue_close (self->reads);
  return FALSE;
}

static void
wait_until_closed (PealWriter *self)
{
  gboolean closed = FALSE;

  while (!closed)
    peal_task_queue_pop (self->writes, PEAL_TIME_NEVER, &closed);
}

gpointer
peal_writer_main (gpointer data)
{
  PealWriter *self = data;
  GThread *readers[N_READERS] = { NULL };
  PealDb *db = NULL;
  gboolean started = start (self, &db, readers);

  peal_delivery_push_job (self->delivery, g_steal_pointer (&self->opening));
  if (db != NULL)
    write_until_closed (self, db);
  else
    wait_until_closed (self);

  /* The last connection to close removes the log, and only one that can write may. */
  for (guint i = 0; started && i < N_READERS; i++)
    g_thread_join (readers[i]);
  fail_rest (self->reads, self->delivery);
  fail_rest (self->writes, self->delivery);
  if (db != NULL)
    close_file (db);
  if (self->closing != NULL)
    peal_delivery_push_job (self->delivery, g_steal_pointer (&self->closing));
  return NULL;
}

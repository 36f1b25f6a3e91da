/* peal-jobs.h: long work that leaves a trace: an import, an export.
 *
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* Stored in job.state: append only. */
typedef enum
{
  PEAL_JOB_RUNNING = 1,
  PEAL_JOB_DONE = 2,
  PEAL_JOB_FAILED = 3,
  PEAL_JOB_STOPPED = 4,
  PEAL_JOB_UNDONE = 5,
} PealJobState;

typedef struct
{
  gint64 id;
  char *kind;                /* "import", ... */
  PealJobState state;
  char *detail;              /* a JSON object: file, figures, what went wrong */
  gint64 started_at;
  gint64 ended_at;           /* 0 = not yet */
} PealJob;

void peal_job_free (PealJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealJob, peal_job_free)

const char *peal_job_state_to_string (PealJobState state);

/* @detail is a JSON object, NULL = {}. Ledger event "<kind>.started". Resolves to the id (gint64). */
DexFuture *peal_jobs_start (PealStore  *store,
                            const char *kind,
                            const char *detail,
                            const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Ends a job with its last word. Ledger event "<kind>.done", ".failed", ".stopped" or ".undone" with
 * @detail. Resolves to TRUE. Rejects with PEAL_STORE_ERROR_NOT_FOUND. */
DexFuture *peal_jobs_finish (PealStore    *store,
                             gint64        id,
                             PealJobState  state,
                             const char   *detail,
                             const char   *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealJob, newest first. */
DexFuture *peal_jobs_list (PealStore *store,
                           guint      limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

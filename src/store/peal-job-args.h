/* peal-job-args.h: the arguments and results of small jobs. Private to store/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store-private.h"

G_BEGIN_DECLS

/* Whichever of these a job needs; the rest is 0 or NULL. Owned. */
typedef struct
{
  gint64 id;
  gint64 other;
  guint limit;
  gboolean flag;
  GArray *ids;  /* of gint64 */
  const char *text;
  const char *actor;
} PealJobArgs;

PealJobArgs *peal_job_args_new (gint64      id,
                                const char *text,
                                const char *actor);
PealJobArgs *peal_job_args_new_for_ids (const gint64 *ids,
                                        guint         n_ids,
                                        const char   *text,
                                        const char   *actor);
PealJobArgs *peal_job_args_copy (const PealJobArgs *self);
void peal_job_args_free (gpointer data);

/* Those that are named: PEAL_JOB_ARGS (.id = id, .limit = limit). Copies them. */
#define PEAL_JOB_ARGS(...) peal_job_args_copy (&(PealJobArgs) { __VA_ARGS__ })

/* A GArray of gint64. */
GArray *peal_ids_new (const gint64 *ids,
                      guint         n_ids);
#define peal_ids_get(array, i) (g_array_index ((array), gint64, (i)))

/* "[1,2,3]", for json_each (). Caller frees. */
char *peal_ids_to_json (GArray *ids);

/* Appends column 0 of every row. Releases @stmt. */
void peal_ids_take_rows (GArray   *ids,
                         PealStmt *stmt);

/* NULL-safe: "" for NULL. */
#define peal_text(text) ((text) != NULL ? (text) : "")

/* Initialise @result and set it. */
void peal_result_set_int (GValue *result,
                          gint64  number);
void peal_result_take (GValue  *result,
                       GType    type,
                       gpointer boxed);

/* The only column of the first row of @stmt, 0 where there is none. Releases it. */
gint64 peal_stmt_take_int (PealStmt *stmt);
char *peal_stmt_take_text (PealStmt *stmt);

/* A text column on one line. Caller frees. */
char *peal_stmt_dup_line (PealStmt *stmt,
                          int       column);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-db.h: one SQLite connection and its prepared queries. Private to store/.
 *
 * A PealDb belongs to one thread and asserts it. It prepares each named query
 * of sql/queries once and keeps it.
 *
 * Errors stick, as they do inside SQLite: the first statement of a job that
 * fails makes every later step of that job do nothing and return FALSE, and the
 * job as a whole is rolled back and rejected with that first error. So a job
 * reads straight through and asks peal_db_has_failed () only where going on
 * would be costly or would touch something other than the database.
 */

#pragma once

#include "peal-queries.h"
#include "peal-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _PealDb PealDb;
typedef struct _PealStmt PealStmt;

typedef enum
{
  PEAL_DB_WRITER,
  PEAL_DB_READER,
  PEAL_DB_IMMUTABLE, /* a reader of a file that nobody can write */
} PealDbMode;

/* The last link of the ledger's chain as this connection knows it (peal-ledger.c). */
typedef struct
{
  gboolean known;
  gint64 seq;
  guint8 hash[32];
} PealLedgerHead;

/* Opens @path; makes the file only if @create. NULL with PEAL_STORE_ERROR. */
PealDb *peal_db_open (const char *path,
                      PealDbMode  mode,
                      gboolean    create,
                      PealClock  *clock,
                      GError    **error);
void peal_db_close (PealDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealDb, peal_db_close)

/* From now on the calling thread owns it: after opening on one thread for another. */
void peal_db_take_thread (PealDb *self);

sqlite3 *peal_db_get_handle (PealDb *self);
PealLedgerHead *peal_db_get_ledger_head (PealDb *self);

/* The time of the job: the same for everything that one job writes. */
gint64 peal_db_get_now (PealDb *self);

/* The sticky error. peal_db_fail () sets it if none is set yet; @format makes a sentence that
 * says what to do. peal_db_begin_job () forgets error and marks and takes the time. */
gboolean peal_db_has_failed (PealDb *self);
void peal_db_fail (PealDb            *self,
                   PealStoreErrorCode code,
                   const char        *format,
                   ...) G_GNUC_PRINTF (3, 4);
GError *peal_db_steal_error (PealDb *self);
void peal_db_begin_job (PealDb *self);

/* Sets the sticky error from the result code of a call on the handle. */
void peal_db_fail_sqlite (PealDb *self,
                          int     rc);

/* The PealStoreErrorCode for an SQLite result code. */
PealStoreErrorCode peal_db_error_code (int rc);

/* What the job changed, for the store's "changed"; dropped if the job fails. */
void peal_db_touch (PealDb    *self,
                    PealChange changes);
void peal_db_touch_conversation (PealDb *self,
                                 gint64  conversation_id);

/* Messages of more conversations changed than anybody would list: any may have. */
void peal_db_touch_any_conversation (PealDb *self);
PealChange peal_db_get_changes (PealDb *self);
GArray *peal_db_get_conversations (PealDb *self);

/* The statement of @query, reset and with nothing bound. One user at a time: a query must not be
 * started again while its statement is still held. g_autoptr resets it, which also ends its read. */
PealStmt *peal_db_query (PealDb   *self,
                         PealQuery query);
void peal_stmt_release (PealStmt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealStmt, peal_stmt_release)

/* As peal_db_query () of SQLite's own check of the file. */
PealStmt *peal_db_query_integrity (PealDb *self);

/* @name with its colon, a literal: ":id" (its address is remembered). Naming a parameter that the query lacks is our bug and aborts.
 * Text and blobs are borrowed until the statement is released; NULL text binds NULL. */
void peal_stmt_bind_int (PealStmt   *self,
                         const char *name,
                         gint64      value);
void peal_stmt_bind_double (PealStmt   *self,
                            const char *name,
                            double      value);
void peal_stmt_bind_text (PealStmt   *self,
                          const char *name,
                          const char *text);
void peal_stmt_bind_blob (PealStmt     *self,
                          const char   *name,
                          gconstpointer data,
                          gsize         length);
/* NULL where @value is 0 (ids of nothing), and where it is PEAL_TIME_NEVER. */
void peal_stmt_bind_id (PealStmt   *self,
                        const char *name,
                        gint64      value);
void peal_stmt_bind_time (PealStmt   *self,
                          const char *name,
                          gint64      value);

/* TRUE with a row to read; FALSE at the end or once the job has failed. */
gboolean peal_stmt_next (PealStmt *self);

/* Runs to the end and resets for the next binding (which starts with the values of this run).
 * FALSE if the job has failed. */
gboolean peal_stmt_run (PealStmt *self);

/* Columns of the row, from 0. get_text is never NULL ("" for NULL) and borrowed until the next
 * step; get_int gives 0 for NULL, get_time PEAL_TIME_NEVER. */
gint64 peal_stmt_get_int (PealStmt *self,
                          int       column);
gint64 peal_stmt_get_time (PealStmt *self,
                           int       column);
double peal_stmt_get_double (PealStmt *self,
                             int       column);
const char *peal_stmt_get_text (PealStmt *self,
                                int       column);
char *peal_stmt_dup_text (PealStmt *self,
                          int       column);
const guint8 *peal_stmt_get_blob (PealStmt *self,
                                  int       column,
                                  gsize    *length);
gboolean peal_stmt_is_null (PealStmt *self,
                            int       column);

/* After a run: rows that it changed; the id that it inserted. 0 once the job has failed. */
int peal_db_get_n_changed (PealDb *self);
gint64 peal_db_get_inserted_id (PealDb *self);

G_END_DECLS

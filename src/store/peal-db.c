/* peal-db.c: one SQLite connection and its prepared queries.
 *
 * A statement is prepared when it is first asked for and kept until the
 * connection closes. The sticky error lives here, so that every job reads
 * straight through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-db.h"

#include <errno.h>

/* Long enough for another process's biggest transaction, short enough to tell the person. */
#define BUSY_MILLISECONDS 10000

/* More conversations than this in one commit: "any may have changed". */
#define MAX_CONVERSATIONS 64

/* Parameters of a query whose places are remembered. */
#define MAX_NAMES 24

struct _PealStmt
{
  PealDb *db;
  sqlite3_stmt *stmt; /* NULL until first used, or if it could not be prepared */
  gboolean in_use;
  const char *names[MAX_NAMES]; /* literals, told apart by address: SQLite looks for a name by its text */
  int indices[MAX_NAMES];
  guint n_names;
};

struct _PealDb
{
  sqlite3 *handle;
  GThread *thread;
  PealClock *clock;
  gint64 now;
  GError *error;
  PealChange changes;
  GArray *conversations;
  PealLedgerHead ledger_head;
  PealStmt stmts[PEAL_N_QUERIES];
};

G_DEFINE_QUARK (peal-store-error-quark, peal_store_error)

PealStoreErrorCode
peal_db_error_code (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return PEAL_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return PEAL_STORE_ERROR_FULL;
    case SQLITE_CORRUPT:
      return PEAL_STORE_ERROR_CORRUPT;
    case SQLITE_NOTADB:
      return PEAL_STORE_ERROR_NOT_A_DATABASE;
    case SQLITE_READONLY:
      return PEAL_STORE_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return PEAL_STORE_ERROR_NO_ACCESS;
    case SQLITE_CONSTRAINT:
      if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY)
        return PEAL_STORE_ERROR_EXISTS;
      return PEAL_STORE_ERROR_INVALID;
    default:
      return PEAL_STORE_ERROR_FAILED;
    }
}

static const char *
get_advice (PealStoreErrorCode code)
{
  switch (code)
    {
    case PEAL_STORE_ERROR_BUSY:
      return "Another program is using the workspace; try again when it has finished";
    case PEAL_STORE_ERROR_FULL:
      return "The disk is full; nothing of this change was kept; free some space and try again";
    case PEAL_STORE_ERROR_CORRUPT:
      return "The workspace file is damaged; restore it from a backup";
    case PEAL_STORE_ERROR_NOT_A_DATABASE:
      return "The file is not a Peal workspace; it was left as it is";
    case PEAL_STORE_ERROR_READ_ONLY:
      return "The workspace is open for reading only";
    case PEAL_STORE_ERROR_NO_ACCESS:
      return "The workspace cannot be opened; check the folder and its permissions";
    case PEAL_STORE_ERROR_EXISTS:
      return "There is one like this already";
    case PEAL_STORE_ERROR_INVALID:
      return "The values do not fit together";
    case PEAL_STORE_ERROR_FAILED:
    case PEAL_STORE_ERROR_NEWER:
    case PEAL_STORE_ERROR_NO_WORKSPACE:
    case PEAL_STORE_ERROR_NOT_FOUND:
    case PEAL_STORE_ERROR_LOCKED:
    case PEAL_STORE_ERROR_CLOSED:
    case PEAL_STORE_ERROR_CONFLICT:
    case PEAL_STORE_ERROR_RULE:
      break;
    }
  return "The workspace could not be read or written";
}

void
peal_db_fail_sqlite (PealDb *self,
                     int     rc)
{
  PealStoreErrorCode code = peal_db_error_code (rc);

  /* The log's index file grows by other calls than write (), which do not become SQLITE_FULL. */
  if ((rc & 0xff) == SQLITE_IOERR && sqlite3_system_errno (self->handle) == ENOSPC)
    code = PEAL_STORE_ERROR_FULL;
  peal_db_fail (self, code, "%s (SQLite: %s)", get_advice (code), sqlite3_errmsg (self->handle));
}

void
peal_db_fail (PealDb            *self,
              PealStoreErrorCode code,
              const char        *format,
              ...)
{
  va_list args;

  if (self->error != NULL)
    return;
  va_start (args, format);
  self->error = g_error_new_valist (PEAL_STORE_ERROR, (int) code, format, args);
  va_end (args);
}

gboolean
peal_db_has_failed (PealDb *self)
{
  return self->error != NULL;
}

GError *
peal_db_steal_error (PealDb *self)
{
  return g_steal_pointer (&self->error);
}

void
peal_db_begin_job (PealDb *self)
{
  g_assert (self->thread == g_thread_self ());
  g_clear_error (&self->error);
  self->changes = 0;
  g_array_set_size (self->conversations, 0);
  self->now = peal_clock_get_now (self->clock);
}

static void
run_all (PealDb          *self,
         const PealQuery *queries,
         gsize            n_queries)
{
  for (gsize i = 0; i < n_queries; i++)
    {
      g_autoptr(PealStmt) stmt = peal_db_query (self, queries[i]);

      peal_stmt_run (stmt);
    }
}

static void
configure (PealDb    *self,
           PealDbMode mode)
{
  static const PealQuery common[] = {
    PEAL_QUERY_DB_SYNCHRONOUS_FULL,
    PEAL_QUERY_DB_FOREIGN_KEYS_ON,
    PEAL_QUERY_DB_TRUSTED_SCHEMA_OFF,
    PEAL_QUERY_DB_TEMP_STORE_MEMORY,
    PEAL_QUERY_DB_AUTOCHECKPOINT,
  };
  static const PealQuery writer[] = { PEAL_QUERY_DB_CACHE_WRITER };
  static const PealQuery reader[] = { PEAL_QUERY_DB_CACHE_READER, PEAL_QUERY_DB_QUERY_ONLY };

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  run_all (self, common, G_N_ELEMENTS (common));
  if (mode == PEAL_DB_WRITER)
    run_all (self, writer, G_N_ELEMENTS (writer));
  else
    run_all (self, reader, G_N_ELEMENTS (reader));
}

/* SQLite counts every allocation under a lock that all threads share, for statistics that nobody
 * reads here. Whoever comes too late for this (a library that used SQLite before) only goes slower. */
static void
configure_library (void)
{
  static gsize configured;

  if (g_once_init_enter (&configured))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&configured, 1);
    }
}

PealDb *
peal_db_open (const char *path,
              PealDbMode  mode,
              gboolean    create,
              PealClock  *clock,
              GError    **error)
{
  g_autoptr(PealDb) self = g_new0 (PealDb, 1);
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  g_autofree char *uri = g_strconcat ("file:", escaped, mode == PEAL_DB_IMMUTABLE ? "?immutable=1" : "", NULL);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int rc;

  flags |= mode == PEAL_DB_WRITER ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (create)
    flags |= SQLITE_OPEN_CREATE;
  configure_library ();
  self->thread = g_thread_self ();
  self->clock = g_object_ref (clock);
  self->conversations = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < PEAL_N_QUERIES; i++)
    self->stmts[i].db = self;
  rc = sqlite3_open_v2 (uri, &self->handle, flags, NULL);
  if (rc != SQLITE_OK)
    peal_db_fail_sqlite (self, rc);
  else
    configure (self, mode);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
peal_db_close (PealDb *self)
{
  for (guint i = 0; i < PEAL_N_QUERIES; i++)
    sqlite3_finalize (self->stmts[i].stmt);
  sqlite3_close (self->handle);
  g_clear_error (&self->error);
  g_array_unref (self->conversations);
  g_object_unref (self->clock);
  g_free (self);
}

void
peal_db_take_thread (PealDb *self)
{
  self->thread = g_thread_self ();
}

sqlite3 *
peal_db_get_handle (PealDb *self)
{
  return self->handle;
}

PealLedgerHead *
peal_db_get_ledger_head (PealDb *self)
{
  return &self->ledger_head;
}

gint64
peal_db_get_now (PealDb *self)
{
  return self->now;
}

void
peal_db_touch (PealDb    *self,
               PealChange changes)
{
  self->changes |= changes;
}

void
peal_db_touch_conversation (PealDb *self,
                            gint64  conversation_id)
{
  /* One more than the limit is enough to say "too many". */
  if (self->conversations->len > MAX_CONVERSATIONS)
    return;
  for (guint i = 0; i < self->conversations->len; i++)
    if (g_array_index (self->conversations, gint64, i) == conversation_id)
      return;
  g_array_append_val (self->conversations, conversation_id);
}

void
peal_db_touch_any_conversation (PealDb *self)
{
  g_array_set_size (self->conversations, MAX_CONVERSATIONS + 1);
}

PealChange
peal_db_get_changes (PealDb *self)
{
  return self->changes;
}

GArray *
peal_db_get_conversations (PealDb *self)
{
  return self->conversations;
}

/* Statements -------------------------------------------------------------------------------------- */

static void
prepare (PealStmt *self,
         PealQuery query)
{
  int rc = sqlite3_prepare_v3 (self->db->handle, peal_query_texts[query].sql, -1, SQLITE_PREPARE_PERSISTENT,
                               &self->stmt, NULL);

  if (rc == SQLITE_OK)
    return;
  peal_db_fail_sqlite (self->db, rc);
  /* Our own mistake, or a newer file's other tables: say where. */
  if (peal_db_error_code (rc) == PEAL_STORE_ERROR_FAILED)
    g_prefix_error (&self->db->error, "%s: ", peal_query_texts[query].name);
}

PealStmt *
peal_db_query (PealDb   *self,
               PealQuery query)
{
  PealStmt *stmt = &self->stmts[query];

  g_assert (self->thread == g_thread_self ());
  g_assert (!stmt->in_use);
  if (stmt->stmt == NULL && self->error == NULL)
    prepare (stmt, query);
  stmt->in_use = TRUE;
  return stmt;
}

/* The full-text index remembers its parts from the last look; a check does not make it look again, as a query
 * does, and takes what others have merged since for damage (SQLite 3.46). */
PealStmt *
peal_db_query_integrity (PealDb *self)
{
  PealStmt *look = peal_db_query (self, PEAL_QUERY_DB_LOOK_AT_SEARCH);

  peal_stmt_next (look);
  peal_stmt_release (look);
  return peal_db_query (self, PEAL_QUERY_DB_INTEGRITY_CHECK);
}

void
peal_stmt_release (PealStmt *self)
{
  if (self->stmt != NULL)
    {
      sqlite3_reset (self->stmt);
      sqlite3_clear_bindings (self->stmt);
    }
  self->in_use = FALSE;
}

static int
find_parameter (PealStmt   *self,
                const char *name)
{
  int index;

  for (guint i = 0; i < self->n_names; i++)
    if (self->names[i] == name)
      return self->indices[i];

  index = sqlite3_bind_parameter_index (self->stmt, name);
  if (G_UNLIKELY (index == 0))
    g_error ("Query has no parameter %s: %s", name, sqlite3_sql (self->stmt));
  if (self->n_names < MAX_NAMES)
    {
      self->names[self->n_names] = name;
      self->indices[self->n_names++] = index;
    }
  return index;
}

void
peal_stmt_bind_int (PealStmt   *self,
                    const char *name,
                    gint64      value)
{
  if (self->stmt != NULL)
    sqlite3_bind_int64 (self->stmt, find_parameter (self, name), value);
}

void
peal_stmt_bind_double (PealStmt   *self,
                       const char *name,
                       double      value)
{
  if (self->stmt != NULL)
    sqlite3_bind_double (self->stmt, find_parameter (self, name), value);
}

void
peal_stmt_bind_text (PealStmt   *self,
                     const char *name,
                     const char *text)
{
  if (self->stmt != NULL)
    sqlite3_bind_text (self->stmt, find_parameter (self, name), text, -1, SQLITE_STATIC);
}

void
peal_stmt_bind_blob (PealStmt     *self,
                     const char   *name,
                     gconstpointer data,
                     gsize         length)
{
  if (self->stmt != NULL)
    sqlite3_bind_blob64 (self->stmt, find_parameter (self, name), data, length, SQLITE_STATIC);
}

void
peal_stmt_bind_id (PealStmt   *self,
                   const char *name,
                   gint64      value)
{
  if (self->stmt == NULL)
    return;
  if (value == 0)
    sqlite3_bind_null (self->stmt, find_parameter (self, name));
  else
    sqlite3_bind_int64 (self->stmt, find_parameter (self, name), value);
}

void
peal_stmt_bind_time (PealStmt   *self,
                     const char *name,
                     gint64      value)
{
  if (self->stmt == NULL)
    return;
  if (value == PEAL_TIME_NEVER)
    sqlite3_bind_null (self->stmt, find_parameter (self, name));
  else
    sqlite3_bind_int64 (self->stmt, find_parameter (self, name), value);
}

gboolean
peal_stmt_next (PealStmt *self)
{
  int rc;

  if (self->stmt == NULL || self->db->error != NULL)
    return FALSE;
  rc = sqlite3_step (self->stmt);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    peal_db_fail_sqlite (self->db, rc);
  return rc == SQLITE_ROW;
}

gboolean
peal_stmt_run (PealStmt *self)
{
  while (peal_stmt_next (self))
    continue;
  if (self->stmt != NULL)
    sqlite3_reset (self->stmt);
  return self->db->error == NULL;
}

gint64
peal_stmt_get_int (PealStmt *self,
                   int       column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

gint64
peal_stmt_get_time (PealStmt *self,
                    int       column)
{
  return peal_stmt_is_null (self, column) ? PEAL_TIME_NEVER : sqlite3_column_int64 (self->stmt, column);
}

double
peal_stmt_get_double (PealStmt *self,
                      int       column)
{
  return sqlite3_column_double (self->stmt, column);
}

const char *
peal_stmt_get_text (PealStmt *self,
                    int       column)
{
  const char *text = (const char *) sqlite3_column_text (self->stmt, column);

  return text != NULL ? text : "";
}

char *
peal_stmt_dup_text (PealStmt *self,
                    int       column)
{
  return g_strdup (peal_stmt_get_text (self, column));
}

const guint8 *
peal_stmt_get_blob (PealStmt *self,
                    int       column,
                    gsize    *length)
{
  const guint8 *data = sqlite3_column_blob (self->stmt, column);

  *length = (gsize) sqlite3_column_bytes (self->stmt, column);
  return data;
}

gboolean
peal_stmt_is_null (PealStmt *self,
                   int       column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

int
peal_db_get_n_changed (PealDb *self)
{
  return self->error == NULL ? sqlite3_changes (self->handle) : 0;
}

gint64
peal_db_get_inserted_id (PealDb *self)
{
  return self->error == NULL ? sqlite3_last_insert_rowid (self->handle) : 0;
}

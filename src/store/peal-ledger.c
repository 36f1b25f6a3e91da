/* peal-ledger.c: the append-only history of everything that happened.
 *
 * The writer's connection remembers the last link, so an append is one hash and
 * one insert. The memory is put back when a job is undone and forgotten when
 * another process has written (peal-writer.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-ledger.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-store-private.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

G_DEFINE_BOXED_TYPE (PealLedgerRow, peal_ledger_row, peal_ledger_row_copy, peal_ledger_row_free)

PealLedgerRow *
peal_ledger_row_copy (const PealLedgerRow *self)
{
  PealLedgerRow *copy = g_new0 (PealLedgerRow, 1);

  copy->seq = self->seq;
  copy->at = self->at;
  copy->actor = g_strdup (self->actor);
  copy->event = g_strdup (self->event);
  copy->subject = g_strdup (self->subject);
  copy->payload = g_strdup (self->payload);
  return copy;
}

void
peal_ledger_row_free (PealLedgerRow *self)
{
  g_free (self->actor);
  g_free (self->event);
  g_free (self->subject);
  g_free (self->payload);
  g_free (self);
}

/* Writing ------------------------------------------------------------------------------------------ */

/* Found once: OpenSSL looks for an algorithm by its name. Never freed. */
static const EVP_MD *
get_sha256 (void)
{
  static EVP_MD *sha256;

  if (g_once_init_enter_pointer (&sha256))
    g_once_init_leave_pointer (&sha256, EVP_MD_fetch (NULL, "SHA256", NULL));
  g_assert (sha256 != NULL);
  return sha256;
}

#define SALT 16

static void
digest (const GString *text,
        guint8         hash[32])
{
  if (EVP_Digest (text->str, text->len, hash, NULL, get_sha256 (), NULL) != 1)
    g_error ("SHA-256 failed"); /* out of memory */
}

static void
append_field (GString    *text,
              const char *field)
{
  g_string_append_printf (text, "%zu:%s\n", strlen (field), field);
}

/* What binds the row's subject and payload to the chain. */
static void
commit (const guint8         salt[SALT],
        const PealLedgerRow *row,
        guint8               commitment[32])
{
  g_autoptr(GString) text = g_string_sized_new (256);

  g_string_append_len (text, (const char *) salt, SALT);
  append_field (text, row->subject);
  append_field (text, row->payload);
  digest (text, commitment);
}

/* @commitment NULL: a row from before there were salts. */
static void
hash_row (const guint8         previous[32],
          const PealLedgerRow *row,
          const guint8        *commitment,
          guint8               hash[32])
{
  g_autoptr(GString) text = g_string_sized_new (512);

  g_string_append_len (text, (const char *) previous, 32);
  g_string_append_printf (text, "%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n", row->seq, row->at);
  append_field (text, row->actor);
  append_field (text, row->event);
  if (commitment != NULL)
    g_string_append_len (text, (const char *) commitment, 32);
  else
    {
      append_field (text, row->subject);
      append_field (text, row->payload);
    }
  digest (text, hash);
}

static void
load_head (PealDb         *db,
           PealLedgerHead *head)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LEDGER_HEAD);

  memset (head, 0, sizeof *head);
  if (peal_stmt_next (stmt))
    {
      gsize length;
      const guint8 *hash = peal_stmt_get_blob (stmt, 1, &length);

      head->seq = peal_stmt_get_int (stmt, 0);
      memcpy (head->hash, hash, MIN (length, sizeof head->hash));
    }
  head->known = !peal_db_has_failed (db);
}

gint64
peal_ledger_append (PealDb     *db,
                    gint64      at,
                    const char *actor,
                    const char *event,
                    const char *subject,
                    const char *payload)
{
  PealLedgerHead *head = peal_db_get_ledger_head (db);
  PealLedgerRow row = {
    .at = at,
    .actor = (char *) actor,
    .event = (char *) event,
    .subject = (char *) subject,
    .payload = (char *) payload,
  };
  guint8 salt[SALT];
  guint8 commitment[32];
  guint8 hash[32];

  if (!head->known)
    load_head (db, head);
  row.seq = head->seq + 1;
  if (RAND_bytes (salt, sizeof salt) != 1)
    g_error ("There is no chance left in this computer");
  commit (salt, &row, commitment);
  hash_row (head->hash, &row, commitment, hash);
  {
    g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LEDGER_APPEND);

    peal_stmt_bind_int (stmt, ":seq", row.seq);
    peal_stmt_bind_int (stmt, ":at", at);
    peal_stmt_bind_text (stmt, ":actor", actor);
    peal_stmt_bind_text (stmt, ":event", event);
    peal_stmt_bind_text (stmt, ":subject", subject);
    peal_stmt_bind_text (stmt, ":payload", payload);
    peal_stmt_bind_blob (stmt, ":hash", hash, sizeof hash);
    peal_stmt_bind_blob (stmt, ":salt", salt, sizeof salt);
    if (!peal_stmt_run (stmt))
      return 0;
  }
  head->seq = row.seq;
  memcpy (head->hash, hash, sizeof hash);
  peal_db_touch (db, PEAL_CHANGE_LEDGER);
  return row.seq;
}

gint64
peal_ledger_append_about (PealDb     *db,
                          gint64      at,
                          const char *actor,
                          const char *event,
                          const char *type,
                          gint64      id,
                          const char *payload)
{
  char subject[64];

  g_snprintf (subject, sizeof subject, "%s:%" G_GINT64_FORMAT, type, id);
  return peal_ledger_append (db, at, actor, event, subject, payload);
}

/* Checking ----------------------------------------------------------------------------------------- */

static void
read_row (PealStmt      *stmt,
          PealLedgerRow *row)
{
  row->seq = peal_stmt_get_int (stmt, 0);
  row->at = peal_stmt_get_int (stmt, 1);
  row->actor = (char *) peal_stmt_get_text (stmt, 2);
  row->event = (char *) peal_stmt_get_text (stmt, 3);
  row->subject = (char *) peal_stmt_get_text (stmt, 4);
  row->payload = (char *) peal_stmt_get_text (stmt, 5);
}

static gboolean
is_blank (const PealLedgerRow *row)
{
  return g_str_equal (row->subject, "erased") && g_str_equal (row->payload, "{}");
}

/* Whether a later event says that row @seq, from before there were salts, was erased. */
static gboolean
was_erased (PealDb *db,
            gint64  seq)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_LEDGER_WAS_ERASED);

  peal_stmt_bind_int (stmt, ":seq", seq);
  return peal_stmt_take_int (stmt) != 0;
}

/* Whether the row at which @stmt stands follows from @previous. */
static gboolean
follows (PealDb              *db,
         PealStmt            *stmt,
         const PealLedgerRow *row,
         const guint8         previous[32])
{
  gsize n_hash, n_salt, n_seal;
  const guint8 *stored = peal_stmt_get_blob (stmt, 6, &n_hash);
  const guint8 *salt = peal_stmt_get_blob (stmt, 7, &n_salt);
  const guint8 *seal = peal_stmt_get_blob (stmt, 8, &n_seal);
  guint8 commitment[32];
  guint8 expected[32];

  if (n_salt == SALT)
    commit (salt, row, commitment);
  else if (n_seal == sizeof commitment)
    memcpy (commitment, seal, sizeof commitment);
  else if (!peal_stmt_is_null (stmt, 8))
    return is_blank (row) && was_erased (db, row->seq);
  hash_row (previous, row, n_salt == SALT || n_seal == sizeof commitment ? commitment : NULL, expected);
  return memcmp (stored, expected, 32) == 0 && (n_seal == 0 || is_blank (row));
}

gint64
peal_ledger_verify (PealDb             *db,
                    gint64             *seq,
                    guint8              hash[32],
                    gint64              limit,
                    PealLedgerFoundFunc found_cb,
                    gpointer            data)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LEDGER_WALK);
  gint64 n_rows = 0;

  peal_stmt_bind_int (stmt, ":seq", *seq);
  peal_stmt_bind_int (stmt, ":limit", limit);
  while (peal_stmt_next (stmt))
    {
      PealLedgerRow row;
      const guint8 *stored;
      gsize length;

      read_row (stmt, &row);
      stored = peal_stmt_get_blob (stmt, 6, &length);
      if (row.seq != *seq + 1)
        found_cb (row.seq, "rows before it are missing", data);
      if (length != 32)
        found_cb (row.seq, "its hash is not one", data);
      else if (!follows (db, stmt, &row, hash))
        found_cb (row.seq, "it, or the row before it, was changed", data);
      /* Go on from what stands there: one change is one finding, not thousands. */
      memcpy (hash, stored, MIN (length, 32));
      *seq = row.seq;
      n_rows++;
    }
  return n_rows;
}

/* Erasing ------------------------------------------------------------------------------------------ */

gboolean
peal_ledger_erase (PealDb *db,
                   gint64  seq)
{
  g_autoptr(PealStmt) get = peal_db_query (db, PEAL_QUERY_LEDGER_GET_FOR_ERASING);
  g_autoptr(PealStmt) set = NULL;
  PealLedgerRow row = { .seq = seq };
  guint8 commitment[32];
  gsize length;
  const guint8 *salt;

  peal_stmt_bind_int (get, ":seq", seq);
  if (!peal_stmt_next (get))
    return TRUE;
  row.subject = (char *) peal_stmt_get_text (get, 0);
  row.payload = (char *) peal_stmt_get_text (get, 1);
  salt = peal_stmt_get_blob (get, 2, &length);
  if (length == SALT)
    commit (salt, &row, commitment);
  set = peal_db_query (db, PEAL_QUERY_LEDGER_ERASE);
  peal_stmt_bind_int (set, ":seq", seq);
  peal_stmt_bind_blob (set, ":seal", commitment, length == SALT ? sizeof commitment : 0);
  peal_stmt_run (set);
  return length == SALT;
}

/* Reading ------------------------------------------------------------------------------------------ */

typedef struct
{
  PealQuery query;
  char *subject;
  gint64 seq;
  gint64 limit;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_free (page->subject);
  g_free (page);
}

static Page *
page_new (PealQuery   query,
          const char *subject,
          gint64      seq,
          guint       limit)
{
  Page *page = g_new0 (Page, 1);

  page->query = query;
  page->subject = g_strdup (subject);
  page->seq = seq;
  page->limit = limit;
  return page;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Page *page = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, page->query);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_ledger_row_free);

  if (page->subject != NULL)
    peal_stmt_bind_text (stmt, ":subject", page->subject);
  peal_stmt_bind_int (stmt, page->query == PEAL_QUERY_LEDGER_LIST_SINCE ? ":seq" : ":before", page->seq);
  peal_stmt_bind_int (stmt, ":limit", page->limit);
  while (peal_stmt_next (stmt))
    {
      PealLedgerRow row;

      read_row (stmt, &row);
      g_ptr_array_add (rows, peal_ledger_row_copy (&row));
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, rows);
}

DexFuture *
peal_ledger_list (PealStore  *store,
                  const char *subject,
                  gint64      before,
                  guint       limit)
{
  PealQuery query = subject != NULL ? PEAL_QUERY_LEDGER_LIST_SUBJECT : PEAL_QUERY_LEDGER_LIST;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job,
                          page_new (query, subject, before == 0 ? G_MAXINT64 : before, limit), page_free);
}

DexFuture *
peal_ledger_list_since (PealStore *store,
                        gint64     seq,
                        guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, page_new (PEAL_QUERY_LEDGER_LIST_SINCE, NULL, seq, limit), page_free);
}

/* Marks -------------------------------------------------------------------------------------------- */

static char *
format_mark (gint64        seq,
             const guint8 *hash,
             gsize         length)
{
  GString *mark = g_string_new (NULL);

  g_string_append_printf (mark, "%" G_GINT64_FORMAT " ", seq);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (mark, "%02x", hash[i]);
  return g_string_free_and_steal (mark);
}

static void
take_string (GValue *result,
             char   *text)
{
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, text);
}

static void
get_mark_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LEDGER_HEAD);
  const guint8 *hash;
  gsize length;

  if (!peal_stmt_next (stmt))
    {
      take_string (result, g_strdup (""));
      return;
    }
  hash = peal_stmt_get_blob (stmt, 1, &length);
  take_string (result, format_mark (peal_stmt_get_int (stmt, 0), hash, length));
}

DexFuture *
peal_ledger_get_mark (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_mark_job, NULL, NULL);
}

static void
has_mark_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const char *mark = data;
  gint64 seq = g_ascii_strtoll (mark, NULL, 10);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LEDGER_GET_HASH);
  g_autofree char *found = NULL;

  peal_stmt_bind_int (stmt, ":seq", seq);
  if (peal_stmt_next (stmt))
    {
      gsize length;
      const guint8 *hash = peal_stmt_get_blob (stmt, 0, &length);

      found = format_mark (seq, hash, length);
    }
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, g_strcmp0 (found, mark) == 0);
}

DexFuture *
peal_ledger_has_mark (PealStore  *store,
                      const char *mark)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (mark != NULL);

  return peal_store_read (store, has_mark_job, g_strdup (mark), g_free);
}

static void
record_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealLedgerRow *row = data;

  peal_result_set_int (result, peal_ledger_append (db, peal_db_get_now (db), row->actor, row->event,
                                                 row->subject, row->payload));
}

DexFuture *
peal_ledger_record (PealStore  *store,
                    const char *actor,
                    const char *event,
                    const char *subject,
                    const char *payload)
{
  PealLedgerRow row = {
    .actor = (char *) actor,
    .event = (char *) event,
    .subject = (char *) subject,
    .payload = (char *) payload,
  };

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL && event != NULL && subject != NULL && payload != NULL);

  return peal_store_write (store, record_job, peal_ledger_row_copy (&row), (GDestroyNotify) peal_ledger_row_free);
}

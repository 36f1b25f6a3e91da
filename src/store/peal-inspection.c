/* peal-inspection.c: checks of the workspace that remember how far they came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-inspection.h"

#include "peal-fiber.h"
#include "peal-inspection-private.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

G_DEFINE_BOXED_TYPE (PealInspection, peal_inspection, peal_inspection_copy, peal_inspection_free)

PealInspection *
peal_inspection_copy (const PealInspection *self)
{
  PealInspection *copy = g_memdup2 (self, sizeof *self);

  copy->finding = g_strdup (self->finding);
  return copy;
}

void
peal_inspection_free (PealInspection *self)
{
  g_free (self->finding);
  g_free (self);
}

gboolean
peal_inspection_is_sound (const PealInspection *self)
{
  return self->began_at != 0 && self->ended_at != PEAL_TIME_NEVER && self->n_found == 0;
}

static PealInspection *
inspection_new (PealInspectionKind kind)
{
  PealInspection *self = g_new0 (PealInspection, 1);

  self->kind = kind;
  self->ended_at = PEAL_TIME_NEVER;
  self->finding = g_strdup ("");
  return self;
}

static void
add_finding (PealInspection *self,
             char           *finding) /* taken */
{
  if (self->n_found++ == 0)
    {
      g_free (self->finding);
      self->finding = finding;
    }
  else
    g_free (finding);
}

/* Keeping ----------------------------------------------------------------------------------------- */

/* FALSE where the column holds no hash. */
static gboolean
read_hash (PealStmt *stmt,
           int       column,
           guint8    hash[32])
{
  gsize length;
  const guint8 *stored = peal_stmt_get_blob (stmt, column, &length);

  if (length != 32)
    return FALSE;
  memcpy (hash, stored, 32);
  return TRUE;
}

PealInspection *
peal_inspection_load (PealDb            *db,
                      PealInspectionKind kind)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_INSPECTION_GET);
  PealInspection *self = inspection_new (kind);

  peal_stmt_bind_int (stmt, ":kind", kind);
  if (!peal_stmt_next (stmt))
    return self;
  self->began_at = peal_stmt_get_int (stmt, 0);
  self->ended_at = peal_stmt_get_time (stmt, 1);
  self->seq = peal_stmt_get_int (stmt, 2);
  read_hash (stmt, 3, self->hash);
  self->anchor = peal_stmt_get_int (stmt, 4);
  read_hash (stmt, 5, self->anchor_hash);
  self->n_found = peal_stmt_get_int (stmt, 6);
  g_set_str (&self->finding, peal_stmt_get_text (stmt, 7));
  return self;
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;

  peal_result_take (result, PEAL_TYPE_INSPECTION, peal_inspection_load (db, (PealInspectionKind) args->id));
}

DexFuture *
peal_inspection_get (PealStore         *store,
                     PealInspectionKind kind)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_job, peal_job_args_new ((gint64) kind, NULL, NULL), peal_job_args_free);
}

static void
record_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealInspection *self = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_INSPECTION_SET);

  peal_stmt_bind_int (stmt, ":kind", self->kind);
  peal_stmt_bind_int (stmt, ":began_at", self->began_at);
  peal_stmt_bind_time (stmt, ":ended_at", self->ended_at);
  peal_stmt_bind_int (stmt, ":seq", self->seq);
  peal_stmt_bind_blob (stmt, ":hash", self->hash, sizeof self->hash);
  peal_stmt_bind_int (stmt, ":anchor", self->anchor);
  peal_stmt_bind_blob (stmt, ":anchor_hash", self->anchor_hash, sizeof self->anchor_hash);
  peal_stmt_bind_int (stmt, ":n_found", self->n_found);
  peal_stmt_bind_text (stmt, ":finding", self->finding);
  peal_stmt_run (stmt);
}

DexFuture *
peal_inspection_record (PealStore            *store,
                        const PealInspection *inspection)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (inspection != NULL);

  return peal_store_write (store, record_job, peal_inspection_copy (inspection),
                           (GDestroyNotify) peal_inspection_free);
}

/* The ledger -------------------------------------------------------------------------------------- */

typedef struct
{
  PealInspection *from;
  gboolean whole;
  guint n_rows;
} Slice;

static void
slice_free (gpointer data)
{
  Slice *slice = data;

  peal_inspection_free (slice->from);
  g_free (slice);
}

static void
row_found_cb (gint64      seq,
              const char *finding,
              gpointer    data)
{
  add_finding (data, g_strdup_printf ("Ledger row %" G_GINT64_FORMAT ": %s", seq, finding));
}

/* The row that was once the last must still be there, as it was. A chain that was cut off and went on
 * is whole in itself: only this tells. The anchor stays where it is then, so that every check tells it. */
static void
check_anchor (PealDb         *db,
              PealInspection *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LEDGER_GET_HASH);
  guint8 hash[32];

  peal_stmt_bind_int (stmt, ":seq", self->anchor);
  if (self->anchor == 0 || (peal_stmt_next (stmt) && read_hash (stmt, 0, hash)
                            && memcmp (hash, self->anchor_hash, sizeof hash) == 0))
    {
      self->anchor = self->seq;
      memcpy (self->anchor_hash, self->hash, sizeof self->hash);
    }
  else if (self->n_found == 0)
    row_found_cb (self->anchor, "it is gone, or was written anew", self);
}

static void
ledger_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const Slice *slice = data;
  PealInspection *self = peal_inspection_copy (slice->from);

  if (self->began_at == 0 || self->ended_at != PEAL_TIME_NEVER)
    {
      self->began_at = peal_db_get_now (db);
      self->ended_at = PEAL_TIME_NEVER;
      if (slice->whole)
        {
          self->seq = 0;
          memset (self->hash, 0, sizeof self->hash);
          self->n_found = 0;
          g_set_str (&self->finding, "");
        }
    }
  if (peal_ledger_verify (db, &self->seq, self->hash, slice->n_rows, row_found_cb, self) < slice->n_rows)
    {
      check_anchor (db, self);
      self->ended_at = peal_db_get_now (db);
    }
  peal_result_take (result, PEAL_TYPE_INSPECTION, self);
}

DexFuture *
peal_inspect_ledger (PealStore            *store,
                     const PealInspection *inspection,
                     gboolean              whole,
                     guint                 n_rows)
{
  Slice *slice;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (inspection != NULL && inspection->kind == PEAL_INSPECTION_LEDGER);
  peal_return_reject_if_fail (n_rows > 0);

  slice = g_new0 (Slice, 1);
  slice->from = peal_inspection_copy (inspection);
  slice->whole = whole;
  slice->n_rows = n_rows;
  return peal_store_read (store, ledger_job, slice, slice_free);
}

/* The file ---------------------------------------------------------------------------------------- */

static void
file_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  PealInspection *self = inspection_new (PEAL_INSPECTION_FILE);
  g_autoptr(PealStmt) pages = peal_db_query_integrity (db);
  g_autoptr(PealStmt) keys = peal_db_query (db, PEAL_QUERY_DB_FOREIGN_KEY_CHECK);

  self->began_at = peal_db_get_now (db);
  while (peal_stmt_next (pages))
    if (!g_str_equal (peal_stmt_get_text (pages, 0), "ok"))
      add_finding (self, g_strdup_printf ("The file: %s", peal_stmt_get_text (pages, 0)));
  while (peal_stmt_next (keys))
    add_finding (self, g_strdup_printf ("Table %s, row %" G_GINT64_FORMAT ": its %s is missing",
                                        peal_stmt_get_text (keys, 0), peal_stmt_get_int (keys, 1),
                                        peal_stmt_get_text (keys, 2)));
  self->ended_at = peal_db_get_now (db);
  peal_result_take (result, PEAL_TYPE_INSPECTION, self);
}

DexFuture *
peal_inspect_file (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, file_job, NULL, NULL);
}

/* peal-vitals.c: how the workspace is doing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-vitals.h"

#include "peal-fiber.h"
#include "peal-inspection-private.h"
#include "peal-job-args.h"
#include "peal-schedules-private.h"

G_DEFINE_BOXED_TYPE (PealVitals, peal_vitals, peal_vitals_ref, peal_vitals_unref)

static void
failure_count_free (gpointer data)
{
  PealFailureCount *self = data;

  g_free (self->provider_code);
  g_free (self);
}

static void
sighting_free (gpointer data)
{
  PealSighting *self = data;

  g_free (self->condition);
  g_free (self->detail);
  g_free (self);
}

PealVitals *
peal_vitals_ref (PealVitals *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
vitals_clear (gpointer data)
{
  PealVitals *self = data;

  g_ptr_array_unref (self->failures);
  g_ptr_array_unref (self->sightings);
  peal_inspection_free (self->ledger);
  peal_inspection_free (self->file);
}

void
peal_vitals_unref (PealVitals *self)
{
  g_atomic_rc_box_release_full (self, vitals_clear);
}

/* Reading ----------------------------------------------------------------------------------------- */

/* What waits at accounts that are not in use is neither due nor does it wait for a time. */
static void
read_idle (PealDb     *db,
           PealVitals *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_HAND_OVER_COUNT_IDLE);

  peal_stmt_bind_int (stmt, ":now", self->at);
  while (peal_stmt_next (stmt))
    {
      gint64 n_due = peal_stmt_get_int (stmt, 1);
      gint64 n_later = peal_stmt_get_int (stmt, 2);
      gint64 *n = peal_stmt_get_int (stmt, 0) != 0 ? &self->n_left : &self->n_off;

      self->n_waiting -= n_due;
      self->n_later -= n_later;
      self->n_held += n_due + n_later;
      *n = n_due + n_later + peal_stmt_get_int (stmt, 3);
    }
}

static void
read_queue (PealDb     *db,
            PealVitals *self)
{
  g_autoptr(PealStmt) queue = peal_db_query (db, PEAL_QUERY_VITALS_QUEUE);
  g_autoptr(PealStmt) held = peal_db_query (db, PEAL_QUERY_VITALS_HELD);
  g_autoptr(PealStmt) unknown = peal_db_query (db, PEAL_QUERY_SHELF_COUNT_UNKNOWN);
  PealStmt *oldest = peal_db_query (db, PEAL_QUERY_VITALS_OLDEST_DUE);

  peal_stmt_bind_int (queue, ":now", self->at);
  if (peal_stmt_next (queue))
    {
      self->n_waiting = peal_stmt_get_int (queue, 0);
      self->n_later = peal_stmt_get_int (queue, 1);
      self->n_held = peal_stmt_get_int (queue, 2);
    }
  peal_stmt_bind_int (held, ":limit", PEAL_VITALS_MAX_HELD);
  if (peal_stmt_next (held))
    {
      self->n_no_route = peal_stmt_get_int (held, 0);
      self->n_too_dear = peal_stmt_get_int (held, 1);
    }
  if (peal_stmt_next (unknown))
    {
      self->n_deciding = peal_stmt_get_int (unknown, 0);
      self->n_asking = peal_stmt_get_int (unknown, 1);
    }
  peal_stmt_bind_int (oldest, ":now", self->at);
  self->oldest_due = peal_stmt_take_int (oldest);
  self->n_paused = peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_VITALS_PAUSED));
  self->n_in_air = peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_VITALS_IN_AIR));
  self->n_idle_schedules = peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_SCHEDULE_COUNT_IDLE));
  self->n_broken_schedules = peal_schedules_count_broken (db);
}

static void
read_rate (PealDb     *db,
           PealVitals *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_VITALS_RATE);

  peal_stmt_bind_int (stmt, ":minute", self->at - PEAL_MINUTE);
  peal_stmt_bind_int (stmt, ":hour", self->at - PEAL_HOUR);
  if (!peal_stmt_next (stmt))
    return;
  self->n_last_minute = peal_stmt_get_int (stmt, 0);
  self->n_last_hour = peal_stmt_get_int (stmt, 1);
}

static void
read_failures (PealDb     *db,
               PealVitals *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_VITALS_FAILURES);
  gint64 n = 0;

  peal_stmt_bind_int (stmt, ":day", self->at - PEAL_DAY);
  peal_stmt_bind_int (stmt, ":week", self->at - 7 * PEAL_DAY);
  peal_stmt_bind_int (stmt, ":limit", PEAL_VITALS_MAX_FAILURES);
  while (peal_stmt_next (stmt))
    {
      PealFailureCount *count = g_new0 (PealFailureCount, 1);

      count->provider_code = peal_stmt_dup_text (stmt, 0);
      count->failure = peal_failure_class_from_db ((int) peal_stmt_get_int (stmt, 1));
      count->n_day = peal_stmt_get_int (stmt, 2);
      count->n_week = peal_stmt_get_int (stmt, 3);
      count->last_at = peal_stmt_get_int (stmt, 4);
      n += count->n_week;
      g_ptr_array_add (self->failures, count);
    }
  self->failures_cut = n >= PEAL_VITALS_MAX_FAILURES;
}

static gint64
get_int_or (PealStmt *stmt,
            int       column,
            gint64    otherwise)
{
  return peal_stmt_is_null (stmt, column) ? otherwise : peal_stmt_get_int (stmt, column);
}

static void
read_sightings (PealDb     *db,
                PealVitals *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SIGHTING_LIST);

  while (peal_stmt_next (stmt))
    {
      PealSighting *sighting = g_new0 (PealSighting, 1);

      sighting->account_id = peal_stmt_get_int (stmt, 0);
      sighting->seen_at = peal_stmt_get_int (stmt, 1);
      sighting->condition = peal_stmt_dup_text (stmt, 2);
      sighting->until = peal_stmt_get_int (stmt, 3);
      sighting->detail = peal_stmt_dup_text (stmt, 4);
      sighting->replies_at = peal_stmt_get_int (stmt, 5);
      sighting->receipts_at = peal_stmt_get_int (stmt, 6);
      sighting->answered_at = peal_stmt_get_int (stmt, 7);
      sighting->latency = get_int_or (stmt, 8, -1);
      sighting->skew = peal_stmt_get_time (stmt, 9);
      sighting->balance_at = peal_stmt_get_int (stmt, 10);
      g_ptr_array_add (self->sightings, sighting);
    }
}

static gint64
read_ledger_rows (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_LEDGER_HEAD);

  return peal_stmt_next (stmt) ? peal_stmt_get_int (stmt, 0) : 0;
}

static void
read_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  PealVitals *self = g_atomic_rc_box_new0 (PealVitals);

  self->at = peal_db_get_now (db);
  self->failures = g_ptr_array_new_with_free_func (failure_count_free);
  self->sightings = g_ptr_array_new_with_free_func (sighting_free);
  read_queue (db, self);
  read_idle (db, self);
  read_rate (db, self);
  read_failures (db, self);
  read_sightings (db, self);
  self->ledger_rows = read_ledger_rows (db);
  self->ledger = peal_inspection_load (db, PEAL_INSPECTION_LEDGER);
  self->file = peal_inspection_load (db, PEAL_INSPECTION_FILE);
  peal_result_take (result, PEAL_TYPE_VITALS, self);
}

DexFuture *
peal_vitals_read (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, read_job, NULL, NULL);
}

/* Sightings --------------------------------------------------------------------------------------- */

static void
record_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealSighting *sighting = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SIGHTING_SET);

  peal_stmt_bind_int (stmt, ":account_id", sighting->account_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_text (stmt, ":condition", sighting->condition);
  peal_stmt_bind_int (stmt, ":until", sighting->until);
  peal_stmt_bind_text (stmt, ":detail", sighting->detail);
  peal_stmt_bind_int (stmt, ":replies_at", sighting->replies_at);
  peal_stmt_bind_int (stmt, ":receipts_at", sighting->receipts_at);
  peal_stmt_bind_int (stmt, ":answered_at", sighting->answered_at);
  if (sighting->latency >= 0)
    peal_stmt_bind_int (stmt, ":latency", sighting->latency);
  peal_stmt_bind_time (stmt, ":skew", sighting->skew);
  peal_stmt_bind_int (stmt, ":balance_at", sighting->balance_at);
  peal_stmt_run (stmt);
}

DexFuture *
peal_sighting_record (PealStore          *store,
                      const PealSighting *sighting)
{
  PealSighting *copy;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (sighting != NULL && sighting->condition != NULL && sighting->detail != NULL);

  copy = g_memdup2 (sighting, sizeof *sighting);
  copy->condition = g_strdup (sighting->condition);
  copy->detail = g_strdup (sighting->detail);
  return peal_store_write (store, record_job, copy, sighting_free);
}

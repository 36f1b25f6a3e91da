/* peal-attempts.c: attempts to send, to read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-attempts.h"

#include "peal-fiber.h"
#include "peal-job-args.h"

void
peal_attempt_free (PealAttempt *self)
{
  g_free (self->provider_code);
  g_free (self->account);
  g_free (self);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ATTEMPT_LIST);
  GPtrArray *attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_attempt_free);

  peal_stmt_bind_int (stmt, ":message_id", *(gint64 *) data);
  while (peal_stmt_next (stmt))
    {
      PealAttempt *attempt = g_new0 (PealAttempt, 1);

      attempt->ordinal = (guint) peal_stmt_get_int (stmt, 0);
      attempt->started_at = peal_stmt_get_int (stmt, 1);
      attempt->ended_at = peal_stmt_get_time (stmt, 2);
      attempt->outcome = (PealAttemptOutcome) peal_stmt_get_int (stmt, 3);
      attempt->failure = (int) peal_stmt_get_int (stmt, 4);
      attempt->provider_code = peal_stmt_dup_text (stmt, 5);
      attempt->account = peal_stmt_dup_text (stmt, 6);
      g_ptr_array_add (attempts, attempt);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, attempts);
}

DexFuture *
peal_attempts_list (PealStore *store,
                    gint64     message_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, g_memdup2 (&message_id, sizeof message_id), g_free);
}

static void
list_open_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ATTEMPT_LIST_OPEN);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  peal_stmt_bind_int (stmt, ":message_id", *(gint64 *) data);
  while (peal_stmt_next (stmt))
    {
      PealOpenAttempt *attempt = g_new0 (PealOpenAttempt, 1);

      attempt->message_id = peal_stmt_get_int (stmt, 0);
      attempt->attempt = (guint) peal_stmt_get_int (stmt, 1);
      attempt->started_at = peal_stmt_get_int (stmt, 2);
      attempt->ended_at = peal_stmt_get_time (stmt, 3);
      g_ptr_array_add (found, attempt);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, found);
}

DexFuture *
peal_attempts_list_open (PealStore *store,
                         gint64     message_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_open_job, g_memdup2 (&message_id, sizeof message_id), g_free);
}

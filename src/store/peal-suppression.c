/* peal-suppression.c: numbers of people who were erased, without the numbers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-suppression.h"

#include "peal-consent-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-suppression-private.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define MARK 32

static gboolean
make_mark (PealDb     *db,
           const char *e164,
           guint8      mark[MARK])
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SUPPRESSION_GET_KEY);
  const guint8 *key;
  gsize length;
  guint n;

  if (!peal_stmt_next (stmt))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_CORRUPT, "The key of erased numbers is missing");
      return FALSE;
    }
  key = peal_stmt_get_blob (stmt, 0, &length);
  if (HMAC (EVP_sha256 (), key, (int) length, (const guint8 *) e164, strlen (e164), mark, &n) == NULL || n != MARK)
    g_error ("HMAC failed"); /* out of memory */
  return TRUE;
}

void
peal_suppression_add (PealDb     *db,
                      const char *e164,
                      const char *reason)
{
  guint8 mark[MARK];
  g_autoptr(PealStmt) stmt = NULL;

  if (!make_mark (db, e164, mark))
    return;
  stmt = peal_db_query (db, PEAL_QUERY_SUPPRESSION_PUT);
  peal_stmt_bind_blob (stmt, ":key", mark, sizeof mark);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_text (stmt, ":reason", reason);
  peal_stmt_run (stmt);
}

gboolean
peal_suppression_has (PealDb     *db,
                      const char *e164)
{
  guint8 mark[MARK];
  PealStmt *stmt;

  if (!peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_SUPPRESSION_IS_USED)) || !make_mark (db, e164, mark))
    return FALSE;
  stmt = peal_db_query (db, PEAL_QUERY_SUPPRESSION_FIND);
  peal_stmt_bind_blob (stmt, ":key", mark, sizeof mark);
  return peal_stmt_take_int (stmt) != 0;
}

void
peal_suppression_recall (PealDb     *db,
                         const char *e164)
{
  PealConsentEntry entry = {
    .e164 = e164,
    .act = PEAL_CONSENT_ACT_OPT_OUT,
    .how = PEAL_CONSENT_HOW_PERSON,
    .rule = "erased",
    .actor = "privacy",
  };

  if (!peal_suppression_has (db, e164) || peal_consent_is_known (db, e164))
    return;
  peal_consent_apply (db, &entry);
}

/* Asking ------------------------------------------------------------------------------------------ */

static void
count_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  peal_result_set_int (result, peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_SUPPRESSION_COUNT)));
}

DexFuture *
peal_suppression_count (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_job, NULL, NULL);
}

static void
check_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  guint8 mark[MARK];
  PealStmt *stmt;

  if (!make_mark (db, args->text, mark))
    return;
  stmt = peal_db_query (db, PEAL_QUERY_SUPPRESSION_GET_TIME);
  peal_stmt_bind_blob (stmt, ":key", mark, sizeof mark);
  peal_result_set_int (result, peal_stmt_take_int (stmt));
}

DexFuture *
peal_suppression_check (PealStore  *store,
                        const char *e164)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (e164 != NULL);

  return peal_store_read (store, check_job, PEAL_JOB_ARGS (.text = e164), peal_job_args_free);
}

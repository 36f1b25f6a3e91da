/* peal-verify.c: is the workspace sound?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-verify.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-store-private.h"

/* Of each kind; a file with a million findings needs no million sentences. */
#define MAX_FINDINGS 20

G_DEFINE_BOXED_TYPE (PealVerifyReport, peal_verify_report, peal_verify_report_copy, peal_verify_report_free)

static gpointer
copy_text (gconstpointer text,
           gpointer      data)
{
  return g_strdup (text);
}

PealVerifyReport *
peal_verify_report_copy (const PealVerifyReport *self)
{
  PealVerifyReport *copy = g_memdup2 (self, sizeof *self);

  copy->findings = g_ptr_array_copy (self->findings, copy_text, NULL);
  g_ptr_array_set_free_func (copy->findings, g_free);
  return copy;
}

void
peal_verify_report_free (PealVerifyReport *self)
{
  g_ptr_array_unref (self->findings);
  g_free (self);
}

gboolean
peal_verify_report_is_sound (const PealVerifyReport *self)
{
  return self->ledger == 0 && self->foreign_keys == 0 && self->integrity == 0 && self->states == 0;
}

static void
add_finding (PealVerifyReport *report,
             guint            *count,
             const char       *format,
             ...) G_GNUC_PRINTF (3, 4);

static void
add_finding (PealVerifyReport *report,
             guint            *count,
             const char       *format,
             ...)
{
  va_list args;

  if (++*count > MAX_FINDINGS)
    return;
  va_start (args, format);
  g_ptr_array_add (report->findings, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
ledger_found_cb (gint64      seq,
                 const char *finding,
                 gpointer    data)
{
  PealVerifyReport *report = data;

  add_finding (report, &report->ledger, "Ledger row %" G_GINT64_FORMAT ": %s", seq, finding);
}

static void
check_foreign_keys (PealDb           *db,
                    PealVerifyReport *report)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DB_FOREIGN_KEY_CHECK);

  while (peal_stmt_next (stmt))
    add_finding (report, &report->foreign_keys, "Table %s, row %" G_GINT64_FORMAT ": its %s is missing",
                 peal_stmt_get_text (stmt, 0), peal_stmt_get_int (stmt, 1), peal_stmt_get_text (stmt, 2));
}

static void
check_integrity (PealDb           *db,
                 PealVerifyReport *report)
{
  g_autoptr(PealStmt) stmt = peal_db_query_integrity (db);

  while (peal_stmt_next (stmt))
    if (!g_str_equal (peal_stmt_get_text (stmt, 0), "ok"))
      add_finding (report, &report->integrity, "The file: %s", peal_stmt_get_text (stmt, 0));
}

static void
check_states (PealDb           *db,
              PealVerifyReport *report)
{
  g_autoptr(PealStmt) messages = peal_db_query (db, PEAL_QUERY_VERIFY_STATES);
  g_autoptr(PealStmt) recipients = peal_db_query (db, PEAL_QUERY_VERIFY_RECIPIENTS);

  while (peal_stmt_next (messages))
    add_finding (report, &report->states, "Message %" G_GINT64_FORMAT " %s",
                 peal_stmt_get_int (messages, 0), peal_stmt_get_text (messages, 1));
  while (peal_stmt_next (recipients))
    add_finding (report, &report->states,
                 "Campaign %" G_GINT64_FORMAT ", recipient %" G_GINT64_FORMAT " has no message and no reason",
                 peal_stmt_get_int (recipients, 0), peal_stmt_get_int (recipients, 1));
}

static void
verify_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  PealVerifyReport *report = g_new0 (PealVerifyReport, 1);
  guint8 hash[32] = { 0 };
  gint64 seq = 0;

  report->findings = g_ptr_array_new_with_free_func (g_free);
  report->ledger_rows = peal_ledger_verify (db, &seq, hash, -1, ledger_found_cb, report);
  check_foreign_keys (db, report);
  check_integrity (db, report);
  check_states (db, report);
  peal_result_take (result, PEAL_TYPE_VERIFY_REPORT, report);
}

DexFuture *
peal_store_verify (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, verify_job, NULL, NULL);
}

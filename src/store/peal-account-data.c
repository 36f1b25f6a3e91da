/* peal-account-data.c: what an account's gateway told us: numbers, positions, money.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-accounts.h"

#include "peal-accounts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-money-private.h"
#include "peal-payload.h"
#include "peal-store-private.h"

/* Numbers ------------------------------------------------------------------------------------------ */

PealNumber *
peal_number_new (const char *e164)
{
  PealNumber *self = g_new0 (PealNumber, 1);

  self->e164 = g_strdup (e164);
  self->label = g_strdup ("");
  self->can_sms = TRUE;
  return self;
}

void
peal_number_free (PealNumber *self)
{
  g_free (self->e164);
  g_free (self->label);
  g_free (self);
}

typedef struct
{
  gint64 account_id;
  GPtrArray *numbers; /* of PealNumber */
} Replace;

static void
replace_free (gpointer data)
{
  Replace *replace = data;

  g_ptr_array_unref (replace->numbers);
  g_free (replace);
}

static void
insert_number (PealDb           *db,
               gint64            account_id,
               const PealNumber *number)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_NUMBER_INSERT);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_text (stmt, ":e164", number->e164);
  peal_stmt_bind_text (stmt, ":label", number->label);
  peal_stmt_bind_int (stmt, ":can_sms", number->can_sms);
  peal_stmt_bind_int (stmt, ":can_mms", number->can_mms);
  peal_stmt_bind_int (stmt, ":can_voice", number->can_voice);
  peal_stmt_bind_int (stmt, ":seen_at", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

static void
replace_numbers_job (PealDb  *db,
                     gpointer data,
                     GValue  *result)
{
  const Replace *replace = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_NUMBER_CLEAR);

  peal_stmt_bind_int (stmt, ":account_id", replace->account_id);
  peal_stmt_run (stmt);
  for (guint i = 0; i < replace->numbers->len; i++)
    insert_number (db, replace->account_id, g_ptr_array_index (replace->numbers, i));
  peal_db_touch (db, PEAL_CHANGE_ACCOUNTS);
}

DexFuture *
peal_numbers_replace (PealStore *store,
                      gint64     account_id,
                      GPtrArray *numbers)
{
  Replace *replace;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (numbers != NULL);

  replace = g_new0 (Replace, 1);
  replace->account_id = account_id;
  replace->numbers = g_ptr_array_ref (numbers);
  return peal_store_write (store, replace_numbers_job, replace, replace_free);
}

static void
list_numbers_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_NUMBER_LIST);
  GPtrArray *numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_number_free);

  peal_stmt_bind_int (stmt, ":account_id", args->id);
  while (peal_stmt_next (stmt))
    {
      PealNumber *number = g_new0 (PealNumber, 1);

      number->account_id = peal_stmt_get_int (stmt, 0);
      number->e164 = peal_stmt_dup_text (stmt, 1);
      number->label = peal_stmt_dup_text (stmt, 2);
      number->can_sms = peal_stmt_get_int (stmt, 3) != 0;
      number->can_mms = peal_stmt_get_int (stmt, 4) != 0;
      number->can_voice = peal_stmt_get_int (stmt, 5) != 0;
      number->seen_at = peal_stmt_get_int (stmt, 6);
      g_ptr_array_add (numbers, number);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, numbers);
}

DexFuture *
peal_numbers_list (PealStore *store,
                   gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_numbers_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

/* Poll positions ----------------------------------------------------------------------------------- */

void
peal_cursor_store (PealDb     *db,
                   gint64      account_id,
                   const char *feed,
                   const char *position)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CURSOR_SET);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_text (stmt, ":feed", feed);
  peal_stmt_bind_text (stmt, ":position", position);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

typedef struct
{
  gint64 account_id;
  char *feed;
  char *position;
} Cursor;

static Cursor *
cursor_new (gint64      account_id,
            const char *feed,
            const char *position)
{
  Cursor *self = g_new0 (Cursor, 1);

  self->account_id = account_id;
  self->feed = g_strdup (feed);
  self->position = g_strdup (position);
  return self;
}

static void
cursor_free (gpointer data)
{
  Cursor *self = data;

  g_free (self->feed);
  g_free (self->position);
  g_free (self);
}

static void
get_cursor_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const Cursor *cursor = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CURSOR_GET);

  peal_stmt_bind_int (stmt, ":account_id", cursor->account_id);
  peal_stmt_bind_text (stmt, ":feed", cursor->feed);
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, peal_stmt_next (stmt) ? peal_stmt_get_text (stmt, 0) : "");
}

DexFuture *
peal_cursor_get (PealStore  *store,
                 gint64      account_id,
                 const char *feed)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (feed != NULL);

  return peal_store_read (store, get_cursor_job, cursor_new (account_id, feed, NULL), cursor_free);
}

static void
set_cursor_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const Cursor *cursor = data;

  peal_cursor_store (db, cursor->account_id, cursor->feed, cursor->position);
}

DexFuture *
peal_cursor_set (PealStore  *store,
                 gint64      account_id,
                 const char *feed,
                 const char *position)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (feed != NULL && position != NULL);

  return peal_store_write (store, set_cursor_job, cursor_new (account_id, feed, position), cursor_free);
}

/* Money -------------------------------------------------------------------------------------------- */

static PealBalanceReading *
peal_balance_reading_copy (const PealBalanceReading *self)
{
  return g_memdup2 (self, sizeof *self);
}

static void
peal_balance_reading_free (PealBalanceReading *self)
{
  g_free (self);
}

G_DEFINE_BOXED_TYPE (PealBalanceReading, peal_balance_reading, peal_balance_reading_copy, peal_balance_reading_free)

static void
read_balance (PealDb             *db,
              gint64              account_id,
              PealBalanceReading *reading)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_BALANCE_GET);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  if (!peal_stmt_next (stmt))
    return;
  reading->at = peal_stmt_get_int (stmt, 0);
  reading->micros = peal_stmt_get_int (stmt, 1);
  g_strlcpy (reading->currency, peal_stmt_get_text (stmt, 2), sizeof reading->currency);
}

static void
get_balance_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  const PealJobArgs *args = data;
  PealBalanceReading reading = { 0 };

  read_balance (db, args->id, &reading);
  peal_result_take (result, PEAL_TYPE_BALANCE_READING, peal_balance_reading_copy (&reading));
}

DexFuture *
peal_balance_get (PealStore *store,
                  gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_balance_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

static void
record_balance_job (PealDb  *db,
                    gpointer data,
                    GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_BALANCE_ADD);
  PealBalanceReading last = { 0 };

  read_balance (db, args->id, &last);
  if (last.at != 0 && last.micros == args->other && g_str_equal (last.currency, args->text))
    return;
  peal_stmt_bind_int (stmt, ":account_id", args->id);
  peal_stmt_bind_int (stmt, ":at", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":micros", args->other);
  peal_stmt_bind_text (stmt, ":currency", args->text);
  peal_stmt_run (stmt);
  peal_db_touch (db, PEAL_CHANGE_ACCOUNTS);
}

DexFuture *
peal_balance_record (PealStore  *store,
                     gint64      account_id,
                     gint64      micros,
                     const char *currency)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (currency != NULL);

  return peal_store_write (store, record_balance_job,
                           PEAL_JOB_ARGS (.id = account_id, .other = micros, .text = currency),
                           peal_job_args_free);
}

PealPrice *
peal_price_new (const char *region,
                gint64      micros,
                const char *currency)
{
  PealPrice *self = g_new0 (PealPrice, 1);

  self->region = g_strdup (region);
  self->micros = micros;
  self->currency = g_strdup (currency);
  return self;
}

void
peal_price_free (PealPrice *self)
{
  g_free (self->region);
  g_free (self->currency);
  g_free (self);
}

static void
list_prices_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PRICE_LIST);
  GPtrArray *prices = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_price_free);

  peal_stmt_bind_int (stmt, ":account_id", args->id);
  while (peal_stmt_next (stmt))
    g_ptr_array_add (prices, peal_price_new (peal_stmt_get_text (stmt, 0), peal_stmt_get_int (stmt, 1),
                                             peal_stmt_get_text (stmt, 2)));
  peal_result_take (result, G_TYPE_PTR_ARRAY, prices);
}

DexFuture *
peal_prices_list (PealStore *store,
                  gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_prices_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

typedef struct
{
  gint64 account_id;
  PealPrice *price;
  char *actor;
} RecordPrice;

static void
record_price_free (gpointer data)
{
  RecordPrice *record = data;

  peal_price_free (record->price);
  g_free (record->actor);
  g_free (record);
}

static void
record_price_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const RecordPrice *record = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PRICE_SET);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (record->price->micros < 0 || strlen (record->price->currency) != 3)
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "This is no price; give a sum and its currency");
  peal_stmt_bind_int (stmt, ":account_id", record->account_id);
  peal_stmt_bind_text (stmt, ":region", record->price->region);
  peal_stmt_bind_int (stmt, ":micros", record->price->micros);
  peal_stmt_bind_text (stmt, ":currency", record->price->currency);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  peal_payload_add_text (payload, "country", record->price->region);
  peal_payload_add_int (payload, "micros", record->price->micros);
  peal_payload_add_text (payload, "currency", record->price->currency);
  peal_ledger_append_about (db, peal_db_get_now (db), record->actor, "account.price_set", "account", record->account_id,
                            peal_payload_get_json (payload));
  peal_limits_look_again (db, record->account_id);
}

DexFuture *
peal_price_record (PealStore  *store,
                   gint64      account_id,
                   const char *region,
                   gint64      micros,
                   const char *currency,
                   const char *actor)
{
  RecordPrice *record;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (region != NULL && currency != NULL && actor != NULL);

  record = g_new0 (RecordPrice, 1);
  record->account_id = account_id;
  record->price = peal_price_new (region, micros, currency);
  record->actor = g_strdup (actor);
  return peal_store_write (store, record_price_job, record, record_price_free);
}

/* peal-accounts.c: gateway accounts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-accounts.h"

#include "peal-accounts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-store-private.h"

G_DEFINE_BOXED_TYPE (PealAccount, peal_account, peal_account_copy, peal_account_free)

PealAccount *
peal_account_new (const char *provider,
                  const char *label)
{
  PealAccount *self = g_new0 (PealAccount, 1);

  self->uuid = g_strdup ("");
  self->provider = g_strdup (provider);
  self->label = g_strdup (label);
  self->base_url = g_strdup ("");
  self->username = g_strdup ("");
  self->sender = g_strdup ("");
  self->settings = g_strdup ("{}");
  self->enabled = TRUE;
  self->settle_after = PEAL_TIME_NEVER;
  return self;
}

PealAccount *
peal_account_copy (const PealAccount *self)
{
  PealAccount *copy = g_memdup2 (self, sizeof *self);

  copy->uuid = g_strdup (self->uuid);
  copy->provider = g_strdup (self->provider);
  copy->label = g_strdup (self->label);
  copy->base_url = g_strdup (self->base_url);
  copy->username = g_strdup (self->username);
  copy->sender = g_strdup (self->sender);
  copy->settings = g_strdup (self->settings);
  return copy;
}

void
peal_account_free (PealAccount *self)
{
  g_free (self->uuid);
  g_free (self->provider);
  g_free (self->label);
  g_free (self->base_url);
  g_free (self->username);
  g_free (self->sender);
  g_free (self->settings);
  g_free (self);
}

/* Reading ------------------------------------------------------------------------------------------ */

static PealAccount *
read_account (PealStmt *stmt)
{
  PealAccount *self = g_new0 (PealAccount, 1);

  self->id = peal_stmt_get_int (stmt, 0);
  self->uuid = peal_stmt_dup_text (stmt, 1);
  self->provider = peal_stmt_dup_text (stmt, 2);
  self->label = peal_stmt_dup_text (stmt, 3);
  self->base_url = peal_stmt_dup_text (stmt, 4);
  self->username = peal_stmt_dup_text (stmt, 5);
  self->sender = peal_stmt_dup_text (stmt, 6);
  self->settings = peal_stmt_dup_text (stmt, 7);
  self->enabled = peal_stmt_get_int (stmt, 8) != 0;
  self->list_exact = peal_stmt_get_int (stmt, 9) != 0;
  self->settle_after = peal_stmt_get_time (stmt, 10);
  self->rate_per_sec = peal_stmt_get_double (stmt, 11);
  self->workers = (guint) peal_stmt_get_int (stmt, 12);
  self->created_at = peal_stmt_get_int (stmt, 13);
  return self;
}

static void
take_account (PealDb   *db,
              PealStmt *stmt,
              GValue   *result)
{
  if (peal_stmt_next (stmt))
    peal_result_take (result, PEAL_TYPE_ACCOUNT, read_account (stmt));
  else
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is no such account; `account list` shows those there are");
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACCOUNT_GET);

  peal_stmt_bind_int (stmt, ":id", args->id);
  take_account (db, stmt, result);
}

DexFuture *
peal_account_get (PealStore *store,
                  gint64     account_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_job, peal_job_args_new (account_id, NULL, NULL), peal_job_args_free);
}

static void
find_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACCOUNT_FIND);

  peal_stmt_bind_text (stmt, ":label", args->text);
  take_account (db, stmt, result);
}

DexFuture *
peal_account_find (PealStore  *store,
                   const char *label)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (label != NULL);

  return peal_store_read (store, find_job, peal_job_args_new (0, label, NULL), peal_job_args_free);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACCOUNT_LIST);
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_free);

  while (peal_stmt_next (stmt))
    g_ptr_array_add (accounts, read_account (stmt));
  peal_result_take (result, G_TYPE_PTR_ARRAY, accounts);
}

DexFuture *
peal_accounts_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

/* Writing ------------------------------------------------------------------------------------------ */

typedef struct
{
  PealAccount *account;
  char *actor;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  peal_account_free (save->account);
  g_free (save->actor);
  g_free (save);
}

static void
bind_account (PealStmt          *stmt,
              const PealAccount *account)
{
  peal_stmt_bind_text (stmt, ":provider", account->provider);
  peal_stmt_bind_text (stmt, ":label", account->label);
  peal_stmt_bind_text (stmt, ":base_url", account->base_url);
  peal_stmt_bind_text (stmt, ":username", account->username);
  peal_stmt_bind_text (stmt, ":sender", account->sender);
  peal_stmt_bind_text (stmt, ":settings", account->settings);
  peal_stmt_bind_int (stmt, ":enabled", account->enabled);
  peal_stmt_bind_int (stmt, ":list_exact", account->list_exact);
  peal_stmt_bind_time (stmt, ":settle_after", account->settle_after);
  peal_stmt_bind_double (stmt, ":rate_per_sec", account->rate_per_sec);
  peal_stmt_bind_int (stmt, ":workers", account->workers);
}

static void
insert_account (PealDb      *db,
                PealAccount *account)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACCOUNT_INSERT);

  if (*account->uuid == '\0')
    {
      g_free (account->uuid);
      account->uuid = g_uuid_string_random ();
    }
  account->created_at = peal_db_get_now (db);
  bind_account (stmt, account);
  peal_stmt_bind_text (stmt, ":uuid", account->uuid);
  peal_stmt_bind_int (stmt, ":created_at", account->created_at);
  peal_stmt_run (stmt);
  account->id = peal_db_get_inserted_id (db);
}

static void
update_account (PealDb            *db,
                const PealAccount *account)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACCOUNT_UPDATE);

  bind_account (stmt, account);
  peal_stmt_bind_int (stmt, ":id", account->id);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "The account was removed meanwhile");
}

PealAccount *
peal_account_put (PealDb            *db,
                  const PealAccount *changed,
                  const char        *actor)
{
  PealAccount *account = peal_account_copy (changed);
  gboolean is_new = account->id == 0;
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (is_new)
    insert_account (db, account);
  else
    update_account (db, account);
  peal_payload_add_text (payload, "label", account->label);
  peal_payload_add_text (payload, "provider", account->provider);
  peal_ledger_append_about (db, peal_db_get_now (db), actor, is_new ? "account.added" : "account.changed",
                            "account", account->id, peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_ACCOUNTS);
  return account;
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Save *save = data;

  peal_result_take (result, PEAL_TYPE_ACCOUNT, peal_account_put (db, save->account, save->actor));
}

DexFuture *
peal_account_save (PealStore         *store,
                   const PealAccount *account,
                   const char        *actor)
{
  Save *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (account != NULL && actor != NULL);

  save = g_new0 (Save, 1);
  save->account = peal_account_copy (account);
  save->actor = g_strdup (actor);
  return peal_store_write (store, save_job, save, save_free);
}

static void
finish_move (PealDb            *db,
             const PealJobArgs *args,
             const char        *event)
{
  if (!peal_db_has_failed (db) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is no such account; `account list` shows those there are");
  peal_ledger_append_about (db, peal_db_get_now (db), args->actor, event, "account", args->id, "{}");
  peal_db_touch (db, PEAL_CHANGE_ACCOUNTS);
}

static void
remove_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACCOUNT_REMOVE);
  g_autoptr(PealStmt) doubts = peal_db_query (db, PEAL_QUERY_ACCOUNT_LEAVE_DOUBTS);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  finish_move (db, args, "account.removed");
  peal_stmt_bind_int (doubts, ":id", args->id);
  if (peal_stmt_run (doubts) && peal_db_get_n_changed (db) > 0)
    peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK);
}

DexFuture *
peal_account_remove (PealStore  *store,
                     gint64      account_id,
                     const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  return peal_store_write (store, remove_job, peal_job_args_new (account_id, NULL, actor), peal_job_args_free);
}

static void
restore_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACCOUNT_RESTORE);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_run (stmt);
  finish_move (db, args, "account.restored");
}

DexFuture *
peal_account_restore (PealStore  *store,
                      gint64      account_id,
                      const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (actor != NULL);

  return peal_store_write (store, restore_job, peal_job_args_new (account_id, NULL, actor), peal_job_args_free);
}

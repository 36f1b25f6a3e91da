/* peal-staff.c: who answers at this desk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-staff.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-settings.h"

void
peal_staff_free (PealStaff *self)
{
  g_free (self->name);
  g_free (self);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_STAFF_LIST);
  GPtrArray *staff = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_staff_free);

  while (peal_stmt_next (stmt))
    {
      PealStaff *one = g_new0 (PealStaff, 1);

      one->id = peal_stmt_get_int (stmt, 0);
      one->name = peal_stmt_dup_text (stmt, 1);
      one->is_gone = peal_stmt_get_int (stmt, 2) != 0;
      g_ptr_array_add (staff, one);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, staff);
}

DexFuture *
peal_staff_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

static void
record (PealDb     *db,
        const char *actor,
        const char *event,
        gint64      id,
        const char *name)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (name != NULL)
    peal_payload_add_text (payload, "name", name);
  peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "staff", id, peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_STAFF | PEAL_CHANGE_TALK);
  peal_db_touch_any_conversation (db);
}

/* The row was there. Else the job fails. */
static gboolean
check_found (PealDb *db)
{
  if (!peal_db_has_failed (db) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is nobody of that number on the staff; list them again.");
  return !peal_db_has_failed (db);
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, args->id == 0 ? PEAL_QUERY_STAFF_INSERT : PEAL_QUERY_STAFF_RENAME);
  g_autofree char *name = g_strstrip (g_strdup (args->text));
  gint64 id = args->id;

  if (*name == '\0')
    {
      peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Somebody on the staff needs a name.");
      return;
    }
  peal_stmt_bind_text (stmt, ":name", name);
  if (id != 0)
    peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_run (stmt);
  if (!check_found (db))
    return;
  if (id == 0)
    id = peal_db_get_inserted_id (db);
  record (db, args->actor, args->id == 0 ? "staff.added" : "staff.renamed", id, name);
  peal_result_set_int (result, id);
}

DexFuture *
peal_staff_save (PealStore  *store,
                 gint64      id,
                 const char *name,
                 const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (name != NULL);

  return peal_store_write (store, save_job, peal_job_args_new (id, name, actor), peal_job_args_free);
}

static void
let_go (PealDb *db,
        gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_STAFF_LET_GO);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_run (stmt);
}

static void
set_gone_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_STAFF_SET_GONE);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_int (stmt, ":gone", args->flag);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  if (!check_found (db))
    return;
  if (args->flag)
    let_go (db, args->id);
  record (db, args->actor, args->flag ? "staff.left" : "staff.returned", args->id, NULL);
}

DexFuture *
peal_staff_set_gone (PealStore  *store,
                     gint64      id,
                     gboolean    is_gone,
                     const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, set_gone_job, PEAL_JOB_ARGS (.id = id, .flag = is_gone, .actor = actor),
                           peal_job_args_free);
}

static void
get_me_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  peal_result_set_int (result, peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_STAFF_GET_ME)));
}

DexFuture *
peal_staff_get_me (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_me_job, NULL, NULL);
}

DexFuture *
peal_staff_set_me (PealStore  *store,
                   gint64      id,
                   const char *actor)
{
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : g_strdup ("");

  return peal_setting_set (store, PEAL_SETTING_DESK_PERSON, text, actor);
}

/* peal-templates.c: texts to use again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-templates.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

PealTemplate *
peal_template_new (const char *name,
                   const char *body)
{
  PealTemplate *self = g_new0 (PealTemplate, 1);

  self->name = g_strdup (peal_text (name));
  self->category = g_strdup ("");
  self->body = g_strdup (peal_text (body));
  self->kind = PEAL_MESSAGE_CONVERSATIONAL;
  return self;
}

PealTemplate *
peal_template_copy (const PealTemplate *self)
{
  PealTemplate *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (peal_text (self->name));
  copy->category = g_strdup (peal_text (self->category));
  copy->body = g_strdup (peal_text (self->body));
  return copy;
}

void
peal_template_free (PealTemplate *self)
{
  g_free (self->name);
  g_free (self->category);
  g_free (self->body);
  g_free (self);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TEMPLATE_LIST);
  GPtrArray *templates = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_template_free);

  while (peal_stmt_next (stmt))
    {
      PealTemplate *template = g_new0 (PealTemplate, 1);

      template->id = peal_stmt_get_int (stmt, 0);
      template->name = peal_stmt_dup_text (stmt, 1);
      template->category = peal_stmt_dup_text (stmt, 2);
      template->body = peal_stmt_dup_text (stmt, 3);
      template->kind = (PealMessageKind) peal_stmt_get_int (stmt, 4);
      template->uses = peal_stmt_get_int (stmt, 5);
      template->created_at = peal_stmt_get_int (stmt, 6);
      template->updated_at = peal_stmt_get_int (stmt, 7);
      g_ptr_array_add (templates, template);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, templates);
}

DexFuture *
peal_templates_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

typedef struct
{
  PealTemplate *template;
  char *actor;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *save = data;

  peal_template_free (save->template);
  g_free (save->actor);
  g_free (save);
}

static char *
dup_before (PealDb *db,
            gint64  id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_TEMPLATE_GET_AS_JSON);

  peal_stmt_bind_int (stmt, ":id", id);
  return peal_stmt_take_text (stmt);
}

static void
fail_not_found (PealDb *db)
{
  peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This template is not there any more");
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const SaveData *save = data;
  const PealTemplate *template = save->template;
  gboolean is_new = template->id == 0;
  g_autofree char *before = is_new ? g_strdup ("{}") : dup_before (db, template->id);
  g_autoptr(PealStmt) stmt = peal_db_query (db, is_new ? PEAL_QUERY_TEMPLATE_INSERT : PEAL_QUERY_TEMPLATE_UPDATE);
  gint64 id;

  if (template->name[0] == '\0' || template->body[0] == '\0')
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A template needs a name and a text");
  if (!is_new)
    peal_stmt_bind_int (stmt, ":id", template->id);
  peal_stmt_bind_text (stmt, ":name", template->name);
  peal_stmt_bind_text (stmt, ":category", template->category);
  peal_stmt_bind_text (stmt, ":body", template->body);
  peal_stmt_bind_int (stmt, ":kind", template->kind);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    fail_not_found (db);
  id = is_new ? peal_db_get_inserted_id (db) : template->id;
  peal_ledger_append_about (db, peal_db_get_now (db), save->actor, is_new ? "template.added" : "template.updated",
                            "template", id, before);
  peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
  peal_result_set_int (result, id);
}

DexFuture *
peal_templates_save (PealStore          *store,
                     const PealTemplate *template,
                     const char         *actor)
{
  SaveData *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (template != NULL);

  save = g_new0 (SaveData, 1);
  save->template = peal_template_copy (template);
  save->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, save_job, save, save_data_free);
}

static void
count_use_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TEMPLATE_COUNT_USE);

  peal_stmt_bind_int (stmt, ":id", args->id);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) > 0)
    peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
}

DexFuture *
peal_templates_count_use (PealStore *store,
                          gint64     id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, count_use_job, peal_job_args_new (id, NULL, NULL), peal_job_args_free);
}

static void
set_deleted_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  const PealJobArgs *args = data;
  gboolean deleted = args->other != 0;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TEMPLATE_SET_DELETED);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_time (stmt, ":deleted_at", deleted ? peal_db_get_now (db) : PEAL_TIME_NEVER);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    fail_not_found (db);
  peal_ledger_append_about (db, peal_db_get_now (db), args->actor,
                            deleted ? "template.deleted" : "template.restored", "template", args->id, "{}");
  peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
}

DexFuture *
peal_templates_set_deleted (PealStore  *store,
                            gint64      id,
                            gboolean    deleted,
                            const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, set_deleted_job, PEAL_JOB_ARGS (.id = id, .other = deleted, .actor = actor),
                           peal_job_args_free);
}

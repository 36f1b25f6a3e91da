/* peal-groups.c: groups of contacts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-groups.h"

#include "peal-fiber.h"
#include "peal-group-rules-private.h"
#include "peal-groups-private.h"
#include "peal-ledger-private.h"

G_DEFINE_BOXED_TYPE (PealGroup, peal_group, peal_group_copy, peal_group_free)

PealGroup *
peal_group_new (const char *name)
{
  PealGroup *self = g_new0 (PealGroup, 1);

  self->name = g_strdup (peal_text (name));
  self->color = g_strdup ("");
  self->description = g_strdup ("");
  self->rule = g_strdup ("");
  return self;
}

PealGroup *
peal_group_copy (const PealGroup *self)
{
  PealGroup *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (peal_text (self->name));
  copy->color = g_strdup (peal_text (self->color));
  copy->description = g_strdup (peal_text (self->description));
  copy->rule = g_strdup (peal_text (self->rule));
  return copy;
}

void
peal_group_free (PealGroup *self)
{
  g_free (self->name);
  g_free (self->color);
  g_free (self->description);
  g_free (self->rule);
  g_free (self);
}

/* The row of group_list or group_find. */
static PealGroup *
read_group (PealStmt *stmt)
{
  PealGroup *self = g_new0 (PealGroup, 1);

  self->id = peal_stmt_get_int (stmt, 0);
  self->name = peal_stmt_dup_text (stmt, 1);
  self->color = peal_stmt_dup_text (stmt, 2);
  self->description = peal_stmt_dup_text (stmt, 3);
  self->rule = peal_stmt_dup_text (stmt, 4);
  self->created_at = peal_stmt_get_int (stmt, 5);
  self->n_members = peal_stmt_get_int (stmt, 6);
  return self;
}

/* How many a rule fits now. */
static void
count_by_rule (PealRuleScope *scope,
               PealGroup     *group)
{
  g_autoptr(GError) broken = NULL;
  g_autoptr(GArray) ids = NULL;

  if (*group->rule == '\0')
    return;
  ids = peal_rule_scope_list_members (scope, group->id, &broken);
  group->broken = ids == NULL;
  group->n_members = ids != NULL ? ids->len : 0;
}

static GPtrArray *
list_groups (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_GROUP_LIST);
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_group_free);

  while (peal_stmt_next (stmt))
    g_ptr_array_add (groups, read_group (stmt));
  return groups;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  peal_result_take (result, G_TYPE_PTR_ARRAY, list_groups (db));
}

static void
list_counted_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  GPtrArray *groups = list_groups (db);
  g_auto(PealRuleScope) scope = { NULL };

  peal_rule_scope_init (&scope, db);
  for (guint i = 0; i < groups->len; i++)
    count_by_rule (&scope, g_ptr_array_index (groups, i));
  peal_result_take (result, G_TYPE_PTR_ARRAY, groups);
}

DexFuture *
peal_groups_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

DexFuture *
peal_groups_list_counted (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_counted_job, NULL, NULL);
}

/* NULL if there is none. */
static PealGroup *
find_group (PealDb     *db,
            const char *name)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_GROUP_FIND);

  peal_stmt_bind_text (stmt, ":name", name);
  return peal_stmt_next (stmt) ? read_group (stmt) : NULL;
}

static void
find_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  PealGroup *group = find_group (db, args->text);
  g_auto(PealRuleScope) scope = { NULL };

  if (group == NULL)
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is no group called “%s”", args->text);
      return;
    }
  peal_rule_scope_init (&scope, db);
  count_by_rule (&scope, group);
  peal_result_take (result, PEAL_TYPE_GROUP, group);
}

DexFuture *
peal_groups_find (PealStore  *store,
                  const char *name)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (name != NULL);

  return peal_store_read (store, find_job, peal_job_args_new (0, name, NULL), peal_job_args_free);
}

/* Writing ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealGroup *group;
  char *actor;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *save = data;

  peal_group_free (save->group);
  g_free (save->actor);
  g_free (save);
}

/* @rule is NULL for a static group. */
static gint64
write_group (PealDb          *db,
             const PealGroup *group,
             const char      *rule,
             const char      *actor)
{
  gboolean is_new = group->id == 0;
  g_autoptr(PealStmt) stmt = peal_db_query (db, is_new ? PEAL_QUERY_GROUP_INSERT : PEAL_QUERY_GROUP_UPDATE);
  g_autofree char *before = NULL;
  gint64 id;

  if (!is_new)
    {
      PealStmt *get = peal_db_query (db, PEAL_QUERY_GROUP_GET_AS_JSON);

      peal_stmt_bind_int (get, ":id", group->id);
      before = peal_stmt_take_text (get);
    }
  peal_stmt_bind_id (stmt, ":id", group->id);
  peal_stmt_bind_text (stmt, ":name", group->name);
  peal_stmt_bind_text (stmt, ":color", group->color);
  peal_stmt_bind_text (stmt, ":description", group->description);
  peal_stmt_bind_text (stmt, ":rule", rule);
  if (is_new)
    peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_run (stmt))
    return 0;
  if (peal_db_get_n_changed (db) == 0)
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This group is not there any more");
      return 0;
    }
  id = is_new ? peal_db_get_inserted_id (db) : group->id;
  peal_ledger_append_about (db, peal_db_get_now (db), actor, is_new ? "group.added" : "group.updated",
                            "group", id, is_new ? "{}" : before);
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
  return id;
}

static gboolean
has_name (PealDb          *db,
          const PealGroup *group)
{
  if (group->name[0] != '\0')
    return TRUE;
  peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Give the group a name");
  return FALSE;
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const SaveData *save = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *rule = NULL;

  if (!has_name (db, save->group))
    return;
  if (*save->group->rule != '\0')
    {
      rule = peal_group_rule_dup_checked (db, save->group->rule, save->group->id, &error);
      if (rule == NULL)
        {
          peal_db_fail (db, error->code, "%s", error->message);
          return;
        }
    }
  peal_result_set_int (result, write_group (db, save->group, rule, save->actor));
}

DexFuture *
peal_groups_save (PealStore       *store,
                  const PealGroup *group,
                  const char      *actor)
{
  SaveData *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (group != NULL);

  save = g_new0 (SaveData, 1);
  save->group = peal_group_copy (group);
  save->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, save_job, save, save_data_free);
}

gint64
peal_group_ensure (PealDb     *db,
                   const char *name,
                   const char *actor)
{
  g_autoptr(PealGroup) old = find_group (db, name);
  g_autoptr(PealGroup) group = peal_group_new (name);

  if (old != NULL && *old->rule != '\0')
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A rule chooses the members of “%s”", old->name);
  else if (old != NULL)
    return old->id;
  else if (has_name (db, group))
    return write_group (db, group, NULL, actor);
  return 0;
}

static void
ensure_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;

  peal_result_set_int (result, peal_group_ensure (db, args->text, args->actor));
}

DexFuture *
peal_groups_ensure (PealStore  *store,
                    const char *name,
                    const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (name != NULL);

  return peal_store_write (store, ensure_job, peal_job_args_new (0, name, actor), peal_job_args_free);
}

static void
delete_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  PealStmt *get = peal_db_query (db, PEAL_QUERY_GROUP_GET_ALL_AS_JSON);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_GROUP_DELETE);
  g_autofree char *all = NULL;

  peal_stmt_bind_int (get, ":id", args->id);
  all = peal_stmt_take_text (get);
  peal_stmt_bind_int (stmt, ":id", args->id);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This group is not there any more");
  if (peal_db_has_failed (db))
    return;
  peal_result_set_int (result, peal_ledger_append_about (db, peal_db_get_now (db), args->actor, "group.deleted",
                                                         "group", args->id, all));
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
}

DexFuture *
peal_groups_delete (PealStore  *store,
                    gint64      id,
                    const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, delete_job, peal_job_args_new (id, NULL, actor), peal_job_args_free);
}

static void
restore_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_GROUP_RESTORE);
  g_autoptr(PealStmt) members = peal_db_query (db, PEAL_QUERY_GROUP_RESTORE_MEMBERS);
  gint64 id;

  peal_stmt_bind_int (stmt, ":seq", args->id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "The history does not know of this group");
  if (peal_db_has_failed (db))
    return;
  id = peal_db_get_inserted_id (db);
  peal_stmt_bind_int (members, ":seq", args->id);
  peal_stmt_bind_int (members, ":group_id", id);
  peal_stmt_run (members);
  peal_ledger_append_about (db, peal_db_get_now (db), args->actor, "group.restored", "group", id, "{}");
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
  peal_result_set_int (result, id);
}

DexFuture *
peal_groups_restore (PealStore  *store,
                     gint64      seq,
                     const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, restore_job, peal_job_args_new (seq, NULL, actor), peal_job_args_free);
}

/* Members ----------------------------------------------------------------------------------------- */

/* Nobody joins or leaves a group whose members a rule chooses. */
static gboolean
takes_members (PealDb *db,
               gint64  group_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_RULE_GROUP);

  peal_stmt_bind_int (stmt, ":id", group_id);
  if (!peal_stmt_next (stmt) || peal_stmt_is_null (stmt, 0))
    return TRUE;
  peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A rule chooses the members of “%s”", peal_stmt_get_text (stmt, 1));
  return FALSE;
}

/* Runs @query for each contact; resolves to those whom it changed, who are named in the ledger. */
static void
change_members (PealDb            *db,
                const PealJobArgs *args,
                PealQuery          query,
                const char        *event,
                GValue            *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);
  g_autofree char *json = NULL;
  g_autofree char *payload = NULL;
  g_autoptr(PealStmt) about = NULL;
  GArray *changed;
  gint64 seq;

  if (!takes_members (db, args->id))
    return;
  changed = peal_ids_new (NULL, 0);
  peal_stmt_bind_int (stmt, ":group_id", args->id);
  for (guint i = 0; i < args->ids->len; i++)
    {
      gint64 id = peal_ids_get (args->ids, i);

      peal_stmt_bind_int (stmt, ":contact_id", id);
      if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) > 0)
        g_array_append_val (changed, id);
    }
  peal_result_take (result, G_TYPE_ARRAY, changed);
  if (changed->len == 0)
    return;
  json = peal_ids_to_json (changed);
  payload = g_strconcat ("{\"contacts\":", json, "}", NULL);
  seq = peal_ledger_append_about (db, peal_db_get_now (db), args->actor, event, "group", args->id, payload);
  about = peal_db_query (db, PEAL_QUERY_LEDGER_ABOUT_PUT);
  peal_stmt_bind_int (about, ":seq", seq);
  peal_stmt_bind_text (about, ":contacts", json);
  peal_stmt_run (about);
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
}

static void
add_members_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  change_members (db, data, PEAL_QUERY_GROUP_MEMBER_ADD, "group.joined", result);
}

static void
remove_members_job (PealDb  *db,
                    gpointer data,
                    GValue  *result)
{
  change_members (db, data, PEAL_QUERY_GROUP_MEMBER_REMOVE, "group.left", result);
}

DexFuture *
peal_groups_add_members (PealStore    *store,
                         gint64        group_id,
                         const gint64 *contact_ids,
                         guint         n_ids,
                         const char   *actor)
{
  PealJobArgs *args;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  args = peal_job_args_new_for_ids (contact_ids, n_ids, NULL, actor);
  args->id = group_id;
  return peal_store_write (store, add_members_job, args, peal_job_args_free);
}

DexFuture *
peal_groups_remove_members (PealStore    *store,
                            gint64        group_id,
                            const gint64 *contact_ids,
                            guint         n_ids,
                            const char   *actor)
{
  PealJobArgs *args;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  args = peal_job_args_new_for_ids (contact_ids, n_ids, NULL, actor);
  args->id = group_id;
  return peal_store_write (store, remove_members_job, args, peal_job_args_free);
}

static void
members_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(GArray) all = peal_ids_new (NULL, 0);
  g_auto(PealRuleScope) scope = { NULL };

  peal_rule_scope_init (&scope, db);
  for (guint i = 0; i < args->ids->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GArray) ids = peal_rule_scope_list_members (&scope, peal_ids_get (args->ids, i), &error);

      if (ids == NULL)
        {
          peal_db_fail (db, error->code, "%s", error->message);
          return;
        }
      peal_id_set_join (all, ids);
    }
  peal_result_take (result, G_TYPE_ARRAY, peal_rule_order_by_name (db, all, G_MAXUINT));
}

DexFuture *
peal_groups_members (PealStore    *store,
                     const gint64 *group_ids,
                     guint         n_ids)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, members_job, peal_job_args_new_for_ids (group_ids, n_ids, NULL, NULL),
                          peal_job_args_free);
}

/* peal-group-rules.c: whom a rule fits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-group-rules-private.h"

#include "peal-fiber.h"

#define OWN_GROUP "The rule asks for its own group"
#define NO_GROUP "The rule asks for a group that is not there"
#define TOO_DEEP "The rule asks for groups of groups that go too deep"

G_DEFINE_BOXED_TYPE (PealRulePreview, peal_rule_preview, peal_rule_preview_copy, peal_rule_preview_free)

PealRulePreview *
peal_rule_preview_copy (const PealRulePreview *self)
{
  PealRulePreview *copy = g_memdup2 (self, sizeof *self);

  copy->names = g_strdupv (self->names);
  return copy;
}

void
peal_rule_preview_free (PealRulePreview *self)
{
  g_strfreev (self->names);
  g_free (self);
}

/* Asking ------------------------------------------------------------------------------------------ */

static GArray *ask_rule (PealRuleScope  *scope,
                         const PealRule *rule,
                         GError        **error);

/* The set of all, or of any, of what stands in @rule. */
static GArray *
ask_members (PealRuleScope  *scope,
             const PealRule *rule,
             gboolean        all,
             GError        **error)
{
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < rule->rules->len; i++)
    {
      g_autoptr(GArray) part = ask_rule (scope, g_ptr_array_index (rule->rules, i), error);

      if (part == NULL)
        return NULL;
      if (ids == NULL)
        ids = g_steal_pointer (&part);
      else if (all)
        peal_id_set_keep (ids, part);
      else
        peal_id_set_join (ids, part);
    }
  return g_steal_pointer (&ids);
}

static GArray *
ask_rule (PealRuleScope  *scope,
          const PealRule *rule,
          GError        **error)
{
  GArray *ids;

  if (rule->kind == PEAL_RULE_CONDITION)
    return peal_rule_scope_ask (scope, rule, error);
  ids = ask_members (scope, rule, rule->kind == PEAL_RULE_ALL, error);
  return ids != NULL && rule->kind == PEAL_RULE_NONE ? peal_rule_scope_take_others (scope, ids) : ids;
}

static gboolean
refuse (GError    **error,
        const char *what)
{
  g_set_error_literal (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_RULE, what);
  return FALSE;
}

/* NULL with _INVALID, which keeps the words. */
static PealRule *
parse (const char *json,
       GError    **error)
{
  g_autoptr(GError) why = NULL;
  PealRule *rule = peal_rule_parse (json, &why);

  if (rule == NULL)
    g_set_error_literal (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_INVALID, why->message);
  return rule;
}

static gboolean
is_asking (const PealRuleScope *scope,
           gint64               group_id)
{
  for (guint i = 0; i < scope->asking->len; i++)
    if (peal_ids_get (scope->asking, i) == group_id)
      return TRUE;
  return FALSE;
}

static GArray *
ask_json (PealRuleScope *scope,
          const char    *json,
          gint64         group_id,
          GError       **error)
{
  g_autoptr(PealRule) rule = NULL;
  GArray *ids;

  if (scope->asking->len >= PEAL_GROUP_RULES_MAX_DEPTH)
    refuse (error, TOO_DEEP);
  else
    rule = parse (json, error);
  if (rule == NULL)
    return NULL;
  g_array_append_val (scope->asking, group_id);
  ids = ask_rule (scope, rule, error);
  g_array_set_size (scope->asking, scope->asking->len - 1);
  return ids;
}

/* FALSE if there is no such group. @rule is "" for a static one; the caller frees it. */
static gboolean
find_rule (PealDb *db,
           gint64  group_id,
           char  **rule)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_RULE_GROUP);

  peal_stmt_bind_int (stmt, ":id", group_id);
  if (!peal_stmt_next (stmt))
    return FALSE;
  *rule = peal_stmt_dup_text (stmt, 0);
  return TRUE;
}

static GArray *
ask_anew (PealRuleScope *self,
          gint64         group_id,
          GError       **error)
{
  g_autofree char *rule = NULL;
  PealStmt *stmt;

  if (is_asking (self, group_id))
    refuse (error, OWN_GROUP);
  else if (!find_rule (self->db, group_id, &rule))
    refuse (error, NO_GROUP);
  if (rule == NULL)
    return NULL;
  if (*rule != '\0')
    return ask_json (self, rule, group_id, error);
  stmt = peal_db_query (self->db, PEAL_QUERY_GROUP_MEMBER_CONTACTS);
  peal_stmt_bind_int (stmt, ":group_id", group_id);
  return peal_id_set_take_rows (stmt);
}

GArray *
peal_rule_scope_ask_group (PealRuleScope *self,
                           gint64         group_id,
                           GError       **error)
{
  GArray *ids = g_hash_table_lookup (self->asked, &group_id);

  if (ids == NULL)
    {
      ids = ask_anew (self, group_id, error);
      if (ids == NULL)
        return NULL;
      g_hash_table_insert (self->asked, g_memdup2 (&group_id, sizeof group_id), ids);
    }
  return g_array_copy (ids);
}

GArray *
peal_rule_scope_ask_rule (PealRuleScope  *self,
                          const PealRule *rule,
                          GError        **error)
{
  GArray *ids = ask_rule (self, rule, error);

  if (ids != NULL)
    peal_id_set_keep (ids, peal_rule_scope_get_live (self));
  return ids;
}

GArray *
peal_rule_scope_list_members (PealRuleScope *self,
                              gint64         group_id,
                              GError       **error)
{
  g_autofree char *rule = NULL;
  GArray *ids;

  if (!find_rule (self->db, group_id, &rule))
    return peal_ids_new (NULL, 0);
  ids = peal_rule_scope_ask_group (self, group_id, error);
  if (ids != NULL && *rule != '\0')
    peal_id_set_keep (ids, peal_rule_scope_get_live (self));
  return ids;
}

/* Order ------------------------------------------------------------------------------------------- */

/* So many are looked up by id; of more, all contacts are walked by name. */
#define FEW 5000

static GArray *
walk_by_name (PealDb *db,
              GArray *set,
              guint   limit)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_LIST_BY_NAME);
  GArray *ids = peal_ids_new (NULL, 0);

  while (ids->len < MIN (set->len, limit) && peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (peal_id_set_has (set, id))
        g_array_append_val (ids, id);
    }
  return ids;
}

GArray *
peal_rule_order_by_name (PealDb *db,
                         GArray *set,
                         guint   limit)
{
  g_autofree char *json = NULL;
  PealStmt *stmt;
  GArray *ids;

  if (set->len > FEW)
    return walk_by_name (db, set, limit);
  json = peal_ids_to_json (set);
  stmt = peal_db_query (db, PEAL_QUERY_RULE_ORDER_BY_NAME);
  peal_stmt_bind_text (stmt, ":ids", json);
  ids = peal_ids_new (NULL, 0);
  peal_ids_take_rows (ids, stmt);
  g_array_set_size (ids, MIN (ids->len, limit));
  return ids;
}

/* Checking ---------------------------------------------------------------------------------------- */

/* A rule and those of all groups that it asks for, by any way. */
typedef struct
{
  PealDb *db;
  gint64 group_id;           /* of the outermost */
  GArray *seen;              /* of gint64 */
  guint depth;
  GError *error;
} Check;

static void check_condition (PealRule *condition,
                             gpointer  data);

/* A group that is named by its name is kept by its id: names change. */
static gboolean
name_group (Check    *check,
            PealRule *condition)
{
  PealStmt *stmt;

  if (condition->id > 0)
    return TRUE;
  stmt = peal_db_query (check->db, PEAL_QUERY_GROUP_FIND);
  peal_stmt_bind_text (stmt, ":name", condition->text);
  condition->id = peal_stmt_take_int (stmt);
  if (condition->id == 0)
    g_set_error (&check->error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_RULE,
                 "The rule asks for group “%s”, which is not there", condition->text);
  return condition->id != 0;
}

static gboolean
has_seen (const GArray *seen,
          gint64        id)
{
  for (guint i = 0; i < seen->len; i++)
    if (peal_ids_get (seen, i) == id)
      return TRUE;
  return FALSE;
}

static void
check_group (Check *check,
             gint64 id)
{
  g_autofree char *json = NULL;
  g_autoptr(PealRule) rule = NULL;

  if (id == check->group_id)
    refuse (&check->error, OWN_GROUP);
  else if (!find_rule (check->db, id, &json))
    refuse (&check->error, NO_GROUP);
  if (check->error != NULL || has_seen (check->seen, id))
    return;
  g_array_append_val (check->seen, id);
  if (*json == '\0')
    return;
  if (check->depth >= PEAL_GROUP_RULES_MAX_DEPTH)
    refuse (&check->error, TOO_DEEP);
  else if ((rule = parse (json, &check->error)) != NULL)
    {
      check->depth++;
      peal_rule_foreach (rule, check_condition, check);
      check->depth--;
    }
}

static void
check_condition (PealRule *condition,
                 gpointer  data)
{
  Check *check = data;

  if (check->error != NULL)
    return;
  if (condition->field == PEAL_RULE_GROUP && name_group (check, condition))
    check_group (check, condition->id);
  else if (condition->field == PEAL_RULE_CAMPAIGN)
    peal_rule_has_campaign (check->db, condition->id, &check->error);
}

char *
peal_group_rule_dup_checked (PealDb     *db,
                             const char *json,
                             gint64      group_id,
                             GError    **error)
{
  g_autoptr(PealRule) rule = parse (json, error);
  g_autoptr(GArray) seen = peal_ids_new (NULL, 0);
  Check check = { .db = db, .group_id = group_id, .seen = seen, .depth = 1 };

  if (rule == NULL)
    return NULL;
  peal_rule_foreach (rule, check_condition, &check);
  if (check.error == NULL)
    return peal_rule_to_json (rule);
  g_propagate_error (error, check.error);
  return NULL;
}

gboolean
peal_group_rules_can_ask (PealDb       *db,
                          const GArray *group_ids)
{
  for (guint i = 0; i < group_ids->len; i++)
    {
      gint64 id = peal_ids_get (group_ids, i);
      g_autofree char *rule = NULL;
      g_autofree char *checked = NULL;

      if (!find_rule (db, id, &rule) || *rule == '\0')
        continue;
      checked = peal_group_rule_dup_checked (db, rule, id, NULL);
      if (checked == NULL)
        return FALSE;
    }
  return TRUE;
}

/* From outside ------------------------------------------------------------------------------------ */

static char *
dup_display (PealDb *db,
             gint64  id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_RULE_DISPLAY);

  peal_stmt_bind_int (stmt, ":id", id);
  return peal_stmt_take_text (stmt);
}

static GStrv
list_names (PealDb *db,
            GArray *ids,
            guint   limit)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(GArray) ordered = peal_rule_order_by_name (db, ids, limit);

  for (guint i = 0; i < ordered->len; i++)
    g_strv_builder_take (names, dup_display (db, peal_ids_get (ordered, i)));
  return g_strv_builder_end (names);
}

static void
preview_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const PealJobArgs *args = data;
  g_auto(PealRuleScope) scope = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autofree char *json = peal_group_rule_dup_checked (db, args->text, args->id, &error);
  PealRulePreview *preview;

  if (json != NULL)
    {
      peal_rule_scope_init (&scope, db);
      ids = ask_json (&scope, json, args->id, &error);
    }
  if (ids == NULL)
    {
      peal_db_fail (db, error->code, "%s", error->message);
      return;
    }
  peal_id_set_keep (ids, peal_rule_scope_get_live (&scope));
  preview = g_new0 (PealRulePreview, 1);
  preview->n_members = ids->len;
  preview->names = list_names (db, ids, args->limit);
  peal_result_take (result, PEAL_TYPE_RULE_PREVIEW, preview);
}

DexFuture *
peal_group_rules_preview (PealStore  *store,
                          const char *json,
                          gint64      group_id,
                          guint       limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (json != NULL);

  return peal_store_read (store, preview_job, PEAL_JOB_ARGS (.id = group_id, .text = json, .limit = limit),
                          peal_job_args_free);
}

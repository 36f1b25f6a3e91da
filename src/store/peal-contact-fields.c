/* peal-contact-fields.c: fields of contacts that the business makes up itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contact-fields.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define KEY_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

PealCustomField *
peal_custom_field_new (const char    *name,
                       PealCustomType type)
{
  PealCustomField *self = g_new0 (PealCustomField, 1);

  self->key = g_strdup ("");
  self->name = g_strdup (peal_text (name));
  self->type = type;
  self->choices = g_new0 (char *, 1);
  return self;
}

PealCustomField *
peal_custom_field_copy (const PealCustomField *self)
{
  PealCustomField *copy = g_memdup2 (self, sizeof *self);

  copy->key = g_strdup (peal_text (self->key));
  copy->name = g_strdup (peal_text (self->name));
  copy->choices = self->choices != NULL ? g_strdupv (self->choices) : g_new0 (char *, 1);
  return copy;
}

void
peal_custom_field_free (PealCustomField *self)
{
  g_free (self->key);
  g_free (self->name);
  g_strfreev (self->choices);
  g_free (self);
}

/* Reading ----------------------------------------------------------------------------------------- */

static GStrv
read_choices (PealDb     *db,
              const char *json)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_LIST_CHOICES);
  g_autoptr(GStrvBuilder) choices = g_strv_builder_new ();

  peal_stmt_bind_text (stmt, ":choices", json);
  while (peal_stmt_next (stmt))
    g_strv_builder_add (choices, peal_stmt_get_text (stmt, 0));
  return g_strv_builder_end (choices);
}

static GPtrArray *
load_fields (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_LIST);
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_custom_field_free);

  while (peal_stmt_next (stmt))
    {
      gint64 type = peal_stmt_get_int (stmt, 3);
      PealCustomField *field = g_new0 (PealCustomField, 1);

      field->id = peal_stmt_get_int (stmt, 0);
      field->key = peal_stmt_dup_text (stmt, 1);
      field->name = peal_stmt_dup_text (stmt, 2);
      field->type = type >= 0 && type < PEAL_N_CUSTOM_TYPES ? (PealCustomType) type : PEAL_CUSTOM_TEXT;
      field->choices = read_choices (db, peal_stmt_get_text (stmt, 4));
      g_ptr_array_add (fields, field);
    }
  return fields;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  peal_result_take (result, G_TYPE_PTR_ARRAY, load_fields (db));
}

DexFuture *
peal_contact_fields_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

static void
count_values_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const PealJobArgs *args = data;
  g_autofree char *path = g_strdup_printf ("$.\"%s\"", args->text);
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_COUNT_VALUES);

  peal_stmt_bind_text (stmt, ":path", path);
  peal_result_set_int (result, peal_stmt_take_int (stmt));
}

DexFuture *
peal_contact_fields_count_values (PealStore  *store,
                                  const char *key)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (key != NULL && strchr (key, '"') == NULL);

  return peal_store_read (store, count_values_job, peal_job_args_new (0, key, NULL), peal_job_args_free);
}

/* Writing ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealCustomField *field;
  char *actor;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *save = data;

  peal_custom_field_free (save->field);
  g_free (save->actor);
  g_free (save);
}

static gboolean
has_key (PealDb     *db,
         const char *key)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_HAS_KEY);

  peal_stmt_bind_text (stmt, ":key", key);
  return peal_stmt_take_int (stmt) != 0;
}

/* A key that no other field has, nor any field ever can that texts know anyway. */
static char *
make_key (PealDb                *db,
          const PealCustomField *field)
{
  gboolean is_given = *field->key != '\0' && field->key[strspn (field->key, KEY_CHARACTERS)] == '\0'
                      && !g_strv_contains (peal_custom_list_reserved (), field->key);
  g_autofree char *base = is_given ? g_strdup (field->key) : peal_custom_make_key (field->name);
  char *key = g_strdup (base);

  for (guint i = 2; has_key (db, key); i++)
    {
      g_free (key);
      key = g_strdup_printf ("%s_%u", base, i);
    }
  return key;
}

/* Without doubles and empty ones. */
static char *
choices_to_json (const PealCustomField *field)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr(JsonArray) array = json_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; field->type == PEAL_CUSTOM_CHOICE && field->choices[i] != NULL; i++)
    if (*field->choices[i] != '\0' && g_hash_table_add (seen, field->choices[i]))
      json_array_add_string_element (array, field->choices[i]);
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}

/* What it was; NULL: it is not there any more, and the job has failed. */
static char *
dup_before (PealDb *db,
            gint64  id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_GET_AS_JSON);
  char *before;

  peal_stmt_bind_int (stmt, ":id", id);
  before = peal_stmt_take_text (stmt);
  if (before == NULL || *before == '\0')
    {
      g_clear_pointer (&before, g_free);
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This field is not there any more");
    }
  return before;
}

static gint64
insert (PealDb                *db,
        const PealCustomField *field,
        const char            *choices)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_INSERT);
  g_autofree char *key = make_key (db, field);

  peal_stmt_bind_text (stmt, ":key", key);
  peal_stmt_bind_text (stmt, ":name", field->name);
  peal_stmt_bind_int (stmt, ":type", field->type);
  peal_stmt_bind_text (stmt, ":choices", choices);
  return peal_stmt_run (stmt) ? peal_db_get_inserted_id (db) : 0;
}

static void
update (PealDb                *db,
        const PealCustomField *field,
        const char            *choices)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_UPDATE);

  peal_stmt_bind_int (stmt, ":id", field->id);
  peal_stmt_bind_text (stmt, ":name", field->name);
  peal_stmt_bind_text (stmt, ":choices", choices);
  peal_stmt_run (stmt);
}

static void
record (PealDb     *db,
        const char *actor,
        const char *event,
        gint64      id,
        const char *payload)
{
  peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "field", id, payload);
  peal_db_touch (db, PEAL_CHANGE_FIELDS);
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const SaveData *save = data;
  const PealCustomField *field = save->field;
  gboolean is_new = field->id == 0;
  g_autofree char *choices = choices_to_json (field);
  g_autofree char *before = is_new ? NULL : dup_before (db, field->id);
  gint64 id = field->id;

  if (*field->name == '\0')
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Give the field a name");
  if (peal_db_has_failed (db))
    return;
  if (is_new)
    id = insert (db, field, choices);
  else
    update (db, field, choices);
  record (db, save->actor, is_new ? "field.added" : "field.updated", id, is_new ? "{}" : before);
  peal_result_set_int (result, id);
}

DexFuture *
peal_contact_fields_save (PealStore             *store,
                          const PealCustomField *field,
                          const char            *actor)
{
  SaveData *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (field != NULL);

  save = g_new0 (SaveData, 1);
  save->field = peal_custom_field_copy (field);
  g_strstrip (save->field->name);
  save->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, save_job, save, save_data_free);
}

static void
delete_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const PealJobArgs *args = data;
  g_autofree char *before = dup_before (db, args->id);
  g_autoptr(PealStmt) stmt = NULL;

  if (before == NULL)
    return;
  stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_DELETE);
  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_run (stmt);
  peal_result_set_int (result, peal_ledger_append_about (db, peal_db_get_now (db), args->actor, "field.deleted", "field",
                                                         args->id, before));
  peal_db_touch (db, PEAL_CHANGE_FIELDS);
}

DexFuture *
peal_contact_fields_delete (PealStore  *store,
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
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_RESTORE);
  gint64 id;

  peal_stmt_bind_int (stmt, ":seq", args->id);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "The history does not know of this field");
  if (peal_db_has_failed (db))
    return;
  id = peal_db_get_inserted_id (db);
  record (db, args->actor, "field.restored", id, "{}");
  peal_result_set_int (result, id);
}

DexFuture *
peal_contact_fields_restore (PealStore  *store,
                             gint64      seq,
                             const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, restore_job, peal_job_args_new (seq, NULL, actor), peal_job_args_free);
}

/* Order ------------------------------------------------------------------------------------------- */

/* Returns whether that changed anything. */
static gboolean
place (PealDb *db,
       gint64  id,
       guint   position)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_FIELD_PLACE);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_int (stmt, ":position", position);
  return peal_stmt_run (stmt) && peal_db_get_n_changed (db) > 0;
}

static gboolean
is_named (const GArray *ids,
          gint64        id)
{
  for (guint i = 0; i < ids->len; i++)
    if (peal_ids_get (ids, i) == id)
      return TRUE;
  return FALSE;
}

static void
order_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(GPtrArray) fields = load_fields (db);
  guint position = 1;
  gboolean changed = FALSE;

  for (guint i = 0; i < args->ids->len; i++)
    changed |= place (db, peal_ids_get (args->ids, i), position++);
  for (guint i = 0; i < fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (fields, i);

      if (!is_named (args->ids, field->id))
        changed |= place (db, field->id, position++);
    }
  if (!changed)
    return;
  peal_ledger_append (db, peal_db_get_now (db), args->actor, "field.ordered", "workspace", "{}");
  peal_db_touch (db, PEAL_CHANGE_FIELDS);
}

DexFuture *
peal_contact_fields_order (PealStore    *store,
                           const gint64 *ids,
                           guint         n_ids,
                           const char   *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, order_job, peal_job_args_new_for_ids (ids, n_ids, NULL, actor), peal_job_args_free);
}

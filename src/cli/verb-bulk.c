/* verb-bulk.c: pealctl bulk: the same change to many contacts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-bulk.h"
#include "peal-contact-fields.h"
#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "verbs.h"

static char *search_option;
static char *group_option;
static char *tag_option;
static char **id_option;
static gboolean all_option;
static gboolean dry_run_option;

typedef enum
{
  CHANGE,                    /* what a PealBulkChange says */
  JOIN,
  LEAVE,
  DELETE,
} ActKind;

typedef struct
{
  ActKind kind;
  PealBulkChange *change;
  gint64 group_id;
  GHashTable *members;       /* of the group: what a dry run is about; else NULL */
} Act;

static void
act_clear (Act *self)
{
  g_clear_pointer (&self->change, peal_bulk_change_free);
  g_clear_pointer (&self->members, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Act, act_clear)

/* Who ------------------------------------------------------------------------------------------------ */

/* Those of --id. NULL with @error. */
static GArray *
read_ids (PealStore *store,
          GError   **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; id_option[i] != NULL; i++)
    {
      gint64 id = g_ascii_strtoll (id_option[i], NULL, 10);
      g_autoptr(PealContact) contact = dex_await_boxed (peal_contacts_get (store, id), NULL);

      if (contact == NULL || contact->deleted_at != 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no contact %s. See: pealctl contacts", id_option[i]);
          return NULL;
        }
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static gboolean
find_group (PealStore  *store,
            const char *name,
            gint64     *id,
            GError    **error)
{
  g_autoptr(PealGroup) group = dex_await_boxed (peal_groups_find (store, name), NULL);

  if (group == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no group \"%s\". See: pealctl group list", name);
      return FALSE;
    }
  *id = group->id;
  return TRUE;
}

static GArray *
choose_people (PealStore *store,
               GError   **error)
{
  PealContactFilter filter = { .search = search_option, .tag = tag_option };

  if (id_option != NULL)
    return read_ids (store, error);
  if (group_option != NULL && !find_group (store, group_option, &filter.group_id, error))
    return NULL;
  return dex_await_boxed (peal_contacts_snapshot (store, &filter), error);
}

/* What ----------------------------------------------------------------------------------------------- */

/* A field of the business's own, by its key or its name; NULL: there is none. */
static const PealCustomField *
find_custom (GPtrArray  *fields,
             const char *word)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (fields, i);

      if (g_str_equal (field->key, word) || g_ascii_strcasecmp (field->name, word) == 0)
        return field;
    }
  return NULL;
}

/* A field that every contact has keeps its name, whatever others are called. */
static gboolean
read_field (PealCli   *cli,
            PealStore *store,
            Act       *act,
            GError   **error)
{
  const char *name = cli->args[1];
  const char *text = cli->args[2];
  g_autoptr(GPtrArray) fields = dex_await_boxed (peal_contact_fields_list (store), error);
  const PealCustomField *field = fields != NULL ? find_custom (fields, name) : NULL;
  g_autofree char *value = NULL;

  if (fields == NULL)
    return FALSE;
  if (field == NULL)
    {
      act->change = peal_bulk_change_new (PEAL_BULK_SET, name, text);
      return TRUE;
    }
  value = peal_custom_read (field->type, (const char *const *) field->choices, text, "", '.');
  if (value == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" is no value of \"%s\", which is of the type %s.",
                   text, field->name, peal_custom_type_to_string (field->type));
      return FALSE;
    }
  act->change = peal_bulk_change_new (PEAL_BULK_SET_CUSTOM, field->key, value);
  act->change->type = field->type;
  return TRUE;
}

static gboolean
read_members (PealStore *store,
              Act       *act,
              GError   **error)
{
  PealContactFilter filter = { .group_id = act->group_id };
  g_autoptr(GArray) ids = dex_await_boxed (peal_contacts_snapshot (store, &filter), error);

  if (ids == NULL)
    return FALSE;
  act->members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (act->members, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return TRUE;
}

static gboolean
read_act (PealCli   *cli,
          PealStore *store,
          Act       *act,
          GError   **error)
{
  const char *name = cli->args[0];

  if (g_str_equal (name, "set"))
    return read_field (cli, store, act, error);
  if (g_str_equal (name, "tag") || g_str_equal (name, "untag"))
    {
      act->change = peal_bulk_change_new (*name == 't' ? PEAL_BULK_ADD_TAG : PEAL_BULK_REMOVE_TAG, cli->args[1], "");
      return TRUE;
    }
  if (g_str_equal (name, "delete"))
    {
      act->kind = DELETE;
      return TRUE;
    }
  act->kind = g_str_equal (name, "join") ? JOIN : LEAVE;
  return find_group (store, cli->args[1], &act->group_id, error) && (!dry_run_option || read_members (store, act, error));
}

/* Doing ---------------------------------------------------------------------------------------------- */

/* How many of a batch would be another. */
static gint64
count (PealStore    *store,
       const Act    *act,
       const gint64 *ids,
       guint         n_ids,
       GError      **error)
{
  gint64 n = 0;

  if (act->kind == DELETE)
    return n_ids;
  if (act->kind == CHANGE)
    return dex_await_int64 (peal_bulk_count (store, ids, n_ids, act->change), error);
  for (guint i = 0; i < n_ids; i++)
    n += g_hash_table_contains (act->members, &ids[i]) == (act->kind == LEAVE);
  return n;
}

static gint64
apply (PealStore    *store,
       const Act    *act,
       const gint64 *ids,
       guint         n_ids,
       GError      **error)
{
  g_autoptr(GPtrArray) olds = NULL;
  g_autoptr(GArray) moved = NULL;

  switch (act->kind)
    {
    case CHANGE:
      olds = dex_await_boxed (peal_bulk_apply (store, ids, n_ids, act->change, "pealctl"), error);
      return olds != NULL ? olds->len : 0;
    case DELETE:
      return dex_await_int64 (peal_contacts_delete (store, ids, n_ids, "pealctl"), error);
    case JOIN:
      moved = dex_await_boxed (peal_groups_add_members (store, act->group_id, ids, n_ids, "pealctl"), error);
      break;
    case LEAVE:
      moved = dex_await_boxed (peal_groups_remove_members (store, act->group_id, ids, n_ids, "pealctl"), error);
      break;
    }
  return moved != NULL ? moved->len : 0;
}

static DexFuture *
tell (PealCli *cli,
      guint    n_matched,
      gint64   n_changed)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_print ("%s: %" G_GINT64_FORMAT " of %u contacts\n", dry_run_option ? "Would change" : "Changed", n_changed, n_matched);
      return peal_cli_return (PEAL_CLI_OK);
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "matched", n_matched);
  peal_cli_add_int (builder, "changed", n_changed);
  peal_cli_add_boolean (builder, "dry_run", dry_run_option);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

/* A batch at a time: messages go out in between. */
static DexFuture *
bulk (PealCli    *cli,
      PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_auto(Act) act = { 0 };
  g_autoptr(GArray) ids = NULL;
  gint64 n = 0;

  if (read_act (cli, store, &act, &error))
    ids = choose_people (store, &error);
  for (guint i = 0; error == NULL && i < ids->len; i += PEAL_BULK_BATCH)
    n += (dry_run_option ? count : apply) (store, &act, &g_array_index (ids, gint64, i),
                                           MIN (PEAL_BULK_BATCH, ids->len - i), &error);
  return error == NULL ? tell (cli, ids->len, n) : peal_cli_return_error (cli, error);
}

static DexFuture *
bulk_fiber (PealCli      *cli,
            GCancellable *cancellable)
{
  static const struct
  {
    const char *name;
    guint n_args;
  } acts[] = { { "tag", 2 }, { "untag", 2 }, { "set", 3 }, { "join", 2 }, { "leave", 2 }, { "delete", 1 } };
  gboolean is_act = FALSE;
  gboolean is_chosen = search_option != NULL || group_option != NULL || tag_option != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    is_act = is_act || (g_str_equal (acts[i].name, cli->args[0]) && acts[i].n_args == cli->n_args);
  if (!is_act || (cli->n_args > 1 && *cli->args[1] == '\0'))
    return peal_cli_return (peal_cli_usage (
      cli, "Write: pealctl bulk tag TAG, untag TAG, set FIELD TEXT, join GROUP, leave GROUP, or delete"));
  if (is_chosen + (id_option != NULL) + all_option != 1)
    return peal_cli_return (peal_cli_usage (
      cli, "Say whom it is about: --search, --group and --tag together, or each --id, or --all"));
  return peal_cli_with_engine (cli, bulk);
}

static const GOptionEntry entries[] = {
  { "search", 's', 0, G_OPTION_ARG_STRING, &search_option, "Only those who match", "TEXT" },
  { "group", 'g', 0, G_OPTION_ARG_STRING, &group_option, "Only members of this group", "NAME" },
  { "tag", 0, 0, G_OPTION_ARG_STRING, &tag_option, "Only those with this tag", "TAG" },
  { "id", 0, 0, G_OPTION_ARG_STRING_ARRAY, &id_option, "This contact; as often as needed", "ID" },
  { "all", 0, 0, G_OPTION_ARG_NONE, &all_option, "Everybody", NULL },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run_option, "Only say how many would change", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_bulk = {
  .name = "bulk",
  .arguments = "tag TAG | untag TAG | set FIELD TEXT | join GROUP | leave GROUP | delete",
  .summary = "Make the same change to many contacts",
  .entries = entries,
  .min_args = 1,
  .max_args = 3,
  .fiber = bulk_fiber,
};

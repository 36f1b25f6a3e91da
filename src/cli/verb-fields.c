/* verb-fields.c: pealctl fields: what the business keeps of its contacts besides what every contact has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-contact-fields.h"
#include "peal-fiber.h"
#include "verbs.h"

static char *type_option;
static char **choice_option;

static void
print_field (PealCli      *cli,
             JsonBuilder  *builder,
             guint         number,
             gconstpointer item)
{
  const PealCustomField *field = item;

  if (!cli->json)
    {
      g_print ("%s\t%s\t%s\n", field->key, peal_custom_type_to_string (field->type), field->name);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", field->id);
  peal_cli_add_string (builder, "key", field->key);
  peal_cli_add_string (builder, "name", field->name);
  peal_cli_add_string (builder, "type", peal_custom_type_to_string (field->type));
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (guint i = 0; field->choices[i] != NULL; i++)
    json_builder_add_string_value (builder, field->choices[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static DexFuture *
list (PealCli    *cli,
      PealEngine *engine)
{
  return peal_cli_list (cli, peal_contact_fields_list (peal_engine_get_store (engine)), print_field,
                        "There are no fields yet. Make one: pealctl fields add NAME");
}

/* By its key, or else by its name. NULL with @error. */
static PealCustomField *
find_field (PealStore  *store,
            const char *word,
            GError    **error)
{
  g_autoptr(GPtrArray) fields = dex_await_boxed (peal_contact_fields_list (store), error);

  if (fields == NULL)
    return NULL;
  for (guint i = 0; i < fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (fields, i);

      if (g_str_equal (field->key, word) || g_ascii_strcasecmp (field->name, word) == 0)
        return peal_custom_field_copy (field);
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no field \"%s\". See: pealctl fields", word);
  return NULL;
}

static DexFuture *
save (PealCli         *cli,
      PealStore       *store,
      PealCustomField *field)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealCustomField) stored = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  dex_await_int64 (peal_contact_fields_save (store, field, "pealctl"), &error);
  if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_EXISTS))
    return peal_cli_return (peal_cli_fail (cli, "There is a field \"%s\" already. See: pealctl fields", field->name));
  if (error == NULL)
    stored = find_field (store, field->name, &error);
  if (stored == NULL)
    return peal_cli_return_error (cli, error);
  print_field (cli, builder, 1, stored);
  if (cli->json)
    peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
add (PealCli    *cli,
     PealEngine *engine)
{
  PealCustomType type = PEAL_CUSTOM_TEXT;
  g_autoptr(PealCustomField) field = NULL;

  peal_custom_type_from_string (type_option != NULL ? type_option : "text", &type);
  field = peal_custom_field_new (cli->args[1], type);
  if (choice_option != NULL)
    {
      g_strfreev (field->choices);
      field->choices = g_strdupv (choice_option);
    }
  return save (cli, peal_engine_get_store (engine), field);
}

static DexFuture *
rename_field (PealCli    *cli,
              PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealCustomField) field = find_field (store, cli->args[1], &error);

  if (field == NULL)
    return peal_cli_return_error (cli, error);
  g_set_str (&field->name, cli->args[2]);
  return save (cli, store, field);
}

static DexFuture *
remove_field (PealCli    *cli,
              PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealCustomField) field = find_field (store, cli->args[1], &error);

  if (field != NULL)
    dex_await_int64 (peal_contact_fields_delete (store, field->id, "pealctl"), &error);
  return error == NULL ? peal_cli_return (PEAL_CLI_OK) : peal_cli_return_error (cli, error);
}

/* NULL after a usage message. */
static PealCliFunc
choose (PealCli *cli)
{
  static const struct
  {
    const char *name;
    guint n_args;
    PealCliFunc func;
  } acts[] = { { "list", 1, list }, { "add", 2, add }, { "rename", 3, rename_field }, { "remove", 2, remove_field } };
  const char *act = cli->n_args > 0 ? cli->args[0] : "list";
  PealCustomType type;

  if (type_option != NULL && !peal_custom_type_from_string (type_option, &type))
    {
      peal_cli_usage (cli, "\"%s\" is none of text, number, date, choice, yes_no.", type_option);
      return NULL;
    }
  if ((choice_option != NULL) != (g_strcmp0 (type_option, "choice") == 0))
    {
      peal_cli_usage (cli, "--type choice and --choice belong together.");
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, act) && MAX (cli->n_args, 1) == acts[i].n_args)
      return acts[i].func;
  peal_cli_usage (cli, "Write: pealctl fields [list], add NAME, rename FIELD NAME, or remove FIELD");
  return NULL;
}

static DexFuture *
fields_fiber (PealCli      *cli,
              GCancellable *cancellable)
{
  PealCliFunc func = choose (cli);

  return func != NULL ? peal_cli_with_engine (cli, func) : peal_cli_return (PEAL_CLI_USAGE);
}

static const GOptionEntry entries[] = {
  { "type", 0, 0, G_OPTION_ARG_STRING, &type_option, "With add: text, number, date, choice or yes_no", "TYPE" },
  { "choice", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choice_option, "With add --type choice: one of them; as often as needed",
    "TEXT" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_fields = {
  .name = "fields",
  .arguments = "[list | add NAME | rename FIELD NAME | remove FIELD]",
  .summary = "List and change the fields of contacts that you make up yourself",
  .entries = entries,
  .max_args = 3,
  .fiber = fields_fiber,
};

/* verb-bin.c: pealctl bin: contacts that were deleted, and can come back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-contacts.h"
#include "peal-fiber.h"
#include "verbs.h"

/* Of one call: messages go out in between. */
#define BATCH 500

static char *search_option;
static gboolean all_option;

static DexFuture *
find_deleted (PealStore *store)
{
  const PealContactFilter filter = { .search = search_option, .shelf = PEAL_CONTACT_DELETED };

  return peal_contacts_snapshot (store, &filter);
}

static void
print_row (PealCli              *cli,
           JsonBuilder          *builder,
           const PealContactRow *row)
{
  if (!cli->json)
    {
      g_print ("%" G_GINT64_FORMAT "\t%s\t%s\n", row->id, row->display, row->e164);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", row->id);
  peal_cli_add_string (builder, "display", row->display);
  peal_cli_add_string (builder, "number", row->e164);
  json_builder_end_object (builder);
  peal_cli_add_row (cli, builder);
}

static DexFuture *
list (PealCli    *cli,
      PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = dex_await_boxed (find_deleted (store), &error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (ids == NULL)
    return peal_cli_return_error (cli, error);
  peal_cli_begin_rows (cli);
  for (guint i = 0; i < ids->len; i += BATCH)
    {
      g_autoptr(GPtrArray) rows = dex_await_boxed (
        peal_contacts_load_rows (store, &g_array_index (ids, gint64, i), MIN (BATCH, ids->len - i)), &error);

      if (rows == NULL)
        return peal_cli_return_error (cli, error);
      for (guint j = 0; j < rows->len; j++)
        if (g_ptr_array_index (rows, j) != NULL)
          print_row (cli, builder, g_ptr_array_index (rows, j));
    }
  peal_cli_end_rows (cli);
  if (ids->len == 0 && !cli->json)
    g_print ("Nobody is in the recycle bin%s.\n", search_option != NULL ? " who matches" : "");
  return peal_cli_return (PEAL_CLI_OK);
}

/* Whom the words name, or everybody whom the search finds. NULL with @error. */
static GArray *
choose_people (PealCli   *cli,
               PealStore *store,
               GError   **error)
{
  g_autoptr(GArray) ids = NULL;

  if (cli->n_args == 1)
    return dex_await_boxed (find_deleted (store), error);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 1; i < cli->n_args; i++)
    {
      gint64 id = g_ascii_strtoll (cli->args[i], NULL, 10);
      g_autoptr(PealContact) contact = dex_await_boxed (peal_contacts_get (store, id), NULL);

      if (contact == NULL || contact->deleted_at == 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       "There is no contact %s in the recycle bin. See: pealctl bin list", cli->args[i]);
          return NULL;
        }
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static DexFuture *
restore (PealCli    *cli,
         PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = choose_people (cli, store, &error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  gint64 n = 0;

  for (guint i = 0; error == NULL && i < ids->len; i += BATCH)
    n += dex_await_int64 (peal_contacts_restore (store, &g_array_index (ids, gint64, i), MIN (BATCH, ids->len - i),
                                                 "pealctl"), &error);
  if (error != NULL)
    return peal_cli_return_error (cli, error);
  if (!cli->json)
    {
      g_print ("Restored: %" G_GINT64_FORMAT "\n", n);
      return peal_cli_return (PEAL_CLI_OK);
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "restored", n);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
bin_fiber (PealCli      *cli,
           GCancellable *cancellable)
{
  if (cli->n_args == 0 || (cli->n_args == 1 && g_str_equal (cli->args[0], "list")))
    return peal_cli_with_engine (cli, list);
  if (!g_str_equal (cli->args[0], "restore"))
    return peal_cli_return (peal_cli_usage (cli, "Write: pealctl bin [list], or: pealctl bin restore ID…"));
  if ((cli->n_args > 1) == (all_option || search_option != NULL))
    return peal_cli_return (peal_cli_usage (cli, "Say who comes back: pealctl bin restore ID…, or --search TEXT, or --all"));
  return peal_cli_with_engine (cli, restore);
}

static const GOptionEntry entries[] = {
  { "search", 's', 0, G_OPTION_ARG_STRING, &search_option, "Only those who match", "TEXT" },
  { "all", 0, 0, G_OPTION_ARG_NONE, &all_option, "With restore: everybody", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_bin = {
  .name = "bin",
  .arguments = "[list | restore ID…]",
  .summary = "List contacts that were deleted, and bring them back",
  .entries = entries,
  .max_args = -1,
  .fiber = bin_fiber,
};

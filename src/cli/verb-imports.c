/* verb-imports.c: pealctl imports: what files were brought in, and taking one back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-import-undo.h"
#include "verbs.h"

static int limit_option;

/* Of an import that was stopped or failed nothing is left, nor of one that was undone. */
static void
print_import (PealCli       *cli,
              JsonBuilder   *builder,
              guint          number,
              gconstpointer  item)
{
  const PealImportEntry *entry = item;
  const struct
  {
    const char *name;
    guint n;
  } figures[] = {
    { "new", entry->n_new },         { "updated", entry->n_updated },   { "unchanged", entry->n_unchanged },
    { "skipped", entry->n_skipped }, { "rejected", entry->n_rejected }, { "removed", entry->n_removed },
    { "restored", entry->n_restored }, { "kept", entry->n_kept },       { "withdrawn", entry->n_withdrawn },
  };

  if (!cli->json)
    {
      g_print ("%" G_GINT64_FORMAT "\t%s\t%s\t%u new\t%u updated\n", entry->id, peal_job_state_to_string (entry->state),
               entry->file, entry->n_new, entry->n_updated);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", entry->id);
  peal_cli_add_string (builder, "file", entry->file);
  peal_cli_add_string (builder, "state", peal_job_state_to_string (entry->state));
  peal_cli_add_time (builder, "at", entry->started_at);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    peal_cli_add_int (builder, figures[i].name, figures[i].n);
  json_builder_end_object (builder);
}

static DexFuture *
list (PealCli    *cli,
      PealEngine *engine)
{
  guint limit = limit_option > 0 ? (guint) limit_option : G_MAXINT;

  return peal_cli_list (cli, peal_imports_list (peal_engine_get_store (engine), limit), print_import,
                        "No file was imported yet.");
}

static DexFuture *
undo (PealCli    *cli,
      PealEngine *engine)
{
  gint64 id = g_ascii_strtoll (cli->args[1], NULL, 10);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  g_autofree PealImportUndo *done = dex_await_boxed (peal_engine_undo_import (engine, id, "pealctl", NULL, NULL), &error);

  if (done == NULL)
    return peal_cli_return_error (cli, error);
  if (!cli->json)
    {
      g_print ("Undone: %u removed, %u restored, %u left alone because somebody had to do with them since; "
               "%u opt-ins withdrawn\n", done->n_removed, done->n_restored, done->n_kept, done->n_withdrawn);
      return peal_cli_return (PEAL_CLI_OK);
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "removed", done->n_removed);
  peal_cli_add_int (builder, "restored", done->n_restored);
  peal_cli_add_int (builder, "kept", done->n_kept);
  peal_cli_add_int (builder, "withdrawn", done->n_withdrawn);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
imports_fiber (PealCli      *cli,
               GCancellable *cancellable)
{
  if (cli->n_args == 0 || (cli->n_args == 1 && g_str_equal (cli->args[0], "list")))
    return peal_cli_with_engine (cli, list);
  if (g_str_equal (cli->args[0], "undo") && cli->n_args == 2)
    return peal_cli_with_engine (cli, undo);
  return peal_cli_return (peal_cli_usage (cli, "Write: pealctl imports [list], or: pealctl imports undo ID"));
}

static const GOptionEntry entries[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit_option, "At most so many, the newest first", "N" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_imports = {
  .name = "imports",
  .arguments = "[list|undo ID]",
  .summary = "List the files that were imported, and undo an import",
  .entries = entries,
  .min_args = 0,
  .max_args = 2,
  .fiber = imports_fiber,
};

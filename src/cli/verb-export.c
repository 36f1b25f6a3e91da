/* verb-export.c: pealctl export: contacts into a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-export.h"
#include "peal-fiber.h"
#include "verbs.h"

static char *format_option;
static char *group_option;
static char *search_option;
static char *tag_option;
static gboolean bom_option;
static gboolean old_option;

static gboolean
choose_format (PealCli          *cli,
               PealExportFormat *format)
{
  if (format_option != NULL)
    {
      if (peal_export_format_from_suffix (format_option, format))
        return TRUE;
      peal_cli_usage (cli, "\"%s\" is none of csv, xlsx, vcf, json.", format_option);
      return FALSE;
    }
  if (peal_export_format_from_path (cli->args[0], format))
    return TRUE;
  peal_cli_usage (cli, "\"%s\" ends in none of .csv, .xlsx, .vcf, .json: name the --format.", cli->args[0]);
  return FALSE;
}

static gboolean
find_group (PealStore *store,
            gint64    *id,
            GError   **error)
{
  char *names[] = { group_option, NULL };
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!peal_cli_find_groups (store, names, ids, error))
    return FALSE;
  if (ids->len > 0)
    *id = g_array_index (ids, gint64, 0);
  return TRUE;
}

static void
print_result (PealCli          *cli,
              PealExportFormat  format,
              gint64            n)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_print ("%" G_GINT64_FORMAT " %s in %s\n", n, n == 1 ? "contact" : "contacts", cli->args[0]);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "contacts", n);
  peal_cli_add_string (builder, "format", peal_export_format_get_suffix (format));
  peal_cli_add_string (builder, "file", cli->args[0]);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

static void
stop_cb (GCancellable *cancellable,
         gpointer      progress)
{
  peal_progress_stop (progress);
}

static DexFuture *
export_contacts (PealCli    *cli,
                 PealEngine *engine)
{
  PealExportOptions options = { .search = search_option, .tag = tag_option, .byte_order_mark = bom_option,
                                .old_vcard = old_option, .actor = "pealctl" };
  g_autoptr(PealProgress) progress = peal_progress_new ();
  g_autoptr(GError) error = NULL;
  gulong stopped_id;
  gint64 n;

  if (!choose_format (cli, &options.format))
    return peal_cli_return (PEAL_CLI_USAGE);
  if (!find_group (peal_engine_get_store (engine), &options.group_id, &error))
    return peal_cli_return_error (cli, error);
  /* Stopped it is waited for all the same: it takes away what it has written. */
  stopped_id = g_cancellable_connect (cli->cancellable, G_CALLBACK (stop_cb), progress, NULL);
  n = dex_await_int64 (peal_engine_export_contacts (engine, cli->args[0], &options, progress), &error);
  g_cancellable_disconnect (cli->cancellable, stopped_id);
  if (error != NULL)
    return peal_cli_return_error (cli, error);
  print_result (cli, options.format, n);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
export_fiber (PealCli      *cli,
              GCancellable *cancellable)
{
  PealExportFormat format;

  if (!choose_format (cli, &format)) /* before a workspace is looked for */
    return peal_cli_return (PEAL_CLI_USAGE);
  return peal_cli_with_engine (cli, export_contacts);
}

static const GOptionEntry entries[] = {
  { "format", 'f', 0, G_OPTION_ARG_STRING, &format_option, "csv, xlsx, vcf or json; else by the end of FILE", "FORMAT" },
  { "search", 's', 0, G_OPTION_ARG_STRING, &search_option, "Only those who match", "TEXT" },
  { "group", 'g', 0, G_OPTION_ARG_STRING, &group_option, "Only members of this group", "NAME" },
  { "tag", 0, 0, G_OPTION_ARG_STRING, &tag_option, "Only those with this tag", "TAG" },
  { "bom", 0, 0, G_OPTION_ARG_NONE, &bom_option, "CSV: begin with a byte order mark, for old spreadsheets", NULL },
  { "old", 0, 0, G_OPTION_ARG_NONE, &old_option, "vCard: version 3.0 instead of 4.0", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_export = {
  .name = "export",
  .arguments = "FILE",
  .summary = "Write contacts into a file",
  .entries = entries,
  .min_args = 1,
  .max_args = 1,
  .stops_itself = TRUE,
  .fiber = export_fiber,
};

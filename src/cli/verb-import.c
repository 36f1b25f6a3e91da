/* verb-import.c: pealctl import: a contact file into the workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-import.h"
#include "verbs.h"

#include <gio/gunixoutputstream.h>
#include <unistd.h>

static char *region_option;
static char *group_option;
static char **tag_option;
static char *duplicates_option;
static gboolean agreed_option;
static char *wording_option;
static char *proof_option;
static gboolean dry_run_option;

/* In the order of PealContactMergePolicy. */
static const char *const policies[] = { "merge", "update", "skip", "keep-both" };

/* FALSE for a word that names none. */
static gboolean
read_policy (PealContactMergePolicy *policy)
{
  *policy = PEAL_CONTACT_MERGE_FILL;
  if (duplicates_option == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    if (g_str_equal (policies[i], duplicates_option))
      {
        *policy = (PealContactMergePolicy) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
print_json (const PealImportReport *report,
            GError                **error)
{
  g_autoptr(GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  return peal_import_report_write_json (report, out, error)
         && g_output_stream_write_all (out, "\n", 1, NULL, NULL, error);
}

static void
print_plain (const PealImportReport *report)
{
  guint n_rejected = peal_import_report_count_rejected (report);

  if (dry_run_option)
    g_print ("Would import %u contacts", peal_import_report_count_contacts (report));
  else
    g_print ("Imported: %u new, %u updated, %u unchanged", peal_import_report_count (report, PEAL_IMPORT_NEW),
             peal_import_report_count (report, PEAL_IMPORT_UPDATED),
             peal_import_report_count (report, PEAL_IMPORT_UNCHANGED));
  if (peal_import_report_count (report, PEAL_IMPORT_SKIPPED) > 0)
    g_print (", %u skipped", peal_import_report_count (report, PEAL_IMPORT_SKIPPED));
  g_print ("; %u rejected\n", n_rejected);
  for (guint i = 0; i < n_rejected; i++)
    {
      g_autoptr(PealImportRejection) rejection = peal_import_report_dup_rejection (report, i);

      g_print ("  record %u: %s: %s\n", rejection->record, peal_import_reason_to_string (rejection->reason),
               rejection->text);
    }
}

/* Once stopped, it is still waited for: what it had stored is taken back. */
static PealImportReport *
await_import (PealCli   *cli,
              DexFuture *import,
              GError   **error)
{
  if (!dex_await (peal_until_cancelled (dex_ref (import), cli->cancellable), NULL)) /* awaited again below */
    g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (import)));
  return dex_await_boxed (import, error);
}

/* @engine is NULL for a rehearsal without a workspace. */
static DexFuture *
import (PealCli    *cli,
        PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealImportReport) report = NULL;
  PealImportOptions options = {
    .region = region_option,
    .dry_run = dry_run_option,
    .group = group_option,
    .tags = (const char *const *) tag_option,
    .all_agreed = agreed_option,
    .wording = wording_option,
    .proof = proof_option,
    .actor = "pealctl",
  };

  read_policy (&options.policy);
  report = await_import (cli, peal_engine_import_file (engine, cli->args[0], &options, NULL, NULL), &error);
  if (report == NULL)
    return peal_cli_return_error (cli, error);
  if (cli->json && !print_json (report, &error))
    return peal_cli_return_error (cli, error);
  if (peal_import_report_get_file_error (report) != PEAL_IMPORT_FILE_OK)
    return peal_cli_return (peal_cli_fail (cli, "%s", peal_import_report_describe_file_error (report)));
  if (!cli->json)
    print_plain (report);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
import_fiber (PealCli      *cli,
              GCancellable *cancellable)
{
  PealContactMergePolicy policy;

  if (!peal_cli_check_region (cli, region_option))
    return peal_cli_return (PEAL_CLI_USAGE);
  if (!read_policy (&policy))
    return peal_cli_return (peal_cli_usage (cli, "--duplicates takes merge, update, skip or keep-both"));
  if (agreed_option && (wording_option == NULL || proof_option == NULL))
    return peal_cli_return (peal_cli_usage (cli, "Say with --wording what they agreed to, and with --proof where and when"));
  if (dry_run_option && !peal_cli_has_workspace (cli))
    return import (cli, NULL);
  return peal_cli_with_engine (cli, import);
}

static const GOptionEntry entries[] = {
  { "region", 0, 0, G_OPTION_ARG_STRING, &region_option, "Country of numbers without a country code", "CC" },
  { "group", 'g', 0, G_OPTION_ARG_STRING, &group_option, "Put everybody into this group", "NAME" },
  { "tag", 't', 0, G_OPTION_ARG_STRING_ARRAY, &tag_option, "Give everybody this tag; may be repeated", "TAG" },
  { "duplicates", 0, 0, G_OPTION_ARG_STRING, &duplicates_option,
    "Who is known already: merge (the default), update, skip or keep-both", "POLICY" },
  { "agreed", 0, 0, G_OPTION_ARG_NONE, &agreed_option,
    "They agreed to texts, where the file does not say otherwise; with --wording and --proof", NULL },
  { "wording", 0, 0, G_OPTION_ARG_STRING, &wording_option, "What those who agreed have agreed to", "TEXT" },
  { "proof", 0, 0, G_OPTION_ARG_STRING, &proof_option, "Where and when they agreed", "TEXT" },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run_option, "Show what would come in, store nothing", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_import = {
  .name = "import",
  .arguments = "FILE",
  .summary = "Bring contacts in from a CSV or vCard file",
  .entries = entries,
  .min_args = 1,
  .max_args = 1,
  .stops_itself = TRUE,
  .fiber = import_fiber,
};

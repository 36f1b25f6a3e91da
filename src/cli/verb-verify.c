/* verb-verify.c: pealctl verify: checks a workspace for what must never be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-verify.h"
#include "verbs.h"

static void
print_json (const PealVerifyReport *report)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  peal_cli_add_boolean (builder, "sound", peal_verify_report_is_sound (report));
  peal_cli_add_int (builder, "ledger_rows", report->ledger_rows);
  peal_cli_add_int (builder, "ledger", report->ledger);
  peal_cli_add_int (builder, "foreign_keys", report->foreign_keys);
  peal_cli_add_int (builder, "integrity", report->integrity);
  peal_cli_add_int (builder, "states", report->states);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->findings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (report->findings, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

static DexFuture *
verify (PealCli    *cli,
        PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealVerifyReport) report = dex_await_boxed (peal_store_verify (peal_engine_get_store (engine)), &error);

  if (report == NULL)
    return peal_cli_return_error (cli, error);
  if (cli->json)
    print_json (report);
  else
    {
      for (guint i = 0; i < report->findings->len; i++)
        g_print ("%s\n", (char *) g_ptr_array_index (report->findings, i));
      g_print ("%s: %" G_GINT64_FORMAT " ledger entries checked\n",
               peal_verify_report_is_sound (report) ? "Sound" : "Not sound", report->ledger_rows);
    }
  return peal_cli_return (peal_verify_report_is_sound (report) ? PEAL_CLI_OK : PEAL_CLI_FAILED);
}

static DexFuture *
verify_fiber (PealCli      *cli,
              GCancellable *cancellable)
{
  return peal_cli_with_engine (cli, verify);
}

const PealVerb peal_verb_verify = {
  .name = "verify",
  .arguments = "",
  .summary = "Check the ledger's chain, the database and every message's state",
  .fiber = verify_fiber,
};

/* verb-init.c: pealctl init: makes a workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-settings.h"
#include "verbs.h"

static char *region_option;
static char *name_option;

static gboolean
store_settings (PealStore *store,
                GError   **error)
{
  if (region_option != NULL
      && !dex_await (peal_setting_set (store, PEAL_SETTING_REGION, region_option, "pealctl"), error))
    return FALSE;
  return name_option == NULL
         || dex_await (peal_setting_set (store, PEAL_SETTING_BUSINESS_NAME, name_option, "pealctl"), error);
}

static DexFuture *
init_fiber (PealCli      *cli,
            GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealEngine) engine = NULL;
  gboolean stored;

  if (!peal_cli_check_region (cli, region_option))
    return peal_cli_return (PEAL_CLI_USAGE);

  engine = dex_await_object (peal_cli_open (cli, TRUE), &error);
  if (engine == NULL)
    return peal_cli_return_error (cli, error);
  stored = store_settings (peal_engine_get_store (engine), &error);
  dex_await (peal_cli_close (engine), NULL);
  if (!stored)
    return peal_cli_return_error (cli, error);

  if (cli->json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      peal_cli_add_string (builder, "workspace", cli->workspace);
      json_builder_end_object (builder);
      peal_cli_print_json (builder);
    }
  else
    g_print ("The workspace is in %s\n", cli->workspace);
  return peal_cli_return (PEAL_CLI_OK);
}

static const GOptionEntry entries[] = {
  { "region", 0, 0, G_OPTION_ARG_STRING, &region_option, "Country of numbers without a country code", "CC" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name_option, "Name of the business", "NAME" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_init = {
  .name = "init",
  .arguments = "",
  .summary = "Make a workspace, or set its name and country",
  .entries = entries,
  .fiber = init_fiber,
};

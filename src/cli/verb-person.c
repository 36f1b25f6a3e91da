/* verb-person.c: pealctl contacts data and erase: what the law gives one person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-person-data.h"
#include "verbs.h"

char *peal_cli_to_option;

static gboolean
read_id (PealCli *cli,
         gint64  *id)
{
  return g_ascii_string_to_signed (cli->args[1], 10, 1, G_MAXINT64, id, NULL);
}

static DexFuture *
write_data (PealCli    *cli,
            PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  gint64 id = 0;

  read_id (cli, &id);
  if (!dex_await (peal_engine_write_person (engine, id, peal_cli_to_option, NULL, "pealctl"), &error))
    return peal_cli_return_error (cli, error);
  if (!cli->json)
    g_print ("%s/%s\n%s/%s\n", peal_cli_to_option, PEAL_PERSON_PAGE, peal_cli_to_option, PEAL_PERSON_JSON);
  return peal_cli_return (PEAL_CLI_OK);
}

DexFuture *
peal_cli_person (PealCli *cli)
{
  gint64 id;

  if (!g_str_equal (cli->args[0], "data"))
    return peal_cli_return (peal_cli_usage (cli, "\"%s\" is no act on contacts: data is.", cli->args[0]));
  if (cli->n_args != 2 || !read_id (cli, &id))
    return peal_cli_return (peal_cli_usage (cli, "Name the contact by its id: pealctl contacts %s ID", cli->args[0]));
  if (peal_cli_to_option == NULL)
    return peal_cli_return (peal_cli_usage (cli, "Say where to: pealctl contacts data %s --to FOLDER", cli->args[1]));
  return peal_cli_with_engine (cli, write_data);
}

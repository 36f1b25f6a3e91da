/* verb-person.c: pealctl contacts data and erase: what the law gives one person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-contacts.h"
#include "peal-erasure.h"
#include "peal-fiber.h"
#include "peal-person-data.h"
#include "verbs.h"

char *peal_cli_to_option;
char *peal_cli_confirm_option;

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

static void
print_erasure (PealCli           *cli,
               const PealErasure *erasure)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_print ("Erased: %u numbers, %u messages (%u of them waited), %u events of the history\n", erasure->n_numbers,
               erasure->n_messages, erasure->n_waiting, erasure->n_events);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "numbers", erasure->n_numbers);
  peal_cli_add_int (builder, "shared", erasure->n_shared);
  peal_cli_add_int (builder, "messages", erasure->n_messages);
  peal_cli_add_int (builder, "waiting", erasure->n_waiting);
  peal_cli_add_int (builder, "events", erasure->n_events);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

/* Who did not name the person is told what would go. */
static DexFuture *
refuse_erasure (PealCli           *cli,
                const PealContact *contact,
                const PealErasure *counts)
{
  return peal_cli_return (peal_cli_fail (
    cli,
    "This erases %s for good: %u numbers, %u messages (%u of them wait), consent and history. It cannot be undone.\n"
    "To do it, write the name: pealctl contacts erase %s --confirm \"%s\"",
    contact->display, counts->n_numbers, counts->n_messages, counts->n_waiting, cli->args[1], contact->display));
}

static DexFuture *
erase (PealCli    *cli,
       PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealContact) contact = NULL;
  g_autoptr(PealErasure) erasure = NULL;
  gint64 id = 0;

  read_id (cli, &id);
  contact = dex_await_boxed (peal_contacts_get (store, id), &error);
  if (contact != NULL && g_strcmp0 (contact->display, peal_cli_confirm_option) == 0)
    {
      erasure = dex_await_boxed (peal_erasure_run (store, id, "pealctl"), &error);
      if (erasure != NULL)
        {
          print_erasure (cli, erasure);
          return peal_cli_return (PEAL_CLI_OK);
        }
    }
  else if (contact != NULL && (erasure = dex_await_boxed (peal_erasure_count (store, id), &error)) != NULL)
    return refuse_erasure (cli, contact, erasure);
  return peal_cli_return_error (cli, error);
}

DexFuture *
peal_cli_person (PealCli *cli)
{
  const gboolean is_erasure = g_str_equal (cli->args[0], "erase");
  gint64 id;

  if (!is_erasure && !g_str_equal (cli->args[0], "data"))
    return peal_cli_return (peal_cli_usage (cli, "\"%s\" is none of data, erase.", cli->args[0]));
  if (cli->n_args != 2 || !read_id (cli, &id))
    return peal_cli_return (peal_cli_usage (cli, "Name the contact by its id: pealctl contacts %s ID", cli->args[0]));
  if (is_erasure)
    return peal_cli_with_engine (cli, erase);
  if (peal_cli_to_option == NULL)
    return peal_cli_return (peal_cli_usage (cli, "Say where to: pealctl contacts data %s --to FOLDER", cli->args[1]));
  return peal_cli_with_engine (cli, write_data);
}

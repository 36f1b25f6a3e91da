/* verb-account.c: pealctl account: gateway accounts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-accounts.h"
#include "peal-fiber.h"
#include "peal-hand-over.h"
#include "peal-secret.h"
#include "verbs.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

static char *provider_option;
static char *label_option;
static char *base_url_option;
static char *username_option;
static char *from_option;
static int workers_option;
static double rate_option;
static gboolean secret_stdin_option;
static gboolean exact_option;
static int settle_after_option;
static char *move_to_option;

/* The secret never comes as an argument: every user of the machine could read it there. */
static char *
read_secret (GError **error)
{
  g_autoptr(GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (stream);
  g_autofree char *line = NULL;

  if (!secret_stdin_option)
    return g_strdup ("");
  line = g_data_input_stream_read_line (lines, NULL, NULL, error);
  if (line == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No secret came on standard input.");
  return g_steal_pointer (&line);
}

static PealAccount *
make_account (void)
{
  PealAccount *account = peal_account_new (provider_option, label_option != NULL ? label_option : provider_option);

  g_set_str (&account->base_url, base_url_option != NULL ? base_url_option : "");
  g_set_str (&account->username, username_option != NULL ? username_option : "");
  g_set_str (&account->sender, from_option != NULL ? from_option : "");
  account->workers = (guint) MAX (workers_option, 0);
  account->rate_per_sec = MAX (rate_option, 0);
  account->list_exact = exact_option;
  account->settle_after = settle_after_option > 0 ? settle_after_option * PEAL_SECOND : PEAL_TIME_NEVER;
  return account;
}

/* What is wrong with the words after "account" and with the options; NULL = nothing. */
static char *
find_fault (PealCli *cli)
{
  const char *action = cli->args[0];
  gboolean names_one = g_str_equal (action, "test") || g_str_equal (action, "remove")
                       || g_str_equal (action, "take-over");
  const PealProvider *provider;

  if (names_one && cli->n_args < 2)
    return g_strdup_printf ("Name the account: pealctl account %s LABEL", action);
  if (!names_one && cli->n_args > 1)
    return g_strdup_printf ("Too many arguments: %s", cli->args[1]);
  if (move_to_option != NULL && !g_str_equal (action, "remove"))
    return g_strdup ("--move-to goes with \"remove\" only");
  if (!g_str_equal (action, "add"))
    return NULL;
  if (provider_option == NULL)
    return g_strdup ("Name the provider: --provider twilio");
  provider = peal_provider_find (provider_option);
  if (provider == NULL)
    return g_strdup_printf ("There is no provider \"%s\". See: pealctl account providers", provider_option);
  if (username_option == NULL)
    return g_strdup_printf ("%s is missing: --username", provider->username_label);
  if (from_option == NULL)
    return g_strdup_printf ("%s is missing: --from", provider->sender_label);
  return NULL;
}

static DexFuture *
add_account (PealCli    *cli,
             PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *secret = NULL;
  g_autoptr(PealAccount) account = NULL;
  gint64 id;

  secret = read_secret (&error);
  if (secret == NULL)
    return peal_cli_return_error (cli, error);

  account = make_account ();
  id = dex_await_int64 (peal_engine_add_account (engine, account, secret, "pealctl"), &error);
  if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_EXISTS))
    return peal_cli_return (peal_cli_fail (cli, "There is an account \"%s\" already. Choose another --label.",
                                           account->label));
  if (g_error_matches (error, PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NOT_FOUND))
    return peal_cli_return (peal_cli_fail (cli, "No secret was given. Hand it over with --secret-stdin, or put it "
                                                "into the environment as PEAL_SECRET."));
  if (error != NULL)
    return peal_cli_return_error (cli, error);
  if (cli->json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      peal_cli_add_int (builder, "id", id);
      peal_cli_add_string (builder, "label", account->label);
      json_builder_end_object (builder);
      peal_cli_print_json (builder);
    }
  else
    g_print ("Added account \"%s\". Try it with: pealctl account test \"%s\"\n", account->label, account->label);
  return peal_cli_return (PEAL_CLI_OK);
}

static void
print_account (PealCli      *cli,
               JsonBuilder  *builder,
               guint         number,
               gconstpointer item)
{
  const PealAccount *account = item;

  if (!cli->json)
    {
      g_print ("%s\t%s\t%s\t%s\n", account->label, account->provider, account->sender,
               account->enabled ? "in use" : "not in use");
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", account->id);
  peal_cli_add_string (builder, "label", account->label);
  peal_cli_add_string (builder, "provider", account->provider);
  peal_cli_add_string (builder, "base_url", account->base_url);
  peal_cli_add_string (builder, "username", account->username);
  peal_cli_add_string (builder, "from", account->sender);
  peal_cli_add_boolean (builder, "enabled", account->enabled);
  peal_cli_add_boolean (builder, "list_exact", account->list_exact);
  json_builder_end_object (builder);
}

static DexFuture *
list_accounts (PealCli    *cli,
               PealEngine *engine)
{
  return peal_cli_list (cli, peal_accounts_list (peal_engine_get_store (engine)), print_account,
                        "There is no account yet. Add one with: pealctl account add");
}

/* The account that the second word names. */
static PealAccount *
find_named (PealCli    *cli,
            PealEngine *engine,
            GError    **error)
{
  g_autoptr(GError) missing = NULL;
  PealAccount *account = dex_await_boxed (peal_account_find (peal_engine_get_store (engine), cli->args[1]), &missing);

  if (g_error_matches (missing, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NOT_FOUND))
    g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NOT_FOUND,
                 "There is no account \"%s\". See: pealctl account list", cli->args[1]);
  else if (missing != NULL)
    g_propagate_error (error, g_steal_pointer (&missing));
  return account;
}

static void
print_balance (PealCli           *cli,
               const char        *label,
               const PealBalance *balance)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_print ("\"%s\" answers. Balance: %.2f %s\n", label, (double) balance->micros / 1e6, balance->currency);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "label", label);
  peal_cli_add_boolean (builder, "ok", TRUE);
  peal_cli_add_int (builder, "balance_micros", balance->micros);
  peal_cli_add_string (builder, "currency", balance->currency);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

static DexFuture *
test_account (PealCli    *cli,
              PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = NULL;
  PealBalance *balance;

  account = find_named (cli, engine, &error);
  if (account == NULL)
    return peal_cli_return_error (cli, error);

  balance = dex_await_boxed (peal_engine_ask_account (engine, account->id), &error);
  if (balance == NULL)
    return peal_cli_return_error (cli, error);
  print_balance (cli, account->label, balance);
  g_boxed_free (PEAL_TYPE_BALANCE, balance);
  return peal_cli_return (PEAL_CLI_OK);
}

static void
print_count (PealCli            *cli,
             const char         *name,
             const PealHandOver *count)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  peal_cli_add_int (builder, name, count->n_messages);
  peal_cli_add_int (builder, "schedules", count->n_schedules);
  json_builder_end_object (builder);
  if (cli->json)
    peal_cli_print_json (builder);
}

/* R-SEND-2: says what waits there still. */
static DexFuture *
tell_left (PealCli    *cli,
           PealEngine *engine,
           gint64      account_id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealHandOver) left = dex_await_boxed (peal_hand_over_count (peal_engine_get_store (engine), account_id), &error);

  if (left == NULL)
    return peal_cli_return_error (cli, error);
  print_count (cli, "left", left);
  if (cli->json || peal_hand_over_is_empty (left))
    return peal_cli_return (PEAL_CLI_OK);
  if (left->n_messages > 0)
    g_print ("Messages wait there (%" G_GINT64_FORMAT ").\n", left->n_messages);
  if (left->n_schedules > 0)
    g_print ("Schedules send through it (%" G_GINT64_FORMAT "); they wait now.\n", left->n_schedules);
  g_print ("Let another account send them with \"pealctl account take-over LABEL\", or take them back with "
           "\"pealctl messages cancel\" and \"pealctl schedule delete\".\n");
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
remove_account (PealCli    *cli,
                PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = NULL;
  g_autoptr(PealAccount) successor = NULL;

  account = find_named (cli, engine, &error);
  if (account == NULL)
    return peal_cli_return_error (cli, error);
  if (move_to_option != NULL)
    {
      successor = dex_await_boxed (peal_account_find (peal_engine_get_store (engine), move_to_option), &error);
      if (successor == NULL)
        return peal_cli_return_error (cli, error);
      if (successor->id == account->id)
        return peal_cli_return (peal_cli_usage (cli, "--move-to names the account that goes."));
    }
  if (!dex_await (peal_engine_remove_account (engine, account->id, successor != NULL ? successor->id : 0, "pealctl"),
                  &error))
    return peal_cli_return_error (cli, error);
  return tell_left (cli, engine, account->id);
}

static DexFuture *
take_over (PealCli    *cli,
           PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = NULL;
  g_autoptr(PealHandOver) moved = NULL;

  account = find_named (cli, engine, &error);
  if (account == NULL)
    return peal_cli_return_error (cli, error);
  moved = dex_await_boxed (peal_hand_over (peal_engine_get_store (engine), 0, account->id, "pealctl"), &error);
  if (moved == NULL)
    return peal_cli_return_error (cli, error);
  print_count (cli, "moved", moved);
  if (!cli->json)
    g_print ("What waited at removed accounts and goes through \"%s\" now: messages %" G_GINT64_FORMAT ", schedules %"
             G_GINT64_FORMAT "\n", account->label, moved->n_messages, moved->n_schedules);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
list_providers (PealCli *cli)
{
  gsize n_providers;
  const PealProvider *const *providers = peal_provider_list (&n_providers);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_providers; i++)
    {
      if (!cli->json)
        g_print ("%s\t%s\n", providers[i]->id, providers[i]->name);
      json_builder_begin_object (builder);
      peal_cli_add_string (builder, "id", providers[i]->id);
      peal_cli_add_string (builder, "name", providers[i]->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (cli->json)
    peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
account_fiber (PealCli      *cli,
               GCancellable *cancellable)
{
  static const struct
  {
    const char *name;
    PealCliFunc func;
  } actions[] = {
    { "add", add_account },
    { "list", list_accounts },
    { "test", test_account },
    { "remove", remove_account },
    { "take-over", take_over },
    { "providers", NULL },
  };
  const char *name = cli->args[0];
  g_autofree char *fault = find_fault (cli);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      {
        if (fault != NULL)
          return peal_cli_return (peal_cli_usage (cli, "%s", fault));
        return actions[i].func != NULL ? peal_cli_with_engine (cli, actions[i].func) : list_providers (cli);
      }
  return peal_cli_return (peal_cli_usage (cli, "\"%s\" is none of add, list, test, remove, take-over, providers.", name));
}

static const GOptionEntry entries[] = {
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_option, "Provider: see \"account providers\"", "ID" },
  { "label", 0, 0, G_OPTION_ARG_STRING, &label_option, "Your name for the account", "LABEL" },
  { "base-url", 0, 0, G_OPTION_ARG_STRING, &base_url_option, "Another address than the provider's own", "URL" },
  { "username", 0, 0, G_OPTION_ARG_STRING, &username_option, "Account SID, API key or user name", "NAME" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from_option, "Number or name that messages come from", "NUMBER" },
  { "secret-stdin", 0, 0, G_OPTION_ARG_NONE, &secret_stdin_option, "Read the secret from standard input", NULL },
  { "workers", 0, 0, G_OPTION_ARG_INT, &workers_option, "Requests at a time", "N" },
  { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &rate_option, "Segments a second", "N" },
  { "list-exact", 0, 0, G_OPTION_ARG_NONE, &exact_option,
    "The provider's record is exact: what is not in it was not accepted", NULL },
  { "settle-after", 0, 0, G_OPTION_ARG_INT, &settle_after_option,
    "What is not in the record after this many seconds was not accepted", "SECONDS" },
  { "move-to", 0, 0, G_OPTION_ARG_STRING, &move_to_option, "Who sends what waits at the account that goes", "LABEL" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_account = {
  .name = "account",
  .arguments = "add|list|test|remove|take-over|providers [LABEL]",
  .summary = "Connect gateway accounts",
  .entries = entries,
  .min_args = 1,
  .max_args = 2,
  .fiber = account_fiber,
};

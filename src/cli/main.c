/* main.c: pealctl, everything without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-config.h"

#include "peal-cli.h"
#include "peal-fiber.h"
#include "peal-log.h"
#include "verbs.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const PealVerb *const verbs[] = {
  &peal_verb_init,
  &peal_verb_account,
  &peal_verb_simulator,
  &peal_verb_demo,
  &peal_verb_import,
  &peal_verb_contacts,
  &peal_verb_group,
  &peal_verb_send,
  &peal_verb_run,
  &peal_verb_messages,
  &peal_verb_inbox,
  &peal_verb_text,
  &peal_verb_window,
  &peal_verb_intent,
  &peal_verb_verify,
};

static const PealVerb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, name))
      return verbs[i];
  return NULL;
}

static void
print_help (void)
{
  g_print ("Usage: pealctl [--workspace DIR] [--json] VERB [ARGUMENT…]\n\nVerbs:\n");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
  g_print ("\nExit status: 0 done, 1 refused or failed, 2 not a command. \"pealctl VERB --help\" tells more.\n");
}

/* The first word that is no option, past the values of the common options. -1 = none. */
static int
find_verb_index (int    argc,
                 char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--workspace") || g_str_equal (argv[i], "-w"))
        i++;
      else if (argv[i][0] != '-')
        return i;
    }
  return -1;
}

static gboolean
parse (PealCli *cli,
       GStrv   *words,
       GError **error)
{
  const GOptionEntry common[] = {
    { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &cli->workspace, "The workspace's folder", "DIR" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &cli->json, "Answer in JSON", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new (cli->verb->arguments);
  g_autofree char *name = g_strdup_printf ("pealctl %s", cli->verb->name);

  g_set_prgname (name);
  g_option_context_set_summary (context, cli->verb->summary);
  if (cli->verb->entries != NULL)
    g_option_context_add_main_entries (context, cli->verb->entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  return g_option_context_parse_strv (context, words, error);
}

static gboolean
stop_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static DexFuture *
verb_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealCli *cli = data;

  return cli->verb->fiber (cli, cancellable);
}

static PealCliStatus
run (PealCli *cli)
{
  g_autoptr(GError) error = NULL;
  DexFuture *future;
  guint interrupted, terminated;
  PealCliStatus status = PEAL_CLI_FAILED;

  if (cli->verb->run != NULL)
    return cli->verb->run (cli);

  future = peal_fiber_spawn (verb_fiber, cli, NULL);
  interrupted = g_unix_signal_add (SIGINT, stop_cb, dex_promise_get_cancellable (DEX_PROMISE (future)));
  terminated = g_unix_signal_add (SIGTERM, stop_cb, dex_promise_get_cancellable (DEX_PROMISE (future)));
  if (peal_future_run (dex_ref (future), &error))
    status = (PealCliStatus) g_value_get_int (dex_future_get_value (future, NULL));
  else
    peal_cli_fail_error (cli, error);
  g_source_remove (interrupted);
  g_source_remove (terminated);
  dex_unref (future);
  return status;
}

static PealCliStatus
run_words (PealCli *cli,
           GStrv   *words)
{
  g_autoptr(GError) error = NULL;

  if (!parse (cli, words, &error))
    return peal_cli_usage (cli, "%s", error->message);
  if (cli->workspace == NULL)
    cli->workspace = peal_engine_dup_default_directory ();

  /* A "--" that ended the options stands first. */
  cli->args = *words + 1;
  if (cli->args[0] != NULL && g_str_equal (cli->args[0], "--"))
    cli->args++;
  cli->n_args = g_strv_length (cli->args);
  if ((int) cli->n_args < cli->verb->min_args)
    return peal_cli_usage (cli, "Too few arguments: %s", cli->verb->arguments);
  if (cli->verb->max_args >= 0 && (int) cli->n_args > cli->verb->max_args)
    return peal_cli_usage (cli, "Too many arguments: %s", cli->args[cli->verb->max_args]);
  return run (cli);
}

int
main (int    argc,
      char **argv)
{
  PealCli cli = { 0 };
  g_auto(GStrv) words = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  int index = find_verb_index (argc, argv);
  PealCliStatus status;

  setlocale (LC_ALL, "");
  peal_log_init ();
  dex_init ();

  if (index < 0)
    {
      if (argc == 2 && g_str_equal (argv[1], "--version"))
        {
          g_print ("pealctl %s\n", PEAL_VERSION);
          return PEAL_CLI_OK;
        }
      print_help ();
      return argc == 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")) ? PEAL_CLI_OK : PEAL_CLI_USAGE;
    }
  if (g_str_equal (argv[index], "help"))
    {
      print_help ();
      return PEAL_CLI_OK;
    }
  cli.verb = find_verb (argv[index]);
  if (cli.verb == NULL)
    return peal_cli_usage (&cli, "There is no verb \"%s\".", argv[index]);

  for (int i = 0; i < argc; i++)
    if (i != index)
      g_strv_builder_add (builder, argv[i]);
  words = g_strv_builder_end (builder);
  status = run_words (&cli, &words);
  g_free (cli.workspace);
  return (int) status;
}

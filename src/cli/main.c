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
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>

static const PealVerb *const verbs[] = {
  &peal_verb_init,
  &peal_verb_account,
  &peal_verb_limit,
  &peal_verb_route,
  &peal_verb_simulator,
  &peal_verb_demo,
  &peal_verb_import,
  &peal_verb_export,
  &peal_verb_imports,
  &peal_verb_contacts,
  &peal_verb_group,
  &peal_verb_fields,
  &peal_verb_duplicates,
  &peal_verb_bulk,
  &peal_verb_bin,
  &peal_verb_send,
  &peal_verb_schedule,
  &peal_verb_run,
  &peal_verb_messages,
  &peal_verb_inbox,
  &peal_verb_text,
  &peal_verb_window,
  &peal_verb_intent,
  &peal_verb_health,
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

static char *
make_help (void)
{
  GString *text = g_string_new ("Usage: pealctl [--workspace DIR] [--json] VERB [ARGUMENT…]\n\nVerbs:\n");

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
  g_string_append (text,
                   "\nExit status: 0 done, 1 refused or failed, 2 not a command.\n"
                   "\"pealctl help VERB\" tells more. A text that begins with a dash stands after \"--\".\n");
  return g_string_free_and_steal (text);
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

  cli->cancellable = cancellable;
  return cli->verb->fiber (cli, cancellable);
}

static PealCliStatus
run (PealCli *cli)
{
  g_autoptr(GError) error = NULL;
  DexFuture *future;
  guint interrupted = 0, terminated = 0;
  PealCliStatus status = PEAL_CLI_FAILED;

  if (cli->verb->run != NULL)
    return cli->verb->run (cli);

  future = peal_fiber_spawn (verb_fiber, cli, NULL);
  if (cli->verb->stops_itself)
    {
      GCancellable *cancellable = dex_promise_get_cancellable (DEX_PROMISE (future));

      interrupted = g_unix_signal_add (SIGINT, stop_cb, cancellable);
      terminated = g_unix_signal_add (SIGTERM, stop_cb, cancellable);
    }
  if (peal_future_run (dex_ref (future), &error))
    status = (PealCliStatus) g_value_get_int (dex_future_get_value (future, NULL));
  else
    peal_cli_fail_error (cli, error);
  g_clear_handle_id (&interrupted, g_source_remove);
  g_clear_handle_id (&terminated, g_source_remove);
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

/* Arguments, answers and messages are UTF-8 wherever the program runs: cron and services have the C
 * locale, in which GLib would take them for ASCII. */
static void
set_locale (void)
{
  setlocale (LC_ALL, "");
  if (!g_str_equal (nl_langinfo (CODESET), "UTF-8"))
    setlocale (LC_CTYPE, "C.UTF-8");
}

static PealCliStatus
run_without_verb (PealCli *cli,
                  int      argc,
                  char   **argv)
{
  g_autofree char *help = make_help ();

  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--version"))
        {
          g_print ("pealctl %s\n", PEAL_VERSION);
          return PEAL_CLI_OK;
        }
      if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
        {
          g_print ("%s", help);
          return PEAL_CLI_OK;
        }
    }
  if (argc > 1)
    return peal_cli_usage (cli, "There is no verb after \"%s\".", argv[argc - 1]);
  g_printerr ("%s", help);
  return PEAL_CLI_USAGE;
}

/* "help VERB" is "VERB --help". */
static PealCliStatus
run_help (PealCli *cli,
          char   **topics)
{
  g_autofree char *help = NULL;
  g_auto(GStrv) words = NULL;

  if (topics[0] == NULL)
    {
      help = make_help ();
      g_print ("%s", help);
      return PEAL_CLI_OK;
    }
  cli->verb = find_verb (topics[0]);
  if (cli->verb == NULL)
    return peal_cli_usage (cli, "There is no verb \"%s\".", topics[0]);
  words = g_strsplit ("pealctl --help", " ", -1);
  return run_words (cli, &words);
}

static PealCliStatus
run_verb (PealCli *cli,
          int      argc,
          char   **argv,
          int      index)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  cli->verb = find_verb (argv[index]);
  if (cli->verb == NULL)
    return peal_cli_usage (cli, "There is no verb \"%s\".", argv[index]);
  for (int i = 0; i < argc; i++)
    if (i != index)
      g_strv_builder_add (builder, argv[i]);
  words = g_strv_builder_end (builder);
  return run_words (cli, &words);
}

int
main (int    argc,
      char **argv)
{
  PealCli cli = { 0 };
  int index = find_verb_index (argc, argv);
  PealCliStatus status;

  set_locale ();
  peal_log_init ();
  dex_init ();

  if (index < 0)
    status = run_without_verb (&cli, argc, argv);
  else if (g_str_equal (argv[index], "help"))
    status = run_help (&cli, argv + index + 1);
  else
    status = run_verb (&cli, argc, argv, index);

  /* A full disk behind standard output is a failure too. */
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == PEAL_CLI_OK)
    status = peal_cli_fail (&cli, "The answer could not be written to standard output.");
  g_free (cli.workspace);
  return (int) status;
}

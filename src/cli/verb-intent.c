/* verb-intent.c: pealctl intent: what a reply asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-intent.h"
#include "verbs.h"

static gboolean batch;
static char **lang_option;
static gboolean confirming_option;

static void
add_answer (JsonBuilder      *builder,
            const PealIntent *intent)
{
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "class", peal_intent_class_to_string (intent->class));
  peal_cli_add_string (builder, "rule", intent->rule);
  peal_cli_add_string (builder, "span", intent->span);
  json_builder_end_object (builder);
}

static gboolean
answer (JsonObject  *request,
        JsonBuilder *builder,
        GError     **error)
{
  const char *text = peal_cli_get_string (request, "text", error);
  const char *languages[2] = { NULL, NULL };
  g_autoptr(PealIntent) intent = NULL;

  if (text == NULL)
    return FALSE;
  if (json_object_has_member (request, "lang") && !json_object_get_null_member (request, "lang")
      && (languages[0] = peal_cli_get_string (request, "lang", error)) == NULL)
    return FALSE;
  intent = peal_intent_new (text, languages[0] != NULL ? languages : NULL, PEAL_INTENT_DEFAULT);
  add_answer (builder, intent);
  return TRUE;
}

static PealCliStatus
run (PealCli *cli)
{
  g_autoptr(PealIntent) intent = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (batch)
    return peal_cli_run_batch (cli, answer);
  if (cli->n_args != 1)
    return peal_cli_usage (cli, "Name one text, in quotes, or ask for many with --batch.");

  intent = peal_intent_new (cli->args[0], (const char *const *) lang_option,
                            confirming_option ? PEAL_INTENT_CONFIRMING : PEAL_INTENT_DEFAULT);
  if (cli->json)
    {
      add_answer (builder, intent);
      peal_cli_print_json (builder);
    }
  else
    g_print ("%s%s%s%s%s\n", peal_intent_class_to_string (intent->class), *intent->rule != '\0' ? ", rule " : "",
             intent->rule, *intent->span != '\0' ? ": " : "", intent->span);
  return PEAL_CLI_OK;
}

static const GOptionEntry entries[] = {
  { "lang", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &lang_option, "The person's language; may be repeated", "TAG" },
  { "confirming", 0, 0, G_OPTION_ARG_NONE, &confirming_option, "They were asked to confirm with YES", NULL },
  { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, "Answer JSON lines from standard input: {\"text\":…,\"lang\":…}", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_intent = {
  .name = "intent",
  .arguments = "[TEXT]",
  .summary = "Show what a reply asks for: stop, start, help, or nothing special",
  .entries = entries,
  .max_args = 1,
  .run = run,
};

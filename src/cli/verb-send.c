/* verb-send.c: pealctl send: puts a message into the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-send.h"
#include "verbs.h"

static char **to_option;
static char **group_option;
static char *account_option;
static char *kind_option;
static char *at_option;
static char *until_option;
static char *name_option;
static gboolean dry_run_option;

/* What the options said. */
static PealMessageKind kind;
static gint64 not_before;
static gint64 not_after = PEAL_TIME_NEVER;

/* One person is talked to; several are told something. Marketing is what the caller calls so. */
static PealMessageKind
guess_kind (void)
{
  gboolean several = group_option != NULL || g_strv_length (to_option) > 1;

  return several ? PEAL_MESSAGE_TRANSACTIONAL : PEAL_MESSAGE_CONVERSATIONAL;
}

static PealSendRequest *
read_request (PealCli   *cli,
              PealStore *store,
              GError   **error)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  g_set_str (&request->body, cli->args[0]);
  g_set_str (&request->name, name_option);
  g_set_str (&request->actor, "pealctl");
  request->kind = kind;
  request->not_before = not_before;
  request->not_after = not_after;
  request->numbers = g_strdupv (to_option);
  request->group_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!peal_cli_find_groups (store, group_option, request->group_ids, error)
      || !peal_cli_find_account (store, account_option, &request->account_id, error))
    return NULL;
  return g_steal_pointer (&request);
}

static void
add_recipient (JsonBuilder         *builder,
               const PealRecipient *recipient)
{
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "contact_id", recipient->contact_id);
  peal_cli_add_int (builder, "message_id", recipient->message_id);
  peal_cli_add_string (builder, "display", recipient->display);
  peal_cli_add_string (builder, "to", recipient->e164);
  peal_cli_add_string (builder, "from", recipient->ours);
  peal_cli_add_string (builder, "reason", peal_hold_reason_to_string (recipient->reason));
  peal_cli_add_string (builder, "explanation", recipient->explanation);
  peal_cli_add_time (builder, "until", recipient->until);
  peal_cli_add_int (builder, "segments", recipient->segments);
  json_builder_end_object (builder);
}

static void
print_json (const PealSendReport *report)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "campaign_id", report->campaign_id);
  peal_cli_add_int (builder, "now", report->n_now);
  peal_cli_add_int (builder, "later", report->n_later);
  peal_cli_add_int (builder, "left_out", report->n_left_out);
  peal_cli_add_int (builder, "segments", report->n_segments);
  peal_cli_add_time (builder, "finish_at", report->finish_at);
  json_builder_set_member_name (builder, "recipients");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->recipients->len; i++)
    add_recipient (builder, g_ptr_array_index (report->recipients, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

static void
print_finish (const PealSendReport *report)
{
  g_autofree char *end = peal_time_to_iso8601 (report->finish_at);

  if (report->finish_at == PEAL_TIME_NEVER)
    g_print ("The limits of the account do not let all of them go.\n");
  else if (report->n_now > 1)
    g_print ("The last one goes about %s\n", end);
}

static void
print_plain (const PealSendReport *report)
{
  g_print ("%s: %u now, %u later, %u left out; parts in all: %u\n", dry_run_option ? "Would queue" : "Queued",
           report->n_now, report->n_later, report->n_left_out, report->n_segments);
  print_finish (report);
  for (guint i = 0; i < report->recipients->len; i++)
    {
      const PealRecipient *recipient = g_ptr_array_index (report->recipients, i);
      g_autofree char *until = NULL;

      if (recipient->reason == PEAL_HOLD_NONE)
        continue;
      until = recipient->until != 0 && recipient->until != PEAL_TIME_NEVER ? peal_time_to_iso8601 (recipient->until)
                                                                           : g_strdup ("");
      g_print ("  %s: %s%s%s%s%s%s\n", recipient->display, peal_hold_reason_to_string (recipient->reason),
               *recipient->explanation != '\0' ? ", " : "", recipient->explanation, *until != '\0' ? ", until " : "",
               until, peal_cli_advise (recipient->reason, recipient->until));
    }
}

static DexFuture *
send (PealCli    *cli,
      PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSendRequest) request = read_request (cli, peal_engine_get_store (engine), &error);
  g_autoptr(PealSendReport) report = NULL;

  if (request == NULL)
    return peal_cli_return_error (cli, error);
  report = dex_await_boxed (dry_run_option ? peal_engine_plan_send (engine, request) : peal_engine_send (engine, request),
                            &error);
  if (report == NULL)
    return peal_cli_return_error (cli, error);
  if (cli->json)
    print_json (report);
  else
    print_plain (report);
  if (report->n_now + report->n_later == 0)
    return peal_cli_return (peal_cli_fail (cli, "Nobody gets this message; why stands beside each recipient."));
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
send_fiber (PealCli      *cli,
            GCancellable *cancellable)
{
  if (to_option == NULL && group_option == NULL)
    return peal_cli_return (peal_cli_usage (cli, "Say to whom: --to NUMBER or --group NAME"));
  if (to_option == NULL)
    to_option = g_new0 (char *, 1);
  kind = guess_kind ();
  if (kind_option != NULL && !peal_message_kind_from_string (kind_option, &kind))
    return peal_cli_return (peal_cli_usage (cli, "\"%s\" is none of conversational, transactional, marketing.",
                                            kind_option));
  if (!peal_cli_check_time (cli, at_option, &not_before) || !peal_cli_check_time (cli, until_option, &not_after))
    return peal_cli_return (PEAL_CLI_USAGE);
  return peal_cli_with_engine (cli, send);
}

static const GOptionEntry entries[] = {
  { "to", 't', 0, G_OPTION_ARG_STRING_ARRAY, &to_option, "A number; may be repeated", "NUMBER" },
  { "group", 'g', 0, G_OPTION_ARG_STRING_ARRAY, &group_option, "A group; may be repeated", "NAME" },
  { "account", 0, 0, G_OPTION_ARG_STRING, &account_option, "Through this account", "LABEL" },
  { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind_option,
    "conversational (one recipient), transactional (several) or marketing", "KIND" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &at_option, "Not before this time", "TIME" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until_option, "Not after this time", "TIME" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name_option, "Name of the campaign", "NAME" },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run_option, "Show who would get it, queue nothing", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_send = {
  .name = "send",
  .arguments = "TEXT",
  .summary = "Queue a message; \"run\" or the window sends it",
  .entries = entries,
  .min_args = 1,
  .max_args = 1,
  .fiber = send_fiber,
};

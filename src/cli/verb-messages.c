/* verb-messages.c: pealctl messages and pealctl inbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-edit.h"
#include "peal-fiber.h"
#include "peal-outbox-shelves.h"
#include "peal-phone.h"
#include "peal-prose.h"
#include "peal-retry.h"
#include "peal-settings.h"
#include "peal-talk.h"
#include "verbs.h"

#include <string.h>

/* Rows are read in pages of this size, however many are asked for. */
#define PAGE 1000

/* Of one range; more than anybody has waiting is a slip of the pen. */
#define MOST_IDS 10000000

static char *state_option;
static char *number_option;
static int limit_option;
static gboolean inbound_option;
static gboolean outbound_option;

static char *ids_option, *reason_option, *kind_option, *at_option, *text_option;
static int account_option, campaign_option;
static gboolean waiting_option;

static PealMessageState state; /* what the option said; 0 = any */
static PealWaitingFilter waiting;
static gint64 at;

static void
add_message (JsonBuilder          *builder,
             const PealMessageRow *row)
{
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", row->id);
  peal_cli_add_string (builder, "direction", peal_direction_to_string (row->direction));
  peal_cli_add_string (builder, "state", peal_message_state_to_string (row->state));
  peal_cli_add_string (builder, "kind", peal_message_kind_to_string (row->kind));
  peal_cli_add_string (builder, "reason", peal_hold_reason_to_string (row->reason));
  peal_cli_add_string (builder, "explanation", row->explanation);
  peal_cli_add_string (builder, "from", row->direction == PEAL_DIRECTION_INBOUND ? row->theirs : row->ours);
  peal_cli_add_string (builder, "to", row->direction == PEAL_DIRECTION_INBOUND ? row->ours : row->theirs);
  peal_cli_add_string (builder, "body", row->body);
  peal_cli_add_int (builder, "segments", row->segments);
  peal_cli_add_int (builder, "contact_id", row->contact_id);
  peal_cli_add_int (builder, "campaign_id", row->campaign_id);
  peal_cli_add_int (builder, "attempts", row->attempts);
  peal_cli_add_string (builder, "remote_id", row->remote_id);
  peal_cli_add_string (builder, "failure", peal_failure_class_to_string (peal_failure_class_from_db (row->failure)));
  peal_cli_add_string (builder, "provider_code", row->provider_code);
  peal_cli_add_time (builder, "not_before", row->not_before);
  peal_cli_add_time (builder, "created_at", row->created_at);
  peal_cli_add_time (builder, "submitted_at", row->submitted_at);
  peal_cli_add_time (builder, "settled_at", row->settled_at);
  json_builder_end_object (builder);
}

static void
print_message (const PealMessageRow *row)
{
  g_autofree char *time = peal_time_to_iso8601 (row->created_at);
  g_autofree char *line = g_strdelimit (g_strdup (row->body), "\r\n\t", ' ');

  g_print ("%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s", row->id, time,
           row->direction == PEAL_DIRECTION_INBOUND ? "from" : "to", row->theirs,
           peal_message_state_to_string (row->state));
  if (row->reason != PEAL_HOLD_NONE)
    {
      gint64 until = row->state == PEAL_STATE_LEFT_OUT ? PEAL_TIME_NEVER
                     : row->state == PEAL_STATE_QUEUED ? row->not_before : 0;
      g_autofree char *reason = peal_prose_reason (row->reason, until, row->explanation);

      g_print (" (%s)", reason);
    }
  g_print ("\t%s\n", line);
}

/* E.164 of a number as people write it; what is none finds nothing, as it is. */
static char *
read_number (PealStore *store,
             GError   **error)
{
  g_autofree char *region = dex_await_string (peal_setting_get (store, PEAL_SETTING_REGION), error);
  PealPhone phone;

  if (region == NULL)
    return NULL;
  return g_strdup (peal_phone_parse (number_option, region, &phone) == PEAL_PHONE_OK ? phone.e164 : number_option);
}

static DexFuture *
list_messages (PealCli    *cli,
               PealEngine *engine)
{
  PealMessageFilter filter = { .state = state };
  guint wanted = limit_option > 0 ? (guint) limit_option : G_MAXUINT;
  g_autofree char *number = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (inbound_option != outbound_option)
    filter.direction = inbound_option ? PEAL_DIRECTION_INBOUND : PEAL_DIRECTION_OUTBOUND;
  if (number_option != NULL)
    {
      filter.number = number = read_number (peal_engine_get_store (engine), &error);
      if (number == NULL)
        return peal_cli_return_error (cli, error);
    }
  peal_cli_begin_rows (cli);
  while (wanted > 0)
    {
      g_autoptr(GPtrArray) rows = NULL;

      filter.limit = MIN (wanted, PAGE);
      rows = dex_await_boxed (peal_messages_list (peal_engine_get_store (engine), &filter), &error);
      if (rows == NULL)
        return peal_cli_return_error (cli, error);
      for (guint i = 0; i < rows->len; i++)
        {
          if (cli->json)
            add_message (builder, g_ptr_array_index (rows, i));
          else
            print_message (g_ptr_array_index (rows, i));
          peal_cli_add_row (cli, builder);
        }
      if (rows->len < filter.limit)
        break;
      wanted -= rows->len;
      filter.before_id = ((PealMessageRow *) g_ptr_array_index (rows, rows->len - 1))->id;
    }
  peal_cli_end_rows (cli);
  return peal_cli_return (PEAL_CLI_OK);
}

/* Acts ---------------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  PealActKind kind;
} acts[] = {
  { "cancel", PEAL_ACT_CANCEL },
  { "reschedule", PEAL_ACT_RESCHEDULE },
  { "send-now", PEAL_ACT_SEND_NOW },
  { "edit", PEAL_ACT_EDIT },
};

/* NULL: only a list is asked for. */
static const char *
get_act (PealCli     *cli,
         PealActKind *kind)
{
  for (gsize i = 0; cli->n_args > 0 && i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, cli->args[0]))
      {
        *kind = acts[i].kind;
        return acts[i].name;
      }
  return NULL;
}

/* "3,4,7-9"; NULL: that is no such list. */
static GArray *
read_ids (const char *text)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto(GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *dash = strchr (words[i], '-');
      gint64 first, last;

      if (dash != NULL)
        *dash = '\0';
      if (!g_ascii_string_to_signed (g_strstrip (words[i]), 10, 1, G_MAXINT64 - 1, &first, NULL))
        return NULL;
      last = first;
      if (dash != NULL && (!g_ascii_string_to_signed (g_strstrip (dash + 1), 10, first, G_MAXINT64 - 1, &last, NULL)
                           || last - first > MOST_IDS))
        return NULL;
      for (gint64 id = first; id <= last; id++)
        g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static void
print_report (PealCli             *cli,
              const char          *name,
              const PealActReport *report)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_print ("%s: %u done", name, report->moved->len);
      if (report->n_gone > 0)
        g_print (", %u not waiting any more", report->n_gone);
      if (report->n_refused > 0)
        {
          gboolean never = report->kind == PEAL_ACT_SEND_NOW && report->reason >= PEAL_HOLD_OPTED_OUT;
          g_autofree char *reason = peal_prose_reason (report->reason, never ? PEAL_TIME_NEVER : report->until,
                                                       report->explanation);

          g_print (", %u not (%s)", report->n_refused, reason);
        }
      g_print ("\n");
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "act", name);
  peal_cli_add_int (builder, "done", report->moved->len);
  peal_cli_add_int (builder, "gone", report->n_gone);
  peal_cli_add_int (builder, "refused", report->n_refused);
  peal_cli_add_int (builder, "refused_id", report->refused_id);
  peal_cli_add_string (builder, "reason", peal_hold_reason_to_string (report->reason));
  peal_cli_add_string (builder, "explanation", report->explanation);
  peal_cli_add_time (builder, "until", report->until);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

static DexFuture *
change_messages (PealCli    *cli,
                 PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  PealActKind kind = PEAL_ACT_CANCEL;
  const char *name = get_act (cli, &kind);
  g_autoptr(GArray) ids = ids_option != NULL ? read_ids (ids_option) : NULL;
  g_autoptr(PealActReport) report = NULL;
  g_autoptr(GError) error = NULL;

  if (ids_option == NULL)
    ids = dex_await_boxed (peal_outbox_snapshot_waiting (store, &waiting), &error);
  if (ids != NULL)
    report = dex_await_boxed (kind == PEAL_ACT_EDIT
                                ? peal_engine_edit_messages (engine, ids, text_option, NULL, "pealctl")
                                : peal_outbox_act (store, kind, at, ids, "pealctl"), &error);
  if (report == NULL)
    return peal_cli_return_error (cli, error);
  print_report (cli, name, report);
  if (report->error != NULL)
    return peal_cli_return_error (cli, report->error);
  return peal_cli_return (report->moved->len > 0 || ids->len == 0 ? PEAL_CLI_OK : PEAL_CLI_FAILED);
}

/* Options ------------------------------------------------------------------------------------------- */

static gboolean
read_waiting (PealCli *cli)
{
  while (reason_option != NULL && !g_str_equal (peal_hold_reason_to_string (waiting.reason), reason_option))
    if (++waiting.reason == PEAL_HOLD_OPTED_OUT)
      {
        peal_cli_usage (cli, "\"%s\" is nothing that messages wait for. There are scheduled, window, retry, rate, account, "
                             "review, cap, paused, limit, ask, money.", reason_option);
        return FALSE;
      }
  if (kind_option != NULL && !peal_message_kind_from_string (kind_option, &waiting.kind))
    {
      peal_cli_usage (cli, "\"%s\" is no kind. There are conversational, transactional, marketing.", kind_option);
      return FALSE;
    }
  waiting.account_id = account_option;
  waiting.campaign_id = campaign_option;
  return TRUE;
}

/* What is wrong with the options of an act; NULL = nothing. */
static const char *
find_fault (PealActKind kind)
{
  gboolean filtered = waiting_option || reason_option != NULL || kind_option != NULL || account_option != 0
                      || campaign_option != 0;
  g_autoptr(GArray) ids = ids_option != NULL ? read_ids (ids_option) : NULL;

  if (ids_option != NULL && ids == NULL)
    return "Name messages like this: --ids 3,4,7-9";
  if ((ids_option != NULL) == filtered)
    return "Say which: either --ids, or --reason, --kind, --account, --campaign, or --waiting for all.";
  if (kind == PEAL_ACT_RESCHEDULE && at_option == NULL)
    return "Say when: --at 2027-01-31T09:00";
  if (kind == PEAL_ACT_EDIT && (text_option == NULL || text_option[strspn (text_option, " \t\r\n")] == '\0'))
    return "Say what: --text TEXT";
  return NULL;
}

static DexFuture *
messages_fiber (PealCli      *cli,
                GCancellable *cancellable)
{
  PealActKind kind = PEAL_ACT_CANCEL;
  const char *fault;

  if (state_option != NULL && !peal_message_state_from_string (state_option, &state))
    return peal_cli_return (peal_cli_usage (cli, "\"%s\" is no state. There are queued, submitting, accepted, sent, "
                                                 "unknown, delivered, undelivered, failed, left_out, cancelled, received.",
                                            state_option));
  if (cli->n_args == 0)
    return peal_cli_with_engine (cli, list_messages);
  if (get_act (cli, &kind) == NULL)
    return peal_cli_return (peal_cli_usage (cli, "\"%s\" is neither cancel nor reschedule, send-now, edit.", cli->args[0]));
  if (!read_waiting (cli) || !peal_cli_check_time (cli, at_option, &at))
    return peal_cli_return (PEAL_CLI_USAGE);
  fault = find_fault (kind);
  if (fault != NULL)
    return peal_cli_return (peal_cli_usage (cli, "%s", fault));
  return peal_cli_with_engine (cli, change_messages);
}

static const GOptionEntry messages_entries[] = {
  { "state", 's', 0, G_OPTION_ARG_STRING, &state_option, "Only in this state", "STATE" },
  { "number", 0, 0, G_OPTION_ARG_STRING, &number_option, "Only with this number", "NUMBER" },
  { "inbound", 0, 0, G_OPTION_ARG_NONE, &inbound_option, "Only what came in", NULL },
  { "outbound", 0, 0, G_OPTION_ARG_NONE, &outbound_option, "Only what goes out", NULL },
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit_option, "At most so many, the newest first", "N" },
  { "ids", 0, 0, G_OPTION_ARG_STRING, &ids_option, "Act on these", "3,4,7-9" },
  { "waiting", 0, 0, G_OPTION_ARG_NONE, &waiting_option, "Act on all that wait", NULL },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason_option, "Act on those that wait for this", "REASON" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_option, "Act on those of this kind that wait", "KIND" },
  { "account", 0, 0, G_OPTION_ARG_INT, &account_option, "Act on those of this account that wait", "ID" },
  { "campaign", 0, 0, G_OPTION_ARG_INT, &campaign_option, "Act on those of this campaign that wait", "ID" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &at_option, "When they shall go (reschedule)", "TIME" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &text_option, "What they shall say, with fields (edit)", "TEXT" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_messages = {
  .name = "messages",
  .arguments = "[cancel|reschedule|send-now|edit]",
  .summary = "List messages with their states, newest first; or move those that wait",
  .max_args = 1,
  .entries = messages_entries,
  .fiber = messages_fiber,
};

/* Inbox --------------------------------------------------------------------------------------------- */

static gboolean unread_option;

static void
print_conversation (PealCli                   *cli,
                    JsonBuilder               *builder,
                    const PealConversationRow *row)
{
  if (!cli->json)
    {
      g_print ("%s\t%s\t%u unread\t%s\n", row->display, row->theirs, row->unread, row->last_body);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", row->id);
  peal_cli_add_string (builder, "ours", row->ours);
  peal_cli_add_string (builder, "theirs", row->theirs);
  peal_cli_add_string (builder, "display", row->display);
  peal_cli_add_int (builder, "contact_id", row->contact_id);
  peal_cli_add_int (builder, "unread", row->unread);
  peal_cli_add_int (builder, "failed", row->failed);
  peal_cli_add_string (builder, "consent_sms", peal_consent_state_to_string (row->consent));
  peal_cli_add_boolean (builder, "review", row->review);
  peal_cli_add_string (builder, "last_direction", peal_direction_to_string (row->last_direction));
  peal_cli_add_string (builder, "last_body", row->last_body);
  peal_cli_add_time (builder, "last_at", row->last_at);
  json_builder_end_object (builder);
}

static DexFuture *
list_inbox (PealCli    *cli,
            PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GArray) ids = NULL;

  ids = dex_await_boxed (peal_talk_snapshot (store, &(PealTalkFilter) { unread_option ? PEAL_TALK_UNREAD : PEAL_TALK_ALL }), &error);
  if (ids == NULL)
    return peal_cli_return_error (cli, error);
  if (limit_option > 0 && ids->len > (guint) limit_option)
    g_array_set_size (ids, (guint) limit_option);

  peal_cli_begin_rows (cli);
  for (guint i = 0; i < ids->len; i += PAGE)
    {
      g_autoptr(GPtrArray) rows = NULL;

      rows = dex_await_boxed (peal_talk_load_rows (store, &g_array_index (ids, gint64, i), MIN (PAGE, ids->len - i)), &error);
      if (rows == NULL)
        return peal_cli_return_error (cli, error);
      for (guint r = 0; r < rows->len; r++)
        if (g_ptr_array_index (rows, r) != NULL)
          {
            print_conversation (cli, builder, g_ptr_array_index (rows, r));
            peal_cli_add_row (cli, builder);
          }
    }
  peal_cli_end_rows (cli);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
inbox_fiber (PealCli      *cli,
             GCancellable *cancellable)
{
  return peal_cli_with_engine (cli, list_inbox);
}

static const GOptionEntry inbox_entries[] = {
  { "unread", 'u', 0, G_OPTION_ARG_NONE, &unread_option, "Only with something unread", NULL },
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit_option, "At most so many, the latest first", "N" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_inbox = {
  .name = "inbox",
  .arguments = "",
  .summary = "List conversations, the latest first",
  .entries = inbox_entries,
  .fiber = inbox_fiber,
};

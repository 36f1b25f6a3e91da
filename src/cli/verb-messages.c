/* verb-messages.c: pealctl messages and pealctl inbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-phone.h"
#include "peal-retry.h"
#include "peal-settings.h"
#include "peal-talk.h"
#include "verbs.h"

/* Rows are read in pages of this size, however many are asked for. */
#define PAGE 1000

static char *state_option;
static char *number_option;
static int limit_option;
static gboolean inbound_option;
static gboolean outbound_option;

static PealMessageState state; /* what the option said; 0 = any */

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
    g_print (" (%s%s%s)", peal_hold_reason_to_string (row->reason), *row->explanation != '\0' ? ": " : "",
             row->explanation);
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

static DexFuture *
messages_fiber (PealCli      *cli,
                GCancellable *cancellable)
{
  if (state_option != NULL && !peal_message_state_from_string (state_option, &state))
    return peal_cli_return (peal_cli_usage (cli, "\"%s\" is no state. There are queued, submitting, accepted, sent, "
                                                 "unknown, delivered, undelivered, failed, left_out, cancelled, received.",
                                            state_option));
  return peal_cli_with_engine (cli, list_messages);
}

static const GOptionEntry messages_entries[] = {
  { "state", 's', 0, G_OPTION_ARG_STRING, &state_option, "Only in this state", "STATE" },
  { "number", 0, 0, G_OPTION_ARG_STRING, &number_option, "Only with this number", "NUMBER" },
  { "inbound", 0, 0, G_OPTION_ARG_NONE, &inbound_option, "Only what came in", NULL },
  { "outbound", 0, 0, G_OPTION_ARG_NONE, &outbound_option, "Only what goes out", NULL },
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit_option, "At most so many, the newest first", "N" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_messages = {
  .name = "messages",
  .arguments = "",
  .summary = "List messages with their states, newest first",
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

  ids = dex_await_boxed (peal_talk_snapshot (store, unread_option ? PEAL_TALK_UNREAD : PEAL_TALK_ALL, NULL), &error);
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

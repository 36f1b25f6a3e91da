/* verb-demo.c: pealctl demo: the main job from end to end, on real parts, with an account of it.
 *
 * A contact file comes in, a message goes to everybody in it over HTTP, receipts
 * and answers come back, somebody says STOP, and the next message leaves them
 * out. Everything but the people and their phones is what a shop would use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-contacts.h"
#include "peal-demo.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-import.h"
#include "peal-intent.h"
#include "peal-prose.h"
#include "peal-retry.h"
#include "peal-send.h"
#include "peal-talk.h"
#include "peal-verify.h"
#include "verbs.h"

#define ACTOR "person"
#define NAME_COLUMNS 22
#define SHOWN_NAMES 6

/* The people of the demo answer within 5 seconds, and receipts come within 2. */
#define ANSWERS_TIME (6 * PEAL_SECOND)
#define LOOK_PAUSE (PEAL_SECOND / 2)
#define LONGEST_WAIT (30 * PEAL_SECOND)

#define NOTICE "Hi {first_name|there}, Aurora Hair here: we close at 3 pm on Thursday. " \
               "If your visit is later that day we will call you."
#define OFFER "{first_name|Hello}, two chairs are free this week: 15% off colour. Answer YES to book. " \
              "Reply STOP to end."

typedef struct
{
  PealEngine *engine;
  PealStore *store;
  PealDemo *demo;
  gint64 began;      /* messages before this are of the past */
  GHashTable *names; /* number -> name */
} Story;

/* 1: contacts --------------------------------------------------------------------------------------- */

static void
tell_rejections (const PealImportReport *report)
{
  for (guint i = 0; i < peal_import_report_count_rejected (report); i++)
    {
      g_autoptr(PealImportRejection) rejection = peal_import_report_dup_rejection (report, i);
      g_autofree char *text = peal_prose_fit (rejection->text, 48);
      g_autofree char *reason = g_strdelimit (g_strdup (peal_import_reason_to_string (rejection->reason)), "_", ' ');

      peal_prose_item ("record %u  %-26s %s", rejection->record, reason, g_strchomp (text));
    }
}

static gboolean
fill (Story   *story,
      GError **error)
{
  g_autoptr(PealImportReport) report = dex_await_boxed (peal_demo_fill (story->demo, ACTOR), error);

  if (report == NULL)
    return FALSE;

  peal_prose_heading (1, "Contacts come in from contacts.csv");
  peal_prose_line ("imported %u · merged %u (the same number twice) · rejected %u, each with its reason:",
                   peal_import_report_count_contacts (report), peal_import_report_count_merged (report),
                   peal_import_report_count_rejected (report));
  tell_rejections (report);
  return TRUE;
}

/* 2: a message -------------------------------------------------------------------------------------- */

static PealSendReport *
send (Story          *story,
      const char     *text,
      PealMessageKind kind,
      const char     *name,
      const char     *group_name,
      GError        **error)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();
  g_autoptr(PealGroup) group = dex_await_boxed (peal_groups_find (story->store, group_name), error);
  PealSendReport *report;

  if (group == NULL)
    return NULL;
  g_set_str (&request->body, text);
  g_set_str (&request->name, name);
  g_set_str (&request->actor, ACTOR);
  request->kind = kind;
  request->group_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (request->group_ids, group->id);
  report = dex_await_boxed (peal_engine_send (story->engine, request), error);
  if (report == NULL)
    return NULL;
  for (guint i = 0; i < report->recipients->len; i++)
    {
      const PealRecipient *recipient = g_ptr_array_index (report->recipients, i);

      g_hash_table_replace (story->names, g_strdup (recipient->e164), g_strdup (recipient->display));
    }
  peal_prose_line ("“%s”", text);
  return report;
}

static const char *
get_name (Story      *story,
          const char *number)
{
  const char *name = g_hash_table_lookup (story->names, number);

  return name != NULL ? name : number;
}

/* Everybody who does not get it now: by reason, with the names of the first few. */
static void
tell_reasons (const PealSendReport *report,
              gboolean              left_out)
{
  g_autoptr(GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < report->recipients->len; i++)
    {
      const PealRecipient *first = g_ptr_array_index (report->recipients, i);
      g_autoptr(GString) names = g_string_new (NULL);
      guint n = 0;

      if (first->reason == PEAL_HOLD_NONE || (first->reason >= PEAL_HOLD_OPTED_OUT) != left_out
          || !g_hash_table_add (told, g_strdup (first->explanation)))
        continue;
      for (guint k = i; k < report->recipients->len; k++)
        {
          const PealRecipient *recipient = g_ptr_array_index (report->recipients, k);

          if (recipient->reason != first->reason || !g_str_equal (recipient->explanation, first->explanation))
            continue;
          if (n++ < SHOWN_NAMES)
            g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", recipient->display);
        }
      peal_prose_item ("%2u  %s", n, first->explanation);
      peal_prose_item ("    %s%s", names->str, n > SHOWN_NAMES ? ", …" : "");
    }
}

/* Until every message has its last word and @span has passed, for the answers. */
static gboolean
wait_for_world (Story        *story,
                gint64        span,
                GCancellable *cancellable,
                GError      **error)
{
  gint64 start = g_get_monotonic_time ();

  if (!dex_await (peal_until_cancelled (peal_engine_wait_idle (story->engine), cancellable), error))
    return FALSE;
  for (;;)
    {
      gint64 passed = g_get_monotonic_time () - start;
      g_autoptr(GArray) counts = NULL;

      if (!dex_await (peal_until_cancelled (peal_engine_poll_now (story->engine), cancellable), error))
        return FALSE;
      counts = dex_await_boxed (peal_messages_count_by_state (story->store), error);
      if (counts == NULL)
        return FALSE;
      if (passed >= LONGEST_WAIT
          || (passed >= span && g_array_index (counts, gint64, PEAL_STATE_ACCEPTED) == 0
              && g_array_index (counts, gint64, PEAL_STATE_SENT) == 0))
        return TRUE;
      if (!dex_await (peal_until_cancelled (dex_timeout_new_usec (LOOK_PAUSE), cancellable), error)
          && !g_error_matches (*error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
        return FALSE;
      g_clear_error (error);
    }
}

static GPtrArray *
list_messages (Story            *story,
               PealDirection     direction,
               PealMessageState  state,
               GError          **error)
{
  PealMessageFilter filter = { .direction = direction, .state = state, .since = story->began, .limit = 1000 };

  return dex_await_boxed (peal_messages_list (story->store, &filter), error);
}

static const char *
describe_failure (const PealMessageRow *row)
{
  switch (peal_failure_class_from_db (row->failure))
    {
    case PEAL_FAILURE_HANDSET:
      return "the phone could not be reached";
    case PEAL_FAILURE_NUMBER:
      return "this number cannot get messages";
    case PEAL_FAILURE_OBJECTION:
      return "the person has opted out at the carrier; noted here too";
    case PEAL_FAILURE_CONTENT:
      return "the carrier refused the text";
    case PEAL_FAILURE_NONE:
    case PEAL_FAILURE_TRANSPORT:
    case PEAL_FAILURE_UNKNOWN:
    case PEAL_FAILURE_THROTTLED:
    case PEAL_FAILURE_ACCOUNT:
      break;
    }
  return peal_failure_class_to_string (peal_failure_class_from_db (row->failure));
}

static gboolean
tell_fates (Story   *story,
            GError **error)
{
  static const PealMessageState bad[] = { PEAL_STATE_UNDELIVERED, PEAL_STATE_FAILED };
  g_autoptr(GPtrArray) delivered = list_messages (story, PEAL_DIRECTION_OUTBOUND, PEAL_STATE_DELIVERED, error);

  if (delivered == NULL)
    return FALSE;
  peal_prose_line ("delivered %u; not delivered:", delivered->len);
  for (guint s = 0; s < G_N_ELEMENTS (bad); s++)
    {
      g_autoptr(GPtrArray) rows = list_messages (story, PEAL_DIRECTION_OUTBOUND, bad[s], error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          const PealMessageRow *row = g_ptr_array_index (rows, i);
          g_autofree char *name = peal_prose_fit (get_name (story, row->theirs), NAME_COLUMNS);

          peal_prose_item ("%s %s (code %s)", name, describe_failure (row), row->provider_code);
        }
    }
  return TRUE;
}

/* 3: answers ---------------------------------------------------------------------------------------- */

static void
tell_answer (Story                *story,
             const PealMessageRow *row)
{
  g_autoptr(PealIntent) intent = peal_intent_new (row->body, NULL, PEAL_INTENT_DEFAULT);
  g_autofree char *name = peal_prose_fit (get_name (story, row->theirs), NAME_COLUMNS);
  g_autofree char *quoted = g_strdup_printf ("“%s”", row->body);
  g_autofree char *body = peal_prose_fit (quoted, 46);
  const char *class = intent->class == PEAL_INTENT_OPT_OUT ? "opt-out" : peal_intent_class_to_string (intent->class);

  if (intent->class == PEAL_INTENT_NONE)
    peal_prose_item ("%s %s", name, g_strchomp (body));
  else
    peal_prose_item ("%s %s %s, by rule %s in “%s”", name, body, class, intent->rule, intent->span);
}

static gboolean
tell_answers (Story   *story,
              GError **error)
{
  g_autoptr(GPtrArray) rows = list_messages (story, PEAL_DIRECTION_INBOUND, PEAL_STATE_RECEIVED, error);

  if (rows == NULL)
    return FALSE;
  peal_prose_heading (3, "%u answers come back", rows->len);
  for (guint i = rows->len; i > 0; i--)
    tell_answer (story, g_ptr_array_index (rows, i - 1));
  return TRUE;
}

/* The whole ----------------------------------------------------------------------------------------- */

static gboolean
notify_everybody (Story        *story,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autoptr(PealSendReport) report = NULL;

  peal_prose_heading (2, "A message goes to the group “%s”", PEAL_DEMO_GROUP);
  report = send (story, NOTICE, PEAL_MESSAGE_TRANSACTIONAL, "Closing early", PEAL_DEMO_GROUP, error);
  if (report == NULL)
    return FALSE;
  peal_prose_line ("over HTTP, to %s", peal_demo_get_url (story->demo));
  peal_prose_line ("sent %u · left out %u:", report->n_now + report->n_later, report->n_left_out);
  tell_reasons (report, TRUE);
  return wait_for_world (story, ANSWERS_TIME, cancellable, error) && tell_fates (story, error)
         && tell_answers (story, error);
}

/* Marketing: who said STOP a moment ago is left out, and the others wait for their lawful hour. */
static gboolean
advertise (Story        *story,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr(PealSendReport) report = NULL;

  peal_prose_heading (4, "A second message, to the group “%s”, and this one is advertising", PEAL_DEMO_CLUB);
  report = send (story, OFFER, PEAL_MESSAGE_MARKETING, "Free chairs", PEAL_DEMO_CLUB, error);
  if (report == NULL)
    return FALSE;
  peal_prose_line ("left out %u:", report->n_left_out);
  tell_reasons (report, TRUE);
  peal_prose_line ("sent now %u · waiting %u%s", report->n_now, report->n_later, report->n_later > 0 ? ":" : "");
  tell_reasons (report, FALSE);
  return wait_for_world (story, report->n_now > 0 ? ANSWERS_TIME : 0, cancellable, error);
}

static gboolean
mark_read (Story      *story,
           const char *number,
           GError    **error)
{
  g_autoptr(GError) refused = NULL;
  gint64 id = dex_await_int64 (peal_talk_find (story->store, number), &refused);

  if (refused == NULL && dex_await (peal_talk_mark_read (story->store, id, TRUE), &refused))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* A person reads two of the answers and writes back. */
static gboolean
answer (Story        *story,
        GCancellable *cancellable,
        GError      **error)
{
  static const struct
  {
    const char *number;
    const char *text;
  } answers[] = {
    { "+12015550116", "We close at 6 on Saturdays. Shall I keep the chair at 4 for you?" },
    { "+12015550140", "No problem! Is Tuesday at 10 good for you?" },
  };

  peal_prose_heading (5, "A person writes back");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(PealSendRequest) request = peal_send_request_new ();
      g_autoptr(PealSendReport) report = NULL;
      g_autofree char *name = peal_prose_fit (get_name (story, answers[i].number), NAME_COLUMNS);

      g_set_str (&request->body, answers[i].text);
      g_set_str (&request->actor, ACTOR);
      request->kind = PEAL_MESSAGE_CONVERSATIONAL;
      request->numbers = g_strdupv ((char *[]) { (char *) answers[i].number, NULL });
      report = dex_await_boxed (peal_engine_send (story->engine, request), error);
      if (report == NULL || !mark_read (story, answers[i].number, error))
        return FALSE;
      peal_prose_item ("%s “%s”", name, answers[i].text);
    }
  return wait_for_world (story, 0, cancellable, error);
}

static gboolean
verify (Story   *story,
        GError **error)
{
  g_autoptr(PealVerifyReport) report = dex_await_boxed (peal_store_verify (story->store), error);

  if (report == NULL)
    return FALSE;
  peal_prose_heading (6, "The books are checked");
  peal_prose_line ("%s: %" G_GINT64_FORMAT " entries of the ledger, references, database, every message's state",
                   peal_verify_report_is_sound (report) ? "sound" : "NOT SOUND", report->ledger_rows);
  for (guint i = 0; i < report->findings->len; i++)
    peal_prose_item ("%s", (const char *) g_ptr_array_index (report->findings, i));
  if (!peal_verify_report_is_sound (report))
    g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CORRUPT, "The workspace is not sound; see above.");
  return peal_verify_report_is_sound (report);
}

static gboolean
check_new (Story   *story,
           GError **error)
{
  g_autoptr(GError) refused = NULL;
  gint64 n_contacts = dex_await_int64 (peal_contacts_count (story->store), &refused);

  if (refused != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  if (n_contacts > 0)
    g_set_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_EXISTS,
                 "There are people in this workspace. Name a new folder: pealctl --workspace DIR demo");
  return n_contacts == 0;
}

static gboolean
tell (Story        *story,
      GCancellable *cancellable,
      GError      **error)
{
  if (!check_new (story, error) || !fill (story, error) || !dex_await (peal_engine_start (story->engine), error))
    return FALSE;
  return notify_everybody (story, cancellable, error) && advertise (story, cancellable, error)
         && answer (story, cancellable, error) && verify (story, error);
}

static DexFuture *
demo_fiber (PealCli      *cli,
            GCancellable *cancellable)
{
  g_autofree char *usual = peal_engine_dup_default_directory ();
  g_autoptr(GError) error = NULL;
  g_autoptr(PealEngine) engine = NULL;
  g_autoptr(PealDemo) demo = NULL;
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Story story;
  gboolean told;

  if (g_str_equal (cli->workspace, usual))
    return peal_cli_return (peal_cli_usage (cli, "Name a new folder for it: pealctl --workspace DIR demo"));
  engine = dex_await_object (peal_cli_open (cli, TRUE), &error);
  if (engine == NULL)
    return peal_cli_return_error (cli, error);

  demo = peal_demo_new (engine);
  story = (Story) {
    .engine = engine,
    .store = peal_engine_get_store (engine),
    .demo = demo,
    .began = peal_clock_get_now (peal_engine_get_clock (engine)),
    .names = names,
  };
  told = tell (&story, cancellable, &error);
  dex_await (peal_cli_close (engine), NULL);
  return told ? peal_cli_return (PEAL_CLI_OK) : peal_cli_return_error (cli, error);
}

const PealVerb peal_verb_demo = {
  .name = "demo",
  .arguments = "",
  .summary = "Show the main job from end to end in a new workspace of made-up people",
  .fiber = demo_fiber,
};

/* verb-schedule.c: pealctl schedule: what is sent at a time, or again and again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-overdue-answer.h"
#include "peal-scheduler.h"
#include "peal-settings.h"
#include "verbs.h"

#define DEFAULT_COUNT 5
#define MAX_COUNT 1000

/* --days was not given. */
#define NO_DAYS G_MININT

static char *name_option;
static char *text_option;
static char *start_option;
static char *zone_option;
static char *repeat_option;
static char **to_option;
static char **group_option;
static char *account_option;
static char *kind_option;
static char *date_option;
static int days_option = NO_DAYS;
static char *leap_day_option;
static gboolean once_option;
static char *valid_for_option;
static char *missed_option;
static char *late_option;
static int count_option;

/* Options ----------------------------------------------------------------------------------------- */

/* "90m", "4h", "2d". */
static gboolean
read_span (const char *text,
           gint64     *span)
{
  static const struct
  {
    char letter;
    gint64 unit;
  } units[] = { { 'm', PEAL_MINUTE }, { 'h', PEAL_HOUR }, { 'd', PEAL_DAY } };
  char *end = NULL;
  guint64 number;

  if (text == NULL)
    return TRUE;
  number = g_ascii_isdigit (*text) ? g_ascii_strtoull (text, &end, 10) : G_MAXUINT64;
  for (guint i = 0; number <= 10000 && i < G_N_ELEMENTS (units); i++)
    if (end[0] == units[i].letter && end[1] == '\0')
      {
        *span = (gint64) number * units[i].unit;
        return TRUE;
      }
  return FALSE;
}

/* The index of @text among @words, NULL-terminated; -1 = none of them. */
static int
find_word (const char *const *words,
           const char        *text)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      return i;
  return -1;
}

static const char *const policies[] = { "late", "skip", "ask", NULL };      /* as PealMissedPolicy */
static const char *const leap_days[] = { "before", "after", "omit", NULL }; /* as PealLeapDay */

/* What goes by a date of the recipient's. */
static void
read_occasion (PealSchedule *schedule,
               int           leap_day)
{
  if (once_option)
    schedule->occasion.yearly = FALSE;
  if (days_option != NO_DAYS)
    schedule->occasion.days = days_option;
  if (leap_day_option != NULL)
    schedule->occasion.leap_day = (PealLeapDay) leap_day;
  schedule->occasion.hour = schedule->start.hour;
  schedule->occasion.minute = schedule->start.minute;
}

/* What is wrong with the options; NULL = nothing. Reads those that were given into @schedule; a new one
 * needs a start. */
static char *
read_options (PealSchedule *schedule,
              gboolean      is_new)
{
  int policy = missed_option != NULL ? find_word (policies, missed_option) : (int) schedule->policy;
  int leap_day = leap_day_option != NULL ? find_word (leap_days, leap_day_option) : 0;

  if (start_option == NULL && is_new)
    return g_strdup ("Say when: --start \"2026-11-30 09:00\"");
  if (start_option != NULL && !peal_civil_time_parse (start_option, &schedule->start))
    return g_strdup_printf ("\"%s\" is no time of a clock. Write it like 2026-11-30 09:00", start_option);
  if (policy < 0)
    return g_strdup_printf ("\"%s\" is none of late, skip, ask.", missed_option);
  if (leap_day < 0)
    return g_strdup_printf ("\"%s\" is none of before, after, omit.", leap_day_option);
  if (missed_option != NULL && policy == PEAL_MISSED_SKIP)
    schedule->grace = 0;
  if (!read_span (late_option, &schedule->grace))
    return g_strdup_printf ("\"%s\" is no span. Write it like 90m, 4h or 2d", late_option);
  if (!read_span (valid_for_option, &schedule->validity) || schedule->validity == 0)
    return g_strdup_printf ("\"%s\" is no span. Write it like 90m, 4h or 2d", valid_for_option);
  if (kind_option != NULL && !peal_message_kind_from_string (kind_option, &schedule->kind))
    return g_strdup_printf ("\"%s\" is none of conversational, transactional, marketing.", kind_option);
  schedule->policy = (PealMissedPolicy) policy;
  read_occasion (schedule, leap_day);
  return NULL;
}

/* Caller frees. */
static char *
dup_own_zone (PealEngine *engine,
              GError    **error)
{
  g_autofree char *set = dex_await_string (peal_setting_get (peal_engine_get_store (engine), PEAL_SETTING_ZONE), error);

  return set != NULL ? peal_schedule_dup_own_zone (set) : NULL;
}

static void
set_if_given (char      **field,
              const char *option)
{
  if (option != NULL)
    g_set_str (field, option);
}

/* The rest of the options, which the workspace has to be asked about. */
static gboolean
complete (PealCli      *cli,
          PealEngine   *engine,
          PealSchedule *schedule,
          GError      **error)
{
  PealStore *store = peal_engine_get_store (engine);
  gboolean is_new = schedule->id == 0;

  set_if_given (&schedule->body, is_new ? cli->args[1] : text_option);
  set_if_given (&schedule->name, is_new && name_option == NULL ? cli->args[1] : name_option);
  set_if_given (&schedule->rule, repeat_option);
  set_if_given (&schedule->date_field, date_option);
  if (to_option != NULL)
    {
      g_strfreev (schedule->numbers);
      schedule->numbers = g_strdupv (to_option);
    }
  if (group_option != NULL)
    g_array_set_size (schedule->group_ids, 0);
  if (zone_option != NULL)
    g_set_str (&schedule->zone, g_str_equal (zone_option, "own") ? "" : zone_option);
  else if (is_new)
    {
      g_free (schedule->zone);
      schedule->zone = dup_own_zone (engine, error);
    }
  return schedule->zone != NULL && peal_cli_find_groups (store, group_option, schedule->group_ids, error)
         && (account_option == NULL || peal_cli_find_account (store, account_option, &schedule->account_id, error));
}

/* Answers ----------------------------------------------------------------------------------------- */

static void
add_schedule_members (JsonBuilder        *builder,
                      const PealSchedule *schedule)
{
  g_autofree char *start = peal_civil_time_format (&schedule->start);

  peal_cli_add_int (builder, "id", schedule->id);
  peal_cli_add_string (builder, "name", schedule->name);
  peal_cli_add_string (builder, "state", peal_schedule_state_to_string (schedule->state));
  peal_cli_add_string (builder, "start", start);
  peal_cli_add_string (builder, "zone", *schedule->zone != '\0' ? schedule->zone : "own");
  peal_cli_add_string (builder, "repeat", schedule->rule);
  peal_cli_add_string (builder, "date", schedule->date_field);
  peal_cli_add_string (builder, "kind", peal_message_kind_to_string (schedule->kind));
  peal_cli_add_string (builder, "missed", policies[schedule->policy]);
  peal_cli_add_time (builder, "next_at", schedule->next_at);
  peal_cli_add_int (builder, "made", schedule->n_made);
  peal_cli_add_string (builder, "account", schedule->account_label);
  peal_cli_add_boolean (builder, "has_account", schedule->has_account);
  peal_cli_add_boolean (builder, "has_audience", schedule->has_audience);
}

static void
print_schedule (PealCli      *cli,
                JsonBuilder  *builder,
                guint         number,
                gconstpointer item)
{
  const PealSchedule *schedule = item;
  g_autofree char *next = schedule->next_at != PEAL_TIME_NEVER ? peal_time_to_iso8601 (schedule->next_at) : g_strdup ("");

  const gboolean is_active = schedule->state == PEAL_SCHEDULE_ACTIVE;

  if (!cli->json)
    {
      g_print ("%" G_GINT64_FORMAT "\t%s\t%s%s%s\t%s\n", schedule->id, schedule->name,
               peal_schedule_state_to_string (schedule->state), is_active && !schedule->has_account ? ", no account" : "",
               is_active && !schedule->has_audience ? ", the rule of its group is broken" : "", next);
      return;
    }
  json_builder_begin_object (builder);
  add_schedule_members (builder, schedule);
  json_builder_end_object (builder);
}

static DexFuture *
list_schedules (PealCli    *cli,
                PealEngine *engine)
{
  return peal_cli_list (cli, peal_schedules_list (peal_engine_get_store (engine)), print_schedule,
                        "There is no schedule yet. Make one with: pealctl schedule add");
}

static DexFuture *
add_schedule (PealCli    *cli,
              PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSchedule) schedule = peal_schedule_new ("", "");
  g_autofree char *fault = read_options (schedule, TRUE); /* none: find_fault () has looked */
  gint64 id;

  if (!complete (cli, engine, schedule, &error))
    return peal_cli_return_error (cli, error);
  id = dex_await_int64 (peal_engine_save_schedule (engine, schedule, "pealctl"), &error);
  if (error != NULL)
    return peal_cli_return_error (cli, error);
  if (cli->json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      peal_cli_add_int (builder, "id", id);
      json_builder_end_object (builder);
      peal_cli_print_json (builder);
    }
  else
    g_print ("Schedule %" G_GINT64_FORMAT ". See when it sends: pealctl schedule next %" G_GINT64_FORMAT "\n", id, id);
  return peal_cli_return (PEAL_CLI_OK);
}

/* The schedule that the second word names. */
static PealSchedule *
load_named (PealCli    *cli,
            PealEngine *engine,
            GError    **error)
{
  return dex_await_boxed (peal_schedules_get (peal_engine_get_store (engine),
                                              g_ascii_strtoll (cli->args[1], NULL, 10)), error);
}

/* Only what is said is changed, and only what stands as it was read. */
static DexFuture *
edit_schedule (PealCli    *cli,
               PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSchedule) schedule = load_named (cli, engine, &error);
  g_autofree char *fault = NULL;

  if (schedule == NULL)
    return peal_cli_return_error (cli, error);
  fault = read_options (schedule, FALSE); /* none: find_fault () has looked */
  if (!complete (cli, engine, schedule, &error))
    return peal_cli_return_error (cli, error);
  dex_await_int64 (peal_engine_save_schedule (engine, schedule, "pealctl"), &error);
  if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT))
    {
      g_clear_error (&error);
      g_set_error (&error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT,
                   "Schedule %" G_GINT64_FORMAT " was changed, or has sent, meanwhile; nothing was changed now. See how it "
                   "stands, then say it again: pealctl schedule next %" G_GINT64_FORMAT, schedule->id, schedule->id);
    }
  if (error != NULL)
    return peal_cli_return_error (cli, error);
  return peal_cli_return (PEAL_CLI_OK);
}

static void
add_occurrences (JsonBuilder *builder,
                 GPtrArray   *rows)
{
  json_builder_set_member_name (builder, "occurrences");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const PealOccurrenceRow *row = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      peal_cli_add_time (builder, "due_at", row->due_at);
      peal_cli_add_int (builder, "campaign_id", row->campaign_id);
      peal_cli_add_string (builder, "reason", row->reason);
      peal_cli_add_int (builder, "passed_over", row->n_passed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_occurrences (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PealOccurrenceRow *row = g_ptr_array_index (rows, i);
      g_autofree char *due = peal_time_to_iso8601 (row->due_at);

      g_print ("  %s\t%s\t%s\n", due, row->campaign_id != 0 ? "made" : "nothing sent", row->reason);
    }
}

static DexFuture *
show_schedule (PealCli    *cli,
               PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSchedule) schedule = load_named (cli, engine, &error);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (schedule != NULL)
    rows = dex_await_boxed (peal_schedules_list_occurrences (peal_engine_get_store (engine), schedule->id, 100), &error);
  if (rows == NULL)
    return peal_cli_return_error (cli, error);
  if (!cli->json)
    {
      print_schedule (cli, builder, 1, schedule);
      g_print ("  %s\n", schedule->body);
      print_occurrences (rows);
      return peal_cli_return (PEAL_CLI_OK);
    }
  json_builder_begin_object (builder);
  add_schedule_members (builder, schedule);
  peal_cli_add_string (builder, "body", schedule->body);
  add_occurrences (builder, rows);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

static void
print_time (PealCli                *cli,
            JsonBuilder            *builder,
            const PealSchedule     *schedule,
            const PealScheduleTime *time)
{
  static const char *const fits[] = { "unique", "gap", "overlap" };
  static const char *const notes[] = {
    "", "\tthe clock is set forward over it: it goes that much later", "\tthe clock shows it twice: it goes the first time",
  };
  g_autofree char *local = peal_civil_time_format (&time->local);
  g_autofree char *at = peal_time_to_iso8601 (time->at);
  const char *zone = *schedule->zone != '\0' ? schedule->zone : "own";

  if (!cli->json)
    g_print ("%s\t%s\t%s%s\n", local, zone, at, notes[time->fit]);
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "local", local);
  peal_cli_add_string (builder, "zone", zone);
  peal_cli_add_time (builder, "at", time->at);
  peal_cli_add_time (builder, "latest", time->latest);
  peal_cli_add_string (builder, "fit", fits[time->fit]);
  json_builder_end_object (builder);
}

static DexFuture *
list_times (PealCli    *cli,
            PealEngine *engine)
{
  int n = count_option > 0 ? MIN (count_option, MAX_COUNT) : DEFAULT_COUNT;
  gint64 after = peal_clock_get_now (peal_engine_get_clock (engine));
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSchedule) schedule = load_named (cli, engine, &error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  PealScheduleTime time;

  if (schedule == NULL)
    return peal_cli_return_error (cli, error);
  peal_cli_begin_rows (cli);
  for (int i = 0; i < n && peal_schedule_find_next (schedule, after, &time); i++)
    {
      print_time (cli, builder, schedule, &time);
      peal_cli_add_row (cli, builder);
      after = time.at;
    }
  peal_cli_end_rows (cli);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
report (PealCli   *cli,
        DexFuture *done)
{
  g_autoptr(GError) error = NULL;

  if (!dex_await (done, &error))
    return peal_cli_return_error (cli, error);
  return peal_cli_return (PEAL_CLI_OK);
}

static gint64
get_id (PealCli *cli)
{
  return g_ascii_strtoll (cli->args[1], NULL, 10);
}

static DexFuture *
pause_schedule (PealCli    *cli,
                PealEngine *engine)
{
  return report (cli, peal_schedules_pause (peal_engine_get_store (engine), get_id (cli), "pealctl"));
}

static DexFuture *
resume_schedule (PealCli    *cli,
                 PealEngine *engine)
{
  return report (cli, peal_engine_resume_schedule (engine, get_id (cli), "pealctl"));
}

static DexFuture *
delete_schedule (PealCli    *cli,
                 PealEngine *engine)
{
  return report (cli, peal_schedules_set_deleted (peal_engine_get_store (engine), get_id (cli), TRUE, "pealctl"));
}

/* Questions --------------------------------------------------------------------------------------- */

static void
print_questions (const PealQuestions *questions)
{
  if (questions->clock)
    g_print ("The clock was set, or nothing was sent for long. If it is right: pealctl schedule answer clock\n");
  if (questions->copy)
    g_print ("This workspace was restored or copied. If no other copy sends: pealctl schedule answer only-copy\n");
  if (questions->n_messages > 0)
    g_print ("Messages whose time has passed: %" G_GINT64_FORMAT ". To send them now, or never: "
             "pealctl schedule answer send|leave-out\n", questions->n_messages);
}

static DexFuture *
list_questions (PealCli    *cli,
                PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealQuestions) questions = dex_await_boxed (peal_engine_get_questions (engine), &error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (questions == NULL)
    return peal_cli_return_error (cli, error);
  if (!cli->json)
    {
      print_questions (questions);
      return peal_cli_return (PEAL_CLI_OK);
    }
  json_builder_begin_object (builder);
  peal_cli_add_boolean (builder, "clock", questions->clock);
  peal_cli_add_boolean (builder, "copy", questions->copy);
  peal_cli_add_int (builder, "messages", questions->n_messages);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

static const char *const answers[] = { "clock", "only-copy", "send", "leave-out", NULL };

static DexFuture *
answer (PealCli    *cli,
        PealEngine *engine)
{
  const char *word = cli->args[1];
  g_autoptr(PealOverdueAnswer) given = NULL;
  g_autoptr(GError) error = NULL;

  if (g_str_equal (word, "clock"))
    return report (cli, peal_engine_confirm_clock (engine, "pealctl"));
  if (g_str_equal (word, "only-copy"))
    return report (cli, peal_engine_confirm_only_copy (engine, "pealctl"));
  given = dex_await_boxed (peal_overdue_answer (peal_engine_get_store (engine), NULL, g_str_equal (word, "send"),
                                                "pealctl", NULL), &error);
  if (given == NULL || given->error != NULL)
    return peal_cli_return_error (cli, given != NULL ? given->error : error);
  return peal_cli_return (PEAL_CLI_OK);
}

/* The verb ---------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  PealCliFunc func;
  const char *argument; /* that it needs; NULL = none */
} Action;

static const Action actions[] = {
  { "add", add_schedule, "TEXT" },     { "list", list_schedules, NULL },
  { "show", show_schedule, "ID" },     { "next", list_times, "ID" },
  { "pause", pause_schedule, "ID" },   { "resume", resume_schedule, "ID" },
  { "edit", edit_schedule, "ID" },     { "delete", delete_schedule, "ID" },
  { "questions", list_questions, NULL }, { "answer", answer, "ANSWER" },
};

/* What is wrong with the words after "schedule" and with the options; NULL = nothing. */
static char *
find_fault (PealCli      *cli,
            const Action *action)
{
  g_autoptr(PealSchedule) schedule = NULL;

  if (action->argument == NULL)
    return cli->n_args > 1 ? g_strdup_printf ("Too many arguments: %s", cli->args[1]) : NULL;
  if (cli->n_args < 2)
    return g_strdup_printf ("Too few arguments: schedule %s %s", action->name, action->argument);
  if (action->func == answer && find_word (answers, cli->args[1]) < 0)
    return g_strdup_printf ("\"%s\" is none of clock, only-copy, send, leave-out.", cli->args[1]);
  if (g_str_equal (action->argument, "ID") && get_id (cli) <= 0)
    return g_strdup_printf ("\"%s\" is no schedule's number. See: pealctl schedule list", cli->args[1]);
  if (action->func == add_schedule && text_option != NULL)
    return g_strdup ("--text is for edit: schedule add TEXT");
  if (action->func != add_schedule && action->func != edit_schedule)
    return NULL;
  schedule = peal_schedule_new ("", "");
  return read_options (schedule, action->func == add_schedule);
}

static DexFuture *
schedule_fiber (PealCli      *cli,
                GCancellable *cancellable)
{
  const char *name = cli->args[0];

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      {
        g_autofree char *fault = find_fault (cli, &actions[i]);

        if (fault != NULL)
          return peal_cli_return (peal_cli_usage (cli, "%s", fault));
        return peal_cli_with_engine (cli, actions[i].func);
      }
  return peal_cli_return (peal_cli_usage (cli, "\"%s\" is none of add, list, show, next, edit, pause, resume, delete, "
                                               "questions, answer.", name));
}

static const GOptionEntry entries[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name_option, "Name of the schedule and of its campaigns", "NAME" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &text_option, "With edit: another text", "TEXT" },
  { "start", 0, 0, G_OPTION_ARG_STRING, &start_option, "The first time, on a clock: 2026-11-30 09:00", "TIME" },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &zone_option,
    "Whose clock: a zone such as Europe/Berlin, or \"own\" for each recipient's", "ZONE" },
  { "repeat", 0, 0, G_OPTION_ARG_STRING, &repeat_option, "FREQ=WEEKLY;BYDAY=MO and the like (RRULE)", "RULE" },
  { "to", 't', 0, G_OPTION_ARG_STRING_ARRAY, &to_option, "A number; may be repeated", "NUMBER" },
  { "group", 'g', 0, G_OPTION_ARG_STRING_ARRAY, &group_option, "A group; may be repeated", "NAME" },
  { "account", 0, 0, G_OPTION_ARG_STRING, &account_option, "Through this account", "LABEL" },
  { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind_option, "transactional, marketing or conversational", "KIND" },
  { "date", 0, 0, G_OPTION_ARG_STRING, &date_option, "Only to those whose day it is: birthday, or a custom field",
    "FIELD" },
  { "days", 0, 0, G_OPTION_ARG_INT, &days_option, "So many days after that date, or before it: -7", "N" },
  { "only-once", 0, 0, G_OPTION_ARG_NONE, &once_option, "The date itself, not each year's", NULL },
  { "leap-day", 0, 0, G_OPTION_ARG_STRING, &leap_day_option, "29 February in other years: before, after, omit", "WHEN" },
  { "valid-for", 0, 0, G_OPTION_ARG_STRING, &valid_for_option, "Not sent later than that after its time: 90m, 4h, 2d",
    "SPAN" },
  { "missed", 0, 0, G_OPTION_ARG_STRING, &missed_option,
    "If nothing could be sent at its time: late (within --late, else never), skip, ask", "POLICY" },
  { "late", 0, 0, G_OPTION_ARG_STRING, &late_option, "Late by no more it is sent anyway (4h; with skip: 0m)", "SPAN" },
  { "count", 'c', 0, G_OPTION_ARG_INT, &count_option, "How many times to show (5)", "N" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_schedule = {
  .name = "schedule",
  .arguments = "add TEXT|list|show ID|next ID|edit ID|pause ID|resume ID|delete ID|questions|answer ANSWER",
  .summary = "Send at a time, or again and again",
  .entries = entries,
  .min_args = 1,
  .max_args = 2,
  .fiber = schedule_fiber,
};

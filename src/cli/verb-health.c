/* verb-health.c: pealctl health: how everything is doing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-health-prose.h"
#include "verbs.h"

static gboolean check_option;

/* JSON ---------------------------------------------------------------------------------------------- */

static void
begin (JsonBuilder *builder,
       const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

/* null where it is not known. */
static void
add_known (JsonBuilder *builder,
           const char  *name,
           gint64       value,
           gboolean     is_known)
{
  json_builder_set_member_name (builder, name);
  if (is_known)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_findings (JsonBuilder      *builder,
              const PealHealth *health)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < health->findings->len; i++)
    {
      const PealFinding *finding = &g_array_index (health->findings, PealFinding, i);
      const PealHealthAccount *account = peal_health_find_account (health, finding->account_id);
      g_autofree char *text = peal_health_finding_prose (health, finding);

      json_builder_begin_object (builder);
      peal_cli_add_string (builder, "code", peal_finding_code_to_string (finding->code));
      peal_cli_add_string (builder, "level", peal_health_level_to_string (finding->level));
      peal_cli_add_string (builder, "account", account != NULL ? account->account->label : "");
      peal_cli_add_string (builder, "text", text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static const char *
get_store_condition (const PealHealth *health)
{
  switch (health->condition)
    {
    case PEAL_STORE_READY:
      return "ready";
    case PEAL_STORE_READ_ONLY:
      return "read_only";
    case PEAL_STORE_NEWER:
      return "newer";
    }
  return "";
}

static void
add_workspace (JsonBuilder      *builder,
               const PealHealth *health)
{
  begin (builder, "workspace");
  peal_cli_add_string (builder, "directory", health->directory);
  peal_cli_add_string (builder, "condition", get_store_condition (health));
  add_known (builder, "size_bytes", health->size, health->size >= 0);
  add_known (builder, "free_bytes", health->free, health->free >= 0);
  json_builder_end_object (builder);

  begin (builder, "sender");
  peal_cli_add_string (builder, "who", peal_holder_to_string (health->sender));
  add_known (builder, "pid", health->sender_pid, health->sender_pid != 0);
  json_builder_end_object (builder);
  peal_cli_add_string (builder, "keyring", peal_keyring_to_string (health->keyring));
}

static void
add_queue (JsonBuilder      *builder,
           const PealHealth *health)
{
  const PealVitals *vitals = health->vitals;

  begin (builder, "queue");
  peal_cli_add_int (builder, "waiting", vitals->n_waiting);
  peal_cli_add_int (builder, "later", vitals->n_later);
  peal_cli_add_int (builder, "held", vitals->n_held);
  peal_cli_add_int (builder, "paused", vitals->n_paused);
  peal_cli_add_int (builder, "in_air", vitals->n_in_air);
  peal_cli_add_int (builder, "asking", vitals->n_asking);
  peal_cli_add_int (builder, "deciding", vitals->n_deciding);
  peal_cli_add_time (builder, "oldest_due", vitals->oldest_due);
  add_known (builder, "oldest_due_seconds", (health->at - vitals->oldest_due) / PEAL_SECOND, vitals->oldest_due != 0);
  json_builder_end_object (builder);

  begin (builder, "rate");
  peal_cli_add_int (builder, "last_minute", vitals->n_last_minute);
  peal_cli_add_int (builder, "last_hour", vitals->n_last_hour);
  peal_cli_add_time (builder, "expected_end", health->expected_end);
  json_builder_end_object (builder);
}

static void
add_failures (JsonBuilder      *builder,
              const PealVitals *vitals)
{
  json_builder_set_member_name (builder, "failures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < vitals->failures->len; i++)
    {
      const PealFailureCount *failure = g_ptr_array_index (vitals->failures, i);

      json_builder_begin_object (builder);
      peal_cli_add_string (builder, "failure", peal_failure_class_to_string (failure->failure));
      peal_cli_add_string (builder, "provider_code", failure->provider_code);
      peal_cli_add_int (builder, "last_day", failure->n_day);
      peal_cli_add_int (builder, "last_week", failure->n_week);
      peal_cli_add_time (builder, "last_at", failure->last_at);
      peal_cli_add_string (builder, "text", peal_health_failure_prose (failure->failure));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  peal_cli_add_boolean (builder, "failures_complete", !vitals->failures_cut);
}

static void
add_account (JsonBuilder             *builder,
             const PealHealthAccount *account)
{
  const PealAccountHealth *health = account->health;
  gboolean seen = account->seen_at != 0;

  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", account->account->id);
  peal_cli_add_string (builder, "label", account->account->label);
  peal_cli_add_string (builder, "provider", account->account->provider);
  peal_cli_add_boolean (builder, "enabled", account->account->enabled);
  peal_cli_add_time (builder, "seen_at", account->seen_at);
  peal_cli_add_string (builder, "condition", seen ? peal_account_condition_to_string (health->condition) : "unknown");
  peal_cli_add_time (builder, "until", health->until);
  peal_cli_add_string (builder, "detail", health->detail);
  peal_cli_add_time (builder, "replies_at", health->replies_at);
  peal_cli_add_time (builder, "receipts_at", health->receipts_at);
  peal_cli_add_time (builder, "answered_at", health->answered_at);
  add_known (builder, "latency_ms", health->latency * 1000 / PEAL_SECOND, health->latency >= 0);
  add_known (builder, "clock_ahead_ms", health->skew / (PEAL_SECOND / 1000), health->skew != PEAL_TIME_NEVER);
  add_known (builder, "balance_micros", health->balance_micros, *health->currency != '\0');
  peal_cli_add_string (builder, "currency", health->currency);
  peal_cli_add_time (builder, "balance_at", health->balance_at);
  peal_cli_add_string (builder, "secret",
                       account->needs_secret ? peal_secret_place_to_string (account->secret) : "not_needed");
  json_builder_end_object (builder);
}

static void
add_inspection (JsonBuilder          *builder,
                const char           *name,
                const PealInspection *inspection,
                gint64                ledger_rows)
{
  begin (builder, name);
  if (inspection->kind == PEAL_INSPECTION_LEDGER)
    {
      peal_cli_add_int (builder, "rows", ledger_rows);
      peal_cli_add_int (builder, "checked_rows", inspection->seq);
    }
  peal_cli_add_time (builder, "began_at", inspection->began_at);
  peal_cli_add_time (builder, "checked_at", inspection->ended_at);
  json_builder_set_member_name (builder, "sound");
  if (inspection->n_found == 0 && !peal_inspection_is_sound (inspection))
    json_builder_add_null_value (builder); /* not checked to its end */
  else
    json_builder_add_boolean_value (builder, inspection->n_found == 0);
  peal_cli_add_int (builder, "found", inspection->n_found);
  peal_cli_add_string (builder, "finding", inspection->finding);
  json_builder_end_object (builder);
}

static void
print_json (const PealHealth *health)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "level", peal_health_level_to_string (health->level));
  peal_cli_add_time (builder, "at", health->at);
  add_findings (builder, health);
  add_workspace (builder, health);
  add_queue (builder, health);
  add_failures (builder, health->vitals);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < health->accounts->len; i++)
    add_account (builder, g_ptr_array_index (health->accounts, i));
  json_builder_end_array (builder);
  add_inspection (builder, "ledger", health->vitals->ledger, health->vitals->ledger_rows);
  add_inspection (builder, "file", health->vitals->file, 0);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

/* The verb ------------------------------------------------------------------------------------------ */

static DexFuture *
report_health (PealCli    *cli,
               PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealHealth) health = NULL;

  if (!check_option || dex_await (peal_health_check (engine, TRUE), &error))
    health = dex_await_boxed (peal_health_read (engine), &error);
  if (health == NULL)
    return peal_cli_return_error (cli, error);
  if (cli->json)
    print_json (health);
  else
    peal_health_print_prose (health);
  return peal_cli_return (health->level == PEAL_HEALTH_BROKEN ? PEAL_CLI_FAILED : PEAL_CLI_OK);
}

static DexFuture *
health_fiber (PealCli      *cli,
              GCancellable *cancellable)
{
  return peal_cli_with_engine (cli, report_health);
}

static const GOptionEntry entries[] = {
  { "check-ledger", 0, 0, G_OPTION_ARG_NONE, &check_option, "Check the whole ledger and the file first", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_health = {
  .name = "health",
  .arguments = "",
  .summary = "Tell how sending, accounts and workspace are doing",
  .entries = entries,
  .fiber = health_fiber,
};

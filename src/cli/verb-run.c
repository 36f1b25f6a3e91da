/* verb-run.c: pealctl run: the engine without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-demo.h"
#include "peal-fiber.h"
#include "peal-talk.h"
#include "verbs.h"

static gboolean until_idle_option;
static gboolean wait_option;
static int for_option;

static gboolean
print_figures (PealCli    *cli,
               PealEngine *engine,
               GError    **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GArray) counts = NULL;

  counts = dex_await_boxed (peal_messages_count_by_state (peal_engine_get_store (engine)), error);
  if (counts == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  for (guint state = PEAL_STATE_QUEUED; state <= PEAL_STATE_RECEIVED && state < counts->len; state++)
    {
      const char *name = peal_message_state_to_string ((PealMessageState) state);
      gint64 n = g_array_index (counts, gint64, state);

      peal_cli_add_int (builder, name, n);
      if (!cli->json && n > 0)
        g_print ("%s: %" G_GINT64_FORMAT "\n", name, n);
    }
  json_builder_end_object (builder);
  if (cli->json)
    peal_cli_print_json (builder);
  return TRUE;
}

/* Until there is nothing to do, --for has passed, or somebody stops it. */
static void
stay (PealEngine   *engine,
      GCancellable *cancellable)
{
  DexFuture *end = for_option > 0 ? dex_timeout_new_seconds (for_option) : dex_future_new_infinite ();

  if (until_idle_option)
    {
      DexFuture *idle = dex_future_first (peal_engine_wait_idle (engine), dex_ref (end), NULL);

      if (dex_await (peal_until_cancelled (idle, cancellable), NULL))
        end = dex_future_first (peal_engine_poll_now (engine), end, NULL);
    }
  dex_await (peal_until_cancelled (end, cancellable), NULL);
}

/* Trouble --------------------------------------------------------------------------------------------- */

typedef struct
{
  PealCli *cli;
  PealEngine *engine;
  GPtrArray *accounts; /* of PealAccount */
  GHashTable *told;    /* of the accounts, those whose trouble was told */
} Watch;

/* Says once why an account cannot send, if it is as bad as @least. */
static gboolean
tell_trouble (Watch               *watch,
              PealAccount         *account,
              PealAccountCondition least)
{
  static const char *const words[] = {
    [PEAL_ACCOUNT_OFFLINE] = "cannot be reached, so its messages wait",
    [PEAL_ACCOUNT_NO_NETWORK] = "waits for the network, and its messages with it",
    [PEAL_ACCOUNT_REFUSED] = "is refused by its provider, so its messages wait. Check user name, secret and credit",
    [PEAL_ACCOUNT_NO_SECRET] = "has no secret, so its messages wait",
  };
  g_autoptr(PealAccountHealth) health = peal_engine_dup_health (watch->engine, account->id);

  if (!account->enabled || health->condition < least)
    {
      g_hash_table_remove (watch->told, account);
      return FALSE;
    }
  if (g_hash_table_add (watch->told, account))
    peal_cli_fail (watch->cli, "Account \"%s\" %s. (%s)", account->label, words[health->condition], health->detail);
  return TRUE;
}

static gboolean
tell_all (Watch               *watch,
          PealAccountCondition least)
{
  gboolean any = FALSE;

  for (guint i = 0; i < watch->accounts->len; i++)
    any |= tell_trouble (watch, g_ptr_array_index (watch->accounts, i), least);
  return any;
}

/* A network that is gone comes back; the rest waits for a person. */
static void
health_changed_cb (PealEngine *engine,
                   gint64      account_id,
                   gpointer    user_data)
{
  tell_all (user_data, PEAL_ACCOUNT_REFUSED);
}

/* FALSE without @error: somebody stopped it before its turn came. */
static gboolean
begin (PealEngine   *engine,
       GCancellable *cancellable,
       GError      **error)
{
  g_autoptr(GError) failed = NULL;

  if (!wait_option)
    return dex_await (peal_engine_start (engine), error);
  if (dex_await (peal_until_cancelled (peal_engine_take_over (engine), cancellable), &failed))
    return TRUE;
  if (!g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* FALSE: something is in the way of the messages that wait. */
static gboolean
run_engine (PealCli      *cli,
            PealEngine   *engine,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr(GPtrArray) accounts = dex_await_boxed (peal_accounts_list (peal_engine_get_store (engine)), error);
  g_autoptr(GHashTable) told = g_hash_table_new (NULL, NULL);
  Watch watch = { cli, engine, accounts, told };
  gboolean in_trouble = FALSE;
  gulong handler;

  if (accounts == NULL)
    return FALSE;
  handler = g_signal_connect (engine, "health-changed", G_CALLBACK (health_changed_cb), &watch);
  if (begin (engine, cancellable, error))
    {
      stay (engine, cancellable);
      if (until_idle_option && print_figures (cli, engine, error))
        in_trouble = tell_all (&watch, PEAL_ACCOUNT_OFFLINE);
    }
  g_signal_handler_disconnect (engine, handler);
  return !in_trouble;
}

static DexFuture *
run_fiber (PealCli      *cli,
           GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealEngine) engine = dex_await_object (peal_cli_open (cli, FALSE), &error);
  g_autoptr(PealDemo) demo = NULL;
  gboolean well = FALSE;

  if (engine == NULL)
    return peal_cli_return_error (cli, error);
  demo = peal_demo_new (engine);
  if (dex_await (peal_demo_resume (demo), &error))
    well = run_engine (cli, engine, cancellable, &error);
  dex_await (peal_cli_close (engine), NULL);
  if (error != NULL)
    return peal_cli_return_error (cli, error);
  return peal_cli_return (well ? PEAL_CLI_OK : PEAL_CLI_FAILED);
}

static const GOptionEntry entries[] = {
  { "until-idle", 0, 0, G_OPTION_ARG_NONE, &until_idle_option,
    "End when nothing is due, in the air or soon to be tried again", NULL },
  { "for", 0, 0, G_OPTION_ARG_INT, &for_option, "End after so many seconds", "SECONDS" },
  { "wait", 0, 0, G_OPTION_ARG_NONE, &wait_option,
    "Where another program sends, wait for its turn instead of failing", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_run = {
  .name = "run",
  .arguments = "",
  .summary = "Send what is due, collect receipts and replies",
  .entries = entries,
  .stops_itself = TRUE,
  .fiber = run_fiber,
};

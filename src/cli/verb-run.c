/* verb-run.c: pealctl run: the engine without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-fiber.h"
#include "peal-talk.h"
#include "verbs.h"

static gboolean until_idle_option;
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
  DexFuture *end = dex_future_new_infinite ();

  if (until_idle_option)
    {
      dex_clear (&end);
      end = peal_engine_wait_idle (engine);
    }
  if (for_option > 0)
    end = dex_future_first (end, dex_timeout_new_seconds (for_option), NULL);
  dex_await (peal_until_cancelled (end, cancellable), NULL);
  if (until_idle_option && !g_cancellable_is_cancelled (cancellable))
    dex_await (peal_until_cancelled (peal_engine_poll_now (engine), cancellable), NULL);
}

static DexFuture *
run_fiber (PealCli      *cli,
           GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealEngine) engine = dex_await_object (peal_cli_open (cli, FALSE), &error);

  if (engine == NULL)
    return peal_cli_return_error (cli, error);
  if (dex_await (peal_engine_start (engine), &error))
    {
      stay (engine, cancellable);
      if (until_idle_option)
        print_figures (cli, engine, &error);
    }
  dex_await (peal_cli_close (engine), NULL);
  return error == NULL ? peal_cli_return (PEAL_CLI_OK) : peal_cli_return_error (cli, error);
}

static const GOptionEntry entries[] = {
  { "until-idle", 0, 0, G_OPTION_ARG_NONE, &until_idle_option,
    "End when nothing is due, in the air or soon to be tried again", NULL },
  { "for", 0, 0, G_OPTION_ARG_INT, &for_option, "End after so many seconds", "SECONDS" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_run = {
  .name = "run",
  .arguments = "",
  .summary = "Send what is due, collect receipts and replies",
  .entries = entries,
  .fiber = run_fiber,
};

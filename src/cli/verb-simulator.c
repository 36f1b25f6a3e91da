/* verb-simulator.c: pealctl simulator: a small SMS network on this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-clock.h"
#include "peal-fiber.h"
#include "peal-simulator.h"
#include "verbs.h"

#include <stdio.h>
#include <string.h>

static PealSimulatorOptions options;

static gboolean lifelike;
static int port = 0;
static gint64 seed = 1;
static int latency = -1, spread = -1, receipt_delay = -1, reply_delay = -1, retry_after = -1;
static double balance = -1;
static char *username, *numbers, *certificate;

static char **rate_options; /* "lost=0.02" */

static gboolean
set_rate (const char *word,
          GError    **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, equals - word) : NULL;

  if (name == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" is no rate; write it like lost=0.02", word);
      return FALSE;
    }
  return peal_simulator_options_set_rate (&options, name, equals + 1, error);
}

static void
set_span (gint64 *span,
          int     msec)
{
  if (msec >= 0)
    *span = msec * (PEAL_SECOND / 1000);
}

static void
read_options (void)
{
  if (lifelike)
    peal_simulator_options_init_lifelike (&options);
  else
    peal_simulator_options_init (&options);
  options.port = (guint) port;
  options.seed = (guint64) seed;
  options.username = username;
  options.numbers = numbers;
  options.certificate = certificate;
  set_span (&options.latency, latency);
  set_span (&options.latency_spread, spread);
  set_span (&options.receipt_delay, receipt_delay);
  set_span (&options.reply_delay, reply_delay);
  if (retry_after >= 0)
    options.retry_after = retry_after * PEAL_SECOND;
  if (balance >= 0)
    options.balance_micros = (gint64) (balance * 1e6);
}

static DexFuture *
simulator_fiber (PealCli      *cli,
                 GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealSimulator) simulator = NULL;

  if (port < 0 || port > 65535)
    return peal_cli_return (peal_cli_usage (cli, "%d is no port: 1 to 65535, or 0 for any free one.", port));
  read_options ();
  for (guint i = 0; rate_options != NULL && rate_options[i] != NULL; i++)
    if (!set_rate (rate_options[i], &error))
      return peal_cli_return (peal_cli_usage (cli, "%s.", error->message));

  simulator = peal_simulator_new (&options);
  if (!peal_simulator_start (simulator, &error))
    return peal_cli_return_error (cli, error);
  g_print ("%s\n", peal_simulator_get_url (simulator));
  fflush (stdout);

  dex_await (peal_until_cancelled (dex_future_new_infinite (), cancellable), NULL);
  peal_simulator_stop (simulator);
  return peal_cli_return (PEAL_CLI_OK);
}

static const GOptionEntry entries[] = {
  { "port", 'p', 0, G_OPTION_ARG_INT, &port, "Listen on this port of 127.0.0.1; 0 = any free one", "PORT" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "The same seed, the same fates", "N" },
  { "lifelike", 0, 0, G_OPTION_ARG_NONE, &lifelike, "Replies, objections and failures as on a normal day", NULL },
  { "rate", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &rate_options,
    "How often: cut, unavailable, lost, error, throttle, invalid, blocked, undelivered, reply, stop, disorder, repeat, double; may be repeated", "NAME=PART" },
  { "latency", 0, 0, G_OPTION_ARG_INT, &latency, "Before each answer", "MSEC" },
  { "latency-spread", 0, 0, G_OPTION_ARG_INT, &spread, "Up to so much more or less", "MSEC" },
  { "receipt-delay", 0, 0, G_OPTION_ARG_INT, &receipt_delay, "From acceptance to the last receipt", "MSEC" },
  { "reply-delay", 0, 0, G_OPTION_ARG_INT, &reply_delay, "From delivery to a reply", "MSEC" },
  { "retry-after", 0, 0, G_OPTION_ARG_INT, &retry_after, "What a 429 asks for; 0 = nothing", "SECONDS" },
  { "balance", 0, 0, G_OPTION_ARG_DOUBLE, &balance, "Dollars at the start", "USD" },
  { "username", 0, 0, G_OPTION_ARG_STRING, &username, "The only account SID; else any that begins with AC", "SID" },
  { "numbers", 0, 0, G_OPTION_ARG_STRING, &numbers, "Our numbers, separated by commas", "NUMBERS" },
  { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate, "Speak TLS with this certificate and key", "PEM" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_simulator = {
  .name = "simulator",
  .arguments = "",
  .summary = "Run an SMS network on this computer, to practise and to test",
  .entries = entries,
  .stops_itself = TRUE,
  .fiber = simulator_fiber,
};

/* bench-outbox.c: how fast messages go through the store when the network costs nothing.
 *
 *   bench-store-outbox [MESSAGES [WORKERS]]
 *
 * Prints messages a second, CPU time for each, and transactions. Every claim and
 * every result is durable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-accounts.h"
#include "peal-fiber.h"
#include "peal-outbox.h"

#include <stdio.h>
#include <sys/resource.h>

typedef struct
{
  Fixture fixture;
  gint64 account_id;
  guint n_sent;
  guint n_commits;
} Bench;

static DexFuture *
worker_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Bench *bench = data;
  PealSettlement *settlement = NULL;

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PealClaimed) claimed
        = dex_await_boxed (peal_outbox_next (bench->fixture.store, bench->account_id, settlement), &error);
      char remote_id[40];

      g_assert_no_error (error);
      if (claimed->message_id == 0)
        return dex_future_new_true ();
      g_snprintf (remote_id, sizeof remote_id, "SM%032x", bench->n_sent++);
      settlement = peal_settlement_new (claimed->message_id, claimed->attempt,
                                        PEAL_ATTEMPT_ACCEPTED, PEAL_STATE_ACCEPTED);
      g_set_str (&settlement->remote_id, remote_id);
    }
}

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_stime.tv_sec
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
changed_cb (PealStore *store,
            guint      changes,
            GArray    *conversations,
            Bench     *bench)
{
  bench->n_commits++;
}

static void
enqueue (Bench *bench,
         guint  n_messages)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;
  gint64 start;

  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1555%07u", i);
      PealQueued *queued = peal_queued_new ("+15005550006", theirs, "Spring is here: 20 % off all bulbs until Sunday.");

      queued->account_id = bench->account_id;
      queued->priority = PEAL_PRIORITY_CAMPAIGN;
      queued->kind = PEAL_MESSAGE_MARKETING;
      queued->segments = 1;
      g_ptr_array_add (messages, queued);
    }
  start = g_get_monotonic_time ();
  ids = await_boxed (peal_outbox_enqueue (bench->fixture.store, messages, "bench"));
  printf ("enqueue: %u messages in one transaction, %.0f ms\n", ids->len,
          (double) (g_get_monotonic_time () - start) / 1000);
}

static void
send_all (Bench *bench,
          guint  n_workers)
{
  g_autoptr(GPtrArray) workers = g_ptr_array_new ();
  double cpu = cpu_seconds ();
  gint64 start = g_get_monotonic_time ();
  double seconds;

  bench->n_commits = 0;
  for (guint i = 0; i < n_workers; i++)
    g_ptr_array_add (workers, peal_fiber_spawn (worker_fiber, bench, NULL));
  for (guint i = 0; i < n_workers; i++)
    await_true (g_ptr_array_index (workers, i));
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  cpu = cpu_seconds () - cpu;
  printf ("send: %u messages, %u workers, %.0f/s, %.1f us CPU each, at least %u commits\n", bench->n_sent, n_workers,
          bench->n_sent / seconds, 1e6 * cpu / bench->n_sent, bench->n_commits);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 };
  guint n_messages = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 20000;
  guint n_workers = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 64;
  g_autoptr(PealAccount) account = NULL;
  g_autoptr(PealAccount) saved = NULL;

  dex_init ();
  fixture_set_up (&bench.fixture, NULL);
  account = peal_account_new ("twilio", "Main");
  saved = await_boxed (peal_account_save (bench.fixture.store, account, "bench"));
  bench.account_id = saved->id;
  fixture_open_gate (&bench.fixture);
  g_signal_connect (bench.fixture.store, "changed", G_CALLBACK (changed_cb), &bench);
  enqueue (&bench, n_messages);
  send_all (&bench, n_workers);
  fixture_tear_down (&bench.fixture, NULL);
  return 0;
}

/* test-crash.c: a sender that is killed at any moment (R-SEND-1, R-SEND-2).
 *
 * The child process sends as the engine would and says on its standard output
 * what the store has acknowledged. It is killed again and again; the workspace
 * must bear out every word of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-accounts.h"
#include "peal-fiber.h"
#include "peal-outbox.h"
#include "peal-verify.h"

#include <stdio.h>

#define N_KILLS 12
#define N_WORKERS 8

/* The child ------------------------------------------------------------------------------------------ */

typedef struct
{
  Fixture fixture;
  gint64 account_id;
} Child;

static void
say (char   what,
     gint64 id)
{
  printf ("%c %" G_GINT64_FORMAT "\n", what, id);
  fflush (stdout);
}

/* Every claim is said before it is "sent", every result after it is settled. */
static DexFuture *
send_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Child *child = data;
  PealSettlement *settlement = NULL;
  gint64 settled = 0;

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PealClaimed) claimed
        = dex_await_boxed (peal_outbox_next (child->fixture.store, child->account_id, settlement), &error);

      g_assert_no_error (error);
      if (settled != 0)
        say ('S', settled);
      if (claimed->message_id == 0)
        return dex_future_new_true ();
      say ('C', claimed->message_id);
      settlement = peal_settlement_new (claimed->message_id, claimed->attempt,
                                        PEAL_ATTEMPT_ACCEPTED, PEAL_STATE_ACCEPTED);
      g_set_str (&settlement->remote_id, claimed->uuid);
      settled = claimed->message_id;
    }
}

static void
enqueue (Child *child)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < 50; i++)
    {
      PealQueued *queued = peal_queued_new ("+15005550006", "+15005550001", "Hello");

      queued->account_id = child->account_id;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (child->fixture.store, messages, "test"));
  for (guint i = 0; i < ids->len; i++)
    say ('Q', g_array_index (ids, gint64, i));
}

static G_NORETURN void
run_child (const char *dir)
{
  Child child = { .fixture = { .dir = (char *) dir, .clock = peal_clock_new_system () } };
  g_autoptr(GPtrArray) accounts = NULL;

  fixture_open (&child.fixture, PEAL_STORE_OPEN_EXISTING);
  g_assert_true (peal_store_try_lock_engine (child.fixture.store, NULL));
  accounts = await_boxed (peal_accounts_list (child.fixture.store));
  child.account_id = ((PealAccount *) g_ptr_array_index (accounts, 0))->id;
  fixture_open_gate (&child.fixture);
  await_int (peal_outbox_recover (child.fixture.store));
  for (;;)
    {
      DexFuture *workers[N_WORKERS];

      enqueue (&child);
      for (guint i = 0; i < N_WORKERS; i++)
        workers[i] = peal_fiber_spawn (send_fiber, &child, NULL);
      for (guint i = 0; i < N_WORKERS; i++)
        await_true (workers[i]);
    }
}

/* The judge ------------------------------------------------------------------------------------------ */

typedef struct
{
  GHashTable *queued;  /* ids, as pointers */
  GHashTable *claimed;
  GHashTable *settled;
} Words;

static void
hear (Words      *words,
      const char *line)
{
  gint64 id = g_ascii_strtoll (line + 2, NULL, 10);
  gpointer key = GSIZE_TO_POINTER ((gsize) id);

  switch (line[0])
    {
    case 'Q':
      g_assert_true (g_hash_table_add (words->queued, key));
      break;
    case 'C':
      /* nobody is ever sent to twice */
      g_assert_true (g_hash_table_add (words->claimed, key));
      break;
    case 'S':
      g_assert_true (g_hash_table_add (words->settled, key));
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Kills the child when it has said @n_lines; whole lines that were in the pipe still count. */
static void
run_and_kill (Words      *words,
              const char *dir,
              guint       n_lines)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr(GSubprocess) child
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--child", dir, NULL);
  g_autoptr(GDataInputStream) lines = NULL;
  char *line;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  for (guint i = 0; (line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL; i++)
    {
      hear (words, line);
      g_free (line);
      if (i == n_lines)
        g_subprocess_force_exit (child);
    }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
}

/* Each of @ids is among those that @sql lists, with commas. */
static void
assert_all_among (Fixture    *fixture,
                  GHashTable *ids,
                  const char *sql)
{
  g_autofree char *list = query_sql (fixture, sql);
  g_auto(GStrv) found = g_strsplit (list != NULL ? list : "", ",", -1);
  guint n_found = 0;

  for (guint i = 0; found[i] != NULL; i++)
    n_found += g_hash_table_contains (ids, GSIZE_TO_POINTER (g_ascii_strtoull (found[i], NULL, 10)));
  g_assert_cmpuint (n_found, ==, g_hash_table_size (ids));
}

static void
judge (Fixture *fixture,
       Words   *words)
{
  g_autoptr(PealVerifyReport) report = NULL;

  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  report = await_boxed (peal_store_verify (fixture->store));
  g_assert_true (peal_verify_report_is_sound (report));
  fixture_close (fixture);
  assert_all_among (fixture, words->queued, "SELECT group_concat (id) FROM message");
  assert_all_among (fixture, words->claimed,
                    "SELECT group_concat (id) FROM message WHERE state IN (2, 3, 5) AND attempts = 1");
  assert_all_among (fixture, words->settled, "SELECT group_concat (id) FROM message WHERE state = 3");
}

static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");
  g_autoptr(PealAccount) saved = await_boxed (peal_account_save (fixture->store, account, "test"));
  g_autoptr(GHashTable) queued = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) claimed = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) settled = g_hash_table_new (NULL, NULL);
  Words words = { queued, claimed, settled };

  fixture_close (fixture);
  for (guint i = 0; i < N_KILLS; i++)
    {
      run_and_kill (&words, fixture->dir, (guint) g_test_rand_int_range (1, 400));
      judge (fixture, &words);
    }
  g_assert_cmpuint (g_hash_table_size (words.settled), >, N_KILLS);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    run_child (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/crash/killed", Fixture, NULL, fixture_set_up, test_killed, fixture_tear_down);
  return g_test_run ();
}

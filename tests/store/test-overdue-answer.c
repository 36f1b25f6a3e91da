/* test-overdue-answer.c: a person's word on many messages, in pieces, whatever stops it: R-SEND-2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-fiber.h"
#include "peal-overdue-answer.h"
#include "peal-overdue.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

static void
begin (Fixture *fixture)
{
  fixture_add_account (fixture);
  fixture_open_gate (fixture);
  await_int (peal_overdue_begin (fixture->store));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture_set_up (fixture, data);
  begin (fixture);
}

/* Leaves all out. How many were answered for. */
static guint
answer (Fixture *fixture)
{
  g_autoptr(PealOverdueAnswer) done = await_boxed (peal_overdue_answer (fixture->store, NULL, FALSE, "test", NULL));

  g_assert_no_error (done->error);
  return done->moved->len;
}

#define N_MANY 20000

/* So many messages that are asked about. */
static void
queue_many (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  for (guint i = 0; i < N_MANY; i++)
    {
      PealQueued *queued = peal_queued_new ("+15550001111", "+15555550101", "Hello");

      queued->account_id = 1;
      g_ptr_array_add (messages, queued);
    }
  g_array_unref (await_boxed (peal_outbox_enqueue (fixture->store, messages, "test")));
  g_assert_cmpint (await_int (peal_overdue_doubt_copy (fixture->store)), ==, N_MANY);
}

/* Fills the disk up to @room bytes. */
static void
leave_room (const char *ballast,
            gsize       room)
{
  struct statvfs disk;
  int file = open (ballast, O_CREAT | O_WRONLY, 0600);

  g_assert_cmpint (fstatvfs (file, &disk), ==, 0);
  g_assert_cmpint (posix_fallocate (file, 0, (off_t) (disk.f_bavail * disk.f_frsize - room)), ==, 0);
  close (file);
}

static gint64
count (Fixture    *fixture,
       const char *sql)
{
  g_autofree char *text = query_sql (fixture, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

/* Each is answered for, and told of, or still asked about; none is neither, or both. Returns how many are. */
static gint64
judge_many (Fixture *fixture)
{
  gint64 n_answered = count (fixture, "SELECT count(*) FROM message WHERE state = 9 AND reason = 30");

  g_assert_cmpint (n_answered + count (fixture, "SELECT count(*) FROM message WHERE state = 1 AND reason = 10"), ==,
                   N_MANY);
  g_assert_cmpint (count (fixture, "SELECT count (DISTINCT subject) FROM ledger WHERE event = 'message.left_out'"), ==,
                   n_answered);
  return n_answered;
}

/* What an answer says of itself. */
typedef struct
{
  PealProgress *progress;
  guint n_reports;
  double last;
  double stop_at;            /* 0 = not at all */
} Watch;

static void
progress_changed_cb (PealProgress *progress,
                     Watch        *watch)
{
  double fraction = peal_progress_get_fraction (progress);

  g_assert_cmpfloat (fraction, >, watch->last);
  watch->last = fraction;
  watch->n_reports++;
  if (watch->stop_at > 0.0 && fraction >= watch->stop_at)
    peal_progress_stop (progress);
}

static PealOverdueAnswer *
answer_watched (Fixture *fixture,
                double   stop_at,
                Watch   *watch)
{
  g_autoptr(PealProgress) progress = peal_progress_new ();

  *watch = (Watch) { .progress = progress, .stop_at = stop_at };
  g_signal_connect (progress, "changed", G_CALLBACK (progress_changed_cb), watch);
  return await_boxed (peal_overdue_answer (fixture->store, NULL, FALSE, "test", progress));
}

/* In pieces: how far it is is told, it can be stopped between two of them, gone on with, and all of it undone. */
static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(PealOverdueAnswer) some = NULL;
  g_autoptr(PealOverdueAnswer) rest = NULL;
  Watch watch;

  queue_many (fixture);
  some = answer_watched (fixture, 0.3, &watch);
  g_assert_cmpuint (watch.n_reports, >, 1);
  g_assert_cmpfloat (watch.last, <, 0.4);
  g_assert_cmpint (judge_many (fixture), ==, some->moved->len);
  g_assert_cmpuint (some->moved->len, ==, (guint) (watch.last * N_MANY + 0.5));
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  rest = answer_watched (fixture, 0.0, &watch);
  g_assert_cmpfloat (watch.last, ==, 1.0);
  g_assert_cmpuint (watch.n_reports, >, 10);
  g_assert_cmpint (judge_many (fixture), ==, N_MANY);
  g_assert_cmpint (await_int (peal_overdue_undo (fixture->store, some, "test")), ==, some->moved->len);
  g_assert_cmpint (await_int (peal_overdue_count (fixture->store)), ==, some->moved->len);
  g_assert_cmpint (await_int (peal_overdue_undo (fixture->store, rest, "test")), ==, rest->moved->len);
  g_assert_cmpint (await_int (peal_overdue_count (fixture->store)), ==, N_MANY);
}

/* Nobody waits for it any more: it ends after the piece that is under way. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PealProgress) progress = peal_progress_new ();
  DexFuture *future;

  queue_many (fixture);
  future = dex_future_first (peal_overdue_answer (fixture->store, NULL, FALSE, "test", progress), NULL);
  while (peal_progress_get_fraction (progress) <= 0.0)
    g_main_context_iteration (NULL, TRUE);
  dex_unref (future);
  while (peal_fiber_count_running () > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (judge_many (fixture), <, N_MANY);
  g_assert_cmpuint (answer (fixture), >, 0);
  g_assert_cmpint (judge_many (fixture), ==, N_MANY);
}

/* On a disk that becomes full between two pieces: what was answered for is known, and can be taken back. */
static void
test_full_disk (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "small", NULL);
  g_autofree char *ballast = g_build_filename (dir, "ballast", NULL);
  Fixture small = { .dir = dir, .clock = fixture->clock };
  g_autoptr(PealOverdueAnswer) some = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 120 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  if (!fixture_mount (dir, "100m"))
    return;
  fixture_open (&small, PEAL_STORE_OPEN_CREATE);
  begin (&small);
  queue_many (&small);
  leave_room (ballast, 2 << 20);

  some = await_boxed (peal_overdue_answer (small.store, NULL, FALSE, "test", NULL));
  g_assert_error (some->error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_FULL);
  g_assert_cmpuint (some->moved->len, >, 0);
  g_assert_cmpint (judge_many (&small), ==, some->moved->len);
  await_error (peal_overdue_answer (small.store, NULL, FALSE, "test", NULL), PEAL_STORE_ERROR_FULL);
  await_error (peal_overdue_undo (small.store, some, "test"), PEAL_STORE_ERROR_FULL);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  await_int (peal_overdue_undo (small.store, some, "test"));
  g_assert_cmpint (await_int (peal_overdue_count (small.store)), ==, N_MANY);
  g_assert_cmpuint (answer (&small), ==, N_MANY);
  fixture_close (&small);
  fixture_unmount (dir);
}

/* Between two pieces: nobody goes on before it is killed. */
static void
say_cb (PealProgress *progress)
{
  printf ("%.4f\n", peal_progress_get_fraction (progress));
  fflush (stdout);
  for (;;)
    g_usleep (G_USEC_PER_SEC);
}

/* Answers, says how far it is after the first piece, and waits. */
static void
run_child (const char *dir)
{
  Fixture fixture = { .dir = (char *) dir, .clock = peal_clock_new_system () };
  g_autoptr(PealProgress) progress = peal_progress_new ();

  fixture_open (&fixture, PEAL_STORE_OPEN_EXISTING);
  g_signal_connect (progress, "changed", G_CALLBACK (say_cb), NULL);
  peal_overdue_answer_unref (await_boxed (peal_overdue_answer (fixture.store, NULL, FALSE, "test", progress)));
}

/* Kills an answer between two pieces. Returns how far it has said that it is. */
static double
answer_and_die (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr(GSubprocess) child
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--child", fixture->dir, NULL);
  g_autoptr(GDataInputStream) lines = NULL;
  double said = 0.0;
  char *line;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      said = g_ascii_strtod (line, NULL);
      g_free (line);
      g_subprocess_force_exit (child);
    }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  return said;
}

/* R-SEND-2: killed between two pieces, what it has said is done, the rest is asked about, and can be answered for. */
static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  gint64 n_answered;
  double said;

  queue_many (fixture);
  fixture_close (fixture);
  said = answer_and_die (fixture);
  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  n_answered = judge_many (fixture);
  g_assert_cmpint (n_answered, ==, (gint64) (said * N_MANY + 0.5));
  g_assert_cmpint (n_answered, >, 0);
  g_assert_cmpint (n_answered, <, N_MANY);
  g_assert_cmpuint (answer (fixture), ==, N_MANY - n_answered);
  g_assert_cmpint (judge_many (fixture), ==, N_MANY);
}

#define ADD(path, func) g_test_add ("/store/overdue-answer/" path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    {
      run_child (argv[2]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("many", test_many);
  ADD ("dropped", test_dropped);
  ADD ("full-disk", test_full_disk);
  ADD ("killed", test_killed);
  return g_test_run ();
}

/* chaos-sender.c: the engine, with a clock that somebody else may set.
 *
 *   chaos-sender WORKSPACE fill            queues what standard input says, one message a line
 *   chaos-sender WORKSPACE run OFFSET      sends until SIGTERM
 *   chaos-sender WORKSPACE until-idle OFFSET
 *
 * A line is "NUMBER NOT_BEFORE NOT_AFTER TEXT"; times are microseconds, 0 = none. OFFSET is a file
 * of eight bytes, shared with who sets it: microseconds by which this process's clock is ahead of the
 * machine's. It is looked at every TICK, so the clock stands still for that long: it is never ahead of
 * what the file says, and late by a TICK at most while the process runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-engine.h"
#include "peal-fiber.h"
#include "peal-outbox.h"

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>

#define TICK_MSEC 20

/* Between two looks for receipts and replies: a run is short. */
#define POLL_MSEC 700

#define SENDER "+15005550006"
#define ACCOUNT 1

/* Of one transaction. */
#define MOST_AT_ONCE 2000

typedef struct
{
  const char *workspace;
  PealClock *clock;
  GMappedFile *offset;    /* NULL: the machine's own time */
  gboolean until_idle;
  DexPromise *terminated;
} Sender;

static gint64
read_time (const Sender *sender)
{
  const gint64 *offset = (const gint64 *) g_mapped_file_get_contents (sender->offset);

  return g_get_real_time () + __atomic_load_n (offset, __ATOMIC_ACQUIRE);
}

static gboolean
tick_cb (gpointer user_data)
{
  Sender *sender = user_data;

  peal_clock_set_now (sender->clock, read_time (sender));
  return G_SOURCE_CONTINUE;
}

static gboolean
terminated_cb (gpointer user_data)
{
  Sender *sender = user_data;

  dex_promise_resolve_boolean (sender->terminated, TRUE);
  return G_SOURCE_REMOVE;
}

/* Filling ------------------------------------------------------------------------------------------- */

static PealQueued *
parse_line (const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 4);
  PealQueued *queued;

  if (g_strv_length (words) != 4)
    g_error ("This is no message: %s", line);
  queued = peal_queued_new (SENDER, words[0], words[3]);
  queued->kind = PEAL_MESSAGE_TRANSACTIONAL;
  queued->priority = PEAL_PRIORITY_TRANSACTIONAL;
  queued->segments = 1;
  queued->account_id = ACCOUNT;
  queued->not_before = g_ascii_strtoll (words[1], NULL, 10);
  if (!g_str_equal (words[2], "0"))
    queued->not_after = g_ascii_strtoll (words[2], NULL, 10);
  return queued;
}

/* NULL at the end. */
static GPtrArray *
read_some (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  char line[512];

  while (messages->len < MOST_AT_ONCE && fgets (line, sizeof line, stdin) != NULL)
    g_ptr_array_add (messages, parse_line (g_strchomp (line)));
  return messages->len > 0 ? g_steal_pointer (&messages) : NULL;
}

static gboolean
fill (PealEngine *engine,
      GError    **error)
{
  GPtrArray *some;

  while ((some = read_some ()) != NULL)
    {
      g_autoptr(GPtrArray) messages = some;
      g_autoptr(GArray) ids = dex_await_boxed (peal_outbox_enqueue (peal_engine_get_store (engine), messages, "chaos"),
                                               error);

      if (ids == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Sending ------------------------------------------------------------------------------------------- */

static DexFuture *
poll_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealEngine *engine = data;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      dex_await (peal_until_cancelled (peal_engine_poll_now (engine), cancellable), NULL);
      dex_await (peal_until_cancelled (dex_timeout_new_msec (POLL_MSEC), cancellable), NULL);
    }
  return dex_future_new_true ();
}

static gboolean
run (Sender     *sender,
     PealEngine *engine,
     GError    **error)
{
  DexFuture *end = dex_ref (DEX_FUTURE (sender->terminated));
  g_autoptr(DexFuture) polls = NULL;

  if (!dex_await (peal_engine_start (engine), error))
    {
      dex_unref (end);
      return FALSE;
    }
  polls = peal_fiber_spawn (poll_fiber, g_object_ref (engine), g_object_unref);
  if (sender->until_idle)
    end = dex_future_first (peal_engine_wait_idle (engine), end, NULL);
  dex_await (end, NULL);
  if (sender->until_idle)
    dex_await (peal_engine_poll_now (engine), NULL);
  g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (polls)));
  dex_await (dex_ref (polls), NULL);
  return TRUE;
}

static DexFuture *
sender_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Sender *sender = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealEngine) engine = dex_await_object (peal_engine_open (sender->workspace, sender->clock), &error);

  if (engine == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (sender->offset == NULL)
    fill (engine, &error);
  else
    run (sender, engine, &error);
  dex_await (peal_engine_shutdown (engine, PEAL_SECOND / 5), NULL);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/* FALSE: neither the one nor the other. */
static gboolean
read_words (Sender *sender,
            int     argc,
            char  **argv)
{
  g_autoptr(GError) error = NULL;

  if (argc < 3)
    return FALSE;
  sender->workspace = argv[1];
  if (g_str_equal (argv[2], "fill"))
    {
      sender->clock = peal_clock_new_system ();
      return TRUE;
    }
  if (argc < 4)
    return FALSE;
  sender->until_idle = g_str_equal (argv[2], "until-idle");
  sender->offset = g_mapped_file_new (argv[3], FALSE, &error);
  if (sender->offset == NULL || g_mapped_file_get_length (sender->offset) != sizeof (gint64))
    g_error ("No clock can be read: %s", error != NULL ? error->message : "eight bytes are wanted");
  sender->clock = peal_clock_new_test (read_time (sender));
  g_timeout_add (TICK_MSEC, tick_cb, sender);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  Sender sender = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean well;

  dex_init ();
  if (!read_words (&sender, argc, argv))
    {
      g_printerr ("Usage: chaos-sender WORKSPACE fill | run OFFSET | until-idle OFFSET\n");
      return 2;
    }
  sender.terminated = dex_promise_new ();
  g_unix_signal_add (SIGTERM, terminated_cb, &sender);
  well = peal_future_run (peal_fiber_spawn (sender_fiber, &sender, NULL), &error);
  if (!well)
    g_printerr ("chaos-sender: %s\n", error->message);
  return well ? 0 : 1;
}

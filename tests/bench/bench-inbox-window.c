/* bench-inbox-window.c: the inbox on the screen, with very many conversations.
 *
 *   bench-inbox-window start --workspace DIR          ends when the list of conversations is on the screen
 *   bench-inbox-window work ROUNDS --workspace DIR    opens threads, lets messages arrive
 *
 * What the second prints is one line of JSON for each thing that it did: its spans in milliseconds. An arrival counts from
 * its commit until it is painted in its thread; a frame is what the main thread's processor spends on one while a
 * thousand messages arrive, a turn the longest that the main loop kept everything waiting meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-config.h"

#include "bench-frame.h"
#include "peal-application.h"
#include "peal-fiber.h"
#include "peal-inbound.h"
#include "peal-inbox-page.h"
#include "peal-log.h"
#include "peal-main-window.h"
#include "peal-talk-thread.h"
#include "peal-when.h"

#include <locale.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define OURS "+15005550006"
#define BURST 1000
#define BURST_PAGE 20 /* as many come with one answer of the gateway */

typedef struct
{
  GtkApplication *application;
  PealMainWindow *window;
  PealTalkThread *thread;
  guint rounds;
  GArray *conversations;     /* of gint64 */
  GArray *frames;            /* while the burst lasts: spans, in µs */
  gint64 frame_began;
  gint64 last_turn;
  gint64 longest_turn;
  DexPromise *shown;         /* what is waited for; NULL = nothing */
  gint64 arriving;           /* the message that is to be painted */
} Bench;

/* Clocks ------------------------------------------------------------------------------------------- */

/* Microseconds that the main thread had the processor, which stands still while other programs have it. */
static gint64
read_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
print_spans (const char *what,
             GArray     *spans)
{
  g_print ("{\"what\":\"%s\",\"ms\":[", what);
  for (guint i = 0; i < spans->len; i++)
    g_print ("%s%.3f", i > 0 ? "," : "", (double) g_array_index (spans, gint64, i) / 1000);
  g_print ("]}\n");
}

/* Before everything else that is due. */
static gboolean
turn_cb (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = read_cpu ();

  if (bench->last_turn != 0)
    bench->longest_turn = MAX (bench->longest_turn, now - bench->last_turn);
  bench->last_turn = now;
  return G_SOURCE_CONTINUE;
}

/* Widgets ------------------------------------------------------------------------------------------ */

/* The first of @type in @widget; NULL = there is none. */
static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether a stack in @widget shows one of @children. */
static gboolean
shows_one_of (GtkWidget         *widget,
              const char *const *children)
{
  if (GTK_IS_STACK (widget) && gtk_widget_get_mapped (widget)
      && gtk_stack_get_visible_child_name (GTK_STACK (widget)) != NULL
      && g_strv_contains (children, gtk_stack_get_visible_child_name (GTK_STACK (widget))))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows_one_of (child, children))
      return TRUE;
  return FALSE;
}

/* The list of conversations is there, or what stands in its place where it is empty. */
static gboolean
shows_inbox (GtkWindow *window)
{
  static const char *const answers[] = { "list", "nothing", "none-yet", NULL };
  const char *id = peal_main_window_get_page (PEAL_MAIN_WINDOW (window));
  GtkWidget *page;

  if (id == NULL)
    return FALSE;
  if (!g_str_equal (id, "inbox"))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "s", "inbox");
      return FALSE;
    }
  page = find (GTK_WIDGET (window), PEAL_TYPE_INBOX_PAGE);
  return page != NULL && shows_one_of (page, answers);
}

/* Work --------------------------------------------------------------------------------------------- */

static void
resolve (Bench *bench)
{
  g_autoptr(DexPromise) shown = g_steal_pointer (&bench->shown);

  if (shown != NULL)
    dex_promise_resolve_boolean (shown, TRUE);
}

static void
shown_cb (PealTalkThread *thread,
          Bench          *bench)
{
  if (bench->arriving == 0)
    resolve (bench);
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Bench         *bench)
{
  bench->frame_began = read_cpu ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  gint64 span = read_cpu () - bench->frame_began;

  if (bench->frames != NULL)
    g_array_append_val (bench->frames, span);
  if (bench->arriving != 0 && peal_talk_thread_get_message (bench->thread, bench->arriving) != NULL)
    resolve (bench);
}

static gboolean
open_thread (Bench   *bench,
             gint64   id,
             GError **error)
{
  g_autofree char *subject = g_strdup_printf ("conversation:%" G_GINT64_FORMAT, id);
  g_autoptr(DexFuture) shown = NULL;

  bench->shown = dex_promise_new ();
  shown = dex_ref (bench->shown);
  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.show", "s", subject);
  return dex_await (g_steal_pointer (&shown), error);
}

static gboolean
open_threads (Bench   *bench,
              GError **error)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint32 seed = 7;

  for (guint i = 0; i < bench->rounds; i++)
    {
      gint64 id, start;

      seed = seed * 1664525u + 1013904223u;
      id = i % 10 == 9 ? 1 : g_array_index (bench->conversations, gint64, (seed >> 8) % bench->conversations->len);
      if (id == peal_talk_thread_get_conversation (bench->thread))
        continue;
      start = g_get_monotonic_time ();
      if (!open_thread (bench, id, error))
        return FALSE;
      start = g_get_monotonic_time () - start;
      g_array_append_val (spans, start);
    }
  print_spans ("open a thread", spans);
  return TRUE;
}

static PealStore *
get_store (Bench *bench)
{
  return peal_engine_get_store (peal_main_window_get_engine (bench->window));
}

static char *
dup_number (gint64 conversation)
{
  return g_strdup_printf ("+1201%07u", (guint) conversation - 1);
}

static void
add_inbound (GPtrArray *messages,
             guint      i,
             gint64     conversation)
{
  g_autofree char *remote_id = g_strdup_printf ("bench-%u-%u", (guint) getpid (), i);
  g_autofree char *from = dup_number (conversation);

  g_ptr_array_add (messages, peal_inbound_new (remote_id, from, OURS, "Can I come at ten on Monday?", g_get_real_time ()));
}

/* Of messages to the conversation that is open. */
static gboolean
let_arrive (Bench   *bench,
            GError **error)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (peal_talk_thread_get_conversation (bench->thread) != 1 && !open_thread (bench, 1, error))
    return FALSE;
  for (guint i = 0; i < bench->rounds / 5; i++)
    {
      g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
      g_autoptr(GArray) ids = NULL;
      g_autoptr(DexFuture) shown = NULL;
      gint64 start;

      add_inbound (messages, i, 1);
      ids = dex_await_boxed (peal_talk_record_inbound (get_store (bench), 1, messages, NULL), error);
      if (ids == NULL)
        return FALSE;
      start = g_get_monotonic_time ();
      bench->shown = dex_promise_new ();
      shown = dex_ref (bench->shown);
      bench->arriving = g_array_index (ids, gint64, 0);
      if (!dex_await (g_steal_pointer (&shown), error))
        return FALSE;
      bench->arriving = 0;
      start = g_get_monotonic_time () - start;
      g_array_append_val (spans, start);
    }
  print_spans ("arrival", spans);
  return TRUE;
}

static gboolean
burst (Bench   *bench,
       GError **error)
{
  g_autoptr(GArray) frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) turns = g_array_new (FALSE, FALSE, sizeof (gint64));

  bench->frames = frames;
  bench->longest_turn = 0;
  for (guint i = 0; i < BURST; i += BURST_PAGE)
    {
      g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
      g_autoptr(GArray) ids = NULL;

      for (guint k = i; k < i + BURST_PAGE; k++)
        add_inbound (messages, 100000 + k, k % 5 == 0 ? 1 : 2 + k);
      ids = dex_await_boxed (peal_talk_record_inbound (get_store (bench), 1, messages, NULL), error);
      if (ids == NULL || !dex_await (dex_timeout_new_msec (40), NULL))
        g_clear_error (error);
      if (ids == NULL)
        return FALSE;
    }
  dex_await (dex_timeout_new_msec (2000), NULL); /* what comes after it */
  bench->frames = NULL;
  g_array_append_val (turns, bench->longest_turn);
  print_spans ("frame in a burst", frames);
  print_spans ("longest turn in a burst", turns);
  return TRUE;
}

static DexFuture *
work_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Bench *bench = data;
  g_autoptr(GError) error = NULL;

  bench->conversations = dex_await_boxed (peal_talk_snapshot (get_store (bench), &(PealTalkFilter) { 0 }), &error);
  if (bench->conversations == NULL || !open_threads (bench, &error) || !let_arrive (bench, &error) || !burst (bench, &error))
    g_error ("%s", error->message);
  g_application_quit (G_APPLICATION (bench->application));
  return dex_future_new_true ();
}

static gboolean
look_cb (gpointer user_data)
{
  Bench *bench = user_data;
  GtkWindow *window = gtk_application_get_active_window (bench->application);
  GdkFrameClock *clock;

  if (window == NULL || !shows_inbox (window))
    return G_SOURCE_CONTINUE;
  bench->window = PEAL_MAIN_WINDOW (window);
  bench->thread = PEAL_TALK_THREAD (find (GTK_WIDGET (window), PEAL_TYPE_TALK_THREAD));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (bench->thread, "shown", G_CALLBACK (shown_cb), bench);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  g_timeout_add_full (G_PRIORITY_HIGH, 1, turn_cb, bench, NULL);
  dex_future_disown (peal_fiber_spawn (work_fiber, bench, NULL));
  return G_SOURCE_REMOVE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(PealApplication) application = NULL;
  gboolean is_work = argc > 2 && g_str_equal (argv[1], "work");
  Bench bench = { .rounds = is_work ? (guint) strtoul (argv[2], NULL, 10) : 0 };
  int n_own = is_work ? 2 : 1;

  if (argc < 4)
    {
      g_printerr ("Usage: bench-inbox-window start | work ROUNDS --workspace DIR\n");
      return 2;
    }
  argv[n_own] = argv[0];

  peal_log_init ();
  setlocale (LC_ALL, "");
  dex_init ();
  application = peal_application_new ();
  bench.application = GTK_APPLICATION (application);
  if (is_work)
    g_timeout_add (20, look_cb, &bench);
  else
    bench_end_after_frame (bench.application, shows_inbox);
  return g_application_run (G_APPLICATION (application), argc - n_own, argv + n_own);
}

/* bench-stall.c: how long the window stands still while it imports.
 *
 *   bench-stall FILE --workspace DIR
 *
 * The window of Peal on its page of contacts; FILE is rehearsed in the dialog for imports, and then
 * imported. Meanwhile a source of the main loop that comes first and is always due measures the spans
 * between its turns: nothing that the person does, and no frame, can begin sooner. Prints a line of JSON:
 * for the rehearsal and the import the longest span in milliseconds, and the longest by the clock of the
 * main thread's processor, which stands still while other programs have it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-config.h"

#include "peal-application.h"
#include "peal-log.h"
#include "peal-main-window.h"

#include <libdex.h>
#include <locale.h>
#include <time.h>

/* How often it is looked whether the dialog has got somewhere; milliseconds. */
#define LOOK_PAUSE 100

/* After which nothing is expected any more; looks. */
#define MOST_LOOKS 6000

typedef enum
{
  STARTING,
  OPENING,    /* the page of contacts is there, and the dialog comes */
  REHEARSING,
  IMPORTING,
  N_PHASES,
} Phase;

typedef struct
{
  GtkApplication *application;
  char *uri;
  Phase phase;
  guint n_looks;
  gint64 last;         /* these two in ns; 0 = not measured yet */
  gint64 last_cpu;
  gint64 longest[N_PHASES];
  gint64 longest_cpu[N_PHASES];
  guint n_frames[N_PHASES];
} Bench;

static gint64
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Every millisecond at most, and before everything else that is due. */
static gboolean
turn_cb (gpointer user_data)
{
  Bench *bench = user_data;
  const gint64 now = read_clock (CLOCK_MONOTONIC);
  const gint64 cpu = read_clock (CLOCK_THREAD_CPUTIME_ID);

  if (bench->last != 0)
    {
      bench->longest[bench->phase] = MAX (bench->longest[bench->phase], now - bench->last);
      bench->longest_cpu[bench->phase] = MAX (bench->longest_cpu[bench->phase], cpu - bench->last_cpu);
    }
  bench->last = now;
  bench->last_cpu = cpu;
  return G_SOURCE_CONTINUE;
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  bench->n_frames[bench->phase]++;
}

/* The first of @type in @widget, with @label if that is a button's; NULL = there is none that is shown. */
static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *label)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (label == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
begin (Bench     *bench,
       Phase      phase)
{
  bench->phase = phase;
  bench->last = 0;
}

static void
finish (Bench *bench)
{
  g_print ("{\"rehearsal\":%.3f,\"rehearsal_cpu\":%.3f,\"rehearsal_frames\":%u,\"import\":%.3f,\"import_cpu\":%.3f,"
           "\"import_frames\":%u}\n",
           (double) bench->longest[REHEARSING] / 1e6, (double) bench->longest_cpu[REHEARSING] / 1e6, bench->n_frames[REHEARSING],
           (double) bench->longest[IMPORTING] / 1e6, (double) bench->longest_cpu[IMPORTING] / 1e6, bench->n_frames[IMPORTING]);
  g_application_quit (G_APPLICATION (bench->application));
}

static gboolean
look_cb (gpointer user_data)
{
  Bench *bench = user_data;
  GtkWindow *window = gtk_application_get_active_window (bench->application);
  GtkWidget *button;

  if (++bench->n_looks > MOST_LOOKS)
    g_error ("The import came to no end.");
  if (window == NULL || peal_main_window_get_page (PEAL_MAIN_WINDOW (window)) == NULL)
    return G_SOURCE_CONTINUE;
  if (bench->phase == STARTING)
    {
      g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (after_paint_cb), bench);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "s", "contacts");
      begin (bench, OPENING);
    }
  else if (bench->phase == OPENING && find (GTK_WIDGET (window), ADW_TYPE_DIALOG, NULL) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.import-file", "s", bench->uri);
  else if (bench->phase == OPENING)
    begin (bench, REHEARSING); /* how long a dialog takes to appear is another matter */
  else if (bench->phase == REHEARSING)
    {
      button = find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "_Import");
      if (button == NULL || !gtk_widget_is_sensitive (button))
        return G_SOURCE_CONTINUE;
      begin (bench, IMPORTING);
      gtk_widget_activate (button);
    }
  else if (find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "_Show Contacts") != NULL)
    {
      finish (bench);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(PealApplication) application = NULL;
  Bench bench = { 0 };
  int status;

  if (argc < 2)
    {
      g_printerr ("Usage: bench-stall FILE --workspace DIR\n");
      return 2;
    }
  bench.uri = g_filename_to_uri (argv[1], NULL, NULL);
  if (bench.uri == NULL)
    g_error ("%s is no whole path", argv[1]);
  argv[1] = argv[0];

  peal_log_init ();
  setlocale (LC_ALL, "");
  dex_init ();
  application = peal_application_new ();
  bench.application = GTK_APPLICATION (application);
  g_timeout_add_full (G_PRIORITY_HIGH, 1, turn_cb, &bench, NULL);
  g_timeout_add (LOOK_PAUSE, look_cb, &bench);
  status = g_application_run (G_APPLICATION (application), argc - 1, argv + 1);
  g_free (bench.uri);
  return status;
}

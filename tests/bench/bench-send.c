/* bench-send.c: how much the engine costs over a bare HTTP loop.
 *
 * The same requests to the same server in the same run, twice: by a bare libsoup
 * loop that forgets everything, and by the engine, which commits every attempt
 * before its request and every result after it.
 *
 *   bench-send URL CONNECTIONS MESSAGES [CA-FILE]
 *
 * Prints one line of JSON: messages a second, CPU seconds per 10,000, the ratio.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-engine.h"
#include "peal-fiber.h"
#include "peal-outbox.h"
#include "peal-talk.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ACCOUNT_SID "AC00000000000000000000000000000000"
#define SECRET "a-secret-for-benches"
#define SENDER "+15005550006"
#define BODY "Hello from the bench, this is a message of ordinary length."

typedef struct
{
  double seconds;
  double cpu;
} Cost;

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The bare loop ------------------------------------------------------------------------------------- */

typedef struct
{
  SoupSession *session;
  char *url;
  char *authorization;
  guint n_left;     /* to start */
  guint n_running;
  GMainLoop *loop;
} Bare;

static void start_one (Bare *bare);

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Bare *bare = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  if (body == NULL || soup_message_get_status (message) != 201)
    g_error ("The server answered %u: %s", soup_message_get_status (message), error != NULL ? error->message : "");
  bare->n_running--;
  if (bare->n_left > 0)
    start_one (bare);
  else if (bare->n_running == 0)
    g_main_loop_quit (bare->loop);
}

static void
start_one (Bare *bare)
{
  g_autoptr(SoupMessage) message = soup_message_new ("POST", bare->url);
  g_autofree char *form = g_strdup_printf ("To=%%2B1201%07u&From=%%2B15005550006&Body=Hello+from+the+bench%%2C+this+is"
                                           "+a+message+of+ordinary+length.", bare->n_left);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bare->authorization);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT); /* else every POST opens a connection */
  soup_session_send_and_read_async (bare->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, bare);
  bare->n_left--;
  bare->n_running++;
}

static Cost
run_bare (const char *url,
          const char *ca_file,
          guint       connections,
          guint       messages)
{
  g_autoptr(SoupSession) session = soup_session_new_with_options ("max-conns", connections,
                                                                  "max-conns-per-host", connections, NULL);
  g_autofree char *address = g_strdup_printf ("%s/2010-04-01/Accounts/" ACCOUNT_SID "/Messages.json", url);
  g_autofree char *encoded = g_base64_encode ((const guchar *) ACCOUNT_SID ":" SECRET, strlen (ACCOUNT_SID ":" SECRET));
  g_autofree char *authorization = g_strdup_printf ("Basic %s", encoded);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Bare bare = { session, address, authorization, messages, 0, loop };
  double cpu = get_cpu ();
  gint64 start = g_get_monotonic_time ();

  if (ca_file != NULL)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GTlsDatabase) database = g_tls_file_database_new (ca_file, &error);

      g_assert_no_error (error);
      soup_session_set_tls_database (session, database);
    }
  for (guint i = 0; i < connections; i++)
    start_one (&bare);
  g_main_loop_run (loop);
  return (Cost) { (g_get_monotonic_time () - start) / 1e6, get_cpu () - cpu };
}

/* The engine ---------------------------------------------------------------------------------------- */

typedef struct
{
  const char *url;
  const char *ca_file; /* NULL = plain HTTP */
  guint connections;
  guint messages;
  Cost cost;
} Job;

static gboolean
fill (PealEngine *engine,
      gint64      account_id,
      guint       n,
      GError    **error)
{
  g_autoptr(GPtrArray) queue = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *to = g_strdup_printf ("+1201%07u", i);
      PealQueued *queued = peal_queued_new (SENDER, to, BODY);

      queued->account_id = account_id;
      queued->segments = 1;
      g_ptr_array_add (queue, queued);
    }
  ids = dex_await_boxed (peal_outbox_enqueue (peal_engine_get_store (engine), queue, "bench"), error);
  return ids != NULL;
}

static gboolean
measure (Job        *job,
         PealEngine *engine,
         GError    **error)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Bench");
  g_autoptr(GError) refused = NULL;
  gint64 id, start;
  double cpu;

  g_set_str (&account->base_url, job->url);
  g_set_str (&account->username, ACCOUNT_SID);
  g_set_str (&account->sender, SENDER);
  account->workers = job->connections;
  if (job->ca_file != NULL)
    {
      g_free (account->settings);
      account->settings = g_strdup_printf ("{\"ca_file\":\"%s\"}", job->ca_file);
    }
  id = dex_await_int64 (peal_engine_add_account (engine, account, "", "bench"), &refused);
  if (refused != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  if (!fill (engine, id, job->messages, error))
    return FALSE;

  cpu = get_cpu ();
  start = g_get_monotonic_time ();
  if (!dex_await (peal_engine_start (engine), error) || !dex_await (peal_engine_wait_idle (engine), error))
    return FALSE;
  job->cost = (Cost) { (g_get_monotonic_time () - start) / 1e6, get_cpu () - cpu };
  return TRUE;
}

static gboolean
check_all_sent (PealEngine *engine,
                guint       n,
                GError    **error)
{
  g_autoptr(GArray) counts = dex_await_boxed (peal_messages_count_by_state (peal_engine_get_store (engine)), error);
  gint64 sent = 0;

  if (counts == NULL)
    return FALSE;
  for (guint state = PEAL_STATE_ACCEPTED; state <= PEAL_STATE_DELIVERED; state++)
    if (state != PEAL_STATE_UNKNOWN)
      sent += g_array_index (counts, gint64, state);
  if (sent != n)
    g_error ("Only %" G_GINT64_FORMAT " of %u were sent.", sent, n);
  return TRUE;
}

static DexFuture *
job_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("peal-bench-XXXXXX", NULL);
  g_autoptr(PealEngine) engine = dex_await_object (peal_engine_open (directory, NULL), &error);

  if (engine == NULL || !measure (job, engine, &error) || !check_all_sent (engine, job->messages, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  dex_await (peal_engine_shutdown (engine, PEAL_SECOND), NULL);
  return dex_future_new_true ();
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  const char *ca_file = argc > 4 ? argv[4] : NULL;
  Cost bare;
  Job job;

  if (argc < 4)
    {
      g_printerr ("Usage: bench-send URL CONNECTIONS MESSAGES [CA-FILE]\n");
      return 2;
    }
  g_setenv ("PEAL_SECRET", SECRET, TRUE);
  dex_init ();

  job = (Job) {
    .url = argv[1],
    .ca_file = ca_file,
    .connections = (guint) g_ascii_strtoull (argv[2], NULL, 10),
    .messages = (guint) g_ascii_strtoull (argv[3], NULL, 10),
  };
  bare = run_bare (job.url, ca_file, job.connections, job.messages);
  if (!peal_future_run (peal_fiber_spawn (job_fiber, &job, NULL), &error))
    g_error ("%s", error->message);

  g_print ("{\"connections\":%u,\"messages\":%u,\"bare_per_second\":%.0f,\"bare_cpu_per_10000\":%.2f,"
           "\"peal_per_second\":%.0f,\"peal_cpu_per_10000\":%.2f,\"ratio\":%.3f}\n",
           job.connections, job.messages, job.messages / bare.seconds, bare.cpu * 10000 / job.messages,
           job.messages / job.cost.seconds, job.cost.cpu * 10000 / job.messages, bare.seconds / job.cost.seconds);
  return 0;
}

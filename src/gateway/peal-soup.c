/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-soup.c: HTTP as futures, and the rules that keep a request from being repeated.
 *
 * How "not sent" is known: libsoup emits "starting" right before the first byte
 * of a request is handed to a connection, after name look-up, connecting and the
 * TLS handshake. A request that fails before it has certainly not left; after it
 * nothing is certain, whatever the error code says.
 *
 * libsoup never gets more requests than it may have connections: those that wait
 * do so here, where taking one back is exact, for half of the time allowed: what
 * left with a moment to go would be lost, not answered. Requests that it has are
 * kept in one queue, oldest first; all have the same deadline, so the queue is
 * sorted by due time and one timer serves it. A request whose time is up is settled
 * without waiting for libsoup, which on a silent HTTP/2 connection notices
 * nothing, not even that it was cancelled.
 *
 * A session that has lost a request over HTTP/2 gets no new ones: libsoup 3.6
 * goes on using a connection that has fallen silent, and never gives up one on
 * which writing failed.
 *
 * For each request libsoup 3.6 asks the socket of each quiet connection of its
 * session whether it is still open. So plain HTTP goes through several sessions
 * of a few connections, the first that is not full: what a fast gateway leaves
 * quiet lies in the later ones, which nobody asks. HTTP/2 has one connection,
 * and one session.
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-soup.h"

#include "peal-clock.h"
#include "peal-config.h"

/* Read at a time: more than most answers have. */
#define CHUNK 8192

/* A server closes a quiet connection when it likes; a request written into that moment is lost.
 * So quiet connections are closed here first. */
#define IDLE_SECONDS 20

/* Connections of one session over plain HTTP. */
#define LANE_WIDTH 4

typedef struct
{
  SoupSession *session; /* NULL until it is needed */
  guint n_running;      /* requests that it has, and that nobody has settled */
} Lane;

struct _PealSoup
{
  Lane *lanes;
  guint n_lanes;
  GTlsDatabase *trust; /* or NULL */
  PealPulse *pulse;    /* or NULL */
  GMainContext *context;
  gint64 deadline;
  guint connections;
  GQueue waiting;      /* of Request, for a connection */
  GQueue running;      /* of Request, oldest first: libsoup has them, and nobody has settled them */
  GSource *timer;      /* set while something waits or runs */
};

/* Lives until libsoup has answered, which may be after it was settled. */
typedef struct
{
  GList link;
  GQueue *queue;     /* waiting or running; NULL once it is settled */
  PealSoup *soup;
  Lane *lane;           /* and */
  SoupSession *session; /* its session then; NULL while it waits */
  DexPromise *promise;
  GCancellable *stop; /* libsoup's */
  SoupMessage *message;
  GInputStream *stream;
  char *buffer;
  gsize used;
  gsize size;
  gsize max_body;
  GType type;        /* of what the promise resolves to */
  PealSoupParse parse; /* NULL: to the reply itself */
  gint64 due;        /* monotonic: for a connection while it waits, then for the answer */
  gint64 started_at; /* monotonic; valid if started */
  gboolean started;  /* a connection was handed the request */
  gboolean abandoned; /* nobody wants it any more */
  gboolean restarted;
  gboolean finished; /* libsoup has forgotten it */
  gboolean expired;
} Request;

static void answered_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data);
static void read_body (Request *request);
static void start_waiting (PealSoup *self);

static void
soup_clear (gpointer data)
{
  PealSoup *self = data;

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  for (guint i = 0; i < self->n_lanes; i++)
    g_clear_object (&self->lanes[i].session);
  g_free (self->lanes);
  g_clear_object (&self->trust);
  g_clear_pointer (&self->pulse, peal_pulse_unref);
  g_main_context_unref (self->context);
}

PealSoup *
peal_soup_ref (PealSoup *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
peal_soup_unref (PealSoup *self)
{
  g_atomic_rc_box_release_full (self, soup_clear);
}

static SoupSession *
create_session (const PealSoup *self)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", 2 * self->connections + 1,
                                                        "max-conns-per-host", 2 * self->connections,
                                                        "timeout", (guint) MAX (self->deadline / PEAL_SECOND, 1),
                                                        "idle-timeout", IDLE_SECONDS,
                                                        "user-agent", "Peal/" PEAL_VERSION,
                                                        NULL);

  /* No second request on 401, and no body that grows when it is unpacked. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  if (self->trust != NULL)
    soup_session_set_tls_database (session, self->trust);
  return session;
}

/* Later requests get connections of their own; what the old ones carry ends there. */
static void
replace_session (Lane *lane)
{
  g_clear_object (&lane->session);
}

PealSoup *
peal_soup_new (guint       connections,
               gint64      deadline,
               const char *ca_file,
               GError    **error)
{
  g_autoptr(GTlsDatabase) trust = NULL;
  PealSoup *self;

  g_return_val_if_fail (deadline > 0, NULL);

  if (ca_file != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (ca_file, NULL);

      trust = g_tls_file_database_new (path, error);
      if (trust == NULL)
        return NULL;
    }

  self = g_atomic_rc_box_new0 (PealSoup);
  self->trust = g_steal_pointer (&trust);
  self->context = g_main_context_ref_thread_default ();
  self->deadline = deadline;
  self->connections = MAX (connections, 1);
  g_queue_init (&self->waiting);
  g_queue_init (&self->running);
  self->n_lanes = (self->connections + LANE_WIDTH - 1) / LANE_WIDTH;
  self->lanes = g_new0 (Lane, self->n_lanes);
  return self;
}

void
peal_soup_set_pulse (PealSoup  *self,
                     PealPulse *pulse)
{
  g_clear_pointer (&self->pulse, peal_pulse_unref);
  if (pulse != NULL)
    self->pulse = peal_pulse_ref (pulse);
}

static void
request_free (Request *request)
{
  if (request->stream != NULL && !g_input_stream_is_closed (request->stream))
    {
      /* A stream that was not read to its end: closing it at once would wait for the rest. */
      g_cancellable_cancel (request->stop);
      g_input_stream_close_async (request->stream, G_PRIORITY_DEFAULT, request->stop, NULL, NULL);
    }
  g_clear_object (&request->stream);
  g_signal_handlers_disconnect_by_data (request->message, request);
  g_object_unref (request->message);
  g_clear_object (&request->session);
  g_object_unref (request->stop);
  peal_soup_unref (request->soup);
  if (request->parse == NULL)
    g_signal_handlers_disconnect_by_data (dex_promise_get_cancellable (request->promise), request);
  dex_unref (request->promise);
  g_free (request->buffer);
  g_free (request);
}

static void
move_to (Request *request,
         GQueue  *queue)
{
  GQueue *running = &request->soup->running;

  if (request->queue != NULL)
    g_queue_unlink (request->queue, &request->link);
  if (request->lane != NULL)
    request->lane->n_running += (queue == running) - (request->queue == running);
  request->queue = queue;
  if (queue != NULL)
    g_queue_push_tail_link (queue, &request->link);
}

/* Hands @reply, which is taken, to the caller. */
static void
settle (Request   *request,
        PealReply *reply)
{
  move_to (request, NULL);
  if (reply->fate == PEAL_REPLY_LOST && request->lane != NULL && request->session == request->lane->session
      && soup_message_get_http_version (request->message) == SOUP_HTTP_2_0)
    replace_session (request->lane);
  if (request->parse == NULL)
    {
      dex_promise_resolve_boxed (request->promise, request->type, reply);
      return;
    }
  dex_promise_resolve_boxed (request->promise, request->type, request->parse (reply));
  peal_reply_unref (reply);
}

static const char *
describe_loss (Request      *request,
               const GError *error)
{
  if (request->expired)
    return "No answer within the time allowed";
  if (request->restarted)
    return "The server asked for the request to be repeated";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "Stopped before the answer arrived";
  return error->message;
}

static void
settle_without_answer (Request      *request,
                       PealReplyFate fate,
                       const GError *error)
{
  PealReply *reply = peal_reply_new (fate);

  reply->status = soup_message_get_status (request->message);
  if (error->domain == G_TLS_ERROR && fate == PEAL_REPLY_NOT_SENT)
    reply->detail = g_strdup_printf ("No secure connection: %s. Check the account's address and this computer's date", error->message);
  else
    reply->detail = g_strdup (describe_loss (request, error));
  settle (request, reply);
}

/* libsoup has said that it is over, or does not have it: what has not started has not left. */
static void
settle_failed (Request      *request,
               const GError *error)
{
  settle_without_answer (request, request->started ? PEAL_REPLY_LOST : PEAL_REPLY_NOT_SENT, error);
}

static void
settle_answered (Request *request)
{
  gint64 now = g_get_real_time ();
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  PealReply *reply = peal_reply_new (PEAL_REPLY_ANSWERED);

  reply->status = soup_message_get_status (request->message);
  reply->date = peal_time_from_http_date (soup_message_headers_get_one (headers, "Date"));
  peal_reply_set_retry_after (reply, soup_message_headers_get_one (headers, "Retry-After"), now);
  if (request->soup->pulse != NULL)
    peal_pulse_beat (request->soup->pulse, now, g_get_monotonic_time () - request->started_at,
                     reply->date);
  reply->body = g_bytes_new_take (g_steal_pointer (&request->buffer), request->used);
  settle (request, reply);
}

/* The request's time is up. Settles it, unless libsoup has it but has not started it: then it gets
 * the same time once more to confirm that it will not start, or it counts as lost. */
static void
expire (Request *request,
        gint64   now)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
  PealSoup *self = request->soup;
  PealReplyFate fate;

  if (request->queue == &self->running && !request->started && !request->expired)
    {
      request->expired = TRUE;
      request->due = now + self->deadline;
      move_to (request, &self->running);
      g_cancellable_cancel (request->stop);
      return;
    }

  fate = request->started || request->expired ? PEAL_REPLY_LOST : PEAL_REPLY_NOT_SENT;
  request->expired = TRUE;
  settle_without_answer (request, fate, error);
  if (request->session == NULL)
    request_free (request);
  else
    g_cancellable_cancel (request->stop);
}

/* What libsoup does not have ends at once. */
static void
drop_waiting (Request *request)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  settle_failed (request, error);
  request_free (request);
}

void
peal_soup_give_up (PealSoup *self)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  for (guint i = 0; i < self->n_lanes; i++)
    if (self->lanes[i].n_running > 0)
      replace_session (&self->lanes[i]);
  for (guint n = self->waiting.length; n > 0; n--)
    drop_waiting (self->waiting.head->data);
  for (guint n = self->running.length; n > 0; n--)
    /* libsoup has it, and may be about to write it: only its own word could prove otherwise. */
    settle_without_answer (self->running.head->data, PEAL_REPLY_LOST, error);
}

static Request *
get_oldest (PealSoup *self)
{
  Request *waiting = self->waiting.head != NULL ? self->waiting.head->data : NULL;
  Request *running = self->running.head != NULL ? self->running.head->data : NULL;

  if (waiting == NULL || running == NULL)
    return waiting != NULL ? waiting : running;
  return waiting->due < running->due ? waiting : running;
}

static gboolean
expire_cb (gpointer user_data)
{
  PealSoup *self = peal_soup_ref (user_data);
  gint64 now = g_get_monotonic_time ();
  Request *oldest;

  g_clear_pointer (&self->timer, g_source_unref);
  while ((oldest = get_oldest (self)) != NULL && oldest->due <= now)
    expire (oldest, now);
  start_waiting (self);
  peal_soup_unref (self);
  return G_SOURCE_REMOVE;
}

static void
arm_timer (PealSoup *self)
{
  Request *oldest = get_oldest (self);

  if (oldest == NULL)
    return;
  if (self->timer != NULL)
    {
      /* What waits is due earlier than what was started before it came. */
      if (oldest->due < g_source_get_ready_time (self->timer))
        g_source_set_ready_time (self->timer, oldest->due);
      return;
    }
  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, oldest->due);
  g_source_set_callback (self->timer, expire_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

/* The first that is not full: there is one while fewer are running than may. */
static Lane *
choose_lane (PealSoup          *self,
             const SoupMessage *message)
{
  gboolean is_plain = g_str_equal (g_uri_get_scheme (soup_message_get_uri ((SoupMessage *) message)), "http");
  guint width = is_plain ? LANE_WIDTH : self->connections;

  for (guint i = 0; i < self->n_lanes; i++)
    if (self->lanes[i].n_running < width)
      return &self->lanes[i];
  g_assert_not_reached ();
}

static gint64
get_patience (const PealSoup *self)
{
  return self->deadline / 2;
}

static void
start (Request *request)
{
  PealSoup *self = request->soup;

  request->due += self->deadline - get_patience (self);
  request->lane = choose_lane (self, request->message);
  if (request->lane->session == NULL)
    request->lane->session = create_session (self);
  request->session = g_object_ref (request->lane->session);
  move_to (request, &self->running);
  soup_session_send_async (request->session, request->message, G_PRIORITY_DEFAULT, request->stop,
                           answered_cb, request);
}

static void
start_waiting (PealSoup *self)
{
  while (self->waiting.head != NULL && self->running.length < self->connections)
    {
      Request *request = self->waiting.head->data;

      if (request->abandoned)
        drop_waiting (request);
      else
        start (request);
    }
  arm_timer (self);
}

/* libsoup is done with the request: the next in line takes its place. */
static void
end (Request *request)
{
  PealSoup *self = peal_soup_ref (request->soup);

  request_free (request);
  start_waiting (self);
  peal_soup_unref (self);
}

static void
fail (Request      *request,
      const GError *error)
{
  if (request->queue != NULL)
    settle_failed (request, error);
  end (request);
}

static void
succeed (Request *request)
{
  g_input_stream_close (request->stream, NULL, NULL); /* best effort: it was read to its end */
  if (request->queue != NULL)
    settle_answered (request);
  end (request);
}

static gboolean
readable_cb (GObject  *stream,
             gpointer  user_data)
{
  read_body (user_data);
  return G_SOURCE_REMOVE;
}

static void
wait_readable (Request *request)
{
  g_autoptr(GSource) source = NULL;

  source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (request->stream), request->stop);
  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), request, NULL);
  g_source_attach (source, request->soup->context);
}

/* As long as the answer, where it comes in one piece; else twice as long with each growth. */
static void
append_to_buffer (Request    *request,
                  const char *chunk,
                  gsize       n)
{
  if (request->used + n > request->size)
    {
      request->size = MAX (request->used + n, 2 * request->size);
      request->buffer = g_realloc (request->buffer, request->size);
    }
  memcpy (request->buffer + request->used, chunk, n);
  request->used += n;
}

/* Most answers lie whole in the socket by the time their head was read: taking them without a
 * turn of the main loop halves the turns of a send. */
static void
read_body (Request *request)
{
  GPollableInputStream *stream = G_POLLABLE_INPUT_STREAM (request->stream);

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      char chunk[CHUNK];
      gssize n = g_pollable_input_stream_read_nonblocking (stream, chunk, sizeof chunk, request->stop, &error);

      if (n > 0)
        append_to_buffer (request, chunk, (gsize) n);
      else if (n == 0)
        return succeed (request);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return wait_readable (request);
      else
        return fail (request, error);

      if (request->used > request->max_body)
        {
          error = g_error_new (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               "The answer is longer than %" G_GSIZE_FORMAT " bytes", request->max_body);
          return fail (request, error);
        }
    }
}

/* libsoup 3.6 lets go of a request that failed before it had a connection, and its callback, which may
 * come a turn of the main loop later, reads it all the same. Where libsoup has said that it is done, the
 * task is asked instead of libsoup. */
static GInputStream *
finish (Request      *request,
        SoupSession  *session,
        GAsyncResult *result,
        GError      **error)
{
  if (request->finished && g_task_had_error (G_TASK (result)))
    return g_task_propagate_pointer (G_TASK (result), error);
  return soup_session_send_finish (session, result, error);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr(GError) error = NULL;

  request->stream = finish (request, SOUP_SESSION (object), result, &error);
  if (request->stream == NULL)
    fail (request, error);
  else
    read_body (request);
}

static void
starting_cb (SoupMessage *message,
             Request     *request)
{
  request->started = TRUE;
  request->started_at = g_get_monotonic_time ();
}

static void
finished_cb (SoupMessage *message,
             Request     *request)
{
  request->finished = TRUE;
}

/* R-SEND-1, the second lock: libsoup repeats a request that the peer says it has not processed
 * (HTTP/2 REFUSED_STREAM, HTTP_1_1_REQUIRED). The peer's word is no proof: stop, and ask later. Questions may be
 * repeated. */
static void
restarted_cb (SoupMessage *message,
              Request     *request)
{
  if (!request->started || soup_message_get_method (message) == SOUP_METHOD_GET)
    return;
  request->restarted = TRUE;
  g_cancellable_cancel (request->stop);
}

/* Nobody wants the answer any more. Only what libsoup does not have yet is stopped by that: in a busy main
 * loop libsoup 3.6 drops more references of a request than it has when it is cancelled about the time
 * at which its connection is made. So what libsoup has is left to end by itself, or by its deadline. */
static void
discarded_cb (GCancellable *cancellable,
              Request      *request)
{
  request->abandoned = TRUE;
}

DexFuture *
peal_soup_request_parsed (PealSoup     *self,
                          SoupMessage  *message,
                          gsize         max_body,
                          GType         type,
                          PealSoupParse parse)
{
  Request *request = g_new0 (Request, 1);
  /* What is parsed is a send: it ends by its answer, its deadline or giving up. */
  DexPromise *promise = parse != NULL ? dex_promise_new () : dex_promise_new_cancellable ();

  request->soup = peal_soup_ref (self);
  request->promise = dex_ref (promise);
  request->stop = g_cancellable_new ();
  if (parse == NULL)
    g_signal_connect (dex_promise_get_cancellable (promise), "cancelled", G_CALLBACK (discarded_cb), request);
  request->message = message;
  request->max_body = max_body;
  request->type = type;
  request->parse = parse;
  request->due = g_get_monotonic_time () + get_patience (self);
  request->link.data = request;

  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), request);
  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), request);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), request);
  move_to (request, &self->waiting);
  start_waiting (self);
  return DEX_FUTURE (promise);
}

DexFuture *
peal_soup_request (PealSoup    *self,
                   SoupMessage *message,
                   gsize        max_body)
{
  return peal_soup_request_parsed (self, message, max_body, PEAL_TYPE_REPLY, NULL);
}

char *
peal_soup_basic_auth (const char *username,
                      const char *secret)
{
  g_autofree char *plain = g_strdup_printf ("%s:%s", username, secret);
  g_autofree char *coded = g_base64_encode ((const guchar *) plain, strlen (plain));

  return g_strconcat ("Basic ", coded, NULL);
}

void
peal_soup_append_form_value (GString    *form,
                             const char *text)
{
  static const char hex[] = "0123456789ABCDEF";

  for (const guchar *c = (const guchar *) text; *c != '\0'; c++)
    if (g_ascii_isalnum (*c) || *c == '-' || *c == '.' || *c == '_' || *c == '~')
      g_string_append_c (form, (char) *c);
    else if (*c == ' ')
      g_string_append_c (form, '+');
    else
      {
        g_string_append_c (form, '%');
        g_string_append_c (form, hex[*c >> 4]);
        g_string_append_c (form, hex[*c & 15]);
      }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-soup.c: HTTP as futures, and the rules that keep a request from being repeated.
 *
 * How "not sent" is known: libsoup emits "starting" right before the first byte
 * of a request is handed to a connection, after name look-up, connecting and the
 * TLS handshake. A request that fails before it has certainly not left; after it
 * nothing is certain, whatever the error code says.
 *
 * Requests wait in one queue, oldest first. All have the same deadline, so the
 * queue is sorted by due time and one timer serves it.
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-soup.h"

#include "peal-clock.h"
#include "peal-config.h"

#define FIRST_BUFFER 2048

/* A server closes a quiet connection when it likes; a request written into that moment is lost.
 * So quiet connections are closed here first. */
#define IDLE_SECONDS 20

struct _PealSoup
{
  SoupSession *session;
  GMainContext *context;
  gint64 deadline;
  GQueue requests;   /* of Request, by its own link, oldest first */
  GSource *timer;    /* runs while requests wait */
};

typedef struct
{
  GList link;
  PealSoup *soup;
  DexPromise *promise;
  GCancellable *cancellable;
  SoupMessage *message;
  GInputStream *stream;
  char *buffer;
  gsize used;
  gsize size;
  gsize max_body;
  gint64 due;        /* monotonic */
  gboolean started;  /* a connection was handed the request */
  gboolean restarted;
  gboolean expired;
} Request;

static void read_body (Request *request);

static void
soup_clear (gpointer data)
{
  PealSoup *self = data;

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_object (&self->session);
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
create_session (guint         connections,
                gint64        deadline,
                GTlsDatabase *trust)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", MAX (connections, 1) + 1,
                                                        "max-conns-per-host", MAX (connections, 1),
                                                        "timeout", (guint) MAX (deadline / PEAL_SECOND, 1),
                                                        "idle-timeout", IDLE_SECONDS,
                                                        "user-agent", "Peal/" PEAL_VERSION,
                                                        NULL);

  /* No second request on 401, and no body that grows when it is unpacked. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  if (trust != NULL)
    soup_session_set_tls_database (session, trust);
  return session;
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
      trust = g_tls_file_database_new (ca_file, error);
      if (trust == NULL)
        return NULL;
    }

  self = g_atomic_rc_box_new0 (PealSoup);
  self->session = create_session (connections, deadline, trust);
  self->context = g_main_context_ref_thread_default ();
  self->deadline = deadline;
  g_queue_init (&self->requests);
  return self;
}

static void
request_free (Request *request)
{
  if (request->stream != NULL && !g_input_stream_is_closed (request->stream))
    {
      /* A stream that was not read to its end: closing it at once would wait for the rest. */
      g_cancellable_cancel (request->cancellable);
      g_input_stream_close_async (request->stream, G_PRIORITY_DEFAULT, request->cancellable, NULL, NULL);
    }
  g_clear_object (&request->stream);
  g_signal_handlers_disconnect_by_data (request->message, request);
  g_object_unref (request->message);
  g_queue_unlink (&request->soup->requests, &request->link);
  peal_soup_unref (request->soup);
  dex_unref (request->promise);
  g_free (request->buffer);
  g_free (request);
}

/* Settles the request's promise and frees it. */
static void
finish (Request   *request,
        PealReply *reply)
{
  dex_promise_resolve_boxed (request->promise, PEAL_TYPE_REPLY, reply);
  request_free (request);
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
fail (Request      *request,
      const GError *error)
{
  PealReply *reply = peal_reply_new (request->started ? PEAL_REPLY_LOST : PEAL_REPLY_NOT_SENT);

  reply->status = soup_message_get_status (request->message);
  if (error->domain == G_TLS_ERROR && !request->started)
    reply->detail = g_strdup_printf ("No secure connection: %s. Check the account's address and this computer's date", error->message);
  else
    reply->detail = g_strdup (describe_loss (request, error));
  finish (request, reply);
}

static void
succeed (Request *request)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  PealReply *reply = peal_reply_new (PEAL_REPLY_ANSWERED);

  g_input_stream_close (request->stream, NULL, NULL); /* best effort: it was read to its end */
  reply->status = soup_message_get_status (request->message);
  reply->date = peal_time_from_http_date (soup_message_headers_get_one (headers, "Date"));
  peal_reply_set_retry_after (reply, soup_message_headers_get_one (headers, "Retry-After"), g_get_real_time ());
  reply->body = g_bytes_new_take (g_steal_pointer (&request->buffer), request->used);
  finish (request, reply);
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

  source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (request->stream), request->cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), request, NULL);
  g_source_attach (source, request->soup->context);
}

static void
grow_buffer (Request *request)
{
  if (request->used < request->size)
    return;
  request->size = MAX (request->size * 2, FIRST_BUFFER);
  request->buffer = g_realloc (request->buffer, request->size);
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
      gssize n;

      grow_buffer (request);
      n = g_pollable_input_stream_read_nonblocking (stream, request->buffer + request->used,
                                                    request->size - request->used, request->cancellable, &error);
      if (n > 0)
        request->used += (gsize) n;
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

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr(GError) error = NULL;

  request->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
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
  g_cancellable_cancel (request->cancellable);
}

static gboolean expire_cb (gpointer user_data);

static void
arm_timer (PealSoup *self)
{
  Request *oldest = self->requests.head != NULL ? self->requests.head->data : NULL;

  if (self->timer != NULL || oldest == NULL)
    return;
  self->timer = g_timeout_source_new ((guint) (MAX (oldest->due - g_get_monotonic_time (), 0) / 1000 + 1));
  g_source_set_callback (self->timer, expire_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

static gboolean
expire_cb (gpointer user_data)
{
  PealSoup *self = peal_soup_ref (user_data);
  gint64 now = g_get_monotonic_time ();

  g_clear_pointer (&self->timer, g_source_unref);
  while (self->requests.head != NULL && ((Request *) self->requests.head->data)->due <= now)
    {
      Request *request = self->requests.head->data;

      /* To the end of the queue, which stays sorted; cancelling may free it at once or later. */
      g_queue_unlink (&self->requests, &request->link);
      request->due = now + self->deadline;
      request->expired = TRUE;
      g_queue_push_tail_link (&self->requests, &request->link);
      g_cancellable_cancel (request->cancellable);
    }
  arm_timer (self);
  peal_soup_unref (self);
  return G_SOURCE_REMOVE;
}

DexFuture *
peal_soup_request (PealSoup    *self,
                   SoupMessage *message,
                   gsize        max_body)
{
  Request *request = g_new0 (Request, 1);
  DexPromise *promise = dex_promise_new_cancellable ();

  request->soup = peal_soup_ref (self);
  request->promise = dex_ref (promise);
  request->cancellable = dex_promise_get_cancellable (promise);
  request->message = message;
  request->max_body = max_body;
  request->due = g_get_monotonic_time () + self->deadline;
  request->link.data = request;
  g_queue_push_tail_link (&self->requests, &request->link);
  arm_timer (self);

  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), request);
  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), request);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, request->cancellable, answered_cb, request);
  return DEX_FUTURE (promise);
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

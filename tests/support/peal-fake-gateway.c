/* peal-fake-gateway.c: a server that misbehaves to order, and counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-fake-gateway.h"

#include <string.h>
#include <sys/socket.h>

#define MAX_HEAD 16384

/* RFC 9113, 6. */
enum
{
  FRAME_DATA = 0,
  FRAME_HEADERS = 1,
  FRAME_RST_STREAM = 3,
  FRAME_SETTINGS = 4,
  FRAME_PING = 6,
  FRAME_GOAWAY = 7,
};
#define FLAG_END_STREAM 0x1
#define FLAG_ACK 0x1
#define FLAG_END_HEADERS 0x4
#define H2_PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

struct _PealFakeGateway
{
  GSocketService *service;
  PealFakeProtocol protocol;
  GTlsCertificate *certificate;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  char *url;

  GMutex mutex;       /* guards what follows */
  PealFakePlan plan;
  GPtrArray *posts;   /* their bodies */
  guint n_connections;
  GPtrArray *sockets; /* of the connections whose threads run, or are about to */
  GCond one_less;
};

/* One connection, on its own thread. */
typedef struct
{
  PealFakeGateway *fake;
  GSocket *socket;
  GDataInputStream *in;
  GOutputStream *out;
} Peer;

static gboolean
write_bytes (Peer       *peer,
             const void *data,
             gsize       size)
{
  return g_output_stream_write_all (peer->out, data, size, NULL, NULL, NULL); /* the client may have gone */
}

static gboolean
read_bytes (Peer  *peer,
            void  *data,
            gsize  size)
{
  gsize n;

  return g_input_stream_read_all (G_INPUT_STREAM (peer->in), data, size, &n, NULL, NULL) && n == size;
}

static PealFakePlan
note_request (Peer       *peer,
              gboolean    is_post,
              const char *body,
              gsize       size)
{
  PealFakeGateway *self = peer->fake;
  PealFakePlan plan;

  g_mutex_lock (&self->mutex);
  if (is_post)
    g_ptr_array_add (self->posts, g_strndup (body, size));
  plan = self->plan;
  g_mutex_unlock (&self->mutex);
  return plan;
}

static void
stall (Peer *peer)
{
  char byte;

  while (read_bytes (peer, &byte, 1))
    ;
}

static void
reset (Peer *peer)
{
  struct linger linger = { 1, 0 };

  setsockopt (g_socket_get_fd (peer->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/* --- HTTP/1.1 --- */

static gboolean
answer_http1 (Peer               *peer,
              const PealFakePlan *plan)
{
  const char *body = plan->body != NULL ? plan->body : "";
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n",
                                           plan->status, strlen (body), plan->headers != NULL ? plan->headers : "");

  if (plan->act == PEAL_FAKE_CUT_IN_HEAD)
    return write_bytes (peer, head, strlen (head) / 2) && FALSE;
  if (plan->act == PEAL_FAKE_CUT_IN_BODY)
    return write_bytes (peer, head, strlen (head)) && write_bytes (peer, body, strlen (body) / 2) && FALSE;
  return write_bytes (peer, head, strlen (head)) && write_bytes (peer, body, strlen (body));
}

static gboolean
act_http1 (Peer               *peer,
           const PealFakePlan *plan)
{
  switch (plan->act)
    {
    case PEAL_FAKE_STALL:
      stall (peer);
      return FALSE;
    case PEAL_FAKE_RESET:
      reset (peer);
      return FALSE;
    case PEAL_FAKE_ANSWER:
    case PEAL_FAKE_CUT_IN_HEAD:
    case PEAL_FAKE_CUT_IN_BODY:
      return answer_http1 (peer, plan);
    case PEAL_FAKE_CUT:
    case PEAL_FAKE_RST_STREAM:
    case PEAL_FAKE_GOAWAY:
    case PEAL_FAKE_GOAWAY_SEEN:
    default:
      return FALSE;
    }
}

/* One request; FALSE once the connection is to be closed. */
static gboolean
serve_http1 (Peer *peer)
{
  g_autoptr(GString) head = g_string_new (NULL);
  g_autofree char *body = NULL;
  gsize length = 0;
  PealFakePlan plan;

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (peer->in, NULL, NULL, NULL);

      if (line == NULL || head->len > MAX_HEAD)
        return FALSE;
      if (*line == '\0')
        break;
      if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
        length = (gsize) g_ascii_strtoull (line + 15, NULL, 10);
      g_string_append_printf (head, "%s\n", line);
    }

  body = g_malloc (length + 1);
  if (!read_bytes (peer, body, length))
    return FALSE;
  plan = note_request (peer, g_str_has_prefix (head->str, "POST "), body, length);
  return act_http1 (peer, &plan);
}

/* --- HTTP/2 --- */

static gboolean
write_frame (Peer       *peer,
             guint8      type,
             guint8      flags,
             guint32     stream,
             const void *payload,
             guint32     size)
{
  guint8 head[9] = { (guint8) (size >> 16), (guint8) (size >> 8), (guint8) size, type, flags };
  guint32 id = GUINT32_TO_BE (stream);

  memcpy (head + 5, &id, sizeof id);
  return write_bytes (peer, head, sizeof head) && (size == 0 || write_bytes (peer, payload, size));
}

static gboolean
answer_http2 (Peer               *peer,
              const PealFakePlan *plan,
              guint32             stream)
{
  g_autofree char *fields = g_strdup_printf ("\x08\x03%03u", plan->status); /* :status, not indexed: RFC 7541, 6.2.2 */
  const char *body = plan->body != NULL ? plan->body : "";
  guint32 length = (guint32) strlen (body);

  if (plan->act == PEAL_FAKE_CUT_IN_HEAD)
    return write_frame (peer, FRAME_HEADERS, 0, stream, fields, 2) && FALSE;
  if (!write_frame (peer, FRAME_HEADERS, FLAG_END_HEADERS, stream, fields, (guint32) strlen (fields)))
    return FALSE;
  if (plan->act == PEAL_FAKE_CUT_IN_BODY)
    return write_frame (peer, FRAME_DATA, 0, stream, body, length / 2) && FALSE;
  return write_frame (peer, FRAME_DATA, FLAG_END_STREAM, stream, body, length);
}

static gboolean
act_http2 (Peer               *peer,
           const PealFakePlan *plan,
           guint32             stream)
{
  guint32 error = GUINT32_TO_BE (plan->h2_error);
  guint32 away[2] = { plan->act == PEAL_FAKE_GOAWAY_SEEN ? GUINT32_TO_BE (stream) : 0, error };

  switch (plan->act)
    {
    case PEAL_FAKE_RST_STREAM:
      return write_frame (peer, FRAME_RST_STREAM, 0, stream, &error, sizeof error);
    case PEAL_FAKE_GOAWAY:
    case PEAL_FAKE_GOAWAY_SEEN:
      return write_frame (peer, FRAME_GOAWAY, 0, 0, away, sizeof away) && FALSE;
    case PEAL_FAKE_ANSWER:
    case PEAL_FAKE_CUT_IN_HEAD:
    case PEAL_FAKE_CUT_IN_BODY:
      return answer_http2 (peer, plan, stream);
    case PEAL_FAKE_CUT:
    case PEAL_FAKE_RESET:
    case PEAL_FAKE_STALL:
    default:
      return act_http1 (peer, plan);
    }
}

/* One frame; FALSE once the connection is to be closed. Requests without a body are questions. */
static gboolean
serve_http2 (Peer    *peer,
             GString *body)
{
  guint8 head[9];
  g_autofree char *payload = NULL;
  guint32 size, stream;
  PealFakePlan plan;

  if (!read_bytes (peer, head, sizeof head))
    return FALSE;
  size = (guint32) head[0] << 16 | (guint32) head[1] << 8 | head[2];
  memcpy (&stream, head + 5, sizeof stream);
  stream = GUINT32_FROM_BE (stream) & 0x7fffffff;
  payload = g_malloc (size + 1);
  if (!read_bytes (peer, payload, size))
    return FALSE;

  if (head[3] == FRAME_SETTINGS && !(head[4] & FLAG_ACK))
    return write_frame (peer, FRAME_SETTINGS, FLAG_ACK, 0, NULL, 0);
  if (head[3] == FRAME_PING && !(head[4] & FLAG_ACK))
    return write_frame (peer, FRAME_PING, FLAG_ACK, 0, payload, size);
  if (head[3] == FRAME_DATA)
    g_string_append_len (body, payload, size);
  if ((head[3] != FRAME_DATA && head[3] != FRAME_HEADERS) || !(head[4] & FLAG_END_STREAM))
    return TRUE;

  plan = note_request (peer, head[3] == FRAME_DATA, body->str, body->len);
  g_string_truncate (body, 0);
  return act_http2 (peer, &plan, stream);
}

static void
converse_http2 (Peer *peer)
{
  g_autoptr(GString) body = g_string_new (NULL);
  char preface[sizeof H2_PREFACE - 1];

  if (!read_bytes (peer, preface, sizeof preface) || memcmp (preface, H2_PREFACE, sizeof preface) != 0)
    return;
  if (!write_frame (peer, FRAME_SETTINGS, 0, 0, NULL, 0))
    return;
  while (serve_http2 (peer, body))
    ;
}

/* --- connections --- */

static GIOStream *
secure (PealFakeGateway   *self,
        GSocketConnection *plain)
{
  static const char *const h2[] = { "h2", NULL };
  static const char *const h1[] = { "http/1.1", NULL };
  GIOStream *tls = g_tls_server_connection_new (G_IO_STREAM (plain), self->certificate, NULL);

  g_assert_nonnull (tls);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (tls), self->protocol == PEAL_FAKE_HTTP2 ? h2 : h1);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  return tls;
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             PealFakeGateway   *self)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->sockets, g_object_ref (g_socket_connection_get_socket (connection)));
  g_mutex_unlock (&self->mutex);
  return FALSE;
}

static void
converse (PealFakeGateway   *self,
          GSocketConnection *connection)
{
  g_autoptr(GIOStream) stream = NULL;
  g_autoptr(GDataInputStream) in = NULL;
  Peer peer = { self, g_socket_connection_get_socket (connection) };

  stream = self->protocol == PEAL_FAKE_HTTP ? g_object_ref (G_IO_STREAM (connection)) : secure (self, connection);
  if (G_IS_TLS_CONNECTION (stream) && !g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL))
    return; /* the client did not trust us */

  g_mutex_lock (&self->mutex);
  self->n_connections++;
  g_mutex_unlock (&self->mutex);
  in = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (in), FALSE);
  peer.in = in;
  peer.out = g_io_stream_get_output_stream (stream);
  if (self->protocol == PEAL_FAKE_HTTP2)
    converse_http2 (&peer);
  else
    while (serve_http1 (&peer))
      ;
  g_socket_close (peer.socket, NULL); /* the hard way: no TLS goodbye */
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        PealFakeGateway        *self)
{
  converse (self, connection);
  g_mutex_lock (&self->mutex);
  g_ptr_array_remove (self->sockets, g_socket_connection_get_socket (connection));
  g_cond_signal (&self->one_less);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static gpointer
accept_thread (gpointer data)
{
  PealFakeGateway *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

PealFakeGateway *
peal_fake_gateway_new (PealFakeProtocol protocol,
                       const char      *certificate,
                       const char      *key)
{
  PealFakeGateway *self = g_new0 (PealFakeGateway, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  self->protocol = protocol;
  self->plan = (PealFakePlan) { PEAL_FAKE_ANSWER, 200 };
  self->posts = g_ptr_array_new_with_free_func (g_free);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->one_less);
  if (protocol != PEAL_FAKE_HTTP)
    self->certificate = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (-1);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  g_main_context_pop_thread_default (self->context);
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", protocol == PEAL_FAKE_HTTP ? "http" : "https",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->thread = g_thread_new ("fake-gateway", accept_thread, self);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  PealFakeGateway *self = data;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

void
peal_fake_gateway_free (PealFakeGateway *self)
{
  g_main_context_invoke (self->context, quit_cb, self);
  g_thread_join (self->thread);
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->sockets->len; i++)
    g_socket_shutdown (g_ptr_array_index (self->sockets, i), TRUE, TRUE, NULL); /* may be gone already */
  while (self->sockets->len > 0)
    g_cond_wait (&self->one_less, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_object_unref (self->service);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->certificate);
  g_free (self->url);
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->sockets);
  g_cond_clear (&self->one_less);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const char *
peal_fake_gateway_get_url (PealFakeGateway *self)
{
  return self->url;
}

void
peal_fake_gateway_set_plan (PealFakeGateway    *self,
                            const PealFakePlan *plan)
{
  g_mutex_lock (&self->mutex);
  self->plan = *plan;
  g_mutex_unlock (&self->mutex);
}

guint
peal_fake_gateway_count_posts (PealFakeGateway *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->posts->len;
  g_mutex_unlock (&self->mutex);
  return n;
}

guint
peal_fake_gateway_count_posts_with (PealFakeGateway *self,
                                    const char      *text)
{
  guint n = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->posts->len; i++)
    n += strstr (g_ptr_array_index (self->posts, i), text) != NULL;
  g_mutex_unlock (&self->mutex);
  return n;
}

guint
peal_fake_gateway_count_connections (PealFakeGateway *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->n_connections;
  g_mutex_unlock (&self->mutex);
  return n;
}

char *
peal_fake_gateway_dup_last_body (PealFakeGateway *self)
{
  char *body;

  g_mutex_lock (&self->mutex);
  body = g_strdup (self->posts->len > 0 ? g_ptr_array_index (self->posts, self->posts->len - 1) : "");
  g_mutex_unlock (&self->mutex);
  return body;
}

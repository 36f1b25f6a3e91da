/* peal-simulator.c: the simulator's server, on a thread of its own.
 *
 * The thread owns the network and answers one request after the other; nothing
 * in it blocks. start () and stop () are the only meeting points with other
 * threads, and the count of accepted messages is the only thing that they share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-simulator"

#include "peal-simulator.h"

#include "peal-clock.h"
#include "peal-simulator-wire.h"

#include <libsoup/soup.h>

#define API "/2010-04-01/Accounts/"
#define JSON_TYPE "application/json"

struct _PealSimulator
{
  GObject parent_instance;

  PealSimulatorOptions options;
  PealSimulatorNetwork *network;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GTlsCertificate *certificate;
  char *url;
  guint port;
  guint64 n_requests;
  char *authorized;         /* the last Authorization header that was right */
  int n_accepted;           /* atomic */

  GMutex mutex;
  GCond listening_changed;
  gboolean listening;       /* or failed: the start has ended; guarded by mutex */
  GError *error;            /* why it does not listen; guarded by mutex */
};

G_DEFINE_FINAL_TYPE (PealSimulator, peal_simulator, G_TYPE_OBJECT)

/* An answer that waits for its latency. */
typedef struct
{
  SoupServerMessage *message;
  GSource *source;
  gboolean cut;
} Delay;

/* --- answers --- */

static void
cut (SoupServerMessage *message)
{
  g_autoptr(GError) error = NULL;

  if (!g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, &error))
    g_debug ("A connection was closed already: %s", error->message);
}

static void
delay_free (gpointer data)
{
  Delay *delay = data;

  g_signal_handlers_disconnect_by_data (delay->message, delay);
  g_object_unref (delay->message);
  g_free (delay);
}

static gboolean
delay_over_cb (gpointer user_data)
{
  Delay *delay = user_data;

  if (delay->cut)
    cut (delay->message);
  soup_server_message_unpause (delay->message);
  return G_SOURCE_REMOVE;
}

/* The client has gone before its answer. */
static void
finished_cb (SoupServerMessage *message,
             Delay             *delay)
{
  g_source_destroy (delay->source);
}

static void
answer_later (PealSimulator     *self,
              SoupServerMessage *message,
              gint64             latency,
              gboolean           with_cut)
{
  Delay *delay = g_new0 (Delay, 1);

  delay->message = g_object_ref (message);
  delay->cut = with_cut;
  delay->source = g_timeout_source_new ((guint) (latency / 1000));
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), delay);
  soup_server_message_pause (message);
  g_source_set_callback (delay->source, delay_over_cb, delay, delay_free);
  g_source_attach (delay->source, self->context);
  g_source_unref (delay->source); /* the context keeps it */
}

static gint64
choose_latency (PealSimulator *self)
{
  double spread = peal_simulator_roll (self->options.seed, "", "latency", (guint) self->n_requests) * 2 - 1;

  return self->options.latency + (gint64) (spread * (double) self->options.latency_spread);
}

/* At once: for judges and testers. */
static void
answer_now (SoupServerMessage *message,
            guint              status,
            GString           *json)
{
  gsize length = json->len;

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, JSON_TYPE, SOUP_MEMORY_TAKE, g_string_free_and_steal (json), length);
}

static void
answer (PealSimulator     *self,
        SoupServerMessage *message,
        guint              status,
        GString           *json,
        gboolean           with_cut)
{
  gint64 latency = choose_latency (self);

  answer_now (message, status, json);
  if (latency >= 1000)
    answer_later (self, message, latency, with_cut);
  else if (with_cut)
    cut (message);
}

static void
answer_error (PealSimulator     *self,
              SoupServerMessage *message,
              guint              status,
              guint              code)
{
  GString *json = g_string_new (NULL);

  peal_simulator_append_error (json, code, status);
  answer (self, message, status, json, FALSE);
}

/* FALSE: there is no outage. */
static gboolean
answer_outage (PealSimulator     *self,
               SoupServerMessage *message)
{
  PealSimulatorOutage outage = peal_simulator_network_meet (self->network, self->n_requests);
  GString *json;

  if (outage == PEAL_SIMULATOR_OUTAGE_NONE)
    return FALSE;
  json = g_string_new (NULL);
  peal_simulator_append_error (json, 20503, 503);
  answer (self, message, 503, json, outage == PEAL_SIMULATOR_OUTAGE_CUT);
  return TRUE;
}

static void
answer_verdict (PealSimulator              *self,
                SoupServerMessage          *message,
                const PealSimulatorView    *view,
                const PealSimulatorVerdict *verdict)
{
  g_autofree char *wait = NULL;
  GString *json;

  if (verdict->message == NULL)
    {
      if (verdict->status == 429 && self->options.retry_after > 0)
        {
          wait = g_strdup_printf ("%d", (int) (self->options.retry_after / PEAL_SECOND));
          soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", wait);
        }
      answer_error (self, message, verdict->status, verdict->code);
      return;
    }

  g_atomic_int_inc (&self->n_accepted);
  if (verdict->fate == PEAL_SIMULATOR_BREAK)
    {
      answer_error (self, message, 500, 20500);
      return;
    }
  json = g_string_sized_new (1024);
  peal_simulator_append_message (json, view, verdict->message, TRUE);
  answer (self, message, verdict->status, json, verdict->fate == PEAL_SIMULATOR_LOSE);
}

/* --- requests --- */

static GHashTable *
read_form (SoupServerMessage *message)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return soup_form_decode (text);
}

static gboolean
check_password (PealSimulator *self,
                const char    *account,
                const char    *plain)
{
  const char *colon = strchr (plain, ':');
  g_autofree char *user = colon != NULL ? g_strndup (plain, colon - plain) : NULL;

  if (user == NULL || colon[1] == '\0')
    return FALSE;
  if (self->options.secret != NULL && !g_str_equal (colon + 1, self->options.secret))
    return FALSE;
  return g_str_equal (user, account) || g_str_has_prefix (user, "SK");
}

static gboolean
check_authorization (PealSimulator     *self,
                     SoupServerMessage *message,
                     const char        *account)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *key = NULL;
  g_autofree guchar *plain = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (header == NULL || !g_str_has_prefix (header, "Basic ") || !g_str_has_prefix (account, "AC")
      || (self->options.username != NULL && !g_str_equal (account, self->options.username)))
    return FALSE;
  key = g_strconcat (account, " ", header, NULL);
  if (g_strcmp0 (key, self->authorized) == 0)
    return TRUE;

  plain = g_base64_decode (header + strlen ("Basic "), &length);
  text = g_strndup ((const char *) plain, length);
  if (!check_password (self, account, text))
    return FALSE;
  g_set_str (&self->authorized, key);
  return TRUE;
}

static void
handle_send (PealSimulator           *self,
             SoupServerMessage       *message,
             const PealSimulatorView *view)
{
  g_autoptr(GHashTable) form = read_form (message);
  const char *from = g_hash_table_lookup (form, "MessagingServiceSid");
  PealSimulatorVerdict verdict;

  if (from == NULL)
    from = g_hash_table_lookup (form, "From");
  verdict = peal_simulator_network_submit (self->network, from, g_hash_table_lookup (form, "To"),
                                           g_hash_table_lookup (form, "Body"), view->now);
  answer_verdict (self, message, view, &verdict);
}

static void
handle_one (PealSimulator           *self,
            SoupServerMessage       *message,
            const PealSimulatorView *view,
            const char              *file)
{
  g_autofree char *id = g_strndup (file, strcspn (file, "."));
  const PealSimulatorMessage *found = peal_simulator_network_get (self->network, peal_simulator_parse_id (id));
  GString *json;

  if (found == NULL)
    {
      answer_error (self, message, 404, 20404);
      return;
    }
  json = g_string_sized_new (1024);
  peal_simulator_append_message (json, view, found, FALSE);
  answer (self, message, 200, json, FALSE);
}

static gboolean
happens (PealSimulator *self,
         const char    *about,
         double         rate)
{
  return peal_simulator_roll (self->options.seed, "", about, (guint) self->n_requests) < rate;
}

/* What becomes of the page that is asked for now. */
static PealSimulatorPage
choose_page (PealSimulator *self)
{
  return (happens (self, "disorder", self->options.disorder_rate) ? PEAL_SIMULATOR_PAGE_DISORDER : 0)
         | (happens (self, "repeat", self->options.repeat_rate) ? PEAL_SIMULATOR_PAGE_REPEAT : 0)
         | (happens (self, "double", self->options.double_rate) ? PEAL_SIMULATOR_PAGE_DOUBLE : 0);
}

static void
handle_question (PealSimulator           *self,
                 SoupServerMessage       *message,
                 const PealSimulatorView *view,
                 const char              *path,
                 GHashTable              *query)
{
  g_autoptr(GHashTable) none = query == NULL ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;
  GString *json = g_string_sized_new (1024);

  if (g_str_equal (path, "Messages.json"))
    peal_simulator_append_list (json, view, query != NULL ? query : none);
  else if (g_str_equal (path, "Balance.json"))
    peal_simulator_append_balance (json, view);
  else if (g_str_equal (path, "IncomingPhoneNumbers.json"))
    peal_simulator_append_numbers (json, view);
  else
    {
      g_string_free (json, TRUE);
      answer_error (self, message, 404, 20404);
      return;
    }
  answer (self, message, 200, json, FALSE);
}

static void
api_cb (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  PealSimulator *self = user_data;
  const char *rest = path + strlen (API);
  g_autofree char *account = g_strndup (rest, strcspn (rest, "/"));
  PealSimulatorView view = { self->network, account, g_get_real_time (), choose_page (self), self->n_requests };

  self->n_requests++;
  if (answer_outage (self, message))
    return;
  rest += strlen (account) + (rest[strlen (account)] == '/');
  peal_simulator_network_advance (self->network, view.now);
  if (!check_authorization (self, message, account))
    answer_error (self, message, 401, 20003);
  else if (soup_server_message_get_method (message) == SOUP_METHOD_POST && g_str_equal (rest, "Messages.json"))
    handle_send (self, message, &view);
  else if (g_str_has_prefix (rest, "Messages/"))
    handle_one (self, message, &view, rest + strlen ("Messages/"));
  else
    handle_question (self, message, &view, rest, query);
}

/* --- judges and testers --- */

static void
complain (SoupServerMessage *message,
          guint              status,
          const char        *text)
{
  GString *json = g_string_new (NULL);

  peal_simulator_append_complaint (json, status, text);
  answer_now (message, status, json);
}

static void
handle_inbound (PealSimulator           *self,
                SoupServerMessage       *message,
                const PealSimulatorView *view)
{
  g_autoptr(GHashTable) form = read_form (message);
  const char *from = g_hash_table_lookup (form, "From");
  const char *to = g_hash_table_lookup (form, "To");
  const char *body = g_hash_table_lookup (form, "Body");
  GString *json;

  if (from == NULL || to == NULL || body == NULL)
    {
      complain (message, 400, "Say who writes to whom and what: From, To, Body");
      return;
    }
  json = g_string_sized_new (1024);
  peal_simulator_append_message (json, view, peal_simulator_network_receive (self->network, from, to, body, view->now), FALSE);
  answer_now (message, 201, json);
}

static void
handle_rates (PealSimulator     *self,
              SoupServerMessage *message)
{
  g_autoptr(GError) error = NULL;
  GString *json;

  if (soup_server_message_get_method (message) == SOUP_METHOD_POST)
    {
      g_autoptr(GHashTable) form = read_form (message);

      if (!peal_simulator_options_change (&self->options, form, &error))
        {
          complain (message, 400, error->message);
          return;
        }
    }
  json = g_string_new (NULL);
  peal_simulator_append_rates (json, &self->options);
  answer_now (message, 200, json);
}

static void
judge_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  PealSimulator *self = user_data;
  PealSimulatorView view = { self->network, "ACsimulator", g_get_real_time () };
  GString *json = NULL;

  peal_simulator_network_advance (self->network, view.now);
  if (g_str_equal (path, "/simulator/messages.json"))
    peal_simulator_append_accepted (json = g_string_sized_new (1024), &view);
  else if (g_str_equal (path, "/simulator/stats.json"))
    peal_simulator_append_stats (json = g_string_new (NULL), peal_simulator_network_get_stats (self->network));
  else if (g_str_equal (path, "/simulator/rates"))
    handle_rates (self, message);
  else if (soup_server_message_get_method (message) == SOUP_METHOD_POST && g_str_equal (path, "/simulator/inbound"))
    handle_inbound (self, message, &view);
  else
    complain (message, 404, "There is nothing here");
  if (json != NULL)
    answer_now (message, 200, json);
}

/* --- thread --- */

static SoupServer *
listen_on (PealSimulator *self,
           GError       **error)
{
  g_autoptr(SoupServer) server = soup_server_new ("server-header", "Peal simulator", NULL);
  SoupServerListenOptions flags = SOUP_SERVER_LISTEN_IPV4_ONLY;
  GSList *uris;

  if (self->certificate != NULL)
    {
      soup_server_set_tls_certificate (server, self->certificate);
      flags |= SOUP_SERVER_LISTEN_HTTPS;
    }
  soup_server_add_handler (server, API, api_cb, self, NULL);
  soup_server_add_handler (server, "/simulator/", judge_cb, self, NULL);
  if (!soup_server_listen_local (server, self->port, flags, error))
    return NULL;

  uris = soup_server_get_uris (server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_free (self->url);
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", self->certificate != NULL ? "https" : "http", self->port);
  return g_steal_pointer (&server);
}

static gpointer
serve_thread (gpointer data)
{
  PealSimulator *self = data;
  g_autoptr(SoupServer) server = NULL;
  GError *error = NULL;

  g_main_context_push_thread_default (self->context);
  server = listen_on (self, &error);
  g_mutex_lock (&self->mutex);
  self->listening = TRUE;
  self->error = error;
  g_cond_signal (&self->listening_changed);
  g_mutex_unlock (&self->mutex);

  if (server != NULL)
    {
      g_main_loop_run (self->loop);
      soup_server_disconnect (server);
    }
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
join (PealSimulator *self)
{
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

static gboolean
load_certificate (PealSimulator *self,
                  GError       **error)
{
  if (self->options.certificate != NULL && self->certificate == NULL)
    self->certificate = g_tls_certificate_new_from_file (self->options.certificate, error);
  return self->options.certificate == NULL || self->certificate != NULL;
}

gboolean
peal_simulator_start (PealSimulator *self,
                      GError       **error)
{
  g_return_val_if_fail (PEAL_IS_SIMULATOR (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  if (!load_certificate (self, error))
    return FALSE;

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->listening = FALSE;
  self->thread = g_thread_new ("simulator", serve_thread, self);
  g_mutex_lock (&self->mutex);
  while (!self->listening)
    g_cond_wait (&self->listening_changed, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (self->error == NULL)
    return TRUE;
  join (self);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

void
peal_simulator_stop (PealSimulator *self)
{
  g_return_if_fail (PEAL_IS_SIMULATOR (self));

  if (self->thread == NULL)
    return;
  g_main_context_invoke (self->context, quit_cb, self->loop);
  join (self);
}

const char *
peal_simulator_get_url (PealSimulator *self)
{
  g_return_val_if_fail (PEAL_IS_SIMULATOR (self), NULL);

  return self->url;
}

guint
peal_simulator_count_accepted (PealSimulator *self)
{
  g_return_val_if_fail (PEAL_IS_SIMULATOR (self), 0);

  return (guint) g_atomic_int_get (&self->n_accepted);
}

static void
peal_simulator_finalize (GObject *object)
{
  PealSimulator *self = PEAL_SIMULATOR (object);

  peal_simulator_stop (self);
  g_clear_pointer (&self->network, peal_simulator_network_free);
  g_clear_object (&self->certificate);
  g_free ((char *) self->options.username);
  g_free ((char *) self->options.secret);
  g_free ((char *) self->options.numbers);
  g_free ((char *) self->options.certificate);
  g_free (self->url);
  g_free (self->authorized);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->listening_changed);
  G_OBJECT_CLASS (peal_simulator_parent_class)->finalize (object);
}

static void
peal_simulator_class_init (PealSimulatorClass *class)
{
  G_OBJECT_CLASS (class)->finalize = peal_simulator_finalize;
}

static void
peal_simulator_init (PealSimulator *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->listening_changed);
}

PealSimulator *
peal_simulator_new (const PealSimulatorOptions *options)
{
  PealSimulator *self;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (PEAL_TYPE_SIMULATOR, NULL);
  self->options = *options;
  self->options.username = g_strdup (options->username);
  self->options.secret = g_strdup (options->secret);
  self->options.numbers = g_strdup (options->numbers);
  self->options.certificate = g_strdup (options->certificate);
  self->port = options->port;
  self->network = peal_simulator_network_new (&self->options);
  return self;
}

/* peal-twilio-gateway.c: a Twilio account, or anything that speaks its dialect.
 *
 * Sending builds its request by hand and reads one small answer; everything that
 * takes several requests is a fiber that asks page by page, newest first, and
 * stops as soon as it has seen enough.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-gateway.h"

#include "peal-fiber.h"
#include "peal-log.h"
#include "peal-soup.h"
#include "peal-twilio-wire.h"

#define FORM_TYPE "application/x-www-form-urlencoded"

#define MAX_SEND_BODY (64 * 1024)
#define MAX_LIST_BODY (16 * 1024 * 1024)

/* Against a server that never ends its list; far above what an account holds in a day. */
#define MAX_PAGES 500

#define FIND_PAGE 50
#define POLL_PAGE 200

/* Dates in answers are whole seconds. */
#define DATE_GRAIN (2 * PEAL_SECOND)

/* Up to so many receipts are asked for one by one: less data than a page of the list. */
#define MAX_SINGLE_RECEIPTS 8
#define RECEIPT_MARGIN (10 * PEAL_MINUTE)

/* New entries may appear late in the list, and its filter knows only days. So every look overlaps
 * the last one a little, and every half hour one goes back a whole day. */
#define INBOUND_OVERLAP (15 * PEAL_MINUTE)
#define INBOUND_DEEP_OVERLAP PEAL_DAY
#define INBOUND_DEEP_EVERY (30 * PEAL_MINUTE)

struct _PealTwilioGateway
{
  GObject parent_instance;

  PealSoup *soup;
  PealClock *clock;
  char *base;            /* "https://api.twilio.com" */
  char *account_path;    /* "/2010-04-01/Accounts/AC.../" */
  char *authorization;   /* header value; a secret */
  char *sender;
  GUri *messages_uri;    /* where sends go */
};

static void peal_twilio_gateway_iface_init (PealGatewayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealTwilioGateway, peal_twilio_gateway, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_GATEWAY, peal_twilio_gateway_iface_init))

/* One question under way; each fiber uses the fields that it needs. */
typedef struct
{
  PealTwilioGateway *self;
  char *from;
  char *to;
  char *body;
  gint64 since;
  gint64 until;
  char *position;
  GPtrArray *awaited;
} Question;

static Question *
question_new (PealTwilioGateway *self)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->self);
  g_free (question->from);
  g_free (question->to);
  g_free (question->body);
  g_free (question->position);
  g_clear_pointer (&question->awaited, g_ptr_array_unref);
  g_free (question);
}

static DexFuture *
resolve_array (GPtrArray *array)
{
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, array);
}

static char *
account_url (PealTwilioGateway *self,
             const char        *path)
{
  return g_strconcat (self->base, self->account_path, path, NULL);
}

static void
set_headers (PealTwilioGateway *self,
             SoupMessage       *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Authorization", self->authorization);
  soup_message_headers_append (headers, "Accept", "application/json");
}

/* Fiber only. NULL with an error: cancelled, or an address that is none. */
static PealReply *
ask (PealTwilioGateway *self,
     const char        *url,
     GCancellable      *cancellable,
     GError           **error)
{
  SoupMessage *message = soup_message_new ("GET", url);

  if (message == NULL)
    {
      g_set_error_literal (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL, "The address makes no sense");
      return NULL;
    }
  set_headers (self, message);
  return dex_await_boxed (peal_until_cancelled (peal_soup_request (self->soup, message, MAX_LIST_BODY), cancellable), error);
}

/* Fiber only. One page of messages. @url becomes the next page's address, or NULL after the last;
 * @skew how far the server's clock is ahead of ours. */
static GPtrArray *
ask_page (PealTwilioGateway *self,
          char             **url,
          gint64            *skew,
          GCancellable      *cancellable,
          GError           **error)
{
  g_autoptr(PealReply) reply = ask (self, *url, cancellable, error);
  g_autofree char *next = NULL;
  GPtrArray *messages;

  if (reply == NULL)
    return NULL;
  messages = peal_twilio_parse_list (reply, &next, error);
  if (skew != NULL)
    *skew = reply->date >= 0 ? reply->date - peal_clock_get_now (self->clock) : 0;
  g_free (*url);
  *url = next != NULL ? peal_twilio_next_url (self->base, self->account_path, next) : NULL;
  return messages;
}

/* --- send --- */

static gpointer
parse_send (const PealReply *reply)
{
  return peal_twilio_parse_send (reply);
}

static DexFuture *
peal_twilio_gateway_send (PealGateway        *gateway,
                          const PealOutgoing *outgoing)
{
  PealTwilioGateway *self = PEAL_TWILIO_GATEWAY (gateway);
  SoupMessage *message = soup_message_new_from_uri ("POST", self->messages_uri);
  g_autoptr(GBytes) form = peal_twilio_send_form (outgoing, peal_clock_get_now (self->clock));

  set_headers (self, message);
  soup_message_set_request_body_from_bytes (message, FORM_TYPE, form);
  return peal_soup_request_parsed (self->soup, message, MAX_SEND_BODY, PEAL_TYPE_SEND_RESULT, parse_send);
}

static void
peal_twilio_gateway_give_up (PealGateway *gateway)
{
  peal_soup_give_up (PEAL_TWILIO_GATEWAY (gateway)->soup);
}

/* --- find --- */

static gboolean
may_be (const Question          *question,
        const PealRemoteMessage *message,
        gint64                   skew)
{
  gboolean by_service = g_str_has_prefix (question->from, "MG");
  gint64 at = message->at - skew;

  return message->direction == PEAL_DIRECTION_OUTBOUND
         && g_str_equal (message->to, question->to)
         && (by_service || g_ascii_strcasecmp (message->from, question->from) == 0)
         && at >= question->since - DATE_GRAIN && at <= question->until + DATE_GRAIN
         && peal_twilio_same_text (question->body, message->body, by_service);
}

/* A message that is still queued has no date of sending, so this list is not filtered by it. */
static DexFuture *
find_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Question *question = data;
  PealTwilioList list = { question->to, g_str_has_prefix (question->from, "MG") ? NULL : question->from, -1, FIND_PAGE };
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();
  g_autofree char *path = peal_twilio_list_path (&list);
  g_autofree char *url = account_url (question->self, path);
  gboolean older = FALSE;

  for (guint page = 0; url != NULL && !older && page < MAX_PAGES; page++)
    {
      GError *error = NULL;
      gint64 skew;
      g_autoptr(GPtrArray) messages = ask_page (question->self, &url, &skew, cancellable, &error);

      if (messages == NULL)
        return dex_future_new_for_error (error);
      for (guint i = 0; i < messages->len; i++)
        {
          PealRemoteMessage *message = g_ptr_array_index (messages, i);

          older |= message->at - skew < question->since - PEAL_HOUR;
          if (!may_be (question, message, skew))
            continue;
          message->at -= skew;
          g_ptr_array_add (found, g_steal_pointer (&g_ptr_array_index (messages, i)));
        }
    }
  return resolve_array (g_steal_pointer (&found));
}

static DexFuture *
peal_twilio_gateway_find (PealGateway         *gateway,
                          const PealFindQuery *query)
{
  Question *question = question_new (PEAL_TWILIO_GATEWAY (gateway));

  question->from = g_strdup (query->from);
  question->to = g_strdup (query->to);
  question->body = g_strdup (query->body);
  question->since = query->since;
  question->until = query->until;
  return peal_fiber_spawn (find_fiber, question, question_free);
}

/* --- receipts --- */

/* Fiber only. One message, or NULL without an error if the provider does not know it. */
static PealRemoteMessage *
ask_one (PealTwilioGateway *self,
         const char        *id,
         GCancellable      *cancellable,
         GError           **error)
{
  g_autofree char *path = g_strdup_printf ("Messages/%s.json", id);
  g_autofree char *url = account_url (self, path);
  g_autoptr(PealReply) reply = ask (self, url, cancellable, error);

  if (reply == NULL || (reply->fate == PEAL_REPLY_ANSWERED && reply->status == SOUP_STATUS_NOT_FOUND
                        && peal_reply_looks_like_json (reply)))
    return NULL;
  return peal_twilio_parse_message (reply, error);
}

static DexFuture *
receipts_one_by_one_fiber (gpointer      data,
                           GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();

  for (guint i = 0; i < question->awaited->len; i++)
    {
      GError *error = NULL;
      PealAwaited *awaited = g_ptr_array_index (question->awaited, i);
      PealRemoteMessage *message = ask_one (question->self, awaited->remote_id, cancellable, &error);

      if (error != NULL)
        return dex_future_new_for_error (error);
      if (message != NULL)
        g_ptr_array_add (found, message);
    }
  return resolve_array (g_steal_pointer (&found));
}

static GHashTable *
index_awaited (GPtrArray *awaited)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < awaited->len; i++)
    g_hash_table_add (index, ((PealAwaited *) g_ptr_array_index (awaited, i))->remote_id);
  return index;
}

/* Moves what is awaited from @messages to @found. TRUE once the page reaches back before @since. */
static gboolean
pick_awaited (GPtrArray  *messages,
              GHashTable *awaited,
              GPtrArray  *found,
              gint64      since)
{
  gboolean older = FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      PealRemoteMessage *message = g_ptr_array_index (messages, i);

      older |= message->at < since;
      if (g_hash_table_remove (awaited, message->remote_id))
        g_ptr_array_add (found, g_steal_pointer (&g_ptr_array_index (messages, i)));
    }
  return older;
}

static DexFuture *
receipts_by_list_fiber (gpointer      data,
                        GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr(GHashTable) awaited = index_awaited (question->awaited);
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();
  PealTwilioList list = { NULL, NULL, question->since, POLL_PAGE };
  g_autofree char *path = peal_twilio_list_path (&list);
  g_autofree char *url = account_url (question->self, path);
  gboolean older = FALSE;

  for (guint page = 0; url != NULL && !older && g_hash_table_size (awaited) > 0 && page < MAX_PAGES; page++)
    {
      GError *error = NULL;
      gint64 skew;
      g_autoptr(GPtrArray) messages = ask_page (question->self, &url, &skew, cancellable, &error);

      if (messages == NULL)
        return dex_future_new_for_error (error);
      older = pick_awaited (messages, awaited, found, question->since + skew);
    }
  return resolve_array (g_steal_pointer (&found));
}

static DexFuture *
peal_twilio_gateway_poll_receipts (PealGateway *gateway,
                                   GPtrArray   *awaited)
{
  Question *question = question_new (PEAL_TWILIO_GATEWAY (gateway));

  question->awaited = g_ptr_array_ref (awaited);
  if (awaited->len <= MAX_SINGLE_RECEIPTS)
    return peal_fiber_spawn (receipts_one_by_one_fiber, question, question_free);

  question->since = ((PealAwaited *) g_ptr_array_index (awaited, 0))->submitted_at - RECEIPT_MARGIN;
  return peal_fiber_spawn (receipts_by_list_fiber, question, question_free);
}

/* --- numbers and balance --- */

static DexFuture *
numbers_fiber (gpointer      data,
               GCancellable *cancellable)
{
  Question *question = data;
  PealTwilioGateway *self = question->self;
  g_autoptr(GPtrArray) all = NULL;
  g_autofree char *url = account_url (self, "IncomingPhoneNumbers.json?PageSize=1000");

  for (guint page = 0; url != NULL && page < MAX_PAGES; page++)
    {
      GError *error = NULL;
      g_autofree char *next = NULL;
      g_autoptr(GPtrArray) numbers = NULL;
      g_autoptr(PealReply) reply = ask (self, url, cancellable, &error);

      if (reply != NULL)
        numbers = peal_twilio_parse_numbers (reply, &next, &error);
      if (numbers == NULL)
        return dex_future_new_for_error (error);
      if (all == NULL)
        all = g_steal_pointer (&numbers);
      else
        g_ptr_array_extend_and_steal (all, g_steal_pointer (&numbers));
      g_free (url);
      url = next != NULL ? peal_twilio_next_url (self->base, self->account_path, next) : NULL;
    }
  return resolve_array (g_steal_pointer (&all));
}

static DexFuture *
peal_twilio_gateway_list_numbers (PealGateway *gateway)
{
  return peal_fiber_spawn (numbers_fiber, question_new (PEAL_TWILIO_GATEWAY (gateway)), question_free);
}

static DexFuture *
balance_fiber (gpointer      data,
               GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  g_autofree char *url = account_url (question->self, "Balance.json");
  g_autoptr(PealReply) reply = ask (question->self, url, cancellable, &error);
  PealBalance balance = { 0 };

  if (reply == NULL || !peal_twilio_parse_balance (reply, &balance, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (PEAL_TYPE_BALANCE, g_memdup2 (&balance, sizeof balance));
}

static DexFuture *
peal_twilio_gateway_get_balance (PealGateway *gateway)
{
  return peal_fiber_spawn (balance_fiber, question_new (PEAL_TWILIO_GATEWAY (gateway)), question_free);
}

/* --- inbound --- */

/* A position is "NEWEST DEEP": when the newest message seen was created, and when the last deep
 * look was taken, both ISO 8601. */
typedef struct
{
  gint64 newest;
  gint64 deep;
} Position;

static gboolean
parse_position (const char *text,
                Position   *position)
{
  g_auto(GStrv) words = g_strsplit (text, " ", 2);

  return g_strv_length (words) == 2 && peal_time_from_iso8601 (words[0], &position->newest)
         && peal_time_from_iso8601 (words[1], &position->deep);
}

static char *
format_position (const Position *position)
{
  g_autofree char *newest = peal_time_to_iso8601 (position->newest);
  g_autofree char *deep = peal_time_to_iso8601 (position->deep);

  return g_strdup_printf ("%s %s", newest, deep);
}

/* Moves what came in since @since from @messages to @found. TRUE once the page reaches further back. */
static gboolean
pick_inbound (GPtrArray *messages,
              GPtrArray *found,
              gint64     since,
              gint64    *newest)
{
  gboolean older = FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      PealRemoteMessage *message = g_ptr_array_index (messages, i);

      older |= message->at < since;
      if (message->direction != PEAL_DIRECTION_INBOUND || message->at < since)
        continue;
      *newest = MAX (*newest, message->at);
      g_ptr_array_add (found, g_steal_pointer (&g_ptr_array_index (messages, i)));
    }
  return older;
}

/* Fiber only. Adds what came in to @number since @since (our clock). */
static gboolean
ask_inbound (PealTwilioGateway *self,
             const char        *number,
             gint64             since,
             GPtrArray         *found,
             gint64            *newest,
             GCancellable      *cancellable,
             GError           **error)
{
  PealTwilioList list = { number, NULL, since, POLL_PAGE };
  g_autofree char *path = peal_twilio_list_path (&list);
  g_autofree char *url = account_url (self, path);
  gboolean older = FALSE;

  for (guint page = 0; url != NULL && !older && page < MAX_PAGES; page++)
    {
      gint64 skew;
      g_autoptr(GPtrArray) messages = ask_page (self, &url, &skew, cancellable, error);

      if (messages == NULL)
        return FALSE;
      older = pick_inbound (messages, found, since + MIN (skew, 0), newest);
    }
  return TRUE;
}

/* Fiber only. The numbers that replies come to. */
static GPtrArray *
await_own_numbers (PealTwilioGateway *self,
                   GCancellable      *cancellable,
                   GError           **error)
{
  g_autoptr(GPtrArray) numbers = NULL;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  if (*self->sender == '+')
    {
      g_ptr_array_add (texts, g_strdup (self->sender));
      return texts;
    }

  numbers = dex_await_boxed (peal_until_cancelled (peal_twilio_gateway_list_numbers (PEAL_GATEWAY (self)), cancellable), error);
  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    g_ptr_array_add (texts, g_strdup (((PealOwnNumber *) g_ptr_array_index (numbers, i))->e164));
  if (numbers == NULL)
    g_clear_pointer (&texts, g_ptr_array_unref);
  return texts;
}

static int
compare_at (gconstpointer a,
            gconstpointer b)
{
  const PealRemoteMessage *first = *(PealRemoteMessage *const *) a;
  const PealRemoteMessage *second = *(PealRemoteMessage *const *) b;

  return first->at < second->at ? -1 : first->at > second->at;
}

/* Oldest first. Dates are whole seconds, so messages of one second keep the order that the
 * provider gave them, turned round: the sort is stable. */
static void
sort_by_age (GPtrArray *messages)
{
  for (guint i = 0, j = messages->len; i + 1 < j; i++)
    {
      gpointer swapped = messages->pdata[--j];

      messages->pdata[j] = messages->pdata[i];
      messages->pdata[i] = swapped;
    }
  g_ptr_array_sort (messages, compare_at);
}

static DexFuture *
inbound_fiber (gpointer      data,
               GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  gint64 now = peal_clock_get_now (question->self->clock);
  Position position = { now, G_MININT64 };
  gboolean known = parse_position (question->position, &position);
  gboolean deep = !known || ABS (now - position.deep) >= INBOUND_DEEP_EVERY;
  gint64 since = position.newest - (deep ? INBOUND_DEEP_OVERLAP : INBOUND_OVERLAP);
  g_autoptr(PealInboundPage) page = peal_inbound_page_new ();
  g_autoptr(GPtrArray) numbers = await_own_numbers (question->self, cancellable, &error);

  if (numbers == NULL)
    return dex_future_new_for_error (error);
  if (!known)
    position.newest = since;
  for (guint i = 0; i < numbers->len; i++)
    if (!ask_inbound (question->self, g_ptr_array_index (numbers, i), since, page->messages, &position.newest, cancellable, &error))
      return dex_future_new_for_error (error);

  if (deep)
    position.deep = now;
  sort_by_age (page->messages);
  g_free (page->position);
  page->position = format_position (&position);
  return dex_future_new_take_boxed (PEAL_TYPE_INBOUND_PAGE, g_steal_pointer (&page));
}

static DexFuture *
peal_twilio_gateway_poll_inbound (PealGateway *gateway,
                                  const char  *position)
{
  Question *question = question_new (PEAL_TWILIO_GATEWAY (gateway));

  question->position = g_strdup (position);
  return peal_fiber_spawn (inbound_fiber, question, question_free);
}

/* --- the object --- */

static void
peal_twilio_gateway_finalize (GObject *object)
{
  PealTwilioGateway *self = PEAL_TWILIO_GATEWAY (object);

  g_clear_pointer (&self->soup, peal_soup_unref);
  g_clear_object (&self->clock);
  g_free (self->base);
  g_free (self->account_path);
  g_free (self->authorization);
  g_free (self->sender);
  g_clear_pointer (&self->messages_uri, g_uri_unref);
  G_OBJECT_CLASS (peal_twilio_gateway_parent_class)->finalize (object);
}

static void
peal_twilio_gateway_class_init (PealTwilioGatewayClass *class)
{
  G_OBJECT_CLASS (class)->finalize = peal_twilio_gateway_finalize;
}

static void
peal_twilio_gateway_init (PealTwilioGateway *self)
{
}

static void
peal_twilio_gateway_iface_init (PealGatewayInterface *iface)
{
  iface->send = peal_twilio_gateway_send;
  iface->find = peal_twilio_gateway_find;
  iface->poll_receipts = peal_twilio_gateway_poll_receipts;
  iface->poll_inbound = peal_twilio_gateway_poll_inbound;
  iface->get_balance = peal_twilio_gateway_get_balance;
  iface->list_numbers = peal_twilio_gateway_list_numbers;
  iface->give_up = peal_twilio_gateway_give_up;
}

/* "AC...", or "AC...:SK...": what goes into the path, and who signs in. */
static gboolean
split_username (const char *username,
                char      **account,
                char      **user)
{
  const char *colon = strchr (username, ':');

  *account = colon != NULL ? g_strndup (username, colon - username) : g_strdup (username);
  *user = g_strdup (colon != NULL ? colon + 1 : username);
  if (!g_str_has_prefix (*account, "AC") || **user == '\0')
    return FALSE;
  for (const char *c = username; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && c != colon)
      return FALSE;
  return TRUE;
}

PealGateway *
peal_twilio_gateway_new (const PealGatewaySettings *settings,
                         GError                   **error)
{
  g_autoptr(PealTwilioGateway) self = g_object_new (PEAL_TYPE_TWILIO_GATEWAY, NULL);
  g_autofree char *account = NULL;
  g_autofree char *user = NULL;
  g_autofree char *url = NULL;

  if (!split_username (settings->username, &account, &user))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The account SID begins with AC, then letters and digits. Find it on the first page of the provider's console");
      return NULL;
    }
  self->soup = peal_soup_new (settings->workers, settings->deadline,
                              *settings->ca_file != '\0' ? settings->ca_file : NULL, error);
  if (self->soup == NULL)
    return NULL;

  self->clock = g_object_ref (settings->clock);
  self->base = g_strdup (settings->base_url);
  self->account_path = g_strdup_printf ("/2010-04-01/Accounts/%s/", account);
  self->sender = g_strdup (settings->sender);
  self->authorization = peal_soup_basic_auth (user, settings->secret);
  peal_log_add_secret (self->authorization + strlen ("Basic "));
  url = account_url (self, "Messages.json");
  self->messages_uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, error);
  return self->messages_uri != NULL ? PEAL_GATEWAY (g_steal_pointer (&self)) : NULL;
}

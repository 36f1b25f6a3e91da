/* peal-fake-account.c: a gateway without a network that does as it is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-fake-account.h"

#include "peal-clock.h"

/* Inbound messages on a page. */
#define PAGE 2

struct _PealFakeAccount
{
  GObject parent_instance;

  GHashTable *answers;       /* number -> PealFakeAnswer; "" = everybody */
  GPtrArray *sent;           /* of PealOutgoing */
  GPtrArray *record;
  GPtrArray *inbound;
  GPtrArray *silent;         /* of DexPromise, in the order of their results in... */
  GPtrArray *results;        /* ...this, of PealSendResult */
  DexPromise *hold;          /* answers to poll_inbound wait for it; NULL = they do not */
  guint n_held;
  PealFakeHook hook;
  gpointer user_data;
  int error_code;
  guint n_finds;
  guint n_delayed;           /* requests whose answer waits for its delay */
  guint most_delayed;
};

static void gateway_init (PealGatewayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealFakeAccount, peal_fake_account, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_GATEWAY, gateway_init))

static const PealFakeAnswer usual_answer = { .outcome = PEAL_SEND_ACCEPTED, .is_recorded = TRUE };

static char *
make_id (void)
{
  static guint n;

  return g_strdup_printf ("FM%06u", ++n);
}

PealRemoteMessage *
peal_fake_account_add (GPtrArray  *list,
                       const char *remote_id,
                       const char *from,
                       const char *to,
                       const char *body,
                       gint64      at)
{
  PealRemoteMessage *message = peal_remote_message_new ();

  g_free (message->remote_id);
  message->remote_id = remote_id != NULL ? g_strdup (remote_id) : make_id ();
  message->state = PEAL_STATE_ACCEPTED;
  message->at = at;
  message->segments = 1;
  g_set_str (&message->from, from);
  g_set_str (&message->to, to);
  g_set_str (&message->body, body);
  g_ptr_array_add (list, message);
  return message;
}

static PealRemoteMessage *
copy_message (const PealRemoteMessage *message)
{
  PealRemoteMessage *copy = peal_remote_message_new ();

  copy->state = message->state;
  copy->at = message->at;
  copy->failure = message->failure;
  copy->segments = message->segments;
  copy->price_micros = message->price_micros;
  g_set_str (&copy->remote_id, message->remote_id);
  g_set_str (&copy->from, message->from);
  g_set_str (&copy->to, message->to);
  g_set_str (&copy->body, message->body);
  g_set_str (&copy->provider_code, message->provider_code);
  g_set_str (&copy->currency, message->currency);
  return copy;
}

/* Sending ------------------------------------------------------------------------------------------- */

static const PealFakeAnswer *
find_answer (PealFakeAccount *self,
             const char      *to)
{
  const PealFakeAnswer *answer = g_hash_table_lookup (self->answers, to);

  if (answer == NULL)
    answer = g_hash_table_lookup (self->answers, "");
  return answer != NULL ? answer : &usual_answer;
}

static PealSendResult *
make_result (const PealFakeAnswer *answer,
             const char           *remote_id)
{
  PealSendResult *result = peal_send_result_new (answer->outcome);

  result->failure = answer->failure;
  result->retry_after = answer->retry_after > 0 ? answer->retry_after : -1;
  if (answer->outcome == PEAL_SEND_ACCEPTED)
    {
      result->state = PEAL_STATE_ACCEPTED;
      g_set_str (&result->remote_id, remote_id);
    }
  else
    g_set_str (&result->detail, "as told");
  return result;
}

typedef struct
{
  PealFakeAccount *self;
  PealSendResult *result;
} Delayed;

static void
delayed_free (gpointer data)
{
  Delayed *delayed = data;

  g_object_unref (delayed->self);
  peal_send_result_unref (delayed->result);
  g_free (delayed);
}

static DexFuture *
delayed_cb (DexFuture *completed,
            gpointer   user_data)
{
  Delayed *delayed = user_data;

  delayed->self->n_delayed--;
  return dex_future_new_take_boxed (PEAL_TYPE_SEND_RESULT, peal_send_result_ref (delayed->result));
}

static DexFuture *
delay (PealFakeAccount *self,
       PealSendResult  *result,
       guint            milliseconds)
{
  Delayed *delayed = g_new0 (Delayed, 1);

  delayed->self = g_object_ref (self);
  delayed->result = result;
  self->n_delayed++;
  self->most_delayed = MAX (self->most_delayed, self->n_delayed);
  return dex_future_finally (dex_timeout_new_msec ((int) milliseconds), delayed_cb, delayed, delayed_free);
}

static DexFuture *
keep_silent (PealFakeAccount *self,
             PealSendResult  *result)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  g_ptr_array_add (self->silent, dex_ref (promise));
  g_ptr_array_add (self->results, result);
  return DEX_FUTURE (promise);
}

static DexFuture *
fake_send (PealGateway        *gateway,
           const PealOutgoing *outgoing)
{
  PealFakeAccount *self = PEAL_FAKE_ACCOUNT (gateway);
  const PealFakeAnswer *answer = find_answer (self, outgoing->to);
  g_autofree char *remote_id = answer->remote_id != NULL ? g_strdup (answer->remote_id) : make_id ();
  PealSendResult *result = make_result (answer, remote_id);

  g_ptr_array_add (self->sent, peal_outgoing_copy (outgoing));
  if (self->hook != NULL)
    self->hook (outgoing, self->user_data);
  if (answer->is_recorded)
    peal_fake_account_add (self->record, remote_id, outgoing->from, outgoing->to, outgoing->body, 0);

  if (answer->is_rejected)
    {
      peal_send_result_unref (result);
      return dex_future_new_reject (PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNREACHABLE, "as told");
    }
  if (answer->is_silent)
    return keep_silent (self, result);
  if (answer->delay > 0)
    return delay (self, result, answer->delay);
  return dex_future_new_take_boxed (PEAL_TYPE_SEND_RESULT, result);
}

void
peal_fake_account_release (PealFakeAccount *self)
{
  g_autoptr(GPtrArray) silent = g_steal_pointer (&self->silent);
  g_autoptr(GPtrArray) results = g_steal_pointer (&self->results);

  self->silent = g_ptr_array_new_with_free_func (dex_unref);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_send_result_unref);
  for (guint i = 0; i < silent->len; i++)
    if (dex_future_is_pending (g_ptr_array_index (silent, i)))
      dex_promise_resolve_boxed (g_ptr_array_index (silent, i), PEAL_TYPE_SEND_RESULT,
                                 peal_send_result_ref (g_ptr_array_index (results, i)));
}

static void
fake_give_up (PealGateway *gateway)
{
  PealFakeAccount *self = PEAL_FAKE_ACCOUNT (gateway);

  for (guint i = 0; i < self->silent->len; i++)
    if (dex_future_is_pending (g_ptr_array_index (self->silent, i)))
      {
        PealSendResult *result = peal_send_result_new (PEAL_SEND_UNKNOWN);

        result->failure = PEAL_FAILURE_UNKNOWN;
        dex_promise_resolve_boxed (g_ptr_array_index (self->silent, i), PEAL_TYPE_SEND_RESULT, result);
      }
}

/* Questions ----------------------------------------------------------------------------------------- */

static DexFuture *
refuse (PealFakeAccount *self)
{
  return dex_future_new_reject (PEAL_GATEWAY_ERROR, self->error_code, "as told");
}

static DexFuture *
fake_find (PealGateway         *gateway,
           const PealFindQuery *query)
{
  PealFakeAccount *self = PEAL_FAKE_ACCOUNT (gateway);
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();

  self->n_finds++;
  if (self->error_code >= 0)
    return refuse (self);
  for (guint i = self->record->len; i-- > 0;)
    {
      const PealRemoteMessage *message = g_ptr_array_index (self->record, i);

      if (g_str_equal (message->from, query->from) && g_str_equal (message->to, query->to)
          && g_str_equal (message->body, query->body) && message->at >= query->since && message->at <= query->until)
        g_ptr_array_add (found, copy_message (message));
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&found));
}

static DexFuture *
fake_poll_receipts (PealGateway *gateway,
                    GPtrArray   *awaited)
{
  PealFakeAccount *self = PEAL_FAKE_ACCOUNT (gateway);
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();

  if (self->error_code >= 0)
    return refuse (self);
  for (guint i = 0; i < awaited->len; i++)
    for (guint r = 0; r < self->record->len; r++)
      if (g_str_equal (((PealAwaited *) g_ptr_array_index (awaited, i))->remote_id,
                       ((PealRemoteMessage *) g_ptr_array_index (self->record, r))->remote_id))
        g_ptr_array_add (found, copy_message (g_ptr_array_index (self->record, r)));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&found));
}

/* Pages overlap by one message, as real ones do. */
static DexFuture *
answer_inbound (PealFakeAccount *self,
                const char      *position)
{
  guint64 first = *position != '\0' ? g_ascii_strtoull (position, NULL, 10) : 0;
  PealInboundPage *page;

  if (self->error_code >= 0)
    return refuse (self);
  page = peal_inbound_page_new ();
  for (guint64 i = first; i < MIN (first + PAGE, self->inbound->len); i++)
    g_ptr_array_add (page->messages, copy_message (g_ptr_array_index (self->inbound, i)));
  g_free (page->position);
  page->position = g_strdup_printf ("%" G_GUINT64_FORMAT, first + MAX (page->messages->len, 1) - 1);
  return dex_future_new_take_boxed (PEAL_TYPE_INBOUND_PAGE, page);
}

static DexFuture *
held_cb (DexFuture *completed,
         gpointer   user_data)
{
  return dex_ref (user_data);
}

static DexFuture *
fake_poll_inbound (PealGateway *gateway,
                   const char  *position)
{
  PealFakeAccount *self = PEAL_FAKE_ACCOUNT (gateway);
  DexFuture *answer = answer_inbound (self, position);

  if (self->hold == NULL)
    return answer;
  self->n_held++;
  return dex_future_finally (dex_ref (self->hold), held_cb, answer, dex_unref);
}

static DexFuture *
fake_get_balance (PealGateway *gateway)
{
  PealFakeAccount *self = PEAL_FAKE_ACCOUNT (gateway);
  PealBalance balance = { .micros = 5000000, .currency = "USD" };

  if (self->error_code >= 0)
    return refuse (self);
  return dex_future_new_take_boxed (PEAL_TYPE_BALANCE, g_boxed_copy (PEAL_TYPE_BALANCE, &balance));
}

static DexFuture *
fake_list_numbers (PealGateway *gateway)
{
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY,
                                    g_ptr_array_new_with_free_func ((GDestroyNotify) peal_own_number_free));
}

static void
gateway_init (PealGatewayInterface *iface)
{
  iface->send = fake_send;
  iface->find = fake_find;
  iface->poll_receipts = fake_poll_receipts;
  iface->poll_inbound = fake_poll_inbound;
  iface->get_balance = fake_get_balance;
  iface->list_numbers = fake_list_numbers;
  iface->give_up = fake_give_up;
}

/* Life ---------------------------------------------------------------------------------------------- */

static void
peal_fake_account_finalize (GObject *object)
{
  PealFakeAccount *self = PEAL_FAKE_ACCOUNT (object);

  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->sent);
  g_ptr_array_unref (self->record);
  g_ptr_array_unref (self->inbound);
  g_ptr_array_unref (self->silent);
  g_ptr_array_unref (self->results);
  dex_clear (&self->hold);
  G_OBJECT_CLASS (peal_fake_account_parent_class)->finalize (object);
}

static void
peal_fake_account_class_init (PealFakeAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_fake_account_finalize;
}

static void
peal_fake_account_init (PealFakeAccount *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_outgoing_free);
  self->record = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_remote_message_free);
  self->inbound = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_remote_message_free);
  self->silent = g_ptr_array_new_with_free_func (dex_unref);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_send_result_unref);
  self->error_code = -1;
}

PealFakeAccount *
peal_fake_account_new (void)
{
  return g_object_new (PEAL_TYPE_FAKE_ACCOUNT, NULL);
}

void
peal_fake_account_set_answer (PealFakeAccount      *self,
                              const char           *to,
                              const PealFakeAnswer *answer)
{
  const char *key = to != NULL ? to : "";

  if (answer != NULL)
    g_hash_table_replace (self->answers, g_strdup (key), g_memdup2 (answer, sizeof *answer));
  else
    g_hash_table_remove (self->answers, key);
}

void
peal_fake_account_set_hook (PealFakeAccount *self,
                            PealFakeHook     hook,
                            gpointer         user_data)
{
  self->hook = hook;
  self->user_data = user_data;
}

guint
peal_fake_account_count_sent (PealFakeAccount *self,
                              const char      *to)
{
  guint n = 0;

  for (guint i = 0; i < self->sent->len; i++)
    n += to == NULL || g_str_equal (((PealOutgoing *) g_ptr_array_index (self->sent, i))->to, to);
  return n;
}

GPtrArray *
peal_fake_account_get_record (PealFakeAccount *self)
{
  return self->record;
}

GPtrArray *
peal_fake_account_get_inbound (PealFakeAccount *self)
{
  return self->inbound;
}

void
peal_fake_account_set_error (PealFakeAccount *self,
                             int              code)
{
  self->error_code = code;
}

void
peal_fake_account_hold_inbound (PealFakeAccount *self,
                                gboolean         hold)
{
  if (self->hold != NULL)
    dex_promise_resolve_boolean (self->hold, TRUE);
  dex_clear (&self->hold);
  self->hold = hold ? dex_promise_new () : NULL;
  self->n_held = 0;
}

guint
peal_fake_account_count_held (PealFakeAccount *self)
{
  return self->n_held;
}

guint
peal_fake_account_count_at_once (PealFakeAccount *self)
{
  return self->most_delayed;
}

guint
peal_fake_account_count_finds (PealFakeAccount *self)
{
  return self->n_finds;
}

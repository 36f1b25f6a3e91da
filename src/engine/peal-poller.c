/* peal-poller.c: asks one account what is new.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-poller.h"

#include "peal-fiber.h"
#include "peal-inbound.h"
#include "peal-intent.h"
#include "peal-outbox.h"
#include "peal-phone.h"
#include "peal-receipts.h"

#include <string.h>

#define ATTENDED_PAUSE (4 * PEAL_SECOND)
#define UNATTENDED_PAUSE PEAL_MINUTE
#define LONGEST_PAUSE (15 * PEAL_MINUTE)
#define BALANCE_PAUSE (5 * PEAL_MINUTE)
#define NUMBERS_PAUSE PEAL_DAY

/* Carriers say no more about a message after this long. */
#define RECEIPTS_HORIZON (3 * PEAL_DAY)
#define RECEIPTS_BATCH 1000
#define BATCH_PAUSE PEAL_SECOND

struct _PealPoller
{
  PealStore *store;
  PealClock *clock;
  PealGateway *gateway;
  gint64 account_id;
  PealPollerNotify notify; /* NULL once stopped */
  gpointer user_data;

  GCancellable *stopped;   /* no question outlives the poller's work */
  DexFuture *loop;
  DexPromise *nudge;       /* ends the pause of the loop */
  DexFuture *asked;        /* the round that has not begun yet: whoever asks meanwhile shares it */
  DexFuture *round;        /* the last one that has begun, */
  gint64 begun_at;         /* when; monotonic */
  gboolean attended;
  guint n_failures;        /* in a row */
  gint64 receipts_since;   /* 0 = all were asked about; it goes round: a batch that never gets its last word must not hide the rest */
  PealPollTimes times;
  PealBalance balance;
  gint64 numbers_at;       /* when our numbers were listed; 0 = not yet */
};

static void
poller_clear (gpointer data)
{
  PealPoller *self = data;

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->gateway);
  g_clear_object (&self->stopped);
  dex_clear (&self->loop);
  dex_clear (&self->nudge);
  dex_clear (&self->asked);
  dex_clear (&self->round);
}

PealPoller *
peal_poller_new (PealStore         *store,
                 PealClock         *clock,
                 PealGateway       *gateway,
                 const PealAccount *account,
                 PealPollerNotify   notify,
                 gpointer           user_data)
{
  PealPoller *self = g_rc_box_new0 (PealPoller);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->gateway = g_object_ref (gateway);
  self->account_id = account->id;
  self->notify = notify;
  self->user_data = user_data;
  self->stopped = g_cancellable_new ();
  return self;
}

void
peal_poller_unref (PealPoller *self)
{
  g_rc_box_release_full (self, poller_clear);
}

static void
unref_poller (gpointer data)
{
  peal_poller_unref (data);
}

/* Replies ------------------------------------------------------------------------------------------- */

static PealConsentAct
act_of (PealIntentClass intent)
{
  switch (intent)
    {
    case PEAL_INTENT_OPT_OUT:
      return PEAL_CONSENT_ACT_OPT_OUT;
    case PEAL_INTENT_OPT_IN:
      return PEAL_CONSENT_ACT_OPT_IN;
    case PEAL_INTENT_REVIEW:
      return PEAL_CONSENT_ACT_REVIEW;
    case PEAL_INTENT_HELP:
    case PEAL_INTENT_NONE:
      return PEAL_CONSENT_ACT_NONE;
    }
  return PEAL_CONSENT_ACT_NONE;
}

static PealInbound *
read_reply (const PealRemoteMessage *remote)
{
  PealInbound *inbound = peal_inbound_new (remote->remote_id, remote->from, remote->to, remote->body, remote->at);
  g_autoptr(PealIntent) intent = NULL;
  char region[4] = "";

  /* best effort: the sender may be a short code or a name */
  peal_phone_get_region (remote->from, region);
  intent = peal_intent_new (remote->body, peal_intent_list_languages (region), PEAL_INTENT_DEFAULT);
  inbound->segments = remote->segments;
  inbound->act = act_of (intent->class);
  if (inbound->act != PEAL_CONSENT_ACT_NONE)
    {
      g_set_str (&inbound->rule, intent->rule);
      g_set_str (&inbound->span, intent->span);
    }
  return inbound;
}

static gboolean
poll_inbound (PealPoller *self,
              GError    **error)
{
  g_autofree char *position = dex_await_string (peal_cursor_get (self->store, self->account_id, "inbound"), error);
  g_autoptr(PealInboundPage) page = NULL;
  g_autoptr(GPtrArray) inbound = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GError) unanswered = NULL;

  if (position == NULL)
    return FALSE;
  page = dex_await_boxed (peal_until_cancelled (peal_gateway_poll_inbound (self->gateway, position), self->stopped),
                          &unanswered);
  if (page == NULL)
    {
      if (g_error_matches (unanswered, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNSUPPORTED))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&unanswered));
      return FALSE;
    }

  for (guint i = 0; i < page->messages->len; i++)
    g_ptr_array_add (inbound, read_reply (g_ptr_array_index (page->messages, i)));
  ids = dex_await_boxed (peal_talk_record_inbound (self->store, self->account_id, inbound, page->position), error);
  if (ids != NULL)
    self->times.replies_at = peal_clock_get_now (self->clock);
  return ids != NULL;
}

/* Receipts ------------------------------------------------------------------------------------------ */

static PealReceipt *
read_receipt (const PealRemoteMessage *remote)
{
  PealReceipt *receipt = peal_receipt_new (remote->remote_id, remote->state);

  receipt->failure = peal_failure_class_to_db (remote->failure);
  receipt->segments = remote->segments;
  receipt->price_micros = remote->price_micros;
  g_set_str (&receipt->provider_code, remote->provider_code);
  g_set_str (&receipt->currency, remote->currency);
  return receipt;
}

static gboolean
poll_receipts (PealPoller *self,
               GError    **error)
{
  gint64 since = MAX (peal_clock_get_now (self->clock) - RECEIPTS_HORIZON, self->receipts_since);
  g_autoptr(GPtrArray) awaiting = NULL;
  g_autoptr(GPtrArray) awaited = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_awaited_free);
  g_autoptr(GPtrArray) remotes = NULL;
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_receipt_free);

  awaiting = dex_await_boxed (peal_outbox_awaiting (self->store, self->account_id, since, RECEIPTS_BATCH), error);
  if (awaiting == NULL)
    return FALSE;
  self->receipts_since = awaiting->len < RECEIPTS_BATCH
                           ? 0
                           : ((PealAwaiting *) g_ptr_array_index (awaiting, awaiting->len - 1))->submitted_at;
  if (awaiting->len == 0)
    {
      self->times.receipts_at = peal_clock_get_now (self->clock); /* there is nothing to ask about */
      return TRUE;
    }

  for (guint i = 0; i < awaiting->len; i++)
    {
      const PealAwaiting *row = g_ptr_array_index (awaiting, i);

      g_ptr_array_add (awaited, peal_awaited_new (row->message_id, row->remote_id, row->submitted_at));
    }
  remotes = dex_await_boxed (peal_until_cancelled (peal_gateway_poll_receipts (self->gateway, awaited), self->stopped),
                             error);
  if (remotes == NULL)
    return FALSE;
  for (guint i = 0; i < remotes->len; i++)
    g_ptr_array_add (receipts, read_receipt (g_ptr_array_index (remotes, i)));
  if (!dex_await (peal_outbox_apply_receipts (self->store, self->account_id, receipts), error))
    return FALSE;
  self->times.receipts_at = peal_clock_get_now (self->clock);
  return TRUE;
}

static gboolean
poll_balance (PealPoller *self,
              GError    **error)
{
  gint64 now = peal_clock_get_now (self->clock);
  PealBalance *balance;

  if (self->times.balance_at != 0 && now - self->times.balance_at < BALANCE_PAUSE && now >= self->times.balance_at)
    return TRUE;
  balance = dex_await_boxed (peal_until_cancelled (peal_gateway_get_balance (self->gateway), self->stopped), error);
  if (balance == NULL)
    return FALSE;
  self->balance = *balance;
  self->times.balance_at = now;
  g_boxed_free (PEAL_TYPE_BALANCE, balance);
  return dex_await (peal_balance_record (self->store, self->account_id, self->balance.micros, self->balance.currency),
                    error);
}

static GPtrArray *
read_numbers (GPtrArray *remotes)
{
  GPtrArray *numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_number_free);

  for (guint i = 0; i < remotes->len; i++)
    {
      const PealOwnNumber *remote = g_ptr_array_index (remotes, i);
      PealNumber *number = peal_number_new (remote->e164);

      g_set_str (&number->label, remote->label);
      number->can_sms = remote->can_sms;
      number->can_mms = remote->can_mms;
      number->can_voice = remote->can_voice;
      g_ptr_array_add (numbers, number);
    }
  return numbers;
}

/* Rules and answers name numbers of the account: which they are changes rarely. */
static gboolean
poll_numbers (PealPoller *self,
              GError    **error)
{
  gint64 now = peal_clock_get_now (self->clock);
  g_autoptr(GError) refused = NULL;
  g_autoptr(GPtrArray) remotes = NULL;
  g_autoptr(GPtrArray) numbers = NULL;

  if (self->numbers_at != 0 && now - self->numbers_at < NUMBERS_PAUSE && now >= self->numbers_at)
    return TRUE;
  remotes = dex_await_boxed (peal_until_cancelled (peal_gateway_list_numbers (self->gateway), self->stopped), &refused);
  if (remotes == NULL && !g_error_matches (refused, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_UNSUPPORTED))
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  self->numbers_at = now;
  if (remotes == NULL)
    return TRUE;
  numbers = read_numbers (remotes);
  return dex_await (peal_numbers_replace (self->store, self->account_id, numbers), error);
}

/* The loop ------------------------------------------------------------------------------------------ */

/* One round after the other: what the last one found is what stands. */
static void
begin_round (PealPoller *self)
{
  if (self->round != NULL)
    dex_await (dex_ref (self->round), NULL);
  dex_clear (&self->round);
  self->round = g_steal_pointer (&self->asked);
  self->begun_at = g_get_monotonic_time ();
}

static DexFuture *
poll_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealPoller *self = data;
  g_autoptr(GError) error = NULL;

  begin_round (self);
  if (poll_inbound (self, &error) && poll_receipts (self, &error) && poll_balance (self, &error)
      && poll_numbers (self, &error))
    {
      self->n_failures = 0;
      self->times.polled_at = peal_clock_get_now (self->clock);
    }
  else
    self->n_failures++;

  if (self->notify != NULL)
    self->notify (self, error, self->user_data);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_poller_poll (PealPoller *self)
{
  peal_return_reject_if_fail (self != NULL);

  if (self->asked == NULL)
    self->asked = peal_fiber_spawn (poll_fiber, g_rc_box_acquire (self), unref_poller);
  return dex_ref (self->asked);
}

static gint64
get_pause (PealPoller *self)
{
  gint64 pause = self->attended ? ATTENDED_PAUSE : UNATTENDED_PAUSE;

  if (self->receipts_since != 0 && self->n_failures == 0)
    return BATCH_PAUSE;
  return MIN (pause << MIN (self->n_failures, 8), LONGEST_PAUSE);
}

static DexFuture *
loop_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealPoller *self = data;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(GError) error = NULL;

      if (!dex_await (peal_until_cancelled (peal_poller_poll (self), cancellable), &error)
          && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("Account %" G_GINT64_FORMAT " does not answer: %s", self->account_id, error->message);

      dex_clear (&self->nudge);
      self->nudge = dex_promise_new ();
      dex_await (peal_until_cancelled (dex_future_first (dex_ref (self->nudge),
                                                         dex_timeout_new_usec (get_pause (self)), NULL),
                                       cancellable), NULL);
    }
  return dex_future_new_true ();
}

void
peal_poller_start (PealPoller *self)
{
  g_return_if_fail (self->loop == NULL);

  self->loop = peal_fiber_spawn (loop_fiber, g_rc_box_acquire (self), unref_poller);
}

DexFuture *
peal_poller_stop (PealPoller *self)
{
  peal_return_reject_if_fail (self != NULL);

  self->notify = NULL;
  g_cancellable_cancel (self->stopped);
  if (self->loop == NULL)
    return dex_future_new_true ();
  g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (self->loop)));
  return dex_ref (self->loop);
}

static void
end_pause (PealPoller *self)
{
  if (self->nudge != NULL && dex_future_is_pending (DEX_FUTURE (self->nudge)))
    dex_promise_resolve_boolean (self->nudge, TRUE);
}

void
peal_poller_set_attended (PealPoller *self,
                          gboolean    attended)
{
  if (self->attended == attended)
    return;
  self->attended = attended;
  if (attended)
    end_pause (self);
}

void
peal_poller_nudge (PealPoller *self)
{
  self->n_failures = 0;
  end_pause (self);
}

gint64
peal_poller_get_begun_at (PealPoller *self)
{
  return self->begun_at;
}

void
peal_poller_get_times (PealPoller    *self,
                       PealPollTimes *times)
{
  *times = self->times;
}

gboolean
peal_poller_get_balance (PealPoller *self,
                         gint64     *micros,
                         char        currency[4])
{
  if (self->times.balance_at == 0)
    return FALSE;
  *micros = self->balance.micros;
  memcpy (currency, self->balance.currency, sizeof self->balance.currency);
  return TRUE;
}

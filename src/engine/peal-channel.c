/* peal-channel.c: one account at work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-channel.h"

#include "peal-dispatcher.h"
#include "peal-fiber.h"
#include "peal-health.h"
#include "peal-json.h"
#include "peal-poller.h"
#include "peal-settler.h"

#include <string.h>

/* The store refused what a look found (disk full, ...): how long until the next one. */
#define LOOK_PAUSE (5 * PEAL_SECOND)

/* How long what is in the air has when the network goes: then it is in doubt, and asked about later. */
#define AIR_GRACE (10 * PEAL_SECOND)
/* How often other processes are told how the account is: while that stays the same, and where it changes. */
#define SIGHTING_PAUSE (30 * PEAL_SECOND)
#define SIGHTING_HASTE_SECONDS 1

struct _PealChannel
{
  PealStore *store;
  PealClock *clock;
  PealAccount *account;
  PealPulse *pulse;
  PealGateway *gateway;         /* NULL: trouble says why, and so are the three below */
  PealDispatcher *dispatcher;
  PealSettler *settler;
  PealPoller *poller;
  char *trouble;
  PealChannelNotify notify;     /* NULL once stopped */
  gpointer user_data;

  gboolean is_started;
  gboolean has_network;
  gint64 network_gone_at;       /* monotonic; 0 = never */
  gboolean is_mistaken;         /* the gateway answered although there is said to be no network */
  gboolean is_resting;          /* held: the dispatcher has been stopped, or never started */
  DexFuture *following;         /* the last follow_network_fiber (); never rejects */
  gboolean is_following;

  DexFuture *look;              /* the last look; never rejects */
  gboolean is_looking;
  PealAccountCondition polled;  /* what the poller last saw: READY, UNTRIED, OFFLINE or REFUSED */
  char *detail;                 /* of that */
  gint64 sighted_at;            /* when others were told; 0 = not yet */
  PealAccountCondition sighted;
  gboolean sighted_poll;        /* they know of a poll of this run */
  guint sighting_timeout;       /* they were told just now, and it has changed since */
};

static void
record_sighting (PealChannel             *self,
                 const PealAccountHealth *health)
{
  PealSighting sighting = {
    .account_id = health->account_id,
    .condition = (char *) peal_account_condition_to_string (health->condition),
    .until = health->until,
    .detail = health->detail,
    .replies_at = health->replies_at,
    .receipts_at = health->receipts_at,
    .answered_at = health->answered_at,
    .latency = health->latency,
    .skew = health->skew,
    .balance_at = health->balance_at,
  };

  self->sighted_at = peal_clock_get_now (self->clock);
  self->sighted = health->condition;
  self->sighted_poll = health->polled_at != 0;
  dex_future_disown (peal_sighting_record (self->store, &sighting)); /* best effort: it is told again */
}

static gboolean
sighting_due_cb (gpointer data)
{
  PealChannel *self = data;
  g_autoptr(PealAccountHealth) health = peal_channel_dup_health (self);

  self->sighting_timeout = 0;
  record_sighting (self, health);
  return G_SOURCE_REMOVE;
}

/* What was seen last is what stays. */
static void
end_sightings (PealChannel *self)
{
  g_autoptr(PealAccountHealth) health = peal_channel_dup_health (self);

  g_clear_handle_id (&self->sighting_timeout, g_source_remove);
  if (health->condition != PEAL_ACCOUNT_UNTRIED)
    record_sighting (self, health);
}

/* Those that do not send can only read how the account is. It is kept for them now and then: a commit for
 * each change would cost a busy account more than it tells. */
static void
keep_sighting (PealChannel *self)
{
  g_autoptr(PealAccountHealth) health = peal_channel_dup_health (self);
  gint64 past = peal_clock_get_now (self->clock) - self->sighted_at;

  if (self->sighting_timeout != 0 || health->condition == PEAL_ACCOUNT_UNTRIED)
    return; /* what was seen before this run says more than nothing */
  if (past < 0 || past >= SIGHTING_PAUSE)
    record_sighting (self, health);
  else if (health->condition != self->sighted || (health->polled_at != 0 && !self->sighted_poll))
    self->sighting_timeout = g_timeout_add_seconds (SIGHTING_HASTE_SECONDS, sighting_due_cb, self);
}

static void
emit (PealChannel *self)
{
  if (self->notify == NULL)
    return;
  keep_sighting (self);
  self->notify (self, self->user_data);
}

static void
dispatcher_changed_cb (PealDispatcher *dispatcher,
                       gpointer        user_data)
{
  emit (user_data);
}

/* Holding ------------------------------------------------------------------------------------------- */

static gboolean
is_held (PealChannel *self)
{
  return !self->has_network && !self->is_mistaken;
}

static void
begin_dispatcher (PealChannel *self)
{
  g_clear_pointer (&self->dispatcher, peal_dispatcher_unref);
  self->dispatcher = peal_dispatcher_new (self->store, self->clock, self->gateway,
                                          peal_provider_find (self->account->provider), self->account,
                                          dispatcher_changed_cb, self);
}

/* One dispatcher ends before its successor begins, so there are never more requests in the air than
 * the account allows. The successor knows nothing of the outage: it tries at once. */
static DexFuture *
follow_network_fiber (gpointer      data,
                      GCancellable *cancellable)
{
  PealChannel *self = data;

  while (self->notify != NULL && self->is_resting != is_held (self))
    {
      self->is_resting = !self->is_resting;
      if (self->is_resting)
        dex_await (peal_dispatcher_stop (self->dispatcher, AIR_GRACE), NULL);
      else
        {
          begin_dispatcher (self);
          peal_dispatcher_start (self->dispatcher);
        }
      emit (self);
    }
  self->is_following = FALSE;
  return dex_future_new_true ();
}

static void
unref_channel (gpointer data)
{
  peal_channel_unref (data);
}

static void
follow_network (PealChannel *self)
{
  if (!self->is_started || self->is_following || self->notify == NULL || self->is_resting == is_held (self))
    return;
  self->is_following = TRUE;
  dex_clear (&self->following);
  self->following = peal_fiber_spawn (follow_network_fiber, peal_channel_ref (self), unref_channel);
}

void
peal_channel_set_network (PealChannel *self,
                          gboolean     is_there)
{
  gboolean is_back = is_there && !self->has_network;

  if (!is_there && self->has_network)
    self->network_gone_at = g_get_monotonic_time ();
  self->has_network = is_there;
  self->is_mistaken = FALSE;
  follow_network (self);
  if (is_back && self->is_started)
    peal_poller_nudge (self->poller);
}

/* What the poller sees ------------------------------------------------------------------------------- */

static PealAccountCondition
condition_of (const GError *error)
{
  if (error == NULL)
    return PEAL_ACCOUNT_READY;
  if (g_error_matches (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_AUTH))
    return PEAL_ACCOUNT_REFUSED;
  if (g_error_matches (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_RATE_LIMITED))
    return PEAL_ACCOUNT_WAITING;
  return PEAL_ACCOUNT_OFFLINE;
}

static void
polled_cb (PealPoller   *poller,
           const GError *error,
           gpointer      user_data)
{
  PealChannel *self = user_data;

  self->polled = condition_of (error);
  g_set_str (&self->detail, error != NULL ? error->message : "");
  /* What was asked before the network went proves nothing. */
  if (error == NULL && is_held (self) && peal_poller_get_begun_at (poller) > self->network_gone_at)
    {
      self->is_mistaken = TRUE;
      follow_network (self);
    }
  emit (self);
}

/* What the account's JSON says beside the fields that every provider has. */
static void
read_extras (const PealAccount   *account,
             PealGatewaySettings *settings)
{
  g_autoptr(GBytes) text = g_bytes_new_static (account->settings, strlen (account->settings));
  g_autoptr(yyjson_doc) doc = NULL;
  yyjson_val *extras = peal_json_parse (text, &doc);

  if (extras != NULL)
    g_set_str (&settings->ca_file, peal_json_text (extras, "ca_file", NULL));
}

PealGatewaySettings *
peal_channel_dup_settings (const PealAccount *account,
                           const char        *secret)
{
  PealGatewaySettings *settings = peal_gateway_settings_new (account->provider);

  g_set_str (&settings->label, account->label);
  g_set_str (&settings->base_url, account->base_url);
  g_set_str (&settings->username, account->username);
  g_set_str (&settings->sender, account->sender);
  g_set_str (&settings->secret, secret != NULL ? secret : "");
  settings->workers = account->workers;
  read_extras (account, settings);
  return settings;
}

static void
build (PealChannel *self,
       const char  *secret)
{
  const PealProvider *provider = peal_provider_find (self->account->provider);
  g_autoptr(PealGatewaySettings) settings = peal_channel_dup_settings (self->account, secret);
  g_autoptr(GError) error = NULL;

  /* The gateway compares its server's clock with ours: it must be the one that attempts are dated by. */
  settings->clock = g_object_ref (self->clock);
  settings->pulse = peal_pulse_ref (self->pulse);
  self->gateway = peal_gateway_new (settings, &error);
  if (self->gateway == NULL)
    {
      g_set_str (&self->trouble, error->message);
      return;
    }
  begin_dispatcher (self);
  self->settler = peal_settler_new (self->store, self->clock, self->gateway, provider, self->account);
  self->poller = peal_poller_new (self->store, self->clock, self->gateway, self->account, polled_cb, self);
}

PealChannel *
peal_channel_new (PealStore         *store,
                  PealClock         *clock,
                  const PealAccount *account,
                  const char        *secret,
                  const char        *trouble,
                  PealChannelNotify  notify,
                  gpointer           user_data)
{
  PealChannel *self = g_rc_box_new0 (PealChannel);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->account = peal_account_copy (account);
  self->has_network = TRUE;
  self->pulse = peal_pulse_new ();
  self->notify = notify;
  self->user_data = user_data;
  self->polled = PEAL_ACCOUNT_UNTRIED;
  self->detail = g_strdup ("");
  self->trouble = g_strdup (trouble);
  if (secret != NULL)
    build (self, secret);
  return self;
}

PealChannel *
peal_channel_ref (PealChannel *self)
{
  return g_rc_box_acquire (self);
}

static void
channel_clear (gpointer data)
{
  PealChannel *self = data;

  g_clear_handle_id (&self->sighting_timeout, g_source_remove);
  g_clear_pointer (&self->dispatcher, peal_dispatcher_unref);
  g_clear_pointer (&self->settler, peal_settler_unref);
  g_clear_pointer (&self->poller, peal_poller_unref);
  g_clear_object (&self->gateway);
  dex_clear (&self->following);
  peal_pulse_unref (self->pulse);
  dex_clear (&self->look);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  peal_account_free (self->account);
  g_free (self->trouble);
  g_free (self->detail);
}

void
peal_channel_unref (PealChannel *self)
{
  g_rc_box_release_full (self, channel_clear);
}

const PealAccount *
peal_channel_get_account (PealChannel *self)
{
  return self->account;
}

void
peal_channel_start (PealChannel *self)
{
  if (self->gateway == NULL)
    {
      keep_sighting (self); /* there will be nothing else to tell */
      return;
    }
  self->is_started = TRUE;
  self->is_resting = is_held (self);
  if (!self->is_resting)
    peal_dispatcher_start (self->dispatcher);
  peal_poller_start (self->poller);
}

DexFuture *
peal_channel_stop (PealChannel *self,
                   gint64       grace)
{
  self->notify = NULL;
  end_sightings (self);
  if (self->gateway == NULL)
    return dex_future_new_true ();
  if (self->look == NULL)
    self->look = dex_future_new_true ();
  else if (self->is_looking)
    g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (self->look)));
  if (self->following == NULL)
    self->following = dex_future_new_true ();
  return dex_future_all (peal_dispatcher_stop (self->dispatcher, grace), peal_poller_stop (self->poller),
                         dex_ref (self->look), dex_ref (self->following), NULL);
}

void
peal_channel_wake (PealChannel *self)
{
  if (self->gateway != NULL && !self->is_resting)
    peal_dispatcher_wake (self->dispatcher);
}

static DexFuture *
look_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealChannel *self = data;
  g_autoptr(GError) error = NULL;

  if (!dex_await (peal_until_cancelled (peal_settler_look (self->settler), cancellable), &error)
      && !g_cancellable_is_cancelled (cancellable))
    {
      g_warning ("Messages without an answer are not settled yet: %s", error->message);
      dex_await (peal_until_cancelled (dex_timeout_new_usec (LOOK_PAUSE), cancellable), NULL);
    }
  self->is_looking = FALSE;
  emit (self);
  return dex_future_new_true ();
}

void
peal_channel_look (PealChannel *self)
{
  if (self->gateway == NULL || self->is_looking || is_held (self))
    return;
  self->is_looking = TRUE;
  dex_clear (&self->look);
  self->look = peal_fiber_spawn (look_fiber, peal_channel_ref (self), unref_channel);
}

void
peal_channel_set_attended (PealChannel *self,
                           gboolean     attended)
{
  if (self->gateway != NULL)
    peal_poller_set_attended (self->poller, attended);
}

DexFuture *
peal_channel_poll (PealChannel *self)
{
  if (self->gateway == NULL)
    return dex_future_new_true ();
  return peal_poller_poll (self->poller);
}

gboolean
peal_channel_is_within_reach (PealChannel *self)
{
  if (self->gateway == NULL || is_held (self) || peal_dispatcher_is_left_alone (self->dispatcher))
    return FALSE;
  return self->polled != PEAL_ACCOUNT_OFFLINE
         || peal_dispatcher_get_condition (self->dispatcher, NULL, NULL) != PEAL_ACCOUNT_OFFLINE;
}

gboolean
peal_channel_is_idle (PealChannel *self)
{
  if (self->gateway == NULL)
    return TRUE;
  if (self->is_looking || self->is_following)
    return FALSE;
  return self->is_resting || peal_dispatcher_is_idle (self->dispatcher);
}

gboolean
peal_channel_can_send (PealChannel *self)
{
  return self->gateway != NULL && !is_held (self)
         && peal_dispatcher_get_condition (self->dispatcher, NULL, NULL) != PEAL_ACCOUNT_REFUSED;
}

gint64
peal_channel_get_wait (PealChannel *self)
{
  gint64 until;

  if (!peal_channel_can_send (self))
    return G_MAXINT64;
  peal_dispatcher_get_condition (self->dispatcher, &until, NULL);
  return until != 0 ? MAX (until - peal_clock_get_now (self->clock), 0) : 0;
}

gint64
peal_channel_get_next_due (PealChannel *self)
{
  if (self->gateway == NULL || self->is_resting)
    return PEAL_TIME_NEVER;
  return peal_dispatcher_get_next_due (self->dispatcher);
}

static void
add_times (PealChannel       *self,
           PealAccountHealth *health)
{
  PealPollTimes times;

  peal_poller_get_times (self->poller, &times);
  health->polled_at = times.polled_at;
  health->replies_at = times.replies_at;
  health->receipts_at = times.receipts_at;
  health->balance_at = times.balance_at;
  health->answered_at = self->pulse->answered_at;
  health->latency = self->pulse->latency;
  if (self->pulse->has_clock)
    health->skew = self->pulse->skew;
  peal_poller_get_balance (self->poller, &health->balance_micros, health->currency);
}

PealAccountHealth *
peal_channel_dup_health (PealChannel *self)
{
  PealAccountHealth *health = peal_account_health_new (self->account->id);
  const char *detail = self->trouble;

  health->condition = PEAL_ACCOUNT_NO_SECRET;
  if (self->gateway != NULL)
    {
      health->condition = peal_dispatcher_get_condition (self->dispatcher, &health->until, &detail);
      add_times (self, health);
      /* The worse of what sending and polling saw. */
      if (health->condition == PEAL_ACCOUNT_UNTRIED
          || (self->polled != PEAL_ACCOUNT_UNTRIED && self->polled > health->condition))
        {
          health->condition = self->polled;
          detail = self->detail;
        }
      if (is_held (self))
        {
          health->condition = PEAL_ACCOUNT_NO_NETWORK;
          health->until = 0;
          detail = "There is no network";
        }
    }
  g_set_str (&health->detail, detail != NULL ? detail : "");
  return health;
}

/* peal-dispatcher.c: sends what is due through one account.
 *
 * Invariants: a claimed message is settled before its worker does anything else
 * with the store; a settlement that the store refused is repeated until it is
 * kept; a worker that stops while its request is in the air settles it as
 * unknown, never as "not sent".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-dispatcher.h"

#include "peal-answer.h"
#include "peal-breaker.h"
#include "peal-budget.h"
#include "peal-consent.h"
#include "peal-fiber.h"
#include "peal-pipeline.h"

/* The store refused (disk full, another program holds it): how long until it is tried again. */
#define STORE_PAUSE PEAL_SECOND

/* A refused account is tried again now and then: credit may have been topped up. */
#define REFUSED_PAUSE (5 * PEAL_MINUTE)

/* What is known of a message before it is claimed: the rest is spent then. */
static const PealCost least_cost = { .messages = 1, .segments = 1 };

struct _PealDispatcher
{
  PealStore *store;
  PealClock *clock;
  PealGateway *gateway;
  gint64 account_id;
  PealDispatcherNotify notify; /* NULL once stopped */
  gpointer user_data;

  PealBudget budget;           /* how fast the account may send, in segments */
  PealBreaker breaker;
  PealPipeline pipeline;
  PealAccountCondition condition;
  gint64 refused_until;        /* REFUSED: when to try again */
  char *detail;

  GPtrArray *workers;          /* of DexFuture */
  guint n_workers;             /* as many as the pipeline may ever hold messages */
  GQueue sleepers;             /* of DexPromise: workers with nothing to do, woken one by one */
  guint n_parked;              /* of these, how many found nothing due, or others enough to look */
  guint stamp;                 /* grows with each wake: a look that began before it is stale */
  gint64 next_due;
  gboolean is_limited;         /* something is due, and may go at next_due */
  gboolean stopping;
};

/* One worker's hands: what it holds between two steps. */
typedef struct
{
  PealDispatcher *self;
  PealClaimed *claimed;        /* in the air or answered, and not settled yet */
  PealSendResult *result;      /* its answer */
  gboolean is_contested;       /* the store refuses that answer for good: see weigh_refusal () */
} Worker;

static void
worker_free (gpointer data)
{
  Worker *worker = data;

  g_clear_pointer (&worker->claimed, peal_claimed_unref);
  g_clear_pointer (&worker->result, peal_send_result_unref);
  peal_dispatcher_unref (worker->self);
  g_free (worker);
}

static void
emit (PealDispatcher *self)
{
  if (self->notify != NULL)
    self->notify (self, self->user_data);
}

static void
set_condition (PealDispatcher      *self,
               PealAccountCondition condition,
               const char          *detail)
{
  gboolean changed = self->condition != condition;

  self->condition = condition;
  if (g_set_str (&self->detail, detail) || changed)
    emit (self);
}

/* Sleeping and waking ------------------------------------------------------------------------------ */

static void
wake_one (PealDispatcher *self)
{
  DexPromise *sleeper = g_queue_pop_head (&self->sleepers);

  if (sleeper == NULL)
    return;
  dex_promise_resolve_boolean (sleeper, TRUE);
  dex_unref (sleeper);
}

/* Until somebody wakes this worker, the span has passed (0 = for ever) or it is cancelled. */
static void
sleep_until_woken (PealDispatcher *self,
                   gint64          span,
                   GCancellable   *cancellable)
{
  DexPromise *promise;
  DexFuture *woken;

  if (self->stopping)
    return; /* nobody would wake it any more */
  promise = dex_promise_new ();
  woken = dex_ref (promise);
  g_queue_push_tail (&self->sleepers, dex_ref (promise));
  if (span > 0)
    woken = dex_future_first (woken, dex_timeout_new_usec (span), NULL);
  dex_await (peal_until_cancelled (woken, cancellable), NULL);

  if (g_queue_remove (&self->sleepers, promise))
    dex_unref (promise);
  dex_unref (promise);
}

/* Nothing is due, or enough others are at work. The last one to find that tells, for the schedule and
 * for who waits for the end. */
static void
park (PealDispatcher *self,
      GCancellable   *cancellable)
{
  if (++self->n_parked == self->n_workers)
    emit (self);
  sleep_until_woken (self, 0, cancellable);
  self->n_parked--;
}

void
peal_dispatcher_wake (PealDispatcher *self)
{
  g_return_if_fail (self != NULL);

  self->stamp++;
  wake_one (self);
}

/* How long until this account may send again; 0 = now. */
static gint64
get_pause (PealDispatcher *self)
{
  gint64 now = peal_clock_get_now (self->clock);
  gint64 pause = peal_budget_get_wait (&self->budget, least_cost, now);

  pause = MAX (pause, peal_breaker_get_wait (&self->breaker, now));
  if (self->condition == PEAL_ACCOUNT_REFUSED)
    {
      /* A clock that was set back must not make the pause longer. */
      self->refused_until = MIN (self->refused_until, now + REFUSED_PAUSE);
      pause = MAX (pause, self->refused_until - now);
    }
  return pause;
}

/* Settling ------------------------------------------------------------------------------------------ */

static void
learn_condition (PealDispatcher       *self,
                 const PealSendResult *result)
{
  gint64 now = peal_clock_get_now (self->clock);

  peal_breaker_report (&self->breaker, result->failure, now);
  switch (result->failure)
    {
    case PEAL_FAILURE_ACCOUNT:
      self->refused_until = now + REFUSED_PAUSE;
      set_condition (self, PEAL_ACCOUNT_REFUSED, result->detail);
      return;
    case PEAL_FAILURE_THROTTLED:
      if (result->retry_after > 0)
        peal_budget_close_until (&self->budget, now + result->retry_after);
      set_condition (self, PEAL_ACCOUNT_WAITING, result->detail);
      return;
    case PEAL_FAILURE_TRANSPORT:
    case PEAL_FAILURE_UNKNOWN:
      set_condition (self, PEAL_ACCOUNT_OFFLINE, result->detail);
      return;
    case PEAL_FAILURE_NONE:
    case PEAL_FAILURE_HANDSET:
    case PEAL_FAILURE_NUMBER:
    case PEAL_FAILURE_OBJECTION:
    case PEAL_FAILURE_CONTENT:
      /* The provider spoke about this message: the account is well. */
      set_condition (self, PEAL_ACCOUNT_READY, "");
      return;
    }
}

static PealSettlement *
make_settlement (Worker *worker)
{
  PealSettlement *settlement;

  if (worker->result == NULL)
    return NULL;
  settlement = peal_answer_settle (worker->claimed, worker->result,
                                   peal_clock_get_now (worker->self->clock), g_random_double ());
  if (worker->is_contested)
    settlement->look_at = PEAL_TIME_NEVER;
  return settlement;
}

static PealSendResult *
make_result (PealSendOutcome  outcome,
             PealFailureClass failure,
             const char      *detail)
{
  PealSendResult *result = peal_send_result_new (outcome);

  result->failure = failure;
  g_set_str (&result->detail, detail);
  return result;
}

static void
forget_message (Worker *worker)
{
  g_clear_pointer (&worker->claimed, peal_claimed_unref);
  g_clear_pointer (&worker->result, peal_send_result_unref);
  worker->is_contested = FALSE;
}

/* The store refused a settlement. Where it would refuse the same for ever (the gateway gave an id
 * that another message has; the row is not what it was), one message must not hold up the others
 * (R-SEND-5): it is left unknown to a person (R-SEND-3), and if even that is refused, the row stays
 * as the store has it. */
static void
weigh_refusal (Worker       *worker,
               const GError *error)
{
  if (worker->result == NULL
      || !(g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_EXISTS)
           || g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_INVALID)
           || g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NOT_FOUND)))
    return;
  if (worker->is_contested)
    {
      forget_message (worker);
      return;
    }
  worker->is_contested = TRUE;
  peal_send_result_unref (worker->result);
  worker->result = make_result (PEAL_SEND_UNKNOWN, PEAL_FAILURE_UNKNOWN,
                                "The gateway's answer does not fit this message");
}

/* The gateway says that this person opted out there: our list must know it too (domain.md 6).
 * The message is settled as failed already; a crash before this line only means asking once more. */
static void
record_objection (PealDispatcher *self,
                  PealClaimed    *claimed,
                  const char     *provider_code)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *proof = g_strdup_printf ("message:%" G_GINT64_FORMAT, claimed->message_id);
  g_autofree char *wording = g_strdup_printf ("Refused by the gateway, code %s", provider_code);
  PealConsentEntry entry = {
    .e164 = claimed->theirs,
    .act = PEAL_CONSENT_ACT_OPT_OUT,
    .how = PEAL_CONSENT_HOW_GATEWAY,
    .wording = wording,
    .proof = proof,
    .actor = "engine",
  };

  if (!dex_await (peal_consent_record (self->store, &entry), &error))
    g_warning ("An opt-out that the gateway reported is not recorded: %s", error->message);
}

/* Settles what the worker holds, and nothing else. FALSE: the store refused, try again. */
static gboolean
settle_alone (Worker *worker)
{
  g_autoptr(GError) error = NULL;

  if (worker->result == NULL)
    return TRUE;
  if (!dex_await (peal_outbox_settle (worker->self->store, make_settlement (worker)), &error))
    {
      g_warning ("A result is not stored yet: %s", error->message);
      weigh_refusal (worker, error);
      return FALSE;
    }
  if (worker->result->failure == PEAL_FAILURE_OBJECTION)
    record_objection (worker->self, worker->claimed, worker->result->provider_code);
  forget_message (worker);
  return TRUE;
}

/* Claiming and sending ------------------------------------------------------------------------------ */

/* Settles what the worker holds and claims the next message, in one transaction.
 * FALSE: the store refused; what the worker holds is still to be settled. */
static gboolean
claim_next (Worker *worker)
{
  PealDispatcher *self = worker->self;
  g_autoptr(GError) error = NULL;
  PealClaimed *next;
  gint64 start = g_get_monotonic_time ();
  gint64 reserved_at = peal_clock_get_now (self->clock);

  peal_pipeline_begin_claim (&self->pipeline);
  peal_budget_spend (&self->budget, least_cost, reserved_at);
  next = dex_await_boxed (peal_outbox_next (self->store, self->account_id, make_settlement (worker)), &error);
  peal_pipeline_end_claim (&self->pipeline, g_get_monotonic_time () - start, next != NULL && next->message_id != 0);
  if (next == NULL || next->message_id == 0)
    peal_budget_give_back (&self->budget, least_cost, reserved_at, peal_clock_get_now (self->clock));
  if (next == NULL)
    {
      g_warning ("The outbox cannot be read or written: %s", error->message);
      weigh_refusal (worker, error);
      return FALSE;
    }

  forget_message (worker);
  self->next_due = next->next_due;
  self->is_limited = next->is_limited;
  if (next->message_id == 0)
    {
      peal_breaker_give_back (&self->breaker, peal_clock_get_now (self->clock));
      peal_claimed_unref (next);
      return TRUE;
    }
  peal_budget_spend (&self->budget, (PealCost) { .segments = MAX (next->segments, 1) - 1 },
                     peal_clock_get_now (self->clock));
  worker->claimed = next;
  return TRUE;
}

/* R-SEND-1: the attempt was committed by claim_next (); only now may the request leave. */
static void
request (Worker *worker)
{
  const PealClaimed *claimed = worker->claimed;
  g_autoptr(GError) error = NULL;
  PealOutgoing outgoing = {
    .message_id = claimed->message_id,
    .uuid = claimed->uuid,
    .from = claimed->ours,
    .to = claimed->theirs,
    .body = claimed->body,
    .segments = claimed->segments,
    .not_after = claimed->not_after,
  };

  /* Always ends, at the latest when the account stops: see stop_fiber (). */
  worker->result = dex_await_boxed (peal_gateway_send (worker->self->gateway, &outgoing), &error);
  if (worker->result == NULL)
    worker->result = make_result (PEAL_SEND_UNKNOWN, PEAL_FAILURE_UNKNOWN, error->message);
  else if (!worker->self->stopping)
    learn_condition (worker->self, worker->result);
}

static void
send_claimed (Worker *worker)
{
  PealDispatcher *self = worker->self;
  DexFuture *connection = peal_pipeline_take_connection (&self->pipeline);
  gint64 start;

  if (connection != NULL)
    dex_await (connection, NULL);
  if (self->stopping)
    {
      worker->result = make_result (PEAL_SEND_NOT_ACCEPTED, PEAL_FAILURE_TRANSPORT, "Stopped before it left");
      peal_pipeline_give_connection (&self->pipeline, 0);
      return;
    }
  start = g_get_monotonic_time ();
  request (worker);
  peal_pipeline_give_connection (&self->pipeline, MAX (g_get_monotonic_time () - start, 1));
}

static gboolean
has_objection (const Worker *worker)
{
  return worker->result != NULL && worker->result->failure == PEAL_FAILURE_OBJECTION;
}

/* Whether the worker may settle and claim in one step. If not, it has settled, and waited where it
 * had to: an answer is not kept waiting because the next request has to. */
static gboolean
may_claim (Worker       *worker,
           GCancellable *cancellable)
{
  PealDispatcher *self = worker->self;
  gint64 pause = get_pause (self);
  gboolean has_room = peal_pipeline_has_room (&self->pipeline);

  if (pause == 0 && has_room && !has_objection (worker)
      && peal_breaker_ask (&self->breaker, peal_clock_get_now (self->clock)))
    return TRUE;

  if (!settle_alone (worker))
    sleep_until_woken (self, STORE_PAUSE, cancellable);
  else if (pause > 0)
    sleep_until_woken (self, pause, cancellable);
  else if (!has_room)
    park (self, cancellable);
  return FALSE;
}

static DexFuture *
work_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Worker *worker = data;
  PealDispatcher *self = worker->self;

  while (!self->stopping)
    {
      guint stamp = self->stamp;

      if (!may_claim (worker, cancellable))
        continue;
      if (!claim_next (worker))
        {
          sleep_until_woken (self, STORE_PAUSE, cancellable);
          continue;
        }
      if (worker->claimed != NULL)
        {
          if (peal_pipeline_has_room (&self->pipeline))
            wake_one (self); /* where one is due, more may be */
          send_claimed (worker);
        }
      else if (stamp == self->stamp && self->next_due > peal_clock_get_now (self->clock))
        park (self, cancellable);
    }

  while (!settle_alone (worker) && peal_store_get_condition (self->store) == PEAL_STORE_READY)
    if (!dex_await (peal_until_cancelled (dex_timeout_new_usec (STORE_PAUSE), cancellable), NULL))
      break; /* R-SEND-2: the open attempt stays in the file and is recovered at the next start */
  return dex_future_new_true ();
}

/* Life ----------------------------------------------------------------------------------------------- */

/* Carriers count segments. A rate of 0 is no limit. */
static void
limit_rate (PealDispatcher *self,
            double          rate)
{
  PealLimit limit = { 0 };

  if (rate > 0)
    limit = peal_limit_per_second (PEAL_LIMIT_SEGMENTS, rate);
  if (!peal_budget_init (&self->budget, &limit, rate > 0 ? 1 : 0, peal_clock_get_now (self->clock)))
    g_assert_not_reached ();
}

PealDispatcher *
peal_dispatcher_new (PealStore           *store,
                     PealClock           *clock,
                     PealGateway         *gateway,
                     const PealProvider  *provider,
                     const PealAccount   *account,
                     PealDispatcherNotify notify,
                     gpointer             user_data)
{
  PealDispatcher *self = g_rc_box_new0 (PealDispatcher);
  double rate = account->rate_per_sec > 0 ? account->rate_per_sec : provider->default_rate;

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->gateway = g_object_ref (gateway);
  self->account_id = account->id;
  self->notify = notify;
  self->user_data = user_data;
  self->condition = PEAL_ACCOUNT_UNTRIED;
  self->detail = g_strdup ("");
  self->workers = g_ptr_array_new_with_free_func (dex_unref);
  self->next_due = PEAL_TIME_NEVER;
  g_queue_init (&self->sleepers);
  peal_pipeline_init (&self->pipeline, account->workers > 0 ? account->workers : provider->default_workers);
  self->n_workers = peal_pipeline_get_most (&self->pipeline);
  limit_rate (self, rate);
  return self;
}

PealDispatcher *
peal_dispatcher_ref (PealDispatcher *self)
{
  return g_rc_box_acquire (self);
}

static void
dispatcher_clear (gpointer data)
{
  PealDispatcher *self = data;

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->gateway);
  g_clear_pointer (&self->workers, g_ptr_array_unref);
  g_queue_clear_full (&self->sleepers, dex_unref);
  peal_pipeline_clear (&self->pipeline);
  g_free (self->detail);
}

void
peal_dispatcher_unref (PealDispatcher *self)
{
  g_rc_box_release_full (self, dispatcher_clear);
}

void
peal_dispatcher_start (PealDispatcher *self)
{
  g_return_if_fail (self->workers->len == 0);

  for (guint i = 0; i < self->n_workers; i++)
    {
      Worker *worker = g_new0 (Worker, 1);

      worker->self = peal_dispatcher_ref (self);
      g_ptr_array_add (self->workers, peal_fiber_spawn (work_fiber, worker, worker_free));
    }
}

typedef struct
{
  PealDispatcher *self;
  gint64 grace;
} Stop;

static void
stop_free (gpointer data)
{
  Stop *stop = data;

  peal_dispatcher_unref (stop->self);
  g_free (stop);
}

static DexFuture *
wait_for_workers (PealDispatcher *self)
{
  if (self->workers->len == 0)
    return dex_future_new_true ();
  return dex_future_allv ((DexFuture **) self->workers->pdata, self->workers->len);
}

static DexFuture *
stop_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Stop *stop = data;
  PealDispatcher *self = stop->self;

  dex_await (dex_future_first (wait_for_workers (self), dex_timeout_new_usec (stop->grace), NULL), NULL);
  for (guint i = 0; i < self->workers->len; i++)
    {
      DexPromise *worker = g_ptr_array_index (self->workers, i);

      g_cancellable_cancel (dex_promise_get_cancellable (worker));
    }
  peal_gateway_give_up (self->gateway);
  dex_await (wait_for_workers (self), NULL);
  return dex_future_new_true ();
}

DexFuture *
peal_dispatcher_stop (PealDispatcher *self,
                      gint64          grace)
{
  Stop *stop;

  peal_return_reject_if_fail (self != NULL);

  stop = g_new0 (Stop, 1);
  stop->self = peal_dispatcher_ref (self);
  stop->grace = MAX (grace, 1);
  self->stopping = TRUE;
  self->notify = NULL;
  while (!g_queue_is_empty (&self->sleepers))
    wake_one (self);
  peal_pipeline_release (&self->pipeline);
  return peal_fiber_spawn (stop_fiber, stop, stop_free);
}

gboolean
peal_dispatcher_is_left_alone (PealDispatcher *self)
{
  return self->breaker.state != PEAL_BREAKER_CLOSED;
}

gboolean
peal_dispatcher_is_idle (PealDispatcher *self)
{
  if (g_queue_get_length (&self->sleepers) < self->n_workers)
    return FALSE; /* somebody works, or was woken */
  return (self->n_parked == self->n_workers && !self->is_limited) || self->condition == PEAL_ACCOUNT_REFUSED
         || peal_dispatcher_is_left_alone (self);
}

gint64
peal_dispatcher_get_next_due (PealDispatcher *self)
{
  return self->next_due;
}

PealAccountCondition
peal_dispatcher_get_condition (PealDispatcher *self,
                               gint64         *until,
                               const char    **detail)
{
  gint64 now = peal_clock_get_now (self->clock);
  gint64 pause = get_pause (self);

  if (until != NULL)
    *until = pause > 0 ? now + pause : 0;
  if (detail != NULL)
    *detail = self->detail;
  return self->condition;
}

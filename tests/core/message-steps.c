/* message-steps.c: all that can happen to a message, one step at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "message-walk.h"

#include "peal-clock.h"
#include "peal-route.h"

/* What the program does, as far as the table lets it ----------------------------------------------- */

/* An end stays one, but for a person's undo and a delivery that was reported as a failure first. */
static gboolean
may_leave (PealMessageState state,
           PealMessageState next)
{
  return !peal_message_state_is_final (state) || (state == PEAL_STATE_CANCELLED && next == PEAL_STATE_QUEUED) ||
         (state == PEAL_STATE_UNDELIVERED && next == PEAL_STATE_DELIVERED);
}

/* Tries; what the table refuses changes nothing. */
static gboolean
change (Walk            *walk,
        World           *world,
        PealMessageState next)
{
  if (!walk->can_follow (world->state, next))
    return FALSE;
  if (world->state != next && !may_leave (world->state, next))
    walk_accuse (walk, "an end is none");
  walk->used[world->state] |= 1u << next;
  world->state = (guint8) next;
  return TRUE;
}

/* What the program cannot do without. */
static void
must_change (Walk            *walk,
             World           *world,
             PealMessageState next)
{
  if (!change (walk, world, next))
    walk_accuse (walk, "the table refuses what is needed");
}

/* R-SEND-6: what waits again although its campaign was called off is cancelled at once. Two steps of the
 * table, and one commit: an attempt that may be in the air is never cancelled. */
static void
queue_again (Walk  *walk,
             World *world)
{
  must_change (walk, world, PEAL_STATE_QUEUED);
  if (world->is_called_off)
    must_change (walk, world, PEAL_STATE_CANCELLED);
}

/* How far the gateway's word goes; a later one may not take it back. */
static int
rank (PealMessageState word)
{
  static const PealMessageState words[] = { PEAL_STATE_ACCEPTED, PEAL_STATE_SENT, PEAL_STATE_UNDELIVERED,
                                            PEAL_STATE_FAILED, PEAL_STATE_DELIVERED };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] == word)
      return (int) i;
  return -1;
}

/* A true word of the gateway, in an answer, a record or a receipt. */
static void
hear (Walk            *walk,
      World           *world,
      PealMessageState word)
{
  PealMessageState before = world->state;

  if (!change (walk, world, word) && rank (word) > rank (before))
    walk_accuse (walk, "a true word of the gateway is refused");
  if (rank (world->state) < rank (before))
    walk_accuse (walk, "a message goes backwards");
}

/* Beyond the point at which anybody asks for a route. */
static gboolean
is_settled (const World *world)
{
  return world->state != PEAL_STATE_QUEUED && world->state != PEAL_STATE_SUBMITTING &&
         world->state != PEAL_STATE_UNKNOWN;
}

static PealRoute
find_route (const World *world)
{
  static const PealRouteSender senders[] = {
    { .account_id = 1, .number = "", .is_on = TRUE, .money = -1 },
    { .account_id = 2, .number = "", .is_on = TRUE, .money = -1 },
  };
  PealRouteNote notes[G_N_ELEMENTS (senders)];
  PealRouteQuestion question = {
    .e164 = "+12025550123",
    .region = "US",
    .segments = 1,
    .not_after = PEAL_TIME_NEVER,
    .last_account_id = world->account,
    .last_number = "",
    .last_failure = (PealFailureClass) world->last_failure,
  };

  return peal_route_decide (&question, senders, G_N_ELEMENTS (senders), NULL, 0, notes);
}

/* The last attempt ended with @failure. */
static void
fail (Walk            *walk,
      World           *world,
      PealFailureClass failure)
{
  PealRetryAnswer answer;

  world->last_failure = (guint8) failure;
  world->n_throttled += failure == PEAL_FAILURE_THROTTLED;
  answer = peal_retry_decide (&(PealRetryQuestion) {
      .failure = failure,
      .n_attempts = world->n_attempts,
      .n_throttled = world->n_throttled,
      .retry_after = -1,
      .not_after = world->is_expired ? 0 : PEAL_TIME_NEVER,
  });
  switch (answer.action)
    {
    case PEAL_RETRY_HOLD:
      world->n_attempts--;
      queue_again (walk, world);
      return;
    case PEAL_RETRY_AGAIN:
      queue_again (walk, world);
      return;
    case PEAL_RETRY_GIVE_UP:
    case PEAL_RETRY_EXPIRE:
      must_change (walk, world, PEAL_STATE_FAILED);
      return;
    case PEAL_RETRY_SETTLE:
      must_change (walk, world, PEAL_STATE_UNKNOWN);
      return;
    case PEAL_RETRY_NONE:
      walk_accuse (walk, "a failure is taken for none");
      return;
    }
}

static void
try_claim (Walk *walk,
           World world)
{
  PealRoute route = find_route (&world);

  if (world.is_expired || world.is_down)
    return;
  if ((route.verdict == PEAL_ROUTE_SEND) != (world.state == PEAL_STATE_QUEUED) && !is_settled (&world))
    walk_accuse (walk, "a route where none may be, or none where one must be");
  if (world.state == PEAL_STATE_QUEUED)
    must_change (walk, &world, PEAL_STATE_SUBMITTING);
  else if (world.flight != FLIGHT_NONE || !change (walk, &world, PEAL_STATE_SUBMITTING))
    return; /* a worker with an old picture: the table keeps it out */
  world.account = (guint8) (MAX (route.sender, 0) + 1);
  world.last_failure = PEAL_FAILURE_NONE;
  /* People may have it sent again for ever; from here on it makes no difference. */
  world.n_attempts = (guint8) MIN (world.n_attempts + 1, world.n_throttled + PEAL_RETRY_MAX_ATTEMPTS + 1);
  world.flight = FLIGHT_READY;
  world.is_listed = world.has_waited = FALSE;
  walk_reach (walk, world, "claimed");
}

static void
try_answer (Walk *walk,
            World world)
{
  if (world.flight != FLIGHT_ANSWER)
    return;
  world.flight = FLIGHT_NONE;
  if (world.refusal != PEAL_FAILURE_NONE)
    fail (walk, &world, (PealFailureClass) world.refusal);
  else
    hear (walk, &world, world.truth);
  world.refusal = 0;
  walk_reach (walk, world, "the answer arrived");
}

/* No answer: cut by our side or theirs. */
static void
try_cut (Walk *walk,
         World world)
{
  if (world.flight != FLIGHT_AIR && world.flight != FLIGHT_ANSWER)
    return;
  world.is_cut = world.flight == FLIGHT_AIR;
  world.flight = FLIGHT_NONE;
  world.refusal = 0;
  if (world.state == PEAL_STATE_SUBMITTING)
    fail (walk, &world, PEAL_FAILURE_UNKNOWN);
  else if (change (walk, &world, PEAL_STATE_UNKNOWN))
    walk_accuse (walk, "a message goes backwards");
  walk_reach (walk, world, "the answer was lost");
}

static void
try_crash (Walk *walk,
           World world)
{
  if (world.is_down)
    {
      world.is_down = FALSE;
      if (world.state == PEAL_STATE_SUBMITTING)
        fail (walk, &world, PEAL_FAILURE_UNKNOWN);
      walk_reach (walk, world, "started again");
      return;
    }
  if (world.flight == FLIGHT_NONE)
    return;
  world.is_down = TRUE;
  world.is_cut = world.flight == FLIGHT_AIR;
  world.flight = FLIGHT_NONE;
  world.refusal = 0;
  walk_reach (walk, world, "crashed");
}

static void
try_settle (Walk *walk,
            World world)
{
  gboolean is_found, is_proof;

  if (world.state != PEAL_STATE_UNKNOWN || world.is_down || world.is_cut || walk->lookup == LOOKUP_NONE)
    return;
  is_found = world.n_accepted > 0 && (walk->lookup == LOOKUP_EXACT || world.is_listed);
  is_proof = walk->lookup == LOOKUP_EXACT || world.has_waited;
  if (is_found)
    hear (walk, &world, world.truth);
  else if (is_proof)
    fail (walk, &world, PEAL_FAILURE_TRANSPORT);
  walk_reach (walk, world, "looked up");
}

static void
try_decide (Walk *walk,
            World world)
{
  World failed = world;

  if (world.state != PEAL_STATE_UNKNOWN || world.is_down || world.is_cut)
    return;
  if (world.n_accepted > 0)
    {
      world.is_decided = TRUE;
      must_change (walk, &world, PEAL_STATE_SENT);
      walk_reach (walk, world, "a person says it was sent");
      return;
    }
  world.last_failure = failed.last_failure = PEAL_FAILURE_TRANSPORT;
  queue_again (walk, &world);
  walk_reach (walk, world, "a person says send it again");
  must_change (walk, &failed, PEAL_STATE_FAILED);
  walk_reach (walk, failed, "a person says it failed");
}

static void
try_call_off (Walk *walk,
              World world)
{
  if (world.is_down || world.is_called_off)
    return;
  world.is_called_off = TRUE;
  if (world.state == PEAL_STATE_QUEUED)
    must_change (walk, &world, PEAL_STATE_CANCELLED);
  walk_reach (walk, world, "its campaign is called off");
}

/* Buttons, and jobs that looked a moment ago: whatever the state is by now, the table decides. An
 * open attempt and one in doubt are queued again by their own settlement only; what was called off
 * is not brought back. */
static void
try_old_picture (Walk        *walk,
                 const World *world)
{
  static const PealMessageState wishes[] = { PEAL_STATE_CANCELLED, PEAL_STATE_LEFT_OUT, PEAL_STATE_QUEUED };

  if (world->is_down)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      World next = *world;
      gboolean is_needed = wishes[i] == PEAL_STATE_QUEUED ? world->state == PEAL_STATE_CANCELLED
                                                          : world->state == PEAL_STATE_QUEUED;

      if (wishes[i] == PEAL_STATE_QUEUED &&
          (world->state == PEAL_STATE_SUBMITTING || world->state == PEAL_STATE_UNKNOWN || world->is_called_off))
        continue;
      if (is_needed)
        must_change (walk, &next, wishes[i]);
      else if (!change (walk, &next, wishes[i]))
        continue;
      if (rank (next.state) < rank (world->state))
        walk_accuse (walk, "a message goes backwards");
      walk_reach (walk, next, "asked for by an old picture");
    }
}

/* What happens elsewhere --------------------------------------------------------------------------- */

static void
accept (World *world)
{
  world->n_accepted++;
  world->truth = PEAL_STATE_ACCEPTED;
  world->was |= 1 << PEAL_STATE_ACCEPTED;
}

static void
try_gateway (Walk        *walk,
             const World *world)
{
  World next = *world;

  if (world->flight == FLIGHT_READY)
    {
      next.flight = FLIGHT_AIR;
      walk_reach (walk, next, "the request left");
    }
  if (world->flight != FLIGHT_AIR)
    return;
  next.flight = FLIGHT_ANSWER;
  for (int failure = PEAL_FAILURE_TRANSPORT; failure <= PEAL_FAILURE_ACCOUNT; failure++)
    if (failure != PEAL_FAILURE_UNKNOWN &&
        (failure != PEAL_FAILURE_THROTTLED || world->n_throttled < walk->max_throttled))
      {
        next.refusal = (guint8) failure;
        walk_reach (walk, next, peal_failure_class_to_string ((PealFailureClass) failure));
      }
  next.refusal = PEAL_FAILURE_NONE;
  accept (&next);
  walk_reach (walk, next, "accepted");
}

/* Time passes: a cut request arrives or never will, a record catches up, a validity ends. */
static void
try_time (Walk        *walk,
          const World *world)
{
  World next = *world;

  if (world->is_cut)
    {
      next.is_cut = FALSE;
      walk_reach (walk, next, "what was cut is lost");
      accept (&next);
      walk_reach (walk, next, "what was cut arrived");
    }
  next = *world;
  if (walk->lookup == LOOKUP_DELAYED && world->state == PEAL_STATE_UNKNOWN && !world->is_cut)
    {
      next.is_listed = world->n_accepted > 0;
      walk_reach (walk, next, "the record shows it");
      next.has_waited = TRUE;
      walk_reach (walk, next, "the record has had its time");
    }
  next = *world;
  next.is_expired = TRUE;
  walk_reach (walk, next, "its validity ended");
}

static void
try_carrier (Walk        *walk,
             const World *world)
{
  static const struct
  {
    PealMessageState truth, next;
  } steps[] = {
    { PEAL_STATE_ACCEPTED, PEAL_STATE_SENT },      { PEAL_STATE_ACCEPTED, PEAL_STATE_DELIVERED },
    { PEAL_STATE_ACCEPTED, PEAL_STATE_FAILED },    { PEAL_STATE_ACCEPTED, PEAL_STATE_UNDELIVERED },
    { PEAL_STATE_SENT, PEAL_STATE_DELIVERED },     { PEAL_STATE_SENT, PEAL_STATE_UNDELIVERED },
    { PEAL_STATE_SENT, PEAL_STATE_FAILED },        { PEAL_STATE_UNDELIVERED, PEAL_STATE_DELIVERED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (world->truth == steps[i].truth)
      {
        World next = *world;

        next.truth = (guint8) steps[i].next;
        if (steps[i].next == PEAL_STATE_FAILED)
          next.was_failed = TRUE;
        else
          next.was |= 1 << steps[i].next;
        walk_reach (walk, next, "the carrier did something");
      }
}

/* Any word that was true once, however late, and again. */
static void
try_receipt (Walk        *walk,
             const World *world)
{
  for (int word = PEAL_STATE_ACCEPTED; word <= PEAL_STATE_FAILED; word++)
    if (!world->is_down && word != PEAL_STATE_UNKNOWN && world_was (world, word))
      {
        World next = *world;

        hear (walk, &next, word);
        walk_reach (walk, next, "a receipt");
      }
}

void
walk_step (Walk        *walk,
           const World *world)
{
  try_claim (walk, *world);
  try_answer (walk, *world);
  try_cut (walk, *world);
  try_crash (walk, *world);
  try_settle (walk, *world);
  try_decide (walk, *world);
  try_call_off (walk, *world);
  try_old_picture (walk, world);
  try_gateway (walk, world);
  try_time (walk, world);
  try_carrier (walk, world);
  try_receipt (walk, world);
}

/* message-walk.h: a message and all that can happen to it.
 *
 * What is walked, and why, stands in test-message-model.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-retry.h"

G_BEGIN_DECLS

typedef enum
{
  FLIGHT_NONE,
  FLIGHT_READY,  /* the attempt is recorded, its request has not left */
  FLIGHT_AIR,    /* the request has left */
  FLIGHT_ANSWER, /* the gateway has decided, and its answer is under way */
} Flight;

typedef enum
{
  LOOKUP_EXACT,   /* not found means not accepted */
  LOOKUP_DELAYED, /* it does after a span */
  LOOKUP_NONE,    /* the gateway cannot be asked: a person decides */
  N_LOOKUPS,
} Lookup;

/* All bytes, so that worlds can be compared and hashed as they lie in memory. */
typedef struct
{
  guint8 state;        /* PealMessageState: what the workspace says */
  guint8 n_attempts;   /* without those that the account was refused for */
  guint8 n_throttled;
  guint8 account;      /* of the last attempt, from 1; 0 = none */
  guint8 last_failure; /* PealFailureClass of it, as settled */
  guint8 is_expired;
  guint8 is_down;      /* crashed, and not started again */
  guint8 flight;
  guint8 refusal;      /* FLIGHT_ANSWER: PealFailureClass; NONE = accepted */
  guint8 is_cut;       /* a request without an answer may still arrive */
  guint8 is_listed;    /* the record shows what was accepted */
  guint8 has_waited;   /* long enough for the record to show it */
  guint8 n_accepted;   /* by both gateways */
  guint8 truth;        /* of the accepted one: PealMessageState; 0 = there is none */
  guint8 was;          /* bits of all truths that it had */
  guint8 was_failed;   /* FAILED, whose bit is beyond those of was */
  guint8 is_decided;   /* a person said that it was sent */
  guint8 is_called_off; /* its campaign was */
} World;

typedef gboolean (*CanFollow) (PealMessageState state,
                               PealMessageState next);

typedef struct
{
  CanFollow can_follow;
  Lookup lookup;
  guint max_throttled; /* the gateway throttles no more often */
  GArray *worlds;      /* of World, in the order in which they were found */
  GArray *parents;     /* of guint */
  GPtrArray *how;      /* of static text */
  GHashTable *index;   /* of World to its number + 1 */
  GArray *edges;       /* of guint pairs */
  guint32 used[PEAL_STATE_RECEIVED + 1]; /* bits of the states that followed each */
  guint current;
  const char *violation; /* or NULL */
  guint culprit;
} Walk;

/* Walks all that can be reached, until something is wrong. The caller frees it. */
Walk *walk_all (CanFollow can_follow,
                Lookup    lookup,
                guint     max_throttled);
void walk_free (Walk *walk);

/* Says how the message came to where it went wrong. */
void walk_tell (const Walk *walk);

/* For the steps ------------------------------------------------------------------------------------ */

/* All that can happen in the current world. */
void walk_step (Walk        *walk,
                const World *world);

/* Notes that @world can come after the current one; @how is static. */
void walk_reach (Walk       *walk,
                 World       world,
                 const char *how);

/* What was done in the current world is wrong; the first accusation counts. */
void walk_accuse (Walk       *walk,
                  const char *violation);

/* Whether @truth was true at a gateway once. */
gboolean world_was (const World     *world,
                    PealMessageState truth);

G_END_DECLS

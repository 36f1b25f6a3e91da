/* peal-engine-private.h: the engine's inside, for the files of this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include "peal-channel.h"
#include "peal-gate.h"
#include "peal-scheduler-private.h"

G_BEGIN_DECLS

struct _PealEngine
{
  GObject parent_instance;

  PealStore *store;
  PealClock *clock;
  char *workspace;           /* its uuid, which names its secrets in the keyring */
  PealGateRules rules;
  GStrv text_fields;         /* names that a text may use */

  GNetworkMonitor *monitor;  /* NULL until started */
  gboolean (*needs_network) (const char *url);
  gulong network_changed_id;

  GHashTable *channels;      /* gint64 id -> PealChannel; empty until started */
  PealScheduler *scheduler;  /* NULL until started */
  GSource *schedule;         /* NULL until started */
  gulong changed_id;
  gint64 quiet_until;        /* nothing is looked up before: see PEAL_ANSWER_QUIET */
  gboolean attended;
  gboolean is_starting;      /* start_fiber () runs */
  gboolean is_over;          /* shut down */
  gboolean is_elsewhere;     /* another process sends, and this one waits for its turn */
  DexFuture *turn;           /* take_over_fiber (), or NULL; its promise, to cancel it */
  gboolean is_scheduling;    /* schedule_fiber () runs */
  gboolean schedule_again;   /* and what it read is stale */
  gint64 occasion_due;       /* when schedules are to be looked at */
  gboolean is_routing;       /* route_fiber () runs */
  gboolean route_again;      /* and what it read is stale */
  gint64 reconsider_after;   /* monotonic: what the rules let no account take is not asked about before */
  guint route_timeout;       /* what falls due at an account that does not get to it is seen then; 0 = not started */
  GSource *desk;             /* what the clock brings back to the desk; NULL until started */
  gulong desk_changed_id;
  gboolean is_looking_at_desk; /* look_fiber () of peal-engine-desk.c runs */
  gboolean look_at_desk_again; /* and what it read is stale */
  guint n_far;               /* accounts that will not send for a while, at the last look */
  DexPromise *stirred;       /* settled when a channel changes; NULL while nobody waits for that */
};

/* The channel of an account, or NULL. Borrowed. */
PealChannel *peal_engine_get_channel (PealEngine *self,
                                      gint64      account_id);

/* Puts the account to work as it is stored now, if the engine runs and the account is in use, in place
 * of what was there. */
DexFuture *peal_engine_put_to_work (PealEngine *self,
                                    gint64      account_id) G_GNUC_WARN_UNUSED_RESULT;

/* Stops the channel of an account. */
DexFuture *peal_engine_put_to_rest (PealEngine *self,
                                    gint64      account_id,
                                    gint64      grace) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the secret of @account (a string), its provider's or from environment or keyring.
 * Rejects with PealSecretError. */
DexFuture *peal_engine_lookup_secret (PealEngine        *self,
                                      const PealAccount *account) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the names of the fields that a text may use, once; and from now on whenever they change. Resolve to TRUE. */
DexFuture *peal_engine_read_fields (PealEngine *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_engine_begin_fields (PealEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/* Moves by the clock and by commits from now on; and no more. */
gboolean peal_engine_begin_schedule (PealEngine *self,
                                     GError    **error);
void peal_engine_end_schedule (PealEngine *self);

/* A channel changed: when it is next due, or how it is. */
void peal_engine_stir (PealEngine *self);

/* What waits at one account moves to another where the rules say so, from now on; and no more. */
void peal_engine_begin_routes (PealEngine *self);
void peal_engine_end_routes (PealEngine *self);

/* Something waits, or a rule, a limit or an account changed. */
void peal_engine_route (PealEngine *self);

/* An account may be as it was not before. */
void peal_engine_weigh_routes (PealEngine *self);

/* What was put aside comes back in its time, and whoever waits too long is noted, from now on; and no more. */
gboolean peal_engine_begin_desk (PealEngine *self,
                                 GError    **error);
void peal_engine_end_desk (PealEngine *self);

/* The channels hear of the network from now on; and no more. */
void peal_engine_begin_network (PealEngine *self);
void peal_engine_end_network (PealEngine *self);

/* Tells a new channel. */
void peal_engine_tell_network (PealEngine  *self,
                               PealChannel *channel);

G_END_DECLS

/* peal-routes.h: the shop's rules for which account a message goes through, and what follows from them.
 *
 * Core/peal-route.h says what the rules mean. Where there are none, nothing is
 * routed: who has no conversation gets the workspace's first account, and a message
 * stays with the account that it was planned for.
 *
 * All functions return at once; futures reject with PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-route-table.h"

G_BEGIN_DECLS

/* Strings owned, never NULL. */
typedef struct
{
  char *prefix;      /* of the recipient's number, "+44"; "" = any */
  char *region;      /* of the recipient, ISO 3166; "" = any */
  gboolean refuse;   /* nothing goes there by this rule nor by a later one */
  gint64 account_id; /* 0 = any */
  char *number;      /* one of the account's; "" = any */
  char *label;       /* of that account, for people; not stored */
  gboolean is_gone;  /* that account was removed: the rule sends nothing; not stored */
} PealStoredRoute;

PealStoredRoute *peal_stored_route_new (const char *prefix,
                                        const char *region,
                                        gboolean    refuse,
                                        gint64      account_id,
                                        const char *number);
PealStoredRoute *peal_stored_route_copy (const PealStoredRoute *self);
void peal_stored_route_free (PealStoredRoute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealStoredRoute, peal_stored_route_free)

/* Resolves to a GPtrArray of PealStoredRoute: the best first. */
DexFuture *peal_routes_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* The rules are now exactly @routes (of PealStoredRoute; not changed any more). Resolves to TRUE;
 * _INVALID if one names an account that is not there, or is none. */
DexFuture *peal_routes_replace (PealStore  *store,
                                GPtrArray  *routes,
                                const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* What a decision needs, as it stands now. Where @health (of PealRouteHealth) is NULL, accounts are as
 * the process that sends last saw them; else those that are not in it are well. Refs @health.
 * Resolves to a PealRouteTable. */
DexFuture *peal_routes_read_table (PealStore *store,
                                   GArray    *health) G_GNUC_WARN_UNUSED_RESULT;

/* Moving ------------------------------------------------------------------------------------------ */

/* What there is to do where. Bits. */
typedef enum
{
  PEAL_ROUTE_WORK_MOVE = 1 << 0,       /* there are rules: what waits may move */
  PEAL_ROUTE_WORK_RECONSIDER = 1 << 1, /* something waits because no account may take it */
} PealRouteWork;

/* Resolves to PealRouteWork, as an integer. */
DexFuture *peal_routes_find_work (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Where a walk over what an account has waiting goes on. Zeroed it is the beginning. */
typedef struct
{
  guint shelf;       /* 0 = what was held; then the priorities, for an account that does not get to it.
                      * Of what no account may take: the priority */
  gint64 after_at;
  gint64 after;
} PealReroutePlace;

typedef struct
{
  guint n_moved;
  gboolean is_over;  /* nothing is left to look at */
  PealReroutePlace place; /* else where to go on */
} PealRerouted;

GType peal_rerouted_get_type (void);
#define PEAL_TYPE_REROUTED (peal_rerouted_get_type ())

/* Looks at some of what waits at the account, and moves what another may send at once. Only what is
 * queued and due or held, and whose every attempt was provably not accepted, is touched (R-SEND-1,
 * R-SEND-3, R-SEND-4); it stays one message, with its attempts. Each move is written to the ledger as
 * "message.moved". @health as above, not NULL. Resolves to a PealRerouted. */
DexFuture *peal_routes_move (PealStore              *store,
                             gint64                  account_id,
                             const PealReroutePlace *place,
                             GArray                 *health) G_GNUC_WARN_UNUSED_RESULT;

/* The same for what waits at the account because the rules let no account take it (PEAL_HOLD_NO_ROUTE).
 * What they let the account have now, or whose validity has ended, is queued again, for the claim to
 * decide; what they let another have is moved there, even if it must wait there. n_moved counts both. */
DexFuture *peal_routes_reconsider (PealStore              *store,
                                   gint64                  account_id,
                                   const PealReroutePlace *place,
                                   GArray                 *health) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

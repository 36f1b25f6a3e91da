/* route-fixture.h: a workspace with two accounts, each with a server of its own, and rules between them.
 *
 * The first account is "Phone", the second "Cloud"; the rules say so in that order, but that +44 goes through Cloud
 * and that nothing goes to +4479.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine-fixture.h"

#include "peal-fake-gateway.h"
#include "peal-routes.h"
#include "peal-send.h"
#include "peal-simulator.h"

#define PATIENCE (30 * G_USEC_PER_SEC)

#define PHONE_NUMBER "+15005550006"
#define CLOUD_NUMBER "+15005550007"

typedef struct
{
  Fixture base;              /* its store stays closed: the engine opens its own */
  PealSimulator *cloud_server;
  PealSimulator *phone_server;
  PealFakeGateway *bad_server; /* of the phone, where it misbehaves; or NULL */
  PealEngine *engine;
  gint64 phone, cloud;
} RouteFixture;

/* @data: a PealFakePlan by which the phone's server misbehaves, or NULL. A plan of answer 0: nobody listens. */
void route_set_up (RouteFixture *fixture,
                   gconstpointer data);
void route_tear_down (RouteFixture *fixture,
                      gconstpointer data);

/* As when the program is quit. */
void route_end_engine (RouteFixture *fixture);

PealStore *route_get_store (RouteFixture *fixture);

/* Adds to @routes (of PealStoredRoute). */
void route_add_rule (GPtrArray  *routes,
                     const char *prefix,
                     gboolean    refuse,
                     gint64      account_id);

/* The fixture's rules, anew. */
void route_set_rules (RouteFixture *fixture);

/* Sends to @prefix followed by 00, 01, ... */
PealSendReport *route_send_to (RouteFixture *fixture,
                               const char   *prefix,
                               guint         n,
                               const char   *body);
void route_send_all (RouteFixture *fixture,
                     const char   *prefix,
                     guint         n);

/* Runs the main loop until the first column of @sql's first row is @expected. */
void route_wait_for_sql (RouteFixture *fixture,
                         const char   *sql,
                         const char   *expected);

/* The phone sends @n in a day. */
void route_limit_phone (RouteFixture *fixture,
                        gint64        n);

/* "Cloud 1,Phone 2": which account has how many that were accepted, or more. */
#define ROUTE_ACCEPTED "SELECT group_concat (l || ' ' || n) FROM (SELECT a.label AS l, count (*) AS n FROM message AS m" \
                       " JOIN account AS a ON a.id = m.account_id JOIN conversation AS c ON c.id = m.conversation_id" \
                       " WHERE m.state IN (3, 4, 6) AND a.sender = c.ours GROUP BY a.label ORDER BY a.label)"

#define ROUTE_MOVED "SELECT count (*) FROM ledger WHERE event = 'message.moved'"

/* No message has two attempts that a gateway may have taken (R-SEND-1). */
void route_assert_none_twice (RouteFixture *fixture);

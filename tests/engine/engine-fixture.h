/* engine-fixture.h: a workspace with one account, whose gateway is a fake, and what sends through it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store-fixture.h"

#include "peal-accounts.h"
#include "peal-dispatcher.h"
#include "peal-engine.h"
#include "peal-fake-account.h"
#include "peal-outbox.h"

#define OURS "+15005550006"
#define THEIRS "+12015550101"
#define ANOTHER "+12015550102"

typedef struct
{
  Fixture base;
  PealAccount *account;
  PealFakeAccount *gateway;
  PealDispatcher *dispatcher; /* NULL until begun */
} EngineFixture;

/* The gate is the engine's own, with strict rules. */
void engine_set_up (EngineFixture *self,
                    gconstpointer  data);
void engine_tear_down (EngineFixture *self,
                       gconstpointer  data);

/* The workspace of @base, whose own store stays closed, as a whole engine that was not started.
 * Owned by the caller. */
PealEngine *engine_open (Fixture *base);

/* Stores one more account. Caller frees. */
PealAccount *engine_add_account (EngineFixture *self,
                                 const char    *label);

/* A dispatcher of the fixture's account with @workers, at work. */
void engine_begin (EngineFixture *self,
                   guint          workers);
void engine_stop (EngineFixture *self,
                  gint64         grace);

/* Queues one conversational message; its id. */
gint64 engine_queue (EngineFixture *self,
                     const char    *theirs,
                     const char    *body);
gint64 engine_queue_full (EngineFixture *self,
                          PealQueued    *queued); /* takes it; its account is the fixture's if it has none */

/* Queues @n messages to as many numbers, "+1201555nnnn". */
void engine_queue_many (EngineFixture *self,
                        guint          n);

PealMessageState engine_get_state (EngineFixture *self,
                                   gint64         message_id);
void engine_assert_state (EngineFixture   *self,
                          gint64           message_id,
                          PealMessageState state);

/* Runs the main loop until the first column of @sql's first row is @expected. */
void engine_wait_for_sql (EngineFixture *self,
                          const char    *sql,
                          const char    *expected);
void engine_wait_for_state (EngineFixture   *self,
                            gint64           message_id,
                            PealMessageState state);

/* Runs the main loop until @n requests to send came in. */
void engine_wait_for_sends (EngineFixture *self,
                            guint          n);

/* Runs the main loop until @n questions for inbound messages wait for their answers. */
void engine_wait_for_held (EngineFixture *self,
                           guint          n);

/* Runs the main loop until the dispatcher has nothing to do. */
void engine_wait_for_rest (EngineFixture *self);

/* No result of an attempt can be written any more, as on a full disk; or again. */
void engine_fill_disk (EngineFixture *self,
                       gboolean       full);

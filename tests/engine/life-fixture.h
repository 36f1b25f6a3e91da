/* life-fixture.h: a workspace whose engine has an account at the simulator.
 *
 * The test program sets PEAL_SECRET before it begins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine-fixture.h"

#include "peal-send.h"
#include "peal-simulator.h"

#define PATIENCE (30 * G_USEC_PER_SEC)

typedef struct
{
  Fixture base;              /* its store stays closed: the engine opens its own */
  PealSimulator *simulator;
  PealEngine *engine;
  gint64 account_id;
} LifeFixture;

void life_set_up (LifeFixture  *fixture,
                  gconstpointer data);
void life_set_up_with (LifeFixture                *fixture,
                       const PealSimulatorOptions *options);
void life_tear_down (LifeFixture  *fixture,
                     gconstpointer data);

/* Shuts it down at once; nobody else may have a reference to it. */
void life_close_engine (PealEngine *engine);

/* Ends the fixture's engine, once it rests, as when the program is quit; begins a new one that sends. */
void life_quit (LifeFixture *fixture);
void life_begin (LifeFixture *fixture);

PealAccount *life_make_account (LifeFixture *fixture,
                                const char  *label);

/* Sends to THEIRS, by the fixture's engine or @engine; the report, or the message's id. */
PealSendReport *life_send_by (LifeFixture    *fixture,
                              PealEngine     *engine,
                              PealMessageKind kind,
                              gint64          not_before,
                              const char     *body);
PealSendReport *life_send_full (LifeFixture    *fixture,
                                PealMessageKind kind,
                                gint64          not_before,
                                const char     *body);
gint64 life_send_one (LifeFixture *fixture,
                      gint64       not_before);

/* Runs the main loop until the first column of @sql's first row is @expected. */
void life_wait_for_sql (LifeFixture *fixture,
                        const char  *sql,
                        const char  *expected);

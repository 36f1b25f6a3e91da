/* account-fixture.h: a workspace with one account that sends, and whose gate lets everything go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store-fixture.h"

#include "peal-outbox.h"

typedef struct
{
  Fixture base;
  gint64 account_id;
} AccountFixture;

void account_set_up (AccountFixture *self,
                     gconstpointer   data);
void account_tear_down (AccountFixture *self,
                        gconstpointer   data);

/* The two parts of it: an account, whose id is returned; and the gate, which each store that is opened has anew. */
gint64 fixture_add_account (Fixture *self);
void fixture_open_gate (Fixture *self);

/* Queues @n messages from @ours to as many numbers; the id of the first. */
gint64 account_queue (AccountFixture *self,
                      const char     *ours,
                      guint           n,
                      guint           segments);

/* The answer ACCEPTED, and @segments if these are not 0; or NOT_ACCEPTED, for good. */
PealSettlement *account_settle (const PealClaimed *claimed,
                                PealAttemptOutcome outcome,
                                guint              segments);

/* Sends until nothing may go any more, each with that answer. Returns how many went; sets @last (nullable) to the
 * word that none may. */
guint account_send_all (AccountFixture    *self,
                        PealAttemptOutcome outcome,
                        guint              segments,
                        PealClaimed      **last);

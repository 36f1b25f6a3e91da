/* outbox-fixture.h: a workspace with one account, whose gate says what a test wants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store-fixture.h"

#include "peal-outbox.h"

#define OURS "+15005550006"

typedef struct
{
  Fixture base;
  gint64 account_id;
  PealVerdict verdict; /* what the gate says */
  guint n_asked;
  PealClaim last;      /* plain values only */
  char *whereabouts;   /* of the last */
} OutboxFixture;

void outbox_set_up (OutboxFixture *fixture,
                    gconstpointer  data);
void outbox_tear_down (OutboxFixture *fixture,
                       gconstpointer  data);

/* The gate; @data is the fixture. */
void outbox_gate_cb (const PealClaim *claim,
                     gpointer         data,
                     PealVerdict     *verdict);

/* Adds one to @messages, which owns it; not queued yet. */
PealQueued *add_queued (GPtrArray     *messages,
                        OutboxFixture *fixture,
                        const char    *theirs);

/* The id of one message that waits to be sent. */
gint64 enqueue_one (OutboxFixture *fixture,
                    const char    *theirs);

/* The next one that may go; @settlement is taken, nullable. The caller frees it. */
PealClaimed *claim_next (OutboxFixture  *fixture,
                         PealSettlement *settlement);

/* The id of the above, 0 = none. */
gint64 claim_one (OutboxFixture *fixture);

PealSettlement *settlement_accepted (gint64      id,
                                     guint       attempt,
                                     const char *remote_id);

/* outbox-fixture.c: a workspace with one account, whose gate says what a test wants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "outbox-fixture.h"

#include "account-fixture.h"

void
outbox_gate_cb (const PealClaim *claim,
                gpointer         data,
                PealVerdict     *verdict)
{
  OutboxFixture *fixture = data;

  fixture->n_asked++;
  fixture->last = *claim;
  g_free (fixture->whereabouts);
  fixture->whereabouts = g_strjoin ("/", claim->zone, claim->region, claim->country, NULL);
  *verdict = fixture->verdict;
  verdict->explanation = g_strdup (fixture->verdict.explanation);
}

void
outbox_set_up (OutboxFixture *fixture,
               gconstpointer  data)
{
  fixture_set_up (&fixture->base, NULL);
  fixture->account_id = fixture_add_account (&fixture->base);
  peal_outbox_set_gate (fixture->base.store, outbox_gate_cb, fixture, NULL);
}

void
outbox_tear_down (OutboxFixture *fixture,
                  gconstpointer  data)
{
  g_free (fixture->whereabouts);
  fixture_tear_down (&fixture->base, NULL);
}

PealQueued *
add_queued (GPtrArray     *messages,
            OutboxFixture *fixture,
            const char    *theirs)
{
  PealQueued *queued = peal_queued_new (OURS, theirs, "Your order is ready");

  queued->account_id = fixture->account_id;
  queued->segments = 1;
  g_ptr_array_add (messages, queued);
  return queued;
}

gint64
enqueue_one (OutboxFixture *fixture,
             const char    *theirs)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  add_queued (messages, fixture, theirs);
  ids = await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

PealClaimed *
claim_next (OutboxFixture  *fixture,
            PealSettlement *settlement)
{
  return await_boxed (peal_outbox_next (fixture->base.store, fixture->account_id, settlement));
}

gint64
claim_one (OutboxFixture *fixture)
{
  g_autoptr(PealClaimed) claimed = claim_next (fixture, NULL);

  return claimed->message_id;
}

PealSettlement *
settlement_accepted (gint64      id,
                     guint       attempt,
                     const char *remote_id)
{
  PealSettlement *settlement = peal_settlement_new (id, attempt, PEAL_ATTEMPT_ACCEPTED, PEAL_STATE_ACCEPTED);

  g_set_str (&settlement->remote_id, remote_id);
  return settlement;
}

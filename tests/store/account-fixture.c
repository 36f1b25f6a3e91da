/* account-fixture.c: a workspace with one account that sends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-accounts.h"

static void
gate_cb (const PealClaim *claim,
         gpointer         data,
         PealVerdict     *verdict)
{
}

gint64
fixture_add_account (Fixture *self)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");
  g_autoptr(PealAccount) saved = await_boxed (peal_account_save (self->store, account, "test"));

  return saved->id;
}

void
fixture_open_gate (Fixture *self)
{
  peal_outbox_set_gate (self->store, gate_cb, NULL, NULL);
}

void
account_set_up (AccountFixture *self,
                gconstpointer   data)
{
  fixture_set_up (&self->base, NULL);
  self->account_id = fixture_add_account (&self->base);
  fixture_open_gate (&self->base);
}

void
account_tear_down (AccountFixture *self,
                   gconstpointer   data)
{
  fixture_tear_down (&self->base, NULL);
}

gint64
account_queue (AccountFixture *self,
               const char     *ours,
               guint           n,
               guint           segments)
{
  static guint count;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201555%04u", count++ % 10000);
      PealQueued *queued = peal_queued_new (ours, theirs, "Hello");

      queued->account_id = self->account_id;
      queued->segments = segments;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (self->base.store, messages, "test"));
  return g_array_index (ids, gint64, 0);
}

PealSettlement *
account_settle (const PealClaimed *claimed,
                PealAttemptOutcome outcome,
                guint              segments)
{
  PealSettlement *settlement;

  if (outcome == PEAL_ATTEMPT_NOT_ACCEPTED)
    return peal_settlement_new (claimed->message_id, claimed->attempt, outcome, PEAL_STATE_FAILED);
  settlement = peal_settlement_new (claimed->message_id, claimed->attempt, outcome, PEAL_STATE_ACCEPTED);
  g_free (settlement->remote_id);
  settlement->remote_id = g_strdup_printf ("SM%" G_GINT64_FORMAT, claimed->message_id);
  settlement->segments = segments;
  return settlement;
}

guint
account_send_all (AccountFixture    *self,
                  PealAttemptOutcome outcome,
                  guint              segments,
                  PealClaimed      **last)
{
  PealSettlement *settlement = NULL;

  for (guint n = 0;; n++)
    {
      g_autoptr(PealClaimed) claimed = await_boxed (peal_outbox_next (self->base.store, self->account_id, settlement));

      if (claimed->message_id == 0)
        {
          if (last != NULL)
            *last = g_steal_pointer (&claimed);
          return n;
        }
      settlement = account_settle (claimed, outcome, segments);
    }
}

/* engine-fixture.c: a workspace with one account, whose gateway is a fake.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-gate.h"
#include "peal-test-util.h"

#define PATIENCE (30 * G_USEC_PER_SEC)

static const PealGateRules strict;

PealEngine *
engine_open (Fixture *base)
{
  g_autoptr(GError) error = NULL;
  DexFuture *future = peal_engine_open (base->dir, base->clock);
  PealEngine *engine = NULL;

  peal_future_run (dex_ref (future), &error);
  g_assert_no_error (error);
  engine = g_value_dup_object (dex_future_get_value (future, NULL));
  dex_unref (future);
  return engine;
}

PealAccount *
engine_add_account (EngineFixture *self,
                    const char    *label)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", label);

  g_set_str (&account->sender, OURS);
  return await_boxed (peal_account_save (self->base.store, account, "test"));
}

void
engine_set_up (EngineFixture *self,
               gconstpointer  data)
{
  fixture_set_up (&self->base, NULL);
  self->account = engine_add_account (self, "Main");
  self->gateway = peal_fake_account_new ();
  peal_outbox_set_gate (self->base.store, peal_gate_judge, (gpointer) &strict, NULL);
}

void
engine_tear_down (EngineFixture *self,
                  gconstpointer  data)
{
  if (self->dispatcher != NULL)
    engine_stop (self, PEAL_SECOND);
  peal_test_drain ();
  peal_account_free (self->account);
  g_assert_finalize_object (g_steal_pointer (&self->gateway));
  fixture_tear_down (&self->base, NULL);
}

static void
changed_cb (PealStore     *store,
            PealChange     changes,
            GArray        *conversations,
            EngineFixture *self)
{
  if (self->dispatcher != NULL && (changes & PEAL_CHANGE_OUTBOX) != 0)
    peal_dispatcher_wake (self->dispatcher);
}

void
engine_begin (EngineFixture *self,
              guint          workers)
{
  self->account->workers = workers;
  self->dispatcher = peal_dispatcher_new (self->base.store, self->base.clock, PEAL_GATEWAY (self->gateway),
                                          peal_provider_find ("twilio"), self->account, NULL, NULL);
  g_signal_connect (self->base.store, "changed", G_CALLBACK (changed_cb), self);
  peal_dispatcher_start (self->dispatcher);
}

void
engine_stop (EngineFixture *self,
             gint64         grace)
{
  g_signal_handlers_disconnect_by_func (self->base.store, changed_cb, self);
  await_true (peal_dispatcher_stop (self->dispatcher, grace));
  g_clear_pointer (&self->dispatcher, peal_dispatcher_unref);
}

/* Queueing ------------------------------------------------------------------------------------------ */

static PealQueued *
make_queued (EngineFixture *self,
             const char    *theirs,
             const char    *body)
{
  PealQueued *queued = peal_queued_new (OURS, theirs, body);

  queued->account_id = self->account->id;
  queued->segments = 1;
  return queued;
}

gint64
engine_queue_full (EngineFixture *self,
                   PealQueued    *queued)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  if (queued->account_id == 0)
    queued->account_id = self->account->id;
  queued->segments = MAX (queued->segments, 1);
  g_ptr_array_add (messages, queued);
  ids = await_boxed (peal_outbox_enqueue (self->base.store, messages, "test"));
  return g_array_index (ids, gint64, 0);
}

gint64
engine_queue (EngineFixture *self,
              const char    *theirs,
              const char    *body)
{
  return engine_queue_full (self, make_queued (self, theirs, body));
}

void
engine_queue_many (EngineFixture *self,
                   guint          n)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201555%04u", i);

      g_ptr_array_add (messages, make_queued (self, theirs, "Hello"));
    }
  g_array_unref (await_boxed (peal_outbox_enqueue (self->base.store, messages, "test")));
}

/* Waiting ------------------------------------------------------------------------------------------- */

PealMessageState
engine_get_state (EngineFixture *self,
                  gint64         message_id)
{
  return (PealMessageState) query_by_id (&self->base, "SELECT state FROM message WHERE id = ?1", message_id);
}

void
engine_assert_state (EngineFixture   *self,
                     gint64           message_id,
                     PealMessageState state)
{
  g_assert_cmpstr (peal_message_state_to_string (engine_get_state (self, message_id)), ==,
                   peal_message_state_to_string (state));
}

/* Runs the main loop a little. FALSE: it was long enough. */
static gboolean
spin_until (gint64 limit)
{
  peal_test_spin (2);
  return g_get_monotonic_time () < limit;
}

void
engine_wait_for_sql (EngineFixture *self,
                     const char    *sql,
                     const char    *expected)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;
  g_autofree char *value = query_sql (&self->base, sql);

  while (g_strcmp0 (value, expected) != 0 && spin_until (limit))
    {
      g_free (value);
      value = query_sql (&self->base, sql);
    }
  g_assert_cmpstr (value, ==, expected);
}

void
engine_wait_for_state (EngineFixture   *self,
                       gint64           message_id,
                       PealMessageState state)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  while (engine_get_state (self, message_id) != state && spin_until (limit))
    ;
  engine_assert_state (self, message_id, state);
}

void
engine_wait_for_sends (EngineFixture *self,
                       guint          n)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  while (peal_fake_account_count_sent (self->gateway, NULL) < n && spin_until (limit))
    ;
  g_assert_cmpuint (peal_fake_account_count_sent (self->gateway, NULL), ==, n);
}

void
engine_wait_for_held (EngineFixture *self,
                      guint          n)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  while (peal_fake_account_count_held (self->gateway) < n && spin_until (limit))
    ;
  g_assert_cmpuint (peal_fake_account_count_held (self->gateway), ==, n);
}

void
engine_wait_for_rest (EngineFixture *self)
{
  gint64 limit = g_get_monotonic_time () + PATIENCE;

  while (!peal_dispatcher_is_idle (self->dispatcher) && spin_until (limit))
    ;
  g_assert_true (peal_dispatcher_is_idle (self->dispatcher));
}

/* A full disk --------------------------------------------------------------------------------------- */

void
engine_fill_disk (EngineFixture *self,
                  gboolean       full)
{
  if (full)
    run_sql (&self->base, "CREATE TABLE ballast (load BLOB);"
                          "CREATE TRIGGER heavy_result AFTER UPDATE ON attempt"
                          " BEGIN INSERT INTO ballast VALUES (zeroblob (1000000)); END");
  fixture_leave_room (&self->base, full ? 0 : 1000000);
}

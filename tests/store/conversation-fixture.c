/* conversation-fixture.c: people who write to us and get answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "conversation-fixture.h"

#include "account-fixture.h"

#include "peal-contacts.h"
#include "peal-inbound.h"
#include "peal-outbox.h"

static gint64 account_id;

void
conversation_set_up (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture_set_up (fixture, data);
  account_id = fixture_add_account (fixture);
}

gint64
conversation_get_account (void)
{
  return account_id;
}

gint64
conversation_add_contact (Fixture    *fixture,
                          const char *name,
                          const char *e164)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, name);
  g_ptr_array_add (contact->phones, peal_contact_phone_new (e164));
  return await_int (peal_contacts_save (fixture->store, contact, "test"));
}

gint64
conversation_receive (Fixture        *fixture,
                      const char     *remote_id,
                      const char     *from,
                      const char     *body,
                      PealConsentAct  act,
                      const char     *position)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  PealInbound *inbound = peal_inbound_new (remote_id, from, OURS, body, peal_clock_get_now (fixture->clock));
  g_autoptr(GArray) ids = NULL;

  inbound->act = act;
  g_set_str (&inbound->rule, act != PEAL_CONSENT_ACT_NONE ? "K1" : "");
  g_set_str (&inbound->span, act != PEAL_CONSENT_ACT_NONE ? body : "");
  g_ptr_array_add (messages, inbound);
  ids = await_boxed (peal_talk_record_inbound (fixture->store, account_id, messages, position));
  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

gint64
conversation_answer (Fixture         *fixture,
                     const char      *to,
                     const char      *body,
                     PealMessageKind  kind)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  PealQueued *queued = peal_queued_new (OURS, to, body);
  g_autoptr(GArray) ids = NULL;

  queued->kind = kind;
  queued->account_id = account_id;
  g_ptr_array_add (messages, queued);
  ids = await_boxed (peal_outbox_enqueue (fixture->store, messages, "test"));
  return g_array_index (ids, gint64, 0);
}

PealConversationRow *
conversation_load (Fixture *fixture,
                   gint64   id)
{
  g_autoptr(GPtrArray) rows = await_boxed (peal_talk_load_rows (fixture->store, &id, 1));

  return g_steal_pointer (&rows->pdata[0]);
}

gint64
conversation_of (Fixture    *fixture,
                 const char *theirs)
{
  return await_int (peal_talk_find (fixture->store, theirs));
}

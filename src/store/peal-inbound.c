/* peal-inbound.c: what comes in.
 *
 * A page of the gateway's record, what it means for consent, and where the next
 * page begins are one transaction: after a crash the page is asked for again,
 * and what is stored already is known by its remote id.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-inbound.h"

#include "peal-accounts-private.h"
#include "peal-consent-private.h"
#include "peal-contacts-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"

PealInbound *
peal_inbound_new (const char *remote_id,
                  const char *from,
                  const char *to,
                  const char *body,
                  gint64      at)
{
  PealInbound *self = g_new0 (PealInbound, 1);

  self->remote_id = g_strdup (remote_id);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->body = g_strdup (body);
  self->at = at;
  self->segments = 1;
  self->rule = g_strdup ("");
  self->span = g_strdup ("");
  return self;
}

PealInbound *
peal_inbound_copy (const PealInbound *self)
{
  PealInbound *copy = g_memdup2 (self, sizeof *self);

  copy->remote_id = g_strdup (self->remote_id);
  copy->from = g_strdup (self->from);
  copy->to = g_strdup (self->to);
  copy->body = g_strdup (self->body);
  copy->rule = g_strdup (self->rule);
  copy->span = g_strdup (self->span);
  return copy;
}

void
peal_inbound_free (PealInbound *self)
{
  g_free (self->remote_id);
  g_free (self->from);
  g_free (self->to);
  g_free (self->body);
  g_free (self->rule);
  g_free (self->span);
  g_free (self);
}

typedef struct
{
  gint64 account_id;
  GPtrArray *messages;
  char *position;
} InboundData;

static void
inbound_data_free (gpointer data)
{
  InboundData *self = data;

  g_ptr_array_unref (self->messages);
  g_free (self->position);
  g_free (self);
}

static gboolean
is_known (PealDb     *db,
          gint64      account_id,
          const char *remote_id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_TALK_FIND_REMOTE);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_text (stmt, ":remote_id", remote_id);
  return peal_stmt_take_int (stmt) != 0;
}

static gint64
insert_message (PealDb            *db,
                gint64             account_id,
                gint64             contact_id,
                gint64             conversation_id,
                const PealInbound *inbound)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TALK_INSERT_INBOUND);
  g_autofree char *uuid = g_uuid_string_random ();

  peal_stmt_bind_text (stmt, ":uuid", uuid);
  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_text (stmt, ":body", inbound->body);
  peal_stmt_bind_int (stmt, ":segments", inbound->segments);
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_id (stmt, ":contact_id", contact_id);
  peal_stmt_bind_text (stmt, ":remote_id", inbound->remote_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":at", inbound->at);
  peal_stmt_run (stmt);
  return peal_db_get_inserted_id (db);
}

static void
note_inbound (PealDb            *db,
              gint64             conversation_id,
              const PealInbound *inbound)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_NOTE_INBOUND);

  peal_stmt_bind_int (stmt, ":id", conversation_id);
  peal_stmt_bind_int (stmt, ":wants_answer", inbound->act != PEAL_CONSENT_ACT_OPT_OUT);
  peal_stmt_bind_int (stmt, ":at", inbound->at);
  peal_stmt_run (stmt);
}

/* R-LAW-2: their own words decide, in the transaction that stores them. */
static void
apply_consent (PealDb            *db,
               gint64             message_id,
               const PealInbound *inbound)
{
  g_autofree char *proof = g_strdup_printf ("message:%" G_GINT64_FORMAT, message_id);
  PealConsentEntry entry = {
    .e164 = inbound->from,
    .act = inbound->act,
    .how = PEAL_CONSENT_HOW_KEYWORD,
    .at = inbound->at,
    .wording = inbound->span,
    .rule = inbound->rule,
    .proof = proof,
    .actor = "engine",
  };

  if (inbound->act != PEAL_CONSENT_ACT_NONE)
    peal_consent_apply (db, &entry);
}

static gint64
record (PealDb            *db,
        gint64             account_id,
        const PealInbound *inbound)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();
  gint64 contact_id, conversation_id, id;

  if (is_known (db, account_id, inbound->remote_id))
    return 0;
  contact_id = peal_contact_find (db, inbound->from);
  conversation_id = peal_conversation_ensure (db, inbound->to, inbound->from, contact_id, account_id);
  id = insert_message (db, account_id, contact_id, conversation_id, inbound);
  peal_conversation_set_last (db, conversation_id, id, MIN (inbound->at, peal_db_get_now (db)));
  note_inbound (db, conversation_id, inbound);
  apply_consent (db, id, inbound);

  peal_payload_add_int (payload, "conversation", conversation_id);
  peal_ledger_append_about (db, peal_db_get_now (db), "gateway", "message.received", "message", id,
                            peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, conversation_id);
  return id;
}

static void
record_inbound_job (PealDb  *db,
                    gpointer data,
                    GValue  *result)
{
  const InboundData *inbound = data;
  GArray *ids = peal_ids_new (NULL, 0);

  for (guint i = 0; i < inbound->messages->len && !peal_db_has_failed (db); i++)
    {
      gint64 id = record (db, inbound->account_id, g_ptr_array_index (inbound->messages, i));

      g_array_append_val (ids, id);
    }
  if (inbound->position != NULL)
    peal_cursor_store (db, inbound->account_id, "inbound", inbound->position);
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_talk_record_inbound (PealStore  *store,
                          gint64      account_id,
                          GPtrArray  *messages,
                          const char *position)
{
  InboundData *data;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (messages != NULL);

  data = g_new0 (InboundData, 1);
  data->account_id = account_id;
  data->messages = g_ptr_array_copy (messages, (GCopyFunc) peal_inbound_copy, NULL);
  g_ptr_array_set_free_func (data->messages, (GDestroyNotify) peal_inbound_free);
  data->position = g_strdup (position);
  return peal_store_write (store, record_inbound_job, data, inbound_data_free);
}

/* peal-settle.c: what became of an attempt.
 *
 * Every change of state passes peal_message_state_can_follow (). What comes
 * again is harmless, what comes too late is refused. A retry of a campaign that
 * was called off takes two steps in one commit: it is queued, then cancelled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox.h"

#include "peal-fiber.h"
#include "peal-ledger-private.h"
#include "peal-money-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-purse.h"
#include "peal-store-private.h"

typedef struct
{
  PealMessageState state;
  gint64 conversation_id;
  guint attempts;
  gint64 account_id;
  char *remote_id;
  gint64 campaign_id;
  gint64 campaign_state;
  gint64 segments;
  gint64 submitted_at; /* the last attempt */
} Row;

static void
row_clear (Row *row)
{
  g_free (row->remote_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
load_row (PealDb *db,
          gint64  message_id,
          Row    *row)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_GET);

  peal_stmt_bind_int (stmt, ":id", message_id);
  if (!peal_stmt_next (stmt))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is no message %" G_GINT64_FORMAT, message_id);
      return FALSE;
    }
  row->state = (PealMessageState) peal_stmt_get_int (stmt, 0);
  row->conversation_id = peal_stmt_get_int (stmt, 1);
  row->attempts = (guint) peal_stmt_get_int (stmt, 2);
  row->account_id = peal_stmt_get_int (stmt, 3);
  row->remote_id = peal_stmt_dup_text (stmt, 4);
  row->campaign_id = peal_stmt_get_int (stmt, 5);
  row->campaign_state = peal_stmt_get_int (stmt, 6);
  row->segments = peal_stmt_get_int (stmt, 7);
  row->submitted_at = peal_stmt_get_int (stmt, 8);
  return TRUE;
}

static void
count_failed (PealDb *db,
              gint64  conversation_id,
              int     by)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_COUNT_FAILED);

  peal_stmt_bind_int (stmt, ":id", conversation_id);
  peal_stmt_bind_int (stmt, ":by", by);
  peal_stmt_run (stmt);
  peal_db_touch (db, PEAL_CHANGE_TALK);
}

void
peal_outbox_record_state (PealDb          *db,
                          gint64           message_id,
                          gint64           conversation_id,
                          PealMessageState before,
                          PealMessageState state,
                          const char      *actor,
                          const char      *payload)
{
  g_autofree char *event = g_strconcat ("message.", peal_message_state_to_string (state), NULL);

  peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "message", message_id, payload);
  if (peal_message_has_failed (state) != peal_message_has_failed (before))
    count_failed (db, conversation_id, peal_message_has_failed (state) ? 1 : -1);
  peal_db_touch (db, PEAL_CHANGE_OUTBOX);
  peal_db_touch_conversation (db, conversation_id);
}

/* One settlement ----------------------------------------------------------------------------------- */

static gboolean
is_word_of_gateway (PealMessageState state)
{
  return state == PEAL_STATE_ACCEPTED || state == PEAL_STATE_SENT || state == PEAL_STATE_DELIVERED
         || state == PEAL_STATE_UNDELIVERED || state == PEAL_STATE_FAILED;
}

/* R-SEND-1, R-SEND-4: only what was provably not accepted may be queued again or given up. */
static gboolean
is_consistent (const PealSettlement *settlement)
{
  switch (settlement->outcome)
    {
    case PEAL_ATTEMPT_ACCEPTED:
      return is_word_of_gateway (settlement->state) && *settlement->remote_id != '\0';
    case PEAL_ATTEMPT_NOT_ACCEPTED:
      return settlement->state == PEAL_STATE_QUEUED || settlement->state == PEAL_STATE_FAILED;
    case PEAL_ATTEMPT_UNKNOWN:
      return settlement->state == PEAL_STATE_UNKNOWN;
    case PEAL_ATTEMPT_OPEN:
      break;
    }
  return FALSE;
}

/* FALSE if there is nothing to write: it is settled so already, or it must not be. */
static gboolean
may_apply (PealDb               *db,
           const PealSettlement *settlement,
           const Row            *row)
{
  if (!is_consistent (settlement))
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Message %" G_GINT64_FORMAT ": outcome and state do not fit together",
                  settlement->message_id);
  else if (settlement->attempt != row->attempts)
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Message %" G_GINT64_FORMAT ": attempt %u is not the last one",
                  settlement->message_id, settlement->attempt);
  else if (settlement->state == row->state
           && (*settlement->remote_id == '\0' || g_str_equal (settlement->remote_id, row->remote_id)))
    return FALSE;
  else if ((row->state != PEAL_STATE_SUBMITTING && row->state != PEAL_STATE_UNKNOWN)
           || !peal_message_state_can_follow (row->state, settlement->state))
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Message %" G_GINT64_FORMAT " is %s: %s may not follow",
                  settlement->message_id, peal_message_state_to_string (row->state),
                  peal_message_state_to_string (settlement->state));
  return !peal_db_has_failed (db);
}

static void
settle_attempt (PealDb               *db,
                const PealSettlement *settlement)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ATTEMPT_SETTLE);

  peal_stmt_bind_int (stmt, ":message_id", settlement->message_id);
  peal_stmt_bind_int (stmt, ":ordinal", settlement->attempt);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":outcome", settlement->outcome);
  peal_stmt_bind_int (stmt, ":failure", peal_failure_class_to_db (settlement->failure));
  peal_stmt_bind_text (stmt, ":provider_code", settlement->provider_code);
  peal_stmt_bind_text (stmt, ":detail", settlement->detail);
  peal_stmt_run (stmt);
}

/* R-SEND-6: a retry waits, or is not made, where its campaign was stopped meanwhile. */
static void
find_next_state (const PealSettlement *settlement,
                 const Row            *row,
                 PealMessageState     *state,
                 PealHoldReason       *reason)
{
  *state = settlement->state;
  *reason = settlement->reason;
  if (settlement->state != PEAL_STATE_QUEUED)
    return;
  if (row->campaign_state == CAMPAIGN_PAUSED)
    *reason = PEAL_HOLD_PAUSED;
  if (row->campaign_state == CAMPAIGN_CANCELLED)
    {
      g_assert (peal_message_state_can_follow (settlement->state, PEAL_STATE_CANCELLED));
      *state = PEAL_STATE_CANCELLED;
      *reason = PEAL_HOLD_NONE;
    }
}

static void
settle_message (PealDb               *db,
                const PealSettlement *settlement,
                PealMessageState      state,
                PealHoldReason        reason)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_SETTLE);

  peal_stmt_bind_int (stmt, ":id", settlement->message_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":state", state);
  peal_stmt_bind_int (stmt, ":reason", reason);
  if (*settlement->explanation != '\0')
    peal_stmt_bind_text (stmt, ":explanation", settlement->explanation);
  if (state == PEAL_STATE_QUEUED)
    peal_stmt_bind_int (stmt, ":not_before", settlement->retry_at);
  if (state == PEAL_STATE_UNKNOWN)
    peal_stmt_bind_time (stmt, ":look_at", settlement->look_at);
  if (*settlement->remote_id != '\0')
    peal_stmt_bind_text (stmt, ":remote_id", settlement->remote_id);
  peal_stmt_bind_int (stmt, ":failure", peal_failure_class_to_db (settlement->failure));
  peal_stmt_bind_text (stmt, ":provider_code", settlement->provider_code);
  peal_stmt_bind_id (stmt, ":segments", settlement->segments);
  if (*settlement->currency != '\0')
    {
      peal_stmt_bind_int (stmt, ":price_micros", settlement->price_micros);
      peal_stmt_bind_text (stmt, ":currency", settlement->currency);
    }
  peal_stmt_run (stmt);
}

static void
record (PealDb               *db,
        const PealSettlement *settlement,
        const Row            *row,
        PealMessageState      state)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "attempt", settlement->attempt);
  if (*settlement->remote_id != '\0')
    peal_payload_add_text (payload, "remote_id", settlement->remote_id);
  if (settlement->failure != PEAL_FAILURE_NONE)
    peal_payload_add_text (payload, "failure", peal_failure_class_to_string (settlement->failure));
  if (*settlement->provider_code != '\0')
    peal_payload_add_text (payload, "code", settlement->provider_code);
  if (state == PEAL_STATE_QUEUED)
    peal_payload_add_int (payload, "retry_at", settlement->retry_at);
  peal_outbox_record_state (db, settlement->message_id, row->conversation_id, row->state, settlement->state, "engine",
                            peal_payload_get_json (payload));
  if (state != settlement->state)
    peal_outbox_record_state (db, settlement->message_id, row->conversation_id, settlement->state, state, "engine",
                              "{}");
  if (state == PEAL_STATE_QUEUED)
    peal_db_touch (db, PEAL_CHANGE_HELD);
  if (row->campaign_id != 0)
    peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
}

static void
learn_price (PealDb               *db,
             const PealSettlement *settlement,
             const Row            *row)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_GET_OURS);

  peal_stmt_bind_int (stmt, ":id", settlement->message_id);
  if (peal_stmt_next (stmt))
    peal_money_learn_price (db, row->account_id, peal_stmt_get_text (stmt, 1), settlement->price_micros,
                            settlement->segments != 0 ? settlement->segments : row->segments, settlement->currency);
}

static void
correct_money (PealDb               *db,
               const PealSettlement *settlement,
               const Row            *row,
               const char           *theirs)
{
  gint64 segments = MAX (row->segments, 1);
  PealMoney money;
  gint64 price;

  if (!peal_money_open (db, row->account_id, &money) || (price = peal_money_find_price (db, &money, theirs)) < 0)
    return;
  if (settlement->outcome == PEAL_ATTEMPT_NOT_ACCEPTED)
    peal_money_give_back (db, &money, price * segments, row->submitted_at);
  else
    peal_money_spend (db, &money, price * (settlement->segments - segments));
}

/* What was provably not accepted has used up nothing; what turned out longer has used up more. */
static void
correct_limits (PealDb               *db,
                const PealSettlement *settlement,
                const Row            *row)
{
  g_autoptr(PealStmt) stmt = NULL;
  g_auto(PealPurse) purse = { 0 };
  gint64 segments = MAX (row->segments, 1);

  if (settlement->outcome == PEAL_ATTEMPT_ACCEPTED && *settlement->currency != '\0')
    learn_price (db, settlement, row);
  if (settlement->outcome != PEAL_ATTEMPT_NOT_ACCEPTED && settlement->segments <= segments)
    return;
  stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_GET_OURS);
  peal_stmt_bind_int (stmt, ":id", settlement->message_id);
  if (!peal_stmt_next (stmt) || !peal_purse_open (db, row->account_id, peal_stmt_get_text (stmt, 0), &purse))
    return;
  if (purse.has_money)
    correct_money (db, settlement, row, peal_stmt_get_text (stmt, 1));
  if (settlement->outcome == PEAL_ATTEMPT_NOT_ACCEPTED)
    peal_purse_give_back (db, &purse, (PealCost) { .messages = 1, .segments = segments }, row->submitted_at);
  else
    peal_purse_spend (db, &purse, (PealCost) { .segments = settlement->segments - segments });
}

void
peal_outbox_apply (PealDb               *db,
                   const PealSettlement *settlement)
{
  g_auto(Row) row = { 0 };
  PealMessageState state;
  PealHoldReason reason;

  if (!load_row (db, settlement->message_id, &row) || !may_apply (db, settlement, &row))
    return;
  find_next_state (settlement, &row, &state, &reason);
  correct_limits (db, settlement, &row);
  settle_message (db, settlement, state, reason);
  settle_attempt (db, settlement);
  record (db, settlement, &row, state);
}

static void
settle_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  peal_outbox_apply (db, data);
}

DexFuture *
peal_outbox_settle (PealStore      *store,
                    PealSettlement *settlement)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (settlement != NULL);

  return peal_store_write (store, settle_job, settlement, (GDestroyNotify) peal_settlement_free);
}

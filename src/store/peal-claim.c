/* peal-claim.c: out of the queue, through the gate.
 *
 * The dispatcher's step: one transaction settles the last attempt and claims
 * the next message. The gate judges inside that transaction (R-LAW-1), so
 * nothing can change between its word and the claim.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-money-private.h"
#include "peal-outbox-private.h"
#include "peal-overdue.h"
#include "peal-payload.h"
#include "peal-purse.h"
#include "peal-route-table-private.h"
#include "peal-store-private.h"

/* Messages held or left out in one step; other jobs of the batch wait meanwhile. */
#define MAX_PASSED_OVER 200

/* A moment. What the account's own limits keep waiting for less is not written down: it is next. */
#define SHORT_WAIT PEAL_MINUTE

typedef struct _PealGate
{
  PealGateFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Gate;

static void
gate_clear (gpointer data)
{
  Gate *gate = data;

  if (gate->destroy != NULL)
    gate->destroy (gate->data);
}

static void
gate_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, gate_clear);
}

static G_DEFINE_QUARK (peal-outbox-gate, gate)

PealGate *
peal_outbox_ref_gate (PealStore *store)
{
  Gate *gate = g_object_get_qdata (G_OBJECT (store), gate_quark ());

  return gate != NULL ? g_atomic_rc_box_acquire (gate) : NULL;
}

void
peal_outbox_unref_gate (PealGate *gate)
{
  gate_unref (gate);
}

void
peal_outbox_set_gate (PealStore     *store,
                      PealGateFunc   func,
                      gpointer       data,
                      GDestroyNotify destroy)
{
  Gate *gate;

  g_return_if_fail (PEAL_IS_STORE (store));
  g_return_if_fail (func != NULL);

  gate = g_atomic_rc_box_new0 (Gate);
  gate->func = func;
  gate->data = data;
  gate->destroy = destroy;
  g_object_set_qdata_full (G_OBJECT (store), gate_quark (), gate, gate_unref);
}

/* Judging ------------------------------------------------------------------------------------------ */

static void
read_due (PealStmt  *stmt,
          gint64     account_id,
          gint64     now,
          PealClaim *claim)
{
  claim->message_id = peal_stmt_get_int (stmt, 0);
  claim->account_id = account_id;
  claim->campaign_id = peal_stmt_get_int (stmt, 3);
  claim->contact_id = peal_stmt_get_int (stmt, 4);
  claim->kind = (PealMessageKind) peal_stmt_get_int (stmt, 5);
  claim->segments = (guint) peal_stmt_get_int (stmt, 6);
  claim->attempts = (guint) peal_stmt_get_int (stmt, 7);
  claim->body = peal_stmt_get_text (stmt, 9);
  claim->not_after = peal_stmt_get_time (stmt, 10);
  claim->ours = peal_stmt_get_text (stmt, 11);
  claim->theirs = peal_stmt_get_text (stmt, 12);
  claim->consent = (int) peal_stmt_get_int (stmt, 13);
  claim->review = peal_stmt_get_int (stmt, 14) != 0;
  claim->do_not_contact = peal_stmt_get_int (stmt, 15) != 0;
  claim->zone = peal_stmt_get_text (stmt, 16);
  claim->region = peal_stmt_get_text (stmt, 17);
  claim->country = peal_stmt_get_text (stmt, 18);
  claim->now = now;
}

static void
read_recent (PealDb    *db,
             PealClaim *claim)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_SENT_RECENTLY);

  peal_stmt_bind_text (stmt, ":theirs", claim->theirs);
  peal_stmt_bind_int (stmt, ":week", claim->now - 7 * PEAL_DAY);
  peal_stmt_bind_int (stmt, ":most", PEAL_CLAIM_RECENT);
  for (guint i = 0; i < PEAL_CLAIM_RECENT && peal_stmt_next (stmt); i++)
    claim->sent[i] = peal_stmt_get_int (stmt, 0);
}

static void
change_verdict (PealVerdict     *verdict,
                PealGateDecision decision,
                PealHoldReason   reason,
                gint64           until,
                const char      *explanation)
{
  g_free (verdict->explanation);
  *verdict = (PealVerdict) { decision, reason, until, g_strdup (explanation) };
}

/* The gate let it go: do the shop's rules? What they hold waits for no time, but for a rule or an account. */
static void
ask_routes (PealDb          *db,
            const PealClaim *claim,
            gint64           conversation_id,
            PealVerdict     *verdict)
{
  switch (peal_routes_ask (db, claim->message_id, conversation_id, claim->account_id, claim->ours, claim->theirs))
    {
    case PEAL_RULES_ALLOW:
      break;
    case PEAL_RULES_NAME_OTHERS:
      change_verdict (verdict, PEAL_GATE_HOLD, PEAL_HOLD_NO_ROUTE, PEAL_TIME_NEVER,
                      "The rules name other accounts for this number");
      break;
    case PEAL_RULES_REFUSE:
      change_verdict (verdict, PEAL_GATE_HOLD, PEAL_HOLD_NO_ROUTE, PEAL_TIME_NEVER,
                      "A rule says that nothing goes there");
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
judge (PealDb      *db,
       const Gate  *gate,
       PealClaim   *claim,
       gint64       conversation_id,
       PealVerdict *verdict)
{
  /* R-SEND-4: never past its validity, whatever the gate would say. */
  if (claim->not_after <= claim->now)
    {
      verdict->decision = PEAL_GATE_LEAVE_OUT;
      verdict->reason = PEAL_HOLD_EXPIRED;
      return;
    }
  if (claim->kind == PEAL_MESSAGE_MARKETING)
    read_recent (db, claim);
  gate->func (claim, gate->data, verdict);
  if (verdict->decision == PEAL_GATE_GO)
    ask_routes (db, claim, conversation_id, verdict);
}

void
peal_outbox_ask_gate (PealDb         *db,
                      const PealGate *gate,
                      PealStmt       *row,
                      gint64          account_id,
                      PealVerdict    *verdict)
{
  PealClaim claim = { 0 };

  read_due (row, account_id, peal_db_get_now (db), &claim);
  judge (db, gate, &claim, peal_stmt_get_int (row, 2), verdict);
}

static const char *
describe_limit (PealLimitScope scope)
{
  switch (scope)
    {
    case PEAL_LIMIT_OF_ACCOUNT:
      return "As much was sent as the limits of the account allow";
    case PEAL_LIMIT_OF_NUMBER:
      return "As much was sent as the limits of this number allow";
    case PEAL_LIMIT_OF_CLASS:
      return "As much was sent as the limits of the registered campaign allow";
    }
  g_assert_not_reached ();
}

/* The limits let it go: does the money? Spends what it costs, or turns the verdict. */
static void
ask_money (PealDb          *db,
           const PealClaim *claim,
           PealVerdict     *verdict)
{
  PealMoney money;
  gint64 cost;

  if (!peal_money_open (db, claim->account_id, &money))
    return;
  switch (peal_money_judge (db, &money, claim->theirs, claim->segments, &cost))
    {
    case PEAL_MONEY_ENOUGH:
      peal_money_spend (db, &money, cost);
      break;
    case PEAL_MONEY_SPENT:
      change_verdict (verdict, PEAL_GATE_HOLD, PEAL_HOLD_MONEY, money.end,
                      "The money that the account may cost in a day is spent");
      break;
    case PEAL_MONEY_NO_PRICE:
      change_verdict (verdict, PEAL_GATE_HOLD, PEAL_HOLD_MONEY, claim->now + PEAL_HOUR,
                      "The account's money is limited, and nobody knows what this would cost");
      break;
    case PEAL_MONEY_TOO_DEAR: /* no day will be long enough: it waits for another cap or price, not for a time */
      change_verdict (verdict, PEAL_GATE_HOLD, PEAL_HOLD_MONEY, PEAL_TIME_NEVER,
                      "This costs more than the account may cost in a whole day");
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The gate let it go: do the limits? Spends what it costs, or turns the verdict; returns 0, or until when the
 * account as a whole waits. */
static gint64
ask_limits (PealDb          *db,
            const PealClaim *claim,
            PealVerdict     *verdict)
{
  g_auto(PealPurse) purse = { 0 };
  PealCost cost = { .messages = 1, .segments = MAX (claim->segments, 1) };
  PealLimitScope scope = PEAL_LIMIT_OF_ACCOUNT;
  gint64 wait;

  if (!peal_purse_open (db, claim->account_id, claim->ours, &purse))
    return 0;
  wait = peal_purse_get_wait (&purse, cost, claim->now, &scope);
  if (wait == 0 && purse.has_money)
    ask_money (db, claim, verdict);
  if (wait == 0 && verdict->decision == PEAL_GATE_GO)
    peal_purse_spend (db, &purse, cost);
  else if (wait == 0)
    return 0;
  else if (wait == G_MAXINT64)
    change_verdict (verdict, PEAL_GATE_LEAVE_OUT, PEAL_HOLD_TOO_LONG, 0, "Longer than what may be sent in a whole day");
  else if (scope == PEAL_LIMIT_OF_ACCOUNT && wait < SHORT_WAIT)
    return claim->now + wait;
  else
    change_verdict (verdict, PEAL_GATE_HOLD, wait < SHORT_WAIT ? PEAL_HOLD_RATE : PEAL_HOLD_LIMIT, claim->now + wait,
                    describe_limit (scope));
  return 0;
}

/* Writing ------------------------------------------------------------------------------------------ */

static void
record_passed_over (PealDb            *db,
                    const PealClaim   *claim,
                    const PealVerdict *verdict,
                    const char        *event)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_text (payload, "reason", peal_hold_reason_to_string (verdict->reason));
  if (verdict->explanation != NULL)
    peal_payload_add_text (payload, "explanation", verdict->explanation);
  if (verdict->decision == PEAL_GATE_HOLD)
    peal_payload_add_int (payload, "until", verdict->until);
  peal_ledger_append_about (db, claim->now, "gate", event, "message", claim->message_id,
                            peal_payload_get_json (payload));
}

static void
hold (PealDb            *db,
      const PealClaim   *claim,
      const PealVerdict *verdict,
      PealHoldReason     before)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_HOLD);

  peal_stmt_bind_int (stmt, ":id", claim->message_id);
  peal_stmt_bind_int (stmt, ":reason", verdict->reason);
  peal_stmt_bind_text (stmt, ":explanation", verdict->explanation != NULL ? verdict->explanation : "");
  /* A gate that says "hold until now" must not be asked for ever. */
  peal_stmt_bind_int (stmt, ":until", MAX (verdict->until, claim->now + PEAL_SECOND));
  peal_stmt_bind_int (stmt, ":now", claim->now);
  peal_stmt_run (stmt);
  if (verdict->reason == PEAL_HOLD_LIMIT || verdict->reason == PEAL_HOLD_MONEY || verdict->reason == PEAL_HOLD_NO_ROUTE)
    peal_db_touch (db, PEAL_CHANGE_HELD);
  if (verdict->reason != before)
    record_passed_over (db, claim, verdict, "message.held");
}

static void
leave_out (PealDb            *db,
           const PealClaim   *claim,
           const PealVerdict *verdict)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_LEAVE_OUT);

  peal_stmt_bind_int (stmt, ":id", claim->message_id);
  peal_stmt_bind_int (stmt, ":reason", verdict->reason);
  peal_stmt_bind_text (stmt, ":explanation", verdict->explanation != NULL ? verdict->explanation : "");
  peal_stmt_bind_int (stmt, ":now", claim->now);
  peal_stmt_run (stmt);
  record_passed_over (db, claim, verdict, "message.left_out");
}

/* R-SEND-6: its campaign was called off, and the messages are still following. */
static void
call_off (PealDb          *db,
          const PealClaim *claim)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_CALL_OFF);

  peal_stmt_bind_int (stmt, ":id", claim->message_id);
  peal_stmt_bind_int (stmt, ":now", claim->now);
  peal_stmt_run (stmt);
}

/* R-SEND-1: state and attempt, committed before anybody hears of it. */
static void
open_attempt (PealDb            *db,
              const PealClaim   *claim,
              const PealVerdict *verdict)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_CLAIM);
  g_autoptr(PealStmt) attempt = peal_db_query (db, PEAL_QUERY_ATTEMPT_OPEN);

  peal_stmt_bind_int (stmt, ":id", claim->message_id);
  peal_stmt_bind_text (stmt, ":explanation", verdict->explanation != NULL ? verdict->explanation : "");
  peal_stmt_bind_int (stmt, ":now", claim->now);
  peal_stmt_run (stmt);
  peal_stmt_bind_int (attempt, ":message_id", claim->message_id);
  peal_stmt_bind_int (attempt, ":ordinal", claim->attempts + 1);
  peal_stmt_bind_int (attempt, ":account_id", claim->account_id);
  peal_stmt_bind_int (attempt, ":now", claim->now);
  peal_stmt_run (attempt);
}

static void
count_excused (PealDb      *db,
               PealClaimed *claimed)
{
  g_autoptr(PealStmt) stmt = NULL;

  if (claimed->attempt == 1)
    return;
  stmt = peal_db_query (db, PEAL_QUERY_ATTEMPT_COUNT_EXCUSED);
  peal_stmt_bind_int (stmt, ":message_id", claimed->message_id);
  if (!peal_stmt_next (stmt))
    return;
  claimed->n_throttled = (guint) peal_stmt_get_int (stmt, 0);
  claimed->n_refused = (guint) peal_stmt_get_int (stmt, 1);
}

static PealClaimed *
claimed_new (const PealClaim *claim,
             PealPriority     priority,
             const char      *uuid)
{
  PealClaimed *claimed = peal_claimed_new (uuid, claim->ours, claim->theirs, claim->body);

  claimed->message_id = claim->message_id;
  claimed->account_id = claim->account_id;
  claimed->campaign_id = claim->campaign_id;
  claimed->attempt = claim->attempts + 1;
  claimed->segments = claim->segments;
  claimed->kind = claim->kind;
  claimed->priority = priority;
  claimed->not_after = claim->not_after;
  claimed->next_due = claim->now;
  return claimed;
}

static PealClaimed *
claimed_nothing (gint64   account_id,
                 gint64   next_due,
                 gboolean is_limited)
{
  PealClaimed *claimed = peal_claimed_new ("", "", "", "");

  claimed->account_id = account_id;
  claimed->next_due = next_due;
  claimed->is_limited = is_limited;
  return claimed;
}

static void
touch (PealDb          *db,
       const PealClaim *claim,
       PealStmt        *due)
{
  peal_db_touch (db, PEAL_CHANGE_OUTBOX);
  if (claim->campaign_id != 0)
    peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
  peal_db_touch_conversation (db, peal_stmt_get_int (due, 2));
}

/* Looks at the first due message of @priority. TRUE if there was one; *@claimed is set if it may go, or if
 * nothing of the account may. */
static gboolean
look_at_due (PealDb       *db,
             const Gate   *gate,
             gint64        account_id,
             PealPriority  priority,
             PealClaimed **claimed)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OUTBOX_DUE);
  PealClaim claim = { .priority = priority };
  PealVerdict verdict = { PEAL_GATE_GO, PEAL_HOLD_NONE, 0, NULL };
  gint64 limited_until = 0;

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":priority", priority);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_next (stmt))
    return FALSE;

  read_due (stmt, account_id, peal_db_get_now (db), &claim);
  if (peal_stmt_get_int (stmt, 19) == CAMPAIGN_CANCELLED)
    {
      call_off (db, &claim);
      touch (db, &claim, stmt);
      return TRUE;
    }
  judge (db, gate, &claim, peal_stmt_get_int (stmt, 2), &verdict);
  if (verdict.decision == PEAL_GATE_GO)
    limited_until = ask_limits (db, &claim, &verdict);
  if (limited_until != 0)
    {
      *claimed = claimed_nothing (account_id, limited_until, TRUE);
      g_free (verdict.explanation);
      return TRUE;
    }
  switch (verdict.decision)
    {
    case PEAL_GATE_GO:
      open_attempt (db, &claim, &verdict);
      *claimed = claimed_new (&claim, priority, peal_stmt_get_text (stmt, 1));
      count_excused (db, *claimed);
      break;
    case PEAL_GATE_HOLD:
      hold (db, &claim, &verdict, (PealHoldReason) peal_stmt_get_int (stmt, 8));
      break;
    case PEAL_GATE_LEAVE_OUT:
      leave_out (db, &claim, &verdict);
      break;
    default:
      g_assert_not_reached ();
    }
  touch (db, &claim, stmt);
  g_free (verdict.explanation);
  return TRUE;
}

static PealClaimed *
claim_next (PealDb     *db,
            const Gate *gate,
            gint64      account_id)
{
  static const PealPriority priorities[] = {
    PEAL_PRIORITY_CONVERSATION,
    PEAL_PRIORITY_TRANSACTIONAL,
    PEAL_PRIORITY_CAMPAIGN,
  };
  PealClaimed *claimed = NULL;
  guint n_passed_over = 0;

  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    while (n_passed_over < MAX_PASSED_OVER && look_at_due (db, gate, account_id, priorities[i], &claimed))
      {
        if (claimed != NULL)
          return claimed;
        n_passed_over++;
      }
  return claimed_nothing (account_id, peal_outbox_query_next_due (db, account_id), FALSE);
}

typedef struct
{
  gint64 account_id;
  Gate *gate;
  PealSettlement *settlement;
} Next;

static void
next_free (gpointer data)
{
  Next *next = data;

  gate_unref (next->gate);
  g_clear_pointer (&next->settlement, peal_settlement_free);
  g_free (next);
}

static void
next_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Next *next = data;

  if (next->settlement != NULL)
    peal_outbox_apply (db, next->settlement);
  peal_result_take (result, PEAL_TYPE_CLAIMED, claim_next (db, next->gate, next->account_id));
}

DexFuture *
peal_outbox_next (PealStore      *store,
                  gint64          account_id,
                  PealSettlement *settlement)
{
  Next *next;
  Gate *gate;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  gate = g_object_get_qdata (G_OBJECT (store), gate_quark ());
  peal_return_reject_if_fail (gate != NULL);

  peal_overdue_look (store); /* what slept past its time is judged before it can be claimed */
  next = g_new0 (Next, 1);
  next->account_id = account_id;
  next->gate = g_atomic_rc_box_acquire (gate);
  next->settlement = settlement;
  return peal_store_write (store, next_job, next, next_free);
}

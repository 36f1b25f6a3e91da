/* peal-reroute.c: what waits at one account, to another.
 *
 * The rows are read and moved in one job, so each still stands as it was read. A
 * message that some account may have is never moved: the queries leave out, or
 * mark, what has an attempt that was not proved "not accepted".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-routes.h"

#include "peal-clock.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-money-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-phone.h"
#include "peal-route-table-private.h"

/* Looked at in one job; other jobs of the batch wait meanwhile. */
#define BATCH 200

#define N_SHELVES 4
#define N_PRIORITIES 3

typedef struct
{
  gint64 id;
  gint64 conversation_id;
  char *ours;
  char *theirs;
  guint segments;
  gint64 not_before;
  gint64 not_after;
  gint64 contact_id;
  gint64 campaign_id;
  gint64 last_account_id;
  PealFailureClass last_failure;
  gboolean is_known;  /* the conversation knows its sender */
  PealHoldReason reason;
  gboolean may_move;  /* no account may have it */
} Waiting;

static void
waiting_clear (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->ours);
  g_free (waiting->theirs);
}

static gpointer
rerouted_copy (gpointer data)
{
  return g_memdup2 (data, sizeof (PealRerouted));
}

G_DEFINE_BOXED_TYPE (PealRerouted, peal_rerouted, rerouted_copy, g_free)

static gboolean
is_held (PealHoldReason reason)
{
  return reason == PEAL_HOLD_RETRY || reason == PEAL_HOLD_RATE || reason == PEAL_HOLD_ACCOUNT
         || reason == PEAL_HOLD_LIMIT || reason == PEAL_HOLD_MONEY;
}

static void
take_row (GArray   *rows,
          PealStmt *stmt,
          gboolean  may_move)
{
  Waiting waiting = {
    .id = peal_stmt_get_int (stmt, 0),
    .conversation_id = peal_stmt_get_int (stmt, 1),
    .ours = peal_stmt_dup_text (stmt, 2),
    .theirs = peal_stmt_dup_text (stmt, 3),
    .segments = (guint) MAX (peal_stmt_get_int (stmt, 4), 1),
    .not_before = peal_stmt_get_int (stmt, 5),
    .not_after = peal_stmt_get_time (stmt, 6),
    .contact_id = peal_stmt_get_int (stmt, 7),
    .campaign_id = peal_stmt_get_int (stmt, 8),
    .last_account_id = peal_stmt_get_int (stmt, 9),
    .last_failure = peal_failure_class_from_db ((int) peal_stmt_get_int (stmt, 10)),
    .is_known = peal_stmt_get_int (stmt, 11) != 0,
    .reason = (PealHoldReason) peal_stmt_get_int (stmt, 12),
    .may_move = may_move,
  };

  g_array_append_val (rows, waiting);
}

static GArray *
rows_new (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Waiting));

  g_array_set_clear_func (rows, waiting_clear);
  return rows;
}

static void
bind_place (PealStmt               *stmt,
            gint64                  account_id,
            const PealReroutePlace *place)
{
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":after", place->after);
  peal_stmt_bind_int (stmt, ":limit", BATCH);
}

static GArray *
list_waiting (PealDb                 *db,
              gint64                  account_id,
              const PealReroutePlace *place)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, place->shelf == 0 ? PEAL_QUERY_ROUTE_HELD : PEAL_QUERY_ROUTE_DUE);
  GArray *rows = rows_new ();

  bind_place (stmt, account_id, place);
  if (place->shelf > 0)
    {
      peal_stmt_bind_int (stmt, ":priority", place->shelf - 1);
      peal_stmt_bind_int (stmt, ":after_at", place->after_at);
      peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
    }
  while (peal_stmt_next (stmt))
    take_row (rows, stmt, TRUE);
  return rows;
}

/* What the rules let no account take. */
static GArray *
list_stranded (PealDb                 *db,
               gint64                  account_id,
               const PealReroutePlace *place)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_STRANDED);
  GArray *rows = rows_new ();

  bind_place (stmt, account_id, place);
  peal_stmt_bind_int (stmt, ":priority", place->shelf);
  while (peal_stmt_next (stmt))
    take_row (rows, stmt, peal_stmt_get_int (stmt, 13) != 0);
  return rows;
}

/* R-SEND-4: what waits for its next attempt goes to an account that has not tried yet, not to and fro between two
 * that fail, for the pauses between attempts would be lost. */
static gboolean
was_tried_there (PealDb        *db,
                 gint64         account_id,
                 const Waiting *waiting)
{
  PealStmt *stmt;

  if (waiting->reason != PEAL_HOLD_RETRY && waiting->reason != PEAL_HOLD_RATE)
    return FALSE;
  stmt = peal_db_query (db, PEAL_QUERY_ROUTE_TRIED);
  peal_stmt_bind_int (stmt, ":id", waiting->id);
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  return peal_stmt_take_int (stmt) != 0;
}

/* @region gets the recipient's; it and @waiting must outlive the question. */
static PealRouteQuestion
ask (gint64         account_id,
     const Waiting *waiting,
     char           region[4])
{
  peal_phone_get_region (waiting->theirs, region);
  return (PealRouteQuestion) {
    .e164 = waiting->theirs,
    .region = region,
    .segments = waiting->segments,
    .not_after = waiting->not_after,
    .sticky_account_id = waiting->is_known ? account_id : 0,
    .sticky_number = waiting->ours,
    .last_account_id = waiting->last_account_id,
    .last_number = waiting->last_account_id == account_id ? waiting->ours : "",
    .last_failure = waiting->last_failure,
  };
}

/* Through which other sender it may go at once; -1 = it stays. */
static int
find_sender (PealDb         *db,
             PealRouteTable *table,
             gint64          account_id,
             const Waiting  *waiting,
             char            region[4])
{
  gint64 now = peal_db_get_now (db);
  int own = peal_route_table_ensure_sender (table, account_id, waiting->ours);
  PealRouteQuestion question = ask (account_id, waiting, region);
  PealRoute route;

  route = peal_route_table_decide (table, &question, own, is_held (waiting->reason) ? MAX (waiting->not_before - now, 0) : 0, NULL);
  if (route.verdict != PEAL_ROUTE_SEND || route.sender == own
      || *peal_route_table_get_number (table, (guint) route.sender) == '\0'
      || was_tried_there (db, peal_route_table_get_account (table, (guint) route.sender), waiting))
    return -1;
  return route.sender;
}

void
peal_conversation_leave (PealDb *db,
                         gint64  conversation_id)
{
  g_autoptr(PealStmt) drop = peal_db_query (db, PEAL_QUERY_ROUTE_CONVERSATION_DROP);
  g_autoptr(PealStmt) leave = NULL;

  peal_stmt_bind_int (drop, ":id", conversation_id);
  peal_stmt_run (drop);
  peal_db_touch_conversation (db, conversation_id);
  if (peal_db_get_n_changed (db) > 0)
    return;
  leave = peal_db_query (db, PEAL_QUERY_ROUTE_CONVERSATION_LEAVE);
  peal_stmt_bind_int (leave, ":id", conversation_id);
  peal_stmt_run (leave);
}

static void
record (PealDb         *db,
        PealRouteTable *table,
        gint64          from,
        guint           sender,
        const Waiting  *waiting)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "from", from);
  peal_payload_add_int (payload, "account", peal_route_table_get_account (table, sender));
  peal_payload_add_text (payload, "number", peal_route_table_get_number (table, sender));
  peal_ledger_append_about (db, peal_db_get_now (db), "engine", "message.moved", "message", waiting->id,
                            peal_payload_get_json (payload));
}

static gboolean
move (PealDb         *db,
      PealRouteTable *table,
      gint64          from,
      guint           sender,
      const Waiting  *waiting)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_MOVE);
  gint64 account_id = peal_route_table_get_account (table, sender);
  gint64 conversation_id = peal_conversation_ensure (db, peal_route_table_get_number (table, sender), waiting->theirs,
                                                     waiting->contact_id, account_id);

  peal_stmt_bind_int (stmt, ":id", waiting->id);
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_int (stmt, ":from", from);
  peal_stmt_bind_int (stmt, ":left", waiting->conversation_id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  if (peal_db_has_failed (db) || peal_db_get_n_changed (db) == 0)
    return FALSE;
  if (conversation_id != waiting->conversation_id)
    {
      peal_conversation_set_last (db, conversation_id, waiting->id, peal_db_get_now (db));
      peal_conversation_leave (db, waiting->conversation_id);
    }
  record (db, table, from, sender, waiting);
  peal_db_touch_conversation (db, conversation_id);
  peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | (waiting->campaign_id != 0 ? PEAL_CHANGE_CAMPAIGNS : 0));
  return TRUE;
}

typedef struct
{
  gint64 account_id;
  PealReroutePlace place;
  GArray *health;
} Move;

static void
move_free (gpointer data)
{
  Move *args = data;

  g_array_unref (args->health);
  g_free (args);
}

/* What was held is looked at in any case; what is merely due only where the account does not get to it. */
static gboolean
is_worth_it (PealRouteTable *table,
             const Move     *args)
{
  if (!peal_route_table_has_rules (table) || !peal_route_table_has_failover (table)
      || !peal_route_table_has_other (table, args->account_id))
    return FALSE;
  return args->place.shelf == 0 || !peal_route_table_is_on (table, args->account_id)
         || peal_route_table_get_health (table, args->account_id) > peal_route_table_get_patience (table);
}

static void
move_rows (PealDb         *db,
           PealRouteTable *table,
           const Move     *args,
           PealRerouted   *done)
{
  g_autoptr(GArray) rows = list_waiting (db, args->account_id, &args->place);

  done->place = args->place;
  for (guint i = 0; i < rows->len && !peal_db_has_failed (db); i++)
    {
      const Waiting *waiting = &g_array_index (rows, Waiting, i);
      char region[4];
      int sender = find_sender (db, table, args->account_id, waiting, region);

      done->place.after_at = waiting->not_before;
      done->place.after = waiting->id;
      if (sender < 0 || !move (db, table, args->account_id, (guint) sender, waiting))
        continue;
      peal_route_table_spend (table, (guint) sender, waiting->segments, region);
      done->n_moved++;
    }
  if (rows->len == BATCH)
    return;
  done->place = (PealReroutePlace) { .shelf = args->place.shelf + 1 };
  done->is_over = done->place.shelf == N_SHELVES;
}

static void
move_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Move *args = data;
  PealRerouted *done = g_new0 (PealRerouted, 1);
  g_autoptr(PealRouteTable) table = peal_route_table_load (db, args->health);

  if (is_worth_it (table, args))
    move_rows (db, table, args, done);
  else
    done->is_over = TRUE;
  peal_result_take (result, PEAL_TYPE_REROUTED, done);
}

static Move *
move_new (gint64                  account_id,
          const PealReroutePlace *place,
          GArray                 *health)
{
  Move *args = g_new0 (Move, 1);

  args->account_id = account_id;
  args->place = *place;
  args->health = g_array_ref (health);
  return args;
}

DexFuture *
peal_routes_move (PealStore              *store,
                  gint64                  account_id,
                  const PealReroutePlace *place,
                  GArray                 *health)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (place != NULL && health != NULL);

  return peal_store_write (store, move_job, move_new (account_id, place, health), move_free);
}

/* What no account could take -------------------------------------------------------------------------- */

/* Into the queue again: the claim says what becomes of it. */
static gboolean
release (PealDb        *db,
         const Waiting *waiting)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_RELEASE);

  peal_stmt_bind_int (stmt, ":id", waiting->id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  if (peal_db_has_failed (db) || peal_db_get_n_changed (db) == 0)
    return FALSE;
  peal_db_touch_conversation (db, waiting->conversation_id);
  peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | (waiting->campaign_id != 0 ? PEAL_CHANGE_CAMPAIGNS : 0));
  return TRUE;
}

/* The sender for which the rules would have it leave the one that it stands at, now or later; -1 = none. They place
 * it, so that whether one account may stand in for another does not matter. */
static int
find_named (PealRouteTable    *table,
            gint64             account_id,
            const Waiting     *waiting,
            PealRouteQuestion *question)
{
  int own = peal_route_table_ensure_sender (table, account_id, waiting->ours);
  g_autofree PealRouteNote *notes = g_new0 (PealRouteNote, peal_route_table_get_n_senders (table) + 1);
  PealRoute route = peal_route_table_decide (table, question, own, 0, notes);

  if (!waiting->may_move || route.verdict == PEAL_ROUTE_NONE || route.sender == own
      || *peal_route_table_get_number (table, (guint) route.sender) == '\0')
    return -1;
  if (own >= 0 && notes[own].rule >= 0 && notes[own].rule <= notes[route.sender].rule)
    return -1; /* named as early as the other */
  return route.sender;
}

/* It waited because it costs more than a whole day allows: still? */
static gboolean
is_too_dear (PealDb        *db,
             gint64         account_id,
             const Waiting *waiting)
{
  PealMoney money;
  gint64 cost;

  return waiting->reason == PEAL_HOLD_MONEY && peal_money_open (db, account_id, &money)
         && peal_money_judge (db, &money, waiting->theirs, waiting->segments, &cost) == PEAL_MONEY_TOO_DEAR;
}

static gboolean
reconsider (PealDb         *db,
            PealRouteTable *table,
            gint64          account_id,
            const Waiting  *waiting)
{
  char region[4];
  PealRouteQuestion question = ask (account_id, waiting, region);
  PealRulesVerdict verdict = peal_route_table_ask_rules (table, &question, account_id, waiting->ours);
  int sender = -1;

  if (waiting->not_after <= peal_db_get_now (db))
    return release (db, waiting);
  if (is_too_dear (db, account_id, waiting))
    return FALSE; /* what is held looks for another account */
  if (verdict != PEAL_RULES_REFUSE)
    sender = find_named (table, account_id, waiting, &question);
  if (sender < 0)
    return verdict == PEAL_RULES_ALLOW && release (db, waiting);
  if (!move (db, table, account_id, (guint) sender, waiting))
    return FALSE;
  peal_route_table_spend (table, (guint) sender, waiting->segments, region);
  return TRUE;
}

static void
reconsider_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const Move *args = data;
  PealRerouted *done = g_new0 (PealRerouted, 1);
  g_autoptr(GArray) rows = list_stranded (db, args->account_id, &args->place);
  g_autoptr(PealRouteTable) table = rows->len > 0 ? peal_route_table_load (db, args->health) : NULL;

  done->place = args->place;
  for (guint i = 0; i < rows->len && !peal_db_has_failed (db); i++)
    {
      const Waiting *waiting = &g_array_index (rows, Waiting, i);

      done->place.after = waiting->id;
      done->n_moved += reconsider (db, table, args->account_id, waiting);
    }
  if (rows->len < BATCH)
    {
      done->place = (PealReroutePlace) { .shelf = args->place.shelf + 1 };
      done->is_over = done->place.shelf == N_PRIORITIES;
    }
  peal_result_take (result, PEAL_TYPE_REROUTED, done);
}

DexFuture *
peal_routes_reconsider (PealStore              *store,
                        gint64                  account_id,
                        const PealReroutePlace *place,
                        GArray                 *health)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (place != NULL && health != NULL);

  return peal_store_write (store, reconsider_job, move_new (account_id, place, health), move_free);
}

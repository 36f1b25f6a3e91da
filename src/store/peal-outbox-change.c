/* peal-outbox-change.c: what a person does about messages that have not left.
 *
 * R-SEND-6: in pieces (peal-pieces.h), each of which looks at its messages in the job that changes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-outbox-change.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"
#include "peal-pieces.h"

/* What the writer does within some hundredths of a second. */
#define PIECE 5000
#define PIECE_OF_GATE 500 /* asking the gate takes longer */

/* As when it is written for a time: late by no more it goes without a question (PEAL_SEND_GRACE). */
#define GRACE (4 * PEAL_HOUR)

/* An act on more messages is told in the ledger as a whole. */
#define TOLD_ONE_BY_ONE 100

static const struct
{
  const char *event;
  const char *event_of_many;
} events[] = {
  [PEAL_ACT_CANCEL] = { "message.cancelled", "messages.cancelled" },
  [PEAL_ACT_RESCHEDULE] = { "message.rescheduled", "messages.rescheduled" },
  [PEAL_ACT_SEND_NOW] = { "message.hurried", "messages.hurried" },
  [PEAL_ACT_EDIT] = { "message.edited", "messages.edited" },
};

typedef struct
{
  PealActKind kind;
  gint64 time;
  GArray *ids;           /* of gint64 */
  GPtrArray *edits;      /* of PealEdit, EDIT; else NULL */
  PealActReport *undone; /* an undo; else NULL */
  gboolean many;
  PealGate *gate;        /* SEND_NOW, else NULL */
  char *actor;
} Act;

static void
act_clear (gpointer data)
{
  Act *act = data;

  g_clear_pointer (&act->ids, g_array_unref);
  g_clear_pointer (&act->edits, g_ptr_array_unref);
  g_clear_pointer (&act->undone, peal_act_report_unref);
  g_clear_pointer (&act->gate, peal_outbox_unref_gate);
  g_free (act->actor);
}

/* Telling ------------------------------------------------------------------------------------------ */

/* "12-40,42" of ids that mostly follow each other. */
static void
add_range (GString *ranges,
           gint64   first,
           gint64   last)
{
  if (ranges->len > 0)
    g_string_append_c (ranges, ',');
  g_string_append_printf (ranges, "%" G_GINT64_FORMAT, first);
  if (last > first)
    g_string_append_printf (ranges, "-%" G_GINT64_FORMAT, last);
}

static char *
dup_ranges (const GArray *moved)
{
  GString *ranges = g_string_new (NULL);
  gint64 first = 0, last = 0;

  for (guint i = 0; i < moved->len; i++)
    {
      gint64 id = g_array_index (moved, PealStood, i).id;

      if (i > 0 && id != last + 1)
        add_range (ranges, first, last);
      if (i == 0 || id != last + 1)
        first = id;
      last = id;
    }
  if (moved->len > 0)
    add_range (ranges, first, last);
  return g_string_free_and_steal (ranges);
}

static void
tell_as_a_whole (PealDb       *db,
                 const Act    *act,
                 const char   *event,
                 const GArray *moved)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();
  g_autofree char *ranges = dup_ranges (moved);

  peal_payload_add_int (payload, "messages", moved->len);
  peal_payload_add_text (payload, "ids", ranges);
  if (act->kind == PEAL_ACT_RESCHEDULE && act->undone == NULL)
    peal_payload_add_int (payload, "not_before", act->time);
  peal_ledger_append (db, peal_db_get_now (db), act->actor, event, "messages", peal_payload_get_json (payload));
}

static void
tell_one (PealDb          *db,
          const Act       *act,
          const char      *event,
          const PealStood *stood,
          const PealEdit  *edit)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  if (act->undone != NULL && act->kind != PEAL_ACT_CANCEL && edit == NULL)
    peal_payload_add_int (payload, "not_before", stood->not_before);
  else if (act->kind == PEAL_ACT_RESCHEDULE)
    peal_payload_add_int (payload, "not_before", act->time);
  if (edit != NULL)
    {
      g_autofree char *before = g_compute_checksum_for_string (G_CHECKSUM_SHA256, edit->was, -1);
      g_autofree char *after = g_compute_checksum_for_string (G_CHECKSUM_SHA256, edit->body, -1);

      peal_payload_add_text (payload, "before", before);
      peal_payload_add_text (payload, "after", after);
    }
  peal_ledger_append_about (db, peal_db_get_now (db), act->actor, event, "message", stood->id,
                            peal_payload_get_json (payload));
}

static void
tell (PealDb              *db,
      const Act           *act,
      const PealActReport *report)
{
  const char *event = events[act->kind].event, *event_of_many = events[act->kind].event_of_many;

  if (report->moved->len == 0)
    return;
  if (act->undone != NULL && act->kind == PEAL_ACT_CANCEL)
    {
      event = "message.restored";
      event_of_many = "messages.restored";
    }
  else if (act->undone != NULL && act->kind == PEAL_ACT_SEND_NOW)
    {
      event = events[PEAL_ACT_RESCHEDULE].event;
      event_of_many = events[PEAL_ACT_RESCHEDULE].event_of_many;
    }
  peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | PEAL_CHANGE_CAMPAIGNS);
  if (act->many && act->kind != PEAL_ACT_EDIT)
    tell_as_a_whole (db, act, event_of_many, report->moved);
  else
    for (guint i = 0; i < report->moved->len; i++)
      tell_one (db, act, event, &g_array_index (report->moved, PealStood, i),
                i < report->edits->len ? g_ptr_array_index (report->edits, i) : NULL);
}

/* Doing -------------------------------------------------------------------------------------------- */

static void
add_moved (PealDb        *db,
           PealActReport *report,
           gint64         id,
           gint64         conversation_id,
           PealStood      stood)
{
  stood.id = id;
  stood.at = peal_db_get_now (db);
  g_array_append_val (report->moved, stood);
  peal_db_touch_conversation (db, conversation_id);
}

static void
refuse (PealActReport *report,
        gint64         id,
        PealHoldReason reason,
        gint64         until,
        const char    *explanation)
{
  if (report->n_refused++ > 0)
    return;
  report->refused_id = id;
  report->reason = reason;
  report->until = until;
  g_set_str (&report->explanation, explanation != NULL ? explanation : "");
}

/* The row of a statement that returns conversation, not_before, attempts and reason of what it changed. */
static void
add_changed (PealDb        *db,
             PealStmt      *stmt,
             PealActReport *report,
             gint64         id)
{
  PealStood stood = {
    .not_before = peal_stmt_get_int (stmt, 1),
    .attempts = (guint) peal_stmt_get_int (stmt, 2),
    .reason = (PealHoldReason) peal_stmt_get_int (stmt, 3),
  };

  add_moved (db, report, id, peal_stmt_get_int (stmt, 0), stood);
}

static void
cancel_run (PealDb        *db,
            PealActReport *report,
            gint64         first,
            gint64         last)
{
  g_autoptr(PealStmt) list = peal_db_query (db, PEAL_QUERY_ACT_LIST_RUN);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACT_CANCEL_RUN);

  peal_stmt_bind_int (list, ":first", first);
  peal_stmt_bind_int (list, ":last", last);
  while (peal_stmt_next (list))
    add_changed (db, list, report, peal_stmt_get_int (list, 4));
  peal_stmt_bind_int (stmt, ":first", first);
  peal_stmt_bind_int (stmt, ":last", last);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

/* By runs of ids that follow each other: whoever takes back many takes back what was queued together. */
static void
cancel_piece (PealDb          *db,
              const PealPiece *piece,
              PealActReport   *report)
{
  GArray *ids = ((const Act *) piece->act)->ids;
  guint begin = piece->begin;

  for (guint i = piece->begin + 1; i <= piece->end; i++)
    if (i == piece->end || peal_ids_get (ids, i) != peal_ids_get (ids, i - 1) + 1)
      {
        cancel_run (db, report, peal_ids_get (ids, begin), peal_ids_get (ids, i - 1));
        begin = i;
      }
  report->n_gone = piece->end - piece->begin - report->moved->len;
}

static void
move_to (PealDb *db,
         gint64  id,
         gint64  time)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACT_MOVE);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_int (stmt, ":time", time);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":grace", GRACE);
  peal_stmt_run (stmt);
}

/* What a person is asked about waits for that answer, whatever else is said of it. */
static gboolean
is_asked_about (PealActReport *report,
                PealStmt      *row,
                gint64         id)
{
  if (peal_stmt_get_int (row, 8) != PEAL_HOLD_ASK)
    return FALSE;
  refuse (report, id, PEAL_HOLD_ASK, 0, "A person is asked about it first");
  return TRUE;
}

/* R-SEND-4: what was refused waits for its next attempt, and nothing goes past its validity. */
static gboolean
may_reschedule (PealActReport *report,
                PealStmt      *row,
                gint64         id,
                gint64         time)
{
  gint64 not_before = peal_stmt_get_int (row, 19);

  if (time >= peal_stmt_get_time (row, 10))
    refuse (report, id, PEAL_HOLD_EXPIRED, 0, "Its validity ends before that time");
  else if (peal_stmt_get_int (row, 8) == PEAL_HOLD_RETRY && time < not_before)
    refuse (report, id, PEAL_HOLD_RETRY, not_before, "It was tried, and waits for its next attempt");
  else
    return TRUE;
  return FALSE;
}

/* R-LAW-1: asked here so that the person hears why not; asked again when it is claimed. */
static gboolean
may_go_now (PealDb         *db,
            const PealGate *gate,
            PealActReport  *report,
            PealStmt       *row,
            gint64          id)
{
  PealHoldReason reason = (PealHoldReason) peal_stmt_get_int (row, 8);
  PealVerdict verdict = { PEAL_GATE_GO, PEAL_HOLD_NONE, 0, NULL };
  gint64 not_before = peal_stmt_get_int (row, 19);

  if (reason == PEAL_HOLD_PAUSED)
    refuse (report, id, reason, 0, "It is paused");
  else if (reason == PEAL_HOLD_NO_ROUTE)
    refuse (report, id, reason, 0, "The rules let no account take it");
  else if (reason == PEAL_HOLD_RETRY && not_before > peal_db_get_now (db))
    refuse (report, id, reason, not_before, "It was tried, and waits for its next attempt");
  else if (!peal_stmt_get_int (row, 21))
    refuse (report, id, PEAL_HOLD_ACCOUNT, 0, "Its account is switched off");
  else
    {
      peal_outbox_ask_gate (db, gate, row, peal_stmt_get_int (row, 20), &verdict);
      if (verdict.decision != PEAL_GATE_GO)
        refuse (report, id, verdict.reason, verdict.decision == PEAL_GATE_HOLD ? verdict.until : 0,
                verdict.explanation);
      g_free (verdict.explanation);
      return verdict.decision == PEAL_GATE_GO;
    }
  return FALSE;
}

static void
move_one (PealDb        *db,
          const Act     *act,
          PealActReport *report,
          gint64         id)
{
  g_autoptr(PealStmt) row = peal_db_query (db, PEAL_QUERY_ACT_FIND);
  gint64 time = act->kind == PEAL_ACT_SEND_NOW ? 0 : act->time;
  PealStood stood = { 0 };

  peal_stmt_bind_int (row, ":id", id);
  if (!peal_stmt_next (row))
    {
      report->n_gone++;
      return;
    }
  time = MAX (time, peal_db_get_now (db));
  if (is_asked_about (report, row, id))
    return;
  if (act->kind == PEAL_ACT_SEND_NOW ? !may_go_now (db, act->gate, report, row, id)
                                     : !may_reschedule (report, row, id, time))
    return;
  stood.attempts = (guint) peal_stmt_get_int (row, 7);
  stood.reason = (PealHoldReason) peal_stmt_get_int (row, 8);
  stood.not_before = peal_stmt_get_int (row, 19);
  stood.held_at = peal_stmt_get_int (row, 22);
  move_to (db, id, time);
  add_moved (db, report, id, peal_stmt_get_int (row, 2), stood);
}

static guint
get_segments (PealDb *db,
              gint64  id)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_ACT_GET_SEGMENTS);

  peal_stmt_bind_int (stmt, ":id", id);
  return (guint) peal_stmt_take_int (stmt);
}

static void
edit_one (PealDb         *db,
          PealActReport  *report,
          const PealEdit *edit)
{
  guint was_segments = get_segments (db, edit->id);
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ACT_EDIT);
  PealEdit *done;

  if (edit->body == NULL)
    {
      refuse (report, edit->id, PEAL_HOLD_MISSING_FIELD, 0, edit->missing);
      return;
    }
  peal_stmt_bind_int (stmt, ":id", edit->id);
  peal_stmt_bind_text (stmt, ":body", edit->body);
  peal_stmt_bind_int (stmt, ":segments", edit->segments);
  peal_stmt_bind_text (stmt, ":was", edit->was);
  if (!peal_stmt_next (stmt))
    {
      report->n_gone++;
      return;
    }
  add_changed (db, stmt, report, edit->id);
  peal_stmt_run (stmt);
  done = peal_edit_new (edit->id, edit->body, edit->segments, edit->was);
  done->was_segments = was_segments;
  g_ptr_array_add (report->edits, done);
}

/* Undoing ------------------------------------------------------------------------------------------ */

static PealStmt *
query_undo (PealDb              *db,
            const PealActReport *done,
            const PealStood     *stood)
{
  PealStmt *stmt
    = peal_db_query (db, done->kind == PEAL_ACT_CANCEL ? PEAL_QUERY_ACT_RESTORE : PEAL_QUERY_ACT_PUT_BACK);

  peal_stmt_bind_int (stmt, ":id", stood->id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (done->kind == PEAL_ACT_CANCEL)
    {
      peal_stmt_bind_int (stmt, ":at", stood->at);
      return stmt;
    }
  peal_stmt_bind_int (stmt, ":attempts", stood->attempts);
  peal_stmt_bind_int (stmt, ":was", stood->not_before);
  peal_stmt_bind_int (stmt, ":held_at", stood->held_at);
  peal_stmt_bind_int (stmt, ":set", done->kind == PEAL_ACT_SEND_NOW ? stood->at : MAX (done->time, stood->at));
  peal_stmt_bind_int (stmt, ":reason", stood->reason != PEAL_HOLD_NONE && stood->reason != PEAL_HOLD_PAUSED
                                         ? stood->reason : PEAL_HOLD_SCHEDULED);
  return stmt;
}

/* Its pause ended since: what waited for no time is due, and the claim says what it waits for now. */
static void
release (PealDb *db,
         gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_RELEASE);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

static void
undo_one (PealDb          *db,
          const Act       *act,
          PealActReport   *report,
          const PealStood *stood)
{
  g_autoptr(PealStmt) stmt = query_undo (db, act->undone, stood);
  gint64 conversation_id;

  if (!peal_stmt_next (stmt))
    {
      report->n_gone++;
      return;
    }
  conversation_id = peal_stmt_get_int (stmt, 0);
  peal_stmt_run (stmt);
  if (stood->reason == PEAL_HOLD_PAUSED && stood->not_before == PEAL_TIME_NEVER)
    release (db, stood->id);
  add_moved (db, report, stood->id, conversation_id, *stood);
}

/* Pieces ------------------------------------------------------------------------------------------- */

static void
piece_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealPiece *piece = data;
  const Act *act = piece->act;
  PealActReport *report = peal_act_report_new (act->kind, act->time);

  if (act->kind == PEAL_ACT_CANCEL && act->undone == NULL)
    cancel_piece (db, piece, report);
  else
    for (guint i = piece->begin; i < piece->end && !peal_db_has_failed (db); i++)
      if (act->edits != NULL)
        edit_one (db, report, g_ptr_array_index (act->edits, i));
      else if (act->undone != NULL)
        undo_one (db, act, report, &g_array_index (act->undone->moved, PealStood, i));
      else
        move_one (db, act, report, peal_ids_get (act->ids, i));
  tell (db, act, report);
  peal_result_take (result, PEAL_TYPE_ACT_REPORT, report);
}

static void
add_part (gpointer      report,
          gconstpointer data)
{
  PealActReport *whole = report;
  const PealActReport *part = data;

  g_array_append_vals (whole->moved, part->moved->data, part->moved->len);
  for (guint i = 0; i < part->edits->len; i++)
    {
      const PealEdit *edit = g_ptr_array_index (part->edits, i);
      PealEdit *copy = peal_edit_new (edit->id, edit->body, edit->segments, edit->was);

      copy->was_segments = edit->was_segments;
      g_ptr_array_add (whole->edits, copy);
    }
  whole->n_gone += part->n_gone;
  if (part->n_refused == 0)
    return;
  refuse (whole, part->refused_id, part->reason, part->until, part->explanation);
  whole->n_refused += part->n_refused - 1;
}

static guint
count_messages (const Act *act)
{
  if (act->edits != NULL)
    return act->edits->len;
  return act->undone != NULL ? act->undone->moved->len : act->ids->len;
}

/* Takes @act. */
static DexFuture *
walk (PealStore *store,
      Act       *act)
{
  PealActReport *report = peal_act_report_new (act->kind, act->time);
  guint n = count_messages (act);

  act->many = n > TOLD_ONE_BY_ONE;
  return peal_walk_pieces (&(PealWalk) {
    .store = store, .act = act, .clear_act = act_clear, .job = piece_job,
    .n_rows = n, .n_at_once = act->gate != NULL ? PIECE_OF_GATE : PIECE,
    .report_type = PEAL_TYPE_ACT_REPORT, .report = report, .add = add_part, .stopped = &report->error,
  });
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

DexFuture *
peal_outbox_act (PealStore  *store,
                 PealActKind kind,
                 gint64      time,
                 GArray     *ids,
                 const char *actor)
{
  Act *act;
  PealGate *gate = NULL;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (kind != PEAL_ACT_EDIT && ids != NULL && actor != NULL);
  if (kind == PEAL_ACT_SEND_NOW)
    {
      gate = peal_outbox_ref_gate (store);
      peal_return_reject_if_fail (gate != NULL);
    }

  act = g_atomic_rc_box_new0 (Act);
  act->kind = kind;
  act->time = time;
  act->ids = g_array_copy (ids);
  act->gate = gate;
  act->actor = g_strdup (actor);
  /* In the order in which they lie on the disk. */
  g_array_sort (act->ids, compare_ids);
  return walk (store, act);
}

DexFuture *
peal_outbox_edit (PealStore  *store,
                  GPtrArray  *edits,
                  const char *actor)
{
  Act *act;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (edits != NULL && actor != NULL);

  act = g_atomic_rc_box_new0 (Act);
  act->kind = PEAL_ACT_EDIT;
  act->edits = g_ptr_array_ref (edits);
  act->actor = g_strdup (actor);
  return walk (store, act);
}

/* Of texts: each is given back for the one that the act put there. */
static GPtrArray *
turn_edits (const GPtrArray *edits)
{
  GPtrArray *turned = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_edit_free);

  for (guint i = 0; i < edits->len; i++)
    {
      const PealEdit *edit = g_ptr_array_index (edits, i);

      g_ptr_array_add (turned, peal_edit_new (edit->id, edit->was, edit->was_segments, edit->body));
    }
  return turned;
}

static DexFuture *
count_moved_cb (DexFuture *completed,
                gpointer   user_data)
{
  const PealActReport *report = g_value_get_boxed (dex_future_get_value (completed, NULL));

  if (report->error != NULL)
    return dex_future_new_for_error (g_error_copy (report->error));
  return dex_future_new_for_int64 (report->moved->len);
}

DexFuture *
peal_outbox_undo (PealStore     *store,
                  PealActReport *report,
                  const char    *actor)
{
  Act *act;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (report != NULL && actor != NULL);

  act = g_atomic_rc_box_new0 (Act);
  act->kind = report->kind;
  act->undone = peal_act_report_ref (report);
  act->edits = report->kind == PEAL_ACT_EDIT ? turn_edits (report->edits) : NULL;
  act->actor = g_strdup (actor);
  return dex_future_then (walk (store, act), count_moved_cb, NULL, NULL);
}

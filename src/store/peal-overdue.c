/* peal-overdue.c: queued messages whose time came while nobody could send them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-overdue.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-message.h"
#include "peal-missed.h"
#include "peal-payload.h"

/* When the engine was last seen at work. No person sets it, so the ledger does not tell of it. */
#define SETTING_ALIVE "engine.alive_at"

/* When a person last said that the clock is right. */
#define SETTING_CONFIRMED "engine.clock_confirmed_at"

static gint64
read_time (PealDb     *db,
           const char *name)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SETTING_GET);
  g_autofree char *text = NULL;

  peal_stmt_bind_text (stmt, ":name", name);
  text = peal_stmt_take_text (stmt);
  return *text != '\0' ? g_ascii_strtoll (text, NULL, 10) : PEAL_TIME_NEVER;
}

static void
write_now (PealDb     *db,
           const char *name)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SETTING_SET);
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, peal_db_get_now (db));
  peal_stmt_bind_text (stmt, ":name", name);
  peal_stmt_bind_text (stmt, ":value", text);
  peal_stmt_run (stmt);
}

static void
read_time_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  peal_result_set_int (result, read_time (db, data));
}

DexFuture *
peal_overdue_last_alive (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, read_time_job, (gpointer) SETTING_ALIVE, NULL);
}

DexFuture *
peal_overdue_clock_confirmed_at (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, read_time_job, (gpointer) SETTING_CONFIRMED, NULL);
}

static void
stay_alive_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  write_now (db, SETTING_ALIVE);
}

DexFuture *
peal_overdue_stay_alive (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, stay_alive_job, NULL, NULL);
}

static void
confirm_clock_job (PealDb  *db,
                   gpointer data,
                   GValue  *result)
{
  const PealJobArgs *args = data;

  write_now (db, SETTING_ALIVE);
  write_now (db, SETTING_CONFIRMED);
  peal_ledger_append (db, peal_db_get_now (db), args->actor, "clock.confirmed", "workspace", "{}");
  peal_db_touch (db, PEAL_CHANGE_SCHEDULES);
}

DexFuture *
peal_overdue_confirm_clock (PealStore  *store,
                            const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, confirm_clock_job, peal_job_args_new (0, NULL, actor), peal_job_args_free);
}

/* Judging ----------------------------------------------------------------------------------------- */

/* A time in which nobody could send. */
typedef struct
{
  gint64 now;       /* what the clock showed when it was found; what falls due after that is not touched by it, */
  gint64 since;     /* nor is what was due by then */
  gint64 from;      /* when it began; PEAL_TIME_NEVER = not known */
  gint64 last_look; /* as in PealMissedQuestion */
  gint64 elapsed;
} Gap;

static void
touch (PealDb  *db,
       gint64   conversation_id)
{
  peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | PEAL_CHANGE_CAMPAIGNS);
  peal_db_touch_conversation (db, conversation_id);
}

static void
move_message (PealDb           *db,
              gint64            id,
              PealMissedVerdict verdict)
{
  gboolean ask = verdict.action == PEAL_MISSED_DO_ASK;
  const char *why = peal_missed_reason_to_string (verdict.reason);
  g_autoptr(PealStmt) stmt = peal_db_query (db, ask ? PEAL_QUERY_OVERDUE_ASK : PEAL_QUERY_OVERDUE_LEAVE_OUT);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_text (stmt, ":explanation", why);
  if (!ask)
    peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  peal_payload_add_text (payload, "reason", peal_hold_reason_to_string (ask ? PEAL_HOLD_ASK : PEAL_HOLD_MISSED));
  peal_payload_add_text (payload, "explanation", why);
  peal_ledger_append_about (db, peal_db_get_now (db), "engine", ask ? "message.held" : "message.left_out", "message",
                            id, peal_payload_get_json (payload));
}

static PealMissedVerdict
judge (const Gap       *gap,
       gint64           due,
       PealMissedPolicy policy,
       gint64           grace)
{
  /* What was due before the gap waited for something else: only the gap itself has made it late. */
  gint64 counted = gap->from <= gap->now ? MAX (due, gap->from) : due;
  PealMissedVerdict verdict;
  PealMissedQuestion question = {
    .policy = gap->now - counted <= grace ? PEAL_MISSED_SEND_LATE : policy,
    .grace = grace,
    .validity = G_MAXINT64,
    .separate = TRUE,
    .now = gap->now,
    .last_look = gap->last_look,
    .elapsed = gap->elapsed,
    .sole_since = G_MININT64,
  };

  peal_missed_decide (&question, &counted, 1, &verdict);
  return verdict;
}

typedef struct
{
  gint64 id;
  gint64 conversation_id;
  PealMissedVerdict verdict;
} Overdue;

/* Those that may not simply go. A list, because the rows leave the index that is walked. */
static GArray *
find_overdue (PealDb    *db,
              const Gap *gap)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OVERDUE_LIST);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Overdue));

  peal_stmt_bind_int (stmt, ":since", gap->since);
  peal_stmt_bind_int (stmt, ":until", gap->now);
  while (peal_stmt_next (stmt))
    {
      Overdue overdue = { peal_stmt_get_int (stmt, 0), peal_stmt_get_int (stmt, 4), { 0 } };

      overdue.verdict = judge (gap, peal_stmt_get_int (stmt, 1),
                               peal_missed_policy_from_db ((int) peal_stmt_get_int (stmt, 2)),
                               peal_stmt_get_int (stmt, 3));
      if (overdue.verdict.action == PEAL_MISSED_DO_ASK || overdue.verdict.action == PEAL_MISSED_DO_SKIP)
        g_array_append_val (found, overdue);
    }
  return found;
}

/* Returns how many messages were moved. */
static gint64
sweep (PealDb    *db,
       const Gap *gap)
{
  g_autoptr(GArray) found = find_overdue (db, gap);

  for (guint i = 0; i < found->len && !peal_db_has_failed (db); i++)
    {
      const Overdue *overdue = &g_array_index (found, Overdue, i);

      move_message (db, overdue->id, overdue->verdict);
      touch (db, overdue->conversation_id);
    }
  return found->len;
}

static void
begin_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  gint64 alive = read_time (db, SETTING_ALIVE);
  gint64 now = peal_db_get_now (db);
  Gap gap = { .now = now, .since = G_MININT64, .from = alive, .last_look = alive, .elapsed = -1 };

  /* R-SEND-2: judged and remembered in one transaction, so that a crash in between forgets nothing. */
  peal_result_set_int (result, sweep (db, &gap));
  if (alive == PEAL_TIME_NEVER || (now >= alive && now - alive <= PEAL_MISSED_LONG_ABSENCE))
    write_now (db, SETTING_ALIVE); /* else the clock may be wrong, and a person is asked */
}

DexFuture *
peal_overdue_begin (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  peal_overdue_look (store);
  return peal_store_write (store, begin_job, NULL, NULL);
}

/* Looking at the clock ---------------------------------------------------------------------------- */

/* What the clocks showed when they were last looked at. */
typedef struct
{
  gint64 now;
  gint64 uptime;
  gint64 slept;
} Vigil;

static G_DEFINE_QUARK (peal-overdue-vigil, vigil)

static void
sweep_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  peal_result_set_int (result, sweep (db, data));
}

void
peal_overdue_look (PealStore *store)
{
  PealClock *clock = peal_store_get_clock (store);
  Vigil *vigil = g_object_get_qdata (G_OBJECT (store), vigil_quark ());
  Vigil last, now = { peal_clock_get_now (clock), peal_clock_get_uptime (clock), peal_clock_get_slept (clock) };
  gint64 slept, jump;

  if (vigil == NULL)
    {
      g_object_set_qdata_full (G_OBJECT (store), vigil_quark (), g_memdup2 (&now, sizeof now), g_free);
      return;
    }
  last = *vigil;
  *vigil = now;
  slept = now.slept - last.slept;
  jump = (now.now - last.now) - (now.uptime - last.uptime);
  if (slept > PEAL_MISSED_ON_TIME || jump > PEAL_MISSED_CLOCK_TOLERANCE)
    {
      gboolean was_asleep = slept > PEAL_MISSED_ON_TIME;
      Gap gap = {
        .now = now.now,
        .since = was_asleep ? G_MININT64 : now.now - jump,
        .from = was_asleep ? now.now - slept : PEAL_TIME_NEVER,
        .last_look = last.now,
        .elapsed = now.uptime - last.uptime,
      };

      dex_future_disown (peal_store_write (store, sweep_job, g_memdup2 (&gap, sizeof gap), g_free));
    }
}

/* Another copy ------------------------------------------------------------------------------------ */

static void
record_many (PealDb     *db,
             const char *actor,
             const char *event,
             gint64      n_messages)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "messages", n_messages);
  peal_ledger_append (db, peal_db_get_now (db), actor, event, "workspace", peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | PEAL_CHANGE_CAMPAIGNS | PEAL_CHANGE_SCHEDULES);
}

static void
doubt_copy_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OVERDUE_ASK_ALL);
  gint64 n_messages;

  peal_stmt_run (stmt);
  n_messages = peal_db_get_n_changed (db);
  record_many (db, "engine", "workspace.copy_found", n_messages);
  peal_result_set_int (result, n_messages);
}

DexFuture *
peal_overdue_doubt_copy (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, doubt_copy_job, NULL, NULL);
}

static void
release_copy_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_OVERDUE_RELEASE);
  gint64 n_messages;

  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  n_messages = peal_db_get_n_changed (db);
  record_many (db, args->actor, "workspace.only_copy", n_messages);
  peal_result_set_int (result, n_messages);
}

DexFuture *
peal_overdue_release_copy (PealStore  *store,
                           const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, release_copy_job, peal_job_args_new (0, NULL, actor), peal_job_args_free);
}

/* A person's word --------------------------------------------------------------------------------- */

static void
count_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  peal_result_set_int (result, peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_OVERDUE_COUNT)));
}

DexFuture *
peal_overdue_count (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_job, NULL, NULL);
}
